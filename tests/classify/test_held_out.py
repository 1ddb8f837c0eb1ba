"""The shipped model on passages that were written to measure it and are never trained on, and on the plainest sentences."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from near_passages import find_near

from surco.citations import annotate_citations
from surco.classify import Model, load_model, predict_labels
from surco.classify.scores import Report
from surco.entities import annotate_entities, read_authority
from surco.evaluate import evaluate_model
from surco.jsonl import read_document
from surco.records import Block
from surco.scheme import read_scheme

ROOT = Path(__file__).parents[2]
PASSAGES, ARTICLES = ROOT / "tests/data/passages/held-out.jsonl", ROOT / "tests/data/passages/articles.jsonl"
TRAINING = ROOT / "annotations/training"


@cache
def load() -> Model:
    return load_model(ROOT / "models/principles")


def mark(blocks: Sequence[Block]) -> tuple[Block, ...]:
    authority = ROOT / "annotations/authority"
    lists = read_authority(authority / "organisations.csv", authority / "instruments.csv")
    return annotate_entities(annotate_citations(blocks), lists, read_scheme(ROOT / "annotations/scheme.toml"))


def measure(path: Path) -> Report:
    return evaluate_model(mark(read_document(path).blocks), load())


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


PLAIN = [
    ("La celac adopta sus decisiones por consenso.", "consenso", "affirmed"),
    ("No hay consenso entre los miembros de la red.", "consenso", "questioned"),
    ("Los costos del programa se reparten de manera equitativa entre los municipios.", "equidad", "affirmed"),
    ("La cooperación carece de horizontalidad.", "horizontalidad", "questioned"),
    ("Las relaciones entre los socios son asimétricas.", "horizontalidad", "questioned"),
    ("La solidaridad entre los pueblos orienta la acción exterior del país.", "solidaridad", "affirmed"),
    ("La cooperación triangular complementa la ayuda del Norte.", "complementariedad", "affirmed"),
    ("El programa depende de los fondos europeos.", "autonomia", "questioned"),
    # one label denied in one sentence, another affirmed in the next
    ("La red se rige por la horizontalidad entre sus socios. La autonomía, en cambio, nunca se alcanzó.", "autonomia", "questioned"),
    ("La red se rige por la horizontalidad entre sus socios. La autonomía, en cambio, nunca se alcanzó.", "horizontalidad", "affirmed"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "label", "stance"), PLAIN)
def test_plain_sentences_have_their_label(text: str, label: str, stance: str) -> None:
    [block] = predict_labels(mark((Block(id="a/0001", type="paragraph", text=text, language="es"),)), load())
    assert {one.principle: one.stance for one in block.labels or ()}.get(label) == stance


UNLABELLED = (
    "El Consejo se reúne dos veces al año en Montevideo.",
    "La cooperación técnica entre ambos países comenzó en 1998.",
    "La autonomía del paciente es un principio de la bioética.",
    "El artículo se organiza en tres secciones.",
)


@pytest.mark.parametrize("text", UNLABELLED)
def test_plain_sentences_have_no_label(text: str) -> None:
    [block] = predict_labels(mark((Block(id="a/0001", type="paragraph", text=text, language="es"),)), load())
    assert block.labels == ()
