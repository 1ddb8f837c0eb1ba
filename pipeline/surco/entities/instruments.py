"""Finds treaties and other instruments: a type noun with its number (`Decisión núm. 17/08`) or with a proper name
(`Carta de …`)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from surco.entities.reading import read_name
from surco.entities.tokens import MASKED, Tokens
from surco.entities.vocabulary import (
    ARTICLES,
    BARE_TREATIES,
    DOCTRINES,
    GENERIC,
    NOT_NAMES,
    ORG_HEADS,
    PLACED_TREATIES,
    PLACES,
    PREPOSITIONS,
    TREATY_HEADS,
    WEAK_TREATIES,
)  # fmt: skip
from surco.entities.word_kinds import is_action_programme, is_common, is_place
from surco.language import is_known

_NUMBERED = frozenset(
    """decision decisiones decisao decisoes resolucion resoluciones resolucao resolucoes resolution resolutions ley leyes lei leis law laws
    decreto decretos decree ordenanza ordenanzas directiva directivas recomendacion recomendaciones acordada disposicion
    acuerdo acuerdos acordo convenio convencao convencion protocolo dictamen portaria medida acto reglamento reglamentos
    regulamento""".split()
)
_NEEDS_MARK = frozenset(
    "acuerdo acuerdos acordo acto recomendacion recomendaciones medida disposicion dictamen reglamento reglamentos regulamento".split()
)
_NUMBERED_ONLY = frozenset("decision decisao resolucion resolucao decreto ordenanza directiva".split())
"""Heads that are no name without a number, but for `Decisión sobre la Creación de …`."""
_YEARLY = frozenset("acuerdo ley lei decreto".split())
"""Heads whose number goes with a year: `Ley 40 de 2011`."""
_DATED = frozenset("convenio convencao convencion protocolo".split())
"""Heads beside which four digits are a year rather than a number."""
_CITED = frozenset(
    "acta ata carta constitucion constituicao convencion convencao convenio estatuto protocolo tratado".split()
)
"""Heads that a year makes a name: `Convención de 1951`."""
_LOWER = frozenset("tratado protocolo pacto".split())
"""Heads in lower case that a place makes a name: `el tratado de Asunción`."""

_TITLED = frozenset("ley lei decreto ordenanza".split())
"""Numbered instruments that a title may follow: `Ley 21.306 de Pesca y Puertos`."""
_TITLE_OPENINGS = frozenset("de del do da sobre para".split())
_MAKERS = frozenset("congreso estado gobierno nacion parlamento presidencia provincia republica ciudad governo".split())

_SHARED = frozenset("acuerdos convenciones convenios protocolos tratados".split())
"""Plural heads that may name two instruments at once."""
_POINTERS = frozenset("el del al la o do da os los su sus seu sua este esta ese esa dicho dicha cuyo cuya".split())

# núm. 17/08 · N° 21.306 · CD-14/09 · CD51.R4 · A/RES/70/1 · 3281 (XXIX) · 97-029 · cmc 12/05
_MARK = r"(?i:n[úu]m(?:ero)?s?\.?|nro?s?\.?|n\.?\s?[°ºo]s?\.?|no\.|n[°º]|\#)"
_DIGITS = r"(?:[IVXLCivxlc]{1,8}/\d+|\d[\d.]*(?<!\.)(?:\.[A-Z]{1,3}\d+|\s?[/-]\s?[\dA-Z][\dA-Za-z]*(?<!\.))*(?:\s?\((?:[IVXLES]+-?[IVX]*|(?:19|20)\d\d)\))?)"
# remsaa xxxv/491
_CODE = r"(?:[A-Za-z]{2,8}\s(?=[IVXLCivxlc]{1,8}/))"
_PREFIX = (
    rf"(?:(?!(?i:del?|l[aeo]s?|[yeoa]|en|con|por|para|sobre|of|the|d[ao]s?)\s)(?:{_CODE}|[A-Za-z]{{1,5}}(?:[./][A-Z]{{1,5}})*[-./]?\s?))"
)
_NUMBER = re.compile(
    rf"\s*(?:\((?:UE|CE|CEE|EU|EC)\)\s*)?(?P<mark>{_MARK})?\s*(?P<prefix>{_PREFIX})?(?P<digits>{_DIGITS})"
)
_NEXT = re.compile(
    rf"(?:\s*,\s*(?:y|e|and)?|\s+(?:y|e|and))\s*(?:l[ao]s?\s+|as?\s+|os?\s+)?(?P<number>(?:{_MARK}\s*)?(?:{_PREFIX})?{_DIGITS})"
)
# de la Asamblea General · Nacional · del Consejo de Seguridad
_ISSUER = re.compile(
    r"(?:\s+(?:d[eoa]l?|d[oa]s|de\s+las?|de\s+los|of\s+the)\s+[A-ZÁÉÍÓÚ][^\W\d]+\b(?:\s+(?:d[eoa]l?s?\s+(?:l[ao]s?\s+)?)?[A-ZÁÉÍÓÚ][^\W\d]+\b){0,4}|\s+[A-ZÁÉÍÓÚ]\w{3,}(?:\s[A-ZÁÉÍÓÚ]\w{3,})?|\s+(?:nacional|provincial|municipal|departamental|estatal|federal|supremo|legislativo)(?=\s)|\s+[A-Za-z]{2,7}(?=\s+(?:n[úu]m|n[°ºr.]|N[°º.]|\d+/)))"
)
# de 1994
_OF_YEAR = re.compile(r"\s+de\s+(?:1[89]|20)\d\d\b")
# 2008-2012 · 2030 · N° 18
_TAIL = re.compile(
    rf"\s+(?:(?:1[89]|20)\d\d\s?[-–/]\s?(?:1[89]|20)?\d\d\b|{_MARK}\s*\d[\d./-]*\d|{_MARK}\s*\d|\d{{2,4}}\b(?!\s*[%.,]?\d))",
    re.IGNORECASE,
)


_DOCTRINE_OPENINGS = frozenset(keys[0] for keys in DOCTRINES)


class Instrument(NamedTuple):
    """Where an instrument is named, in characters, and its full name: `ley 24.059` where the text has `leyes 21.306 y
    24.059`."""

    start: int
    end: int
    name: str


def find_instruments(tokens: Tokens, acronyms: frozenset[str]) -> Iterator[Instrument]:
    """Yield each instrument with a number or a name; `acronyms` are keys known to be names.

    >>> from surco.entities.tokens import tokenize
    >>> text = "las leyes N° 21.306 y 24.059, la Carta de Itapé y su estatuto"
    >>> [text[found.start:found.end] for found in find_instruments(tokenize(text), frozenset())]
    ['leyes N° 21.306', '24.059', 'Carta de Itapé']
    """
    index, size = 0, len(tokens)
    while index < size:
        key = tokens.keys[index]
        if key in _NUMBERED:
            found = list(_read_numbered(tokens, index))
            if len(found) == 1:
                found = [_add_title(tokens, index, found[0], acronyms)]
            if found:
                yield from found
                while index < size and tokens.starts[index] < found[-1].end:
                    index += 1
                continue
        if _may_open(tokens, index):
            end = _read_named(tokens, index, acronyms)
            if end:
                start, stop = tokens.starts[index], _find_second(tokens, index, end)
                last = _add_tail(tokens, index, stop or end)
                yield Instrument(start, last, tokens.text[start:last])
                if stop:
                    end, second = _read_second(tokens, stop)
                    yield Instrument(
                        tokens.starts[second], tokens.ends[end - 1], _name_second(tokens, index, second, end)
                    )
                index = end
                continue
        index += 1


def _may_open(tokens: Tokens, index: int) -> bool:
    """Whether an instrument's proper name may begin at a token."""
    key = tokens.keys[index]
    if key in _NUMBERED_ONLY:
        return tokens.keys[index + 1 : index + 2] in (["sobre"], ["para"])
    return key in TREATY_HEADS or is_action_programme(tokens, index)


