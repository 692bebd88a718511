"""Breaks the library on purpose, one line at a time, and asks who notices: a test, and a notebook's reader.

    java environment/Workbook.java break            every row of lib/breakage.csv
    java environment/Workbook.java break 7 spine    only these claims

A row names a claim, a line of the library, what to put in its place, the test that must fail then, and perhaps the notebook
cell (`notebook#cell id`) that must show something else then: the notebook runs up to that cell, and an error on the way or in
the cell is no answer. Works on a copy in a temporary folder. Exit code 1 if a broken line goes unnoticed. Needs the set-up
workbook, and dependencies that are already downloaded.
"""

import asyncio
import csv
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import KernelSpecManager

import comparing
from workbook import executing, library

ROOT = library.ROOT
ROWS = "lib/breakage.csv"
MODULES = ("core", "view", "lesson")
KERNEL = "broken"
REPORTS = "lib/*/target/surefire-reports/TEST-*.xml"


def read(root):
    with (root / ROWS).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, restval=""))


def problems(root, row):
    """Why a row does not fit what it names."""
    if None in row:
        yield "more fields than the header has; quote what holds a comma"
    path = source(root, row["file"])
    if path is None:
        yield f"there is no file {row['file']}"
    elif broken(path.read_text("utf-8"), row) is None:
        yield f"not exactly once in {row['file']}: {row['line']}"
    file, _, method = row["test"].partition("#")
    if not any(f" {method}(" in path.read_text("utf-8") for path in (root / "lib").glob(f"*/src/test/java/**/{file}.java")):
        yield f"there is no test {row['test']}"
    if row["cell"]:
        notebook, index = find(root, row["cell"])
        cell = None if index is None else notebook.cells[index]
        if not cell or cell.cell_type != "code" or not cell.outputs or executing.tagged(cell, "varies"):
            yield f"{row['cell']} is no code cell, shows nothing that could change, or varies by itself"


def source(root, file):
    """Where a file of the library is, in whichever module; None for one that is not there."""
    places = (root / "lib" / module / "src/main/java/padwise" / file for module in MODULES)
    return next((place for place in places if place.is_file()), None)


def broken(text, row):
    """The source with the row's line replaced, or None if the line is not there exactly once."""
    lines = text.split("\n")
    found = [number for number, text in enumerate(lines) if row["line"] in text]
    if len(found) != 1:
        return None
    lines[found[0]] = lines[found[0]].replace(row["line"], row["replacement"])
    return "\n".join(lines)


def find(root, name):
    """The notebook of a cell named `notebook#id`, and the cell's place in it; None for what is not there."""
    stem, _, identity = name.partition("#")
    path = root / "notebooks" / f"{stem}.ipynb"
    if not path.is_file():
        return None, None
    notebook = nbformat.read(path, as_version=4)
    return notebook, next((i for i, each in enumerate(notebook.cells) if each.id == identity), None)


def copy_project(to):
    shutil.copy2(ROOT / "pom.xml", to)
    shutil.copytree(ROOT / "lib", to / "lib", ignore=shutil.ignore_patterns("surefire-reports"))
    shutil.copytree(ROOT / "notebooks/data", to / "notebooks/data")
    (to / "environment/kernel").mkdir(parents=True)
    shutil.copy2(ROOT / "environment/kernel/pom.xml", to / "environment/kernel")


def add_kernel(project):
    """The java kernel once more, with the copy's classes in front of the workbook's jars."""
    spec = json.loads(Path(KernelSpecManager().get_kernel_spec("java").resource_dir, "kernel.json").read_text("utf-8"))
    spec["argv"] = [option for option in spec["argv"] if not option.startswith(("-XX:SharedArchiveFile", "-XX:AOTCache"))]
    jars = spec["argv"].index("-cp") + 1
    classes = [str(project / "lib" / module / "target/classes") for module in MODULES]
    spec["argv"][jars] = os.pathsep.join([*classes, spec["argv"][jars]])
    folder = project / "kernels" / KERNEL
    folder.mkdir(parents=True)
    (folder / "kernel.json").write_text(json.dumps(spec), "utf-8")
    os.environ["JUPYTER_PATH"] = str(project)


