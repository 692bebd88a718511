"""Tests of the tools themselves; no kernel is started."""

import asyncio
import contextlib
import os
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import bench_speed
import comparing
import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

import test_notebooks
from workbook import executing, notebooks, saving, set_up


def shown(text, html=None, png=None):
    data = {"text/plain": text}
    if html:
        data["text/html"] = html
    if png:
        data["image/png"] = png
    return new_output("display_data", data=data)


def printed(text, name="stdout"):
    return new_output("stream", text=text, name=name)


def code(source, outputs=(), tags=()):
    return new_code_cell(source, outputs=list(outputs), metadata={"tags": list(tags)} if tags else {})


def workbook(*cells):
    """A notebook in good form, with these cells at its end."""
    return saving.normalised(new_notebook(cells=[
        new_markdown_cell("# Title"),
        code("import java.util.*;"),
        new_markdown_cell("Look at the picture."),
        code("show(x);", [shown("A bar.", '<img alt="A bar.">', "AAAA")]),
        *cells,
    ]))


EQUAL = (
    ("a  b\n c", "a b c"),
    ("loss 2.30259", "loss 2.30301"),
    ("error 1.2E-7", "error 0.0"),
    ("error 3e-8", "error 9.1e-07"),
    ("0.333", "0.334"),  # one unit of the last decimal is rounding
    ("33.3 %", "33.4 %"),
    ("batched ≈0 yes", "batched 0 yes"),
    ("[2, 8, 12]", "[2,8,12]"),
    ("\u22120.5", "-0.5"),
)
DIFFERENT = (
    ("the cat sat", "the dog sat"),
    ("the cat", "the cat sat"),
    ("the cat sat", "the cat"),
    ("loss 2.30259", "loss 2.31259"),
    ("0.5", "0.6"),
    ("1.5", "-1.5"),
    ("0.333", "0.336"),
    ("3.3 %", "3.4 %"),
    ("batched ≈0 yes", "batched 0.8326 no"),
    ("batched ≈0 yes", "batched 1 no"),
    ("id 10000", "id 10001"),  # whole numbers are exact
    ("\u22120.5", "0.5"),
    ("NaN", "0.0"),
)


class Names(unittest.TestCase):
    def test_a_notebook_has_a_name_and_a_number(self):
        self.assertEqual(["04_masked_attention", "11_training"], [path.stem for path in notebooks.chosen(["04", "11_training.ipynb"])])
        with self.assertRaisesRegex(set_up.Problem, "There is no notebook 4; choose from: 00_start_here"):
            notebooks.chosen(["4"])
        self.assertEqual("04_attention", notebooks.numbered("04", ["04_attention", "04_attention_mine_1"]))


class Comparing(unittest.TestCase):
    def test_words_and_numbers(self):
        for pairs, equal in ((EQUAL, True), (DIFFERENT, False)):
            for one, other in pairs:
                with self.subTest(one=one, other=other):
                    self.assertEqual(equal, comparing.words_differ(one, other) is None)

    def test_picture_bytes_and_size_do_not_count_but_their_words_and_their_presence_do(self):
        one = shown("x", '<img alt="A cat." width="674" src="data:image/png;base64,AAAA">')
        same = shown("x", '<img alt="A cat." width="672" src="data:image/png;base64,BBBB">')
        other = shown("x", '<img alt="A dog." width="674" src="data:image/png;base64,AAAA">')
        self.assertIsNone(comparing.difference([one], [same]))
        self.assertIsNotNone(comparing.difference([one], [other]))
        self.assertIsNotNone(comparing.difference([shown("x", "<b>", "AAAA")], [shown("x", "<b>")]))

    def test_a_varying_cell_compares_kinds_only(self):
        self.assertIsNone(comparing.difference([printed("12 ms")], [printed("15 ms")], structure_only=True))
        self.assertIsNotNone(comparing.difference([printed("12 ms")], [], structure_only=True))
        self.assertIsNotNone(comparing.difference([printed("12 ms")], [printed("15 ms")]))

    def test_errors_compare_messages_and_places(self):
        def thrown(message, place):
            return new_output("error", ename="E", evalue="", traceback=[message, f"\x1b[2mat {place} in padwise\x1b[0m"])

        self.assertIsNone(comparing.difference([thrown("bad ids", "A.a")], [thrown("bad ids", "A.a")]))
        self.assertIsNotNone(comparing.difference([thrown("bad ids", "A.a")], [thrown("bad ids", "A.b")]))
        self.assertIsNotNone(comparing.difference([thrown("bad ids", "A.a")], [thrown("bad mask", "A.a")]))


