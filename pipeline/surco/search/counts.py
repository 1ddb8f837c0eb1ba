"""The index → a table of counts by any two of its dimensions, with rates, intervals that heed documents, and dispersion."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from surco.records import SurcoError
from surco.search.query import write_subcorpus
from surco.search.statistics import draw_rates, measure_dispersion

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from pandas import DataFrame

Layer = Literal["label", "entity", "naming", "citation"]
By = Literal["human", "machine", "any"]


class Dimension(Struct, frozen=True):
    """Something that annotations are counted by: a column of theirs (`{m}`), of their block (b) or document (d).

    `layer` is whose annotations it parts, if any; `join` unfolds a list; `is_of_text` where it parts the corpus itself, so that
    rates are of that part.
    """

    column: str
    layer: Layer | None = None
    join: str = ""
    is_of_text: bool = False


_AUTHORS = "if(len(d.authors) > 0, d.authors, ['–'])"
DIMENSIONS: dict[str, Dimension] = {
    "principle": Dimension("{m}.value", "label"),
    "stance": Dimension("{m}.kind", "label"),
    "entity": Dimension("{m}.value", "entity"),
    "type": Dimension("{m}.kind", "entity"),
    "naming": Dimension("{m}.value", "naming"),
    "citation": Dimension("{m}.value", "citation"),
    "cited": Dimension("{m}_cited.name", "citation", "cross join unnest({m}.cited) as {m}_cited(name)"),
    "annotator": Dimension("{m}.source"),
    "section": Dimension("coalesce(b.section, '–')", is_of_text=True),
    "document": Dimension("d.id", is_of_text=True),
    "year": Dimension("coalesce(cast(d.year as varchar), '–')", is_of_text=True),
    "author": Dimension("author.name", None, f"cross join unnest({_AUTHORS}) as author(name)", True),
}
_ONCE = """(select distinct on (block, layer, start, "end", value, kind) * from mentions
    order by block, layer, start, "end", value, kind, source)"""
"""What several have annotated alike is there once."""
_PLACES = "join blocks b on b.number = m.block join documents d on d.number = b.document"


class Cell(Struct, frozen=True):
    """What was counted for a row and column.

    `made_by` is human, machine, both where annotations of people and of the machine meet, or any where nobody asks.
    `per_1000_words` is over the `words` of that part of the corpus, with the 95 % interval from `low` to `high`;
    `share_of_passages` is the share of its passages with at least one; `dispersion` is Gries's DP over documents. Interval and
    dispersion are nan for one document.
    """

    row: str
    column: str
    made_by: str
    count: int
    documents: int
    per_1000_words: float
    low: float
    high: float
    share_of_passages: float
    dispersion: float
    words: int


def count_table(
    index: DuckDBPyConnection, rows: str, columns: str | None = None, *, where: tuple[str, ...] = (), by: By | None = None,
    of: Layer = "label",
) -> list[Cell]:  # fmt: skip
    """The cells of a table that hold something, the most frequent rows first; people's annotations are counted apart unless `by` is any.

    Rows and columns of one layer are counted by annotation. Where they are of two, such as principle and entity, or the
    same, the passages that have both are counted. `of` is the layer that is counted where neither names one. Raises SurcoError
    for an unknown dimension.
    """
    names = [rows, *([columns] if columns else [])]
    for name in names:
        if name not in DIMENSIONS:
            raise SurcoError(f"unknown dimension {name!r}; choose from: {', '.join(DIMENSIONS)}")
    found = _count_annotations(index, names, where, by, of)
    parts = [side for side, name in zip(("row", "column"), names, strict=False) if DIMENSIONS[name].is_of_text]
    sizes = _measure_parts(index, names, where)
    cells = [cell for group, size in _part_tables(found, sizes, parts) for cell in _make_cells(group, size)]
    totals = found.groupby("row")["n"].sum()
    return sorted(cells, key=lambda cell: (-int(totals[cell.row]), cell.row, cell.column, cell.made_by))


def _count_annotations(
    index: DuckDBPyConnection, names: Sequence[str], where: tuple[str, ...], by: By | None, of: Layer
) -> DataFrame:
    """Counts by row, column, who made them and document: n annotations (or passages) and in how many passages."""
    dimensions = [DIMENSIONS[name] for name in names]
    layers = [dimension.layer for dimension in dimensions if dimension.layer] or [of]
    meets = len(layers) == 2 and (layers[0] != layers[1] or names[0] == names[1])
    tables = ["m", "o" if meets else "m"]
    joins = dict.fromkeys(one.join.format(m=table) for one, table in zip(dimensions, tables, strict=False))
    columns = [one.column.format(m=table) for one, table in zip(dimensions, tables, strict=False)]
    made_by, mentions = "if(m.is_human, 'human', 'machine')", "mentions"
    if by == "any":
        made_by, mentions = "'any'", _ONCE
    elif meets:
        made_by = "case when m.is_human and o.is_human then 'human' when m.is_human or o.is_human then 'both' else 'machine' end"
    part = write_subcorpus(where)
    sql = f"""select "row", "column", made_by, document, count({"distinct block" if meets else "*"}) as n,
        count(distinct block) as passages from (select {columns[0]} as "row", {columns[1] if columns[1:] else "''"} as "column",
        {made_by} as made_by, d.id as document, m.block from {mentions} m {_PLACES}
        {f"join {mentions} o on o.block = m.block and o.layer = ?" if meets else ""} {" ".join(joins)}
        where m.layer = ? and {part.sql}) where made_by = ? or ? is null group by all order by all"""
    return index.execute(sql, (*reversed(layers[: 1 + meets]), *part.values, by, by)).df()


def _measure_parts(index: DuckDBPyConnection, names: Sequence[str], where: tuple[str, ...]) -> DataFrame:
    """Words and passages of each document, in each part that the dimensions of text make."""
    part = write_subcorpus(where)
    sides = [(side, DIMENSIONS[name]) for side, name in zip(("row", "column"), names, strict=False)]
    columns = "".join(f'{one.column} as "{side}", ' for side, one in sides if one.is_of_text)
    joins = " ".join(dict.fromkeys(one.join for _, one in sides if one.is_of_text))
    sql = f"""select * exclude (w), sum(w)::double as words, count(*) as passages from (select {columns} d.id as document,
        b.words as w from blocks b join documents d on d.number = b.document {joins} where {part.sql})
        group by all order by all"""
    return index.execute(sql, part.values).df()


def _part_tables(found: DataFrame, sizes: DataFrame, parts: list[str]) -> Iterator[tuple[DataFrame, DataFrame]]:
    """Yield the counts of each part of the corpus with the sizes of its documents."""
    if not parts:
        yield from [(found, sizes)] if len(found) else []
        return
    known = dict(iter(sizes.groupby(parts)))
    for part, group in found.groupby(parts):
        yield group, known[part]


def _make_cells(group: DataFrame, sizes: DataFrame) -> Iterator[Cell]:
    """Yield the cells of one part of the corpus, whose documents `sizes` tells."""
    keys = ["row", "column", "made_by"]
    counts = group.pivot_table(index="document", columns=keys, values="n", aggfunc="sum", fill_value=0)
    values = counts.reindex(sizes["document"], fill_value=0).to_numpy(float)
    words, passages = sizes["words"].to_numpy(float), int(sizes["passages"].sum())
    held = group.groupby(keys)["passages"].sum()
    total = float(words.sum())
    names = [(str(row), str(column), str(made_by)) for row, column, made_by in counts.columns.to_numpy()]
    intervals = draw_rates(values, words[:, None])
    for (row, column, made_by), one, (low, high) in zip(names, values.T, intervals, strict=True):
        yield Cell(
            row=row,
            column=column,
            made_by=made_by,
            count=int(one.sum()),
            documents=int((one > 0).sum()),
            per_1000_words=1000 * float(one.sum()) / total if total else math.nan,
            low=1000 * float(low),
            high=1000 * float(high),
            share_of_passages=float(held[row, column, made_by]) / passages,
            dispersion=measure_dispersion(one, words),
            words=int(total),
        )


def spread_cells(cells: Sequence[Cell], value: Literal["count", "rate"]) -> list[list[str]]:
    """The cells as a table of texts: a line a row, a column for each value, with the counts or the rates.

    Where annotations of people and of the machine are both counted, each has columns of its own.
    """
    makers = {cell.made_by for cell in cells}
    heads = sorted({(cell.column, cell.made_by) for cell in cells})
    found = {(cell.row, cell.column, cell.made_by): cell for cell in cells}
    top = [column if len(makers) == 1 else f"{column} ({maker})".strip() for column, maker in heads]
    rows = dict.fromkeys(cell.row for cell in cells)
    return [["", *top], *([row, *(_write_cell(found.get((row, *head)), value) for head in heads)] for row in rows)]


def _write_cell(cell: Cell | None, value: Literal["count", "rate"]) -> str:
    if cell is None:
        return "0"
    if value == "count":
        return str(cell.count)
    interval = "" if math.isnan(cell.low) else f" [{cell.low:.2f}, {cell.high:.2f}]"
    return f"{cell.per_1000_words:.2f}{interval}"
