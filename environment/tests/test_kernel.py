"""The workbook's kernel, from the outside: real kernels, driven by Jupyter's own client."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path
from unittest import mock

import psutil
from jupyter_client.manager import KernelManager

from workbook import first_run
from workbook import kernelspecs

KERNEL = os.environ.get("PADWISE_TEST_KERNEL", "java")
JAVA = os.environ.get("PADWISE_TEST_JAVA")  # another JDK's java than the kernelspec's
PATIENCE = 60
QUICK = os.environ.get("PADWISE_TEST_JIT", "").split()
THOROUGH = ("-XX:TieredStopAtLevel=4",)  # as a reader's kernel, where it matters what became of a loop


class Kernel:
    """A running kernel and a client that talks to it."""

    def __init__(self, *options, home=os.environ["HOME"], name=KERNEL):
        self.manager = KernelManager(kernel_name=name)
        argv = self.manager.kernel_spec.argv
        argv[2:2] = [*QUICK, *options]  # behind those of kernel.options
        if JAVA:
            argv[0] = JAVA
        self.log = open(kernelspecs.WORKBOOK / "kernel.log", "ab")
        self.manager.start_kernel(stdout=self.log, stderr=self.log, env={**os.environ, "HOME": home})
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=PATIENCE)
        self.process = psutil.Process(self.manager.provisioner.process.pid)

    def end(self):
        self.client.stop_channels()
        if self.manager.has_kernel:
            self.manager.shutdown_kernel(now=True)
        self.manager.cleanup_resources()
        self.log.close()

    def send(self, code, **options):
        return self.client.execute(code, **options)

    def replies(self, *requests, timeout=PATIENCE):
        """The replies to these requests, whatever else arrives."""
        found = {}
        end = time.monotonic() + timeout
        while len(found) < len(requests):
            message = self.client.get_shell_msg(timeout=max(0.1, end - time.monotonic()))
            parent = message["parent_header"].get("msg_id")
            if parent in requests:
                found[parent] = message["content"]
        return [found[request] for request in requests]

    def outputs(self, request, timeout=PATIENCE, until="idle"):
        """What was published for a request, up to a message of this type or until the kernel was idle again."""
        said = []
        end = time.monotonic() + timeout
        while True:
            message = self.client.get_iopub_msg(timeout=max(0.1, end - time.monotonic()))
            if message["parent_header"].get("msg_id") != request:
                continue
            said.append(message)
            if until in (message["msg_type"], message["content"].get("execution_state")):
                return said

    def run(self, code, timeout=PATIENCE, **options):
        """Runs a cell: its reply, and all it printed, showed or complained about."""
        request = self.send(code, **options)
        said = self.outputs(request, timeout)
        return self.replies(request, timeout=timeout)[0], "".join(map(words, said))

    def interrupt(self, code, after=0.4, presses=1, timeout=PATIENCE):
        """Runs a cell and presses stop: its reply, its words, and how many seconds the stop took."""
        request = self.send(code)
        time.sleep(after)
        begin = time.monotonic()
        for _ in range(presses):
            self.manager.interrupt_kernel()
        said = self.outputs(request, timeout)
        took = time.monotonic() - begin
        return self.replies(request)[0], "".join(map(words, said)), took


def words(message):
    content = message["content"]
    if message["msg_type"] == "stream":
        return content["text"]
    if message["msg_type"] in ("execute_result", "display_data"):
        return content["data"].get("text/plain", "")
    if message["msg_type"] == "error":
        return "\n".join(content["traceback"])
    return ""


class KernelTest(unittest.TestCase):
    """The tests of a class share one kernel, as the cells of a notebook do."""

    OPTIONS = ()

    @classmethod
    def setUpClass(cls):
        cls.kernel = Kernel(*cls.OPTIONS)
        cls.addClassCleanup(cls.kernel.end)
        cls.kernel.run("int kept = 42;")

    def assert_prints(self, expected, code):
        reply, said = self.kernel.run(code)
        self.assertEqual(("ok", expected), (reply["status"], said))


class RunAll(KernelTest):
    def run_all(self, *cells, **options):
        requests = [self.kernel.send(cell, **options) for cell in cells]
        return requests, [reply["status"] for reply in self.kernel.replies(*requests)]

    def test_cells_behind_an_error_are_aborted_and_say_nothing(self):
        requests, statuses = self.run_all("int before = 1;", "int zero = 0; 1 / zero", "System.out.print(1);", "int after = 2;")
        self.assertEqual(["ok", "error", "aborted", "aborted"], statuses)
        for request in requests[2:]:
            self.assertEqual(["status", "status"], [message["msg_type"] for message in self.kernel.outputs(request)])
        self.assertEqual("error", self.kernel.run("after")[0]["status"], "the cell behind the error ran")

    def test_a_cell_sent_after_the_error_is_known_runs(self):
        self.assertEqual("error", self.kernel.run("1 / (1 - 1)")[0]["status"])
        self.assert_prints("on", 'System.out.print("on");')

    def test_a_cell_stops_those_behind_it_if_it_fails_in_any_way_and_may_not(self):
        for failing, options, statuses in (("1 / (1 - 1)", {"stop_on_error": False}, ["error", "ok"]),
                                           ("int x = nowhere;", {}, ["error", "aborted"])):
            with self.subTest(failing):
                self.assertEqual(statuses, self.run_all(failing, "2", **options)[1])

    def test_a_cell_with_a_syntax_error_runs_none_of_its_lines(self):
        reply, said = self.kernel.run("System.out.print(1);\nint x = (;")
        self.assertEqual("error", reply["status"])
        self.assertFalse(said.startswith("1"), said)

    def test_other_requests_behind_an_error_are_answered(self):
        cell, asked, last = self.kernel.send("1 / (1 - 1)"), self.kernel.client.kernel_info(), self.kernel.send("2")
        replies = self.kernel.replies(cell, asked, last)
        self.assertEqual(["error", "ok", "aborted"], [reply["status"] for reply in replies])

    def test_an_aborted_cell_takes_no_number(self):
        counts = self.kernel.run("1")[0]["execution_count"]
        self.run_all("1 / (1 - 1)", "2", "3")
        self.assertEqual(counts + 2, self.kernel.run("1")[0]["execution_count"])


BUSY = {
    "an empty loop": "while (true) {}",
    "arithmetic": "long sum = 0; for (long i = 0; ; i++) { sum += i * i % 7; }",
    "a method": "int deep(int n) { while (true) { n = n * 31 + 1; } }\ndeep(1)",
    "a lambda": "Runnable busy = () -> { while (true) {} };\nbusy.run();",
    "threads of a pool": "java.util.stream.IntStream.range(0, 4).parallel().forEach(i -> { while (true) {} });",
    "printing": 'while (true) { System.out.println("a line of output"); }',
    "sleeping": "Thread.sleep(600_000);",
    "a queue": "new java.util.concurrent.LinkedBlockingQueue<String>().take();",
    "catching exceptions": "while (true) { try { Thread.sleep(1000); } catch (Exception again) { } }",
    "input": "System.in.read();",
    "another process": 'new ProcessBuilder("sleep", "600").start().getInputStream().read();',
    "ND4J": "var big = org.nd4j.linalg.factory.Nd4j.rand(200, 200);\nwhile (true) { big.mmul(big); }",
}


class Interrupt(KernelTest):
    OPTIONS = THOROUGH

    def test_every_busy_cell_ends_and_the_kernel_lives(self):
        self.kernel.run("org.nd4j.linalg.factory.Nd4j.ones(2);")
        for what, code in BUSY.items():
            with self.subTest(what):
                reply, said, took = self.kernel.interrupt(code, presses=2)
                self.assertEqual("error", reply["status"])
                self.assertLess(took, PATIENCE / 6)  # at once, on however busy a machine
                self.assertIn("stopped", said)
                self.assert_prints("42\n", "System.out.println(kept);")
                self.assert_quiet()

    def test_a_stop_at_rest_ends_what_cells_have_left(self):
        self.kernel.run("new Thread(() -> { while (true) {} }).start();")
        self.assertTrue(self.computes())
        self.kernel.manager.interrupt_kernel()
        self.assert_quiet()
        self.assert_prints("42\n", "System.out.println(kept);")

    def assert_quiet(self):
        """The thread is gone, not left alone: no thread has a cell's code on its stack any more."""
        end = time.monotonic() + PATIENCE
        while self.computes():
            self.assertLess(time.monotonic(), end, "a cell still computes")
            time.sleep(0.2)

    def computes(self):
        jcmd = Path(self.kernel.manager.kernel_spec.argv[0]).with_name("jcmd")
        stacks = subprocess.run([jcmd, str(self.kernel.process.pid), "Thread.print"], capture_output=True, text=True).stdout
        self.assertIn("Full thread dump", stacks)
        return "REPL.$JShell$" in stacks

    def test_a_cell_that_computes_is_seen(self):
        request = self.kernel.send("while (true) {}")
        while not self.computes():  # up to the timeout of the test
            time.sleep(0.2)
        self.kernel.manager.interrupt_kernel()
        self.kernel.replies(request)
        self.assert_quiet()

    def test_an_attempt_without_end_is_stopped_by_its_check_and_the_next_cell_runs(self):
        self.kernel.run("import static padwise.lesson.Notebook.*;\nimport padwise.lesson.Exercises;")
        self.kernel.run("check(Exercises.PAD_COUNT, (lengths, padded) -> 0);")  # loads what a check needs
        self.kernel.run("Integer padCount(List<Integer> lengths, int padded) {\n    while (true) { padded++; }\n}")
        begin = time.monotonic()
        reply, said = self.kernel.run("check(Exercises.PAD_COUNT, (lengths, padded) -> padCount(lengths, padded));")
        self.assertLess(time.monotonic() - begin, PATIENCE / 6)
        self.assertEqual("ok", reply["status"])
        self.assertIn("did not come to an end and was stopped", said)
        self.assertNotIn("cannot stop", said)
        self.assert_prints("42\n", "System.out.println(kept);")
        self.assert_quiet()

    def test_a_check_names_the_learners_own_method_and_what_it_lacks(self):
        self.kernel.run("import static padwise.lesson.Notebook.*;\nimport padwise.lesson.Exercises;")
        lacks = "fit uses names that nothing declares: variable "
        for line, words in (("return List.of(ids.get(99));", r"threw IndexOutOfBoundsException \(.*\) in fit, line 2\."),
                            ("return Collectors.cut(ids);", lacks + r"Collectors\. Line 2: return Collectors\.cut\(ids\);"
                             r" What may be missing: import java\.util\.stream\.Collectors;"),
                            ("return ids.subList(0, lenght);", lacks + r"lenght\. Line 2: return ids\.subList\(0, lenght\);")):
            with self.subTest(line):
                self.kernel.run("List<Integer> fit(List<Integer> ids, int length) {\n    " + line + "\n}")
                reply, said = self.kernel.run("check(Exercises.FIT, (ids, length) -> fit(ids, length));")
                self.assertEqual("ok", reply["status"])
                self.assertRegex(said, words)

    def test_a_loop_that_looks_at_the_request_ends_in_good_order(self):
        reply, said, _ = self.kernel.interrupt(
            "while (!Thread.interrupted()) { Thread.onSpinWait(); }\nSystem.out.print(\"what it has\");")
        self.assertEqual(("ok", "what it has"), (reply["status"], said))

    def test_the_cells_behind_are_aborted(self):
        first, second = self.kernel.send("while (true) {}"), self.kernel.send("System.out.print(2);")
        time.sleep(0.5)
        self.kernel.manager.interrupt_kernel()
        self.assertEqual(["error", "aborted"], [reply["status"] for reply in self.kernel.replies(first, second)])

    def test_at_rest_it_does_nothing(self):
        self.kernel.manager.interrupt_kernel()
        self.assert_prints("on", 'System.out.print("on");')

    def test_a_program_that_a_cell_waits_for_ends_with_it(self):
        reply, _, _ = self.kernel.interrupt('new ProcessBuilder("sleep", "600").start().waitFor();')
        self.assertEqual("error", reply["status"])
        self.assertEqual([], psutil.wait_procs(self.kernel.process.children(), timeout=PATIENCE)[1])

    def test_half_a_line_of_a_stopped_cell_is_not_in_the_next_output(self):
        self.kernel.interrupt('while (true) { System.out.print("half"); }', presses=2)
        self.assert_prints("whole\n", 'System.out.println("whole");')


