"""A PDF with a text layer → typed pieces in reading order, and what a reader must know about its damage."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from operator import attrgetter
from pathlib import Path

import msgspec
from msgspec import Struct

from surco.extract.abstracts import split_abstracts
from surco.extract.assemble import Piece
from surco.extract.cues import AFFILIATION
from surco.extract.pdf.calls import find_glued_calls
from surco.extract.pdf.columns import order_lines
from surco.extract.pdf.damage import find_damage
from surco.extract.pdf.encodings import repair_encodings
from surco.extract.pdf.front import is_slug, reads_as_prose
from surco.extract.pdf.furniture import find_furniture, part_line_numbers
from surco.extract.pdf.glyphs import GlyphPage, PackedPage, pack_page, read_glyph_pages, unpack_page
from surco.extract.pdf.lines import DigitWidths, Line, measure_digits, read_lines, read_turned
from surco.extract.pdf.measure import Measure, is_short, measure_lines, set_edges
from surco.extract.pdf.notes import ends_footnotes, ends_note, part_notes, read_marker, restarts_notes
from surco.extract.pdf.paragraphs import group_lines
from surco.extract.pdf.roles import RoleReader, find_boxes, write_text
from surco.extract.pdf.tables import Table, find_tables
from surco.extract.text import Vocabulary
from surco.forks import share_work
from surco.records import UNMARKED, SourceError, Warn

LONG_PAGES = 64
"""A longer file has its pages spread over processes: articles have fewer, books more."""


class Extracted(Struct, frozen=True):
    """What a source gave: pieces in reading order, the number of pages where it has pages, and warnings."""

    pieces: tuple[Piece, ...]
    pages: int | None = None
    warnings: tuple[Warn, ...] = ()
    title: str | None = None
    authors: tuple[str, ...] = ()
    year: int | None = None
    language: str | None = None


def read_pdf(path: Path, *, password: str = "", engine: str = "pdfminer") -> Extracted:
    """The pieces of a PDF; raises SourceError where it has no text layer, and pdfminer's errors where it is damaged."""
    return read_pages(list(find_reader(engine)(path, password=password)))


def find_reader(engine: str) -> Callable[..., Iterator[GlyphPage]]:
    """What reads the glyphs of a PDF with that engine, `pdfminer` or `pdfium`; only the one asked for is loaded."""
    if engine == "pdfium":
        from surco.extract.pdf.pdfium import read_glyph_pages_pdfium

        return read_glyph_pages_pdfium
    return read_glyph_pages


def iterate_pages(
    read: Callable[..., Iterator[GlyphPage]], *, hands: int = 1, beat: Callable[[float], None] = lambda pages: None
) -> Iterator[GlyphPage]:
    """Yield all that `read` gives; what is behind the first pages of a long file is read by so many processes.

    `beat` is called after each page, in the process that read it.
    """
    for page in read():
        beat(1)
        yield page
        if page.number == LONG_PAGES:
            shared = share_work(lambda share: _read_share(read, share, hands, beat), hands)
            if shared is not None:
                yield from sorted(map(unpack_page, chain.from_iterable(shared)), key=attrgetter("number"))
                return


def _read_share(
    read: Callable[..., Iterator[GlyphPage]], share: int, hands: int, beat: Callable[[float], None]
) -> list[PackedPage]:
    packed: list[PackedPage] = []
    for page in read(first=LONG_PAGES + 1 + share, step=hands):
        packed.append(pack_page(page))
        beat(1)
    return packed


def read_pages(pages: Sequence[GlyphPage], *, hands: int = 1) -> Extracted:
    """The pieces of a document's pages; the lines of many pages are read by so many processes."""
    if not any(glyph.text.strip() for page in pages for glyph in page.glyphs):
        raise SourceError("no text layer; run OCR first, for example: ocrmypdf FILE.pdf FILE-ocr.pdf")
    pages, repaired = repair_encodings(pages)
    digits = measure_digits(pages)
    lines = _read_all_lines(pages, digits, hands)
    warnings = find_damage(pages, repaired, lines)
    furniture = find_furniture(pages, lines)
    vocabulary = Vocabulary(line.text for own in lines for line in own)
    flow = _Flow(pages, lines, furniture, vocabulary)
    pieces = tuple(split_abstracts(find_glued_calls(flow.read_pieces())))
    return Extracted(pieces, len(pages), tuple(warnings))


