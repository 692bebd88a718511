"""One way to save a notebook, so that the same cells with the same outputs are the same bytes."""

import copy
import os

import nbformat

KERNELSPEC = {"display_name": "Java", "language": "java", "name": "java"}
LANGUAGE = {"codemirror_mode": "java", "file_extension": ".jshell", "mimetype": "text/x-java-source", "name": "Java",
            "pygments_lexer": "java"}
PASSING = ("execution", "ExecuteTime", "collapsed", "scrolled", "trusted")


def settle(notebook):
    """Takes out, in place, what differs from machine to machine and from run to run: builds, times, view state."""
    notebook["metadata"]["kernelspec"] = dict(KERNELSPEC)
    notebook["metadata"]["language_info"] = dict(LANGUAGE)
    notebook["metadata"].pop("widgets", None)
    notebook["nbformat"], notebook["nbformat_minor"] = 4, 5
    for cell in notebook["cells"]:
        for key in PASSING:
            cell["metadata"].pop(key, None)


def normalised(notebook):
    """A settled copy whose cells have stable ids, and its code cells are counted 1 to n."""
    notebook = copy.deepcopy(notebook)
    settle(notebook)
    for position, cell in enumerate(notebook.cells, start=1):
        cell.setdefault("id", f"cell-{position:02d}")
    for count, cell in enumerate((cell for cell in notebook.cells if cell.cell_type == "code"), start=1):
        cell.execution_count = count
        cell.outputs = joined(cell.outputs)
        for output in cell.outputs:
            output.pop("transient", None)
            if "execution_count" in output:
                output.execution_count = count
    return notebook


def joined(outputs):
    """Outputs with neighbouring pieces of the same stream in one, as JupyterLab keeps them."""
    result = []
    for output in outputs:
        last = result[-1] if result else None
        if last and output.output_type == last.output_type == "stream" and output.name == last.name:
            last.text += output.text
        else:
            result.append(copy.deepcopy(output))
    return result


def text(notebook):
    """The bytes on disk, as Jupyter itself writes them: sorted keys, indent 1, one newline at the end."""
    return nbformat.writes(notebook, version=nbformat.NO_CONVERT).rstrip("\n") + "\n"


def write(notebook, path):
    replace(path, text(notebook).encode("utf-8"))


def replace(path, content):
    """Replaces the file in one step: an interrupted save leaves the old one whole."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        fresh.write_bytes(content)
        if path.exists():
            fresh.chmod(path.stat().st_mode)
        os.replace(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)
