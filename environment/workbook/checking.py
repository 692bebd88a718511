"""All checks of the notebooks: one line each, and a last line `N passed, N failed`."""

import asyncio
import copy
import io
import subprocess
import tempfile
import time
import zipfile
from pathlib import Path

import nbformat

from . import claims, comparing, executing, form, plans, saving, teaching

ROOT = Path(__file__).resolve().parents[2]
TOP_LEVEL = {"README.md", "environment", "lib", "notebooks", "pom.xml"}
MOST = 8  # problems shown of one check


class Report:
    """Counts the checks and prints each one."""

    def __init__(self):
        self.passed = self.failed = 0

    def check(self, what, problems):
        problems = list(problems)
        if problems:
            self.failed += 1
            more = [f"and {len(problems) - MOST} more"] if len(problems) > MOST else []
            print(f"FAIL {what}: " + "\n     ".join(problems[:MOST] + more), flush=True)
        else:
            self.passed += 1
            print(f"ok   {what}", flush=True)


def run_all(edited):
    report = Report()
    with tempfile.TemporaryDirectory(prefix="padwise-") as temporary:
        root = ROOT if edited else committed(Path(temporary))
        paths = sorted((root / "notebooks").glob("*.ipynb"))
        report.check(f"the workbook has notebooks ({len(paths)})", [] if paths else [f"none in {root / 'notebooks'}"])
        report.check("the top level", top_level(root))
        report.check("links in Markdown files", markdown_links(root))
        report.check("each claim has its test, its cell and its line in the syllabus", claims.complaints(root))
        report.check("each term of the glossary is linked where it is first used", teaching.glossary(root / "notebooks"))
        report.check("the teacher's plans and answers fit the notebooks", plans.complaints(root))
        for path in paths:
            report.check(f"{path.stem}: form", form_of(path))
        asyncio.run(run_kernels(report, paths))
    print(f"{report.passed} passed, {report.failed} failed", flush=True)
    return 1 if report.failed else 0


def committed(folder):
    """A copy of the workbook as committed, so that a reader's own edits fail nothing; without Git, the files as is."""
    try:
        command = ["git", "archive", "--format=zip", "HEAD"]
        archive = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return ROOT
    zipfile.ZipFile(io.BytesIO(archive)).extractall(folder)
    return folder


def top_level(root):
    found = {path.name for path in root.iterdir() if not path.name.startswith(".")} - {"target"}
    if found != TOP_LEVEL:
        yield f"expected {', '.join(sorted(TOP_LEVEL))}; found {', '.join(sorted(found))}"


def markdown_links(root):
    for path in sorted(root.rglob("*.md")):
        if not {".workbook", "target", ".git"} & set(path.relative_to(root).parts):
            for problem in form.broken_links(path.read_text("utf-8"), path.parent):
                yield f"{path.relative_to(root)}: {problem}"


def form_of(path):
    notebook = nbformat.read(path, as_version=4)
    yield from form.complaints(notebook, path.read_text("utf-8"))
    yield from teaching.complaints(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            yield from form.broken_links(cell.source, path.parent)


async def run_kernels(report, paths):
    """Every notebook four times, two kernels at once."""
    free = asyncio.Semaphore(2)

    async def one(path, what, kernel, check):
        async with free:
            begin = time.perf_counter()
            notebook = nbformat.read(path, as_version=4)
            try:
                problems = await check(notebook, kernel, path.parent / "data")
            except executing.Failure as failure:
                problems = [str(failure)]
            report.check(f"{path.stem}: {what} ({time.perf_counter() - begin:.1f} s)", problems)

    await asyncio.gather(*(
        one(path, what, kernel, check)
        for path in paths
        for what, kernel, check in (
            ("a fresh run equals the committed outputs", "java", equal_to_committed),
            ("runs on JJava with the same words", "jjava", same_words),
            ("runs on IJava with the same words", "ijava", same_words),
            ("each cell twice, exercises solved", "java", twice_and_solved),
        )))


async def equal_to_committed(notebook, kernel, data):
    fresh, _ = await executing.execute(notebook, kernel, data)
    return [*executing.missing_errors(fresh), *differences(notebook, fresh, outputs_of(notebook))]


async def same_words(notebook, kernel, data):
    """On the other kernel: the same number of outputs, and what is shown says the same."""
    fresh, _ = await executing.execute(notebook, kernel, data)
    problems = executing.missing_errors(fresh)
    for number, (index, cell) in enumerate(executing.code_cells(notebook), start=1):
        outputs = fresh.cells[index].outputs
        if len(outputs) != len(cell.outputs):
            problems.append(f"cell [{number}]: {len(cell.outputs)} outputs on java, {len(outputs)} here")
        elif not executing.tagged(cell, "varies"):
            shown, here = displays(cell.outputs), displays(outputs)
            if found := comparing.difference(shown, here):
                problems.append(f"cell [{number}]: {found}")
    return problems


def displays(outputs):
    return [output for output in outputs if output.output_type == "display_data"]


async def twice_and_solved(notebook, kernel, data):
    """As a diligent reader: every exercise solved, every cell run twice in a row with the same outcome."""
    solved = copy.deepcopy(notebook)
    checks = []
    for index, cell in enumerate(solved.cells):
        if executing.tagged(cell, "exercise"):
            check, solution = form.after(solved, index)
            if check is not None and solution is not None:
                cell.source = solution
                checks.append(check.id)
    second, first = await executing.execute(solved, kernel, data, times=2)
    problems = list(differences(solved, second, {index: saving.joined(outputs) for index, outputs in first.items()}))
    for number, (_, cell) in enumerate(executing.code_cells(second), start=1):
        words = " ".join(form.output_texts(cell))
        if cell.id in checks and "Passed" not in words:
            problems.append(f"cell [{number}]: the solution below it does not pass: {' '.join(words.split())[:300]}")
    return problems


def outputs_of(notebook):
    return {index: cell.outputs for index, cell in executing.code_cells(notebook)}


def differences(notebook, fresh, before):
    """One sentence for each code cell whose fresh outputs are not equal to those before."""
    for number, (index, cell) in enumerate(executing.code_cells(notebook), start=1):
        structure_only = executing.tagged(cell, "varies")
        if found := comparing.difference(before[index], fresh.cells[index].outputs, structure_only):
            yield f"cell [{number}]: {found}"
