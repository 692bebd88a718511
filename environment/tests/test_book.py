"""The book, built from the saved notebooks: whole, without a dead link, without a request to anywhere."""

import html
import json
import os
import re
import subprocess
import time
from pathlib import Path
from unittest import mock

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

import test_browser
from workbook import book, pages, set_up

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


def test_what_it_hands_on_of_others_comes_with_its_licence(site):
    texts = {file.stem: file.read_text("utf-8") for file in (site / "_static" / "licences").iterdir()}
    assert set(texts) == {*book.VEGA, *book.PACKAGES} and all("opyright" in text and len(text) > 900 for text in texts.values())


def test_every_picture_has_words(site):
    for page in site.glob("[0-9]*.html"):
        for picture in re.findall(r"<img\b[^>]*>", page.read_text("utf-8")):
            assert re.search(r'alt="[^"]+"', picture), (page.name, picture[:80])


def test_a_link_to_a_term_says_what_it_means(site):
    assert re.search(r'href="GLOSSARY.html#attention"[^>]*title="[^"]{20,}"|title="[^"]{20,}"[^>]*href="GLOSSARY.html#attention"',
                     (site / "00_start_here.html").read_text("utf-8"))


def test_every_title_is_plain_text_and_every_term_has_its_own(site):
    titles = [html.unescape(title) for page in site.glob("*.html") for title in re.findall(r'title="([^"]*)"', page.read_text("utf-8"))]
    assert not [title for title in titles if "](" in title or title.endswith("(")]
    assert sum(len(title) > 30 for title in titles) > 100


def test_charts_that_answer_bring_their_scripts_and_other_pages_none(site):
    charts = [page.name for page in site.glob("*.html") if "vega-embed" in page.read_text("utf-8")]
    assert charts == [page.name for page in site.glob("*.html") if 'class="vega-lite"' in page.read_text("utf-8")]
    assert len(charts) == 1 and (site / "_static" / "vega.min.js").stat().st_size > 100_000


def test_in_a_browser_it_reads_well_in_light_and_dark_on_a_phone_on_paper_and_by_keyboard(site, tmp_path):
    if why := test_browser.missing():
        pytest.skip(why)
    script = test_browser.ENVIRONMENT / "tests" / "test_book.mjs"
    command = ["node", script, test_browser.CHROMIUM, test_browser.MODULES, os.environ.get("PADWISE_PICTURES", tmp_path), site]
    seen = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=300)
    assert seen.returncode == 0, seen.stderr
    lines = [json.loads(line) for line in seen.stdout.splitlines()]
    looks, searches = lines[:12], {line["query"]: line["found"] for line in lines[12:]}
    assert len(looks) == 12 and {look["ground"] for look in looks} == {"light", "dark"}
    for look in looks:
        assert look["requests"] == look["errors"] == look["axe"] == [], look
        assert look["wider"] <= 0, f"{look['page']} moves sideways at {look['width']} px"
        assert look["paper"] == {"sides": 0, "folded": 0, "cut": []}, look
    charts = [look["chart"] for look in looks if look["page"] == "16_real_bert"]
    assert charts == [{"reached": True, "answers": True}] * 4
    assert "09_masked_loss.html" in searches["-100"] == searches["−100"] and "16_real_bert.html" in searches["0.5"]
    assert len(searches["padding"]) > len(searches["-100"]) and searches["0.123456"] == []


