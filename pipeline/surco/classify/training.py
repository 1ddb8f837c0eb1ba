"""Labelled passages → a classifier: weights, calibration and thresholds, these two from passages held out."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace as replace_field
from pathlib import Path
from typing import Any

import numpy as np
from msgspec import UNSET
from msgspec.structs import replace

from surco.classify.cues import CueList
from surco.classify.decisions import (
    GRID,
    SURE,
    Flags,
    choose_thresholds,
    fit_calibration,
    fit_line,
    measure_curve,
    weigh_share,
)
from surco.classify.features import (
    NAMED,
    OWN,
    STANCE_WIDTH,
    Floats,
    Passage,
    Reader,
    fit_vocabulary,
    is_named,
    weigh_named,
    weigh_own,
    weigh_stance,
)
from surco.classify.model import FORMAT, Model, Settings, _Head, round_floats
from surco.classify.prediction import (
    Vectors,
    calibrate,
    calibrate_labels,
    embed_passages,
    mark_names,
    place_rows,
    weigh_passages,
    weigh_stances,
)
from surco.classify.vectors import SIZES, WordTable, embed_texts
from surco.records import Block, SurcoError

LEAST_PASSAGES, LEAST_GROUPS = 8, 4
"""A label is learned from at least so many passages, in so many documents or situations."""
NAMES_STRICTNESS = 0.3
"""Names are learned from fewer cases than labels, so more strictly."""


def train_labels(
    blocks: Sequence[Block], *, labels: Sequence[str], name: str, scheme: str, cues: CueList | None = None,
    table: WordTable | None = None, settings: Settings | None = None, cache: Path | None = None,
) -> Model:  # fmt: skip
    """A classifier of the labels for which there are enough passages, the same for the same blocks in any order.

    Entities must be marked as they will be where it is applied. `table` is wanted by the encoder `words`; `cache` is
    where a sentence encoder keeps its vectors. Raises SurcoError where no label has enough passages.
    """
    settings = settings or Settings()
    cues = cues or CueList()
    blocks = select_passages(blocks)
    kept = choose_labels(blocks, labels)
    if settings.encoder == "words" and table is None:
        raise SurcoError("encoder 'words' needs a word table: words.txt and vectors.npy of models/principles")
    cues = replace(cues, cues=tuple(cue for cue in cues.cues if cue.label in kept))
    reader = Reader(cues)
    data = _Data(blocks, [reader.read(block) for block in blocks], _embed(blocks, settings, cache))
    table = table if settings.encoder == "words" else None
    blank = _make_blank(name, scheme, digest_data(blocks), kept, cues, settings, table)
    return _set_decisions(_fit(data, blank), data)


class _Data:
    """Passages in one order: blocks, what was read in them, and a sentence encoder's rows."""

    def __init__(self, blocks: Sequence[Block], passages: Sequence[Passage], rows: Floats) -> None:
        self.blocks, self.passages, self.rows = list(blocks), list(passages), rows

    def part(self, numbers: Sequence[int]) -> _Data:
        return _Data([self.blocks[n] for n in numbers], [self.passages[n] for n in numbers], self.rows[list(numbers)])

    def embed(self, model: Model, passages: Sequence[Passage] | None = None) -> Vectors:
        passages = self.passages if passages is None else passages
        if model.table is None:
            return place_rows(self.rows, passages, model)
        return embed_passages(self.blocks, passages, model)

    def embed_wholes(self, model: Model) -> Floats:
        return self.embed(model, [replace(passage, sentences=()) for passage in self.passages]).wholes


def select_passages(blocks: Sequence[Block]) -> list[Block]:
    """The passages whose labels are settled, by id and text; blocks a person left open are no data."""
    kept = [block for block in blocks if block.is_passage and block.labels is not UNSET and block.status != "open"]
    return sorted(kept, key=lambda block: (block.id, block.text))


def name_group(block: Block) -> str:
    """What must not stand on both sides of a split: the situation of an invented passage, else the document.

    >>> name_group(Block(id="ruiz-2010/0007", type="paragraph", text="…"))
    'ruiz-2010'
    """
    return block.situation or block.id.rpartition("/")[0]


