"""Documents → what of them an export is to hold: some documents, block types, labels, only human work, a least score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from typing import Any, TypeVar

from msgspec import Struct

from surco.doccano.examples import list_spans
from surco.records import Block, Citation, Document, Entity, Label, replace

_Mark = TypeVar("_Mark", Entity, Citation, Label)


class Selection(Struct, frozen=True):
    """What to keep; an empty tuple keeps all. `documents` are ids, `*` and `?` allowed in them.

    `labels` keeps blocks with one of these principles or entity labels; `human` and `least` keep annotations made by
    people, or scored at least so, and those without a score.
    """

    documents: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    human: bool = False
    least: float | None = None


def select_documents(documents: Iterable[Document], selection: Selection, left_out: Counter[str]) -> Iterator[Document]:
    """Yield what is selected, and count in `left_out` what is not, in words that follow a number."""
    for document in documents:
        if selection.documents and not any(fnmatchcase(document.head.id, name) for name in selection.documents):
            left_out["documents"] += 1
            continue
        yield Document(document.head, tuple(_select_blocks(document.blocks, selection, left_out)))


def _select_blocks(blocks: Iterable[Block], selection: Selection, left_out: Counter[str]) -> Iterator[Block]:
    for block in blocks:
        if selection.types and block.type not in selection.types:
            left_out[f"blocks of type {block.type}"] += 1
            continue
        was_human = is_human(block)
        if selection.human or selection.least is not None:
            block = _select_marks(block, selection, left_out)
        if selection.human and not was_human:
            left_out["blocks without human annotation"] += 1
        elif selection.labels and not names_of(block) & set(selection.labels):
            left_out[f"blocks without {' or '.join(selection.labels)}"] += 1
        else:
            yield block


def names_of(block: Block) -> set[str]:
    """The principles that a block is labelled with, and the labels and principles of its entities."""
    entities = block.entities or ()
    principles = {entity.principle for entity in entities if entity.principle is not None}
    return {label.principle for label in block.labels or ()} | {entity.label for entity in entities} | principles


def is_human(block: Block) -> bool:
    """Whether a person annotated a block: it is done, or something in it has a human source."""
    return block.status == "done" or any(source.startswith("human:") for source in list_sources(block))


def list_sources(block: Block) -> list[str]:
    """What made each entity, citation and label of a block."""
    spans, labels = list_spans(block), block.labels or ()
    return [*(span.source for span in spans), *(label.source for label in labels)]


def _select_marks(block: Block, selection: Selection, left_out: Counter[str]) -> Block:
    changes: dict[str, Any] = {}
    for name in ("entities", "citations", "labels"):
        marks = getattr(block, name)
        if marks:
            changes[name] = _filter_marks(marks, block, selection)
            left_out[f"{name} that are not human or below the least score"] += len(marks) - len(changes[name])
    return replace(block, **changes)


def _filter_marks(marks: tuple[_Mark, ...], block: Block, selection: Selection) -> tuple[_Mark, ...]:
    return tuple(mark for mark in marks if _keeps(mark, selection, done=block.status == "done"))


def _keeps(mark: Entity | Citation | Label, selection: Selection, *, done: bool) -> bool:
    score = None if isinstance(mark, Citation) else mark.score
    if selection.human and not (done or mark.source.startswith("human:")):
        return False
    return selection.least is None or score is None or score >= selection.least
