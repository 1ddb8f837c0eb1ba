"""Citations without brackets, which count only after a lead-in: `Fuente: CEPAL, 2013`, `Véase Anaya, 2007: 76`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from surco.citations.evidence import Authors, Evidence
from surco.citations.locators import match_locator
from surco.citations.names import read_authors
from surco.citations.years import Year, match_year
from surco.records import Citation, Work

LEAD = re.compile(
    r"\b(?P<lead>fuentes?|fonte|source|v[ée]anse|v[ée]ase|cfr|cf|vid|apud|citad[oa] (?:por|en)|cited in|con base en|a partir de|basado en|based on|adaptado de)"
    r"\.?\s*:?\s+(?:datos (?:de|del)\s+|(?:la|el|los|las)\s+)?(?=[^\W\d_])",
    re.IGNORECASE,
)
# del que da noticia   procede de   (before an author whose work is known or has a page)
SOURCE = re.compile(
    r"\b(?:dan?\s+(?:noticia|cuenta|fe|razón)|proceden?\s+de|provienen?\s+de|tomad[oa]s?\s+de|recogid[oa]s?\s+(?:por|en))\s+(?:(?:el|la|los|las)\s+)?(?=[^\W\d_])",
    re.IGNORECASE,
)
# Anaya y Peña Roca, 2007   up to the year, no brackets and no full stop between
UNIT = re.compile(
    r"(?P<authors>[^()\[\];:.\d“”\"]{2,90}(?:et al\.)?[^()\[\];:.\d“”\"]{0,3})[,\s](?=(?:1[5-9]|20)\d\d[a-z]?\b|s/f\b)"
)
NEXT = re.compile(r"\s*(?:;|,?\s+y|,?\s+e|,?\s+and)\s+(?=[^\W\d_])")


def find_bare(text: str, found: Sequence[Citation], evidence: Evidence) -> Iterator[Citation]:
    """Yield the citations without brackets that follow a lead-in and overlap nothing found before.

    >>> [c.text for c in find_bare("Fuente: CEPAL, 2013: 4; Anaya, 2014. Véase Roca.", (), Evidence())]
    ['CEPAL, 2013: 4; Anaya, 2014']
    """
    for lead in sorted([*LEAD.finditer(text), *SOURCE.finditer(text)], key=lambda m: m.end()):
        works: list[Work] = []
        start = end = position = lead.end()
        while (unit := _read_unit(text, position, evidence)) is not None:
            authors, year, locator, end = unit
            works.append(
                Work(
                    authors.names,
                    year.year,
                    et_al=authors.et_al,
                    date=year.date,
                    original_year=year.original,
                    locator=locator,
                )
            )
            more = NEXT.match(text, end)
            if more is None:
                break
            position = more.end()
        if not works or any(c.start < end and start < c.end for c in found):
            continue
        if lead.re is LEAD:
            works[0] = msgspec.structs.replace(works[0], prefix=lead.group("lead"))
        if lead.re is LEAD or works[0].locator or any(evidence.knows(n) for n in works[0].authors):
            yield Citation(start, end, "parenthetical", text[start:end], "rule", tuple(works))


def _read_unit(text: str, position: int, evidence: Evidence) -> tuple[Authors, Year, str | None, int] | None:
    m = UNIT.match(text, position)
    if m is None:
        return None
    authors = read_authors(m.group("authors"), evidence, start=position)
    year = match_year(text, m.end())
    if (
        authors is None
        or year is None
        or year.is_range
        or (authors.strength == "weak" and not any(evidence.knows(n) for n in authors.names))
    ):
        return None
    located = match_locator(text, year.end)
    return authors, year, located[0] if located else None, located[1] if located else year.end
