"""The tokens of a text with what the rules found → what the trained layer sees of each; entities → tags, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from surco.entities.stems import stem
from surco.entities.tokens import Tokens
from surco.language import is_known
from surco.records import Entity

OUTSIDE = "O"
_REACH = (-2, -1, 1, 2)
"""Neighbours whose first features a token has as well."""
_SHARED = 4
"""So many features of a word are its neighbours' as well: word, shape, known or not, the rules' finding."""


class Tagged(NamedTuple):
    """Tokens that belong together: first, token after the last, and `ORG`, `TREATY` or `PRINCIPLE.consenso`."""

    start: int
    end: int
    kind: str


def describe_tokens(tokens: Tokens, ruled: Iterable[Entity]) -> list[list[str]]:
    """What the model sees of each token: the word, its shape, whether a language knows it, what the rules found, and
    its neighbours."""
    found = [OUTSIDE] * len(tokens)
    for entity in ruled:
        for place, index in enumerate(list_inside(tokens, entity)):
            found[index] = f"{'I' if place else 'B'}-{name_kind(entity)}:{entity.source}"
    own = [
        (*_describe_word(word, key)[:3], f"r={rule}", *_describe_word(word, key)[3:])
        for word, key, rule in zip(tokens.words, tokens.keys, found, strict=True)
    ]
    near = {at: [[f"{at}:{feature}" for feature in features[:_SHARED]] for features in own] for at in _REACH}
    return [_join_near(index, own, near) for index in range(len(own))]


def _join_near(index: int, own: Sequence[tuple[str, ...]], near: dict[int, list[list[str]]]) -> list[str]:
    line = list(own[index])
    for at in _REACH:
        line += near[at][index + at] if 0 <= index + at < len(own) else (f"{at}:edge",)
    return line


@lru_cache(maxsize=20_000)
def _describe_word(word: str, key: str) -> tuple[str, ...]:
    known = "known" if not key.isalpha() or is_known(word) else "unknown"
    return f"w={key}", f"s={_tell_shape(word)}", f"k={known}", f"t={stem(key)}", f"e={key[-3:]}", f"b={key[:3]}"


def _tell_shape(word: str) -> str:
    if word.isupper() and len(word) > 1:
        return "upper"
    return "capital" if word[0].isupper() else "lower" if word.isalpha() else "mark"


def label_tokens(tokens: Tokens, entities: Iterable[Entity]) -> list[str]:
    """One tag a token: `B-ORG`, `I-ORG`, `B-PRINCIPLE.consenso`, `O`."""
    tags = [OUTSIDE] * len(tokens)
    for entity in entities:
        for place, index in enumerate(list_inside(tokens, entity)):
            tags[index] = f"{'I' if place else 'B'}-{name_kind(entity)}"
    return tags


def read_tags(tags: Sequence[str]) -> Iterator[Tagged]:
    """Yield the spans that tags spell.

    >>> list(read_tags(["O", "B-ORG", "I-ORG", "B-TREATY", "I-ORG"]))
    [Tagged(start=1, end=3, kind='ORG'), Tagged(start=3, end=4, kind='TREATY')]
    """
    for start, tag in enumerate(tags):
        if tag.startswith("B-"):
            end = start + 1
            while end < len(tags) and tags[end] == f"I-{tag[2:]}":
                end += 1
            yield Tagged(start, end, tag[2:])


def list_inside(tokens: Tokens, entity: Entity) -> list[int]:
    """The tokens in an entity."""
    return [index for index, at in enumerate(tokens.starts) if entity.start <= at < entity.end]


def name_kind(entity: Entity) -> str:
    """The label, with the principle where there is one."""
    return f"{entity.label}.{entity.principle}" if entity.principle else entity.label
