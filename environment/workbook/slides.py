"""Slides as one HTML file a notebook: reveal.js, pictures and style are inside, nothing is loaded at show time.

A slide has 1280 × 720 pixels. How large its code and tables are printed follows from their lines and columns; what
does not fit beside the code goes onto the next slide.
"""

import html
import re
from importlib import resources
from pathlib import Path

from nbconvert.filters import markdown2html
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import JavaLexer

from . import deck, executing, fitting, form

REVEAL = resources.files("sphinx_revealjs") / "_static" / "revealjs"  # a wheel that carries reveal.js
STYLE = Path(__file__).with_name("slides.css")
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


def write(notebook, name, folder):
    """Writes the slides of one notebook; returns the file and how many slides it has."""
    stacks = [[part for slide in stack for part in split(slide)] for stack in deck.sections(notebook)]
    title = stacks[0][0].title
    body = "\n".join(f"<section>\n{''.join(section(slide, f'{name[:2]} {title}') for slide in stack)}</section>" for stack in stacks)
    reveal, style = parts()
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.html"
    page = PAGE.format(title=html.escape(title), style=style, slides=body, script=reveal)
    file.write_text(page, "utf-8", newline="\n")
    return file, sum(map(len, stacks))


def parts():
    """The scripts and styles to put inside."""
    def text(name):
        return (REVEAL / name).read_text("utf-8")

    styles = [text("dist/reset.css"), text("dist/reveal.css"), FORMAT.get_style_defs(".code"), STYLE.read_text("utf-8")]
    scripts = [text("dist/reveal.js"), text("plugin/notes/notes.js")]
    return "\n".join(scripts).replace("</script", "<\\/script"), "\n".join(styles)


def split(slide):
    """A slide of code and outputs as one or more: the code with what fits below it, then a slide for each picture."""
    if slide.kind != "code":
        return [slide]
    pages, room = [], 0
    for block in sorted(slide.blocks, key=picture):
        need = height(block)
        if not pages or need > room or picture(block):
            pages.append(deck.Slide("picture" if picture(block) else "code", slide.title))
            room = fitting.HEIGHT
        pages[-1].blocks.append(block)
        room -= need
    pages[0].notes = slide.notes
    return pages


def picture(block):
    return block.kind == "output" and form.has_picture(block.content)


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
        size, _ = fitting.mono(block.content)
        return f'<pre class="code" style="font-size: {size}px">{highlight(block.content, JavaLexer(), FORMAT)}</pre>'
    if block.kind == "answer":
        return f'<p class="big">{html.escape(block.content)}</p>'
    data = block.content.get("data", {})
    source = data.get("text/html", "")
    if picture(block):
        if "image/png" not in data:
            return re.search(r"<figure.*</figure>", source, re.DOTALL)[0]
        said = html.escape(plain(block.content))  # all that goes with a picture which stands for a chart
        png = "".join(data["image/png"].split())
        return (f'<figure><img alt="{said}" src="data:image/png;base64,{png}">'
                f'<figcaption>{said.partition(": ")[0]}</figcaption></figure>')
    if "<table" in source:
        return fitting.Table(source).html()
    text = plain(block.content)
    return f'<pre class="said" style="font-size: {fitting.mono(text)[0]}px">{html.escape(text)}</pre>'


def plain(output):
    """The words of an output; of an error, those that tell."""
    if output["output_type"] == "error":
        lines = [line for line in executing.ANSI.sub("", "\n".join(output.traceback)).splitlines() if line.strip()]
        return "\n".join(line for line in lines if not line.startswith("at "))
    return (output.get("text") or output["data"]["text/plain"]).rstrip("\n")


def height(block):
    if block.kind == "code":
        return fitting.mono(block.content)[1]
    if picture(block):
        return fitting.HEIGHT
    source = block.content.get("data", {}).get("text/html", "")
    return fitting.Table(source).height if "<table" in source else fitting.mono(plain(block.content))[1]
