"""Training of the bibliography model on invented entries: `python -m surco.citations.train [FOLDER]`."""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from surco.citations.entries import read_entry
from surco.citations.fields import describe_tokens, tokenise
from surco.citations.styles import write_entry
from surco.settings import REFERENCE_MODEL

SEED = 20250
ENTRIES = 15_000
TEST_SEED = 20251
TEST_ENTRIES = 1000
ITERATIONS = 120
SETTINGS = {"c1": 0.3, "c2": 0.05, "feature.minfreq": 3}

Example = tuple[list[list[str]], list[str]]


def label_tokens(pieces: list[tuple[str, str]]) -> tuple[str, list[str]]:
    """An entry's text and the label of each of its tokens.

    >>> label_tokens([("Paz", "family"), (", ", "o"), ("M.", "given")])
    ('Paz, M.', ['family', 'o', 'given', 'given'])
    """
    text = "".join(piece for piece, _ in pieces)
    at = [label for piece, label in pieces for _ in piece]
    return text, [at[start] for start, _, _ in tokenise(text)]


def invent_examples(entries: int, seed: int) -> Iterator[Example]:
    """Yield the features and labels of that many invented entries; the same seed gives the same ones."""
    rng = random.Random(seed)
    for _ in range(entries):
        text, labels = label_tokens(write_entry(rng))
        yield describe_tokens(text, tokenise(text), read_entry(text)), labels


def train_reference_model(
    folder: Path, *, entries: int = ENTRIES, iterations: int = ITERATIONS, test_entries: int = TEST_ENTRIES
) -> dict[str, Any]:
    """Write a CRF trained on invented entries, and its scores on others, to a folder; the same code gives the same bytes."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({**SETTINGS, "max_iterations": iterations})
    for features, labels in invent_examples(entries, SEED):
        trainer.append(features, labels)
    folder.mkdir(parents=True, exist_ok=True)
    trainer.train(str(folder / "model.crfsuite"))
    scores = score_model(folder / "model.crfsuite", invent_examples(test_entries, TEST_SEED))
    metrics = {
        "kind": "linear-chain CRF (python-crfsuite)",
        "trained_on": {"invented_entries": entries, "seed": SEED, "iterations": iterations, **SETTINGS},
        "tested_on": {"invented_entries": test_entries, "seed": TEST_SEED},
        "tokens": scores,
    }
    (folder / "metrics.json").write_text(json.dumps(metrics, indent=1) + "\n", "utf-8")
    return metrics


def score_model(path: Path, examples: Iterator[Example]) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 of each label over tokens, with their number `n`."""
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    right: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for features, labels in examples:
        for label, given in zip(labels, tagger.tag(features), strict=True):
            gold[label] += 1
            found[given] += 1
            right[label] += label == given
    return {label: _score(right[label], gold[label], found[label]) for label in sorted(gold)}


def _score(right: int, gold: int, found: int) -> dict[str, float]:
    return {
        "precision": round(right / found, 4) if found else 0.0,
        "recall": round(right / gold, 4),
        "f1": round(2 * right / (gold + found), 4),
        "n": gold,
    }


if __name__ == "__main__":
    train_reference_model(Path(sys.argv[1] if sys.argv[1:] else REFERENCE_MODEL))
