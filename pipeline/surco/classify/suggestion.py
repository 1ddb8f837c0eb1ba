"""Passages not yet annotated → those whose annotation would teach the classifier most, and some at random."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import numpy as np
from msgspec import Struct

from surco.classify.cues import fold
from surco.classify.features import Floats
from surco.classify.model import Model
from surco.classify.prediction import score_passages
from surco.records import Block

Why = Literal["uncertain", "random"]

RANDOM_SHARE = 0.2
ALIKE = 0.5
GRAM = 5
NEAR = 0.5
"""A score wavers that lies less than this share of the threshold from it."""
ENOUGH = 0.1
"""Where the model wavers on a smaller share of what is left, more annotation changes it little: in benchmarks/suggestion.py
it had nine tenths of the score of all passages when it wavered on 11 to 36 % of the others."""


class Suggestion(Struct, frozen=True):
    """A passage to annotate next and why: the model wavers, or chance chose it, so that evaluation stays unbiased."""

    id: str
    why: Why
    label: str
    score: float


def suggest_passages(
    blocks: Sequence[Block], model: Model, *, count: int = 50, random_share: float = RANDOM_SHARE, seed: int = 0,
    cache: Path | None = None,
) -> list[Suggestion]:  # fmt: skip
    """The next passages to annotate, no two nearly alike: uncertain ones, rare labels first, and some at random."""
    passages = [block for block in blocks if block.is_passage]
    if not passages or count < 1:
        return []
    scores, _ = score_passages(passages, model, cache=cache)
    thresholds = np.array(model.head.thresholds)
    # a label that the model gives seldom weighs more: its passages are the ones that are missing
    rarity = 1 / np.sqrt(1 + (scores >= thresholds).sum(axis=0))
    need = _measure_doubt(scores, thresholds) * rarity
    chance = sorted(range(len(passages)), key=lambda number: _draw(passages[number].id, seed))
    wanted = sorted(chance, key=lambda number: -float(need[number].sum()))
    at_random = round(min(count, len(passages)) * random_share)
    picked: dict[int, Why] = {}
    seen: list[frozenset[str]] = []
    for number in _pick(passages, chance, picked, seen, at_random):
        picked[number] = "random"
    for number in _pick(passages, wanted, picked, seen, count - len(picked)):
        picked[number] = "uncertain"
    best = need.argmax(axis=1)
    return [
        Suggestion(passages[number].id, why, model.labels[best[number]], round(float(scores[number, best[number]]), 4))
        for number, why in picked.items()
    ]


def _measure_doubt(scores: Floats, thresholds: Floats) -> Floats:
    """Passages by labels: how open the decision is, ¼ where the score is the threshold, less the further its odds are from it.

    >>> _measure_doubt(np.array([[0.3, 0.3, 0.9]]), np.array([0.3, 0.6, 0.6])).round(3).tolist()
    [[0.25, 0.173, 0.122]]
    """
    odds = scores / (1 - scores) * (1 - thresholds) / thresholds
    return odds / (1 + odds) ** 2


def count_wavering(blocks: Sequence[Block], model: Model, *, cache: Path | None = None) -> tuple[int, int]:
    """On how many of the passages the model wavers, with a score near a label's threshold, and how many there are."""
    passages = [block for block in blocks if block.is_passage]
    scores, _ = score_passages(passages, model, cache=cache)
    thresholds = np.array(model.head.thresholds)
    return int((np.abs(scores - thresholds) < NEAR * thresholds).any(axis=1).sum()), len(passages)


def _pick(
    passages: Sequence[Block], order: Sequence[int], taken: dict[int, Why], seen: list[frozenset[str]], count: int
) -> Iterator[int]:
    left = count
    for number in order:
        if left <= 0:
            return
        if number in taken:
            continue
        grams = make_grams(passages[number].text)
        if all(measure_likeness(grams, other) < ALIKE for other in seen):
            seen.append(grams)
            left -= 1
            yield number


def _draw(name: str, seed: int) -> str:
    return hashlib.sha256(f"{seed}\0{name}".encode()).hexdigest()


def make_grams(text: str, size: int = GRAM) -> frozenset[str]:
    """The runs of letters that a text is made of, white space and case aside."""
    plain = " ".join(fold(text).split())
    return frozenset(plain[start : start + size] for start in range(max(1, len(plain) - size + 1)))


def measure_likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of runs that two texts have in common (Jaccard).

    >>> measure_likeness(make_grams("El foro acordó"), make_grams("el  foro acordó"))
    1.0
    """
    return len(one & other) / len(one | other) if one or other else 1.0
