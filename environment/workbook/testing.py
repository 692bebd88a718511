"""Runs the tests with pytest, two at once: Maven's, the kernels', a browser's, the launcher's, the notebooks'.

    java environment/Workbook.java test [--all] [PART|NOTEBOOK...]

A part is a Maven module, a kind of test, or a word of a test's name in pytest's sense after -k. Named notebooks are tested as
they are on disk; without a name, as they are committed.
"""

import argparse
import subprocess
import sys

from . import kernelspecs, notebooks

TESTS = kernelspecs.ENVIRONMENT / "tests"
MODULES = ("core", "view", "lesson", "kernel")
FILES = {
    "kernel": ("test_kernel", "test_protocol", "test_conformance", "test_training"),
    "browser": ("test_browser", "test_pages"),
    "launcher": ("test_launcher",),
    "book": ("test_book",),
    "hub": ("test_hub",),
    "tools": ("test_tools", "test_lint", "test_slides", "test_project"),
    "notebooks": ("test_notebooks",),
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
    except notebooks.WrongCall:
        print(f"There is no part or notebook called {' or '.join(names)}; the parts are {', '.join(known)}.", file=sys.stderr)
        return 2
    command = [sys.executable, "-m", "pytest", "-c", TESTS / "pytest.ini", *selection(options.parts, stems)]
    return subprocess.run([*map(str, command), *(["--all"] if options.all else [])]).returncode


def breaking(arguments):
    return tool("breaking", *arguments)


def budget(_):
    return tool("budget")


def tool(name, *arguments):
    return subprocess.run([sys.executable, TESTS / f"{name}.py", *arguments]).returncode


def selection(parts, stems):
    """pytest's arguments for these parts; all tests if there is none."""
    modules = [part for part in parts if part in MODULES]
    files = [name for part in parts for name in FILES.get(part, ())]
    chosen = [*(["test_java"] if modules else []), *files, *(["test_notebooks"] if stems and "test_notebooks" not in files else [])]
    return [*([f"--modules={','.join(modules)}"] if modules else []),
            *([f"--edited={','.join(stems)}"] if stems else []),
            *([TESTS / f"{name}.py" for name in dict.fromkeys(chosen)] or [TESTS])]
