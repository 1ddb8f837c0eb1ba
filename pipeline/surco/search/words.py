"""A text → its words, as they are searched and counted."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator

# "Sur-Sur", "d'Intino", "2007", "EE.UU" is two words
_WORD = re.compile(r"\w+(?:[-'’‐‑]\w+)*")
_KEPT_MARKS = frozenset({"\u0303"})
"""The tilde of ñ, ã and õ makes another letter, where an accent only marks one."""


def find_words(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each word: letters and digits, with hyphens and apostrophes inside.

    >>> [("el Sur-Sur, 2010")[start:end] for start, end in find_words("el Sur-Sur, 2010")]
    ['el', 'Sur-Sur', '2010']
    """
    for found in _WORD.finditer(text):
        yield found.span()


@functools.lru_cache(maxsize=200_000)
def fold_word(word: str) -> str:
    """The word in lower case and without accents; ñ, ã and õ stay letters of their own.

    >>> fold_word("Cooperación"), fold_word("AÑO")
    ('cooperacion', 'año')
    """
    parts = unicodedata.normalize("NFD", word.casefold())
    return unicodedata.normalize("NFC", "".join(sign for sign in parts if _is_kept(sign)))


def _is_kept(sign: str) -> bool:
    return not unicodedata.combining(sign) or sign in _KEPT_MARKS
