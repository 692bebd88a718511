"""Breaks the library on purpose, one line at a time, and asks who notices: a test, and a notebook's reader.

    java environment/Workbook.java break            every row of lib/breakage.csv
    java environment/Workbook.java break 7 spine    only these claims

A row names a claim, a line of the library, what to put in its place, the test that must fail then, and perhaps the notebook
cell (`notebook#cell id`) that must show something else then: the notebook runs up to that cell, and an error on the way or in
the cell is no answer. The library's files stay as they are: a broken one is compiled into a temporary folder that is in front
of the tests' and the kernel's class path. Exit code 1 if a broken line goes unnoticed. Needs the set-up workbook, and
dependencies that are already downloaded.
"""

import asyncio
import csv
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import KernelSpecManager

import comparing
from workbook import executing, kernelspecs, library

ROOT = library.ROOT
ROWS = "lib/breakage.csv"
MODULES = ("core", "view", "lesson")
KERNEL = "broken"
WORDS = {"capture_output": True, "text": True, "encoding": "utf-8", "errors": "replace"}


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


def build():
    """Compiles the library and its tests, and leaves what they need in each module's target/classpath."""
    modules = ",".join(f"lib/{module}" for module in MODULES)
    goals = ("package", "dependency:build-classpath", "-Dmdep.outputFile=target/classpath")
    if subprocess.run([library.maven(), "-o", "-q", "-B", "-pl", modules, "-DskipTests", *goals], cwd=ROOT).returncode:
        sys.exit(1)


def built(part):
    return [ROOT / "lib" / module / "target" / part for module in MODULES]


def class_path(classes):
    """Whatever is in the folder `classes`, then library and tests, then what they need."""
    needed = (file.read_text("utf-8").strip() for file in built("classpath"))
    return joined([classes, *built("classes"), *built("test-classes"), *needed])


def joined(places):
    return os.pathsep.join(map(str, places))


def compiled(name, text, classes):
    """Compiles one file of the library into the folder `classes`."""
    file = classes.parent / Path(name).name
    file.write_text(text, "utf-8")
    shutil.rmtree(classes, ignore_errors=True)
    classes.mkdir()
    said = subprocess.run(
        [Path(kernelspecs.java()).with_stem("javac"), "-nowarn", "-parameters", "-encoding", "UTF-8", "-d", classes,
         "-cp", class_path(classes), file], **WORDS)
    if said.returncode:
        sys.exit(f"{name}, broken, does not compile:\n{said.stderr}")


def add_kernel(classes):
    """The java kernel once more, with the folder `classes` in front of the workbook's jars."""
    spec = json.loads(Path(KernelSpecManager().get_kernel_spec("java").resource_dir, "kernel.json").read_text("utf-8"))
    spec["argv"] = [option for option in spec["argv"] if not option.startswith(("-XX:SharedArchiveFile", "-XX:AOTCache"))]
    jars = spec["argv"].index("-cp") + 1
    spec["argv"][jars] = joined([classes, spec["argv"][jars]])
    folder = classes.parent / "kernels" / KERNEL
    folder.mkdir(parents=True)
    (folder / "kernel.json").write_text(json.dumps(spec), "utf-8")
    os.environ["JUPYTER_PATH"] = str(classes.parent)


def run(tests, classes):
    """Runs tests in one JVM; gives JUnit's exit code, 1 if one failed, 2 if there was none, and its words."""
    options = [f"--scan-class-path={joined(built('test-classes'))}", "--fail-if-no-tests", "--disable-banner"]
    for name, _, method in (test.partition("#") for test in tests):
        options += ["--include-classname", rf".*\.{name}", "--include-methodname", rf".*\.{name}#{method}"]
    said = subprocess.run(
        [kernelspecs.java(), "-ea", "-Xmx2g", "-Djava.awt.headless=true", "-Dfile.encoding=UTF-8", "-cp", class_path(classes),
         "org.junit.platform.console.ConsoleLauncher", "execute", *options],
        cwd=ROOT / "lib/lesson", env={**os.environ, "OMP_NUM_THREADS": "1"}, **WORDS)
    return said.returncode, said.stdout + said.stderr


def changes(cells):
    """What is different now in each of these cells of one notebook; None for a cell that shows what it did."""
    places = {cell: find(ROOT, cell) for cell in cells}
    notebook, _ = next(iter(places.values()))
    committed = {cell: notebook.cells[index].outputs for cell, (_, index) in places.items()}
    del notebook.cells[max(index for _, index in places.values()) + 1 :]
    fresh = asyncio.run(executing.execute(notebook, KERNEL, ROOT / "notebooks/data"))
    return {cell: comparing.difference(committed[cell], fresh.cells[index].outputs)
            for cell, (_, index) in places.items()}


def require_passing(classes, rows):
    code, said = run({row["test"] for row in rows}, classes)
    if code:
        sys.exit(f"the tests must pass while nothing is broken\n{said[-3000:]}")


def require_committed(rows):
    cells = sorted({row["cell"] for row in rows if row["cell"]})
    for _, of_one_notebook in itertools.groupby(cells, lambda cell: cell.partition("#")[0]):
        for cell, change in changes(list(of_one_notebook)).items():
            if change:
                sys.exit(f"{cell} must show what is committed while nothing is broken: {change}")


def outcomes(root, rows, classes):
    """Who is asked about a broken line, whether they notice, and how that is said."""
    name = rows[0]["file"]
    compiled(name, broken(source(root, name).read_text("utf-8"), rows[0]), classes)
    with ThreadPoolExecutor(2) as both:
        asked = [both.submit(ask_test, test, classes) for test in dict.fromkeys(row["test"] for row in rows)]
        asked += [both.submit(ask_cell, cell) for cell in dict.fromkeys(row["cell"] for row in rows) if cell]
    return [each.result() for each in asked]


def ask_test(test, classes):
    code, said = run([test], classes)
    return test, code == 1, {0: "passes", 1: "fails"}.get(code, f"did not run:\n{said[-1500:]}")


def ask_cell(cell):
    try:
        change = changes([cell])[cell]
        return cell, change is not None, change or "shows what it did"
    except executing.Failure as failure:
        return cell, False, str(failure)


def main(wanted):
    claims = list(dict.fromkeys(row["claim"] for row in read(ROOT)))
    if unknown := [claim for claim in wanted if claim not in claims]:
        sys.exit(f"There is no claim {unknown[0]} in {ROWS}; choose from: {', '.join(claims)}.")
    rows = [row for row in read(ROOT) if not wanted or row["claim"] in wanted]
    for row in rows:
        for problem in problems(ROOT, row):
            sys.exit(f"{ROWS}, claim {row['claim']}: {problem}")
    lines = {}
    for row in rows:
        lines.setdefault((row["file"], row["line"], row["replacement"]), []).append(row)
    noticed = []
    build()
    with tempfile.TemporaryDirectory() as folder:
        classes = Path(folder, "classes")
        add_kernel(classes)
        require_passing(classes, rows)
        require_committed(rows)
        for (file, _, replacement), of_line in lines.items():
            claims = ", ".join(dict.fromkeys(row["claim"] for row in of_line))
            print(f"claim {claims}: {file}: {replacement or 'line removed'}", flush=True)
            for who, notices, words in outcomes(ROOT, of_line, classes):
                noticed.append(notices)
                print(f"  {'yes' if notices else 'NO '} {who}: {words}", flush=True)
    print(f"{len(rows)} rows, {len(lines)} broken lines: {sum(noticed)} tests and cells noticed, {noticed.count(False)} did not")
    return 0 if all(noticed) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
