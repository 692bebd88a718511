"""The verbs run, slides and reset: executes, writes, shows and brings back notebooks, through Jupyter's own Python tools.

They work on the notebooks of the folder they are called in, such as a student's copy, and elsewhere on the workbook's own.
Every execution works on a copy, in a fresh kernel. Exit status: 0 good, 1 a cell failed or a wrong call.
"""

import argparse
import asyncio
import logging
import time
import warnings
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import KernelSpecManager

from . import executing, saving, shipped
from .set_up import WORKBOOK, Problem
from .shipped import NOTEBOOKS

KERNELS = ("java", "ijava")


def parser(verb):
    words = argparse.ArgumentParser(prog=verb.__name__, description=verb.__doc__)
    words.add_argument("notebooks", nargs="*", metavar="NOTEBOOK")
    return words


def run(arguments):
    """Executes copies of these notebooks, or of all."""
    words = parser(run)
    words.add_argument("--kernel", default="java", metavar="java|ijava")
    words.add_argument("--write", action="store_true", help="save the outputs back")
    options = words.parse_args(arguments)
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    warnings.filterwarnings("ignore", message="Proactor event loop")
    paths = chosen(options.notebooks)
    if options.kernel not in KERNELS:
        raise Problem(f"There is no kernel {options.kernel}; choose java or ijava.")
    if options.kernel not in KernelSpecManager().find_kernel_specs():
        raise Problem(f"The kernel {options.kernel} is not set up here; run: java environment/Workbook.java doctor")
    if options.write and options.kernel != "java":
        raise Problem("--write saves what the java kernel shows; leave --kernel ijava out, or leave --write out.")
    return 1 if sum(run_one(path, options) for path in paths) else 0


def run_one(path, options):
    """Executes one notebook and keeps what the options ask for; true if it failed."""
    begin = time.perf_counter()
    data = path.parent / "data"
    data = data if data.is_dir() else NOTEBOOKS / "data"
    try:
        done = asyncio.run(executing.execute(nbformat.read(path, as_version=4), options.kernel, data))
        if missing := executing.missing_errors(done):
            raise executing.Failure(missing[0])
    except executing.Failure as failure:
        print(f"FAIL {path.stem}, {failure}", flush=True)
        return True
    if options.write:
        saving.write(done, path)
    print(f"ok   {path.stem}  {time.perf_counter() - begin:.1f} s", flush=True)
    return False


def slides(arguments):
    """Makes slides of these notebooks, or of all, as they are saved."""
    from . import slides as decks  # takes a second to load

    words = parser(slides)
    words.add_argument("--to", metavar="DIR", help="write them into DIR")
    options = words.parse_args(arguments)
    own = WORKBOOK if here() == NOTEBOOKS else here()
    for path in chosen(options.notebooks):
        file, count = decks.write(nbformat.read(path, as_version=4), path.stem, Path(options.to or own / "slides"))
        print(f"ok   {file.resolve()}  {count} slides", flush=True)
    print("Open one in a browser; F is full screen, S shows the notes, Space goes on. No network is needed.")
    return 0


def reset(arguments):
    """Brings notebooks back as shipped, and keeps the reader's copies."""
    existing = shipped.names(NOTEBOOKS)
    names = [numbered(Path(name).name.removesuffix(".ipynb"), existing) for name in parser(reset).parse_args(arguments).notebooks]
    if not existing:
        again = "get the workbook once more, in another folder"
        raise Problem(f"Git does not answer here and set-up kept no copy; {again}.")
    for name in names or [""]:
        if name not in existing:
            what = f"There is no notebook {name}" if name else "Name the notebook to bring back"
            raise Problem(f"{what}; choose from: {', '.join(existing)}.")
    for name in names:
        print(shipped.reset(NOTEBOOKS, name, here()), flush=True)
    return 0


def here():
    """The folder whose notebooks are meant: the one of the call or its notebooks/, if they hold some of the workbook's."""
    names = {path.name for path in NOTEBOOKS.glob("*.ipynb")}
    for folder in (Path.cwd(), Path.cwd() / "notebooks"):
        if names & {path.name for path in folder.glob("*.ipynb")}:
            return folder
    return NOTEBOOKS


def numbered(name, existing):
    """The one of these notebooks that has this number; the name as it is if there is none."""
    found = [each for each in existing if each.startswith(f"{name}_") and shipped.MINE not in each]
    return found[0] if len(found) == 1 else name


def chosen(names):
    """The notebooks meant by these names, with or without folder and ending, or by their numbers; all of them if there is no name."""
    folder = here()
    existing = sorted(folder.glob("*.ipynb"))
    if not existing and not names:
        raise Problem(f"There is no notebook in {folder}; is this a complete clone?")
    by_name = {path.stem: path for path in existing}
    paths = []
    for name in names:
        path = Path(name)
        stem = path.name.removesuffix(".ipynb")
        if path.suffix == ".ipynb" and path.is_file():
            paths.append(path.resolve())
        elif stem in by_name and path.parent.name in ("", "notebooks"):
            paths.append(by_name[stem])
        elif (whole := numbered(name, by_name)) in by_name:
            paths.append(by_name[whole])
        else:
            raise Problem(f"There is no notebook {name}; choose from: {', '.join(by_name) or '(none)'}.")
    return paths or existing
