"""A query → its lines of keyword in context, sorted by what stands around the keyword or by where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from surco.records import SurcoError
from surco.search.query import Clause, Query, write_hits
from surco.search.words import find_words, fold_word

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SORTS = ("corpus", "left", "right", "keyword", "document", "year", "section")
_DEPTH = 3
"""So many words on a side decide the order."""


class Line(Struct, frozen=True):
    """One hit with its context; `made_by` says who annotated it, where it is an annotation."""

    document: str
    year: int | None
    section: str | None
    page: int | None
    block: str
    start: int
    end: int
    left: str
    keyword: str
    right: str
    annotation: str
    made_by: str


def count_hits(index: DuckDBPyConnection, query: Query) -> int:
    """How many hits a query has."""
    hits = write_hits(query)
    row = index.execute(f"select count(*) from ({hits.sql})", hits.values).fetchone()
    return int(row[0]) if row else 0


def find_lines(
    index: DuckDBPyConnection, query: Query, *, sort: str = "corpus", context: int = 8, limit: int | None = None
) -> Iterator[Line]:
    """Yield the lines of a query, `context` words on each side as far as the passage goes.

    Raises SurcoError for an unknown order, or a query that can't be read.
    """
    if sort not in SORTS:
        raise SurcoError(f"unknown order {sort!r}; choose from: {', '.join(SORTS)}")
    clause = _write_lines(write_hits(query), sort, limit)
    for row in index.execute(clause.sql, clause.values).fetchall():
        yield _make_line(row, context)


def _write_lines(hits: Clause, sort: str, limit: int | None) -> Clause:
    sides = {"left": range(-1, -_DEPTH - 1, -1), "right": range(1, _DEPTH + 1)}.get(sort, range(0))
    anchor = "first" if sort == "left" else "last"
    joins = " ".join(
        f"left join words s{place} on s{place}.number = h.{anchor} + ({step}) and s{place}.block = h.block"
        for place, step in enumerate(sides)
    )
    neighbours = ", ".join(f"coalesce(s{place}.folded, '')" for place in range(len(sides)))
    order = {
        "left": neighbours, "right": neighbours, "corpus": "h.block", "document": "d.id", "year": "d.year, d.id",
        "section": "b.section, d.id", "keyword": 'lower(substr(b.text, h.start + 1, h."end" - h.start))',
    }[sort]  # fmt: skip
    many = "" if limit is None else f"limit {int(limit)}"
    sql = f"""with h as ({hits.sql}) select d.id, d.year, b.section, b.page, b.id, h.start, h."end", b.text, h.layer,
        h.value, h.kind, h.is_human from h join blocks b on b.number = h.block join documents d on d.number = b.document
        {joins} order by {order}, h.block, h.start {many}"""
    return Clause(sql, hits.values)


def _make_line(row: tuple[Any, ...], context: int) -> Line:
    document, year, section, page, block, start, end, text, layer, value, kind, is_human = row
    words = [*find_words(text)]
    before = [place for place in words if place[1] <= start]
    after = [place for place in words if place[0] >= end]
    left = text[before[-context][0] if len(before) > context else 0 : start]
    right = text[end : after[context - 1][1] if len(after) > context else len(text)]
    made_by = "" if layer == "word" else "human" if is_human else "machine"
    annotation = "" if layer == "word" else f"{value} {kind}".strip() if value != kind else value
    return Line(
        document, year, section, page, block, start, end, left.strip(), text[start:end], right.strip(), annotation, made_by
    )


def fold_text(text: str) -> str:
    """A text as it is compared: its words in lower case and without accents.

    >>> fold_text("La Cooperación, siempre")
    'la cooperacion siempre'
    """
    return " ".join(fold_word(text[start:end]) for start, end in find_words(text))
