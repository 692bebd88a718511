"""Scripts from npm's registry for pages that need no network: fetched once at set-up, and only if they are what they should be."""

import hashlib
import io
import os
import sys
import tarfile
from pathlib import Path

CACHE = Path(__file__).resolve().parents[2] / ".workbook" / "npm"
SHA512 = {
    "reveal.js-5.2.1": (
        "afbfffea620ce69df884588332f61f5e0ca35ea191b5afbfa6c77d62dcadb204"
        "65ae947316fe116c7efa4d7776a83fbb64f6446e904385d46125a1607d0ef335"),
    "vega-5.33.0": (
        "8cd0066bb4f12e88cea4c30caca3175c1a2ce0ae8068b25b0a01833b0d581242"
        "d18d4921d76a5c7fae49da53127441e37042b8ed75e32a2394559f0bf8c9e204"),
    "vega-lite-5.23.0": (
        "97827af80584dc3223be8bc4a079762ddb425247e6e33b3c5f1c7b20dc19100b"
        "fe5d56fa911eaf20dd60b77b7680dda0b3fcb80d84ecfd13e84de600b8483a98"),
    "vega-embed-6.29.0": (
        "3e696c8532ed2c52e05ad17f6f6dd3d4ec17e7702e809f51677a8f136734d551"
        "406e0b77fc648d23f7adcc0fc6cddae471e5c599af850c7357529a4ab8cd14e9"),
}


def text(package, *files):
    """What these files of a package hold, one after the other."""
    with tarfile.open(fileobj=io.BytesIO(archive(package))) as content:
        return "\n".join(content.extractfile(f"package/{file}").read().decode("utf-8") for file in files)


def archive(package):
    file = CACHE / f"{package}.tgz"
    if not file.is_file():
        content = fetch(package)
        CACHE.mkdir(parents=True, exist_ok=True)
        fresh = file.with_suffix(".new")
        fresh.write_bytes(content)
        os.replace(fresh, file)
    return file.read_bytes()


def fetch(package):
    import requests

    name = package.rpartition("-")[0]
    registry = os.environ.get("NPM_CONFIG_REGISTRY", "https://registry.npmjs.org").rstrip("/")
    url = f"{registry}/{name}/-/{package}.tgz"
    answer = requests.get(url, timeout=60)
    answer.raise_for_status()
    if hashlib.sha512(answer.content).hexdigest() != SHA512[package]:
        sys.exit(f"Error: {url} is not the file it should be. Try another network or mirror.")
    return answer.content


def main():
    for package in SHA512:
        archive(package)
