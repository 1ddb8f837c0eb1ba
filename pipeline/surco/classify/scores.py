"""Labels that hold and labels that were given → precision, recall and F1 with intervals, calibration and confusion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from surco.classify.features import Floats

Flags = NDArray[np.bool_]

RESAMPLES = 1000
FEW_GROUPS = 10
"""An interval over fewer documents or situations is not to be trusted."""
BINS = 10


class Score(Struct, frozen=True):
    """How well labels were found; `low` and `high` bound F1 with 95 % confidence, by resampling documents."""

    precision: float
    recall: float
    f1: float
    low: float
    high: float
    gold: int
    predicted: int
    right: int


class Bin(Struct, frozen=True):
    """Probabilities of one tenth: how many, their mean, and the share that held."""

    count: int
    mean: float
    held: float


class Mistake(Struct, frozen=True):
    """A label given in error (`held` is false) or missed, with its probability and the passage."""

    passage: str
    label: str
    held: bool
    score: float
    text: str


class Source(Struct, frozen=True):
    """The part of the data that people annotated in articles, or that was written for training, and the score on it."""

    passages: int
    groups: int
    micro: Score


class Report(Struct, frozen=True):
    """All that is told of a classifier, measured on passages not trained on; `sources` are `human` and `authored`.

    `macro_f1` is absent where every label is too rare to be reported by itself.
    """

    passages: int
    groups: int
    empty: int
    folds: int
    labels: Mapping[str, Score]
    micro: Score
    macro_f1: float | None
    unnamed: Score
    questioned: Score
    baselines: Mapping[str, Score]
    brier: float
    reliability: tuple[Bin, ...]
    confusion: tuple[tuple[str, str, int], ...]
    mistakes: tuple[Mistake, ...]
    too_rare: tuple[str, ...] = ()
    sources: Mapping[str, Source] = {}


def measure_flags(gold: Flags, given: Flags, groups: Sequence[str]) -> Score:
    """The score of all labels in two arrays of passages by labels, or of one label in two columns.

    >>> measure_flags(np.array([[True], [True]]), np.array([[True], [False]]), ["a", "b"]).f1
    0.6667
    """
    gold, given = gold.reshape(len(groups), -1), given.reshape(len(groups), -1)
    right = (gold & given).sum(axis=1)
    counts = np.stack([right, gold.sum(axis=1), given.sum(axis=1)], axis=1).astype(np.float64)
    total = counts.sum(axis=0)
    low, high = _bound_f1(counts, groups)
    return Score(
        precision=_share(total[0], total[2]), recall=_share(total[0], total[1]),
        f1=_share(2 * total[0], total[1] + total[2]),
        low=low, high=high, gold=int(total[1]), predicted=int(total[2]), right=int(total[0]),
    )  # fmt: skip


def _share(part: float, whole: float) -> float:
    return round(float(part / whole), 4) if whole else 0.0


def _bound_f1(counts: Floats, groups: Sequence[str]) -> tuple[float, float]:
    """The 2.5th and 97.5th percentile of F1 over documents drawn again with replacement, always the same draws.

    Draws in which no label holds and none is given have no F1 and are left out.
    """
    names = sorted(set(groups))
    place = {name: row for row, name in enumerate(names)}
    sums = np.zeros((len(names), 3))
    np.add.at(sums, [place[group] for group in groups], counts)
    draws = np.random.default_rng(0).multinomial(len(names), np.full(len(names), 1 / len(names)), size=RESAMPLES) @ sums
    whole = draws[:, 1] + draws[:, 2]
    if not whole.any():
        return 0.0, 0.0
    low, high = np.percentile(2 * draws[whole > 0, 0] / whole[whole > 0], [2.5, 97.5])
    return round(float(low), 4), round(float(high), 4)


def format_share(share: float | None) -> str:
    """A share with three decimals, or a dash where there is none.

    >>> format_share(0.5), format_share(None)
    ('0.500', '–')
    """
    return "–" if share is None else f"{share:.3f}"


def warn_few(groups: int) -> str:
    """What is to be said of intervals over so few documents or situations, or an empty string.

    >>> warn_few(3), warn_few(10)
    ('intervals over so few documents (3) are not to be trusted', '')
    """
    return f"intervals over so few documents ({groups}) are not to be trusted" if groups < FEW_GROUPS else ""


def measure_reliability(scores: Floats, gold: Flags) -> tuple[Bin, ...]:
    """The probabilities in ten bins of equal width, empty ones left out."""
    bins = []
    for number in range(BINS):
        inside = (scores >= number / BINS) & ((scores < (number + 1) / BINS) | (number == BINS - 1))
        if inside.any():
            mean, held = float(scores[inside].mean()), float(gold[inside].mean())
            bins.append(Bin(int(inside.sum()), round(mean, 4), round(held, 4)))
    return tuple(bins)


def draw_bin(one: Bin, *, width: int = 20) -> str:
    """A reliability bin as a bar of what held, with a mark where the probabilities said it would end.

    >>> draw_bin(Bin(count=9, mean=0.5, held=0.25), width=8)
    '██··│···'
    """
    held, said = round(one.held * width), min(round(one.mean * width), width - 1)
    return "".join("│" if place == said else "█" if place < held else "·" for place in range(width))


def count_confusion(gold: Flags, given: Flags, labels: Sequence[str]) -> tuple[tuple[str, str, int], ...]:
    """How often one label was missed where another was given in error, the most frequent pairs first."""
    missed, wrong = (gold & ~given).astype(int), (given & ~gold).astype(int)
    pairs = missed.T @ wrong
    found = [
        (labels[one], labels[other], int(pairs[one, other]))
        for one in range(len(labels))
        for other in range(len(labels))
        if pairs[one, other]
    ]
    return tuple(sorted(found, key=lambda item: (-item[2], item[:2])))
