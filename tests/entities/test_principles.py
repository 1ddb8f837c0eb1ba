"""Principles: `<…>` marks the naming words; in another sense they stay without."""

import pytest
from entity_cases import annotate, show_spans

PRINCIPLES = [
    ("horizontalidad", "una relación <horizontal> entre ciudades"),
    ("horizontalidad", "cooperan <horizontalmente> desde 1998"),
    ("horizontalidad", "un trato <horizontal> y sin tutores"),
    ("horizontalidad", "el respeto de la <igualdad soberana> de los miembros"),
    ("horizontalidad", "vínculos más <horizontales> que los de antes"),
    ("horizontalidad", "reglas claras y <horizontales>"),
    ("horizontalidad", "una cooperación que se llama <horizontal>"),
    ("consenso", "deciden por <consenso>"),
    ("consenso", "falta de <consenso> entre los socios"),
    ("consenso", "las respuestas serán <consensuadas> entre los países"),
    ("consenso", "los socios <consensúan> la agenda"),
    ("equidad", "una distribución <equitativa> de las vacunas"),
    ("equidad", "<Equidad>. Los beneficios se reparten."),
    ("solidaridad", "se declararon <solidarios> con el vecino"),
    ("solidaridad", "la <hermandad> entre los dos puertos"),
    ("reciprocidad", "en <beneficio propio o mutuo>"),
    ("reciprocidad", "potencian <mutuamente> sus capacidades"),
    ("reciprocidad", "el aprendizaje es <mutuo>"),
    ("complementariedad", "sus economías son <complementarias>"),
    ("complementariedad", "los equipos se <complementan>"),
    ("complementariedad", "la ayuda del Sur <complementa> a la del Norte"),
    ("autonomia", "más <autonomía> ante las metrópolis del crédito"),
    ("autonomia", "la <soberanía> de los Estados"),
    ("autonomia", "la <independencia> de los Estados"),
    ("autonomia", "los países <soberanos>"),
    ("autonomia", "alcanzar la <autosuficiencia>"),
    ("autonomia", "alcanzar la <auto-suficiencia>"),
    ("autonomia", "gobiernos locales <autónomos>"),
    ("eficiencia", "la <eficacia> de la cooperación"),
    ("eficiencia", "un instrumento <eficaz> y barato"),
    ("eficiencia", "herramientas <eficaces>"),
    ("eficiencia", "validaron la vacuna con <eficiencia>"),
    ("eficiencia", "la <efectividad> de los proyectos"),
    # Portuguese and English
    ("solidariedade", "A <solidariedade> entre os povos não é uma ajuda da metrópole."),
    ("horizontalidade", "As relações <horizontais> são a base da cooperação."),
    ("solidarity", "The <solidarity> of the cities is what the project is about."),
    ("reciprocity", "The partners look for <mutual benefit> in this exchange."),
    ("autonomy", "The countries want <self-reliance> and the end of tutelage."),
]
NOTHING = [
    # another trade
    "la eficiencia energética de las bombas",
    "la autonomía de la batería es de doce horas",
    "una autonomía de 250 kilómetros",
    "el eje horizontal del gráfico",
    "las terrazas horizontales de la ladera",
    "documentación complementaria",
    "la eficacia de la vacuna fue del 78 %",
    "bonos soberanos y deuda soberana",
    "pagar en efectivo",
    "responsabilidad solidaria del deudor",
    "la comunidad autónoma de Aragón",
    "una merma efectiva de autonomía y decoro de las personas",
    "el peso es recíprocamente proporcional a la población",
    "la eficacia clínica del compuesto",
    "la equidad horizontal del impuesto a los predios",
    "un aval soberano y un fondo soberano",
    "el consenso médico sobre las fiebres",
    # a date in history
    "la independencia de Haití en 1804",
    # the opposite is no name
    "relaciones desiguales y asimétricas",
    "la desigualdad entre los socios",
    # understanding is not benefit
    "el entendimiento mutuo",
    # the adverb that opens a sentence
    "De manera complementaria, los autores distinguen dos tipos.",
    # scholars agree
    "hay consenso en la literatura sobre el término",
    # parts of names
    "la calle Independencia y la plaza Fraternidad",
    "vive en el hotel Soberano",
    "la Ley de Igualdad y la Secretaría de Equidad Territorial",
    "la [Agencia de Solidaridad del Delta]",
    "el {Consenso de Monterrey} y el Consenso de Washington",
    # the word itself is spoken of
    "96 apariciones de «horizontal» en las actas",
    # nothing inside a citation
    "según el informe |(Solidaridad, 2010)|",
]


@pytest.mark.parametrize(("principle", "shown"), PRINCIPLES)
def test_naming_words(principle: str, shown: str) -> None:
    (block,) = annotate(shown)
    assert show_spans(block, frozenset({"PRINCIPLE"})) == shown
    assert {entity.principle for entity in block.entities or ()} == {_BY_NAME.get(principle, principle)}


_BY_NAME = {
    "solidariedade": "solidaridad", "horizontalidade": "horizontalidad", "solidarity": "solidaridad",
    "reciprocity": "reciprocidad", "autonomy": "autonomia",
}  # fmt: skip


@pytest.mark.parametrize("shown", NOTHING)
def test_other_senses(shown: str) -> None:
    (block,) = annotate(shown)
    plain = shown.translate(str.maketrans("", "", "[]{}"))
    assert show_spans(block, frozenset({"PRINCIPLE"})) == plain


def test_several_in_one_sentence() -> None:
    shown = "principios como la <horizontalidad>, la <equidad> y el <consenso>"
    assert show_spans(annotate(shown)[0], frozenset({"PRINCIPLE"})) == shown
