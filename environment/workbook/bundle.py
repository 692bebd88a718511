"""A folder for a stick: the workbook, its book, and in offline/ all that set-up fetches elsewhere. No network is needed there.

    bundle [--for PLATFORM,...] [--to DIR]
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.tags import compatible_tags, cpython_tags, mac_platforms
from packaging.utils import canonicalize_name, parse_wheel_filename

from . import book, library, licences, npm, shipped
from .set_up import Problem

PYTHONS = ("3.10", "3.11", "3.12", "3.13", "3.14")
FOLDERS = ("lib", "environment", ".github")
FILES = ("README.md", "pom.xml", ".gitignore")
ALWAYS = 0.34  # GB: the project, its book, Maven, jars and wheels that fit every computer
RETRY = "Connect to the network, and run the same command again."


class Platform(NamedTuple):
    """What markers of the lock and names of wheels say of a kind of computer, and the GB of its own files."""

    markers: dict
    tags: list
    size: float


def linux(machine):
    """The wheels of any Linux since 2019, which has glibc 2.28."""
    versions = [f"_2_{minor}" for minor in range(28, 4, -1)]
    return [f"manylinux{version}_{machine}" for version in (*versions, 2014, 2010, 1)]


def markers(system, platform, machine):
    return {"os_name": "nt" if system == "Windows" else "posix", "sys_platform": platform, "platform_system": system,
            "platform_machine": machine, "implementation_name": "cpython", "platform_python_implementation": "CPython"}


PLATFORMS = {
    "linux-x86_64": Platform(markers("Linux", "linux", "x86_64"), linux("x86_64"), 0.16),
    "linux-arm64": Platform(markers("Linux", "linux", "aarch64"), linux("aarch64"), 0.14),
    "macosx-arm64": Platform(markers("Darwin", "darwin", "arm64"), list(mac_platforms((12, 0), "arm64")), 0.09),
    "macosx-x86_64": Platform(markers("Darwin", "darwin", "x86_64"), list(mac_platforms((12, 0), "x86_64")), 0.12),
    "windows-x86_64": Platform(markers("Windows", "win32", "AMD64"), ["win_amd64"], 0.18),
}


def main(arguments):
    words = argparse.ArgumentParser(prog="bundle", description="The workbook on a stick, for computers without a network.")
    words.add_argument("--for", dest="platforms", default="linux-x86_64,macosx-arm64,windows-x86_64", metavar="PLATFORM,...",
                       help=f"for these computers: {', '.join(PLATFORMS)}")
    words.add_argument("--to", type=Path, default=Path("padwise-bundle"), metavar="DIR", help="a folder that is not there yet")
    options = words.parse_args(arguments)
    try:
        build(options.to.resolve(), list(dict.fromkeys(options.platforms.replace(",", " ").split())))
    except (OSError, Problem) as problem:
        raise Problem(f"No bundle: {problem}") from None
    print(f"The bundle is {options.to}. On the other computer, copy it from the stick and run there:"
          " java environment/Workbook.java lab")


def build(target, names):
    """Builds beside the target and takes its place as a whole."""
    check(target, names)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".bundle") as folder:
        fresh = Path(folder, "bundle")
        copy_project(fresh)
        offline = fresh / library.OFFLINE.name
        offline.mkdir()
        (offline / f"{library.MAVEN}-bin.zip").write_bytes(library.maven_zip())
        for name in npm.LOCK:
            shutil.copy2(npm.archive(name), offline)
        for name in names:
            print(f"Files for {name}", flush=True)
            fetch_jars(name, offline / "m2", Path(folder, "jars"))
            fetch_wheels(PLATFORMS[name], offline / "wheels")
        licences.write(offline, fresh / "THIRD_PARTIES.md")
        book.build(fresh / "book", fresh / "notebooks")
        (offline / "SHA256SUMS").write_text(library.sums(fresh), "utf-8", newline="\n")
        fresh.rename(target)


def check(target, names):
    if unknown := sorted(set(names) - set(PLATFORMS)) if names else ["without a name"]:
        raise Problem(f"there is no platform {unknown[0]}. Choose from {', '.join(PLATFORMS)}.")
    if target.exists():
        raise Problem(f"{target} is there already. Name another folder with --to.")
    size = ALWAYS + sum(PLATFORMS[name].size for name in names)
    free = shutil.disk_usage(next(place for place in target.parents if place.exists())).free / 1e9
    print(f"The bundle takes {size:.1f} GB, and most of it is downloaded; {free:.1f} GB are free.", flush=True)
    if free < size + 0.3:
        raise Problem(f"the disk is too full for it. Free {size + 0.3:.1f} GB, or choose another place with --to.")


def copy_project(fresh):
    """Without what set-up and a reader keep in it; notebooks/ is as it was shipped."""
    ignored = [line.strip("/") for line in (library.ROOT / ".gitignore").read_text("utf-8").split()]
    cloned = shipped.committed(shipped.NOTEBOOKS)
    for folder in FOLDERS:
        shutil.copytree(library.ROOT / folder, fresh / folder, ignore=shutil.ignore_patterns(*ignored))
        if cloned and (own := set(shipped.tracked(library.ROOT / folder))):
            for file in (fresh / folder).rglob("*"):
                if file.is_file() and file.relative_to(fresh / folder).as_posix() not in own:
                    file.unlink()
    for file in FILES:
        shutil.copy2(library.ROOT / file, fresh)
    shipped.copy(shipped.NOTEBOOKS, fresh / "notebooks")


def fetch_jars(name, repository, jars):
    """What Maven asks for when it builds the library on such a computer, its own plugins included."""
    options = {"workbook.jars": jars, "javacpp.platform": name, "maven.repo.local": repository}
    maven = [library.own_maven(), *library.BUILD, *(f"-D{key}={value}" for key, value in options.items())]
    if subprocess.run(maven, cwd=library.ROOT).returncode:
        raise Problem(f"Maven could not fetch all jars for {name}. {RETRY}")
    shutil.rmtree(jars)
    for pattern in ("_remote.repositories", "*.lastUpdated", "resolver-status.properties"):
        for file in repository.rglob(pattern):
            file.unlink()  # a jar counts wherever it came from, whatever the other computer's settings say


def fetch_wheels(platform, folder):
    """A wheel for each entry of the lock that such a computer needs, for each Python; pip checks the lock's hashes."""
    for python in (f"{python}.{patch}" for python in PYTHONS for patch in (0, 99)):  # the lock tells 3.11.4 from 3.11.5
        if wanted := missing(python, platform, folder):
            with tempfile.TemporaryDirectory() as place:
                lock = Path(place, "lock.txt")
                lock.write_text("\n".join(wanted), "utf-8")
                computer = ["--implementation", "cp", "--python-version", python, "--abi", abi(python)]
                computer += [word for tag in platform.tags for word in ("--platform", tag)]
                pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--require-hashes", "--only-binary=:all:"]
                if subprocess.run([*pip, *computer, "--dest", str(folder), "-r", str(lock)]).returncode:
                    raise Problem(f"pip could not fetch all wheels for Python {python}. {RETRY}")


def abi(python):
    return "cp" + "".join(python.split(".")[:2])


def missing(python, platform, folder):
    """The lines of the lock for such a Python that no wheel in the folder serves."""
    version = tuple(map(int, python.split(".")[:2]))
    tags = {*cpython_tags(version, [abi(python)], platform.tags), *compatible_tags(version, abi(python), platform.tags)}
    wheels = [parse_wheel_filename(file.name) for file in folder.glob("*.whl")]
    here = {f"{name}=={release}" for name, release, _, fits in wheels if tags & fits}
    return [line for line in needed(python, platform) if line.partition(" ")[0] not in here]


def needed(python, platform):
    """The lock's lines for such a Python, without their markers, which pip would judge by this computer."""
    computer = {**platform.markers, "python_version": python.rpartition(".")[0], "python_full_version": python}
    for line in (library.ROOT / "environment" / "requirements.txt").read_text("utf-8").replace("\\\n", "").splitlines():
        entry, *hashes = line.split("--hash=")
        if hashes and ((requirement := Requirement(entry)).marker is None or requirement.marker.evaluate(computer)):
            yield " --hash=".join([f"{canonicalize_name(requirement.name)}{requirement.specifier}", *map(str.strip, hashes)])
