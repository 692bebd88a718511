"""Starts each kernel once and walks to the first heatmap, as set-up ends with.

ND4J unpacks its native code on the way; two kernels doing so at once would disturb each other. And Java keeps the
classes it loaded in an archive: a later start that finds them there takes two thirds of the time. Java skips an
archive that does not fit its version or class path.
"""

import os

from . import doctor, kernelspecs, shipped

# Tokens, embeddings, masked attention with 3 heads, one heatmap, in cells as short as a notebook's.
WALK = ("""
import static padwise.lesson.Notebook.*;
import padwise.attention.*;
import padwise.batch.*;
import padwise.model.Embeddings;
import padwise.text.WordPieceTokenizer;
import padwise.view.*;
""", """
var tokenizer = WordPieceTokenizer.bert();
var batch = Padding.toLongest().apply(List.of(
    tokenizer.encode("The cat sat on the mat"), tokenizer.encode("Birds sing loudly")));
""", """
var x = Embeddings.random(30522, 16, 12, 1).forward(batch).output(); // [2, 8, 12]
var mask = AttentionMask.padding(batch.attentionMask());
var attended = MultiHeadAttention.random(12, 3, 5).forward(x, mask);
""", """
show(AttentionHeatmap.of("With the padding mask", attended.head(1, 0), batch, 1));
""")
TABLES = "show(batch); show(Ledger.of(batch));"


def walk(name):
    archive = kernelspecs.archive(name)
    fresh = archive.with_suffix(".new")
    with doctor.running(name, kernelspecs.archiving(fresh, create=True)) as (client, manager):
        for cell in (*WALK, TABLES):
            doctor.answer(client, cell)
        client.shutdown()  # Java writes the archive only when it ends of its own accord
        manager.provisioner.process.wait(120)
    if not fresh.is_file():
        return "walks; this Java keeps no archive"
    fresh.chmod(0o644)  # Windows deletes no write-protected file
    os.replace(fresh, archive)
    return f"walks; its archive has {archive.stat().st_size / 1e6:.0f} MB"


def main():
    shipped.keep(shipped.NOTEBOOKS)
    names = ("java", "ijava")
    kernelspecs.archive("java").parent.mkdir(exist_ok=True)
    for name in names:
        kernelspecs.archive(name).unlink(missing_ok=True)
    kernelspecs.main()
    failures = doctor.examine({f"kernel {name}": lambda name=name: walk(name) for name in names})
    kernelspecs.main()
    return 1 if failures else 0
