"""Slides as one HTML file a notebook: reveal.js, pictures and style are inside, nothing is loaded at show time.

A slide has 1280 × 720 pixels. How large its code and tables are printed follows from their lines and columns; what
does not fit beside the code goes onto the next slide.
"""

import html
import io
import math
import os
import re
import tarfile
from pathlib import Path

from nbconvert.filters import markdown2html
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import JavaLexer

from . import deck, executing

REVEAL = "reveal.js-5.2.1.tgz"
REVEAL_SHA512 = (
    "afbfffea620ce69df884588332f61f5e0ca35ea191b5afbfa6c77d62dcadb204"
    "65ae947316fe116c7efa4d7776a83fbb64f6446e904385d46125a1607d0ef335")
STYLE = Path(__file__).with_name("slides.css")
WIDTH, HEIGHT = 1210, 560  # of what is below the title
SMALLEST, LARGEST = 18, 28  # pixels
MONO, WORDS, DIGITS = 0.61, 0.6, 0.7  # a letter's width in its height
FORMAT = HtmlFormatter(style="xcode", nowrap=True)
RELATIVE = re.compile(r'<a href="(?![a-z]+:)([^"]*)">(.*?)</a>', re.DOTALL)
PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}: slides</title>
<style>{style}</style>
</head>
<body>
<main><div class="reveal"><div class="slides">
{slides}
</div></div></main>
<script>{script}</script>
<script>
Reveal.initialize({{ width: 1280, height: 720, margin: 0.02, center: false, hash: true, controls: false,
  slideNumber: "c/t", transition: "none", backgroundTransition: "none", plugins: [RevealNotes] }});
</script>
</body>
</html>
"""


def write(notebook, name, folder, cache):
    """Writes the slides of one notebook; returns the file and how many slides it has."""
    stacks = [[part for slide in stack for part in split(slide)] for stack in deck.sections(notebook)]
    title = stacks[0][0].title
    body = "\n".join(f"<section>\n{''.join(section(slide, f'{name[:2]} {title}') for slide in stack)}</section>" for stack in stacks)
    reveal, style = parts(cache)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.html"
    page = PAGE.format(title=html.escape(title), style=style, slides=body, script=reveal)
    file.write_text(page, "utf-8", newline="\n")
    return file, sum(map(len, stacks))


def parts(cache):
    """The scripts and styles to put inside."""
    with tarfile.open(fileobj=io.BytesIO(archive(cache))) as files:
        def text(name):
            return files.extractfile(f"package/{name}").read().decode("utf-8")

        styles = [text("dist/reset.css"), text("dist/reveal.css"), FORMAT.get_style_defs(".code"), STYLE.read_text("utf-8")]
        scripts = [text("dist/reveal.js"), text("plugin/notes/notes.js")]
    return "\n".join(scripts).replace("</script", "<\\/script"), "\n".join(styles)


def archive(cache):
    """reveal.js as npm's registry has it; fetched once."""
    import library

    file = cache / REVEAL
    if not file.is_file():
        registry = os.environ.get("NPM_CONFIG_REGISTRY", "https://registry.npmjs.org").rstrip("/")
        file.write_bytes(library.download(f"{registry}/reveal.js/-/{REVEAL}", REVEAL_SHA512))
    return file.read_bytes()


def split(slide):
    """A slide of code and outputs as one or more: the code with what fits below it, then a slide for each picture."""
    if slide.kind != "code":
        return [slide]
    pages, room = [], 0
    for block in sorted(slide.blocks, key=picture):
        need = height(block)
        if not pages or need > room or picture(block):
            pages.append(deck.Slide("picture" if picture(block) else "code", slide.title))
            room = HEIGHT
        pages[-1].blocks.append(block)
        room -= need
    pages[0].notes = slide.notes
    return pages


def picture(block):
    return block.kind == "output" and "image/png" in block.content.get("data", {})


def section(slide, where):
    blocks = "\n".join(shown(block) for block in slide.blocks)
    if any(block.varies for block in slide.blocks):
        where += ": differs from run to run"
    notes = f'<aside class="notes">{prose(slide.notes)}</aside>' if slide.notes else ""
    level = 1 if slide.kind == "title" else 2
    heading = prose(re.sub(r"^(\d+)\.", r"\1\\.", slide.title)).removeprefix("<p>").removesuffix("</p>")
    return (f'<section class="{slide.kind}">\n<p class="where">{html.escape(where)}</p>\n<h{level}>{heading}</h{level}>\n'
            f"{blocks}\n{notes}</section>\n")


def prose(markdown):
    """Markdown as HTML; a link to another notebook leads to its slides, other links of this folder lead nowhere."""
    return RELATIVE.sub(relative, re.sub(r"<a class=.anchor-link.*?</a>", "", str(markdown2html(markdown)))).strip()


def relative(link):
    notebook = re.match(r"([\w.-]+)\.ipynb", link[1])
    return f'<a href="{notebook[1]}.html">{link[2]}</a>' if notebook else link[2]


