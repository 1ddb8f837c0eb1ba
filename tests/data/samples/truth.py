"""Turns the blocks of a sample's source into the exact truth of its document: ids, sections, notes and references linked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace as replace_printed
from itertools import pairwise

import msgspec
from bibliography import Entry, find_entries, read_entries
from markup import Printed, Reader

from surco.records import Block, Citation, Document, FormatError, Head, iterate_problems, replace

ISSUE_YEAR = 2018
NOTES_HEADING = "Notas"


def place_endnotes(blocks: Iterable[Printed]) -> list[Printed]:
    """The blocks with the notes moved under a heading before the bibliography, as a report prints them."""
    blocks = list(blocks)
    notes = [printed for printed in blocks if printed.word == "note"]
    kept = [printed for printed in blocks if printed.word != "note"]
    at = next((index for index, printed in enumerate(kept) if printed.word == "bibliography"), len(kept))
    return kept[:at] + [_make_notes_heading()] * bool(notes) + notes + kept[at:]


def _make_notes_heading() -> Printed:
    reader = Reader()
    reader.read(NOTES_HEADING)
    block = Block(
        id="", type="heading", text=NOTES_HEADING, level=1, language="es", entities=(), citations=(), note_refs=()
    )
    return Printed("heading", block, tuple(reader.runs))


def place_printed(blocks: Iterable[Printed], document_id: str) -> list[Printed]:
    """The blocks with their ids, sections and languages, and their citations and note references linked."""
    placed = list(_place_sections(_place_languages(list(blocks)), document_id))
    notes = {printed.block.marker: printed.block.id for printed in placed if printed.word == "note"}
    entries = list(read_entries(printed.block for printed in placed if printed.word == "ref"))
    return [replace_printed(printed, block=_link_block(printed.block, notes, entries)) for printed in placed]


def make_truth(blocks: Sequence[Printed], document_id: str) -> Document:
    """The document of placed blocks; raises FormatError where it breaks the format or a note is missing."""
    head = Head(
        id=document_id,
        title=next(printed.block.text for printed in blocks if printed.word == "title"),
        authors=tuple(printed.block.text for printed in blocks if printed.word == "author"),
        year=ISSUE_YEAR,
        language="es",
    )
    document = Document(head, tuple(printed.block for printed in blocks))
    problems = [problem for _, problem in iterate_problems(document)] + list(iterate_faults(document))
    if problems:
        raise FormatError(f"{document_id}.src: " + "; ".join(problems))
    return document


def iterate_faults(document: Document) -> Iterator[str]:
    """Yield what the format allows but a truth may not have: entities in citations or one another, uncalled notes."""
    for block in document.blocks:
        spans = sorted([(e.start, e.end) for e in block.entities or ()] + [(c.start, c.end) for c in block.citations or ()])
        for (_, end), (start, after) in pairwise(spans):
            if start < end:
                yield f"{block.id}: spans overlap at {block.text[start:after]!r}"
    called = [ref for block in document.blocks for ref in block.note_refs or ()]
    yield from (f"call {ref.marker} has no note" for ref in called if ref.note is None)
    numbers = [ref.marker for ref in called]
    notes = [block.marker for block in document.blocks if block.type == "footnote"]
    if numbers != [str(number) for number in range(1, len(notes) + 1)] or sorted(numbers) != sorted(map(str, notes)):
        yield f"notes {notes} do not answer the calls {numbers}"


def _place_languages(blocks: list[Printed]) -> Iterator[Printed]:
    """A label ("ABSTRACT") takes the language of the block that follows it."""
    for printed, after in zip(blocks, [*blocks[1:], None], strict=True):
        if printed.word == "label" and after:
            printed = replace_printed(printed, block=replace(printed.block, language=after.block.language))
        yield printed


def _place_sections(blocks: Iterable[Printed], document_id: str) -> Iterator[Printed]:
    path: list[str] = []
    for number, printed in enumerate(blocks, start=1):
        block = printed.block
        if block.level:
            del path[block.level - 1 :]
        placed = replace(block, id=f"{document_id}/{number:04}", section=tuple(path))
        if block.level:
            path.append(block.text)
        yield replace_printed(printed, block=placed)


def _link_block(block: Block, notes: dict[str | None, str], entries: list[Entry]) -> Block:
    if not block.citations and not block.note_refs:
        return block
    citations = tuple(_link_citation(citation, entries) for citation in block.citations or ())
    calls = tuple(msgspec.structs.replace(ref, note=notes.get(ref.marker)) for ref in block.note_refs or ())
    return replace(block, citations=citations, note_refs=calls)


def _link_citation(citation: Citation, entries: list[Entry]) -> Citation:
    works = []
    for work in citation.works:
        ids = tuple(entry.id for entry in find_entries(work, entries))
        one = ids[0] if len(ids) == 1 else None
        works.append(msgspec.structs.replace(work, reference=one, candidates=() if one else ids))
    return msgspec.structs.replace(citation, works=tuple(works))
