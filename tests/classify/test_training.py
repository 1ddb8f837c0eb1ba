"""The training passages keep the format and cover every principle; that no two are nearly the same is in test_held_out."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from surco.jsonl import read_document, validate_file
from surco.records import Block
from surco.scheme import read_scheme

ANNOTATIONS = Path(__file__).parents[2] / "annotations"
PASSAGES = (ANNOTATIONS / "training/principles.jsonl", ANNOTATIONS / "training/articles.jsonl")


@pytest.fixture(scope="module")
def blocks() -> tuple[Block, ...]:
    return tuple(block for path in PASSAGES for block in read_document(path).blocks)


def test_the_file_keeps_the_format() -> None:
    assert [validate_file(path) for path in PASSAGES] == [[], []]


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
