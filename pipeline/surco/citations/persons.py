"""One name to its surname: initials and given names, particles, acronyms and small capitals, and words that are no name."""

from __future__ import annotations

import re

from surco.citations.evidence import Evidence, Strength
from surco.citations.given_names import AMBIGUOUS, GIVEN_NAMES
from surco.citations.words import (
    ACRONYMS,
    ARTICLES,
    CONNECTORS,
    EVENTS,
    INSTRUMENTS,
    MONTHS,
    NOT_NAMES,
    PARTICLES,
    PLACES,
    fold,
    is_common_word,
)  # fmt: skip

# J.  M.-O.  Anaya  O'Hara  flac–uam  Gaceta/12  MÉXICO...
TOKEN = re.compile(
    r"""
    (?P<word> [^\W\d_][^\W_]* (?: [.’'´`\-‐‑–/&·] [^\W_]+ )* [’']? (?: \.{3} | … | \. )? )
  | (?P<other> \d[\d.,]* | \S )
    """,
    re.VERBOSE,
)
INITIALS = re.compile(
    r"^(?:[^\W\d_]\.)+(?:[-‐]?[^\W\d_]\.)*-?$|^[A-ZÁÉÍÓÚÑ]{1,3}\.$|^[A-ZÁÉÍÚÑ]$|^[A-Z]\.?-[A-Z]\.?$|^Jr\.?$|^Filho\.$"
)
POSSESSIVE = re.compile(r"(?:[’']s|(?<=s)[’'])$")
INFLECTED = re.compile(
    r"(?:ales|iones|idad|mente|ismos?|istas?|ic[oa]s?|iv[oa]s?|[ai]d[oa]s?|entes?|ari[oa]s?|ador(?:es|as?)|[ao]s)$"
)


def is_capitalised(word: str) -> bool:
    """Whether a word has a capital anywhere: `Díaz`, `RedSur`, `iDEA`, but not `flac`."""
    return word != word.lower()


def is_initials(word: str) -> bool:
    """Whether a word is only initials.

    >>> [is_initials(w) for w in ("J.", "M.-O.", "Paz", "J.A.")]
    [True, True, False, True]
    """
    return INITIALS.match(word) is not None


def is_acronym(word: str, languages: tuple[str, ...] = ()) -> bool:
    """Whether a word looks like an acronym: `CEPAL`, `flac–uam`, `G77`.

    >>> is_acronym("CEPAL"), is_acronym("fodnet"), is_acronym("Anaya"), is_acronym("acuerdo")
    (True, True, False, False)
    """
    bare = word.strip(".…")
    if len(bare) < 2:
        return False
    if bare.upper() == bare:
        return True
    if bare.lower() != bare or fold(bare) in NOT_NAMES:
        return False
    parts = re.split(r"[-‐–—/&·.]", bare)
    return fold(bare) in ACRONYMS or any(p in ACRONYMS or _is_acronym_shape(p, languages) for p in parts if len(p) > 1)


def _is_acronym_shape(word: str, languages: tuple[str, ...]) -> bool:
    """Whether a lower-case word is short, plain, no dictionary word, and without the endings of Spanish derivation."""
    short = word.isascii() and len(word) <= 8 and INFLECTED.search(word) is None
    return short and not is_common_word(word, languages)


def read_person(text: str, evidence: Evidence) -> tuple[str, Strength] | None:
    """The surname in one name and how sure it is, or None where it is no name.

    >>> read_person("Gloria Anaya", Evidence()), read_person("J. L. Gómez de la Vega", Evidence())
    (('Anaya', 'strong'), ('Gómez de la Vega', 'strong'))
    >>> read_person("septiembre", Evidence()) is None
    True
    """
    text = POSSESSIVE.sub("", text.strip(" ,"))
    spans = [(m.start(), m.end(), m.group(), m.lastgroup) for m in TOKEN.finditer(text)]
    if not spans or len(spans) > 8 or any(kind != "word" for *_, kind in spans):
        return None
    if evidence.knows(text):
        return text, "strong"
    words = [w for *_, w, _ in spans]
    folded = [fold(w).strip(".…") for w in words]
    if folded[0] in NOT_NAMES or folded[-1] in MONTHS or folded[0] in MONTHS:
        return None
    if folded[-1] in CONNECTORS and not is_capitalised(words[-1]):
        return None
    if not _lower_case_fits(words, folded, evidence):
        return None
    low, high = _surname_bounds(words, folded, text, spans, evidence)
    name = text[spans[low][0] : spans[high][1]]
    if not name.endswith(("...", "…")):
        name = name.rstrip(".")
    if evidence.knows(name):
        return name, "strong"
    return name, "weak" if _is_doubtful(words, folded, text) else "strong"


