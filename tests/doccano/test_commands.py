"""`surco push` and `surco pull`, and the whole loop around them, as a user runs it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from passages import make_corpus, make_document
from places import SAMPLES
from real_server import ADMIN, PASSWORD, Person, make_person
from typer.testing import CliRunner

from surco.cli import app
from surco.doccano.connection import Server
from surco.doccano.layout import list_projects
from surco.jsonl import read_document

Run = Callable[..., Any]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in a folder."""

    def run_command(folder: Path, *words: str, data: str | None = None) -> Any:
        monkeypatch.chdir(folder)
        return CliRunner().invoke(app, words, input=data)

    return run_command


@pytest.fixture
def login(monkeypatch: pytest.MonkeyPatch, server: Server) -> Server:
    """The server, with its address and login in the environment."""
    monkeypatch.setenv("SURCO_DOCCANO_URL", server.url)
    monkeypatch.setenv("SURCO_DOCCANO_USER", ADMIN)
    monkeypatch.setenv("SURCO_DOCCANO_PASSWORD", PASSWORD)
    return server


@pytest.mark.parametrize("command", ["push", "pull"])
def test_without_a_login_nothing_is_sent(
    run: Run, tmp_path: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("URL", "USER", "PASSWORD"):
        monkeypatch.delenv(f"SURCO_DOCCANO_{variable}", raising=False)
    folder = make_corpus(tmp_path / "redes", make_document(2))
    done = run(folder, command, data="")
    assert done.exit_code == 2 and "SURCO_DOCCANO_USER" in done.output
    done = run(folder, command, "--user", "ana", data="")
    assert done.exit_code == 2 and "SURCO_DOCCANO_PASSWORD" in done.output


# the words after `push`, what stands in the list, and what is said
WRONG = [
    (["--url", "ftp://x"], "", "ftp://x: not an address of a server; write for example http://127.0.0.1:8000"),
    (["--url", "http://ana:secreto@x"], "", "the address holds a login; give it in SURCO_DOCCANO_USER"),
    (
        ["--url", "http://127.0.0.1:1"],
        "",
        "http://127.0.0.1:1: can't be reached, or the connection broke; see that the server runs",
    ),
    (["--list", "-"], "puertos/0099", "puertos/0099: no such passage among these documents"),
    (["--list", "-"], "", "no passage to push"),
    (["--list", "missing.jsonl"], "", "missing.jsonl: No such file or directory; check the name"),
    (["--disagreements"], "", "no passage to push: the list is empty, or annotators agree on everything"),
]


@pytest.mark.parametrize(("words", "data", "said"), WRONG)
def test_what_cannot_be_is_one_line(
    run: Run, tmp_path: Path, words: list[str], data: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SURCO_DOCCANO_USER", ADMIN)
    monkeypatch.setenv("SURCO_DOCCANO_PASSWORD", "secreto")
    done = run(make_corpus(tmp_path / "redes", make_document(2)), "push", *words, data=data)
    assert done.exit_code == 1
    assert said in done.stderr and len(done.stderr.splitlines()) == 1 and "secreto" not in done.stderr


@pytest.mark.doccano
def test_pull_says_whose_and_writes_nothing_twice(run: Run, login: Server, tmp_path: Path) -> None:
    folder = make_corpus(tmp_path / "dos-veces", make_document(3))
    assert run(folder, "pull").stderr.startswith(f"{login.url}: has no project of dos-veces; push first")
    sent = run(folder, "push", "-a", "ana")
    assert sent.exit_code == 0 and "dos-veces (ana): 3 passages sent, 0 already there, 0 failed" in sent.stderr
    [(project, _)] = list_projects(login, "dos-veces")
    person = Person(login)
    examples = person.list_examples(project.id)
    person.tick(project.id, examples["puertos/0001"]["id"])
    done = run(folder, "pull")
    assert done.exit_code == 0 and done.stderr.splitlines()[1:] == [
        "ana, puertos: 1 done, 0 open", "1 passage done, 0 open, 0 failed",
    ]  # fmt: skip
    path = folder / "annotations/gold/ana/puertos.jsonl"
    first = path.read_bytes()
    shutil.rmtree(folder / ".surco")
    assert run(folder, "pull", "-a", "ana").exit_code == 0
    assert path.read_bytes() == first and [*path.parent.iterdir()] == [path]
    kept = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    assert PASSWORD.encode() not in kept
    assert PASSWORD not in sent.output + done.output
    # opened again and changed
    person.tick(project.id, examples["puertos/0001"]["id"])
    assert "ana, puertos: 0 done, 1 open" in run(folder, "pull").stderr
    assert read_document(path).blocks[0].status == "open"
    assert (path.parent / "earlier/puertos.ndjson").read_bytes() in first


@pytest.mark.doccano
@pytest.mark.slow
def test_the_whole_loop(run: Run, login: Server, tmp_path: Path) -> None:
    """Build, suggest, push, annotate as two people, pull, agreement, adjudicate, train, evaluate, build."""
    folder = tmp_path / "bucle"
    assert run(tmp_path, "init", "bucle").exit_code == 0
    shutil.copy(SAMPLES / "hermanamientos-dump.txt", folder / "corpus/sources/hermanamientos.txt")
    assert run(folder, "build", "-j", "1").exit_code == 0
    suggested = run(folder, "suggest", "-n", "10", "--json")
    assert len(suggested.stdout.splitlines()) == 10
    pushed = run(folder, "push", "--list", "-", "-a", "berta", "-a", "luis", data=suggested.stdout)
    assert pushed.exit_code == 0, pushed.stderr
    projects = {plan.annotator: project.id for project, plan in list_projects(login, "bucle")}
    answers = {"berta": "solidaridad", "luis": "solidaridad (cuestionado)"}
    people = {name: make_person(login, name) for name in answers}
    # their logins are new: a second push lets them in, and sends nothing
    assert (
        "0 passages sent, 10 already there"
        in run(folder, "push", "-a", "berta", "-a", "luis", "--list", "-", data=suggested.stdout).stderr
    )
    for name, label in answers.items():
        annotate(people[name], projects[name], label)
    pulled = run(folder, "pull")
    assert pulled.exit_code == 0 and pulled.stderr.endswith("20 passages done, 0 open, 0 failed\n"), pulled.stderr
    measured = json.loads(run(folder, "agreement", "--json").stdout)
    assert measured["annotators"] == ["berta", "luis"] and measured["shared"] == 10
    assert run(folder, "adjudicate", "--strategy", "one", "--annotator", "luis").exit_code == 0
    assert run(folder, "train", "labels", "--quick").exit_code == 0
    evaluated = run(folder, "evaluate", "labels", "annotations/gold/adjudicated")
    assert evaluated.exit_code == 1 and "trained" in evaluated.stderr  # nobody is measured on what they learnt
    assert run(folder, "build", "-j", "1").exit_code == 0
    built = read_document(folder / "annotations/auto/hermanamientos.jsonl")
    ids = {json.loads(line)["id"] for line in suggested.stdout.splitlines()}
    for block in built.blocks:
        if block.id in ids:
            assert any(
                label.principle == "solidaridad" and label.stance == "questioned" for label in block.labels or ()
            )
            assert all("human:" in label.source for label in block.labels or ())
    assert run(folder, "validate", *map(str, folder.glob("annotations/*/*.jsonl"))).exit_code == 0


def annotate(person: Person, project: int, label: str) -> None:
    """Add one label to every passage, take away the first span, and tick it as done."""
    types = person.call("GET", f"projects/{project}/category-types")
    assert isinstance(types, list)
    numbers = {one["text"]: one["id"] for one in types}
    for example in person.list_examples(project).values():
        path = f"projects/{project}/examples/{example['id']}"
        categories, spans = person.call("GET", f"{path}/categories"), person.call("GET", f"{path}/spans")
        assert isinstance(categories, list) and isinstance(spans, list)
        for category in categories:
            if category["label"] in (numbers["solidaridad"], numbers["solidaridad (cuestionado)"]):
                person.call("DELETE", f"{path}/categories/{category['id']}")
        person.call("POST", f"{path}/categories", label=numbers[label], prob=0)
        if spans:
            person.call("DELETE", f"{path}/spans/{spans[0]['id']}")
        person.tick(project, example["id"])
