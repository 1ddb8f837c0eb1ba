"""Reads the authority file, `organisations.csv` and `instruments.csv`: into names and acronyms that lead to one id."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal, NamedTuple

from surco.entities.phrases import Phrases
from surco.entities.tokens import fold, reduce_keys
from surco.language import is_known
from surco.records import FormatError

COLUMNS = ("id", "type", "name_es", "name_pt", "name_en", "acronyms", "other_names", "year", "ambiguous", "checked")
NamedLabel = Literal["ORG", "TREATY"]
TYPES: dict[NamedLabel, tuple[str, ...]] = {
    "ORG": tuple("bloc un bank agency network forum ministry university court ngo company programme other".split()),
    "TREATY": tuple(
        "treaty agreement protocol convention charter declaration plan resolution decision law statute other".split()
    ),
}


class Form(NamedTuple):
    """One way to write an entry's name: `acronym` forms are single words; `ambiguous` ones mean something else as
    well."""

    id: str
    label: NamedLabel
    text: str
    acronym: bool
    ambiguous: bool


@dataclass(frozen=True)
class Entry:
    """An organisation or instrument of the authority file; `line` is where it stands."""

    id: str
    label: NamedLabel
    type: str
    names: tuple[str, ...]
    acronyms: tuple[str, ...] = ()
    ambiguous: frozenset[str] = frozenset()
    year: int | None = None
    checked: bool = False
    line: int = 0

    @property
    def forms(self) -> Iterator[Form]:
        for name in self.names:
            yield Form(self.id, self.label, name, False, name in self.ambiguous)
        for acronym in self.acronyms:
            yield Form(self.id, self.label, acronym, True, acronym in self.ambiguous)


@dataclass(frozen=True, eq=False)
class Authority:
    """The entries, and their forms by key; two authorities are the same only where they are one object."""

    entries: tuple[Entry, ...] = ()
    sources: tuple[Path, ...] = field(default=(), compare=False)

    @cached_property
    def phrases(self) -> Phrases[Form]:
        phrases: Phrases[Form] = Phrases()
        for entry in self.entries:
            for form in entry.forms:
                phrases.add(reduce_keys(form.text), form)
        return phrases

    @cached_property
    def acronyms(self) -> frozenset[str]:
        """The keys of acronyms and names of one word that mean nothing else, or are no words and mean it in a name."""
        forms = (form for entry in self.entries for form in entry.forms if form.text.isalnum())
        return frozenset(fold(form.text) for form in forms if not form.ambiguous or _is_no_word(form.text))

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        return {entry.id: entry for entry in self.entries}


def _is_no_word(text: str) -> bool:
    """Whether a word is in no dictionary, or a longer one at least in no Spanish one."""
    return not (is_known(text.lower(), ("es",)) if len(text) > 3 else len(text) < 3 or is_known(text.lower()))


def read_authority(organisations: Path, instruments: Path) -> Authority:
    """The entries of both files; raises FormatError (`file:line: what`) where they contradict themselves or each
    other."""
    entries = (*_read_entries(organisations, "ORG"), *_read_entries(instruments, "TREATY"))
    paths = {"ORG": organisations, "TREATY": instruments}
    _check_entries(entries, paths)
    return Authority(entries, (organisations, instruments))


def _read_entries(path: Path, label: NamedLabel) -> Iterator[Entry]:
    rows = _read_rows(path)
    _, header = next(rows, (1, []))
    if tuple(header) != COLUMNS:
        raise FormatError(f"{path}:1: the columns are {','.join(header)[:120]!r}; they must be {','.join(COLUMNS)!r}")
    for line, row in rows:
        if row:
            yield _read_entry(path, line, label, row)


def _read_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the number of its first line and the cells of each row of a table."""
    try:
        text = path.read_bytes().decode("utf-8-sig")  # a mark at the beginning is Excel's
    except OSError as error:
        raise FormatError(f"{path}: {error.strerror}; check the name and the rights") from error
    except UnicodeDecodeError as error:
        raise FormatError(f"{path}: not UTF-8 at byte {error.start}; save it as CSV UTF-8") from error
    rows, before = csv.reader(io.StringIO(text, newline="")), 0
    try:
        for row in rows:
            yield before + 1, row
            before = rows.line_num
    except csv.Error as error:
        raise FormatError(f"{path}:{before + 1}: {error}; close its quotation marks") from error


def _read_entry(path: Path, line: int, label: NamedLabel, row: list[str]) -> Entry:
    if len(row) != len(COLUMNS):
        raise FormatError(
            f"{path}:{line}: {len(row)} columns instead of {len(COLUMNS)}; quote a name that holds a comma"
        )
    cells = dict(zip(COLUMNS, (cell.strip() for cell in row), strict=True))
    names = tuple(
        dict.fromkeys(
            name
            for name in (cells["name_es"], cells["name_pt"], cells["name_en"], *_split(cells["other_names"]))
            if name
        )
    )
    acronyms = tuple(dict.fromkeys(_split(cells["acronyms"])))
    ambiguous = frozenset(_split(cells["ambiguous"]))
    if not cells["id"]:
        raise FormatError(f"{path}:{line}: no id")
    if not names:
        raise FormatError(f"{path}:{line}: {cells['id']} has no name")
    if stray := sorted(ambiguous - set(names) - set(acronyms)):
        raise FormatError(f"{path}:{line}: {stray[0]!r} is called ambiguous but is no name or acronym of {cells['id']}")
    if cells["type"] not in TYPES[label]:
        raise FormatError(f"{path}:{line}: unknown type {cells['type']!r}; choose from: {', '.join(TYPES[label])}")
    if cells["year"] and not (cells["year"].isdigit() and len(cells["year"]) == 4):
        raise FormatError(f"{path}:{line}: year {cells['year']!r} is not a number of four digits")
    if cells["checked"] not in {"true", "false"}:
        raise FormatError(f"{path}:{line}: checked is {cells['checked']!r}; write true or false")
    year = int(cells["year"]) if cells["year"] else None
    return Entry(cells["id"], label, cells["type"], names, acronyms, ambiguous, year, cells["checked"] == "true", line)


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _check_entries(entries: tuple[Entry, ...], paths: dict[str, Path]) -> None:
    ids: dict[str, Entry] = {}
    owners: dict[tuple[str, ...], Entry] = {}
    for entry in entries:
        where = f"{paths[entry.label]}:{entry.line}"
        other = ids.setdefault(entry.id, entry)
        if other is not entry:
            raise FormatError(f"{where}: id {entry.id!r} stands already in {paths[other.label]}:{other.line}")
        for form in entry.forms:
            owner = owners.setdefault(reduce_keys(form.text), entry)
            if owner is not entry and not (form.ambiguous and form.text in owner.ambiguous):
                raise FormatError(
                    f"{where}: {form.text!r} belongs already to {owner.id} ({paths[owner.label]}:{owner.line}); "
                    "take it out of one, or list it as ambiguous in both"
                )
