"""What readers rely on and no kernel is needed for: the form of pages, and that claims, plans, answers and glossary fit them.

Each function yields its complaints, one sentence each.
"""

import math
import re
from urllib.parse import quote, unquote

import breaking
import nbformat
from workbook import executing, saving, slides

TAGS = {"exercise", "raises-exception", "varies"}
MOST_LINES = 12
MOST_WORDS, MOST_CELLS, MOST_MINUTES = 2000, 35, 40
# Of a cell's source, output or prose: what would differ on another machine or day, or can't be read everywhere.
NEVER = (
    ("source output", "an absolute path", re.compile(r"(?<![\w.])/(?:home|root|tmp|Users|var|work|opt|usr)/|\b[A-Z]:\\\w")),
    ("source output", "an identity hash", re.compile(r"@[0-9a-f]{6,}\b")),
    ("output", "a date", re.compile(r"\b(?:19|20)\d\d-[01]\d-[0-3]\d\b|\b[A-Z][a-z]{2,8} \d{1,2},? 20\d\d\b")),
    ("output", "a time of day", re.compile(r"\b[0-2]?\d:[0-5]\d:[0-5]\d\b")),
    ("prose", "a picture without alt text", re.compile(r"!\[\s*\]\(|<img(?![^>]*\balt=\"[^\"]+\")")),
)
HEADING = re.compile(r"^#.*$", re.MULTILINE)
PICTURE = re.compile(r"data:image/[^\"']+")
FENCED = re.compile(r"^( *)(```|~~~).*?^\1\2\s*$", re.MULTILINE | re.DOTALL)
INLINE_CODE = re.compile(r"`[^`\n]+`")
LINK = re.compile(r"\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)|(?:src|href)=\"([^\"]+)\"")
SOLUTION = re.compile(r"<details>.*?```java\n(.*?)```.*?</details>", re.DOTALL)
SUMMARY = re.compile(r"<details><summary>(.*?)</summary>")
ASKED = re.compile(r'\bpredict\("(\w+)",(.*?)\);(?: //.*?)?$', re.DOTALL | re.MULTILINE)
SHOWN = re.compile(r'\breveal\("(\w+)"')
OPTION = re.compile(
    r"<details><summary>([A-D])\. [^\n]+</summary>\s*\*\*(Right|No)\.\*\* (?=\S)(?:(?!</?details).)+?\s*</details>", re.DOTALL)

