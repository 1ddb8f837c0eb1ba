"""Passages → flat JSONL, one line a passage with its document's metadata and its annotations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from msgspec import Struct

from surco.export.context import Context
from surco.export.files import File
from surco.export.loss import HUMAN
from surco.records import Block, Citation, Document, Entity, Head, Label, NoteRef

LOST = frozenset({
    "document.source", "document.made_by", "document.of", "document.warnings", "block.level", "block.rows", "block.boxes",
    "block.parsed", "block.situation", "block.computed", *(HUMAN - {"block.status"}),
})  # fmt: skip
NAME = "passages.jsonl"
_ENCODER = msgspec.json.Encoder()


class Line(Struct, frozen=True):
    """One passage; offsets are code points into `text`, end exclusive."""

    document: str
    title: str | None
    authors: tuple[str, ...]
    year: int | None
    document_language: str | None
    id: str
    type: str
    language: str | None
    section: tuple[str, ...]
    pages: tuple[int, ...]
    marker: str | None
    text: str
    sentences: tuple[tuple[int, int], ...]
    entities: tuple[Entity, ...]
    citations: tuple[Citation, ...]
    note_refs: tuple[NoteRef, ...]
    labels: tuple[Label, ...]
    status: str | None


def to_jsonl(documents: Iterable[Document], context: Context) -> Iterator[File]:
    """Yield `passages.jsonl`, a piece for each document."""
    for document in documents:
        lines = (_ENCODER.encode(make_line(document.head, block)) for block in document.blocks)
        yield File(NAME, b"".join(line + b"\n" for line in lines))


def make_line(head: Head, block: Block) -> Line:
    """A passage with what is known of its document."""
    return Line(
        head.id, head.title, head.authors, head.year, head.language, block.id, block.type, block.language,
        block.section or (), block.pages or (), block.marker, block.text, block.sentences or (), block.entities or (),
        block.citations or (), block.note_refs or (), block.labels or (), block.status,
    )  # fmt: skip
