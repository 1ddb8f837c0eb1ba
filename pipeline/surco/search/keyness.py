"""Two parts of the corpus → the words, lemmas or annotations by which they differ; a word → what stands near it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from msgspec import Struct, structs

from surco.records import SurcoError
from surco.search.query import Clause, Query, write_hits, write_subcorpus
from surco.search.statistics import (
    correct_probabilities,
    expect_together,
    measure_dispersion,
    measure_log_dice,
    measure_log_likelihood,
    measure_log_ratio,
    measure_mutual_information,
    measure_t_score,
)  # fmt: skip

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

UNITS = {"word": "w.folded", "lemma": "w.lemma", "entity": "m.value", "naming": "m.value", "principle": "m.value"}
"""What can be compared, by the column of its table: words or annotations."""
_LAYERS = {"entity": "entity", "naming": "naming", "principle": "label"}


class Key(Struct, frozen=True):
    """A unit by which the target differs from the reference; its Log Ratio is positive where the target has more.

    `log_likelihood` has one degree of freedom, `probability` is corrected for the number of units tested, `dispersion` is
    Gries's DP over the documents of both parts.
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
    index: DuckDBPyConnection, target: tuple[str, ...], reference: tuple[str, ...], *, unit: str = "lemma", least: int = 3
) -> list[Key]:
    """The units that occur `least` times in all, those that differ most surely first.

    Without conditions for the reference it is the rest of the corpus. Sizes are in words. Raises SurcoError where a part is
    empty or the unit unknown.
    """
    if unit not in UNITS:
        raise SurcoError(f"unknown unit {unit!r}; choose from: {', '.join(UNITS)}")
    first = write_subcorpus(target)
    second = write_subcorpus(reference) if reference else Clause(f"not ({first.sql}) and b.is_passage", first.values)
    counted = _count_units(index, unit, first, second, least)
    sizes = _measure_documents(index, first, second)
    one, other = (float(sizes[side].sum()) for side in ("target", "reference"))
    for size, name in ((one, "target"), (other, "reference")):
        if not size:
            raise SurcoError(f"the {name} holds no passage; mend its conditions")
    keys = [_make_key(name, group, sizes, one, other) for name, group in counted.groupby("unit")]
    corrected = correct_probabilities([key.probability for key in keys])
    keys = [structs.replace(key, probability=value) for key, value in zip(keys, corrected, strict=True)]
    return sorted(keys, key=lambda key: (-key.log_likelihood, key.unit))


def find_collocates(
    index: DuckDBPyConnection, query: Query, *, unit: str = "lemma", window: int = 5, least: int = 3
) -> list[Collocate]:
    """What stands within `window` words of the query's hits, in the same passage, the strongest logDice first.

    A word near two hits counts for each. Raises SurcoError for an unknown unit, or a query that can't be read.
    """
    if unit not in ("word", "lemma"):
        raise SurcoError(f"unknown unit {unit!r}; choose from: word, lemma")
    column, hits, part = UNITS[unit], write_hits(query), write_subcorpus(query.where, all_blocks=query.all_blocks)
    sql = f"""with h as ({hits.sql}), near as (select {column} as unit, b.document, count(*) as n from h join words w on
        w.block = h.block and w.number between h.first - {window} and h.last + {window} and
        (w.number < h.first or w.number > h.last) join blocks b on b.number = w.block group by all),
        every as (select {column} as unit, b.document, count(*) as n from words w join blocks b on b.number = w.block
        join documents d on d.number = b.document where {part.sql} group by all)
        select e.unit, e.document, e.n as frequency, coalesce(near.n, 0) as together from every e left join near
        on near.unit = e.unit and near.document = e.document
        where e.unit in (select unit from near group by unit having sum(n) >= ?)"""
    found = index.execute(sql, (*hits.values, *part.values, least)).df()
    nodes = _count_rows(index, hits)
    size = float(_measure_documents(index, part, part)["target"].sum())
    made = [_make_collocate(str(name), group, nodes, size, 2 * window) for name, group in found.groupby("unit")]
    return sorted(made, key=lambda one: (-one.log_dice, one.unit))


def _count_units(index: DuckDBPyConnection, unit: str, first: Clause, second: Clause, least: int) -> Any:
    """Counts of each unit by document, in target and reference."""
    column, layer = UNITS[unit], _LAYERS.get(unit)
    table = "words w" if layer is None else "mentions m"
    name = "w" if layer is None else "m"
    only = "" if layer is None else f"m.layer = '{layer}' and "
    sql = f"""select unit, document, sum(t) as target, sum(r) as reference from (select {column} as unit, b.document,
        if({first.sql}, 1, 0) as t, if({second.sql}, 1, 0) as r from {table} join blocks b on b.number = {name}.block
        join documents d on d.number = b.document where {only} (({first.sql}) or ({second.sql})))
        group by unit, document qualify sum(sum(t) + sum(r)) over (partition by unit) >= ? order by all"""
    values = (*first.values, *second.values, *first.values, *second.values, least)
    return index.execute(sql, values).df()


def _measure_documents(index: DuckDBPyConnection, first: Clause, second: Clause) -> Any:
    """Words of target and reference by document."""
    sql = f"""select b.document, sum(if({first.sql}, b.words, 0)) as target, sum(if({second.sql}, b.words, 0)) as reference
        from blocks b join documents d on d.number = b.document group by all order by all"""
    return index.execute(sql, (*first.values, *second.values)).df().set_index("document")


def _count_rows(index: DuckDBPyConnection, hits: Clause) -> int:
    row = index.execute(f"select count(*) from ({hits.sql})", hits.values).fetchone()
    return int(row[0]) if row else 0


def _make_key(name: Any, group: Any, sizes: Any, one: float, other: float) -> Key:
    from scipy.stats import chi2

    first, second = int(group["target"].sum()), int(group["reference"].sum())
    likelihood = measure_log_likelihood(first, one, second, other)
    ratio = measure_log_ratio(first, one, second, other)
    counts = group.groupby("document")[["target", "reference"]].sum().sum(axis=1).reindex(sizes.index, fill_value=0)
    return Key(
        str(name), first, second, 1000 * first / one, 1000 * second / other, likelihood, float(chi2.sf(likelihood, 1)),
        *ratio, int((counts > 0).sum()), measure_dispersion(counts.to_numpy(float), sizes.sum(axis=1).to_numpy(float)),
    )  # fmt: skip


def _make_collocate(name: str, group: Any, nodes: int, size: float, window: int) -> Collocate:
    together, frequency = int(group["together"].sum()), int(group["frequency"].sum())
    expected = expect_together(nodes, frequency, size, window)
    spread = measure_dispersion(group["together"].to_numpy(float), group["frequency"].to_numpy(float))
    return Collocate(
        name, together, frequency, expected, measure_log_dice(together, nodes, frequency),
        measure_mutual_information(together, expected) if expected else math.nan, measure_t_score(together, expected),
        int((group["together"] > 0).sum()), spread,
    )  # fmt: skip
