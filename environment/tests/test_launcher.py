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
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from unittest import mock

import psutil
import pytest
from conftest import undisturbed
from workbook import __main__ as package
from workbook import doctor, library, set_up, shipped

ROOT = library.ROOT
JAVA = Path(os.environ["JAVA_HOME"], "bin", "java")
slow = pytest.mark.skipif(not os.environ.get("PADWISE_SLOW_TESTS"), reason="PADWISE_SLOW_TESTS is not set")
posix = pytest.mark.skipif(os.name != "posix", reason="signals and shell scripts")
START = "00_start_here"


def command(*arguments, root=ROOT):
    quick = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
    return [str(JAVA), *quick, str(root / "environment" / "Workbook.java"), *arguments]


def launch(*arguments, root=ROOT, timeout=300, cwd=tempfile.gettempdir(), **variables):
    """Runs the launcher from another folder; variables change its environment."""
    return subprocess.run(
        command(*arguments, root=root), cwd=cwd, env={**os.environ, **variables},
        capture_output=True, encoding="utf-8", timeout=timeout)


def assert_good(answer):
    assert answer.returncode == 0, answer.stdout + answer.stderr


def assert_refused(answer, *words):
    """One clear sentence on stderr with these words, no stack trace, no success."""
    assert_sentence(answer.returncode, answer.stdout, answer.stderr, words)


def assert_sentence(exit_code, printed, said, words):
    assert exit_code != 0
    assert len(said.strip().splitlines()) == 1, said
    for word in words:
        assert word in said
    for noise in ("Exception", "Traceback", "\tat "):
        assert noise not in printed + said


# Bad input.


def test_without_a_verb_there_is_the_help():
    answer = launch()
    assert_good(answer)
    assert answer.stdout == (ROOT / "environment" / "workbook" / "help.txt").read_text("utf-8")


@pytest.mark.parametrize("arguments, words", [
    (["fly"], ["fly", "Use lab, run"]),
    (["run", "no such notebook"], ["no such notebook"]),
    (["slides", "04_unmasked"], ["04_unmasked", "04_masked_attention"]),
    (["run", "--kernel", "scala"], ["scala", "ijava"]),
    (["lab", "--colour"], ["--colour", "--port N"]),
    (["lab", "--port", "abc"], ["1 to 65535"]),
    (["lab", "--port", "70000"], ["1 to 65535"]),
    (["lab", "--port"], ["1 to 65535"]),
    (["reset", "04_unmasked"], ["04_masked_attention, 05_cross_section"]),
    (["reset", "04_unmasked", START], ["04_masked_attention, 05_cross_section"]),
    (["reset"], ["04_masked_attention, 05_cross_section"]),
    (["version", "17"], ["version takes no '17'"]),
    (["budget", "kernel"], ["budget takes no 'kernel'"]),
], ids=lambda part: " ".join(part))
def test_bad_input_is_refused(arguments, words, capsys, monkeypatch):
    monkeypatch.chdir(tempfile.gettempdir())
    assert_sentence(call(*arguments), *capsys.readouterr(), words)


def test_what_python_refuses_the_launcher_refuses_in_the_same_sentence():
    assert_refused(launch("lab", "--port", "abc"), "1 to 65535")


def call(*arguments):
    """The exit code of what the launcher calls, here and now."""
    with undisturbed():
        try:
            return package.call(*arguments)
        except SystemExit as end:  # Python prints what it ends with
            print(end, file=sys.stderr)
            return 1


