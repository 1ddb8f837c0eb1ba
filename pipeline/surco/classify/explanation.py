"""A passage and a model → which names, cues and words moved each label, and how far."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from msgspec import Struct

from surco.classify.features import OWN, Passage, weigh_own
from surco.classify.model import Model
from surco.classify.prediction import calibrate, embed_passages, weigh_passages
from surco.records import Block

CONTEXT = ("others named", "how many")


class Reason(Struct, frozen=True):
    """One thing that spoke for a label (above nought) or against it; `kind` is name, cue, word, context or meaning."""

    kind: str
    what: str
    weight: float


class Explanation(Struct, frozen=True):
    """A label's probability and threshold, and the reasons, the weightiest first."""

    label: str
    score: float
    threshold: float
    reasons: tuple[Reason, ...]


def explain_passage(
    block: Block, model: Model, *, most: int = 8, labels: Collection[str] | None = None
) -> tuple[Explanation, ...]:
    """Why each label, or each of `labels`, was given or not; the label's own bias, the same for every passage, is left out."""
    passage = model.reader.read(block)
    vectors = embed_passages([block], [passage], model)
    scores = calibrate(weigh_passages([passage], vectors, model)[0], np.array(model.head.calibration))
    vector = vectors[0]
    explanations = []
    for number, label in enumerate(model.labels):
        if labels is not None and label not in labels:
            continue
        reasons = [*_list_evidence(passage, model, number), *_list_words(passage, model, number)]
        meaning = model.head.settings.vectors * model.wide[number, len(model.head.vocabulary) :] @ vector
        reasons.append(Reason("meaning", "all words together", round(float(meaning), 3)))
        moved = [reason for reason in reasons if reason.weight]
        kept = sorted(moved, key=lambda reason: (-abs(reason.weight), reason.what))
        threshold = model.head.thresholds[number]
        explanations.append(Explanation(label, round(float(scores[0, number]), 4), threshold, tuple(kept[:most])))
    return tuple(explanations)


def _list_evidence(passage: Passage, model: Model, number: int) -> list[Reason]:
    label, settings = model.labels[number], model.head.settings
    weights = np.array(model.head.own[number]) * weigh_own(passage, label)
    found = zip(OWN, weights, strict=True)
    reasons = [Reason(_name_kind(what), what, round(float(weight), 3)) for what, weight in found]
    for index in passage.cues:
        cue = model.head.cues[index]
        if cue.label == label:
            reasons.append(Reason("cue", cue.text, round(float(settings.cues * model.head.cue_weights[index]), 3)))
    return reasons


def _name_kind(what: str) -> str:
    return "context" if what in CONTEXT else "name" if what.startswith("named") else "cue"


def _list_words(passage: Passage, model: Model, number: int) -> list[Reason]:
    columns, values = model.vocabulary.weigh(passage.words)
    weights = model.head.settings.words * model.wide[number, columns] * values
    found = zip(columns, weights, strict=True)
    return [Reason("word", model.head.vocabulary[column], round(float(weight), 3)) for column, weight in found]