RERUNS = int(os.environ.get("PADWISE_TEST_RERUNS", "40" if QUICK else "100"))
AGAIN = """
int[] numbers = {1, 2, 3};
int twice(int n) { return 2 * n; }
record Pair(int a, int b) {}
var big = org.nd4j.linalg.factory.Nd4j.rand(1000, 500);
for (int n : numbers) { List.of(n).forEach(each -> System.out.println(new Pair(each, twice(each)))); }
twice(21)
"""


class Memory(unittest.TestCase):
    def setUp(self):
        self.kernel = Kernel("-Xmx256m")
        self.addCleanup(self.kernel.end)

    def test_what_was_shown_or_declared_again_is_let_go(self):
        for cell in ("new double[2_000_000]", "double[] same = new double[2_000_000];", "var other = new double[2_000_000]; other.length"):
            for _ in range(20):  # 16 MB each
                reply, said = self.kernel.run(cell)
                self.assertEqual("ok", reply["status"], said)

    def test_a_cell_run_again_and_again_leaves_no_code_and_no_arrays_behind(self):
        for _ in range(10):
            self.assertEqual("ok", self.kernel.run(AGAIN)[0]["status"])
        records, classes, resident = self.held()
        for _ in range(RERUNS):
            self.kernel.run(AGAIN)
        more = [after - before for after, before in zip(self.held(), (records, classes, resident))]
        print(f"{RERUNS} runs: {more[0]} bytes of JShell's records, {more[1]} classes, {more[2] / 1e6:.0f} MB resident")
        self.assertLess(more[0], 10_000)
        self.assertLess(more[1], RERUNS / 2)  # a run makes several
        self.assertLess(more[2], RERUNS * 1e6)

    def held(self):
        """After a full collection: bytes that JShell's own objects take, classes loaded, bytes resident."""
        jcmd = Path(self.kernel.manager.kernel_spec.argv[0]).with_name("jcmd")
        for command in ("GC.run", "GC.class_histogram"):
            out = subprocess.run([jcmd, str(self.kernel.process.pid), command], capture_output=True, text=True).stdout
        rows = [(name, int(count), int(size)) for count, size, name in re.findall(r"\d+: +(\d+) +(\d+) +(\S+)", out)]
        records = sum(size for name, _, size in rows if name.startswith("jdk.jshell."))
        return records, dict(row[:2] for row in rows)["java.lang.Class"], self.kernel.process.memory_info().rss

    def test_out_of_memory_is_a_sentence_and_the_kernel_lives(self):
        self.kernel.run("int kept = 42;")
        reply, said = self.kernel.run("var all = new ArrayList<double[]>();\nwhile (true) { all.add(new double[2_000_000]); }")
        self.assertEqual("OutOfMemoryError", reply["ename"])
        self.assertIn("Emptied, to go on: all", said)
        self.assertEqual("42", self.kernel.run("kept")[1])


