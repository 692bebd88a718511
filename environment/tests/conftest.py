"""One run for all tests: which belong to `test`, in what order two workers take them, and the last line."""

import contextlib
import os
import shutil
import signal
import time
import xml.etree.ElementTree as xml
from collections import Counter
from pathlib import Path

import pytest
from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).resolve().parents[2]
REPORTS = ("lib/*/target/surefire-reports/TEST-*.xml", "environment/kernel/target/surefire-reports/TEST-*.xml")
# Of a test's name. What one worker takes whole comes before what both can share at the end.
LONGEST_FIRST = ("test_java.py", "15_falling_loss", "test_browser", "11_training", "16_real_bert", "test_kernel", "test_protocol", "test_training", "test_pages",
                 "test_book", "test_hub", "test_limits", "test_bundle", "test_launcher", "test_notebooks")
APART = ("test_notebooks.py", "test_java.py", "test_launcher.py")  # each of their tests is on its own
BEGIN = time.time()


def pytest_addoption(parser):
    parser.addoption("--all", action="store_true", help="with the tests that take long and seldom find more")
    parser.addoption("--modules", default="", help="only these Maven modules, with commas")
    parser.addoption("--edited", default="", help="only these notebooks, with commas, as they are on disk and not as committed")


def pytest_configure(config):
    config.addinivalue_line("markers", "everything: only with --all")
    if not config.option.all:  # what ends within seconds is done before Java's thorough compiler has paid for itself
        os.environ["PADWISE_TEST_JIT"] = "-XX:TieredStopAtLevel=1"


def pytest_collection_modifyitems(config, items):
    left_out = [item for item in items if item.get_closest_marker("everything") and not config.option.all]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
    items[:] = sorted((item for item in items if item not in left_out), key=place)


def pytest_xdist_make_scheduler(config, log):
    return Scheduling(config, log)


class Scheduling(LoadScopeScheduling):
    """A class shares its kernel, and a file what its fixtures make, so one worker takes it whole."""

    def _split_scope(self, nodeid):
        return nodeid if any(name in nodeid for name in APART) else super()._split_scope(nodeid.partition("[")[0])


@pytest.fixture
def clone(tmp_path):
    """The project's files, nothing set up, in a folder with spaces and accents."""
    clone = tmp_path / "padwise fa\u00e7ade \u00fcben" / "workbook"
    shutil.copytree(ROOT, clone, ignore=shutil.ignore_patterns(".workbook", ".git", "target", "__pycache__"))
    return clone


@contextlib.contextmanager
def undisturbed():
    """With the handlers of signals as they were, afterwards."""
    before = [(request, signal.getsignal(request)) for request in (signal.SIGINT, signal.SIGTERM)]
    try:
        yield
    finally:
        for request, handler in before:
            signal.signal(request, handler)


def place(item):
    return next((place for place, name in enumerate(LONGEST_FIRST) if name in item.nodeid), len(LONGEST_FIRST))


def unit_tests():
    """JUnit's own counts of this run: passed, failed, skipped, beside the one test that starts Maven."""
    passed = failed = skipped = 0
    for report in (file for pattern in REPORTS for file in ROOT.glob(pattern) if file.stat().st_mtime >= BEGIN):
        suite = xml.parse(report).getroot().attrib
        bad, left_out = int(suite["failures"]) + int(suite["errors"]), int(suite["skipped"])
        passed, failed, skipped = passed + int(suite["tests"]) - bad - left_out, failed + bad, skipped + left_out
    return passed, failed, skipped


def pytest_terminal_summary(terminalreporter, config):
    stats = terminalreporter.stats
    java = unit_tests()
    passed = len(stats.get("passed", ())) + java[0]
    failed = len(stats.get("failed", ())) + len(stats.get("error", ())) + java[1]
    reasons = Counter(report.longrepr[2].removeprefix("Skipped: ") for report in stats.get("skipped", ()))
    reasons.update({"JUnit tests that are disabled": java[2]} if java[2] else {})
    why = "; ".join(f"{count}: {reason}" for reason, count in reasons.items())
    config.closing = f"{passed} passed, {failed} failed, {reasons.total()} skipped" + (f" ({why})" if why else "")


def pytest_unconfigure(config):
    if hasattr(config, "closing"):  # behind pytest's own last line
        print(config.closing)
