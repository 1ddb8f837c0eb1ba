"""Trains a sequence model (a CRF) on the user's own corrected entities and combines what it finds with the rules.

Precedence: what the document defines and what the authority file names stands first; then the model's spans; then the rules' patterns
and naming words that neither overlaps, unless the model is sure that nothing is there. The model file is parsed by C code:
use only models that you trained or trust.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from msgspec import UNSET

from surco.entities.annotate import annotate_entities
from surco.entities.authority import Authority
from surco.entities.resolve import make_id
from surco.entities.stems import stem
from surco.entities.tokens import MASKED, Tokens, tokenize_block
from surco.language import is_known
from surco.records import UNMARKED, Block, Entity, EntityLabel, SurcoError, replace
from surco.scheme import Scheme

LEAST = 20
"""Annotated blocks below which training is refused: the rules alone do better."""
SURE = 0.9
"""Probability from which the model's word that nothing is there puts aside a pattern's finding."""
_SETTINGS = {"c1": 0.1, "c2": 0.01, "max_iterations": 60, "feature.possible_transitions": True}


@dataclass(frozen=True)
class EntityModel:
    """A trained CRF, and the digest that names it."""

    data: bytes

    @property
    def source(self) -> str:
        return f"model:entities@{hashlib.sha256(self.data).hexdigest()[:12]}"


def train_entities(documents: Iterable[Sequence[Block]], authority: Authority, scheme: Scheme) -> EntityModel:
    """A model of the entities in blocks that a person has finished (`status` is `done` or not given); seconds for
    some hundred blocks."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=_SETTINGS, verbose=False)
    count = 0
    for blocks in documents:
        for gold, ruled in zip(blocks, _apply_rules(blocks, authority, scheme), strict=True):
            if gold.entities is UNSET or gold.status == "open" or gold.type in UNMARKED or not gold.text.strip():
                continue
            tokens = tokenize_block(gold)
            trainer.append(describe_tokens(tokens, ruled.entities or ()), label_tokens(tokens, gold.entities or ()))
            count += 1
    if count < LEAST:
        raise SurcoError(f"{count} annotated blocks are too few to train on; annotate at least {LEAST}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.crfsuite"
        trainer.train(str(path))
        return EntityModel(path.read_bytes())


def annotate_by_model(
    blocks: Sequence[Block], authority: Authority, scheme: Scheme, model: EntityModel
) -> tuple[Block, ...]:
    """The blocks with the entities of rules and model together."""
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(model.data)
    return tuple(
        block if block.type in UNMARKED or not block.text.strip() else _combine(block, tagger, model.source)
        for block in _apply_rules(blocks, authority, scheme)
    )


def _apply_rules(blocks: Sequence[Block], authority: Authority, scheme: Scheme) -> tuple[Block, ...]:
    return annotate_entities([replace(block, entities=UNSET) for block in blocks], authority, scheme)


def _combine(block: Block, tagger: Any, source: str) -> Block:
    tokens = tokenize_block(block)
    ruled = block.entities or ()
    tags = tagger.tag(describe_tokens(tokens, ruled))
    first = [entity for entity in ruled if entity.label != "PRINCIPLE" and entity.source in {"lexicon", "acronym"}]
    second = [entity for entity in _read_spans(tokens, tags, tagger, source) if not _overlaps(entity, first)]
    third = [
        entity for entity in ruled
        if entity not in first and not _overlaps(entity, second) and not _is_denied(entity, tokens, tagger)
    ]  # fmt: skip
    kept = [_prefer_rule(entity, ruled) for entity in second]
    return replace(block, entities=tuple(sorted((*first, *kept, *third), key=lambda entity: entity.start)))


def _prefer_rule(entity: Entity, ruled: Sequence[Entity]) -> Entity:
    """Where rule and model agree the finding stays the rule's, with its id."""
    for other in ruled:
        if (other.start, other.end, other.label, other.principle) == (
            entity.start,
            entity.end,
            entity.label,
            entity.principle,
        ):
            return other
    return entity


def _overlaps(entity: Entity, others: Iterable[Entity]) -> bool:
    return any(entity.start < other.end and other.start < entity.end for other in others)


def _is_denied(entity: Entity, tokens: Tokens, tagger: Any) -> bool:
    inside = [index for index, at in enumerate(tokens.starts) if entity.start <= at < entity.end]
    return "O" in tagger.labels() and all(tagger.marginal("O", index) >= SURE for index in inside)


def _read_spans(tokens: Tokens, tags: Sequence[str], tagger: Any, source: str) -> Iterator[Entity]:
    """The spans that the tags spell; one that runs into a citation is dropped."""
    index = 0
    while index < len(tags):
        if not tags[index].startswith("B-"):
            index += 1
            continue
        kind, end = tags[index][2:], index + 1
        while end < len(tags) and tags[end] == f"I-{kind}":
            end += 1
        if MASKED not in tokens.keys[index:end]:
            score = min(float(tagger.marginal(tags[at], at)) for at in range(index, end))
            yield _make_entity(tokens, index, end, kind, score, source)
        index = end


def _make_entity(tokens: Tokens, start: int, end: int, kind: str, score: float, source: str) -> Entity:
    text = tokens.text[tokens.starts[start] : tokens.ends[end - 1]]
    label, _, principle = kind.partition(".")
    name: EntityLabel = label  # type: ignore[assignment]
    id_ = None if principle else make_id(text)
    return Entity(
        tokens.starts[start],
        tokens.ends[end - 1],
        name,
        text,
        id=id_,
        principle=principle or None,
        source=source,
        score=round(score, 4),
    )


def label_tokens(tokens: Tokens, entities: Iterable[Entity]) -> list[str]:
    """One tag a token: `B-ORG`, `I-ORG`, `B-PRINCIPLE.consenso`, `O`."""
    tags = ["O"] * len(tokens)
    for entity in entities:
        kind = f"{entity.label}.{entity.principle}" if entity.principle else entity.label
        inside = [index for index, at in enumerate(tokens.starts) if entity.start <= at < entity.end]
        for index in inside:
            tags[index] = f"{'B' if index == inside[0] else 'I'}-{kind}"
    return tags


def describe_tokens(tokens: Tokens, ruled: Iterable[Entity]) -> list[list[str]]:
    """What the model sees of each token: the word, its shape, whether a language knows it, what the rules found, and
    its neighbours."""
    found = ["O"] * len(tokens)
    for entity in ruled:
        for tag, index in zip(*_tag_rule(tokens, entity), strict=True):
            found[index] = tag
    own = [_describe_word(tokens, index, found[index]) for index in range(len(tokens))]
    described: list[list[str]] = []
    for index, features in enumerate(own):
        line = list(features)
        for offset in (-2, -1, 1, 2):
            near = index + offset
            line.extend(f"{offset}:{feature}" for feature in (own[near][:4] if 0 <= near < len(own) else ("edge",)))
        described.append(line)
    return described


def _tag_rule(tokens: Tokens, entity: Entity) -> tuple[list[str], list[int]]:
    kind = f"{entity.label}.{entity.principle}" if entity.principle else entity.label
    inside = [index for index, at in enumerate(tokens.starts) if entity.start <= at < entity.end]
    return [f"{'B' if index == inside[0] else 'I'}-{kind}:{entity.source}" for index in inside], inside


def _describe_word(tokens: Tokens, index: int, rule: str) -> tuple[str, ...]:
    key, word = tokens.keys[index], tokens.words[index]
    shape = (
        "upper"
        if word.isupper() and len(word) > 1
        else "capital"
        if word[0].isupper()
        else "lower"
        if word.isalpha()
        else "mark"
    )
    known = "known" if not key.isalpha() or is_known(word) else "unknown"
    return f"w={key}", f"s={shape}", f"k={known}", f"r={rule}", f"t={stem(key)}", f"e={key[-3:]}", f"b={key[:3]}"
