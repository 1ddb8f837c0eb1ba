"""What the first words of a block say of it, with as many rows that must say nothing."""

from __future__ import annotations

import re

import pytest

from surco.extract import cues
from surco.extract.cues import match_by_language, read_list_marker

MARKERS = [
    ("a) las cuotas;", "a)"),
    ("(b) las cuotas", "(b)"),
    ("1. Las cuotas", "1."),
    ("12) cuotas", "12)"),
    ("iv) cuotas", "iv)"),
    ("(IV) cuotas", "(IV)"),
    ("2.- Cuotas", "2.-"),
    ("3.º Cuotas", "3.º"),
    ("• las cuotas", "•"),
    ("– las cuotas", "–"),
    ("- las cuotas", "-"),
    ("* las cuotas", "*"),
    ("1° Cuotas", "1°"),
    # initials, years, decimals, words
    ("A. Ruiz publicó", "A."),
    ("J. R. Ruiz publicó", None),
    ("1998. El año", None),
    ("3.5 millones", None),
    ("A pesar de", None),
    ("–dijo– la alcaldesa", None),
    ("-5 grados", None),
    ("y) ", None),
    ("C. de Ruiz", None),
]


@pytest.mark.parametrize(("text", "marker"), MARKERS)
def test_read_list_marker(text: str, marker: str | None) -> None:
    read = read_list_marker(text)
    assert (read[0] if read else None) == marker
    if read:
        assert text.endswith(read[1]) and read[1] == read[1].lstrip()


WHOLE = [
    (
        cues.REFERENCES,
        ["BIBLIOGRAFÍA", "Referencias bibliográficas", "5. Referencias", "References", "Obras citadas:", "Referências"],
        ["Referencias a la Red", "Bibliotecas", "La bibliografía", "Fuentes de agua"],
    ),
    (cues.ENDNOTES, ["Notas", "NOTAS", "Notas finales", "Notes"], ["Notas de prensa", "Notables"]),
]


@pytest.mark.parametrize(("pattern", "matching", "other"), WHOLE)
def test_whole_lines(pattern: re.Pattern[str], matching: list[str], other: list[str]) -> None:
    assert [text for text in matching if not pattern.fullmatch(text)] == []
    assert [text for text in other if pattern.fullmatch(text)] == []


STARTS = [
    (
        cues.CAPTION,
        ["Cuadro 1. Cuotas", "Tabla 3: Cuotas", "Gráfico IV. Cuotas", "Figura 2", "Quadro n.º 3 – Cotas"],
        ["Cuadros de mando", "El cuadro 1 resume", "Tabla de contenidos", "Cuadro 1 muestra que", "Mapa de ríos"],
    ),
    (
        cues.SOURCE_LINE,
        ["Fuente: elaboración propia", "Fuentes: actas", "Elaboración propia", "Source: own"],
        ["Fuente de conflictos", "La fuente: un acta"],
    ),
    (
        cues.AFTER_REFERENCES,
        ["Anexo 1", "Agradecimientos", "Sobre los autores", "Recibido: mayo"],
        ["Anexionismo", "Los anexos"],
    ),
]


@pytest.mark.parametrize(("pattern", "matching", "other"), STARTS)
def test_starts(pattern: re.Pattern[str], matching: list[str], other: list[str]) -> None:
    assert [text for text in matching if not pattern.match(text)] == []
    assert [text for text in other if pattern.match(text)] == []


LABELS = [
    (cues.ABSTRACT, "RESUMEN", "es"),
    (cues.ABSTRACT, "Resumo.", "pt"),
    (cues.ABSTRACT, "Abstract:", "en"),
    (cues.KEYWORDS, "Palabras clave: agua", "es"),
    (cues.KEYWORDS, "Palabras-clave: agua", "es"),
    (cues.KEYWORDS, "Palavras-chave: água", "pt"),
    (cues.KEYWORDS, "Keywords: water", "en"),
    (cues.KEYWORDS, "Key words: water", "en"),
    (cues.ABSTRACT, "Resumiendo lo dicho", None),
    (cues.KEYWORDS, "Las palabras clave", None),
    (cues.ABSTRACT, "Abstracto", None),
]


@pytest.mark.parametrize(("patterns", "text", "language"), LABELS)
def test_labels(patterns: dict[str, re.Pattern[str]], text: str, language: str | None) -> None:
    found = match_by_language(patterns, text)
    assert (found[0] if found else None) == language
