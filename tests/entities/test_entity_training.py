"""`surco train entities` and `surco evaluate entities` as a user meets them, and what they say where there is too little."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest
from test_trained import GOLD, PLACES, TEMPLATES, make_gold
from typer.testing import CliRunner, Result

from surco.cli import app
from surco.entity_training import evaluate_training, gather_gold
from surco.jsonl import read_document, write_document
from surco.records import Block, Document, Head, SurcoError, replace
from surco.settings import find_project

# enough to hold a quarter out
MANY = [*PLACES, *(f"Villa{place.lower()}" for place in PLACES)]


def surco(*words: str, cwd: Path) -> Result:
    with contextlib.chdir(cwd):
        return CliRunner().invoke(app, list(words), catch_exceptions=False)


def write_gold(folder: Path, id_: str, blocks: list[Block]) -> None:
    write_document(Document(Head(id=id_), tuple(blocks)), folder / f"annotations/gold/ana/{id_}.jsonl")


def make_project(folder: Path) -> None:
    (folder / "surco.toml").write_text('[annotate]\nentities = "own"\n')
    for number in range(4):
        shown = [template.format(place) for place in MANY[number::4] for template in TEMPLATES]
        blocks = [replace(make_gold(text, at), id=f"doc{number}/{at:04}") for at, text in enumerate(shown)]
        write_gold(folder, f"doc{number}", blocks)


@pytest.mark.slow
def test_train_use_and_evaluate(tmp_path: Path) -> None:
    folder = tmp_path
    make_project(folder)
    done = surco("train", "entities", cwd=folder)
    assert done.exit_code == 0, done.stderr
    assert "models/own is trained on 72 sentences, 4 documents: model:own@" in done.stderr
    assert "rules alone → with the model: ORG 0.000 → 1.000" in done.stderr
    files = {path.name: path.read_bytes() for path in (folder / "models/own").iterdir()}
    assert sorted(files) == ["card.md", "metrics.json", "model.crfsuite", "model.json"]
    assert json.loads(files["metrics.json"])["folds"] == 4
    assert "| rules and model | ORG | strict | 48 | 1.000 | 1.000 | 1.000 | 1.000–1.000 |" in files["card.md"].decode()

    # the same data, the same bytes
    surco("train", "entities", "--quick", cwd=folder)
    assert (folder / "models/own/model.crfsuite").read_bytes() == files["model.crfsuite"]
    assert not (folder / "models/own/card.md").exists()

    # the setting switches it on
    (folder / "uno.txt").write_text("Título\n\nAyer la Ronda Guaviyú votó el presupuesto, como se lee en el acta.\n")
    assert surco("annotate", "uno.txt", "-o", "out", cwd=folder).exit_code == 0
    found = [entity for block in read_document(folder / "out/uno.jsonl").blocks for entity in block.entities or ()]
    assert [(entity.text, entity.source[:10]) for entity in found] == [("Ronda Guaviyú", "model:own@")]

    # what it was trained on says nothing of it
    own = surco("evaluate", "entities", "annotations/gold/ana/doc0.jsonl", cwd=folder)
    assert own.exit_code == 1 and "was trained on 18 of these 18 blocks" in own.stderr
    block = replace(make_gold("Ayer la [Ronda Guaviyú] votó el presupuesto.", 1), id="x/0001")
    write_document(Document(Head(id="x"), (block,)), folder / "x.jsonl")
    table = surco("evaluate", "entities", "x.jsonl", cwd=folder).stdout.splitlines()
    assert table[0] == "1 sentence in 1 document; what surco.toml says, as it is"
    rows = {tuple(line.split()[:-5]): line.split()[-5:] for line in table[3:] if " strict " in line and "seen" not in line}
    assert rows["rules", "ORG", "strict"] == ["1", "1.000", "0.000", "0.000", "–"]
    assert rows["rules", "and", "model", "ORG", "strict"] == ["1", "1.000", "1.000", "1.000", "–"]


# what is in the project's gold, and what is said
LITTLE = [
    ({}, "0 corrected sentences in 0 documents are too few to measure on; correct some in at least 3 documents"),
    ({"a": 20, "b": 20}, "40 corrected sentences in 2 documents are too few"),
    (
        {"a": 30, "b": 5, "c": 5},
        "of 40 corrected sentences 30 are tested on at once, which leaves 10 to train on; correct at least 20 more in the other",
    ),
]


@pytest.mark.parametrize(("sizes", "said"), LITTLE)
def test_too_little_is_refused(tmp_path: Path, sizes: dict[str, int], said: str) -> None:
    (tmp_path / "surco.toml").touch()
    for id_, size in sizes.items():
        write_gold(tmp_path, id_, GOLD[:size])
    project = find_project(tmp_path)
    with pytest.raises(SurcoError) as caught:
        evaluate_training(project, gather_gold(project))
    assert said in str(caught.value)


def test_the_rest_of_the_article_is_context(tmp_path: Path) -> None:
    (tmp_path / "surco.toml").touch()
    write_gold(tmp_path, "a", [GOLD[0], replace(GOLD[1], status="open")])
    whole = (replace(GOLD[2], status=None), replace(GOLD[0], status=None, entities=()))
    write_document(Document(Head(id="a"), whole), tmp_path / "annotations/auto/a.jsonl")
    (document,) = gather_gold(find_project(tmp_path))
    assert [len(block.entities) if block.entities else None for block in document.blocks] == [None, 1]
    assert all(block.citations == () for block in document.blocks)


# the words, the exit status, and what is said
WRONG = [
    (("train", "entities"), 1, "no surco.toml here or above"),
    (("evaluate", "entities"), 1, "no surco.toml here or above"),
    (("evaluate", "entities", "missing.jsonl"), 1, "missing.jsonl: No such file or directory"),
    (("evaluate", "entities", "open.jsonl"), 1, "open.jsonl: no block has the status 'done'; correct some first"),
]


@pytest.mark.parametrize(("words", "status", "said"), WRONG)
def test_what_is_wrong_is_said(tmp_path: Path, words: tuple[str, ...], status: int, said: str) -> None:
    write_document(Document(Head(id="a"), (replace(GOLD[0], status="open"),)), tmp_path / "open.jsonl")
    done = surco(*words, cwd=tmp_path)
    assert (done.exit_code, done.stdout) == (status, "")
    assert said in done.stderr
