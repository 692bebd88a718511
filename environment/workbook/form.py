"""What every committed notebook looks like. Each function returns its complaints, one sentence each."""

import re
from urllib.parse import quote, unquote

import nbformat

from . import saving

TAGS = {"exercise", "raises-exception", "varies"}
MAX_LINES = 12
HOUSE_IMPORT = "import static padwise.lesson.Notebook.*;"
NEVER = {
    "an absolute path": re.compile(r"(?<![\w.])/(?:home|root|tmp|Users|var|work|opt|usr)/|\b[A-Z]:\\\w"),
    "an identity hash": re.compile(r"@[0-9a-f]{6,}\b"),
}
NEVER_IN_OUTPUTS = {
    "a date": re.compile(
        r"\b(?:19|20)\d\d-[01]\d-[0-3]\d\b"
        r"|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d{1,2},? 20\d\d\b"
    ),
    "a time of day": re.compile(r"\b[0-2]?\d:[0-5]\d:[0-5]\d\b"),
}
PICTURE = re.compile(r"data:image/[^\"']+")
FENCED = re.compile(r"^( *)(```|~~~).*?^\1\2\s*$", re.MULTILINE | re.DOTALL)
INLINE_CODE = re.compile(r"`[^`\n]+`")
SOLUTION = re.compile(r"<details>.*?```java\n(.*?)```.*?</details>", re.DOTALL)
SUMMARY = re.compile(r"<details><summary>(.*?)</summary>")
FOLDED = ["Hint 1", "Hint 2", "Solution"]
LINK = re.compile(r"\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)|(?:src|href)=\"([^\"]+)\"")


def complaints(notebook, text):
    """All complaints about a notebook and its bytes on disk."""
    return [*saved(notebook, text), *cells(notebook), *headings(notebook), *traces(notebook), *exercises(notebook)]


def saved(notebook, text):
    if text != saving.text(saving.normalised(notebook)):
        yield "not saved in the normal form; run: java environment/Workbook.java run --write"
    if not any(has_picture(output) for cell in notebook.cells for output in cell.get("outputs", [])):
        yield "no picture among the outputs"


def has_picture(output):
    """A chart is stored once, inside its HTML; one that answers to the mouse has its picture beside it."""
    data = output.get("data", {})
    return "image/png" in data or "<img" in data.get("text/html", "")


def cells(notebook):
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    if not code or HOUSE_IMPORT not in code[0].source:
        yield f"the first code cell does not say {HOUSE_IMPORT}"
    for number, cell in enumerate(code, start=1):
        lines = cell.source.strip("\n").splitlines()
        if (length := sum(not line.startswith("import ") for line in lines)) > MAX_LINES:
            yield f"cell [{number}]: {length} lines besides imports, at most {MAX_LINES}"
        if not lines:
            yield f"cell [{number}]: empty"
        if number > 1 and any(line.startswith("import ") for line in lines):
            yield f"cell [{number}]: imports belong into the first code cell"
        if unknown := set(cell.metadata.get("tags", [])) - TAGS:
            yield f"cell [{number}]: unknown tag {', '.join(sorted(unknown))}; known: {', '.join(sorted(TAGS))}"
    for number, index in enumerate((i for i, c in enumerate(notebook.cells) if c.cell_type == "code"), start=1):
        if all(cell.cell_type == "code" for cell in notebook.cells[max(0, index - 2) : index]):
            yield f"cell [{number}]: no words in the two cells before it"


def headings(notebook):
    levels = [len(marks) for cell in notebook.cells for marks, _ in headings_of(cell)]
    if levels.count(1) != 1 or levels[0] != 1:
        yield "one heading of level 1, and it comes first"
    for before, level in zip(levels, levels[1:]):
        if level > before + 1:
            yield f"a heading of level {level} follows one of level {before}"


def headings_of(cell):
    """The marks and the words of each heading in a cell."""
    source = FENCED.sub("", cell.source) if cell.cell_type == "markdown" else ""
    return re.findall(r"^(#{1,6}) +(.+?) *$", source, re.MULTILINE)


