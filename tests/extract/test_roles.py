"""Blocks → their types: headings in all dresses, quotations, abstracts, captions, front matter."""

from __future__ import annotations

import pytest
from drawing import LEFT, PROSE, draw, fill, make_page, read, show, stack

from surco.extract.pdf.front import reads_as_prose
from surco.extract.pdf.glyphs import Glyph

BOLD, SLANTED = "Serif-Bold", "Serif-Italic"
QUOTE = (
    "Los ríos que unen a nuestros pueblos no tienen ministerio. Tienen orillas, y en las orillas hay gente que mira."
)


def around(
    heading: str, *, x: float = LEFT, above: float = 22.0, below: float = 18.0, **dress: float | str
) -> list[str]:
    """What stands between two paragraphs, with its type."""
    opening = draw("Introducción", LEFT, 60, size=12, font=BOLD)
    first, base = fill(PROSE, 80)
    line: list[Glyph] = draw(heading, x, base - 12 + above, **dress)  # type: ignore[arg-type]
    second, _ = fill(PROSE, base - 12 + above + below)
    blocks = show(read(make_page(opening, first, line, second)))
    assert blocks[0] == "heading: Introducción" and blocks[1] == blocks[-1] == f"paragraph: {PROSE}"
    return blocks[2:-1]


HEADINGS: list[tuple[str, dict[str, float | str]]] = [
    ("Los fondos comunes", {"size": 12.0}),
    ("Los fondos comunes", {"font": BOLD}),
    ("Los fondos comunes", {"font": BOLD, "above": 12.0, "below": 12.0}),
    ("LOS FONDOS COMUNES", {}),
    ("LOS FONDOS COMUNES", {"space": 2.0}),
    ("Los fondos comunes", {"font": SLANTED}),
    ("Los fondos comunes", {"font": SLANTED, "above": 12.0, "below": 12.0}),
    ("Los fondos comunes", {"space": 2.0}),
    ("Los fondos comunes", {"x": 155.0}),
    ("2. Los fondos comunes", {}),
    ("2.1. Los fondos comunes", {}),
    ("2.1 Los fondos comunes", {"font": BOLD}),
    ("IV. LOS FONDOS COMUNES", {}),
]


@pytest.mark.parametrize(("text", "dress"), HEADINGS)
def test_headings(text: str, dress: dict[str, float | str]) -> None:
    assert around(text, **dress) == [f"heading: {text}"]  # type: ignore[arg-type]


NO_HEADINGS: list[tuple[str, dict[str, float | str], str]] = [
    # a passage of one line, a list's item, a caption
    ("Los fondos se agotaron en dos años.", {}, "paragraph"),
    ("Cuadro 1. Los fondos comunes", {"font": BOLD}, "caption"),
    ("Fuente: elaboración propia", {"size": 8.0}, "caption"),
]


@pytest.mark.parametrize(("text", "dress", "kind"), NO_HEADINGS)
def test_no_headings(text: str, dress: dict[str, float | str], kind: str) -> None:
    assert around(text, **dress) == [f"{kind}: {text}"]  # type: ignore[arg-type]


QUOTES: list[dict[str, float]] = [
    {"left": 80.0, "above": 8.0},
    {"left": 80.0, "right": 320.0, "above": 8.0},
    {"left": 80.0, "size": 8.5, "leading": 10.5, "above": 8.0},
    {"size": 8.5, "leading": 10.5, "above": 8.0},
]


@pytest.mark.parametrize("dress", QUOTES)
def test_quotes(dress: dict[str, float]) -> None:
    heading = ("Introducción", {"size": 12.0, "font": BOLD})
    page = stack(heading, PROSE, (QUOTE, dict(dress)), (PROSE, {"above": 8.0}))  # type: ignore[arg-type]
    assert show(read(page))[2] == f"quote: {QUOTE}"


LABELS = ["RESUMEN", "Resumen", "Resumen:"]


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("size", [10.0, 8.5])
def test_abstracts(label: str, size: float) -> None:
    small = {"size": size, "leading": 1.2 * size}
    page = stack(
        ("Las ciudades del río y sus redes", {"size": 16.0, "leading": 20.0, "font": BOLD}),
        ("Ana Lemos", {"above": 10.0}),
        (label, {**small, "font": BOLD, "above": 10.0}),
        (PROSE, small),
        ("Palabras clave: ríos; redes", {**small, "above": 4.0}),
        ("Introducción", {"size": 12.0, "font": BOLD, "above": 14.0}),
        *[(PROSE, {"first": 12.0}) for _ in range(3)],
    )
    assert show(read(page))[:6] == [
        "title: Las ciudades del río y sus redes",
        "author: Ana Lemos",
        f"heading: {label}",
        f"abstract: {PROSE}",
        "keywords: Palabras clave: ríos; redes",
        "heading: Introducción",
    ]


