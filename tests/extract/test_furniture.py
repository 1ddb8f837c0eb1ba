"""Running heads, page numbers and line numbers, by place and repetition; what only looks like them stays."""

from __future__ import annotations

import pytest
from drawing import LEFT, PROSE, RIGHT, draw, fill, make_page

from surco.extract.pdf.furniture import find_furniture, part_line_numbers
from surco.extract.pdf.glyphs import Glyph, GlyphPage
from surco.extract.pdf.lines import read_lines


def make_pages(heads: list[list[Glyph]], *, top: float = 80.0) -> list[GlyphPage]:
    return [
        make_page(head, fill(f"{PROSE} {PROSE} {PROSE}"[number:], top)[0], number=number)
        for number, head in enumerate(heads, start=1)
    ]


def find(pages: list[GlyphPage]) -> list[list[str]]:
    lines = [read_lines(page, {}) for page in pages]
    found = find_furniture(pages, lines)
    return [[line.text for line in own if line in found] for own in lines]


def right(text: str, base: float = 40.0, *, size: float = 8.0) -> list[Glyph]:
    return draw(text, RIGHT - len(text) * 0.5 * size, base, size=size)


NAMES = ["Vargas Solís y Lemos", "Orillas y cuencas", "Vargas Solís y Lemos", "Orillas y cuencas"]
SECTIONS = ["Introducción", "Los ríos del sur", "Método y fuentes", "Los fondos", "Conclusiones"]

HEADS = [
    # the same on every page, or on every second
    [draw("Revista de Ríos", LEFT, 40, size=8) for _ in range(4)],
    [draw(name, LEFT, 40, size=8) for name in NAMES],
    # numbers that count up: at the foot, with dashes, of a total, in the outer margin, from any number on
    [draw(str(n), 200, 570) for n in range(1, 5)],
    [draw(f"– {n} –", 190, 570) for n in range(41, 45)],
    [draw(f"Página {n} de 4", 170, 570) for n in range(1, 5)],
    [draw(str(n), 10 if n % 2 else 385, 300, size=8) for n in range(1, 5)],
    # section titles that change with every page, smaller than the text
    [draw(title, 150, 40, size=8) for title in SECTIONS],
    # a name that stands beside the number on one page only
    [draw(str(n), LEFT, 40, size=8) + right(name) for n, name in enumerate(["Uno solo", "Dos solas", "Tres"], start=1)],
]


@pytest.mark.parametrize("heads", HEADS)
def test_heads_and_feet(heads: list[list[Glyph]]) -> None:
    pages = make_pages(heads)
    for own, head, page in zip(find(pages), heads, pages, strict=True):
        drawn = [line.text for line in read_lines(make_page(head, number=page.number), {})]
        assert own == drawn


KEPT = [
    # the first line of the text, whatever stands there
    [[] for _ in range(4)],
    # a heading of its own on each page, in the text's size
    [draw(title, LEFT, 62) for title in SECTIONS],
    # a year that does not count up
    [draw(year, LEFT, 68) for year in ("1998", "2004", "1971", "2010")],
]


@pytest.mark.parametrize("heads", KEPT)
def test_text_is_kept(heads: list[list[Glyph]]) -> None:
    assert find(make_pages(heads)) == [[] for _ in heads]


def test_line_numbers() -> None:
    numbers = [glyph for n in range(1, 15) for glyph in draw(str(n), 40 - 4 * len(str(n)), 68 + 12 * n, size=8)]
    page = make_page(numbers, fill(f"{PROSE} {PROSE} {PROSE}", 80)[0])
    assert find([page]) == [[str(n) for n in range(1, 15)]]


def test_numbers_of_a_table_are_kept() -> None:
    cells = [glyph for n, year in enumerate((12, 3, 44, 5, 61, 7)) for glyph in draw(str(year), 60, 300 + 12 * n)]
    assert find([make_page(cells, fill(PROSE, 80)[0])]) == [[]]


def test_one_page_has_no_furniture_but_its_number() -> None:
    page = make_page(draw("Los ríos", LEFT, 40), fill(f"{PROSE} {PROSE}", 80)[0], draw("1", 200, 570))
    assert find([page]) == [["1"]]


def test_a_line_number_near_large_print_is_parted_from_it() -> None:
    numbers = [glyph for n in range(2, 15) for glyph in draw(str(n), 40 - 4 * len(str(n)), 68 + 12 * n, size=8)]
    title = draw("1 Los ríos del sur y sus orillas", 36, 66, size=16)
    lines = part_line_numbers(read_lines(make_page(title, numbers, fill(PROSE, 92)[0]), {}))
    assert [line.text for line in lines][:2] == ["1", "Los ríos del sur y sus orillas"]


def test_headings_that_open_pages_are_no_running_heads() -> None:
    """Four of six pages open with a heading in smaller print; the text of the others begins as high."""
    heads = [draw(title, LEFT, 80, size=9) if title else [] for title in (*SECTIONS[:4], "", "")]
    pages = [
        make_page(head, fill(f"{PROSE} {PROSE}"[number:], 104 if head else 80)[0], number=number)
        for number, head in enumerate(heads, start=1)
    ]
    assert find(pages) == [[] for _ in heads]
