"""The record types of the annotated JSONL, frozen and checked on reading, and the errors that name file, cause and remedy."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Literal

import msgspec
from msgspec import UNSET, Struct, UnsetType

BlockType = Literal[
    "title", "author", "affiliation", "heading", "abstract", "keywords", "paragraph", "list_item", "quote",
    "footnote", "caption", "table", "reference", "furniture",
]  # fmt: skip
EntityLabel = Literal["ORG", "TREATY", "PRINCIPLE"]
CitationKind = Literal["parenthetical", "narrative", "year_only", "numeric", "back_reference"]
Stance = Literal["affirmed", "questioned"]

PASSAGES: frozenset[str] = frozenset({"abstract", "paragraph", "list_item", "quote", "footnote"})
"""Block types that hold prose: they alone have sentences and labels."""
UNMARKED: frozenset[str] = frozenset({"furniture", "author", "affiliation", "reference"})
"""Block types in which no entity, citation or note reference is marked."""


class SurcoError(Exception):
    """What went wrong, where, and what the user can do about it, in one line."""


class SourceError(SurcoError):
    """A source file that can't be read, with the remedy."""


class FormatError(SurcoError):
    """A line of JSONL, TOML or CSV that breaks its format, as `file:line: what`."""


class Entity(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A mention: `start` and `end` are code points into the block's text; `id` names the organisation or instrument."""

    start: int
    end: int
    label: EntityLabel
    text: str
    id: str | None = None
    principle: str | None = None
    source: str = ""
    score: float | None = None
    optional: bool = False


class Work(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """One cited work: surnames as written, year as a string with its suffix, and the bibliography entry it is linked to."""

    authors: tuple[str, ...]
    year: str
    et_al: bool = False
    original_year: str | None = None
    date: str | None = None
    locator: str | None = None
    prefix: str | None = None
    via: int | None = None
    reference: str | None = None
    candidates: tuple[str, ...] = ()


class Citation(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """One in-text citation group and the works in it."""

    start: int
    end: int
    kind: CitationKind
    text: str
    source: str = ""
    works: tuple[Work, ...] = ()


class NoteRef(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Where in the text (code point) a note number stood, its marker, and the id of the footnote it calls."""

    at: int
    marker: str
    note: str | None = None


class Label(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A principle that the passage speaks of; `score` is a calibrated probability."""

    principle: str
    stance: Stance
    score: float | None = None
    source: str = ""
    decision: Literal["yes", "unsure"] | None = None


class Person(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A name in a bibliography entry; an institution has no given name."""

    family: str
    given: str | None = None


class Reference(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What could be parsed of a bibliography entry."""

    authors: tuple[Person, ...] = ()
    year: str | None = None
    title: str | None = None
    container: str | None = None
    volume: str | None = None
    issue: str | None = None
    publisher: str | None = None
    place: str | None = None
    pages: str | None = None
    doi: str | None = None
    url: str | None = None
    accessed: str | None = None


class Warn(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Something a reader of the output must know: a code, the page where there is one, and the detail in words."""

    code: str
    page: int | None = None
    detail: str = ""


class Block(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, tag_field="record", tag="block"):
    """A typed block of clean text; `boxes` are `(page, x0, top, x1, bottom)` in points from the page's top left."""

    id: str
    type: BlockType
    text: str
    marker: str | None = None
    level: int | None = None
    rows: tuple[tuple[str, ...], ...] | None = None
    language: str | None = None
    section: tuple[str, ...] | UnsetType = UNSET
    pages: tuple[int, ...] | UnsetType = UNSET
    boxes: tuple[tuple[int, float, float, float, float], ...] | UnsetType = UNSET
    sentences: tuple[tuple[int, int], ...] | UnsetType = UNSET
    entities: tuple[Entity, ...] | UnsetType = UNSET
    citations: tuple[Citation, ...] | UnsetType = UNSET
    note_refs: tuple[NoteRef, ...] | UnsetType = UNSET
    labels: tuple[Label, ...] | UnsetType = UNSET
    parsed: Reference | None = None
    situation: str | None = None
    status: Literal["done", "open"] | None = None
    annotated_at: str | None = None
    scheme: str | None = None
    text_sha256: str | None = None

    @property
    def is_passage(self) -> bool:
        return self.type in PASSAGES


class Source(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """The file a document was made from; `pages` only for paged formats."""

    path: str
    sha256: str
    format: str
    pages: int | None = None


class MadeBy(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Name and version of the maker, and the digests of everything the output depends on."""

    name: str
    version: str
    inputs: dict[str, str] = {}


class Head(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, tag_field="record", tag="document"):
    """The first line of a file: what the document is and what it was made from."""

    id: str
    source: Source | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    year: int | None = None
    language: str | None = None
    made_by: MadeBy | None = None
    of: tuple[str, ...] | None = None
    warnings: tuple[Warn, ...] | UnsetType = UNSET


class Document(Struct, frozen=True):
    """A document line and its blocks in reading order."""

    head: Head
    blocks: tuple[Block, ...] = ()


def iterate_problems(document: Document) -> Iterator[tuple[int, str]]:
    """Yield (line number, what is wrong) for every break of the format's rules in a document; line 1 is the head.

    Links may lead out of a document of human annotation, which holds only the blocks that were seen.

    >>> text = "El foro acordó."
    >>> bad = Block(id="a/0001", type="paragraph", text=text, sentences=((0, 40),))
    >>> list(iterate_problems(Document(Head(id="a"), (bad,))))
    [(2, 'a/0001: sentence [0, 40) does not lie in a text of 15 characters')]
    """
    seen: set[str] = set()
    for line, block in enumerate(document.blocks, start=2):
        for problem in itertools.chain(
            _problems_of_id(block, document.head.id, seen), _problems_of_text(block), _problems_of_sentences(block),
            _problems_of_spans(block),
        ):  # fmt: skip
            yield line, f"{block.id}: {problem}"
    if any(block.status for block in document.blocks):
        return
    for line, block in enumerate(document.blocks, start=2):
        for problem in _problems_of_links(block, seen):
            yield line, f"{block.id}: {problem}"


def _problems_of_id(block: Block, document_id: str, seen: set[str]) -> Iterator[str]:
    if not block.id.startswith(document_id + "/"):
        yield f"id does not begin with the document's id, {document_id}/"
    if block.id in seen:
        yield "id stands twice"
    seen.add(block.id)


def _problems_of_text(block: Block) -> Iterator[str]:
    if block.type != "table" and ("\n" in block.text or "\t" in block.text):
        yield "text holds a line break or a tab"
    if block.rows is not None and block.text != "\n".join("\t".join(row) for row in block.rows):
        yield "text is not the rows joined by tabs and newlines"


def _problems_of_sentences(block: Block) -> Iterator[str]:
    if block.sentences is UNSET:
        return
    if block.type not in PASSAGES:
        yield f"a {block.type} has no sentences"
    before = 0
    for start, end in block.sentences:
        if not 0 <= start < end <= len(block.text):
            yield f"sentence [{start}, {end}) does not lie in a text of {len(block.text)} characters"
            return
        if start < before:
            yield f"sentence [{start}, {end}) begins before the one before it ends"
        elif block.text[before:start].strip():
            yield f"text between sentences at {before}: {block.text[before:start]!r}"
        before = end
    if block.text[before:].strip():
        yield f"text after the last sentence at {before}"


def _problems_of_spans(block: Block) -> Iterator[str]:
    layers: tuple[tuple[str, tuple[Entity, ...] | tuple[Citation, ...]], ...] = (
        ("entity", block.entities or ()),
        ("citation", block.citations or ()),
    )
    for name, spans in layers:
        before = 0
        for span in spans:
            if not 0 <= span.start < span.end <= len(block.text):
                yield f"{name} [{span.start}, {span.end}) does not lie in a text of {len(block.text)} characters"
                continue
            if block.text[span.start : span.end] != span.text:
                yield f"{name} [{span.start}, {span.end}) is {block.text[span.start : span.end]!r}, not {span.text!r}"
            if span.start < before:
                yield f"{name} [{span.start}, {span.end}) overlaps the one before it or is out of order"
            before = span.end
    for ref in block.note_refs or ():
        if not 0 <= ref.at <= len(block.text):
            yield f"note reference {ref.marker} at {ref.at} does not lie in a text of {len(block.text)} characters"


def _problems_of_links(block: Block, ids: set[str]) -> Iterator[str]:
    for ref in block.note_refs or ():
        if ref.note is not None and ref.note not in ids:
            yield f"note reference {ref.marker} calls {ref.note}, which is no block here"
    for citation in block.citations or ():
        for work in citation.works:
            if work.reference is not None and work.reference not in ids:
                yield f"citation {citation.text!r} is linked to {work.reference}, which is no block here"
            if work.via is not None and not 0 <= work.via < len(citation.works):
                yield f"citation {citation.text!r}: via {work.via} names no work of it"


def replace(block: Block, **changes: object) -> Block:
    """The block with some fields changed."""
    return msgspec.structs.replace(block, **changes)