def name_kind(block: Block) -> str:
    """Where a passage's labels come from: `authored` for training, or `human` annotation of an article.

    >>> name_kind(Block(id="ruiz-2010/0007", type="paragraph", text="…"))
    'human'
    """
    return "authored" if block.situation is not None else "human"


def choose_labels(blocks: Sequence[Block], labels: Sequence[str]) -> tuple[str, ...]:
    """The labels, in their order, that have passages enough; raises SurcoError where none has."""
    kept = tuple(label for label in labels if not describe_shortage(blocks, label))
    if not kept:
        shortage = "; ".join(describe_shortage(blocks, label) for label in labels)
        raise SurcoError(f"too little to train on: {shortage or 'the scheme has no labels'}; label more passages")
    return kept


def describe_shortage(blocks: Sequence[Block], label: str) -> str:
    """What a label lacks to be learned, or an empty string."""
    found = [block for block in blocks if any(own.principle == label for own in block.labels or ())]
    groups = {name_group(block) for block in found}
    if len(found) >= LEAST_PASSAGES and len(groups) >= LEAST_GROUPS and len(found) < len(blocks):
        return ""
    needed = f"{LEAST_PASSAGES} in {LEAST_GROUPS} are needed"
    return f"{label} has {len(found)} passages in {len(groups)} documents, {needed}"


def digest_data(blocks: Sequence[Block]) -> str:
    """Sixteen hexadecimal digits that name the training data: ids, texts, groups and labels."""
    whole = hashlib.sha256()
    for block in select_passages(blocks):
        labels = sorted((own.principle, own.stance) for own in block.labels or ())
        whole.update(repr((block.id, block.type, block.text, name_group(block), labels)).encode())
    return whole.hexdigest()[:16]


def split_groups(blocks: Sequence[Block], folds: int) -> list[list[int]]:
    """The numbers of the blocks held out in each fold: groups stay whole, the largest first, always the same way."""
    sizes = Counter(name_group(block) for block in blocks)
    held: list[list[int]] = [[] for _ in range(min(folds, len(sizes)))]
    place: dict[str, int] = {}
    for group, _ in sorted(sizes.items(), key=lambda item: (-item[1], hashlib.sha256(item[0].encode()).hexdigest())):
        weight = [sum(sizes[other] for other, fold in place.items() if fold == number) for number in range(len(held))]
        place[group] = weight.index(min(weight))
    for number, block in enumerate(blocks):
        held[place[name_group(block)]].append(number)
    return held


def mark_labels(blocks: Sequence[Block], labels: Sequence[str]) -> Flags:
    """Passages by labels: which hold."""
    held = [{own.principle for own in block.labels or ()} for block in blocks]
    return np.array([[label in found for label in labels] for found in held])


def _embed(blocks: Sequence[Block], settings: Settings, cache: Path | None) -> Floats:
    if settings.encoder == "words":
        return np.zeros((len(blocks), 0))
    return embed_texts([block.text for block in blocks], settings.encoder, cache=cache)


def _make_blank(
    name: str, scheme: str, data: str, labels: tuple[str, ...], cues: CueList, settings: Settings,
    table: WordTable | None,
) -> Model:  # fmt: skip
    count = len(labels)
    head = _Head(
        format=FORMAT, name=name, scheme=scheme, data=data, settings=settings, labels=labels,
        own=((0.0,) * len(OWN),) * count, bias=(0.0,) * count,
        calibration=((1.0, 0.0),) * count, thresholds=(0.5,) * count,
        named=(0.0,) * (len(NAMED) + count), named_bias=SURE, named_calibration=(1.0, 0.0),
        stance=(0.0,) * (STANCE_WIDTH + count), stance_bias=0.0, stance_calibration=(1.0, 0.0), stance_threshold=0.5,
        cues=cues.cues, cue_weights=(0.0,) * len(cues.cues),
        negators=cues.negators, doubts=cues.doubts, topic=cues.topic, vocabulary=(),
    )  # fmt: skip
    size = table.size if table else SIZES[settings.encoder]
    return Model(head, np.zeros(0), np.zeros((count + 2, 0)), np.zeros(size), table)


