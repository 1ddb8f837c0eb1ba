"""The trained layer: it learns what the rules do not know, keeps what the document defines, is saved whole, and refuses
too little data."""

from __future__ import annotations

from pathlib import Path

import pytest
from entity_cases import authority, make_block, scheme, show_spans

from surco.entities.features import label_tokens, read_tags
from surco.entities.model import EntityModel, load_entity_model, save_model
from surco.entities.scores import Score, Trial, score_entities
from surco.entities.tokens import tokenize_block
from surco.entities.trained import mark_entities, train_entities
from surco.records import Block, Document, Entity, FormatError, Head, SurcoError, replace

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


def mark(shown: str, model: EntityModel | None) -> Block:
    return mark_entities([make_block(shown)], authority(), scheme(), model)[0]


def test_learns_names_that_no_rule_knows(model: EntityModel) -> None:
    text = "Ayer la [Ronda Guaviyú] votó el presupuesto."
    assert show_spans(mark(text, None)) == text.replace("[", "").replace("]", "")
    block = mark(text, model)
    assert show_spans(block) == text
    (entity,) = block.entities or ()
    assert entity.source == model.source and 0.6 <= (entity.score or 0) <= 1


# what the authority file names and what the document defines stands, whatever the model has learnt
STANDS = [
    ("Ayer la [unasur] votó el presupuesto.", ["lexicon"]),
    ("La [Red de Puertos del Sur] ([repusur]) votó; la [repusur] pagó.", ["pattern", "acronym", "acronym"]),
]


@pytest.mark.parametrize(("shown", "sources"), STANDS)
def test_what_the_rules_are_sure_of_stands(model: EntityModel, shown: str, sources: list[str]) -> None:
    block = mark(shown, model)
    assert show_spans(block) == shown
    assert [entity.source for entity in block.entities or ()] == sources


def test_nothing_in_citations(model: EntityModel) -> None:
    assert mark("Ayer la |(Ronda Guaviyú, 2004)| votó.", model).entities == ()


def test_same_data_same_model(model: EntityModel) -> None:
    again = train_entities([GOLD], authority(), scheme())
    assert (again.weights, again.head) == (model.weights, model.head)


def test_context_is_not_learnt_from() -> None:
    with pytest.raises(SurcoError, match="0 corrected sentences are too few to train on; correct at least 30"):
        train_entities([[replace(block, status="open") for block in GOLD]], authority(), scheme())


def test_a_saved_model_is_the_same(model: EntityModel, tmp_path: Path) -> None:
    save_model(model, tmp_path)
    again = load_entity_model(tmp_path)
    assert again is not None and (again.source, again.weights) == (model.source, model.weights)
    assert load_entity_model(None) is None


# what is done to the folder, and what is said
BROKEN = [
    ("model.json", None, "no model here"),
    ("model.json", b"{", "train the model again: surco train entities"),
    ("model.crfsuite", b"lCRF", "does not fit model.json; restore both from the same model"),
]


@pytest.mark.parametrize(("name", "content", "said"), BROKEN)
def test_a_damaged_model_is_refused(
    model: EntityModel, tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    save_model(model, tmp_path)
    if content is None:
        (tmp_path / name).unlink()
    else:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(FormatError, match=said):
        load_entity_model(tmp_path)


def test_tags_spell_the_entities() -> None:
    block = GOLD[0]
    tokens = tokenize_block(block)
    (tagged,) = read_tags(label_tokens(tokens, block.entities or ()))
    (entity,) = block.entities or ()
    assert (tokens.starts[tagged.start], tokens.ends[tagged.end - 1], tagged.kind) == (entity.start, entity.end, "ORG")


def score(found: Block, gold: Block = GOLD[0], times: int = 1) -> dict[tuple[str, str, str], Score]:
    trial = Trial(Document(Head(id="a"), (gold,)), Document(Head(id="a"), (found,)), frozenset({"ronda-itape"}))
    return {(row.label, row.match, row.names): row for row in score_entities([trial] * times)}


def cut(block: Block, *ends: tuple[int, int]) -> Block:
    """The block with spans at these distances from those of its first entity."""
    (first, *_) = block.entities or ()
    spans = [(first.start + start, first.end + end) for start, end in ends]
    return replace(block, entities=tuple(Entity(s, e, "ORG", block.text[s:e], id="x") for s, e in spans))


# spans found beside the true one (moved ends), right strictly, right in part: no span is right twice
COMPARED = [([(0, 0)], 1, 1), ([(0, -2)], 0, 1), ([(0, -6), (6, 0)], 0, 1), ([], 0, 0)]


@pytest.mark.parametrize(("ends", "strict", "partial"), COMPARED)
def test_strict_and_partial(ends: list[tuple[int, int]], strict: int, partial: int) -> None:
    rows = score(cut(GOLD[0], *ends))
    for match, right in (("strict", strict), ("partial", partial)):
        row = rows["ORG", match, "all"]
        assert (row.gold, row.found, row.recall) == (1, len(ends), right)
        assert 0 <= (row.precision or 0) <= 1 and 0 <= (row.f1 or 0) <= 1


def test_seen_and_unseen_names() -> None:
    rows = score(GOLD[0])
    assert (rows["ORG", "strict", "seen"].gold, rows["ORG", "strict", "unseen"].gold) == (1, 0)
    assert rows["ORG", "strict", "seen"].f1 is None and ("PRINCIPLE", "strict", "seen") not in rows


def test_intervals_need_three_documents() -> None:
    assert score(GOLD[0])["ORG", "strict", "all"].low is None
    row = score(cut(GOLD[0], (0, -2)), times=3)["ORG", "strict", "all"]
    assert (row.low, row.high) == (0, 0)


def test_what_nobody_has_looked_at_is_not_scored() -> None:
    for gold in (replace(GOLD[0], status="open"), make_block("Ayer la Ronda Itapé votó el presupuesto.", 0)):
        assert score(GOLD[0], gold)["ORG", "strict", "all"].found == 0
