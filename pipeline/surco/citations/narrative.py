"""Names that stand before a bracket: persons, institutions and titles read from right to left."""

from __future__ import annotations

import re
from dataclasses import replace

from surco.citations.chains import HEADS, Word, breaks_chain, is_opener, read_title, read_words
from surco.citations.evidence import Authors, Evidence, fold_name
from surco.citations.inverted import read_inverted_before
from surco.citations.names import CONJUNCTION, ET_AL, ROLE, read_authors
from surco.citations.persons import is_acronym, is_capitalised, read_person
from surco.citations.words import (
    ACRONYMS,
    ARTICLES,
    CITING_LEADS,
    CITING_VERBS,
    PARTICLES,
    PERIODICALS,
    PLACE_NOUNS,
    PLACES,
    SURNAME_PLACES,
    WORK_NOUNS,
    fold,
)  # fmt: skip

# … Iberoamericana (SEGIB)   before the bracket of the year
ACRONYM_BEFORE = re.compile(r"\s*[(\[][^\W\d_][\w–\-/]{1,12}[)\]]\s*$")
WINDOW = 260
# what may stand between a citation and the next of a list:   ;   , y   y del
LISTED = re.compile(
    r"\s*[;,.]?\s*(?:(?:y|e|and|o|u|así como)\s+)?(?:(?:de\s+la|de\s+los|del|de|el|la|los|las|the|do|da)\s+)?"
)

# también advierte   nos lo dice   (after a bracket)
VERB_AFTER = re.compile(
    r"\s*,?\s*(?:(?:también|asimismo|se|ya|además|lo|la|los|las|nos|also|incluso|no)\s+|,\s*)*([^\W\d_]+)"
)
SURE_LEADS = frozenset(
    "segun vease veanse cf cfr siguiendo citando apud segundo seguindo see conforme fuente fuentes fonte source".split()
)
SURE_PAIRS = frozenset(
    ("acuerdo con", "acuerdo a", "acordo com", "according to", "citado por", "citado en", "base en", "base a")
    + ("partir de", "basado en", "based on", "from the")
)


def read_names_before(text: str, bracket: int, evidence: Evidence, *, floor: int = 0) -> Authors | None:
    """The authors named right before a bracket, with the offset where the first name (given names too) begins.

    >>> text = "Según Gloria Anaya y Luis Peña Roca (2010)"
    >>> found = read_names_before(text, text.index("("), Evidence())
    >>> found.names, text[found.start:]
    (('Anaya', 'Peña Roca'), 'Gloria Anaya y Luis Peña Roca (2010)')
    """
    cell = max(text.rfind("\t", floor, bracket), text.rfind("\n", floor, bracket)) + 1
    low = max(floor, cell, bracket - WINDOW)
    window = text[low:bracket]
    acronym = ACRONYM_BEFORE.search(window)
    if acronym:
        named = read_names_before(text, low + acronym.start(), evidence, floor=floor)
        return named if named is not None and named.institution else None
    inverted = read_inverted_before(text, bracket, floor=floor)
    if inverted is not None:
        return inverted
    role = ROLE.search(window[-30:]) if window.rstrip().endswith((")", "]", ".")) else None
    if role and not window[-30:][role.end() :].strip():
        window = window[: len(window) - 30 + role.start()] if len(window) >= 30 else window[: role.start()]
    et_al = ET_AL.search(window)
    if et_al:
        window = window[: et_al.start()]
    words = read_words(window, low, evidence, cut=low > 0 and low == bracket - WINDOW)
    if words and not words[-1].name_like:
        return _read_listed(text, words, evidence)
    if not words:
        return None
    if window[words[-1].end - low :].strip(" "):
        return None
    titled = read_title(text, words, evidence)
    if titled is not None:
        return replace(titled, et_al=et_al is not None)
    return _read_person_list(text, words, evidence, et_al is not None)


def _read_listed(text: str, words: list[Word], evidence: Evidence) -> Authors | None:
    """The title or institution of a bibliography entry that ends at the bracket in lower case: `El Anuario de puertos (2014)`."""
    for i in range(len(words) - 2, max(-1, len(words) - 14), -1):
        if not words[i].is_word:
            return None
        if is_capitalised(words[i].text) and " ".join(w.fold for w in words[i:]) in evidence.listed:
            start = words[i].start
            return Authors((text[start : words[-1].end],), False, "strong", start, True, frozenset({"known"}))
    return None


def _read_person_list(text: str, words: list[Word], evidence: Evidence, et_al: bool) -> Authors | None:
    """Persons (or acronyms) that end at the bracket: one, `A y B`, `A, B y C`, `A, B et al.`"""
    i = _walk_person(words, len(words) - 1, evidence)
    if i is None:
        return None
    starts = [i]
    left = _before_conjunction(words, i)
    listing = left is not None or et_al
    if left is not None:
        j = _walk_member(text, words, left, evidence)
        if j is None:
            listing = False
        else:
            starts.append(j)
    while listing and starts[-1] >= 2 and words[starts[-1] - 1].text in {",", ";"}:
        j = _walk_member(text, words, starts[-1] - 2, evidence)
        if j is None:
            break
        starts.append(j)
    first = _prefer_group(text, words, starts, evidence)
    start = words[first].start
    authors = read_authors(text[start : words[-1].end], evidence, start=start)
    if authors is None:
        return None
    notes = _note_context(words, first, authors, evidence)
    strength = authors.strength
    if strength == "strong" and "doubtful" in notes:
        strength = "weak"
    return Authors(authors.names, et_al, strength, start, authors.institution, notes)


