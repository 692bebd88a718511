"""Runs the tests with pytest, two at once: Maven's, the kernels', a browser's, the launcher's, the notebooks'.

    java environment/Workbook.java test [--all] [PART|NOTEBOOK...]

A part is a Maven module, or a kind of test. Named notebooks are tested as they are on disk; without a name, as they are
committed. Beside it, the two verbs that only contributors need; their code is among the tests.
"""

import argparse
import subprocess
import sys

from . import kernelspecs, notebooks, set_up

TESTS = kernelspecs.ENVIRONMENT / "tests"
MODULES = [place.rpartition("/")[2] for place in set_up.MODULES]
FILES = {
    "kernel": ("kernel", "protocol", "limits", "conformance", "training"),
    "browser": ("browser", "pages"),
    "launcher": ("launcher",),
    "book": ("book",),
    "hub": ("hub",),
    "tools": ("tools", "lint", "slides", "project"),
    "notebooks": ("notebooks",),
}


def main(arguments):
    parser = argparse.ArgumentParser(prog="test", description="Runs every test, or these parts only.")
    parser.add_argument("--all", action="store_true", help="with those that take long and seldom find more")
    parser.add_argument("parts", nargs="*", metavar="PART|NOTEBOOK")
    options = parser.parse_args(arguments)
    known = sorted({*MODULES, *FILES})
    names = [part for part in options.parts if part not in known]
    try:
        stems = [path.stem for path in notebooks.chosen(names)] if names else []
    except set_up.Problem:
        raise set_up.Problem(f"There is no part or notebook called {' or '.join(names)}; the parts are {', '.join(known)}.") from None
    command = [sys.executable, "-m", "pytest", "-c", TESTS / "pytest.ini", *selection(options.parts, stems)]
    return subprocess.run([*map(str, command), *(["--all"] if options.all else [])]).returncode


def selection(parts, stems):
    """pytest's arguments for these parts; all tests if there is none."""
    modules = [part for part in parts if part in MODULES]
    files = [name for part in parts for name in FILES.get(part, ())] + ["java"] * bool(modules) + ["notebooks"] * bool(stems)
    return [*[f"--modules={','.join(modules)}"] * bool(modules), *[f"--edited={','.join(stems)}"] * bool(stems),
            *([TESTS / f"test_{name}.py" for name in dict.fromkeys(files)] or [TESTS])]


def breaking(arguments):
    return subprocess.run([sys.executable, TESTS / "breaking.py", *arguments]).returncode


def budget(_):
    return subprocess.run([sys.executable, TESTS / "budget.py"]).returncode
