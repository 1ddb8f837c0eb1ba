"""The shipped model on passages that were written to measure it, before it was trained, and are never trained on."""

from __future__ import annotations

from pathlib import Path

from near_passages import find_near

from surco.citations import annotate_citations
from surco.classify import load_model
from surco.classify.scores import Report
from surco.entities import annotate_entities, read_authority
from surco.evaluate import evaluate_model
from surco.jsonl import read_document
from surco.scheme import read_scheme

ROOT = Path(__file__).parents[2]
PASSAGES, ARTICLES = ROOT / "tests/data/passages/held-out.jsonl", ROOT / "tests/data/passages/articles.jsonl"
TRAINING = ROOT / "annotations/training"


def measure(path: Path) -> Report:
    authority = ROOT / "annotations/authority"
    lists = read_authority(authority / "organisations.csv", authority / "instruments.csv")
    blocks = annotate_citations(read_document(path).blocks)
    marked = annotate_entities(blocks, lists, read_scheme(ROOT / "annotations/scheme.toml"))
    return evaluate_model(marked, load_model(ROOT / "models/principles"))


def test_labels_are_found_where_hardly_any_is_named() -> None:
    report = measure(PASSAGES)
    assert report.passages == 120 and report.micro.gold == 90
    assert report.baselines["named principles"].f1 < 0.1
    assert report.micro.f1 >= 0.70
    assert report.unnamed.precision >= 0.75 and report.unnamed.recall >= 0.55
    assert report.questioned.f1 >= 0.5


def test_labels_are_found_in_whole_articles() -> None:
    """Eight articles by writers who saw no passage to train on; most labels are in words of their own."""
    report = measure(ARTICLES)
    assert report.passages == 366 and report.micro.gold == 231
    assert report.baselines["named principles"].f1 < 0.3
    assert report.micro.f1 >= 0.60
    assert report.unnamed.precision >= 0.65 and report.unnamed.recall >= 0.45


def test_none_of_them_is_trained_on_and_no_two_passages_are_nearly_the_same() -> None:
    paths = [PASSAGES, ARTICLES, *TRAINING.glob("*.jsonl")]
    assert list(find_near([block.text for path in paths for block in read_document(path).blocks])) == []
