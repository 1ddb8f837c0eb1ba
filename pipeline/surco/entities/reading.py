"""Reads a Spanish or Portuguese name from its head noun on: capitals, prepositions, coordination, lost small capitals."""

from __future__ import annotations

import re
from dataclasses import dataclass

from surco.entities.coordination import read_all, read_list, read_pair
from surco.entities.tokens import MASKED, Tokens, fold
from surco.entities.vocabulary import (
    CONTINENTS,
    EVENT_HEADS,
    ORG_HEADS,
    PERSONS_UNITED,
    PREPOSITIONS,
    RARE_PREPOSITIONS,
    TREATY_HEADS,
)  # fmt: skip
from surco.entities.word_kinds import is_acronym_like, is_common, is_place, skip_article
from surco.language import is_known, lemmatize

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
    steps = (_read_word, _read_quoted, _read_phrase, read_pair, read_list, read_all, _read_year, _read_clause)
    while not reading.closed and any(step(tokens, reading, acronyms) for step in steps):
        pass
    return reading.last + 1 if reading.words else 0


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
    target, article = skip_article(
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
        between = first == "entre" and reading.titled
        reading.last, reading.closed = target, not (between or _runs_on(tokens, target + 1))
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


def _runs_on(tokens: Tokens, index: int) -> bool:
    """Whether a name goes on after an acronym, for a field or a continent: `Oficina de la fao para América Latina`."""
    if tokens.keys[index : index + 1] not in (["para"], ["sobre"]):
        return False
    target, _ = skip_article(tokens, index + 1, False)
    if not tokens.is_capital(target) or not tokens.is_word(target):
        return False
    return tokens.keys[target] in CONTINENTS or (is_common(tokens, target) and not is_place(tokens, target))


def _is_joint(tokens: Tokens, index: int, reading: Reading) -> bool:
    key = tokens.keys[index]
    if key in PREPOSITIONS or (reading.titled and key == "entre"):
        return True
    if (
        reading.titled
        and key in _TITLED
        and _continues_title(tokens, skip_article(tokens, index + 1, False, titled=True)[0])
    ):
        return True
    if key in {"en", "em"}:
        target, _ = skip_article(tokens, index + 1, False)
        if tokens.is_capital(target) and _FIELD.match(tokens.keys[target]):
            return not is_place(tokens, target)
    if key == "of":
        return tokens.is_capital(reading.last) and tokens.is_capital(index + 1)
    if key in _BARE and reading.words and _is_bare_noun(tokens, index + 1):
        return True
    return key in RARE_PREPOSITIONS and tokens.keys[reading.last] in RARE_PREPOSITIONS[key]


def _is_bare_noun(tokens: Tokens, index: int) -> bool:
    """A common noun in capitals without article, no person's name or title: `a Refugiados`, `ante Desastres`."""
    return (
        _continues_title(tokens, index)
        and tokens.keys[index] not in PERSONS_UNITED
        and len(tokens.keys[index]) > 4
        and (tokens.keys[index].endswith(("s", "d", "cion")) or tokens.keys[index - 1] in {"sin", "sem"})
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
