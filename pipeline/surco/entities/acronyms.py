"""Finds what the document itself defines: acronyms beside full names, short forms of names, and acronyms of mere
concepts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from surco.entities.authority import Authority
from surco.entities.initials import align_initials
from surco.entities.phrases import Phrases
from surco.entities.speakers import find_speakers
from surco.entities.tokens import MASKED, Tokens, fold, tokenize
from surco.entities.vocabulary import (
    CONCEPT_HEADS,
    DEFINED_HEADS,
    EN_ORG_HEADS,
    EVENT_HEADS,
    NOT_NAMES,
    ORG_HEADS,
    PLACES,
    TREATY_HEADS,
)
from surco.language import is_known
from surco.records import Block

# Cooperación, equidad, financiamiento, regionalismo, gobernanza, development
_ABSTRACT = re.compile(
    r".+(?:cion|ciones|dad|dades|miento|mientos|ismo|ncia|anza|tion|ment|ness|ity|ance|cao|coes|dade|mento|logia|grafia)s?$"
)
_LEADS = tuple(
    tuple(lead.split())
    for lead in (
        "en adelante", "en lo sucesivo", "en lo que sigue", "de ahora en adelante", "de aqui en adelante", "por sus siglas en ingles",
        "por sus siglas", "por su sigla", "sigla", "siglas", "hereafter", "hereinafter", "henceforth", "doravante", "daqui em diante",
        "conocida como", "conocido como", "mas conocida como", "mas conocido como", "llamada", "or", "o", "ou", "tambien",
    )
)  # fmt: skip
_AFTER_NAME = frozenset("en o ou or hereafter hereinafter doravante conocida conocido mas por daqui de".split())
_SEPARATORS = frozenset("/ ; : , =".split())


class Named(NamedTuple):
    """A name that a text holds: first token, token after the last, label, and id where the authority file knows it."""

    start: int
    end: int
    label: str
    id: str | None


class Definition(NamedTuple):
    """What a short form stands for in this document; the label is empty where it is a concept.

    An `alias` is no acronym but the proper part of a name, used in lower case; `capital` says that it was defined in capitals.
    """

    label: str
    name: str
    id: str | None
    alias: bool = False
    capital: bool = False


class Definitions(NamedTuple):
    """All definitions of a document by key, and the names (stretches by page) that only a definition has shown."""

    phrases: Phrases[Definition]
    names: dict[int, list[Named]]

    @property
    def words(self) -> frozenset[str]:
        """The single words that stand for an organisation."""
        return frozenset(
            keys[0]
            for keys, meanings in self.phrases
            if len(keys) == 1 and meanings[0].label == "ORG" and not meanings[0].capital
        )


def find_definitions(
    blocks: Sequence[Block], pages: Sequence[Tokens | None], names: Sequence[Sequence[Named]], authority: Authority
) -> Definitions:
    """The short forms that a document defines; `names` are the names found on each page."""
    phrases: Phrases[Definition] = Phrases()
    shown: dict[int, list[Named]] = {}
    for number, (block, tokens) in enumerate(zip(blocks, pages, strict=True)):
        if tokens is None:
            continue
        by_end = {name.end: name for name in sorted(names[number], key=lambda name: -name.start)}
        by_start = {name.start: name for name in sorted(names[number], key=lambda name: name.end)}
        for keys, definition, full in (
            *_read_definitions(tokens, by_end, by_start, authority),
            *_read_citations(block, tokens, by_end),
        ):
            phrases.add(keys, definition)
            if full is not None:
                shown.setdefault(number, []).append(full)
        for name in names[number]:
            for keys in _read_remainder(tokens, name):
                phrases.add(keys, Definition(name.label, _text_of(tokens, name.start, name.end), name.id, alias=True))
    for tokens in filter(None, pages):
        for index in find_speakers(tokens):
            keys = (tokens.keys[index],)
            if not phrases.get(keys) and not authority.phrases.get(keys):
                phrases.add(keys, Definition("ORG", tokens.words[index], None, capital=True))
    return Definitions(phrases, shown)


Found = tuple[tuple[str, ...], Definition, Named | None]


def _read_definitions(
    tokens: Tokens, by_end: dict[int, Named], by_start: dict[int, Named], authority: Authority
) -> Iterator[Found]:
    for index, key in enumerate(tokens.keys):
        if key == "(":
            yield from _read_bracket(tokens, index, by_end, by_start, authority)
        elif key in _AFTER_NAME and (index in by_end or (tokens.keys[index - 1] == "," and index - 1 in by_end)):
            name = by_end.get(index) or by_end[index - 1]
            yield from _read_after(tokens, index, name, authority)


def _read_bracket(
    tokens: Tokens, opening: int, by_end: dict[int, Named], by_start: dict[int, Named], authority: Authority
) -> Iterator[Found]:
    """`Full Name (acronym)`, `Full Name (en adelante acronym)`, `acronym (Full Name)`."""
    start = _skip_leads(tokens, opening + 1)
    end = start
    while end < len(tokens) and end < start + 6 and (tokens.is_word(end) or tokens.keys[end] in {"-", "–", "&"}):
        end += 1
    closed = end < len(tokens) and (tokens.keys[end] == ")" or tokens.keys[end] in _SEPARATORS)
    name = by_end.get(opening) or (
        by_end.get(opening - 1) if tokens.keys[opening - 1] in {",", "”", "»", '"'} else None
    )
    if closed and _is_short(tokens, start, end):
        if name is not None:
            if _fits_name(tokens, start, end, name):
                yield _keys(tokens, start, end), _define(tokens, start, end, name, authority), None
        else:
            yield from _read_long_form(tokens, start, end, opening, authority)
    if name is not None and name.label == "ORG" and (closing := _find_translation(tokens, opening)):
        translation = Named(opening + 1, closing, "ORG", name.id)
        yield (
            _keys(tokens, opening + 1, closing),
            Definition("ORG", _text_of(tokens, opening + 1, closing), name.id),
            translation,
        )
        for keys in _read_remainder(tokens, translation):
            yield keys, Definition("ORG", _text_of(tokens, name.start, name.end), name.id, alias=True), None
    inner = by_start.get(opening + 1) or by_start.get(opening + 2)
    if inner is not None and opening > 0 and _is_short(tokens, opening - 1, opening):
        first = opening - 3 if opening > 2 and tokens.keys[opening - 2] == "-" else opening - 1
        if align_initials(tokens.keys[opening - 1], tokens.keys[inner.start : inner.end]) is not None:
            yield _keys(tokens, first, opening), _define(tokens, first, opening, inner, authority), None


def _find_translation(tokens: Tokens, opening: int) -> int:
    """The closing bracket after a name in another language, `(Andean Ports Network)`, or 0."""
    closing = opening + 1
    while closing < len(tokens) and (tokens.is_word(closing) or tokens.keys[closing] in "-–&"):
        closing += 1
    if not 3 <= closing - opening <= 16 or closing >= len(tokens) or tokens.keys[closing] not in {")", "/"}:
        return 0
    keys = tokens.keys[opening + 1 : closing]
    if MASKED in keys or not tokens.is_capital(opening + 1):
        return 0
    opens = keys[0] in ORG_HEADS and tokens.is_capital(closing - 1)
    closes = keys[-1] in EN_ORG_HEADS and tokens.is_capital(closing - 1)
    return closing if opens or closes else 0


def _read_after(tokens: Tokens, index: int, name: Named, authority: Authority) -> Iterator[Found]:
    """`Full Name, en adelante acronym`, `Full Name, o acronym,`."""
    start = _skip_leads(tokens, index)
    if start == index:
        return
    end = start + 1
    if end + 1 < len(tokens) and tokens.keys[end] == "-" and tokens.touches(end):
        end += 2
    if start < len(tokens) and _is_short(tokens, start, end) and not tokens.words[start].istitle():
        if align_initials("".join(tokens.keys[start:end]), tokens.keys[name.start : name.end]) is not None:
            yield _keys(tokens, start, end), _define(tokens, start, end, name, authority), None


def _skip_leads(tokens: Tokens, start: int) -> int:
    """The token after `en adelante`, `por sus siglas en inglés` and the like, and an article."""
    moved = True
    while moved:
        moved = False
        for lead in _LEADS:
            if tuple(tokens.keys[start : start + len(lead)]) == lead:
                start, moved = start + len(lead), True
        while start < len(tokens) and tokens.keys[start] in {",", ":", "la", "el", "los", "las", "the", "“", "«", '"'}:
            start, moved = start + 1, True
    return start


def _is_short(tokens: Tokens, start: int, end: int) -> bool:
    """Whether the tokens can be an acronym: up to three words of 2 to 14 letters, the first of them not plainly a
    word in a sentence."""
    keys = [key for key in tokens.keys[start:end] if key not in "-–&"]
    if not keys or len(keys) > 3 or MASKED in keys or any(not key.isalnum() or len(key) > 14 for key in keys):
        return False
    if len("".join(keys)) < 2 or keys[0].isdigit() or keys[0] in PLACES:
        return False
    return not (
        len(keys) == 3
        and any(len(key) > 3 and is_known(key) and key.islower() for key in keys[:1])
        and not tokens.words[start].isupper()
    )


def _fits_name(tokens: Tokens, start: int, end: int, name: Named) -> bool:
    """Whether what stands in brackets after a name is its acronym: in capitals, unknown to the language, or made of
    its initials."""
    words = [word for word in tokens.words[start:end] if word[0].isalnum()]
    full = tokens.keys[name.start : name.end]
    while len(words) > 1 and fold(words[-1]) == full[-1]:  # `fopla mercosur` of `Foro … del mercosur`
        words.pop()
        full = full[:-1]
    joined = "".join(fold(word) for word in words)
    if align_initials(joined, full) is not None:
        return True
    if any(word.istitle() and len(word) > 3 for word in words):
        return False
    if all(sum(c.isupper() for c in word) > 1 for word in words):
        return len(joined) <= 10
    return not any(is_known(fold(word)) for word in words) and len(joined) <= 10


def _define(tokens: Tokens, start: int, end: int, name: Named, authority: Authority) -> Definition:
    """The definition of a short form by a name; the authority file's word on an unambiguous acronym goes first."""
    forms = authority.phrases.get(tuple(tokenize(" ".join(tokens.words[start:end])).plain))
    plain = [form for form in forms if form.acronym and not form.ambiguous]
    if plain and name.id not in {form.id for form in forms} and (name.id is None or plain[0].label != name.label):
        return Definition(plain[0].label, plain[0].text, plain[0].id)
    return Definition(
        name.label, _text_of(tokens, name.start, name.end), name.id, capital=_is_capital(tokens, start, end)
    )


