"""The workbook for a room: a JupyterHub on this computer that shares this installation.

    hub [--class DIR] [--port N] [--open --cert FILE --key FILE --students FILE] [--trust]
"""

import argparse
import contextlib
import os
import secrets
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psutil

from .set_up import ROOT, WORKBOOK, locked

HUB = ROOT / "environment" / "hub"
TOOLS = WORKBOOK / "hub"


class Refused(Exception):
    """The hub does not start; the message is one sentence with its fix."""


def main(arguments):
    options = parser().parse_args(arguments)
    try:
        folder = options.folder.resolve()
        if options.forget:
            shutil.rmtree(folder / "room", ignore_errors=True)
            print(f"Nothing of the room's guesses is left in {folder}. What students wrote in their own copies stays theirs.")
            return 0
        check(options)
        install()
        with alone(folder):
            publish(folder)
            return serve(options, folder)
    except Refused as problem:
        print(problem, file=sys.stderr)
        return 2


def parser():
    words = argparse.ArgumentParser(prog="hub", description="The workbook for a room, in the browser of everybody.")
    words.add_argument("--class", dest="folder", type=Path, default=Path.home() / "padwise-class", metavar="DIR",
                       help="where the students' copies and the class's guesses are kept")
    words.add_argument("--port", type=int, default=8000)
    words.add_argument("--open", action="store_true", help="let other computers in; needs --cert, --key and --students")
    words.add_argument("--cert", type=Path, metavar="FILE")
    words.add_argument("--key", type=Path, metavar="FILE")
    words.add_argument("--students", type=Path, metavar="FILE", help="one name a line; nobody else is let in")
    words.add_argument("--forget", action="store_true", help="delete the class's shared guesses, and who shared them")
    words.add_argument("--trust", action="store_true", help="do without the sandbox: students can read each other's files")
    return words


def check(options):
    if not 0 < options.port < 65536:
        raise Refused(f"--port {options.port} is no port. Write a number from 1 to 65535.")
    for name in ("cert", "key", "students"):
        file = getattr(options, name)
        if options.open and file is None:
            raise Refused(f"--open lets other computers in and needs --{name} FILE. Leave --open out to stay on this one.")
        if file is not None and not file.is_file():
            raise Refused(f"--{name} {file}: there is no such file.")
    if not shutil.which("npm"):
        raise Refused("The hub's proxy needs Node.js with npm. Get it at https://nodejs.org or with: sudo apt install npm")
    if not shutil.which("git"):
        raise Refused("The hub brings students their pages with git. Install it, for example with: sudo apt install git")
    if not shutil.which("bwrap") and not options.trust:
        raise Refused("Without bubblewrap students could read each other's files. Install it (sudo apt install bubblewrap),"
                      " or say --trust if the room may.")
    for port in range(options.port, options.port + 4):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                raise Refused(f"Port {port} is taken (the hub uses {options.port} to {options.port + 3}). Is another hub"
                              " running? End it, or choose another --port.")


def unwritable(folder, problem):
    return Refused(f"{folder} can't be written to ({problem}). Free space, or choose another place with --class.")


@contextlib.contextmanager
def alone(folder):
    """Keeps a second hub away from the class's folder, whatever its ports."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = open(folder / "lock", "w")
    except OSError as problem:
        raise unwritable(folder, problem) from problem
    with lock:
        if not locked(lock):
            raise Refused(f"Another hub serves the class in {folder}. End it, or choose another folder with --class.")
        yield


def install():
    """The hub's own packages, once, from their locks."""
    stamp = TOOLS / "installed"
    locks = "".join((HUB / name).read_text("utf-8") for name in ("requirements.txt", "package-lock.json"))
    if stamp.is_file() and stamp.read_text("utf-8") == locks:
        return
    print("The hub's packages are fetched, once.", flush=True)
    TOOLS.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy2(HUB / name, TOOLS)
    for command in (
            [sys.executable, "-m", "pip", "install", "-q", "--require-hashes", "--only-binary=:all:",
             "-r", HUB.parent / "requirements.txt", "-r", HUB / "requirements.txt"],
            [shutil.which("npm"), "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", TOOLS]):
        if subprocess.run(list(map(str, command))).returncode:
            raise Refused("The hub's packages could not be fetched. Connect to the network and run the same command again.")
    stamp.write_text(locks, "utf-8")


def publish(folder):
    """The notebooks as this installation ships them, as a repository that students' copies are merged with."""
    shipped = folder / "shipped"
    try:
        shipped.mkdir(mode=0o700, parents=True, exist_ok=True)
        ignored = shutil.ignore_patterns(".*", "TEACHING*")
        shutil.copytree(ROOT / "notebooks", shipped, ignore=ignored, dirs_exist_ok=True)
    except OSError as problem:
        raise unwritable(folder, problem) from problem
    git = ["git", "-C", str(shipped), "-c", "user.name=Padwise", "-c", "user.email=padwise@localhost"]
    try:
        if not (shipped / ".git").is_dir():
            subprocess.run([*git, "init", "-q", "-b", "main"], check=True)
        subprocess.run([*git, "add", "-A"], check=True)
        if subprocess.run([*git, "diff", "--cached", "--quiet"]).returncode:
            subprocess.run([*git, "commit", "-q", "-m", "The workbook's pages"], check=True)
    except subprocess.CalledProcessError as problem:
        raise Refused(f"git can't keep the pages in {shipped}. Free space, or choose another place with --class.") from problem


def serve(options, folder):
    scheme, host = ("https", "0.0.0.0") if options.open else ("http", "127.0.0.1")
    address = f"{scheme}://{host}:{options.port}"
    environment = {
        **os.environ,
        "PADWISE_CLASS": str(folder),
        "PADWISE_ADDRESS": address,
        "PADWISE_HUB_PORT": str(options.port + 1),
        "PADWISE_STUDENTS": options.students.read_text("utf-8-sig", errors="replace") if options.students else "",
        "PADWISE_CERT": str(options.cert.resolve()) if options.open else "",
        "PADWISE_KEY": str(options.key.resolve()) if options.open else "",
        "CONFIGPROXY_AUTH_TOKEN": secrets.token_hex(32),
    }
    environment.pop("JUPYTER_CONFIG_DIR", None)
    hub, family = None, []

    def end(*_):
        if hub:
            with contextlib.suppress(psutil.NoSuchProcess):
                family.extend(psutil.Process(hub.pid).children(recursive=True))
            hub.terminate()

    for name in (signal.SIGTERM, signal.SIGINT):  # before the hub starts: what was ignored here, it would ignore, too
        signal.signal(name, end)
    log = folder / "hub.log"
    with log.open("w") as output:
        hub = subprocess.Popen([sys.executable, "-m", "jupyterhub", "-f", str(HUB / "jupyterhub_config.py")],
                               env=environment, cwd=folder, stdout=output, stderr=output)
    while hub.poll() is None and not answers(f"{scheme}://127.0.0.1:{options.port}"):
        time.sleep(0.5)
    if hub.poll() is None:
        print(f"The hub is at {address.replace('0.0.0.0', socket.gethostname())}. Whoever logs in first under a name chooses its"
              f" password: do so now as teacher. Its log is {log}. Ctrl-C here ends it for everybody.", flush=True)
    elif not family:
        raise Refused(f"The hub did not start; {log} says why.")
    code = hub.wait()
    for process in family:  # a hub that is ended while it starts forgets its services
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    return code


def answers(address):
    """The proxy is there some seconds before the hub."""
    try:
        with urllib.request.urlopen(f"{address}/hub/health", context=ssl._create_unverified_context(), timeout=5):
            return True
    except OSError:
        return False
