"""Decides whether a word that can name a cooperation principle is meant in that sense, by the words around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from surco.entities.sense_words import (
    ABOUT_WORDS,
    BE,
    COMPLETED,
    DATES,
    EFFECTIVE,
    EQUAL,
    FINANCE,
    FOUGHT,
    GEOMETRY,
    GIVING,
    LAW,
    MACHINES,
    MODES,
    NUMBERS,
    PERSONS,
    PRINCIPLES,
    RELATIONAL,
    SCHOLARS,
    SKIPPED,
    TAXES,
    TEMPORAL,
    TEXTUAL,
    UNITS,
)  # fmt: skip
from surco.entities.stems import stem
from surco.entities.tokens import Tokens

_STOPS = frozenset(". ; : ( ) ? ! \t \n".split(" "))
_TRADED = ("autonom", "independ", "efic", "effic", "horizontal")
"""Beginnings of the naming words that are said of things and measures as well."""
_PLACED = (
    "coloc",
    "dispu",
    "dispon",
    "desplaz",
    "mov",
    "muev",
    "extend",
    "extien",
    "divid",
    "apil",
    "dibuj",
    "traz",
    "orient",
    "gir",
    "stack",
    "placed",
)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
# cooperación, financiamento, solidariedade, alianza, partnership
_ABSTRACT = re.compile(r".+(?:cion|ca|coe|mient|ment|ment|dad|idade|ity|ism|nci|nz|tion|ship|aj)$")


class Place(NamedTuple):
    """Naming words in a text: first plain token, plain token after the last, and the principle they may name."""

    start: int
    end: int
    principle: str


class Context(NamedTuple):
    """What stands around naming words: their place, the stems of the text, the nouns they may go with, and the words
    of their clause."""

    place: Place
    stems: Sequence[str]
    nouns: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]


def is_meant(tokens: Tokens, place: Place, stems: Sequence[str], language: str) -> bool:
    """Whether the naming words at a place speak of how actors cooperate or relate."""
    before, after = _read_before(place, stems), _read_after(place, stems)
    context = Context(place, stems, _gather_nouns(before, after, language), before, after)
    if _is_part_of_name(tokens, place, stems) or _is_word_about_word(tokens, context):
        return False
    means = before[:1] in (("con",), ("com",), ("with",))  # how it was done, not what it was done to
    if stems[place.start].startswith(_TRADED) and (
        any(noun in MACHINES for noun in (*(() if means else context.nouns), *after[:5])) or _is_measured(context) or _is_remedy(context)
    ):
        return False
    test = _TESTS.get(stems[place.start])
    return test is None or place.end - place.start > 1 or test(context)


def _read_before(place: Place, stems: Sequence[str]) -> tuple[str, ...]:
    """Up to eight words before, nearest first, back to where the sentence or bracket begins."""
    words: list[str] = []
    for index in range(place.start - 1, max(-1, place.start - 9), -1):
        if stems[index] in _STOPS:
            break
        words.append(stems[index])
    return tuple(words)


def _read_after(place: Place, stems: Sequence[str]) -> tuple[str, ...]:
    words: list[str] = []
    for word in stems[place.end : place.end + 8]:
        if word in _STOPS:
            break
        words.append(word)
    return tuple(words)


def _gather_nouns(before: tuple[str, ...], after: tuple[str, ...], language: str) -> tuple[str, ...]:
    """The words that the naming words may qualify: before them in Spanish and Portuguese, after them in English, and
    what `de` adds."""
    nouns: list[str] = []
    for word in before[:5]:
        if word in {"que", "se", "cuy"} or (word == "," and nouns):
            break
        if word not in SKIPPED and word.isalpha():
            nouns.append(word)
            if len(nouns) == 2 or word in RELATIONAL:
                break
    at, reach = 0, 3 if language == "en" else 1
    while at < min(reach, len(after)) and after[at].isalpha() and after[at] not in SKIPPED:
        nouns.append(after[at])
        at += 1
    if at < len(after) and after[at] in {"de", "of"}:
        nouns.extend(word for word in after[at + 1 : at + 4] if word.isalpha() and word not in SKIPPED)
    return tuple(nouns)


def _is_part_of_name(tokens: Tokens, place: Place, stems: Sequence[str]) -> bool:
    """A capital inside a sentence: a street, a hotel, a ministry – unless principles are listed in capitals."""
    index = tokens.places[place.start]
    if not tokens.is_capital(index) or tokens.opens_sentence(index) or _is_marker(tokens, index):
        return False
    if any(word in PRINCIPLES for word in stems[max(0, place.start - 8) : place.start]):
        return False
    return not is_titled(tokens)


def is_titled(tokens: Tokens) -> bool:
    """Whether a heading or title has capitals on most of its words."""
    if len(tokens) > 40:
        return False
    words = [index for index in range(len(tokens)) if tokens.is_word(index) and len(tokens.words[index]) > 3]
    return len(words) > 1 and sum(tokens.is_capital(index) for index in words) >= 0.8 * len(words)


def _is_marker(tokens: Tokens, index: int) -> bool:
    """Whether nothing but an item's number or letter stands before a word: `a) Equidad`."""
    return index <= 4 and all(not tokens.is_word(before) or len(tokens.words[before]) == 1 for before in range(index))