def _is_capital(tokens: Tokens, start: int, end: int) -> bool:
    return any(sum(c.isupper() for c in word) > 1 for word in tokens.words[start:end])


def _read_long_form(tokens: Tokens, start: int, end: int, opening: int, authority: Authority) -> Iterator[Found]:
    """A short form whose full name no grammar has found: the words before the bracket whose initials it is made of."""
    words = [word for word in tokens.words[start:end] if word[0].isalnum()]
    joined = "".join(fold(word) for word in words)
    if len(joined) > 10 or not (_is_capital(tokens, start, end) or all(not is_known(fold(word), (tokens.language,)) for word in words)):
        return
    first = opening
    while (
        first > 0
        and opening - first < 3 * len(joined) + 4
        and tokens.keys[first - 1] not in {".", ";", ":", "(", ")", MASKED}
    ):
        first -= 1
    found = align_initials(joined, tokens.keys[first:opening])
    if found is None:
        return
    head = first + found
    label = _label_long_form(tokens, head, opening)
    if any(word.istitle() and len(word) > 3 for word in words) and tokens.keys[head] not in ORG_HEADS | TREATY_HEADS:
        return
    text = _text_of(tokens, head, opening)
    name = Named(head, opening, label, None)
    yield (
        _keys(tokens, start, end),
        Definition(label, text, None, capital=_is_capital(tokens, start, end)),
        name if label else None,
    )


