"""Messages that a client may send the workbook's kernel, well-formed or not.

    python environment/test_protocol.py [-k NAME]
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import counting  # noqa: E402
import test_kernel  # noqa: E402
from test_kernel import KernelTest, words  # noqa: E402


class Streams(KernelTest):
    def test_lines_that_alternate_between_the_streams_are_all_there_and_soon(self):
        begin = time.monotonic()
        request = self.kernel.send(
            'for (int i = 0; i < 2000; i++) { System.out.println("out" + i); System.err.println("err" + i); }')
        said = [message["content"] for message in self.kernel.outputs(request) if message["msg_type"] == "stream"]
        self.assertLess(time.monotonic() - begin, 5)  # with a pause behind each line 13 seconds and more
        for stream, word in (("stdout", "out"), ("stderr", "err")):
            text = "".join(content["text"] for content in said if content["name"] == stream)
            self.assertEqual([f"{word}{i}" for i in range(2000)], text.split())

    def test_a_few_lines_keep_their_order(self):
        request = self.kernel.send('for (int i = 0; i < 9; i++) { System.out.print(i); System.err.print(i); }')
        self.assertEqual("".join(f"{i}{i}" for i in range(9)), "".join(map(words, self.kernel.outputs(request))))

    def test_two_thousand_displays_are_all_there_and_soon(self):
        begin = time.monotonic()
        request = self.kernel.send('for (int i = 0; i < 2000; i++) { display("<" + i + ">"); }')
        said = "".join(map(words, self.kernel.outputs(request)))
        self.assertLess(time.monotonic() - begin, 10)  # with a pause of 20 ms: 30
        self.assertIn("<1999>", said)

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


class Messages(KernelTest):
    def raw(self, *parts):
        self.kernel.client.shell_channel.socket.send_multipart(list(parts))

    def signed(self, kind, content):
        session = self.kernel.client.session
        return session.serialize(session.msg(kind, content))

    def assert_answers(self):
        self.assert_prints("42", "kept")

    def test_parts_without_a_delimiter_harm_no_later_request(self):
        for parts in ([b""], [b"rubbish"], [b"a", b"b", b"c"]):
            self.raw(*parts)
        self.assert_answers()

    def test_a_message_cut_short_harms_no_later_request(self):
        parts = self.signed("kernel_info_request", {})
        for length in range(1, len(parts)):
            self.raw(*parts[:length])
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

    def test_a_request_without_its_content_is_answered_with_an_error(self):
        client = self.kernel.client
        for kind in ("execute_request", "complete_request", "inspect_request", "is_complete_request"):
            with self.subTest(kind):
                message = client.session.msg(kind, {})
                client.shell_channel.send(message)
                reply, = self.kernel.replies(message["header"]["msg_id"], timeout=20)
                self.assertEqual("error", reply["status"])
        self.assert_answers()

    def test_interrupt_and_shutdown_are_answered_with_a_status(self):
        client = self.kernel.client
        for kind, content in (("interrupt_request", {}), ("shutdown_request", {"restart": True})):
            client.control_channel.send(client.session.msg(kind, content))
            while (reply := client.get_control_msg(timeout=test_kernel.PATIENCE))["msg_type"] != kind.replace("request", "reply"):
                pass
            self.assertEqual("ok", reply["content"]["status"])
        self.assertTrue(reply["content"]["restart"])
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


if __name__ == "__main__":
    counting.main()
