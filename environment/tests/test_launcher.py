"""The launcher, from the outside: what it says to bad input, and what it leaves behind.

With PADWISE_SLOW_TESTS=1 first set-ups too: ten minutes and 3 GB.
"""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import unittest
import urllib.error
import urllib.request
from pathlib import Path
from unittest import mock

from workbook import doctor
from workbook import library
from workbook import shipped

ROOT = library.ROOT
JAVA = Path(os.environ["JAVA_HOME"], "bin", "java")
POSIX = os.name == "posix"
slow = unittest.skipUnless(os.environ.get("PADWISE_SLOW_TESTS"), "PADWISE_SLOW_TESTS is not set")
posix = unittest.skipUnless(POSIX, "signals and shell scripts")
STEPS = ("Jupyter .", "Library .", "First run .")


def command(*arguments, root=ROOT):
    quick = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
    return [str(JAVA), *quick, str(root / "environment" / "Workbook.java"), *arguments]


def launch(*arguments, root=ROOT, timeout=300, cwd=tempfile.gettempdir(), **variables):
    """Runs the launcher from another folder; variables change its environment."""
    return subprocess.run(
        command(*arguments, root=root), cwd=cwd, env={**os.environ, **variables},
        capture_output=True, encoding="utf-8", timeout=timeout)


