"""Runs every test: Maven's, the kernels', a browser's, the launcher's, the notebooks'. The last line counts them all.

    java environment/Workbook.java test
"""

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

from . import library

ENVIRONMENT = Path(__file__).resolve().parents[1]
COUNT = re.compile(r"(\d+) passed, (\d+) failed(?:, \d+ skipped)?")
REPORTS = "target/surefire-reports/TEST-*.xml"


def jdk():
    release = Path(os.environ["JAVA_HOME"], "release").read_text("utf-8")
    return int(re.search(r'JAVA_VERSION="(\d+)', release)[1])


def reports():
    modules = (*(library.ROOT / "lib").iterdir(), ENVIRONMENT / "kernel")
    return [report for module in modules for report in module.glob(REPORTS)]


def maven(options):
    """Builds and verifies everything; a build that breaks is one more failure."""
    for old in reports():
        old.unlink()
    lint = ["-Plint", "clean"] if jdk() == 17 else []  # one JDK's opinion; what is compiled already would go unread
    command = [library.maven(), "-q", "-B", *lint, *options, "-Dmaven.test.failure.ignore=true", "verify"]
    broken = subprocess.run(command, cwd=library.ROOT).returncode != 0
    passed = failed = 0
    for report in reports():
        suite = ET.parse(report).getroot().attrib
        bad = int(suite["failures"]) + int(suite["errors"])
        failed += bad
        passed += int(suite["tests"]) - int(suite["skipped"]) - bad
    return passed, failed + broken


def python(*command):
    """A test program of ours: it prints its own count last."""
    process = subprocess.Popen([sys.executable, "-u", *map(str, command)], stdout=subprocess.PIPE, encoding="utf-8")
    count = None
    for line in process.stdout:
        print(line, end="", flush=True)
        count = COUNT.fullmatch(line.strip()) or count
    passed, failed = map(int, count.groups()) if count else (0, 0)
    return passed, failed + (process.wait() != 0 and failed == 0)


def main(arguments):
    parts = {
        "Maven: unit tests": lambda: maven(arguments),
        "Python: kernel, browser, launcher, tools": lambda: python("-m", "pytest", "-v", ENVIRONMENT / "tests"),
        "Notebooks": lambda: python("-m", "workbook", "check"),
    }
    total = [0, 0]
    for title, part in parts.items():
        print(f"== {title}", flush=True)
        passed, failed = part()
        if passed + failed == 0:
            failed = 1
            print(f"FAIL {title}: no test ran", flush=True)
        print(f"== {title}: {passed} good, {failed} bad", flush=True)
        total = [total[0] + passed, total[1] + failed]
    print(f"{total[0]} passed, {total[1]} failed")
    return 1 if total[1] else 0

