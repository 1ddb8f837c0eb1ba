"""Labelled passages → a report on what a classifier finds in documents that it did not see, beside two baselines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
from msgspec import UNSET
from msgspec.structs import replace

from surco.classify.features import Floats
from surco.classify.model import Model
from surco.classify.prediction import score_passages
from surco.classify.scores import Flags, Mistake, Report, Source, count_confusion, measure_flags, measure_reliability
from surco.classify.training import choose_labels, mark_labels, name_group, name_kind, select_passages, split_groups
from surco.records import Block, SurcoError

Trainer = Callable[[Sequence[Block]], Model]
Follow = Callable[[Sequence[list[int]]], Iterable[list[int]]]
"""Gives the parts of a cross-validation one after the other, and may show how far it is."""

LEAST_PASSAGES, LEAST_GROUPS = 50, 5
"""A report needs at least so many passages, in so many documents or situations."""
LEAST_GOLD = 10
"""A label is reported by itself if at least so many passages have it."""
SHOWN = 20


class Held:
    """Passages with the probabilities and decisions of models that did not see them."""

    def __init__(self, blocks: Sequence[Block], labels: Sequence[str], *, cache: Path | None = None) -> None:
        self.blocks, self.labels, self.cache = list(blocks), tuple(labels), cache
        shape = (len(self.blocks), len(self.labels))
        self.scores, self.given, self.questioned = np.zeros(shape), np.zeros(shape, bool), np.zeros(shape, bool)

    def fill(self, numbers: Sequence[int], model: Model) -> None:
        """Enter what a model says of some of the passages; labels that it did not learn stay at nought."""
        if not numbers:
            return
        scores, doubts = score_passages([replace(self.blocks[n], labels=UNSET) for n in numbers], model, cache=self.cache)
        columns = [self.labels.index(label) for label in model.labels]
        cells = np.ix_(list(numbers), columns)
        self.scores[cells] = scores
        self.given[cells] = scores >= np.array(model.head.thresholds)
        self.questioned[cells] = doubts >= model.head.stance_threshold


def cross_validate(
    blocks: Sequence[Block], trainer: Trainer, *, labels: Sequence[str], folds: int = 5, cache: Path | None = None,
    follow: Follow = iter,
) -> Report:  # fmt: skip
    """The report of a grouped cross-validation; calibration and thresholds are set anew inside each fold.

    Raises SurcoError where there are too few passages or documents to tell anything.
    """
    blocks = select_passages(blocks)
    refuse_little(blocks)
    held = Held(blocks, choose_labels(blocks, labels), cache=cache)
    for numbers in follow(split_groups(blocks, folds)):
        rest = set(range(len(blocks))) - set(numbers)
        held.fill(numbers, trainer([blocks[number] for number in sorted(rest)]))
    return make_report(held, folds=folds)


def refuse_little(blocks: Sequence[Block]) -> None:
    """Raise SurcoError where a report on these passages would tell nothing."""
    groups = {name_group(block) for block in blocks}
    if len(blocks) < LEAST_PASSAGES or len(groups) < LEAST_GROUPS:
        found = f"{len(blocks)} labelled passages in {len(groups)} documents"
        raise SurcoError(f"{found} are too few to evaluate; label at least {LEAST_PASSAGES} in {LEAST_GROUPS}")


def make_report(held: Held, *, folds: int) -> Report:
    """Scores, baselines, calibration, confusion and the most confident mistakes."""
    groups = [name_group(block) for block in held.blocks]
    gold = mark_labels(held.blocks, held.labels)
    asked, named = _mark_questioned(held), mark_named(held.blocks, held.labels)
    counts = gold.sum(axis=0)
    labels = {
        label: measure_flags(gold[:, number], held.given[:, number], groups)
        for number, label in enumerate(held.labels)
        if counts[number] >= LEAST_GOLD
    }
    return Report(
        passages=len(held.blocks),
        groups=len(set(groups)),
        empty=int((~gold.any(axis=1)).sum()),
        folds=folds,
        labels=labels,
        micro=measure_flags(gold, held.given, groups),
        macro_f1=round(sum(score.f1 for score in labels.values()) / len(labels), 4) if labels else None,
        unnamed=measure_flags(gold & ~named, held.given & ~named, groups),
        questioned=measure_flags(asked, held.given & held.questioned, groups),
        baselines={
            "most frequent label": measure_flags(gold, _give_most_frequent(gold), groups),
            "named principles": measure_flags(gold, named, groups),
        },
        brier=round(float(((held.scores - gold) ** 2).mean()), 4),
        reliability=measure_reliability(held.scores, gold),
        confusion=count_confusion(gold, held.given, held.labels),
        mistakes=_list_mistakes(held, gold),
        too_rare=tuple(label for label, count in zip(held.labels, counts, strict=True) if count < LEAST_GOLD),
        sources=_measure_sources(held, gold, groups),
    )


def _measure_sources(held: Held, gold: Flags, groups: Sequence[str]) -> dict[str, Source]:
    kinds = [name_kind(block) for block in held.blocks]
    sources = {}
    for kind in sorted(set(kinds)):
        rows = [row for row, own in enumerate(kinds) if own == kind]
        own_groups = [groups[row] for row in rows]
        score = measure_flags(gold[rows], held.given[rows], own_groups)
        sources[kind] = Source(len(rows), len(set(own_groups)), score)
    return sources


def mark_named(blocks: Sequence[Block], labels: Sequence[str]) -> Flags:
    """Passages by labels: where a PRINCIPLE entity names the label."""
    named = [{entity.principle for entity in block.entities or () if entity.label == "PRINCIPLE"} for block in blocks]
    return np.array([[label in found for label in labels] for found in named])


def _mark_questioned(held: Held) -> Flags:
    asked = [{own.principle for own in block.labels or () if own.stance == "questioned"} for block in held.blocks]
    return np.array([[label in found for label in held.labels] for found in asked])


def _give_most_frequent(gold: Flags) -> Flags:
    given = np.zeros_like(gold)
    given[:, int(gold.sum(axis=0).argmax())] = True
    return given


def _list_mistakes(held: Held, gold: Flags) -> tuple[Mistake, ...]:
    """The labels given in error with the highest probability and those missed with the lowest."""
    distance: Floats = np.where(gold, 1 - held.scores, held.scores) * (gold != held.given)
    order = np.argsort(-distance, axis=None, kind="stable")[:SHOWN]
    places = [divmod(int(place), len(held.labels)) for place in order if distance.flat[place] > 0]
    return tuple(
        Mistake(
            held.blocks[row].id, held.labels[column], bool(gold[row, column]),
            round(float(held.scores[row, column]), 4), held.blocks[row].text,
        )
        for row, column in places
    )
