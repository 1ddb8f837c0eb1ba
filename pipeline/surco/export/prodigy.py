"""Passages → Prodigy's JSONL: text, tokens, spans for `spans.manual`, options and accepted ones for `choice`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from msgspec import Struct

from surco.doccano.examples import QUESTIONED, list_spans, name_label, name_span
from surco.export.context import Context
from surco.export.files import File
from surco.export.loss import HEADS, HUMAN
from surco.export.selection import is_human
from surco.export.tokens import Token as Place
from surco.export.tokens import tokenize_block
from surco.records import Block, Document, Entity, Head

LOST = frozenset({
    *(HEADS - {"document.title"}), *HUMAN, "block.marker", "block.level", "block.rows", "block.boxes", "block.sentences", "block.note_refs",
    "block.parsed", "block.situation", "block.computed", "entity.optional", "citation.works", "label.score", "label.source",
    "label.decision",
})  # fmt: skip
NAME = "prodigy.jsonl"
_ENCODER = msgspec.json.Encoder()


class Token(Struct, frozen=True):
    text: str
    start: int
    end: int
    id: int
    ws: bool


class Span(Struct, frozen=True, omit_defaults=True):
    """`token_end` is the last token, inclusive, as Prodigy has it; what follows `label` is passed through by it."""

    start: int
    end: int
    token_start: int
    token_end: int
    label: str
    entity_id: str | None = None
    source: str = ""
    score: float | None = None


class Option(Struct, frozen=True):
    id: str
    text: str


class Meta(Struct, frozen=True, omit_defaults=True):
    id: str
    title: str | None = None
    type: str = ""
    language: str | None = None
    section: str = ""
    pages: str = ""


class Task(Struct, frozen=True, omit_defaults=True):
    """`answer` stands only where a person decided."""

    text: str
    tokens: tuple[Token, ...]
    spans: tuple[Span, ...]
    options: tuple[Option, ...]
    accept: tuple[str, ...]
    meta: Meta
    answer: str = ""


def to_prodigy(documents: Iterable[Document], context: Context) -> Iterator[File]:
    """Yield `prodigy.jsonl`, a piece for each document; offsets are code points, tokens spaCy's."""
    options = tuple(Option(name, name) for one in context.scheme.ids for name in (one, one + QUESTIONED))
    for document in documents:
        lines = (_ENCODER.encode(make_task(document.head, block, options)) for block in document.blocks)
        yield File(NAME, b"".join(line + b"\n" for line in lines))


def make_task(head: Head, block: Block, options: tuple[Option, ...]) -> Task:
    """A passage as a task whose tokens end where its spans do."""
    places = tokenize_block(block, blanks=True)
    text = block.text
    tokens = tuple(
        Token(text[start:end], start, end, number, text[end : end + 1] == " ") for number, (start, end) in enumerate(places)
    )
    meta = Meta(
        block.id, head.title, block.type, block.language, " › ".join(block.section or ()), ", ".join(map(str, block.pages or ()))
    )
    accept = tuple(name_label(label) for label in block.labels or ())
    return Task(text, tokens, tuple(_list_spans(block, places)), options, accept, meta, "accept" if is_human(block) else "")


def _list_spans(block: Block, places: list[Place]) -> Iterator[Span]:
    first = {start: number for number, (start, _) in enumerate(places)}
    last = {end: number for number, (_, end) in enumerate(places)}
    for span in sorted(list_spans(block), key=lambda span: span.start):
        told = (span.id, span.source, span.score) if isinstance(span, Entity) else (None, span.source, None)
        yield Span(span.start, span.end, first[span.start], last[span.end], name_span(span), *told)
