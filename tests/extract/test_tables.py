"""Tables, ruled and not, cell by cell; columns of prose are none."""

from __future__ import annotations

from drawing import LEFT, PROSE, RIGHT, draw, fill, make_page

from surco.extract.pdf.glyphs import Glyph, Rule
from surco.extract.pdf.lines import read_lines
from surco.extract.pdf.tables import find_tables
from surco.extract.text import Vocabulary

ROWS = [("Socio", "Aportes", "Votos"), ("Las Garzas", "412", "31"), ("Itaverá", "296", "24"), ("Otros", "149", "9")]


def draw_rows(top: float, *, x: float = LEFT, step: float = 90.0) -> list[Glyph]:
    return [
        g for k, row in enumerate(ROWS) for j, cell in enumerate(row) for g in draw(cell, x + step * j, top + 14 * k)
    ]


def stroke(y: float, x0: float = LEFT, x1: float = RIGHT) -> Rule:
    return Rule(x0, y, x1, y)


def read(glyphs: list[Glyph], rules: list[Rule] | None = None) -> list[tuple[tuple[str, ...], ...]]:
    page = make_page(glyphs, rules=rules or [])
    return [table.rows for table in find_tables(page, read_lines(page, {}), Vocabulary())]


def test_ruled() -> None:
    assert read(draw_rows(200), [stroke(188), stroke(204), stroke(246)]) == [tuple(ROWS)]


def test_captioned_without_strokes() -> None:
    glyphs = draw("Cuadro 1. Aportes y votos", LEFT, 180) + draw_rows(200)
    assert read(glyphs) == [tuple(ROWS)]


def test_grid() -> None:
    rules = [stroke(188 + 14 * k) for k in range(5)]
    assert read(draw_rows(200), rules) == [tuple(ROWS)]


def test_ruled_in_one_column_beside_prose_in_the_other() -> None:
    """Prose beside a table does not end it."""
    prose, _ = fill(f"{PROSE} {PROSE}", 150, left=20, right=180)
    glyphs = prose + draw_rows(200, x=210, step=60)
    assert read(glyphs, [stroke(y, 205, 380) for y in (188, 204, 246)]) == [tuple(ROWS)]


def test_a_cell_of_two_lines_is_one() -> None:
    glyphs = draw_rows(200) + draw("Red de los", LEFT, 256) + draw("12", LEFT + 90, 256) + draw("Llanos", LEFT, 268)
    rules = [*(stroke(188 + 14 * k) for k in range(5)), stroke(274)]
    assert read(glyphs, rules) == [(*ROWS, ("Red de los Llanos", "12", ""))]


def test_two_columns_of_prose_are_no_table() -> None:
    left, _ = fill(f"{PROSE} {PROSE}", 100, left=20, right=180, size=5, justified=False)
    right, _ = fill(f"{PROSE} {PROSE}", 100, left=220, right=380, size=5, justified=False)
    assert read(left + right, [stroke(90, 20, 380), stroke(400, 20, 380)]) == []


def test_prose_between_strokes_is_no_table() -> None:
    prose, end = fill(PROSE, 100)
    assert read(prose, [stroke(88), stroke(end)]) == []


def test_a_caption_over_prose_is_no_table() -> None:
    prose, _ = fill(PROSE, 100)
    assert read(draw("Cuadro 1. Aportes y votos", LEFT, 80) + prose) == []


def test_upright_strokes_part_cells_and_reach_the_outer_rows() -> None:
    """Cells less than an em apart, and horizontal strokes between the rows only."""
    rows = [("Socio", "Aportes", "Votos"), ("Garza", "412 000", "31"), ("Otros", "149 000", "9 99")]
    glyphs = [g for k, row in enumerate(rows) for x, cell in zip((50, 81, 122), row, strict=True) for g in draw(cell, x, 200 + 14 * k)]
    upright = [Rule(x, 188, x, 234) for x in (47, 78, 119, 150)]
    assert read(glyphs, [*upright, stroke(204, 47, 150), stroke(218, 47, 150)]) == [tuple(rows)]


def test_a_heading_row_with_narrow_gaps() -> None:
    """Cells of the first row as close as words wide apart, over columns that stand apart."""
    glyphs = [
        *draw("Socio", 50, 200), *draw("Aportes", 140, 200), *draw("Votos dados", 182, 200),
        *(g for k in (1, 2, 3) for x, cell in ((50, "Garza"), (140, "412"), (182, "31")) for g in draw(cell, x, 200 + 14 * k)),
    ]  # fmt: skip
    assert read(glyphs, [stroke(188), stroke(204), stroke(246)])[0][0] == ("Socio", "Aportes", "Votos dados")


WRAPPED = [("Socio", 200), ("Red de los", 214), ("municipios", 224), ("del Llano", 234), ("Otros", 248), ("Garza", 262)]


def test_a_first_cell_of_several_lines_is_one() -> None:
    """Without strokes: the lines of a cell stand closer than the rows."""
    numbers = [("Votos", "Actas", 200), ("12", "7", 214), ("31", "8", 248), ("24", "9", 262)]
    cells = [g for text, base in WRAPPED for g in draw(text, LEFT, base, size=8)]
    cells += [g for a, b, base in numbers for text, x in ((a, 150), (b, 250)) for g in draw(text, x, base, size=8)]
    rows = [("Socio", "Votos", "Actas"), ("Red de los municipios del Llano", "12", "7"), ("Otros", "31", "8"), ("Garza", "24", "9")]
    assert read(draw("Cuadro 1. Aportes y votos", LEFT, 180) + cells) == [tuple(rows)]


def test_prose_about_a_table_is_no_title() -> None:
    """`Cuadro 1 muestra …` at a line's start, above a list of short parts."""
    prose = draw("Cuadro 1 muestra los aportes", LEFT, 180) + draw_rows(200)
    assert read(prose) == []