def is_doctrine(tokens: Tokens, index: int) -> int:
    """The token after a doctrine such as the Consenso de Washington that begins here, or 0."""
    if tokens.keys[index] not in _DOCTRINE_OPENINGS:
        return 0
    for length in (5, 4, 3, 2):
        keys = tuple(tokens.keys[index : index + length])
        if len(keys) == length and keys in DOCTRINES:
            return index + length
    return 0


def _read_numbered(tokens: Tokens, index: int) -> Iterator[Instrument]:
    """The numbered instrument that begins here, and those that follow it in a list."""
    key, text, at = tokens.keys[index], tokens.open, tokens.ends[index]
    match = _NUMBER.match(text, at)
    if not match or not match["digits"]:
        issuer = _ISSUER.match(text, at)
        match = _NUMBER.match(text, issuer.end()) if issuer else None
    if not match or MASKED in tokens.keys[index : index + 2] or not _is_number(key, match, text):
        return
    end = match.end()
    if key in _YEARLY and "." not in match["digits"] and (year := _OF_YEAR.match(text, end)):
        end = year.end()
    start = tokens.starts[index - 2 if tokens.keys[max(0, index - 2) : index] == ["decreto", "-"] else index]
    kind = text[
        start : match.start("mark")
        if match["mark"]
        else match.start("prefix")
        if match["prefix"]
        else match.start("digits")
    ]
    yield Instrument(start, end, text[start:end])
    while following := _NEXT.match(text, end):
        number = following["number"]
        if not re.search(r"\d[./-]\d", number) and not key.endswith("s"):
            return
        if re.fullmatch(r"(?:1[89]|20)\d\d", number):
            return
        end = following.end("number")
        yield Instrument(following.start("number"), end, kind + number)


