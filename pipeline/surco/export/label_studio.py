"""Passages ⇄ Label Studio's JSON: machine annotation as predictions, human as annotations, and the labelling config."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from xml.sax.saxutils import quoteattr

import msgspec
from msgspec import UNSET, Struct, UnsetType

from surco import __version__
from surco.doccano.examples import (
    CITATION_KINDS,
    NAMED_ENTITIES,
    QUESTIONED,
    list_spans,
    name_label,
    name_span,
    read_label,
)
from surco.export.context import Context
from surco.export.files import File
from surco.export.importing import Imported, make_span, name_file, settle_stances
from surco.export.selection import is_human
from surco.export.texts import Units
from surco.records import Block, Citation, Document, Entity, FormatError, Head, Label, replace
from surco.scheme import Scheme

LOST: frozenset[str] = frozenset()
NAME, CONFIG = "label-studio.json", "label-config.xml"
SPANS, TEXT, LABELS = "spans", "text", "labels"
_COLOUR = "#6B7280"


class _Value(Struct, frozen=True, omit_defaults=True):
    start: int | UnsetType = UNSET
    end: int | UnsetType = UNSET
    text: str | UnsetType = UNSET
    labels: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


class _Region(Struct, frozen=True, omit_defaults=True):
    id: str
    from_name: str
    to_name: str
    type: str
    value: _Value
    score: float | None = None


class _Marking(Struct, frozen=True, omit_defaults=True):
    """An annotation or a prediction."""

    result: tuple[_Region, ...]
    model_version: str = ""
    completed_by: int | dict[str, Any] | None = None
    was_cancelled: bool = False


class _Data(Struct, frozen=True):
    """What a task holds: `block` is the whole record but its text, so that nothing is lost that nobody edits here."""

    text: str
    where: str
    document: Head
    block: Block


class _Task(Struct, frozen=True, omit_defaults=True):
    data: _Data
    annotations: tuple[_Marking, ...] = ()
    predictions: tuple[_Marking | int, ...] = ()


_ENCODER = msgspec.json.Encoder()


def to_label_studio(documents: Iterable[Document], context: Context) -> Iterator[File]:
    """Yield the labelling configuration, and `label-studio.json` in a piece for each document."""
    yield File(CONFIG, make_config(context.scheme).encode())
    opened = False
    for document in documents:
        for block in document.blocks:
            yield File(NAME, (b",\n" if opened else b"[\n") + _ENCODER.encode(_make_task(document.head, block)))
            opened = True
    yield File(NAME, b"\n]\n" if opened else b"[]\n")


def _make_task(head: Head, block: Block) -> _Task:
    where = " · ".join((block.id, *(block.section or ()), *(f"p. {page}" for page in block.pages or ())))
    data = _Data(block.text, where, head, replace(block, text=""))
    regions = tuple(_list_regions(block))
    if is_human(block):
        return _Task(data, annotations=(_Marking(regions),))
    return _Task(data, predictions=(_Marking(regions, f"surco {__version__}"),))


def _list_regions(block: Block) -> Iterator[_Region]:
    for number, span in enumerate(list_spans(block)):
        value = _Value(span.start, span.end, span.text, (name_span(span),))
        score = span.score if isinstance(span, Entity) else None
        yield _Region(f"s{number}", SPANS, TEXT, "labels", value, score)
    if block.labels:
        yield _Region("l0", LABELS, TEXT, "choices", _Value(choices=tuple(name_label(label) for label in block.labels)))


def make_config(scheme: Scheme) -> str:
    """The labelling configuration of a scheme, for a project's settings."""
    spans = [*((name, _COLOUR) for name in (*NAMED_ENTITIES, *CITATION_KINDS)), *((p.id, p.colour) for p in scheme.principles)]
    choices = [name for one in scheme.ids for name in (one, one + QUESTIONED)]
    return "\n".join((
        "<View>", "  <Style>.htx-text { white-space: pre-wrap; }</Style>", '  <Header value="$where" size="5"/>',
        f'  <Labels name="{SPANS}" toName="{TEXT}">',
        *(f"    <Label value={quoteattr(name)} background={quoteattr(colour)}/>" for name, colour in spans),
        "  </Labels>", f'  <Text name="{TEXT}" value="$text"/>',
        f'  <Choices name="{LABELS}" toName="{TEXT}" choice="multiple" showInline="true">',
        *(f"    <Choice value={quoteattr(name)}/>" for name in choices), "  </Choices>", "</View>", "",
    ))  # fmt: skip


