"""Damaged names still lead to their entry of the authority file; acronyms and other names never do."""

import pytest
from entity_cases import annotate, show_spans

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
]
NOT_DAMAGED = [
    # another name, not a damaged one
    ("banco-pampeano-desarrollo", "el [Banco Pampeano de Desarrollo]"),
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
