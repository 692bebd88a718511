"""How large code and tables can be printed on a slide, from their lines and columns; 1280 × 720 pixels in all."""

import html
import itertools
import math
import re

WIDTH, HEIGHT = 1210, 560  # of what is below the title
SMALLEST, LARGEST = 18, 28  # pixels
MONO, WORDS, DIGITS = 0.61, 0.6, 0.7  # a letter's width in its height

CELL = re.compile(r"<t[hd].*?</t[hd]>", re.DOTALL)


def texts(row):
    return [html.unescape(re.sub("<[^>]+>", "", cell)) for cell in CELL.findall(row)]


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
    """An HTML table of ours, its letters as large as fits; of too many rows or columns the first ones."""

    def __init__(self, source):
        self.caption = re.search(r"<caption[^>]*>(.*?)</caption>", source, re.DOTALL)[1]
        self.rows = re.findall(r"<tr>(.*?)</tr>", re.sub(r"<tfoot>.*?</tfoot>", "", source, flags=re.DOTALL), re.DOTALL)
        self.more = re.search(r"<tfoot>.*?<bdi>(.*?)</bdi>", source, re.DOTALL)
        wide = len(CELL.findall(self.rows[0]))
        fit = self.columns_that_fit([texts(row) for row in self.rows])
        self.rows = ["".join(CELL.findall(row)[:fit]) for row in self.rows]
        self.left_out = wide - fit
        cells = [texts(row) for row in self.rows]
        self.cells, self.columns = cells, [max(map(len, column)) for column in zip(*cells)]
        self.narrow, self.tall = len(self.columns) > 8, len(self.rows) > 12
        self.size = next(size for size in range(LARGEST, SMALLEST - 1, -1) if size == SMALLEST or self.fits(size))
        self.kept = len(self.rows)
        while self.total(self.size, self.kept) > HEIGHT:
            self.kept -= 1
        self.height = self.total(self.size, self.kept)

    @staticmethod
    def columns_that_fit(cells):
        """How many of them have room for their longest word, in the smallest letters."""
        longest = [max(len(word) for text in column for word in text.split() or [""]) for column in zip(*cells)]
        narrow = len(longest) > 8
        padding, letter = (12, DIGITS) if narrow else (22, WORDS)
        ends = itertools.accumulate(padding + length * letter * SMALLEST for length in longest)
        return max(1, sum(end <= WIDTH for end in ends))

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
        foot = 40 if self.more or self.left_out or rows < len(self.rows) else 0
        return 50 + foot + sum(line * size * 1.25 + (4 if self.tall else 9) for line in lines)

    def html(self):
        head, *body = [re.sub(r"padding: [^;]*;|border: [^;]*;", "", row) for row in self.rows[: self.kept]]
        columns = len(re.findall("<t[hd]", head))
        cut = {"rows": len(self.rows) - self.kept, "columns": self.left_out}
        missing = " and ".join(f"{count} more {what}" for what, count in cut.items() if count)
        more = f"… {missing} in the notebook" if missing else self.more and self.more[1]
        foot = f'<tfoot><tr><td colspan="{columns}">{more}</td></tr></tfoot>' if more else ""
        rows = "\n".join(f"<tr>{row}</tr>" for row in body)
        form = " ".join(["narrow"] * self.narrow + ["tall"] * self.tall)
        return (f'<table class="{form}" style="font-size: {self.size}px"><caption>{self.caption}</caption>\n<thead><tr>{head}</tr></thead>\n'
                f"<tbody>{rows}</tbody>{foot}</table>")
