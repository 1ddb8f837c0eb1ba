"""Works to bibliography entries: by author and year, in both directions, accents and small slips aside."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from surco.citations.evidence import fold_name
from surco.citations.words import CONNECTORS
from surco.records import Work

ACRONYM = re.compile(r"[(\[]([A-Za-zÁÉÍÓÚÑ][\w–\-/&]{1,14})[)\]]|(?:^|[\s–—-])([A-ZÁÉÍÓÚÑ]{2,}[\w–\-]*)")
NUMERAL = re.compile(r"[ivx]+")
_SURE = 3.0
"""The score of authors that are all the same."""


@dataclass(frozen=True)
class Listed:
    """A bibliography entry as linking sees it: folded surnames, year, other years, folded head of the text."""

    id: str
    families: tuple[str, ...]
    year: str
    years: frozenset[str]
    head: str
    acronyms: frozenset[str]
    label: int | None = None
    et_al: bool = False
    names: tuple[str, ...] = ()


def make_listed(
    id: str, families: Iterable[str], year: str | None, years: frozenset[str], text: str, label: int | None
) -> Listed:
    """The entry as linking sees it.

    >>> make_listed("a/1", ["Comisión de Ríos"], "2010", frozenset(), "Comisión de Ríos (cori) (2010)", None).acronyms >= {"cori", "cr"}
    True
    """
    written = tuple(families)
    plain = tuple(fold_name(f) for f in written)
    found = {fold_name(a or b) for a, b in ACRONYM.findall(text[:160])}
    found = {name for name in found if name not in CONNECTORS and not NUMERAL.fullmatch(name)}  # LUZ DE LIMA, tomo XI
    found |= {_initials(f, every) for f in plain for every in (True, False) if len(f.split()) > 1}
    et_al = re.search(r"\bet\s+al\b|y otros|e outros", text[:200]) is not None
    return Listed(id, plain, year or "", years, fold_name(text[:160]), frozenset(found), label, et_al, written)


class Bibliography:
    """The entries of a document, by id and by number; those that can be of a work's year are sought once for each year."""

    def __init__(self, entries: Iterable[Listed] = ()) -> None:
        self.entries = tuple(entries)
        self.by_id = {entry.id: entry for entry in self.entries}
        self.by_label = {str(entry.label): entry for entry in reversed(self.entries) if entry.label is not None}
        self._dated: dict[tuple[str, str | None], list[Listed]] = {}

    def list_dated(self, work: Work) -> list[Listed]:
        """The entries that are, or by a slip may be, of the year of a work."""
        years = work.year, work.original_year
        if years not in self._dated:
            self._dated[years] = [entry for entry in self.entries if score_year(work, entry, _SURE) > 0]
        return self._dated[years]


def _initials(name: str, every: bool) -> str:
    return "".join(w[0] for w in name.split() if w and (every or w not in CONNECTORS))


def link_work(work: Work, bibliography: Bibliography) -> tuple[str | None, tuple[str, ...]]:
    """The id of the entry a work is, and the candidates where several are as likely; `(None, ())` where none is.

    >>> entry = make_listed("a/1", ["Anaya"], "2010", frozenset({"2010"}), "Anaya, G. (2010)", None)
    >>> listed = Bibliography([entry])
    >>> link_work(Work(("Anaya",), "2010"), listed), link_work(Work(("Roca",), "2010"), listed)
    (('a/1', ()), (None, ()))
    """
    if not work.authors or not work.year:
        return None, ()
    names = tuple(fold_name(a) for a in work.authors)
    scored = [(s, e) for e in bibliography.list_dated(work) if (s := score_entry(names, work, e)) > 0]
    if not scored:
        return None, ()
    best = max(s for s, _ in scored)
    top = [e.id for s, e in scored if s >= best - 0.01]
    if len(top) > 1:
        return None, tuple(top)
    return top[0], ()


def score_entry(names: tuple[str, ...], work: Work, entry: Listed) -> float:
    """How well a work fits an entry; 0 where author or year do not fit."""
    author = score_authors(names, work.et_al, entry)
    if author <= 0:
        return 0.0
    year = score_year(work, entry, author)
    return 0.0 if year <= 0 else author + 2 * year


