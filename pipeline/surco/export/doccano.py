"""Passages ⇄ doccano's JSONL with both annotation types: spans in UTF-16 units, and categories."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from surco.doccano.examples import (
    Example,
    Mark,
    digest_marks,
    find_overlap,
    from_example,
    rebuild_block,
    to_example,
    to_utf16,
)
from surco.doccano.lines import decode_lines, encode_line
from surco.export.context import Context
from surco.export.files import File
from surco.export.importing import Imported, group_blocks, name_file
from surco.export.loss import HEADS, HUMAN, settle_layers
from surco.export.texts import Units
from surco.records import Block, Document, SurcoError

LOST = frozenset({
    *HEADS, "block.marker", "block.level", "block.rows", "block.pages", "block.boxes",
    "block.sentences", "block.note_refs", "block.parsed", "block.situation", "block.computed", *HUMAN, "entity.id",
    "entity.source", "entity.score", "entity.optional", "citation.source", "citation.works", "label.score", "label.source",
    "label.decision",
})  # fmt: skip
NAME = "doccano.jsonl"
_NOBODY = frozenset({"all", "doccano"})
"""Names of files that do not tell who annotated."""


def to_doccano(documents: Iterable[Document], context: Context) -> Iterator[File]:
    """Yield `doccano.jsonl` for a project of type IntentDetectionAndSlotFilling, a piece for each document."""
    for document in documents:
        yield File(NAME, b"".join(encode_line(_make_example(block)) for block in document.blocks))


def _make_example(block: Block) -> Example:
    example = to_example(block)
    if pair := find_overlap(example.marks):
        raise SurcoError(f"{block.id}: {pair[0].name} and {pair[1].name} overlap, which doccano refuses; mend the annotation")
    return example


def from_doccano(files: Iterable[File], context: Context) -> Iterator[Imported]:
    """Yield the documents of doccano's JSONL, one an annotator; `NAME.jsonl` in a zip is what NAME did.

    Offsets are UTF-16 units or, where that fits better, code points. Raises FormatError with file and line.
    """
    principles = context.scheme.ids
    for file in files:
        if not file.name.endswith((".jsonl", ".json")):
            continue
        examples = list(decode_lines(file.data, file.name))
        if count_in_code_points(examples):
            examples = [_to_units(example) for example in examples]
        stem = file.name.rsplit(".", 1)[0]
        annotator = None if stem in _NOBODY else stem
        with name_file(file.name):
            blocks = [settle_layers(from_example(example, rebuild_block(example), principles)) for example in examples]
            documents = list(group_blocks(blocks))
        for document in documents:
            yield Imported(file.name, document, annotator)


def count_in_code_points(examples: Iterable[Example]) -> bool:
    """Whether the offsets are better read as code points: by the marks as they were sent, else by the edges of words.

    >>> from surco.doccano.examples import Meta
    >>> meta = Meta("a/1", "paragraph", sent=digest_marks([Mark(5, 8, "ORG")], []))
    >>> count_in_code_points([Example("y 😀 Foo", (Mark(4, 7, "ORG"),), (), meta)])
    True
    """
    votes = 0
    for example in examples:
        if any(character > "\uffff" for character in example.text):
            converted = _to_units(example)
            votes += _weigh_marks(converted) - _weigh_marks(example)
    return votes > 0


def _weigh_marks(example: Example) -> int:
    """How well marks in UTF-16 units fit their text."""
    if digest_marks(example.marks, example.categories) == example.meta.sent and example.marks:
        return 1000
    units = Units(example.text)
    return sum(_is_word(example.text, units.from_utf16(mark.start), units.from_utf16(mark.end)) for mark in example.marks)


def _is_word(text: str, start: int, end: int) -> bool:
    """Whether a span begins and ends where words do.

    >>> _is_word("la unasur y", 3, 9), _is_word("la unasur y", 2, 8)
    (True, False)
    """
    inner = text[start:end]
    cut = (text[start - 1 : start].isalnum() and inner[:1].isalnum()) or (inner[-1:].isalnum() and text[end : end + 1].isalnum())
    return end <= len(text) and inner == inner.strip() != "" and not cut


def _to_units(example: Example) -> Example:
    marks = (Mark(to_utf16(example.text, one.start), to_utf16(example.text, one.end), one.name) for one in example.marks)
    return Example(example.text, tuple(marks), example.categories, example.meta)
