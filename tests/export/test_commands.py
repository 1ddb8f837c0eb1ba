"""surco export and surco import as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from small_corpus import DOCUMENT
from typer.testing import CliRunner

from surco.annotate import annotate_documents, load_tools
from surco.cli import app
from surco.jsonl import read_document, write_document
from surco.records import Document, Label, replace
from surco.settings import find_project

RUNNER = CliRunner()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one annotated document."""
    (tmp_path / "surco.toml").write_text("")
    write_document(DOCUMENT, tmp_path / "annotations" / "auto" / "ríos-2018.jsonl")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> tuple[int, str, str]:
    done = RUNNER.invoke(app, words, env={"COLUMNS": "300"})
    return done.exit_code, done.stdout, done.stderr


def test_an_unknown_format_lists_the_formats(project: Path) -> None:
    status, _, said = run("export", "--to", "connlu")
    assert status == 2 and "unknown format 'connlu'; choose from: brat, cas, conllu, csv," in said
    status, _, said = run("import", "x", "--from", "tei")
    assert status == 2 and "unknown format 'tei'; choose from: brat, cas, doccano, label-studio, webanno" in said
    status, _, said = run("export", "--to", "csv", "--type", "chapter")
    assert status == 2 and "unknown type 'chapter'; choose from: all, title" in said
    status, _, said = run("export")
    assert status == 2 and "no format; choose from:" in said


def test_an_export_says_what_it_lost(project: Path) -> None:
    status, out, said = run("export", "--to", "doccano")
    assert (status, out) == (0, "")
    assert "what doccano cannot carry:" in said and "exports/doccano" in said
    assert (project / "exports" / "doccano" / "loss.json").is_file()
    assert run("export", "--to", "doccano", "-q", "-o", "out")[2] == ""


def test_one_file_goes_to_standard_output(project: Path) -> None:
    status, out, _ = run("export", "--to", "jsonl", "-o", "-", "-q", "--type", "all")
    assert status == 0 and [json.loads(line)["id"] for line in out.splitlines()] == [block.id for block in DOCUMENT.blocks]
    status, _, said = run("export", "--to", "brat", "-o", "-")
    assert status == 1 and "brat has several files; name a folder for them: -o DIR" in said


def test_a_broken_document_costs_one_line_and_the_status(project: Path) -> None:
    (project / "annotations" / "auto" / "x.jsonl").write_text("{")
    status, _, said = run("export", "--to", "jsonl", "-o", "out")
    assert status == 1 and "x.jsonl:1: " in said and (project / "out" / "passages.jsonl").is_file()


def test_annotation_comes_back_as_gold(project: Path) -> None:
    run("export", "--to", "brat", "-q")
    status, _, said = run("import", "exports/brat", "--from", "brat")
    assert status == 2 and "the files do not tell who annotated; say it: --annotator NAME" in said
    status, _, said = run("import", "exports/brat", "--from", "brat", "--annotator", "ana", "--done")
    assert status == 0 and "4 blocks by ana kept in" in said and "left open" not in said
    gold = read_document(project / "annotations" / "gold" / "ana" / "ríos-2018.jsonl")
    assert {block.status for block in gold.blocks} == {"done"}
    assert all(mark.source == "human:ana" for block in gold.blocks for mark in (block.entities or ()))
    before = (project / "annotations" / "gold" / "ana" / "ríos-2018.jsonl").read_bytes()
    run("import", "exports/brat", "--from", "brat", "--annotator", "ana")
    assert (project / "annotations" / "gold" / "ana" / "ríos-2018.jsonl").read_bytes() == before


@pytest.mark.parametrize("name", ["brat", "cas", "doccano", "webanno"])
def test_what_nobody_touched_is_not_done(name: str, project: Path) -> None:
    words = ("import", f"exports/{name}", "--from", name, "--annotator", "bea")
    path = project / "annotations" / "gold" / "bea" / "ríos-2018.jsonl"
    run("export", "--to", name, "-q")
    count = 2 if name == "doccano" else 4
    said = run(*words)[2]
    assert f"{count} of {count} blocks equal the machine's" in said and "left open; --done takes them as confirmed" in said
    assert "agreement is measured on what is done only" in said
    assert {block.status for block in read_document(path).blocks} == {"open"}
    assert run(*words, "--open", "--done")[0] == 2
    assert "left open" not in run(*words, "--done")[2]
    assert "left open" not in run(*words)[2]
    assert {block.status for block in read_document(path).blocks} == {"done"}


