"""How notebooks look in the book and on slides."""

import copy
import html

CODE_STYLE = "a11y-high-contrast-light"


def described(notebook):
    """A copy in which a picture that stands for a chart has the sentence that goes with it as alt text, and a caption."""
    notebook = copy.deepcopy(notebook)
    for data in (output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", [])):
        if "image/png" in data and "text/html" not in data:
            caption = html.escape("".join(data["text/plain"]).partition(": ")[0])
            data["text/html"] = f"<figure>{picture(data)}<figcaption>{caption}</figcaption></figure>"
    return notebook


def picture(data):
    """An output's PNG as an element with its sentence as alt text; notebooks keep either in one piece or in lines."""
    png, alt = "".join(data["image/png"]).replace("\n", ""), html.escape("".join(data["text/plain"]))
    return f'<img alt="{alt}" src="data:image/png;base64,{png}">'


def is_picture(output):
    """A chart is stored once, inside its HTML; one that answers to the mouse has its picture beside it."""
    data = output.get("data", {})
    return "image/png" in data or "<img" in data.get("text/html", "")