def test_a_taken_port_is_refused(capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert_sentence(call("lab", "--port", port), *capsys.readouterr(), [port, "Choose another"])


def test_the_source_compiles_for_jdk_11_and_is_ascii(tmp_path):
    source = ROOT / "environment" / "Workbook.java"
    compiler = [str(JAVA.with_name("javac")), "-J-XX:TieredStopAtLevel=1", "--release", "11"]
    subprocess.run([*compiler, "-d", tmp_path, source], check=True)
    source.read_text("ascii")  # which every JDK 17 reads alike, on Windows too


# A bad computer.


@posix
@pytest.mark.parametrize("script, words", [
    (None, ["no Python is on the PATH"]),
    ("echo False", ["older", "python.org"]),
    ("echo True; exit 1", ["no venv", "apt install python3-venv"]),
])
def test_a_python_that_does_not_do_is_said(clone, tmp_path, script, words):
    if script:
        program = tmp_path / "python3"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
    assert_refused(launch("lab", root=clone, PATH=str(tmp_path)), *words)


@posix
def test_two_pythons_that_send_each_other_on_are_stopped_and_the_workbooks_own_is_never_the_computers(clone, tmp_path):
    own = clone / ".workbook" / "venv" / "bin"
    own.mkdir(parents=True)
    for program in (own / "python3", own / "python", tmp_path / "python3"):
        program.write_text(f'#!/bin/sh\n[ "$1" = -c ] || exit 90\necho "$0" >> "{tmp_path}/asked"\necho True\n')
        program.chmod(0o755)
    assert_refused(launch("lab", root=clone, PATH=f"{own}{os.pathsep}{tmp_path}"), "Set-up comes to no end")
    assert set((tmp_path / "asked").read_text("utf-8").split("\n")) == {str(tmp_path / "python3"), ""}


def test_an_installation_that_others_share_is_used_with_its_own_python_alone(tmp_path):
    """In a sandbox the folders around it can be written to."""
    unwritable = mock.patch("os.access", lambda place, _: place != set_up.VENV)
    with unwritable, mock.patch.multiple(set_up, NATIVES=tmp_path, WORKBOOK=tmp_path):
        assert set_up.complete() is None
        with mock.patch.object(set_up, "VENV", tmp_path / "venv"):
            assert set_up.complete() == set_up.OTHER_PYTHON


def test_no_network_at_the_first_set_up_is_said_by_the_doctor(clone, tmp_path):
    nowhere = "http://127.0.0.1:9"
    proxies = {name: nowhere for name in ("http_proxy", "https_proxy", "HTTPS_PROXY", "PIP_PROXY")}
    nothing = dict(no_proxy="", NO_PROXY="", PIP_RETRIES="0", PIP_CACHE_DIR=str(tmp_path), PIP_FIND_LINKS="")
    answer = launch("doctor", root=clone, **proxies, **nothing)
    assert answer.returncode == 1
    assert "FAIL  set-up: The network does not answer" in answer.stdout


def test_what_stops_set_up_is_said_by_each_verb(capsys):
    with mock.patch.object(set_up, "complete", side_effect=set_up.Problem("The network does not answer.")):
        assert_sentence(call("lab"), *capsys.readouterr(), ["The network does not answer"])


def test_a_file_in_the_way_is_said(clone):
    (clone / ".workbook").write_text("in the way")
    assert_refused(launch("lab", root=clone), ".workbook")


@pytest.mark.parametrize("log, free, words", [
    ("Collecting x\nERROR: hash mismatch\nmore", 9, "ERROR: hash mismatch: mend this"),
    ("Could not find a version (from versions: none)", 9, "The network does not answer"),
    ("error: write failed", 0.01, "The disk is full"),
    ("silence", 9, "Set-up stopped: mend this"),
])
def test_what_stopped_set_up_is_read_from_its_log(tmp_path, monkeypatch, log, free, words):
    (tmp_path / "setup.log").write_text(log)
    monkeypatch.setattr(set_up, "LOG", tmp_path / "setup.log")
    monkeypatch.setattr(set_up, "free", lambda: free)
    assert words in set_up.why()


# What set-up makes.


def test_a_second_start_does_no_work_needs_no_python_on_the_path_and_has_kernels_of_its_own(tmp_path):
    answer = launch("jupyter", "kernelspec", "list", "--json", PATH=str(tmp_path))
    assert_good(answer)
    for step in ("Jupyter .", "Library .", "First run ."):
        assert step not in answer.stdout
    for kernel in ("java", "jjava", "ijava"):
        assert re.search(rf'"resource_dir": ".*[.]workbook.*kernels.{kernel}"', answer.stdout)


def test_clean_takes_what_set_up_made_and_nothing_else(clone):
    mine = clone / "notebooks" / "mine.ipynb"
    mine.write_text("{}")
    for made in (".workbook/venv", "lib/core/target/classes"):
        (clone / made).mkdir(parents=True)
        (clone / made / "file").write_text("made")
    if os.name == "posix":
        (clone / ".workbook" / "link").symlink_to(clone / "notebooks")
    assert_refused(launch("clean", "--help", root=clone), "--help", "Nothing is removed")
    assert (clone / ".workbook" / "venv" / "file").exists() and (clone / "lib" / "core" / "target" / "classes").exists()
    assert_good(launch("clean", root=clone))
    assert not (clone / ".workbook").exists() and not (clone / "lib" / "core" / "target").exists()
    assert mine.exists()


def test_the_doctor_says_which_parts_of_jshell_are_missing_and_names_the_jdk():
    assert doctor.jshell("17.0.1") == "of JDK 17.0.1 has all parts"
    with pytest.raises(set_up.Problem, match="JDK 26 .*: help shows no Javadoc; compilers grow. Use JDK 17 or 25"):
        doctor.jshell("26|help shows no Javadoc|compilers grow")


def test_the_doctor_sees_a_damaged_jar(tmp_path):
    (tmp_path / "a.jar").write_bytes(b"whole")
    (tmp_path / "SHA256SUMS").write_text(f"{library.sha256(tmp_path / 'a.jar')}  a.jar\n")
    with mock.patch.multiple(library, JARS=tmp_path, SUMS=tmp_path / "SHA256SUMS"):
        assert "1 " in doctor.jars()
        (tmp_path / "a.jar").write_bytes(b"torn")
        with pytest.raises(set_up.Problem, match="a.jar is missing or damaged"):
            doctor.jars()


def test_a_download_that_is_not_as_it_should_be_is_refused():
    with mock.patch("requests.get", return_value=mock.Mock(content=b"torn")):
        with pytest.raises(set_up.Problem, match="not the file it should be"):
            library.download("https://example.org/x", "00")


# Slides, and a student's copy of the notebooks, called in it, beside an installation that stays as it is.


@pytest.fixture
def copy(tmp_path):
    folder = tmp_path / "padwise \u00fc"
    folder.mkdir()
    return Path(shutil.copy(ROOT / "notebooks" / f"{START}.ipynb", folder))


@pytest.mark.parametrize("options, folder", [((), "slides"), (("--to", "talk"), "talk")])
def test_slides_of_a_copy_are_put_beside_it_or_where_it_says(copy, options, folder, capsys, monkeypatch):
    monkeypatch.chdir(copy.parent)
    assert call("slides", START, *options) == 0
    file = copy.parent / folder / f"{START}.html"
    assert f"{file.resolve()}  " in capsys.readouterr().out and file.is_file()


def test_run_executes_and_writes_the_copy(copy):
    text = copy.read_text("utf-8")
    copy.write_text(json.dumps({**json.loads(text), "cells": json.loads(text)["cells"][:2]}), "utf-8")
    assert_good(launch("run", START, "--write", cwd=copy.parent))
    assert len(copy.read_text("utf-8")) < len(text) / 2
    assert (ROOT / "notebooks" / copy.name).read_text("utf-8") == text


def test_reset_brings_the_shipped_one_back_into_the_copy_and_keeps_the_students(copy):
    copy.write_bytes(b"mine")
    assert_good(launch("reset", START, cwd=copy.parent))
    assert shipped.same(shipped.original(ROOT / "notebooks", f"{START}.ipynb"), copy.read_bytes())
    assert copy.with_name(f"{START}_mine_1.ipynb").read_bytes() == b"mine"


# Reset, in a small folder of its own: with Git, and without.


@pytest.fixture(params=["git", "no git"])
def page(request, tmp_path, monkeypatch):
    path = tmp_path / "notebooks" / "01_try.ipynb"
    path.parent.mkdir()
    path.write_bytes(b"shipped")
    if request.param == "git":
        commit(tmp_path, ".")
    else:
        monkeypatch.setattr(shipped, "git", lambda *_: None)
    shipped.keep(path.parent)
    assert (path.parent / shipped.KEPT).exists() == (request.param == "no git")
    return path


def commit(folder, what):
    for words in (["init", "-q"], ["add", what], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "All"]):
        subprocess.run(["git", *words], cwd=folder, check=True)


