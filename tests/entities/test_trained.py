"""The trained layer: it learns what the rules do not know, keeps what the document defines, and refuses too little data."""

import pytest
from entity_cases import authority, make_block, scheme, show_spans

from surco.entities.scores import score_entities
from surco.entities.trained import EntityModel, annotate_by_model, train_entities
from surco.records import Block, Document, Entity, Head, SurcoError, replace

PLACES = "Itapé Quilca Tamboro Yapeyú Lobera Cruzada Mantalla Ribero Solanes Toquera Umbría Zapala".split()
# no rule knows that a «Ronda» is an organisation
TEMPLATES = [
    "Ayer la [Ronda {}] votó el presupuesto.",
    "El informe de la [Ronda {}] llegó tarde.",
    "Las calles de {} están lejos.",
]


def make_gold(shown: str, number: int) -> Block:
    block = make_block(shown, number)
    start, end = shown.find("["), shown.find("]") - 1
    entities = (Entity(start, end, "ORG", block.text[start:end], id="x", source="human:a"),) if start >= 0 else ()
    return replace(block, entities=entities, status="done")


GOLD = [
    make_gold(template.format(place), at)
    for at, (place, template) in enumerate((p, t) for p in PLACES for t in TEMPLATES)
]


@pytest.fixture(scope="module")
def model() -> EntityModel:
    return train_entities([GOLD], authority(), scheme())


def test_learns_names_that_no_rule_knows(model: EntityModel) -> None:
    (block,) = annotate_by_model(
        [make_block("Ayer la Ronda Guaviyú votó el presupuesto.")], authority(), scheme(), model
    )
    assert show_spans(block) == "Ayer la [Ronda Guaviyú] votó el presupuesto."
    (entity,) = block.entities or ()
    assert entity.source == model.source and 0 < (entity.score or 0) <= 1


def test_what_the_authority_file_names_stands(model: EntityModel) -> None:
    (block,) = annotate_by_model([make_block("Ayer la unasur votó el presupuesto.")], authority(), scheme(), model)
    assert [(entity.text, entity.source) for entity in block.entities or ()] == [("unasur", "lexicon")]


def test_same_data_same_model(model: EntityModel) -> None:
    assert train_entities([GOLD], authority(), scheme()).data == model.data


def test_open_blocks_are_not_learnt_from() -> None:
    with pytest.raises(SurcoError, match="0 annotated blocks are too few to train on; annotate at least 20"):
        train_entities([[replace(block, status="open") for block in GOLD]], authority(), scheme())


def test_nothing_in_citations(model: EntityModel) -> None:
    (block,) = annotate_by_model([make_block("Ayer la |(Ronda Guaviyú, 2004)| votó.")], authority(), scheme(), model)
    assert block.entities == ()


def test_scores() -> None:
    gold = Document(Head(id="a"), tuple(GOLD[:2]))
    (first,) = GOLD[0].entities or ()
    short = replace(GOLD[0], entities=(Entity(first.start, first.end - 2, "ORG", first.text[:-2], id="x"),))
    rows = {
        (row.label, row.match, row.names): row
        for row in score_entities([(gold, Document(Head(id="a"), (short, GOLD[1])))], seen=["Ronda Itapé"])
    }
    assert rows["ORG", "strict", "all"].counts == (2, 2, 1)
    assert rows["ORG", "partial", "all"].counts == (2, 2, 2)
    assert rows["ORG", "strict", "seen"].counts.gold == 2
    assert (
        rows["ORG", "strict", "all"].low <= rows["ORG", "strict", "all"].counts.f1 <= rows["ORG", "strict", "all"].high
    )
