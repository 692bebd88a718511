"""The workbook in a real JupyterLab, in Chromium, and what axe-core says of its outputs there: only where chromium and node are installed."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

from workbook import kernelspecs

ENVIRONMENT = Path(__file__).resolve().parents[1]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
MODULES = kernelspecs.WORKBOOK / "browser" / "node_modules"
PACKAGES = ("playwright-core@1.65.1", "axe-core@4.14.1")
NOTEBOOKS = ENVIRONMENT.parent / "notebooks"
LEGIBLE = 4.5  # the contrast that text needs, by the Web Content Accessibility Guidelines
CELLS = (
    "import static padwise.lesson.Notebook.*;\nvar two = org.nd4j.linalg.factory.Nd4j.ones(2);\nshow(two);",
    "import padwise.view.*; import padwise.batch.*; import padwise.text.*;\n"
    "var t = WordPieceTokenizer.bert();\n"
    'var batch = Padding.toLongest().apply(List.of(t.encode("The cat sat"), t.encode("Sing")));\n'
    'show(batch); show(Bars.of("Bars", "", List.of("a", "b"), List.of(1, 2)));',
    "System.out.println(10 / (two.rank() - 1));",
    'System.out.println("behind the error");',
    "while (true) {}",
    'System.out.println("kept " + two.rank());',
)
CHART = (
    "import static padwise.lesson.Notebook.*;\n"
    "import padwise.batch.*; import padwise.model.*; import padwise.text.*; import padwise.view.*;\n"
    "var t = WordPieceTokenizer.bert(); var bert = MiniBert.random(new BertConfig(30522, 16, 12, 3, 2, 24), 7);\n"
    'var batch = Padding.toMaxLength(8).apply(List.of(t.encode("Birds sing loudly")));\n'
    'show(HeadView.of("Birds sing loudly", bert.forward(batch), batch, 0));',
)


def notebook(cells):
    return {"cells": [{"cell_type": "code", "id": f"cell{i}", "metadata": {}, "execution_count": None, "outputs": [], "source": cell}
                      for i, cell in enumerate(cells)],
            "metadata": {"kernelspec": {"display_name": "Java", "language": "java", "name": "java"}},
            "nbformat": 4, "nbformat_minor": 5}


def missing():
    if not CHROMIUM or not shutil.which("node") or not shutil.which("npm"):
        return "chromium, node or npm is not installed"
    if not all((MODULES / package.partition("@")[0]).is_dir() for package in PACKAGES):
        MODULES.parent.mkdir(parents=True, exist_ok=True)
        install = subprocess.run(["npm", "install", "--prefix", MODULES.parent, "--no-audit", "--no-fund", *PACKAGES],
                                 capture_output=True, text=True)
        if install.returncode:
            return f"{' and '.join(PACKAGES)} can't be installed: {install.stderr.strip()[:200]}"
    return ""


class Browser(unittest.TestCase):
    """One JupyterLab for all; each test begins in a workspace without tabs."""

    @classmethod
    def setUpClass(cls):
        if why := missing():
            raise unittest.SkipTest(why)
        folder = tempfile.TemporaryDirectory(prefix="padwise-", ignore_cleanup_errors=True)
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        for name, cells in (("try", CELLS), ("chart", CHART)):  # a chart under the mouse has a notebook of its own
            (cls.folder / f"{name}.ipynb").write_text(json.dumps(notebook(cells)), "utf-8")
        settings = cls.folder / "settings"
        kernelspecs.write(settings / "@jupyterlab" / "notebook-extension" / "tracker.jupyterlab-settings",
                          {"windowingMode": "none"})  # cells that are scrolled away stay in the page
        log = open(cls.folder / "lab.log", "w+b")
        cls.addClassCleanup(log.close)
        cls.server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--expose-app-in-browser",
             "--ServerApp.root_dir", str(cls.folder)],
            stdout=log, stderr=log, env={**os.environ, "JUPYTER_CONFIG_PATH": str(ENVIRONMENT), "JUPYTERLAB_SETTINGS_DIR": str(settings)})
        cls.addClassCleanup(cls.stop)
        for _ in range(300):
            found = re.search(rb"(http://(?:localhost|127.0.0.1):\d+)/lab[^?]*\?token=(\w+)", (cls.folder / "lab.log").read_bytes())
            if found:
                cls.address, cls.token = (part.decode() for part in found.groups())
                return
            time.sleep(0.2)
        raise AssertionError("JupyterLab does not start")

    @classmethod
    def stop(cls):
        cls.server.terminate()
        cls.server.wait(30)

    def drive(self, script, *arguments):
        pictures = os.environ.get("PADWISE_PICTURES", str(self.folder))
        result = subprocess.run(
            ["node", str(ENVIRONMENT / "tests" / script), CHROMIUM, str(MODULES), self.address, self.token, pictures, *arguments],
            capture_output=True, text=True, timeout=400)
        self.assertEqual(0, result.returncode, result.stdout + result.stderr)
        return [json.loads(line) for line in result.stdout.splitlines()]

    def test_every_chart_and_table_of_the_notebooks_as_they_are_saved_is_legible_in_both_themes(self):
        cells = [cell for path in sorted(NOTEBOOKS.glob("*.ipynb")) for cell in json.loads(path.read_text("utf-8"))["cells"] if cell.get("outputs")]
        saved = {**notebook([]), "cells": [{**cell, "id": f"cell{i}", "source": ""} for i, cell in enumerate(cells)]}
        file = self.folder / "saved.ipynb"  # not signed here, so the page trusts it no more than a fresh clone
        file.write_text(json.dumps(saved), "utf-8")
        outputs = sum(len(cell["outputs"]) for cell in cells)
        seen = self.drive("test_charts.mjs", file.name, str(outputs))[-1]
        self.assertNotEqual(seen["Light"]["page"], seen["Dark"]["page"], "the theme did not change")
        for theme, found in seen.items():
            with self.subTest(theme=theme):
                self.assertEqual(outputs, found["outputs"])
                self.assertEqual(file.read_text("utf-8").count("<img "), len(found["images"]))
                self.assertGreater(found["texts"], 0)
                self.assertGreaterEqual(found["faintest"]["contrast"], LEGIBLE, found["faintest"])
                for image in found["images"]:
                    self.assertGreater(min(image["width"], image["shown"]), 100, image)
                    self.assertGreaterEqual(image["contrast"], LEGIBLE, image)
                    self.assertTrue(image["alt"], image)

    def test_the_front_page_reads_well_and_a_notebook_that_is_only_opened_there_is_not_changed(self):
        paths = sorted(NOTEBOOKS.glob("[0-9]*.ipynb"))
        for path in (*paths, NOTEBOOKS / "index.md", NOTEBOOKS / "SYLLABUS.md"):
            shutil.copy(path, self.folder)
        seen = self.drive("test_untouched.mjs", "00 Start here")[-1]
        self.assertRegex(seen["table"], "page\\s+minutes\\s+what you do\\s+so far")
        self.assertEqual((len(paths), [], 2), (seen["rows"], seen["axe"], len(set(seen["letters"]))))
        self.assertEqual((0, ["java"]), (seen["changed"], seen["kernels"]), "Java is the only kernel")

    def test_run_all_interrupt_and_restart_in_both_themes(self):
        seen = self.drive("test_browser.mjs")[-1]
        self.assertEqual([], seen["untrusted"])
        self.assertRegex(seen["error"], "ArithmeticException.*Line 1 of this cell")
        self.assertEqual("", seen["behindError"], "Run All went on behind an error")
        self.assertIn("Interrupted", seen["interrupted"])
        self.assertLess(seen["seconds"], 20)  # at once, on however busy a machine
        self.assertIn("kept 1", seen["afterInterrupt"])
        self.assertIn("cannot find symbol", seen["afterRestart"])
        self.assertEqual(3, seen["figures"])
        self.assertEqual([], seen["ours"], "axe-core on the cells and their outputs")
        print(f"axe-core on what JupyterLab builds around them: {', '.join(seen['jupyterlabs'])}")
        for theme in ("light", "dark"):
            self.assertTrue(seen["chart"][theme]["white"], f"the chart's ground is not white in the {theme} theme")
            self.assertTrue(seen["chart"][theme]["pointing"], f"pointing at a token changes nothing in the {theme} theme")
            self.assertTrue(seen["chart"][theme]["staying"], "leaving the tokens forgets the one that was pointed at")
        self.assertEqual([], seen["loaded"], "the chart loads something")
