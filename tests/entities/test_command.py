"""`surco entities` as a user meets it: table, CSV, what the authority file lacks, and what it says of bad input."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest
from entity_cases import annotate, make_block
from typer.testing import CliRunner

from surco.cli import app
from surco.jsonl import write_document
from surco.records import Document, Head, replace

PIPELINE = Path(__file__).parents[2] / "pipeline"
RUNNER = CliRunner()


def surco(*words: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "surco", *map(str, words)], cwd=cwd, capture_output=True, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(PIPELINE), "COLUMNS": "120"},
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("entities")
    (folder / "out").mkdir()
    for id_, texts in {
        "uno": [
            "La Red de Puertos del Sur (repusur) y la repusur.",
            "La ONU, con solidaridad.",
            "Una fuml, otra fuml.",
        ],
        "dos": ["La ONU, las Naciones Unidas y la Carta de Itapé."],
    }.items():
        write_document(Document(Head(id=id_), annotate(*texts)), folder / "out" / f"{id_}.jsonl")
    write_document(Document(Head(id="bare"), (make_block("La ONU."),)), folder / "bare.jsonl")
    return folder


def test_table(folder: Path) -> None:
    done = surco("entities", "out", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "label      id               mentions  documents  spellings",
        "ORG        onu                     3          2  ONU 2, Naciones Unidas 1",
        "ORG        red-puertos-sur         3          1  repusur 2, Red de Puertos del Sur 1",
        "PRINCIPLE  solidaridad             1          1  solidaridad 1",
        "TREATY     carta-itape             1          1  Carta de Itapé 1",
    ]


def test_csv_has_a_row_for_each_id_and_document(folder: Path) -> None:
    done = surco("entities", "out/uno.jsonl", "out/dos.jsonl", "--csv", "-l", "ORG", "-l", "TREATY", cwd=folder)
    rows = list(csv.DictReader(done.stdout.splitlines()))
    assert [(row["id"], row["document"], row["count"], row["known"]) for row in rows] == [
        ("onu", "dos", "2", "true"), ("onu", "uno", "1", "true"), ("red-puertos-sur", "uno", "3", "false"),
        ("carta-itape", "dos", "1", "false"),
    ]  # fmt: skip
    assert rows[0]["variants"] == "ONU 2 | Naciones Unidas 1"


def test_unknown_lists_what_the_authority_file_lacks(folder: Path) -> None:
    lines = surco("entities", "out", "--unknown", cwd=folder).stdout.splitlines()
    assert [line.split()[:2] for line in lines[1:]] == [
        ["ORG", "red-puertos-sur"], ["TREATY", "carta-itape"], ["acronym?", "fuml"],
    ]  # fmt: skip
    assert lines[-1].endswith("uno: Una fuml, otra fuml.")


def test_prose_is_counted_as_surco_table_counts_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paragraph, title = annotate("La ONU y la Carta de Itapé.", "La ONU y una fuml, otra fuml.")
    (tmp_path / "surco.toml").touch()
    blocks = (replace(title, type="title"), paragraph)
    write_document(Document(Head(id="uno"), blocks), tmp_path / "annotations" / "auto" / "uno.jsonl")
    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> tuple[list[tuple[str, str]], str]:
        done = RUNNER.invoke(app, ["entities", *words])
        return [(line.split()[1], line.split()[2]) for line in done.stdout.splitlines()[1:]], done.stderr

    told = "1 mention in titles, headings, captions, tables and keywords not counted; --all counts them too\n"
    assert run() == ([("onu", "1"), ("carta-itape", "1")], told)
    rows = csv.DictReader(RUNNER.invoke(app, ["table", "entity", "--format", "csv"]).stdout.splitlines())
    assert [(row["entity"], row["count"]) for row in rows] == [("carta-itape", "1"), ("onu", "1")]
    assert run("--label", "ORG") == ([("onu", "1")], told)
    assert run("--label", "TREATY") == ([("carta-itape", "1")], "")
    assert run("--all") == ([("onu", "2"), ("carta-itape", "1")], "")
    assert run("--unknown") == ([("carta-itape", "1"), ("fuml", "2")], "")


def test_an_article_that_is_there_twice_is_told_of(tmp_path: Path) -> None:
    one, other = tmp_path / "uno.jsonl", tmp_path / "dos.jsonl"
    for path in (one, other):
        write_document(Document(Head(id=path.stem), annotate("La ONU votó por la paz en el Sur.")), path)
    told = "uno and dos hold the same article, which counts each time; name the files to be read, one of them for each article\n"
    assert RUNNER.invoke(app, ["entities", str(one), str(other)]).stderr == told
    assert RUNNER.invoke(app, ["entities", str(one)]).stderr == ""


def test_a_project_lists_its_own_annotation(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "surco.toml").touch()
    done = surco("entities", cwd=tmp_path)
    assert done.returncode == 1
    assert "holds no annotated .jsonl file; make some with: surco build" in done.stderr
    write_document(Document(Head(id="tres"), annotate("La CEPAL.")), tmp_path / "annotations" / "auto" / "tres.jsonl")
    assert "cepal" in surco("entities", cwd=tmp_path).stdout


# what is wrong, the exit status, and what is said of it
WRONG = [
    ((), 1, "no surco.toml here or above"),
    (("out", "--label", "PERSON"), 2, "unknown label 'PERSON'; choose from: ORG, TREATY, PRINCIPLE"),
    (("missing.jsonl",), 1, "missing.jsonl: No such file or directory; check the name and the rights"),
    (("bare.jsonl",), 1, "bare.jsonl: extracted, but not annotated; run: surco annotate"),
    (("nothing",), 1, "nothing: holds no annotated .jsonl file"),
]


@pytest.mark.parametrize(("words", "status", "said"), WRONG)
def test_what_is_wrong_is_said(folder: Path, words: tuple[str, ...], status: int, said: str) -> None:
    done = surco("entities", *words, cwd=folder)
    assert (done.returncode, done.stdout) == (status, "")
    assert said in " ".join(done.stderr.replace("│", " ").split())


def test_a_bad_file_beside_a_good_one_costs_one_line(folder: Path) -> None:
    done = surco("entities", "missing.jsonl", "out/dos.jsonl", cwd=folder)
    assert done.returncode == 1
    assert "carta-itape" in done.stdout
    assert len(done.stderr.splitlines()) == 1
