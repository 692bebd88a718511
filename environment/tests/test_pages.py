"""The slides of every third notebook, with --all of each, in Chromium with the network off: only where chromium and node are.

Nothing is loaded from elsewhere, every slide stays within its frame, and axe-core finds nothing to complain about.
"""

import json
import subprocess
import tempfile
import unittest
from pathlib import Path

import nbformat
import pytest

from workbook import notebooks
import test_browser
from workbook import slides


def look(files):
    """What test_pages.mjs sees in each HTML file."""
    script = test_browser.ENVIRONMENT / "tests" / "test_pages.mjs"
    command = ["node", script, test_browser.CHROMIUM, test_browser.MODULES, "-", *files]
    result = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=400)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


class Pages(unittest.TestCase):
    @pytest.fixture(autouse=True)
    def choose(self, pytestconfig):
        self.names = [path.stem for path in notebooks.chosen([])][:: 1 if pytestconfig.option.all else 3]

    def setUp(self):
        if why := test_browser.missing():
            self.skipTest(why)
        folder = tempfile.TemporaryDirectory(prefix="padwise-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def read(self, name):
        return nbformat.read(notebooks.NOTEBOOKS / f"{name}.ipynb", as_version=4)

    def assert_good(self, seen):
        for what in ("requests", "errors", "frame", "axe"):
            with self.subTest(f"{seen['file']}: {what}"):
                self.assertEqual([], seen[what])

    def test_slides_need_no_network_stay_within_their_frame_and_read_well_without_eyes(self):
        counts = {}
        for name in self.names:
            file, count = slides.write(self.read(name), name, self.folder)
            counts[file.name] = count
        for seen in look(sorted(self.folder.glob("*.html"))):
            self.assertEqual(counts[seen["file"]], seen["slides"])
            self.assert_good(seen)

    def test_what_is_wrong_is_seen(self):
        source = self.read(self.names[0])
        source.cells = source.cells[:1]
        file, _ = slides.write(source, "spoiled", self.folder)
        spoiled = '<p style="position: absolute; top: 700px; font-size: 17px; color: #ccc">low</p><img src="http://localhost:1/x.png">'
        file.write_text(file.read_text("utf-8").replace("</h1>", f"</h1>{spoiled}"), "utf-8")
        (seen,) = look([file])
        self.assertEqual(["http://localhost:1/x.png"], seen["requests"])
        for words in ("high or low", "is small", "no picture"):
            self.assertTrue(any(words in problem for problem in seen["frame"]), seen["frame"])
        self.assertLessEqual({"color-contrast", "image-alt"}, {found["id"] for found in seen["axe"]})
