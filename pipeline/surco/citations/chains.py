"""The words before a bracket, and the institution, title or event whose name ends there."""

from __future__ import annotations

import re
from typing import NamedTuple

from surco.citations.evidence import Authors, Evidence, Strength
from surco.citations.given_names import GIVEN_NAMES
from surco.citations.names import read_authors
from surco.citations.persons import TOKEN, is_acronym, is_capitalised, is_initials
from surco.citations.words import (
    ARTICLES,
    CITING_VERBS,
    CONNECTORS,
    DOCUMENTS,
    EVENTS,
    INSTITUTIONS,
    INSTRUMENTS,
    LEAD_INS,
    PARTICLES,
    PLACES,
    fold,
)  # fmt: skip

HEADS = INSTITUTIONS | DOCUMENTS | INSTRUMENTS | EVENTS
# recientemente   retomando   following   crecieron
OPENER_ENDING = re.compile(r"(?:mente|ando|iendo|endo|indo|ing|ly|aron|ieron|aban|ian)$")
SURNAME_PARTICLES = frozenset("da de del di do dos das du van von".split())
"""Capitalised before a name they belong to it: `Da Motta`, `De Sousa`."""


class Word(NamedTuple):
    """A token before the bracket, with its offsets in the text."""

    start: int
    end: int
    text: str
    fold: str
    is_word: bool
    name_like: bool


def read_words(window: str, low: int, evidence: Evidence, *, cut: bool) -> list[Word]:
    words: list[Word] = []
    for m in TOKEN.finditer(window):
        if cut and m.start() == 0:
            continue
        word = m.lastgroup == "word"
        text = m.group()
        folded = fold(text).strip(".…")
        like = word and (is_capitalised(text) or folded in evidence.names)
        words.append(Word(low + m.start(), low + m.end(), text, folded, word, like))
    if words and words[-1].is_word and not words[-1].name_like and is_acronym(words[-1].text, evidence.languages):
        words[-1] = words[-1]._replace(name_like=True)
    for i in range(len(words) - 2, max(-1, len(words) - 14), -1):
        token = words[i]
        if token.name_like or token.fold in CONNECTORS:
            continue
        if not token.is_word or not is_acronym(token.text, evidence.languages):
            break
        words[i] = token._replace(name_like=True)
    return words


def is_opener(words: list[Word], i: int) -> bool:
    """Whether a capitalised word is a sentence opener or a title: `Según`, `Recientemente`, `Dr.`, `Retomando`."""
    word = words[i]
    if word.fold in SURNAME_PARTICLES and i + 1 < len(words) and words[i + 1].name_like:
        return False
    if word.fold in LEAD_INS and (
        is_capitalised(word.text) and not (len(word.text) > 1 and word.text.isupper() and word.fold not in ARTICLES)
    ):
        return word.fold not in PARTICLES or i == 0 or _ends_sentence(words[i - 1])
    first = i == 0 or _ends_sentence(words[i - 1])
    if first and word.fold not in GIVEN_NAMES:
        return OPENER_ENDING.search(word.fold) is not None and len(word.fold) > 5
    return False


def _ends_sentence(word: Word) -> bool:
    return word.text in {".", "?", "!", "”", ":", ";", "…", "—", "–", "-", "»", '"'} or (
        word.is_word and word.text.endswith(".") and len(word.text) > 3
    )


def breaks_chain(word: Word) -> bool:
    """Whether a word with a dot ends a sentence and so can't be inside a name."""
    return (
        word.is_word
        and word.text.endswith(".")
        and not is_initials(word.text)
        and word.fold not in {"st", "dr", "dra", "jr", "ma", "fco", "gral"}
    )


def read_title(text: str, words: list[Word], evidence: Evidence) -> Authors | None:
    """An institution, a title or an event that ends at the bracket: the longest chain that begins with its head noun."""
    i = len(words) - 1
    heads: list[int] = []
    while i >= 0 and len(words) - i <= 22:
        word = words[i]
        if i < len(words) - 1 and breaks_chain(word):
            break
        if word.name_like:
            if is_opener(words, i):
                break
            if word.fold in HEADS and is_capitalised(word.text):
                heads.append(i)
        elif not (word.is_word and word.fold in CONNECTORS):
            if not (word.is_word and _is_inside_title(words, i)):
                break
        i -= 1
    if not heads:
        return None
    first = heads[-1]
    while (
        first > 0
        and words[first - 1].name_like
        and is_capitalised(words[first - 1].text)
        and not is_opener(words, first - 1)
        and not breaks_chain(words[first - 1])
    ):
        first -= 1
    if words[first].fold in PLACES and first < heads[-1]:
        first = heads[-1]
    start, end = words[first].start, words[-1].end
    head = words[heads[-1]].fold
    authors = read_authors(text[start:end], evidence, start=start)
    names = authors.names if authors and authors.institution else (text[start:end],)
    strength: Strength = "strong" if head in DOCUMENTS and head not in INSTITUTIONS else "weak"
    if head in INSTRUMENTS or (head in EVENTS and head not in INSTITUTIONS):
        return Authors(names, False, "weak", start, True, frozenset({"instrument"}))
    if any(evidence.knows(n) for n in names):
        strength = "strong"
    return Authors(names, False, strength, start, True, frozenset({"institution"}))


def _is_inside_title(words: list[Word], i: int) -> bool:
    """Whether a lower-case word may stand inside a title: a head noun stands at most eight words to its left."""
    for j in range(i - 1, max(-1, i - 9), -1):
        word = words[j]
        if not word.is_word or breaks_chain(word):
            return False
        if word.fold in CITING_VERBS:
            return False
        if is_capitalised(word.text) and word.fold in INSTITUTIONS | DOCUMENTS:
            return True
    return False