def _is_remedy(context: Context) -> bool:
    """`la eficacia de los aceites contra la polilla`: a thing's effect on a pest or an illness, not an action's."""
    if not context.stems[context.place.start].startswith("efica") or not any(word in FOUGHT for word in context.after):
        return False
    return not any(noun in RELATIONAL or noun in EFFECTIVE or _ABSTRACT.match(noun) for noun in context.nouns)


def _is_measured(context: Context) -> bool:
    """`autonomía de seis horas`, `eficacia del 78 %`: a number with a unit close after."""
    for at, word in enumerate(context.after[:6]):
        if (word[0].isdigit() or word in NUMBERS) and any(unit in UNITS for unit in context.after[at + 1 : at + 4]):
            return True
    return False


def _is_word_about_word(tokens: Tokens, context: Context) -> bool:
    """`96 apariciones de «horizontal»`: the word itself is spoken of."""
    index, last = tokens.places[context.place.start], tokens.places[context.place.end - 1]
    if (
        index == 0
        or last + 1 >= len(tokens)
        or tokens.keys[index - 1] not in "“«\"‘'"
        or tokens.keys[last + 1] not in "”»\"’'"
    ):
        return False
    return any(word in ABOUT_WORDS for word in (*context.before, *context.after[:4]))


def _goes_with_relations(context: Context) -> bool:
    """For `horizontal`: beside a noun of relation or another abstract noun, or said of something by a verb; not of a
    line or a wall."""
    if any(noun in GEOMETRY for noun in context.nouns) or not _is_no_tax(context):
        return False
    return any(noun in RELATIONAL or _ABSTRACT.match(noun) for noun in context.nouns) or _is_predicate(context)


def _is_done_among_equals(context: Context) -> bool:
    """For `horizontalmente`: not of what is laid, moved or drawn that way."""
    return not any(word in GEOMETRY or word.startswith(_PLACED) for word in (*context.before[:4], *context.after[:4]))


def _is_predicate(context: Context) -> bool:
    return any(word in BE or word.startswith("result") for word in context.before[:3])


def _completes(context: Context) -> bool:
    """For `complementario`: not of a document, a course, a form; not the adverb that opens a sentence."""
    if _opens_as_adverb(context) or any(noun in TEXTUAL for noun in context.nouns):
        return False
    return (
        any(noun in RELATIONAL or _ABSTRACT.match(noun) for noun in context.nouns)
        or _is_predicate(context)
        or _is_named_state(context)
    )


def _opens_as_adverb(context: Context) -> bool:
    """`De manera complementaria, …`"""
    return context.before[1:] == ("de",) and context.before[0] in MODES and context.after[:1] == (",",)


def _is_named_state(context: Context) -> bool:
    return "medi" in context.nouns or "saber" in context.nouns


def _complete_each_other(context: Context) -> bool:
    """For the verb `complementar`: of actors and their means; not of data, methods, an analysis."""
    if context.place.principle != "complementariedad":
        return True
    near = (*context.before[:5], *context.after[:5])
    return not any(word in COMPLETED for word in near)


