"""The measures against the worked examples of those who published them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surco.search import statistics


@pytest.mark.parametrize(
    ("both", "first", "second", "neither", "expected"),
    [(110, 2442, 111, 29114, 270.72), (29, 13, 123, 31612, 263.90), (31, 23, 139, 31584, 256.84), (10, 0, 3, 31764, 167.23)],
)
def test_log_likelihood_over_four_cells(both: int, first: int, second: int, neither: int, expected: float) -> None:
    """Dunning (1993), Accurate methods for the statistics of surprise and coincidence, table 1: the swiss, can be, …"""
    found = statistics.measure_log_likelihood(both, both + first, second, second + neither)
    assert found == pytest.approx(expected, abs=0.01)


def test_four_cells_are_little_more_than_two() -> None:
    """Rayson and Garside (2000), Comparing corpora using frequency profiling: 2 Σ O ln(O/E) over the word's own cells."""
    a, c, b, d = 300, 100_000, 100, 150_000
    expected = [size * (a + b) / (c + d) for size in (c, d)]
    two = 2 * (a * math.log(a / expected[0]) + b * math.log(b / expected[1]))
    four = statistics.measure_log_likelihood(a, c, b, d)
    assert two < four < two * 1.01


def test_probabilities_have_the_cut_offs_of_the_wizard() -> None:
    """Rayson's log-likelihood wizard (ucrel.lancs.ac.uk/llwizard.html): 3.84, 6.63, 10.83, 15.13 for 5, 1, 0.1, 0.01 %."""
    found = statistics.measure_probabilities([3.84, 6.63, 10.83, 15.13])
    assert found == pytest.approx([0.05, 0.01, 0.001, 0.0001], rel=0.01)


@pytest.mark.parametrize("doublings", range(-3, 7))
def test_log_ratio_counts_doublings(doublings: int) -> None:
    """Hardie (2014), Log Ratio – an informal introduction (cass.lancs.ac.uk): 1 is twice as common, 2 four times, …"""
    found = statistics.measure_log_ratio(64 * 2**doublings, 100_000, 64, 100_000)
    assert found.value == pytest.approx(doublings)
    assert found.low < doublings < found.high


def test_log_ratio_of_none_has_the_sign_of_the_part_that_has_some() -> None:
    """A half for the zero alone once made 0 of 2,000 against 5 of 15,000 a key of the first part."""
    assert statistics.measure_log_ratio(8, 1000, 0, 1000).value == pytest.approx(math.log2(17))
    assert statistics.measure_log_ratio(0, 2000, 5, 15_000).value < 0


def test_log_ratio_has_the_interval_of_a_relative_risk() -> None:
    """Katz and others (1978): ln RR ± 1.96 √(1/a − 1/m + 1/b − 1/n)."""
    found = statistics.measure_log_ratio(40, 1000, 10, 1000)
    half = 1.96 * math.sqrt(1 / 40 - 1 / 1000 + 1 / 10 - 1 / 1000) / math.log(2)
    assert (found.low, found.high) == pytest.approx((2 - half, 2 + half), abs=1e-3)


@pytest.mark.parametrize(
    ("together", "node", "collocate", "expected"),
    [(100, 100, 100, 14), (1, 16384, 16384, 0), (2, 16384, 16384, 1), (50, 100, 100, 13)],
)
def test_log_dice(together: int, node: int, collocate: int, expected: float) -> None:
    """Rychlý (2008), A lexicographer-friendly association score: 14 at most, 0 for one in 16,000, one more for twice."""
    assert statistics.measure_log_dice(together, node, collocate) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("together", "first", "second", "expected"),
    [(12, 111, 621, 11.3), (8, 1105, 44, 11.3), (30, 1105, 241, 10.7), (6, 275, 621, 9.0)],
)
def test_mutual_information(together: int, first: int, second: int, expected: float) -> None:
    """Church and Hanks (1990), Word association norms, table 1: honorary doctor, doctors and dentists, …, of 15 million words."""
    by_chance = statistics.expect_together(first, second, 15_000_000, 1)
    assert statistics.measure_mutual_information(together, by_chance) == pytest.approx(expected, abs=0.06)


def test_t_score() -> None:
    """Manning and Schütze (1999), Foundations of statistical natural language processing, 5.3.1: new companies, t = 0.999932."""
    by_chance = statistics.expect_together(15828, 4675, 14_307_668, 1)
    assert statistics.measure_t_score(8, by_chance) == pytest.approx(0.999932, abs=1e-4)


def test_expected_in_a_window_grows_with_it() -> None:
    """Evert (2008), Corpora and collocations, 4.1: by chance, f₁ × f₂ × the window ÷ N."""
    assert statistics.expect_together(100, 50, 10_000, 10) == 5


def test_dispersion() -> None:
    """Gries (2020), Analyzing dispersion, the word a in five parts of 9, 10, 10, 10 and 11 words: DP = 0.18."""
    counts, sizes = np.array([1.0, 2, 3, 4, 5]), np.array([9.0, 10, 10, 10, 11])
    assert statistics.measure_dispersion(counts, sizes) == pytest.approx(0.18)
    assert statistics.measure_dispersion(sizes, sizes) == 0
    assert math.isnan(statistics.measure_dispersion(counts * 0, sizes))
    assert math.isnan(statistics.measure_dispersion(counts[:1], sizes[:1]))


def test_probabilities_are_corrected() -> None:
    """Benjamini and Hochberg (1995), section 4: of fifteen tests the first four are kept at 5 %."""
    given = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0,
    ]  # fmt: skip
    corrected = statistics.correct_probabilities(given)
    assert [value <= 0.05 for value in corrected] == [True] * 4 + [False] * 11
    assert corrected[3] == pytest.approx(0.0095 * 15 / 4)
    assert statistics.correct_probabilities([]) == []


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(50, 500)), min_size=2, max_size=8))
def test_intervals_hold_the_rate_and_come_again(parts: list[tuple[int, int]]) -> None:
    counts, sizes = (np.array(column, dtype=float)[:, None] for column in zip(*parts, strict=True))
    [[low, high]] = statistics.draw_rates(counts, sizes)
    rates = counts / sizes
    assert rates.min() - 1e-9 <= low <= high <= rates.max() + 1e-9
    assert [[low, high]] == statistics.draw_rates(counts, sizes).tolist()


def test_one_document_has_no_interval() -> None:
    assert np.isnan(statistics.draw_rates(np.array([[3.0]]), np.array([[100.0]]))).all()
