"""The records of a measurement of agreement."""

from __future__ import annotations

from msgspec import Struct

from surco.gold.store import Layer

ALL = "all"
"""The row of a layer of spans that takes all its labels together."""


class Figure(Struct, frozen=True):
    """A coefficient and its 95 % bootstrap interval over documents.

    `value` is None where it is not defined, for example because nobody ever gave the label; the interval is None where
    there are fewer than two documents.
    """

    value: float | None
    low: float | None = None
    high: float | None = None


class Row(Struct, frozen=True, omit_defaults=True):
    """The agreement on one label, or on all of a layer.

    `units` are what was coded by two or more: passages, words, pairs of passage and label; `given` says how often
    annotators gave the label there, all together. `fleiss` counts only the `complete` units, which all annotators coded.
    """

    layer: Layer
    label: str
    unit: str
    units: int
    given: int
    complete: int = 0
    cohen: Figure | None = None
    fleiss: Figure | None = None
    alpha: Figure | None = None
    masi: Figure | None = None
    jaccard: Figure | None = None
    strict: Figure | None = None
    partial: Figure | None = None
    gamma: Figure | None = None


class Coverage(Struct, frozen=True):
    """What an annotator did in a layer, in passages that anyone did: marked, found to hold nothing, or did not do."""

    layer: Layer
    annotator: str
    marked: int
    none: int
    missing: int


class Disagreement(Struct, frozen=True):
    """One place of a passage and who says what there; `start` and `end` only in a layer of spans."""

    passage: str
    layer: Layer
    what: str
    answers: dict[str, str]
    text: str
    start: int | None = None
    end: int | None = None


class Agreement(Struct, frozen=True):
    """How far annotators agree: figures for each layer and label, who did what, and each place of disagreement.

    `documents` are those with passages that two or more did, `shared` these passages, `passages` all that anyone did;
    beside them two or more did so many `others`, blocks that are no passages, such as headings.
    """

    annotators: tuple[str, ...]
    documents: int
    passages: int
    shared: int
    resamples: int
    seed: int
    rows: tuple[Row, ...]
    coverage: tuple[Coverage, ...]
    disagreements: tuple[Disagreement, ...]
    others: int = 0
