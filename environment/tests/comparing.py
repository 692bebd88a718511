"""When two outputs are equal: same kinds, same words, numbers within a tolerance, pictures by their presence.

Two whole numbers must be identical. Any other two numbers may differ by 1e-3 of their size, by 1e-5, or by one unit
of the last printed decimal where that unit is at most 0.01 or 1 % of the number (a value on the edge of rounding).
Tables print ≈0 for what rounds to 0; that equals 0, since one processor's rounding error is another one's 0.
"""

import html
import math
import re

from workbook.executing import ANSI

RELATIVE, ABSOLUTE = 1e-3, 1e-5
PICTURE = re.compile(r'(?: width="\d+" src=")?data:image/[^"\']+')  # the width goes by the machine's fonts
TOKEN = re.compile(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|[^\W\d]+|[^\w\s]|_")


def difference(expected, actual, structure_only=False):
    """Why two lists of outputs of one cell are not equal; None if they are."""
    kinds, actual_kinds = [kind(o) for o in expected], [kind(o) for o in actual]
    if kinds != actual_kinds:
        return f"outputs were {', '.join(kinds) or 'none'}; now {', '.join(actual_kinds) or 'none'}"
    if structure_only:
        return None
    for one, other in zip(expected, actual):
        for part, other_part in zip(parts(one), parts(other)):
            if found := words_differ(part, other_part):
                return found
    return None


def kind(output):
    data = "+".join(sorted(output.get("data", {})))
    return " ".join(filter(None, (output["output_type"], output.get("name"), data)))


def parts(output):
    """The texts of an output that count, in a fixed order."""
    if output["output_type"] == "stream":
        return [output["text"]]
    if output["output_type"] == "error":
        return [ANSI.sub("", "\n".join(output["traceback"]))]
    return [text for kind, text in sorted(output["data"].items()) if kind.startswith("text/")]


def words_differ(expected, actual):
    """The first word or number that differs, as a sentence; None if the texts are equal."""
    before, now = words(expected), words(actual)
    for position, (one, other) in enumerate(zip(before, now)):
        if not same(one, other):
            around = " ".join([word for word in before[:position] if word[-1].isalnum()][-4:])
            return f"was {one!r}, now {other!r}, after {around!r}"
    if len(before) != len(now):
        extra = (before if len(before) > len(now) else now)[min(len(before), len(now)) :]
        return f"{'missing' if len(before) > len(now) else 'new'}: {' '.join(extra[:6])!r}"
    return None


def words(text):
    return TOKEN.findall(PICTURE.sub("picture", html.unescape(text)).replace("\u2212", "-").replace("≈0", "0"))


def same(one, other):
    if one == other:
        return True
    if not (is_number(one) and is_number(other)) or (is_whole(one) and is_whole(other)):
        return False
    a, b = float(one), float(other)
    if math.isclose(a, b, rel_tol=RELATIVE, abs_tol=ABSOLUTE):
        return True
    unit = max(last_unit(one), last_unit(other))
    return abs(a - b) <= 1.001 * unit and unit <= max(0.01, 0.01 * max(abs(a), abs(b)))


def is_number(word):
    return word[-1].isdigit()


def is_whole(word):
    return word.lstrip("+-").isdigit()


def last_unit(number):
    digits, _, exponent = number.lower().partition("e")
    return 10.0 ** (int(exponent or 0) - len(digits.partition(".")[2]))