class Errors(KernelTest):
    def said(self, code):
        reply, said = self.kernel.run(code)
        self.assertEqual("error", reply["status"], said)
        return re.sub("\x1b\\[[0-9;]*m", "", said).splitlines()

    def test_an_exception_names_the_learners_line_first_and_folds_the_library(self):
        lines = self.said("int x = 3;\npadwise.batch.Padding.none().apply(null);")
        self.assertRegex(lines[0], "^IllegalArgumentException: encodings: ")
        self.assertEqual(["Line 2 of this cell:", "    1  int x = 3;"], lines[1:3])
        self.assertRegex(lines[4], "^at Preconditions.require and [0-9]+ more calls in padwise$")
        self.assertEqual(5, len(lines))

    def test_a_method_of_an_earlier_cell_is_shown_with_its_line(self):
        self.kernel.run("int tenth(int n) {\n  return 10 / n;\n}")
        lines = self.said("tenth(0)")
        self.assertIn("→   2    return 10 / n;", lines)
        self.assertIn("→   1  tenth(0)", lines)

    def test_a_printed_trace_has_the_lines_of_cells(self):
        self.kernel.run("int third(int n) {\n  return 3 / n;\n}")
        for way, shown in (("", ""), ("new PrintWriter(text)", "text.toString()")):
            cell = "var text = new StringWriter();\ntry { third(0); } catch (Exception e) {\n  e.printStackTrace(%s); }\n%s"
            said = self.kernel.run(cell % (way, shown))[1]
            self.assertRegex(said, r"\tat third\(cell \[\d+], line 2\)\n\tat \(cell \[\d+], line 2\)")

    def test_what_is_printed_and_shown_has_the_readers_names(self):
        self.kernel.run("class Wrong extends Exception {}")
        for cell in ("System.out.print(new Wrong());", "new Wrong().printStackTrace();", "new Wrong()", "Wrong.class"):
            said = self.kernel.run(cell)[1]
            self.assertIn("Wrong", said)
            self.assertNotIn("$", said.splitlines()[0])

    def test_an_nd4j_error_tells_the_operands_their_shapes_and_the_rule(self):
        self.kernel.run("import org.nd4j.linalg.factory.Nd4j;\nvar a = Nd4j.ones(2, 3);\nvar e = Nd4j.ones(4, 4);")
        for cell, rule in (("a.mmul(e)", "columns on the left"), ("a.add(e)", "Element by element"),
                           ("Nd4j.concat(0, a, e)", "pad them"), ("Nd4j.pile(a, e)", "pad them")):
            with self.subTest(cell):
                said = "\n".join(self.said(cell))
                self.assertIn("Shapes: a [2, 3], e [4, 4].", said)
                self.assertIn(rule, said)