class Saving(unittest.TestCase):
    def test_machine_and_time_are_taken_out(self):
        notebook = new_notebook(cells=[new_code_cell("x", metadata={"execution": {"a": "2026"}, "tags": ["varies"]})])
        notebook.metadata.language_info = {"name": "Java", "version": "17.0.15+6-Debian"}
        saved = saving.normalised(notebook)
        self.assertEqual({"tags": ["varies"]}, saved.cells[0].metadata)
        self.assertNotIn("version", saved.metadata.language_info)

    def test_cells_and_results_are_counted_from_one(self):
        cells = [new_code_cell("1", execution_count=7), new_markdown_cell("m"), new_code_cell(
            "2", execution_count=9, outputs=[new_output("execute_result", {"text/plain": "2"}, execution_count=9)])]
        saved = saving.normalised(new_notebook(cells=cells))
        self.assertEqual([1, 2, 2], [saved.cells[0].execution_count, saved.cells[2].execution_count,
                                     saved.cells[2].outputs[0].execution_count])

    def test_neighbouring_pieces_of_a_stream_become_one(self):
        outputs = [printed("a"), printed("b"), printed("e", "stderr"), printed("c"), shown("x"), printed("d")]
        self.assertEqual(["ab", "e", "c", None, "d"], [o.get("text") for o in saving.joined(outputs)])

    def test_joining_leaves_the_pieces_as_they_were(self):
        outputs = [printed("a"), printed("b")]
        saving.joined(outputs)
        self.assertEqual("a", outputs[0].text)

    def test_saving_twice_gives_the_same_bytes(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "naïve 猫.ipynb")
            saving.write(workbook(), path)
            before = path.read_bytes()
            saving.write(saving.normalised(nbformat.read(path, as_version=4)), path)
            self.assertEqual(before, path.read_bytes())
            self.assertTrue(before.endswith(b"}\n"))
            self.assertEqual([path.name], [p.name for p in Path(folder).iterdir()])


def exercise(solution="int f() { return 2; }"):
    hints = "".join(f"<details><summary>Hint {n}</summary>\n\nOne more.\n\n</details>\n\n" for n in (1, 2))
    return [
        new_markdown_cell("Return 2."),
        code("int f() { return 0; }", tags=["exercise"]),
        code("check(f() == 2);", [shown("Not yet")]),
        new_markdown_cell(f"{hints}<details><summary>Solution</summary>\n\n```java\n{solution}\n```\n\n</details>"),
    ]


class Executing(unittest.TestCase):
    def test_the_telling_line_of_an_exception(self):
        error = new_output("error", ename="RuntimeException", evalue="", traceback=[
            "\x1b[1m\x1b[31m--------\x1b[0m", "\x1b[31mjava.lang.Error: no ids\x1b[0m", "\tat .(#30:1)"])
        self.assertEqual("java.lang.Error: no ids", executing.error_message(error))

    def test_the_telling_line_of_a_compile_error(self):
        error = new_output("error", ename="CompilationException", evalue="", traceback=[
            "|   f(3);", "cannot find symbol", "  symbol:   method f(int)", ""])
        self.assertEqual("cannot find symbol symbol:   method f(int)", executing.error_message(error))

    def test_promised_errors_must_come(self):
        notebook = workbook(code("fine();", tags=["raises-exception"]))
        self.assertEqual(1, len(executing.missing_errors(notebook)))


