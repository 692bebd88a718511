"""What TEACHING.md and TEACHING_ANSWERS.md say must fit the notebooks: minutes add up, votes exist, answers are theirs."""

import re

import nbformat

from . import executing, teaching

PLANS, ANSWERS = "notebooks/TEACHING.md", "notebooks/TEACHING_ANSWERS.md"
PLAN = re.compile(r"^## (.*?(\d+) minutes)$(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
PAGE = re.compile(r"^## \[[^\]]+\]\((\w+)\.ipynb\)$(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
ROW = re.compile(r"^\| (\d+):(\d\d) \| (\d+) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
ANSWER = re.compile(r"^\| `(\w+)` \| .+? \| (.+?) \| .+? \|$", re.MULTILINE)


def complaints(root):
    told = {stem: ANSWER.findall(text) for stem, text in PAGE.findall((root / ANSWERS).read_text("utf-8"))}
    plans = PLAN.findall((root / PLANS).read_text("utf-8"))
    if not plans:
        yield f"{PLANS}: no plan; its heading ends in the number of minutes"
    for title, minutes, text in plans:
        for problem in plan(int(minutes), ROW.findall(text), told):
            yield f"{PLANS}, {title}: {problem}"
        rows = sum(line.startswith("| ") for line in text.splitlines()) - 1
        if rows != len(ROW.findall(text)):
            yield f"{PLANS}, {title}: a row that is not: at, minutes, section, say, ask"
    for stem, rows in told.items():
        for problem in answers(predictions(root, stem), dict(rows), [key for key, _ in rows]):
            yield f"{ANSWERS}, {stem}: {problem}"


def plan(minutes, rows, told):
    """A plan starts at 0:00, each row where the one before ends, and fills its time."""
    clock = 0
    for hours, minute, length, section, _, ask in rows:
        if int(hours) * 60 + int(minute) != clock:
            yield f"{section} is at {hours}:{minute}, expected {clock // 60}:{clock % 60:02d}"
        clock += int(length)
        page = re.search(r"\((\w+)\.ipynb#", section)
        for key in re.findall(r"Vote `(\w+)`", ask):
            if not page or key not in dict(told.get(page[1], [])):
                yield f"{section} votes on {key}, which {ANSWERS} does not have for this page"
    if clock != minutes:
        yield f"the rows take {clock} minutes"


def predictions(root, stem):
    """The predictions of a notebook in their order, each with what its cell revealed; `varies` where that differs."""
    cells = nbformat.read(root / "notebooks" / f"{stem}.ipynb", as_version=4).cells
    found = {key: None for cell in cells if cell.cell_type == "code" for key in re.findall(r'predict\("(\w+)"', cell.source)}
    for _, cell in executing.code_cells(nbformat.from_dict({"cells": cells})):
        keys = re.findall(r'reveal\("(\w+)"', cell.source)
        texts = [output.get("data", {}).get("text/plain", "") for output in cell.outputs]
        said = [text for text in texts if text.startswith(("You said", "This is", "It is"))]
        for key, text in zip(keys, said):
            found[key] = "varies" if executing.tagged(cell, "varies") else revealed(text)
    return found


def revealed(text):
    """The finding; of a grid, which is a table, only that it is one."""
    found = teaching.REVEALED.fullmatch(text)
    return found[1] if found else "the mask"


def answers(found, told, order):
    for key in found.keys() | told.keys():
        if key not in told or key not in found:
            yield f"`{key}` is only {'here' if key in told else 'on the page'}"
        elif told[key] != found[key]:
            yield f"`{key}` is {told[key]} here and {found[key]} on the page"
    if not found.keys() ^ told.keys() and order != list(found):
        yield f"the page asks in this order: {', '.join(found)}"