BOX = ("class Box {\n  int width;\n  Box(int width) { this.width = width; }\n"
       "  protected int area() { return width * width; }\n  static long count = 1L << 40;\n}\nvar box = new Box(2);")
SHAPE = "abstract class Shape {\n  abstract int corners();\n  int twice() { return 2 * corners(); }\n}"
PAD = "enum Side { LEFT, RIGHT }\nrecord Pad(Side side, int length) {}\n<T> T same(T value) { return value; }"
LATER = ("var later = new HashMap<String, Runnable>();\n"
         'later.put("hello", () -> System.out.println(later.keySet()));\nSystem.gc();')
ACROSS = (  # a cell before, a later one, what that shows
    (BOX, "new Box(3).area()", "9"),
    (BOX, 'box.width = 5; System.out.println(box.width + " " + Box.count);', "5 1099511627776\n"),
    (SHAPE, "new Shape() { int corners() { return 3; } }.twice()", "6"),
    (SHAPE, "{ class Square extends Shape { int corners() { return 4; } } System.out.println(new Square().twice()); }", "8\n"),
    (PAD, 'switch (new Pad(Side.LEFT, 2).side()) { case LEFT: System.out.println("yes"); default: }', "yes\n"),
    (PAD, "same(new Pad(Side.RIGHT, 1))", "Pad[side=RIGHT, length=1]"),
    (LATER, 'later.get("hello").run();', "[hello]\n"),
    ("class Word { int size = 1; }\nint sizeOf() { return new Word().size; }", "class Word { int size = 2; }\nsizeOf()", "2"),
)


