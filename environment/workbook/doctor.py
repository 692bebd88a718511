"""Examines this computer and the workbook's environment: one line each, with the fix where something is wrong.

    python -m workbook doctor [--trouble SENTENCE]    the sentence says what stopped set-up
"""

import argparse
import contextlib
import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from . import kernelspecs, library, set_up
from .set_up import Problem

WORKBOOK = library.WORKBOOK
AFRESH = "Run: java environment/Workbook.java clean, then the verb lab."
KERNELS = ("java", "jjava", "ijava")
CELLS = {
    "ND4J": ('System.out.print(org.nd4j.linalg.factory.Nd4j.ones(2, 3).mmul('
             'org.nd4j.linalg.factory.Nd4j.ones(3, 2)).sumNumber().intValue() == 12 ? "loads" : "miscounts");',
             AFRESH),
    "fonts": ('var page = new java.awt.image.BufferedImage(9, 9, java.awt.image.BufferedImage.TYPE_INT_RGB); '
              'System.out.print(page.createGraphics().getFont().canDisplay(97) ? "are there" : "have no letters");',
              "Install a font; on Debian and Ubuntu: sudo apt install fontconfig fonts-dejavu."),
}
JSHELL = """
var jshell = jdk.jshell.JShell.builder().executionEngine("local").build();
var parts = new ArrayList<>(List.of(System.getProperty("java.version")));
parts.addAll(new padwise.kernel.repl.JShellInternals(jshell).missing());
jshell.close();
System.out.print(String.join("|", parts));
"""


def jdk():
    answer = subprocess.run([kernelspecs.java(), "--list-modules"], capture_output=True, text=True)
    modules = {line.partition("@")[0] for line in answer.stdout.splitlines()}
    if missing := {"jdk.compiler", "jdk.jshell", "java.desktop"} - modules:
        raise Problem(f"{kernelspecs.java()} lacks {', '.join(sorted(missing))}. Get a full JDK at https://adoptium.net.")
    version = next(line for line in answer.stdout.splitlines() if line.startswith("java.base@"))
    return f"{version.partition('@')[2]} at {os.environ['JAVA_HOME']}"


def disk():
    free = set_up.free()
    needed = 0.2 if (WORKBOOK / "javacpp").is_dir() else 2
    if free < needed:
        raise Problem(f"{free:.1f} GB are free here. Free {needed} GB.")
    return f"{free:.1f} GB free"


def memory():
    try:
        import psutil
    except ImportError:
        return "not examined before Jupyter is there"
    total = psutil.virtual_memory().total / 1e9
    if total < 3.5:
        raise Problem(f"This computer has {total:.1f} GB. The notebooks need 4 GB; use another computer.")
    from .padwise_provisioner import memory as share

    return f"{total:.1f} GB; a kernel may take {share(os.environ)} MB, or what PADWISE_MEMORY says"


def folders():
    for folder in (WORKBOOK, Path.home() / ".m2", Path(tempfile.gettempdir())):
        existing = next(place for place in (folder, *folder.parents) if place.exists())
        if not os.access(existing, os.W_OK):
            raise Problem(f"{existing} can't be written to. Take the write protection off.")
    return "can be written to"


def jars():
    if not library.SUMS.is_file():
        raise Problem(f"The library is not built. {AFRESH}")
    found = list(set_up.examined(library.SUMS, library.JARS, library.JARS))
    for jar, whole in found:
        if not whole:
            raise Problem(f"{jar.relative_to(library.JARS).as_posix()} is missing or damaged. {AFRESH}")
    return f"{len(found)} as they were built"


@contextlib.contextmanager
def running(name, *options):
    """A client of this kernel, started with more of Java's options; what goes wrong with it is trouble."""
    from jupyter_client.manager import KernelManager

    with contextlib.ExitStack() as ending:
        try:
            manager = KernelManager(kernel_name=name)
            manager.kernel_spec.argv[1:1] = options
            output = ending.enter_context(open(WORKBOOK / "kernel.log", "wb"))
            manager.start_kernel(stdout=output, stderr=output)
            ending.callback(manager.shutdown_kernel, now=True)
            client = manager.client()
            client.start_channels()
            ending.callback(client.stop_channels)
            client.wait_for_ready(timeout=120)
            yield client, manager
        except (KeyError, OSError, RuntimeError, TimeoutError, subprocess.TimeoutExpired) as problem:
            raise Problem(f"does not answer ({problem}). {AFRESH}") from problem


def answer(client, cell, fix=AFRESH):
    said = []
    client.execute_interactive(cell, timeout=120, output_hook=said.append)
    for message in said:
        if message["msg_type"] == "error":
            raise Problem(f"{message['content']['evalue'] or message['content']['ename']}. {fix}")
    return "".join(message["content"]["text"] for message in said if message["msg_type"] == "stream")


def jshell(answer):
    """What the kernel says of its JDK's JShell: the version, and what it can't do there."""
    jdk, *missing = answer.split("|")
    if missing:
        raise Problem(f"JDK {jdk} keeps parts of JShell elsewhere: {'; '.join(missing)}. "
                      "Use JDK 17 or 25: https://adoptium.net.")
    return f"of JDK {jdk} has all parts"


def kernel(name):
    with running(name) as (client, _):
        found = [f"{what} {answer(client, cell, fix)}" for what, (cell, fix) in CELLS.items()]
        found += [f"JShell {jshell(answer(client, JSHELL))}"] if name == "java" else []
    return "; ".join(["answers", *found])


def blas():
    """Version and kernel of OpenBLAS, which it chooses by the processor."""
    for file in sorted(WORKBOOK.glob("javacpp/openblas-*/**/*openblas_nolapack*")):
        if not file.name.startswith(("jni", "libjni")):
            for companion in ("libgcc", "libquadmath", "libgfortran"):  # a lean system has none of its own
                for beside in file.parent.glob(f"{companion}*"):
                    ctypes.CDLL(str(beside))
            library = ctypes.CDLL(str(file))
            library.openblas_get_config.restype = library.openblas_get_corename.restype = ctypes.c_char_p
            version = " ".join(library.openblas_get_config().decode().split()[:2])
            return f"{version}, kernel {library.openblas_get_corename().decode()}"
    raise Problem(f"OpenBLAS is not unpacked. {AFRESH}")


def examine(checks):
    failures = 0
    for what, check in checks.items():
        try:
            print(f"ok    {what}: {check()}", flush=True)
        except Problem as trouble:
            failures += 1
            print(f"FAIL  {what}: {trouble}", flush=True)
    return failures


def main(arguments):
    parser = argparse.ArgumentParser(prog="doctor", description="Checks this computer and says how to mend it.")
    parser.add_argument("--trouble", default="", help=argparse.SUPPRESS)  # what stopped set-up
    options = parser.parse_args(arguments)

    def complete():
        if options.trouble:
            raise Problem(options.trouble)
        return "complete"

    computer = {"JDK": jdk, "Python": lambda: f"{sys.version.split()[0]} at {sys.executable}",
                "Maven": lambda: shutil.which("mvn") or "none on the PATH; set-up fetches its own",
                "memory": memory, "disk": disk, "folders": folders, "set-up": complete}
    workbook = {"jars": jars, "BLAS": blas, **{f"kernel {name}": lambda name=name: kernel(name) for name in KERNELS}}
    failures = examine(computer)
    failures += 0 if options.trouble else examine(workbook)
    print(f"{failures} to mend" if failures else "All is well.")
    return 1 if failures else 0
