"""Finds names of the authority file that a bad scan or a lost hyphen has damaged, within a bounded edit distance;
never acronyms."""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from surco.entities.authority import Authority, Form
from surco.entities.tokens import MASKED, Tokens, reduce_keys

SHORTEST = 14
"""Letters that a name must have to be looked for; a shorter one is too like others."""
LETTERS_AN_ERROR = 12
"""One wrong, lost or added letter is allowed for so many letters of the name, and no more than three in all."""


class Spelling(NamedTuple):
    """A name as its letters alone, its trigrams, and the form of the authority file."""

    letters: str
    trigrams: frozenset[str]
    form: Form

    @property
    def allowed(self) -> int:
        return min(3, len(self.letters) // LETTERS_AN_ERROR)


class Spellings(NamedTuple):
    """The names by their first word, and the first words by what is left of them with one letter less."""

    names: dict[str, tuple[Spelling, ...]]
    shortened: dict[str, str]


@lru_cache(maxsize=4)
def read_spellings(authority: Authority) -> Spellings:
    """The names of two words or more, ready to be compared."""
    names: dict[str, list[Spelling]] = {}
    for entry in authority.entries:
        for form in entry.forms:
            keys = reduce_keys(form.text)
            letters = "".join(keys)
            if (
                not form.acronym
                and not form.ambiguous
                and len(keys) > 1
                and len(letters) >= SHORTEST
                and letters.isalpha()
            ):
                names.setdefault(keys[0], []).append(Spelling(letters, _cut_trigrams(letters), form))
    shortened = {short: word for word in sorted(names) if len(word) > 5 for short in (word, *_drop_letters(word))}
    return Spellings({word: tuple(found) for word, found in names.items()}, shortened)


def find_damaged(tokens: Tokens, authority: Authority, taken: frozenset[int]) -> Iterator[tuple[int, int, Form]]:
    """Yield (first token, token after the last, form) for each damaged name; `taken` are first tokens of names found
    whole.

    >>> from surco.entities.authority import Entry
    >>> from surco.entities.tokens import tokenize
    >>> authority = Authority((Entry("repu", "ORG", "network", ("Federación de Puertos del Litoral",)),))
    >>> tokens = tokenize("la Fede-racion de Puertos del Lit0ral pidió")
    >>> [tokens.text[tokens.starts[a]:tokens.ends[b - 1]] for a, b, _ in find_damaged(tokens, authority, frozenset())]
    ['Fede-racion de Puertos del Lit0ral']
    """
    spellings = read_spellings(authority)
    after = 0
    for index in range(len(tokens)):
        if index < after or index in taken or not tokens.is_capital(index):
            continue
        first = _recognise_first(tokens, index, spellings)
        if first is None:
            continue
        found = _compare_names(tokens, index, spellings.names[first])
        if found is not None:
            after = found[0]
            yield index, *found


def _recognise_first(tokens: Tokens, index: int, spellings: Spellings) -> str | None:
    """The first word of a name that a token, or a token and the one behind its hyphen, is or was."""
    key = tokens.keys[index]
    if key in spellings.names:
        return key
    if index + 2 < len(tokens) and tokens.keys[index + 1] == "-":
        joined = key + tokens.keys[index + 2]
        if joined in spellings.names:
            return joined
    if "rn" in key and key.replace("rn", "m") in spellings.names:  # `Cornisión`
        return key.replace("rn", "m")
    if 5 < len(key) < 40:
        for short in (key, *_drop_letters(key)):
            if short in spellings.shortened:
                return spellings.shortened[short]
    return None


def _compare_names(tokens: Tokens, start: int, names: tuple[Spelling, ...]) -> tuple[int, Form] | None:
    """The token after the name nearest to what stands here, and its form."""
    longest = max(len(name.letters) for name in names) + 3
    letters, ends = _read_letters(tokens, start, longest)
    trigrams = _cut_trigrams(letters)
    best: tuple[int, int, int, Form] | None = None
    for name in names:
        if len(name.trigrams - trigrams) > 3 * name.allowed:
            continue
        for end, length in ends:
            if abs(length - len(name.letters)) <= name.allowed:
                distance = _measure_distance(letters[:length], name.letters, name.allowed)
                if distance <= name.allowed and (best is None or (distance, -length) < best[:2]):
                    best = (distance, -length, end, name.form)
    return (best[2], best[3]) if best else None


def _read_letters(tokens: Tokens, start: int, longest: int) -> tuple[str, list[tuple[int, int]]]:
    """The letters from a token on, without blanks, hyphens and articles, and where each token ends in them."""
    letters, ends = "", []
    at = bisect.bisect_left(tokens.places, start)
    for index in range(start, len(tokens)):
        key = tokens.keys[index]
        if key == MASKED or key in {".", ";", "(", ")", ":"} or len(letters) > longest:
            break
        if at < len(tokens.places) and tokens.places[at] == index:
            letters += tokens.plain[at]
            ends.append((index + 1, len(letters)))
            at += 1
    return letters, ends


def _cut_trigrams(letters: str) -> frozenset[str]:
    return frozenset(letters[at : at + 3] for at in range(len(letters) - 2))


def _drop_letters(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


def _measure_distance(a: str, b: str, most: int) -> int:
    """How many letters must be changed, added or taken out to turn one word into the other; `most` + 1 where it is
    more.

    >>> _measure_distance("litoral", "lit0ral", 2), _measure_distance("puerto", "litoral", 2)
    (1, 3)
    """
    before = list(range(len(b) + 1))
    for row, letter in enumerate(a, start=1):
        line = [row] + [most + 1] * len(b)
        for column in range(max(1, row - most), min(len(b), row + most) + 1):
            line[column] = min(before[column] + 1, line[column - 1] + 1, before[column - 1] + (letter != b[column - 1]))
        if min(line) > most:
            return most + 1
        before = line
    return min(before[-1], most + 1)