def _label_long_form(tokens: Tokens, head: int, end: int) -> str:
    """ORG or TREATY where the full name is one; nothing where it is a concept such as `producto interno bruto`."""
    key = tokens.keys[head]
    capitals = sum(tokens.is_capital(index) for index in range(head, end))
    if not tokens.is_capital(head) or capitals < 2 or key in CONCEPT_HEADS or tuple(tokens.keys[head:end]) in NOT_NAMES:
        return ""
    if key in TREATY_HEADS:
        return "TREATY"
    if key in ORG_HEADS | DEFINED_HEADS or (end - head > 2 and any(tokens.keys[index] in EN_ORG_HEADS for index in range(head, end))):
        return "ORG"
    if _ABSTRACT.match(key) or tokens.language == "en" or key in EVENT_HEADS:
        return ""
    united = any(tokens.keys[index] in {"unidos", "unidas", "internacional", "mundial"} for index in range(head, end))
    return "ORG" if key.endswith("s") or united or _is_foreign(tokens, head, end) else ""


def _is_foreign(tokens: Tokens, head: int, end: int) -> bool:
    """Whether a name is in capitals throughout and most of its words belong to no language here: an organisation's,
    as concepts would be translated."""
    words = [index for index in range(head, end) if tokens.is_word(index) and len(tokens.keys[index]) > 3]
    unknown = sum(not is_known(tokens.keys[index]) and tokens.keys[index] not in PLACES for index in words)
    return 2 * unknown > len(words) and all(tokens.is_capital(index) for index in words)


