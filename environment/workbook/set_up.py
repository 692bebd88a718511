"""Fills .workbook, step by step, with what the notebooks need. Needs nothing but Python itself.

The first step makes the workbook's own Python, and the computer's Python performs it; whoever runs this is told to take the other
one where that is due.
"""

import contextlib
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORKBOOK = ROOT / ".workbook"
VENV = WORKBOOK / "venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
NATIVES = WORKBOOK / "javacpp"
OFFLINE = ROOT / "offline"  # in a bundle: what is fetched elsewhere, and the sums of all files
LOG = WORKBOOK / "setup.log"
MODULES = ("lib/core", "lib/lesson", "lib/view", "environment/kernel")
OTHER_PYTHON = 90  # the exit code that asks for it
NO_NETWORK = "from versions: none|name resolution|nknown host|unreachable|timed out|refused"


class Problem(SystemExit):
    """Ends the program: one sentence and its fix, which Python prints, and 1."""


def complete():
    """Does what is missing: None, or the exit code that asks for the other Python."""
    own = VENV.exists() and os.path.samefile(sys.prefix, VENV)
    if NATIVES.exists() and not os.access(VENV, os.W_OK):  # complete, and shared with others, perhaps in a sandbox
        return None if own else OTHER_PYTHON
    try:
        if OFFLINE.is_dir() and not (WORKBOOK / "jars").exists():
            check_bundle()
        WORKBOOK.mkdir(exist_ok=True)
        with alone():
            return steps(own)
    except OSError as problem:
        raise Problem(f"{problem.filename}: close what uses it, check its permissions and the disk's free space, retry.") from problem


def check_bundle():
    """Nothing is written before every file that set-up takes from a bundle is whole."""
    for file, whole in examined(OFFLINE / "SHA256SUMS", ROOT, OFFLINE):
        if not whole:
            raise Problem(f"{file} is missing or damaged. Copy the bundle from the stick once more.")


def examined(sums, folder, part):
    """The files that a list of sums names in this part of its folder, and whether each is what it was; so the list itself."""
    try:
        listed = {folder / name: digest for digest, name in (line.split("  ", 1) for line in sums.read_text("utf-8").splitlines())}
    except (OSError, ValueError):
        listed = {}
    if not listed:
        yield sums, False
    for file, digest in listed.items():
        if part in file.parents:
            yield file, file.is_file() and sha256(file) == digest


def sha256(file):
    return hashlib.sha256(file.read_bytes()).hexdigest()


def stoppable():
    """From here on Ctrl-C and a signal interrupt the work, once: while it clears away what it began, no second one does.

    asyncio leaves this handler in place, unlike Python's own.
    """

    def stop(*_):
        for request in (signal.SIGINT, signal.SIGTERM):
            signal.signal(request, lambda *_: None)
        raise KeyboardInterrupt

    for request in (signal.SIGINT, signal.SIGTERM):
        signal.signal(request, stop)


@contextlib.contextmanager
def alone():
    """One set-up at a time, even if two launchers start together."""
    with open(WORKBOOK / "lock", "a") as file:
        said = False
        while not locked(file):
            if not said:
                said = True
                print("Another set-up is at work here. Waiting for it.", flush=True)
            time.sleep(0.5)
        yield


def locked(file):
    """Whether the file could be locked; that lasts until it is closed."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    except OSError:
        return False


def steps(own):
    if not NATIVES.exists():
        source = "needs no network" if OFFLINE.is_dir() else "downloads 0.4 GB"
        print(f"The first start {source} and takes 1.3 GB of disk; {free():.1f} GB are free.", flush=True)
        if free() < 2:
            raise Problem("The disk is nearly full. Free 2 GB and run the same command again.")
    for title, product, inputs, commands in plan():
        stamp, digest = WORKBOOK / f"{title}.stamp", hashlib.sha256(inputs.encode("utf-8")).hexdigest()
        if product.exists() and stamp.is_file() and stamp.read_text("utf-8") == digest:
            continue
        if own and title == "Jupyter":
            return OTHER_PYTHON
        begin = time.monotonic()
        for old in (stamp, LOG):
            old.unlink(missing_ok=True)
        print(title, end=" ", flush=True)
        for command in commands:
            perform(command)
        stamp.write_text(digest, "utf-8")
        print(f" {time.monotonic() - begin:.0f} s", flush=True)
    return None if own else OTHER_PYTHON


def plan():
    """Each step's title, what it makes, what it depends on, and its commands."""
    jupyter = str(ROOT) + prints("environment/requirements.txt")
    jdk = os.environ["JAVA_HOME"] + Path(os.environ["JAVA_HOME"], "release").read_text("utf-8")
    kernels = jupyter + jdk + prints("environment/workbook/kernelspecs.py", "environment/workbook/padwise_provisioner.py")
    library = prints("pom.xml", *(f"{module}/{part}" for module in MODULES for part in ("pom.xml", "src/main")))
    first_run = library + kernels + prints("environment/workbook/first_run.py")
    pip = (PYTHON, "-m", "pip", "install", "--no-user", "--no-input")
    pinned = ("--require-hashes", "--only-binary=:all:", "-r", ROOT / "environment/requirements.txt")
    yield "Jupyter", PYTHON, jupyter, ((sys.executable, "-m", "venv", "--clear", VENV), (*pip, *pinned), performing("npm"))
    yield "Library", WORKBOOK / "jars", library, (performing("library"),)
    yield "Kernels", VENV / "share/jupyter/kernels/ijava", kernels, (performing("kernelspecs"),)
    yield "First run", NATIVES, first_run, (performing("first_run"),)


def performing(module):
    """The command that performs a step of the workbook's own Python."""
    return PYTHON, "-c", f"import sys; from workbook import {module} as step; sys.exit(step.main())"


def free():
    return shutil.disk_usage(ROOT).free / 1e9


def prints(*places):
    """Differs as soon as a file in these places does."""
    found = []
    for place in map(ROOT.joinpath, places):
        for file in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if file.is_file():
                found.append(f"{file.relative_to(ROOT)} {sha256(file)}")
    return "\n".join(found)


def perform(command):
    """Runs a program with its words in a file and a dot every second on the screen."""
    bundled = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": (OFFLINE / "wheels").as_uri()} if OFFLINE.is_dir() else {}
    with open(LOG, "ab") as log:
        program = subprocess.Popen(
            list(map(str, command)), env={**os.environ, **bundled}, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        while True:
            try:
                exit_code = program.wait(1)
                break
            except subprocess.TimeoutExpired:
                print(".", end="", flush=True)
    if exit_code:
        print()
        raise Problem(f"{why()}, and run the same command again; the log is {LOG}.")


def why():
    words = LOG.read_text("utf-8", "replace")
    error = re.search(r"(?i).*(error|fail).*", words)
    if free() < 0.1:
        return "The disk is full. Free 2 GB"
    if OFFLINE.is_dir() and "from versions: none" in words:
        return "This bundle has nothing for such a computer or Python. Bring one made for it"
    if re.search(NO_NETWORK, words):
        return "The network does not answer. Connect, or tell pip and Maven your proxy"
    return f"{error[0] if error else 'Set-up stopped'}: mend this"
