"""Reads `annotations/scheme.toml` into frozen records: version, and each principle with its naming words by
language."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from surco.language import LANGUAGES
from surco.records import FormatError

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True)
class Principle:
    """A cooperation principle: the words that name it (dictionary forms) and the expressions where they mean
    something else."""

    id: str
    name: str
    description: str = ""
    colour: str = "#5A5A5A"
    key: str = ""
    families: dict[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    contexts_not: dict[str, tuple[str, ...]] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Scheme:
    """The annotation scheme that a project works by."""

    version: str
    principles: tuple[Principle, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(principle.id for principle in self.principles)


def read_scheme(path: Path) -> Scheme:
    """The scheme of a TOML file; raises FormatError naming the file and what is wrong in it."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FormatError(f"{path}: {error}") from error
    if not isinstance(table.get("version"), str):
        raise FormatError(f'{path}: no version; write for example version = "1.0"')
    principles = tuple(_read_principle(path, entry) for entry in table.get("principles", ()))
    _check_principles(path, principles)
    return Scheme(table["version"], principles)


def _read_principle(path: Path, entry: dict[str, Any]) -> Principle:
    if not isinstance(entry.get("id"), str):
        raise FormatError(f"{path}: a principle without id")
    colour = str(entry.get("colour", "#5A5A5A"))
    if not _COLOUR.fullmatch(colour):
        raise FormatError(f"{path}: principle {entry['id']}: colour {colour!r} is not like '#1F66B5'")
    return Principle(
        id=entry["id"],
        name=str(entry.get("name", entry["id"])),
        description=str(entry.get("description", "")),
        colour=colour,
        key=str(entry.get("key", "")),
        families=_read_words(path, entry, "families"),
        contexts_not=_read_words(path, entry, "contexts_not"),
    )


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
