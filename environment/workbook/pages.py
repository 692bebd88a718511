"""The pages of a notebooks folder, and how far its reader is: what the front page, the book and a class's room tell."""

import csv
import functools
import io
import json
import os
import re
import stat
from pathlib import Path
from typing import NamedTuple

from . import shipped

FRONT = "index.md"
OPENING = re.compile(r"# (.+?)\n+\*\*(\d+) minutes\.\*\* +([^\n]+?[.?])(?=\s|$)")
ASKED = re.compile(r'\bpredict\(\s*"(\w+)",\s*"((?:[^"\\]|\\.)*)"')
LONGEST = 100_000  # bytes of a reader's guesses on a page
UNBLOCKED = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
COLUMNS = ("key", "kind", "value", "state")
CHECKED = re.compile(r"\bcheck\(\s*Exercises\.(\w+)")


class Page(NamedTuple):
    name: str
    title: str
    minutes: str
    promise: str
    questions: dict
    checks: list


def pages(folder):
    return [page(path, path.stat().st_mtime_ns) for path in own(folder, "[0-9]*.ipynb")]


def own(folder, pattern):
    """The files of a folder of notebooks that this installation ships under the same name: none of a reader's."""
    names = shipped.files(shipped.NOTEBOOKS)
    return sorted(path for path in Path(folder).glob(pattern) if path.is_file() and (not names or path.name in names))


@functools.lru_cache(maxsize=None)
def page(path, changed):
    """What a notebook says of itself; read anew when the file has changed."""
    try:
        cells = json.loads(path.read_text("utf-8"))["cells"]
        opening = OPENING.match("".join(cells[0]["source"]))
        code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    except (OSError, ValueError, LookupError, TypeError, RecursionError):  # being written, empty or no notebook
        return Page(path.stem, path.stem, "", "", {}, [])
    title, minutes, promise = opening.groups() if opening else (path.stem[3:], "", "")
    checks = list(dict.fromkeys(CHECKED.findall(code)))
    return Page(path.stem, f"{path.stem[:2]} {title}", minutes, promise, dict(ASKED.findall(code)), checks)


def entries(folder, name):
    """What a reader has guessed and passed on a page: key, kind, value and state of each, as far as it can be read.

    A teacher's page asks this of students' folders: so only a plain file counts that no link leads to, and of it the
    first 100 kB. What stands there twice counts once.
    """
    path = Path(folder, ".predictions", f"{name}.csv")
    try:
        if path.resolve() != Path(folder).resolve() / ".predictions" / path.name:
            return []
        with open(path, "rb", opener=lambda file, flags: os.open(file, flags | UNBLOCKED)) as file:
            text = file.read(LONGEST).decode("utf-8", "replace") if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else ""
        rows = csv.DictReader(io.StringIO(text, newline=""))
        whole = [row for row in rows if row.get("state") and all(row.get(each) is not None for each in COLUMNS)]
        return list({(row["key"], row["kind"] == "check"): row for row in whole}.values())
    except (OSError, RuntimeError, csv.Error):
        return []


def table(folder, so_far=False):
    """The pages as a Markdown table, on wish with a column that says how far the reader is."""
    rows = [["page", "minutes", "what you do"] + ["so far"] * so_far]
    for each in pages(folder):
        row = [f"[{each.title}]({each.name}.ipynb)", each.minutes, each.promise.replace("|", "\\|")]
        rows.append(row + [progress(each, entries(folder, each.name))] * so_far)
    rows.insert(1, ["---"] * len(rows[0]))
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def progress(page, entries):
    made = sum(entry["state"] in ("open", "locked") for entry in entries)
    passed = sum(entry["state"] == "passed" for entry in entries)
    said = [f"{made} of {len(page.questions)} guesses"] * bool(page.questions)
    said += [f"{passed} of {len(page.checks)} checks"] * bool(page.checks)
    return ", ".join(said) if entries else ""


def front(folder, text):
    """The front page with its table: how far you are on each page, as often as it is opened."""
    return f"{text.rstrip()}\n\n{table(folder, so_far=True)}"