class LauncherTest(unittest.TestCase):
    def assert_refused(self, answer, *words):
        """One clear sentence on stderr with these words, no stack trace, no success."""
        self.assertNotEqual(0, answer.returncode)
        for word in words:
            self.assertIn(word, answer.stderr)
        self.assertEqual(1, len(answer.stderr.strip().splitlines()), answer.stderr)
        for noise in ("Exception", "Traceback", "\tat "):
            self.assertNotIn(noise, answer.stdout + answer.stderr)

    def new_clone(self):
        """The project's files, nothing set up, in a folder with spaces and accents."""
        folder = tempfile.TemporaryDirectory(prefix="padwise fa\u00e7ade \u00fcben ", ignore_cleanup_errors=True)
        self.addCleanup(folder.cleanup)
        clone = Path(folder.name, "workbook")
        ignored = shutil.ignore_patterns(".workbook", ".git", "target", "__pycache__")
        shutil.copytree(ROOT, clone, ignore=ignored)
        return clone

    def fake_python(self, script):
        """A folder for the PATH with nothing but this python3."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        program = Path(folder.name, "python3")
        program.write_text("#!/bin/sh\n" + script)
        program.chmod(0o755)
        return folder.name


class BadInput(LauncherTest):
    def test_without_a_verb_the_help_names_every_verb(self):
        answer = launch()
        self.assertEqual(0, answer.returncode)
        for verb in ("lab", "run", "slides", "reset", "test", "doctor", "jupyter", "clean"):
            self.assertRegex(answer.stdout, rf"(?m)^  {verb} ")

    def test_an_unknown_verb_is_refused(self):
        self.assert_refused(launch("fly"), "fly", "Use lab, run")

    def test_a_missing_notebook_is_refused(self):
        self.assert_refused(launch("run", "no such notebook"), "no such notebook")

    def test_slides_of_a_missing_notebook_are_refused(self):
        self.assert_refused(launch("slides", "04_unmasked"), "04_unmasked", "04_masked_attention")

    def test_an_unknown_kernel_is_refused(self):
        self.assert_refused(launch("run", "--kernel", "scala"), "scala", "ijava")

    def test_an_unknown_option_is_refused(self):
        self.assert_refused(launch("lab", "--colour"), "--colour", "--port N")

    def test_a_port_that_is_no_port_is_refused(self):
        for port in (["abc"], ["70000"], []):
            with self.subTest(port):
                self.assert_refused(launch("lab", "--port", *port), "1 to 65535")

    def test_a_taken_port_is_refused(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = str(taken.getsockname()[1])
            self.assert_refused(launch("lab", "--port", port), port, "Choose another")

    def test_the_source_compiles_for_jdk_11_and_is_ascii(self):
        source = ROOT / "environment" / "Workbook.java"
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([str(JAVA.with_name("javac")), "-J-XX:TieredStopAtLevel=1", "--release", "11", "-d", folder, str(source)], check=True)
        source.read_text("ascii")  # which every JDK 17 reads alike, on Windows too


class BadComputer(LauncherTest):
    @posix
    def test_no_python_on_the_path_is_said(self):
        with tempfile.TemporaryDirectory() as empty:
            self.assert_refused(launch("lab", root=self.new_clone(), PATH=empty), "no Python is on the PATH")

    @posix
    def test_an_old_python_is_said(self):
        path = self.fake_python("echo False\n")
        self.assert_refused(launch("lab", root=self.new_clone(), PATH=path), "older", "python.org")

    @posix
    def test_a_python_without_venv_is_said(self):
        path = self.fake_python("echo True; exit 1\n")
        self.assert_refused(launch("lab", root=self.new_clone(), PATH=path), "no venv", "apt install python3-venv")

    def test_a_full_environment_needs_no_python_on_the_path(self):
        with tempfile.TemporaryDirectory() as empty:
            answer = launch("jupyter", "--version", PATH=empty)
        self.assertEqual(0, answer.returncode, answer.stderr)

    def test_no_network_at_the_first_set_up_is_said(self):
        nowhere = "http://127.0.0.1:9"
        clone = self.new_clone()
        with tempfile.TemporaryDirectory() as cache:
            answer = launch(
                "lab", root=clone, http_proxy=nowhere, https_proxy=nowhere, HTTPS_PROXY=nowhere,
                no_proxy="", NO_PROXY="", PIP_RETRIES="0", PIP_CACHE_DIR=cache, PIP_FIND_LINKS="", PIP_PROXY=nowhere)
        self.assert_refused(answer, "The network does not answer")

    def test_a_file_in_the_way_is_said(self):
        clone = self.new_clone()
        (clone / ".workbook").write_text("in the way")
        self.assert_refused(launch("lab", root=clone), ".workbook")


class Environment(LauncherTest):
    def test_a_second_start_does_no_work(self):
        launch("jupyter", "--version")
        answer = launch("jupyter", "--version")
        self.assertEqual(0, answer.returncode)
        for step in STEPS:
            self.assertNotIn(step, answer.stdout)

    def test_the_kernels_are_in_this_environment_only(self):
        answer = launch("jupyter", "kernelspec", "list", "--json")
        for kernel in ("java", "jjava", "ijava"):
            self.assertRegex(answer.stdout, rf'"resource_dir": ".*[.]workbook.*kernels.{kernel}"')

    def test_clean_takes_what_set_up_made_and_nothing_else(self):
        clone = self.new_clone()
        mine = clone / "notebooks" / "mine.ipynb"
        mine.write_text("{}")
        for made in (".workbook/venv", "lib/core/target/classes"):
            (clone / made).mkdir(parents=True)
            (clone / made / "file").write_text("made")
        if POSIX:
            (clone / ".workbook" / "link").symlink_to(clone / "notebooks")
        self.assertEqual(0, launch("clean", root=clone).returncode)
        self.assertFalse((clone / ".workbook").exists() or (clone / "lib" / "core" / "target").exists())
        self.assertTrue(mine.exists())

    def test_the_doctor_says_which_parts_of_jshell_are_missing_and_names_the_jdk(self):
        self.assertEqual("of JDK 17.0.1 has all parts", doctor.jshell("17.0.1"))
        with self.assertRaisesRegex(doctor.Trouble, "JDK 26 .*: help shows no Javadoc; compilers grow. Use JDK 17 or 25"):
            doctor.jshell("26|help shows no Javadoc|compilers grow")

    def test_the_doctor_sees_a_damaged_jar(self):
        with tempfile.TemporaryDirectory() as folder:
            jars = Path(folder)
            (jars / "a.jar").write_bytes(b"whole")
            (jars / "SHA256SUMS").write_text(f"{library.sha256(jars / 'a.jar')}  a.jar\n")
            with mock.patch.multiple(library, JARS=jars, SUMS=jars / "SHA256SUMS"):
                self.assertIn("1 ", doctor.jars())
                (jars / "a.jar").write_bytes(b"torn")
                with self.assertRaisesRegex(doctor.Trouble, "a.jar is missing or damaged"):
                    doctor.jars()


class Slides(LauncherTest):
    def test_they_are_written_where_it_says(self):
        with tempfile.TemporaryDirectory() as folder:
            answer = launch("slides", "00_start_here", "--to", folder)
            file = Path(folder, "00_start_here.html")
            self.assertEqual(0, answer.returncode, answer.stderr)
            self.assertIn(f"{file.resolve()}  ", answer.stdout)
            self.assertTrue(file.is_file())

    def test_a_part_that_is_not_as_it_should_be_is_refused(self):
        answer = mock.Mock(content=b"torn")
        with mock.patch("requests.get", return_value=answer), self.assertRaisesRegex(SystemExit, "not the file it should be"):
            library.download("https://example.org/x", "00")


class Copy(LauncherTest):
    """A student's copy of the notebooks, called in it, beside an installation that stays as it is."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="padwise ü ")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.path = self.folder / "00_start_here.ipynb"
        shutil.copy(ROOT / "notebooks" / self.path.name, self.path)

    def test_run_executes_and_writes_the_copy(self):
        text = self.path.read_text("utf-8")
        self.path.write_text(json.dumps({**json.loads(text), "cells": json.loads(text)["cells"][:2]}), "utf-8")
        answer = launch("run", "00_start_here", "--write", cwd=self.folder)
        self.assertEqual(0, answer.returncode, answer.stdout + answer.stderr)
        self.assertLess(len(self.path.read_text("utf-8")), len(text) / 2)
        self.assertEqual(text, (ROOT / "notebooks" / self.path.name).read_text("utf-8"))

    def test_slides_are_put_beside_the_copy(self):
        answer = launch("slides", "00_start_here", cwd=self.folder)
        self.assertEqual(0, answer.returncode, answer.stderr)
        self.assertTrue((self.folder / "slides" / "00_start_here.html").is_file())

    def test_reset_brings_the_shipped_one_back_into_the_copy_and_keeps_the_students(self):
        self.path.write_bytes(b"mine")
        answer = launch("reset", "00_start_here", cwd=self.folder)
        self.assertEqual(0, answer.returncode, answer.stderr)
        self.assertTrue(shipped.same(shipped.original(ROOT / "notebooks", "00_start_here"), self.path.read_bytes()))
        self.assertEqual(b"mine", (self.folder / "00_start_here_mine_1.ipynb").read_bytes())


