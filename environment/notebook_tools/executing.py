"""Runs notebooks headless: on a copy of their data, in a kernel of their own."""

import contextlib
import copy
import re
import shutil
import tempfile
from pathlib import Path

from jupyter_client import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from . import saving

CELL_SECONDS = 600
ANSI = re.compile(r"\x1b\[[0-9;]*m")


class Failure(Exception):
    """A notebook did not run to its end; the message names the cell and its error."""


async def execute(notebook, kernel, data, times=1):
    """Runs every code cell in a fresh kernel; returns the notebook with outputs, and the earlier outputs of each cell.

    `data` is the folder that the cells read as `data/`; they see a copy. With times=2 each cell runs twice in a row.
    """
    notebook = copy.deepcopy(notebook)
    earlier = {}
    with tempfile.TemporaryDirectory(prefix="padwise-", ignore_cleanup_errors=True) as folder:
        if data.is_dir():
            shutil.copytree(data, Path(folder, "data"))
        async with started(notebook, kernel, folder) as client:
            for number, (index, cell) in enumerate(code_cells(notebook), start=1):
                for _ in range(times):
                    earlier[index] = cell.outputs
                    await run_cell(client, cell, index, number)
    return saving.normalised(notebook), earlier


@contextlib.asynccontextmanager
async def started(notebook, kernel, folder):
    """A kernel of its own, ended however the body ends."""
    manager = AsyncKernelManager(kernel_name=kernel)
    client = NotebookClient(
        notebook, km=manager, timeout=CELL_SECONDS, startup_timeout=120, record_timing=False)
    log = Path(folder, "kernel.log")
    with open(log, "wb") as output:
        await manager.start_kernel(cwd=folder, stdout=output, stderr=output)
        try:
            await client.async_start_new_kernel_client()
            yield client
        except (RuntimeError, TimeoutError) as problem:
            if isinstance(problem, DeadKernelError) or client.kc is None:
                last = log.read_text("utf-8", "replace").strip().splitlines()[-1:]
                raise Failure(f"the {kernel} kernel ended: {' '.join(last) or problem}") from problem
            raise
        finally:
            if client.kc is not None:
                client.kc.stop_channels()
            if manager.has_kernel:
                await manager.shutdown_kernel(now=True)


async def run_cell(client, cell, index, number):
    try:
        await client.async_execute_cell(cell, index)
    except CellTimeoutError:
        raise Failure(f"cell [{number}]: not done after {CELL_SECONDS} seconds") from None
    except CellExecutionError:
        error = next(o for o in cell.outputs if o.output_type == "error")
        raise Failure(f"cell [{number}]: {error_message(error)}") from None


def error_message(error):
    """The line that says what went wrong, out of a Java kernel's traceback."""
    lines = [line.strip() for line in ANSI.sub("", "\n".join(error.traceback)).splitlines()]
    telling = [line for line in lines if line and not line.startswith(("|", "---", "at "))]
    return telling[0] if telling else f"{error.ename}: {error.evalue}"


def code_cells(notebook):
    return [(i, cell) for i, cell in enumerate(notebook.cells) if cell.cell_type == "code"]


def tagged(cell, tag):
    return tag in cell.metadata.get("tags", [])


def missing_errors(notebook):
    """Cells that promise an error and raise none."""
    return [
        f"cell [{number}]: tagged raises-exception, but nothing was raised"
        for number, (_, cell) in enumerate(code_cells(notebook), start=1)
        if tagged(cell, "raises-exception") and not any(o.output_type == "error" for o in cell.outputs)
    ]
