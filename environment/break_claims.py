"""Breaks the library on purpose, one line at a time, and asks whether a test notices.

    python environment/break_claims.py            every row of lib/src/test/breakage.csv
    python environment/break_claims.py 7 spine    only these claims

Works on a copy in a temporary folder. Exit code 1 if a broken line goes unnoticed, or if a row no
longer fits the source. Needs Maven, and dependencies that are already downloaded.
"""

import csv
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

ROOT = pathlib.Path(__file__).resolve().parent.parent
ROWS = ROOT / "lib/src/test/breakage.csv"


def copy_project(to):
    shutil.copy2(ROOT / "pom.xml", to)
    shutil.copytree(ROOT / "lib", to / "lib", ignore=shutil.ignore_patterns("surefire-reports"))
    (to / "environment/kernel").mkdir(parents=True)
    shutil.copy2(ROOT / "environment/kernel/pom.xml", to / "environment/kernel")


def run(project, tests):
    """Runs tests with Maven; gives the number of runs and failures of each, and what Maven said."""
    reports = project / "lib/target/surefire-reports"
    shutil.rmtree(reports, ignore_errors=True)
    maven = shutil.which("mvn") or sys.exit("mvn was not found; install Maven first")
    said = subprocess.run(
        [maven, "-o", "-q", "-B", "-pl", "lib", "-Dmaven.compiler.useIncrementalCompilation=false",
         "-Dtest=" + ",".join(sorted(tests)), "test"],
        cwd=project, capture_output=True, text=True, encoding="utf-8", errors="replace")
    counts = {test: [0, 0] for test in tests}
    for report in reports.glob("TEST-*.xml"):
        for case in xml.parse(report).iter("testcase"):
            method = re.split(r"[({\[]", case.get("name"))[0]
            key = case.get("classname").split(".")[-1] + "#" + method
            if key in counts:
                counts[key][0] += 1
                counts[key][1] += case.find("failure") is not None or case.find("error") is not None
    return counts, said.stdout + said.stderr


def broken(source, row):
    """The source with the row's line replaced, or None if the line is not there exactly once."""
    lines = source.split("\n")
    found = [i for i, line in enumerate(lines) if row["line"] in line]
    if len(found) != 1:
        return None
    lines[found[0]] = lines[found[0]].replace(row["line"], row["replacement"])
    return "\n".join(lines)


def require_health(project, rows):
    healthy, said = run(project, {row["test"] for row in rows})
    for test, (runs, failures) in healthy.items():
        if runs == 0 or failures:
            sys.exit(f"{test} must pass while nothing is broken\n{said[-1500:]}")


def outcome(project, row):
    path = project / "lib/src/main/java/padwise" / row["file"]
    source = path.read_text(encoding="utf-8")
    change = broken(source, row)
    if change is None:
        return "the line is not in the file exactly once; update breakage.csv"
    path.write_text(change, encoding="utf-8")
    try:
        counts, said = run(project, {row["test"]})
    finally:
        path.write_text(source, encoding="utf-8")
    runs, failures = counts[row["test"]]
    if runs == 0:
        return "the test did not run:\n" + said[-1500:]
    return "" if failures else "UNNOTICED: the test passes all the same"


def main(wanted):
    with ROWS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if not wanted or row["claim"] in wanted]
    if not rows:
        sys.exit(f"no row of {ROWS.name} is about {', '.join(wanted)}")
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        project = pathlib.Path(folder)
        copy_project(project)
        require_health(project, rows)
        for row in rows:
            problem = outcome(project, row)
            bad += bool(problem)
            print(f"{'NO ' if problem else 'yes'} claim {row['claim']}: {row['test']} notices "
                  f"{row['file']}: {row['replacement'] or 'line removed'} {problem}", flush=True)
        require_health(project, rows)  # each line was really put back
    print(f"{len(rows) - bad} noticed, {bad} not")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
