"""A figure, table or displayed formula → its caption, its cells row by row, and the notes below."""

from __future__ import annotations

import re
from collections.abc import Iterator

from surco.extract.assemble import Piece
from surco.extract.jats.inline import Run
from surco.extract.jats.printed import join_parts, pop_text, read_formula, read_text
from surco.extract.jats.reader import Reader
from surco.extract.jats.tree import Element

MAX_SPAN = 100
"""Columns or rows that one cell may span, and columns that spanned cells may fill."""


def read_figure(reader: Reader, element: Element) -> None:
    """The caption of a figure or table with its label, the table's cells, and the notes and source below."""
    caption, run = element.find("caption"), Run("caption", element)
    label = read_text(element.find("label"))
    run.add(label)
    if caption is not None:
        run.add(". " if label and label[-1].isalnum() and read_text(caption) else " ")
        reader.walk(caption, run)
    reader.finish_run(run)
    if element.tag == "table-wrap" and element.find(".//graphic") is not None and element.find(".//td") is None:
        reader.pictures["tables"] += 1
    for child in element:
        if child.tag == "attrib":
            reader.read_run(Run("caption", child))
        elif child.tag not in ("label", "caption", "kwd-group"):
            reader.read_block(child)


def read_display(reader: Reader, element: Element) -> None:
    """A displayed formula, kept apart from prose."""
    label, formula = pop_text(element, "label"), read_formula(element)
    if not formula:
        reader.pictures["formulas"] += 1
    reader.add_piece("furniture", element, join_parts(formula, label))


def read_table(reader: Reader, element: Element) -> None:
    """The cells, and as text the same between tabs; nothing where all of them are empty."""
    rows = tuple(_read_rows(element))
    if any(any(row) for row in rows):
        text = "\n".join("\t".join(row) for row in rows)
        reader.pieces.append(Piece("table", text, rows=rows, language=reader.find_language("table", element)))


def _read_rows(table: Element) -> Iterator[tuple[str, ...]]:
    """The cells row by row; those that a cell spans are empty."""
    below: dict[int, int] = {}
    for row in _find_rows(table):
        cells: list[str] = []
        for cell in row.iterchildren("td", "th", "entry"):
            _skip_spanned(cells, below)
            columns, rows = _read_span(cell, "colspan"), _read_span(cell, "rowspan")
            below.update({len(cells) + k: rows - 1 for k in range(columns) if rows > 1})
            cells.extend([read_text(cell), *[""] * (columns - 1)])
        _skip_spanned(cells, below)
        yield tuple(cells)


def _find_rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag in ("tr", "row"):
            yield child
        elif child.tag in ("thead", "tbody", "tfoot", "tgroup"):
            yield from _find_rows(child)


def _skip_spanned(cells: list[str], below: dict[int, int]) -> None:
    """Add an empty cell for each column that a cell of a row above reaches down into."""
    while below.get(len(cells), 0) > 0 and len(cells) < MAX_SPAN:
        below[len(cells)] -= 1
        cells.append("")


def _read_span(cell: Element, name: str) -> int:
    value = (cell.get(name) or "").strip()
    return min(max(int(value), 1), MAX_SPAN) if re.fullmatch("[0-9]{1,6}", value) else 1
