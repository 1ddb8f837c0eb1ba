"""Training reads the training passages and human annotation, and writes the project's own model."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from surco.digest import Inputs
from surco.gold import digest_text
from surco.initialise import make_project
from surco.jsonl import write_document
from surco.records import Block, Document, Head, Label, SurcoError, replace
from surco.settings import Project, find_project
from surco.train import count_ties, gather_data, gather_fresh, list_human, list_training, train_model


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


def test_without_adjudication_the_majority_decides_and_a_tie_teaches_nothing(tmp_path: Path) -> None:
    make_project(tmp_path / "p")
    gold = tmp_path / "p/annotations/gold"
    for name, first, second in (("ana", "consenso", "equidad"), ("luz", "consenso", "autonomia"), ("teo", "equidad", "eficiencia")):
        blocks = (block(1, first), block(2, second))
        write_document(Document(Head("a"), blocks), gold / name / "a.jsonl")
    [document] = list_human(find_project(tmp_path / "p"))
    voted, tied = document.blocks
    assert [label.principle for label in voted.labels or ()] == ["consenso"]
    assert not tied.labels


def test_several_versions_of_a_document_are_measured_on_once(tmp_path: Path) -> None:
    make_project(tmp_path / "p")
    gold = tmp_path / "p/annotations/gold"
    third = replace(block(3, "solidaridad"), text="Otro.")
    for name, second in (("ana", "equidad"), ("luz", "autonomia")):
        write_document(Document(Head("a"), (block(1, "consenso"), block(2, second), third)), gold / name / "a.jsonl")
    paths = [gold / "ana/a.jsonl", gold / "luz/a.jsonl"]
    project = find_project(tmp_path / "p")
    fresh = gather_fresh(project, paths)
    assert [one.id for one in fresh.blocks] == ["a/0001", "a/0003"]
    assert (fresh.undecided, fresh.tied) == (1, 1)
    assert (count_ties(project, "labels"), count_ties(project, "entities")) == (1, 0)
    # one version alone has no ties, and what was adjudicated is decided
    assert (len(gather_fresh(project, paths[:1]).blocks), gather_fresh(project, paths[:1]).tied) == (3, 0)
    write_document(Document(Head("a"), (block(2, "equidad"),)), gold / "adjudicated/a.jsonl")
    fresh = gather_fresh(project, [*paths, gold / "adjudicated/a.jsonl"])
    assert (len(fresh.blocks), fresh.undecided, fresh.tied, count_ties(project, "labels")) == (3, 0, 0, 0)


SCHEME = """version = "1.0"
[[principles]]
id = "cost"
[[principles]]
id = "delay"
[[principles]]
id = "quality"
"""
ENGLISH = {
    "cost": "The clinic in {} spent more money than its budget allowed, and the invoices kept growing.",
    "delay": "The works in {} began eight months late and the inauguration was put off twice.",
    "quality": "Patients in {} praised the care they received and the skill of the nurses.",
    "": "The hospital of {} stands beside the river and has two floors.",
}
TOWNS = ("Leeds", "York", "Bath", "Ely", "Wells", "Truro", "Ripon", "Derby", "Lincoln", "Exeter")


def make_own_project(folder: Path) -> Project:
    """A project with a scheme of three labels and English passages that a person annotated."""
    make_project(folder)
    (folder / "annotations").mkdir(exist_ok=True)
    (folder / "annotations/scheme.toml").write_text(SCHEME)
    for place, town in enumerate(TOWNS):
        blocks = tuple(
            Block(
                id=f"d{place}/{number:04d}", type="paragraph", text=text.format(town), language="en", status="done",
                labels=(Label(name, "affirmed", source="human:ana"),) if name else (),
            )
            for number, (name, text) in enumerate(ENGLISH.items())
        )  # fmt: skip
        write_document(Document(Head(f"d{place}"), blocks), folder / f"annotations/gold/ana/d{place}.jsonl")
    return find_project(folder)


def test_a_scheme_of_ones_own_trains_under_a_name_of_its_own(tmp_path: Path) -> None:
    from surco.classify import load_model, predict_labels

    project = make_own_project(tmp_path / "p")
    data = gather_data(project, name="mine", encoder="none")
    assert data.left_out == ("articles", "principles") and len(data.blocks) == 40
    train_model(project, data)
    model = load_model(tmp_path / "p/models/mine")
    assert model.labels == ("cost", "delay", "quality")
    texts = ("The school in Hull spent more money than its budget.", "The works in Hull began late.")
    given = predict_labels([Block(id=f"n/{n}", type="paragraph", text=text, language="en") for n, text in enumerate(texts)], model)
    assert [[label.principle for label in one.labels or ()] for one in given] == [["cost"], ["delay"]]


def test_a_model_named_in_the_settings_need_not_exist_before_it_is_trained(tmp_path: Path) -> None:
    make_own_project(tmp_path / "p")
    settings = tmp_path / "p/surco.toml"
    settings.write_text('[annotate]\nmodel = "new"\n')
    project = find_project(tmp_path / "p")
    train_model(project, gather_data(project, encoder="none"))
    assert project.model == tmp_path / "p/models/new"


@pytest.mark.parametrize("name", ["../x", "a/b", ".hidden"])
def test_a_name_that_leads_out_of_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    make_project(tmp_path / "p")
    with pytest.raises(SurcoError, match="no name for a model"):
        gather_data(find_project(tmp_path / "p"), name=name)


@pytest.mark.slow
def test_a_trained_model_is_the_projects_own(tmp_path: Path) -> None:
    make_project(tmp_path / "p")
    project = find_project(tmp_path / "p")
    model = train_model(project, gather_data(project))
    assert project.model == tmp_path / "p/models/principles"
    assert model.source.startswith("model:principles@")


def test_the_shipped_model_tells_what_it_was_trained_on() -> None:
    shipped = Project().find_file("models/principles")
    texts = set(msgspec.json.decode((shipped / "trained_on.json").read_bytes()))
    trained = {digest_text(one.text)[:12] for document in list_training(Project()) for one in document.blocks}
    assert texts == trained


@pytest.mark.parametrize(("name", "decides"), [("trained_on.json", False), ("metrics.json", False), ("weights.npy", True)])
def test_what_tells_of_a_model_decides_no_output(tmp_path: Path, name: str, decides: bool) -> None:
    folder = tmp_path / "p/models/principles"
    make_project(tmp_path / "p")
    folder.mkdir(parents=True)
    (folder / "model.json").write_text("{}")
    project = find_project(tmp_path / "p")
    before = Inputs(project).tagging["models"]
    (folder / name).write_text("[]")
    assert (Inputs(project).tagging["models"] != before) == decides
