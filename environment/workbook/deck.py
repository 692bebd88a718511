"""What of a notebook goes onto slides, derived from its structure alone; HTML comes later.

Each section opens with a slide. A question is a slide of its own, so that the room can vote, and so is its answer. A code
cell with outputs becomes its code with what fits beside it, then the other outputs, one a slide. Prose is left to the
notes, but for the sentence that says what to look for. Of an exercise there is the task and the stub, never the solution.
"""

import re
from dataclasses import dataclass, field

from . import executing, form, teaching

HEADING = re.compile(r"^(#{1,3}) +(.+?) *$", re.MULTILINE)
PREDICT = re.compile(r'^predict\(.*?\);[^\n]*\n?', re.MULTILINE | re.DOTALL)
AFTER = "After this page"
SCORE = "predictions();"
GUESS = re.compile(r"\n(?:No guess yet|Your guess|Not taken|Locked)\b.*", re.DOTALL)
CHOICES = re.compile(r'Write ("[^"]+"(?: or "[^"]+")+)')
LOOK = re.compile(r"\b(look|compare|find|watch)\b", re.IGNORECASE)
ASIDE = re.compile(r"\([A-Z][^()]*\)")
SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z0-9∂(*`])")


@dataclass
class Slide:
    """One slide: its kind, its title, its blocks in the order they are shown, and what the speaker reads."""

    kind: str
    title: str
    blocks: list = field(default_factory=list)
    notes: str = ""


@dataclass
class Block:
    """One thing on a slide: prose (Markdown), code, or one output of a cell."""

    kind: str
    content: object
    varies: bool = False


def sections(notebook):
    """Lists of slides, one list a section."""
    walk = Walk()
    cells = notebook.cells
    for index, cell in enumerate(cells):
        if cell.cell_type == "markdown":
            walk.markdown(cell.source)
        elif cell.cell_type == "code" and form.HOUSE_IMPORT not in cell.source:
            follows = next((c.source for c in cells[index + 1 :] if c.cell_type == "markdown"), "")
            walk.code(cell, HEADING.split(follows)[0])
    return walk.stacks


class Walk:
    """Goes through the cells once and remembers what belongs to the next slide."""

    def __init__(self):
        self.stacks = []
        self.prose = ""  # since the last slide
        self.silent = ""  # code that shows nothing, since the last slide
        self.questions = {}
        self.exercise = False

    def markdown(self, source):
        first, *rest = HEADING.split(form.FENCED.sub(lambda fence: fence[0].replace("\n#", "\n\u200b#"), source))
        self.prose = f"{self.prose}\n\n{first}".strip("\n")
        for marks, title, body in zip(rest[::3], rest[1::3], rest[2::3]):
            self.open(len(marks), title, body)

    def open(self, level, title, body):
        self.exercise = title.startswith("Exercise")
        lists = [part for part in paragraphs(body) if part.startswith("- ")]
        if level == 1:
            promise = next((line for line in paragraphs(body) if AFTER in line), AFTER)
            opening = Slide("title", title, [Block("prose", paragraphs(body)[0].replace(promise[promise.find(AFTER) :], ""))], body)
            goals = [Slide("list", promise[promise.find(AFTER) :].strip(":,"), [Block("prose", part)]) for part in lists[:1]]
            self.stacks.append([opening, *goals])
        elif title == "Key points":
            rest = "\n\n".join(part for part in paragraphs(body) if part not in lists)
            self.stacks.append([Slide("list", title, [Block("prose", part) for part in lists], rest)])
        elif self.exercise:
            self.stacks.append([Slide("exercise", title, [Block("prose", body.strip())])])
        elif title == "Quiz":
            self.stacks.append(quiz(body))
        elif title != "Your predictions":
            self.stacks.append([Slide("section", title, [Block("prose", part) for part in sentences(body)[:1]], body)])
        self.prose, self.silent = body if level > 1 else "", ""

    def code(self, cell, reading):
        if self.exercise:
            if executing.tagged(cell, "exercise"):
                self.stacks[-1][-1].blocks.append(Block("code", cell.source))
            return
        if cell.source.strip() == SCORE:  # each reader has an own one
            return
        if not cell.outputs:
            self.silent += f"\n\n```java\n{cell.source}\n```"
            return
        notes = f"{self.prose}{self.silent}\n\n{reading}"
        title = look_for(self.prose) or self.stacks[-1][0].title
        slides = self.shown(cell, title)
        slides[0].notes = notes
        self.stacks[-1].extend(slides)
        self.prose = self.silent = ""

    def shown(self, cell, title):
        """The slides of one cell: code with its outputs, then questions, then answers."""
        varies = executing.tagged(cell, "varies")
        code, questions, answers = [], [], []
        if source := PREDICT.sub("", cell.source).strip():
            code.append(Block("code", source))
        keys = re.findall(r'reveal\("(\w+)"', cell.source)
        for output in cell.outputs:
            text = output.get("data", {}).get("text/plain", "")
            if guess := GUESS.search(text):
                question = text[: guess.start()]
                self.questions.update({key: question for key in re.findall(r'predict\("(\w+)"', cell.source)})
                choices = re.findall(r'"([^"]+)"', "".join(CHOICES.findall(guess[0])))
                options = [Block("prose", "\n".join(f"- {choice}" for choice in choices))] if choices else []
                questions.append(Slide("question", question, options))
            elif found := teaching.REVEALED.fullmatch(text):
                question = self.questions.get(keys.pop(0), title) if keys else title
                answers.append(Slide("answer", question, [Block("answer", found[1], varies)]))
            else:
                code.append(Block("output", output, varies))
        outputs = [Slide("code", title, code)] if code else []
        return [*outputs, *questions, *answers]


def paragraphs(markdown):
    return [part.strip() for part in re.split(r"\n\s*\n", markdown) if part.strip()]


def sentences(markdown):
    """The sentences of the first paragraph that is prose."""
    prose = [part for part in paragraphs(markdown) if not part.startswith(("- ", "```", "|", "1. "))]
    return SENTENCE.split(prose[0]) if prose else []


def quiz(body):
    """A slide for each question with its options; which is right, and why, is in the notes."""
    _, *parts = teaching.QUESTION.split(body)
    asked = [question.strip("*") for question in teaching.QUESTION.findall(body)]
    slides = []
    for question, part in zip(asked, parts):
        options = re.findall(r"<summary>(.+?)</summary>", part)
        slides.append(Slide("question", question, [Block("prose", "\n".join(f"- {option}" for option in options))], part))
    return slides


def look_for(prose):
    """The sentence before a cell that says what to look for."""
    parts = [part for part in paragraphs(prose) if not part.startswith(("- ", "```", "|", "<"))]
    found = SENTENCE.split(ASIDE.sub("", parts[-1]).strip()) if parts else []
    return next((each for each in reversed(found) if LOOK.search(each)), found[-1] if found else "")
