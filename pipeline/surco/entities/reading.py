"""Reads a Spanish or Portuguese name from its head noun on: capitals, prepositions, coordination, lists, lost small
capitals."""

from __future__ import annotations

import re
from dataclasses import dataclass

from surco.entities.tokens import MASKED, Tokens, fold
from surco.entities.vocabulary import (
    ANDS,
    ARTICLES,
    EN_ORG_HEADS,
    EVENT_HEADS,
    ORG_HEADS,
    PERSONS_UNITED,
    PLACE_PAIRS,
    PLACES,
    PLACES_AFTER_AND,
    PREPOSITIONS,
    RARE_PREPOSITIONS,
    TREATY_HEADS,
)  # fmt: skip
from surco.language import is_known, lemmatize

# Económico, Social, Deportiva, Humanitario, Argentino
_ADJECTIVE = re.compile(
    r".+(?:al|ar|ic[oa]|iv[oa]|ari[oa]|os[oa]|an[oa]|in[oa]|ad[oa]|id[oa]|or[a]?|ense|ante|ente|able|ible|ana|cional)(?:e?s)?$"
)
# Ciencias, Salud, Oncología, Políticas
_FIELD = re.compile(
    r"(?:ciencias?|salud|saude|educacion|estudios?|derechos?|humanidades|artes?|desarrollo|enfermedades|materia|pesquisa|.+(?:logia|grafia|cion|cao|cas?|gestion|nomia|ultura|ento))$"
)
_CLITIC = re.compile(r".+(?:se|l[aeo]s?|nos|ndo|ron|rse)$")
_TITLED = frozenset("en em a al con com hacia ante como".split())
"""Prepositions that continue an instrument's name where a common noun in capitals follows."""
_BARE = frozenset("a ante com con em en sem sin".split())
"""Prepositions that continue an organisation's name where a plural or an abstract noun without article follows."""
_RELATED = frozenset("relativo relativa relativos relativas referente referentes tendente".split())
_DETERMINERS = ARTICLES | frozenset("su sus todo toda todos todas otro otra otros otras sua suas seu seus".split())
_MONTHS = frozenset(
    "enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre".split()
)
_INFINITIVE = re.compile(r".+[aei]r(?:se)?$")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_ROMAN = re.compile(r"[IVX]{1,5}")
_OPENING = {"“": "”", "«": "»", '"': '"', "‘": "’"}


@dataclass(slots=True)
class Reading:
    """How far a name has been read: `last` is its last token so far, and what the last phrase of it was like."""

    last: int
    words: int = 0
    phrases: int = 0
    article: bool = False
    preposition: str = ""
    between: bool = False
    closed: bool = False
    titled: bool = False


def read_name(tokens: Tokens, start: int, acronyms: frozenset[str], *, titled: bool = False) -> int:
    """The token after the name that begins at `start`, or 0; a `titled` name, an instrument's, may run on through more
    prepositions, a year and a relative clause whose nouns are in capitals."""
    reading = Reading(start, titled=titled)
    steps = (_read_word, _read_quoted, _read_phrase, _read_pair, _read_list, _read_all, _read_year, _read_clause)
    while not reading.closed and any(step(tokens, reading, acronyms) for step in steps):
        pass
    return reading.last + 1 if reading.words else 0


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
        and not (len(key) > 6 and _ADJECTIVE.match(key))
        and not is_known(tokens.words[index])
        and not is_known(key)
    )


def _read_word(tokens: Tokens, reading: Reading, acronyms: frozenset[str]) -> bool:
    """A capitalised word; a hyphen and a capitalised word; a number that belongs; directly after the head an
    acronym."""
    index = reading.last + 1
    if index >= len(tokens):
        return False
    if tokens.keys[index] in "-–" and tokens.touches(index) and tokens.touches(index + 1) and index + 1 < len(tokens):
        known = tokens.keys[index + 1] in acronyms and (tokens.keys[index - 1] in acronyms)
        if not known and (tokens.is_capital(index + 1) or (reading.words and not tokens.is_capital(reading.last))):
            reading.last, reading.words = index + 1, reading.words + 1
            return True
        return False
    if tokens.is_word(index) and tokens.is_capital(index) and tokens.keys[index] != MASKED:
        if _ROMAN.fullmatch(tokens.words[index]) and not (reading.words and tokens.is_capital(reading.last)):
            return False
        reading.last, reading.words = index, reading.words + 1
        return True
    if reading.words and not (
        tokens.is_capital(reading.last) and (_closes_name(tokens, index) or _is_joined(tokens, index, acronyms))
    ):
        return False
    if is_acronym_like(tokens, index, acronyms):
        reading.last, reading.words = index, reading.words + 1
        following = index + 1
        reading.closed = not (following < len(tokens) and tokens.keys[following] == "-")
        return True
    return False


