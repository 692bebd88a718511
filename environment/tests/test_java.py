"""Maven's build: the formatter and lint on JDK 17, and every unit test. The last line of all counts JUnit's tests."""

import os
import subprocess
import xml.etree.ElementTree as xml

import pytest
from conftest import REPORTS
from workbook import kernelspecs, library, set_up

PLACES = {place.rpartition("/")[2]: place for place in set_up.MODULES}
# On Linux the C library fills memory that is handed back, and ends a process that wrote beside its own.
GUARD = {"LD_PRELOAD": "libc_malloc_debug.so.0", "MALLOC_CHECK_": "3", "MALLOC_PERTURB_": "165"}


def failures():
    for report in (file for pattern in REPORTS for file in library.ROOT.glob(pattern)):
        for case in xml.parse(report).iter("testcase"):
            for bad in (*case.iter("failure"), *case.iter("error")):
                yield f"{case.get('classname')}#{case.get('name')}: {(bad.get('message') or bad.text or '').strip()[:300]}"


def verify(*options, guard=None):
    command = [library.maven(), "-q", "-B", *options, "-Dmaven.test.failure.ignore=true", "verify"]
    build = subprocess.run(command, cwd=library.ROOT, capture_output=True, text=True, encoding="utf-8", errors="replace",
                           env={**os.environ, **(guard or {})})
    found = list(failures())
    assert not found, "\n".join(found)
    assert build.returncode == 0, (build.stdout + build.stderr)[-4000:]
    assert any(library.ROOT.glob(REPORTS[0])), "no unit test ran"


@pytest.mark.timeout(3600)
def test_it_builds_and_every_unit_test_passes(request):
    for old in (file for pattern in REPORTS for file in library.ROOT.glob(pattern)):
        old.unlink()
    chosen = [PLACES[name] for name in request.config.option.modules.split(",") if name]
    if request.config.option.all:  # first, as the next one cleans
        verify("-pl", PLACES["core"], "-am", "-Dtest=FuzzTest,NativeAccessTest", "-Dsurefire.failIfNoSpecifiedTests=false",
               "-Dfuzz=700", "-Djit=", guard=GUARD)
    lint = ["-Plint", "clean"] if kernelspecs.jdk() == 17 else []  # one JDK's opinion; what is compiled already would go unread
    verify(*lint, *(["-pl", ",".join(chosen), "-am"] if chosen else []),
           *(["-DexcludedGroups=", "-Djit="] if request.config.option.all else []))
