"""A text → its words, as they are searched and counted."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator

# "Sur-Sur", "d'Intino", "2007", "EE.UU" is two words
_SIGNS = r"[\w\u0300-\u036f]++"
_WORD = re.compile(rf"{_SIGNS}(?:[-'’‐‑]{_SIGNS})*+")
_KEPT_MARKS = frozenset({"\u0303"})
"""The tilde of ñ, ã and õ makes another letter, where an accent only marks one."""


def find_words(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each word: letters and digits, with hyphens and apostrophes inside.

    >>> [("el Sur-Sur, 2010")[start:end] for start, end in find_words("el Sur-Sur, 2010")]
    ['el', 'Sur-Sur', '2010']
    """
    for found in _WORD.finditer(text):
        yield found.span()


def cut_words(text: str, many: int) -> str:
    """The text up to its so manieth word, or all of it; it may be turned back to front.

    >>> cut_words("la red, que coopera", 2), cut_words("la red.", 2)
    ('la red', 'la red.')
    """
    found = _match_words(many).match(text)
    return found.group() if found else text


@functools.cache
def _match_words(many: int) -> re.Pattern[str]:
    return re.compile(rf"(?:[^\w\u0300-\u036f]*+{_WORD.pattern}){{{many}}}(?=.*[\w\u0300-\u036f])", re.S)


def count_words(text: str) -> int:
    """How many words a text has."""
    return sum(1 for _ in find_words(text))


@functools.lru_cache(maxsize=200_000)
def fold_word(word: str) -> str:
    """The word in lower case and without accents; ñ, ã and õ stay letters of their own.

    >>> fold_word("Cooperación"), fold_word("AÑO")
    ('cooperacion', 'año')
    """
    return strip_accents(word.casefold())


def strip_accents(text: str) -> str:
    """The text without accents, capitals as they are; ñ, ã and õ stay.

    >>> strip_accents("Según Íñigo")
    'Segun Iñigo'
    """
    parts = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(sign for sign in parts if _is_kept(sign)))


def _is_kept(sign: str) -> bool:
    return not unicodedata.combining(sign) or sign in _KEPT_MARKS