def score_authors(names: tuple[str, ...], et_al: bool, entry: Listed) -> float:
    """From 0 (another author) to 3 (all surnames equal)."""
    if not entry.families and not entry.head:
        return 0.0
    first = score_name(names[0], entry.families[0]) if entry.families else 0.0
    if first < 0.5:
        first = max(first, _score_head(names, entry))
    if first < 0.5:
        return 0.0
    others = names[1:]
    listed = entry.families[1:]
    matched = sum(1 for n in others if any(score_name(n, f) >= 0.5 for f in listed))
    if others and not matched and listed and not entry.et_al:
        return 0.0
    exact_count = len(names) == len(entry.families)
    bonus = 1.0 if exact_count and matched == len(others) else 0.5 * (matched / len(others) if others else 0.0)
    if et_al and len(entry.families) > 2 or et_al and entry.et_al:
        bonus = max(bonus, 0.9)
    elif et_al and len(entry.families) == 1 and not entry.et_al:
        bonus -= 0.4
    if not et_al and len(names) == 1 and len(entry.families) > 1:
        bonus -= 0.3
    return first + bonus


def _score_head(names: tuple[str, ...], entry: Listed) -> float:
    """Institutions by acronym, titles by how they begin."""
    name = names[0]
    if name in entry.acronyms or name.replace(" ", "") in entry.acronyms:
        return 0.9
    whole = " ".join(names)
    if any(
        len(form) > 3 and entry.head.startswith(form) and not entry.head[len(form) : len(form) + 1].isalnum()
        for form in (whole, name)
    ):
        return 0.8
    words = [w for w in name.split() if w not in CONNECTORS]
    if len(words) >= 3 and all(f" {w}" in f" {entry.head}" for w in words):
        return 0.6
    return 0.0


def score_name(name: str, family: str) -> float:
    """How alike two folded surnames are: 1 equal, less for a part, a slip or an order.

    >>> score_name("ayala", "ayala pinto"), score_name("ayala", "ayalla"), score_name("ayala", "roca")
    (0.9, 0.8, 0.0)
    """
    if name == family:
        return 1.0
    if name.replace(" ", "") == family.replace(" ", ""):
        return 1.0
    a, b = name.split(), family.split()
    if not a or not b:
        return 0.0
    if a == b[: len(a)] or b == a[: len(b)]:
        return 0.9
    core_a, core_b = [w for w in a if w not in CONNECTORS], [w for w in b if w not in CONNECTORS]
    if core_a and core_a == core_b:
        return 0.95
    if core_a and core_b and (core_a == core_b[-len(core_a) :] or core_b == core_a[-len(core_b) :]):
        return 0.75
    if abs(len(name) - len(family)) <= 2 and len(name) >= 5 and is_slip(name, family):
        return 0.8
    return 0.0


def is_slip(a: str, b: str) -> bool:
    """Whether two words differ by one letter left out, put in, changed or swapped (two in a long word).

    >>> is_slip("andersson", "anderson"), is_slip("perez", "gomez")
    (True, False)
    """
    limit = 2 if min(len(a), len(b)) >= 9 else 1
    if a[0] != b[0]:
        return False
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        older, before, row = before, row, [i]
        for j, y in enumerate(b, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1] <= limit


def score_year(work: Work, entry: Listed, author: float) -> float:
    """1 for the same year with suffix, less without it, for another year of the entry, or for one slip."""
    year = work.year
    if not year[:1].isdigit():
        return 0.9 if entry.year == year else (0.3 if not entry.year else 0.0)
    base = year[:4]
    listed = entry.year[:4] if entry.year[:1].isdigit() else ""
    if year == entry.year:
        return 1.0
    if base == listed:
        if year[4:] and entry.year[4:] and year[4:].isalpha() and entry.year[4:].isalpha():
            return 0.0
        return 0.8 if year[4:].isalpha() or entry.year[4:].isalpha() else 0.95
    if base in entry.years or (work.original_year and work.original_year in entry.years):
        return 0.7
    if author >= 1.7 and any(_is_year_slip(base, other) for other in {listed, *entry.years} if other):
        return 0.2
    return 0.0


def _is_year_slip(a: str, b: str) -> bool:
    return abs(int(a) - int(b)) == 1 or (sorted(a) == sorted(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 2)
