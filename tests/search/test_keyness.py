"""Keywords and collocates of the counted corpus, and what is compared with what."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from counted_corpus import index_documents
from hypothesis import given
from hypothesis import strategies as st

from surco.records import Block, Document, Head, SurcoError
from surco.search.keyness import UNITS, find_collocates, find_keys, measure_dispersions
from surco.search.query import Query
from surco.search.statistics import measure_dispersion, measure_log_likelihood, measure_log_ratio

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

A, B, C = 19, 17, 9
"""Words of the three documents."""


def test_the_rest_of_the_corpus_is_the_reference(index: DuckDBPyConnection) -> None:
    found = {key.unit: key for key in find_keys(index, ("year>2010",), unit="word", least=1)}
    assert (found["unasur"].target, found["unasur"].reference) == (1, 1)
    la = found["la"]
    assert (la.target, la.reference, la.documents) == (4, 3, 2)
    assert la.target_per_1000 == pytest.approx(4000 / B) and la.reference_per_1000 == pytest.approx(3000 / (A + C))
    assert la.log_likelihood == pytest.approx(measure_log_likelihood(4, B, 3, A + C))
    assert (la.log_ratio, la.low, la.high) == pytest.approx(measure_log_ratio(4, B, 3, A + C))
    assert la.dispersion == pytest.approx(measure_dispersion(np.array([3.0, 4, 0]), np.array([A, B, C], dtype=float)))
    assert found["nadie"].target == 0 and found["nadie"].log_ratio < 0


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("word", {"lema": (1, 1), "unasur": (1, 1), "2012": (1, 1), "cooperacion": (1, 1)}),
        ("entity", {"unasur": (1, 1)}),
        ("naming", {}),
        ("principle", {"consenso": (1, 1), "equidad": (1, 1)}),
    ],
)
def test_units_are_counted_in_both_parts(index: DuckDBPyConnection, unit: str, expected: dict[str, tuple[int, int]]) -> None:
    keys = find_keys(index, ("year=2008",), ("year=2012",), unit=unit, least=2)
    assert {key.unit: (key.target, key.reference) for key in keys if key.unit not in ("la", "un")} == expected


def test_principles_are_shares_of_passages(index: DuckDBPyConnection) -> None:
    [key] = [key for key in find_keys(index, ("year=2008",), unit="principle", least=1) if key.unit == "equidad"]
    assert (key.target_per_1000, key.reference_per_1000) == pytest.approx((1000 / 2, 1000 / 3))


def test_probabilities_are_corrected_and_keys_sorted(index: DuckDBPyConnection) -> None:
    keys = find_keys(index, ("document=a",), unit="word", least=1)
    assert [key.log_likelihood for key in keys] == sorted((key.log_likelihood for key in keys), reverse=True)
    assert all(key.probability >= math.erfc(math.sqrt(key.log_likelihood / 2)) - 1e-12 for key in keys)


def test_both_parts_can_be_narrowed(index: DuckDBPyConnection) -> None:
    [key] = [key for key in find_keys(index, ("year=2008",), unit="word", least=1, where=("section=uno",)) if key.unit == "la"]
    assert (key.target, key.reference) == (2, 4)
    assert (key.target_per_1000, key.reference_per_1000) == pytest.approx((2000 / 13, 4000 / (14 + C)))


@pytest.mark.parametrize(
    ("target", "reference", "unit", "message"),
    [
        (("year>3000",), (), "word", "the target holds no passage"),
        (("year>1",), ("year>3000",), "word", "the reference holds no passage"),
        (("year>=2008",), ("year>=2012",), "word", "share 2 passages"),
        (("year=2008",), (), "stem", "unknown unit 'stem'; choose from: word, lemma, entity, naming, principle"),
    ],
)
def test_parts_that_can_not_be_compared(
    index: DuckDBPyConnection, target: tuple[str, ...], reference: tuple[str, ...], unit: str, message: str
) -> None:
    with pytest.raises(SurcoError, match=message):
        find_keys(index, target, reference, unit=unit)


@pytest.mark.parametrize(
    ("query", "window", "expected"),
    [
        # la cooperacion con la unasur y la cepal …: both sides, not over the passage's end
        (Query("unasur"), 1, {"acuerda": 1, "la": 2, "y": 1}),
        (Query("crece"), 1, {"sur-sur": 1, "la": 1}),
        (Query("acuerdo"), 2, {"vease": 1, "el": 1}),
        # a word near two hits counts for each, and a hit may stand near another
        (Query("la", where=("document=b",)), 2, {
            "con": 2, "unasur": 2, "y": 2, "cooperacion": 2, "cepal": 2, "fue": 2, "norma": 1, "lema": 1}),
        (Query("la", where=("document=b",)), 3, {"la": 6}),
        (Query(entity="cepal"), 1, {"la": 1, "fue": 1}),
        (Query("la cepal"), 1, {"y": 1, "fue": 1}),
        (Query("nunca"), 2, {}),
    ],
)  # fmt: skip
def test_collocates_are_counted(index: DuckDBPyConnection, query: Query, window: int, expected: dict[str, int]) -> None:
    found = find_collocates(index, query, unit="word", window=window, least=1)
    together = {one.unit: one.together for one in found}
    assert {unit: many for unit, many in together.items() if unit in expected or window < 3} == expected


def test_a_collocate_s_measures(index: DuckDBPyConnection) -> None:
    [la] = [one for one in find_collocates(index, Query("unasur"), unit="word", window=1, least=2) if one.unit == "la"]
    expected = 2 * 7 * 2 / (A + B + C)
    assert (la.together, la.frequency, la.documents, la.expected) == (2, 7, 2, pytest.approx(expected))
    assert la.log_dice == pytest.approx(14 + math.log2(2 * 2 / (2 + 7)))
    assert la.mutual_information == pytest.approx(math.log2(2 / expected))
    assert la.t_score == pytest.approx((2 - expected) / math.sqrt(2))
    with pytest.raises(SurcoError, match="unknown unit 'entity'; choose from: word, lemma"):
        find_collocates(index, Query("la"), unit="entity")


counts = st.dictionaries(st.integers(0, 5), st.integers(1, 9), min_size=1)


@given(counts, st.lists(st.integers(1, 99), min_size=6, max_size=6))
def test_dispersion_without_the_documents_of_none(found: dict[int, int], sizes: list[int]) -> None:
    """The short way, which leaves out documents without the unit, gives what Gries's formula gives."""
    import pandas as pd

    counted = pd.DataFrame({"unit": "a", "document": list(found), "n": list(found.values())})
    short = measure_dispersions(counted, pd.Series(sizes, dtype=float))
    whole = measure_dispersion(np.array([float(found.get(place, 0)) for place in range(6)]), np.array(sizes, dtype=float))
    assert short.to_list() == pytest.approx([whole] * len(found))


def test_an_empty_corpus_has_neither(tmp_path: Path) -> None:
    index = index_documents(tmp_path)
    assert find_collocates(index, Query("la")) == []
    for unit in UNITS:
        with pytest.raises(SurcoError, match="the target holds no passage"):
            find_keys(index, ("year=2008",), unit=unit)


def test_collocates_of_a_corpus_of_one_document_have_no_dispersion(tmp_path: Path) -> None:
    document = Document(Head("a"), (Block("a/1", "paragraph", "la red y la red y la red"),))
    [la] = [one for one in find_collocates(index_documents(tmp_path, document), Query("red"), unit="word") if one.unit == "la"]
    assert math.isnan(la.dispersion)
