"""Writes the kernelspecs java, jjava and ijava into the workbook's own Jupyter: the same Java, three kernels.

java is the workbook's kernel, built on JJava's parts; jjava is JJava as it comes, for the tests.
"""

import json
import os
import re
import shutil
import sys
import sysconfig
import tempfile
from pathlib import Path

from .set_up import MODULES, ROOT, WORKBOOK

ENVIRONMENT = ROOT / "environment"
JUPYTER = Path(sys.prefix, "share", "jupyter")
PROVISIONER = "padwise_provisioner"
KERNELS = JUPYTER / "kernels"
LAB_SETTINGS = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/docmanager-extension:plugin": {"defaultViewers": {"markdown": "Markdown Preview"}},
    "@jupyterlab/filebrowser-extension:browser": {"showLastModifiedColumn": False},  # pages have long names
}


def java():
    return str(Path(os.environ["JAVA_HOME"], "bin", "java.exe" if os.name == "nt" else "java"))


def jdk():
    """The JDK's number, such as 17."""
    release = Path(java()).parent.parent / "release"
    return int(re.search(r'JAVA_VERSION="(\d+)', release.read_text("utf-8"))[1])


def archive(kernel):
    """The classes that a kernel loads on the way to its first picture, as first_run.py left them for its next start.

    From JDK 25 on they are linked as well, and come with notes on what is worth compiling."""
    return WORKBOOK / "archives" / f"{kernel}.{'aot' if jdk() >= 25 else 'jsa'}"


def archiving(file, create=False):
    """Java's option that uses an archive, or makes it when Java ends."""
    kinds = {".aot": ("AOTCache", "AOTCacheOutput"), ".jsa": ("SharedArchiveFile", "ArchiveClassesAtExit")}
    return f"-XX:{kinds[archive('java').suffix][create]}={file}"


def sources():
    """Where the kernel finds the Javadoc that Shift-Tab shows."""
    return [*(ROOT / module / "src/main/java" for module in MODULES), *sorted((WORKBOOK / "jars" / "sources").glob("*.jar"))]


def spec(name, title, kernel_jars, main_class):
    ready = archive(name).is_file()  # without the file, this option would switch off the JDK's own archive
    return {
        "display_name": title,
        "language": "java",
        "interrupt_mode": "message",
        "argv": [
            java(),
            f"@{ENVIRONMENT / 'kernel' / 'kernel.options'}",
            f"-XX:ErrorFile={Path(tempfile.gettempdir(), 'padwise_hs_err_%p.log')}",
            f"-Dorg.bytedeco.javacpp.cachedir={WORKBOOK / 'javacpp'}",
            f"-Dpadwise.sources={os.pathsep.join(map(str, sources()))}",
            f"-Dpadwise.packages={WORKBOOK / 'jars' / 'PACKAGES'}",
            *([archiving(archive(name))] if ready else []),
            "-cp",
            os.pathsep.join([str(kernel_jars), str(WORKBOOK / "jars" / "*")]),
            main_class,
            "{connection_file}",
        ],
        # Several threads stall on products as small as a notebook's.
        "env": {"OMP_NUM_THREADS": "1"},
        "metadata": {"debugger": False, "kernel_provisioner": {"provisioner_name": PROVISIONER, "config": {}}},
    }


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", "utf-8")


def register_provisioner():
    """Puts the way kernels are started where every Jupyter program of this Python finds it."""
    packages = Path(sysconfig.get_path("purelib"))
    shutil.copyfile(ENVIRONMENT / "workbook" / f"{PROVISIONER}.py", packages / f"{PROVISIONER}.py")
    about = packages / f"{PROVISIONER}-1.dist-info"
    about.mkdir(exist_ok=True)
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {PROVISIONER}\nVersion: 1\n", "utf-8")
    (about / "entry_points.txt").write_text(
        f"[jupyter_client.kernel_provisioners]\n{PROVISIONER} = {PROVISIONER}:Provisioner\n", "utf-8")


def main():
    register_provisioner()
    jars = WORKBOOK / "jars"
    write(JUPYTER / "lab" / "settings" / "overrides.json", LAB_SETTINGS)
    kernels = (
        ("java", "Java", jars / "java" / "*", "padwise.kernel.jupyter.Main"),
        ("jjava", "Java (JJava as it comes)", KERNELS / "java" / "jjava.jar", "org.dflib.jjava.distro.JJava"),
        ("ijava", "Java (IJava)", jars / "ijava" / "ijava.jar", "io.github.spencerpark.ijava.IJava"),
    )
    for name, title, kernel_jars, main_class in kernels:
        write(KERNELS / name / "kernel.json", spec(name, title, kernel_jars, main_class))
