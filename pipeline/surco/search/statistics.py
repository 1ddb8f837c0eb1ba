"""Frequencies → what corpus linguists report of them: keyness, association, dispersion, intervals."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Floats = NDArray[numpy.float64]

SEED = 20150609
SAMPLES = 2000
"""So many times documents are drawn again for an interval."""
_Z = 1.959963984540054


def measure_log_likelihood(first: float, first_size: float, second: float, second_size: float) -> float:
    """The log-likelihood ratio G² of a word's frequencies in two corpora, over all four cells (Dunning 1993).

    The cells are the word's and the other words' counts in each corpus; the two-cell form of Rayson and Garside (2000) leaves
    the other words out and gives somewhat less.

    >>> round(measure_log_likelihood(30, 10_000, 10, 10_000), 2)
    10.49
    """
    total, size = first + second, first_size + second_size
    cells = (
        (first, first_size * total / size),
        (second, second_size * total / size),
        (first_size - first, first_size * (size - total) / size),
        (second_size - second, second_size * (size - total) / size),
    )
    return 2 * sum(seen * math.log(seen / expected) for seen, expected in cells if seen and expected)


class Ratio(NamedTuple):
    """A Log Ratio with its 95 % interval."""

    value: float
    low: float
    high: float


def measure_log_ratio(first: float, first_size: float, second: float, second_size: float) -> Ratio:
    """The binary logarithm of the ratio of relative frequencies (Hardie 2014), with a 95 % interval.

    Where one frequency is none, a half is added to both, so that the sign tells which part has more. The interval is that of
    the logarithm of a relative risk (Katz and others 1978), which takes each word for an independent case.

    >>> round(measure_log_ratio(40, 1000, 10, 1000).value, 3)
    2.0
    """
    one, other = (first, second) if first and second else (first + 0.5, second + 0.5)
    value = math.log2((one / first_size) / (other / second_size))
    error = math.sqrt(max(0.0, 1 / one - 1 / first_size + 1 / other - 1 / second_size)) / math.log(2)
    return Ratio(value, value - _Z * error, value + _Z * error)


def measure_log_dice(together: float, node: float, collocate: float) -> float:
    """logDice: 14 at most, and independent of the corpus's size (Rychlý 2008).

    >>> measure_log_dice(10, 10, 10)
    14.0
    """
    return 14 + math.log2(2 * together / (node + collocate))


def expect_together(node: float, collocate: float, size: float, window: int) -> float:
    """How often a collocate would stand in a window of that many words by chance (Evert 2008)."""
    return node * collocate * window / size


def measure_mutual_information(together: float, expected: float) -> float:
    """Mutual information: the binary logarithm of seen ÷ expected; it favours rare words (Church and Hanks 1990)."""
    return math.log2(together / expected)


def measure_t_score(together: float, expected: float) -> float:
    """The t-score of a collocation (Church and others 1991)."""
    return (together - expected) / math.sqrt(together)


def measure_dispersion(counts: Floats, sizes: Floats) -> float:
    """Gries's deviation of proportions DP: 0 where each part has its share, towards 1 where one has all (Gries 2008).

    `counts` and `sizes` have one value a part; nan where there is nothing to count, or one part only.
    """
    total, size = float(counts.sum()), float(sizes.sum())
    if len(counts) < 2 or not total or not size:
        return math.nan
    return float(abs(counts / total - sizes / size).sum() / 2)


def draw_rates(counts: Floats, sizes: Floats) -> Floats:
    """The 95 % intervals of rates, drawn anew by document: an array of rows by two.

    `counts` has documents by rows, `sizes` the same shape or one column; seeded, so the same corpus has the same intervals.
    Rows are nan where there are fewer than two documents.
    """
    import numpy

    documents, rows = counts.shape
    if documents < 2:
        return numpy.full((rows, 2), numpy.nan)
    draws = _draw_documents(documents)
    with numpy.errstate(invalid="ignore", divide="ignore"):
        rates = (draws @ counts) / (draws @ sizes)
    return numpy.nanquantile(rates, (0.025, 0.975), axis=0).T


@functools.lru_cache(maxsize=8)
def _draw_documents(documents: int) -> Floats:
    """How often each document comes in each of the samples."""
    import numpy

    shares = [1 / documents] * documents
    return numpy.random.default_rng(SEED).multinomial(documents, shares, size=SAMPLES).astype(float)


def measure_probabilities(likelihoods: Sequence[float]) -> list[float]:
    """How probable so great a log-likelihood ratio is by chance, by the χ² distribution with one degree of freedom."""
    from scipy.stats import chi2

    return [float(value) for value in chi2.sf(likelihoods, 1)]


def correct_probabilities(probabilities: Sequence[float]) -> list[float]:
    """Probabilities corrected for the number of tests, by the false discovery rate (Benjamini and Hochberg 1995)."""
    from scipy.stats import false_discovery_control

    return [float(value) for value in false_discovery_control(probabilities)] if probabilities else []
