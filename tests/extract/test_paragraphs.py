"""Lines → blocks: where paragraphs, items, headings and entries begin, on one page and across pages."""

from __future__ import annotations

import pytest
from drawing import LEFT, PROSE, draw, fill, make_page, read, show, stack

from surco.extract.pdf.entries import looks_like_entry

A = "Los municipios de la ribera firmaron convenios y organizaron visitas durante muchos años sin permiso de nadie."
B = "Los archivos de la asociación cuentan que la relación fue estable mientras faltó el dinero y luego cambió."
BOLD = "Serif-Bold"
Part = str | tuple[str, dict[str, float | str | bool]]


def texts(*parts: Part, gap: float = 0.0) -> list[str]:
    return [line.partition(": ")[2] for line in show(read(stack(*parts, gap=gap)))]


# how a book tells its paragraphs apart → always the same two blocks
DRESSES: list[tuple[Part, ...]] = [
    # first lines indented
    ((A, {"first": 12.0}), (B, {"first": 12.0}), (PROSE, {"first": 12.0})),
    # a gap and no indent
    (A, (B, {"above": 8.0}), (PROSE, {"above": 8.0})),
    # neither: the last line is short
    (A, B, PROSE),
    # ragged right
    (
        (A, {"justified": False, "first": 12.0}),
        (B, {"justified": False, "first": 12.0}),
        (PROSE, {"justified": False, "first": 12.0}),
    ),
    ((A, {"justified": False}), (B, {"justified": False, "above": 8.0}), (PROSE, {"justified": False, "above": 8.0})),
    # lines set wide
    (
        (A, {"leading": 20.0, "first": 12.0}),
        (B, {"leading": 20.0, "first": 12.0}),
        (PROSE, {"leading": 20.0, "first": 12.0}),
    ),
]


@pytest.mark.parametrize("parts", DRESSES)
def test_paragraphs(parts: tuple[Part, ...]) -> None:
    assert texts(*parts) == [A, B, PROSE]


ITEMS: list[tuple[tuple[Part, ...], list[str]]] = [
    # hanging, flush, with a first line indented
    (
        (A, ("a) las cuotas;", {"left": 60.0}), ("b) los votos.", {"left": 60.0}), B),
        [f"paragraph: {A}", "list_item a): las cuotas;", "list_item b): los votos.", f"paragraph: {B}"],
    ),
    (("1. " + A, "2. " + B), [f"list_item 1.: {A}", f"list_item 2.: {B}"]),
    # the next number begins an item, even behind a full line
    (
        (
            ("a) las cuotas que cada ciudad paga según sus habitantes hoy;", {"left": 60.0}),
            ("b) los votos que cada ciudad tiene en la asamblea de todas;", {"left": 60.0}),
            B,
        ),
        [
            "list_item a): las cuotas que cada ciudad paga según sus habitantes hoy;",
            "list_item b): los votos que cada ciudad tiene en la asamblea de todas;",
            f"paragraph: {B}",
        ],
    ),
    # text behind an item of one full line goes back to the edge
    (
        (("• las cuotas que cada ciudad paga por sus habitantes.", {"left": 60.0}), B),
        ["list_item •: las cuotas que cada ciudad paga por sus habitantes.", f"paragraph: {B}"],
    ),
    # the end of a bracket is no marker: `(2006, p.` / `70) había …`
    (
        (
            "Los archivos de la asociación cuentan que Lemos (2006, p.",
            "70) había propuesto algo parecido seis años antes que la red.",
        ),
        [
            "paragraph: Los archivos de la asociación cuentan que Lemos (2006, p. "
            "70) había propuesto algo parecido seis años antes que la red."
        ],
    ),
]


@pytest.mark.parametrize(("parts", "expected"), ITEMS)
def test_items(parts: tuple[Part, ...], expected: list[str]) -> None:
    assert show(read(stack(*parts))) == expected


def test_a_paragraph_goes_on_over_the_page() -> None:
    words = f"{PROSE} {PROSE}".split()
    first, second = stack(" ".join(words[:41])), stack((" ".join(words[41:]), {}), number=2)
    assert len(show(read(first, second))) == 1


def test_a_new_page_may_begin_a_paragraph() -> None:
    assert texts((A, {"first": 12.0}), (B, {"first": 12.0})) == [A, B]
    pages = stack((A, {"first": 12.0})), stack((B, {"first": 12.0}), number=2)
    assert [line.partition(": ")[2] for line in show(read(*pages))] == [A, B]


def test_a_heading_may_begin_a_page_behind_a_list() -> None:
    first = stack(A, ("a) las cuotas que cada ciudad paga por sus habitantes.", {"left": 60.0}))
    second = make_page(draw("Los fondos", LEFT, 80, size=12, font=BOLD), fill(B, 104)[0], number=2)
    assert show(read(first, second))[-2:] == ["heading: Los fondos", f"paragraph: {B}"]


