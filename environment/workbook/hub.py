"""The workbook for a room: a JupyterHub on this computer that shares this installation.

    hub [--class DIR] [--port N] [--open --cert FILE --key FILE --students FILE] [--trust]
"""

import argparse
import contextlib
import os
import re
import secrets
import shlex
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import psutil

from . import padwise_provisioner, shipped
from .set_up import ROOT, WORKBOOK, Problem, locked

HUB = ROOT / "environment" / "hub"
TOOLS = WORKBOOK / "hub"


def main(arguments):
    options = parser().parse_args(arguments)
    try:
        folder = options.folder.resolve()
        if options.forget:
            return forget(folder)
        check(options)
        install()
        with alone(folder):
            end_all(folder)
            check_ports(options.port)
            publish(folder)
            try:
                return serve(options, folder)
            finally:
                end_all(folder)
    except OSError as problem:
        place = problem.filename or folder
        raise Problem(f"{place}: {problem.strerror}. Free space, check whose it is, or name another folder with --class.") from None


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
    words.add_argument("--trust", action="store_true", help="do without the sandbox: what students run can do all that you can")
    return words


def forget(folder):
    if not (folder / "shipped").is_dir():
        raise Problem(f"There is no class in {folder}. Say which with --class.")
    room = folder / "room"
    if room.exists():
        shutil.rmtree(room)
    print(f"Nothing of the room's guesses is left in {folder}. What students wrote in their own copies stays theirs.")
    return 0


def check(options):
    if os.name == "nt":
        raise Problem("JupyterHub does not run on Windows. Run the same command in a Linux of Windows's own: wsl --install")
    if ROOT in options.folder.resolve().parents:
        raise Problem(f"{options.folder} lies in the project, which students see parts of. Choose a folder outside with --class.")
    if not 0 < options.port <= 65532:
        raise Problem(f"--port {options.port}: the hub takes it and the next three. Write a number from 1 to 65532.")
    for name in ("cert", "key", "students"):
        file = getattr(options, name)
        if options.open and file is None:
            raise Problem(f"--open lets other computers in and needs --{name} FILE. Leave --open out to stay on this one.")
        if file is not None and not file.is_file():
            raise Problem(f"--{name} {file}: there is no such file.")
    options.names = options.students.read_text("utf-8-sig", errors="replace") if options.students else ""
    if options.students and not options.names.strip():
        raise Problem(f"--students {options.students} names nobody. Write one name a line.")
    if not (shutil.which("node") and shutil.which("npm")):
        raise Problem("The hub's proxy needs Node.js with npm. Get it at https://nodejs.org or with: sudo apt install npm")
    if not shutil.which("git"):
        raise Problem("The hub brings students their pages with git. Install it, for example with: sudo apt install git")
    if not options.trust and not os.geteuid():
        raise Problem("Root's programs leave any sandbox. Start the hub as an ordinary user, or say --trust if you trust the room"
                      " that far.")
    if not options.trust and not shutil.which("bwrap"):
        raise Problem("Without bubblewrap what students run could read and change all that you can. Install it (sudo apt install"
                      " bubblewrap), or say --trust if you trust the room that far.")


def check_ports(first):
    for port in range(first, first + 4):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                raise Problem(f"Port {port} is taken (the hub uses {first} to {first + 3}). Is another hub running? End it, or"
                              " choose another --port.")


