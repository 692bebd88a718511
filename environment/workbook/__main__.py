"""The launcher's verbs, after set-up: python -m workbook VERB ...; only help and clean are its own."""

import importlib
import sys

from . import set_up

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
    "jupyter": "lab.jupyter",
}
ALONE = ("budget", "version")  # verbs that take no more words


def main():
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        return call(*sys.argv[1:])
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130


def call(verb, *arguments):
    if verb not in VERBS:
        raise set_up.Problem(f"There is no verb '{verb}'. Use {', '.join(VERBS)} or clean.")
    if verb in ALONE and arguments:
        raise set_up.Problem(f"{verb} takes no '{arguments[0]}'.")
    try:
        if other := set_up.complete():
            return other
    except set_up.Problem as problem:
        if verb != "doctor":
            raise
        arguments = ["--trouble", str(problem)]
    set_up.stoppable()
    module, _, function = VERBS[verb].partition(".")
    return getattr(importlib.import_module(f".{module}", __package__), function)(list(arguments))


if __name__ == "__main__":
    sys.exit(main())
