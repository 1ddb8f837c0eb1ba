"""Training reads the training passages and human annotation, and writes the project's own model."""

from __future__ import annotations

from pathlib import Path

import pytest

from surco.initialise import make_project
from surco.jsonl import write_document
from surco.records import Block, Document, Head, Label
from surco.settings import find_project
from surco.train import gather_data, list_human, train_model


def block(number: int, principle: str, *, status: str = "done") -> Block:
    labels = (Label(principle, "affirmed"),)
    return Block(id=f"a/{number:04d}", type="paragraph", text="Texto.", labels=labels, status=status)  # type: ignore[arg-type]


def test_adjudicated_blocks_come_before_others_and_open_ones_do_not_count(tmp_path: Path) -> None:
    make_project(tmp_path / "p")
    gold = tmp_path / "p/annotations/gold"
    write_document(Document(Head("a"), (block(1, "consenso"), block(2, "equidad"))), gold / "ana/a.jsonl")
    adjudicated = (block(1, "autonomia"), block(3, "eficiencia", status="open"))
    write_document(Document(Head("a"), adjudicated), gold / "adjudicated/a.jsonl")
    [document] = list_human(find_project(tmp_path / "p"))
    assert [(one.id, one.labels[0].principle) for one in document.blocks if one.labels] == [
        ("a/0001", "autonomia"),
        ("a/0002", "equidad"),
    ]


@pytest.mark.slow
def test_a_trained_model_is_the_projects_own(tmp_path: Path) -> None:
    make_project(tmp_path / "p")
    project = find_project(tmp_path / "p")
    model = train_model(project, gather_data(project))
    assert project.model == tmp_path / "p/models/principles"
    assert model.source.startswith("model:principles@")
