"""What a reader does on a page besides exercises: predictions, the quiz, words to look up. One sentence a complaint."""

import re

import nbformat

from . import form

GLOSSARY = "GLOSSARY.md"
ASKED = re.compile(r'\bpredict\("(\w+)",(.*?)\);(?: //.*?)?$', re.DOTALL | re.MULTILINE)
SHOWN = re.compile(r'\breveal\("(\w+)"')
REVEALED = re.compile(r"(?:You said .*?\b[Ii]t is|It is) (.+?)\.(?: You made no guess\.)?", re.DOTALL)  # what a reveal says
QUESTION = re.compile(r"^\*\*\d+\. .+\*\*$", re.MULTILINE)
OPTION = re.compile(r"<details><summary>([A-D])\. .+?</summary>\s*\*\*(Right|No)\.\*\* (?=\S)((?:(?!</?details).)+?)\s*</details>", re.DOTALL)
HEADING = re.compile(r"^#.*$", re.MULTILINE)
TERM = re.compile(rf"\({GLOSSARY}#([^)]*)\)")


def complaints(notebook):
    return [*predictions(notebook), *quiz(notebook)]


def predictions(notebook):
    """Each prediction is asked once, without a guess, and its finding is shown later."""
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
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


def quiz(notebook):
    """Three questions of three or four options, each explained; the right one is not always in the same place."""
    cell = next((c for c in notebook.cells if c.cell_type == "markdown" and c.source.startswith("## Quiz\n")), None)
    parts = QUESTION.split(cell.source)[1:] if cell else []
    if len(parts) != 3:
        yield f'{len(parts)} quiz questions, expected 3 in a cell "## Quiz"'
    places = []
    for number, part in enumerate(parts, start=1):
        options = OPTION.findall(part)
        right = [letter for letter, verdict, _ in options if verdict == "Right"]
        places += right
        if [letter for letter, *_ in options] not in (list("ABC"), list("ABCD")) or len(options) != part.count("<details>"):
            yield f"quiz question {number}: expected options A to C or D, each with **Right.** or **No.** and a reason"
        elif len(right) != 1:
            yield f"quiz question {number}: {len(right)} right answers, expected 1"
    if len(places) > 1 and len(set(places)) == 1:
        yield f"every right answer of the quiz is {places[0]}"


def glossary(folder):
    """Each term has a page that links to it, each link has its term, and terms are in order."""
    text = (folder / GLOSSARY).read_text("utf-8")
    terms = re.findall(r"^## (.+)$", text, re.MULTILINE)
    anchors = [term.replace(" ", "-") for term in terms]
    if terms != sorted(terms):
        yield f"{GLOSSARY}: terms are not in alphabetical order"
    for term in terms:
        if not re.fullmatch(r"[a-z][a-z -]*", term):
            yield f"{GLOSSARY}, {term}: only plain small letters make a link that works in JupyterLab and on GitHub"
    linked, used = {}, {}
    for path in sorted(folder.glob("*.ipynb")):
        pages = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown"]
        for anchor in TERM.findall("\n".join(pages)):
            linked.setdefault(anchor, path.stem)
        said = HEADING.sub("", form.prose("\n".join(pages[1:-1]))).lower()  # not what is learned, and not the quiz
        for anchor, term in zip(anchors, terms):
            if re.search(rf"\b{term}\b", said):
                used.setdefault(anchor, path.stem)
    for lost in sorted(set(linked) - set(anchors)):
        yield f"{linked[lost]}: a link to {GLOSSARY}#{lost}, a term that is not there"
    for section, anchor in zip(re.split(r"^## .+$", text, flags=re.MULTILINE)[1:], anchors):
        pages = [target.partition(".ipynb")[0] for target, _ in form.LINK.findall(section)]
        first = linked.get(anchor)
        if first is None:
            yield f"{GLOSSARY}, {anchor}: no page links to it"
        elif pages[:1] != [first]:
            yield f"{GLOSSARY}, {anchor}: first linked from {first}, but names {', '.join(pages[:1]) or 'no page'}"
        elif not anchor.isalpha() and used.get(anchor, first) < first:  # of one word, some have an everyday meaning too
            yield f"{GLOSSARY}, {anchor}: first linked from {first}, but used in {used[anchor]}"