def anchors(cells):
    """What a link puts behind # to reach each heading, as Jupyter makes it of the heading's words."""
    return [re.sub(r"[`*]", "", words).replace(" ", "-") for cell in cells for _, words in headings_of(cell)]


def prose(markdown):
    """Markdown without what is code in it."""
    return INLINE_CODE.sub("", FENCED.sub("", markdown))


def traces(notebook):
    """What would differ on another machine or another day, and formulas that need a script to be read."""
    for position, cell in enumerate(notebook.cells, start=1):
        shown = PICTURE.sub("", "\n".join(output_texts(cell)))
        for what, pattern in {**NEVER, **NEVER_IN_OUTPUTS}.items():
            if found := pattern.search(shown):
                yield f"cell {position}: {what} in its output: {found.group()}"
        for what, pattern in NEVER.items():
            if found := pattern.search(cell.source):
                yield f"cell {position}: {what} in its source: {found.group()}"
        if cell.cell_type == "markdown":
            if re.search(r"\$[^$\n]+\$", prose(cell.source)):
                yield f"cell {position}: a $formula$; write it in Unicode or as code, readable without MathJax"
            if re.search(r"!\[\s*\]\(|<img(?![^>]*\balt=\"[^\"]+\")", prose(cell.source)):
                yield f"cell {position}: a picture without alt text"


def output_texts(cell):
    for output in cell.get("outputs", []):
        yield output.get("text", "")
        yield "\n".join(output.get("traceback", []))
        yield from (str(text) for kind, text in output.get("data", {}).items() if kind.startswith("text/"))


def exercises(notebook):
    for index, cell in enumerate(notebook.cells):
        if "exercise" in cell.metadata.get("tags", []):
            check, solution = after(notebook, index)
            if check is None or "check(" not in check.source:
                yield f"cell {index + 1}: an exercise, but the next code cell has no check(...)"
            elif any("Passed" in text for text in output_texts(check)):
                yield f"cell {index + 1}: an exercise whose check passes before it is solved"
            if solution is None:
                yield f"cell {index + 1}: an exercise without <details> and a ```java solution after its check"
            elif (found := SUMMARY.findall(folded(notebook, index))) != FOLDED:
                yield f"cell {index + 1}: its <details> should be {', '.join(FOLDED)}; they are {', '.join(found)}"
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type == "markdown" and re.search(r"^#+ .*\bSolution", cell.source, re.MULTILINE | re.IGNORECASE):
            yield f"cell {index + 1}: a solution under a heading; fold it into <details>"


def folded(notebook, index):
    """The words of the cell behind the exercise at `index` that has its hints and its solution."""
    return next(cell.source for cell in notebook.cells[index + 1 :] if SOLUTION.search(cell.source))


def after(notebook, index):
    """The check cell of the exercise at `index`, and the Java text of its solution."""
    check = None
    for cell in notebook.cells[index + 1 :]:
        if cell.cell_type == "code":
            if check is not None or "exercise" in cell.metadata.get("tags", []):
                return check, None
            check = cell
        elif check is not None and (found := SOLUTION.search(cell.source)):
            return check, found.group(1).rstrip()
    return check, None


def broken_links(markdown, folder):
    """Relative links that lead nowhere, be it a file or a section of a notebook."""
    for found in LINK.finditer(prose(markdown)):
        target, _, section = (found.group(1) or found.group(2)).partition("#")
        path = folder / unquote(target)
        if not target or re.match(r"[a-z]+:", target):
            continue
        if not path.exists():
            yield f"a link to {unquote(target)}, which is not there"
        elif section and path.suffix == ".ipynb":
            yield from broken_section(section, path)


def broken_section(section, path):
    if section not in anchors(nbformat.read(path, as_version=4).cells):
        yield f"a link to {path.name}#{section}, a heading that is not there"
    elif quote(section, safe=",?:'!()") != section:
        yield f"a link to {path.name}#{section}: JupyterLab finds headings in plain letters only"
