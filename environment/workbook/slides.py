"""Slides as one HTML file a notebook, by nbconvert and reveal.js; nothing is loaded at show time.

Each section opens with a slide. A question is a slide of its own, so that the room can vote, and so is its answer. Code stays
with small outputs; a picture or a large table has a slide. Prose is left to the notes, but for the sentence that says what to
look for. Of an exercise there is the task and the stub, never the solution. slides/slides.js makes the rest fit.
"""

import html
import re
from pathlib import Path

from docutils.utils.math.latex2mathml import tex2mathml
from nbconvert import SlidesExporter
from nbformat import from_dict
from nbformat.v4 import new_code_cell, new_markdown_cell
from traitlets.config import Config

from . import executing, npm, pages, rendering

PARTS = Path(__file__).with_name("slides")
LINES = 15  # of code and outputs on one slide
CODE_STYLE = Config({"CSSHTMLHeaderPreprocessor": {"style": rendering.CODE_STYLE}})
RELATIVE = re.compile(r'<a href="(?![a-z]+:|#)([^"]*)">(.*?)</a>', re.DOTALL)
HEADING = re.compile(r"^(#{1,3}) +(.+?) *$", re.MULTILINE)
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
PREDICT = re.compile(r"^predict\(.*?\);[^\n]*\n?", re.MULTILINE | re.DOTALL)
REVEALED = re.compile(r"(?:You said .*?\b[Ii]t is|It is) (.+?)\.(?: You made no guess\.)?", re.DOTALL)
QUESTION = re.compile(r"^\*\*\d+\. .+\*\*$", re.MULTILINE)  # of a quiz
CHOICES = re.compile(r"oneOf\((.*?)\)", re.DOTALL)
LOOK = re.compile(r"\b(look|compare|find|watch)\b", re.IGNORECASE)
ASIDE = re.compile(r"\([A-Z][^()]*\)")
SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z0-9∂(*`])")
FORMULA = re.compile(r"(\$\$?)([^$]+)\1")
NO_PROSE = ("- ", "```", "|", "<", "1. ")


def write(notebook, name, folder):
    """Writes the slides of one notebook; returns the file and how many slides it has."""
    cells = Walk().through(notebook)
    for cell in cells:
        if cell.cell_type == "markdown":
            cell.source = FORMULA.sub(lambda found: tex2mathml(found[2], as_block=found[1] == "$$"), cell.source)
    title = f"{name[:2]} {HEADING.search(cells[0].source)[2]}"
    exporter = SlidesExporter(
        config=CODE_STYLE, template_name="slides", extra_template_basedirs=[str(PARTS.parent)], exclude_anchor_links=True,
        exclude_input_prompt=True, exclude_output_prompt=True)
    scripts = [npm.text("reveal.js", "dist/reveal.js", "dist/plugin/notes.js"), (PARTS / "slides.js").read_text("utf-8")]
    styles = [npm.text("reveal.js", "dist/reset.css", "dist/reveal.css"), (PARTS / "slides.css").read_text("utf-8")]
    page, _ = exporter.from_notebook_node(
        rendering.described(from_dict({**notebook, "cells": cells})),
        {"title": title, "styles": styles, "scripts": [script.replace("</script", "<\\/script") for script in scripts]})
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.html"
    file.write_text(RELATIVE.sub(relative, page), "utf-8", newline="\n")
    return file, sum(cell.metadata.slideshow.slide_type in ("slide", "subslide") for cell in cells)


def relative(link):
    """A link to another notebook leads to its slides, other links of its folder lead nowhere."""
    notebook = re.match(r"([\w.-]+)\.ipynb", link[1])
    return f'<a href="{notebook[1]}.html">{link[2]}</a>' if notebook else link[2]


class Walk:
    """Goes through a notebook once and makes its cells anew, each with its place among the slides."""

    def __init__(self):
        self.cells = []
        self.title = self.prose = self.silent = ""  # of the section; since the last slide; code that shows nothing, likewise
        self.questions = {}
        self.exercise = False

    def through(self, notebook):
        cells = notebook.cells
        for index, cell in enumerate(cells):
            if cell.cell_type == "markdown":
                self.markdown(cell.source)
            elif "import static" not in cell.source:
                follows = next((c.source for c in cells[index + 1 :] if c.cell_type == "markdown"), "")
                self.code(cell, HEADING.split(follows)[0])
        return self.cells

    def add(self, kind, cell, place="subslide", notes=""):
        """One more cell: on a slide of its own or on the last one ("-"), with what the speaker reads."""
        for each, where in ((cell, place), *([(new_markdown_cell(notes), "notes")] if notes.strip() else [])):
            each.id = f"slide-{len(self.cells)}"
            each.metadata.slideshow = {"slide_type": where, "data": {"kind": kind}}
            self.cells.append(each)

    def words(self, kind, title, text="", place="subslide", notes=""):
        level = "#" if kind == "title" else "##"
        self.add(kind, new_markdown_cell(f"{level} {' '.join(title.split())}\n\n{text}"), place, notes)

    def markdown(self, source):
        first, *rest = HEADING.split(FENCED.sub(lambda code: code[0].replace("\n#", "\n\u200b#"), source))
        self.prose = f"{self.prose}\n\n{first}".strip("\n")
        for marks, title, body in zip(rest[::3], rest[1::3], rest[2::3]):
            self.section(len(marks), title, body)

    def section(self, level, title, body):
        self.title, self.exercise = title, title.startswith("Exercise")
        parts = [part.strip() for part in re.split(r"\n\s*\n", body) if part.strip()]
        lists = [part for part in parts if part.startswith("- ")]
        if level == 1:
            opening, _, goals = parts[0].partition("After this page")
            self.words("title", title, opening, "slide", body)
            self.words("list", f"After this page{goals.rstrip(':,')}", "".join(lists[:1]))
        elif title == "Key points":
            self.words("list", title, "\n\n".join(lists), "slide", "\n\n".join(part for part in parts if part not in lists))
        elif title == "Quiz":
            self.quiz(body)
        elif self.exercise:
            self.words("exercise", title, body.strip(), "slide")
        elif title != "Your predictions":
            prose = [part for part in parts if not part.startswith(NO_PROSE)]
            self.words("section", title, SENTENCE.split(prose[0])[0] if prose else "", "slide", body)
        self.prose, self.silent = body if level > 1 else "", ""

    def quiz(self, body):
        """A slide for each question with its options; which is right, and why, is in the notes."""
        _, *parts = QUESTION.split(body)
        for number, (question, part) in enumerate(zip(QUESTION.findall(body), parts)):
            options = "\n".join(f"- {option}" for option in re.findall(r"<summary>(.+?)</summary>", part))
            self.words("question", question.strip("*"), options, "subslide" if number else "slide", part)

    def code(self, cell, reading):
        """Code that shows nothing waits for the notes of the next slide."""
        if self.exercise:
            if executing.tagged(cell, "exercise"):
                self.add("exercise", new_code_cell(cell.source), "-")
        elif not cell.outputs:
            self.silent += f"\n\n```java\n{cell.source}\n```"
        elif cell.source.strip() != "predictions();":  # each reader has an own score
            notes = f"{self.prose}{self.silent}\n\n{reading}"
            for kind, title, content in self.shown(cell):
                code = not isinstance(content, str)
                self.words(kind, title, "" if code else content, notes=notes)
                if code:
                    self.add(kind, content, "-")
                notes = ""
            self.prose = self.silent = ""

    def shown(self, cell):
        """The slides of one cell, each with kind, title and content: code with its outputs, then questions, then answers."""
        title, keys = self.look_for(), re.findall(r'reveal\("(\w+)"', cell.source)
        asked = {question: key for key, question in pages.ASKED.findall(cell.source)}
        self.questions.update({key: question for question, key in asked.items()})
        outputs, questions, answers = [], [], []
        for output in cell.outputs:
            text = output.get("data", {}).get("text/plain", "")
            if text.partition("\n")[0] in asked:
                choices = re.findall(r'"([^"]+)"', "".join(CHOICES.findall(cell.source)))
                questions.append(("question", text.partition("\n")[0], "\n".join(f"- {choice}" for choice in choices)))
            elif found := REVEALED.fullmatch(text):
                question = self.questions.get(keys.pop(0), title) if keys else title
                answers.append(("answer", question, f"<p>{html.escape(found[1])}</p>"))
            else:
                outputs.append(output)
        if executing.tagged(cell, "varies"):
            title += " (differs from run to run)"
        parts = split(PREDICT.sub("", cell.source).strip(), outputs)
        return [*((kind, title, code) for kind, code in parts), *questions, *answers]

    def look_for(self):
        """The sentence before a cell that says what to look for."""
        parts = [part for part in re.split(r"\n\s*\n", self.prose) if part.strip() and not part.startswith(NO_PROSE)]
        found = SENTENCE.split(ASIDE.sub("", parts[-1]).strip()) if parts else [self.title]
        return next((each for each in reversed(found) if LOOK.search(each)), found[-1])


def split(source, outputs):
    """Code cells for a slide each: the code with what fits below it, then the other outputs; a picture is alone."""
    alone = {"transient": {"remove_source": True}}
    parts, room = [("code", new_code_cell(source, metadata={} if source else alone))], LINES - len(source.splitlines())
    for output in sorted(outputs, key=rendering.is_picture):
        picture = rendering.is_picture(output)
        if picture or lines(output) > room:
            parts.append(("picture" if picture else "code", new_code_cell(metadata=alone)))
            room = 0 if picture else LINES
        parts[-1][1].outputs.append(telling(output))
        room -= lines(output)
    return [(kind, cell) for kind, cell in parts if cell.source or cell.outputs]


def lines(output):
    data = output.get("data", {})
    text = output.get("text") or "\n".join(output.get("traceback", ())) or data["text/plain"]
    return data.get("text/html", "").count("<tr") + len(text.splitlines())


def telling(output):
    """Of an error its words, without the places in the code."""
    if output.output_type != "error":
        return output
    words = "\n".join(output.traceback).splitlines()
    return {**output, "traceback": [word for word in words if not executing.ANSI.sub("", word).strip().startswith("at ")]}
