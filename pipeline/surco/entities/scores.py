"""Scores entities against gold: strict and partial spans by label, names seen and not seen before, with intervals over
documents."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from msgspec import UNSET, Struct

from surco.entities.resolve import make_id
from surco.records import UNMARKED, Block, Document, Entity

DRAWS = 1000
"""Bootstrap draws of whole documents for an interval."""
LEAST_DOCUMENTS = 3
"""An interval needs at least so many documents: fewer tell nothing of the next one."""
LABELS = ("ORG", "TREATY", "PRINCIPLE")
NAMED = ("ORG", "TREATY")
"""The labels of names, which a model or an authority file may have seen before; a principle has its naming words."""


class Trial(NamedTuple):
    """A document as people annotated it and as it was annotated without them, and the ids of the names that whoever
    did that had seen."""

    gold: Document
    found: Document
    seen: frozenset[str] = frozenset()


class Counts(NamedTuple):
    """Spans of the gold, spans found, and spans right."""

    gold: int = 0
    found: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.gold + self.found) if self.gold + self.found else 1.0


class Score(Struct, frozen=True):
    """One row: how the spans of a label are compared (`strict`: both ends, `partial`: any overlap) and which names.

    The 95 % interval is that of F1; of names seen or unseen it is that of recall, and precision and F1 are not given,
    as a wrong span is no name. Fewer documents than LEAST_DOCUMENTS have no interval.
    """

    label: str
    match: str
    names: str
    gold: int
    found: int
    recall: float
    precision: float | None
    f1: float | None
    low: float | None
    high: float | None


def score_entities(trials: Sequence[Trial]) -> tuple[Score, ...]:
    """The rows of all labels over these documents; blocks without human entities, and open ones, are left out."""
    rows: list[Score] = []
    for label in LABELS:
        rows += [_score(trials, label, match, "all", lambda entity, seen: True) for match in ("strict", "partial")]
        if label in NAMED:
            rows.append(_score(trials, label, "strict", "seen", lambda entity, seen: make_id(entity.text) in seen))
            rows.append(_score(trials, label, "strict", "unseen", lambda entity, seen: make_id(entity.text) not in seen))
    return tuple(rows)


Wanted = Callable[[Entity, frozenset[str]], bool]


def _score(trials: Sequence[Trial], label: str, match: str, names: str, wanted: Wanted) -> Score:
    counts = [_count(trial, label, match, wanted) for trial in trials]
    total, whole = _add(counts), names == "all"
    return Score(
        label, match, names, total.gold, total.found, round(total.recall, 4),
        round(total.precision, 4) if whole else None, round(total.f1, 4) if whole else None,
        *_draw_interval(counts, whole=whole),
    )  # fmt: skip


def _draw_interval(counts: Sequence[Counts], *, whole: bool) -> tuple[float | None, float | None]:
    if len(counts) < LEAST_DOCUMENTS:
        return None, None
    draws = [_add(random.Random(draw).choices(counts, k=len(counts))) for draw in range(DRAWS)]
    values = sorted(draw.f1 if whole else draw.recall for draw in draws)
    return round(values[int(0.025 * DRAWS)], 4), round(values[int(0.975 * DRAWS)], 4)


def _add(counts: Iterable[Counts]) -> Counts:
    rows = list(counts)
    return Counts(sum(row.gold for row in rows), sum(row.found for row in rows), sum(row.right for row in rows))


def _count(trial: Trial, label: str, match: str, wanted: Wanted) -> Counts:
    by_id = {block.id: block for block in trial.found.blocks}
    total = Counts()
    for block in trial.gold.blocks:
        if block.type in UNMARKED or block.status == "open" or block.entities is UNSET:
            continue
        other = by_id.get(block.id)
        free = [entity for entity in block.entities if entity.optional]
        true = [one for one in _select(block, label) if not one.optional and wanted(one, trial.seen)]
        ours = [
            one for one in (_select(other, label) if other else ())
            if wanted(one, trial.seen) and not any(is_same(one, entity, "strict") for entity in free)
        ]  # fmt: skip
        total = _add((total, Counts(len(true), len(ours), _pair(true, ours, match))))
    return total


def _select(block: Block, label: str) -> list[Entity]:
    return [entity for entity in block.entities or () if entity.label == label]


def _pair(true: Sequence[Entity], ours: Sequence[Entity], match: str) -> int:
    """How many spans of the gold have one found for themselves."""
    free, right = list(ours), 0
    for entity in true:
        other = next((one for one in free if is_same(one, entity, match)), None)
        if other is not None:
            free.remove(other)
            right += 1
    return right


def is_same(one: Entity, other: Entity, match: str) -> bool:
    """Whether two entities have the same label and principle, and the same ends or, if `partial`, a stretch in common."""
    if one.label != other.label or one.principle != other.principle:
        return False
    if match == "strict":
        return (one.start, one.end) == (other.start, other.end)
    return one.start < other.end and other.start < one.end
