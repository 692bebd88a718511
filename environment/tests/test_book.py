"""The book, built from the saved notebooks: whole, without a dead link, without a request to anywhere."""

import html
import re
import shutil
from pathlib import Path

import nbformat
import pytest

from workbook import book, pages

NOTEBOOKS = Path(book.NOTEBOOKS)
RESOURCE = re.compile(r'<(?:script|img|link|iframe|source)\b[^>]*?\b(?:src|href)="([^"]+)"')


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site") / "book"
    book.build(folder)
    return folder


def test_every_page_is_there_with_its_neighbours_and_the_contents(site):
    names = [page.name for page in pages.pages(NOTEBOOKS)]
    assert len(names) >= 12
    front = (site / "index.html").read_text("utf-8")
    for name in names:
        page = (site / f"{name}.html").read_text("utf-8")
        assert f'href="{name}.html"' in front
        assert "toctree-l1" in page and 'class="prev-page"' in page and "copybutton.js" in page
    assert "searchindex.js" in (site / "search.html").read_text("utf-8")


def test_nothing_is_loaded_from_elsewhere(site):
    for page in site.glob("*.html"):
        for address in RESOURCE.findall(page.read_text("utf-8")):
            assert address.startswith("data:") or (site / html.unescape(address).partition("?")[0].partition("#")[0]).exists(), (page.name, address[:80])


def test_every_picture_has_words(site):
    for page in site.glob("[0-9]*.html"):
        for picture in re.findall(r"<img\b[^>]*>", page.read_text("utf-8")):
            assert re.search(r'alt="[^"]+"', picture), (page.name, picture[:80])


def test_a_link_to_a_term_says_what_it_means(site):
    assert re.search(r'href="GLOSSARY.html#attention"[^>]*title="[^"]{20,}"|title="[^"]{20,}"[^>]*href="GLOSSARY.html#attention"',
                     (site / "00_start_here.html").read_text("utf-8"))


def test_charts_that_answer_bring_their_scripts_and_other_pages_none(site):
    charts = [page.name for page in site.glob("*.html") if "vega-embed" in page.read_text("utf-8")]
    assert charts == [page.name for page in site.glob("*.html") if 'class="vega-lite"' in page.read_text("utf-8")]
    assert len(charts) == 1 and (site / "_static" / "vega.min.js").stat().st_size > 100_000


def copy(folder):
    shutil.copytree(NOTEBOOKS, folder, ignore=shutil.ignore_patterns(".*"))
    return folder


def test_formulas_are_mathml_and_a_notebook_without_outputs_is_a_page(tmp_path):
    notebooks = copy(tmp_path / "notebooks")
    path = notebooks / "00_start_here.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    notebook.cells[0].source += "\n\n$$\\mathrm{softmax}(QK^\\top + M)V$$"
    nbformat.write(notebook, path)
    book.build(tmp_path / "book", notebooks)
    assert "<math" in (tmp_path / "book" / "00_start_here.html").read_text("utf-8")


def test_a_dead_link_is_named_and_the_old_book_stays(tmp_path):
    notebooks = copy(tmp_path / "notebooks")
    (notebooks / "GLOSSARY.md").open("a", encoding="utf-8").write("\n[gone](04_masked_attention.ipynb#nowhere)\n")
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "index.html").write_text("old")
    with pytest.raises(book.Unfinished, match="nowhere"):
        book.build(tmp_path / "book", notebooks)
    assert [file.name for file in tmp_path.joinpath("book").iterdir()] == ["index.html"]
