"""The commands around the label model, in a small project whose human annotation is all there is to train on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import UNSET
from small_passages import LABELS
from typer.testing import CliRunner

from surco.classify import Model, save_model
from surco.classify.scores import Report
from surco.cli import app
from surco.gold import digest_text
from surco.initialise import make_project
from surco.jsonl import read_document, write_document
from surco.records import Block, Document, Head, replace

Run = Callable[..., Any]


def write_gold(blocks: list[Block], folder: Path) -> None:
    for name in sorted({block.id.split("/")[0] for block in blocks}):
        own = [block for block in blocks if block.id.startswith(f"{name}/")]
        done = tuple(replace(block, status="done", text_sha256=digest_text(block.text)) for block in own)
        write_document(Document(Head(name), done), folder / "annotations/gold/ana" / f"{name}.jsonl")


@pytest.fixture
def folder(tmp_path: Path, small_blocks: list[Block], small_model: Model, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with ten annotated documents, a model, and one article that nobody has annotated."""
    project = tmp_path / "p"
    make_project(project)
    (project / "annotations/training").mkdir()  # else the package's own passages are trained on
    save_model(small_model, project / "models/principles")
    write_gold(small_blocks, project)
    article = [replace(block, id=f"new/{number:04d}") for number, block in enumerate(small_blocks[:6])]
    article += [
        Block(id="new/0006", type="heading", text="Redes", entities=()),
        Block(id="new/0007", type="paragraph", text="La mesa de Loja aprobó por consenso su plan.", entities=()),
        Block(id="new/0008", type="paragraph", text="Nadie tutela al municipio de Cuenca.", entities=()),
    ]
    write_document(Document(Head("new"), tuple(article)), project / "annotations/auto/new.jsonl")
    monkeypatch.chdir(project)
    return project


@pytest.fixture
def run(folder: Path) -> Run:
    return lambda *words: CliRunner().invoke(app, words)


def leave_documents(folder: Path, count: int) -> None:
    """Keep so many of the annotated documents."""
    for path in sorted((folder / "annotations/gold/ana").iterdir())[count:]:
        path.unlink()


def test_training_writes_model_metrics_and_card_the_same_each_time(folder: Path, run: Run) -> None:
    model = folder / "models/principles"
    contents = []
    for _ in range(2):
        done = run("train", "labels")
        assert done.exit_code == 0, done.stderr
        contents.append({path.name: path.read_bytes() for path in model.iterdir()})
    assert set(contents[0]) == {"model.json", "weights.npy", "trained_on.json", "card.md", "metrics.json"}
    assert contents[0] == contents[1]
    size, first, _, second = done.stderr.splitlines()
    assert size == "training on 60 passages, 60 of them annotated by people"
    assert first.removeprefix("models/principles is trained: model:principles@") in contents[0]["card.md"].decode()
    assert second.endswith("on documents held out; see models/principles/card.md")


def test_a_model_trained_quickly_keeps_no_card_of_the_one_before(folder: Path, run: Run) -> None:
    for name in ("card.md", "metrics.json"):
        (folder / "models/principles" / name).write_text("of the model before")
    assert run("train", "labels", "--quick").exit_code == 0
    assert {path.name for path in (folder / "models/principles").iterdir()} == {"model.json", "weights.npy", "trained_on.json"}


def test_a_model_under_another_name_leaves_the_one_in_use(folder: Path, run: Run) -> None:
    before = (folder / "models/principles/model.json").read_bytes()
    done = run("train", "labels", "--name", "mine", "--encoder", "none", "--quick")
    assert done.exit_code == 0, done.stderr
    assert done.stderr.splitlines()[-1] == 'to use it, write under [annotate] in surco.toml: model = "mine"'
    assert (folder / "models/mine/model.json").is_file()
    assert (folder / "models/principles/model.json").read_bytes() == before
    assert run("train", "labels", "--name", "../mine").exit_code == 1
    assert run("train", "labels", "--encoder", "bert").exit_code == 2


def test_too_little_to_measure_is_one_line_and_training_still_works(folder: Path, run: Run) -> None:
    leave_documents(folder, 5)
    too_little = "30 labelled passages in 5 documents are too few to evaluate; label at least 50 in 5"
    trained = run("train", "labels")
    assert trained.exit_code == 0
    assert trained.stderr.splitlines()[2:] == [f"models/principles has no card: {too_little}"]
    assert not (folder / "models/principles/card.md").exists()
    for words in (("evaluate", "labels"), ("evaluate", "labels", "--curve")):
        done = run(*words)
        assert (done.exit_code, done.stdout) == (1, "")
        assert done.stderr.splitlines()[-1] == too_little


def test_too_little_to_train_on_keeps_the_model_before(folder: Path, run: Run) -> None:
    before = (folder / "models/principles/model.json").read_bytes()
    leave_documents(folder, 2)
    done = run("train", "labels")
    assert done.exit_code == 1
    assert done.stderr.splitlines()[-1].startswith("too little to train on: ")
    assert (folder / "models/principles/model.json").read_bytes() == before


def test_the_report_is_a_table_or_json(run: Run) -> None:
    done = run("evaluate", "labels")
    assert done.exit_code == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].startswith("60 passages in 10 documents, 20 without a label; cross-validation in 5 folds")
    names = [line.split("  ")[0] for line in lines[3:8]]
    assert names == [*LABELS, "all (micro)", "not named in the passage", "questioned"]
    assert any(line.startswith("baseline: named principles") for line in lines)
    assert any("Brier score" in line for line in lines)
    report = msgspec.json.decode(run("evaluate", "labels", "--json").stdout, type=Report)
    assert report.passages == 60 and set(report.labels) == set(LABELS)


