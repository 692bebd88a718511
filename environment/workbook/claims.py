"""What breakage.csv, the tests, the notebooks and SYLLABUS.md say about each claim must fit together.

A row of the CSV names a claim, a line of the library, what to put in its place, the test that fails then and, in at
least one row of each claim, the notebook cell whose output changes then (`notebook#cell id`). Nothing is built or run
here: whether test and cell really notice, `java environment/Workbook.java break` finds out.
"""

import csv
import re

import nbformat

from . import executing, form

ROWS = "lib/breakage.csv"
MODULES = ("core", "view", "lesson")
SYLLABUS = "notebooks/SYLLABUS.md"

# The claims that must be proven. A new claim joins here, in the CSV and in the syllabus.
REQUIRED = (*map(str, range(1, 32)), "spine")

MINUTES = re.compile(r"\*\*(\d+) minutes\.\*\*")
NAMED_TEST = re.compile(r"`(\w+)` ([\w ]+)")


def complaints(root):
    rows = read(root)
    for row in rows:
        for problem in problems(root, row):
            yield f"{ROWS}, claim {row['claim']}: {problem}"
    for name in REQUIRED:
        if not any(row["claim"] == name and row["test"] and row["cell"] for row in rows):
            yield f"{ROWS}, claim {name}: no row with a test and a cell"
    yield from syllabus(root, rows)
    yield from minutes(root)


def problems(root, row):
    """Why a row does not fit what it names."""
    return [*claim(row), *line(root, row), *test(root, row), *cell(root, row)]


def read(root):
    with (root / ROWS).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, restval=""))


def claim(row):
    if None in row:
        yield "more fields than the header has; quote what holds a comma"
    if row["claim"] not in REQUIRED:
        yield "not among the required claims in workbook/claims.py"


def line(root, row):
    path = source(root, row["file"])
    if path is None:
        yield f"there is no file {row['file']}"
    elif broken(path.read_text("utf-8"), row) is None:
        yield f"not exactly once in {row['file']}: {row['line']}"


def source(root, file):
    """Where a file of the library is, in whichever module; None for one that is not there."""
    places = (root / "lib" / module / "src/main/java/padwise" / file for module in MODULES)
    return next((place for place in places if place.is_file()), None)


def broken(source, row):
    """The source with the row's line replaced, or None if the line is not there exactly once."""
    lines = source.split("\n")
    found = [number for number, text in enumerate(lines) if row["line"] in text]
    if len(found) != 1:
        return None
    lines[found[0]] = lines[found[0]].replace(row["line"], row["replacement"])
    return "\n".join(lines)


def test(root, row):
    file, _, method = row["test"].partition("#")
    if not any(f" {method}(" in path.read_text("utf-8") for path in (root / "lib").glob(f"*/src/test/java/**/{file}.java")):
        yield f"there is no test {row['test']}"


def cell(root, row):
    if row["cell"]:
        notebook, index = find(root, row["cell"])
        if index is None or notebook.cells[index].cell_type != "code":
            yield f"there is no code cell {row['cell']}"
        elif not notebook.cells[index].outputs:
            yield f"{row['cell']} shows nothing that could change"
        elif executing.tagged(notebook.cells[index], "varies"):
            yield f"{row['cell']} varies by itself"


def find(root, name):
    """The notebook of a cell named `notebook#id`, and the cell's place in it; None for what is not there."""
    stem, _, identity = name.partition("#")
    path = root / "notebooks" / f"{stem}.ipynb"
    if not path.is_file():
        return None, None
    notebook = nbformat.read(path, as_version=4)
    return notebook, next((i for i, each in enumerate(notebook.cells) if each.id == identity), None)


def syllabus(root, rows):
    """One line a claim: its number, a sentence, links to the sections that show it, the tests that pin it."""
    table = [fields for fields in table_rows(root / SYLLABUS) if re.fullmatch(r"\d+|spine", fields[0])]
    for name in dict.fromkeys([*REQUIRED, *(fields[0] for fields in table)]):
        found = [fields for fields in table if fields[0] == name]
        if len(found) != 1 or name not in REQUIRED:
            yield f"{SYLLABUS}, claim {name}: {len(found)} rows, expected {int(name in REQUIRED)}"
            continue
        *_, sections, tests = found[0]
        own = [row for row in rows if row["claim"] == name]
        said = {f"{file}#{words.strip().replace(' ', '_')}" for file, words in NAMED_TEST.findall(tests)}
        for odd in sorted(said ^ {row["test"] for row in own}):
            yield f"{SYLLABUS}, claim {name}: {odd} is only {'here' if odd in said else 'in the CSV'}"
        linked = {link for link, _ in form.LINK.findall(sections)}
        for named in sorted({row["cell"] for row in own} - {""}):
            section = section_of(root, named)
            if section and section not in linked:
                yield f"{SYLLABUS}, claim {name}: no link to {section}, where {named} is"


def table_rows(path):
    for text in path.read_text("utf-8").splitlines():
        if text.startswith("|"):
            yield [field.strip() for field in text.strip("| ").split("|")]


def section_of(root, name):
    """The link to the section that a cell is in; None for a cell that is not there."""
    notebook, index = find(root, name)
    if index is not None:
        return f"{name.partition('#')[0]}.ipynb#{form.anchors(notebook.cells[:index])[-1]}"


def minutes(root):
    """The two lists of notebooks are complete, and say of each what it says of itself."""
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        own = MINUTES.search(nbformat.read(path, as_version=4).cells[0].source)
        wanted = own[1] if own else "how many"
        for page, link in (("README.md", f"(notebooks/{path.name})"), (SYLLABUS, f"({path.name})")):
            if not any(f[0].endswith(link) and f[1] == wanted for f in table_rows(root / page)):
                yield f"{page}: expected a table row with a link to {path.name} and its minutes, {wanted}"
