"""Two parts of the corpus → the words, lemmas or annotations by which they differ; a word → what stands near it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from surco.records import SurcoError
from surco.search.query import Clause, Query, write_hits, write_subcorpus
from surco.search.statistics import (
    correct_probabilities,
    expect_together,
    measure_log_dice,
    measure_log_likelihood,
    measure_log_ratio,
    measure_mutual_information,
    measure_probabilities,
    measure_t_score,
)  # fmt: skip

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from pandas import DataFrame, Series

_MENTIONS = "(select block, value as unit from mentions where layer = '{}')"
UNITS = {
    "word": "(select block, number, folded as unit from words)",
    "lemma": "(select block, number, lemma as unit from words)",
    "entity": _MENTIONS.format("entity"),
    "naming": _MENTIONS.format("naming"),
    "principle": _MENTIONS.format("label").replace("select", "select distinct"),
}
"""What can be compared, by the rows that hold it."""
_NEAR = ("word", "lemma")


class Key(Struct, frozen=True):
    """A unit by which the target differs from the reference; its Log Ratio is positive where the target has more.

    `log_likelihood` has one degree of freedom, `probability` is corrected for the number of units tested, `dispersion` is
    Gries's DP over the documents of both parts. `target_per_1000` and `reference_per_1000` are per 1,000 words; for
    principles, which a passage has or has not, per 1,000 passages.
    """

    unit: str
    target: int
    reference: int
    target_per_1000: float
    reference_per_1000: float
    log_likelihood: float
    probability: float
    log_ratio: float
    low: float
    high: float
    documents: int
    dispersion: float


class Collocate(Struct, frozen=True):
    """A unit that stands near the node: how often together, how often by chance, and the measures of association."""

    unit: str
    together: int
    frequency: int
    expected: float
    log_dice: float
    mutual_information: float
    t_score: float
    documents: int
    dispersion: float


def find_keys(
    index: DuckDBPyConnection, target: tuple[str, ...], reference: tuple[str, ...] = (), *, unit: str = "lemma",
    least: int = 3, where: tuple[str, ...] = (),
) -> list[Key]:  # fmt: skip
    """The units that occur `least` times in all, those that differ most surely first.

    Without conditions for the reference it is the rest of the corpus; `where` narrows both. Raises SurcoError where a part is empty, the parts
    overlap, or the unit is unknown.
    """
    if unit not in UNITS:
        raise SurcoError(f"unknown unit {unit!r}; choose from: {', '.join(UNITS)}")
    first, second = write_parts(target, reference, where)
    sizes = _measure_documents(index, first, second, "1" if unit == "principle" else "b.words")
    for name in ("target", "reference"):
        if not sizes[name].sum():
            raise SurcoError(f"the {name} holds no passage; mend its conditions")
    if shared := sizes["shared"].sum():
        raise SurcoError(f"target and reference share {shared:.0f} passages; mend their conditions so that none is in both")
    counted = _count_units(index, unit, first, second, least)
    return sorted(_make_keys(counted, sizes), key=lambda key: (-key.log_likelihood, key.unit))


def find_collocates(
    index: DuckDBPyConnection, query: Query, *, unit: str = "lemma", window: int = 5, least: int = 3
) -> list[Collocate]:
    """What stands within `window` words of the query's hits, in the same passage, the strongest logDice first.

    A word near two hits counts for each. Raises SurcoError for an unknown unit, or a query that can't be read.
    """
    if unit not in _NEAR:
        raise SurcoError(f"unknown unit {unit!r}; choose from: {', '.join(_NEAR)}")
    hits, part = write_hits(query), write_subcorpus(query.where, all_blocks=query.all_blocks)
    sql = f"""with h as ({hits.sql}), u as (from {UNITS[unit]}),
        places as (select block, unnest(range(first - ?, first)) as number from h
            union all select block, unnest(range(last + 1, last + 1 + ?)) from h),
        near as (select u.unit, b.document, count(*) as n from places p
            join u on u.number = p.number and u.block = p.block join blocks b on b.number = p.block group by all),
        kept as (select unit from near group by unit having sum(n) >= ?),
        every as (select u.unit, count(*) as frequency from u join kept on kept.unit = u.unit
            join blocks b on b.number = u.block join documents d on d.number = b.document where {part.sql} group by all)
        select near.*, every.frequency, (select count(*) from h) as nodes
        from near join every on every.unit = near.unit order by all"""
    found = index.execute(sql, (*hits.values, window, window, least, *part.values)).df()
    sizes = _measure_documents(index, part, part, "b.words")
    made = _make_collocates(found, sizes["target"], 2 * window)
    return sorted(made, key=lambda one: (-one.log_dice, one.unit))


def write_parts(
    target: tuple[str, ...], reference: tuple[str, ...], where: tuple[str, ...]
) -> tuple[Clause, Clause]:
    """The conditions of target and reference; what a document does not tell, such as its year, puts it in the rest."""
    first, rest = write_subcorpus((*target, *where)), write_subcorpus(where)
    first = Clause(f"coalesce(({first.sql}), false)", first.values)
    if not reference:
        return first, Clause(f"not {first.sql} and coalesce(({rest.sql}), false)", (*first.values, *rest.values))
    second = write_subcorpus((*reference, *where))
    return first, Clause(f"coalesce(({second.sql}), false)", second.values)


def _count_units(index: DuckDBPyConnection, unit: str, first: Clause, second: Clause, least: int) -> DataFrame:
    """Counts of each unit by document, in target and reference."""
    sql = f"""select unit, document, sum(t)::double as target, sum(r)::double as reference from (select unit, b.document,
        if({first.sql}, 1, 0) as t, if({second.sql}, 1, 0) as r from {UNITS[unit]} u join blocks b on b.number = u.block
        join documents d on d.number = b.document) where t + r > 0
        group by unit, document qualify sum(sum(t) + sum(r)) over (partition by unit) >= ? order by all"""
    return index.execute(sql, (*first.values, *second.values, least)).df()


def _measure_documents(index: DuckDBPyConnection, first: Clause, second: Clause, size: str) -> DataFrame:
    """The size of target and reference by document, for those that are in either, and how many passages are in both."""
    sql = f"""select document, sum(t * size)::double as target, sum(r * size)::double as reference, sum(t * r)::double as shared
        from (select b.document, {size} as size, if({first.sql}, 1, 0) as t, if({second.sql}, 1, 0) as r
        from blocks b join documents d on d.number = b.document) where t + r > 0 group by all order by all"""
    return index.execute(sql, (*first.values, *second.values)).df().set_index("document")


def _make_keys(counted: DataFrame, sizes: DataFrame) -> Iterator[Key]:
    one, other = float(sizes["target"].sum()), float(sizes["reference"].sum())
    counted["n"] = counted["target"] + counted["reference"]
    counted["dispersion"] = measure_dispersions(counted, sizes["target"] + sizes["reference"])
    units = counted.groupby("unit").agg({"target": "sum", "reference": "sum", "n": "count", "dispersion": "first"})
    figures = [tuple(map(float, row)) for row in units.to_numpy()]
    likelihoods = [measure_log_likelihood(first, one, second, other) for first, second, *_ in figures]
    corrected = correct_probabilities(measure_probabilities(likelihoods))
    for unit, row, likelihood, probability in zip(units.index, figures, likelihoods, corrected, strict=True):
        first, second, documents, dispersion = row
        yield Key(
            str(unit), int(first), int(second), 1000 * first / one, 1000 * second / other, likelihood, probability,
            *measure_log_ratio(first, one, second, other), int(documents), dispersion,
        )  # fmt: skip


def _make_collocates(found: DataFrame, sizes: Series[float], window: int) -> Iterator[Collocate]:
    found["dispersion"] = measure_dispersions(found, sizes)
    columns = {"n": "sum", "frequency": "first", "nodes": "first", "document": "count", "dispersion": "first"}
    units = found.groupby("unit").agg(columns)
    for name, row in zip(units.index, units.to_numpy(), strict=True):
        together, frequency, nodes, documents, dispersion = map(float, row)
        expected = expect_together(nodes, frequency, float(sizes.sum()), window)
        yield Collocate(
            str(name), int(together), int(frequency), expected, measure_log_dice(together, nodes, frequency),
            measure_mutual_information(together, expected), measure_t_score(together, expected), int(documents), dispersion,
        )  # fmt: skip


def measure_dispersions(counted: DataFrame, sizes: Series[float]) -> Series[float]:
    """Gries's DP of the unit in each row, from its counts `n` by document; one without it adds its whole share."""
    shares = counted["document"].map(sizes / sizes.sum() if len(sizes) > 1 else sizes * math.nan)
    units = counted["unit"]
    seen = counted["n"] / counted["n"].groupby(units).transform("sum")
    return (1 + ((seen - shares).abs() - shares).groupby(units).transform("sum", min_count=1)) / 2
