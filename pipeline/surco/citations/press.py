"""Newspapers dated by day: which titles are newspapers, and the title that stands before a bracket with a date."""

from __future__ import annotations

import re

from surco.citations.evidence import Authors, Evidence, fold_name
from surco.citations.words import (
    ARTICLES,
    GATHERINGS,
    LEAD_INS,
    NEWSPAPERS,
    OFFICIAL_PAPERS,
    PERIODICALS,
    PLACES,
    PRESS_NOUNS,
    fold,
)  # fmt: skip

# La Voz del Muelle   Diario de la Costa   The Harbour Mail   (a chain of capitalised words that ends before the bracket)
CHAIN = re.compile(
    r"(?:[^\W\d_a-záéíóúñãõç][\w’'-]*(?:/\d+)?\s+(?:(?:de|del|do|da|dos|das|of|y|e)\s+(?:(?:la|las|los|el|the)\s+)?)?)*[^\W\d_a-záéíóúñãõç][\w’'-]*(?:/\d+)?\s*$"
)
WORD = re.compile(r"\S+")
WINDOW = 90
# tituló   lo publicó   (after the bracket)
PRESS_VERB = re.compile(
    r"\s*,?\s*(?:(?:lo|la|los|las|ya|también|se|no|le|les)\s+)*"
    r"(?:titul|public|inform|report|coment|denunci|escrib|reprodu|calific|narr|relat|revel|transcrib)",
    re.IGNORECASE,
)
# según   diario   ayer,   (before a title within a sentence, whose article keeps its capital)
WITHIN_SENTENCE = re.compile(r"[\w,]\s+$")
# “Muelles y grúas”   (a quotation or title right before a bracket)
QUOTED = re.compile(r"[“«\"][^“”«»\"]{1,160}[”»\"]\s*$")
HELD = re.compile(r"(?:firm|suscri|celebr|reuni|sesion|inaugur|aprobad|adoptad|realizad)")


def is_newspaper(name: str, evidence: Evidence) -> bool:
    """Whether a title is that of a newspaper: the bibliography lists it, or a newspaper noun opens or ends it, no place.

    >>> [is_newspaper(n, Evidence()) for n in ("La Voz del Muelle", "Diario Austral", "The Harbour Mail", "Tres Muelles", "La Paz")]
    [True, True, True, False, False]
    """
    words = fold(name).split()
    if " ".join(words) in PLACES or OFFICIAL_PAPERS.intersection(words):
        return False
    if len(words) > 1 and fold_name(name) in evidence.listed:
        return True
    article = words[0] in ARTICLES and len(words) > 1
    noun = words[1] if article else words[0]
    if noun in NEWSPAPERS or article and noun in PRESS_NOUNS:
        return len(words) > 1
    return words[0].strip(".") in PERIODICALS or len(words) > 1 and words[-1] in NEWSPAPERS | PERIODICALS


def is_titled_like_newspaper(name: str) -> bool:
    """Whether an unknown title may be one, as an article in the singular opens it: `El Isleño`, but not `Los Muelles`."""
    words = fold(name).split()
    return len(words) > 1 and words[0] in {"el", "la", "o", "a", "the"} and " ".join(words) not in PLACES


def names_where(text: str, bracket: int) -> bool:
    """Whether what stands before a bracket was held or signed, so that the bracket says where: `el seminario “Muelles” (`."""
    before = text[max(0, bracket - 220) : bracket]
    quoted = QUOTED.search(before)
    words = re.findall(r"[^\W\d_]+|[^\w\s]", before[: quoted.start()] if quoted else before)[-6:]
    near: list[str] = []
    for word in reversed(words):
        if not word[0].isalpha():
            break
        near.append(fold(word))
    return any(w in GATHERINGS for w in near) or any(HELD.match(w) for w in near[:2])


def read_newspaper_before(text: str, bracket: int, evidence: Evidence, *, floor: int = 0) -> Authors | None:
    """The newspaper whose title ends right before a bracket with a date.

    >>> text = "Según La Gaceta del Muelle (18/10/06)"
    >>> read_newspaper_before(text, text.index("("), Evidence()).names
    ('La Gaceta del Muelle',)
    """
    low = max(floor, text.rfind("\t", floor, bracket) + 1, text.rfind("\n", floor, bracket) + 1, bracket - WINDOW)
    chain = CHAIN.search(text, low, bracket)
    if chain is None:
        return None
    end = chain.start() + len(chain.group().rstrip())
    for m in WORD.finditer(text, chain.start(), end):
        first = fold(m.group())
        title = text[m.start() : end]
        if first == "as" and fold(title[3:]).split()[:1] == ["the"]:
            continue
        if not m.group()[0].isupper() or first in LEAD_INS and first not in ARTICLES:
            continue
        if is_newspaper(title, evidence) and _stands_as_title(text, m.start(), bracket, title, evidence):
            return Authors((title,), start=m.start(), institution=True)
    return None


def _stands_as_title(text: str, start: int, bracket: int, title: str, evidence: Evidence) -> bool:
    """Whether words that also name an event are a newspaper: `La Jornada` listed, within a sentence, or with a verb of the press."""
    words = fold(title).split()
    if fold_name(title) in evidence.listed or not any(w in GATHERINGS for w in words[:2]):
        return words[0] not in PERIODICALS
    closed = text.find(")", bracket)
    after = closed >= 0 and PRESS_VERB.match(text, closed + 1) is not None
    return words[0] in ARTICLES and (after or WITHIN_SENTENCE.search(text, max(0, start - 40), start) is not None)
