"""Runs notebooks headless: on a copy of their data, in a kernel of their own."""

import asyncio
import contextlib
import copy
import os
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


async def execute(notebook, kernel, data):
    """A copy of the notebook with the outputs of a fresh kernel."""
    notebook = copy.deepcopy(notebook)
    async with session(notebook, kernel, data) as run:
        for index, _ in code_cells(notebook):
            await run(index)
    return saving.normalised(notebook)


@contextlib.asynccontextmanager
async def session(notebook, kernel, data):
    """A function that runs the code cell at an index in a fresh kernel, as it is or with another source; it gives the outputs.

    `data` is the folder that the cells read as `data/`; they see a copy.
    """
    numbers = {index: number for number, (index, _) in enumerate(code_cells(notebook), start=1)}
    manager = AsyncKernelManager(kernel_name=kernel)
    client = NotebookClient(notebook, km=manager, timeout=CELL_SECONDS, startup_timeout=120, record_timing=False)
    client.log.disabled = True
    # Without the notebook that a server may have named: no reader's predictions are read or written.
    env = {name: value for name, value in os.environ.items() if name != "JPY_SESSION_NAME"}

    async def run(index, source=None):
        cell = notebook.cells[index]
        shipped = cell.source
        cell.source = shipped if source is None else source
        try:
            await client.async_execute_cell(cell, index)
        except CellTimeoutError:
            raise Failure(f"cell [{numbers[index]}]: not done after {CELL_SECONDS} seconds") from None
        except DeadKernelError:
            if await manager.is_alive():  # nbclient says the same when the run is being stopped
                raise asyncio.CancelledError from None
            why = "System.exit, a native crash, or memory ran out"
            raise Failure(f"cell [{numbers[index]}]: the kernel ended here ({why})") from None
        except CellExecutionError:
            error = next(o for o in cell.outputs if o.output_type == "error")
            raise Failure(f"cell [{numbers[index]}]: {error_message(error)}") from None
        finally:
            cell.source = shipped
        return saving.joined(cell.outputs)

    with tempfile.TemporaryDirectory(prefix="padwise-", ignore_cleanup_errors=True) as folder:
        if data.is_dir():
            shutil.copytree(data, Path(folder, "data"))
        log = Path(folder, "kernel.log")
        with open(log, "wb") as output:
            await manager.start_kernel(cwd=folder, env=env, stdout=output, stderr=output)
            try:
                try:
                    await client.async_start_new_kernel_client()
                except RuntimeError:
                    words = log.read_text("utf-8", "replace").strip().splitlines()
                    raise Failure(f"the {kernel} kernel did not start: {words[0] if words else 'it said nothing'}") from None
                yield run
            finally:
                if client.kc is not None:
                    client.kc.stop_channels()
                if await manager.is_alive():
                    await manager.shutdown_kernel(now=True)
                manager.cleanup_connection_file()


def error_message(error):
    """What went wrong, out of a Java kernel's traceback: its words before the first place in the code."""
    lines = [line.strip() for line in ANSI.sub("", "\n".join(error.traceback)).splitlines()]
    places = [position for position, line in enumerate(lines) if line.startswith("at ")]
    telling = [line for line in lines[: min(places, default=None)] if line and not line.startswith(("|", "---"))]
    return " ".join(telling)[:500] or f"{error.ename}: {error.evalue}"


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
