"""Executes, writes, renders and resets the notebooks, through Jupyter's own Python tools.

    python -m workbook run [NOTEBOOK...] [--kernel java|ijava] [--write] [--html DIR]
    python -m workbook slides [NOTEBOOK...] [--to DIR]
    python -m workbook reset NOTEBOOK...

Every execution works on a copy, in a fresh kernel. Exit status: 0 good, 1 a cell or a check failed, 2 a wrong call.
"""

import argparse
import asyncio
import logging
import signal
import sys
import time
import warnings
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import KernelSpecManager

from . import executing, saving, shipped

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
WORKBOOK = NOTEBOOKS.parent / ".workbook"
KERNELS = ("java", "ijava")


class WrongCall(Exception):
    """The call cannot be served; the message is one sentence with its fix."""


def run(options):
    paths = chosen(options.notebooks)
    require(options.kernel)
    if options.write and options.kernel != "java":
        raise WrongCall("--write saves what the java kernel shows; leave --kernel ijava out, or leave --write out.")
    failures = 0
    for path in paths:
        begin = time.perf_counter()
        notebook = nbformat.read(path, as_version=4)
        try:
            done = asyncio.run(executing.execute(notebook, options.kernel, path.parent / "data"))
            if missing := executing.missing_errors(done):
                raise executing.Failure(missing[0])
        except executing.Failure as failure:
            failures += 1
            print(f"FAIL {path.stem}, {failure}", flush=True)
            continue
        if options.write:
            saving.write(done, path)
        if options.html:
            from . import rendering  # takes a second to load

            rendering.render(done, path.stem, path.parent, Path(options.html))
        print(f"ok   {path.stem}  {time.perf_counter() - begin:.1f} s", flush=True)
    return 1 if failures else 0


def chosen(names):
    """The notebooks meant by these names, with or without folder and ending; all of them if there is no name."""
    existing = sorted(NOTEBOOKS.glob("*.ipynb"))
    if not existing and not names:
        raise WrongCall(f"There is no notebook in {NOTEBOOKS}; is this a complete clone?")
    by_name = {path.stem: path for path in existing}
    paths = []
    for name in names:
        path = Path(name)
        stem = path.name.removesuffix(".ipynb")
        if path.suffix == ".ipynb" and path.is_file():
            paths.append(path.resolve())
        elif stem in by_name and path.parent.name in ("", "notebooks"):
            paths.append(by_name[stem])
        else:
            raise WrongCall(f"There is no notebook {name}; choose from: {', '.join(by_name) or '(none)'}.")
    return paths or existing


def slides(options):
    from . import slides as decks  # takes a second to load

    folder = Path(options.to) if options.to else WORKBOOK / "slides"
    for path in chosen(options.notebooks):
        file, count = decks.write(nbformat.read(path, as_version=4), path.stem, folder)
        print(f"ok   {file.resolve()}  {count} slides", flush=True)
    print("Open one in a browser; F is full screen, S shows the notes, Space goes on. No network is needed.")
    return 0


def reset(options):
    try:
        existing = shipped.names(NOTEBOOKS)
    except FileNotFoundError:
        raise WrongCall("Git does not answer here and set-up kept no copy; get the workbook once more, in another folder.") from None
    for name in options.notebooks or [""]:
        stem = Path(name).name.removesuffix(".ipynb")
        if stem not in existing:
            what = f"There is no notebook {name}" if name else "Name the notebook to bring back"
            raise WrongCall(f"{what}; choose from: {', '.join(existing)}.")
    for name in options.notebooks:
        print(shipped.reset(NOTEBOOKS, Path(name).name.removesuffix(".ipynb")), flush=True)
    return 0


def require(*kernels):
    known = KernelSpecManager().find_kernel_specs()
    for kernel in kernels:
        if kernel not in KERNELS:
            raise WrongCall(f"There is no kernel {kernel}; choose java or ijava.")
        if kernel not in known:
            raise WrongCall(f"The kernel {kernel} is not set up here; run: java environment/Workbook.java doctor")


def stop(*_):
    """Unlike Python's own handler this one is left in place by asyncio: it ends the kernels, then the run."""
    raise KeyboardInterrupt


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="workbook", description="Executes the notebooks.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    running = verbs.add_parser("run", help="execute notebooks on copies")
    running.add_argument("notebooks", nargs="*", metavar="NOTEBOOK")
    running.add_argument("--kernel", default="java", metavar="java|ijava")
    running.add_argument("--write", action="store_true", help="save the outputs back")
    running.add_argument("--html", metavar="DIR", help="render pages into DIR")
    running.set_defaults(serve=run)
    showing = verbs.add_parser("slides", help="make slides of the notebooks as saved")
    showing.add_argument("notebooks", nargs="*", metavar="NOTEBOOK")
    showing.add_argument("--to", metavar="DIR", help="write them into DIR instead of .workbook/slides")
    showing.set_defaults(serve=slides)
    resetting = verbs.add_parser("reset", help="bring notebooks back as shipped, and keep the reader's copies")
    resetting.add_argument("notebooks", nargs="*", metavar="NOTEBOOK")
    resetting.set_defaults(serve=reset)
    options = parser.parse_args(arguments)
    for request in (signal.SIGINT, signal.SIGTERM):
        signal.signal(request, stop)
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    warnings.filterwarnings("ignore", message="Proactor event loop")
    try:
        return options.serve(options)
    except WrongCall as wrong:
        print(wrong, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped; the kernels are ended.", file=sys.stderr)
        return 130

