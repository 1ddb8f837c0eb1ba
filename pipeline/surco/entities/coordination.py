"""Reads what coordination adds to a name: `Económico y Social`, `de Aldeas, Puertos y Comarcas`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from surco.entities.tokens import Tokens
from surco.entities.vocabulary import (
    ANDS,
    EN_ORG_HEADS,
    ORG_HEADS,
    PLACES,
    PLACES_AFTER_AND,
    PREPOSITIONS,
    TREATY_HEADS,
)  # fmt: skip
from surco.entities.word_kinds import is_adjective, is_coined, is_common, is_place, skip_article

if TYPE_CHECKING:
    from surco.entities.reading import Reading

_FIELD_HEADS = frozenset("archivo mercado radio registro teatro television".split())
"""Head nouns that are as often a field: `Escuela de Cine y Televisión`."""


def read_pair(tokens: Tokens, reading: Reading, acronyms: frozenset[str]) -> bool:
    """`y` and a word that is parallel to the one before it: `Económico y Social`, `del Golfo y del Sahel`."""
    index = reading.last + 1
    if index >= len(tokens) or tokens.keys[index] not in ANDS or not reading.words:
        return False
    target, preposition = index + 1, ""
    if target < len(tokens) and tokens.keys[target] in PREPOSITIONS:
        preposition, target = tokens.keys[target], target + 1
    target, article = skip_article(
        tokens, target, preposition in {"del", "do", "da", "dos", "das"}, titled=reading.titled
    )
    if not tokens.is_word(target):
        return False
    if reading.between and tokens.keys[target] in acronyms and not preposition:  # `entre la unasur y la sadc`
        reading.last, reading.words, reading.closed = target, reading.words + 1, True
        return True
    if not tokens.is_capital(target) or not _is_parallel(tokens, reading, target, preposition, article):
        return False
    reading.last, reading.words = target, reading.words + 1
    return True


def _is_parallel(tokens: Tokens, reading: Reading, target: int, preposition: str, article: bool) -> bool:
    key, before = tokens.keys[target], tokens.keys[reading.last]
    if reading.between and reading.titled and not preposition:
        reading.between = False
        return True
    if (key in ORG_HEADS and key not in _FIELD_HEADS) or (key in TREATY_HEADS and (article or not reading.phrases)) or before in EN_ORG_HEADS:
        return False
    if reading.between and not preposition:
        reading.between = False
        return True
    if preposition and preposition[0] != reading.preposition[:1]:
        return False
    if tokens.is_capital(target + 1) and is_place(tokens, target + 1) and not is_adjective(tokens, target):
        return False  # `… contra el Hambre y Caritas Perú`
    if is_place(tokens, target) or before in PLACES:
        return before in PLACES | {"latina", "central"} and key in PLACES_AFTER_AND
    if article:
        return reading.article or (reading.titled and bool(preposition))
    if not reading.phrases:
        return is_adjective(tokens, target)
    return is_common(tokens, target)


def read_all(tokens: Tokens, reading: Reading, acronyms: frozenset[str]) -> bool:
    """The article after `Todos` and the noun: `de Todos los Trabajadores`."""
    index = reading.last + 1
    if not reading.titled or tokens.keys[reading.last] not in {"todos", "todas", "todo", "toda"}:
        return False
    if tokens.keys[index : index + 1] in (["los"], ["las"], ["el"], ["la"], ["os"], ["as"]) and tokens.is_capital(
        index + 1
    ):
        reading.last, reading.words = index + 1, reading.words + 1
        return True
    return False


def read_list(tokens: Tokens, reading: Reading, acronyms: frozenset[str]) -> bool:
    """Commas between parallel common nouns, closed by `y`: `de Aldeas, Ciudades Medianas, Puertos y
    Comarcas`."""
    index = reading.last + 1
    if not reading.phrases or index >= len(tokens) or tokens.keys[index] != "," or not tokens.is_capital(reading.last):
        return False
    while index < len(tokens) and tokens.keys[index] == ",":
        end = _read_item(tokens, index + 1)
        if not end:
            break
        index = end
    if index < len(tokens) and tokens.keys[index] == ",":
        index += 1
    if (
        index >= len(tokens)
        or tokens.keys[index] not in ANDS
        or index == reading.last + 1
        or tokens.keys[reading.last + 2] in ANDS
    ):
        return False
    target = index + 1
    if tokens.keys[target : target + 1] == [reading.preposition]:  # `de Puertos, Caletas y de la Costa`
        target, _ = skip_article(tokens, target + 1, False)
    end = _read_item(tokens, target)
    if not end:
        return False
    reading.last, reading.words = end - 1, reading.words + 1
    return True


def _read_item(tokens: Tokens, index: int) -> int:
    """The token after one item of a list of common nouns, or 0."""
    start = index
    if index >= len(tokens) or not tokens.is_word(index) or not tokens.is_capital(index):
        return 0
    if tokens.keys[index] in ORG_HEADS or is_place(tokens, index):
        return 0
    if not is_common(tokens, index) and not is_coined(tokens.keys[index]):
        return 0
    while index < len(tokens) and tokens.is_word(index):
        if tokens.is_capital(index):
            index += 1
        elif index > start and tokens.keys[index] in PREPOSITIONS:
            target, _ = skip_article(tokens, index + 1, False)
            if not tokens.is_capital(target):
                break
            index = target + 1
        else:
            break
    return index
