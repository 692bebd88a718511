"""The notebooks: their form, and what they say when they run, in real kernels."""

import asyncio
import contextlib
import functools
import io
import os
import random
import subprocess
import tempfile
import time
import warnings
import zipfile
from pathlib import Path

import comparing
import lint
import nbformat
import pytest

from workbook import executing, notebooks

ROOT = notebooks.NOTEBOOKS.parent
NAMES = [path.stem for path in notebooks.chosen([])]
TOP_LEVEL = {"README.md", "environment", "lib", "notebooks", "pom.xml"}
STOCK = ("00_start_here", "04_masked_attention")  # on JJava and IJava as they come; --all runs the other pages, too
LARGEST = ("11_training", "15_falling_loss", "16_real_bert")  # in memory
LONGEST = "15_falling_loss"
QUICK = 3  # seconds: a cell that takes longer, as a training does, is not run again between others
RETURNS = 4  # so many times a page, its reader goes back to an earlier cell; with --all, before every cell
SEED = os.environ.get("PADWISE_TEST_SEED", "1")
TOLD = "Run cell ["  # how the kernel says what a cell that ran again took away


def pytest_generate_tests(metafunc):
    if "name" in metafunc.fixturenames:
        wanted = list(filter(None, metafunc.config.option.edited.split(","))) or NAMES
        if "kernel" in metafunc.fixturenames:
            metafunc.parametrize("name, kernel", [
                pytest.param(name, kernel, marks=[] if name in STOCK else [pytest.mark.everything]) for kernel in ("jjava", "ijava") for name in wanted])
        else:
            metafunc.parametrize("name", wanted)