def _fit(data: _Data, blank: Model) -> Model:
    """A model with weights, not yet calibrated."""
    vocabulary = fit_vocabulary(data.passages, least=blank.head.settings.least)
    head = replace(blank.head, vocabulary=vocabulary.terms)
    model = replace_field(blank, head=head, frequency=round_floats(vocabulary.weights))
    raw = data.embed_wholes(replace_field(model, centre=np.zeros(len(blank.centre))))
    model = replace_field(model, centre=round_floats(raw.mean(axis=0)))
    vectors = data.embed_wholes(model) * head.settings.vectors
    shared = _join(_stack_words(data, model) * head.settings.words, vectors)
    flags = mark_labels(data.blocks, model.labels)
    fits = [_fit_label(data, model, shared, flags[:, number], label) for number, label in enumerate(model.labels)]
    named, named_bias = _fit_names(data, model, vectors, flags)
    stance, stance_bias = _fit_stance(data, model, shared)
    cue_weights = np.zeros(len(head.cues))
    for number, label in enumerate(model.labels):
        own = [index for index, cue in enumerate(head.cues) if cue.label == label]
        cue_weights[own] = fits[number][0][len(OWN) : len(OWN) + len(own)]
    width = shared.shape[1]
    names = np.concatenate([np.zeros(width - vectors.shape[1]), named[len(NAMED) + len(model.labels) :]])
    wide = np.vstack([*(weights[len(weights) - width :] for weights, _ in fits), names, stance[len(stance) - width :]])
    head = replace(
        head,
        own=tuple(_make_tuple(weights[: len(OWN)]) for weights, _ in fits),
        bias=_make_tuple([bias for _, bias in fits]),
        cue_weights=_make_tuple(cue_weights),
        named=_make_tuple(named[: len(NAMED) + len(model.labels)]),
        named_bias=float(round_floats(named_bias)),
        stance=_make_tuple(stance[: STANCE_WIDTH + len(model.labels)]),
        stance_bias=float(round_floats(stance_bias)),
    )
    return replace_field(model, head=head, wide=round_floats(wide))


def _make_tuple(values: Any) -> tuple[float, ...]:
    return tuple(map(float, round_floats(values)))


def _stack_words(data: _Data, model: Model) -> Any:
    """Passages by terms."""
    from scipy import sparse

    rows = [model.vocabulary.weigh(passage.words) for passage in data.passages]
    starts = np.cumsum([0, *(len(columns) for columns, _ in rows)])
    columns = np.concatenate([columns for columns, _ in rows])
    values = np.concatenate([values for _, values in rows])
    return sparse.csr_matrix((values, columns, starts), shape=(len(rows), len(model.head.vocabulary)))


def _join(*parts: Any) -> Any:
    from scipy import sparse

    return sparse.hstack([sparse.csr_matrix(part) for part in parts]).tocsr()


def _fit_label(data: _Data, model: Model, shared: Any, holds: Flags, label: str) -> tuple[Floats, float]:
    """The weights of a label, from the passages that do not name it."""
    own = [index for index, cue in enumerate(model.head.cues) if cue.label == label]
    unnamed = np.flatnonzero([not is_named(passage, label) for passage in data.passages])
    passages = [data.passages[number] for number in unnamed]
    evidence = np.array([weigh_own(passage, label) for passage in passages]).reshape(len(passages), len(OWN))
    seen = np.array([[index in passage.cues for index in own] for passage in passages], dtype=np.float64)
    columns = np.hstack([evidence, seen.reshape(len(evidence), len(own)) * model.head.settings.cues])
    return fit_line(_join(columns, shared[unnamed]), holds[unnamed], model.head.settings.strictness)


