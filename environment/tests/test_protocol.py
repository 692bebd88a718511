"""Messages that a client may send the workbook's kernel, well-formed or not."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest import mock

from jupyter_client import BlockingKernelClient

from workbook import kernelspecs
from workbook import padwise_provisioner as provisioner
import test_kernel
from test_kernel import KernelTest, words


def asked(client, kind, content):
    """The reply to a request on the control channel."""
    message = client.session.msg(kind, content)
    client.control_channel.send(message)
    while (reply := client.get_control_msg(timeout=test_kernel.PATIENCE))["parent_header"]["msg_id"] != message["header"]["msg_id"]:
        pass
    assert reply["msg_type"] == kind.replace("request", "reply")
    return reply["content"]


class Streams(KernelTest):
    def plain(self):
        """Seconds for 2,000 lines of one stream, here and now: what the machine is worth beside its other work."""
        begin = time.monotonic()
        self.kernel.run('for (int i = 0; i < 2000; i++) { System.out.println("line" + i); }')
        return time.monotonic() - begin

    def test_lines_that_alternate_between_the_streams_are_all_there_and_soon(self):
        plain, begin = self.plain(), time.monotonic()
        request = self.kernel.send(
            'for (int i = 0; i < 2000; i++) { System.out.println("out" + i); System.err.println("err" + i); }')
        said = [message["content"] for message in self.kernel.outputs(request) if message["msg_type"] == "stream"]
        self.assertLess(time.monotonic() - begin, 3 + 20 * plain)  # with a pause behind each line 13 seconds and more
        for stream, word in (("stdout", "out"), ("stderr", "err")):
            text = "".join(content["text"] for content in said if content["name"] == stream)
            self.assertEqual([f"{word}{i}" for i in range(2000)], text.split())

    def test_a_loop_that_prints_without_end_leaves_the_page_time_for_a_press_of_stop(self):
        request = self.kernel.send('while (true) { System.out.println("again"); }')
        time.sleep(3)
        self.kernel.manager.interrupt_kernel()
        said = "".join(map(words, self.kernel.outputs(request)))
        self.assertIn("stopped", said)
        self.assertLess(len(said), 1 << 19)  # at full speed some megabytes

    def test_a_few_lines_keep_their_order(self):
        request = self.kernel.send('for (int i = 0; i < 9; i++) { System.out.print(i); System.err.print(i); }')
        self.assertEqual("".join(f"{i}{i}" for i in range(9)), "".join(map(words, self.kernel.outputs(request))))

    def test_two_thousand_displays_are_all_there_and_soon(self):
        plain, begin = self.plain(), time.monotonic()
        request = self.kernel.send('for (int i = 0; i < 2000; i++) { display("<" + i + ">"); }')
        said = "".join(map(words, self.kernel.outputs(request)))
        self.assertLess(time.monotonic() - begin, 5 + 40 * plain)  # with a pause of 20 ms: 30 and more
        self.assertIn("<1999>", said)

    def test_a_display_is_the_same_on_every_run(self):
        _, said = self.kernel.run("display(new int[] {1, 2}); display(new Object());")
        self.assertIn("[1, 2]", said)
        self.assertNotIn("@", said)

    def test_what_cannot_be_sent_is_said(self):
        reply, said = self.kernel.run(
            'var data = new org.dflib.jjava.jupyter.kernel.display.DisplayData("lost");\n'
            'data.putMetaData("size", Double.NaN);\n'  # JSON has no such number
            'org.dflib.jjava.jupyter.kernel.BaseKernel.notebookKernel().display(data);')
        self.assertEqual("ok", reply["status"])
        self.assertIn("An output is missing here", said)
        self.assert_prints("on", 'System.out.print("on");')


class LittleMemory(KernelTest):
    OPTIONS = ("-Xmx128m",)

    def test_an_output_too_large_for_the_memory_is_said_and_the_kernel_answers(self):
        reply, said = self.kernel.run('display("x".repeat(45_000_000));')
        self.assertTrue("missing here: memory ran out" in said or reply["status"] == "error", said[:200])
        self.assert_prints("42", "kept")


CODE = {"code": "kept"}
UNREADABLE = (  # a request, its content, the field that is wrong
    *((kind, {}, "code") for kind in ("execute", "complete", "inspect", "is_complete")),
    ("execute", {"code": ["kept = 7;"]}, "code"),
    ("execute", {"code": "kept = 7;", "silent": []}, "silent"),
    *((kind, {**CODE, "cursor_pos": at}, "cursor_pos")
      for kind in ("complete", "inspect") for at in ("four", None, 1.5, [4], 1e30)),
    ("inspect", {**CODE, "cursor_pos": 4, "detail_level": "all"}, "detail_level"),
    ("history", {}, "hist_access_type"),
    ("history", {"hist_access_type": "newest"}, "hist_access_type"),
    ("history", {"hist_access_type": "tail", "n": "ten"}, "n"),
    ("history", "[]", "content"),  # a text goes out as it is
    ("kernel_info", "no json", "content"),
)


class Messages(KernelTest):
    def raw(self, *parts):
        self.kernel.client.shell_channel.socket.send_multipart(list(parts))

    def signed(self, kind, content):
        session = self.kernel.client.session
        return session.serialize(session.msg(kind, content))

    def assert_answers(self):
        self.assert_prints("42", "kept")

    def test_parts_without_a_delimiter_or_a_message_cut_short_harm_no_later_request(self):
        whole = self.signed("kernel_info_request", {})
        for parts in ([b""], [b"rubbish"], [b"a", b"b", b"c"], *(whole[:length] for length in range(1, len(whole)))):
            self.raw(*parts)
        self.assert_answers()

    def test_a_wrong_signature_is_not_obeyed(self):
        delimiter, signature, *rest = self.signed("execute_request", {"code": "kept = 7;"})
        self.raw(delimiter, signature[:-1] + (b"0" if signature[-1:] != b"0" else b"1"), *rest)
        self.raw(delimiter, b"", *rest)
        self.assert_answers()

    def test_an_unknown_type_or_no_json_harms_no_later_request(self):
        self.raw(*self.signed("marvel_request", {"code": "kept = 7;"}))
        session = self.kernel.client.session
        parts = [b"no json"] * 4
        self.raw(b"<IDS|MSG>", session.sign(parts), *parts)
        self.assert_answers()

    def test_a_request_that_lacks_a_field_or_has_a_wrong_one_is_answered_with_an_error_that_names_it(self):
        client = self.kernel.client
        for kind, content, field in UNREADABLE:
            with self.subTest(kind, content=content):
                message = client.session.msg(kind + "_request", content)
                client.shell_channel.send(message)
                reply, = self.kernel.replies(message["header"]["msg_id"], timeout=20)
                self.assertEqual("error", reply["status"])
                self.assertIn(field, reply["evalue"])
                self.kernel.outputs(message["header"]["msg_id"], timeout=20)  # up to idle
        self.assert_answers()

    def test_interrupt_and_shutdown_are_answered_with_a_status(self):
        client = self.kernel.client
        for kind, content in (("interrupt_request", {}), ("shutdown_request", {"restart": True})):
            reply = asked(client, kind, content)
            self.assertEqual("ok", reply["status"])
        self.assertTrue(reply["restart"])
        self.kernel.manager.restart_kernel(now=True)
        client.wait_for_ready(timeout=test_kernel.PATIENCE)
        self.kernel.run("int kept = 42;")


class Characters(KernelTest):
    def test_positions_count_an_emoji_as_one(self):
        code = 'var words = List.of("😀🐈"); words.siz'
        reply = self.kernel.replies(self.kernel.client.complete(code, len(code)))[0]
        self.assertEqual((["size()"], len(code) - 3, len(code)), (reply["matches"], reply["cursor_start"], reply["cursor_end"]))
        code = '"😀🐈".length()'
        reply = self.kernel.replies(self.kernel.client.inspect(code, 7))[0]
        self.assertIn("length", reply["data"].get("text/plain", ""))


class Habits(KernelTest):
    """What people type who come from IPython."""

    def test_a_name_with_a_question_mark_shows_what_shift_tab_shows(self):
        self.kernel.run("var words = List.of(1);")
        for name in ("words", "Math.max"):
            shown = self.kernel.replies(self.kernel.client.inspect(name, len(name)))[0]["data"]["text/plain"]
            for cell in (f"{name}?", f"?{name}", f"{name}??"):
                reply, said = self.kernel.run(cell)
                self.assertEqual("ok", reply["status"])
                self.assertIn(shown, said)
        self.kernel.run("import padwise.attention.Attention;")
        shown = self.kernel.run("Attention.attend?")[1]
        self.assertNotIn("@", shown)
        self.assertIn("\n\nReturns: ", shown)
        self.assertIn("nothing is known", self.kernel.run("nowhere?")[1])

    def test_other_lines_of_ipython_are_answered_with_the_java_way(self):
        for cell, way in (("!ls -l", 'ProcessBuilder("ls", "-l")'), ("%time kept", "System.nanoTime()"),
                          ("%%time\nkept = 7;", "System.nanoTime()"), ("%matplotlib inline", "show(…)"), ("%pip install x", "%classpath"),
                          ("%%html\n<b>x</b>", "display("), ("print(1)", "System.out.println(…);"), ("println(1)", "System.out.println(…);"), ("f([1, 2])", "List.of("), ("!ls | wc", '("ls")'),
                          ("import numpy as np", "In Java: import"),
                          ("def f(x):\n    return x", "In Java: int twice"), ("for i in range(3):\n    x", "In Java: for"),
                          ("len(kept)", "array.length"), ("/help", "%help"), ("kept = None", "In Java: null"), ("later = 5", "var later = …;"), ("show(1)", "import static padwise.lesson.Notebook.*;"),
                          ("kept = “8”;", "'“'"), ("kept = '8 9';", "double quotes"), ("%classpath nowhere/*.jar", "no jar and no folder"), ("kept = 8;\nkept?", "a cell of its own")):
            with self.subTest(cell):
                reply, said = self.kernel.run(cell)
                self.assertEqual("error", reply["status"])
                self.assertIn(way, said)
        self.assert_prints("42", "kept")

    def test_java_that_looks_like_it_is_run(self):
        self.assert_prints("false", "boolean ready = true;\n!ready")
        self.assert_prints("1", "kept > 1 ?\n1 : 2")


class ClassPath(KernelTest):
    def test_stars_blanks_and_missing_jars_work_or_are_named(self):
        folder = tempfile.TemporaryDirectory(prefix="padwise ")
        self.addCleanup(folder.cleanup)
        javac = Path(self.kernel.manager.kernel_spec.argv[0]).with_name("javac")
        for name in ("One", "Two"):
            source = Path(folder.name, f"{name}.java")
            source.write_text(f"package tools; public class {name} {{ public static String name() {{ return \"{name}\"; }} }}")
            subprocess.run([javac, "-d", folder.name, source], check=True)
            with zipfile.ZipFile(Path(folder.name, f"the {name}.jar"), "w") as jar:
                jar.write(Path(folder.name, "tools", f"{name}.class"), f"tools/{name}.class")
        self.assertIn("no jar and no folder", self.kernel.run(f'%classpath "{folder.name}/Three.jar"')[1])
        self.assertIn("one name a line", self.kernel.run(f'%classpath "{folder.name}/the One.jar" "{folder.name}/the Two.jar"')[1])
        self.assertIn("no jar and no folder", self.kernel.run(f'%classpath "{folder.name}/x*.jar"')[1])
        self.assertIn("which jar", self.kernel.run("%classpath")[1])
        self.assertEqual("ok", self.kernel.run(f"%classpath {folder.name}/the One.jar")[0]["status"])
        self.assert_prints("One", "tools.One.name()")
        self.assertEqual("ok", self.kernel.run(f'%classpath "{folder.name}/*"')[0]["status"])
        self.assert_prints("Two", "tools.Two.name()")


class Input(KernelTest):
    def answer(self, code, *lines):
        request = self.kernel.send(code, allow_stdin=True)
        for line in lines:
            self.kernel.client.get_stdin_msg(timeout=test_kernel.PATIENCE)
            self.kernel.client.input(line)
        return "".join(map(words, self.kernel.outputs(request)))

    def test_bytes_lines_and_umlauts_are_read(self):
        self.assertEqual("abc", self.answer("System.out.print(new String(System.in.readNBytes(3)));", "abcdef"))
        self.assertEqual("def", self.answer("System.out.print(new Scanner(System.in).nextLine());"))
        self.assertEqual("Jörg😀", self.answer('System.out.print(new Scanner(System.in, "UTF-8").nextLine());', "Jörg😀"))

    def test_input_that_is_not_allowed_says_so(self):
        for cell in ("System.in.read();", "new Scanner(System.in).nextLine()"):
            reply, said = self.kernel.run(cell, allow_stdin=False)
            self.assertEqual("error", reply["status"])
            self.assertIn("takes no input", said)


class Surroundings(unittest.TestCase):
    def kernel(self, **variables):
        with mock.patch.dict(os.environ, variables):
            kernel = test_kernel.Kernel()
        self.addCleanup(kernel.end)
        return kernel

    def test_files_with_umlauts_are_opened_where_the_locale_has_none(self):
        with tempfile.TemporaryDirectory(prefix="Jörg") as folder:
            code = (f'var file = Files.writeString(Path.of("{folder}", "für.txt"), "x");\n'
                    "System.out.print(Files.readString(file) + file.toFile().exists());")
            kernel = self.kernel(LC_ALL="C")
            self.assertEqual("xtrue", kernel.run("import java.nio.file.*;\n" + code)[1])

    def test_a_crash_leaves_its_report_in_the_folder_for_temporary_files(self):
        kernel = self.kernel()
        pid = kernel.process.pid
        kernel.send('var field = sun.misc.Unsafe.class.getDeclaredField("theUnsafe");\nfield.setAccessible(true);\n'
                    "((sun.misc.Unsafe) field.get(null)).putAddress(0, 0);")
        kernel.process.wait(60)
        report = Path(tempfile.gettempdir(), f"padwise_hs_err_{pid}.log")
        self.assertTrue(report.is_file())
        report.unlink()
        self.assertEqual([], [*Path.cwd().glob("hs_err*"), *Path.cwd().glob("core*")])

    def test_preview_features_can_be_switched_on(self):
        kernel = self.kernel(JDK_JAVA_OPTIONS="--enable-preview")
        self.assertEqual("3", kernel.run("int n = 3;\nn")[1])
        # a pattern for a primitive type is a preview feature of 25, a pattern in a switch one of 17
        self.assertEqual("small", kernel.run(
            'Object o = 3;\nswitch (o) { case Integer i && i > 9 -> "big"; default -> "small"; }'
            if kernel.run("Runtime.version().feature()")[1] == "17" else
            'switch (5) { case byte b -> "small"; case int i -> "big"; }')[1])
        self.assertIn("JDK_JAVA_OPTIONS", kernel.run("%help")[1])


@unittest.skipUnless(Path("/proc/self/maps").is_file(), "this system does not say which files a process has loaded")
class Preloading(unittest.TestCase):
    def native_code(self, kernel):
        return "libnd4jcpu" in Path(f"/proc/{kernel.process.pid}/maps").read_text()

    def test_native_code_is_loaded_beside_the_cell_that_imports_the_library_and_not_before(self):
        kernel = test_kernel.Kernel()
        self.addCleanup(kernel.end)
        kernel.run("1 + 1")
        self.assertFalse(self.native_code(kernel))
        kernel.run("import padwise.batch.*;")
        for _ in range(300):
            if self.native_code(kernel):
                return
            time.sleep(0.1)
        self.fail("no native code after 30 seconds")


class Warming(unittest.TestCase):
    def test_a_kernel_at_rest_tries_its_compiler_for_a_moment_only(self):
        kernel = test_kernel.Kernel()
        self.addCleanup(kernel.end)
        self.assertTrue(any(self.second_of(kernel) < 0.3 for attempt in range(60)), "it is never at rest")
        said = kernel.run('System.out.print(new Object() {}.getClass().getName().replaceAll("\\\\D+", " "));')[1]
        self.assertGreater(int(said.split()[0]), 10, said)  # its class has the number of snippets before: 10 are the imports

    def test_stop_while_the_kernel_starts_does_not_end_it(self):
        kernel = test_kernel.Kernel()
        self.addCleanup(kernel.end)
        for attempt in range(5):
            asked(kernel.client, "interrupt_request", {})
        statuses = [kernel.replies(kernel.send("1 + 1"))[0]["status"] for attempt in range(2)]
        self.assertEqual(["ok", "ok"], statuses)  # each stop was answered before

    @staticmethod
    def second_of(kernel):
        """Processor time of one second."""
        before = sum(kernel.process.cpu_times()[:2])
        time.sleep(1)
        return sum(kernel.process.cpu_times()[:2]) - before


class VsCode(unittest.TestCase):
    """Visual Studio Code starts what kernel.json says, without a provisioner, and speaks to the sockets itself."""

    def setUp(self):
        manager = test_kernel.KernelManager(kernel_name=test_kernel.KERNEL)
        manager.write_connection_file()
        self.addCleanup(manager.cleanup_connection_file)
        self.spec = manager.kernel_spec
        argv = [word.replace("{connection_file}", manager.connection_file) for word in self.spec.argv]
        argv[0] = test_kernel.JAVA or argv[0]
        alone = {name: value for name, value in os.environ.items() if name != "JPY_PARENT_PID"}
        self.process = subprocess.Popen(argv, env={**alone, **self.spec.env}, stderr=subprocess.DEVNULL)
        self.addCleanup(self.process.wait)
        self.addCleanup(self.process.kill)
        self.client = BlockingKernelClient(connection_file=manager.connection_file)
        self.client.load_connection_file()
        self.client.start_channels(hb=False)
        self.addCleanup(self.client.stop_channels)
        self.client.wait_for_ready(timeout=test_kernel.PATIENCE)

    replies = test_kernel.Kernel.replies

    def test_it_finds_the_language_completes_stops_and_ends_the_kernel(self):
        self.assertEqual(str(Path(sys.prefix, "share", "jupyter", "kernels", test_kernel.KERNEL)), self.spec.resource_dir)
        self.assertTrue(Path(self.spec.argv[0]).is_absolute(), "the extension hides a kernel whose program it does not find")
        language = self.replies(self.client.kernel_info())[0]["language_info"]
        self.assertEqual(("java", "java", "message"), (self.spec.language, language["name"].lower(), self.spec.interrupt_mode))
        self.assertEqual("text/x-java-source", language["mimetype"])
        saved = json.loads(Path(kernelspecs.ROOT, "notebooks", "00_start_here.ipynb").read_text("utf-8"))["metadata"]
        self.assertEqual("java", saved["kernelspec"]["name"])
        self.assertLessEqual(saved["language_info"].items(), language.items())
        self.assertEqual("ok", self.replies(self.client.execute("var words = List.of(1);"))[0]["status"])
        code = "int n = 1;\nwords.conta"
        found = self.replies(self.client.complete(code, len(code)))[0]
        self.assertEqual((["contains(", "containsAll("], len(code) - 5, len(code)),
                         (found["matches"], found["cursor_start"], found["cursor_end"]))
        request = self.client.execute("while (true) {}")
        time.sleep(1)
        self.assertEqual("ok", asked(self.client, "interrupt_request", {})["status"])
        self.assertEqual("error", self.replies(request)[0]["status"])
        self.assertEqual("ok", self.replies(self.client.execute("words.size()"))[0]["status"])
        self.assertEqual("ok", asked(self.client, "shutdown_request", {"restart": False})["status"])
        self.assertEqual(0, self.process.wait(10))


class Provisioner(unittest.TestCase):
    def test_a_port_is_given_to_the_kernel_and_to_nobody_else(self):
        holder = provisioner.bound("127.0.0.1")
        self.addCleanup(holder.close)
        port = holder.getsockname()[1]
        with socket.socket() as other:
            self.assertRaises(OSError, other.bind, ("127.0.0.1", port))
        with socket.create_server(("127.0.0.1", port)) as kernel:  # as kernels bind: reuse_address
            with socket.create_connection(("127.0.0.1", port), timeout=5), kernel.accept()[0]:
                pass

    def test_kernels_started_together_all_answer(self):
        number = int(os.environ.get("PADWISE_TEST_TOGETHER", "4"))
        with ThreadPoolExecutor(number) as pool:
            kernels = list(pool.map(lambda _: test_kernel.Kernel(), range(number)))
        for kernel in kernels:
            self.addCleanup(kernel.end)
        cell = "org.nd4j.linalg.factory.Nd4j.ones(2).sumNumber().intValue()"
        self.assertEqual(["2"] * number, [kernel.run(cell)[1] for kernel in kernels])
        self.assertEqual(number * 5, len({kernel.manager.ports[i] for kernel in kernels for i in range(5)}))

    def test_the_share_of_memory_follows_the_container(self):
        with tempfile.TemporaryDirectory() as folder:
            def limit(path, text):
                file = Path(folder, path)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text)

            limit("own", "0::/user/7\n3:cpu:/\n4:memory:/docker/x\n")
            limit("memory.max", "max\n")
            limit("user/7/memory.max", str(512 << 20))
            limit("memory/docker/x/memory.limit_in_bytes", str(700 << 20))
            limit("memory/memory.limit_in_bytes", str(1 << 62))
            found = list(provisioner.containers(Path(folder), Path(folder, "own")))
        self.assertEqual([512, 700, (1 << 62) >> 20], found)

    def test_limits_are_a_share_and_what_is_asked_for_counts(self):
        self.assertEqual(["-Xmx256m", "-Dorg.bytedeco.javacpp.maxbytes=307m", "-Dorg.bytedeco.javacpp.maxphysicalbytes=665m"],
                         provisioner.limits(1024))
        self.assertEqual(4096, provisioner.memory({"PADWISE_MEMORY": "4096"}))
        self.assertLessEqual(provisioner.memory({}), 1024)
        self.assertLessEqual(provisioner.memory({"PADWISE_MEMORY": "much"}), 1024)

    def test_a_locale_gets_utf8_and_keeps_its_language(self):
        self.assertEqual({"LANG": "de_DE", "LC_CTYPE": "C.UTF-8"}, provisioner.utf8({"LC_ALL": "de_DE", "LANG": "C"}))
        self.assertEqual({"LANG": "de_DE.utf8"}, provisioner.utf8({"LANG": "de_DE.utf8"}))
