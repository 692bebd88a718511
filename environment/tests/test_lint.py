"""The checks on notebooks and what is said of them: a small workbook in good form, and one complaint for each thing spoiled."""

import breaking
import lint
import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from workbook import saving

SOLUTION = "int f() { return 2; }"
FOLDED = "\n\n".join(f"<details><summary>{each}</summary>\n\n{text}\n\n</details>" for each, text in (
    ("Hint 1", "One."), ("Hint 2", "More."), ("Solution", f"```java\n{SOLUTION}\n```")))
OPTIONS = "\n\n".join(
    f"<details><summary>{each}. Say {each}</summary>\n\n**{{{each}}}.** Because.\n\n</details>" for each in "ABC")
QUIZ = "## Quiz\n\n" + "\n\n".join(
    f"**{number}. Why?**\n\n" + OPTIONS.format(**{each: "Right" if each == right else "No" for each in "ABC"})
    for number, right in enumerate("AAC", start=1))
PAGE = (  # id, source, what it shows, tags
    ("title", "# Try\n\n**5 minutes.**", None),
    ("look", "## Look\n\nA [pad mask](GLOSSARY.md#pad-mask) at `work`; see [the quiz](01_try.ipynb#Quiz).", None),
    ("ask", 'predict("pads", "f(x); or (g)?",\n    null);', "f(x); or (g)?"),
    ("shown", 'reveal("pads", 3);', "It is 3."),
    ("more", "What follows differs.", None),
    ("ask2", 'predict("time", "How long?", null);', "How long?"),
    ("shown2", 'reveal("time", 7);', "It is 7.", "varies"),
    ("task", "## Exercise 1: the two\n\nReturn 2.", None),
    ("stub", "int f() { return 0; }", "", "exercise"),
    ("check", "check(f() == 2);", "Not yet: 2 / 3, 1:2, and/or, a@b.c"),
    ("folded", FOLDED, None),
    ("score", "\npredictions();", "0 of 2"),
    ("quiz", QUIZ, None),
)
ROW = "7,batch/Mask.java,return 0;,return 1;,MaskTest#zeros_stay,01_try#shown"
LINE = "| 7 | Zeros stay. | [01](01_try.ipynb#Look) | `MaskTest` zeros stay |"
FILES = {
    breaking.ROWS: f"claim,file,line,replacement,test,cell\n{ROW}\n",
    "lib/core/src/main/java/padwise/batch/Mask.java": "int f() {\n  return 0;\n}\n",
    "lib/core/src/test/java/padwise/MaskTest.java": "void zeros_stay() {}\n",
    lint.SYLLABUS: f"| [01](01_try.ipynb) | 5 | 00 |\n\n{LINE}\n",
    "README.md": "| [01](notebooks/01_try.ipynb) | 5 | zeros |\n",
    lint.GLOSSARY: "## pad mask\n\nA mask. ([01](01_try.ipynb))\n",
    lint.PLANS: "## Talk, 15 minutes\n\n| at | min | section | say | ask |\n|---|---|---|---|---|\n"
    "| 0:00 | 10 | [01](01_try.ipynb#Look) | A. | Vote `pads`. |\n| 0:10 | 5 | Break | B. | C. |\n",
    lint.ANSWERS: "## [01](01_try.ipynb)\n\n| key | asked | answer | why |\n|---|---|---|---|\n"
    "| `pads` | how many | 3 | no |\n| `time` | how long | varies | no |\n\n"
    "| exercise | goes wrong like this |\n|---|---|\n| 1, the two | Returns 3. |\n",
}


def cell(identity, source, shown, *tags):
    if shown is None:
        return new_markdown_cell(source, id=identity)
    outputs = [new_output("display_data", {"text/plain": shown})] if shown else []
    return new_code_cell(source, id=identity, outputs=outputs, metadata={"tags": list(tags)} if tags else {})


@pytest.fixture
def root(tmp_path, monkeypatch):
    """The small workbook; `spoil` replaces words of a file, or of a cell's source or output."""
    monkeypatch.setattr(lint, "REQUIRED", ("7",))
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    save(tmp_path, PAGE)
    return tmp_path


def save(root, page):
    notebook = saving.normalised(new_notebook(cells=[cell(*each) for each in page]))
    saving.write(notebook, root / "notebooks/01_try.ipynb")


def spoil(root, place, before, after):
    if place in FILES:
        text = (root / place).read_text("utf-8")
        assert before in text
        (root / place).write_text(text.replace(before, after), "utf-8")
    else:
        assert any(identity == place and before in "".join(map(str, rest)) for identity, *rest in PAGE)
        save(root, [(identity, *(part and part.replace(before, after) if identity == place else part for part in rest))
                    for identity, *rest in PAGE])


