"""Footnotes at the foot of a page or column: found by size, stroke and number; joined over pages."""

from __future__ import annotations

import pytest
from drawing import LEFT, PROSE, draw, fill, make_page, read, show

from surco.extract.pdf.glyphs import Glyph, Rule
from surco.extract.pdf.lines import Line, read_lines
from surco.extract.pdf.notes import ends_footnotes, read_marker

STROKE = Rule(LEFT, 480, LEFT + 60, 480)


def lines_of(text: str, mark: str = "") -> Line:
    glyphs = draw(mark, LEFT, 96.5, size=6) + draw(text, LEFT + 3 * len(mark), 100)
    return read_lines(make_page(glyphs), {})[0]


MARKERS = [
    ("", "1 Véase el acta", ("1", "Véase el acta")),
    ("", "12. Véase el acta", ("12", "Véase el acta")),
    ("", "(3) Véase el acta", ("3", "Véase el acta")),
    ("", "4Véase el acta", ("4", "Véase el acta")),
    ("", "* Profesora", ("*", "Profesora")),
    ("", "¶ Profesora", ("¶", "Profesora")),
    ("5", "Véase el acta", ("5", "Véase el acta")),
    # years, decimals, numbers alone, nothing
    ("", "1998 fue un año", None),
    ("", "3.5 millones", None),
    ("", "12", None),
    ("", "0 casos", None),
    ("", "Véase el acta", None),
]


@pytest.mark.parametrize(("mark", "text", "expected"), MARKERS)
def test_read_marker(mark: str, text: str, expected: tuple[str, str] | None) -> None:
    assert read_marker(lines_of(text, mark)) == expected


def note(number: str, text: str, base: float, *, size: float = 8.0, form: str = "raised") -> list[Glyph]:
    if form == "raised":
        mark = draw(number, LEFT, base - 0.35 * size, size=0.6 * size)
        return mark + fill(text, base, first=0.3 * size * len(number) + 2, size=size, leading=1.2 * size)[0]
    return fill(f"{number}{form} {text}", base, size=size, leading=1.2 * size)[0]


CALLING = "La reunión de la red duró tres días y terminó con un acta^{} que nadie quiso firmar en público. " + PROSE


@pytest.mark.parametrize("form", ["raised", "", ".", ")"])
@pytest.mark.parametrize("size", [7.0, 8.5])
def test_notes_in_all_dresses(form: str, size: float) -> None:
    text, _ = fill(CALLING.format(1), 80)
    page = make_page(text, note("1", "Véase el acta de la reunión.", 500, size=size, form=form))
    assert show(read(page))[-1] == "footnote 1: Véase el acta de la reunión."


def test_notes_in_the_texts_own_size_stand_under_a_stroke() -> None:
    text, _ = fill(CALLING.format(1), 80)
    page = make_page(text, note("1", "Véase el acta de la reunión.", 500, size=10), rules=[STROKE])
    assert show(read(page))[-1] == "footnote 1: Véase el acta de la reunión."


def test_two_notes_and_their_calls() -> None:
    text, _ = fill(CALLING.format(1) + " " + CALLING.format(2), 80)
    page = make_page(text, note("1", "Véase el acta.", 490), note("2", "Ibíd.", 500), rules=[STROKE])
    blocks = read(page)
    assert show(blocks)[1:] == ["footnote 1: Véase el acta.", "footnote 2: Ibíd."]
    assert [(ref.marker, ref.note) for ref in blocks[0].note_refs or ()] == [("1", blocks[1].id), ("2", blocks[2].id)]


def test_a_note_goes_on_under_the_next_page() -> None:
    text, _ = fill(CALLING.format(1), 80)
    first = make_page(text, note("1", "El acta, que se perdió y que nadie buscó,", 500), rules=[STROKE])
    more, _ = fill(PROSE, 80)
    rest, _ = fill("apareció en el archivo de Las Garzas.", 500, size=8)
    second = make_page(more, rest, number=2, rules=[STROKE])
    notes = [line for line in show(read(first, second)) if line.startswith("footnote")]
    assert notes == ["footnote 1: El acta, que se perdió y que nadie buscó, apareció en el archivo de Las Garzas."]


