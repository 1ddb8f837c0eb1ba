"""The methods section: what it counts, in two languages, and how it tells people from the machine."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from msgspec import structs
from typer.testing import CliRunner

from surco.cli import app
from surco.jsonl import write_document
from surco.methods import SOFTWARE, gather_figures
from surco.records import Block, Document, Entity, Head, Label, MadeBy, SurcoError, replace
from surco.settings import find_project

CHECKOUT = Path(__file__).parents[1]
RUNNER = CliRunner()
TEXT = "La unasur coopera en consenso."
INPUTS = {"code": "c0de", "scheme": "5c3e", "gold": "not of all"}


def make_document(name: str, year: int, source: str, scheme: str = "5c3e") -> Document:
    entity = Entity(3, 9, "ORG", "unasur", "unasur", source="lexicon")
    block = Block(
        f"{name}/1", "paragraph", TEXT, sentences=((0, len(TEXT)),), entities=(entity,), citations=(),
        labels=(Label("consenso", "affirmed", 0.9, source),),
    )  # fmt: skip
    made_by = MadeBy("surco", "0.1.0", {**INPUTS, "scheme": scheme})
    return Document(Head(name, year=year, language="es", made_by=made_by), (block,))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of two articles, one label by a person."""
    (tmp_path / "surco.toml").write_text('[release]\ncite_as = "Paz, E. (2026). Corpus ríos."\n')
    for document in (make_document("a", 2008, "model:principles@1"), make_document("b", 2012, "human:ana", "0ther")):
        write_document(document, tmp_path / "annotations" / "auto" / f"{document.head.id}.jsonl")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write_methods(*words: str) -> str:
    done = RUNNER.invoke(app, ["methods", *words], catch_exceptions=False)
    assert done.exit_code == 0, done.stderr
    return done.stdout


def test_figures_are_counted(project: Path) -> None:
    found = gather_figures(find_project(project))
    assert (found.articles, found.years, found.passages, found.words, found.annotations) == (2, (2008, 2012), 2, 10, 4)
    assert found.human == {"ana": 1}
    assert found.inputs == {"code": "c0de", "scheme": "mixed"}
    assert found.model.name == "principles" and found.model.micro is not None
    assert found.model.micro.low < found.model.micro.f1 < found.model.micro.high


def test_the_paragraph_is_in_two_languages(project: Path) -> None:
    spanish, english = write_methods(), write_methods("-l", "en")
    assert "El corpus reúne 2 artículos (2008–2012) (2 pasajes, 10 palabras)" in spanish
    assert "El 25 % de las anotaciones es de personas: ana (1); las demás son de la máquina." in spanish
    assert "| Huella de code | `c0de` |" in spanish
    assert re.search(r"cross-validation by document or situation: precision 0\.\d\d, recall 0\.\d\d, F1 0\.\d\d, 95 % 0\.\d\d–0\.\d\d", english)
    assert "People made 25 % of the annotations: ana (1)" in english
    for text in (spanish, english):
        assert text.endswith(f"{SOFTWARE} (0.1.0).\nPaz, E. (2026). Corpus ríos.\n") and "{" not in text
    assert '"human": {' in write_methods("--json")


def test_copies_and_languages_are_told(project: Path) -> None:
    for name, language in (("c", "es"), ("d", "pt")):
        document = make_document(name, 2010, "model:principles@1")
        block = replace(document.blocks[0], text=f"La unasur coopera en consenso, dice la nota de {language}.")
        write_document(Document(structs.replace(document.head, language=language), (block,)), project / f"annotations/auto/{name}.jsonl")
    figures = gather_figures(find_project(project))
    assert (figures.languages, figures.copies) == ({"es": 3, "pt": 1}, (("a", "b"), ("c", "d")))
    assert RUNNER.invoke(app, ["methods"]).stderr == (
        "a and b hold the same article, which counts each time (and 1 more article is there more than once); "
        "take all but one out of corpus/sources, and run: surco build\n"
        "articles in several languages are counted together (es 3, pt 1)\n"
    )


def test_agreement_is_told_where_two_did_the_same(project: Path) -> None:
    def keep(annotator: str, name: str) -> None:
        document = make_document(name, 2008, f"human:{annotator}")
        done = Document(Head(name), tuple(replace(block, status="done") for block in document.blocks))
        write_document(done, project / "annotations" / "gold" / annotator / f"{name}.jsonl")

    keep("ana", "a")
    keep("luis", "b")
    assert "Cohen" not in write_methods()
    keep("luis", "a")
    said = write_methods("-l", "en")
    assert "Agreement between annotators, with 95 % intervals" in said
    assert re.search(r"^entities +\S+ .*1\.000", said, re.M)


def test_where_nothing_is_built_it_says_what_to_run(project: Path) -> None:
    shutil.rmtree(project / "annotations" / "auto")
    with pytest.raises(SurcoError, match="nothing is annotated yet; run: surco build"):
        gather_figures(find_project(project))


def test_the_software_is_cited_as_its_file_says() -> None:
    told = (CHECKOUT / "CITATION.cff").read_text("utf-8")
    title, author = re.search(r'^title: "(.+)"', told, re.M), re.search(r'name: "(.+)"', told)
    assert title is not None and author is not None
    assert f"{author[1]}. {title[1]}" == SOFTWARE