def _add_title(tokens: Tokens, head: int, found: Instrument, acronyms: frozenset[str]) -> Instrument:
    """The law with the title that follows its number; an issuer there, `de la Asamblea General`, stays outside."""
    joint = bisect_left(tokens.starts, found.end)
    if tokens.keys[head] not in _TITLED or joint >= len(tokens) or tokens.keys[joint] not in _TITLE_OPENINGS:
        return found
    target = joint + 1
    while target < len(tokens) and tokens.keys[target] in ARTICLES and not tokens.is_capital(target):
        target += 1
    end = read_name(tokens, joint - 1, acronyms, titled=True) if _opens_title(tokens, target) else 0
    return found._replace(end=tokens.ends[end - 1]) if end else found


def _opens_title(tokens: Tokens, index: int) -> bool:
    if index >= len(tokens) or not is_common(tokens, index):
        return False
    key = tokens.keys[index]
    return tokens.is_capital(index) and not is_place(tokens, index) and key not in _MAKERS | ORG_HEADS


def _is_number(key: str, match: re.Match[str], text: str) -> bool:
    digits = match["digits"]
    if (
        match["mark"]
        or re.search(r"[\dIVXLCivxlc]\s?[./-]\s?\d", digits)
        or (match["prefix"] and match["prefix"].strip(" -./").isupper())
    ):
        return True
    if match["prefix"]:
        return False
    if key == "acuerdo":
        return bool(_OF_YEAR.match(text, match.end()))
    digits = digits.split(" (")[0]
    is_year = len(digits) == 4 and digits[:2] in {"18", "19", "20"}
    return key not in _NEEDS_MARK and digits.isdigit() and not (key in _DATED and is_year)


def _read_named(tokens: Tokens, index: int, acronyms: frozenset[str]) -> int:
    """The token after an instrument's proper name, or 0."""
    key = tokens.keys[index]
    if is_doctrine(tokens, index):
        return 0
    if not tokens.is_capital(index):
        return _read_lower(tokens, index)
    end = read_name(tokens, index, acronyms, titled=True)
    if end and is_specified(tokens, index, end):
        return end
    if key in BARE_TREATIES and index and tokens.keys[index - 1] in _POINTERS:
        return index + 1
    if key in _CITED and not end and _OF_YEAR.match(tokens.open, tokens.ends[index]):
        return index + 3
    return 0


def is_specified(tokens: Tokens, start: int, end: int) -> bool:
    """Whether something beside adjectives says which instrument it is."""
    keys = tokens.keys[start:end]
    content = [key for key in keys[1:] if key.isalnum() and key not in PREPOSITIONS and key not in ARTICLES]
    if tuple(keys) in NOT_NAMES or not content:
        return False
    if keys[0] == "reglamento" and content == ["interno"]:
        return True
    if keys[0] in {"ley", "lei"} and (len(keys) < 3 or content[0] in PLACES or content[0] in ORG_HEADS):
        return False
    if keys[0] == "programa":
        return len(content) > 1
    if keys[0] in {"plan", "plano", "agenda"}:
        if _TAIL.match(tokens.open, tokens.ends[end - 1]):
            return True
        if len(content) == 1 and len(keys) > 2:
            return False
    if keys[0] in PLACED_TREATIES:
        return keys[1:2] in (["de"], ["do"]) and (is_place(tokens, start + 2) or not is_known(content[0]))
    if keys[0] in WEAK_TREATIES or keys[0] in _NUMBERED_ONLY:
        return _is_told_apart(tokens, start, end, content)
    if tokens.opens_sentence(start) and len(keys) > 2 and keys[1] in PREPOSITIONS and content[0] in ORG_HEADS:
        return False
    return not all(
        key in GENERIC or key in {"estrategico", "director", "quinquenal", "operativo", "marco", "bilateral"}
        for key in content
    )