def _read_all_lines(pages: Sequence[GlyphPage], digits: DigitWidths, hands: int) -> list[list[Line]]:
    """The lines of each page."""

    def read(share: int, shares: int) -> list[list[Line]]:
        return [part_line_numbers(read_lines(page, digits)) for page in pages[share::shares]]

    shared = share_work(lambda share: read(share, hands), hands) if len(pages) > LONG_PAGES else None
    if shared is None:
        return read(0, 1)
    return [shared[k % hands][k // hands] for k in range(len(pages))]


class _Flow:
    """The lines of a document parted into text, notes, tables and furniture, and put together as pieces."""

    def __init__(
        self, pages: Sequence[GlyphPage], lines: Sequence[list[Line]], furniture: set[Line], vocabulary: Vocabulary
    ) -> None:
        self.pages, self.lines, self.furniture, self.vocabulary = pages, lines, furniture, vocabulary

    def read_pieces(self) -> list[Piece]:
        tables: list[Table] = []
        ordered: list[list[Line]] = []
        column = 0
        for page, own in zip(self.pages, self.lines, strict=True):
            free = [line for line in own if line not in self.furniture]
            found = find_tables(page, free, self.vocabulary)
            inside = {line for table in found for line in table.lines}
            tables.extend(found)
            page_lines = order_lines([line for line in free if line not in inside])
            ordered.append([replace(line, column=column + line.column) for line in page_lines])
            column += 100
        measure = measure_lines([line for own in ordered for line in own])
        edged = set_edges([line for own in ordered for line in own])
        by_page = {page.number: [line for line in edged if line.page == page.number] for page in self.pages}
        text, notes = self._part_notes(by_page, measure)
        groups = group_lines(text, measure)
        reader = RoleReader(measure, self.vocabulary, tables)
        pieces = reader.read_groups(groups)
        return self._merge(pieces, groups, notes, tables)

    def _part_notes(self, by_page: dict[int, list[Line]], measure: Measure) -> tuple[list[Line], list[list[Line]]]:
        text: list[Line] = []
        notes: list[list[Line]] = []
        expected = 1
        references = False
        for page in self.pages:
            expected = 1 if restarts_notes(by_page[page.number], measure.size, expected) else expected
            above, below = part_notes(
                by_page[page.number], page.rules, body_size=measure.size,
                open_note=bool(notes) and notes[-1][-1].page == page.number - 1 and not ends_note(notes[-1][-1].text), expected=expected,
                references=references,
            )  # fmt: skip
            text.extend(above)
            references = references or ends_footnotes(above)
            for line in below:
                marked = read_marker(line)
                begins = marked is not None and (
                    not marked[0].isdigit()
                    or int(marked[0]) == expected
                    or (bool(line.calls) and line.calls[0][0] == 0 and line.calls[0][1] == marked[0])
                )
                if begins or not notes or _stands_alone(notes[-1][-1], line):
                    notes.append([line])
                    if marked and marked[0].isdigit():
                        expected = int(marked[0]) + 1
                else:
                    notes[-1].append(line)
        return text, notes

    def _merge(
        self, pieces: list[Piece], groups: list[list[Line]], notes: list[list[Line]], tables: list[Table]
    ) -> list[Piece]:
        """All pieces by the place where each begins; furniture at the end of its page."""
        placed: list[tuple[float, float, Piece]] = []
        order: dict[int, list[tuple[float, float]]] = {}
        for k, (piece, group) in enumerate(zip(pieces, groups, strict=True)):
            placed.append((group[0].page, float(k), piece))
            order.setdefault(group[0].page, []).append((group[0].top, float(k)))
        last = {page: max(k for _, k in places) for page, places in order.items()}
        for table in tables:
            above = [k for top, k in order.get(table.page, []) if top < table.top + 2]
            place = max(above) + 0.3 if above else _find_start(last, table.page)
            placed.append((table.page, place, _write_table(table)))
        for k, group in enumerate(notes):
            page = group[0].page
            placed.append((page, _find_end(last, page) + 0.5 + k * 1e-6, self._write_note(group)))
        for k, own in enumerate(self.lines):
            aside = [line for line in own if line in self.furniture] + read_turned(self.pages[k])
            for j, line in enumerate(aside):
                page = k + 1
                place = _find_end(last, page) + 0.7 + j * 1e-6
                placed.append((page, place, Piece(type="furniture", text=line.text, boxes=tuple(find_boxes([line])))))
        placed.sort(key=lambda entry: (entry[1], entry[0]))
        return _retype_addresses([piece for _, _, piece in placed])

    def _write_note(self, group: list[Line]) -> Piece:
        marked = read_marker(group[0])
        text, calls = write_text(group, self.vocabulary, skip=marked[0] if marked else None)
        return Piece(
            type="footnote", text=text, marker=marked[0] if marked else None, calls=calls, boxes=tuple(find_boxes(group))
        )


def _find_start(last: dict[int, float], page: int) -> float:
    """A place behind everything that begins on earlier pages, `last` being the place of the last piece of each."""
    return max((k for p, k in last.items() if p < page), default=-1.0) + 0.9


def _find_end(last: dict[int, float], page: int) -> float:
    """The place of the last piece of a page, or where it would stand."""
    return last[page] if page in last else _find_start(last, page)


def _stands_alone(last: Line, line: Line) -> bool:
    """Whether a line among the notes of the first page begins small print without number: funding, dates, how to cite."""
    together = last.page == line.page == 1 and last.column == line.column
    return together and line.base - last.base > 1.5 * line.size and is_short(last, line) and ends_note(last.text)


def _retype_addresses(pieces: list[Piece]) -> list[Piece]:
    """Notes of the first page that only a name calls are the authors' affiliations, or the printer's slugs."""
    called = {marker for piece in pieces if piece.type not in UNMARKED for _, marker in piece.calls}
    retyped = []
    for piece in pieces:
        kind = piece.type
        if kind == "footnote" and piece.boxes[0][0] == 1 and piece.marker not in called:
            address = AFFILIATION.search(piece.text) and len(piece.text) < 400 and not reads_as_prose(piece.text)
            kind = "furniture" if piece.marker is None and is_slug(piece.text) else "affiliation" if address else kind
        retyped.append(piece if kind == piece.type else msgspec.structs.replace(piece, type=kind, marker=None, calls=()))
    return retyped


def _write_table(table: Table) -> Piece:
    text = "\n".join("\t".join(row) for row in table.rows)
    box = (table.page, round(table.x0, 1), round(table.top, 1), round(table.x1, 1), round(table.bottom, 1))
    return Piece(type="table", text=text, rows=table.rows, boxes=(box,))
