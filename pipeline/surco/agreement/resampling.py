"""Counts by document → figures with bootstrap intervals: documents are drawn again, with replacement, from a fixed seed."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from surco.agreement.figures import Figure

if TYPE_CHECKING:
    from surco.agreement.coefficients import Floats

RESAMPLES = 1000
SEED = 0
_LEVELS = (2.5, 97.5)


def draw_documents(documents: int, *, resamples: int = RESAMPLES, seed: int = SEED) -> Floats:
    """How often each document is in each resample: (resamples, documents)."""
    import numpy as np

    if documents == 0:
        return np.zeros((resamples, 0))
    shares = np.full(documents, 1 / documents)
    return np.random.default_rng(seed).multinomial(documents, shares, size=resamples).astype(np.float64)


def measure_figure(counts: Floats, draws: Floats, measure: Callable[[Floats], Floats]) -> Figure:
    """The figure of counts (documents, …), which `measure` turns into coefficients once they are summed.

    Resamples in which the coefficient is not defined are left out of the interval.
    """
    import numpy as np

    value = float(measure(counts.sum(axis=0)))
    if math.isnan(value):
        return Figure(None)
    if len(counts) < 2:
        return Figure(round(value, 4))
    drawn = measure(np.tensordot(draws, counts, axes=1))
    low, high = np.nanpercentile(drawn, _LEVELS)
    return Figure(round(value, 4), round(float(low), 4), round(float(high), 4))