def test_what_another_person_said_before_is_not_the_machines(project: Path) -> None:
    path = project / "annotations/auto/ríos-2018.jsonl"
    [machine] = annotate_documents([DOCUMENT], load_tools(find_project(project)))
    write_document(machine, path)
    run("export", "--to", "brat", "-q")
    place = next(number for number, block in enumerate(machine.blocks) if block.type == "paragraph")
    told = replace(machine.blocks[place], labels=(Label("equidad", "questioned", source="human:ana"),))
    write_document(Document(machine.head, (*machine.blocks[:place], told, *machine.blocks[place + 1 :])), path)
    said = run("import", "exports/brat", "--from", "brat", "--annotator", "bea")[2]
    assert "holds what ana decided; for an annotator who is not to see it" in run("export", "--to", "brat", "-o", "seen")[2]
    assert "decided" not in run("export", "--to", "conllu")[2]
    # Bea left the machine's labels as they were: that Ana said otherwise does not make it Bea's decision
    assert "blocks equal the machine's, or what others said in the last build: left open" in said
    gold = read_document(project / "annotations/gold/bea/ríos-2018.jsonl")
    assert {block.id: block.status for block in gold.blocks}[told.id] == "open"


def test_what_is_done_has_its_time_and_what_is_open_none(project: Path) -> None:
    run("export", "--to", "brat", "-q")
    words = ("import", "exports/brat", "--from", "brat", "--annotator", "adjudicated")
    run(*words)
    path = project / "annotations/gold/adjudicated/ríos-2018.jsonl"
    assert {block.annotated_at for block in read_document(path).blocks} == {None}
    run(*words, "--done")
    assert None not in {block.annotated_at for block in read_document(path).blocks}


def test_what_label_studio_calls_an_annotation_is_done(project: Path) -> None:
    run("export", "--to", "label-studio", "-q")
    path = project / "exports" / "label-studio" / "label-studio.json"
    tasks = json.loads(path.read_bytes())
    for task in tasks:
        task["annotations"] = task.pop("predictions", None) or task["annotations"]
    path.write_text(json.dumps(tasks))
    assert "left open" not in run("import", str(path), "--from", "label-studio", "-a", "bea")[2]
    gold = read_document(project / "annotations" / "gold" / "bea" / "ríos-2018.jsonl")
    assert {block.status for block in gold.blocks} == {"done"}


def test_nothing_is_overwritten_in_a_folder(project: Path) -> None:
    run("export", "--to", "label-studio", "-q")
    path = project / "exports" / "label-studio" / "label-studio.json"
    tasks = json.loads(path.read_bytes())
    [told, machine] = tasks
    told["annotations"], machine["annotations"] = [{"result": []}, {"result": [], "completed_by": 7}], []
    machine["predictions"] = [{"result": []}]
    path.write_text(json.dumps(tasks))
    assert run("import", str(path), "--from", "label-studio", "-o", "out")[0] == 0
    counts = {file.relative_to("out").as_posix(): len(read_document(file).blocks) for file in Path("out").rglob("*.jsonl")}
    assert counts == {"ríos-2018.jsonl": 2, "user-7/ríos-2018.jsonl": 1}


def test_annotation_goes_to_a_folder_as_it_is(project: Path) -> None:
    run("export", "--to", "cas", "-q")
    status, _, _ = run("import", "exports/cas", "--from", "cas", "-o", "read")
    assert status == 0 and read_document(project / "read" / "ríos-2018.jsonl") == DOCUMENT


def test_the_work_of_several_is_not_taken_for_that_of_one(project: Path) -> None:
    run("export", "--to", "label-studio", "-q")
    path = project / "exports" / "label-studio" / "label-studio.json"
    tasks = json.loads(path.read_bytes())
    tasks[0]["annotations"] = [{"result": [], "completed_by": number} for number in (1, 2)]
    path.write_text(json.dumps(tasks))
    status, _, said = run("import", str(path), "--from", "label-studio", "-a", "ana")
    assert status == 2 and "this is the work of several: user-1, user-2; leave it out" in said
    status, _, said = run("import", str(path), "--from", "label-studio")
    assert status == 0 and "1 passage nobody annotated: left out" in said
    assert {one.parent.name for one in (project / "annotations" / "gold").glob("*/*.jsonl")} == {"user-1", "user-2"}


def test_nothing_to_import_is_an_error(project: Path) -> None:
    (project / "empty").mkdir()
    status, _, said = run("import", "empty", "--from", "cas", "-a", "ana")
    assert status == 1 and "empty: nothing of cas in it" in said
    status, _, said = run("import", "missing.zip", "--from", "cas", "-a", "ana")
    assert status == 1 and "missing.zip: No such file or directory; check the name and the rights" in said
