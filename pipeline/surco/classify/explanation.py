"""A passage and a model → which names, cues and words moved each label, and how far."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np
from msgspec import Struct

from surco.classify.features import NAMED, OWN, Floats, Passage, is_named, weigh_named, weigh_own
from surco.classify.model import Model
from surco.classify.prediction import calibrate_labels, embed_passages, mark_names, weigh_labels, weigh_passages
from surco.records import Block

CONTEXT = {
    "others named", "how many", "no word of the field", "one word of the field", "three words of the field", "words of the field",
    "share of words of the field",
}  # fmt: skip
Cause = tuple[str, str]
"""The kind of a reason and what it was."""


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
    """Why each label, or each of `labels`, was given or not; the label's own bias is left out."""
    passage = model.reader.read(block)
    vectors = embed_passages([block], [passage], model)
    scores = calibrate_labels(weigh_passages([passage], vectors, model), mark_names([passage], model), model)[0]
    explanations = []
    for number, label in enumerate(model.labels):
        if labels is not None and label not in labels:
            continue
        if is_named(passage, label):
            moved = dict(_weigh_name(passage, vectors.wholes[0], model, number))
        else:
            moved = _weigh_whole_and_best(passage, vectors.wholes[0], vectors.parts[0], model, number)
        reasons = [Reason(kind, what, round(weight, 3)) for (kind, what), weight in moved.items() if round(weight, 3)]
        kept = sorted(reasons, key=lambda reason: (-abs(reason.weight), reason.what))
        threshold = model.head.thresholds[number]
        explanations.append(Explanation(label, round(float(scores[number]), 4), threshold, tuple(kept[:most])))
    return tuple(explanations)


def _weigh_whole_and_best(
    passage: Passage, whole: Floats, parts: Floats, model: Model, number: int
) -> dict[Cause, float]:
    """What moved a label that is not named: half of it in the whole passage, half in the most telling sentence."""
    found = list(zip(passage.sentences, parts, strict=True)) or [(passage, whole)]
    best = max(found, key=lambda pair: float(weigh_labels(pair[0], pair[1], model)[number]))
    moved: dict[Cause, float] = {}
    for part, vector in ((passage, whole), best):
        for what, weight in _weigh_part(part, vector, model, number):
            moved[what] = moved.get(what, 0.0) + weight / 2
    return moved


def _weigh_part(passage: Passage, vector: Floats, model: Model, number: int) -> Iterator[tuple[Cause, float]]:
    head, label = model.head, model.labels[number]
    for what, weight in zip(OWN, np.array(head.own[number]) * weigh_own(passage, label), strict=True):
        yield (_name_kind(what), what), float(weight)
    for index in passage.cues:
        if head.cues[index].label == label:
            yield ("cue", head.cues[index].text), head.settings.cues * head.cue_weights[index]
    columns, values = model.vocabulary.weigh(passage.words)
    for column, weight in zip(columns, head.settings.words * model.wide[number, columns] * values, strict=True):
        yield ("word", head.vocabulary[column]), float(weight)
    yield ("meaning", "all words together"), float(head.settings.vectors * model.meaning[number] @ vector)


def _weigh_name(passage: Passage, vector: Floats, model: Model, number: int) -> Iterator[tuple[Cause, float]]:
    """What moved a label that is named: how, in what company, and on what topic."""
    weights = np.array(model.head.named[: len(NAMED)]) * weigh_named(passage, model.labels[number])
    yield ("name", "named"), model.head.named[len(NAMED) + number] + model.head.named_bias
    for what, weight in zip(NAMED, weights, strict=True):
        yield (_name_kind(what), what), float(weight)
    meaning = model.head.settings.vectors * model.meaning[model.named_row] @ vector
    yield ("meaning", "all words together"), float(meaning)


def _name_kind(what: str) -> str:
    return "context" if what in CONTEXT else "name" if what.startswith("named") else "cue"
