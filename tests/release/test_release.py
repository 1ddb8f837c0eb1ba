"""A published dataset: texts only where their licence allows it, readable by other programs, the same each time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas
import pytest

from surco.initialise import make_project
from surco.jsonl import read_document, write_document
from surco.records import Block, Citation, Document, Entity, Head, Label, SurcoError, Work
from surco.release import allows_copies, make_release
from surco.settings import find_project

TEXT = "La unasur coopera con equidad (Lema, 2012)."
CORPUS = """
[open]
licence = "CC-BY-4.0"
[closed]
licence = "© Editorial Sur"
"""
SETTINGS = """
[release]
name = "puertos"
version = "1.2.0"
creators = ["Ana Ruiz Peña"]
url = "https://example.org/puertos"
published = "2026-03-01"
"""


def make_document(document_id: str) -> Document:
    block = Block(
        id=f"{document_id}/0001", type="paragraph", text=TEXT, language="es", section=("Un secreto",), pages=(1, 2),
        entities=(Entity(3, 9, "ORG", "unasur", id="unasur", source="acronym", score=1.0),),
        citations=(Citation(30, 42, "parenthetical", "(Lema, 2012)", "rule", (Work(("Lema",), "2012"),)),),
        labels=(Label("equidad", "affirmed", 0.9, "model:m@1"),),
    )  # fmt: skip
    return Document(Head(id=document_id, title="Puertos", year=2014, language="es"), (block,))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_project(tmp_path / "p")
    (tmp_path / "p/surco.toml").write_text(SETTINGS, "utf-8")
    (tmp_path / "p/corpus/corpus.toml").write_text(CORPUS, "utf-8")
    for name in ("open", "closed", "unknown"):
        write_document(make_document(name), tmp_path / f"p/annotations/auto/{name}.jsonl")
    return make_release(find_project(tmp_path / "p"), tmp_path / "dist").folder


def test_only_open_texts_go_along(folder: Path) -> None:
    assert folder.name == "puertos-1.2.0"
    assert read_document(folder / "jsonl/open.jsonl") == make_document("open")
    assert sorted(path.name for path in (folder / "standoff").iterdir()) == ["closed.jsonl", "unknown.jsonl"]
    for path in (path for path in folder.rglob("*") if path.is_file() and "closed" in path.name):
        content = path.read_text("utf-8")
        assert not any(word in content for word in ("coopera", "Un secreto", '"text":'))
        assert '"text_sha256"' in content and '"characters":43' in content
    passages = pandas.read_parquet(folder / "parquet/passages.parquet").set_index("document")
    assert passages.text.dropna().to_dict() == {"open": TEXT}
    assert (folder / "licences.csv").read_text("utf-8").splitlines()[1] == "closed,© Editorial Sur,left out"


def test_other_programs_read_it(folder: Path) -> None:
    import duckdb
    import mlcroissant

    rows = duckdb.sql(
        f"""select l.principle, d.licence from '{folder}/parquet/labels.parquet' l
        join '{folder}/parquet/passages.parquet' p on l.passage = p.id
        join '{folder}/parquet/documents.parquet' d on p.document = d.id order by d.id"""
    ).fetchall()
    assert rows == [("equidad", "© Editorial Sur"), ("equidad", "CC-BY-4.0"), ("equidad", None)]
    dataset = mlcroissant.Dataset(folder / "croissant.json")
    assert not dataset.metadata.ctx.issues.errors and not dataset.metadata.ctx.issues.warnings
    assert json.loads((folder / "croissant.json").read_text())["conformsTo"] == "http://mlcommons.org/croissant/1.1"
    [*citations] = dataset.records("citations")
    assert [one["citations/authors"] for one in citations] == [[b"Lema"]] * 3


def test_the_crate_is_a_valid_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import rocrate
    from rocrate_validator import services
    from rocrate_validator.utils.http import HttpRequester

    class Answer:
        """The context of RO-Crate 1.3, as its package carries it: no test calls the network."""

        status_code = 200
        headers = {"Content-Type": "application/ld+json"}
        text = (Path(rocrate.__file__).parent / "data/ro-crate.jsonld").read_text("utf-8")

        def json(self) -> Any:
            return json.loads(self.text)

    monkeypatch.setattr(HttpRequester, "get", lambda *_, **__: Answer(), raising=False)
    result = services.validate(
        {"rocrate_uri": str(folder), "profile_identifier": "ro-crate-1.3", "skip_availability_check": True}
    )
    assert [issue.message for issue in result.get_issues()] == []


def test_same_corpus_same_bytes(folder: Path, tmp_path: Path) -> None:
    again = make_release(find_project(tmp_path / "p"), tmp_path / "again").folder
    first = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    second = {path.relative_to(again): path.read_bytes() for path in again.rglob("*") if path.is_file()}
    assert first == second


def test_a_day_that_is_none_is_said(tmp_path: Path, folder: Path) -> None:
    settings = tmp_path / "p/surco.toml"
    settings.write_text(settings.read_text("utf-8").replace("2026-03-01", "1 de marzo"), "utf-8")
    with pytest.raises(SurcoError, match="published = '1 de marzo' in .release. is no day"):
        make_release(find_project(tmp_path / "p"), tmp_path / "dist")


def test_nothing_built_is_said(tmp_path: Path) -> None:
    make_project(tmp_path)
    with pytest.raises(SurcoError, match="nothing is annotated yet; run: surco build"):
        make_release(find_project(tmp_path), tmp_path / "dist")


@pytest.mark.parametrize(
    ("licence", "free"),
    [
        ("CC0-1.0", True),
        ("cc-by-4.0", True),
        ("CC BY-NC-SA 3.0 CO", True),
        ("https://creativecommons.org/licenses/by-nc/4.0/deed.es", True),
        ("http://creativecommons.org/publicdomain/zero/1.0/", True),
        # an annotated text is a derivative
        ("CC-BY-ND-4.0", False),
        ("CC BY-NC-ND 4.0", False),
        ("https://creativecommons.org/licenses/by-nc-nd/4.0/", False),
        ("All rights reserved", False),
        ("no CC-BY-4.0", False),
        ("", False),
        (None, False),
    ],
)
def test_which_licences_allow_copies(licence: str | None, free: bool) -> None:
    assert allows_copies(licence) is free
