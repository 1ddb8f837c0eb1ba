"""Tells what kind of word stands in a text: a place, a common noun in capitals, an acronym in lost small capitals."""

from __future__ import annotations

import re

from surco.entities.tokens import Tokens
from surco.entities.vocabulary import ARTICLES, PLACE_PAIRS, PLACES
from surco.language import is_known

# Económico, Social, Deportiva, Humanitario, Argentino
_ADJECTIVE = re.compile(
    r".+(?:al|ar|ic[oa]|iv[oa]|ari[oa]|os[oa]|an[oa]|en[oa]|in[oa]|ad[oa]|id[oa]|or[a]?|ense|ante|ente|able|ible|ana|cional)(?:e?s)?$"
)
_DETERMINERS = ARTICLES | frozenset("su sus todo toda todos todas otro otra otros otras sua suas seu seus".split())


def is_acronym_like(tokens: Tokens, index: int, acronyms: frozenset[str]) -> bool:
    """Whether a lower-case word can be a name in lost small capitals: a known acronym, or a short word that no
    language knows."""
    if not tokens.is_word(index) or tokens.is_capital(index):
        return False
    key = tokens.keys[index]
    if key in acronyms:
        return True
    return (
        key.isalpha()
        and 3 <= len(key) <= 10
        and not ends_as_adjective(key)
        and not is_known(tokens.words[index])
        and not is_known(key)
    )


def is_common(tokens: Tokens, index: int) -> bool:
    """Whether a word, in small letters, is in the dictionary, with its accents or without."""
    return is_known(tokens.words[index]) or is_known(tokens.keys[index])


def is_place(tokens: Tokens, index: int) -> bool:
    """Whether the name of a country, region or city known here begins at a token."""
    return tokens.keys[index] in PLACES or tuple(tokens.keys[index : index + 2]) in PLACE_PAIRS


def is_adjective(tokens: Tokens, index: int) -> bool:
    """Whether a word has the ending of an adjective and is in the dictionary."""
    return bool(_ADJECTIVE.match(tokens.keys[index])) and is_common(tokens, index)


def ends_as_adjective(key: str) -> bool:
    """Whether a longer word has an ending of adjectives, whether a dictionary has it or not.

    >>> ends_as_adjective("panlitorana"), ends_as_adjective("mercosur")
    (True, False)
    """
    return len(key) > 6 and bool(_ADJECTIVE.match(key))


def is_coined(key: str) -> bool:
    """Whether a word that no dictionary may have is a plural adjective by its form.

    >>> is_coined("afrolatinoamericanas"), is_coined("ecociudades")
    (True, False)
    """
    return len(key) > 8 and key.endswith("s") and ends_as_adjective(key)


def is_action_programme(tokens: Tokens, index: int) -> bool:
    """Whether `Programa de Acción` begins here, an instrument and no programme."""
    if tokens.keys[index] != "programa":
        return False
    return tokens.keys[index + 1 : index + 3] == ["de", "accion"] and tokens.is_capital(index + 2)


def skip_article(tokens: Tokens, index: int, contracted: bool, *, titled: bool = False) -> tuple[int, bool]:
    """The token after an article; in an instrument's name also after `todas las`, `sus`, `otras`."""
    start, skipped = index, _DETERMINERS if titled else ARTICLES
    while (
        index < len(tokens)
        and tokens.keys[index] in skipped
        and not tokens.is_capital(index)
        and (titled or index == start)
    ):
        index += 1
    return index, contracted or index > start
