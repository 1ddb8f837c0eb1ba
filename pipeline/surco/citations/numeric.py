"""Citations by number where the bibliography is numbered: `[12]`, `[3-5]`, `(12)`, and raised numbers glued to a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from surco.records import Citation, Work

NumericStyle = Literal["bracketed", "parenthetical", "glued"]

_LIST = r"\d{1,3}(?:\s*[-–,;]\s*\d{1,3})*"
# [12]   [3-5]   [1, 4–6]
BRACKETED = re.compile(rf"\[\s*(?P<body>{_LIST})\s*\]")
# del río (12)   del río. (3-5)   but no list: "… : (1) ríos, (2) mares"
PARENTHETICAL = re.compile(rf"(?<=[^\s:;,][ \u00a0])\((?P<body>{_LIST})\)|(?<=[^\W\d_])\((?P<body2>{_LIST})\)")
_RAISED = r"[⁰¹²³⁴-⁹]+(?:[,⁻–-][⁰¹²³⁴-⁹]+)*"
_GLUED = r"\d{1,3}(?:[,–-]\d{1,3})*"
_AFTER = r"(?=[\s.,;:)\]”\"»]|$)"
# cuencas1   puertos3,4   ríos6.   (OTCA)7   puertos.8 Los   OTCA2,3   autores¹²
GLUED = re.compile(
    rf"""
    (?: (?<=[^\W\d_A-Z]{{3}}) | (?<=[^\W\d_A-Z]{{3}}[”\"»%]) | (?<=\)) | (?<=[^\W\d_A-Z]{{4}}[.,;:]) ) (?P<body>{_GLUED}|{_RAISED}) {_AFTER}
  | (?<=[A-Z]{{3}}) (?P<body2>\d{{1,3}}(?:[,–-]\d{{1,3}})+|{_RAISED}) {_AFTER}
    """,
    re.VERBOSE,
)
PATTERNS: dict[NumericStyle, re.Pattern[str]] = {
    "bracketed": BRACKETED,
    "parenthetical": PARENTHETICAL,
    "glued": GLUED,
}
PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
# a word of prose, which a line of authors with the numbers of their affiliations lacks
PROSE = re.compile(r"(?<![^\W_])[a-zà-ÿ]{4,}")
FEWEST = 5
SHARE = 0.3
"""How many citations, and which share of the entries, a style must reach to be the document's."""


def find_numeric(text: str, entries: int, found: Sequence[Citation], styles: Iterable[NumericStyle]) -> Iterator[Citation]:
    """Yield citations by number; each work's `year` is empty and its locator the number of the entry.

    >>> [[w.locator for w in c.works] for c in find_numeric("Como se ha visto [1, 3-5].", 9, (), ["bracketed"])]
    [['1', '3', '4', '5']]
    >>> [c.text for c in find_numeric("El río crece (4,5) y baja en (a) y (12).", 9, (), ["parenthetical"])]
    ['(4,5)']
    """
    for style in styles:
        if style == "glued" and PROSE.search(text) is None:
            continue
        for m in PATTERNS[style].finditer(text):
            group = m.lastgroup or "body"
            start, end = m.span(group) if style == "glued" else m.span()
            numbers = expand_numbers(m.group(group), entries)
            if numbers and not any(c.start < end and start < c.end for c in found):
                works = tuple(Work((), "", locator=str(n)) for n in numbers)
                yield Citation(start, end, "numeric", text[start:end], "rule", works)


def choose_styles(texts: Iterable[str], entries: int, dated: int) -> tuple[NumericStyle, ...]:
    """How a document with a numbered bibliography cites by number; `dated` is the number of its author–year citations.

    Numbers in square brackets always cite; glued ones and those in round brackets only where the document cites so
    throughout: many times, a fair share of the entries, and hardly ever by author and year.

    >>> choose_styles(["El río crece1. La marea sube2,3, y el muelle cede4. La grúa falla5.", "Nadie lo sabe6."], 9, 0)
    ('bracketed', 'glued')
    """
    styles: list[NumericStyle] = ["bracketed"]
    cited: dict[NumericStyle, list[str]] = {"parenthetical": [], "glued": []}
    for text in texts:
        for style, seen in cited.items():
            seen.extend(w.locator or "" for c in find_numeric(text, entries, (), [style]) for w in c.works)
    fewest = min(FEWEST, max(3, entries - 2))
    for style, seen in cited.items():
        if len(seen) >= fewest and len(seen) > 3 * dated and len(set(seen)) >= SHARE * entries:
            styles.append(style)
    return tuple(styles)


def expand_numbers(body: str, entries: int) -> list[int]:
    """The numbers that a body such as `3-5, 8` names; empty where one is no entry.

    >>> expand_numbers("3-5, 8", 10), expand_numbers("3-5, 80", 10)
    ([3, 4, 5, 8], [])
    """
    numbers: list[int] = []
    for part in re.split(r"\s*[,;]\s*", body.translate(PLAIN).strip()):
        bounds = [int(n) for n in re.findall(r"\d+", part)]
        if not bounds or bounds[-1] < bounds[0] or bounds[-1] > entries or bounds[0] < 1:
            return []
        numbers.extend(range(bounds[0], bounds[-1] + 1))
    return numbers
