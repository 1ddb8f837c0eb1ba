"""A query → its lines of keyword in context, sorted by what stands around the keyword or by where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from surco.records import SurcoError
from surco.search.query import Clause, Query, write_hits
from surco.search.words import cut_words

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_BEFORE = "substr(b.text, greatest(h.start - {0}, 0) + 1, least(h.start, {0}))"
_AFTER = 'substr(b.text, h."end" + 1, {0})'
# lower case without accents and punctuation; ñ after n and before o
_PLAIN = r"trim(regexp_replace(strip_accents(replace(lower({}), 'ñ', 'n~')), '[^\pL\pN~]+', ' ', 'g'))"
_KEYS = {
    "corpus": ("h.block",),
    "left": (f"list_reverse(string_split({_PLAIN.format(_BEFORE.format(48))}, ' '))[:3]",),
    "right": (_PLAIN.format(_AFTER.format(48)),),
    "keyword": (_PLAIN.format('substr(b.text, h.start + 1, least(h."end" - h.start, 80))'),),
    "document": ("d.id",),
    "year": ("d.year", "d.id"),
    "section": ("b.section", "d.id"),
}
SORTS = tuple(_KEYS)
_WIDTH = 16
"""So many characters are read for a word of context, which leaves room for long ones."""
_PORTION = 1000


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
    """How many hits a query has; raises SurcoError where it can't be read."""
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
    clause = _write_lines(write_hits(query), sort, _WIDTH * context, limit)
    found = index.execute(clause.sql, clause.values)
    while rows := found.fetchmany(_PORTION):
        yield from (_make_line(context, *row) for row in rows)


def _write_lines(hits: Clause, sort: str, width: int, limit: int | None) -> Clause:
    """SQL that keeps the first `limit` hits of an order, and reads `width` characters on each side of those only."""
    places = "join blocks b on b.number = h.block join documents d on d.number = b.document"
    order = ", ".join([*_KEYS[sort], "h.block", "h.start", "h.value"])
    kept = hits.sql if limit is None else f"select h.* from ({hits.sql}) h {places} order by {order} limit ?"
    sql = f"""with h as ({kept}) select d.id, d.year, b.section, b.page, b.id, h.start, h."end", {_BEFORE.format("?")},
        substr(b.text, h.start + 1, h."end" - h.start), {_AFTER.format("?")}, h.layer, h.value, h.kind, h.is_human
        from h {places} order by {order}"""
    return Clause(sql, (*hits.values, *(() if limit is None else (limit,)), *(width,) * 3))


def _make_line(context: int, *row: Any) -> Line:
    document, year, section, page, block, start, end, before, keyword, after, layer, value, kind, is_human = row
    left, right = cut_words(before[::-1], context)[::-1].strip(), cut_words(after, context).strip()
    annotation = "" if layer == "word" else value if value == kind else f"{value} {kind}"
    made_by = "" if layer == "word" else "human" if is_human else "machine"
    return Line(document, year, section, page, block, start, end, left, keyword, right, annotation, made_by)
