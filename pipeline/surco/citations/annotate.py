"""The citation stage of the pipeline: blocks to blocks with citations, parsed references and links between them."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import msgspec

from surco.citations.evidence import NOTHING, Evidence, fold_name
from surco.citations.find import find_citations
from surco.citations.link import Bibliography, Listed, link_work
from surco.citations.marked import MARKED, follow_marks
from surco.citations.numeric import NumericStyle, choose_styles
from surco.citations.parse import parse_references
from surco.citations.resolve import resolve_citations
from surco.citations.words import fold
from surco.records import UNMARKED, Block, Citation, Reference, Work, replace

LANGUAGES = frozenset({"es", "pt", "en"})


@dataclass(frozen=True)
class Reading:
    """What the whole document says that the reading of each passage needs: names, the bibliography, how it is numbered and cited."""

    evidence: Evidence
    listed: Bibliography
    numbered: int
    styles: tuple[NumericStyle, ...]


class Call(NamedTuple):
    """What a passage cites last before it calls a note, and the notes that it calls in between."""

    work: Work
    between: frozenset[str]


def annotate_citations(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with `citations` on every marked type, `parsed` on references, works linked to reference blocks.

    >>> entry = Block(id="d/2", type="reference", text="Anaya, G. (2007). Puertos del sur. Lima: Austral.")
    >>> passage, _ = annotate_citations([Block(id="d/1", type="paragraph", text="Es así (Anaya, 2007: 4)."), entry])
    >>> [(w.authors, w.locator, w.reference) for c in passage.citations for w in c.works]
    [(('Anaya',), '4', 'd/2')]
    """
    parsed = parse_references(blocks)
    reading = _survey(blocks, parsed)
    done: list[Block] = []
    seen: list[Work] = []
    noted: list[Work] = []
    calls: dict[str, Call] = {}
    noting: set[str] = set()
    passage_before = ""
    for block in blocks:
        if block.type in UNMARKED:
            done.append(replace(block, parsed=parsed[block.id][0]) if block.id in parsed else block)
            continue
        in_note = block.type == "footnote"
        nearest = _find_nearest(calls.get(block.id), noted, noting) if in_note else None
        before = [*seen, nearest] if nearest else seen
        citations = _annotate_block(block, reading, before, passage_before)
        works = [w for c in citations if c.kind != "numeric" for w in c.works if w.authors]
        seen.extend(works)
        noted.extend(works if in_note else ())
        noting.update([block.id] if in_note and works else [])
        calls.update(_read_calls(block, citations))
        passage_before = block.text if block.is_passage else passage_before
        done.append(replace(block, citations=citations))
    return tuple(done)


def _read_calls(block: Block, citations: Sequence[Citation]) -> Iterator[tuple[str, Call]]:
    """Yield for each note that a passage calls the work that the passage cites before, and the notes it calls in between."""
    refs = sorted(block.note_refs or (), key=lambda ref: ref.at)
    for ref in refs:
        cited = [c for c in citations if c.end <= ref.at and c.kind != "numeric" and c.works[-1].authors]
        if ref.note and cited:
            between = frozenset(r.note or "" for r in refs if cited[-1].end <= r.at < ref.at)
            yield ref.note, Call(cited[-1].works[-1], between)


def _find_nearest(call: Call | None, noted: Sequence[Work], noting: Collection[str]) -> Work | None:
    """What `ibíd.` in a note means: the work cited last before its call in the passage, else in the note before."""
    if call is not None and not call.between.intersection(noting):
        return call.work
    return noted[-1] if noted else None


def _annotate_block(
    block: Block, reading: Reading, before: Sequence[Work], passage_before: str
) -> tuple[Citation, ...]:
    evidence = reading.evidence
    if block.language:
        evidence = _set_language(evidence, block.language)
    found = find_citations(block.text, evidence, numbered=reading.numbered, styles=reading.styles)
    resolved = resolve_citations(block.text, found, before, passage_before, evidence)
    linked = (_link(citation, reading.listed) for citation in resolved)
    return follow_marks(linked, [c for c in block.citations or () if c.source == MARKED], reading.listed)


@functools.lru_cache(maxsize=16)
def _set_language(evidence: Evidence, language: str) -> Evidence:
    return dataclasses.replace(evidence, languages=(language,)) if language in LANGUAGES else evidence


def _link(citation: Citation, listed: Bibliography) -> Citation:
    if not listed.entries:
        return citation
    if citation.kind == "numeric":
        return msgspec.structs.replace(citation, works=tuple(_link_number(w, listed) for w in citation.works))
    works = []
    for work in citation.works:
        reference, candidates = link_work(work, listed)
        works.append(msgspec.structs.replace(work, reference=reference, candidates=candidates))
    return msgspec.structs.replace(citation, works=tuple(works))


def _link_number(work: Work, listed: Bibliography) -> Work:
    """A numbered work with the authors and year of its entry."""
    entry = listed.by_label.get(work.locator or "")
    if entry is not None:
        return Work(entry.names, entry.year, reference=entry.id)
    return msgspec.structs.replace(work, locator=None)


def _survey(blocks: Sequence[Block], parsed: Mapping[str, tuple[Reference, Listed]]) -> Reading:
    """What the document says as a whole: the bibliography, and whole names in citations that are sure by themselves."""
    marked = [block for block in blocks if block.type not in UNMARKED]
    sure = [
        citation
        for block in marked
        for citation in find_citations(block.text, _set_language(NOTHING, block.language or ""))
    ]
    entries = tuple(listed for _, listed in parsed.values())
    numbered = _count_numbered(entries)
    dated = sum(citation.kind != "back_reference" for citation in sure)
    styles = choose_styles((block.text for block in marked), numbered, dated) if numbered else ()
    return Reading(_gather_evidence(sure, parsed), Bibliography(entries), numbered, styles)


def _gather_evidence(sure: Iterable[Citation], parsed: Mapping[str, tuple[Reference, Listed]]) -> Evidence:
    names: set[str] = set()
    dated: set[tuple[str, str]] = set()
    groups: set[tuple[str, ...]] = set()
    titles: set[tuple[str, str]] = set()
    for reference, entry in parsed.values():
        groups.add(entry.families)
        listed = [name for name in (*entry.families[:8], *entry.acronyms) if len(name) > 1]
        names.update(listed)
        dated.update((name, year) for name in listed for year in {entry.year[:4], *entry.years} if year[:1].isdigit())
        if reference.title:
            last = fold(reference.title.split()[-1]).strip("?!.”’»")
            titles.update((last, year) for year in entry.years)
    listed_names = frozenset(names)
    for citation in sure:
        _learn(citation, names, dated)
    longer = frozenset(group for group in groups if len(group) > 1)
    return Evidence(frozenset(names), frozenset(dated), longer, frozenset(titles), listed_names)


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


def _count_numbered(entries: Sequence[Listed]) -> int:
    """The number of entries of a numbered bibliography, 0 where it is not numbered."""
    labels = [e.label for e in entries if e.label is not None]
    if len(entries) < 3 or len(labels) < 0.8 * len(entries):
        return 0
    return max(labels) if labels == sorted(labels) else 0