def test_the_present_model_is_measured_on_human_annotation(run: Run) -> None:
    done = run("evaluate", "labels", "annotations/gold/ana", "--json")
    assert done.exit_code == 0, done.stderr
    assert msgspec.json.decode(done.stdout, type=Report).folds == 0
    assert done.stderr.startswith("models/principles does not tell what it was trained on, ")


def test_a_model_is_not_measured_on_what_it_was_trained_on(folder: Path, run: Run, small_blocks: list[Block]) -> None:
    assert run("train", "labels", "--quick").exit_code == 0
    own = run("evaluate", "labels", "annotations/gold/ana")
    assert (own.exit_code, own.stdout) == (1, "")
    assert "models/principles was trained on all 60 passages done there" in own.stderr
    assert "cross-validate with: surco evaluate labels" in own.stderr
    write_gold([replace(block, labels=()) for block in read_new(folder)[-2:]], folder)
    both = run("evaluate", "labels", "annotations/gold/ana")
    assert both.exit_code == 0, both.stderr
    assert both.stderr == "60 passages left out, on which models/principles was trained\n"
    assert both.stdout.startswith("2 passages in 1 documents, ")


def test_what_people_left_open_is_counted_as_undecided(folder: Path, run: Run) -> None:
    path = folder / "annotations/gold/ana/d0.jsonl"
    document = read_document(path)
    first, second, *rest = document.blocks
    untouched = replace(rest[0], status=None, text_sha256=None)
    undecided = (replace(first, status="open"), replace(second, labels=UNSET), untouched, *rest[1:])
    write_document(Document(document.head, undecided), path)
    done = run("evaluate", "labels", "annotations/gold/ana", "--json")
    assert done.stderr.startswith("2 undecided passages left out\n")
    assert msgspec.json.decode(done.stdout, type=Report).passages == 57


def test_without_a_label_frequent_enough_there_is_no_macro_f1(folder: Path, run: Run) -> None:
    leave_documents(folder, 2)
    table = run("evaluate", "labels", "annotations/gold/ana").stdout
    assert "macro F1 –; " in table
    assert "intervals over so few documents (2) are not to be trusted" in table
    found = run("evaluate", "labels", "annotations/gold/ana", "--json").stdout
    assert msgspec.json.decode(found)["macro_f1"] is None


def test_intervals_over_ten_documents_are_not_warned_of(run: Run) -> None:
    table = run("evaluate", "labels", "annotations/gold/ana").stdout
    assert "macro F1 –" not in table and "not to be trusted" not in table


def test_a_damaged_list_of_what_was_trained_on_says_so(folder: Path, run: Run) -> None:
    (folder / "models/principles/trained_on.json").write_text("[1]")
    done = run("evaluate", "labels", "annotations/gold/ana")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "trained_on.json: " in done.stderr and "train the model again" in done.stderr


def test_what_the_model_said_itself_is_no_truth_to_measure_it_on(run: Run) -> None:
    done = run("evaluate", "labels", "annotations/auto")
    assert done.exit_code == 1
    assert done.stderr == "annotations/auto/new.jsonl: no passage has the status 'done'; annotate some first\n"


def test_the_learning_curve_has_a_line_for_each_share(run: Run) -> None:
    done = run("evaluate", "labels", "--curve")
    assert done.exit_code == 0, done.stderr
    head, *points = done.stdout.splitlines()
    assert head.split() == ["passages", "micro", "F1", "macro", "F1", "unnamed", "F1"]
    assert points[-1].split()[0] == "48"


def test_an_explanation_shows_what_spoke_for_the_label(run: Run) -> None:
    lines = run("explain", "new/0000").stdout.splitlines()
    assert lines[0].startswith("En Lima el consenso rige")
    assert lines[2].startswith("consenso: ") and ", given (threshold " in lines[2]
    assert any(line.split()[1] == "name" for line in lines[3:])
    every = run("explain", "new/0000", "annotations/auto/new.jsonl", "--all", "--json").stdout.splitlines()
    assert {msgspec.json.decode(line)["label"] for line in every} == set(LABELS)


NOT_EXPLAINED = [
    ("new/0099", "new/0099: no such passage in "),
    ("other/0001", "other/0001: no such article in annotations/auto; check the id, or run: surco build"),
    ("new/0006", "new/0006: of type heading, and only running text has labels; name a paragraph"),
]


@pytest.mark.parametrize(("name", "expected"), NOT_EXPLAINED)
def test_what_can_not_be_explained_says_why(run: Run, name: str, expected: str) -> None:
    done = run("explain", name)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(expected)


def test_suggestions_leave_out_what_a_person_has_done(folder: Path, run: Run) -> None:
    lines = run("suggest", "-n", "5", "--json").stdout.splitlines()
    found = [msgspec.json.decode(line) for line in lines]
    assert {one["id"] for one in found} == {"new/0007", "new/0008"}
    assert {one["why"] for one in found} <= {"uncertain", "random"}
    shown = run("suggest", "-n", "5")
    assert shown.stderr.startswith("the model wavers on ") and " of the 2 passages left (" in shown.stderr
    table = shown.stdout.splitlines()
    assert table[0].split() == ["passage", "why", "label", "score", "text"]
    assert len(table) == 3
    write_gold([replace(block, labels=()) for block in read_new(folder)], folder)
    done = run("suggest")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "1 document read; no passage is left to annotate\n"


def read_new(folder: Path) -> list[Block]:
    return [block for block in read_document(folder / "annotations/auto/new.jsonl").blocks if block.is_passage]
