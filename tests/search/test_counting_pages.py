"""Every command of the pages on counting runs, and both pages show the same."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from counted_corpus import ANA, MODEL, mark
from typer.testing import CliRunner

from surco.cli import app
from surco.jsonl import write_document
from surco.records import Document, Head

DOCS = Path(__file__).parents[2] / "docs"
CONSOLE = re.compile(r"```console\n(.*?)```", re.S)


def list_commands(page: str) -> list[str]:
    blocks = CONSOLE.findall((DOCS / page).read_text("utf-8"))
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two articles that have something of what the pages ask for."""
    folder = tmp_path_factory.mktemp("pages")
    (folder / "surco.toml").write_text("")
    text = "La falta de consenso: la unasur y la red de cada ciudad cooperan (Lema, 2012) en redes mutuas."
    for name, year, source in (("universidades", 2008, MODEL), ("hermanamientos", 2018, ANA)):
        block = mark(
            f"{name}/1", "paragraph", text, "Uno", entities=(("unasur", "ORG", "unasur"),), citations=(("(Lema, 2012)", ("Lema",)),),
            labels=(("horizontalidad", "affirmed", source), ("equidad", "questioned", source)),
        )  # fmt: skip
        blocks = (block, mark(f"{name}/2", "paragraph", "En suma, la ciudad cooperó.", "Conclusiones"))
        write_document(Document(Head(name, year=year, language="es"), blocks), folder / "annotations" / "auto" / f"{name}.jsonl")
    return folder


@pytest.mark.parametrize("command", list_commands("counting.md"))
def test_the_command_runs(project: Path, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    name, *words = shlex.split(command.partition(" > ")[0])
    done = CliRunner().invoke(app, words)
    assert name == "surco" and done.exit_code == 0, done.stderr
    assert done.stdout.strip() or words[0] in ("keyness", "collocates")  # what is rare is not listed


def test_both_pages_show_the_same_commands() -> None:
    spanish = [line.replace("--language es", "--language en") for line in list_commands("es/contar.md")]
    assert spanish == list_commands("counting.md")
