"""What the commands around human annotation say and write, in a small project."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from gold_cases import keep_passages, make_small_project, read_passage, write_present
from typer.testing import CliRunner

from surco.cli import app
from surco.cli.sources import tell_ties
from surco.jsonl import read_document
from surco.settings import Project

Run = Callable[..., Any]

SPAN = "El [Foro Sur|ORG] decide."
PLAIN = "El Foro Sur decide."


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Ana and Luis differ on one passage of two; what Luis did on a third has another text now."""
    project = make_small_project(tmp_path / "p")
    both, gone = read_passage("a/0002", "Nada más.", "equidad"), read_passage("a/0003", "Costó mucho.", "eficiencia")
    write_present(project, read_passage("a/0001", PLAIN), both, read_passage("a/0003", "Llovió tres semanas."))
    keep_passages(project, "ana", read_passage("a/0001", SPAN, "consenso"), both)
    keep_passages(project, "luis", read_passage("a/0001", PLAIN), both, gone)
    monkeypatch.chdir(project.folder)
    return project


@pytest.fixture
def run(project: Project) -> Run:
    return lambda *words, input=None: CliRunner().invoke(app, words, input=input)


def test_status_shows_conflicts_with_both_texts(run: Run) -> None:
    done = run("gold", "status")
    assert done.exit_code == 0
    lines = [line.split() for line in done.stdout.splitlines()]
    assert ["a", "ana", "2", "0", "0", "0"] in lines
    assert ["a", "luis", "2", "0", "0", "1"] in lines
    assert "luis: a/0003: the nearest passage agrees to" in done.stdout
    assert "  marked     eficiencia\n  text then  Costó mucho.\n  text now   Llovió tres semanas.  (a/0003)" in done.stdout
    assert "2 passages done: 1 by several who agree, 1 tied\n" in done.stdout
    assert "1 passage tied, no majority decides; decide by hand with: surco adjudicate --strategy ask\n" in done.stdout
    assert "1 passage not carried, for want of a place in the text as it is now; annotate them anew\n" in done.stdout
    assert "nothing is left to decide" not in done.stdout


def test_status_as_json(run: Run) -> None:
    [line] = run("gold", "status", "a", "--json").stdout.splitlines()
    status = json.loads(line)
    assert status["undecided"] == ["a/0001"]
    assert status["standings"] == {"agreed": ["a/0002"], "tied": ["a/0001"]}
    assert [(one["annotator"], one["passage"], one["present_text"]) for one in status["misplaced"]] == [
        ("luis", "a/0003", "Llovió tres semanas.")
    ]


def test_status_tells_what_is_not_built(run: Run, project: Project) -> None:
    (project.folder / "annotations/auto/a.jsonl").unlink()
    assert "those the annotators saw: a; run: surco build" in run("gold", "status").stdout


def test_agreement_is_a_table_or_json_or_a_list(run: Run) -> None:
    table = run("agreement")
    assert table.exit_code == 0
    assert table.stdout.startswith("2 of 2 passages done by two or more of ana, luis, in 1 document")
    assert "labels, sets of labels: α with MASI distance" in table.stdout
    measured = json.loads(run("agreement", "--json").stdout)
    assert [row["label"] for row in measured["rows"] if row["layer"] == "labels"] == [
        "consenso", "equidad", "stance", "sets of labels",
    ]  # fmt: skip
    listed = run("agreement", "--disagreements").stdout
    assert "a/0001: labels, consenso\n  ana: consenso\n  luis: nothing\n  El Foro Sur decide.\n" in listed


def test_agreement_says_what_it_leaves_out_and_what_is_what(run: Run, project: Project) -> None:
    keep_passages(project, "ana", read_passage("a/0003", "Llovió tres semanas."))
    said = run("agreement").stdout
    assert said.startswith("2 of 3 passages done by two or more of ana, luis, in 1 document; 1 done by one alone is left out\n")
    assert "\nn: what two or more did; what one alone did is left out." in said
    assert run("agreement", "-a", "ana", "-a", "lius").stderr == (
        "--annotator lius: has annotated nothing there; choose from: ana, luis\n"
    )


