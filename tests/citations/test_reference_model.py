"""The bibliography model: trained to the same bytes, shipped with its scores, named by the digests of what was made with it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from surco import settings
from surco.citations.train import ENTRIES, ITERATIONS, SEED, SETTINGS, train_reference_model
from surco.digest import Inputs
from surco.settings import REFERENCE_MODEL, Project

CHECKOUT = Path(__file__).parents[2]
FILES = ("card.md", "metrics.json", "model.crfsuite")


@pytest.mark.slow
def test_the_same_code_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        train_reference_model(tmp_path / name, entries=150, iterations=8, test_entries=20)
    for name in ("model.crfsuite", "metrics.json"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_it_is_shipped_with_a_card_and_the_scores_of_its_training() -> None:
    folder = CHECKOUT / REFERENCE_MODEL
    assert sorted(path.name for path in folder.iterdir()) == sorted(FILES)
    metrics = json.loads((folder / "metrics.json").read_text("utf-8"))
    assert metrics["trained_on"] == {"invented_entries": ENTRIES, "seed": SEED, "iterations": ITERATIONS, **SETTINGS}
    assert all(metrics["tokens"][label]["f1"] > 0.95 for label in ("family", "year", "title", "container"))


def test_outputs_name_the_model_they_were_made_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for part in ("models", "annotations"):
        shutil.copytree(CHECKOUT / part, tmp_path / part, ignore=shutil.ignore_patterns("auto", "gold"))
    monkeypatch.setattr(settings, "_CHECKOUT", tmp_path)
    monkeypatch.setattr(settings, "_PACKAGE_DATA", tmp_path / "none")
    before = Inputs(Project()).tagging["models"]
    folder = tmp_path / REFERENCE_MODEL
    (folder / "card.md").write_text("Another card.")
    assert Inputs(Project()).tagging["models"] == before
    (folder / "model.crfsuite").write_bytes((folder / "model.crfsuite").read_bytes() + b"\n")
    assert Inputs(Project()).tagging["models"] != before
