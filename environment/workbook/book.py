"""The book: the notebooks as they are saved, as a site that needs neither a kernel nor a network.

Sphinx builds it, MyST-NB reads the notebooks, Furo is the look. This file is also their extension: what is here beyond
the settings makes links, formulas, charts and the glossary work.
"""

import argparse
import importlib.metadata
import io
import json
import re
import shutil
import tempfile
from pathlib import Path

import nbformat
from docutils import nodes
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.search.en import SearchEnglish

from workbook import executing, npm, pages, rendering, set_up
from workbook.shipped import NOTEBOOKS

PACKAGES = ("sphinx", "furo", "sphinx-copybutton", "myst-nb")  # whose scripts and styles are in a book
VEGA = ("vega", "vega-lite", "vega-embed")
CHART = "application/vnd.vegalite.v5+json"
SETTINGS = {
    "project": "Padwise",
    "language": "en",
    "html_title": "Padwise",
    "html_show_copyright": False,
    "html_show_sphinx": False,
    "html_copy_source": False,
    "extensions": ["myst_nb", "sphinx_copybutton", "workbook.book"],
    "root_doc": "index",
    "nb_execution_mode": "off",
    "nb_output_stderr": "show",
    "myst_enable_extensions": ["dollarmath"],
    "myst_heading_anchors": 4,
    "myst_heading_slug_func": "workbook.book.anchor",
    "suppress_warnings": ["misc.highlighting_failure"],  # an error's words are no Python
    "copybutton_selector": "div.cell_input pre",
    "html_theme": "furo",
    "html_static_path": [str(Path(__file__).with_name("book"))],
    "html_css_files": ["book.css"],
    "html_js_files": ["book.js"],
    "html_math_renderer": "mathml",
    "pygments_style": rendering.CODE_STYLE,
}


def main(arguments):
    words = argparse.ArgumentParser(prog="book", description="The saved notebooks as a site.")
    words.add_argument("--to", type=Path, default=set_up.WORKBOOK / "book", metavar="DIR", help="where it goes; what is there is replaced")
    target = words.parse_args(arguments).to.resolve()
    try:
        if target.exists() and not (target / "searchindex.js").is_file():
            raise set_up.Problem(f"--to {target} is there and is no book. Choose another folder.")
        build(target)
    except (set_up.Problem, OSError) as problem:
        raise set_up.Problem(f"No book: {problem}") from None
    print(f"The book is {target / 'index.html'}")
    return 0


def build(target, notebooks=NOTEBOOKS):
    """Builds beside the target and takes its place as a whole; a warning, such as a dead link, is an error."""
    from sphinx.application import Sphinx
    from sphinx.errors import SphinxError
    from sphinx.util.docutils import docutils_namespace

    for page in pages.pages(notebooks):
        if page.title == page.name or not valid(notebooks / f"{page.name}.ipynb"):
            raise set_up.Problem(f"{page.name}.ipynb is empty or no notebook. Bring it back: java environment/Workbook.java reset {page.name}")
    own = [path.name for pattern in ("[0-9]*.ipynb", "*.md") for path in pages.own(notebooks, pattern)]
    target.parent.mkdir(parents=True, exist_ok=True)
    warnings = io.StringIO()
    with docutils_namespace(), tempfile.TemporaryDirectory(dir=target.parent, prefix=".book") as folder:
        fresh = Path(folder, "html")
        settings = {**SETTINGS, "include_patterns": own}
        try:
            app = Sphinx(notebooks, None, fresh, Path(folder, "trees"), "html", settings, None, warnings, parallel=2)
            app.build()
        except SphinxError as problem:
            raise set_up.Problem(getattr(problem, "orig_exc", problem)) from problem
        if problems := [told(line) for line in executing.ANSI.sub("", warnings.getvalue()).splitlines() if line]:
            more = f" There are {len(problems) - 1} more like it." if problems[1:] else ""
            raise set_up.Problem(f"{problems[0]}{more}")
        (fresh / ".buildinfo").unlink(missing_ok=True)
        if target.exists():
            target.rename(Path(folder, "old"))
        fresh.rename(target)


def valid(path):
    try:
        nbformat.validate(json.loads(path.read_text("utf-8")))
        return True
    except nbformat.ValidationError:
        return False


def told(warning):
    """A warning of Sphinx's without its folders, line and kind; a dead link as what it is."""
    place, _, words = warning.rpartition(" WARNING: ")
    words, _, kind = words.rstrip("]").rpartition(" [")
    target = re.search(r"'([^']*)'$", words)
    said = f"the link to {target[1]} is dead. Mend it, or bring the page back with reset." if kind == "myst.xref_missing" and target else words
    file = Path(re.sub(r"(:\d+)?:$", "", place)).name
    return f"{file}: {said}"


