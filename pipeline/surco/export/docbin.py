"""Passages → spaCy's DocBin: sentences, spans in `doc.spans`, principles in `doc.cats`, the rest in `doc.user_data`."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from surco.doccano.examples import list_spans
from surco.export.context import Context
from surco.export.files import File
from surco.export.loss import HUMAN
from surco.export.tokens import cut_tokens, list_edges, list_tokens, make_blank
from surco.records import Block, Citation, Document, Entity, Head
from surco.scheme import Scheme

if TYPE_CHECKING:
    from spacy.tokens import Doc, SpanGroup

LOST = frozenset({
    "document.source", "document.made_by", "document.of", "document.warnings", "block.level", "block.rows", "block.boxes",
    "block.parsed", "block.situation", "block.computed", *(HUMAN - {"block.status"}),
})  # fmt: skip
NAME = "passages.spacy"
KEY = "surco"
"""Under this key of `doc.user_data` stand the ids, the metadata and the labels with their stances."""


def to_spacy(documents: Iterable[Document], context: Context) -> Iterator[File]:
    """Yield `passages.spacy`, a DocBin with a Doc for each passage; read it with a blank "es" pipeline's vocabulary."""
    from spacy.tokens import DocBin

    bin_ = DocBin(attrs=["ORTH", "SPACY", "SENT_START"], store_user_data=True)
    with _look_up_once():
        for document in documents:
            for block in document.blocks:
                bin_.add(make_doc(document.head, block, context.scheme))
    yield File(NAME, bin_.to_bytes())


@contextlib.contextmanager
def _look_up_once() -> Iterator[None]:
    """Find srsly's encoders once: it goes through all of spaCy's registries for each thing it packs, a millisecond a Doc."""
    from srsly import msgpack_encoders

    found = msgpack_encoders.get_all()
    msgpack_encoders.get_all = lambda: found
    try:
        yield
    finally:
        del msgpack_encoders.get_all


def make_doc(head: Head, block: Block, scheme: Scheme) -> Doc:
    """A passage as a Doc whose tokens end where its annotations do."""
    doc = _tokenize(block)
    for start, end in block.sentences or ():
        sentence = doc.char_span(start, end)
        if sentence is not None:
            sentence[0].is_sent_start = True
    doc.spans["entities"] = _make_group(doc, "entities", block.entities or ())
    doc.spans["citations"] = _make_group(doc, "citations", block.citations or ())
    given = {label.principle for label in block.labels or ()}
    doc.cats = {principle: float(principle in given) for principle in scheme.ids}
    doc.user_data[KEY] = _tell_rest(head, block)
    return doc


def _tokenize(block: Block) -> Doc:
    """spaCy's own tokens, cut where an annotation begins or ends inside one."""
    from spacy.tokens import Doc

    blank = make_blank()
    doc = blank.tokenizer(block.text)
    spans = (*((span.start, span.end) for span in list_spans(block)), *(block.sentences or ()))
    if all(doc.char_span(start, end) is not None for start, end in spans):
        return doc
    cut = cut_tokens(list_tokens(doc, blanks=True), list_edges(block))
    words = [block.text[start:end] for start, end in cut]
    return Doc(blank.vocab, words=words, spaces=[block.text[end : end + 1] == " " for _, end in cut])


def _make_group(doc: Doc, name: str, marks: Iterable[Entity | Citation]) -> SpanGroup:
    from spacy.tokens import SpanGroup

    spans, told = [], []
    for mark in marks:
        label, kb_id = (mark.label, mark.id or "") if isinstance(mark, Entity) else (mark.kind, "")
        span = doc.char_span(mark.start, mark.end, label=label, kb_id=kb_id)
        if span is not None:
            spans.append(span)
            told.append(msgspec.to_builtins(mark))
    return SpanGroup(doc, name=name, spans=spans, attrs={"records": told})


def _tell_rest(head: Head, block: Block) -> dict[str, Any]:
    return {
        "document": head.id, "title": head.title, "authors": list(head.authors), "year": head.year, "document_language": head.language,
        "id": block.id, "type": block.type, "language": block.language, "section": list(block.section or ()),
        "pages": list(block.pages or ()), "marker": block.marker, "status": block.status,
        "labels": msgspec.to_builtins(block.labels or ()), "note_refs": msgspec.to_builtins(block.note_refs or ()),
    }  # fmt: skip