def _is_joined(tokens: Tokens, index: int, acronyms: frozenset[str]) -> bool:
    """Whether a known acronym is tied to a capital by a hyphen: `Oficina Conjunta unasur-Surinam`."""
    return (
        tokens.keys[index] in acronyms
        and index + 2 < len(tokens)
        and tokens.keys[index + 1] in {"-", "–"}
        and tokens.touches(index + 1)
        and tokens.touches(index + 2)
        and tokens.keys[index + 2] not in acronyms
        and tokens.is_capital(index + 2)
    )


def _closes_name(tokens: Tokens, index: int) -> bool:
    """Whether a word in lower case is followed by a mark or `y`, and has no verb's pronoun: `Red de Cooperación
    urbal.`"""
    if _CLITIC.match(tokens.keys[index]) or len(tokens.keys[index]) > 8:
        return False
    return index + 1 >= len(tokens) or tokens.keys[index + 1] in {".", ",", ";", ")", "y", "e", "”", "»"}


def _read_quoted(tokens: Tokens, reading: Reading, acronyms: frozenset[str]) -> bool:
    """Words in quotation marks that begin with a capital: `Programa “Manos a la obra”`."""
    index = reading.last + 1
    if index + 1 >= len(tokens) or tokens.keys[index] not in _OPENING or not tokens.is_capital(index + 1):
        return False
    closing = _OPENING[tokens.keys[index]]
    for end in range(index + 2, min(index + 12, len(tokens))):
        if tokens.keys[end] == closing:
            reading.last, reading.words, reading.closed = end, reading.words + 1, True
            return True
    return False


def _read_phrase(tokens: Tokens, reading: Reading, acronyms: frozenset[str]) -> bool:
    """A preposition, perhaps an article, and a capitalised word or an acronym: `de los Pueblos`, `del mercosur`."""
    index = reading.last + 1
    if index >= len(tokens):
        return False
    if reading.titled and tokens.keys[index] in _RELATED and tokens.keys[index + 1 : index + 2] in (["a"], ["al"]):
        index += 1
    elif not _is_joint(tokens, index, reading):
        return False
    first = tokens.keys[index]
    target, article = _skip_article(
        tokens, index + 1, first in {"del", "al", "do", "da", "dos", "das", "pelo", "pela"}, titled=reading.titled
    )
    if target >= len(tokens) or not tokens.is_word(target) or tokens.keys[target] == MASKED:
        return False
    if first == "por" and (is_place(tokens, target) or not is_known(tokens.keys[target])):
        return False
    if tokens.is_capital(target):
        reading.last = target
    elif is_acronym_like(tokens, target, acronyms) and (
        tokens.keys[target] in acronyms or first not in {"por", "contra", "sobre"}
    ):
        reading.last, reading.closed = target, True
    else:
        return False
    reading.words, reading.phrases, reading.article, reading.preposition = (
        reading.words + 1,
        reading.phrases + 1,
        article,
        first,
    )
    reading.between = reading.between or first == "entre"
    return True


def _read_all(tokens: Tokens, reading: Reading, acronyms: frozenset[str]) -> bool:
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


def _is_joint(tokens: Tokens, index: int, reading: Reading) -> bool:
    key = tokens.keys[index]
    if key in PREPOSITIONS or (reading.titled and key == "entre"):
        return True
    if (
        reading.titled
        and key in _TITLED
        and _continues_title(tokens, _skip_article(tokens, index + 1, False, titled=True)[0])
    ):
        return True
    if (
        key in {"en", "em"}
        and index + 1 < len(tokens)
        and tokens.is_capital(index + 1)
        and _FIELD.match(tokens.keys[index + 1])
    ):
        return not is_place(tokens, index + 1)
    if key in _BARE and reading.words and _is_bare_noun(tokens, index + 1):
        return True
    return key in RARE_PREPOSITIONS and tokens.keys[reading.last] in RARE_PREPOSITIONS[key]


def _is_bare_noun(tokens: Tokens, index: int) -> bool:
    """A common noun in capitals without article, no person's name or title: `a Refugiados`, `ante Desastres`."""
    return (
        _continues_title(tokens, index)
        and tokens.keys[index] not in PERSONS_UNITED
        and len(tokens.keys[index]) > 4
        and tokens.keys[index].endswith(("s", "d", "cion"))
        and not tokens.is_capital(index + 1)
    )


def _continues_title(tokens: Tokens, index: int) -> bool:
    """Whether what follows `en`, `a`, `con` in an instrument's name is a common noun in capitals; no place, body or
    meeting, where something was only signed or discussed."""
    if index >= len(tokens) or not tokens.is_capital(index):
        return False
    key = tokens.keys[index]
    if key in ORG_HEADS or key in EVENT_HEADS or key in TREATY_HEADS or key in _MONTHS or is_place(tokens, index):
        return False
    return not tokens.words[index].isupper() and is_common(tokens, index)


