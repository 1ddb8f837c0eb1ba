"""What is known of authors: the names read in a place, and what the rest of the document says of them."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from typing import Literal

from surco.citations.words import fold

Strength = Literal["strong", "weak"]


@dataclass(frozen=True, eq=False)
class Evidence:
    """What the rest of the document says, all of it folded: names of cited authors, (name, year) pairs known to be a work, author lists
    of bibliography entries, (last word, year) of their titles, which look like a cited author and are none, and every name that the
    bibliography lists; `languages` are those of the passage, whose dictionaries tell acronyms from words (all of them without any).

    One is like itself alone: caches look it up often, and the sets are large.
    """

    names: frozenset[str] = frozenset()
    dated: frozenset[tuple[str, str]] = frozenset()
    groups: frozenset[tuple[str, ...]] = frozenset()
    titles: frozenset[tuple[str, str]] = frozenset()
    listed: frozenset[str] = frozenset()
    languages: tuple[str, ...] = ()

    def knows(self, name: str) -> bool:
        return bool(self.names) and fold_name(name) in self.names

    def dates(self, name: str, year: str) -> bool:
        return bool(self.dated) and (fold_name(name), year[:4]) in self.dated


NOTHING = Evidence()


@dataclass(frozen=True)
class Authors:
    """Surnames as written, and how sure it is that they are authors at all; `start` is where the first name begins."""

    names: tuple[str, ...]
    et_al: bool = False
    strength: Strength = "strong"
    start: int = 0
    institution: bool = False
    notes: frozenset[str] = field(default_factory=frozenset)


@functools.lru_cache(maxsize=20000)
def fold_name(name: str) -> str:
    """A name as it is compared: lower case, no accents, hyphens and blanks as one blank, no trailing dots.

    >>> fold_name("Frías-Anaya"), fold_name("MÉXICO...")
    ('frias anaya', 'mexico')
    """
    return " ".join(re.sub(r"[\-‐‑–—/\s]+", " ", fold(name)).strip(" .…,'").split())