def complaints(root):
    return [*lint.project(root), *lint.page(root / "notebooks/01_try.ipynb")]


def test_a_good_workbook_has_no_complaints(root):
    assert complaints(root) == []


SPOILED = (  # where, before, after, what is complained of
    # A page.
    ("score", "\npredictions();", "\npredictions();" + "f();\n" * 13, "13 lines"),
    ("more", "differs", "differs " * 2000, "says 5 minutes", "words, at most 2000"),
    ("check", "Not yet: 2 / 3, 1:2, and/or, a@b.c", "", "shows nothing"),
    ("check", "Not yet", "/home/ann/x.csv", "an absolute path in its output"),
    ("score", "0 of", "C:\\Users\\ann of", "an absolute path in its output"),
    ("score", "\npred", 'read("/tmp/x");\npred', "an absolute path in its source"),
    ("score", "0 of", "padwise.Figure@1b2c3d4", "an identity hash"),
    ("score", "0 of", "2026-05-01", "a date"),
    ("score", "0 of", "May 1, 2026", "a date"),
    ("score", "0 of", "12:30:59", "a time of day"),
    ("more", "differs", "is ![](01_try.ipynb)", "without alt text"),
    ("more", "differs", '<img src="01_try.ipynb">', "without alt text"),
    ("more", "differs", "[is](no.md)", "a link to no.md"),
    ("look", "#Quiz", "#Quizzes", "a heading that is not there"),
    ("shown2", "varies", "vary", "unknown tag vary", "`time`"),
    ("check", "check(", "f(", "no check"),
    ("check", "Not yet", "Passed", "before it is solved"),
    ("folded", "Hint 2", "Note", "found Hint 1, Note, Solution"),
    ("folded", "```java", "```", "Hint 1, Hint 2, Solution"),
    ("ask", " null", " 3", "has a guess"),
    ("shown", "reveal", "show", 'no reveal("pads"', "`pads` is 3 here and None"),
    ("ask2", '"time"', '"pads"', "two predictions", "two predictions", "no reveal"),
    ("score", "predictions();", "done();", "no cell says predictions();"),
    ("quiz", "**2. Why?**", "2. Why?", "2 quiz questions", "quiz question 1"),
    ("quiz", "**No.** Because.", "No", *["explained"] * 3),
    ("quiz", "**Right.**", "**No.**", *["one **Right.**"] * 3),
    ("quiz", "**3. Why?**", "**3. Why?**\n\n<details>More</details>", "quiz question 3"),
    # Claims.
    (breaking.ROWS, "01_try#shown", "", "claim 7: expected"),
    (breaking.ROWS, ROW, f"{ROW}\n{ROW.replace('7', '9', 1)}", "claim 9: expected"),
    (lint.SYLLABUS, LINE, f"{LINE}\n{LINE.replace('7', '9')}", "claim 9: expected"),
    (lint.SYLLABUS, LINE, "", "claim 7: expected"),
    (lint.SYLLABUS, LINE, f"{LINE}\n{LINE}", "claim 7: expected"),
    (lint.SYLLABUS, "zeros stay", "zeros go", "MaskTest#zeros_go is only here", "MaskTest#zeros_stay is only in the CSV"),
    (lint.SYLLABUS, "#Look", "#Else", "no link to 01_try.ipynb#Look, where 01_try#shown is"),
    (breaking.ROWS, "#shown", "#shown,more", "more fields"),
    (breaking.ROWS, "return 0;", "return 2;", "not exactly once in batch/Mask.java: return 2;"),
    (breaking.ROWS, "return 0;", "", "not exactly once"),
    (breaking.ROWS, "Mask.java", "Gone.java", "no file batch/Gone.java"),
    (breaking.ROWS, "zeros_stay", "zeros", "there is no test", "is only", "is only"),
    (breaking.ROWS, "MaskTest", "Mask", "there is no test", "is only", "is only"),
    (breaking.ROWS, "01_try#shown", "02_gone#shown", "02_gone#shown is no code cell"),
    (breaking.ROWS, "01_try#shown", "01_try#stub", "shows nothing that could change", "no link to 01_try.ipynb#Exercise-1:-the-two"),
    (breaking.ROWS, "01_try#shown", "01_try#shown2", "varies by itself"),
    # Lists, glossary, plans and answers.
    ("title", "5", "10", "01_try: says 10 minutes, and takes a reader 5", "README.md: expected", "SYLLABUS.md: expected"),
    ("task", "Return 2.", "★ · 41 minutes.", "says 5 minutes, and takes a reader 45; at most 40"),
    ("README.md", "01_try", "02_other", "README.md: expected a table row with a link to 01_try.ipynb and its minutes, 5"),
    (lint.GLOSSARY, "01_try", "02_other", "pad-mask: names ['02_other'], first linked from ['01_try']"),
    (lint.GLOSSARY, "## pad mask", "## slot", "01_try: a link to GLOSSARY.md#pad-mask", "slot: names"),
    (lint.PLANS, "15 minutes", "20 minutes", "the rows take 15 minutes"),
    (lint.PLANS, "0:10", "0:12", "expected 0:10"),
    (lint.PLANS, "15 minutes", "", "no plan"),
    (lint.PLANS, "| B. | C. |", "| B. |", "a row that is not", "the rows take 10 minutes"),
    (lint.PLANS, "`pads`", "`rows`", "votes on rows"),
    (lint.PLANS, "C.", "Vote `pads`.", "votes on pads"),
    (lint.ANSWERS, "| 3 |", "| 4 |", "`pads` is 4 here and 3 on the page"),
    (lint.ANSWERS, "varies", "7", "`time` is 7 here and varies on the page"),
    (lint.ANSWERS, "`time`", "time", "`time` is missing here"),
    (lint.ANSWERS, "1, the two", "1, two", "the exercises of the page are: 1, the two"),
    ("task", "Exercise 1", "Exercise 2", "the exercises of the page are: 2, the two"),
    (lint.ANSWERS, "| `pads`", "| `more` | a | b | c |\n| `pads`", "`more` is b here and missing on the page"),
)