SYLLABUS, GLOSSARY = "notebooks/SYLLABUS.md", "notebooks/GLOSSARY.md"
PLANS, ANSWERS = "notebooks/TEACHING.md", "notebooks/TEACHING_ANSWERS.md"
# The claims that must be proven; a new one joins here, in the CSV and in the syllabus.
REQUIRED = (*map(str, range(1, 32)), "spine")
MINUTES = re.compile(r"\*\*(\d+) minutes\.\*\*")
NAMED_TEST = re.compile(r"`(\w+)` ([\w ]+)")
PLAN = re.compile(r"^## (.*?(\d+) minutes)$(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
PLAN_ROW = re.compile(r"^\| (\d+):(\d\d) \| (\d+) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
ANSWERED = re.compile(r"^## \[[^\]]+\]\((\w+)\.ipynb\)$(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
ANSWER = re.compile(r"^\| `(\w+)` \| .+? \| (.+?) \| .+? \|$", re.MULTILINE)
MISTAKEN = re.compile(r"^\| (\d+, .+?) \| .+? \|$", re.MULTILINE)
EXERCISE = re.compile(r"^## Exercise (\d+): (.+)$", re.MULTILINE)


def project(root):
    """All files at once."""
    pages = {path.stem: nbformat.read(path, as_version=4) for path in sorted((root / "notebooks").glob("*.ipynb"))}
    return [*claims(root, pages), *minutes(root, pages), *glossary(root, pages), *plans(root, pages)]


def page(path):
    """One notebook."""
    notebook = nbformat.read(path, as_version=4)
    if path.read_text("utf-8") != saving.text(saving.normalised(notebook)):
        yield "not saved in the normal form; run: java environment/Workbook.java run --write"
    for check in (size, cells, exercises, predictions, quiz):
        yield from check(notebook.cells)
    for cell in notebook.cells:
        yield from broken_links(cell.source if cell.cell_type == "markdown" else "", path.parent)


def size(cells):
    """A page that can be read in one go."""
    words = sum(len(cell.source.split()) for cell in cells if cell.cell_type == "markdown")
    code = sum(cell.cell_type == "code" for cell in cells)
    for what, count, most in (("words", words, MOST_WORDS), ("code cells", code, MOST_CELLS)):
        if count > most:
            yield f"{count} {what}, at most {most}"


def cells(cells):
    """Short, introduced, and the same on every computer."""
    for number, cell in enumerate(cells, start=1):
        shown = PICTURE.sub("", "\n".join(output_texts(cell)))
        texts = {"source": cell.source, "output": shown, "prose": prose(cell.source if cell.cell_type == "markdown" else "")}
        for places, what, pattern in NEVER:
            for place in places.split():
                if found := pattern.search(texts[place]):
                    yield f"cell {number}: {what} in its {place}: {found[0]}"
        if cell.cell_type == "code":
            length = sum(not line.startswith("import ") for line in cell.source.strip("\n").splitlines())
            if length > MOST_LINES:
                yield f"cell {number}: {length} lines besides imports, at most {MOST_LINES}"
            if not cell.get("outputs") and not executing.tagged(cell, "exercise"):
                yield f"cell {number}: shows nothing; merge it with the cell that uses it"
            if all(before.cell_type == "code" for before in cells[max(0, number - 3) : number - 1]):
                yield f"cell {number}: no words in the two cells before it"
            for tag in set(cell.metadata.get("tags", [])) - TAGS:
                yield f"cell {number}: unknown tag {tag}; known: {', '.join(sorted(TAGS))}"


def output_texts(cell):
    for output in cell.get("outputs", []):
        yield output.get("text", "")
        yield "\n".join(output.get("traceback", []))
        yield from (str(text) for kind, text in output.get("data", {}).items() if kind.startswith("text/"))


def prose(markdown):
    """Markdown without what is code in it."""
    return INLINE_CODE.sub("", FENCED.sub("", markdown))


def exercises(cells):
    """A stub, its check that does not pass yet, then two hints and the solution, folded."""
    for index, cell in enumerate(cells):
        if executing.tagged(cell, "exercise"):
            check, folded = exercise(cells, index)
            if check is None or "check(" not in cells[check].source:
                yield f"cell {index + 1}: an exercise, but the next code cell has no check(...)"
            elif any("Passed" in text for text in output_texts(cells[check])):
                yield f"cell {index + 1}: an exercise whose check passes before it is solved"
            found = SUMMARY.findall(folded)
            if found != ["Hint 1", "Hint 2", "Solution"] or not SOLUTION.search(folded):
                yield f"cell {index + 1}: expected <details> Hint 1, Hint 2, Solution with ```java; found {', '.join(found)}"


def exercise(cells, index):
    """Where the check of the exercise at `index` is, and the Markdown from there to the next code cell."""
    code = [i for i in range(index + 1, len(cells)) if cells[i].cell_type == "code"]
    if not code or executing.tagged(cells[code[0]], "exercise"):
        return None, ""
    return code[0], "\n".join(cell.source for cell in cells[code[0] + 1 : (*code, len(cells))[1]])


def solution(cells, index):
    """Where the check of the exercise at `index` is, and the Java text of its solution."""
    check, folded = exercise(cells, index)
    found = SOLUTION.search(folded)
    return check, found[1].rstrip() if found else None


def predictions(cells):
    """Each is asked once, without a guess, and its finding is shown later."""
    code = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    asked = [(found[1], found.end(), found[2]) for found in ASKED.finditer(code)]
    shown = {found[1]: found.start() for found in SHOWN.finditer(code)}
    for key, place, rest in asked:
        if [other for other, *_ in asked].count(key) > 1:
            yield f'two predictions are called "{key}"'
        if not rest.endswith(" null"):
            yield f'predict("{key}", …) has a guess; ship it with null'
        if shown.get(key, -1) < place:
            yield f'predict("{key}", …) has no reveal("{key}", …) after it'
    if asked and "\npredictions();" not in code:
        yield "predictions are asked, but no cell says predictions();"


def quiz(cells):
    """Three questions of three or four options, each explained; the right one is not always in the same place."""
    text = next((cell.source for cell in cells if cell.source.startswith("## Quiz\n")), "")
    questions = slides.QUESTION.split(text)[1:]
    if len(questions) != 3:
        yield f'{len(questions)} quiz questions, expected 3 in a cell "## Quiz"'
    places = []
    for number, question in enumerate(questions, start=1):
        options = OPTION.findall(question)
        right = [letter for letter, verdict in options if verdict == "Right"]
        places += right
        letters = "".join(letter for letter, _ in options)
        if letters not in ("ABC", "ABCD") or len(options) != question.count("<details>") or len(right) != 1:
            yield f"quiz question {number}: expected options A to C or D, each explained, one **Right.** and the others **No.**"
    if len(places) > 1 and len(set(places)) == 1:
        yield f"every right answer of the quiz is {places[0]}"


def headings(cells):
    """What a link puts behind # to reach each heading, as Jupyter makes it of the heading's words."""
    text = "\n\n".join(FENCED.sub("", cell.source) for cell in cells if cell.cell_type == "markdown")
    return [re.sub(r"[`*]", "", words).replace(" ", "-") for words in re.findall(r"^#{1,6} +(.+?) *$", text, re.MULTILINE)]


def broken_links(markdown, folder):
    """Relative links that lead nowhere, be it a file or a section of a notebook."""
    for found in LINK.finditer(prose(markdown)):
        target, _, section = (found[1] or found[2]).partition("#")
        path = folder / unquote(target)
        if not target or re.match(r"[a-z]+:", target):
            continue
        if not path.exists():
            yield f"a link to {unquote(target)}, which is not there"
        elif section and path.suffix == ".ipynb":
            if section not in headings(nbformat.read(path, as_version=4).cells):
                yield f"a link to {path.name}#{section}, a heading that is not there"
            elif quote(section, safe=",?:'!()") != section:
                yield f"a link to {path.name}#{section}: JupyterLab finds headings in plain letters only"


def table(path):
    """The rows of a Markdown file's tables."""
    rows = [line for line in path.read_text("utf-8").splitlines() if line.startswith("|")]
    return [[field.strip() for field in row.strip("| ").split("|")] for row in rows]


def reading(cells):
    """A reader's minutes: of words outside the folds, of code, of guesses, and of exercises as they say."""
    told = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    code = [cell.source for cell in cells if cell.cell_type == "code"]
    words = len(re.sub(r"</summary>.*?</details>", "", told, flags=re.DOTALL).split())
    lines = sum(bool(line.strip()) for source in code for line in source.splitlines())
    guesses = sum("predict(" in source for source in code)
    return words / 200 + lines / 12 + guesses / 2 + sum(map(int, re.findall(r"★ · (\d+) minutes", told)))


def minutes(root, pages):
    """The two lists of notebooks are complete, and say of each what it says of itself."""
    for stem, notebook in pages.items():
        found = MINUTES.search(notebook.cells[0].source)
        own = found[1] if found else "how many"
        takes = 5 * math.ceil(reading(notebook.cells) / 5)
        if own != str(takes) or takes > MOST_MINUTES:
            yield f"{stem}: says {own} minutes, and takes a reader {takes}; at most {MOST_MINUTES}"
        for file, link in (("README.md", f"(notebooks/{stem}.ipynb)"), (SYLLABUS, f"({stem}.ipynb)")):
            if not any(row[0].endswith(link) and row[1] == own for row in table(root / file)):
                yield f"{file}: expected a table row with a link to {stem}.ipynb and its minutes, {own}"


def claims(root, pages):
    """Each has a line to break, a test that fails then, a cell that shows it, and a row in the syllabus that names them."""
    rows = breaking.read(root)
    syllabus = {}
    for fields in table(root / SYLLABUS):
        if re.fullmatch(r"\d+|spine", fields[0]):
            syllabus.setdefault(fields[0], []).append(fields)
    for row in rows:
        for problem in breaking.problems(root, row):
            yield f"{breaking.ROWS}, claim {row['claim']}: {problem}"
    for name in dict.fromkeys([*REQUIRED, *(row["claim"] for row in rows), *syllabus]):
        own, said = [row for row in rows if row["claim"] == name], syllabus.get(name, [])
        if name not in REQUIRED or len(said) != 1 or not any(row["test"] and row["cell"] for row in own):
            yield f"claim {name}: expected in REQUIRED, in a row of {breaking.ROWS} with test and cell, and once in {SYLLABUS}"
            continue
        tests = {f"{file}#{words.strip().replace(' ', '_')}" for file, words in NAMED_TEST.findall(said[0][-1])}
        yield from (f"{SYLLABUS}, claim {name}: {odd} is only {'here' if odd in tests else 'in the CSV'}"
                    for odd in sorted(tests ^ {row["test"] for row in own}))
        linked = {link for link, _ in LINK.findall(said[0][-2])}
        for row in own:
            notebook, index = breaking.find(root, row["cell"])
            section = notebook and f"{row['cell'].partition('#')[0]}.ipynb#{headings(notebook.cells[:index])[-1]}"
            if section and section not in linked:
                yield f"{SYLLABUS}, claim {name}: no link to {section}, where {row['cell']} is"


def glossary(root, pages):
    """Each term names the first page that uses it, which links to it; each link has its term."""
    words = {stem: [cell.source for cell in notebook.cells if cell.cell_type == "markdown"] for stem, notebook in pages.items()}
    told = {stem: HEADING.sub("", prose("\n".join(parts[1:-1]))).lower() for stem, parts in words.items()}  # not goals and quiz
    links = {stem: re.findall(r"\(GLOSSARY\.md#([^)]*)\)", "\n".join(parts)) for stem, parts in words.items()}
    _, *parts = re.split(r"^## (.+)$", (root / GLOSSARY).read_text("utf-8"), flags=re.MULTILINE)
    terms = {term.replace(" ", "-"): meaning for term, meaning in zip(parts[::2], parts[1::2])}
    for stem, found in links.items():
        yield from (f"{stem}: a link to GLOSSARY.md#{lost}, a term that is not there" for lost in found if lost not in terms)
    for term, meaning in terms.items():
        linked = [stem for stem, found in links.items() if term in found][:1]
        spoken = rf"\b{term.replace('-', ' ')}\b"
        # A term of one word may have an everyday meaning, too.
        used = [stem for stem, text in told.items() if "-" in term and re.search(spoken, text)]
        named = [target.partition(".ipynb")[0] for target, _ in LINK.findall(meaning)][:1]
        if not linked or named != linked or min(used, default=linked[0]) < linked[0]:
            yield f"{GLOSSARY}, {term}: names {named}, first linked from {linked}, first used in {used[:1]}"


def plans(root, pages):
    """Plans start at 0:00, leave no gap and fill their time; votes exist; answers and exercises are those of the page, in its order."""
    sections = dict(ANSWERED.findall((root / ANSWERS).read_text("utf-8")))
    told = {stem: ANSWER.findall(text) for stem, text in sections.items()}
    found = PLAN.findall((root / PLANS).read_text("utf-8"))
    if not found:
        yield f"{PLANS}: no plan; its heading ends in the number of minutes"
    for title, length, text in found:
        clock, rows = 0, PLAN_ROW.findall(text)
        if len(rows) != sum(line.startswith("| ") for line in text.splitlines()) - 1:
            yield f"{PLANS}, {title}: a row that is not: at, minutes, section, say, ask"
        for hours, minute, takes, section, _, ask in rows:
            if int(hours) * 60 + int(minute) != clock:
                yield f"{PLANS}, {title}: {section} is at {hours}:{minute}, expected {clock // 60}:{clock % 60:02d}"
            clock += int(takes)
            stem = re.search(r"\((\w+)\.ipynb#|$", section)[1]
            yield from (f"{PLANS}, {title}: {section} votes on {key}, which {ANSWERS} does not have for this page"
                        for key in re.findall(r"Vote `(\w+)`", ask) if key not in dict(told.get(stem, [])))
        if clock != int(length):
            yield f"{PLANS}, {title}: the rows take {clock} minutes"
    for stem, rows in told.items():
        own = revealed(pages[stem])
        for key in sorted(own.keys() | dict(rows).keys()):
            if (here := dict(rows).get(key, "missing")) != (there := own.get(key, "missing")):
                yield f"{ANSWERS}, {stem}: `{key}` is {here} here and {there} on the page"
        if sorted(own) == sorted(key for key, _ in rows) and list(own) != [key for key, _ in rows]:
            yield f"{ANSWERS}, {stem}: the page asks in this order: {', '.join(own)}"
        exercises = [f"{number}, {title}" for cell in pages[stem].cells for number, title in EXERCISE.findall(cell.source)]
        if MISTAKEN.findall(sections[stem]) != exercises:
            yield f"{ANSWERS}, {stem}: the exercises of the page are: {'; '.join(exercises)}"


def revealed(notebook):
    """The predictions of a notebook in their order, each with what its cell revealed; `varies` where that differs."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    found = {key: None for cell in code for key in re.findall(r'predict\("(\w+)"', cell.source)}
    for cell in code:
        texts = [output.get("data", {}).get("text/plain", "") for output in cell.outputs]
        said = [text for text in texts if text.startswith(("You said", "This is", "It is"))]
        for key, text in zip(SHOWN.findall(cell.source), said):
            told = slides.REVEALED.fullmatch(text)  # nothing of a grid, which is a table
            found[key] = "varies" if executing.tagged(cell, "varies") else told[1] if told else "the mask"
    return found
