"""Documents → tables for spreadsheets: blocks, entities, citations, labels as raw TSV, and copies that Excel opens safely."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from surco.export.context import Context
from surco.export.files import File
from surco.export.loss import WORK_DETAILS
from surco.records import Block, Document, Head, Work

LOST = frozenset({
    "document.made_by", "document.of", "document.warnings", "block.rows", "block.boxes", "block.parsed", "block.situation",
    "block.computed", *(WORK_DETAILS - {"work.prefix", "work.et_al", "work.date", "work.original_year"}),
})  # fmt: skip
COLUMNS: dict[str, tuple[str, ...]] = {
    "documents": ("document", "title", "authors", "year", "language", "path", "sha256", "format", "pages"),
    "blocks": (
        "document", "block", "type", "language", "section", "pages", "level", "marker", "sentences", "note_refs", "status",
        "annotated_at", "scheme", "text_sha256", "text",
    ),
    "entities": ("document", "block", "start", "end", "label", "id", "principle", "source", "score", "optional", "text"),
    "citations": (
        "document", "block", "start", "end", "kind", "source", "text", "work", "authors", "year", "et_al", "original_year",
        "date", "locator", "prefix", "reference",
    ),
    "labels": ("document", "block", "principle", "stance", "score", "source", "decision"),
}  # fmt: skip
"""The tables, each `NAME.tsv` raw and `NAME_excel.csv` safe; a citation has a row for each work."""
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0")
"""Excel takes a cell that begins so for a formula, or may."""
BOM = "\ufeff"
_NO_WORK = Work((), "")
Row = Sequence[str]


def to_csv(documents: Iterable[Document], context: Context) -> Iterator[File]:
    """Yield the tables, a piece of each for each document; lists in a cell are parted by "; "."""
    for name, columns in COLUMNS.items():
        yield from _write_rows(name, [columns], first=True)
    for document in documents:
        yield from _write_rows("documents", [_describe_head(document.head)])
        yield from _write_rows("blocks", [_describe_block(document.head.id, block) for block in document.blocks])
        for name, rows in (("entities", _list_entities), ("citations", _list_citations), ("labels", _list_labels)):
            yield from _write_rows(name, [(document.head.id, block.id, *row) for block in document.blocks for row in rows(block)])


def _write_rows(name: str, rows: Sequence[Row], *, first: bool = False) -> Iterator[File]:
    """Yield the rows for both files of a table."""
    if rows:
        yield File(f"{name}.tsv", _format_rows(rows, "\t", "\n").encode())
        safe = [[defuse_cell(cell) for cell in row] for row in rows]
        yield File(f"{name}_excel.csv", ((BOM if first else "") + _format_rows(safe, ",", "\r\n")).encode())


def _format_rows(rows: Iterable[Row], delimiter: str, end: str) -> str:
    table = io.StringIO()
    csv.writer(table, delimiter=delimiter, lineterminator=end).writerows(rows)
    return table.getvalue()


def defuse_cell(cell: str) -> str:
    """The cell as Excel shows it and never runs it; the raw table has the cell as it is.

    >>> defuse_cell("=1+1"), defuse_cell("-ismo"), defuse_cell("unasur"), defuse_cell("-0.5")
    ("'=1+1", "'-ismo", 'unasur', "'-0.5")
    """
    return "'" + cell if cell.startswith(FORMULA) else cell


def _describe_head(head: Head) -> Row:
    source = head.source
    told = (source.path, source.sha256, source.format, _cell(source.pages)) if source is not None else ("",) * 4
    return head.id, head.title or "", _join(head.authors), _cell(head.year), head.language or "", *told


def _describe_block(document: str, block: Block) -> Row:
    sentences = _join(f"{start}-{end}" for start, end in block.sentences or ())
    refs = _join(f"{ref.at}:{ref.marker}:{ref.note or ''}" for ref in block.note_refs or ())
    return (
        document, block.id, block.type, block.language or "", " › ".join(block.section or ()), _join(map(str, block.pages or ())),
        _cell(block.level), block.marker or "", sentences, refs, block.status or "", block.annotated_at or "", block.scheme or "",
        block.text_sha256 or "", block.text,
    )  # fmt: skip


def _list_entities(block: Block) -> Iterator[Row]:
    for one in block.entities or ():
        told = (one.label, one.id or "", one.principle or "", one.source, _cell(one.score), _cell(one.optional or None))
        yield str(one.start), str(one.end), *told, one.text


def _list_citations(block: Block) -> Iterator[Row]:
    for one in block.citations or ():
        for number, work in enumerate(one.works or (_NO_WORK,), start=1):
            place = (str(one.start), str(one.end), one.kind, one.source, one.text, _cell(number if one.works else None))
            told = (_join(work.authors), work.year, _cell(work.et_al or None), work.original_year or "", work.date or "")
            yield *place, *told, work.locator or "", work.prefix or "", work.reference or ""


def _list_labels(block: Block) -> Iterator[Row]:
    for one in block.labels or ():
        yield one.principle, one.stance, _cell(one.score), one.source, one.decision or ""


def _cell(value: float | bool | None) -> str:
    return "" if value is None else "yes" if value is True else str(value)


def _join(values: Iterable[str]) -> str:
    return "; ".join(values)
