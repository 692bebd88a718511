"""The launcher's verbs, in the workbook's own Python: python -m workbook VERB ..."""

import importlib
import sys

VERBS = {
    "lab": "lab",
    "run": "notebooks",
    "slides": "notebooks",
    "reset": "notebooks",
    "test": "testing",
    "break": "breaking",
    "doctor": "doctor",
    "library": "library",
    "kernelspecs": "kernelspecs",
    "first-run": "first_run",
}


def main():
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    verb, *arguments = sys.argv[1:]
    module = importlib.import_module(f".{VERBS[verb]}", __package__)
    return module.main([verb, *arguments] if VERBS[verb] == "notebooks" else arguments)


sys.exit(main())