def from_label_studio(files: Iterable[File], context: Context) -> Iterator[Imported]:
    """Yield a document for each annotator of a Label Studio export (JSON); tasks nobody annotated come as pre-annotation.

    Raises FormatError where a task is none of ours or a span is not the text that it quotes.
    """
    for file in files:
        if not file.name.endswith(".json"):
            continue
        try:
            tasks = msgspec.json.decode(file.data, type=list[_Task])
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise FormatError(f"{file.name}: {error}; export the project as JSON (not JSON-MIN)") from error
        yield from _group_tasks(tasks, file.name, context.scheme)


def _group_tasks(tasks: Iterable[_Task], name: str, scheme: Scheme) -> Iterator[Imported]:
    heads: dict[str, Head] = {}
    found: dict[tuple[str | None, bool, str], list[Block]] = {}
    for task in tasks:
        head = task.data.document
        heads[head.id] = head
        done = [one for one in task.annotations if not one.was_cancelled]
        for marking in done or [one for one in task.predictions if isinstance(one, _Marking)]:
            key = (_name_annotator(marking), bool(done), head.id)
            with name_file(name):
                found.setdefault(key, []).append(_read_marking(marking, task.data, name, scheme))
    for (annotator, human, document_id), blocks in found.items():
        yield Imported(name, Document(heads[document_id], tuple(blocks)), annotator, human, confirmed=human)


def _name_annotator(marking: _Marking) -> str | None:
    by = marking.completed_by
    return str(by.get("email") or by.get("id")) if isinstance(by, dict) else None if by is None else f"user-{by}"


def _read_marking(marking: _Marking, data: _Data, name: str, scheme: Scheme) -> Block:
    """The block with the spans and labels of an annotation; those that were there before keep their details."""
    block = replace(data.block, text=data.text)
    known = {(span.start, span.end, name_span(span)): span for span in list_spans(block)}
    entities: list[Entity] = []
    citations: list[Citation] = []
    labels: list[Label] = []
    before = {name_label(label): label for label in block.labels or ()}
    for region in marking.result:
        labels += [before.get(choice) or read_label(choice) for choice in region.value.choices]
        for label in region.value.labels:
            start, end = _locate(region.value, block, name)
            span = known.get((start, end, label)) or make_span(start, end, label, block, scheme.ids)
            if isinstance(span, Entity):
                entities.append(span)
            else:
                citations.append(span)
    layers: dict[str, tuple[Any, ...]] = {
        "entities": tuple(sorted(entities, key=lambda span: (span.start, span.end))),
        "citations": tuple(sorted(citations, key=lambda span: (span.start, span.end))),
        "labels": settle_stances(labels, block, scheme.ids),
    }
    return replace(block, **{name: marks for name, marks in layers.items() if marks or getattr(block, name) is not UNSET})


def _locate(value: _Value, block: Block, name: str) -> tuple[int, int]:
    """Where a region stands, in code points: as they are, else read as the UTF-16 units of older servers."""
    start, end = int(value.start or 0), int(value.end or 0)
    units = Units(block.text)
    for one in ((start, end), (units.from_utf16(start), units.from_utf16(end))):
        words = block.text[one[0] : one[1]]
        quoted = (value.text, value.text.replace("\\n", "\n")) if value.text else (words,)
        if words and any(words.split() == quote.split() for quote in quoted):
            return one
    raise FormatError(
        f"{name}: {block.id}: span [{start}, {end}) is {block.text[start:end]!r}, not {value.text!r}; remove it there and export again"
    )