class Reset(LauncherTest):
    """In a small folder of its own; Git's answers are Git's."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="padwise reset ")
        self.addCleanup(folder.cleanup)
        self.notebooks = Path(folder.name, "notebooks")
        self.notebooks.mkdir()
        self.path = self.notebooks / "01_try.ipynb"
        self.path.write_bytes(b"shipped")

    def commit(self):
        for words in (["init", "-q"], ["add", "."], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "All"]):
            subprocess.run(["git", *words], cwd=self.notebooks.parent, check=True)

    def without_git(self):
        nowhere = mock.patch.object(shipped, "git", return_value=None)
        nowhere.start()
        self.addCleanup(nowhere.stop)
        shipped.keep(self.notebooks)

    def both_ways(self):
        for way in (self.commit, self.without_git):
            with self.subTest(way.__name__):
                way()
                yield

    def reset(self):
        return shipped.reset(self.notebooks, "01_try", self.notebooks)

    def test_it_brings_the_shipped_one_back_and_keeps_the_readers(self):
        for _ in self.both_ways():
            self.path.write_bytes(b"mine")
            said = self.reset()
            self.assertEqual(b"shipped", self.path.read_bytes())
            mine = max(self.notebooks.glob("01_try_mine_*.ipynb"))
            self.assertEqual(b"mine", mine.read_bytes())
            for path in (self.path, mine):
                self.assertIn(str(path), said)

    def test_a_kept_copy_is_never_written_over(self):
        self.commit()
        for text in (b"first", b"second"):
            self.path.write_bytes(text)
            self.reset()
        kept = [self.notebooks / f"01_try_mine_{number}.ipynb" for number in (1, 2)]
        self.assertEqual([b"first", b"second"], [path.read_bytes() for path in kept])

    def test_an_unchanged_one_is_left_alone(self):
        for _ in self.both_ways():
            before = self.path.stat().st_mtime_ns
            self.assertRegex(self.reset(), "is as it was shipped[.]$")
            self.assertEqual((before, [self.path]), (self.path.stat().st_mtime_ns, list(self.notebooks.glob("*.ipynb"))))

    def test_a_deleted_one_comes_back(self):
        for _ in self.both_ways():
            self.path.unlink()
            self.assertEqual(["01_try"], shipped.names(self.notebooks))
            self.reset()
            self.assertEqual(b"shipped", self.path.read_bytes())

    def test_set_up_keeps_what_was_there_first_and_only_without_git(self):
        self.commit()
        shipped.keep(self.notebooks)
        self.assertFalse((self.notebooks / shipped.KEPT).exists())
        self.without_git()
        self.path.write_bytes(b"mine")
        shipped.keep(self.notebooks)
        self.reset()
        self.assertEqual(b"shipped", self.path.read_bytes())

    def test_a_repository_around_the_folder_is_not_asked(self):
        subprocess.run(["git", "init", "-q"], cwd=self.notebooks.parent, check=True)
        (self.notebooks.parent / "letter").write_text("Dear")
        subprocess.run(["git", "add", "letter"], cwd=self.notebooks.parent, check=True)
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "All"], cwd=self.notebooks.parent, check=True)
        shipped.keep(self.notebooks)
        self.path.write_bytes(b"mine")
        self.reset()
        self.assertEqual(b"shipped", self.path.read_bytes())

    def test_a_wrong_name_lists_the_right_ones(self):
        for names in (["04_unmasked"], ["04_unmasked", "00_start_here"], []):
            with self.subTest(names):
                self.assert_refused(launch("reset", *names), "04_masked_attention, 05_cross_section")

    def test_an_unchanged_notebook_is_said_from_outside(self):
        name = "00_start_here"
        if not shipped.same((ROOT / f"notebooks/{name}.ipynb").read_bytes(), shipped.original(ROOT / "notebooks", name)):
            self.skipTest("it is changed here")
        answer = launch("reset", f"notebooks/{name}.ipynb")
        self.assertEqual(0, answer.returncode, answer.stderr)
        self.assertIn("is as it was shipped.", answer.stdout)


@posix
class Ending(LauncherTest):
    def test_a_signal_ends_launcher_server_and_kernels(self):
        for request in (signal.SIGTERM, signal.SIGINT):
            with self.subTest(request.name):
                self.end_lab(request)

    def post(self, address, token, body):
        """The server prints its address a moment before it listens."""
        call = urllib.request.Request(address, json.dumps(body).encode(), {"Authorization": f"token {token}"})
        for _ in range(100):
            try:
                return urllib.request.urlopen(call).close()
            except urllib.error.URLError as problem:
                if isinstance(problem, urllib.error.HTTPError):
                    raise
                time.sleep(0.2)
        self.fail(f"{address} does not answer")

    def end_lab(self, request):
        import psutil

        lab = subprocess.Popen(
            command("lab", "--no-browser"), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.addCleanup(lab.stdout.close)
        self.addCleanup(lab.terminate)
        address, token = next(filter(None, (re.search(r"(http://127.0.0.1:\d+)/lab[^?]*\?token=(\w+)", line)
                                            for line in lab.stdout))).groups()
        for _ in range(2):
            self.post(f"{address}/api/kernels", token, {"name": "java"})
        family = psutil.Process(lab.pid).children(recursive=True)
        self.assertEqual(3, len(family), family)
        time.sleep(2)
        lab.send_signal(request)
        lab.wait(20)
        gone, alive = psutil.wait_procs(family, timeout=3)
        self.assertEqual([], alive)


@slow
class FirstStart(LauncherTest):
    def test_an_interrupted_set_up_resumes(self):
        clone = self.new_clone()
        for step in ("Jupyter", "Library"):
            begun = subprocess.Popen(
                command("jupyter", "--version", root=clone), stdout=subprocess.PIPE, start_new_session=True)
            said = b""
            while step.encode() + b" ." not in said:
                said += begun.stdout.read(1)
            time.sleep(3)
            if step == "Jupyter":  # as when the power fails
                os.killpg(begun.pid, signal.SIGKILL)
            begun.terminate()
            begun.wait(30)
            begun.stdout.close()
        answer = launch("jupyter", "--version", root=clone, timeout=900)
        self.assertEqual(0, answer.returncode, answer.stdout + answer.stderr)
        self.assertNotIn("Jupyter .", answer.stdout)
        self.assertIn("Library .", answer.stdout)
        self.assertEqual(0, launch("doctor", root=clone).returncode)

    def test_two_at_once_wait_for_each_other(self):
        clone = self.new_clone()
        both = [subprocess.Popen(command("jupyter", "--version", root=clone), stdout=subprocess.PIPE, text=True)
                for _ in range(2)]
        said = "".join(start.communicate(timeout=900)[0] for start in both)
        self.assertEqual([0, 0], [start.returncode for start in both], said)
        self.assertIn("Waiting for it", said)
        self.assertEqual(1, said.count("Library ."), said)
        self.assertEqual(0, launch("doctor", root=clone).returncode)

    def test_maven_is_fetched_where_there_is_none(self):
        clone = self.new_clone()
        with mock.patch.multiple(library, WORKBOOK=clone), mock.patch("shutil.which", return_value=None):
            maven = library.maven()
        self.assertIn("3.9.16", subprocess.run([maven, "-v"], capture_output=True, text=True).stdout)

