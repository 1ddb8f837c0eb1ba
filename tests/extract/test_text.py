"""Lines → clean text: which hyphens stay and which go, blanks, invisible characters, addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surco.extract.text import Vocabulary, clean_text, join_lines

# the lines, the text; nothing else is known of the document
HYPHENS = [
    (["la coope-", "ración regional"], "la cooperación regional"),
    (["los actores sub-", "nacionales"], "los actores subnacionales"),
    (["se consti-", "tuyó en 1995"], "se constituyó en 1995"),
    (["la integra-", "ción Sur-Sur"], "la integración Sur-Sur"),
    (["para promo-", "verlas juntas"], "para promoverlas juntas"),
    (["rápida-", "mente"], "rápidamente"),
    # hyphens of the word
    (["la relación Sur-", "Sur"], "la relación Sur-Sur"),
    (["la cooperación Norte-", "Sur"], "la cooperación Norte-Sur"),
    (["en 2007-", "2008"], "en 2007-2008"),
    (["pp. 12-", "15"], "pp. 12-15"),
    (["el eje Buenos Aires-", "Montevideo"], "el eje Buenos Aires-Montevideo"),
    (["un programa médico-", "asistencial"], "un programa médico-asistencial"),
    # Portuguese and English
    (
        ["o estudo da coope-", "ração entre as cidades não é da região"],
        "o estudo da cooperação entre as cidades não é da região",
    ),
    (["que os países tornam-", "se pares e não são"], "que os países tornam-se pares e não são"),
    (["the coopera-", "tion of the cities that have"], "the cooperation of the cities that have"),
    (["the high-", "level meeting of the cities that have"], "the high-level meeting of the cities that have"),
    # a dash is no hyphen, nor is a bullet or a sign alone
    (["el agua –", "dijo– falta"], "el agua – dijo– falta"),
    (["1998–", "2004"], "1998–2004"),
    (["precio:", "-5 grados"], "precio: -5 grados"),
    (["uno", "dos"], "uno dos"),
    (["uno", "", "dos"], "uno dos"),
]


@pytest.mark.parametrize(("lines", "expected"), HYPHENS)
def test_join_lines(lines: list[str], expected: str) -> None:
    assert join_lines(lines, Vocabulary())[0] == expected


# what the document writes elsewhere decides before any word list does
WITNESSED = [
    (["los socio-", "económicos"], "datos socio-económicos y otros", "los socio-económicos"),
    (["los socio-", "económicos"], "datos socioeconómicos y otros", "los socioeconómicos"),
    (["la costa-", "ciudad"], "la red costaciudad nació", "la costaciudad"),
    (["el eje trans-", "andino"], "el eje trans-andino existe", "el eje trans-andino"),
]


@pytest.mark.parametrize(("lines", "elsewhere", "expected"), WITNESSED)
def test_vocabulary_decides(lines: list[str], elsewhere: str, expected: str) -> None:
    assert join_lines(lines, Vocabulary([*lines, elsewhere]))[0] == expected


ADDRESSES = [
    (["Disponible en https://ejemplo.org/", "docs/a.pdf"], "Disponible en https://ejemplo.org/docs/a.pdf"),
    (["http://www.", "ejemplo.org"], "http://www.ejemplo.org"),
    (["www.ejemplo.org", "Los socios"], "www.ejemplo.org Los socios"),
    (["https://ejemplo.org/a.", "Recuperado"], "https://ejemplo.org/a. Recuperado"),
]


@pytest.mark.parametrize(("lines", "expected"), ADDRESSES)
def test_addresses(lines: list[str], expected: str) -> None:
    assert join_lines(lines, Vocabulary())[0] == expected


CLEAN = [
    ("la  coo\u00adpera\u00adción\u00a0Sur\u200b-Sur \n", "la cooperación Sur-Sur"),
    ("accio\u0301n", "acción"),
    ("a\u2009b\tc", "a b c"),
    ("\ufeffuno\x07", "uno"),
    ("🌎 uno", "🌎 uno"),
]


@pytest.mark.parametrize(("text", "expected"), CLEAN)
def test_clean_text(text: str, expected: str) -> None:
    assert clean_text(text) == expected


@given(st.text())
def test_clean_text_twice_changes_nothing(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)


@given(st.lists(st.text(alphabet="abcñ–-./ 12\u00ad\u0301", max_size=8), max_size=6))
def test_join_lines_loses_no_letter(lines: list[str]) -> None:
    text, starts = join_lines(lines, Vocabulary(lines))
    cleaned = "".join(clean_text(line) for line in lines)
    assert clean_text(text.replace(" ", "").replace("-", "")) == clean_text(cleaned.replace(" ", "").replace("-", ""))
    assert len(starts) == len(lines) and all(0 <= start <= len(text) for start in starts)
