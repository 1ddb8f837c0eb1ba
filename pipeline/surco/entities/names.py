"""Finds organisations by the grammar of their names in Spanish and Portuguese: a head noun and what continues it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from surco.entities.reading import read_name
from surco.entities.stems import stem
from surco.entities.tokens import MASKED, Tokens
from surco.entities.vocabulary import (
    ANDS,
    APPOSED_HEADS,
    ARTICLES,
    BARE_HEADS,
    BEFORE_HEADS,
    EN_ORG_HEADS,
    EVENT_HEADS,
    GENERIC,
    NOT_NAMES,
    ORG_HEADS,
    PERSONS_UNITED,
    PLACES,
    PREPOSITIONS,
    RED_CROSS,
    TREATY_HEADS,
    WEAK_HEADS,
)  # fmt: skip
from surco.entities.word_kinds import is_acronym_like, is_action_programme, is_common, is_place
from surco.language import is_known

Stretch = tuple[int, int]
_DETERMINERS = ARTICLES | frozenset(
    "unos unas sus estos estas esos esas dichos dichas muchos muchas otros otras".split()
)
_JOINING = PREPOSITIONS | ARTICLES | ANDS
_GOVERNED = frozenset("nacional federal general estatal provincial".split())
_UNITING = frozenset(
    "fronteras fronteiras mundo mundial mundiales tierra terra unido unidos unida unidas solidarios solidarias paz".split()
)
_TRADED = frozenset("cereales cereais comercio granos mercadorias mercancias metales productos valores".split())
_STANDING = frozenset("conferencia reunion reuniao".split())
_ORDINAL = re.compile(r"[IVX]+")
_ORDINALS = frozenset(
    "primer segundo tercer cuarto quinto sexto septimo octavo noveno decimo primeira segunda tercera".split()
)
# de 2007
_OF_YEAR = re.compile(r"\s+de\s+(?:1[89]|20)\d\d\b")
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
        if key in ORG_HEADS and not is_action_programme(tokens, index):
            if tokens.is_capital(index):
                end = read_name(tokens, index, acronyms)
                end = end if end and is_proper(tokens, index, end, acronyms) else 0
            elif key in APPOSED_HEADS:
                end = _read_apposed(tokens, index, acronyms)
        if key in BARE_HEADS and not end and not tokens.is_capital(index):
            start, end = _read_announced(tokens, index)
            if end:
                yield start, end
        elif key in _STANDING and tokens.is_capital(index):
            end = _read_standing(tokens, index, acronyms)
            if end:
                yield index, end
        elif cross := _read_cross(tokens, index):
            end = read_name(tokens, cross - 1, acronyms) or cross
            yield index, end
        elif key in PERSONS_UNITED and _stands_without_article(tokens, index):
            end = read_name(tokens, index, acronyms)
            if end and _is_united(tokens, index, end):
                yield index, end
        elif end and not _is_meeting(tokens, index, end):
            yield _find_opening(tokens, index), end
        else:
            end = 0
        index = max(end, index + 1)


def _read_standing(tokens: Tokens, start: int, acronyms: frozenset[str]) -> int:
    """The token after a meeting that is an organisation, or 0: `Reunión Especializada de …`, `Conferencia Permanente de
    …`, `Conferencia de Rectores del Litoral (CRL)`."""
    following, end = tokens.keys[start + 1 : start + 2], read_name(tokens, start, acronyms)
    if end > start + 2 and following in (["episcopal"], ["especializada"], ["permanente"]):
        return end
    opens = tokens.keys[end : end + 1] == ["("] and tokens.keys[end + 2 : end + 3] == [")"]
    members = following == ["de"] and tokens.keys[start + 2].endswith("s") and is_common(tokens, start + 2)
    named = opens and tokens.keys[end + 1].isalpha() and not is_known(tokens.keys[end + 1])
    return end if end and members and named else 0


def _find_opening(tokens: Tokens, head: int) -> int:
    """The token where a name begins: that of its head noun, or of `Nuevo` before it inside a sentence."""
    before = head - 1
    opens = before > 0 and tokens.keys[before] in BEFORE_HEADS and tokens.is_capital(before)
    return before if opens and not tokens.opens_sentence(before) else head


def _read_cross(tokens: Tokens, index: int) -> int:
    """The token after `Cruz Roja`, `Media Luna Roja` in capitals, or 0."""
    if not tokens.is_capital(index) or tokens.keys[index] not in {"cruz", "media", "crescente"}:
        return 0
    for name in RED_CROSS:
        if tuple(tokens.keys[index : index + len(name)]) == name and tokens.is_capital(index + len(name) - 1):
            return index + len(name)
    return 0


def _stands_without_article(tokens: Tokens, index: int) -> bool:
    before = tokens.keys[index - 1] if index else ""
    return tokens.is_capital(index) and before not in _DETERMINERS and not tokens.opens_sentence(index)


def _is_united(tokens: Tokens, start: int, end: int) -> bool:
    """`Vecinos del Mundo`, `Médicos sin Fronteras`: persons and what unites them; not `Ingenieros Agrónomos`."""
    return any(tokens.keys[index] in _UNITING for index in range(start + 1, end))


def _is_meeting(tokens: Tokens, start: int, end: int) -> bool:
    """`III Foro …`, `Foro de … de 2007`: a forum that is numbered or dated is a meeting."""
    if tokens.keys[start] not in {"foro", "forum", "asamblea", "assembleia"}:
        return False
    if start and (_ORDINAL.fullmatch(tokens.words[start - 1]) or tokens.keys[start - 1] in _ORDINALS):
        return True
    return bool(_OF_YEAR.match(tokens.open, tokens.ends[end - 1]))


def is_proper(tokens: Tokens, start: int, end: int, acronyms: frozenset[str]) -> bool:
    """Whether what was read is a name and no generic mention: `Comité Ejecutivo` and `Comité Ejecutivo y Técnico` are
    none."""
    keys = tuple(tokens.keys[start:end])
    content = [
        tokens.keys[index] for index in range(start + 1, end)
        if tokens.keys[index].isalnum() and (tokens.is_capital(index) or tokens.keys[index] not in _JOINING)
    ]  # fmt: skip
    if not content or tuple(key for key in keys if key not in ARTICLES) in NOT_NAMES or keys in NOT_NAMES:
        return False
    if len(content) == 1 and is_common(tokens, end - 1) and start and tokens.keys[start - 1] in {"un", "una"}:
        return False
    if keys[0] in {"administracion", "administracao"} and (content[0] not in _GOVERNED or len(content) < 2):
        return False
    if keys[0] == "bolsa" and content[0] not in _TRADED:  # in Portuguese a scholarship
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
