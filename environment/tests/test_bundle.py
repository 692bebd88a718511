"""A bundle for a stick: complete for each computer and Python, hash-checked, and enough for a set-up without any network."""

import importlib.metadata
import shutil
import signal
import subprocess
import tempfile
import zipfile
from pathlib import Path
from unittest import mock

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from conftest import undisturbed
from test_launcher import assert_refused, command, commit, launch
from workbook import bundle, library, licences, set_up, shipped

EACH = [(name, f"{python}.{patch}") for name in bundle.PLATFORMS for python in bundle.PYTHONS for patch in (0, 99)]
OWN = (library.ROOT / "environment" / "requirements.in").read_text("utf-8")


def refused(*arguments):
    with pytest.raises(SystemExit) as end, undisturbed():
        bundle.main(list(map(str, arguments)))
    return end.value.code


@pytest.mark.parametrize("name, python", EACH)
def test_the_lock_has_one_version_of_all_that_a_computer_needs(name, python):
    computer = {**bundle.PLATFORMS[name].markers, "python_version": python.rpartition(".")[0], "python_full_version": python, "extra": ""}
    entries = [line.partition(" ")[0].split("==") for line in bundle.needed(python, bundle.PLATFORMS[name])]
    versions = dict(entries)
    assert len(entries) == len(versions) > 100
    asked = [Requirement(line.partition("#")[0]) for line in OWN.splitlines() if line.partition("#")[0]]
    for package in importlib.metadata.distributions():  # those of this computer's Python tell what they need on any
        if versions.get(canonicalize_name(package.name)) == package.version:
            asked += map(Requirement, package.requires or ())
    for requirement in asked:
        if requirement.marker is None or requirement.marker.evaluate(computer):
            assert versions.get(canonicalize_name(requirement.name), "") in requirement.specifier, requirement


def test_a_wheel_serves_its_own_computer_and_python(tmp_path):
    linux, mac, windows = (bundle.PLATFORMS[name] for name in ("linux-x86_64", "macosx-arm64", "windows-x86_64"))

    def lacks(python, platform, *files):
        folder = Path(tempfile.mkdtemp(dir=tmp_path))
        for file in files:
            (folder / file).touch()
        return any(line.startswith(("pyzmq", "rpds")) for line in bundle.missing(python, platform, folder))

    both = {python: [line for line in bundle.missing(python, linux, tmp_path) if line.startswith(("pyzmq", "rpds-py"))] for python in ("3.10.0", "3.12.0")}
    (zmq, old), (_, new) = ([line.split("==")[1].split()[0] for line in lines] for lines in both.values())
    wheels = [f"pyzmq-{zmq}-cp312-abi3-manylinux_2_26_x86_64.manylinux_2_28_x86_64.whl", f"rpds_py-{new}-cp312-cp312-manylinux_2_17_x86_64.whl"]
    assert not lacks("3.12.0", linux, *wheels)
    assert lacks("3.12.0", mac, *wheels) and lacks("3.12.0", windows, *wheels)
    assert lacks("3.13.0", linux, *wheels), "rpds-py is for 3.12 alone"
    assert lacks("3.12.0", linux, wheels[0], wheels[1].replace(new, old)), "another version"
    assert lacks("3.12.0", linux, wheels[0], wheels[1].replace("2_17", "2_34")), "for newer systems only"


def test_an_unknown_platform_names_the_known_ones(tmp_path):
    assert "windows-x86_64" in refused("--for", "", "--to", tmp_path / "stick")
    sentence = refused("--for", "linux-x86_64, amiga", "--to", tmp_path / "stick")
    assert "platform amiga." in sentence and "windows-x86_64" in sentence
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_there_is_left_alone(tmp_path):
    assert str(tmp_path) in refused("--to", tmp_path)


