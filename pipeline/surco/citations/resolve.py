"""Authors of a year that stands alone, and the works that `ibíd.` and `op. cit.` mean, from what stands before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace as _replace_dataclass

import msgspec

from surco.citations.evidence import Authors, Evidence, fold_name
from surco.citations.narrative import read_names_before
from surco.citations.words import CITING_VERBS, fold
from surco.records import Citation, Work

SENTENCE = re.compile(r"[.!?…][”\"»)]*\s+(?=[“\"«¿¡(]?[A-ZÁÉÍÓÚÑ])")
ABBREVIATION = re.compile(
    r"(?:\b[A-ZÁÉÍÓÚÑ]|\b(?:pp?|cap|art|núm|vol|op|cit|al|cf|Dr|Dra|Sr|Sra|ed|eds|coord|etc|ej|EE|UU|St))\.$"
)
RECENT = 40
"""How many of the works cited before are looked at for the author of a lone year."""
NAME_END = re.compile(r"\b[A-ZÁÉÍÓÚÑÜÇ][^\W\d_]+(?:[-–’'][^\W\d_]+)*(?=[\s,;:.)”]|$)")


def resolve_citations(
    text: str, citations: Sequence[Citation], before: Sequence[Work], passage_before: str, evidence: Evidence
) -> tuple[Citation, ...]:
    """The citations of a passage with the authors of lone years and the works of back references filled in.

    `before` are the works cited in the passages before, oldest first; `passage_before` is the text of the passage before.
    """
    done: list[Citation] = []
    seen: list[Work] = list(before[-RECENT:])
    for citation in citations:
        if citation.kind == "year_only":
            citation = _resolve_years(text, citation, done, seen, passage_before, evidence)
        elif citation.kind == "back_reference":
            citation = _resolve_back(citation, seen, before)
        elif citation.kind == "narrative":
            citation = _prefer_known(text, citation, done, evidence)
        done.append(citation)
        if citation.kind != "numeric":
            seen.extend(w for w in citation.works if w.authors)
    return tuple(done)


def _prefer_known(text: str, citation: Citation, done: Sequence[Citation], evidence: Evidence) -> Citation:
    """A lone year, where the name before the bracket is nobody known and the sentence names the author of that year.

    `… que hace Anaya de su amigo Lira (1986: 34)`, where the bibliography has Anaya (1986) and no Lira.
    """
    first = citation.works[0]
    if not evidence.groups and len(evidence.dated) < 5 or any(evidence.knows(n) for n in first.authors):
        return citation
    start = citation.start + citation.text.rfind("(")
    named = _named_authors(text, sentence_start(text, citation.start), citation.start, done, evidence)
    for authors in reversed(named):
        if evidence.dates(authors.names[0], first.year) and evidence.knows(authors.names[0]):
            works = tuple(
                msgspec.structs.replace(w, authors=authors.names, et_al=authors.et_al) for w in citation.works
            )
            return Citation(start, citation.end, "year_only", text[start : citation.end], citation.source, works)
    return citation


def _resolve_years(
    text: str,
    citation: Citation,
    done: Sequence[Citation],
    seen: Sequence[Work],
    passage_before: str,
    evidence: Evidence,
) -> Citation:
    works: list[Work] = []
    for work in citation.works:
        if work.authors:
            works.append(work)
            continue
        authors = find_authors(text, citation.start, work, done, evidence) or _authors_before(
            work, done, seen, passage_before, evidence
        )
        works.append(msgspec.structs.replace(work, authors=authors.names, et_al=authors.et_al) if authors else work)
    return msgspec.structs.replace(citation, works=tuple(works))


def find_authors(text: str, at: int, work: Work, done: Sequence[Citation], evidence: Evidence) -> Authors | None:
    """The authors named before a position in its sentence: one known with that year first, else the subject of a reporting verb."""
    start = sentence_start(text, at)
    named = _named_authors(text, start, at, done, evidence)
    for authors in reversed(named):
        if any(evidence.dates(n, work.year) for n in authors.names[:1]):
            return authors
    cited = [c for c in done if c.start >= start and c.works]
    for citation in reversed(cited):
        if citation.works[-1].authors and citation.works[-1].year[:4] == work.year[:4]:
            return Authors(citation.works[-1].authors, citation.works[-1].et_al)
    strong = [a for a in named if "subject" in a.notes or "known" in a.notes]
    if strong:
        known = [a for a in strong if "subject" in a.notes]
        return (known or strong)[-1]
    if cited and cited[-1].works[-1].authors:
        return Authors(cited[-1].works[-1].authors, cited[-1].works[-1].et_al)
    return None


def sentence_start(text: str, at: int) -> int:
    """Where the sentence that holds a position begins; a stop inside quotation marks does not end it.

    >>> sentence_start("Uno. Dos, p. 3, tres", 18)
    5
    """
    start = 0
    for m in SENTENCE.finditer(text, 0, at):
        if m.end() >= at or ABBREVIATION.search(text[max(0, m.start() - 8) : m.start() + 1]):
            continue
        if _inside_quotation(text, start, m.start()):
            continue
        start = m.end()
    return start


def _inside_quotation(text: str, start: int, at: int) -> bool:
    piece = text[start:at]
    return piece.count("“") > piece.count("”") or piece.count("«") > piece.count("»")


def _named_authors(text: str, start: int, end: int, done: Sequence[Citation], evidence: Evidence) -> list[Authors]:
    """Author groups named outside brackets and quotations between two positions, in order."""
    found: list[Authors] = []
    position = start
    for m in NAME_END.finditer(text, start, end):
        if _inside_quotation(text, start, m.start()) or any(c.start <= m.start() < c.end for c in done):
            continue
        tail = re.match(
            r"\s+(?:[a-záéíóúñ]{1,3}\s+)*[A-ZÁÉÍÓÚÑ]|\s+(?:y|e|and|&)\s+[A-ZÁÉÍÓÚÑ]", text[m.end() : m.end() + 24]
        )
        if tail and re.match(r"\s+(?:(?:de|del|la|los|das?|dos?|y|e|and|&|van|von)\s+)*[A-ZÁÉÍÓÚÑ]", tail.group()):
            continue
        authors = read_names_before(text, m.end(), evidence, floor=max(position, start))
        if authors is None or authors.start < start:
            continue
        position = m.end()
        known = any(evidence.knows(n) for n in authors.names)
        if authors.strength == "weak" and not known:
            continue
        notes = set(authors.notes) | ({"known"} if known else set())
        if _is_subject(text, authors.start, m.end(), start):
            notes.add("subject")
        found.append(_replace_dataclass(authors, notes=frozenset(notes)))
    return found


def _is_subject(text: str, start: int, end: int, sentence: int) -> bool:
    """Whether a reporting verb stands near: after the name, right before it, or a lead-in such as `según`."""
    after = [fold(w) for w in re.findall(r"[^\W\d_]+", text[end : end + 60])][:6]
    before = [fold(w) for w in re.findall(r"[^\W\d_]+", text[max(sentence, start - 40) : start])][-3:]
    if after and after[0] in CITING_VERBS or any(w in CITING_VERBS and len(w) > 4 for w in after):
        return True
    if any(
        w in {"segun", "para", "conforme", "siguiendo", "segundo", "according", "palabras", "acuerdo"} for w in before
    ):
        return True
    return any(w in CITING_VERBS and len(w) > 4 for w in before)


def _authors_before(
    work: Work, done: Sequence[Citation], seen: Sequence[Work], passage_before: str, evidence: Evidence
) -> Authors | None:
    """From the passage and the one before: a work of that year, else the last author cited in the passage."""
    for citation in reversed(done):
        for earlier in reversed(citation.works):
            if earlier.authors and earlier.year[:4] == work.year[:4]:
                return Authors(earlier.authors, earlier.et_al)
    for earlier in reversed(seen[-12:]):
        if earlier.authors and earlier.year == work.year:
            return Authors(earlier.authors, earlier.et_al)
    for citation in reversed(done):
        if citation.works and citation.works[-1].authors:
            return Authors(citation.works[-1].authors, citation.works[-1].et_al)
    named = _named_authors(passage_before, 0, len(passage_before), (), evidence) if passage_before else []
    for authors in reversed(named):
        if evidence.dates(authors.names[0], work.year):
            return authors
    subjects = [a for a in named if "subject" in a.notes]
    return subjects[-1] if subjects else None


def _resolve_back(citation: Citation, seen: Sequence[Work], before: Sequence[Work]) -> Citation:
    works: list[Work] = []
    for work in citation.works:
        source = _find_source(work, seen) or (_find_source(work, before) if work.authors else None)
        if source is not None:
            same = not work.year or work.year == source.year
            work = msgspec.structs.replace(
                work,
                authors=source.authors,
                year=work.year or source.year,
                et_al=source.et_al,
                reference=source.reference if same else None,
            )
        works.append(work)
    return msgspec.structs.replace(citation, works=tuple(works))


def _find_source(work: Work, seen: Sequence[Work]) -> Work | None:
    if not work.authors:
        return seen[-1] if seen else None
    wanted = fold_name(work.authors[0])
    for earlier in reversed(seen):
        if earlier.authors and earlier.year and fold_name(earlier.authors[0]) == wanted:
            return earlier
    return None