def reset(page):
    return shipped.reset(page.parent, page.stem, page.parent)


def test_reset_brings_the_shipped_one_back_and_never_writes_over_a_readers(page):
    for number, text in enumerate((b"first", b"second"), start=1):
        page.write_bytes(text)
        said = reset(page)
        mine = page.with_name(f"01_try_mine_{number}.ipynb")
        assert (page.read_bytes(), mine.read_bytes()) == (b"shipped", text)
        assert str(page) in said and str(mine) in said
    assert page.with_name("01_try_mine_1.ipynb").read_bytes() == b"first"


def test_reset_leaves_an_unchanged_one_alone(page):
    before = page.stat().st_mtime_ns
    assert reset(page).endswith("is as it was shipped.")
    assert (page.stat().st_mtime_ns, list(page.parent.glob("*.ipynb"))) == (before, [page])


def test_reset_brings_a_deleted_one_back(page):
    page.unlink()
    assert shipped.names(page.parent) == ["01_try"]
    reset(page)
    assert page.read_bytes() == b"shipped"


def test_set_up_keeps_what_was_there_first(page):
    page.write_bytes(b"mine")
    shipped.keep(page.parent)
    reset(page)
    assert page.read_bytes() == b"shipped"


@pytest.mark.parametrize("page", ["no git"], indirect=True)
def test_a_newer_version_keeps_its_own_pages_and_none_of_a_readers(page):
    with mock.patch.object(library, "version", lambda: "9.8.7"):
        page.write_bytes(b"newer")
        for mine in ("01_try-Copy1.ipynb", "01_try_mine_1.ipynb"):
            page.with_name(mine).write_bytes(b"mine")
        shipped.keep(page.parent)
        page.write_bytes(b"mine")
        reset(page)
        assert (page.read_bytes(), shipped.names(page.parent)) == (b"newer", ["01_try"])
    assert len(list((page.parent / shipped.KEPT).iterdir())) == 1


