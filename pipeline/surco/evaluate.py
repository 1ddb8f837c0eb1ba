"""Labelled passages → how well a classifier does on documents it was not trained on: report, learning curve, tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from surco.classify.card import save_card
from surco.classify.cues import CueList
from surco.classify.model import Model, Settings
from surco.classify.scores import Report, Score
from surco.classify.training import (
    choose_labels,
    describe_shortage,
    name_group,
    select_passages,
    split_groups,
    train_labels,
)  # fmt: skip
from surco.classify.validation import Follow, Held, Trainer, cross_validate, make_report, refuse_little
from surco.classify.vectors import WordTable
from surco.records import Block

SHARES = (0.1, 0.25, 0.5, 1.0)


class Point(Struct, frozen=True):
    """One point of the learning curve: how many passages were trained on, and the scores on those held out."""

    passages: int
    micro_f1: float
    macro_f1: float | None
    unnamed_f1: float


def make_trainer(
    *, labels: Sequence[str], scheme: str, cues: CueList | None = None, table: WordTable | None = None,
    settings: Settings | None = None, cache: Path | None = None,
) -> Trainer:  # fmt: skip
    """A function from passages to a model, always with these settings."""

    def train(blocks: Sequence[Block]) -> Model:
        return train_labels(
            blocks, labels=labels, name="held-out", scheme=scheme, cues=cues, table=table, settings=settings,
            cache=cache,
        )  # fmt: skip

    return train


def evaluate_labels(
    blocks: Sequence[Block], trainer: Trainer, *, labels: Sequence[str], folds: int = 5, cache: Path | None = None,
    follow: Follow = iter,
) -> Report:  # fmt: skip
    """The report of a cross-validation grouped by document or situation; raises SurcoError on too little data."""
    return cross_validate(blocks, trainer, labels=labels, folds=folds, cache=cache, follow=follow)


def document_model(
    model: Model, blocks: Sequence[Block], folder: Path, *, labels: Sequence[str], cues: CueList | None = None,
    cache: Path | None = None, follow: Follow = iter,
) -> Report:  # fmt: skip
    """Cross-validate the way in which a model was trained on these blocks, and write its card and metrics."""
    trainer = make_trainer(
        labels=labels, scheme=model.head.scheme, cues=cues, table=model.table, settings=model.head.settings, cache=cache
    )
    report = evaluate_labels(blocks, trainer, labels=labels, cache=cache, follow=follow)
    save_card(model, report, blocks, folder)
    return report


def evaluate_model(blocks: Sequence[Block], model: Model, *, cache: Path | None = None) -> Report:
    """The report of a model on passages that it was not trained on, however few; intervals tell how sure it is."""
    blocks = select_passages(blocks)
    held = Held(blocks, model.labels, cache=cache)
    held.fill(range(len(blocks)), model)
    return make_report(held, folds=0)


def draw_learning_curve(
    blocks: Sequence[Block], trainer: Trainer, *, labels: Sequence[str], shares: Sequence[float] = SHARES,
    cache: Path | None = None,
) -> Iterator[Point]:  # fmt: skip
    """Yield the scores on one fifth of the documents, trained on growing shares of the others.

    Shares with which no label can be learned are left out.
    """
    blocks = select_passages(blocks)
    refuse_little(blocks)
    kept = choose_labels(blocks, labels)
    test, *rest = split_groups(blocks, 5)
    others = [blocks[number] for number in sorted(number for fold in rest for number in fold)]
    order = [others[number] for fold in split_groups(others, 20) for number in fold]
    for share in shares:
        part = order[: round(len(order) * share)]
        if len({name_group(block) for block in part}) < 2 or not _can_learn(part, kept):
            continue
        held = Held([blocks[number] for number in test], kept, cache=cache)
        held.fill(range(len(test)), trainer(part))
        report = make_report(held, folds=0)
        yield Point(len(part), report.micro.f1, report.macro_f1, report.unnamed.f1)


def _can_learn(blocks: Sequence[Block], labels: Sequence[str]) -> bool:
    return any(not describe_shortage(blocks, label) for label in labels)


def tabulate_report(report: Report) -> list[dict[str, str | int | float]]:
    """The scores as rows of a table: each label, then all, unnamed, questioned and the baselines."""
    parts = {"micro": report.micro, "unnamed": report.unnamed, "questioned": report.questioned}
    rows = {**report.labels, **parts, **report.baselines}
    return [_make_row(name, score) for name, score in rows.items()]


def _make_row(name: str, score: Score) -> dict[str, str | int | float]:
    return {
        "label": name, "precision": score.precision, "recall": score.recall, "f1": score.f1,
        "low": score.low, "high": score.high, "n": score.gold, "given": score.predicted,
    }  # fmt: skip