def _lower_case_fits(words: list[str], folded: list[str], evidence: Evidence) -> bool:
    """Whether the lower-case words of a name can be particles, small-capital acronyms or small-capital surnames."""
    lower = [i for i, w in enumerate(words) if not is_capitalised(w)]
    if not lower:
        return True
    if all(folded[i] in PARTICLES for i in lower) and lower[-1] != len(words) - 1:
        return len(lower) < len(words)
    content = [i for i in lower if folded[i] not in PARTICLES]
    if any(folded[i] in NOT_NAMES or folded[i] in CONNECTORS for i in content):
        return False
    if len(content) > 3:
        return False
    unknown = [
        i
        for i in content
        if folded[i] in evidence.names
        or folded[i] in ACRONYMS
        or not is_common_word(words[i].strip(".…"), evidence.languages)
    ]
    if unknown:
        return len(content) - len(unknown) <= 1
    return False


def _surname_bounds(
    words: list[str], folded: list[str], text: str, spans: list[tuple[int, int, str, str | None]], evidence: Evidence
) -> tuple[int, int]:
    """First and last word of the surname: initials and given names in front go, unless the names known say otherwise."""
    low, high = 0, len(words) - 1
    while high > low and is_initials(words[high]):
        high -= 1
    while low < high and is_initials(words[low]):
        low += 1
    for i in range(low, high + 1):
        if evidence.knows(text[spans[i][0] : spans[high][1]]):
            return (low if _opens_acronym(words, folded, low, i) else i), high
    first = low
    if high - low >= 2 and folded[low] not in GIVEN_NAMES and folded[low + 1] in GIVEN_NAMES - AMBIGUOUS:
        low += 1
    while (
        low < high
        and folded[low] in GIVEN_NAMES
        and (low > first or folded[low] not in AMBIGUOUS or len(words) > 2 or not _is_surname_pair(folded))
    ):
        if (
            all(folded[i] in PARTICLES for i in range(low + 1, high))
            and high - low > 1
            and folded[low + 1] in ("y", "e")
        ):
            break
        low += 1
    while low < high and is_initials(words[low]):
        low += 1
    return low, high


def _opens_acronym(words: list[str], folded: list[str], low: int, known: int) -> bool:
    """Whether capitalised words that are no given names stand before a known name in lower case: `Vocación fodnet`."""
    opening = all(
        is_capitalised(w) and f not in GIVEN_NAMES for w, f in zip(words[low:known], folded[low:known], strict=True)
    )
    return low < known and opening and not any(is_capitalised(w) for w in words[known:])


def _is_surname_pair(folded: list[str]) -> bool:
    """Whether a two-word name whose first word is given name and surname reads as two surnames: `Martín García`."""
    return (
        len(folded) == 2
        and folded[0] in AMBIGUOUS
        and folded[1].endswith("ez")
        and folded[0] in {"martin", "garcia", "alonso", "benito"}
    )


def _is_doubtful(words: list[str], folded: list[str], text: str) -> bool:
    """Whether the words may name a place, an event or an instrument instead of an author."""
    if text.rstrip().endswith(("...", "…")):
        return False
    whole = " ".join(folded)
    if whole in PLACES:
        return True
    head = folded[1] if len(folded) > 1 and re.fullmatch(r"[ivx]+", folded[0]) else folded[0]
    if head == "guerra" and len(folded) > 1:
        return folded[1] in {"fria", "mundial", "de", "del", "civil"}
    if head in INSTRUMENTS or (head in EVENTS and len(folded) > 1):
        return True
    if whole in {"pib", "pbi", "idh", "ied", "pnb", "gdp", "css", "eeuu", "ods", "odm"}:
        return True
    return head in ARTICLES - PARTICLES and not is_capitalised(words[0])
