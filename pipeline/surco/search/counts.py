"""The index → a table of counts by any two of its dimensions, with rates, intervals that heed documents, and dispersion."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from surco.records import SurcoError
from surco.search.query import Clause, write_subcorpus
from surco.search.statistics import draw_rates, measure_dispersion

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from pandas import DataFrame

# dimension → the layer whose annotations it parts, and the column (m: annotations, b: blocks, d: documents)
DIMENSIONS: dict[str, tuple[str, str]] = {
    "principle": ("label", "m.value"),
    "stance": ("label", "m.kind"),
    "entity": ("entity", "m.value"),
    "type": ("entity", "m.kind"),
    "naming": ("naming", "m.value"),
    "citation": ("citation", "m.value"),
    "cited": ("citation", "unnest(m.cited)"),
    "annotator": ("", "m.source"),
    "section": ("", "coalesce(b.section, '–')"),
    "document": ("", "d.id"),
    "year": ("", "coalesce(cast(d.year as varchar), '–')"),
    "author": ("", "unnest(if(len(d.authors) > 0, d.authors, ['–']))"),
}  # fmt: skip
_OF_TEXT = frozenset({"section", "document", "year", "author"})
"""Dimensions that part the corpus itself, so that rates are of that part."""


class Cell(Struct, frozen=True):
    """What was counted for a row and column.

    `per_1000_words` is over the words of that part of the corpus, with the 95 % interval from `low` to `high` (nan for one
    document); `per_passage` is the share of its passages with at least one; `dispersion` is Gries's DP over documents.
    """

    row: str
    column: str
    made_by: str
    count: int
    documents: int
    per_1000_words: float
    low: float
    high: float
    per_passage: float
    dispersion: float


def count_table(
    index: DuckDBPyConnection, rows: str, columns: str | None = None, *, where: tuple[str, ...] = (), by: str | None = None
) -> list[Cell]:
    """The cells of a table, the most frequent rows first; people's annotations and the machine's are counted apart.

    Where rows and columns are of two layers, such as principle and entity, the passages that have both are counted. Raises
    SurcoError for an unknown dimension, or two that can't be crossed.
    """
    for name in filter(None, (rows, columns)):
        if name not in DIMENSIONS:
            raise SurcoError(f"unknown dimension {name!r}; choose from: {', '.join(DIMENSIONS)}")
    found = _select(index, rows, columns, where, by)
    sizes = _measure_parts(index, [name for name in (rows, columns) if name in _OF_TEXT], where)
    whole = sizes.groupby("document")[["words", "passages"]].sum()
    if not (_OF_TEXT & {rows, columns}):
        sizes = whole.reset_index()
    cells = [
        _make_cell((row, column, made_by), group, _pick_sizes(sizes, rows, columns, row, column))
        for (row, column, made_by), group in _group(found)
    ]
    totals = found.groupby("row")["n"].sum()
    return sorted(cells, key=lambda cell: (-int(totals[cell.row]), cell.row, cell.column, cell.made_by))


def _select(
    index: DuckDBPyConnection, rows: str, columns: str | None, where: tuple[str, ...], by: str | None
) -> DataFrame:
    """Counts by row, column, who made them and document: n annotations (or passages) and in how many passages."""
    layers = list(dict.fromkeys(filter(None, (DIMENSIONS[name][0] for name in filter(None, (rows, columns))))))
    part = write_subcorpus(where)
    conditions = [part.sql, *([f"{'' if by == 'human' else 'not '}m.is_human"] if by else [])]
    first, second = DIMENSIONS[rows][1], DIMENSIONS[columns][1] if columns else "''"
    other, counted = "", "count(*)"
    if len(layers) == 2:
        other = "join mentions o on o.block = m.block and o.layer = ? and o.is_human = m.is_human"
        second = second.replace("m.", "o.")
        counted = "count(distinct block)"
    elif not layers:
        layers = ["label"]
    values = (*layers[1:], layers[0], *part.values)
    sql = f"""select "row", "column", made_by, document, {counted} as n, count(distinct block) as passages from
        (select {first} as "row", {second} as "column", if(m.is_human, 'human', 'machine') as made_by, d.id as document,
        m.block from mentions m {other} join blocks b on b.number = m.block join documents d on d.number = b.document
        where m.layer = ? and {" and ".join(conditions)}) group by all order by all"""
    return index.execute(sql, values).df()


def _group(found: DataFrame) -> Iterator[tuple[tuple[str, str, str], DataFrame]]:
    for (row, column, made_by), group in found.groupby(["row", "column", "made_by"]):
        yield (str(row), str(column), str(made_by)), group


def _measure_parts(index: DuckDBPyConnection, names: list[str], where: tuple[str, ...]) -> DataFrame:
    """Words and passages of each document, in each part that the dimensions of text make."""
    part: Clause = write_subcorpus(where)
    columns = "".join(f'{DIMENSIONS[name][1]} as "{name}_", ' for name in names)
    sql = f"""select * , sum(w) as words, count(*) as passages from (select {columns} d.id as document, b.words as w from blocks b
        join documents d on d.number = b.document where {part.sql}) group by all"""
    inside = index.execute(sql.replace("select * ,", "select * exclude (w),"), part.values).df()
    keys = ["document", *(f"{name}_" for name in names)]
    return inside.groupby(keys, as_index=False)[["words", "passages"]].sum()


def _pick_sizes(sizes: DataFrame, rows: str, columns: str | None, row: str, column: str) -> DataFrame:
    for name, value in ((rows, row), (columns, column)):
        if name in _OF_TEXT:
            sizes = sizes[sizes[f"{name}_"] == value]
    return sizes.groupby("document")[["words", "passages"]].sum()


def _make_cell(names: tuple[str, str, str], group: DataFrame, sizes: DataFrame) -> Cell:
    import numpy

    values = numpy.asarray(group.groupby("document")["n"].sum().reindex(sizes.index, fill_value=0), dtype=numpy.float64)
    words = numpy.asarray(sizes["words"], dtype=numpy.float64)
    [[low, high]] = draw_rates(values[:, None], words[:, None])
    total = float(words.sum())
    return Cell(
        *names,
        count=int(values.sum()),
        documents=int((values > 0).sum()),
        per_1000_words=1000 * float(values.sum()) / total if total else math.nan,
        low=1000 * float(low),
        high=1000 * float(high),
        per_passage=float(group["passages"].sum() / sizes["passages"].sum()),
        dispersion=measure_dispersion(values, words),
    )


def spread_cells(cells: Sequence[Cell], value: str) -> list[list[str]]:
    """The cells as a table of texts: a line a row, a column for each value, with the counts or the rates.

    Where people's and the machine's annotations are both counted, each has columns of its own.
    """
    makers = sorted({cell.made_by for cell in cells})
    heads = sorted({(cell.column, cell.made_by) for cell in cells})
    found = {(cell.row, cell.column, cell.made_by): cell for cell in cells}
    rows = dict.fromkeys(cell.row for cell in cells)
    top = [column if len(makers) == 1 else f"{column} ({maker})" for column, maker in heads]
    return [["", *top], *([row, *(_write_cell(found.get((row, *head)), value) for head in heads)] for row in rows)]


def _write_cell(cell: Cell | None, value: str) -> str:
    if cell is None:
        return "0"
    if value == "count":
        return str(cell.count)
    interval = "" if math.isnan(cell.low) else f" [{cell.low:.2f}, {cell.high:.2f}]"
    return f"{cell.per_1000_words:.2f}{interval}"
