"""What a classifier says of held-out passages → calibrated probabilities, and a threshold for each label."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from surco.classify.features import Floats
from surco.classify.model import round_floats

Flags = NDArray[np.bool_]

GRID = np.round(np.arange(0.1, 0.81, 0.025), 3)
RECALL = 0.6
"""How much recall counts beside precision where a threshold is chosen: a label given in error misleads a reader more."""
SURE = 5.0
"""The weight of what was always so in training."""
POOLED = 50
"""How many passages the curve of all labels together counts for, beside a label's own, when its threshold is chosen."""


def fit_line(matrix: Any, holds: Flags, strictness: float, weights: Floats | None = None) -> tuple[Floats, float]:
    """Weights and intercept of a logistic regression; where all cases are alike, the next is taken to be so too."""
    if len(set(holds.tolist())) < 2:
        return np.zeros(matrix.shape[1]), SURE if holds.any() else -SURE
    from sklearn.linear_model import LogisticRegression

    line = LogisticRegression(C=strictness, solver="liblinear", max_iter=1000, random_state=0)
    fitted = line.fit(matrix, holds, sample_weight=weights)
    return np.asarray(fitted.coef_[0], dtype=np.float64), float(fitted.intercept_[0])


def weigh_share(marked: Flags, authored: Flags, share: float | None) -> Floats:
    """How much each case counts if this share of those written for training were marked, as in articles.

    Cases of articles have the share that they have, and count one each.

    >>> weigh_share(np.array([True, False, False]), np.array([True, True, True]), 0.5).tolist()
    [2.0, 1.0, 1.0]
    """
    these, others = authored & marked, authored & ~marked
    weights = np.ones(len(marked))
    if share is not None and these.any() and others.any():
        weights[these] = share / (1 - share) * others.sum() / these.sum()
    return weights


def fit_calibration(weights: Floats, holds: Flags, importance: Floats) -> tuple[float, float]:
    """Slope and intercept that turn weights into probabilities (Platt)."""
    if len(set(holds.tolist())) < 2:
        return 1.0, 0.0
    slope, intercept = fit_line(weights[:, None], holds, 10.0, importance)
    return float(round_floats(slope[0])), float(round_floats(intercept))


def measure_curve(scores: Floats, holds: Flags, importance: Floats, *, recall: float = 1.0) -> Floats:
    """F-beta at each threshold of the grid: F1 where `recall` counts as much as precision."""
    curve = []
    for threshold in GRID:
        given = scores >= threshold
        right = float((importance * (given & holds)).sum())
        total = float((importance * given).sum() + recall**2 * (importance * holds).sum())
        curve.append((1 + recall**2) * right / total if total else 0.0)
    return np.array(curve)


def choose_thresholds(scores: Floats, flags: Flags, importance: Floats) -> tuple[float, ...]:
    """For each label the threshold of the best F-beta; one with few passages is drawn towards all labels together."""
    every = measure_curve(scores.ravel(), flags.ravel(), np.repeat(importance, flags.shape[1]), recall=RECALL)
    chosen = []
    for number in range(flags.shape[1]):
        own = measure_curve(scores[:, number], flags[:, number], importance, recall=RECALL)
        count = int(flags[:, number].sum())
        chosen.append(float(GRID[int(np.argmax((count * own + POOLED * every) / (count + POOLED)))]))
    return tuple(chosen)
