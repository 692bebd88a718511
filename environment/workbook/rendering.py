"""Pictures of notebooks, as pages can show them."""

import copy
import html


def described(notebook):
    """A copy in which a picture that stands for a chart has the sentence that goes with it as alt text, and a caption."""
    notebook = copy.deepcopy(notebook)
    for data in (output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", [])):
        if "image/png" in data and "text/html" not in data:
            picture = data["image/png"].replace("\n", "")
            alt = html.escape("".join(data["text/plain"]))
            data["text/html"] = (f'<figure><img alt="{alt}" src="data:image/png;base64,{picture}">'
                                 f'<figcaption>{alt.partition(": ")[0]}</figcaption></figure>')
    return notebook


def is_picture(output):
    """A chart is stored once, inside its HTML; one that answers to the mouse has its picture beside it."""
    data = output.get("data", {})
    return "image/png" in data or "<img" in data.get("text/html", "")