def _fit_names(data: _Data, model: Model, vectors: Floats, flags: Flags) -> tuple[Floats, float]:
    """The weights of names of whatever label, which learn from one another; where all hold, so will the next."""
    places = np.argwhere(mark_names(data.passages, model))
    holds = np.array([flags[number, label] for number, label in places])
    if not len(places):
        return np.zeros(len(NAMED) + len(model.labels) + vectors.shape[1]), SURE
    evidence = np.array([weigh_named(data.passages[number], model.labels[label]) for number, label in places])
    which = np.eye(len(model.labels))[places[:, 1]]
    return fit_line(_join(evidence, which, vectors[places[:, 0]]), holds, NAMES_STRICTNESS)


def _fit_stance(data: _Data, model: Model, shared: Any) -> tuple[Floats, float]:
    triples = list_stances(data.blocks, model.labels)
    questioned = np.array([stance for _, _, stance in triples])
    evidence = np.array([weigh_stance(data.passages[number], model.labels[label]) for number, label, _ in triples])
    which = np.eye(len(model.labels))[[label for _, label, _ in triples]]
    numbers = [number for number, _, _ in triples]
    return fit_line(_join(evidence, which, shared[numbers]), questioned, model.head.settings.strictness)


def list_stances(blocks: Sequence[Block], labels: Sequence[str]) -> list[tuple[int, int, bool]]:
    """Every label that holds: number of the passage, number of the label, whether it is questioned."""
    return [
        (number, labels.index(own.principle), own.stance == "questioned")
        for number, block in enumerate(blocks)
        for own in block.labels or ()
        if own.principle in labels
    ]


def _set_decisions(model: Model, data: _Data) -> Model:
    """The model with calibration and thresholds, learned from passages that each were held out of training in turn."""
    weights, doubts = hold_out(data, model)
    flags = mark_labels(data.blocks, model.labels)
    named = mark_names(data.passages, model)
    authored = np.array([name_kind(block) == "authored" for block in data.blocks])
    settings = model.head.settings
    empty = weigh_share(np.logical_not(flags.any(axis=1)), authored, settings.empty_share)
    model = _calibrate(model, weights, flags, named, authored, empty)
    scores = np.where(named, 0.0, calibrate_labels(weights, named, model))
    triples = list_stances(data.blocks, model.labels)
    asked = np.array([doubts[number, label] for number, label, _ in triples])
    questioned = np.array([stance for _, _, stance in triples])
    share = weigh_share(questioned, authored[[number for number, _, _ in triples]], settings.questioned_share)
    line = fit_calibration(asked, questioned, share)
    curve = measure_curve(calibrate(asked, *line), questioned, share)
    head = replace(
        model.head,
        thresholds=choose_thresholds(scores, flags & ~named, empty),
        stance_calibration=line,
        stance_threshold=float(GRID[int(np.argmax(curve))]),
    )
    return replace_field(model, head=head)


def _calibrate(model: Model, weights: Floats, flags: Flags, named: Flags, authored: Flags, empty: Floats) -> Model:
    """The model with the slopes and intercepts of labels and names."""
    lines = []
    for number in range(len(model.labels)):
        rows = ~named[:, number]
        lines.append(fit_calibration(weights[rows, number], flags[rows, number], empty[rows]))
    holds, own = flags[named], np.broadcast_to(authored[:, None], named.shape)[named]
    share = weigh_share(holds, own, model.head.settings.named_share)
    names = fit_calibration(weights[named], holds, share)
    return replace_field(model, head=replace(model.head, calibration=tuple(lines), named_calibration=names))


def hold_out(data: _Data, model: Model) -> tuple[Floats, Floats]:
    """What models that did not see a passage say of it, before calibration: labels, and that those it has are questioned."""
    head = model.head
    blank = _make_blank(model.name, head.scheme, "", model.labels, model.cue_list, head.settings, model.table)
    flags = mark_labels(data.blocks, model.labels)
    weights, doubts = np.zeros(flags.shape), np.zeros(flags.shape)
    for held in split_groups(data.blocks, head.settings.folds):
        fitted = _fit(data.part(sorted(set(range(len(data.blocks))) - set(held))), blank)
        part = data.part(held)
        vectors = part.embed(fitted)
        weights[held] = weigh_passages(part.passages, vectors, fitted)
        doubts[held] = weigh_stances(part.passages, vectors, fitted, flags[held])
    return weights, doubts