def _is_given_and_taken(context: Context) -> bool:
    """For `mutuo`: of benefit, help, learning, or said of something by a verb; not of understanding, respect or
    trust."""
    return any(noun in GIVING for noun in (*context.nouns[:2], *context.before[:5])) or any(
        word in BE for word in context.before[:2]
    )


def _is_reciprocal(context: Context) -> bool:
    if context.after[:1] and context.after[0] in {"proporcional", "proportional", "excluyente"}:
        return False
    return not any(noun in LAW for noun in context.nouns)


def _is_agreed(context: Context) -> bool:
    """For `consenso`: among those who cooperate, not among scholars."""
    if context.before[:1] == (stem("secuencia"),) or context.after[:1] == ("n",):
        return False
    if context.after[:1] == ("que",) and context.before[:1] in {("e",), ("es",), ("is",)}:
        return False
    if context.after[:2] == ("en", "que") and any(
        word.startswith(("hay", "exist", "hab")) for word in context.before[:3]
    ):
        return False
    return not any(word in SCHOLARS for word in (*context.after[:7], *context.before[:1]))


def _is_own_decision(context: Context) -> bool:
    """For `autonomía` and `independencia`: of States, cities, actors; not of persons, not a date in history, not `con
    independencia de`."""
    if any(word in PERSONS for word in context.after[:7]) or any(noun in DATES for noun in context.nouns):
        return False
    if context.before == (stem("modo"), "en"):
        return False
    if context.stems[context.place.start] in {stem("soberano"), "sovereign"} and context.nouns[:1]:
        return context.nouns[0] not in FINANCE
    if context.stems[context.place.start].startswith("independ"):
        dated = context.after[:1] == ("de",) and any(_YEAR.fullmatch(word) for word in context.after)
        return not dated and not any(word in TEMPORAL for word in context.before[:2])
    return True


def _is_jointly_liable(context: Context) -> bool:
    """For `solidariamente`: not where someone answers for a debt."""
    return not any(
        word.startswith(
            ("respond", "respons", "obliga", "deud", "codeud", "fianz", "garant", "aval", "cauci", "acreed")
        )
        for word in (*context.before[:3], *context.after[:3])
    )


def _is_use_of_means(context: Context) -> bool:
    """For `efectivo`, which mostly means real: only of aid, instruments and the like."""
    return any(noun in EFFECTIVE for noun in context.nouns[:2])


def _is_between_equals(context: Context) -> bool:
    """For `igualdad`: of States, partners, parties; not of men and women, citizens, chances."""
    return any(word in EQUAL for word in (*context.after[:5], *context.before[:3]))


def _is_no_tax(context: Context) -> bool:
    """For `equidad`: not of what taxes take from whom."""
    return not any(word in TAXES for word in context.after[:5])


def _is_not_pareto(context: Context) -> bool:
    return not any(word in {"paret", "acepcion"} for word in context.after[:6])


_TESTS: dict[str, Callable[[Context], bool]] = {
    stem(word): test
    for words, test in (
        ("horizontalmente horizontally", _is_done_among_equals),
        ("horizontal simetrico symmetrical symmetric", _goes_with_relations),
        ("complementario complementary", _completes),
        ("complementar complement complementarse complemento", _complete_each_other),
        ("mutuo mutual", _is_given_and_taken),
        ("reciproco reciprocamente reciprocal reciprocally", _is_reciprocal),
        ("consenso consensus", _is_agreed),
        (
            "autonomia autonomy autonomo autonomous independencia independence soberania sovereignty soberano sovereign",
            _is_own_decision,
        ),
        ("solidariamente solidario", _is_jointly_liable),
        ("efectivo efetivo effective", _is_use_of_means),
        ("igualdad igualdade equality", _is_between_equals),
        ("eficiencia efficiency", _is_not_pareto),
        ("equidad equidade equity equitativo", _is_no_tax),
    )
    for word in words.split()
}
"""The further test of each naming word that means other things as well, by stem."""