@functools.cache
def committed():
    """The workbook as committed, so that a reader's own edits fail nothing; without Git, the files as they are."""
    try:
        archive = subprocess.run(["git", "archive", "--format=zip", "HEAD"], cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None, ROOT
    folder = tempfile.TemporaryDirectory(prefix="padwise-")
    zipfile.ZipFile(io.BytesIO(archive)).extractall(folder.name)
    return folder, Path(folder.name)  # the first one keeps the second alive


@pytest.fixture(autouse=True)
def quick(request, monkeypatch):
    """With Java's quick compiler alone, but for the page that trains so long that the thorough one pays for itself."""
    name = getattr(request.node, "callspec", None) and request.node.callspec.params.get("name")
    monkeypatch.setenv("JDK_JAVA_OPTIONS", os.environ.get("PADWISE_TEST_JIT", "") if name != LONGEST else "")


@contextlib.contextmanager
def gigabyte():
    """This process and the kernel it starts have 1 GB, as in a container, where a control group of memory can be made."""
    place, own = None, str(os.getpid())
    for top, limit in ((Path("/sys/fs/cgroup/memory"), "memory.limit_in_bytes"), (Path("/sys/fs/cgroup"), "memory.max")):
        with contextlib.suppress(OSError):
            folder = top / f"padwise-{own}"
            folder.mkdir(exist_ok=True)
            (folder / limit).write_text(str(1 << 30))
            (folder / "cgroup.procs").write_text(own)
            place = top, folder
            break
    else:
        warnings.warn("the largest pages ran without a limit: no control group of memory can be made here")
    try:
        yield
    finally:
        if place:
            (place[0] / "cgroup.procs").write_text(own)
            with contextlib.suppress(OSError):  # a process of it still ends
                place[1].rmdir()


@pytest.fixture
def root(pytestconfig):
    return ROOT if pytestconfig.option.edited else committed()[1]


@pytest.fixture
def notebook(root, name):
    return nbformat.read(root / "notebooks" / f"{name}.ipynb", as_version=4)


@pytest.fixture
def data(root):
    return root / "notebooks" / "data"


def good(problems):
    """Fails with the first of these problems, one a line."""
    found = list(problems)
    assert not found, "\n".join([f"{len(found)} problems", *found[:8]])


def test_the_top_level_is_small(root):
    assert {path.name for path in root.iterdir() if not path.name.startswith(".")} - {"target"} == TOP_LEVEL


def test_links_in_markdown_files_lead_somewhere(root):
    good(f"{path.relative_to(root)}: {problem}" for path in sorted(root.rglob("*.md"))
         if not {".workbook", "target", ".git", ".ipynb_checkpoints"} & set(path.relative_to(root).parts)
         for problem in lint.broken_links(path.read_text("utf-8"), path.parent))


def test_claims_glossary_plans_and_answers_fit_the_notebooks(root):
    good(lint.project(root))


def test_form(root, name):
    good(lint.page(root / "notebooks" / f"{name}.ipynb"))


def test_a_run_says_what_is_committed_whatever_ran_again_and_each_solution_passes(name, notebook, data, pytestconfig):
    with gigabyte() if name in LARGEST else contextlib.nullcontext():
        good(run(rehearsal(notebook, data, returns(notebook, name, pytestconfig.option.all), pytestconfig.option.all)))


@pytest.mark.everything
def test_a_fresh_run_equals_the_committed_outputs(name, notebook, data):
    good(run(equal_to_committed(notebook, data)))


def test_a_stock_kernel_says_the_same(name, kernel, notebook, data):
    good(run(same_words(notebook, kernel, data)))


def run(checking):
    try:
        return asyncio.run(checking)
    except executing.Failure as failure:
        return [str(failure)]


def returns(notebook, name, everywhere):
    """Before which cell which earlier one runs again, as a seed has it: neither is an exercise or shows what varies."""
    seeded, plain = random.Random(SEED + name), [
        index for index, cell in executing.code_cells(notebook)
        if not any(executing.tagged(cell, tag) for tag in ("varies", "raises-exception", "exercise"))]
    looked_at = [index for index in plain[1:] if notebook.cells[index].outputs]
    chosen = looked_at if everywhere else seeded.sample(looked_at, min(RETURNS, len(looked_at)))
    return {index: seeded.choice([earlier for earlier in plain if earlier < index]) for index in sorted(chosen)}


async def rehearsal(notebook, data, back, twice):
    """As a diligent reader, who goes back now and then: each run of a cell says what is committed, or what to run first.

    An exercise is run as shipped and then solved; it is put back before the next cell.
    """
    before, problems = {index: cell.outputs for index, cell in executing.code_cells(notebook)}, []
    solutions, seconds = dict(solved(notebook)), {}
    async with executing.session(notebook, "java", data) as run:
        for number, (index, cell) in enumerate(executing.code_cells(notebook), start=1):
            structure_only = executing.tagged(cell, "varies")
            begin = time.monotonic()
            first = await run(index)
            seconds[index] = time.monotonic() - begin
            found = [comparing.difference(before[index], first, structure_only)]
            if twice:
                found.append(comparing.difference(first, await run(index), structure_only))
            if index in back and seconds[back[index]] < QUICK and seconds[index] < QUICK:
                again, now = await run(back[index]), await run(index)
                if TOLD not in " ".join(lint.output_texts({"outputs": [*again, *now]})):
                    found.append(comparing.difference(before[index], now))
            if index in solutions:
                stub, solution = solutions[index]
                await run(stub, solution)
                words = " ".join(" ".join(lint.output_texts({"outputs": await run(index)})).split())
                found.append(None if "Passed" in words else f"the solution below it does not pass: {words[:300]}")
                await run(stub)
            problems += [f"cell [{number}]: {problem}" for problem in found if problem]
    return [*problems, *executing.missing_errors(notebook)]


def solved(notebook):
    """For the check of each exercise: where the exercise is, and its solution."""
    for index, cell in enumerate(notebook.cells):
        if executing.tagged(cell, "exercise"):
            check, solution = lint.solution(notebook.cells, index)
            if solution:
                yield check, (index, solution)


async def equal_to_committed(notebook, data):
    fresh = await executing.execute(notebook, "java", data)
    return [*executing.missing_errors(fresh), *(
        f"cell [{number}]: {found}" for number, (index, cell) in enumerate(executing.code_cells(notebook), start=1)
        if (found := comparing.difference(cell.outputs, fresh.cells[index].outputs, executing.tagged(cell, "varies"))))]


async def same_words(notebook, kernel, data):
    """On the other kernel: the same number of outputs, and what is shown says the same."""
    fresh = await executing.execute(notebook, kernel, data)
    problems = executing.missing_errors(fresh)
    for number, (index, cell) in enumerate(executing.code_cells(notebook), start=1):
        outputs = fresh.cells[index].outputs
        if len(outputs) != len(cell.outputs):
            problems.append(f"cell [{number}]: {len(cell.outputs)} outputs on java, {len(outputs)} here")
        elif not executing.tagged(cell, "varies") and (found := comparing.difference(*map(displays, (cell.outputs, outputs)))):
            problems.append(f"cell [{number}]: {found}")
    return problems


def displays(outputs):
    return [output for output in outputs if output.output_type == "display_data"]
