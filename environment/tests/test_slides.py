"""Tests of what goes onto slides; how it looks there, test_pages.py asks a browser."""

import re
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from nbformat.v4 import new_markdown_cell, new_notebook

from workbook import deck, fitting, form, slides
from test_tools import code, exercise, shown

FIGURE = '<figure><img alt="A bar." src="data:image/png;base64,AAAA"><figcaption>Bars.</figcaption></figure>'
TITLE = new_markdown_cell("# Masks\n\n**9 minutes.** You mask. After this page you can\n\n- say why,\n- say how.\n\nYou need Java.")
FIRST = code(form.HOUSE_IMPORT + "\nshow(1);", [shown("Ready.")])


def table(columns, rows):
    def row(tag, cells):
        return "<tr>" + "".join(f'<{tag} scope="x" style="padding: 3px 4px; text-align: left"><bdi>{cell}</bdi></{tag}>' for cell in cells) + "</tr>"

    return (f"<table><caption>Wide</caption>\n<thead>{row('th', columns)}</thead>\n"
            f"<tbody>\n{''.join(row('td', cells) for cells in rows)}</tbody>\n</table>")


def walk(*cells):
    return deck.sections(new_notebook(cells=[TITLE, FIRST, *cells]))


def page(*cells):
    with tempfile.TemporaryDirectory() as folder, mock.patch.object(slides, "parts", return_value=("", "")):
        file, count = slides.write(new_notebook(cells=[TITLE, FIRST, *cells]), "04_try", Path(folder))
        text = file.read_text("utf-8")
    return text, count


class Deck(unittest.TestCase):
    def kinds(self, *cells):
        return [slide.kind for slide in walk(new_markdown_cell("## Look\n\nA word. And more."), *cells)[1]]

    def test_title_and_goals_come_first_and_imports_are_left_out(self):
        (opening,) = walk()
        self.assertEqual([("title", "Masks"), ("list", "After this page you can")], [(slide.kind, slide.title) for slide in opening])
        self.assertEqual("**9 minutes.** You mask. ", opening[0].blocks[0].content)

    def test_a_section_shows_its_first_sentence_and_keeps_the_rest_for_the_speaker(self):
        section = walk(new_markdown_cell("## Look\n\nA word. And more."))[1][0]
        self.assertEqual(["A word."], [block.content for block in section.blocks])
        self.assertIn("And more.", section.notes)

    def test_question_result_and_answer_are_slides_in_this_order(self):
        asked = code('predict("p", "How many?", null);', [shown("How many?\nNo guess yet. Write a number.")])
        told = code('show(3);\nreveal("p", 3);', [shown("3"), shown("It is 3. You made no guess.")])
        self.assertEqual(["section", "question", "code", "answer"], self.kinds(asked, told))
        stack = walk(new_markdown_cell("## Look"), asked, told)[1]
        self.assertEqual(("How many?", "3"), (stack[3].title, stack[3].blocks[0].content))

    def test_a_choice_is_shown_with_its_question(self):
        asked = code('predict("p", "Which?", oneOf("a", "b c"), null);', [shown('Which?\nNo guess yet. Write "a" or "b c" in place of null.')])
        question = walk(new_markdown_cell("## Look"), asked)[1][1]
        self.assertEqual(["- a\n- b c"], [block.content for block in question.blocks])

    def test_a_quiz_shows_its_options_and_keeps_the_answers_for_the_speaker(self):
        option = "<details><summary>A. Yes</summary>\n\n**Right.** Because.\n\n</details>"
        (slide,) = walk(new_markdown_cell("## Your predictions\n\nBelow."), code("predictions();", [shown("None.")]),
                        new_markdown_cell(f"## Quiz\n\n**1. Why?**\n\n{option}"))[-1]
        self.assertEqual(("question", "1. Why?", "- A. Yes"), (slide.kind, slide.title, slide.blocks[0].content))
        self.assertIn("Because", slide.notes)

    def test_a_question_in_a_longer_cell_leaves_the_rest_of_the_code(self):
        both = code('show(1);\npredict("p", "How\\nmany?",\n    0); // a guess\n', [shown("1"), shown("How many?\nYour guess: 0. It is locked.")])
        stack = walk(new_markdown_cell("## Look"), both)[1]
        self.assertEqual(["section", "code", "question"], [slide.kind for slide in stack])
        self.assertEqual("show(1);", stack[1].blocks[0].content)

    def test_the_title_of_a_result_is_the_sentence_that_says_what_to_look_for(self):
        look = new_markdown_cell("## Next\n\nLook at nothing.\n\nIt grows. Look at the last row. (Not at the first.)")
        self.assertEqual("Look at the last row.", walk(look, code("show(1);", [shown("1")]))[1][1].title)

    def test_code_that_shows_nothing_is_in_the_notes_of_the_next_slide(self):
        stack = walk(new_markdown_cell("## Look\n\nA word."), code("int hidden = 1;"), code("show(1);", [shown("1")]))[1]
        self.assertEqual(["section", "code"], [slide.kind for slide in stack])
        self.assertIn("int hidden", stack[1].notes)

    def test_an_exercise_shows_its_task_and_never_its_solution(self):
        words, stub, *rest = exercise()
        text, _ = page(new_markdown_cell("## Exercise 1: two\n\n" + words.source), stub, *rest)
        plain = re.sub("<[^>]+>", "", text)
        self.assertIn("Return 2.", plain)
        self.assertIn("return 0;", plain)
        for secret in ("return 2;", "Solution", "Not yet"):
            self.assertNotIn(secret, plain)


class Slides(unittest.TestCase):
    def test_code_stays_with_small_outputs_and_a_picture_has_a_slide_with_its_alt_text(self):
        text, count = page(new_markdown_cell("## Look"), code("show(x);", [shown("A bar.", FIGURE), shown("Six heads: all.", png="BBBB"), shown("12")]))
        self.assertEqual(6, count)
        self.assertEqual(2, text.count('<section class="picture">'))
        self.assertIn('<img alt="Six heads: all." src="data:image/png;base64,BBBB"><figcaption>Six heads<', text)
        self.assertIn('<figure><img alt="A bar." src="data:image/png;base64,AAAA"><figcaption>Bars.</figcaption>', text)
        self.assertLess(text.index('<pre class="said"'), text.index("<figure>"))

    def test_a_wide_table_gets_smaller_letters_and_a_long_one_fewer_rows(self):
        small = fitting.Table(table("ab", ["12"] * 3))
        wide = fitting.Table(table(range(12), [["0.123456"] * 12] * 8))
        long = fitting.Table(table("ab", ["12"] * 60))
        self.assertEqual(fitting.LARGEST, small.size)
        self.assertLess(wide.size, small.size)
        self.assertLessEqual(long.height, fitting.HEIGHT)
        self.assertIn(f"{61 - long.kept} more rows in the notebook", long.html())

    def test_a_cell_that_varies_says_so(self):
        text, _ = page(new_markdown_cell("## Look"), code("show(1);", [shown("1")], ["varies"]))
        self.assertEqual(1, text.count("differs from run to run"))

    def test_links_lead_to_other_slides_or_nowhere(self):
        text, _ = page(new_markdown_cell("## Key points\n\n- [a](05_more.ipynb#x) [b](CARD.md) [c](https://x.org)"))
        self.assertEqual(['href="05_more.html"', 'href="https://x.org"'], re.findall(r'href="[^"]*"', text))

    def test_a_heading_with_a_number_is_no_list(self):
        self.assertIn("<h2>1. Look</h2>", page(new_markdown_cell("## 1. Look"))[0])

