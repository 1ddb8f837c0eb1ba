"""Scores entities against gold: strict and partial spans by label, names seen and not seen in training, with
intervals over documents."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from surco.entities.resolve import make_id
from surco.records import UNMARKED, Document, Entity

DRAWS = 1000
"""Bootstrap draws of whole documents for an interval."""
LABELS = ("ORG", "TREATY", "PRINCIPLE")


class Counts(NamedTuple):
    """Spans of the gold, spans found, and spans right – strictly, or by any overlap with the same label."""

    gold: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.gold + self.found) if self.gold + self.found else 1.0


class Score(NamedTuple):
    """One row: label, how spans are compared, which names, the counts over all documents, and a 95 % interval of F1
    (recall for names)."""

    label: str
    match: str
    names: str
    counts: Counts
    low: float
    high: float


Pair = tuple[Document, Document]


def score_entities(pairs: Sequence[Pair], *, seen: Iterable[str] = ()) -> list[Score]:
    """Rows for (gold, found) pairs of the same document; `seen` are the names that training has shown, in any
    spelling."""
    known = frozenset(make_id(name) for name in seen)
    rows: list[Score] = []
    for label in LABELS:
        for match in ("strict", "partial"):
            rows.append(_score(pairs, label, match, "all", lambda entity: True))
        rows.append(_score(pairs, label, "strict", "seen", lambda entity: make_id(entity.text) in known))
        rows.append(_score(pairs, label, "strict", "unseen", lambda entity: make_id(entity.text) not in known))
    return rows


def _score(pairs: Sequence[Pair], label: str, match: str, names: str, wanted: Callable[[Entity], bool]) -> Score:
    counts = [_count(gold, found, label, match, wanted) for gold, found in pairs]
    values = (
        sorted(_measure(_add(random.Random(draw).choices(counts, k=len(counts))), names) for draw in range(DRAWS))
        if counts
        else [0.0]
    )
    low, high = values[int(0.025 * len(values))], values[min(len(values) - 1, int(0.975 * len(values)))]
    return Score(label, match, names, _add(counts), low, high)


def _measure(counts: Counts, names: str) -> float:
    return counts.f1 if names == "all" else counts.recall


def _add(counts: Iterable[Counts]) -> Counts:
    rows = list(counts)
    return Counts(sum(row.gold for row in rows), sum(row.found for row in rows), sum(row.right for row in rows))


def _count(gold: Document, found: Document, label: str, match: str, wanted: Callable[[Entity], bool]) -> Counts:
    by_id = {block.id: block for block in found.blocks}
    total = Counts(0, 0, 0)
    for block in gold.blocks:
        if block.type in UNMARKED or block.status == "open":
            continue
        true = [
            entity
            for entity in block.entities or ()
            if entity.label == label and not entity.optional and wanted(entity)
        ]
        other = by_id.get(block.id)
        ours = [
            entity for entity in (other.entities or () if other else ()) if entity.label == label and wanted(entity)
        ]
        free = [entity for entity in block.entities or () if entity.optional]
        ours = [entity for entity in ours if not any(_is_same(entity, one, "strict") for one in free)]
        right = sum(any(_is_same(one, entity, match) for entity in ours) for one in true)
        total = _add((total, Counts(len(true), len(ours), right)))
    return total


def _is_same(one: Entity, other: Entity, match: str) -> bool:
    if one.label != other.label or one.principle != other.principle:
        return False
    if match == "strict":
        return (one.start, one.end) == (other.start, other.end)
    return one.start < other.end and other.start < one.end
