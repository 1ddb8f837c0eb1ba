"""Text is cut into pieces wherever a mark begins or ends, and none of it is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surco.report.marks import Mark, NoteCall, Piece, cut_pieces


def draw(pieces: tuple[Piece, ...]) -> str:
    """The pieces with brackets at their marks; a note call as a caret."""
    return "".join(
        f"^{piece.call.marker}" if piece.call else "[" * len(piece.marks) + piece.text + "]" * len(piece.marks)
        for piece in pieces
    )


@pytest.mark.parametrize(
    ("spans", "calls", "drawn"),
    [
        ([], [], "abcdef"),
        ([(1, 3)], [], "a[bc]def"),
        ([(1, 3), (3, 5)], [], "a[bc][de]f"),
        # an entity inside a citation, as people may mark it
        ([(0, 6), (2, 4)], [], "[ab][[cd]][ef]"),
        # crossing marks
        ([(0, 4), (2, 6)], [], "[ab][[cd]][ef]"),
        # a note called inside a mark, at the beginning and at the end
        ([(1, 5)], [3], "a[bc]^3[de]f"),
        ([], [0, 6], "^0abcdef^6"),
    ],
)
def test_marks_are_drawn_where_they_are(spans: list[tuple[int, int]], calls: list[int], drawn: str) -> None:
    marks = [Mark(start, end, "ORG", "k1", f"m{start}") for start, end in spans]
    called = [NoteCall(at, str(at), f"n{at}", "b1") for at in calls]
    assert draw(cut_pieces("abcdef", marks, called)) == drawn


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=5))
def test_the_pieces_give_the_text_and_each_mark_begins_once(text: str, pairs: list[tuple[int, int]]) -> None:
    spans = [(min(pair), min(max(pair), len(text))) for pair in pairs if min(pair) < min(max(pair), len(text))]
    marks = [Mark(start, end, "ORG", "k", str(number)) for number, (start, end) in enumerate(spans)]
    pieces = cut_pieces(text, marks, [])
    assert "".join(piece.text for piece in pieces) == text
    begun = [mark.anchor for piece in pieces for mark, first in zip(piece.marks, piece.begins, strict=True) if first]
    assert sorted(begun) == sorted(mark.anchor for mark in marks)
    for mark in marks:
        assert "".join(piece.text for piece in pieces if mark in piece.marks) == text[mark.start : mark.end]