def _read_citations(block: Block, tokens: Tokens, by_end: dict[int, Named]) -> Iterator[Found]:
    """`Full Name (acronym, 2012)`: the citation's author is the name's acronym."""
    ends = {tokens.ends[end - 1]: name for end, name in by_end.items()}
    for citation in block.citations or ():
        name = ends.get(citation.start - 1)
        if name is None or citation.kind != "parenthetical" or not citation.works or not citation.works[0].authors:
            continue
        author = citation.works[0].authors[0]
        keys = tuple(tokenize(author).plain)
        if (
            len(keys) <= 2
            and align_initials("".join(keys), tokens.keys[name.start : name.end]) is not None
            and not author.istitle()
        ):
            yield keys, Definition(name.label, _text_of(tokens, name.start, name.end), name.id), None


def _read_remainder(tokens: Tokens, name: Named) -> Iterator[tuple[str, ...]]:
    """The proper part of `Red costaciudades` or `Costa cities Network`, which stands alone elsewhere."""
    keys = tokens.keys[name.start : name.end]
    if name.label != "ORG" or not 2 <= len(keys) <= 3:
        return
    rest = keys[1:] if keys[0] in ORG_HEADS else keys[:-1] if keys[-1] in EN_ORG_HEADS else []
    if rest and all(key.isalnum() and len(key) > 3 for key in rest) and not any(key in ORG_HEADS for key in rest):
        if any(not is_known(key, (tokens.language,)) for key in rest) and not any(key in PLACES for key in rest):
            yield tuple(rest)


def _keys(tokens: Tokens, start: int, end: int) -> tuple[str, ...]:
    return tuple(tokenize(" ".join(tokens.words[start:end])).plain)


def _text_of(tokens: Tokens, start: int, end: int) -> str:
    return tokens.text[tokens.starts[start] : tokens.ends[end - 1]]
