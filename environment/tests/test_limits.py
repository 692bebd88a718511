"""Stop, and memory that runs out: the cell ends with a sentence, nothing computes on, the kernel answers."""

import queue
import time
import unittest

import psutil
import pytest

import test_kernel
from test_kernel import Kernel, KernelTest

WAITING = {
    "a task": "var pool = Executors.newFixedThreadPool(2);\npool.submit(() -> { while (true) {} }).get();",
    "tasks behind it": "var more = Executors.newSingleThreadExecutor();\nfor (int i = 0; i < 9; i++) { more.submit(() -> { while (true) {} }); }\n"
    "more.submit(() -> {}).get();",
    "a thread": "var thread = new Thread(() -> { while (true) {} });\nthread.start();\nthread.join();",
    "a thread that sleeps": "new Thread(() -> { while (true) { try { Thread.sleep(9000); } catch (Exception again) { } } }).start();\nThread.sleep(600_000);",
    "words": "class Endless { public String toString() { while (true) {} } }\nnew Endless()",
}
IN_THE_LIBRARY = "java.util.stream.LongStream.range(0, 1L << 50).parallel().map(Long::reverse).sum()"


class WhatACellWaitsFor(KernelTest):
    OPTIONS = test_kernel.THOROUGH
    assert_quiet = test_kernel.Interrupt.assert_quiet
    computes = test_kernel.Interrupt.computes

    def test_it_ends_with_the_cell(self):
        for what, code in WAITING.items():
            for presses in (1, 2):
                with self.subTest(what, presses=presses):
                    reply, said, took = self.kernel.interrupt(code, presses=presses)
                    self.assertEqual("error", reply["status"])
                    self.assertIn("stopped", said)
                    self.assertLess(took, test_kernel.PATIENCE / 6)
                    self.assert_prints("42", "kept")
                    self.assert_quiet()

    @pytest.mark.everything  # up to a minute, and beside others minutes
    def test_a_parallel_stream_of_the_library_ends_where_java_can_stop_it(self):
        if int(self.kernel.run("Runtime.version().feature()")[1]) >= 20:
            self.skipTest("from JDK 20 on Java stops no code of libraries")
        reply, _, _ = self.kernel.interrupt(IN_THE_LIBRARY, presses=2, timeout=5 * test_kernel.PATIENCE)
        self.assertEqual("error", reply["status"])
        self.assert_quiet()


FULL = {
    "a long value": 'var parts = new ArrayList<String>();\nfor (int i = 0; i < 40; i++) { parts.add("x".repeat(1_000_000) + i); }\nparts',
    "a long text": '"x".repeat(1_900_000_000)',
    "small things": "var list = new ArrayList<Object>();\nwhile (true) { list.add(new int[300]); }",
    "small things, printed": 'var all = new ArrayList<Object>();\nwhile (true) { all.add(new int[300]); System.out.println("now " + all.size()); }',
    "at the brink, printed": "var tiny = new ArrayList<byte[]>();\nfor (int size = 1 << 20; size > 16; size /= 2) {\n"
    "    try { while (true) { tiny.add(new byte[size]); } } catch (OutOfMemoryError full) { }\n}\n"
    'while (true) { System.out.println("still here"); tiny.add(new byte[10_000]); }',
    "in threads of its own": "var lists = new CopyOnWriteArrayList<Object>();\n"
    "for (int i = 0; i < 3; i++) { new Thread(() -> { while (true) { lists.add(new int[30_000]); } }).start(); }\nThread.sleep(600_000);",
}


ENDED = b"The kernel ends, as memory ran out in its thread"  # what Jupyter does then: it says so, and starts another


class FullHeap(unittest.TestCase):
    """A full heap is a sentence, and the kernel answers; if one of its own threads is lost, it ends and says why. It is never silent."""

    def kernel(self, *options):
        kernel = Kernel(*test_kernel.THOROUGH, *options)
        self.addCleanup(kernel.end)
        self.begin = kernel.log.tell()
        kernel.run("int kept = 42;")
        return kernel

    def reply(self, kernel, code):
        """The kernel's reply; None if it ended instead."""
        request, end = kernel.send(code), time.monotonic() + 120
        while time.monotonic() < end:
            try:
                return kernel.replies(request, timeout=1)[0]
            except queue.Empty:
                if kernel.process.status() == psutil.STATUS_ZOMBIE:
                    return None
        self.fail(f"no reply, and no end: {code}")

    def assert_sentence_and_answer(self, kernel, code):
        """Whether it still answers."""
        reply = self.reply(kernel, code)
        if reply and self.reply(kernel, "kept"):
            self.assertEqual("OutOfMemoryError", reply["ename"])
            self.assertIn("do not fit", " ".join(reply["traceback"]))
            self.assertTrue(kernel.run("kept")[1].endswith("42"))
            return True
        with open(kernel.log.name, "rb") as log:
            log.seek(self.begin)
            self.assertIn(ENDED, log.read())
        return False

    def test_a_full_heap_is_a_sentence_and_the_kernel_answers(self):
        kernel = self.kernel("-Xmx96m")
        for what, code in FULL.items():
            with self.subTest(what):
                if not self.assert_sentence_and_answer(kernel, code):
                    kernel = self.kernel("-Xmx96m")

    @pytest.mark.everything
    def test_the_same_with_the_heap_of_every_kernel(self):
        self.assert_sentence_and_answer(self.kernel(), FULL["small things, printed"])
