"""Text dumps: small invented ones, one table a rule, and the sample articles printed in several ways and read back."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from surco.extract.assemble import Piece, assemble_blocks
from surco.extract.dump import blocks, read_dump, references
from surco.extract.dump.calls import find_calls
from surco.extract.dump.columns import part_columns
from surco.extract.dump.furniture import find_furniture
from surco.extract.dump.lines import DumpLine, read_lines
from surco.jsonl import read_document
from surco.records import UNSET, Block, Document, Head, iterate_problems

SAMPLES = Path(__file__).parents[1] / "data" / "samples"

RIVER = (
    "Las comunas de la ribera acordaron en la primera reunión que cada pueblo pondría su parte de harina y de leña. "
    "Nadie tuvo que firmar un papel para cumplirlo, porque la palabra bastaba entre vecinos que se conocían de siempre. "
    "Cuando bajó el agua se repartieron las semillas que habían quedado secas en los altillos de la escuela vieja."
)
BRIDGE = (
    "El puente fue obra de los dos municipios y de una cuadrilla que trabajó sin jornal durante los meses de verano. "
    "Los planos se dibujaron en la cantina y se corrigieron tantas veces que el papel acabó por romperse en los pliegues. "
    "Todavía hoy lo cruzan las mismas familias cada domingo para ir a misa o para ver a los parientes del otro lado."
)
MARKET = (
    "En el mercado se oían cuatro lenguas y ninguna hacía falta para entenderse con los vendedores de pescado. "
    "La feria duraba tres días y terminaba con un baile que las actas del cabildo nunca mencionan por su nombre. "
    "De aquellas ferias quedan los sellos de la caja común y una balanza que la alcaldía conserva en su vestíbulo."
)
TERRACES = (
    "Las terrazas se riegan por turnos que dicta una campana y que respeta hasta el último de los regantes nuevos. "
    "La campana se compró con los aportes de ocho caseríos y lleva grabado el nombre de cada uno en el borde. "
    "Quien pierde su turno espera a la noche siguiente y no discute, pues mañana le puede tocar pedir un favor."
)


def wrap(text: str, width: int = 78) -> str:
    return "\n".join(textwrap.wrap(text, width, break_on_hyphens=False))


def show(pieces: Iterable[Piece]) -> list[tuple[str, str]]:
    """Type and text, the marker before the text and the calls in it as `^1`."""
    shown = []
    for piece in pieces:
        text = piece.text
        for at, marker in reversed(piece.calls):
            text = f"{text[:at]}^{marker}{text[at:]}"
        shown.append((piece.type, f"<{piece.marker}> {text}" if piece.marker else text))
    return shown


def types(text: str) -> list[str]:
    return [piece.type for piece in read_dump(text)]


# ---- pages and furniture


def join_pages(*pages: str, sign: str = "\f") -> str:
    return sign.join(page.strip("\n") + "\n" for page in pages)


CUT = wrap(RIVER).split("\n")
FIRST, SECOND = "\n".join(CUT[:3]), "\n".join(CUT[3:])

FURNITURE = [
    # running heads that come back, numbers aside
    (join_pages(f"Cuadernos de Ribera 12\n\n{wrap(BRIDGE)}\n\n{FIRST}", f"Cuadernos de Ribera 13\n\n{SECOND}\n\n{wrap(MARKET)}"),
     ["Cuadernos de Ribera 12", "Cuadernos de Ribera 13"]),
    # page numbers alone, going up with the pages
    (join_pages(f"{wrap(BRIDGE)}\n\n{FIRST}\n\n31", f"{SECOND}\n\n{wrap(MARKET)}\n\n32"), ["31", "32"]),
    # a slug, a head and a foot that one page alone kept, inside a sentence and without a page mark
    (f"{wrap(BRIDGE)}\n\n{FIRST}\n\nribera_4.indb   41 03/02/18   10:15\n\n\n\nLa palabra que bastaba | 42\n\n"
     f"Cuadernos de Ribera | Taller de Historia\nvol. 4, núm. 2, pp. 30-58 | ISSN 0000-1111\n\n{SECOND}\n\n{wrap(MARKET)}",
     ["ribera_4.indb 41 03/02/18 10:15", "La palabra que bastaba | 42", "Cuadernos de Ribera | Taller de Historia",
      "vol. 4, núm. 2, pp. 30-58 | ISSN 0000-1111"]),
    # (continuación) wherever it stands alone
    (f"{wrap(BRIDGE)}\n\n(continuación)\n\n{wrap(MARKET)}", ["(continuación)"]),
    # a head whose number has a line of its own, and the names beside it
    (join_pages(f"{wrap(BRIDGE)}\n\n{FIRST}\n\n7", f"8\n\nRuiz y Soto\n\n{SECOND}", f"{wrap(MARKET)}\n\n9", f"10\n\nRuiz y Soto\n\n{wrap(TERRACES)}"),
     ["7", "8", "Ruiz y Soto", "9", "10", "Ruiz y Soto"]),
    # no furniture: prose, a heading, a source line that comes back at the page's foot, a note that names a volume
    (join_pages(f"{wrap(BRIDGE)}\n\nFuente: elaboración propia.", f"{wrap(MARKET)}\n\nFuente: elaboración propia."), []),
    (f"{wrap(BRIDGE)}\n\nEl sello1 quedó en la caja.\n\n1 Véase Ribera, vol. 3, núm. 2, pp. 4-9.\n\nMétodo\n\n{wrap(MARKET)}", []),
    # no furniture: a year alone, and numbers that do not go up with the pages
    (join_pages(f"{wrap(BRIDGE)}\n\n1998", f"{wrap(MARKET)}\n\n40", f"{wrap(RIVER)}"), []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FURNITURE)
def test_finds_furniture_by_repetition_and_place(text: str, expected: list[str]) -> None:
    pieces = read_dump(text)
    assert [piece.text for piece in pieces if piece.type == "furniture"] == expected


def test_paragraph_goes_on_across_furniture() -> None:
    for text, _ in FURNITURE[:3]:
        assert ("paragraph", RIVER) in show(read_dump(text))


PAGE_STARTS = [
    # form feeds
    ("uno\n\fdos\n", [1, 2]),
    ("uno\n\f\ndos\n\n\ftres", [1, 2, 3]),
    # lines that begin with a single blank, a page apart
    ("\n".join([*["a"] * 30, " b", *["a"] * 30, " b", *["a"] * 30]), [1] * 30 + [2] * 31 + [3] * 31),
    # indents are no page starts
    ("\n".join([*["a"] * 30, "    b", *["a"] * 30, " b", *["a"] * 30, " b"]), [1] * 93),
    # nor is a blank before every fourth line
    ("\n".join(["a", "a", "a", " b"] * 10), [1] * 40),
]


@pytest.mark.parametrize(("text", "pages"), PAGE_STARTS)
def test_pages_begin_at_form_feeds_or_single_blanks(text: str, pages: list[int]) -> None:
    assert [line.page for line in read_lines(text)] == pages


def test_numbers_that_climb_through_a_dump_without_pages_are_furniture() -> None:
    texts = [RIVER, BRIDGE, MARKET, TERRACES]
    chunks = [wrap(" ".join(texts[k:] + texts[:k]), 60) for k in range(4)]
    lines = read_lines("\n\n".join(f"{chunk}\n\n{number}" for number, chunk in enumerate(chunks, start=88)))
    assert [lines[k].text for k in sorted(find_furniture(lines))] == ["88", "89", "90", "91"]


# ---- paragraphs

LOWER = "redco coincide con lo dicho y añade que las actas de aquel año se perdieron en la mudanza de la alcaldía."
PARAGRAPHS = [
    # lines joined, line-end hyphens undone, those of the word kept
    ("Los munici-\npios de la relación Sur-\nSur firmaron.", ["Los municipios de la relación Sur-Sur firmaron."]),
    # an empty line parts paragraphs, also before one that begins in lower case
    (f"{wrap(RIVER)}\n\n{wrap(BRIDGE)}\n\n{wrap(LOWER)}", [RIVER, BRIDGE, LOWER]),
    # a short last line parts them without empty line
    (f"{wrap(RIVER)}\n{wrap(BRIDGE)}\n{wrap(MARKET)}\n{wrap(TERRACES)}", [RIVER, BRIDGE, MARKET, TERRACES]),
    # and so does an indent
    ("\n".join("    " + wrap(text) for text in (RIVER, BRIDGE, MARKET, TERRACES)), [RIVER, BRIDGE, MARKET, TERRACES]),
    # a page's end cuts a paragraph
    (join_pages(f"{wrap(BRIDGE)}\n\n{FIRST}", f"{SECOND}\n\n{wrap(MARKET)}"), [BRIDGE, RIVER, MARKET]),
    # a paragraph that ends short at the page's end is whole
    (join_pages(wrap(RIVER) + "\n\nAsí fue.", wrap(LOWER)), [RIVER, "Así fue.", LOWER]),
    # each line a paragraph: nothing to join
    (f"{RIVER}\n{BRIDGE}\n{MARKET}", [RIVER, BRIDGE, MARKET]),
    # Windows line ends
    (wrap(RIVER).replace("\n", "\r\n") + "\r\n\r\n" + BRIDGE, [RIVER, BRIDGE]),
]


@pytest.mark.parametrize(("text", "expected"), PARAGRAPHS)
def test_lines_are_joined_to_paragraphs(text: str, expected: list[str]) -> None:
    assert show(read_dump(text)) == [("paragraph", text) for text in expected]


HEADINGS = [
    ("Método y fuentes", 1),
    ("2. Los años de la feria", 1),
    ("2.1 Los años de la feria", 2),
    ("¿Quién pagó la campana?", 1),
    ("La cooperación entre pueblos de una ribera y el largo pleito por la campana\ny la balanza", 1),
    ("CONCLUSIONES", 1),
]


@pytest.mark.parametrize(("text", "level"), HEADINGS)
def test_short_lines_above_prose_are_headings(text: str, level: int) -> None:
    pieces = read_dump(f"{wrap(RIVER)}\n\n{text}\n\n{wrap(BRIDGE)}")
    kinds = [piece.type for piece in pieces]
    assert kinds == ["paragraph", "heading", "paragraph"]
    assert pieces[1].level == level and pieces[1].text == text.replace("\n", " ")


NO_HEADINGS = [
    # a sentence with its stop; a lead-in; a paragraph that an empty line cuts
    f"{wrap(RIVER)}\n\nAsí fue.\n\n{wrap(BRIDGE)}",
    f"{wrap(RIVER)}\n\nLo que sigue es historia:\n\n{wrap(BRIDGE)}",
    f"{FIRST}\n\n{SECOND}\n\n{wrap(BRIDGE)}",
]


@pytest.mark.parametrize("text", NO_HEADINGS)
def test_other_short_lines_are_no_headings(text: str) -> None:
    assert "heading" not in types(text)


def test_heading_between_paragraphs_without_empty_lines() -> None:
    text = "\n".join([wrap(RIVER), wrap(BRIDGE), "Las ferias", wrap(MARKET), wrap(TERRACES)])
    assert types(text) == ["paragraph", "paragraph", "heading", "paragraph", "paragraph"]


# ---- lists

ITEMS = [
    # bullets, an item cut by an empty line, items that follow without one
    ("• una campana comprada con los aportes de ocho caseríos y un sello\n\nde la caja común;\n\n• una balanza;\n• un libro de actas.",
     ["<•> una campana comprada con los aportes de ocho caseríos y un sello de la caja común;", "<•> una balanza;",
      "<•> un libro de actas."]),
    # a word cut inside an item
    ("• los mojones que separan los campos de riego de cada caserío y de cada conce-\n\njo de regantes;\n\n• la harina.",
     ["<•> los mojones que separan los campos de riego de cada caserío y de cada concejo de regantes;", "<•> la harina."]),
    ("a) la harina;\nb) la leña, y;\nc) la sal.", ["<a)> la harina;", "<b)> la leña, y;", "<c)> la sal."]),
    ("1. La harina.\n\n2. La leña.\n\n3. La sal.", ["<1.> La harina.", "<2.> La leña.", "<3.> La sal."]),
    ("(i) la harina;\n(ii) la leña;\n(iii) la sal.", ["<(i)> la harina;", "<(ii)> la leña;", "<(iii)> la sal."]),
    ("– la harina;\n– la leña.", ["<–> la harina;", "<–> la leña."]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ITEMS)
def test_list_items(text: str, expected: list[str]) -> None:
    pieces = show(read_dump(f"{wrap(RIVER)}\n\nCada pueblo puso:\n\n{text}\n\n{wrap(BRIDGE)}"))
    assert pieces == [("paragraph", RIVER), ("paragraph", "Cada pueblo puso:"), *(("list_item", item) for item in expected),
                      ("paragraph", BRIDGE)]  # fmt: skip


NO_ITEMS = [
    # an aside between dashes at a line's start, an initial, a decimal, a marker in the middle of a sentence
    "Los regantes de la ladera más alta, que eran ocho familias y un maestro,\n– lo dicen las actas – no pagaron.",
    "El texto de la campana se debe al maestro que firmaba en las actas como\nA. Ruiz y que murió pobre.",
    "Lo dispone el reglamento de riego de la comunidad en los apartados que llevan\na) y b) en la copia de la alcaldía.",
    "La cuota subió hasta un total que en los libros de la caja común figura como\n1. 200 y que nadie supo leer.",
]


@pytest.mark.parametrize("text", NO_ITEMS)
def test_what_looks_like_a_marker_in_a_sentence_is_none(text: str) -> None:
    assert show(read_dump(f"{wrap(RIVER)}\n\n{text}\n\n{wrap(BRIDGE)}"))[1] == ("paragraph", text.replace("\n", " "))


# ---- quotes

LETTER = "Nos dieron la harina y no preguntaron de quién éramos hijos. Eso no se paga con jornales ni se olvida"
QUOTES = [
    # after a colon, with a citation at its end
    (f"Un regante lo contó así:\n\n{wrap(LETTER + ' (Paz, 2008: 4).')}", True),
    (f"Un regante lo contó así:\n\n{wrap(LETTER + ' (entrevista, Ribera, 9/6/2014).')}", True),
    # after a verb of saying
    (f"Un regante lo recordaba de esta manera:\n\n{wrap(LETTER)}.", True),
    # no colon above
    (f"Un regante lo contó.\n\n{wrap(LETTER + ' (Paz, 2008: 4).')}", False),
    # an argument that goes on in its own words
    (f"Las razones fueron dos:\n\n{wrap('En primer lugar, ' + RIVER[0].lower() + RIVER[1:])}", False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "quoted"), QUOTES)
def test_displayed_quotes(text: str, quoted: bool) -> None:
    kinds = types(f"{wrap(BRIDGE)}\n\n{text}\n\n{wrap(MARKET)}")
    assert kinds == ["paragraph", "paragraph", "quote" if quoted else "paragraph", "paragraph"]


def test_indented_quotes_need_no_colon() -> None:
    quote = textwrap.indent(wrap(LETTER + " y así.", 60), " " * 6)
    assert types(f"{wrap(RIVER)}\n\n{wrap(BRIDGE)}\n\n{quote}\n\n{wrap(MARKET)}") == [
        "paragraph",
        "paragraph",
        "quote",
        "paragraph",
    ]


# ---- notes and calls

CALLS = [
    # glued to a word, to punctuation, to a bracket, behind a year
    ("la región,[1] así", 1),
    ("contactos formales[2] o no", 1),
    ("empezó a regir en 2009.[6] En su prólogo", 1),
    ("según Paz (2008).[3]", 1),
    ("el “trueque”[4] y la feria", 1),
    # no calls: numbers, units, formulas, dates, locators, percentages, decimals
    ("100 000 personas, 20 % y 28,8%", 0),
    ("el CO2 y los 4 km2 de la ladera", 0),
    ("(Paz, 2008:4) y p.4", 0),
    ("núm.4 de 4,4 y 3/4 del 4/4/2004", 0),
    ("el artículo 5.4 y la ley 21.306", 0),
    ("https://ribera.example/a4 y H4", 0),
]


@pytest.mark.parametrize(("marked", "count"), CALLS)
def test_calls_are_digits_glued_to_words_or_punctuation(marked: str, count: int) -> None:
    match = re.search(r"\[(\d+)\]", marked)
    text = re.sub(r"\[(\d+)\]", r"\1", marked)
    marker = match[1] if match else "4"
    found = [call for call in find_calls([DumpLine(text)], 0, marker) if call.weight > 1]
    assert [call.start for call in found] == ([marked.index("[")] if match else [])
    assert len(found) == count


def test_notes_stand_behind_the_block_that_calls_them() -> None:
    body = wrap(RIVER).split("\n")
    body[0] = body[0].replace("comunas ", "comunas1 ")
    body[-1] = body[-1].replace("vieja.", "vieja.2")
    text = join_pages(
        "\n".join(body[:3]) + "\n\n1 Fueron ocho, según las actas\nde 1998.",
        "\n".join(body[3:]) + f"\n\n{wrap(MARKET)}\n\n2 Véase Paz (2008).",
    )
    pieces = show(read_dump(text))
    assert pieces[0] == ("paragraph", RIVER.replace("comunas ", "comunas^1 ").replace("vieja.", "vieja.^2"))
    assert ("footnote", "<1> Fueron ocho, según las actas de 1998.") in pieces
    assert ("footnote", "<2> Véase Paz (2008).") in pieces
    blocks = assemble_blocks(read_dump(text), "a", paged=False)
    assert [block.type for block in blocks] == ["paragraph", "footnote", "footnote", "paragraph"]
    assert [(ref.marker, ref.note) for ref in blocks[0].note_refs or ()] == [("1", "a/0002"), ("2", "a/0003")]


NOTES = [
    # several on a page, over several lines, glued to their numbers or with a stop
    ("1 Fueron ocho.\n2 Quedan seis, que la alcaldía tiene hoy bajo llave\ny no enseña.", ["Fueron ocho.", "Quedan seis, que la alcaldía tiene hoy bajo llave y no enseña."]),
    ("1Fueron ocho.\n2Quedan seis.", ["Fueron ocho.", "Quedan seis."]),
    ("1. Fueron ocho.\n2. Quedan seis.", ["Fueron ocho.", "Quedan seis."]),
    # a number inside a note that is not the next begins none
    ("1 Fueron ocho, según la segunda edición del libro de actas del año\n1998 y otras fuentes.\n2 Quedan seis.",
     ["Fueron ocho, según la segunda edición del libro de actas del año 1998 y otras fuentes.", "Quedan seis."]),
]  # fmt: skip


@pytest.mark.parametrize(("notes", "expected"), NOTES)
def test_notes_at_a_page_end(notes: str, expected: list[str]) -> None:
    body = wrap(RIVER).replace("reunión", "reunión1").replace("siempre.", "siempre.2")
    pieces = read_dump(join_pages(f"{body}\n\n{notes}", wrap(BRIDGE), wrap(MARKET)))
    assert [piece.text for piece in pieces if piece.type == "footnote"] == expected
    assert [piece.type for piece in pieces if piece.type != "footnote"] == ["paragraph"] * 3
    assert [marker for _, marker in pieces[0].calls] == ["1", "2"]


NO_NOTES = [
    # a number at a line's start that nothing calls, a numbered heading, list items, a year
    f"{wrap(RIVER)}\n\n1 Introducción\n\n{wrap(BRIDGE)}",
    f"{wrap(RIVER)}\n\nSon dos:\n\n1. La harina.\n\n2. La sal.\n\n{wrap(BRIDGE)}",
    f"{wrap(RIVER)}\n\n1998 fue un año seco.\n\n{wrap(BRIDGE)}",
    f"Se midió el CO2.\n\n2 Cajas y\n\n{wrap(BRIDGE)}",
]


@pytest.mark.parametrize("text", NO_NOTES)
def test_numbers_that_nothing_calls_are_no_notes(text: str) -> None:
    assert "footnote" not in types(text)
    assert all(not piece.calls for piece in read_dump(text))


def test_note_goes_on_at_the_next_page_end() -> None:
    first = wrap(RIVER, 70).replace("reunión", "reunión1")
    second = wrap(BRIDGE, 70).replace("verano.", "verano.2")
    text = join_pages(
        f"{first}\n\n1 La lista de los pueblos, con los apellidos de quienes hablaron aquel día, se guarda en la caja de",
        f"{second}\n\nla escuela y nadie la ha copiado hasta hoy.\n2 Duró tres veranos.",
        wrap(MARKET, 70),
    )
    notes = [piece for piece in read_dump(text) if piece.type == "footnote"]
    assert [note.marker for note in notes] == ["1", "2"]
    assert notes[0].text.endswith("en la caja de la escuela y nadie la ha copiado hasta hoy.")


def test_endnotes_under_their_heading() -> None:
    body = wrap(RIVER).replace("reunión", "reunión1").replace("siempre.", "siempre.2")
    filler = f"{wrap(BRIDGE)}\n\n{wrap(MARKET)}"
    text = f"{body}\n\n{filler}\n\nNotas\n\n1 Fueron ocho,\nsegún consta.\n\n2 Quedan seis.\n\nReferencias\n\nPaz, A. (2008). La caja. Ribera: Sal."
    pieces = read_dump(text)
    assert [p.type for p in pieces] == ["paragraph"] * 3 + ["heading", "footnote", "footnote", "heading", "reference"]
    assert [(p.marker, p.text, p.endnote) for p in pieces if p.type == "footnote"] == [
        ("1", "Fueron ocho, según consta.", True), ("2", "Quedan seis.", True),
    ]  # fmt: skip
    assert [marker for _, marker in pieces[0].calls] == ["1", "2"]


# ---- tables

TABLES = [
    # figures in columns
    ("Cuadro 1\nAportes por pueblo\n\nPueblo Harina Leña\n\nRibera 12 40\nLadera 8 31\nPuerto 5 22\n\nFuente: actas del cabildo.",
     "Cuadro 1 Aportes por pueblo", [("Pueblo Harina Leña",), ("Ribera", "12", "40"), ("Ladera", "8", "31"), ("Puerto", "5", "22")]),
    # a narrow column of names beside one of words
    ("Tabla 2. Tareas\n\nCaja común\n\nGuarda los sellos y la balanza de la feria, y lleva las cuentas\nde cada caserío.\n\n"
     "Junta de\nriego\n\nReparte los turnos y manda tocar la campana cuando hace falta.\n\nFuente: actas del cabildo.",
     "Tabla 2. Tareas",
     [("Caja común", "Guarda los sellos y la balanza de la feria, y lleva las cuentas de cada caserío."),
      ("Junta de riego", "Reparte los turnos y manda tocar la campana cuando hace falta.")]),
    # wide gaps
    ("Cuadro 3. Sedes\n\nPueblo      Sede\nRibera      La escuela\nPuerto      El muelle\n\nFuente: actas del cabildo.",
     "Cuadro 3. Sedes", [("Pueblo", "Sede"), ("Ribera", "La escuela"), ("Puerto", "El muelle")]),
]  # fmt: skip


@pytest.mark.parametrize(("table", "caption", "rows"), TABLES)
def test_tables_stand_between_caption_and_source(table: str, caption: str, rows: list[tuple[str, ...]]) -> None:
    pieces = read_dump(f"{wrap(RIVER)}\n\n{table}\n\n{wrap(BRIDGE)}")
    assert [piece.type for piece in pieces] == ["paragraph", "caption", "table", "caption", "paragraph"]
    assert pieces[1].text == caption and pieces[3].text == "Fuente: actas del cabildo."
    assert list(pieces[2].rows or ()) == rows
    assert pieces[2].text == "\n".join("\t".join(row) for row in rows)


def test_table_goes_on_over_a_page_and_paragraph_around_it() -> None:
    text = join_pages(
        f"{FIRST}\n\nCuadro 1. Aportes\n\nRibera 12 40\nLadera 8 31",
        f"(continuación)\n\nPuerto 5 22\nCantera 4 9\n\nFuente: actas.\n\n{SECOND}",
    )
    pieces = read_dump(text)
    assert [piece.type for piece in pieces] == ["paragraph", "caption", "table", "caption", "furniture"]
    assert pieces[0].text == RIVER and len(pieces[2].rows or ()) == 4


NO_TABLES = [
    # the table is named, not shown
    f"Cuadro 1 muestra lo que cada pueblo puso y lo que dejó de poner. {RIVER}",
    f"{RIVER} Lo dice también el\nCuadro 2, que ya se ha visto. {BRIDGE}",
    f"Las fuentes: {RIVER}",
]


@pytest.mark.parametrize("text", NO_TABLES)
def test_a_table_that_is_only_named_is_prose(text: str) -> None:
    assert "table" not in types(f"{wrap(MARKET)}\n\n{wrap(text)}\n\n{wrap(BRIDGE)}")


# ---- front matter

SPANISH = "El artículo describe la caja común de una ribera y los turnos de riego que la sostienen desde hace un siglo."
ENGLISH = "The article describes the common chest of a riverside and the water turns that have kept it for a century."
FRONT = [
    # labels of their own line
    (f"RESUMEN\n\n{wrap(SPANISH, 46)}\n\nPalabras clave: riego; ferias.\n\nABSTRACT\n\n{wrap(ENGLISH, 46)}\n\nKeywords: water; fairs.",
     [("heading", "es"), ("abstract", "es"), ("keywords", "es"), ("heading", "en"), ("abstract", "en"), ("keywords", "en")]),
    # labels that run in
    (f"{wrap('Resumen: ' + SPANISH)}\n\nPalabras clave: riego; ferias.\n\n{wrap('Abstract: ' + ENGLISH)}\n\nKeywords: water; fairs.",
     [("abstract", "es"), ("keywords", "es"), ("abstract", "en"), ("keywords", "en")]),
    # no keywords
    (f"RESUMEN\n\n{wrap(SPANISH)}", [("heading", "es"), ("abstract", "es")]),
    # two columns that came out by turns
    ("RESUMEN\n\n" + "\n".join(wrap(SPANISH, 46).split("\n")[:2]) + "\n\nABSTRACT\n\n" + "\n".join(wrap(ENGLISH, 46).split("\n")[:2])
     + "\n\n" + "\n".join(wrap(SPANISH, 46).split("\n")[2:]) + "\n\nPalabras clave: riego; ferias.\n\n"
     + "\n".join(wrap(ENGLISH, 46).split("\n")[2:]) + "\n\nKeywords: water; fairs.",
     [("heading", "es"), ("abstract", "es"), ("keywords", "es"), ("heading", "en"), ("abstract", "en"), ("keywords", "en")]),
]  # fmt: skip


@pytest.mark.parametrize("heading", ["Introducción\n\n", ""])
@pytest.mark.parametrize(("text", "expected"), FRONT)
def test_abstracts_by_language(text: str, expected: list[tuple[str, str]], heading: str) -> None:
    pieces = read_dump(f"{text}\n\n{heading}{wrap(RIVER)}\n\n{wrap(BRIDGE)}")
    front = pieces[: len(expected)]
    assert [(piece.type, piece.language) for piece in front] == expected
    assert [
        piece.text.removeprefix("Resumen: ") for piece in front if piece.type == "abstract" and piece.language == "es"
    ] == [SPANISH]
    assert [
        piece.text.removeprefix("Abstract: ") for piece in front if piece.language == "en" and piece.type == "abstract"
    ] == ([ENGLISH] if ("abstract", "en") in expected else [])
    assert show(pieces[len(expected) :]) == [("heading", "Introducción")] * bool(heading) + [
        ("paragraph", RIVER),
        ("paragraph", BRIDGE),
    ]


def test_title_authors_and_affiliations() -> None:
    text = (
        "La caja común y la campana: turnos de riego en\nuna ribera sin alcalde (1900-1950)\n\nInés Mamani Rojo\nUniversidad de la Ribera\n\n"
        f"Teo Bastos\nInstituto del Agua, Facultad de\nCiencias de la Ladera\n\nRESUMEN\n\n{wrap(SPANISH)}\n\nIntroducción\n\n{wrap(RIVER)}"
    )
    assert show(read_dump(text))[:5] == [
        ("title", "La caja común y la campana: turnos de riego en una ribera sin alcalde (1900-1950)"),
        ("author", "Inés Mamani Rojo"),
        ("affiliation", "Universidad de la Ribera"),
        ("author", "Teo Bastos"),
        ("affiliation", "Instituto del Agua, Facultad de Ciencias de la Ladera"),
    ]


def test_dump_that_begins_with_its_text_has_no_front_matter() -> None:
    assert types(f"Introducción\n\n{wrap(RIVER)}\n\n{wrap(BRIDGE)}") == ["heading", "paragraph", "paragraph"]


# ---- references

ENTRIES = [
    "Alba, R. (2001). El río y sus turnos: notas para una historia de la ribera entre dos guerras. Ribera: Ediciones de la Sal.",
    "Bravo Paz, I. y Cano, L. (2010a). La campana. Cuadernos de Ribera, 3(1), 9-27.",
    "Cabildo de Ribera (1998). Actas. Ribera: autor.",
    "Dávila, M. (en prensa). Los sellos de la caja común y la balanza de la feria. Ladera, Cantera: Muelle Viejo.",
    "La Voz de la Ladera (3 de mayo de 2012). La campana calla, p. 4.",
]
CAPITALS = [
    "ALBA, R. El río y sus turnos: notas para una historia de la ribera entre dos guerras. Ribera: Ediciones de la Sal, 2001.",
    "———. La campana. Cuadernos de Ribera, v. 3, p. 9-27, 2004.",
    "CABILDO DE RIBERA. Actas. Ribera: Cabildo, 1998.",
]


@pytest.mark.parametrize("label", ["Referencias", "BIBLIOGRAFÍA", "References", "Referências"])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("entries", [ENTRIES, CAPITALS])
def test_references_one_by_one(label: str, between: str, entries: list[str]) -> None:
    text = f"{wrap(RIVER)}\n\n{wrap(BRIDGE)}\n\n{label}\n\n{between.join(wrap(entry, 72) for entry in entries)}"
    assert show(read_dump(text))[2:] == [("heading", label), *(("reference", entry) for entry in entries)]


def test_hanging_indents_part_references() -> None:
    text = "Referencias\n\n" + "\n".join(textwrap.fill(entry, 60, subsequent_indent="    ") for entry in ENTRIES)
    assert show(read_dump(f"{wrap(RIVER)}\n\n{text}"))[2:] == [("reference", entry) for entry in ENTRIES]


# ---- whole articles


@dataclass(frozen=True)
class Layout:
    """How an article is printed as lines."""

    width: int
    lines: int = 0
    indent: int = 0
    quote: int = 0
    hanging: int = 0
    margin: int = 0
    spaced: bool = True
    page_mark: str = "\f"
    head: str = ""
    endnotes: bool = False


LAYOUTS = {
    "indents": Layout(72, 40, indent=4, spaced=False),
    "margins": Layout(90, 50, margin=8, quote=6, head="Revista de Pruebas, vol. 3, núm. 2   {page}"),
    "endnotes": Layout(100, hanging=4, endnotes=True),
    "no page marks": Layout(64, 36, page_mark="\n", head="ISSN 0000-1234 | Anales Inventados | {page}"),
    "heads": Layout(78, 45, indent=3, quote=5, hanging=3, spaced=False, head="Un título corto"),
}


def print_article(blocks: Sequence[Block], layout: Layout) -> str:
    """The article as a dump in this layout, its words cut at line ends."""
    notes = {block.marker: block for block in blocks if block.type == "footnote"}
    pages: list[list[str]] = [[]]
    feet: list[list[str]] = [[]]

    def turn() -> None:
        pages.append([])
        feet.append([])

    for block in (
        _place_endnotes(blocks) if layout.endnotes else [block for block in blocks if block.type != "footnote"]
    ):
        called = [ref.marker for ref in block.note_refs or ()] if block.note_refs is not UNSET else []
        apart = layout.spaced or block.type not in ("paragraph", "list_item", "reference")
        if apart and pages[-1]:
            pages[-1].append("")
        for line in _print_block(block, layout):
            own = [marker for marker in called if not layout.endnotes and re.search(rf"\S{marker}(?!\d)", line)]
            foot = [row for marker in own for row in _break_lines(f"{marker} {notes[marker].text}", layout.width + 12)]
            if layout.lines and len(pages[-1]) + len(feet[-1]) + len(foot) >= layout.lines:
                turn()
            pages[-1].append(line)
            feet[-1].extend(foot)
            called = [marker for marker in called if marker not in own]
        if apart:
            pages[-1].append("")
        if layout.lines and len(pages[-1]) + len(feet[-1]) + 8 >= layout.lines:
            turn()
    printed = []
    for number, (page, foot) in enumerate(zip(pages, feet, strict=True), start=17):
        head = [layout.head.format(page=number), ""] if layout.head and number > 17 else []
        tail = ["", str(number)] if layout.lines and "{page}" not in layout.head else []
        rows = [*head, *"\n".join(page).strip("\n").split("\n"), "", *foot, *tail]
        printed.append("\n".join(" " * layout.margin + row if row else row for row in rows) + "\n")
    return layout.page_mark.join(printed)


def _place_endnotes(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        if block.type == "heading" and block.text.casefold().startswith(("refer", "bibliog")):
            yield Block(id="", type="heading", text="Notas")
            yield from (note for note in blocks if note.type == "footnote")
        if block.type != "footnote":
            yield block


def _print_block(block: Block, layout: Layout) -> list[str]:
    text = block.text
    for ref in reversed(block.note_refs or ()) if block.note_refs is not UNSET else ():
        text = text[: ref.at] + ref.marker + text[ref.at :]
    if block.type == "table":
        return ["   ".join(row) for row in block.rows or ()]
    if block.type in ("title", "heading", "affiliation"):
        return textwrap.wrap(text, layout.width)
    if block.type == "quote":
        return [" " * layout.quote + line for line in _break_lines(text, layout.width - 6)]
    if block.type == "reference":
        first, *rest = _break_lines(text, layout.width - layout.hanging)
        return [first, *(" " * layout.hanging + line for line in rest)]
    if block.type == "paragraph":
        return _break_lines(" " * layout.indent + text, layout.width)
    return _break_lines(f"{block.marker} {text}" if block.marker else text, layout.width)


def _break_lines(text: str, width: int) -> list[str]:
    """Lines of at most `width`, long words cut between a vowel and the syllable behind it."""
    indent = len(text) - len(text.lstrip())
    lines, line = [], " " * indent
    for word in text.split():
        gap = " " if line.strip() else ""
        if len(line) + len(gap) + len(word) <= width:
            line += gap + word
            continue
        room = width - len(line) - len(gap) - 1
        cuts = [match.end() for match in re.finditer(r"[aeiouáéíóú](?=[bcdfgjklmnprstvz][aeiouáéíóú])", word)]
        cut = (
            max((cut for cut in cuts if 2 < cut <= min(room, len(word) - 3)), default=0)
            if word.isalpha() and len(word) > 6
            else 0
        )
        lines.append(f"{line}{gap}{word[:cut]}-" if cut else line)
        line = word[cut:]
    return [*lines, line]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", ["redes-cuencas", "hermanamientos", "universidades"])
def test_printed_article_is_read_back(name: str, layout: str) -> None:
    truth = read_document(SAMPLES / f"{name}.truth.jsonl").blocks
    found = assemble_blocks(read_dump(print_article(truth, LAYOUTS[layout])), name, paged=False)
    wanted = {(block.type, block.marker, block.text) for block in truth if block.type != "table"}
    read = {(block.type, block.marker, block.text) for block in found}
    assert len(wanted & read) >= 0.97 * len(wanted), sorted(wanted - read, key=str)
    invented = [block for block in found if block.type in ("paragraph", "quote", "list_item") and len(block.text) < 40]
    assert len(invented) <= sum(
        block.type in ("paragraph", "quote", "list_item") and len(block.text) < 40 for block in truth
    )
    calls = {(block.text, ref.marker, ref.at) for block in truth for ref in block.note_refs or ()}
    assert len(calls - {(block.text, ref.marker, ref.at) for block in found for ref in block.note_refs or ()}) <= 1


@pytest.mark.parametrize("name", ["redes-cuencas", "hermanamientos", "universidades"])
def test_dump_of_a_typeset_article(name: str) -> None:
    truth = read_document(SAMPLES / f"{name}.truth.jsonl").blocks
    text = (SAMPLES / f"{name}-dump.txt").read_bytes().decode("utf-8")
    found = assemble_blocks(read_dump(text), name, paged=False)
    wanted = {(block.type, block.text) for block in truth if block.type not in ("table", "furniture")}
    assert len(wanted & {(block.type, block.text) for block in found}) >= 0.94 * len(wanted)
    assert not list(iterate_problems(Document(Head(id=name), found)))


# ---- what other programs make of a page

SIDES = list(zip(wrap(RIVER, 44).split("\n"), wrap(BRIDGE, 44).split("\n"), strict=False))
BESIDE = "\n".join(f"{left:<52}{right}" for left, right in SIDES)

COLUMNS = [
    # two columns of prose, line by line beside one another
    (BESIDE, True),
    # the same below a line that spans them, and above another
    (f"Una línea que va de un margen al otro, y que no se parte en dos columnas porque las cruza\n{BESIDE}\n{wrap(MARKET, 96)}", True),
    # no columns: a table's cells, lines with a wide blank at ever other places, fewer rows than columns need
    ("Socio                 Aporte                Año\n" * 8, False),
    ("\n".join(f"{line}{' ' * (4 + k)}y algo más que se lee" for k, line in enumerate(wrap(RIVER, 44).split("\n"))), False),
    ("\n".join(BESIDE.split("\n")[:3]), False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "parted"), COLUMNS)
def test_columns_side_by_side_are_read_one_after_the_other(text: str, parted: bool) -> None:
    rows = part_columns(text.split("\n"))
    assert (rows != text.split("\n")) == parted
    assert sorted("".join(rows).replace(" ", "")) == sorted(text.replace("\n", "").replace(" ", ""))
    if parted:
        assert " ".join(left for left, _ in SIDES) in " ".join(rows)


def test_row_that_one_column_fills_does_not_cut_the_other() -> None:
    rows = BESIDE.split("\n")
    rows.insert(2, " " * 52 + "una línea de más en la otra columna")
    assert " ".join(part_columns(rows)).startswith(" ".join(left for left, _ in SIDES))


CALLING = f"{wrap(BRIDGE)}\n\n{FIRST}\nla caja del sello1 y la balanza2 de la plaza."

LONE_MARKERS = [
    # a raised number has a line of its own, with or without an empty line below
    (f"{CALLING}\n\n1\n\nVéase el acta de la caja.\n2\nLa balanza se perdió.\n", ["<1> Véase el acta de la caja.", "<2> La balanza se perdió."]),
    # the number of a note between is lost
    (f"{CALLING} Y otra3 más.\n\n1\n\nVéase el acta de la caja.\n3\nLa balanza se perdió.\n", ["<1> Véase el acta de la caja.", "<3> La balanza se perdió."]),
    # no markers: nothing calls them, they run ahead, or they are the first of their page
    (f"{wrap(BRIDGE)}\n\n1\n\nVéase el acta de la caja.\n", []),
    (f"{CALLING}\n\n8\n\nVéase el acta de la caja.\n", []),
    (f"{CALLING}\n\f1\n\n{wrap(MARKET)}\n", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "notes"), LONE_MARKERS)
def test_note_numbers_that_stand_alone(text: str, notes: list[str]) -> None:
    assert [own for kind, own in show(read_dump(text)) if kind == "footnote"] == notes


def test_line_that_its_call_cut_goes_on() -> None:
    lines = wrap(RIVER).split("\n")
    cut = "\n".join([lines[0][:20] + "1", lines[0][20:].strip(), *lines[1:]])
    text = f"{wrap(BRIDGE)}\n{cut}\n{wrap(MARKET)}\n\n1 Véase el acta de la caja.\n"
    assert f"{lines[0][:20]}^1" in " ".join(own for _, own in show(read_dump(text)))


def test_notes_end_where_the_next_column_begins() -> None:
    notes = wrap("1 " + TERRACES + " " + BRIDGE, 96)
    text = f"{wrap(RIVER.replace('leña.', 'leña.1'), 60)}\n{notes}\n{wrap(MARKET + ' ' + RIVER, 60)}\n"
    pieces = show(read_dump(text))
    assert ("footnote", f"<1> {TERRACES} {BRIDGE}") in pieces
    assert ("paragraph", f"{MARKET} {RIVER}") in pieces


def test_empty_line_below_every_line_parts_nothing() -> None:
    text = f"{wrap(RIVER)}\n\n{wrap(BRIDGE)}\n\n{wrap(MARKET)}\n"
    assert show(read_dump(text.replace("\n", "\n\n"))) == show(read_dump(text))


def test_headings_one_below_the_other() -> None:
    text = f"{wrap(RIVER)}\n\nLos pueblos del agua\nDe la feria a la escuela\n{wrap(BRIDGE)}\n\n{wrap(MARKET)}"
    assert [own for kind, own in show(read_dump(text)) if kind == "heading"] == [
        "Los pueblos del agua",
        "De la feria a la escuela",
    ]


def test_margins_differ_from_page_to_page() -> None:
    pages = [textwrap.indent(wrap(f"{RIVER} {BRIDGE}"), "     "), wrap(f"{MARKET} {TERRACES}")]
    assert [line.indent for line in read_lines("\f".join(pages))] == [0] * len("\n".join(pages).split("\n"))


def test_keywords_end_above_the_first_heading_without_empty_lines() -> None:
    text = f"Resumen\n{wrap(RIVER)}\nPalabras clave: agua, ferias\nIntroducción\n{wrap(BRIDGE)}\n{wrap(MARKET)}\n"
    assert ("keywords", "Palabras clave: agua, ferias") in show(read_dump(text))
    assert ("heading", "Introducción") in show(read_dump(text))


def test_title_that_the_running_heads_repeat_is_none() -> None:
    title = ["Las ferias del agua en la ribera alta", "y los pueblos que las hicieron"]
    head = " ".join(title)
    text = join_pages(
        "\n".join(title) + f"\n\nInés Ruiz Soto\n\nResumen\n\n{wrap(RIVER)}",
        f"{head}\n\n{wrap(BRIDGE)}",
        f"{head}\n\n{wrap(MARKET)}",
    )
    assert ("title", head) in show(read_dump(text))


# ---- whatever comes


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["", " ", "\f", "1 ", "• ", "a) ", "Cuadro 1\n", "RESUMEN\n", "Notas\n", "Referencias\n", "7\n", "la sal-\n",
                                 "Fin.1\n", "1\n", "\U000f0000", "😀 e\u0301", "Fuente: x\n", "Keywords: a\n", "(2008).\n\n", RIVER + "\n"]), max_size=40))  # fmt: skip
@example(["Referencias\n", "Fin.1\n", "1\n", "(2008).\n\n"])  # a number in an entry was taken for a note's call, and lost
def test_no_dump_is_refused_and_no_word_is_lost(parts: list[str]) -> None:
    text = "".join(parts)
    pieces = read_dump(text)
    blocks = assemble_blocks(pieces, "a", paged=False)
    assert not list(iterate_problems(Document(Head(id="a"), blocks)))
    read = " ".join(
        f"{block.marker or ''} {block.text} {' '.join(ref.marker for ref in block.note_refs or ())}" for block in blocks
    )
    assert sorted(c for c in read if c.isascii() and c.isalnum()) == sorted(
        c for c in unicodedata.normalize("NFC", text) if c.isascii() and c.isalnum()
    )


def test_same_text_same_pieces() -> None:
    text = (SAMPLES / "redes-cuencas-dump.txt").read_text("utf-8")
    assert read_dump(text) == read_dump(text)
    assert all(a.type != "footnote" or a.marker for a, _ in pairwise(read_dump(text)))


# what a sample says, and a line that took minutes while each of its words was tried as the beginning
ENDLESS = [
    (references._ENTRY_END, "En www.a.org/b-c", "En www.a.org/b c", "A/RES/1/" * 50_000 + " ;"),
    (blocks._REPORTS, "Puertos. La autora afirma que:", "La autora afirma. Puertos:", "afirm" * 50_000 + ";"),
    (blocks._REPORTS, "dice:", "Los puertos:", "Dice la autora: " * 30_000),
]


@pytest.mark.parametrize(("pattern", "text", "other", "endless"), ENDLESS)
def test_a_line_of_any_length_is_read_once(pattern: re.Pattern[str], text: str, other: str, endless: str) -> None:
    assert pattern.search(text) is not None and pattern.search(other) is None
    assert pattern.search(endless) is None


def test_calls_are_weighed_by_what_is_near() -> None:
    line = DumpLine("acuerdo1 " * 40_000 + "http://a.org/" + "b" * 150 + "1")
    found = find_calls([line], 0, "1")
    assert len(found) == 40_000 and {call.weight for call in found} == {3}


# minutes, while the dashes behind a label were divided in every way
@pytest.mark.parametrize("label", ["Resumen", "Palabras clave", "RESUMEN:"])
def test_a_label_before_dashes_without_end_is_read(label: str) -> None:
    dashes = "-" * 100_000
    pieces = read_dump(f"Los puertos\n\n{label}\n\n{dashes}{label} {dashes}!\n\n{RIVER}\n\n{BRIDGE}\n")
    assert RIVER in "\n".join(piece.text for piece in pieces)
