"""Damaged names still lead to their entry of the authority file; acronyms and other names never do."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from entity_cases import annotate, show_spans

from surco.entities.damage import _read_letters
from surco.entities.tokens import tokenize

DAMAGED = [
    # lost accents, ligatures, capitals
    ("unasur", "la [Union de Naciones Suramericanas]"),
    ("unasur", "la [UNIÓN DE NACIONES SURAMERICANAS] votó"),
    ("pnud", "el [Programa de las Naciones Unidas para el Desarrollo]"),
    # a hyphen or a blank too many
    ("cepal", "la [Comisión Económica para Amé-rica Latina y el Caribe]"),
    ("segib", "la [Secre-taría General Iberoamericana]"),
    # letters read wrongly
    ("cepal", "la [Comisión Econ6mica para América Latina y el Caribe]"),
    ("cepal", "la [Comislón Económica para América Latlna y el Caribe]"),
    ("otca", "la [Organizaci6n del Tratado de Cooperación Amazónica]"),
    ("cepal", "la [Cornisión Económica para América Latina y el Caribe]"),
    ("oea", "la [Organizacion de Estados Arnericanos]"),
    ("sica", "el [Sistema de lntegración Centroamericana]"),
    # a ligature kept, or lost; a blank lost, or too many
    ("unossc", "la [Oﬁcina de las Naciones Unidas para la Cooperación Sur-Sur]"),
    ("unossc", "la [Ofcina de las Naciones Unidas para la Cooperación Sur-Sur]"),
    ("cepal", "la [Comisión Económica para AméricaLatina y el Caribe]"),
    ("ops", "la [Organización Pan americana de la Salud]"),
    # instruments as well
    ("paba", "el {Plan de Acci6n de Buenos Aires}"),
]
NOT_DAMAGED = [
    # another name, not a damaged one
    ("banco-pampeano-desarrollo", "el [Banco Pampeano de Desarrollo]"),
    ("union-naciones-suburbanas", "la [Unión de Naciones Suburbanas]"),
    ("asociacion-latinoamericana-integracion-social", "la [Asociación Latinoamericana de Integración Social]"),
    ("banco-desarrollo-cauce", "el [Banco de Desarrollo del Cauce]"),
    ("comision-economica-para-antartida", "la [Comisión Económica para la Antártida]"),
]


@pytest.mark.parametrize(("id_", "shown"), DAMAGED + NOT_DAMAGED)
def test_names(id_: str, shown: str) -> None:
    (block,) = annotate(shown)
    assert show_spans(block) == shown
    assert [entity.id for entity in block.entities or ()] == [id_]


@pytest.mark.parametrize("text", ["la cepai votó", "la unasvr votó", "la CEPAI y la UNASVR"])
def test_acronyms_must_be_exact(text: str) -> None:
    (block,) = annotate(text)
    assert block.entities == ()


def test_a_long_passage_is_not_read_whole_for_every_name() -> None:
    """30,000 capital letters in one passage once took minutes."""

    class Sparse(list[int]):
        def __iter__(self) -> Iterator[int]:
            raise AssertionError("all places of the passage are read")

    tokens = tokenize("Banco de Desarrollo " * 9, "es", ())
    letters, ends = _read_letters(replace(tokens, places=Sparse(tokens.places)), 3, 20)
    assert letters.startswith("banco")
    assert ends[0] == (4, 5)
