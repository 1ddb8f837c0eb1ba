"""Passages → the same with labels: principle, stance, calibrated probability, and the model that says so."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from surco.classify.features import NAMED, STANCE_WIDTH, Floats, Passage, is_named, weigh_named, weigh_own, weigh_stance
from surco.classify.model import Model
from surco.classify.vectors import embed_texts
from surco.records import Block, Label, replace

Flags = NDArray[np.bool_]

WORTH_ASKING = 0.01
"""The least probability of a label of which the stance is asked."""


class Vectors(Struct, frozen=True):
    """One vector of meaning a passage, and for each passage an array of one a sentence."""

    wholes: Floats
    parts: tuple[Floats, ...]


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
    """Two arrays, passages by labels: the probability of each label, and that of `questioned` if the label holds.

    Of labels that are as good as excluded the second says nothing and is 0.
    """
    passages = [model.reader.read(block) for block in blocks]
    vectors = embed_passages(blocks, passages, model, cache=cache)
    scores = calibrate_labels(weigh_passages(passages, vectors, model), mark_names(passages, model), model)
    wanted = scores >= WORTH_ASKING
    doubts = calibrate(weigh_stances(passages, vectors, model, wanted), *model.head.stance_calibration)
    return scores, np.where(wanted, doubts, 0.0)


def mark_names(passages: Sequence[Passage], model: Model) -> Flags:
    """Passages by labels: which labels a PRINCIPLE entity names."""
    named = [[is_named(passage, label) for label in model.labels] for passage in passages]
    return np.array(named, dtype=bool).reshape(len(passages), len(model.labels))


def weigh_passages(passages: Sequence[Passage], vectors: Vectors, model: Model) -> Floats:
    """Passages by labels: what all features together say for each label.

    A label that is named is weighed as such. Any other has the mean of what the whole passage says for it and what its
    most telling sentence says.
    """
    count = len(model.labels)
    weights = np.zeros((len(passages), count))
    for number, passage in enumerate(passages):
        whole = weigh_labels(passage, vectors.wholes[number], model)
        parts = zip(passage.sentences, vectors.parts[number], strict=True)
        best = np.max([weigh_labels(part, vector, model) for part, vector in parts] or [whole], axis=0)
        weights[number] = (whole + best) / 2
        for column, label in enumerate(model.labels):
            if is_named(passage, label):
                weights[number, column] = weigh_name(passage, vectors.wholes[number], model, column)
    return weights


def weigh_name(passage: Passage, vector: Floats, model: Model, column: int) -> float:
    """What speaks for a label that is named."""
    head = model.head
    own = np.dot(head.named[: len(NAMED)], weigh_named(passage, model.labels[column]))
    meaning = head.settings.vectors * model.meaning[model.named_row] @ vector
    return float(own + head.named[len(NAMED) + column] + meaning + head.named_bias)


def weigh_stances(passages: Sequence[Passage], vectors: Vectors, model: Model, wanted: Flags) -> Floats:
    """Passages by labels: what speaks for a label's being questioned, where it is wanted; elsewhere 0.

    Where sentences name the label, the one that speaks most for it counts as much as the whole passage.
    """
    doubts = np.zeros(wanted.shape)
    for number, passage in enumerate(passages):
        columns = np.flatnonzero(wanted[number])
        if not len(columns):
            continue
        whole = _hear(passage, vectors.wholes[number], model)
        parts = [
            _hear(part, vector, model) for part, vector in zip(passage.sentences, vectors.parts[number], strict=True)
            if any(is_named(part, model.labels[column]) for column in columns)
        ]  # fmt: skip
        for column in columns:
            label = model.labels[column]
            said = _weigh_stance(whole, model, column)
            naming = [_weigh_stance(part, model, column) for part in parts if is_named(part.passage, label)]
            doubts[number, column] = (said + max(naming, default=said)) / 2
    return doubts


class _Heard(NamedTuple):
    """A passage, and what its words and its meaning say for the questioning of any label."""

    passage: Passage
    words: float
    meaning: float


def _hear(passage: Passage, vector: Floats, model: Model) -> _Heard:
    settings, row = model.head.settings, model.stance_row
    columns, values = model.vocabulary.weigh(passage.words)
    return _Heard(
        passage, settings.words * model.wide[row, columns] @ values, settings.vectors * model.meaning[row] @ vector
    )


def _weigh_stance(heard: _Heard, model: Model, column: np.intp) -> float:
    head = model.head
    own = np.dot(head.stance[:STANCE_WIDTH], weigh_stance(heard.passage, model.labels[column]))
    return float(own + head.stance[STANCE_WIDTH + column] + heard.words + heard.meaning + head.stance_bias)


def embed_passages(
    blocks: Sequence[Block], passages: Sequence[Passage], model: Model, *, cache: Path | None = None
) -> Vectors:
    """Vectors of meaning of passages and their sentences, less the centre of the training passages and of length one.

    A sentence encoder reads whole passages only; what it says of one counts for its sentences too.
    """
    if model.table is None:
        rows = embed_texts([block.text for block in blocks], model.head.settings.encoder, cache=cache)
        return place_rows(rows, passages, model)
    wholes = _embed_words(passages, model)
    return Vectors(wholes, tuple(_embed_words(passage.sentences, model) for passage in passages))


def place_rows(rows: Floats, passages: Sequence[Passage], model: Model) -> Vectors:
    """A sentence encoder's rows of passages as vectors of these and their sentences."""
    wholes = scale_rows(rows - model.centre)
    found = zip(wholes, passages, strict=True)
    return Vectors(wholes, tuple(np.repeat(row[None], len(passage.sentences), axis=0) for row, passage in found))


