"""Names written surname first before a bracket: `Anaya, G. (2007)`, `Anaya, G. y Peña, L. (1998)`, `Prado Luna, Juan Pablo (2009)`."""

from __future__ import annotations

import re

from surco.citations.entries import INVERTED_INITIALS, INVERTED_NAMES, JOIN
from surco.citations.evidence import Authors
from surco.citations.given_names import GIVEN_NAMES
from surco.citations.words import LEAD_INS, PLACES, fold

ENDING = re.compile(r",\s+(?:(?:[^\W\d_]\.\s?-?)+|[^\W\d_]{2,}(?:\s+[^\W\d_]+\.?)?)\s*$")


def read_inverted_before(text: str, end: int, *, floor: int = 0) -> Authors | None:
    """The authors of a list of inverted names that ends at a position.

    >>> text = "Según Anaya, G. y Peña, L. M. (1998)"
    >>> found = read_inverted_before(text, text.index("("))
    >>> found.names, text[found.start:]
    (('Anaya', 'Peña'), 'Anaya, G. y Peña, L. M. (1998)')
    """
    low = max(floor, end - 200)
    window = text[low:end].rstrip()
    if ENDING.search(window) is None:
        return None
    for pattern in (INVERTED_INITIALS, INVERTED_NAMES):
        chain = _read_chain(window, pattern)
        if chain and all(pattern is INVERTED_INITIALS or _is_given(given) for _, given, _ in chain):
            return Authors(
                tuple(family for family, _, _ in chain), start=low + chain[0][2], notes=frozenset({"inverted"})
            )
    return None


def _read_chain(window: str, pattern: re.Pattern[str]) -> list[tuple[str, str, int]]:
    """Family name, given name and offset of each name of the unbroken list at the end of a text."""
    chain: list[tuple[str, str, int]] = []
    reached: int | None = None
    for m in pattern.finditer(window + " ("):
        family, start = m.group("family"), m.start()
        if family[:2] in {"y ", "e "}:
            family, start = family[2:], start + 2
        first = family.split()[0]
        if (
            " " in family
            and fold(first) in LEAD_INS
            and first[0].isupper()
            and fold(first) not in {"de", "da", "del", "do", "la", "los"}
        ):
            start += len(first) + 1
            family = family[len(first) + 1 :]
        given = re.sub(r"\s+[ye]$", "", m.group("given"))
        joined = reached is not None and JOIN.fullmatch(window, reached, start) is not None
        chain = [*chain, (family, given, start)] if joined else [(family, given, start)]
        reached = m.start("given") + len(given)
    return chain if reached == len(window) and not any(fold(f) in PLACES for f, _, _ in chain) else []


def _is_given(given: str) -> bool:
    return all(fold(w).strip(".") in GIVEN_NAMES or len(w.strip(".")) == 1 for w in given.split())
