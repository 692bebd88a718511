"""What goes onto which slide; how it looks there, test_pages.py asks a browser."""

import re

import pytest
from nbformat.v4 import new_markdown_cell, new_notebook, new_output
from test_tools import code, shown
from workbook import slides

FIGURE = '<figure><img alt="A bar." src="data:image/png;base64,AAAA"><figcaption>Bars.</figcaption></figure>'
TITLE = new_markdown_cell(
    "# Masks\n\n**9 minutes.** You mask. After this page you can:\n\n- say why,\n- say how.\n\nYou need Java.")
FIRST = code("import static padwise.lesson.Notebook.*;\nshow(1);", [shown("Ready.")])
LOOK = new_markdown_cell("## Look\n\nA word. And more.")
ASKED = code('predict("p", "How many?", null);', [shown("How many?")])
TOLD = code('show(3);\nreveal("p", 3);', [shown("3"), shown("It is 3.")])


def walk(*cells):
    """Where each part is, what kind it is, and its text; behind the title and the goals."""
    parts = slides.Walk().through(new_notebook(cells=[TITLE, FIRST, *cells]))
    return [(part.metadata.slideshow.slide_type, part.metadata.slideshow.data.kind, part.source.strip()) for part in parts][3:]


@pytest.fixture
def page(tmp_path):
    def written(*cells):
        file, count = slides.write(new_notebook(cells=[TITLE, FIRST, *cells]), "04_try", tmp_path)
        return re.sub("<(script|style)>.*?</\\1>", "", file.read_text("utf-8"), flags=re.DOTALL), count

    return written


def test_title_and_goals_come_first_and_imports_are_left_out():
    parts = [part.source.strip() for part in slides.Walk().through(new_notebook(cells=[TITLE, FIRST]))]
    assert parts[0] == "# Masks\n\n**9 minutes.** You mask."
    assert "You need Java." in parts[1]
    assert parts[2:] == ["## After this page you can\n\n- say why,\n- say how."]


def test_a_section_shows_its_first_sentence_and_keeps_the_rest_for_the_speaker():
    assert walk(LOOK) == [("slide", "section", "## Look\n\nA word."), ("notes", "section", "A word. And more.")]


def test_formulas_are_read_without_a_script(page):
    text, _ = page(new_markdown_cell("## Look\n\nWith\n\n$$\nQK^T\n$$\n\nwe go on."), new_markdown_cell("## Key points\n\n- It is $\\sqrt{d}$."))
    assert "$" not in text and text.count("<msqrt>") == 1 and "<msup>" in text


@pytest.mark.parametrize("guess", ["", "\nYour guess: 0. It is locked once you see the result."])
def test_question_result_and_answer_are_slides_in_this_order(guess):
    asked = code(ASKED.source, [shown(f"How many?{guess}")])
    parts = [part for part in walk(LOOK, asked, TOLD) if part[0] != "notes"]
    assert parts[1:] == [("subslide", "question", "## How many?"), ("subslide", "code", "## Look"), ("-", "code", TOLD.source),
                         ("subslide", "answer", "## How many?\n\n<p>3</p>")]


def test_a_choice_is_shown_with_its_question():
    asked = code('predict("p", "Which?", oneOf("a", "b c"), null);', [shown("Which?")])
    assert ("subslide", "question", "## Which?\n\n- a\n- b c") in walk(LOOK, asked)


def test_a_question_in_a_longer_cell_leaves_the_rest_of_the_code():
    both = code('show(1);\npredict("p", "How many?",\n    0); // a guess\n', [shown("1"), shown("How many?")])
    assert [text for place, _, text in walk(LOOK, both) if place in ("-", "subslide")][1:] == ["show(1);", "## How many?"]


def test_a_quiz_shows_its_options_and_keeps_the_answers_and_a_score_is_left_out():
    option = "<details><summary>A. Yes</summary>\n\n**Right.** Because.\n\n</details>"
    parts = walk(new_markdown_cell("## Your predictions\n\nBelow."), code("predictions();", [shown("None.")]),
                 new_markdown_cell(f"## Quiz\n\n**1. Why?**\n\n{option}"))
    assert parts == [("slide", "question", "## 1. Why?\n\n- A. Yes"), ("notes", "question", option)]


def test_the_title_of_a_result_is_the_sentence_that_says_what_to_look_for():
    look = new_markdown_cell("## Next\n\nLook at nothing.\n\nIt grows. Look at the last row. (Not at the first.)")
    assert ("subslide", "code", "## Look at the last row.") in walk(look, code("show(1);", [shown("1")]))


def test_code_that_shows_nothing_is_in_the_notes_of_the_next_slide():
    parts = walk(LOOK, code("int hidden = 1;"), code("show(1);", [shown("1")]))
    assert [place for place, _, text in parts if "int hidden" in text] == ["notes"]


def test_an_exercise_shows_its_task_and_never_its_solution():
    parts = walk(new_markdown_cell("## Exercise 1: two\n\nReturn 2."), code("int f() { return 0; }", tags=["exercise"]),
                 code("check(f());", [shown("Not yet")]),
                 new_markdown_cell("<details><summary>Solution</summary>return 2;</details>"))
    assert parts == [("slide", "exercise", "## Exercise 1: two\n\nReturn 2."), ("-", "exercise", "int f() { return 0; }")]


def test_small_outputs_stay_with_the_code_and_a_picture_has_a_slide_with_alt_text_and_caption(page):
    outputs = [shown("A bar.", FIGURE), shown("Six heads: all.", png="BBBB"), shown("12")]
    text, count = page(LOOK, code("show(x);", outputs))
    assert count == 6
    assert text.count('data-kind="picture"') == 2
    assert 'alt="Six heads: all." src="data:image/png;base64,BBBB"/><figcaption>Six heads<' in text
    assert FIGURE.partition(" src")[0] in text
    assert text.index("12</pre>") < text.index("<figure>")


def test_an_output_that_is_too_long_beside_the_code_has_a_slide(page):
    assert page(LOOK, code("f();\n" * 10, [shown("1\n" * 5)]))[1] + 1 == page(LOOK, code("f();\n" * 10, [shown("1\n" * 6)]))[1]


def test_of_an_error_there_are_its_words(page):
    error = new_output("error", ename="E", evalue="", traceback=["\x1b[31mbad ids\x1b[0m", "\tat .(#30:1)"])
    text, _ = page(LOOK, code("f();", [error]))
    assert "bad ids" in text and "#30" not in text


def test_what_varies_says_so(page):
    assert "differs from run to run" in page(LOOK, code("f();", [shown("12 ms")], tags=["varies"]))[0]


def test_links_lead_to_other_slides_or_nowhere(page):
    text, _ = page(new_markdown_cell("## Look\n\n[next](05_more.ipynb#Deep) [word](GLOSSARY.md#word) [far](https://example.org)"))
    assert '<a href="05_more.html">next</a>' in text
    assert 'href="https://example.org"' in text and "GLOSSARY" not in text
