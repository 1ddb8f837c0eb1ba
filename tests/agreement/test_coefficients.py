"""The coefficients give what is printed where they were published, and what other implementations give."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import jaccard_distance, masi_distance
from sklearn.metrics import cohen_kappa_score

from surco.agreement.coefficients import (
    MISSING,
    count_coincidences,
    count_confusion,
    count_fleiss,
    count_values,
    make_distances,
    make_nominal,
    measure_alpha,
    measure_cohen,
    measure_f1,
    measure_fleiss,
)

# K. Krippendorff, Computing Krippendorff's Alpha-Reliability (University of Pennsylvania, 2011): a row for each observer,
# "." where one did not code
KRIPPENDORFF = [
    # A. binary data, two observers, no missing data
    (("0100000010", "1110010000"), 0.095),
    # B. nominal data, two observers, no missing data
    (("aabbdcccedda", "babbbccceddd"), 0.692),
    # C. nominal data, any number of observers, missing data
    (("123321412...", "1233224125.3", ".3332342251.", "12332441251."), 0.743),
]  # fmt: skip


def read_rows(rows: Sequence[str]) -> tuple[np.ndarray, int]:
    """Codes (units, annotators) of rows with a character a unit."""
    values = sorted(set("".join(rows)) - {"."})
    codes = [[MISSING if sign == "." else values.index(sign) for sign in unit] for unit in zip(*rows, strict=True)]
    return np.array(codes), len(values)


def alpha(codes: np.ndarray, size: int) -> float:
    return float(measure_alpha(count_coincidences(count_values(codes, size)), make_nominal(size)))


@pytest.mark.parametrize(("rows", "published"), KRIPPENDORFF)
def test_alpha_as_krippendorff_2011(rows: Sequence[str], published: float) -> None:
    assert alpha(*read_rows(rows)) == pytest.approx(published, abs=0.0005)


def test_kappa_as_cohen_1960() -> None:
    """J. Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20, table 2:
    200 subjects, agreement .70, by chance .41."""
    table = np.array([[88.0, 14, 18], [10, 40, 10], [2, 6, 12]])
    assert float(measure_cohen(table)) == pytest.approx(0.492, abs=0.0005)


# J. L. Fleiss, Measuring nominal scale agreement among many raters, Psychological Bulletin 76 (1971), table 1: how many of
# six psychiatrists gave each of five diagnoses to each of thirty patients
FLEISS = """
00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031
00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006
"""


def test_kappa_as_fleiss_1971() -> None:
    values = np.array([[float(sign) for sign in row] for row in FLEISS.split()])
    counts = count_fleiss(values, 6)
    assert np.round(counts[2:] / 180, 3).tolist() == [0.144, 0.144, 0.167, 0.306, 0.239]
    assert float(measure_fleiss(counts)) == pytest.approx(0.430, abs=0.0005)


CODES = st.lists(st.lists(st.integers(0, 2), min_size=3, max_size=3), min_size=2, max_size=15).map(np.array)
few = settings(max_examples=40, deadline=None)
SETS = st.frozensets(st.sampled_from("abc"))


@few
@given(CODES)
def test_kappa_as_scikit_learn(codes: np.ndarray) -> None:
    kappa = float(measure_cohen(count_confusion(codes[:, 0], codes[:, 1], 3)))
    if len(set(codes[:, :2].ravel())) > 1:
        assert kappa == pytest.approx(cohen_kappa_score(codes[:, 0], codes[:, 1]))
    else:
        assert np.isnan(kappa)  # both gave one value only: chance explains everything


@few
@given(st.lists(st.tuples(SETS, SETS, SETS), min_size=2, max_size=8), st.sampled_from(["masi", "jaccard"]))
def test_alpha_of_sets_as_nltk(units: list[tuple[frozenset[str], ...]], name: str) -> None:
    """NLTK's distances divide by zero on two empty sets; here they are equal."""
    measure = {"masi": masi_distance, "jaccard": jaccard_distance}[name]
    sets = sorted({one for unit in units for one in unit}, key=sorted)
    codes = np.array([[sets.index(one) for one in unit] for unit in units])
    ours = float(measure_alpha(count_coincidences(count_values(codes, len(sets))), make_distances(sets, name)))
    data = [(coder, str(number), one) for number, unit in enumerate(units) for coder, one in zip("xyz", unit, strict=True)]
    task = AnnotationTask(data, lambda one, other: measure(one, other) if one or other else 0.0)
    if len(sets) > 1:
        assert ours == pytest.approx(task.alpha(), abs=1e-9)
    else:
        assert np.isnan(ours)


def test_the_distance_of_sets() -> None:
    """R. Passonneau, Measuring agreement on set-valued items (MASI), LREC 2006: 1 − Jaccard · monotonicity."""
    sets = [frozenset(), frozenset("a"), frozenset("ab"), frozenset("bc"), frozenset("d")]
    masi, jaccard = make_distances(sets, "masi"), make_distances(sets, "jaccard")
    assert jaccard[0, 0] == masi[0, 0] == 0
    assert jaccard[0, 1] == masi[0, 1] == 1
    assert (jaccard[1, 2], masi[1, 2]) == pytest.approx((1 / 2, 1 - 1 / 2 * 2 / 3), abs=0.01)
    assert (jaccard[2, 3], masi[2, 3]) == pytest.approx((2 / 3, 1 - 1 / 3 * 1 / 3), abs=0.01)
    assert jaccard[2, 4] == masi[2, 4] == 1


def measure_all(codes: np.ndarray) -> list[float]:
    pairs = itertools.combinations(range(codes.shape[1]), 2)
    cohen = [float(measure_cohen(count_confusion(codes[:, one], codes[:, two], 3))) for one, two in pairs]
    fleiss = float(measure_fleiss(count_fleiss(count_values(codes, 3), codes.shape[1])))
    return [float(np.mean(cohen)), fleiss, alpha(codes, 3)]


@few
@given(st.lists(st.integers(0, 2), min_size=2, max_size=20))
def test_equal_coding_agrees_wholly(values: list[int]) -> None:
    found = measure_all(np.array([[value] * 3 for value in values]))
    assert found == pytest.approx([1, 1, 1]) if len(set(values)) > 1 else np.isnan(found).all()


@few
@given(CODES, st.permutations(range(3)), st.permutations(range(3)))
def test_the_order_of_annotators_and_values_does_not_matter(codes: np.ndarray, order: list[int], names: list[int]) -> None:
    other = np.array(names)[codes[:, order]]
    assert measure_all(codes) == pytest.approx(measure_all(other), nan_ok=True)


@few
@given(CODES)
def test_what_one_alone_coded_changes_nothing(codes: np.ndarray) -> None:
    more = np.concatenate([codes, [[2, MISSING, MISSING], [MISSING, MISSING, MISSING]]])
    assert measure_all(codes) == pytest.approx(measure_all(more), nan_ok=True)


def test_a_stack_is_measured_at_once() -> None:
    tables = np.array([[[20.0, 5], [10, 15]], [[1, 0], [0, 1]], [[0, 0], [0, 0]]])
    assert measure_cohen(tables) == pytest.approx([0.4, 1, np.nan], nan_ok=True)
    assert measure_f1(np.array([[4.0, 8], [0, 0]])) == pytest.approx([0.5, np.nan], nan_ok=True)