def _skip_article(tokens: Tokens, index: int, contracted: bool, *, titled: bool = False) -> tuple[int, bool]:
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


def _read_pair(tokens: Tokens, reading: Reading, acronyms: frozenset[str]) -> bool:
    """`y` and a word that is parallel to the one before it: `Económico y Social`, `del Golfo y del Sahel`."""
    index = reading.last + 1
    if index >= len(tokens) or tokens.keys[index] not in ANDS or not reading.words:
        return False
    target, preposition = index + 1, ""
    if target < len(tokens) and tokens.keys[target] in PREPOSITIONS:
        preposition, target = tokens.keys[target], target + 1
    target, article = _skip_article(
        tokens, target, preposition in {"del", "do", "da", "dos", "das"}, titled=reading.titled
    )
    if (
        not tokens.is_capital(target)
        or not tokens.is_word(target)
        or not _is_parallel(tokens, reading, target, preposition, article)
    ):
        return False
    reading.last, reading.words = target, reading.words + 1
    return True


def _is_parallel(tokens: Tokens, reading: Reading, target: int, preposition: str, article: bool) -> bool:
    key, before = tokens.keys[target], tokens.keys[reading.last]
    if key in ORG_HEADS or (key in TREATY_HEADS and (article or not reading.phrases)) or before in EN_ORG_HEADS:
        return False
    if reading.between and not preposition:
        reading.between = False
        return True
    if preposition and preposition[0] != reading.preposition[:1]:
        return False
    if tokens.is_capital(target + 1) and is_place(tokens, target + 1):  # `… contra el Hambre y Caritas Perú`
        return False
    if is_place(tokens, target) or before in PLACES:
        return before in PLACES | {"latina", "central"} and key in PLACES_AFTER_AND
    if article:
        return reading.article or (reading.titled and bool(preposition))
    if not reading.phrases:
        return bool(_ADJECTIVE.match(key)) and is_common(tokens, target)
    return is_common(tokens, target)


def is_common(tokens: Tokens, index: int) -> bool:
    """Whether a word, in small letters, is in the dictionary, with its accents or without."""
    return is_known(tokens.words[index]) or is_known(tokens.keys[index])


def is_place(tokens: Tokens, index: int) -> bool:
    """Whether the name of a country, region or city known here begins at a token."""
    return tokens.keys[index] in PLACES or tuple(tokens.keys[index : index + 2]) in PLACE_PAIRS


def _read_year(tokens: Tokens, reading: Reading, acronyms: frozenset[str]) -> bool:
    """The year of an instrument where its name goes on after it: `Convención de 1951 sobre …`."""
    index = reading.last + 1
    if not reading.titled or tokens.keys[index : index + 1] != ["de"] or index + 2 >= len(tokens):
        return False
    if not _YEAR.fullmatch(tokens.words[index + 1]):
        return False
    before = reading.last
    reading.last = index + 1
    if _read_phrase(tokens, reading, acronyms):
        return True
    reading.last = before
    return False


def _read_clause(tokens: Tokens, reading: Reading, acronyms: frozenset[str]) -> bool:
    """`que` and a verb in capitals, in an instrument's name: `Personas que Viven`, `Beneficios que se Deriven`."""
    index = reading.last + 1
    if not reading.titled or not reading.phrases or tokens.keys[index : index + 1] != ["que"]:
        return False
    target = index + (2 if tokens.keys[index + 1 : index + 2] == ["se"] else 1)
    if target >= len(tokens) or not tokens.is_word(target) or not tokens.is_capital(target):
        return False
    if is_place(tokens, target) or not _INFINITIVE.match(fold(lemmatize(tokens.words[target], "es"))):
        return False
    reading.last, reading.words = target, reading.words + 1
    return True


def _read_list(tokens: Tokens, reading: Reading, acronyms: frozenset[str]) -> bool:
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
    end = _read_item(tokens, index + 1)
    if not end:
        return False
    reading.last, reading.words = end - 1, reading.words + 1
    return True


def _read_item(tokens: Tokens, index: int) -> int:
    """The token after one item of a list of common nouns, or 0."""
    start = index
    if index >= len(tokens) or not tokens.is_word(index) or not tokens.is_capital(index):
        return 0
    if tokens.keys[index] in ORG_HEADS or is_place(tokens, index) or not is_common(tokens, index):
        return 0
    while index < len(tokens) and tokens.is_word(index):
        if tokens.is_capital(index):
            index += 1
        elif index > start and tokens.keys[index] in PREPOSITIONS:
            target, _ = _skip_article(tokens, index + 1, False)
            if not tokens.is_capital(target):
                break
            index = target + 1
        else:
            break
    return index