def run(project, tests):
    """Runs tests with Maven; gives the number of runs and failures of each, and what Maven said."""
    for old in project.glob(REPORTS):
        old.unlink()
    said = subprocess.run(
        [library.maven(), "-o", "-q", "-B", "-pl", ",".join(f"lib/{module}" for module in MODULES),
         "-Dmaven.compiler.useIncrementalCompilation=false",
         "-Dtest=" + ",".join(sorted(tests)), "-Dsurefire.failIfNoSpecifiedTests=false",
         "-Dmaven.test.failure.ignore=true", "package"],
        cwd=project, capture_output=True, text=True, encoding="utf-8", errors="replace")
    counts = {test: [0, 0] for test in tests}
    for report in project.glob(REPORTS):
        for case in xml.parse(report).iter("testcase"):
            method = re.split(r"[({\[]", case.get("name"))[0]
            key = case.get("classname").split(".")[-1] + "#" + method
            if key in counts:
                counts[key][0] += 1
                counts[key][1] += case.find("failure") is not None or case.find("error") is not None
    return counts, said.stdout + said.stderr


def changes(cells):
    """What is different now in each of these cells of one notebook; None for a cell that shows what it did."""
    places = {cell: find(ROOT, cell) for cell in cells}
    notebook, _ = next(iter(places.values()))
    committed = {cell: notebook.cells[index].outputs for cell, (_, index) in places.items()}
    del notebook.cells[max(index for _, index in places.values()) + 1 :]
    fresh = asyncio.run(executing.execute(notebook, KERNEL, ROOT / "notebooks/data"))
    return {cell: comparing.difference(committed[cell], fresh.cells[index].outputs)
            for cell, (_, index) in places.items()}


def require_passing(project, rows):
    healthy, said = run(project, {row["test"] for row in rows})
    for test, (runs, failures) in healthy.items():
        if runs == 0 or failures:
            sys.exit(f"{test} must pass while nothing is broken\n{said[-1500:]}")


def require_committed(rows):
    cells = sorted({row["cell"] for row in rows if row["cell"]})
    for _, of_one_notebook in itertools.groupby(cells, lambda cell: cell.partition("#")[0]):
        for cell, change in changes(list(of_one_notebook)).items():
            if change:
                sys.exit(f"{cell} must show what is committed while nothing is broken: {change}")


def outcomes(project, row):
    """Who is asked about a broken line; what they notice, empty if nothing; and what is to be said then."""
    path = source(project, row["file"])
    text = path.read_text(encoding="utf-8")
    path.write_text(broken(text, row), encoding="utf-8")
    try:
        counts, said = run(project, {row["test"]})
        runs, failures = counts[row["test"]]
        yield row["test"], "fails" if failures else "", "passes" if runs else f"did not run:\n{said[-1500:]}"
        if row["cell"]:
            yield row["cell"], *noticed_by(row["cell"])
    finally:
        path.write_text(text, encoding="utf-8")


def noticed_by(cell):
    try:
        return changes([cell])[cell] or "", "shows what it did"
    except executing.Failure as failure:
        return "", str(failure)


def main(wanted):
    rows = [row for row in read(ROOT) if not wanted or row["claim"] in wanted]
    if not rows:
        sys.exit(f"no row of {ROWS} is about {', '.join(wanted)}")
    for row in rows:
        for problem in problems(ROOT, row):
            sys.exit(f"{ROWS}, claim {row['claim']}: {problem}")
    noticed, unnoticed = 0, 0
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        copy_project(project)
        add_kernel(project)
        require_passing(project, rows)
        require_committed(rows)
        for row in rows:
            print(f"claim {row['claim']}: {row['file']}: {row['replacement'] or 'line removed'}", flush=True)
            for who, change, why_not in outcomes(project, row):
                noticed += bool(change)
                unnoticed += not change
                print(f"  {'yes' if change else 'NO '} {who}: {change or why_not}", flush=True)
        require_passing(project, rows)  # each line was really put back
    cells = sum(bool(row["cell"]) for row in rows)
    print(f"{len(rows)} broken lines, {len(rows)} tests and {cells} cells: {noticed} noticed, {unnoticed} not")
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
