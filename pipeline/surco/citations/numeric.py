"""Citations by number: `[12]`, `[3-5]` and note-like numbers glued to a word, where the bibliography is numbered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from surco.records import Citation, Work

# [12]   [3-5]   [1, 4–6]
BRACKETED = re.compile(r"\[\s*(?P<body>\d{1,3}(?:\s*[-–,;]\s*\d{1,3})*)\s*\]")
# cuencas1   puertos3,4   ríos6.   autores¹²
GLUED = re.compile(
    r"(?<=[a-záéíóúñüçãõâêôà)”\"»%])(?P<body>\d{1,3}(?:[,–-]\d{1,3})*|[⁰¹²³⁴-⁹]+(?:[,⁻–-][⁰¹²³⁴-⁹]+)*)(?=[\s.,;:)”\"]|$)"
)
PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


def find_numeric(text: str, entries: int, found: Sequence[Citation], *, glued: bool = False) -> Iterator[Citation]:
    """Yield citations by number; each work's `year` is empty and its locator the number of the entry.

    >>> [[w.locator for w in c.works] for c in find_numeric("Como se ha visto [1, 3-5].", 9, ())]
    [['1', '3', '4', '5']]
    """
    for pattern in (BRACKETED, GLUED) if glued else (BRACKETED,):
        for m in pattern.finditer(text):
            numbers = expand_numbers(m.group("body"), entries)
            start, end = (m.start(), m.end()) if pattern is BRACKETED else m.span("body")
            if not numbers or any(c.start < end and start < c.end for c in found):
                continue
            if pattern is GLUED and not re.search(r"[^\W\d_]{3}\W?$", text[max(0, start - 5) : start]):
                continue
            works = tuple(Work((), "", locator=str(n)) for n in numbers)
            yield Citation(start, end, "numeric", text[start:end], "rule", works)


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
