"""A passage ⇄ a doccano example: text without outer blanks, offsets in UTF-16 units, label names, digest of what was sent."""

from __future__ import annotations

import hashlib
import typing
from collections.abc import Collection, Iterable, Sequence
from typing import Literal, NamedTuple

import msgspec
from msgspec import UNSET, Struct, structs

from surco.gold import digest_text
from surco.records import Block, BlockType, Citation, CitationKind, Entity, Label, SurcoError, replace

Part = Literal["both", "spans", "categories"]
"""What a doccano project holds: spans and categories together, or one of them where spans may overlap."""

QUESTIONED = " (cuestionado)"
NAMED_ENTITIES: tuple[Literal["ORG", "TREATY"], ...] = ("ORG", "TREATY")
CITATION_KINDS: tuple[CitationKind, ...] = typing.get_args(CitationKind)


class ExampleError(SurcoError):
    """A passage that can't go to doccano, or an example that is no longer the passage it was."""


class Mark(NamedTuple):
    """A labelled span in doccano: UTF-16 units into the example's text, end exclusive, and the label's name."""

    start: int
    end: int
    name: str


class Meta(Struct, frozen=True, rename={"id": "surco_id", "type": "surco_type", "language": "surco_language",
                                        "section": "surco_section", "sha256": "surco_sha256", "sent": "surco_sent"}):  # fmt: skip
    """What travels with an example: only strings, always all of them, under names of our own.

    `id` is the passage's, `sha256` its text's, `sent` the digest of the marks and categories as they were sent.
    """

    id: str
    type: BlockType
    language: str = ""
    section: str = ""
    sha256: str = ""
    sent: str = ""


class Example(Struct, frozen=True):
    """A passage as doccano holds it; marks are sorted, categories too."""

    text: str
    marks: tuple[Mark, ...]
    categories: tuple[str, ...]
    meta: Meta


def to_utf16(text: str, index: int) -> int:
    """The UTF-16 units before a code point of a text.

    >>> to_utf16("y 😀 Bob", 4)
    5
    """
    return len(text[:index].encode("utf-16-le", "surrogatepass")) // 2


def from_utf16(text: str, units: int) -> int:
    """The code points before a UTF-16 unit of a text; raises ExampleError in the middle of a character or beyond the end.

    >>> from_utf16("y 😀 Bob", 5)
    4
    """
    data = text.encode("utf-16-le", "surrogatepass")
    if not 0 <= units <= len(data) // 2:
        raise ExampleError(f"offset {units} lies outside a text of {len(data) // 2} UTF-16 units")
    try:
        return len(data[: 2 * units].decode("utf-16-le"))
    except UnicodeDecodeError as error:
        raise ExampleError(f"offset {units} lies inside a character") from error


def name_span(span: Entity | Citation) -> str:
    """The label of a span in doccano: ORG, TREATY, the principle that it names, or the kind of citation."""
    if isinstance(span, Citation):
        return span.kind
    if span.label != "PRINCIPLE":
        return span.label
    if span.principle is None:
        raise ExampleError(f"{span.text!r} is a PRINCIPLE without principle; annotate the document again")
    return span.principle


def list_spans(block: Block) -> list[Entity | Citation]:
    """The entities and citations of a block, whatever their order."""
    return [*(block.entities or ()), *(block.citations or ())]


def name_label(label: Label) -> str:
    """The category of a passage's label in doccano.

    >>> name_label(Label("equidad", "questioned"))
    'equidad (cuestionado)'
    """
    return label.principle + (QUESTIONED if label.stance == "questioned" else "")


def read_label(name: str) -> Label:
    """The label that a category stands for.

    >>> read_label("equidad (cuestionado)").stance
    'questioned'
    """
    principle = name.removesuffix(QUESTIONED)
    return Label(principle, "questioned" if principle != name else "affirmed")


def to_example(block: Block, part: Part = "both") -> Example:
    """The passage as doccano is to hold it; raises ExampleError where a span can't be carried."""
    try:
        text, marks = _place_marks(block) if part != "categories" else (block.text.strip(), ())
    except ExampleError as error:
        raise ExampleError(f"{block.id}: {error}") from error
    categories = tuple(sorted({name_label(label) for label in block.labels or ()})) if part != "spans" else ()
    meta = Meta(
        block.id, block.type, block.language or "", " › ".join(block.section or ()), digest_text(block.text),
        digest_marks(marks, categories),
    )  # fmt: skip
    return Example(text, marks, categories, meta)


