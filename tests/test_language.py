"""Languages of passages, known words, lemmas."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surco.language import LANGUAGES, detect_language, is_known, lemmatize

PASSAGES = [
    ("Las ciudades del río han acordado un plan que es común a todas.", "es"),
    ("As cidades do rio têm um plano que não é dos governos e que foi acordado pela rede.", "pt"),
    ("The cities of the river have agreed on a plan that is common to all.", "en"),
    # Spanish full of names and a foreign title
    ("El libro The River Cities fue publicado en Londres por la red de las ciudades que lo pagó.", "es"),
    ("En el debate, los autores no citan la obra.", "es"),
]


@pytest.mark.parametrize(("text", "language"), PASSAGES)
def test_detect_language(text: str, language: str) -> None:
    assert detect_language(text, default="en" if language != "en" else "es") == language


@pytest.mark.parametrize("text", ["", "Ibíd.", "2004: 12", "Lemos, A. Orillas.", "🌎"])
def test_the_default_where_nothing_tells(text: str) -> None:
    assert [detect_language(text, default=language) for language in LANGUAGES] == list(LANGUAGES)


WORDS = [
    ("cooperaciones", "es", True),
    ("Cooperación", "es", True),
    ("cooperação", "pt", True),
    ("cities", "en", True),
    ("fueron", "es", True),
    ("merqosur", "es", False),
    ("coope", "es", False),
    ("", "es", False),
]


@pytest.mark.parametrize(("word", "language", "known"), WORDS)
def test_is_known(word: str, language: str, known: bool) -> None:
    assert is_known(word, (language,)) is known


LEMMAS = [
    ("horizontales", "horizontal"),
    ("Ciudades", "ciudad"),
    ("acordaron", "acordar"),
    ("xyzzy", "xyzzy"),
    ("", ""),
]


@pytest.mark.parametrize(("word", "lemma"), LEMMAS)
def test_lemmatize(word: str, lemma: str) -> None:
    assert lemmatize(word) == lemma


@given(st.text())
def test_any_text_has_a_language(text: str) -> None:
    assert detect_language(text) in LANGUAGES
