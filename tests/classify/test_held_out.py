"""The shipped model on passages that were written to measure it, before it was trained, and are never trained on."""

from __future__ import annotations

from pathlib import Path

import pytest

from surco.citations import annotate_citations
from surco.classify import load_model
from surco.classify.scores import Report
from surco.classify.suggestion import ALIKE, make_grams, measure_likeness
from surco.entities import annotate_entities, read_authority
from surco.evaluate import evaluate_model
from surco.jsonl import read_document
from surco.records import Block
from surco.scheme import read_scheme

ROOT = Path(__file__).parents[2]
PASSAGES = ROOT / "tests/data/passages/held-out.jsonl"
TRAINING = ROOT / "annotations/training/principles.jsonl"


@pytest.fixture(scope="module")
def report() -> Report:
    authority = ROOT / "annotations/authority"
    lists = read_authority(authority / "organisations.csv", authority / "instruments.csv")
    blocks = annotate_citations(read_document(PASSAGES).blocks)
    marked = annotate_entities(blocks, lists, read_scheme(ROOT / "annotations/scheme.toml"))
    return evaluate_model(marked, load_model(ROOT / "models/principles"))


def test_labels_are_found_where_hardly_any_is_named(report: Report) -> None:
    assert report.passages == 120 and report.micro.gold == 90
    assert report.baselines["named principles"].f1 < 0.1
    assert report.micro.f1 >= 0.62
    assert report.unnamed.precision >= 0.7 and report.unnamed.recall >= 0.5
    assert report.questioned.f1 >= 0.42


def test_none_of_them_is_trained_on() -> None:
    def grams(blocks: tuple[Block, ...]) -> list[frozenset[str]]:
        return [make_grams(block.text) for block in blocks]

    trained = grams(read_document(TRAINING).blocks)
    for own in grams(read_document(PASSAGES).blocks):
        assert max(measure_likeness(own, other) for other in trained) < ALIKE
