"""A raw text dump → its printed lines, with page, gap and indent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple

from surco.extract.cues import CAPTION
from surco.extract.text import clean_text

_SIGNS = re.compile("[\U000f0000-\U000fffff]")
_ENDS = re.compile(r"[.?!…:][\"”’»)\]\U000f0000-\U000fffff]*$")


class DumpLine(NamedTuple):
    """A printed line: its text, page (from 1), empty lines above it on the page, blanks before it, and number."""

    text: str
    page: int = 1
    gap: int = 0
    indent: int = 0
    number: int = 0

    @property
    def width(self) -> int:
        return len(self.text.rstrip())


def ends_sentence(text: str) -> bool:
    """Whether a line ends where a sentence may end.

    >>> ends_sentence("en ambas orillas (Paz, 2008)."), ends_sentence("la secretaría de la")
    (True, False)
    """
    return bool(_ENDS.search(text.rstrip()))


def is_caption(text: str) -> bool:
    """Whether a line is the title of a table or figure and no sentence about it.

    >>> is_caption("Cuadro 1. Aportes"), is_caption("Cuadro 1 muestra los aportes")
    (True, False)
    """
    match = CAPTION.match(text)
    return match is not None and text[0].isupper() and not text[match.end() :].lstrip()[:1].islower()


def starts_lower(text: str) -> bool:
    """Whether a line begins with a lower-case letter, brackets and quotation marks aside."""
    return text.lstrip(" (“\"«‘'[")[:1].islower()


def read_lines(text: str) -> list[DumpLine]:
    """The lines that are not empty; pages end at form feeds or else before lines that begin with one blank."""
    text = _SIGNS.sub("", text)
    rows = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(8).replace("\f", "\n\f").split("\n")
    blank_opens = not any("\f" in row for row in rows) and _opens_pages([row for row in rows if row.strip()])
    lines: list[DumpLine] = []
    page, gap = 1, 0
    for row in rows:
        opens = row.startswith("\f") or (blank_opens and _is_one_blank(row))
        page += opens and bool(lines)
        gap = 0 if opens else gap
        row = row.removeprefix("\f")
        if clean_text(row):
            indent = 0 if blank_opens else len(row) - len(row.lstrip())
            lines.append(DumpLine(row.strip(), page, gap, indent, len(lines)))
            gap = 0
        else:
            gap += not opens or bool(row.strip())
    lines = _level_margins(_level_gaps(lines))
    return [line._replace(gap=max(line.gap, 1)) for line in lines] if _is_unwrapped(lines) else lines


def _level_gaps(lines: Sequence[DumpLine]) -> list[DumpLine]:
    """The lines, without the empty line that stands above every one of them, be it inside a sentence."""
    pairs = [(before, line) for before, line in pairwise(lines) if before.page == line.page]
    inside = [line.gap for before, line in pairs if not ends_sentence(before.text) and starts_lower(line.text)]
    if len(inside) < 0.3 * len(pairs) or sum(gap > 0 for gap in inside) < 0.9 * len(inside) or not inside:
        return list(lines)
    return [line._replace(gap=max(0, line.gap - 1)) for line in lines]


def _level_margins(lines: Sequence[DumpLine]) -> list[DumpLine]:
    """The lines, each indent counted from its page's margin: the leftmost that a tenth of the page's lines share."""
    margins: dict[int, int] = {}
    for page, own in groupby(lines, key=lambda line: line.page):
        indents = sorted(line.indent for line in own)
        margins[page] = indents[len(indents) // 10]
    return [line._replace(indent=max(0, line.indent - margins[line.page])) for line in lines]


def _is_unwrapped(lines: Sequence[DumpLine]) -> bool:
    """Whether each line is a whole paragraph."""
    return bool(lines) and sum(line.width for line in lines if line.width > 250) > 0.6 * sum(
        line.width for line in lines
    )


def _is_one_blank(row: str) -> bool:
    return row.startswith(" ") and row[1:2].strip() != ""


def _opens_pages(rows: Sequence[str]) -> bool:
    """Whether the few lines that begin with one blank stand a page apart, and none begins with more."""
    places = [k for k, row in enumerate(rows) if _is_one_blank(row)]
    if len(places) < 2 or any(row.startswith("  ") for row in rows):
        return False
    return len(places) <= len(rows) / 12 and median(b - a for a, b in pairwise(places)) >= 12
