#!/usr/bin/env bash
# Makes a Debian 12 into a place where the workbook runs: "system" installs what it needs, as root; "workbook" sets it up.
set -euo pipefail

case ${1:-} in
  system)
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends \
      ca-certificates fontconfig fonts-dejavu-core git openjdk-17-jdk-headless python3 python3-venv
    rm -rf /var/lib/apt/lists/*
    ;;
  workbook)
    cd "$(dirname "$0")/../.."
    java environment/Workbook.java doctor
    # Hubs and Binder start the server of a single user.
    .workbook/venv/bin/python -m pip install -q --no-cache-dir --require-hashes --only-binary=:all: \
      -r environment/requirements.txt -r environment/hub/requirements.txt
    rm -rf ~/.m2/repository ~/.cache # .workbook holds all that is needed
    ;;
  *)
    echo "Usage: build.sh system|workbook" >&2
    exit 2
    ;;
esac
