"""Times what a reader waits for beside a Python kernel, and the library's arithmetic beside PyTorch and ONNX Runtime.

    mvn -q -N -Pbench verify                             prints the tables of .github/BENCHMARKS.md, in ten minutes
    mvn -q -N -Pbench verify -Dbench.options=--yes       the same; PyTorch may be downloaded with CUDA
    mvn -q -N -Pbench verify -Dbench.options=--setup     set-up with warm caches, and test; both are slow

The contestants take turns, round after round, and each round waits until other programs rest. A number is a median (least to
most); the first round of the kernels only warms the disk.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

import bench_speed
from bench_speed import PYTHON, ROOT, quiet, specs, told
from workbook import doctor, first_run

BENCH_VENV = ROOT / ".workbook" / "bench-venv"
LOCK = ROOT / "environment" / "requirements-bench.txt"
NOTEBOOK = ROOT / "notebooks" / "04_masked_attention.ipynb"
KERNELS = ("java", "ijava", "python")
ROUNDS, REPEATS = 3, 7

# What first_run.WALK does in Java.
WALK = ["""
import torch
import matplotlib.pyplot as plt
%matplotlib inline
""", """
tokens = [["[CLS]", "the", "cat", "sat", "on", "the", "mat", "[SEP]"],
          ["[CLS]", "birds", "sing", "loudly", "[SEP]", "[PAD]", "[PAD]", "[PAD]"]]
ids = torch.tensor([[101, 1996, 4937, 2938, 2006, 1996, 13523, 102], [101, 5055, 6170, 9928, 102, 0, 0, 0]])
""", """
x = torch.nn.Embedding(30522, 12)(ids)
attention = torch.nn.MultiheadAttention(12, 3, batch_first=True)
values, weights = attention(x, x, x, key_padding_mask=ids == 0, average_attn_weights=False)
""", """
figure, axes = plt.subplots()
picture = axes.imshow(weights[1, 0].detach(), vmin=0, vmax=1)
axes.set_xticks(range(8), tokens[1], rotation=90)
axes.set_yticks(range(8), tokens[1])
figure.colorbar(picture)
plt.show()
"""]


class Session:
    """One kernel, from its start to its end, and a stopwatch."""

    def __init__(self, kernel):
        self.manager = KernelManager(kernel_name=kernel, kernel_spec_manager=KernelSpecManager(kernel_dirs=[
            str(Path(sys.prefix, "share/jupyter/kernels")), str(BENCH_VENV / "share/jupyter/kernels")]))

    def __enter__(self):
        self.born = time.perf_counter()
        self.manager.start_kernel(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.client = self.manager.client()
        self.client.start_channels(hb=False)
        while not self.listening():
            pass
        return self

    def __exit__(self, *problem):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def listening(self):
        """Whether the kernel answers and its outputs arrive."""
        self.client.kernel_info()
        self.client.get_shell_msg(timeout=120)
        return self.client.iopub_channel.msg_ready() or time.sleep(0.02)

    def run(self, cell):
        """The seconds from sending the cell to its last message, and when its picture came, if it showed one."""
        start, pictures = time.perf_counter(), []

        def look(message):
            content = message["content"]
            if message["msg_type"] == "error":
                sys.exit(f"{self.manager.kernel_name} failed: {content['evalue']} {content['traceback']}\n{cell}")
            data = content.get("data", {})  # matplotlib's picture is a form of its own, ours stands in its HTML
            if message["msg_type"] == "display_data" and ("image/png" in data or "<img" in data.get("text/html", "")):
                pictures.append(time.perf_counter() - self.born)

        self.client.execute_interactive(cell, timeout=120, output_hook=look)
        return time.perf_counter() - start, pictures

    def processes(self):
        parent = psutil.Process(self.manager.provisioner.pid)
        return [parent, *parent.children(recursive=True)]

    def cpu_seconds(self):
        return sum(sum(process.cpu_times()[:2]) for process in self.processes())

    def megabytes(self):
        return sum(process.memory_info().rss for process in self.processes()) / 1e6


def measure(kernel):
    """One round: what to wait for -> number."""
    name, cells = ("bench-python", WALK) if kernel == "python" else (kernel, first_run.WALK)
    with Session(name) as session:
        pictures = [picture for cell in cells for picture in session.run(cell)[1]]
        found = {"start to first heatmap, s": pictures[0], "the same in processor time, s": session.cpu_seconds()}
        found["heatmap cell again, s"] = statistics.median(session.run(cells[-1])[0] for _ in range(REPEATS))
        found["cell `1+1`, s"] = statistics.median(session.run("1+1")[0] for _ in range(REPEATS))
    with Session(name) as session:
        session.run("1+1")
        found = {"start to first output, s": time.perf_counter() - session.born, **found}
        for cell in cells if kernel == "python" else notebook_cells():
            session.run(cell)
        found["resident with all loaded, MB"] = session.megabytes()
    return found


def notebook_cells():
    cells = json.loads(NOTEBOOK.read_text("utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


def python_kernel(yes):
    """PyTorch, Matplotlib and ONNX Runtime in an environment of their own, as pinned; the kernel itself is the workbook's."""
    stamp = BENCH_VENV / LOCK.name
    if stamp.is_file() and stamp.read_bytes() == LOCK.read_bytes():
        return
    if sys.platform == "linux" and not yes:
        sys.exit("For Linux PyPI has PyTorch with CUDA only: 3 GB to download, 5 GB of disk. "
                 "If that is all right: mvn -q -N -Pbench verify -Dbench.options=--yes")
    site = "import site, sys; open(site.getsitepackages()[-1] + '/workbook.pth', 'w').write(sys.argv[1])"
    for command in (
        [sys.executable, "-m", "venv", "--clear", BENCH_VENV],
        [PYTHON, "-m", "pip", "install", "-q", "--require-hashes", "--only-binary=:all:", "-r", LOCK],
        [PYTHON, "-c", site, Path(psutil.__file__).parents[1]],  # behind its own packages come the workbook's
        [PYTHON, "-m", "ipykernel", "install", "--prefix", BENCH_VENV, "--name", "bench-python"],
    ):
        subprocess.run(command, check=True, stdout=sys.stderr)
    stamp.write_bytes(LOCK.read_bytes())


