"""`ibíd.`, `ídem`, `op. cit.`, `loc. cit.`: where they stand and what they say themselves; resolve.py finds the work."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence

from surco.citations.evidence import Evidence
from surco.citations.locators import match_locator
from surco.citations.names import read_authors
from surco.citations.narrative import read_names_before
from surco.citations.years import match_year
from surco.records import Citation, Work

SAME = r"(?:ib[íi]d(?:em)?\b\.?|ibídem\b\.?|ib\.|[íi]dem\b\.?|\b[íi]d\.)"
CITED = r"(?:(?:op|ob|loc|art)\.?\s?(?:cit)\b\.?|obra\s+citada|op\.\s?cit\.?)"
# Ibíd. (2013   ibíd., 2013   (another work of the same authors)
YEAR_AFTER = re.compile(r"\s*(?:,\s*|(?P<opened>[(\[])\s*)?(?=(?:1[5-9]|20)\d\d)")
BACK = re.compile(rf"(?<![\w])(?:(?P<same>{SAME})|(?P<cited>{CITED}))", re.IGNORECASE)


def find_back_references(text: str, found: Sequence[Citation]) -> Iterator[Citation]:
    """Yield the back references that no citation found so far covers; `ídem` counts only in brackets or with a locator.

    >>> [c.text for c in find_back_references("Así es (ibíd.: 45). Peña (op. cit., p. 3) duda.", ())]
    ['(ibíd.: 45)', 'Peña (op. cit., p. 3)']
    """
    lowered = text.lower()
    if not any(mark in lowered for mark in ("ibid", "ibíd", "ídem", "idem", "cit", "id.", "íd.", "ib.")):
        return
    spans = sorted((c.start, c.end) for c in found)
    for m in BACK.finditer(text):
        at = bisect.bisect_right(spans, (m.start(), len(text)))
        if at and m.start() < spans[at - 1][1]:
            continue
        citation = _read(text, m, found)
        if citation is not None:
            yield citation


def _read(text: str, m: re.Match[str], found: Sequence[Citation]) -> Citation | None:
    year, own, after = _read_year(text, m)
    located = match_locator(text, after)
    locator, end = located if located else (None, after)
    if own:
        closed = re.compile(r"\s*[)\]]").match(text, end)
        if closed is None:
            return None
        end = closed.end()
    opened = text.rfind("(", max(0, m.start() - 80), m.start())
    closing = re.match(r"\s*[.,]?\s*\)", text[end : end + 5])
    names: tuple[str, ...] = ()
    start = m.start()
    if opened >= 0 and ")" not in text[opened : m.start()] and closing:
        inside = text[opened + 1 : m.start()].strip(" ,.:;")
        authors = read_authors(inside, Evidence(), start=0) if inside else None
        if inside and authors is None:
            return None
        start, end = opened, end + closing.end()
        if authors is not None:
            names = authors.names
        elif (before := read_names_before(text, opened, Evidence())) is not None and m.group("cited"):
            start, names = before.start, before.names
    elif m.group("cited"):
        before = read_names_before(text, _skip_back(text, m.start()), Evidence())
        if before is None:
            return None
        start, names = before.start, before.names
    elif not _stands_alone(text, m, located is not None or own):
        return None
    return Citation(start, end, "back_reference", text[start:end], "rule", (Work(names, year, locator=locator),))


def _read_year(text: str, m: re.Match[str]) -> tuple[str, bool, int]:
    """The year that an `ibíd.` has itself, whether brackets of its own hold it, and where it ends."""
    before = YEAR_AFTER.match(text, m.end()) if m.group("same") else None
    year = match_year(text, before.end()) if before is not None else None
    if before is None or year is None or year.date or year.is_range:
        return "", False, m.end()
    return year.year, before.group("opened") is not None, year.end


def _skip_back(text: str, position: int) -> int:
    """The position with blanks and commas before it skipped."""
    while position > 0 and text[position - 1] in " ,":
        position -= 1
    return position


def _stands_alone(text: str, m: re.Match[str], located: bool) -> bool:
    """Whether an `ibíd.` outside brackets opens a note or a sentence, or has a locator."""
    before = text[max(0, m.start() - 40) : m.start()].rstrip()
    opens = not before or before[-1] in ".;:("
    if re.match(r"[íi]dem|[íi]d", m.group(), re.IGNORECASE):
        return (opens and located) or (not before and not text[m.end() : m.end() + 40].strip(" ."))
    return opens or located
