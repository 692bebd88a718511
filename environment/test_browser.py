"""The workbook in a real JupyterLab, in Chromium: only where chromium and node are installed.

    python environment/test_browser.py
"""

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

sys.path.insert(0, str(Path(__file__).resolve().parent))
import kernelspecs  # noqa: E402

ENVIRONMENT = Path(__file__).resolve().parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PLAYWRIGHT = kernelspecs.WORKBOOK / "browser" / "node_modules" / "playwright-core"
CELLS = (
    "import static padwise.kernel.Notebook.*;\nvar two = org.nd4j.linalg.factory.Nd4j.ones(2);\nshow(two);",
    "import padwise.view.*; import padwise.batch.*; import padwise.text.*;\n"
    "var t = WordPieceTokenizer.bert();\n"
    'show(Padding.toLongest().apply(List.of(t.encode("The cat sat"), t.encode("Sing"))));',
    "System.out.println(10 / (two.rank() - 1));",
    'System.out.println("behind the error");',
    "while (true) {}",
    'System.out.println("kept " + two.rank());',
)
# A chart under the mouse, in a notebook of its own.
CHART = (
    "import static padwise.kernel.Notebook.*;\n"
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
    if not PLAYWRIGHT.is_dir():
        home = PLAYWRIGHT.parent.parent
        home.mkdir(parents=True, exist_ok=True)
        install = subprocess.run(["npm", "install", "--prefix", home, "--no-audit", "--no-fund", "playwright-core@1.65.1"],
                                 capture_output=True, text=True)
        if install.returncode:
            return f"playwright-core can't be installed: {install.stderr.strip()[:200]}"
    return ""


class Browser(unittest.TestCase):
    def setUp(self):
        if why := missing():
            self.skipTest(why)
        folder = tempfile.TemporaryDirectory(prefix="padwise-", ignore_cleanup_errors=True)
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        (self.folder / "try.ipynb").write_text(json.dumps(notebook(CELLS)), "utf-8")
        (self.folder / "chart.ipynb").write_text(json.dumps(notebook(CHART)), "utf-8")
        log = open(self.folder / "lab.log", "w+b")
        self.addCleanup(log.close)
        self.server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ServerApp.root_dir", str(self.folder)],
            stdout=log, stderr=log, env={**os.environ, "JUPYTER_CONFIG_PATH": str(ENVIRONMENT)})
        self.addCleanup(self.stop)
        for _ in range(300):
            found = re.search(rb"(http://(?:localhost|127.0.0.1):\d+)/lab\?token=(\w+)", (self.folder / "lab.log").read_bytes())
            if found:
                self.address, self.token = (part.decode() for part in found.groups())
                return
            time.sleep(0.2)
        self.fail("JupyterLab does not start")

    def stop(self):
        self.server.terminate()
        self.server.wait(30)

    def test_run_all_interrupt_and_restart_in_both_themes(self):
        pictures = os.environ.get("PADWISE_PICTURES", str(self.folder))
        result = subprocess.run(
            ["node", str(ENVIRONMENT / "test_browser.mjs"), CHROMIUM, str(PLAYWRIGHT), self.address, self.token, pictures],
            capture_output=True, text=True, timeout=400)
        self.assertEqual(0, result.returncode, result.stdout + result.stderr)
        seen = json.loads(result.stdout.splitlines()[-1])
        self.assertEqual([], seen["untrusted"])
        self.assertRegex(seen["error"], "ArithmeticException.*Line 1 of this cell")
        self.assertEqual("", seen["behindError"], "Run All went on behind an error")
        self.assertIn("Interrupted", seen["interrupted"])
        self.assertLess(seen["seconds"], 3)
        self.assertIn("kept 1", seen["afterInterrupt"])
        self.assertIn("cannot find symbol", seen["afterRestart"])
        self.assertGreater(seen["figures"], 0)
        for theme in ("light", "dark"):
            self.assertTrue(seen["chart"][theme]["white"], f"the chart's ground is not white in the {theme} theme")
            self.assertTrue(seen["chart"][theme]["pointing"], f"pointing at a token changes nothing in the {theme} theme")
            self.assertTrue(seen["chart"][theme]["staying"], "leaving the tokens forgets the one that was pointed at")
        self.assertEqual([], seen["loaded"], "the chart loads something")


if __name__ == "__main__":
    outcome = unittest.main(exit=False, verbosity=2).result
    failed = len(outcome.failures) + len(outcome.errors)
    print(f"{outcome.testsRun - failed - len(outcome.skipped)} passed, {failed} failed")
    sys.exit(1 if failed else 0)
