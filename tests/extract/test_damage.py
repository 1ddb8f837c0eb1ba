"""What is said of damaged pages and text, and what deserves no warning."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from surco.extract.damage import judge_text
from surco.extract.pdf.damage import find_damage
from surco.extract.pdf.glyphs import UNKNOWN, Glyph, GlyphPage
from surco.extract.pdf.lines import read_lines

SAMPLES = Path(__file__).parents[1] / "data" / "samples"

PROSE = (
    "La cooperación entre ciudades nació en la región como práctica cotidiana y no como programa. Los municipios\n"
    "pequeños firmaron convenios, organizaron visitas técnicas y compartieron maestros durante años. Nadie escribió\n"
    "entonces que aquella práctica era política exterior. Después llegaron los ministerios y las agencias, y con ellas\n"
    "llegó la palabra coordinación. Según cuentan los archivos de la asociación, la relación fue horizontal mientras\n"
    "faltó el dinero, y dejó de serlo cuando hubo presupuesto para todos los miembros de la organización.\n"
)
LOST = str.maketrans("áéíóúñ", "aeioun")
ENGLISH = "The decision of the commission on the mission and its vision was an expression of the division. " * 3
FRENCH = (
    "Les villes de la région ont signé une convention de coopération avec leurs voisines, et les écoles ont reçu des\n"
    "maîtres pendant plusieurs années, sans que personne ait jamais parlé de politique extérieure ni de programme; \n"
    "ensuite sont venus les ministères, puis les agences, avec lesquelles le mot de coordination est arrivé aussitôt.\n"
)

# text → the codes of its warnings
TEXTS = [
    (PROSE, []),
    (PROSE.translate(LOST), ["lost-accents"]),
    (PROSE.replace("ó", "?"), ["lost-accents"]),
    (PROSE.replace("ó", "Ã³"), ["lost-accents"]),
    (PROSE.replace("ón", "o´n"), ["lost-accents"]),
    # English has words that look like Spanish ones without their accent, and question marks stand behind words
    (ENGLISH, []),
    ("¿Quién decide? ¿Quién paga? ¿Y quién evalúa? La pregunta vuelve en cada reunión de la red.", []),
    ("Véase https://a.example/x?id=3&y=l?m y www.red.example/q?v=a en la lista de los enlaces de la red.", []),
    # one slip is no damage
    (PROSE.replace("coordinación", "coordinacion"), []),
    # another language is no debris
    (FRENCH, []),
    ("Cepal PNUD 12 34 (1998) * ** † 56,3 % 1.234 kg/m² — a) b) c) i+d", []),
    ("", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_lost_accents_are_seen(text: str, expected: list[str]) -> None:
    assert [warn.code for warn in judge_text(text, 3)] == expected


WRONG = {"e": "c", "o": "0", "l": "1", "n": "ri", "m": "rn", "a": "u", "t": "f", "s": "5", "d": "cl", "i": "|"}


def spoil(text: str, share: float) -> str:
    """The text as poor OCR reads it."""
    chance = random.Random(7)
    return "".join(WRONG.get(letter, letter) if chance.random() < share else letter for letter in text)


def test_debris_is_seen_from_a_few_wrong_letters_in_a_hundred() -> None:
    assert not list(judge_text(spoil(PROSE, 0.01)))
    [warn] = judge_text(spoil(PROSE, 0.06), 4)
    assert warn.code == "ocr-debris" and warn.page == 4 and "ocrmypdf" in warn.detail


def make_page(text: str, *, image: float = 0.0, size: float = 10.0) -> GlyphPage:
    glyphs = [Glyph(letter, 5.0 * k, 5.0 * k + 5, 12.0, size, "Serif") for k, letter in enumerate(text)]
    return GlyphPage(1, 600.0, 800.0, glyphs, [], image)


PAGES = [
    (make_page("La red."), 0, []),
    (make_page(f"La r{UNKNOWN}d nació"), 0, [("undecodable-glyphs", "1 of 10 (10.0 %) characters")]),
    (make_page("La red nació"), 3, [("repaired-encoding", "3 of 10 (30.0 %) characters")]),
    (make_page("", image=0.9), 0, [("page-is-image", "no text layer; run OCR first, for example: ocrmypdf")]),
    (make_page("Descargado de la red", image=1.0), 0, [("page-is-image", "only 17 characters of text on an image")]),
    # an empty page, a figure with its caption and a picture behind a whole page of text are none
    (make_page(""), 0, []),
    (make_page("Figura 1. La red en 1998", image=0.5), 0, []),
    (make_page(PROSE.replace("\n", " "), image=1.0), 0, []),
]


@pytest.mark.parametrize(("page", "repaired", "expected"), PAGES)
def test_damaged_glyphs_are_counted(page: GlyphPage, repaired: int, expected: list[tuple[str, str]]) -> None:
    warnings = find_damage([page], {1: repaired}, [read_lines(page, {})])
    assert [warn.code for warn in warnings] == [code for code, _ in expected]
    assert all(warn.page == 1 and warn.detail.startswith(start) for warn, (_, start) in zip(warnings, expected, strict=True))
