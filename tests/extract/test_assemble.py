"""Pieces → blocks: notes behind their calls, links, sections, languages; no letter of a page is lost on the way."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest
from drawing import make_page, read, show
from hypothesis import given, settings
from hypothesis import strategies as st

from surco.extract.assemble import Piece, assemble_blocks
from surco.extract.pdf.glyphs import Glyph
from surco.records import Document, Head, iterate_problems


def text(words: str, *calls: str) -> Piece:
    """A paragraph that calls these notes at its end."""
    return Piece(type="paragraph", text=words, calls=tuple((len(words), marker) for marker in calls))


def note(marker: str, words: str, *, endnote: bool = False) -> Piece:
    return Piece(type="footnote", text=words, marker=marker, endnote=endnote)


def order(*pieces: Piece) -> str:
    """The first letters of the blocks, in order."""
    return "".join(block.text[0] for block in assemble_blocks(pieces, "a", paged=False))


ORDERS = [
    # behind the block that calls it, in the order of the calls
    ([text("A", "1"), text("B"), note("1", "n")], "AnB"),
    ([text("A", "1", "2"), text("B"), note("2", "m"), note("1", "n")], "AnmB"),
    ([text("A", "1"), text("B", "2"), note("1", "n"), note("2", "m")], "AnBm"),
    # numbers that begin again
    ([text("A", "1"), note("1", "n"), text("B", "1"), note("1", "m")], "AnBm"),
    ([text("A", "1"), text("B", "1"), note("1", "n"), note("1", "m")], "AnBm"),
    # endnotes and notes that nobody calls stay
    ([text("A", "1"), text("B"), note("1", "n", endnote=True)], "ABn"),
    ([text("A"), note("1", "n"), text("B")], "AnB"),
    # a call without a note moves nothing; a note that calls a note neither
    ([text("A", "7"), text("B"), note("1", "n")], "ABn"),
    (
        [text("A", "1"), text("B"), Piece(type="footnote", text="n", marker="1", calls=((1, "2"),)), note("2", "m")],
        "AnBm",
    ),
    # empty pieces are none
    ([text(""), text("A")], "A"),
    ([], ""),
]


@pytest.mark.parametrize(("pieces", "expected"), ORDERS)
def test_order(pieces: list[Piece], expected: str) -> None:
    assert order(*pieces) == expected


LINKS = [
    ([text("A", "1"), note("1", "n")], ["n"]),
    ([text("A", "1"), text("B", "1"), note("1", "n"), note("1", "m")], ["n", "m"]),
    ([text("A", "1"), note("1", "n", endnote=True)], ["n"]),
    ([text("A", "1")], [None]),
    ([text("A", "*"), note("1", "n")], [None]),
]


@pytest.mark.parametrize(("pieces", "expected"), LINKS)
def test_links(pieces: list[Piece], expected: list[str | None]) -> None:
    blocks = assemble_blocks(pieces, "a", paged=False)
    texts = {block.id: block.text for block in blocks}
    assert [texts.get(ref.note or "") for block in blocks for ref in block.note_refs or ()] == expected


def test_sections() -> None:
    pieces = [
        Piece(type="heading", text=name, level=level)
        for name, level in (("Uno", 1), ("Dos", 2), ("Tres", 3), ("Cuatro", 2))
    ]
    blocks = assemble_blocks([*pieces, text("A")], "a", paged=False)
    assert [block.section for block in blocks] == [(), ("Uno",), ("Uno", "Dos"), ("Uno",), ("Uno", "Cuatro")]


def test_raised_numbers_of_a_numbered_bibliography_go_back_into_the_text() -> None:
    entries = [Piece(type="reference", text=f"{number}. Lemos A. Orillas. 2006.") for number in (1, 2, 3)]
    blocks = assemble_blocks(
        [Piece(type="paragraph", text="Los ríos. Bajan.", calls=((8, "1"), (8, "2"))), *entries], "a", paged=False
    )
    assert blocks[0].text == "Los ríos1,2. Bajan." and blocks[0].note_refs == ()


def test_languages() -> None:
    english = "The cities of the river have agreed on a plan that is common to all of them and to their neighbours."
    spanish = (
        "Las ciudades del río han acordado un plan que es común a todas ellas y a las que están en la otra orilla."
    )
    blocks = assemble_blocks([text(spanish), text(spanish), text(english), text("Ibíd.")], "a", paged=False)
    assert [block.language for block in blocks] == ["es", "es", "en", "es"]


markers = st.sampled_from(["1", "2", "3", "*"])
pieces_drawn = st.lists(
    st.builds(
        Piece,
        type=st.sampled_from(["paragraph", "footnote", "heading", "table", "furniture", "reference"]),
        text=st.text(alphabet="abcñ ", min_size=1, max_size=9),
        marker=st.none() | markers,
        level=st.none() | st.integers(1, 4),
        calls=st.lists(st.tuples(st.integers(0, 1), markers), max_size=3).map(lambda calls: tuple(sorted(calls))),
        endnote=st.booleans(),
    ),
    max_size=12,
)


@given(pieces_drawn)
def test_each_piece_comes_once(pieces: list[Piece]) -> None:
    blocks = assemble_blocks(pieces, "a", paged=False)
    assert Counter((block.type, block.text, block.marker) for block in blocks) == Counter(
        (piece.type, piece.text, piece.marker) for piece in pieces
    )
    others = [piece.text for piece in pieces if piece.type != "footnote"]
    assert [block.text for block in blocks if block.type != "footnote"] == others
    assert [block.id for block in blocks] == [f"a/{number:04d}" for number in range(1, len(blocks) + 1)]


words = st.text(alphabet="abcñéABCXIV1234567.,;:()•–*-“”", min_size=1, max_size=12)
rows = st.tuples(
    words,
    st.integers(0, 8),
    st.integers(2, 45),
    st.sampled_from([6.0, 8.0, 10.0, 10.0, 16.0]),
    st.sampled_from(["S", "S-Bold", "S-Ital"]),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(rows, min_size=1, max_size=12), min_size=1, max_size=3))
def test_no_letter_of_a_page_is_lost(soup: list[list[tuple[str, int, int, float, str]]]) -> None:
    """Whatever is drawn is in some block: in its text, as its marker, or as the marker of a note that it calls."""
    pages = []
    for number, spots in enumerate(soup, start=1):
        glyphs: dict[tuple[float, float], Glyph] = {}
        for word, column, row, size, font in spots:
            for place, letter in enumerate(word):
                x = 20 + 45.0 * column + 0.5 * size * place
                glyphs[x, 13.0 * row] = Glyph(letter, x, x + 0.5 * size, 13.0 * row, size, font)
        pages.append(make_page(list(glyphs.values()), number=number))
    drawn = Counter(unicodedata.normalize("NFC", "".join(glyph.text for page in pages for glyph in page.glyphs)))
    blocks = read(*pages)
    kept = "".join(
        f"{block.text}{block.marker or ''}{''.join(ref.marker for ref in block.note_refs or ())}" for block in blocks
    )
    lost = {letter: n for letter, n in (drawn - Counter(kept)).items() if letter.isalnum()}
    assert not lost, show(blocks, furniture=True)
    assert list(iterate_problems(Document(Head(id="a"), blocks))) == []
