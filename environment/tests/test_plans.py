"""Tests of the checks on the teacher's plans and answers."""

import tempfile
import unittest
from pathlib import Path

from nbformat.v4 import new_markdown_cell, new_notebook

from workbook import saving, plans
from test_tools import code, shown

ROOT = Path(__file__).resolve().parents[2]


class Teaching(unittest.TestCase):
    """A workbook of one page with two predictions; each test spoils one thing."""

    PLAN = "## Talk, 15 minutes\n\n| at | min | section | say | ask |\n|---|---|---|---|---|\n"
    ROWS = "| 0:00 | 10 | [01](01_try.ipynb#Look) | A. | Vote `pads`. |\n| 0:10 | 5 | Break | B. | C. |\n"
    ANSWERS = "## [01](01_try.ipynb)\n\n| key | asked | answer | why |\n|---|---|---|---|\n| `pads` | how many | 3 | no |\n| `time` | how long | varies | no |\n"

    def problems(self, plan=PLAN, rows=ROWS, answers=ANSWERS):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            (root / "notebooks").mkdir()
            (root / plans.PLANS).write_text(plan + rows, "utf-8")
            (root / plans.ANSWERS).write_text(answers, "utf-8")
            cells = [
                new_markdown_cell("# Try"),
                code('predict("pads", "How many?", 0);', [shown("How many?\nYour guess: 0. Change it.")]),
                code('reveal("pads", 3);', [shown("You said 0. It is 3.")]),
                code('predict("time", "How long?", 0);', [shown("How long?\nYour guess: 0. Change it.")]),
                code('reveal("time", 7);', [shown("You said 0. It is 7.")], tags=["varies"]),
            ]
            saving.write(new_notebook(cells=cells), root / "notebooks" / "01_try.ipynb")
            return list(plans.complaints(root))

    def assert_complaint(self, words, **spoiled):
        found = self.problems(**spoiled)
        self.assertEqual(1, len(found), found)
        self.assertIn(words, found[0])

    def test_a_plan_that_fits_has_no_complaints(self):
        self.assertEqual([], self.problems())

    def test_minutes_that_do_not_add_up(self):
        self.assert_complaint("the rows take 15 minutes", plan=self.PLAN.replace("15", "20"))
        self.assert_complaint("expected 0:10", rows=self.ROWS.replace("0:10", "0:12"))
        self.assert_complaint("no plan", plan="## Talk\n")

    def test_a_row_that_is_not_read(self):
        self.assert_complaint("a row that is not", rows=self.ROWS + "| 0:15 | soon | Close | B. | C. |\n")

    def test_a_vote_that_the_page_does_not_have(self):
        self.assert_complaint("votes on rows", rows=self.ROWS.replace("`pads`", "`rows`"))
        self.assert_complaint("votes on pads", rows=self.ROWS.replace("C.", "Vote `pads`."))

    def test_answers_that_are_not_those_of_the_page(self):
        self.assert_complaint("`pads` is 4 here and 3 on the page", answers=self.ANSWERS.replace("| 3 |", "| 4 |"))
        self.assert_complaint("`time` is 7 here and varies on the page", answers=self.ANSWERS.replace("varies", "7"))

    def test_answers_that_are_missing_or_too_many(self):
        self.assert_complaint("`time` is only on the page", answers=self.ANSWERS.replace("`time`", "time"))
        self.assert_complaint("`more` is only here", answers=self.ANSWERS + "| `more` | a | b | c |\n")

    def test_the_plans_of_this_workbook_fit(self):
        self.assertEqual([], [found for found in plans.complaints(ROOT) if found.startswith(plans.PLANS)])
        self.assertEqual(["45", "180", "480"], [minutes for _, minutes, _ in plans.PLAN.findall((ROOT / plans.PLANS).read_text("utf-8"))])

