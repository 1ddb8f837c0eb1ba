"""Which codes without Unicode are turned into letters, and which stay unknown."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from surco.extract.pdf.encodings import repair_encodings
from surco.extract.pdf.glyphs import UNKNOWN, Glyph, GlyphPage, mark_undecodable

TEXT = (
    "La cooperación entre ciudades nació en la región como práctica cotidiana, no como programa. Los municipios pequeños\n"
    "firmaron convenios, organizaron visitas técnicas y compartieron maestros durante años. Nadie escribió entonces que\n"
    "aquella práctica era política exterior. Después llegaron los ministerios, también las agencias, y con ellas llegó\n"
    "la palabra coordinación. Como cuentan los archivos públicos, la relación fue horizontal mientras faltó el dinero."
)


def draw(text: str, encode: Callable[[str], str] = lambda letter: letter, font: str = "Serif") -> list[Glyph]:
    """The text as glyphs, a line below the other; `encode` gives what the reader of the PDF makes of a letter."""
    return [
        Glyph(encode(letter), 5.0 * column, 5.0 * column + 5.0, 12.0 * row, 10.0, font)
        for row, line in enumerate(text.split("\n"))
        for column, letter in enumerate(line)
    ]


def make_page(glyphs: list[Glyph], number: int = 1) -> GlyphPage:
    return GlyphPage(number, 600.0, 800.0, glyphs, [], 0.0)


def read(page: GlyphPage) -> str:
    rows: dict[float, str] = {}
    for glyph in page.glyphs:
        rows[glyph.base] = rows.get(glyph.base, "") + glyph.text
    return "\n".join(rows.values())


def shift_truetype(letter: str) -> str:
    """A font's own glyph numbers, in the order of most TrueType fonts."""
    code = letter.encode("mac_roman")[0]
    return mark_undecodable(code - 29 if code < 0x7F else code - 30)


def shift_small(letter: str) -> str:
    """Small letters by one shift, capitals by another, accents and marks each by its own: all as in a real font."""
    others = "áéíóúñ,.L N D S".replace(" ", "") + " "
    if "a" <= letter <= "z":
        return mark_undecodable(ord(letter) + 41)
    if "A" <= letter <= "Z":
        return mark_undecodable(ord(letter) - 61)
    return mark_undecodable(300 + 7 * others.index(letter))


def leave_code(letter: str) -> str:
    """The file does not say so, but the codes are Unicode."""
    return mark_undecodable(ord(letter))


def shift_plain(letter: str) -> str:
    """Codes taken for letters: `cooperación` reads `FRRSHUDFLyQ`."""
    code = letter.encode("mac_roman")[0]
    return chr(code - 29 if code < 0x7F else code - 30)


@pytest.mark.parametrize("encode", [shift_truetype, shift_small, leave_code, shift_plain])
def test_shifted_letters_are_found_again(encode: Callable[[str], str]) -> None:
    [page], repaired = repair_encodings([make_page(draw(TEXT, encode))])
    assert read(page) == TEXT
    assert repaired[1] == sum(not letter.isspace() for letter in TEXT)


def scramble(letter: str) -> str:
    """Each letter the number of its first appearance: no shift explains it."""
    return mark_undecodable(3 + list(dict.fromkeys(TEXT)).index(letter))


def test_what_no_shift_explains_stays_unknown() -> None:
    [page], repaired = repair_encodings([make_page(draw(TEXT, scramble))])
    assert set(read(page)) == {UNKNOWN, "\n"} and not repaired


def test_a_few_glyphs_are_no_evidence() -> None:
    glyphs = [*draw(TEXT), *draw("la red", shift_truetype, font="Odd")]
    [page], repaired = repair_encodings([make_page(glyphs)])
    assert [glyph.text for glyph in page.glyphs[-6:]] == [UNKNOWN] * 6 and not repaired
    assert page.glyphs[:-6] == glyphs[:-6]


# text that must be left as it is
SOUND = [
    TEXT,
    TEXT.upper(),
    "CEPAL PNUD OTCA BRICS CPLP FCCR CGLU FLACMA SGPS PDDD " * 10,
    "The Cauchy–Schwarz inequality: |⟨x, y⟩|² ≤ ⟨x, x⟩⟨y, y⟩ " * 10,
    "Wszystkie miasta podpisały umowy, a następnie zorganizowały wizyty techniczne. " * 4,
]


@pytest.mark.parametrize("text", SOUND)
def test_sound_text_is_left_alone(text: str) -> None:
    page = make_page(draw(text))
    assert repair_encodings([page]) == ([page], {})


def test_each_font_is_judged_by_itself() -> None:
    glyphs = [*draw(TEXT, shift_truetype, font="A"), *(g._replace(base=g.base + 100) for g in draw(TEXT, shift_small, font="B"))]
    [page], repaired = repair_encodings([make_page(glyphs)])
    assert read(page) == f"{TEXT}\n{TEXT}" and repaired[1] == len(glyphs) - 2 * TEXT.count(" ")
