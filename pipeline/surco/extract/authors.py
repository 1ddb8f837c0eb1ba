"""The line that stands under a title → the names in it, one a person."""

from __future__ import annotations

import re
from collections.abc import Iterator

# https://orcid.org/0000-0001-2345-678X   ORCID: 0000-0001-2345-678X
_ORCID = re.compile(
    r"\(?(?:(?:https?://)?orcid\.org/|orcid(?:\s*id)?\s*:?\s*)?\b\d{4}[-–]\d{4}[-–]\d{4}[-–]\d{3}[\dX]\b\)?|\borcid(?:\s*id)?\b:?", re.I
)
_CALL = re.compile(r"[\d*†‡§¹²³⁰⁴-⁹]+")
_AND = re.compile(r"\s+(?:y|e|and)\s+")
_LEADING_AND = re.compile(r"^\s*(?:y|e|and)\s+")


def list_names(text: str) -> tuple[str, ...]:
    """The names in an author's line, without ORCIDs, note numbers and the commas around them.

    A comma or an "y" parts names only where a full name, of two words at least, stands on both sides.

    >>> list_names("Ana Paz Lema 0000-0001-2345-678X , Teo Bastos*")
    ('Ana Paz Lema', 'Teo Bastos')
    >>> list_names("Paz Lema, Ana")
    ('Paz Lema, Ana',)
    """
    bare = _CALL.sub(" ", _ORCID.sub(" ; ", text))
    parts = [part for part in re.split(r"[;&·|]", bare) if re.search(r"\w", part)]
    trimmed = (name.strip(" ,.:()") + ("." if _ends_initial(name) else "") for part in parts for name in _split_names(part))
    return tuple(" ".join(name.split()) for name in trimmed if re.search(r"\w", name))


def _split_names(part: str) -> Iterator[str]:
    """Yield the full names between commas, and of those the ones that "y" joins."""
    pieces = [_LEADING_AND.sub("", piece) for piece in part.split(",")]
    pieces = [piece for piece in pieces if re.search(r"\w", piece)]
    if not all(len(piece.split()) > 1 for piece in pieces):
        yield part
        return
    for piece in pieces:
        joined = _AND.split(piece.strip())
        yield from joined if all(len(name.split()) > 1 for name in joined) else [piece]


def _ends_initial(name: str) -> bool:
    """Whether a name ends in an initial or an abbreviation with its full stop: `Ana P.`, `Teo Bastos Jr.`"""
    return bool(re.search(r"\b(?:[^\W\d_]|Jr|Sr)\.[\s,]*$", name))