def test_a_label_behind_full_keywords_begins_a_block() -> None:
    """A bold label on its own line, behind a line that leaves no room for it."""
    small = {"size": 8.5, "leading": 10.5}
    keywords = "Palabras clave: ríos; redes; ciudades; archivos; asambleas; fondos comunes"
    page = stack(
        ("Las ciudades del río y sus redes", {"size": 16.0, "font": BOLD}),
        ("RESUMEN", {**small, "font": BOLD}),
        (PROSE, small),
        (keywords, small),
        ("ABSTRACT", {**small, "font": BOLD}),
        (PROSE, small),
        ("Introducción", {"size": 12.0, "font": BOLD, "above": 14.0}),
        *[(PROSE, {"first": 12.0}) for _ in range(3)],
    )
    assert [line for line in show(read(page)) if line.startswith(("keywords", "heading"))][:3] == [
        "heading: RESUMEN",
        f"keywords: {keywords}",
        "heading: ABSTRACT",
    ]


SMALL_PRINT = [
    (PROSE, True),
    (
        "Universidad Fluvial, Calle del Puerto 12, Las Garzas, ana@ejemplo.org, Departamento de Archivos.",
        False,
    ),
    ("Ana Lemos", False),
]


@pytest.mark.parametrize(("text", "expected"), SMALL_PRINT)
def test_reads_as_prose(text: str, expected: bool) -> None:
    assert reads_as_prose(text) is expected


def test_the_first_section_in_a_large_size_is_no_title() -> None:
    title = draw("Los puertos y sus archivos", LEFT, 60, size=16, font=BOLD)
    abstract, end = fill(f"Resumen: {PROSE}", 90, size=8.5, leading=10.5)
    heading = draw("1. Las ciudades del río", LEFT, end + 16, size=13)
    text, _ = fill(f"{PROSE} {PROSE}", end + 36)
    kinds = [line.partition(":")[0] for line in show(read(make_page(title, abstract, heading, text)))]
    assert kinds == ["title", "abstract", "heading", "paragraph"]


TITLE = "Gobernar desde la orilla de un río"


def front(*, size: float, above: list[Glyph] | None = None) -> list[Glyph]:
    """A first page: title, names, abstract and text."""
    label = draw("Resumen", LEFT, 150, font=BOLD)
    return [*(above or []), *draw(TITLE, LEFT, 100, size=size), *draw("Inés Olaverri Montt", LEFT, 122), *label,
            *fill(PROSE, 165)[0], *draw("Introducción", LEFT, 250, size=12, font=BOLD), *fill(f"{PROSE} {PROSE}", 270)[0]]  # fmt: skip


def test_a_title_hardly_larger_than_the_text() -> None:
    assert show(read(make_page(front(size=11.0))))[:2] == [f"title: {TITLE}", "author: Inés Olaverri Montt"]


def test_what_stands_above_the_title_is_no_heading() -> None:
    above = draw("Dossier de aguas", LEFT, 60, font=BOLD)
    assert show(read(make_page(front(size=16.0, above=above))))[0] == f"title: {TITLE}"


def test_a_cover_that_names_the_title_is_furniture() -> None:
    names = ["Repositorio de revistas del sur", "Inés Olaverri Montt", TITLE, "Revista de Ríos, vol. 4", "Más información en ejemplo.org"]
    cover = make_page(*(draw(name, LEFT, 100 + 40 * k, size=20 if not k else 9) for k, name in enumerate(names)))
    blocks = read(cover, make_page(front(size=16.0), number=2))
    assert show(blocks)[:2] == [f"title: {TITLE}", "author: Inés Olaverri Montt"]
    assert {block.type for block in blocks if block.pages == (1,)} == {"furniture"}


def test_small_print_at_the_foot_of_the_first_page() -> None:
    foot = [
        *draw("Fuente de financiamiento: beca del consejo de las ciudades.", LEFT, 540, size=7),
        *draw("Este es un artículo de acceso abierto, licencia Creative Commons.", LEFT, 560, size=7),
    ]
    blocks = read(make_page(front(size=16.0), foot), make_page(fill(PROSE, 80)[0], number=2))
    kinds = {block.text.split()[0]: block.type for block in blocks}
    assert (kinds["Fuente"], kinds["Este"]) == ("footnote", "furniture")
