"""Printed rows whose columns stand side by side → the same lines, one column below the other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from statistics import median

from surco.extract.dump.lines import ends_sentence, is_caption

ROWS = 4
"""Columns stand side by side in at least so many rows."""
MIN_WIDTH = 20
"""A column of prose is at least so wide; a table's are narrower."""
PAGE_ROWS = 400
"""A dump that shows no pages is read so many rows at a time."""
_GUTTER = re.compile(r"(?<=\S)\s{3,}(?=\S)")
_CELLS = re.compile(r"\S\s{3,}\S")
Rows = list[str]


def part_pages(text: str) -> str:
    """The text, its pages' columns one below the other."""
    pages = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(8).split("\f")
    return "\f".join("\n".join(_part_page(page.split("\n"))) for page in pages)


def _part_page(rows: Sequence[str]) -> Rows:
    stretches = (rows[k : k + PAGE_ROWS] for k in range(0, len(rows), PAGE_ROWS))
    return list(chain.from_iterable(part_columns(stretch) for stretch in stretches))


def part_columns(rows: Sequence[str]) -> Rows:
    """The rows of a page, those of each stretch of side-by-side prose as the left column and then the right one.

    >>> left, right = "Las comunas de la ribera", "The towns on the riverbank"
    >>> part_columns([f"{left}    {right}"] * 4) == [left] * 4 + [right] * 4
    True
    """
    rows = list(rows)
    for edge in _list_edges(rows):
        top, end = _find_band(rows, edge)
        if top < end and _is_prose(rows, top, end, edge):
            left, right = _part_band(rows[top:end], edge)
            return list(
                chain(part_columns(rows[:top]), part_columns(left), part_columns(right), part_columns(rows[end:]))
            )
    return rows


def _list_edges(rows: Sequence[str]) -> list[int]:
    """Where right columns may begin: the places behind wide blanks that enough rows share, the commonest first."""
    starts = Counter(match.end() for row in rows for match in _GUTTER.finditer(row))
    return [
        min(place for place in starts if edge - 3 < place <= edge)
        for edge, count in starts.most_common(4)
        if count >= ROWS
    ]


def _crosses(row: str, edge: int) -> bool:
    return bool(row[max(0, edge - 2) : edge].strip())


def _find_band(rows: Sequence[str], edge: int) -> tuple[int, int]:
    """The longest stretch of rows that leave the gutter blank, from the first to the last with text on its right."""
    best = (0, 0)
    start = 0
    for stop in range(len(rows) + 1):
        if stop < len(rows) and not _crosses(rows[stop], edge):
            continue
        right = [k for k in range(start, stop) if rows[k][edge:].strip()]
        right = right[1:] if right and _is_outer(rows, right[0]) else right
        if right and right[-1] - right[0] >= best[1] - best[0]:
            best = (right[0], _end_left(rows, right[0], right[-1] + 1, stop))
        start = stop + 1
    return best


def _is_outer(rows: Sequence[str], k: int) -> bool:
    """Whether row k is a running head: the page's first, above an empty row."""
    return k + 1 < len(rows) and not rows[k + 1].strip() and not any(row.strip() for row in rows[:k])


def _end_left(rows: Sequence[str], top: int, end: int, stop: int) -> int:
    """One past the left column's last row; behind an empty row only where the columns fill most of the page."""
    fills = end - top > 0.6 * len(rows)
    while end < stop and (rows[end].strip() or fills):
        end += 1
    return end


def _is_prose(rows: Sequence[str], top: int, end: int, edge: int) -> bool:
    """Whether both sides of a stretch read as prose and not as a table's cells."""
    pairs = [(row[:edge].strip(), row[edge:].strip()) for row in rows[top:end]]
    beside = [pair for pair in pairs if all(pair)]
    sides = [side for pair in beside for side in pair]
    if len(beside) < ROWS or min(median(len(pair[n]) for pair in beside) for n in (0, 1)) < MIN_WIDTH:
        return False
    if sum(bool(_CELLS.search(side)) for side in sides) > 0.3 * len(sides):
        return False
    above = [row for row in rows[:top] if row.strip()][-2:]
    return not any(is_caption(row.strip()) for row in above) or len(beside) > 0.4 * len(rows)


def _part_band(rows: Sequence[str], edge: int) -> tuple[Rows, Rows]:
    """The left and the right column; a row that only one of them fills is no empty line inside the other's sentence."""
    columns: tuple[Rows, Rows] = ([], [])
    for row in rows:
        sides = (row[:edge].rstrip(), row[edge:].rstrip())
        for column, own, other in zip(columns, sides, sides[::-1], strict=True):
            if own or not other or _ends_block(column):
                column.append(own)
    return columns


def _ends_block(column: Sequence[str]) -> bool:
    """Whether the last line of a column ends a sentence or leaves room."""
    lines = [row for row in column if row.strip()]
    return bool(lines) and (ends_sentence(lines[-1]) or len(lines[-1].strip()) < 0.8 * max(map(len, lines[-12:])))