class Declarations(KernelTest):
    """Statements have a class loader of their own; what a cell declares stays within their reach."""

    def test_a_later_cell_reaches_what_is_declared(self):
        for before, cell, shown in ACROSS:
            with self.subTest(cell):
                self.kernel.run(before)
                self.assert_prints(shown, cell)


class Help(KernelTest):
    def ask(self, request):
        return self.kernel.replies(request)[0]

    def test_the_librarys_and_nd4js_javadoc_is_shown(self):
        for code, words in (("padwise.batch.Padding.toLongest()", "longest"),
                            ("org.nd4j.linalg.factory.Nd4j.ones(2).mmul", "matrix multiplication")):
            with self.subTest(code):
                reply = self.ask(self.kernel.client.inspect(code, code.rindex(".") + 3))
                self.assertTrue(reply["found"])
                self.assertIn(words, reply["data"]["text/plain"])

    def test_help_lists_what_the_kernel_adds_and_an_unknown_line_is_refused(self):
        self.assertIn("%classpath JAR", self.kernel.run("%help")[1])
        self.assertIn("use %classpath", self.kernel.run("%nothing")[1])


HEATMAP = "\n".join(first_run.WALK)


class LifeCycle(unittest.TestCase):
    def test_a_kernel_ends_when_its_server_is_killed(self):
        starter = subprocess.Popen(
            [sys.executable, "-c", "import sys, test_kernel, time; k = test_kernel.Kernel(); "
             "print(k.process.pid, flush=True); time.sleep(600)"],
            cwd=Path(__file__).parent, stdout=subprocess.PIPE, text=True)
        with starter:
            kernel = psutil.Process(int(starter.stdout.readline()))
            starter.kill()
        self.assertEqual([], psutil.wait_procs([kernel], timeout=10)[1])

    @unittest.skipUnless(hasattr(signal, "SIGSTOP"), "Windows can't halt a process")
    def test_a_kernel_whose_server_is_killed_while_it_starts_ends(self):
        starter = subprocess.Popen(
            [sys.executable, "-c", "import os, signal, subprocess, time; from jupyter_client.manager import KernelManager; "
             f"k = KernelManager(kernel_name={KERNEL!r}); k.kernel_spec.argv[0] = {JAVA!r} or k.kernel_spec.argv[0]; "
             "k.start_kernel(stdout=subprocess.DEVNULL); pid = k.provisioner.process.pid; os.kill(pid, signal.SIGSTOP); "
             "print(pid, flush=True); time.sleep(600)"],
            cwd=Path(__file__).parent, stdout=subprocess.PIPE, text=True)
        with starter:
            kernel = psutil.Process(int(starter.stdout.readline()))
            starter.kill()
        kernel.resume()  # Java has not even begun
        self.assertEqual([], psutil.wait_procs([kernel], timeout=PATIENCE)[1])

    @unittest.skipUnless(shutil.which("bwrap"), "a sandbox with process numbers of its own needs bubblewrap")
    def test_a_kernel_alone_in_a_sandbox_with_its_own_process_numbers_lives(self):
        with tempfile.TemporaryDirectory() as folder:
            java = Path(folder, "java")
            java.write_text("#!/bin/sh\nexec bwrap --die-with-parent --unshare-pid --dev-bind / / --proc /proc "
                            f"{JAVA or kernelspecs.java()} \"$@\"\n")
            java.chmod(0o755)
            with mock.patch(f"{__name__}.JAVA", str(java)):
                kernel = Kernel()
            self.addCleanup(kernel.end)
            server = os.getpid()
            self.assertEqual("false", kernel.run(f"ProcessHandle.of({server}).isPresent()")[1])

    def test_shutdown_and_restart_leave_nothing_behind_whatever_a_cell_does(self):
        kernel = Kernel()
        self.addCleanup(kernel.end)
        kernel.send('new Thread(() -> { while (true) {} }).start(); while (true) {}')
        time.sleep(1)
        first = kernel.process
        kernel.manager.restart_kernel()
        kernel.client.wait_for_ready(timeout=PATIENCE)
        second = psutil.Process(kernel.manager.provisioner.process.pid)
        kernel.manager.shutdown_kernel()
        self.assertEqual([], psutil.wait_procs([first, second], timeout=5)[1])

    def test_a_start_on_a_port_that_is_taken_ends_at_once_and_says_why(self):
        kernel = Kernel()
        self.addCleanup(kernel.end)
        shared = Path(kernel.manager.connection_file)
        ports = json.loads(shared.read_text("utf-8"))
        for name in ("iopub_port", "stdin_port", "control_port", "hb_port"):  # the shell's stays taken
            with socket.create_server(("127.0.0.1", 0)) as free:
                ports[name] = free.getsockname()[1]
        with tempfile.TemporaryDirectory() as folder:
            kernelspecs.write(Path(folder, "ports.json"), ports)
            command = [word.replace(str(shared), str(Path(folder, "ports.json"))) for word in kernel.manager.format_kernel_cmd()]
            second = subprocess.run(command, env={**os.environ, **kernel.manager.kernel_spec.env},
                                    capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual(1, second.returncode)
        self.assertIn("in use", second.stderr)
        self.assertEqual("2", kernel.run("1 + 1")[1])

    def test_a_home_that_nothing_can_be_written_to_is_enough(self):
        with tempfile.NamedTemporaryFile() as home:  # a file in its place refuses even root, as a locked folder does not
            kernel = Kernel(f"-Duser.home={home.name}", home=home.name)
            self.addCleanup(kernel.end)
            self.assertIn("heatmap", kernel.run(HEATMAP)[1])


class Predictions(unittest.TestCase):
    ASK = 'import static padwise.lesson.Notebook.*;\npredict("pads", "How many?", %s);\n'

    def test_a_guess_stays_locked_when_the_kernel_restarts_and_is_kept_for_its_notebook_only(self):
        temporary = tempfile.TemporaryDirectory(prefix="padwise-")
        self.addCleanup(temporary.cleanup)
        folder = Path(temporary.name)
        notebook = folder / "a page.ipynb"
        notebook.write_text("{}", "utf-8")
        server = mock.patch.dict(os.environ, JPY_SESSION_NAME=str(notebook))
        server.start()
        self.addCleanup(server.stop)
        kernel = Kernel()
        self.addCleanup(kernel.end)
        self.assertIn("It is 3.", kernel.run(self.ASK % "null" + 'reveal("pads", 3); resetPredictions();')[1])
        kernel.run(self.ASK % 4 + 'reveal("pads", 3);')
        kernel.manager.restart_kernel(now=False)
        kernel.client.wait_for_ready(timeout=PATIENCE)
        self.assertIn("Locked: you said 4", kernel.run(self.ASK % 3)[1])
        self.assertIn("You said 4. It is 3.", kernel.run('reveal("pads", 3);')[1])
        self.assertIn("1 of 1 predicted, 0 right", kernel.run("predictions();")[1])
        self.assertEqual({"a page.csv", "a page.csv.old"}, {path.name for path in (folder / ".predictions").iterdir()})
        self.assertIn("pads,number,4,locked", (folder / ".predictions" / "a page.csv").read_text("utf-8"))


class Unstoppable(KernelTest):
    def test_a_wait_that_java_cannot_end_is_left_behind(self):
        self.kernel.run("""
            Object one = new Object(), other = new Object();
            var both = new CountDownLatch(2);
            void lock(Object first, Object second) throws Exception {
                synchronized (first) {
                    both.countDown();
                    both.await();
                    synchronized (second) { }
                }
            }
            """)
        waits = ("new CompletableFuture<Integer>().join()", "new Thread(() -> { try { lock(one, other); } catch (Exception e) { } }).start();\nlock(other, one);",
                 "synchronized (one) { }  // which is locked for ever", BUSY["an empty loop"])
        for code in waits:
            with self.subTest(code):
                reply, said, _ = self.kernel.interrupt(code, presses=2)
                self.assertEqual("error", reply["status"])
                self.assertIn("stopped", said)
                self.assertNotIn("cannot stop", said)
                self.assert_prints("42\n", "System.out.println(kept);")

    def test_what_cannot_be_stopped_is_named_with_the_way_out(self):
        request = self.kernel.send("new java.net.ServerSocket(0).accept();")
        time.sleep(0.5)
        self.kernel.manager.interrupt_kernel()
        said = ""
        while "\n" not in said:
            said += words(self.kernel.client.get_iopub_msg(timeout=PATIENCE))
        self.assertRegex(said, "Java cannot stop .*accept.*restart the kernel")
        self.kernel.manager.restart_kernel(now=False)
        self.kernel.client.wait_for_ready(timeout=PATIENCE)
        self.assert_prints("on", 'System.out.print("on");')
