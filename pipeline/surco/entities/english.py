"""Finds organisations and instruments by the grammar of their English names: capitalised words around a head noun."""

from __future__ import annotations

from collections.abc import Iterator

from surco.entities.names import Stretch
from surco.entities.tokens import MASKED, Tokens
from surco.entities.vocabulary import EN_ORG_HEADS, EN_TREATY_HEADS, GENERIC, NOT_NAMES, PLACES, PLACES_AFTER_AND
from surco.entities.word_kinds import is_place
from surco.language import is_known

_OPENERS = frozenset(
    """the a an in on at by of for from to this these that those its their our his her as with while when although since under
    within through after before between such some many most both all each every no any and or but however moreover thus
    it if is are was were has have according like unlike several other another first second third new via de la el los las del""".split()
)
_JOINTS = frozenset("of for on against to in".split())


def find_english(tokens: Tokens, acronyms: frozenset[str]) -> Iterator[tuple[Stretch, str]]:
    """Yield ((first token, token after the last), label) for each English name.

    >>> from surco.entities.tokens import tokenize
    >>> tokens = tokenize("the Andean Federation of Cities, Ports and River Authorities agreed")
    >>> [tokens.text[tokens.starts[a]:tokens.ends[b - 1]] for (a, b), label in find_english(tokens, frozenset())]
    ['Andean Federation of Cities, Ports and River Authorities']
    """
    index = 0
    while index < len(tokens):
        key = tokens.keys[index]
        is_treaty = key in EN_TREATY_HEADS
        if (is_treaty or key in EN_ORG_HEADS) and tokens.is_capital(index) and tokens.words[index].isascii():
            start, end = _read_left(tokens, index, acronyms), _read_right(tokens, index, acronyms)
            while (
                end < len(tokens)
                and tokens.keys[end - 1] in EN_ORG_HEADS | EN_TREATY_HEADS
                and _read_right(tokens, end - 1, acronyms) > end
            ):
                end = _read_right(tokens, end - 1, acronyms)
            if _is_proper(tokens, start, index, end):
                last = tokens.keys[index]
                yield (start, end), "TREATY" if last in EN_TREATY_HEADS else "ORG"
                index = end
                continue
        elif key == "plan" and tokens.keys[index + 1 : index + 3] == ["of", "action"] and tokens.is_capital(index):
            start, end = _read_left(tokens, index, acronyms), index + 3
            if start < index:
                yield (start, end), "TREATY"
            index = end
            continue
        index += 1


def _is_name_word(tokens: Tokens, index: int, acronyms: frozenset[str]) -> bool:
    if not tokens.is_word(index) or tokens.keys[index] == MASKED:
        return False
    return tokens.is_capital(index) or tokens.keys[index] in acronyms


def _read_left(tokens: Tokens, head: int, acronyms: frozenset[str]) -> int:
    """The first token of the modifiers before a head noun."""
    start = head
    while start > 0:
        before = start - 1
        if _is_name_word(tokens, before, acronyms) and (tokens.keys[before] not in _OPENERS or _is_third(tokens, before)):
            start = before
        elif (
            tokens.keys[before] in {"-", "–"}
            and before > 0
            and tokens.touches(before)
            and _is_name_word(tokens, before - 1, acronyms)
        ):
            start = before - 1
        elif (
            tokens.keys[before] in {"and", "&"}
            and start < head
            and before > 0
            and tokens.is_capital(before - 1)
            and _is_common(tokens, before - 1)
        ):
            start = before - 1
        else:
            break
    return start


def _is_third(tokens: Tokens, index: int) -> bool:
    return tokens.keys[index] == "third" and tokens.keys[index + 1] == "world" and tokens.is_capital(index + 1)


def _is_common(tokens: Tokens, index: int) -> bool:
    key = tokens.keys[index]
    return key not in _OPENERS and key not in EN_ORG_HEADS and not is_place(tokens, index) and is_known(key, ("en",))


def _read_right(tokens: Tokens, head: int, acronyms: frozenset[str]) -> int:
    """The token after `of …`, `for … and …` and the like behind a head noun."""
    end, size = head + 1, len(tokens)
    while end < size:
        key, target = tokens.keys[end], end + 1
        if key in _JOINTS:
            if target < size and tokens.keys[target] == "the":
                target += 1
            if key in {"to", "in"} and tokens.keys[end - 1] not in {
                "aid",
                "access",
                "assistance",
                "research",
                "support",
            }:
                break
            if target >= size or not _is_name_word(tokens, target, acronyms):
                break
            end = target + 1
        elif _is_name_word(tokens, end, acronyms) and end > head + 1:
            end += 1
        elif key in {"and", "&"} and end > head + 1:
            if target < size and tokens.keys[target] == "the":
                target += 1
            if target >= size or not tokens.is_capital(target) or not _runs_on(tokens, end - 1, target):
                break
            end = target + 1
        elif key == "," and end > head + 1:
            closing = _read_list(tokens, end)
            if not closing:
                break
            end = closing
        else:
            break
    return end


def _runs_on(tokens: Tokens, before: int, target: int) -> bool:
    if tokens.keys[target] in EN_ORG_HEADS | EN_TREATY_HEADS:
        return False
    if tokens.keys[target] in PLACES_AFTER_AND:
        return tokens.keys[before] in PLACES | {"america"}
    return not is_place(tokens, target) and tokens.keys[before] not in PLACES


def _read_list(tokens: Tokens, comma: int) -> int:
    """The token after `, X, Y, and Z` where X, Y and Z are common nouns in capitals, or 0."""
    index, size = comma, len(tokens)
    while index < size and tokens.keys[index] == ",":
        index += 1
        start = index
        while index < size and tokens.is_word(index) and tokens.is_capital(index) and _is_common(tokens, index):
            index += 1
        if index == start:
            break
    if index >= size or tokens.keys[index] not in {"and", "&"} or index == comma + 1:
        return 0
    if index + 1 >= size or not tokens.is_capital(index + 1) or not _is_common(tokens, index + 1):
        return 0
    return index + 2


def _is_proper(tokens: Tokens, start: int, head: int, end: int) -> bool:
    keys = tuple(tokens.keys[start:end])
    content = [
        key
        for key in (*tokens.keys[start:head], *tokens.keys[head + 1 : end])
        if key.isalnum() and key not in _JOINTS and key != "the"
    ]
    if not content or keys in NOT_NAMES or all(key in GENERIC for key in content):
        return False
    if (
        head == start + 1
        and end == head + 1
        and is_known(tokens.keys[start], ("en",))
        and tokens.keys[start] not in PLACES | {"world"}
    ):
        return start > 0 and tokens.keys[start - 1] == "the" and not tokens.opens_sentence(start)
    return True