ENTRIES = [
    "Lemos, A. (2006). Orillas. Itaverá: Cauce.",
    "Ruiz Peña, B. (2010). La red de las ciudades del río y sus archivos. Las Garzas: Cauce.",
    "———. (2012). Sin puentes. Las Garzas: Cauce.",
    "VARGAS, C. Los fondos comunes. Itaverá: Remo, 2014.",
]
STYLES: list[dict[str, float]] = [
    {},
    {"hanging": 20.0},
    {"above": 6.0},
    {"hanging": 20.0, "above": 6.0},
    {"size": 8.5, "leading": 10.5},
]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("numbered", ["", "{}. ", "[{}] "])
def test_entries(style: dict[str, float], numbered: str) -> None:
    entries = [numbered.format(number) + entry for number, entry in enumerate(ENTRIES, start=1)]
    heading: Part = ("Bibliografía", {"size": 12.0, "font": BOLD})
    shown = show(read(stack(A, (B, {"above": 0.0}), PROSE, heading, *((entry, dict(style)) for entry in entries))))
    assert [line for line in shown if line.startswith("reference")] == [f"reference: {entry}" for entry in entries]


LOOKS = [
    ("Ruiz Peña, Ana (2007). Redes", True),
    ("RUIZ, A. Redes", True),
    ("———. Redes", True),
    ("Red de Ciudades (2004). Memoria", True),
    ("de la integración regional, 2004", False),
    ("Buenos Aires: Remo", False),
    ("https://ejemplo.org", False),
]


@pytest.mark.parametrize(("text", "expected"), LOOKS)
def test_looks_like_entry(text: str, expected: bool) -> None:
    assert looks_like_entry(text) is expected


def stack_beneath_bibliography(*entries: str, **dress: float) -> list[str]:
    heading: Part = ("Bibliografía", {"size": 12.0, "font": BOLD})
    shown = show(read(stack(A, B, PROSE, heading, *((entry, dict(dress)) for entry in entries))))
    return [line.partition(": ")[2] for line in shown if line.startswith("reference")]


FLAT = [
    # author and year in brackets, behind a line that is full
    (
        "Lemos, A. (2006). Orillas y puertos de un río ancho. Itaverá.",
        "Ruiz Peña, Inés (2010). Redes.",
        "Anuario de los puertos (2011). Itaverá: Cauce, segundo tomo.",
        "Vargas Roa, Luis y Paz, Ana (2012). Sin puentes. Itaverá: Remo.",
    ),
    # a title's first word in capitals, in a list of surnames in capitals
    (
        "LEMOS, A. Orillas y puertos de un río ancho. Itaverá, 2006.",
        "CARTAS de los puertos. Las Garzas: Cauce y Remo, 2007, p. 9.",
        "RUIZ, I. Redes de archivos. Las Garzas: Cauce, 2010.",
        "VARGAS, L.; PAZ, A. Sin puentes. Itaverá: Remo, 2012.",
    ),
]


@pytest.mark.parametrize("entries", FLAT)
def test_flat_entries_by_their_look(entries: tuple[str, ...]) -> None:
    assert stack_beneath_bibliography(*entries, leading=12.0) == list(entries)


# set as a whole → types and texts; each row was read otherwise once
SHAPES: list[tuple[list[Part], list[str]]] = [
    # a dash that opens an aside behind a full line is none
    ([("Los socios de cada ciudad pagan cuotas y votan en la asamblea – los del sur también – desde hace diez años.", {})], ["paragraph"]),
    # an epigraph: lines set to the right edge that begin at different places
    (
        [A, ("El río no pregunta", {"left": 260.0}), ("de nadie es", {"left": 295.0}), (B, {"above": 14.0})],
        ["paragraph", "paragraph", "paragraph"],
    ),
]


@pytest.mark.parametrize(("parts", "expected"), SHAPES)
def test_shapes(parts: list[Part], expected: list[str]) -> None:
    assert [line.partition(":")[0] for line in show(read(stack(*parts)))] == expected


FULL = "Los socios de cada ciudad pagan cuotas y votan en la asamblea"


def test_a_small_even_gap_parts_paragraphs() -> None:
    """Paragraphs without indent whose last lines are as full as the others, a fifth of the leading apart."""
    page = make_page(*(
        draw(FULL[:59] + ("." if row == 2 else "s"), LEFT, 80 + 12 * row + 38.4 * block) for block in range(6) for row in range(3)
    ))  # fmt: skip
    assert len(show(read(page))) == 6


def test_a_line_that_ends_a_little_early_is_a_paragraphs_last() -> None:
    """No indent and no gap: the last line leaves half an em free between lines set to the edge."""
    rows = [FULL[:60], FULL[:60], FULL[:58] + ".", "Todos " + FULL[:54], FULL[:60], FULL[:60]]
    page = make_page(*(draw(row, LEFT, 80 + 12 * k) for k, row in enumerate(rows)))
    assert len(show(read(page))) == 2


def test_small_print_set_wide_above_close_entries() -> None:
    """Entries of one line stand closer than the lines of the abstract in the same size: they do not tell its leading."""
    wide, close = {"size": 8.0, "leading": 17.0}, {"size": 8.0, "leading": 11.0}
    entries: list[Part] = [(f"{name}, A. (2006). Orillas. Itaverá.", dict(close)) for name in ("Lemos", "Ruiz", "Roa", "Vargas", "Paz", "Sosa")]
    label, heading = ("Resumen", {"font": BOLD}), ("Bibliografía", {"size": 12.0, "font": BOLD})
    shown = show(read(stack(label, (f"{PROSE} {PROSE}", dict(wide)), A, B, PROSE, heading, *entries)))
    assert shown[1] == f"abstract: {PROSE} {PROSE}"
