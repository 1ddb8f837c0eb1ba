"""A block's text with its entities, citations and note calls → pieces of text, each with the marks over it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from surco.records import Block


class Mark(Struct, frozen=True):
    """An annotation over a piece: its kind, the page's card that explains it, and where it leads.

    `kind` is ORG, TREATY, PRINCIPLE or CITATION; `principle` the principle's number in the scheme; `anchor` stands
    at the mark's first piece.
    """

    start: int
    end: int
    kind: str
    card: str
    anchor: str
    human: bool = False
    principle: int | None = None
    target: str = ""


class NoteCall(Struct, frozen=True):
    """A note's number at a place of the text, and the anchor of the note that it calls (empty where it calls none)."""

    at: int
    marker: str
    anchor: str
    target: str


class Piece(Struct, frozen=True):
    """A stretch of text under the same marks, the longest outermost; or a note call, without text."""

    text: str = ""
    marks: tuple[Mark, ...] = ()
    begins: tuple[bool, ...] = ()
    call: NoteCall | None = None


def cut_pieces(
    text: str, marks: Sequence[Mark], calls: Sequence[NoteCall], start: int = 0, end: int | None = None
) -> tuple[Piece, ...]:
    """The text from `start` to `end`, cut wherever a mark begins or ends or a note is called.

    >>> mark = Mark(4, 8, "ORG", "k1", "m1")
    >>> [(piece.text, len(piece.marks)) for piece in cut_pieces("del pnud, hoy", [mark], [])]
    [('del ', 0), ('pnud', 1), (', hoy', 0)]
    """
    end = len(text) if end is None else end
    return tuple(_iterate_pieces(text, marks, calls, start, end))


def _iterate_pieces(
    text: str, marks: Sequence[Mark], calls: Sequence[NoteCall], start: int, end: int
) -> Iterator[Piece]:
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    called = [call for call in calls if start <= call.at <= end]
    edges = {edge for mark in inside for edge in (mark.start, mark.end)} | {call.at for call in called}
    cuts = sorted({start, end, *(edge for edge in edges if start < edge < end)})
    for left, right in zip(cuts, cuts[1:], strict=False):
        yield from (Piece(call=call) for call in called if call.at == left)
        over = sorted(
            (mark for mark in inside if mark.start <= left and mark.end >= right),
            key=lambda mark: (mark.start, -mark.end),
        )
        begins = tuple(mark.start == left for mark in over)
        yield Piece(text[left:right], tuple(over), begins)
    yield from (Piece(call=call) for call in called if call.at == end)


def locate_cells(block: Block) -> Iterator[tuple[tuple[int, int], ...]]:
    """Yield, for each row of a table, where its cells lie in the block's text.

    >>> list(locate_cells(Block(id="a/1", type="table", text="a\\tb\\nc\\td", rows=(("a", "b"), ("c", "d")))))
    [((0, 1), (2, 3)), ((4, 5), (6, 7))]
    """
    at = 0
    for row in block.rows or ():
        places = []
        for cell in row:
            places.append((at, at + len(cell)))
            at += len(cell) + 1
        yield tuple(places)
