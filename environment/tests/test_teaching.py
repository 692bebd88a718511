"""The checks of predictions, quiz and glossary find what they are for."""

import tempfile
import unittest
from pathlib import Path

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from workbook import saving, teaching


def question(number, right="A", letters="ABC", reason="Because."):
    options = [f"<details><summary>{each}. Say {each}</summary>\n\n**{'Right' if each == right else 'No'}.** {reason}\n\n</details>"
               for each in letters]
    return f"**{number}. Why?**\n\n" + "\n\n".join(options)


def quiz(*questions):
    return list(teaching.quiz(new_notebook(cells=[new_markdown_cell("## Quiz\n\n" + "\n\n".join(questions))])))


def asked(*cells):
    return list(teaching.predictions(new_notebook(cells=[new_code_cell(cell) for cell in cells])))


class Quiz(unittest.TestCase):
    def test_a_good_quiz_has_no_complaints(self):
        self.assertEqual([], quiz(question(1), question(2, "C"), question(3, "D", "ABCD")))

    def test_a_page_without_a_quiz(self):
        self.assertIn("0 quiz questions", next(teaching.quiz(new_notebook(cells=[]))))

    def test_a_question_too_few(self):
        self.assertIn("2 quiz questions", quiz(question(1), question(2, "B"))[0])

    def test_an_option_without_a_reason(self):
        self.assertEqual(1, len(quiz(question(1), question(2, "B", reason=""), question(3, "C"))))
        self.assertEqual(1, len(quiz(question(1), question(2, "B").replace("**No.**", "No"), question(3, "C"))))

    def test_two_options_are_too_few(self):
        self.assertIn("options A to C or D", quiz(question(1), question(2, "B", "AB"), question(3))[0])

    def test_a_question_without_a_right_answer(self):
        self.assertIn("0 right answers", quiz(question(1), question(2, "none"), question(3, "B"))[0])

    def test_the_right_answer_is_always_the_same(self):
        self.assertIn("every right answer of the quiz is B", quiz(*(question(n, "B") for n in (1, 2, 3)))[0])


class Predictions(unittest.TestCase):
    ASK, SHOW, SCORE = 'predict("a", "f(x); or (g);?",\n    null);', 'reveal("a", 3);', "predictions();"

    def test_asked_shown_and_counted(self):
        self.assertEqual([], asked(self.ASK, self.SHOW, self.SCORE))

    def test_a_guess_left_in_the_page(self):
        self.assertIn("has a guess", asked('predict("a", "How many?", 3);', self.SHOW, self.SCORE)[0])

    def test_never_shown_or_shown_too_early(self):
        ask = 'predict("a", "How many?", null);'
        self.assertIn("no reveal", asked(ask, self.SCORE)[0])
        self.assertIn("no reveal", asked(self.SHOW, ask, self.SCORE)[0])

    def test_one_name_for_two(self):
        ask = 'predict("a", "How many?", null);'
        self.assertIn('two predictions are called "a"', asked(ask, ask, self.SHOW, self.SCORE)[0])

    def test_never_counted(self):
        self.assertIn("predictions();", asked('predict("a", "How many?", null);', self.SHOW)[0])


class Glossary(unittest.TestCase):
    def problems(self, glossary, *pages):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "GLOSSARY.md").write_text(glossary, "utf-8")
            for number, page in enumerate(pages):
                cells = [new_markdown_cell(text) for text in ([page] if isinstance(page, str) else page)]
                saving.write(new_notebook(cells=cells), folder / f"{number:02d}.ipynb")
            return list(teaching.glossary(folder))

    TERMS = "## attention mask\n\nA mask. ([0](00.ipynb))\n\n## token\n\nA piece. ([1](01.ipynb))\n"
    MASK, TOKEN = "the [mask](GLOSSARY.md#attention-mask)", "a [token](GLOSSARY.md#token)"

    def test_every_term_is_linked(self):
        self.assertEqual([], self.problems(self.TERMS, self.MASK, self.TOKEN))

    def test_a_term_that_nobody_links(self):
        self.assertIn("token: no page links", self.problems(self.TERMS, self.MASK)[0])

    def test_a_link_without_a_term(self):
        self.assertIn("00: a link to GLOSSARY.md#slot", self.problems(
            self.TERMS, self.MASK + "[slot](GLOSSARY.md#slot)", self.TOKEN)[0])

    def test_the_page_named_is_the_one_that_links_first(self):
        self.assertIn("token: first linked from 00, but names 01", self.problems(self.TERMS, self.MASK + self.TOKEN)[0])

    def test_a_page_that_uses_a_term_before_the_one_that_links_it(self):
        pages = ["# Title", "An attention mask.", "## Quiz"], ["# Title", self.MASK + self.TOKEN, "## Quiz"]
        terms = self.TERMS.replace("00.ipynb", "01.ipynb")
        self.assertEqual(["GLOSSARY.md, attention-mask: first linked from 01, but used in 00"], self.problems(terms, *pages))
        for elsewhere in (["# An attention mask", "`attention mask`", "## Quiz"], ["#", "## An attention mask", "## Quiz"]):
            self.assertEqual([], self.problems(terms, elsewhere, pages[1]))

    def test_order_and_letters(self):
        self.assertIn("alphabetical", self.problems("## b\n[0](00.ipynb)\n## a\n[0](00.ipynb)\n",
                                                     "[b](GLOSSARY.md#b)[a](GLOSSARY.md#a)")[0])
        self.assertIn("plain small letters", self.problems("## Q·K\n[0](00.ipynb)", "[q](GLOSSARY.md#Q·K)")[0])