def compare():
    found = {kernel: [] for kernel in KERNELS}
    for number in range(ROUNDS + 1):
        for kernel in KERNELS:
            quiet()
            found[kernel].append(measure(kernel))
            print(f"round {number} of {ROUNDS}: {kernel}", file=sys.stderr)
    print("| | java | ijava | python | java : python | ijava : python |\n|---|---|---|---|---|---|")
    for what in found["java"][0]:
        columns = [[result[what] for result in found[kernel][1:]] for kernel in KERNELS]
        ratios = [told([ours / theirs for ours, theirs in zip(column, columns[-1])]) for column in columns[:-1]]
        print(f"| {what} | {' | '.join([*map(told, columns), *ratios])} |")


def set_up_and_test():
    """In a fresh clone, so that the one you work in stays as it is."""
    print("| in a fresh clone | s |\n|---|---|")
    with tempfile.TemporaryDirectory(prefix="padwise-") as folder:
        subprocess.run(["git", "clone", "-q", ROOT, folder], check=True)
        for what, verb in {"set-up with warm caches": ["jupyter", "--version"], "`test`": ["test"]}.items():
            start = time.perf_counter()
            subprocess.run([specs().argv[0], Path(folder, "environment", "Workbook.java"), *verb], check=True, stdout=sys.stderr)
            print(f"| {what} | {time.perf_counter() - start:.0f} |", flush=True)


def computer():
    model = platform.processor()
    if os.path.exists("/proc/cpuinfo"):
        model = next(line for line in open("/proc/cpuinfo") if line.startswith("model name")).partition(": ")[2].strip()
    java = specs()
    jdk = subprocess.run([java.argv[0], "-version"], capture_output=True, text=True).stderr.splitlines()[1]
    threads = {**os.environ, **java.env}.get("OMP_NUM_THREADS", "as many as processors")
    return (f"{model}, {os.cpu_count()} processors, {platform.platform()}; {jdk}; Python {platform.python_version()}; "
            f"{doctor.blas()}, BLAS threads {threads}.")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--setup", action="store_true", help="time set-up and test instead")
    parser.add_argument("--yes", action="store_true", help="PyTorch may be downloaded with CUDA")
    options = parser.parse_args()
    if options.setup:
        set_up_and_test()
    else:
        python_kernel(options.yes)
        compare()
        bench_speed.main()
    print(f"\n{computer()}")


if __name__ == "__main__":
    main()
