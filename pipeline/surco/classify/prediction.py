"""Passages → the same with labels: principle, stance, calibrated probability, and the model that says so."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from surco.classify.features import Floats, Passage, weigh_own, weigh_stance
from surco.classify.model import Model
from surco.classify.vectors import embed_texts
from surco.records import Block, Label, replace


def predict_labels(
    blocks: Sequence[Block], model: Model, *, abstain: float = 0.0, cache: Path | None = None
) -> tuple[Block, ...]:
    """The blocks with the labels of every passage; entities must be marked before.

    With `abstain`, a label whose probability lies less than that below or above its threshold is given as `unsure`.
    `cache` is the folder in which a sentence encoder keeps its vectors.
    """
    numbers = [number for number, block in enumerate(blocks) if block.is_passage]
    passages = [blocks[number] for number in numbers]
    scores, doubts = score_passages(passages, model, cache=cache)
    labelled = list(blocks)
    for number, block, row, questioned in zip(numbers, passages, scores, doubts, strict=True):
        labelled[number] = replace(block, labels=_choose_labels(row, questioned, model, abstain))
    return tuple(labelled)


def _choose_labels(row: Floats, questioned: Floats, model: Model, abstain: float) -> tuple[Label, ...]:
    labels = []
    for label, score, doubt, threshold in zip(model.labels, row, questioned, model.head.thresholds, strict=True):
        if score < threshold - abstain:
            continue
        unsure = score < threshold or bool(abstain) and score < threshold + abstain
        labels.append(
            Label(
                principle=label,
                stance="questioned" if doubt >= model.head.stance_threshold else "affirmed",
                score=round(float(score), 4),
                source=model.source,
                decision=("unsure" if unsure else "yes") if abstain else None,
            )
        )
    return tuple(labels)


def score_passages(blocks: Sequence[Block], model: Model, *, cache: Path | None = None) -> tuple[Floats, Floats]:
    """Two arrays, passages by labels: the probability of each label, and that of `questioned` if the label holds."""
    passages = [model.reader.read(block) for block in blocks]
    vectors = embed_passages(blocks, passages, model, cache=cache)
    weights, doubts = weigh_passages(passages, vectors, model)
    stance = np.array([model.head.stance_calibration])
    return calibrate(weights, np.array(model.head.calibration)), calibrate(doubts, stance)


def weigh_passages(passages: Sequence[Passage], vectors: Floats, model: Model) -> tuple[Floats, Floats]:
    """Two arrays, passages by labels: what all features together say for each label, and for its being questioned."""
    count = len(model.labels)
    weights, doubts = np.zeros((len(passages), count)), np.zeros((len(passages), count))
    for number, passage in enumerate(passages):
        shared = _weigh_shared(passage, vectors[number], model)
        weights[number] = shared[:count] + _weigh_labels(passage, model)
        doubts[number] = shared[count] + _weigh_stances(passage, model)
    return weights, doubts


def embed_passages(
    blocks: Sequence[Block], passages: Sequence[Passage], model: Model, *, cache: Path | None = None
) -> Floats:
    """One vector of meaning a passage, less the centre of the training passages and scaled to length one."""
    if model.table is not None:
        unseen = float(model.frequency.max(initial=1.0))
        rows = [model.table.embed(passage.words, model.word_weights, unseen=unseen) for passage in passages]
        vectors = np.array(rows).reshape(len(passages), model.table.size)
    else:
        vectors = embed_texts([block.text for block in blocks], model.head.settings.encoder, cache=cache)
    return scale_rows(vectors - model.centre)


def scale_rows(rows: Floats) -> Floats:
    """The rows scaled to length one; rows of noughts stay."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1.0), dtype=np.float64)


def _weigh_shared(passage: Passage, vector: Floats, model: Model) -> Floats:
    """What words and vector say for each label and, last, for the stance."""
    columns, values = model.vocabulary.weigh(passage.words)
    terms = len(model.head.vocabulary)
    settings = model.head.settings
    words, meaning = model.wide[:, columns] @ values, model.wide[:, terms:] @ vector
    return np.asarray(settings.words * words + settings.vectors * meaning, dtype=np.float64)


def _weigh_labels(passage: Passage, model: Model) -> Floats:
    """What named principles and cues say for each label."""
    said = dict.fromkeys(model.labels, 0.0)
    for index in passage.cues:
        label = model.head.cues[index].label
        if label in said:
            said[label] += model.head.settings.cues * model.head.cue_weights[index]
    weighed = zip(model.labels, model.head.own, strict=True)
    own = [np.dot(weights, weigh_own(passage, label)) for label, weights in weighed]
    return np.asarray(np.array([*said.values()]) + own + np.array(model.head.bias), dtype=np.float64)


def _weigh_stances(passage: Passage, model: Model) -> Floats:
    weights, count = np.array(model.head.stance), len(model.labels)
    evidence = np.array([weigh_stance(passage, label) for label in model.labels]).reshape(count, -1)
    return np.asarray(evidence @ weights[:-count] + weights[-count:] + model.head.stance_bias, dtype=np.float64)


def calibrate(values: Floats, lines: Floats) -> Floats:
    """Probabilities of weights, by each label's slope and intercept."""
    return np.asarray(1 / (1 + np.exp(-np.clip(lines[:, 0] * values + lines[:, 1], -30, 30))), dtype=np.float64)