def _is_told_apart(tokens: Tokens, start: int, end: int, content: list[str]) -> bool:
    """Whether a name after a noun such as `marco` has three nouns, a place or a word that no language knows."""
    joined = start + 1 < end and (tokens.keys[start + 1] in PREPOSITIONS or is_known(tokens.keys[start + 1]))
    proper = any(key in PLACES or not is_known(key) for key in content)
    return joined and (len(content) > 2 or (proper and len(content) > 1) or (proper and tokens.keys[start + 1] == "de"))


def _find_second(tokens: Tokens, start: int, end: int) -> int:
    """The `y` after the first of two instruments that share a noun, `Protocolos de Itapé y Lobería`, or 0."""
    if tokens.keys[start] not in _SHARED:
        return 0
    for index in range(start + 3, min(end + 1, len(tokens) - 1)):
        if tokens.keys[index] in {"y", "e"} and tokens.is_word(index - 1) and tokens.is_capital(index - 1):
            _, target = _read_second(tokens, index)
            if tokens.is_capital(target) and (_is_place_like(tokens, target) or _is_place_like(tokens, start + 2)):
                return index
    return 0


def _is_place_like(tokens: Tokens, index: int) -> bool:
    return is_place(tokens, index) or not is_known(tokens.words[index], (tokens.language,))


def _read_second(tokens: Tokens, joint: int) -> tuple[int, int]:
    """The token after a second instrument's proper name, and the name's first token."""
    target = joint + (2 if tokens.keys[joint + 1] in {"de", "del"} else 1)
    end = target + 1
    while end < len(tokens) and tokens.is_word(end) and tokens.is_capital(end) and tokens.keys[end] != MASKED:
        end += 1
    return end, target


def _name_second(tokens: Tokens, head: int, start: int, end: int) -> str:
    return f"{tokens.words[head]} de {tokens.text[tokens.starts[start] : tokens.ends[end - 1]]}"


def _read_lower(tokens: Tokens, index: int) -> int:
    key = tokens.keys[index]
    if (
        key not in _LOWER
        or index + 2 >= len(tokens)
        or tokens.keys[index + 1] != "de"
        or not tokens.is_capital(index + 2)
    ):
        return 0
    target = index + 2
    if tokens.keys[target] not in PLACES and is_known(tokens.keys[target]):
        return 0
    end = target + 1
    while end < len(tokens) and tokens.is_word(end) and tokens.is_capital(end) and tokens.keys[end] != MASKED:
        end += 1
    return end


def _is_told_by_year(tokens: Tokens, start: int, end: int) -> bool:
    """Whether its year tells an instrument from others: `Constitución`, `Tratado de Montevideo`, `Tratado de Paz`."""
    if tokens.keys[end - 1].startswith("constitu"):
        return True
    by_place = end > 2 and tokens.keys[end - 3] in TREATY_HEADS and tokens.keys[end - 2] in {"de", "del"}
    words = [index for index in range(start + 1, end) if tokens.is_capital(index)]
    common = tokens.keys[start] in {"tratado", "convenio"} and len(words) < 4
    return (by_place and tokens.keys[end - 1] in PLACES) or (common and all(is_common(tokens, index) and not is_place(tokens, index) for index in words))


def _add_tail(tokens: Tokens, start: int, end: int) -> int:
    """The character after an instrument's years or number, where they follow its name: `Constitución de 1999`."""
    tail = _TAIL.match(tokens.open, tokens.ends[end - 1])
    if tail is None and _is_told_by_year(tokens, start, end):
        tail = _OF_YEAR.match(tokens.open, tokens.ends[end - 1])
    return tail.end() if tail else tokens.ends[end - 1]