def _place_marks(block: Block) -> tuple[str, tuple[Mark, ...]]:
    """The text without outer blanks, and its spans in UTF-16 units."""
    text = block.text.strip()
    shift = len(block.text) - len(block.text.lstrip())
    marks = []
    for span in list_spans(block):
        start, end = span.start - shift, span.end - shift
        if not 0 <= start < end <= len(text):
            raise ExampleError(f"span {span.text!r} reaches into the blanks at the edge, which doccano cuts off")
        marks.append(Mark(to_utf16(text, start), to_utf16(text, end), name_span(span)))
    return text, tuple(sorted(marks))


def find_overlap(marks: Sequence[Mark]) -> tuple[Mark, Mark] | None:
    """The first two of sorted marks that overlap, which a project with spans and categories refuses.

    >>> find_overlap((Mark(0, 5, "ORG"), Mark(3, 9, "TREATY")))
    (Mark(start=0, end=5, name='ORG'), Mark(start=3, end=9, name='TREATY'))
    """
    for before, mark in zip(marks, marks[1:], strict=False):
        if mark.start < before.end:
            return before, mark
    return None


def digest_marks(marks: Iterable[Mark], categories: Iterable[str]) -> str:
    """A short digest of marks and categories whatever their order: equal digests mean that nobody changed anything.

    >>> digest_marks([], ["b", "a"]) == digest_marks([], ["a", "b"])
    True
    """
    content = msgspec.json.encode((sorted(set(marks)), sorted(set(categories))))
    return hashlib.sha256(content).hexdigest()[:16]


def rebuild_block(example: Example) -> Block:
    """The passage that an example was made of, as far as it tells by itself: text and meta, no layers."""
    meta = example.meta
    section = tuple(meta.section.split(" › ")) if meta.section else UNSET
    return Block(meta.id, meta.type, example.text, language=meta.language or None, section=section)


def from_example(
    example: Example, block: Block, principles: Collection[str], *, source: str = "", part: Part = "both"
) -> Block:
    """The passage with the spans and labels of an example; what it had before keeps its ids, works and scores.

    What is new is made by `source`. Raises ExampleError where the text is another or a label is not of the scheme.
    """
    try:
        return _carry_back(example, block, principles, source, part)
    except ExampleError as error:
        raise ExampleError(f"{block.id}: {error}") from error


def _carry_back(example: Example, block: Block, principles: Collection[str], source: str, part: Part) -> Block:
    if example.text != block.text.strip():
        raise ExampleError(
            "its text in doccano is not the text that was sent; put it back there, or delete it and push again"
        )
    if part != "categories":
        entities, citations = _read_marks(example.marks, block, principles, source)
        block = replace(block, entities=entities, citations=citations)
    if part != "spans":
        block = replace(block, labels=_read_categories(example.categories, block, principles, source))
    return block


def _read_marks(
    marks: Iterable[Mark], block: Block, principles: Collection[str], source: str
) -> tuple[tuple[Entity, ...], tuple[Citation, ...]]:
    shift = len(block.text) - len(block.text.lstrip())
    stripped = block.text.strip()
    known = {(span.start, span.end, name_span(span)): span for span in list_spans(block)}
    entities: list[Entity] = []
    citations: list[Citation] = []
    for mark in sorted(set(marks)):
        start, end = from_utf16(stripped, mark.start) + shift, from_utf16(stripped, mark.end) + shift
        span = known.get((start, end, mark.name)) or _make_span(start, end, mark.name, block.text, principles, source)
        if isinstance(span, Entity):
            entities.append(span)
        else:
            citations.append(span)
    return tuple(entities), tuple(citations)


def _make_span(
    start: int, end: int, name: str, text: str, principles: Collection[str], source: str
) -> Entity | Citation:
    words = text[start:end]
    for kind in CITATION_KINDS:
        if name == kind:
            return Citation(start, end, kind, words, source)
    for label in NAMED_ENTITIES:
        if name == label:
            return Entity(start, end, label, words, source=source)
    _check_principle(name, name, principles)
    return Entity(start, end, "PRINCIPLE", words, principle=name, source=source)


def _read_categories(names: Iterable[str], block: Block, principles: Collection[str], source: str) -> tuple[Label, ...]:
    """The labels, one a principle: where both stances are ticked, one sentence at least questions it."""
    known = {name_label(label): label for label in block.labels or ()}
    read: dict[str, Label] = {}
    for name in sorted(set(names)):
        label = read_label(name)
        _check_principle(label.principle, name, principles)
        read[label.principle] = known.get(name) or structs.replace(label, source=source)
    order = {label.principle: place for place, label in enumerate(block.labels or ())}
    return tuple(sorted(read.values(), key=lambda label: (order.get(label.principle, len(order)), label.principle)))


def _check_principle(principle: str, name: str, principles: Collection[str]) -> None:
    if principle not in principles:
        raise ExampleError(f"label {name!r} of doccano is not in the scheme; rename it there or add it to scheme.toml")
