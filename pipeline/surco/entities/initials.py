"""Matches an acronym with the full name whose initials, and some letters after them, spell it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache


def align_initials(short: str, keys: Sequence[str]) -> int | None:
    """The word where a full name begins whose letters, from its words' first letters on, spell a short form (after
    Schwartz and Hearst 2003).

    >>> align_initials("umat", ["union", "de", "municipios", "del", "altiplano", "y", "los", "totorales"])
    0
    """
    letters = "".join(c for c in short if c.isalnum())
    best = max(((_count_initials(letters, tuple(keys[start:])), start) for start in range(len(keys))), default=(0, 0))
    return best[1] if best[0] and 2 * best[0] >= len(letters) else None


def _count_initials(letters: str, keys: tuple[str, ...]) -> int:
    """How many words, the first included, give their first letter, where all letters can be had from words in order;
    else 0."""
    if not keys or keys[0][:1] != letters[0]:
        return 0

    @cache
    def count(at: int, word: int) -> int:
        if at == len(letters):
            return 0
        if word == len(keys):
            return -len(letters)
        best = count(at, word + 1) if word else -len(letters)
        if keys[word][:1] == letters[at]:
            place, after = 0, at + 1
            best = max(best, 1 + count(after, word + 1))
            while after < len(letters) and (place := keys[word].find(letters[after], place + 1)) > 0:
                after += 1
                best = max(best, 1 + count(after, word + 1))
        return best

    return max(0, count(0, 0))