def _prefer_group(text: str, words: list[Word], starts: list[int], evidence: Evidence) -> int:
    """Where the list begins: where its surnames are those of a bibliography entry, else as far left as it goes."""
    if evidence.groups and len(starts) > 1:
        for first in reversed(starts):
            authors = read_authors(text[words[first].start : words[-1].end], evidence)
            if authors and tuple(fold_name(n) for n in authors.names) in evidence.groups:
                return first
    return starts[-1]


def _walk_person(words: list[Word], i: int, evidence: Evidence) -> int | None:
    """The index where the name that ends at word i begins."""
    if not words[i].name_like or is_opener(words, i):
        return None
    first = i
    j = i - 1
    while j >= 0 and i - j < 8:
        word = words[j]
        if breaks_chain(word) or not word.is_word:
            break
        if word.name_like and word.fold not in CONJUNCTION:
            if is_opener(words, j):
                break
            if (
                not is_capitalised(word.text)
                and not is_capitalised(words[first].text)
                and word.fold not in evidence.names
            ):
                break
            first = j
        elif word.fold in PARTICLES and word.fold not in {"y", "e", "el", "al"}:
            owner = _find_owner(words, j)
            if owner is not None:
                j = first = owner
            elif " ".join(w.fold for w in words[j : i + 1]) in evidence.names:
                first = j
            else:
                break
        else:
            break
        j -= 1
    return first


def _find_owner(words: list[Word], j: int) -> int | None:
    """The index of the capitalised name before the particles that end at word j: `Gómez` of `Gómez de la`."""
    k = j
    inner = PARTICLES - {"y", "e", "al"}
    while k >= 0 and words[k].is_word and not is_capitalised(words[k].text) and words[k].fold in inner:
        k -= 1
    if k < 0 or not words[k].name_like or not is_capitalised(words[k].text):
        return None
    return None if is_opener(words, k) or breaks_chain(words[k]) else k


def _before_conjunction(words: list[Word], first: int) -> int | None:
    """The index of the last word of the name before `y`, with or without a comma."""
    if first < 2 or words[first - 1].text.lower() not in CONJUNCTION:
        return None
    left = first - 2
    if words[left].text in {",", ";"}:
        left -= 1
    return left if left >= 0 else None


def _walk_member(text: str, words: list[Word], last: int, evidence: Evidence) -> int | None:
    """The index where an author further left in a list begins, or None where what stands there is no author."""
    if last < 0 or not words[last].name_like or breaks_chain(words[last]):
        return None
    first = _walk_person(words, last, evidence)
    if first is None:
        return None
    name = " ".join(w.fold for w in words[first : last + 1])
    if (name in PLACES and name not in SURNAME_PLACES) or any(
        w.fold in HEADS and is_capitalised(w.text) for w in words[first : last + 1]
    ):
        return None
    known = evidence.knows(text[words[first].start : words[last].end])
    if (
        first > 0
        and words[first - 1].is_word
        and words[first - 1].fold in (ARTICLES | {"en", "in", "em"})
        and not known
    ):
        return None
    return first if read_person(text[words[first].start : words[last].end], evidence) else None


def _note_context(words: list[Word], first: int, authors: Authors, evidence: Evidence) -> frozenset[str]:
    """What the surroundings say: `doubtful` after an article or `en`, or for an acronym, unless the name is known."""
    notes: set[str] = set()
    if any(evidence.knows(n) for n in authors.names):
        return frozenset({"known"})
    before = words[first - 1].fold if first > 0 and words[first - 1].is_word else ""
    if before in ARTICLES - {"a", "o", "as", "an"}:
        notes.add("doubtful")
    if before in WORK_NOUNS or (
        before in {"de", "of", "do", "da"} and first > 1 and words[first - 2].fold in PLACE_NOUNS
    ):
        notes.add("doubtful")
    last = words[-1]
    if len(authors.names) == 1 and (is_acronym(authors.names[0].split()[-1], evidence.languages) or fold(authors.names[0]) in ACRONYMS):
        notes.add("doubtful")
        notes.add("institution")
    if last.fold in PERIODICALS and len(authors.names) == 1:
        notes.add("doubtful")
    return frozenset(notes)


def has_citing_cue(text: str, start: int, end: int) -> bool:
    """Whether a reporting verb follows the bracket or a lead-in (según, para, véase) stands before the name.

    >>> text = "Según la CEPAL (2009), la región creció."
    >>> has_citing_cue(text, text.index("CEPAL"), text.index(")") + 1)
    True
    """
    after = VERB_AFTER.match(text[end : end + 50])
    follows = fold(after.group(1)) if after else ""
    if follows in CITING_VERBS:
        return True
    before = [fold(w) for w in re.findall(r"[^\W\d_]+|[;:)\]]", text[max(0, start - 60) : start])][-4:]
    while before and (before[-1] in ARTICLES or before[-1] in {":", "a", "datos", "informe"}):
        before.pop()
    if not before:
        return False
    if before[-1] in SURE_LEADS or " ".join(before[-2:]) in SURE_PAIRS:
        return True
    if before[-1] == "para" and follows not in {"", "y", "e", "o"} and text[end : end + 1] == ",":
        return True
    return before[-1] in CITING_VERBS and before[-1] not in CITING_LEADS | {"que", "quien", "parte", "usa", "da", "nota", "toma"}