@pytest.fixture
def small(tmp_path):
    """A workbook of two pages, built in a moment; they have names of shipped ones, as others are a reader's own."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    (folder / "index.md").write_text("# Begin\n\n[Here](00_start_here.ipynb)\n")
    (folder / "GLOSSARY.md").write_text("# Words\n")
    for name in ("00_start_here", "04_masked_attention"):
        cells = [new_markdown_cell(f"# {name[3:]}\n\n**5 minutes.** You try.\n\n$$QK^\\top$$"), new_code_cell("1 + 1")]
        java = {"language_info": {"name": "java", "pygments_lexer": "java"}}
        nbformat.write(new_notebook(cells=cells, metadata=java), folder / f"{name}.ipynb")
    return folder


def test_formulas_are_mathml_and_a_notebook_without_outputs_is_a_page(site, small, tmp_path):
    assert (site / "04_masked_attention.html").read_text("utf-8").count("<math ") == 2
    book.build(tmp_path / "book", small)
    assert "<math" in (tmp_path / "book" / "00_start_here.html").read_text("utf-8")


def test_a_readers_own_copies_stay_out_and_a_torn_notebook_is_named(small, tmp_path):
    for name in ("00_start_here_mine_1.ipynb", "Untitled.ipynb", "00_start_here-Copy1.ipynb", "99_diary.ipynb", "diary.md"):
        (small / name).write_text("torn")
    assert [page.name for page in pages.pages(small)] == ["00_start_here", "04_masked_attention"]
    book.build(tmp_path / "book", small)
    assert not [file.name for file in (tmp_path / "book").glob("*.html") if re.search("mine|Untitled|Copy|diary", file.name)]
    (small / "04_masked_attention.ipynb").write_text("torn")
    with pytest.raises(set_up.Problem, match="reset 04_masked_attention"):
        book.build(tmp_path / "book", small)


@pytest.mark.parametrize("content", [{"cells": []}, {"cells": [{"cell_type": "markdown", "source": "# A"}]}, {"nbformat": 4}])
def test_an_empty_and_a_broken_notebook_are_named_and_nothing_is_written(small, tmp_path, content):
    (small / "04_masked_attention.ipynb").write_text(json.dumps({"nbformat_minor": 5, "metadata": {}, **content}))
    with pytest.raises(set_up.Problem, match="^04_masked_attention.ipynb is empty or no notebook. Bring it back: .* reset 04_masked_attention$"):
        book.build(tmp_path / "book", small)
    assert [file.name for file in tmp_path.iterdir()] == ["notebooks"]


@pytest.mark.parametrize("text", ["[]", '{"cells":[]}', '{"cells":[{"cell_type":"code"}]}', "7", '{"cells":["a"]}', "[" * 100_000])
def test_the_front_page_lists_what_is_no_notebook_by_its_name(small, text):
    (small / "04_masked_attention.ipynb").write_text(text)
    assert "| [04_masked_attention](04_masked_attention.ipynb) |" in pages.front(small, "")
    assert "[00 start_here](00_start_here.ipynb)" in pages.front(small, "")


def test_what_can_be_read_of_a_readers_guesses_counts(tmp_path):
    file = tmp_path / ".predictions" / "x.csv"
    file.parent.mkdir()
    head = b"key,kind,value,state\n"
    for content, count in ((head + b"a,text,caf\xe9,open\nb,text\nc,text,1,locked\n", 2), (b"some,words\n1,2\n", 0),
                           (b"state\nopen\n", 0), (b"\0", 0), (head + b"a,text,1,open\n" * 3 + b"a,check,,failed\n", 2)):
        file.write_bytes(content)
        assert len(pages.entries(tmp_path, "x")) == count
    if hasattr(os, "mkfifo"):
        file.unlink()
        os.mkfifo(file)
        with mock.patch.object(Path, "is_file", return_value=True):  # as it was a moment ago
            assert pages.entries(tmp_path, "x") == []


def test_a_readers_guesses_cost_no_more_than_a_plain_file_of_them_and_no_link_leads_to_them(tmp_path):
    own, other = (tmp_path / name / ".predictions" / "x.csv" for name in ("own", "other"))
    for file in (own, other):
        file.parent.mkdir(parents=True)
        file.write_bytes(b"key,kind,value,state\na,text,1,open\n")
    with own.open("ab") as file:
        file.truncate(1 << 40)
    began = time.monotonic()
    assert [entry["value"] for entry in pages.entries(tmp_path / "own", "x")] == ["1"] and time.monotonic() - began < 2
    own.unlink()
    own.symlink_to(other)
    assert pages.entries(tmp_path / "own", "x") == [] != pages.entries(tmp_path / "other", "x")
    own.unlink()
    own.parent.rmdir()
    own.parent.symlink_to(other.parent)
    assert pages.entries(tmp_path / "own", "x") == []


def test_a_dead_link_is_named_and_the_old_book_stays(small, tmp_path):
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "index.html").write_text("old")
    full = OSError(28, "No space left on device")
    with mock.patch("workbook.npm.text", side_effect=full), pytest.raises(set_up.Problem, match="^.Errno 28. No space"):
        book.build(tmp_path / "book", small)
    (small / "GLOSSARY.md").write_text("# Words\n\n[gone](04_masked_attention.ipynb#nowhere)\n")
    with pytest.raises(set_up.Problem, match="^GLOSSARY.md: the link to nowhere is dead. Mend it, or bring the page back with reset.$"):
        book.build(tmp_path / "book", small)
    assert [file.name for file in tmp_path.joinpath("book").iterdir()] == ["index.html"]
