"""Pages that can be read with the network off: no script, no address to load from, pictures inside."""

import copy
import html
import re
import warnings

from nbconvert import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer

SCRIPT = re.compile(r"<script\b.*?</script>\s*", re.DOTALL)
# What JupyterLab's own style leaves too pale or too small, and links that only their colour would tell.
LEGIBLE = """<style>
:root { --jp-mirror-editor-number-color: #060; --jp-mirror-editor-comment-color: #2c6060;
  --jp-mirror-editor-operator-color: #7a1fd0; --jp-mirror-editor-builtin-color: #060;
  --jp-cell-prompt-not-active-opacity: 1; --jp-cell-prompt-not-active-font-color: #555; }
.jp-RenderedHTMLCommon.jp-RenderedHTMLCommon a { text-decoration: underline; }
.jp-RenderedHTMLCommon summary { padding: 4px 0; }
</style>
</head>"""
NOTEBOOK_LINK = re.compile(r'href="([\w.-]+)\.ipynb')


embed = IPythonRenderer._html_embed_images
# It closes every tag of a piece of HTML, so the text of <details> would stand in the open: keep it to pictures.
IPythonRenderer._html_embed_images = lambda self, html: embed(self, html) if "<img" in html else html


def render(notebook, name, beside, folder):
    """Writes one self-contained page into `folder`; relative pictures are read from `beside`."""
    exporter = HTMLExporter(embed_images=True, language_code="en")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        page, _ = exporter.from_notebook_node(
            described(notebook), {"metadata": {"name": name, "path": str(beside)}})
    page = NOTEBOOK_LINK.sub(r'href="\1.html', SCRIPT.sub("", page)).replace("</head>", LEGIBLE, 1)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.html").write_text(page, "utf-8", newline="\n")


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
