"""Glyphs → lines: blanks, superscripts, doubled and letter-spaced letters, ligatures, accents."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest
from drawing import draw, make_page
from hypothesis import given
from hypothesis import strategies as st

from surco.extract.pdf.glyphs import Glyph
from surco.extract.pdf.letters import normalize_letters
from surco.extract.pdf.lines import Line, measure_digits, read_lines


def read(glyphs: list[Glyph]) -> list[Line]:
    page = make_page(glyphs)
    return read_lines(page, measure_digits([page]))


def raised(text: str, x: float, *, base: float = 96.5, size: float = 6.0) -> list[Glyph]:
    return draw(text, x, base, size=size)


LINES = [
    # blanks drawn, blanks left out, and both
    (draw("Los socios", 50, 100), ["Los socios"]),
    (draw("Los", 50, 100) + draw("socios", 68, 100), ["Los socios"]),
    (draw("Los ", 50, 100) + draw("socios", 74, 100), ["Los socios"]),
    # kerning is no blank, a gutter is no blank either
    (draw("Los so", 50, 100) + draw("cios", 80.6, 100), ["Los socios"]),
    (draw("Los socios", 50, 100) + draw("Otra columna", 130, 100), ["Los socios", "Otra columna"]),
    # drawing order does not count
    (draw("socios", 70, 100) + draw("Los ", 50, 100), ["Los socios"]),
    # a wandering baseline, as scans have it
    (draw("Los ", 50, 100) + draw("socios", 70, 101), ["Los socios"]),
    (draw("Los socios", 50, 100) + draw("dijeron", 50, 112), ["Los socios", "dijeron"]),
    # letters spaced wide are words still
    (draw("SOCIOS", 50, 100, space=3), ["SOCIOS"]),
    (draw("LOS", 50, 100, space=3) + draw("SOCIOS", 80, 100, space=3), ["LOS SOCIOS"]),
    # each letter twice, a whole line twice, and double letters that are none of it
    (
        [g for glyph in draw("Acción", 50, 100) for g in (glyph, glyph._replace(x0=glyph.x0 + 0.3, x1=glyph.x1 + 0.3))],
        ["Acción"],
    ),
    (draw("Acción", 50, 100) + draw("Acción", 50.2, 100), ["Acción"]),
    (draw("ya ya", 50, 100) + draw("ya", 50, 112), ["ya ya", "ya"]),
    # ligatures, accents detached or combining, soft hyphens that are seen, blanks of all widths
    (draw("e\ufb01caz o\ufb00", 50, 100), ["eficaz off"]),
    (draw("acci´on", 50, 100), ["acción"]),
    (draw("accio\u0301n", 50, 100), ["acción"]),
    (draw("Sur\u2010Sur", 50, 100), ["Sur-Sur"]),
    (draw("coope\u00ad", 50, 100), ["coope-"]),
    (draw("Los\u00a0socios", 50, 100), ["Los socios"]),
    # blanks alone make no line
    (draw("   ", 50, 100), []),
]


@pytest.mark.parametrize(("glyphs", "expected"), LINES)
def test_texts(glyphs: list[Glyph], expected: list[str]) -> None:
    assert [line.text for line in read(glyphs)] == expected


CALLS = [
    # text, what is raised behind it, the rest → text and calls
    ("región", "1", " y más", ("región y más", ((6, "1"),))),
    ("región,", "12", " dijo", ("región, dijo", ((7, "12"),))),
    ("región", "1,2", " dijo", ("región dijo", ((6, "1"), (6, "2")))),
    ("región", "*", " dijo", ("región dijo", ((6, "*"),))),
    ("región", "‡‡", " dijo", ("región dijo", ((6, "‡‡"),))),
    ("región", "¶", " dijo", ("región dijo", ((6, "¶"),))),
    ("región", "(3)", " dijo", ("región dijo", ((6, "3"),))),
    ("región", "4", "", ("región", ((6, "4"),))),
    # raised letters of an ordinal, and what stands inside a word, are text
    ("1.", "a", " vez", ("1.a vez", ())),
    ("N.", "o", " 4", ("N.o 4", ())),
    ("CO", "2", "eq", ("CO2eq", ())),
    ("3", "er", " foro", ("3er foro", ())),
]


@pytest.mark.parametrize(("before", "mark", "after", "expected"), CALLS)
def test_calls(before: str, mark: str, after: str, expected: tuple[str, tuple[tuple[int, str], ...]]) -> None:
    start = 50 + 5 * len(before)
    behind = start + 3 * len(mark)
    (line,) = read(draw(before, 50, 100) + raised(mark, start) + draw(after, behind, 100))
    assert (line.text, line.calls) == expected


def test_call_at_the_start_opens_a_note() -> None:
    (line,) = read(raised("7", 50) + draw("Véase el acta", 55, 100))
    assert (line.text, line.calls) == ("Véase el acta", ((0, "7"),))


def test_digits_drawn_small_by_the_font_are_raised() -> None:
    """A font's own superscripts have the size and baseline of the text: only their width tells."""
    narrow = draw("1", 80, 100)[0]._replace(x1=83.0)
    page = make_page(draw("región", 50, 100), [narrow], draw(" y 1", 83, 100))
    (line,) = read_lines(page, measure_digits([page]))
    assert (line.text, line.calls) == ("región y 1", ((6, "1"),))


def test_small_text_beside_large_is_no_superscript() -> None:
    lines = read(draw("Los socios", 50, 100) + draw("una nota en letra menor", 50, 110, size=7))
    assert [line.text for line in lines] == ["Los socios", "una nota en letra menor"]


ACCENTS = [
    ("acci´on", "acción"),
    ("Espa˜na", "España"),
    ("ping¨uino", "pingüino"),
    ("a¸c˜ao", "ação"),
    ("pa´ıs", "país"),
    ("o\ufb01cio", "oficio"),
    ("a\ufb04uir", "affluir"),
    # not these
    ("10´ de marcha", "10´ de marcha"),
    ("D´Amato y O´Ilari", "D´Amato y O´Ilari"),
    ("plain", "plain"),
]


@pytest.mark.parametrize(("text", "expected"), ACCENTS)
def test_normalize_letters(text: str, expected: str) -> None:
    assert normalize_letters(text) == expected


places = st.tuples(
    st.sampled_from("abcñéABC123.,-*•()“”\ufb01漢"),
    st.integers(0, 40),
    st.integers(5, 50),
    st.sampled_from([6.0, 9.0, 10.0, 14.0]),
)


@given(st.lists(places, min_size=1, max_size=60))
def test_no_letter_is_lost(spots: list[tuple[str, int, int, float]]) -> None:
    glyphs = [
        Glyph(letter, 20 + 9.0 * x, 20 + 9.0 * x + size / 2, 11.0 * y, size, "Serif") for letter, x, y, size in spots
    ]
    glyphs = list({(glyph.x0, glyph.base): glyph for glyph in glyphs}.values())
    drawn = Counter(unicodedata.normalize("NFKC", "".join(glyph.text for glyph in glyphs)))
    lines = read(glyphs)
    read_back = Counter("".join(line.text + "".join(marker for _, marker in line.calls) for line in lines))
    lost = Counter({letter: n for letter, n in (drawn - read_back).items() if letter.isalnum()})
    assert not lost


def test_an_icon_between_names_is_no_letter() -> None:
    glyphs = draw("Ana Lemos ", 50, 100) + draw("\ue840", 100, 100, font="Icons") + draw(", Luis", 105, 100)
    assert [line.text for line in read(glyphs)] == ["Ana Lemos, Luis"]