class Bench(unittest.TestCase):
    def test_a_limit_that_a_result_beats_is_refused(self):
        self.assertEqual("2", bench_speed.limit(2, [2.5, 2.1, 9]))
        self.assertEqual("refused: 1.9 beats 2", bench_speed.limit(2, [2.5, 1.9, 9]))

    def test_a_number_comes_with_the_least_and_the_most_and_ratios_are_of_the_same_turn(self):
        found = bench_speed.cells({"ours": [1, 2, 9], "theirs": [2, 2, 3]})
        self.assertEqual(["2 (1 to 9)", "2 (2 to 3)", "1 (0.5 to 3)"], found)

    def test_lengths_fill_the_rectangle_but_for_the_padding(self):
        self.assertEqual([8, 6, 3, 1], bench_speed.spread(4, 8, 0.5))
        self.assertEqual([8] * 4, bench_speed.spread(4, 8, 0))

    def test_a_round_waits_for_other_programs_and_a_busy_computer_ends_the_run(self):
        with mock.patch("psutil.cpu_percent", side_effect=[90, 40, 3]) as busy:
            bench_speed.quiet()
            self.assertEqual(3, busy.call_count)
        with mock.patch("psutil.cpu_percent", return_value=90), mock.patch.object(bench_speed, "PATIENCE", 0):
            with self.assertRaisesRegex(SystemExit, "90 % of the processors busy"):
                bench_speed.quiet()

    def test_the_librarys_side_runs_all_that_it_is_asked_for(self):
        quick = {"JDK_JAVA_OPTIONS": os.environ.get("PADWISE_TEST_JIT", "")}
        with (tempfile.TemporaryDirectory() as folder, mock.patch.dict(os.environ, quick),
              mock.patch.dict(bench_speed.WARM, java=0), mock.patch("bench_speed.quiet")):
            work = {"product": [8], "ragged": ["3,1", 8], "readable": ["3,1", 8], "encoder": ["3,1", 3], "step": [Path(folder, "batches")]}
            found = bench_speed.race(1, {kind: ("java", kind, *words) for kind, words in work.items()})
        self.assertEqual([1] * len(work), list(map(len, found.values())))


class Rehearsal(unittest.TestCase):
    """The checks that need a kernel, with an invented one: it answers a cell with what `answer` makes of all it was sent so far."""

    def problems(self, check, cells, answer):
        sent = []

        @contextlib.asynccontextmanager
        async def session(notebook, kernel, data):
            async def run(index, source=None):
                sent.append(source or notebook.cells[index].source)
                notebook.cells[index].outputs = [printed(answer(sent))]
                return notebook.cells[index].outputs

            yield run

        with mock.patch.object(executing, "session", session):
            return list(asyncio.run(check(new_notebook(cells=cells))))

    def rehearse(self, cells, answer, back=(), twice=True):
        return self.problems(lambda notebook: test_notebooks.rehearsal(notebook, Path("data"), dict(back), twice), cells, answer)

    def test_a_changed_output_is_found(self):
        cells = [code("a();", [printed("1 cat")]), code("b();", [printed("2 dogs")], ["varies"])]
        self.assertEqual(["cell [1]: was '1', now '3', after ''"], self.rehearse(cells, lambda sent: "3 cat"))

    def test_a_second_run_that_differs_is_found_where_there_is_one(self):
        for twice, found in ((True, ["cell [1]: was '1', now '2', after 'run'"]), (False, [])):
            cells = [code("a();", [printed("run 1")])]
            self.assertEqual(found, self.rehearse(cells, lambda sent: f"run {len(sent)}", twice=twice))

    def test_what_an_earlier_cell_run_again_changes_is_found_unless_the_reader_is_told(self):
        for told, found in (("", ["cell [2]: was '2', now '4', after 'run'"]), ("Run cell [1] first", [])):
            cells = [code("a();", [printed("run 1")]), code("b();", [printed("run 2")])]
            answer = lambda sent: f"run {len(sent)} {told if len(sent) > 2 else ''}"  # noqa: E731
            self.assertEqual(found, self.rehearse(cells, answer, {1: 0}, twice=False))

    def test_a_right_and_a_wrong_solution_and_the_stub_is_put_back(self):
        def grade(sent):
            stubs = [source for source in sent if source.startswith("int f")]
            return "Passed" if sent[-1].startswith("check") and "return 2;" in stubs[-1] else "Not yet"

        for solution, count in (("int f() { return 2; }", 0), ("int f() { return 3; }", 1)):
            cells = exercise(solution)
            cells[1].outputs = [printed("Not yet")]
            cells[2].outputs = [printed("Not yet")]
            found = self.rehearse([*cells, code("check(1);", [printed("Not yet")])], grade)
            self.assertEqual(count, len(found), found)

    def test_an_error_that_is_promised_and_does_not_come_is_found(self):
        self.assertIn("nothing was raised", self.rehearse([code("a();", [printed("x")], ["raises-exception"])], lambda sent: "x")[0])

    def test_a_missing_output_on_the_other_kernel_is_found(self):
        found = self.problems(lambda notebook: test_notebooks.same_words(notebook, "jjava", Path("data")),
                              [code("a();", [printed("x"), shown("y")])], lambda sent: "x")
        self.assertEqual(["cell [1]: 2 outputs on java, 1 here"], found)