def _embed_words(passages: Sequence[Passage], model: Model) -> Floats:
    assert model.table is not None
    unseen = float(model.frequency.max(initial=1.0))
    rows = [model.table.embed(passage.words, model.word_weights, unseen=unseen) for passage in passages]
    return scale_rows(np.array(rows).reshape(len(passages), model.table.size) - model.centre)


def scale_rows(rows: Floats) -> Floats:
    """The rows scaled to length one; rows of noughts stay."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1.0), dtype=np.float64)


def weigh_labels(passage: Passage, vector: Floats, model: Model) -> Floats:
    """What words, meaning and cues say for each label, as if none were named."""
    head, count = model.head, len(model.labels)
    columns, values = model.vocabulary.weigh(passage.words)
    shared = head.settings.words * model.wide[:count, columns] @ values
    shared += head.settings.vectors * model.meaning[:count] @ vector
    said = dict.fromkeys(model.labels, 0.0)
    for index in passage.cues:
        label = head.cues[index].label
        if label in said:
            said[label] += head.settings.cues * head.cue_weights[index]
    evidence = np.array([weigh_own(passage, label) for label in model.labels])
    own = (model.own * evidence).sum(axis=1)
    return np.asarray(shared + np.array([*said.values()]) + own + np.array(head.bias), dtype=np.float64)


def calibrate_labels(weights: Floats, named: Flags, model: Model) -> Floats:
    """Probabilities of weights: of a label that is named by the names' slope and intercept, of any other by its own."""
    lines = np.array(model.head.calibration)
    return np.where(
        named, calibrate(weights, *model.head.named_calibration), calibrate(weights, lines[:, 0], lines[:, 1])
    )


def calibrate(values: Floats, slope: float | Floats, intercept: float | Floats) -> Floats:
    """Probabilities of weights, by slope and intercept.

    >>> calibrate(np.array([0.0]), 1.0, 0.0).tolist()
    [0.5]
    """
    return np.asarray(1 / (1 + np.exp(-np.clip(slope * values + intercept, -30, 30))), dtype=np.float64)
