"""Writes the two kernelspecs, java and ijava, into the workbook's own Jupyter: the same Java, another kernel."""

import json
import os
import sys
from pathlib import Path

ENVIRONMENT = Path(__file__).resolve().parent
WORKBOOK = ENVIRONMENT.parent / ".workbook"
JUPYTER = Path(sys.prefix, "share", "jupyter")
KERNELS = JUPYTER / "kernels"
LAB_SETTINGS = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/docmanager-extension:plugin": {"defaultViewers": {"markdown": "Markdown Preview"}},
}


def java():
    return str(Path(os.environ["JAVA_HOME"], "bin", "java.exe" if os.name == "nt" else "java"))


def archive(kernel):
    """The classes that a kernel loads on the way to its first picture, as first_run.py left them for its next start."""
    return WORKBOOK / "archives" / f"{kernel}.jsa"


def spec(name, title, kernel_jar, main_class):
    ready = archive(name).is_file()  # without the file, this option would switch off the JDK's own archive
    blas = os.environ.get("OPENBLAS_CORETYPE")  # the launcher's choice, for kernels that others start
    return {
        "display_name": title,
        "language": "java",
        "interrupt_mode": "message",
        "argv": [
            java(),
            f"@{ENVIRONMENT / 'kernel' / 'kernel.options'}",
            f"-Dorg.bytedeco.javacpp.cachedir={WORKBOOK / 'javacpp'}",
            *([f"-XX:SharedArchiveFile={archive(name)}"] if ready else []),
            "-cp",
            os.pathsep.join([str(kernel_jar), str(WORKBOOK / "jars" / "*")]),
            main_class,
            "{connection_file}",
        ],
        # Several threads stall on products as small as a notebook's.
        "env": {"OMP_NUM_THREADS": "1", **({"OPENBLAS_CORETYPE": blas} if blas else {})},
        "metadata": {"debugger": False},
    }


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", "utf-8")


def main():
    jjava = KERNELS / "java" / "jjava.jar"
    ijava = WORKBOOK / "jars" / "ijava" / "ijava.jar"
    write(JUPYTER / "lab" / "settings" / "overrides.json", LAB_SETTINGS)
    write(KERNELS / "java" / "kernel.json", spec("java", "Java", jjava, "org.dflib.jjava.distro.JJava"))
    write(KERNELS / "ijava" / "kernel.json", spec("ijava", "Java (IJava)", ijava, "io.github.spencerpark.ijava.IJava"))


if __name__ == "__main__":
    main()