def test_the_size_is_said_before_and_a_full_disk_refused(tmp_path, capsys):
    with mock.patch("shutil.disk_usage", return_value=mock.Mock(free=5e8)):
        assert "Free " in refused("--to", tmp_path / "stick")
    assert "takes 0.8 GB" in capsys.readouterr().out
    assert not list(tmp_path.iterdir())


def test_nothing_is_left_of_a_bundle_that_fails(tmp_path):
    with mock.patch.object(bundle, "fetch_jars", side_effect=OSError("No space left")):
        assert "No space left" in refused("--to", tmp_path / "stick")
    assert not list(tmp_path.iterdir())


def test_third_parties_are_listed_with_what_they_say_or_their_parents(tmp_path):
    def pom(name, inside):
        folder = tmp_path / "m2" / "org" / "some" / name / "1.0"
        folder.mkdir(parents=True)
        (folder / f"{name}-1.0.pom").write_text(f'<project xmlns="http://maven.apache.org/POM/4.0.0">{inside}</project>')
        return folder

    pom("house", "<licenses><license><name>MIT</name></license><license><name>EPL | 2</name></license></licenses>")
    (pom("child", "<parent><groupId>org.some</groupId><artifactId>house</artifactId><version>1.0</version></parent>") / "child-1.0.jar").touch()
    (pom("silent", "") / "silent-1.0.jar").touch()
    (tmp_path / "wheels").mkdir()
    for name, about in (("new", "License-Expression: BSD-3-Clause"), ("old", f"License: {'long ' * 99}\nClassifier: License :: OSI Approved :: ISC License")):
        with zipfile.ZipFile(tmp_path / "wheels" / f"{name}-2-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"{name}-2.dist-info/METADATA", f"Name: {name}\nVersion: 2\n{about}\n")
    licences.write(tmp_path, tmp_path / "list.md")
    rows = [line for line in (tmp_path / "list.md").read_text("utf-8").splitlines() if line.startswith("| ")][1:]
    assert rows == ["| new | 2 | BSD-3-Clause |", "| old | 2 | ISC License |", "| org.some: child | 1.0 | MIT or EPL / 2 |",
                    f"| org.some: silent | 1.0 | {licences.UNNAMED} |"]


def test_a_damaged_file_is_named_and_nothing_written(clone):
    jar = clone / "offline" / "m2" / "some.jar"
    jar.parent.mkdir(parents=True)
    jar.write_bytes(b"whole")
    (clone / "offline" / "SHA256SUMS").write_text(library.sums(clone), "utf-8")
    (clone / "README.md").write_text("mine")  # a reader's own changes are no damage
    with mock.patch.multiple(set_up, ROOT=clone, OFFLINE=clone / "offline"):
        set_up.check_bundle()
    sums = clone / "offline" / "SHA256SUMS"
    for content in (b"torn", None):
        jar.unlink() if content is None else jar.write_bytes(content)
        assert_refused(launch("lab", root=clone), str(jar), "once more")
        assert not (clone / ".workbook").exists()
    for content in (b"\xff\x00 random\n", b"", b"no sum\n", None):
        sums.unlink() if content is None else sums.write_bytes(content)
        with mock.patch.multiple(set_up, ROOT=clone, OFFLINE=clone / "offline"):
            with pytest.raises(set_up.Problem, match="SHA256SUMS is missing or damaged. Copy the bundle from the stick once more"):
                set_up.check_bundle()


def test_no_file_of_a_reader_goes_along(clone, tmp_path):
    kept = shipped.kept(clone / "notebooks")
    with mock.patch.object(library, "ROOT", clone), mock.patch.object(shipped, "NOTEBOOKS", clone / "notebooks"):
        shipped.keep(clone / "notebooks")
        assert (kept / "data" / "sentences.csv").is_file()
        for name in ("my_private_notes.txt", "00_start_here-Copy1.ipynb", "MINE.md", "data/mine.csv"):
            (clone / "notebooks" / name).write_text("mine")
        (clone / "notebooks" / "00_start_here.ipynb").write_text("mine")
        bundle.copy_project(tmp_path / "stick")
        own = shipped.files(clone / "notebooks")
    there = [file.relative_to(tmp_path / "stick" / "notebooks") for file in (tmp_path / "stick" / "notebooks").rglob("*") if file.is_file()]
    assert sorted(map(Path.as_posix, there)) == sorted(own) and "data/sentences.csv" in own
    assert not [file for file in there if (tmp_path / "stick" / "notebooks" / file).read_bytes() == b"mine"]


def test_in_a_clone_only_what_git_knows_goes_along(clone, tmp_path):
    commit(clone, ".")
    (clone / "lib" / "diary.txt").write_text("mine")
    with mock.patch.object(library, "ROOT", clone), mock.patch.object(shipped, "NOTEBOOKS", clone / "notebooks"):
        bundle.copy_project(tmp_path / "stick")
    assert (tmp_path / "stick" / "lib" / "core" / "pom.xml").is_file() and not list(tmp_path.rglob("stick/**/diary.txt"))


@pytest.mark.parametrize("request_to_end", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_and_leaves_nothing(tmp_path, request_to_end):
    again = lambda folder: [signal.raise_signal(request_to_end), shutil.rmtree(folder)]  # noqa: E731
    with mock.patch.object(bundle, "fetch_jars", side_effect=lambda *_: signal.raise_signal(request_to_end)):
        with mock.patch("tempfile.TemporaryDirectory.cleanup", lambda self: again(self.name)):
            with undisturbed(), pytest.raises(KeyboardInterrupt):
                set_up.stoppable()
                bundle.main(["--to", str(tmp_path / "stick")])
    assert not list(tmp_path.iterdir())


@pytest.mark.everything
@pytest.mark.timeout(3000)
@pytest.mark.skipif(not shutil.which("unshare"), reason="only Linux can take the network away from one program")
def test_a_laptop_sets_up_without_network_git_and_maven_from_an_empty_home(tmp_path):
    stick, home, programs = (tmp_path / name for name in ("a stick \u00fc", "home", "programs"))
    home.mkdir()
    programs.mkdir()
    for program in (file for folder in ("/bin", "/usr/bin", "/sbin", "/usr/sbin") for file in Path(folder).iterdir()):
        if program.name not in ("git", "mvn") and not (programs / program.name).is_symlink():
            (programs / program.name).symlink_to(program)
    bundle.build(stick, ["linux-x86_64"])
    size = sum(file.stat().st_size for file in stick.rglob("*") if file.is_file()) / 1e9
    assert abs(size - bundle.ALWAYS - bundle.PLATFORMS["linux-x86_64"].size) < 0.05
    assert "openblas" in (stick / "THIRD_PARTIES.md").read_text("utf-8")
    subprocess.run(["sha256sum", "--quiet", "-c", "offline/SHA256SUMS"], cwd=stick, check=True)
    page = stick / "notebooks" / "00_start_here.ipynb"
    shipped = page.read_bytes()

    def offline(*arguments):
        program = command(*map(str, arguments), root=stick)
        bare = {"HOME": str(home), "PATH": str(programs), "LANG": "C.UTF-8", "MAVEN_OPTS": f"-Duser.home={home}"}
        done = subprocess.run(["unshare", "-rn", "sh", "-c", 'ip link set lo up && exec "$@"', "sh", *program],
                              cwd=home, env=bare, capture_output=True, text=True, timeout=1200)
        assert done.returncode == 0, done.stdout + done.stderr

    offline("doctor")
    page.write_bytes(b"mine")
    offline("reset", "00_start_here")
    assert page.read_bytes() == shipped
    offline("run", "00_start_here")
    offline("slides", "00_start_here", "--to", home / "slides")
    offline("book", "--to", home / "book")
    assert (home / "book" / "index.html").is_file()