def shown(block):
    if block.kind == "prose":
        return prose(block.content)
    if block.kind == "code":
        size, _ = mono(block.content)
        return f'<pre class="code" style="font-size: {size}px">{highlight(block.content, JavaLexer(), FORMAT)}</pre>'
    if block.kind == "answer":
        return f'<p class="big">{html.escape(block.content)}</p>'
    data = block.content.get("data", {})
    source = data.get("text/html", "")
    if picture(block):
        alt = re.search(r'alt="([^"]*)"', source)[1]
        caption = re.search(r"<figcaption>(.*?)</figcaption>", source, re.DOTALL)[1]
        png = "".join(data["image/png"].split())
        return f'<figure><img alt="{alt}" src="data:image/png;base64,{png}"><figcaption>{caption}</figcaption></figure>'
    if "<table" in source:
        return Table(source).html()
    text = plain(block.content)
    return f'<pre class="said" style="font-size: {mono(text)[0]}px">{html.escape(text)}</pre>'


def plain(output):
    """The words of an output; of an error, those that tell."""
    if output["output_type"] == "error":
        lines = [line for line in executing.ANSI.sub("", "\n".join(output.traceback)).splitlines() if line.strip()]
        return "\n".join(line for line in lines if not line.startswith("at "))
    return (output.get("text") or output["data"]["text/plain"]).rstrip("\n")


def height(block):
    if block.kind == "code":
        return mono(block.content)[1]
    if picture(block):
        return HEIGHT
    source = block.content.get("data", {}).get("text/html", "")
    return Table(source).height if "<table" in source else mono(plain(block.content))[1]


def mono(text):
    """The size of letters at which these lines fit, and the height they take."""
    lines = text.splitlines() or [""]
    size = max(SMALLEST, min(LARGEST, int((WIDTH - 30) / MONO / max(map(len, lines), default=1))))
    per_line = int((WIDTH - 30) / MONO / size)
    count = sum(max(1, math.ceil(len(line) / per_line)) for line in lines)
    while size > SMALLEST and count * size * 1.35 > HEIGHT - 30:
        size -= 1
    return size, count * size * 1.35 + 36


class Table:
    """An HTML table of ours, its letters as large as fits; of too many rows the first ones."""

    def __init__(self, source):
        self.caption = re.search(r"<caption[^>]*>(.*?)</caption>", source, re.DOTALL)[1]
        self.rows = re.findall(r"<tr>(.*?)</tr>", re.sub(r"<tfoot>.*?</tfoot>", "", source, flags=re.DOTALL), re.DOTALL)
        self.more = re.search(r"<tfoot>.*?<bdi>(.*?)</bdi>", source, re.DOTALL)
        cells = [[html.unescape(re.sub("<[^>]+>", "", cell)) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)] for row in self.rows]
        self.cells, self.columns = cells, [max(map(len, column)) for column in zip(*cells)]
        self.narrow, self.tall = len(self.columns) > 8, len(self.rows) > 12
        self.size = next(size for size in range(LARGEST, SMALLEST - 1, -1) if size == SMALLEST or self.fits(size))
        self.kept = len(self.rows)
        while self.total(self.size, self.kept) > HEIGHT:
            self.kept -= 1
        self.height = self.total(self.size, self.kept)

    def fits(self, size):
        """In lines that need no break; sentences may have some."""
        height = self.total(size, len(self.rows))
        return height <= HEIGHT and sum(self.columns) <= self.letters(size) or max(self.columns) > 45 and height <= HEIGHT / 2

    def letters(self, size):
        padding, letter = (12, DIGITS) if self.narrow else (22, WORDS)
        return (WIDTH - padding * len(self.columns)) / letter / size

    def total(self, size, rows):
        """The height of so many rows."""
        letters, all_ = self.letters(size), sum(self.columns)
        shares = [max(letters * length / all_, 8) if all_ > letters else length + 1 for length in self.columns]
        lines = [max(math.ceil(len(word) * 1.15 / share) or 1 for word, share in zip(row, shares)) for row in self.cells[:rows]]
        foot = 40 if self.more or rows < len(self.rows) else 0
        return 50 + foot + sum(line * size * 1.25 + (4 if self.tall else 9) for line in lines)

    def html(self):
        head, *body = [re.sub(r"padding: [^;]*;|border: [^;]*;", "", row) for row in self.rows[: self.kept]]
        columns = len(re.findall("<t[hd]", head))
        head = re.sub(r"<th[^>]*><bdi></bdi></th>", "<td></td>", head)  # an empty cell heads nothing
        more = f"… {len(self.rows) - self.kept} more rows in the notebook" if self.kept < len(self.rows) else self.more and self.more[1]
        foot = f'<tfoot><tr><td colspan="{columns}">{more}</td></tr></tfoot>' if more else ""
        rows = "\n".join(f"<tr>{row}</tr>" for row in body)
        form = " ".join(["narrow"] * self.narrow + ["tall"] * self.tall)
        return (f'<table class="{form}" style="font-size: {self.size}px"><caption>{self.caption}</caption>\n<thead><tr>{head}</tr></thead>\n'
                f"<tbody>{rows}</tbody>{foot}</table>")
