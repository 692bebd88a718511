"""Tests of the checks on claims; nothing is built or run."""

import tempfile
import unittest
from pathlib import Path
from unittest import mock

from nbformat.v4 import new_markdown_cell, new_notebook

from workbook import claims, saving
from test_tools import code, shown


class Claims(unittest.TestCase):
    """A workbook of one claim; each test spoils one thing."""

    ROW = "7,batch/Mask.java,return 0;,return 1;,MaskTest#zeros_stay,01_try#shown"
    LINE = "| 7 | Zeros stay. | [01](01_try.ipynb#Look) | `MaskTest` zeros stay |"
    FILES = {
        claims.ROWS: f"claim,file,line,replacement,test,cell\n{ROW}\n",
        "lib/core/src/main/java/padwise/batch/Mask.java": "int f() {\n  return 0;\n}\n",
        "lib/core/src/test/java/padwise/MaskTest.java": "void zeros_stay() {}\n",
        claims.SYLLABUS: f"| [01](01_try.ipynb) | 15 | 00 |\n\n{LINE}\n",
        "README.md": "| [01](notebooks/01_try.ipynb) | 15 | zeros |\n",
    }

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        for name, text in self.FILES.items():
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            (self.root / name).write_text(text, "utf-8")
        self.save(code("show(0);", [shown("0")]))
        self.require("7")

    def require(self, *names):
        patch = mock.patch.object(claims, "REQUIRED", names)
        patch.start()
        self.addCleanup(patch.stop)

    def save(self, cell, minutes=15):
        cell.id = "shown"
        cells = [new_markdown_cell(f"# Try\n\n**{minutes} minutes.**"), new_markdown_cell("## Look"), cell]
        saving.write(saving.normalised(new_notebook(cells=cells)), self.root / "notebooks/01_try.ipynb")

    def spoil(self, name, before, after):
        text = self.FILES[name]
        self.assertIn(before, text)
        (self.root / name).write_text(text.replace(before, after), "utf-8")

    def assert_complaints(self, *words):
        found = list(claims.complaints(self.root))
        self.assertEqual(len(words), len(found), found)
        for word, complaint in zip(words, found):
            self.assertIn(word, complaint)

    def test_a_proven_claim_has_no_complaints(self):
        self.assert_complaints()

    def test_a_claim_without_a_row(self):
        self.require("7", "8")
        self.assert_complaints("claim 8: no row with a test and a cell", "claim 8: 0 rows, expected 1")

    def test_a_claim_without_a_cell(self):
        self.spoil(claims.ROWS, "01_try#shown", "")
        self.assert_complaints("claim 7: no row with a test and a cell")

    def test_a_claim_that_is_not_required(self):
        self.spoil(claims.ROWS, self.ROW, self.ROW + "\n" + self.ROW.replace("7", "9", 1))
        self.assert_complaints("claim 9: not among the required claims")
        self.spoil(claims.SYLLABUS, self.LINE, self.LINE + "\n" + self.LINE.replace("7", "9"))
        self.assert_complaints("claim 9: not among", "claim 9: 1 rows, expected 0")

    def test_a_comma_that_is_not_quoted(self):
        self.spoil(claims.ROWS, "#shown", "#shown,more")
        self.assert_complaints("more fields")

    def test_a_line_that_is_not_there_once(self):
        self.spoil(claims.ROWS, "return 0;", "return 2;")
        self.assert_complaints("not exactly once in batch/Mask.java: return 2;")
        self.spoil(claims.ROWS, "return 0;", "")
        self.assert_complaints("not exactly once")
        self.spoil(claims.ROWS, "Mask.java", "Gone.java")
        self.assert_complaints("no file batch/Gone.java")

    def test_a_test_that_is_not_there(self):
        for before, after in (("zeros_stay", "zeros"), ("MaskTest", "Mask")):
            self.spoil(claims.ROWS, before, after)
            self.assert_complaints("there is no test", "is only", "is only")

    def test_a_cell_that_is_not_there(self):
        self.spoil(claims.ROWS, "#shown", "#gone")
        self.assert_complaints("there is no code cell 01_try#gone")
        self.spoil(claims.ROWS, "01_try#", "02_gone#")
        self.assert_complaints("there is no code cell 02_gone#shown")

    def test_a_cell_that_proves_nothing(self):
        self.save(new_markdown_cell("0"))
        self.assert_complaints("there is no code cell")
        self.save(code("int x = 0;"))
        self.assert_complaints("shows nothing")
        self.save(code("show(now());", [shown("12 ms")], ["varies"]))
        self.assert_complaints("varies by itself")

    def test_a_syllabus_that_is_out_of_step(self):
        for before, after, *words in (
            (self.LINE, "", "claim 7: 0 rows"),
            (self.LINE, f"{self.LINE}\n{self.LINE}", "claim 7: 2 rows"),
            ("zeros stay", "zeros go", "MaskTest#zeros_go is only here", "MaskTest#zeros_stay is only in the CSV"),
            ("#Look", "#Else", "no link to 01_try.ipynb#Look, where 01_try#shown is"),
        ):
            with self.subTest(after):
                self.spoil(claims.SYLLABUS, before, after)
                self.assert_complaints(*words)

    def test_minutes_are_the_notebooks_own_on_both_pages(self):
        self.save(code("show(0);", [shown("0")]), minutes=20)
        self.assert_complaints("README.md: expected", "SYLLABUS.md: expected")
        self.save(code("show(0);", [shown("0")]))
        self.spoil("README.md", "01_try", "02_other")
        self.assert_complaints("README.md: expected a table row with a link to 01_try.ipynb and its minutes, 15")