@contextlib.contextmanager
def alone(folder):
    """Keeps a second hub away from the class's folder, whatever its ports."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(folder / "lock", "w") as lock:
        if not locked(lock):
            raise Problem(f"Another hub serves the class in {folder}. End it, or choose another folder with --class.")
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
            raise Problem("The hub's packages could not be fetched. Connect to the network and run the same command again.")
    stamp.write_text(locks, "utf-8")


def publish(folder):
    """The notebooks as this installation ships them, as a repository that students' copies are merged with.

    They are gathered aside, without what is the teacher's alone. Where the disk is full, the repository stays as it was.
    """
    repository = folder / "shipped"

    def git(*words, check=True):
        settings = ("-c", "user.name=Padwise", "-c", "user.email=padwise@localhost")
        return subprocess.run(["git", *settings, *words], cwd=repository, check=check, capture_output=True, text=True,
                              env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull})

    try:
        repository.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as pages:
            shipped.copy(shipped.NOTEBOOKS, Path(pages))
            if not os.listdir(pages):
                raise Problem(f"Git does not tell what was shipped in {shipped.NOTEBOOKS}. It says why with: git -C {shipped.NOTEBOOKS} status")
            for file in Path(pages).glob("TEACHING*"):
                file.unlink()
            for file in Path(pages).glob("*.md"):
                file.write_text(re.sub(r"\[([^]]+)]\(TEACHING\w*\.md\)", r"\1", file.read_text("utf-8")), "utf-8")
            git("init", "-q", "-b", "main")
            git(f"--work-tree={pages}", "add", "-A", "-f")
        if git("diff", "--cached", "--quiet", check=False).returncode:
            git("commit", "-q", "-m", "The workbook's pages")
        git("reset", "-q", "--hard")
        git("clean", "-q", "-d", "-f", "-x")
    except subprocess.CalledProcessError as problem:
        raise OSError(problem.returncode, problem.stderr.strip().rpartition("\n")[2], str(repository)) from problem


def bounds():
    """The words before a command that keep it and all that it starts within twice a kernel's memory; none where systemd can't."""
    most = 2 * padwise_provisioner.memory(os.environ)
    words = ["systemd-run", *["--user"] * bool(os.geteuid()), "--scope", "--quiet", "--collect", f"--property=MemoryMax={most}M",
             "--property=MemorySwapMax=0", "--property=TasksMax=1000", "--"]
    probe = "from workbook import padwise_provisioner; print(*padwise_provisioner.containers())"
    try:
        seen = subprocess.run([*words, sys.executable, "-c", probe], capture_output=True, text=True, timeout=30).stdout
    except (OSError, subprocess.TimeoutExpired):
        return []
    return words if str(most) in seen.split() else []


def serve(options, folder):
    scheme, host = ("https", "0.0.0.0") if options.open else ("http", "127.0.0.1")
    address = f"{scheme}://{host}:{options.port}"
    bounded = bounds()
    environment = {
        **os.environ,
        "PADWISE_BOUNDS": shlex.join(bounded),
        "PADWISE_CLASS": str(folder),
        "PADWISE_ADDRESS": address,
        "PADWISE_HUB_PORT": str(options.port + 1),
        "PADWISE_CERT": str(options.cert.resolve()) if options.open else "",
        "PADWISE_KEY": str(options.key.resolve()) if options.open else "",
        "PADWISE_STUDENTS": options.names,
        "CONFIGPROXY_AUTH_TOKEN": secrets.token_hex(32),
    }
    environment.pop("JUPYTER_CONFIG_DIR", None)
    hub, ending = None, []

    def end(*_):
        if hub:
            hub.kill() if ending else hub.terminate()  # on a full disk a hub does not end by itself
            ending.append(True)

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
              f" password: do so now as teacher. Its log is {log}. Ctrl-C ends it for everybody; twice, at once.", flush=True)
        if not bounded:
            print("Nothing bounds the memory of what students start beside kernels: systemd does not do so here.", flush=True)
    code = hub.wait()
    if not ending:
        raise Problem(f"The hub ended by itself; {log} says why.")
    return code


def end_all(folder):
    """Ends what a hub of this class has left: one that is killed, or ended while it starts, forgets its proxy and services."""
    left = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if process.pid != os.getpid() and process.environ().get("PADWISE_CLASS") == str(folder):
                process.kill()
                left.append(process)
    psutil.wait_procs(left, timeout=5)


def answers(address):
    """The proxy is there some seconds before the hub."""
    try:
        with urllib.request.urlopen(f"{address}/hub/health", context=ssl._create_unverified_context(), timeout=5):
            return True
    except OSError:
        return False
