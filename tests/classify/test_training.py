"""The training passages keep the format, cover every principle, and no two of them are nearly the same."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from scipy import sparse

from surco.classify.suggestion import ALIKE, make_grams
from surco.jsonl import read_document, validate_file
from surco.records import Block
from surco.scheme import read_scheme

ANNOTATIONS = Path(__file__).parents[2] / "annotations"
PASSAGES = ANNOTATIONS / "training/principles.jsonl"


@pytest.fixture(scope="module")
def blocks() -> tuple[Block, ...]:
    return read_document(PASSAGES).blocks


def test_the_file_keeps_the_format() -> None:
    assert validate_file(PASSAGES) == []


def test_every_block_is_a_labelled_passage_of_a_situation(blocks: tuple[Block, ...]) -> None:
    scheme = read_scheme(ANNOTATIONS / "scheme.toml")
    for block in blocks:
        assert block.is_passage and block.situation and block.scheme == scheme.version
        names = [label.principle for label in block.labels or ()]
        assert set(names) <= set(scheme.ids) and len(names) == len(set(names)), block.id
        assert all(label.source == "authored:surco" for label in block.labels or ())


def test_labels_are_many_enough_and_balanced(blocks: tuple[Block, ...]) -> None:
    counts = Counter(label.principle for block in blocks for label in block.labels or ())
    assert min(counts.values()) >= 75 and max(counts.values()) <= 2 * min(counts.values()), counts
    assert sum(not block.labels for block in blocks) >= 250
    questioned = sum(label.stance == "questioned" for block in blocks for label in block.labels or ())
    assert questioned >= 0.25 * counts.total()
    assert len({block.situation for block in blocks}) >= 60


def test_no_two_passages_are_nearly_the_same(blocks: tuple[Block, ...]) -> None:
    grams = [make_grams(block.text) for block in blocks]
    column = {gram: number for number, gram in enumerate(sorted(frozenset().union(*grams)))}
    rows = [(number, column[gram]) for number, own in enumerate(grams) for gram in own]
    places = tuple(zip(*rows, strict=True))
    matrix = sparse.csr_matrix((np.ones(len(rows)), places), shape=(len(grams), len(column)))
    common = np.asarray((matrix @ matrix.T).todense())
    sizes = np.array([len(own) for own in grams])
    likeness = common / (sizes[:, None] + sizes[None, :] - common)
    np.fill_diagonal(likeness, 0)
    assert likeness.max() < ALIKE, blocks[int(likeness.argmax()) // len(blocks)].text
