"""Reads `annotations/scheme.toml` into frozen records: version, entity types, citation kinds, and each principle with its
naming words by language."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from surco.language import LANGUAGES
from surco.records import FormatError

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
# the labels stay apart for colour-blind readers, and white is read on each (4.5:1 or more)
_PALETTE = (
    "#004488", "#882255", "#117733", "#994F00", "#332288", "#225555", "#AA3377", "#666633", "#663333", "#555555", "#0B6A8F",
    "#7A5200",
)  # fmt: skip


@dataclass(frozen=True)
class Tag:
    """A type of entity, a kind of citation or a principle: its name, and its colour (`#RRGGBB`) and key in annotation tools."""

    id: str
    name: str
    description: str = ""
    colour: str = "#5A5A5A"
    key: str = ""


@dataclass(frozen=True)
class Principle(Tag):
    """A cooperation principle: the words that name it (dictionary forms) and the expressions where they mean
    something else."""

    families: dict[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    contexts_not: dict[str, tuple[str, ...]] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Scheme:
    """The annotation scheme that a project works by; `overlaps` where its spans may overlap."""

    version: str
    principles: tuple[Principle, ...]
    entity_types: tuple[Tag, ...] = ()
    citation_kinds: tuple[Tag, ...] = ()
    overlaps: bool = False

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(principle.id for principle in self.principles)


def read_scheme(path: Path) -> Scheme:
    """The scheme of a TOML file; raises FormatError naming the file and what is wrong in it."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise FormatError(f"{path}: {error.strerror}; check the name and the rights") from error
    except (ValueError, RecursionError) as error:  # no UTF-8, no TOML, or a number of thousands of digits
        raise FormatError(f"{path}: {error}") from error
    if not isinstance(table.get("version"), str):
        raise FormatError(f'{path}: no version; write for example version = "1.0"')
    entity_types = _read_tags(path, table, "entity_types", "an entity type", 0)
    principles = tuple(
        _read_principle(path, entry, place) for place, entry in enumerate(table.get("principles", ()), len(entity_types))
    )
    citation_kinds = _read_tags(path, table, "citation_kinds", "a citation kind", len(entity_types) + len(principles))
    _check_principles(path, principles)
    return Scheme(table["version"], principles, entity_types, citation_kinds, table.get("overlaps") is True)


def _read_tags(path: Path, table: dict[str, Any], key: str, what: str, place: int) -> tuple[Tag, ...]:
    return tuple(_read_tag(path, entry, what, number) for number, entry in enumerate(table.get(key, ()), place))


def _read_tag(path: Path, entry: dict[str, Any], what: str, place: int) -> Tag:
    """An entry of a table; where it has no colour, the one that its place in the scheme gives."""
    if not isinstance(entry.get("id"), str):
        raise FormatError(f"{path}: {what} without id")
    colour = str(entry.get("colour") or _PALETTE[place % len(_PALETTE)])
    if not _COLOUR.fullmatch(colour):
        raise FormatError(f"{path}: {entry['id']}: colour {colour!r} is not like '#1F66B5'")
    name, description = str(entry.get("name", entry["id"])), str(entry.get("description", ""))
    return Tag(entry["id"], name, description, colour, str(entry.get("key", "")))


def _read_principle(path: Path, entry: dict[str, Any], place: int) -> Principle:
    tag = _read_tag(path, entry, "a principle", place)
    families, contexts_not = _read_words(path, entry, "families"), _read_words(path, entry, "contexts_not")
    return Principle(tag.id, tag.name, tag.description, tag.colour, tag.key, families, contexts_not)


def _read_words(path: Path, entry: dict[str, Any], name: str) -> dict[str, tuple[str, ...]]:
    words: dict[str, tuple[str, ...]] = {}
    for language, listed in entry.get(name, {}).items():
        if language not in LANGUAGES:
            raise FormatError(
                f"{path}: principle {entry['id']}: unknown language {language!r} in {name}; choose from: {', '.join(LANGUAGES)}"
            )
        if not isinstance(listed, list) or not all(isinstance(word, str) and word.strip() for word in listed):
            raise FormatError(f"{path}: principle {entry['id']}: {name}.{language} is not a list of words")
        words[language] = tuple(listed)
    return words


def _check_principles(path: Path, principles: tuple[Principle, ...]) -> None:
    owners: dict[tuple[str, str], str] = {}
    seen: set[str] = set()
    for principle in principles:
        if principle.id in seen:
            raise FormatError(f"{path}: principle {principle.id} stands twice")
        seen.add(principle.id)
        for language, words in principle.families.items():
            for word in words:
                owner = owners.setdefault((language, word.casefold()), principle.id)
                if owner != principle.id:
                    raise FormatError(f"{path}: {word!r} ({language}) names both {owner} and {principle.id}")
