"""A raw text dump of an article, as naive tools leave it → typed pieces in reading order, by what its lines tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from surco.extract.abstracts import split_abstracts
from surco.extract.assemble import Piece, restore_calls
from surco.extract.dump.blocks import cut_groups
from surco.extract.dump.body import Group
from surco.extract.dump.calls import FIRST_CALL, Note
from surco.extract.dump.columns import part_pages
from surco.extract.dump.front import cut_front
from surco.extract.dump.furniture import split_furniture
from surco.extract.dump.lines import DumpLine, read_lines
from surco.extract.dump.notes import take_notes
from surco.extract.dump.tables import Float, take_tables
from surco.extract.text import Vocabulary, clean_text, join_lines


def read_dump(text: str) -> list[Piece]:
    """The typed pieces of a text dump, in reading order; notes stand behind the block that their page's end cuts.

    >>> [(piece.type, piece.text) for piece in read_dump("Método\\n\\nSe leyeron las ac-\\ntas de 2008.")]
    [('heading', 'Método'), ('paragraph', 'Se leyeron las actas de 2008.')]
    """
    lines, furniture = split_furniture(read_lines(part_pages(text)))
    vocabulary = Vocabulary(line.text for line in lines)
    lines, notes = take_notes(lines)
    lines, floats = take_tables(lines)
    front, lines = cut_front(lines)
    markers = [note.marker for note in notes]
    beside = [(own.number, Piece("furniture", clean_text(own.text))) for own in furniture]
    beside += [(note.lines[0].number, _write_note(note, vocabulary)) for note in notes]
    for item in floats:
        beside += [(item.number, piece) for piece in _write_float(item, vocabulary, markers)]
    groups = [*front, *cut_groups(lines)]
    pieces = _merge_pieces(groups, sorted(beside, key=lambda pair: pair[0]), vocabulary, markers)
    return list(split_abstracts(pieces))


def _merge_pieces(
    groups: Iterable[Group], beside: Sequence[tuple[int, Piece]], vocabulary: Vocabulary, markers: Sequence[str]
) -> Iterator[Piece]:
    """Yield the groups as pieces, and each float behind the last group that begins above it."""
    waiting = list(beside)
    for group in groups:
        while waiting and group.type not in ("abstract", "keywords") and waiting[0][0] < group.lines[0].number:
            yield waiting.pop(0)[1]
        yield _write_group(group, vocabulary, markers)
    yield from (piece for _, piece in waiting)


def _write_group(group: Group, vocabulary: Vocabulary, markers: Sequence[str]) -> Piece:
    text, calls = write_lines(group.lines, vocabulary, markers)
    piece = Piece(group.type, text, marker=group.marker, level=group.level, language=group.language, calls=calls)
    return restore_calls(piece, frozenset()) if group.type == "reference" else piece  # an entry calls no note


def _write_note(note: Note, vocabulary: Vocabulary) -> Piece:
    text, _ = write_lines(note.lines, vocabulary, ())
    return Piece("footnote", text, marker=note.marker or None, endnote=note.endnote)


def _write_float(item: Float, vocabulary: Vocabulary, markers: Sequence[str]) -> Iterator[Piece]:
    """Yield caption, table and source line."""
    if item.caption:
        yield _write_group(Group("caption", item.caption), vocabulary, markers)
    if item.rows:
        rows = tuple(tuple(write_lines(cell, vocabulary, ())[0] for cell in row) for row in item.rows)
        yield Piece("table", "\n".join("\t".join(row) for row in rows), rows=rows)
    for source in item.sources:
        yield _write_group(Group("caption", source), vocabulary, markers)


def write_lines(
    lines: Sequence[DumpLine], vocabulary: Vocabulary, markers: Sequence[str]
) -> tuple[str, tuple[tuple[int, str], ...]]:
    """The clean text of lines, and their note calls as (code point, marker) in place of the signs.

    >>> write_lines([DumpLine("la re-"), DumpLine("gión,\\U000f0000 así")], Vocabulary(), ["1"])
    ('la región, así', ((10, '1'),))
    """
    signed, _ = join_lines([line.text for line in lines], vocabulary)
    text: list[str] = []
    calls: list[tuple[int, str]] = []
    for letter in signed:
        number = ord(letter) - FIRST_CALL
        if 0 <= number < len(markers):
            calls.append((len(text), markers[number]))
        else:
            text.append(letter)
    return "".join(text), tuple(calls)
