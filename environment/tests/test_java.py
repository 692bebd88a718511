"""Maven's build: the formatter and lint on JDK 17, and every unit test. The last line of all counts JUnit's tests."""

import subprocess
import xml.etree.ElementTree as xml

import pytest
from conftest import REPORTS
from workbook import kernelspecs, library, set_up

PLACES = {place.rpartition("/")[2]: place for place in set_up.MODULES}


def failures():
    for report in (file for pattern in REPORTS for file in library.ROOT.glob(pattern)):
        for case in xml.parse(report).iter("testcase"):
            for bad in (*case.iter("failure"), *case.iter("error")):
                yield f"{case.get('classname')}#{case.get('name')}: {(bad.get('message') or bad.text or '').strip()[:300]}"


@pytest.mark.timeout(3600)
def test_it_builds_and_every_unit_test_passes(request):
    for old in (file for pattern in REPORTS for file in library.ROOT.glob(pattern)):
        old.unlink()
    chosen = [PLACES[name] for name in request.config.option.modules.split(",") if name]
    lint = ["-Plint", "clean"] if kernelspecs.jdk() == 17 else []  # one JDK's opinion; what is compiled already would go unread
    command = [library.maven(), "-q", "-B", *lint, *(["-pl", ",".join(chosen), "-am"] if chosen else []),
               *(["-DexcludedGroups=", "-Dfuzz=700"] if request.config.option.all else []),
               "-Dmaven.test.failure.ignore=true", "verify"]
    build = subprocess.run(command, cwd=library.ROOT, capture_output=True, text=True, encoding="utf-8", errors="replace")
    found = list(failures())
    assert not found, "\n".join(found)
    assert build.returncode == 0, (build.stdout + build.stderr)[-4000:]
    assert any(library.ROOT.glob(REPORTS[0])), "no unit test ran"
