"""Trains a sequence model (a CRF) on the user's own corrected entities and combines what it finds with the rules.

Precedence: what the document defines and what the authority file names stands first; then the model's spans, where it believes in them
or the rules agree; then the rules' patterns and naming words that neither overlaps, unless the model is sure that nothing is there.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec import UNSET

from surco.entities.annotate import annotate_entities
from surco.entities.authority import Authority
from surco.entities.features import OUTSIDE, Tagged, describe_tokens, label_tokens, list_inside, name_kind, read_tags
from surco.entities.model import FORMAT, EntityModel, Head, digest_weights, name_text
from surco.entities.resolve import make_id
from surco.entities.tokens import MASKED, Tokens, tokenize_block
from surco.records import UNMARKED, Block, Entity, EntityLabel, SurcoError, replace
from surco.scheme import Scheme
from surco.segment import split_sentences

LEAST = 30
"""Corrected sentences below which training is refused: the rules alone do better."""
BELIEVED = 0.6
"""Probability from which a span that no rule has found counts."""
SURE = 0.9
"""Probability from which the model's word that nothing is there puts aside a pattern's finding."""
SETTINGS = {"c1": 0.1, "c2": 0.01, "max_iterations": 60, "feature.possible_transitions": True}


def train_entities(
    documents: Iterable[Sequence[Block]], authority: Authority, scheme: Scheme, *, name: str = "entities"
) -> EntityModel:
    """A model of the entities that a person has corrected; the other blocks of a document are context for the rules.

    Raises SurcoError where there are fewer than LEAST sentences. The same blocks give the same bytes.
    """
    import pycrfsuite

    trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=SETTINGS, verbose=False)
    used: list[Block] = []
    count = 0
    for blocks in documents:
        before = len(used)
        for gold, ruled in zip(blocks, _apply_rules(blocks, authority, scheme), strict=True):
            if is_corrected(gold):
                tokens = tokenize_block(gold)
                trainer.append(describe_tokens(tokens, ruled.entities or ()), label_tokens(tokens, gold.entities or ()))
                used.append(gold)
        count += len(used) > before
    sentences = count_sentences(used)
    if sentences < LEAST:
        raise SurcoError(f"{sentences} corrected sentences are too few to train on; correct at least {LEAST}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model"
        trainer.train(str(path))
        weights = path.read_bytes()
    head = Head(
        FORMAT, name, scheme.version, _digest_blocks(used), count, len(used), sentences, list_names(used),
        tuple(sorted(map(name_text, used))), digest_weights(weights),
    )  # fmt: skip
    return EntityModel(head, weights)


def is_corrected(block: Block) -> bool:
    """Whether a block is gold: with entities, not open, and of a type in which entities are marked."""
    marked = block.entities is not UNSET and block.type not in UNMARKED
    return marked and block.status != "open" and bool(block.text.strip())


def count_sentences(blocks: Iterable[Block]) -> int:
    """How many sentences blocks have; a heading or caption counts as one."""
    return sum(len(list(split_sentences(block.text))) for block in blocks)


def list_names(blocks: Iterable[Block]) -> tuple[str, ...]:
    """The ids, made from their words, of all organisations and instruments in blocks."""
    named = (entity for block in blocks for entity in block.entities or () if entity.label != "PRINCIPLE")
    return tuple(sorted({make_id(entity.text) for entity in named}))


def _digest_blocks(blocks: Iterable[Block]) -> str:
    whole = hashlib.sha256()
    for block in blocks:
        spans = [(entity.start, entity.end, name_kind(entity)) for entity in block.entities or ()]
        whole.update(msgspec.json.encode([block.text, spans]))
    return whole.hexdigest()[:16]


def mark_entities(
    blocks: Sequence[Block], authority: Authority, scheme: Scheme, model: EntityModel | None
) -> tuple[Block, ...]:
    """The blocks of one document with the entities of the rules or, where there is a model, of rules and model."""
    ruled = _apply_rules(blocks, authority, scheme)
    if model is None:
        return ruled
    return tuple(block if block.type in UNMARKED or not block.text.strip() else _combine(block, model) for block in ruled)


def _apply_rules(blocks: Sequence[Block], authority: Authority, scheme: Scheme) -> tuple[Block, ...]:
    return annotate_entities([replace(block, entities=UNSET) for block in blocks], authority, scheme)


def _combine(block: Block, model: EntityModel) -> Block:
    tokens = tokenize_block(block)
    ruled = block.entities or ()
    tags = model.tagger.tag(describe_tokens(tokens, ruled))
    first = [entity for entity in ruled if entity.label != "PRINCIPLE" and entity.source in {"lexicon", "acronym"}]
    spans = [_prefer_rule(entity, ruled) for entity in _read_spans(tokens, tags, model)]
    second = [
        entity for entity in spans
        if not _overlaps(entity, first) and (entity in ruled or (entity.score or 0) >= BELIEVED)
    ]  # fmt: skip
    third = [
        entity for entity in ruled
        if entity not in first and not _overlaps(entity, second) and not _is_denied(entity, tokens, tags, model)
    ]  # fmt: skip
    return replace(block, entities=tuple(sorted((*first, *second, *third), key=lambda entity: entity.start)))


def _prefer_rule(entity: Entity, ruled: Sequence[Entity]) -> Entity:
    """Where rule and model agree the finding stays the rule's, with its id."""
    same = (
        other for other in ruled
        if (other.start, other.end, name_kind(other)) == (entity.start, entity.end, name_kind(entity))
    )  # fmt: skip
    return next(same, entity)


def _overlaps(entity: Entity, others: Iterable[Entity]) -> bool:
    return any(entity.start < other.end and other.start < entity.end for other in others)


def _is_denied(entity: Entity, tokens: Tokens, tags: Sequence[str], model: EntityModel) -> bool:
    inside = list_inside(tokens, entity)
    return OUTSIDE in model.labels and all(
        tags[index] == OUTSIDE and model.tagger.marginal(OUTSIDE, index) >= SURE for index in inside
    )


def _read_spans(tokens: Tokens, tags: Sequence[str], model: EntityModel) -> Iterator[Entity]:
    """The spans that the tags spell; one that runs into a citation is dropped."""
    for tagged in read_tags(tags):
        if MASKED not in tokens.keys[tagged.start : tagged.end]:
            score = min(float(model.tagger.marginal(tags[at], at)) for at in range(tagged.start, tagged.end))
            yield _make_entity(tokens, tagged, score, model.source)


def _make_entity(tokens: Tokens, tagged: Tagged, score: float, source: str) -> Entity:
    start, end = tokens.starts[tagged.start], tokens.ends[tagged.end - 1]
    kind, _, principle = tagged.kind.partition(".")
    label: EntityLabel = kind  # type: ignore[assignment]
    text = tokens.text[start:end]
    return Entity(
        start, end, label, text, id=None if principle else make_id(text), principle=principle or None, source=source,
        score=round(score, 4),
    )  # fmt: skip