def test_numbers_restart_on_each_page() -> None:
    pages = []
    for number in (1, 2):
        text, _ = fill(CALLING.format(1), 80)
        pages.append(make_page(text, note("1", f"Véase el acta {number}.", 500), number=number, rules=[STROKE]))
    blocks = read(*pages)
    links = {block.id: block.text for block in blocks}
    assert [links[ref.note or ""] for block in blocks for ref in block.note_refs or ()] == [
        "Véase el acta 1.",
        "Véase el acta 2.",
    ]


def test_symbols() -> None:
    text, _ = fill(CALLING.format("*") + " " + CALLING.format("†"), 80)
    page = make_page(text, note("*", "Véase el acta.", 490), note("†", "Ibíd.", 500), rules=[STROKE])
    assert [line for line in show(read(page)) if line.startswith("footnote")] == [
        "footnote *: Véase el acta.",
        "footnote †: Ibíd.",
    ]


def test_endnotes_stand_where_they_are_printed() -> None:
    text, end = fill(CALLING.format(1), 104)
    text += draw("Introducción", LEFT, 80, size=12, font="Serif-Bold")
    heading = draw("Notas", LEFT, end + 24, size=12, font="Serif-Bold")
    page = make_page(
        text, heading, note("1", "Véase el acta.", end + 42, size=8.5), note("2", "Ibíd.", end + 54, size=8.5)
    )
    assert show(read(page))[-3:] == ["heading: Notas", "footnote 1: Véase el acta.", "footnote 2: Ibíd."]


ENDS = [
    (["Referencias"], True),
    (["Notas", "1. Véase el acta"], True),
    (["Notas", "El acta dice"], False),
    (["Notas"], False),
    (["El acta", "2. Véase"], False),
    ([], False),
]


@pytest.mark.parametrize(("texts", "expected"), ENDS)
def test_ends_footnotes(texts: list[str], expected: bool) -> None:
    assert ends_footnotes([lines_of(text) for text in texts]) is expected


def test_notes_below_a_bibliography_without_a_stroke() -> None:
    first, end = fill(CALLING.format(1), 80)
    second, end = fill(CALLING.format(2), end)
    one = make_page(first, second, note("1", "Véase el acta.", 500), rules=[STROKE])
    heading = draw("Bibliografía", LEFT, 60, size=12, font="Serif-Bold")
    entries = [draw(f"Lemos, A. ({year}). Orillas. Itaverá: Cauce.", LEFT, year - 1930, size=9) for year in (2006, 2018)]
    two = make_page(heading, *entries, note("2", "Ibíd., del mismo autor.", 500), number=2)
    shown = show(read(one, two))
    assert [line for line in shown if line.startswith("footnote")] == [
        "footnote 1: Véase el acta.",
        "footnote 2: Ibíd., del mismo autor.",
    ]


def test_plain_numbers_that_restart_on_each_page() -> None:
    pages = [
        make_page(fill(CALLING.format(1), 80)[0], note("1", f"Véase el acta {word}.", 440 + 20 * number, form=""), number=number)
        for number, word in ((1, "primera"), (2, "segunda"), (3, "tercera"))
    ]
    notes = [block for block in read(*pages) if block.type == "footnote"]
    assert [(block.marker, block.text) for block in notes] == [("1", f"Véase el acta {word}.") for word in ("primera", "segunda", "tercera")]


def test_a_note_goes_on_over_the_next_page_only() -> None:
    """Small print under a stroke two pages later is no end of a note that broke off."""
    first = make_page(fill(CALLING.format(1), 80)[0], note("1", "Véase el acta de la", 500), rules=[STROKE])
    middle = make_page(fill(PROSE, 80)[0], number=2)
    last = make_page(fill(PROSE, 80)[0], fill("Fuente: archivo de la red", 500, size=8)[0], number=3, rules=[STROKE])
    assert "footnote 1: Véase el acta de la" in show(read(first, middle, last))


def test_numbered_entries_under_the_stroke_of_a_running_head_are_no_notes() -> None:
    heading = draw("Bibliografía", LEFT, 300, size=12, font="Serif-Bold")
    first = make_page(fill(f"{PROSE} {PROSE}", 80)[0], heading, fill("1. Roa, A. (2006). Orillas. Itaverá.", 330, size=8)[0])
    entries = [fill(f"{n}. Paz, B. (200{n}). Redes. Itaverá.", 80 + 12 * n, size=8)[0] for n in range(2, 7)]
    second = make_page(*entries, number=2, rules=[Rule(LEFT, 90, 350, 90)])
    assert [line.partition(":")[0] for line in show(read(first, second))][-5:] == ["reference"] * 5
