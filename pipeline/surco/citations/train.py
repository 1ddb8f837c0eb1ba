"""Training of the bibliography model on invented entries: `python -m surco.citations.train MODEL`."""

from __future__ import annotations

import random
import sys
from pathlib import Path

from surco.citations.entries import read_entry
from surco.citations.fields import describe_tokens, tokenise
from surco.citations.styles import write_entry

SEED = 20250
ENTRIES = 15000


def label_tokens(pieces: list[tuple[str, str]]) -> tuple[str, list[str]]:
    """An entry's text and the label of each of its tokens.

    >>> label_tokens([("Paz", "family"), (", ", "o"), ("M.", "given")])
    ('Paz, M.', ['family', 'o', 'given', 'given'])
    """
    text = "".join(piece for piece, _ in pieces)
    at = [label for piece, label in pieces for _ in piece]
    return text, [at[start] for start, _, _ in tokenise(text)]


def train_reference_model(path: Path, *, entries: int = ENTRIES, seed: int = SEED, iterations: int = 120) -> None:
    """Write a CRF trained on invented entries to a file; the same seed gives the same model."""
    import pycrfsuite

    rng = random.Random(seed)
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": 0.3, "c2": 0.05, "max_iterations": iterations, "feature.minfreq": 3})
    for _ in range(entries):
        text, labels = label_tokens(write_entry(rng))
        tokens = tokenise(text)
        trainer.append(describe_tokens(text, tokens, read_entry(text)), labels)
    path.parent.mkdir(parents=True, exist_ok=True)
    trainer.train(str(path))


if __name__ == "__main__":
    train_reference_model(Path(sys.argv[1]))