@pytest.mark.parametrize("place, before, after, words", [(*case[:3], case[3:]) for case in SPOILED])
def test_what_is_spoiled_is_named(root, place, before, after, words):
    spoil(root, place, before, after)
    found = complaints(root)
    assert len(found) == len(words), found
    for word in words:
        assert any(word in complaint for complaint in found), (word, found)


def test_code_without_words_before_it(root):
    save(root, [*PAGE[:4], *PAGE[5:]])
    assert "no words in the two cells before it" in complaints(root)[0]


def test_a_term_that_is_used_before_the_page_that_links_it(root):
    saving.write(new_notebook(cells=[new_markdown_cell(text) for text in ("# A pad mask", "A pad mask.", "## Quiz")]),
                 root / "notebooks/00_early.ipynb")
    assert any("first used in ['00_early']" in found for found in lint.project(root))


def test_answers_in_another_order_than_the_pages(root):
    first, second = (line for line in FILES[lint.ANSWERS].splitlines(keepends=True) if line.startswith("| `"))
    spoil(root, lint.ANSWERS, first + second, second + first)
    assert complaints(root) == [f"{lint.ANSWERS}, 01_try: the page asks in this order: pads, time"]


def test_a_page_that_is_not_saved_as_a_run_saves_it(root):
    path = root / "notebooks/01_try.ipynb"
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    assert "normal form" in complaints(root)[0]


def test_headings_that_jupyterlab_does_not_find(root):
    save(root, [*PAGE[:5], ("deep", "## Why ∞\n\n```\n## no heading\n```", None), *PAGE[5:]])
    folder = root / "notebooks"
    assert "plain letters" in next(lint.broken_links("[a](01_try.ipynb#Why-∞)", folder))
    assert "not there" in next(lint.broken_links("[a](01_try.ipynb#no-heading)", folder))
    assert not list(lint.broken_links("[b](https://x.org/y) [c](#top) `[d](no.md)` <a href=\"01_try.ipynb\">", folder))


def test_the_solution_belongs_to_the_nearest_exercise(root):
    cells = nbformat.read(root / "notebooks/01_try.ipynb", as_version=4).cells
    task = [each for each in cells if each.id in ("stub", "check", "folded")]
    other = [new_code_cell("int g();", metadata={"tags": ["exercise"]}), new_code_cell("check(g());"), new_markdown_cell("Open.")]
    assert lint.solution([*task, *other], 0) == (1, SOLUTION)
    assert lint.solution([*other, *task], 0) == (1, None)
    assert lint.solution([task[0], *other], 0) == (None, None)


def test_break_asks_the_test_about_the_changed_line_and_leaves_the_file_as_it_is(root, monkeypatch):
    name = "lib/core/src/main/java/padwise/batch/Mask.java"
    row = {**breaking.read(root)[0], "cell": ""}
    seen = []
    monkeypatch.setattr(breaking, "compiled", lambda *given: seen.append(given))
    monkeypatch.setattr(breaking, "run", lambda *_: (len(seen), ""))
    assert breaking.outcomes(root, [row, row], "classes") == [(row["test"], True, "fails")]
    assert seen == [("batch/Mask.java", FILES[name].replace("return 0;", "return 1;"), "classes")]
    assert (root / name).read_text("utf-8") == FILES[name]


def test_break_names_the_claims_there_are():
    with pytest.raises(SystemExit, match="There is no claim nope in lib/breakage.csv; choose from: 1, 2, 3"):
        breaking.main(["7", "nope"])