def test_ties_are_told_where_they_teach_nothing(run: Run, project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    told = "1 passage left out: annotators differ on {}, and no majority decides; decide with: surco adjudicate --strategy ask\n"
    for layer in ("labels", "entities"):
        tell_ties(project, layer)  # type: ignore[arg-type]
        assert capsys.readouterr().err == told.format(layer)
    tell_ties(project, "citations")
    assert capsys.readouterr().err == ""
    run("adjudicate", "-s", "ask", input="2\n1\n")
    tell_ties(project, "labels")
    assert capsys.readouterr().err == ""


def test_a_build_says_whom_it_follows_on_ties(run: Run, project: Project) -> None:
    (project.folder / "corpus/sources/b.txt").write_text("Redes\n\nEl Foro Sur decide con todas las ciudades de la cuenca.\n")
    run("build", "-q")
    block = next(one for one in read_document(project.folder / "annotations/auto/b.jsonl").blocks if one.is_passage)
    for name, labels in (("ana", ("consenso",)), ("luis", ())):
        keep_passages(project, name, read_passage(block.id, block.text, *labels))
    told = "b: passages on which annotators are tied and ana, who is first by name, is followed: 1; decide with: surco adjudicate"
    assert told in run("build").stderr
    assert told not in run("build").stderr


def test_agreement_of_annotators_who_share_nothing_is_refused(run: Run) -> None:
    done = run("agreement", "-a", "ana")
    assert done.exit_code == 1
    assert "no passage is done by two annotators" in done.stderr


def test_adjudicate_by_vote_and_then_by_asking(run: Run, project: Project) -> None:
    assert run("adjudicate").stderr == (
        "a: 1 agreed by all of several, 1 undecided\n"
        "1 passage left open; decide by hand with: surco adjudicate --strategy ask\n"
    )
    asked = run("adjudicate", "-s", "ask", input="x\n2\n1\n")
    assert asked.exit_code == 0
    assert "El [Foro Sur] decide." in asked.stderr
    assert "  1  ORG «Foro Sur» 3–11  (ana)\n  2  nothing  (luis)\n" in asked.stderr
    assert asked.stderr.endswith("a: 1 agreed by all of several, 1 decided as you say\n")
    first, _ = read_document(project.folder / "annotations/gold/adjudicated/a.jsonl").blocks
    assert (first.entities, [label.principle for label in first.labels or ()]) == ((), ["consenso"])
    assert run("adjudicate", "-s", "one", "-a", "luis").stderr == (
        "a: 1 agreed by all of several, 1 decided by a person before\n"
    )


@pytest.mark.parametrize("answers", ["", "q\n", "1\nq\n"])
def test_who_stops_asking_has_decided_nothing_more(run: Run, project: Project, answers: str) -> None:
    done = run("adjudicate", "-s", "ask", input=answers)
    assert done.exit_code == 1
    assert "stopped; what you decided is kept" in done.stderr
    assert not (project.folder / "annotations/gold/adjudicated").exists()


def test_a_passage_may_be_left_open(run: Run) -> None:
    said = run("adjudicate", "-s", "ask", input="s\n").stderr
    assert "a: 1 agreed by all of several, 1 undecided\n1 passage left open" in said


def test_adjudicate_tells_what_one_did_from_what_several_agree_on(run: Run, project: Project) -> None:
    alone, more = read_passage("a/0003", "Llovió tres semanas.", "equidad"), read_passage("b/0001", SPAN)
    keep_passages(project, "ana", alone)
    assert "a: 1 done by one annotator alone, 1 agreed by all of several, 1 undecided\n" in run("adjudicate").stderr
    keep_passages(project, "eva", read_passage("a/0001", SPAN, "consenso"))
    keep_passages(project, "eva", more)
    said = run("adjudicate").stderr
    assert "a: 1 done by one annotator alone, 1 agreed by all of several, 1 decided by majority\n" in said
    assert "b: 1 done by one annotator alone\n2 documents: 2 done by one annotator alone, 1 agreed" in said


def test_who_annotated_nothing_cannot_be_followed(run: Run) -> None:
    done = run("adjudicate", "-s", "one", "-a", "eva")
    assert (done.exit_code, done.stderr) == (
        1, "--annotator eva: has annotated nothing there; choose from: ana, luis\n",
    )  # fmt: skip


@pytest.mark.parametrize("words", [("-s", "one"), ("-a", "ana"), ("-s", "somebody")])
def test_wrong_usage_of_adjudicate(run: Run, words: tuple[str, ...]) -> None:
    assert run("adjudicate", *words).exit_code == 2


def test_migrate_tells_first_and_then_does(run: Run, project: Project) -> None:
    scheme = project.folder / "annotations/scheme.toml"
    before = scheme.read_bytes()
    told = run("migrate", "--rename", "equidad=justicia", "--split", "consenso=acuerdo,consenso", "--dry-run")
    assert told.exit_code == 0
    assert "annotations/gold/ana/a.jsonl: 2 blocks would be changed, 1 of them open again" in told.stdout
    assert "annotations/queue.jsonl: 1 passage to look at again\nthe scheme's version would be 1.1" in told.stdout
    assert scheme.read_bytes() == before
    done = run("migrate", "--rename", "equidad=justicia", "--split", "consenso=acuerdo,consenso", "--to-version", "2.0")
    assert "the scheme's version is 2.0" in done.stdout
    assert 'id = "justicia"' in scheme.read_text()
    queued = [json.loads(line) for line in (project.folder / "annotations/queue.jsonl").read_text().splitlines()]
    assert [(one["id"], one["why"], one["label"]) for one in queued] == [("a/0001", "split", "consenso")]
    assert "1 passage to look at again since a migration: annotations/queue.jsonl" in run("gold", "status").stdout


def test_migrate_without_a_change_or_with_a_wrong_label_is_refused(run: Run) -> None:
    assert "nothing to change" in run("migrate").stderr
    assert "the scheme has no label 'paz'" in run("migrate", "--rename", "paz=guerra").stderr


@pytest.mark.parametrize("command", [("gold", "status"), ("agreement",), ("adjudicate",)])
def test_a_document_nobody_annotated_is_told(run: Run, command: tuple[str, ...]) -> None:
    done = run(*command, "b")
    assert done.exit_code == 1
    assert "b: no annotation in annotations/gold; choose from: a" in done.stderr


def test_a_project_without_annotation_says_how_to_get_some(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = make_small_project(tmp_path / "empty")
    monkeypatch.chdir(project.folder)
    done = CliRunner().invoke(app, ["gold", "status"])
    assert done.exit_code == 1
    assert done.stderr.endswith("nothing to annotate; put articles into corpus/sources and run: surco build\n")
    write_present(project, read_passage("a/0001", PLAIN))
    said = CliRunner().invoke(app, ["gold", "status"]).stderr
    assert said.startswith("annotations/gold: no human annotation yet; send passages with surco push and fetch")
    assert said.endswith("without a doccano server: surco export, then surco import\n")