class Numbers(SearchEnglish):
    """Search finds -100 and 0.5 as well; Sphinx would take -100 for a word to leave out, and drops what is digits alone."""

    js_splitter_code = r"""
        var splitQuery = (query) =>
          (query.replace(/(\w)[-−]/g, "$1 ").match(/[-−]?\d+(\.\d+)?\b|[\p{Letter}\p{Number}_]+/gu) || [])
            .map((word) => word.replace("-", "−"));"""
    _word_re = re.compile(r"(?:(?<!\w)[-−])?\d+(?:\.\d+)?\b|\w+")

    def split(self, input):
        return [word.replace("-", "−") for word in super().split(input)]


def setup(app):
    app.add_search_language(Numbers)
    app.add_html_math_renderer("mathml", (inline_formula, None), (formula, None))
    app.connect("config-inited", lambda app, config: setattr(config, "pygments_dark_style", "a11y-high-contrast-dark"))
    app.connect("source-read", read)
    app.connect("doctree-resolved", explain_terms)
    app.connect("html-page-context", load_charts)
    app.connect("html-page-context", tell_level, priority=900)  # behind Furo's own
    app.connect("build-finished", copy_charts)
    app.connect("build-finished", copy_licences)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def anchor(title):
    """The id of a heading, as JupyterLab makes it: one link serves both."""
    return title.replace(" ", "-")


def inline_formula(writer, node):
    writer.body.append(tex2mathml(node.astext(), as_block=False))
    raise nodes.SkipNode


def formula(writer, node):
    writer.body.append(f'<div class="math">{tex2mathml(node.astext(), as_block=True)}</div>')
    raise nodes.SkipNode


def read(app, docname, source):
    """The front page gets its contents, a notebook its pictures in a form that pages can show."""
    if docname == app.config.root_doc:
        source[0] += contents(Path(app.srcdir))
    elif Path(app.srcdir, f"{docname}.ipynb").is_file():
        notebook = json.loads(source[0])
        for cell in notebook["cells"]:
            for output in cell.get("outputs", []):
                show(output.get("data", {}))
        source[0] = json.dumps(notebook)


def contents(folder):
    """The pages as a table, and at the side of every page."""
    workbook = [f"{page.title} <{page.name}>" for page in pages.pages(folder)]
    beside = [path.stem for path in pages.own(folder, "*.md") if path.name != pages.FRONT]
    lists = (("The workbook", workbook), ("Beside it", beside))
    return "\n" + pages.table(folder) + "".join(
        f"\n```{{toctree}}\n:hidden:\n:caption: {title}\n\n" + "\n".join(names) + "\n```\n" for title, names in lists)


def show(data):
    """A picture with its sentence as alt text; where a chart answers, the picture stands until the script has run."""
    if "image/png" in data and "text/html" not in data:
        data["text/html"] = rendering.picture(data)
    if CHART in data:
        chart = json.dumps(data.pop(CHART)).replace("<", "\\u003c")
        data["text/html"] = (f'<div class="chart">{"".join(data["text/html"])}</div>'
                             f'<script type="application/json" class="vega-lite">{chart}</script>')


def explain_terms(app, tree, docname):
    """A link to the glossary says on hovering what stands there."""
    if docname == "GLOSSARY":
        return
    for link in tree.findall(nodes.reference):
        page, _, term = link.get("refuri", "").partition("#")
        if page.startswith("GLOSSARY"):
            link["reftitle"] = glossary(app).get(term, "")


def glossary(app):
    """What each term means, without links and signs."""
    if not hasattr(app, "glossary"):
        text = Path(app.srcdir, "GLOSSARY.md").read_text("utf-8")
        parts = (part.partition("\n") for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:])
        app.glossary = {anchor(term): plain(meaning) for term, _, meaning in parts}
    return app.glossary


def plain(text):
    text = re.sub(r"\s*\(\[[^\]]*\]\([^)]*\)\)", "", text)
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", re.sub(r"[`*]", "", text)).strip()


def load_charts(app, pagename, templatename, context, doctree):
    if 'class="vega-lite"' in context.get("body", ""):
        for script in (*(f"{package}.min.js" for package in VEGA), "chart.js"):
            app.add_js_file(script, loading_method="defer")


def tell_level(app, pagename, templatename, context, doctree):
    """Sphinx marks the captions at the side as headings, and does not say of which level."""
    if "furo_navigation_tree" in context:
        context["furo_navigation_tree"] = context["furo_navigation_tree"].replace('role="heading"', 'role="heading" aria-level="2"')


def copy_charts(app, error):
    for package in VEGA if not error else ():
        script = npm.text(package, f"build/{package}.min.js")
        Path(app.outdir, "_static", f"{package}.min.js").write_text(script, "utf-8", newline="\n")


def copy_licences(app, error):
    """Those of all that a book hands on of others."""
    folder = Path(app.outdir, "_static", "licences")
    folder.mkdir(parents=True, exist_ok=True)
    texts = {package: npm.text(package, "LICENSE") for package in VEGA}
    for package in PACKAGES:
        files = [file for file in importlib.metadata.files(package) if file.name.startswith("LICENSE")]
        texts[package] = "\n".join(file.read_text("utf-8") for file in files)
    for package, text in texts.items():
        (folder / f"{package}.txt").write_text(text, "utf-8", newline="\n")
