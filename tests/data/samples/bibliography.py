"""Links the works that a sample cites to the entries of its bibliography, by authors and year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from surco.records import Block, Work

# author and year first: `Alcorta, Inés y Soto, Raúl (2008).`, `Hofmann, Karl ([1931] 1986).`, `La Voz (3 de mayo de 2012).`
YEAR = r"\d{4}[a-z]?(?:-\d{4})?|s/f|en\ prensa"
AUTHOR_DATE = re.compile(
    rf"(?P<names>.+?)\s \( (?:\[\d{{4}}\]\s | \d{{1,2}}\sde\s[a-z]+\sde\s)? (?P<year>{YEAR}) \)", re.VERBOSE
)
# author first, year at the end: `TEMBE, A.; ITURRALDE, X. Iguales en la mesa. _Derecho Austral_, v. 11, p. 1-29, 2009.`
AUTHOR_TITLE = re.compile(r"(?P<names>.+?)\.\s")
YEARS = re.compile(rf"\b(?:{YEAR})(?!\w)", re.VERBOSE)
SAME_AUTHOR = "———"
# what stands between two authors of an entry
BETWEEN_AUTHORS = re.compile(r"\s(?:y|e|and|&)\s|;\s")
# `Ruiz Peña, Ana` is a person; `Atlas comunal del Sur` and `CARTAS de las internas: Lobito, 1996` are not
PERSON = re.compile(r"[^,:]+,\s[A-ZÁÉÍÓÚÑ]")


@dataclass(frozen=True)
class Entry:
    """An entry of the bibliography: its block's id, its authors as one string, and its year."""

    id: str
    names: str
    year: str

    @property
    def is_person(self) -> bool:
        return PERSON.match(self.names) is not None


def read_entries(references: Iterable[Block]) -> Iterator[Entry]:
    """Yield the entries in order; a dash for the name repeats the entry before.

    >>> blocks = [Block("a/1", "reference", "RÍOS, A. Uno. Salto, 2001."), Block("a/2", "reference", "———. Dos. Salto, 2004.")]
    >>> [(entry.names, entry.year) for entry in read_entries(blocks)]
    [('RÍOS, A', '2001'), ('RÍOS, A', '2004')]
    """
    before = ""
    for block in references:
        if match := AUTHOR_DATE.match(block.text):
            names, year = match["names"], match["year"]
        elif match := AUTHOR_TITLE.match(block.text):
            names, year = match["names"], (YEARS.findall(block.text) or [""])[-1]
        else:
            names, year = block.text, ""
        before = before if names == SAME_AUTHOR else names
        yield Entry(block.id, before, year)


def find_entries(work: Work, entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield the entries that bear the work's year and just its authors (with `et_al`, the first of them).

    >>> entries = [Entry("a/1", "Ruiz, Ana y Soto, Luis", "2004"), Entry("a/2", "Ruiz Peña, Ana", "2004")]
    >>> [entry.id for entry in find_entries(Work(("Ruiz", "Soto"), "2004"), entries)]
    ['a/1']
    >>> list(find_entries(Work(("Ruiz",), "2004"), entries))
    []
    """
    for entry in entries:
        match = _match_person if entry.is_person else _match_institution
        if work.authors and entry.year == work.year and match(work, entry.names.casefold()):
            yield entry


def _match_person(work: Work, names: str) -> bool:
    return names.startswith(work.authors[0].casefold() + ",") and (work.et_al or _has_authors(work.authors, names))


def _match_institution(work: Work, names: str) -> bool:
    """Whether the entry is the institution's, under its name or acronym, or the title's, in full or its beginning."""
    name = re.escape(work.authors[0].casefold().rstrip("."))
    return len(work.authors) == 1 and re.fullmatch(rf"{name}(?:[ :].+)?|.+ [(\[]{name}[)\]]", names) is not None


def _has_authors(authors: Sequence[str], names: str) -> bool:
    """Whether the entry's names are these authors; `soto, luis, vera, ana y ruiz, eva` has a comma between any two parts."""
    parts = [part.strip() for name in BETWEEN_AUTHORS.split(names) for part in name.split(",")]
    surnames = [author.casefold() for author in authors]
    return all(any(part == name or part.endswith(" " + name) for part in parts) for name in surnames) and (
        len(parts) in {2 * len(authors), len(authors) + 1}
    )
