"""The launcher's verbs, in the workbook's own Python: python -m workbook VERB ..."""

import importlib
import sys

VERBS = {  # the module, and the function that takes what stands behind the verb
    "lab": "lab.main",
    "run": "notebooks.run",
    "slides": "notebooks.slides",
    "reset": "notebooks.reset",
    "book": "book.main",
    "hub": "hub.main",
    "bundle": "bundle.main",
    "test": "testing.main",
    "break": "testing.breaking",
    "budget": "testing.budget",
    "version": "library.print_version",
    "doctor": "doctor.main",
    "npm": "npm.main",
    "library": "library.main",
    "kernelspecs": "kernelspecs.main",
    "first-run": "first_run.main",
}


def main():
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    verb, *arguments = sys.argv[1:]
    module, _, function = VERBS[verb].partition(".")
    return getattr(importlib.import_module(f".{module}", __package__), function)(arguments)


if __name__ == "__main__":
    sys.exit(main())