def test_a_repository_around_the_folder_is_not_asked(tmp_path):
    page = tmp_path / "notebooks" / "01_try.ipynb"
    page.parent.mkdir()
    page.write_bytes(b"shipped")
    (tmp_path / "letter").write_text("Dear")
    commit(tmp_path, "letter")
    shipped.keep(page.parent)
    page.write_bytes(b"mine")
    reset(page)
    assert page.read_bytes() == b"shipped"


# How it ends.


def post(address, token, body):
    """The server prints its address a moment before it listens."""
    call = urllib.request.Request(address, json.dumps(body).encode(), {"Authorization": f"token {token}"})
    for _ in range(100):
        try:
            return urllib.request.urlopen(call).close()
        except urllib.error.HTTPError:
            raise
        except urllib.error.URLError:
            time.sleep(0.2)
    raise TimeoutError(f"{address} does not answer")


@posix
@pytest.mark.parametrize("request_to_end", [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.everything)])
def test_a_signal_ends_launcher_server_and_kernels(request_to_end):
    with subprocess.Popen(command("lab", "--no-browser"), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as lab:
        try:
            address, token = next(filter(None, (re.search(r"(http://127.0.0.1:\d+)/lab[^?]*\?token=(\w+)", line)
                                                for line in lab.stdout))).groups()
            for _ in range(2):
                post(f"{address}/api/kernels", token, {"name": "java"})
            with urllib.request.urlopen(f"{address}/api/contents/index.md?token={token}") as front:
                assert "so far" in front.read().decode(), "the front page tells how far its reader is"
            family = psutil.Process(lab.pid).children(recursive=True)
            assert len(family) == 3, family
            time.sleep(2)
            lab.send_signal(request_to_end)
            lab.wait(20)
            assert psutil.wait_procs(family, timeout=3)[1] == []
        finally:
            lab.terminate()


# First set-ups.


@slow
def test_an_interrupted_set_up_resumes(clone):
    for step in ("Jupyter", "Library"):
        begun = subprocess.Popen(command("jupyter", "--version", root=clone), stdout=subprocess.PIPE, start_new_session=True)
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
    assert_good(answer)
    assert "Jupyter ." not in answer.stdout and "Library ." in answer.stdout
    assert_good(launch("doctor", root=clone))


@slow
def test_two_at_once_wait_for_each_other(clone):
    both = [subprocess.Popen(command("jupyter", "--version", root=clone), stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = "".join(start.communicate(timeout=900)[0] for start in both)
    assert [start.returncode for start in both] == [0, 0], said
    assert "Waiting for it" in said and said.count("Library .") == 1
    assert_good(launch("doctor", root=clone))


@slow
def test_maven_is_fetched_where_there_is_none(tmp_path):
    with mock.patch.multiple(library, WORKBOOK=tmp_path), mock.patch("shutil.which", return_value=None):
        maven = library.maven()
    assert "3.9.16" in subprocess.run([maven, "-v"], capture_output=True, text=True).stdout
