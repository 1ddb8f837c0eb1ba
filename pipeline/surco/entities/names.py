"""Finds organisations by the grammar of their names in Spanish and Portuguese: a head noun and what continues it."""

from __future__ import annotations

from collections.abc import Iterator

from surco.entities.reading import is_acronym_like, is_place, read_name
from surco.entities.stems import stem
from surco.entities.tokens import MASKED, Tokens
from surco.entities.vocabulary import (
    ANDS,
    APPOSED_HEADS,
    ARTICLES,
    BARE_HEADS,
    EN_ORG_HEADS,
    EVENT_HEADS,
    GENERIC,
    NOT_NAMES,
    ORG_HEADS,
    PLACES,
    PREPOSITIONS,
    TREATY_HEADS,
    WEAK_HEADS,
)  # fmt: skip
from surco.language import is_known

Stretch = tuple[int, int]
_GENERIC = frozenset(stem(word) for word in GENERIC)


def find_names(tokens: Tokens, acronyms: frozenset[str]) -> Iterator[Stretch]:
    """Yield (first token, token after the last) of each organisation named in full; `acronyms` are keys known to be
    names.

    >>> from surco.entities.tokens import tokenize
    >>> tokens = tokenize("la Red de Puertos y Caletas del mercosur y el Foro")
    >>> [tokens.text[tokens.starts[a]:tokens.ends[b - 1]] for a, b in find_names(tokens, frozenset({"mercosur"}))]
    ['Red de Puertos y Caletas del mercosur']
    """
    index = 0
    while index < len(tokens):
        key = tokens.keys[index]
        end = 0
        if key in ORG_HEADS:
            if tokens.is_capital(index):
                end = read_name(tokens, index, acronyms)
                end = end if end and is_proper(tokens, index, end, acronyms) else 0
            elif key in APPOSED_HEADS:
                end = _read_apposed(tokens, index, acronyms)
        if key in BARE_HEADS and not end and not tokens.is_capital(index):
            start, end = _read_announced(tokens, index)
            if end:
                yield start, end
        elif (
            key == "reunion"
            and tokens.is_capital(index)
            and index + 1 < len(tokens)
            and tokens.keys[index + 1] == "especializada"
        ):
            end = read_name(tokens, index, acronyms)
            if end > index + 2:
                yield index, end
        elif end:
            yield index, end
        index = max(end, index + 1)


def is_proper(tokens: Tokens, start: int, end: int, acronyms: frozenset[str]) -> bool:
    """Whether what was read is a name and no generic mention: `Comité Ejecutivo` and `Comité Ejecutivo y Técnico` are
    none."""
    keys = tuple(tokens.keys[start:end])
    content = [
        key for key in keys[1:] if key.isalnum() and key not in PREPOSITIONS and key not in ARTICLES and key not in ANDS
    ]
    if not content or tuple(key for key in keys if key not in ARTICLES) in NOT_NAMES or keys in NOT_NAMES:
        return False
    if all(stem(key) in _GENERIC for key in content):
        return keys[0] in {"asamblea", "assembleia", "banco", "parlamento", "biblioteca"} and content[0] in {
            "nacional",
            "central",
        }
    if keys[0] in WEAK_HEADS and len(content) == 1:
        key = content[0]
        if keys[0] == "departamento" or len(keys) > 2:
            return (
                is_known(key)
                and key not in PLACES
                and keys[0] in {"departamento", "grupo", "unidad", "division", "delegacion", "corte"}
            )
        return not is_known(key) or key in acronyms
    if keys[0] == "departamento" and (not is_known(content[0]) or content[0] in PLACES):
        return False
    if tokens.opens_sentence(start) and len(keys) > 2 and len(content) == 1 and content[0] in PLACES:
        return keys[0] in {"universidad", "universidade", "banco", "municipalidad", "intendencia"}
    return True


def _read_apposed(tokens: Tokens, start: int, acronyms: frozenset[str]) -> int:
    """`programa urb-al`, `red Interlocal`: a head in lower case belongs to the proper name right after it."""
    index = start + 1
    if index >= len(tokens) or not tokens.is_word(index) or tokens.keys[index] == MASKED:
        return 0
    key = tokens.keys[index]
    if tokens.is_capital(index):
        if (
            is_place(tokens, index)
            or key in EVENT_HEADS
            or key in ORG_HEADS
            or key in TREATY_HEADS
            or key in EN_ORG_HEADS
        ):
            return 0
        if tokens.keys[start] not in {
            "programa",
            "red",
            "rede",
            "fundacion",
            "fundacao",
            "mision",
            "missao",
            "plataforma",
        } and is_known(key):
            return 0
        return read_name(tokens, start, acronyms)
    if tokens.keys[start] in {"programa", "red", "rede", "foro", "forum"} and is_acronym_like(tokens, index, acronyms):
        return read_name(tokens, start, acronyms)
    return 0


def _read_announced(tokens: Tokens, index: int) -> Stretch:
    """`la organización BetterWorld`: the name alone, where it is no word of the language."""
    start = index + 1
    if (
        start >= len(tokens)
        or not tokens.is_capital(start)
        or not tokens.is_word(start)
        or tokens.keys[start] == MASKED
    ):
        return 0, 0
    if (
        tokens.keys[start] in ORG_HEADS
        or tokens.keys[start] in EN_ORG_HEADS
        or is_place(tokens, start)
        or is_known(tokens.keys[start])
    ):
        return 0, 0
    end = start + 1
    while end < len(tokens) and tokens.is_word(end) and tokens.is_capital(end) and tokens.keys[end] != MASKED:
        end += 1
    return start, end
