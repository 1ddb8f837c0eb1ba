"""Passages as several annotators have them → units and the value that each annotator gave to each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import UNSET, Struct

from surco.agreement.coefficients import MISSING
from surco.gold.store import Layer
from surco.records import Block, Citation, Entity

if TYPE_CHECKING:
    from surco.agreement.coefficients import Codes

NONE = ""
"""The value of a unit in which an annotator marked nothing."""

_WORD = re.compile(r"\w+")


class Passage(Struct, frozen=True):
    """A passage in a document, by number, as each annotator who is done with it has it."""

    document: int
    versions: dict[str, Block]

    def list_coded(self, layer: Layer) -> dict[str, Block]:
        """The versions in which the layer is there: one that is absent was not annotated."""
        return {name: block for name, block in self.versions.items() if getattr(block, layer) is not UNSET}


class Unit(Struct, frozen=True):
    """One thing that was coded: its document, and the value that each annotator gave who coded it."""

    document: int
    values: dict[str, str]


def code_labels(passages: Sequence[Passage], label: str) -> Iterator[Unit]:
    """Yield a unit for each passage: whether it has the label."""
    for passage in passages:
        coded = passage.list_coded("labels")
        values = {name: label if label in _name_labels(block) else NONE for name, block in coded.items()}
        yield Unit(passage.document, values)


def code_sets(passages: Sequence[Passage]) -> Iterator[Unit]:
    """Yield a unit for each passage: all its labels, parted by blanks."""
    for passage in passages:
        coded = passage.list_coded("labels")
        yield Unit(passage.document, {name: " ".join(sorted(_name_labels(block))) for name, block in coded.items()})


def code_stances(passages: Sequence[Passage]) -> Iterator[Unit]:
    """Yield a unit for each label of each passage: the stance that each gave who gave the label."""
    for passage in passages:
        found: dict[str, dict[str, str]] = {}
        for name, block in passage.list_coded("labels").items():
            for label in block.labels or ():
                found.setdefault(label.principle, {})[name] = label.stance
        yield from (Unit(passage.document, found[label]) for label in sorted(found))


def list_spans(block: Block, layer: Layer) -> Sequence[Entity | Citation]:
    """The spans of a layer; none where it is absent."""
    return (block.entities if layer == "entities" else block.citations) or ()


def name_span(span: Entity | Citation, *, whole: bool = False) -> str:
    """The label of a span, `whole` with its principle.

    >>> name_span(Entity(0, 5, "PRINCIPLE", "mutuo", principle="reciprocidad"), whole=True)
    'PRINCIPLE:reciprocidad'
    """
    if isinstance(span, Citation):
        return span.kind
    return f"{span.label}:{span.principle}" if whole and span.principle else span.label


def _name_labels(block: Block) -> set[str]:
    return {label.principle for label in block.labels or () if label.decision != "unsure"}


class Coding(Struct, frozen=True):
    """Units as numbers: `codes` (units, annotators) with `MISSING`, each unit's document, and the values in order."""

    codes: Codes
    documents: Codes
    values: tuple[str, ...]


def encode_units(units: Sequence[Unit], annotators: Sequence[str]) -> Coding:
    """The units that two or more annotators coded, as numbers."""
    import numpy as np

    kept = [unit for unit in units if len(unit.values) >= 2]
    values = tuple(sorted({value for unit in kept for value in unit.values.values()}))
    number: Mapping[str, int] = {value: place for place, value in enumerate(values)}
    codes = [[number[unit.values[name]] if name in unit.values else MISSING for name in annotators] for unit in kept]
    return Coding(
        np.array(codes, dtype=np.int64).reshape(len(kept), len(annotators)),
        np.array([unit.document for unit in kept], dtype=np.int64),
        values,
    )


def code_words(passages: Sequence[Passage], layer: Layer, annotators: Sequence[str]) -> Coding:
    """The words of the passages that two or more annotators coded: the span around each says its value."""
    import numpy as np

    numbers = {NONE: 0}
    parts: list[Codes] = []
    documents: list[Codes] = []
    for passage in passages:
        coded = passage.list_coded(layer)
        if len(coded) < 2:
            continue
        starts = np.array([word.start() for word in _WORD.finditer(next(iter(coded.values())).text)], dtype=np.int64)
        codes = np.full((len(starts), len(annotators)), MISSING, dtype=np.int64)
        for column, name in enumerate(annotators):
            if name in coded:
                codes[:, column] = numbers[NONE]
                for span in list_spans(coded[name], layer):
                    first, last = np.searchsorted(starts, (span.start, span.end))
                    codes[first:last, column] = numbers.setdefault(name_span(span, whole=True), len(numbers))
        parts.append(codes)
        documents.append(np.full(len(starts), passage.document, dtype=np.int64))
    if not parts:
        return encode_units((), annotators)
    return Coding(np.concatenate(parts), np.concatenate(documents), tuple(numbers))


def narrow_coding(coding: Coding, label: str) -> Coding:
    """The same units, with one label's value or none."""
    import numpy as np

    own = [number for number, value in enumerate(coding.values) if value.partition(":")[0] == label]
    codes = np.where(coding.codes == MISSING, MISSING, np.isin(coding.codes, own)).astype(np.int64)
    return Coding(codes, coding.documents, (NONE, label))
