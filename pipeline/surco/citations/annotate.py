"""The citation stage of the pipeline: blocks to blocks with citations, parsed references and links between them."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from surco.citations.evidence import Evidence, fold_name
from surco.citations.find import find_citations
from surco.citations.link import Listed, link_work
from surco.citations.numeric import find_numeric
from surco.citations.parse import parse_references
from surco.citations.resolve import resolve_citations
from surco.citations.words import fold
from surco.records import UNMARKED, Block, Citation, Reference, Work, replace


def annotate_citations(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with `citations` on every marked type, `parsed` on references, works linked to reference blocks."""
    parsed = parse_references(blocks)
    entries = [listed for _, listed in parsed.values()]
    evidence = _gather_evidence(blocks, entries, [reference for reference, _ in parsed.values()])
    numbered = _count_numbered(blocks, entries)
    glued = numbered > 0 and _cites_glued(blocks, evidence, numbered)
    done: list[Block] = []
    seen: list[Work] = []
    noted: list[Work] = []
    passage_before = ""
    for block in blocks:
        if block.type == "reference":
            done.append(replace(block, parsed=parsed[block.id][0]) if block.id in parsed else block)
            continue
        if block.type in UNMARKED:
            done.append(block)
            continue
        in_note = block.type == "footnote"
        before = noted if in_note and noted else seen  # an ibíd. in a note means the note before
        citations = _annotate_text(block.text, evidence, entries, numbered, glued, before, passage_before)
        works = [w for c in citations if c.kind != "numeric" for w in c.works if w.authors]
        seen.extend(works)
        noted.extend(works if in_note else ())
        passage_before = block.text if block.is_passage else passage_before
        done.append(replace(block, citations=citations))
    return tuple(done)


def _annotate_text(
    text: str,
    evidence: Evidence,
    entries: Sequence[Listed],
    numbered: int,
    glued: bool,
    seen: Sequence[Work],
    passage_before: str,
) -> tuple[Citation, ...]:
    found = find_citations(
        text,
        names=evidence.names,
        dated=evidence.dated,
        groups=evidence.groups,
        titles=evidence.titles,
        numbered=numbered,
    )
    if glued:
        found = tuple(sorted((*found, *find_numeric(text, numbered, found, glued=True)), key=lambda c: c.start))
    resolved = resolve_citations(text, found, seen[-40:], passage_before, evidence)
    return tuple(_link(c, entries) for c in resolved)


def _link(citation: Citation, entries: Sequence[Listed]) -> Citation:
    if not entries:
        return citation
    if citation.kind == "numeric":
        return msgspec.structs.replace(citation, works=tuple(_link_number(w, entries) for w in citation.works))
    works = []
    for work in citation.works:
        reference, candidates = link_work(work, entries)
        works.append(msgspec.structs.replace(work, reference=reference, candidates=candidates))
    return msgspec.structs.replace(citation, works=tuple(works))


def _link_number(work: Work, entries: Sequence[Listed]) -> Work:
    """A numbered work with the authors and year of its entry."""
    for entry in entries:
        if entry.label is not None and str(entry.label) == work.locator:
            return Work(entry.names, entry.year, reference=entry.id)
    return msgspec.structs.replace(work, locator=None)


def _gather_evidence(blocks: Sequence[Block], entries: Sequence[Listed], references: Sequence[Reference]) -> Evidence:
    """What the document knows of its authors: the bibliography, and whole names in citations that are sure by themselves."""
    names: set[str] = set()
    dated: set[tuple[str, str]] = set()
    groups: set[tuple[str, ...]] = set()
    for entry in entries:
        groups.add(entry.families)
        for name in (*entry.families[:8], *entry.acronyms):
            if len(name) < 2:
                continue
            names.add(name)
            dated.update((name, y) for y in {entry.year[:4], *entry.years} if y[:1].isdigit())
    for block in blocks:
        if block.type in UNMARKED:
            continue
        for citation in find_citations(block.text):
            _learn(citation, names, dated)
    titles = {
        (fold(reference.title.split()[-1]).strip("?!.”’»"), year)
        for reference, entry in zip(references, entries, strict=True)
        for year in entry.years
        if reference.title
    }
    return Evidence(frozenset(names), frozenset(dated), frozenset(g for g in groups if len(g) > 1), frozenset(titles))


def _learn(citation: Citation, names: set[str], dated: set[tuple[str, str]]) -> None:
    if citation.kind not in ("parenthetical", "narrative"):
        return
    for work in citation.works:
        for name in work.authors:
            folded = fold_name(name)
            if citation.kind == "parenthetical":
                names.add(folded)
            if work.year[:4].isdigit():
                dated.add((folded, work.year[:4]))


def _count_numbered(blocks: Sequence[Block], entries: Sequence[Listed]) -> int:
    """The number of entries of a numbered bibliography, 0 where it is not numbered."""
    labels = [e.label for e in entries if e.label is not None]
    if len(entries) < 3 or len(labels) < 0.8 * len(entries):
        return 0
    return max(labels) if labels == sorted(labels) else 0


def _cites_glued(blocks: Sequence[Block], evidence: Evidence, numbered: int) -> bool:
    """Whether the document cites by numbers glued to words: many of them and hardly any author–year citation."""
    glued = years = 0
    for block in blocks:
        if block.type not in UNMARKED:
            years += sum(1 for c in find_citations(block.text) if c.kind != "back_reference")
            glued += sum(1 for _ in find_numeric(block.text, numbered, (), glued=True))
    return glued >= 5 and glued > 3 * years
