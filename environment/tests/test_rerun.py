"""Any single cell of a notebook run again: later cells show what they show in a fresh run, or are told what to run.

Which cell is run again, and which later one is looked at, a seed decides.
"""

import asyncio
import copy
import os
import random
import shutil
import tempfile
from pathlib import Path

import nbformat
import pytest

from workbook import comparing, executing, saving

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
SEED = os.environ.get("PADWISE_TEST_SEED", "1")
TOLD = "Run cell ["


def plain(cell):
    """Whether a cell shows the same on every run, whatever ran before it."""
    tags = cell.metadata.get("tags", [])
    return not {"varies", "raises-exception", "exercise"} & set(tags)


def choice(notebook, name):
    """The places of a cell to run again and of a later one to look at, among the notebook's code cells."""
    cells = [cell for _, cell in executing.code_cells(notebook)]
    seeded = random.Random(SEED + name)
    later = seeded.choice([i for i, cell in enumerate(cells) if i > 1 and plain(cell) and cell.outputs])
    return seeded.choice([i for i in range(later) if plain(cells[i])]), later


async def run(notebook, data, places):
    """Runs cells in a fresh kernel, in the order of these places; all code cells as they are then."""
    notebook = copy.deepcopy(notebook)
    with tempfile.TemporaryDirectory(prefix="padwise-", ignore_cleanup_errors=True) as folder:
        shutil.copytree(data, Path(folder, "data"))
        async with executing.started(notebook, "java", folder) as client:
            cells = executing.code_cells(notebook)
            for place in places:
                index, cell = cells[place]
                await executing.run_cell(client, cell, index, place + 1)
    return [cell for _, cell in executing.code_cells(saving.normalised(notebook))]


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_a_cell_run_again_changes_nothing_else(path):
    notebook = nbformat.read(path, as_version=4)
    again, later = choice(notebook, path.stem)
    data = path.parent / "data"
    fresh = asyncio.run(run(notebook, data, range(later + 1)))
    done = asyncio.run(run(notebook, data, (*range(later), again, later)))
    told = any(TOLD in output.get("text", "") for place in (again, later) for output in done[place].outputs)
    difference = comparing.difference(fresh[later].outputs, done[later].outputs)
    assert told or difference is None, f"cell [{again + 1}] again, then [{later + 1}]: {difference}"
