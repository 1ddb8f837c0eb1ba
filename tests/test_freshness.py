"""Outputs that are not what a build would make now: counted, told by each command that reads them, never released."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from surco.cli import app
from surco.freshness import Freshness, check_outputs
from surco.initialise import make_project
from surco.jsonl import write_document
from surco.plan import find_output, make_jobs, plan_build
from surco.records import Block, Document, Entity, Head, Label, MadeBy, Source
from surco.settings import find_project

RUNNER = CliRunner()
TEXT = "La red de {} coopera con la unasur en consenso."
CHANGED = "annotations/auto: 1 of 3 articles is not up to date (1 changed); run first: surco build (surco why tells which)\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of three articles that are up to date."""
    make_project(tmp_path)
    for name in ("puertos", "rios", "valles"):
        (tmp_path / f"corpus/sources/{name}.txt").write_text(TEXT.format(name))
    found = find_project(tmp_path)
    for job in make_jobs(plan_build(found)):
        name, text = job.source.id, TEXT.format(job.source.id)
        start = text.index("unasur")
        block = Block(
            f"{name}/1", "paragraph", text, sentences=((0, len(text)),), citations=(),
            entities=(Entity(start, start + 6, "ORG", "unasur", "unasur", source="lexicon"),),
            labels=(Label("consenso", "affirmed", 0.9, "model:m@1"),),
        )  # fmt: skip
        source = Source(job.source.name, hashlib.sha256(Path(job.source.path).read_bytes()).hexdigest(), "txt")
        made_by = MadeBy("surco", "0", job.annotate_inputs or {})
        write_document(Document(Head(name, source, made_by=made_by), (block,)), find_output(found, name))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def change_source(folder: Path) -> None:
    (folder / "corpus/sources/rios.txt").write_text("Otro texto.")


def change_metadata(folder: Path) -> None:
    (folder / "corpus/corpus.toml").write_text("[rios]\nyear = 2010\n")


def correct(folder: Path) -> None:
    (folder / "corpus/corrections").mkdir(exist_ok=True)
    (folder / "corpus/corrections/rios.toml").write_text("")


def annotate(folder: Path) -> None:
    (folder / "annotations/gold/ana").mkdir(parents=True)
    shutil.copy(folder / "annotations/auto/rios.jsonl", folder / "annotations/gold/ana")


def change_settings(folder: Path) -> None:
    (folder / "surco.toml").write_text("[annotate]\nabstention = 0.2\n")


def change_scheme(folder: Path) -> None:
    with (folder / "annotations/scheme.toml").open("a") as file:
        file.write("\n# una nota\n")


def remove_source(folder: Path) -> None:
    (folder / "corpus/sources/rios.txt").unlink()


def add_source(folder: Path) -> None:
    (folder / "corpus/sources/lagos.txt").write_text("Un lago.")


def share_id(folder: Path) -> None:
    (folder / "corpus/sources/rios.xml").write_text("<article/>")


def put_output(folder: Path) -> None:
    write_document(Document(Head("ajeno")), folder / "annotations/auto/ajeno.jsonl")


def hide_sources(folder: Path) -> None:
    (folder / "corpus/sources").rename(folder / "corpus/otras")


def touch_source(folder: Path) -> None:
    os.utime(folder / "corpus/sources/rios.txt", (1_500_000_000, 1_500_000_000))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (change_source, Freshness(3, changed=1)),
        (change_metadata, Freshness(3, changed=1)),
        (correct, Freshness(3, changed=1)),
        (annotate, Freshness(3, changed=1)),
        (change_settings, Freshness(3, changed=3)),
        (change_scheme, Freshness(3, changed=3)),
        (remove_source, Freshness(3, orphaned=1)),
        (add_source, Freshness(4, missing=1)),
        # no build reads them, and what an earlier one made stays
        (share_id, Freshness(3, changed=1)),
        # nothing is out of date
        (touch_source, Freshness(3)),
        (put_output, Freshness(4)),
        (hide_sources, Freshness(3)),
    ],
)
def test_what_changed_is_counted(project: Path, change: Callable[[Path], None], expected: Freshness) -> None:
    assert check_outputs(find_project(project)) == Freshness(3)
    change(project)
    assert check_outputs(find_project(project)) == expected


@pytest.mark.parametrize(
    "words",
    [
        ("table", "principle"), ("keyness", "-t", "document=rios"), ("collocates", "red"), ("concordance", "red"), ("entities",),
        ("citations",), ("methods",), ("methods", "--json"), ("report", "-q"), ("export", "--to", "csv", "-q"),
    ],
)  # fmt: skip
def test_each_command_says_so_once(project: Path, words: tuple[str, ...]) -> None:
    fresh = RUNNER.invoke(app, words)
    assert fresh.exit_code == 0 and "up to date" not in fresh.stderr
    change_source(project)
    stale = RUNNER.invoke(app, words)
    assert (stale.exit_code, stale.stdout) == (0, fresh.stdout)
    assert stale.stderr.startswith(CHANGED) and stale.stderr.count("up to date") == 1


def test_files_that_a_user_names_are_nobodys_business(project: Path) -> None:
    change_source(project)
    one = "annotations/auto/puertos.jsonl"
    for words in (("table", "principle", "--in", one), ("entities", one), ("citations", one, "corpus/sources/rios.txt"), ("report", one)):
        done = RUNNER.invoke(app, words)
        assert done.exit_code == 0 and "up to date" not in done.stderr


def test_what_cannot_be_told_stops_no_command(project: Path) -> None:
    (project / "corpus/corpus.toml").write_text("[rios\n")
    done = RUNNER.invoke(app, ["concordance", "red"])
    assert done.exit_code == 0 and len(done.stdout.splitlines()) == 3
    assert done.stderr.startswith(f"annotations/auto: whether it is up to date can't be told: {project}/corpus/corpus.toml: ")


def test_nothing_outdated_is_released(project: Path) -> None:
    change_source(project)
    done = RUNNER.invoke(app, ["release"])
    assert (done.exit_code, done.stderr) == (1, CHANGED) and not (project / "dist").exists()
    (project / "corpus/sources/rios.txt").write_text(TEXT.format("rios"))
    add_source(project)  # it may be one that can't be read: then no build would ever help
    done = RUNNER.invoke(app, ["release"])
    assert done.exit_code == 0 and (project / "dist").is_dir()
    assert done.stderr.startswith("annotations/auto: 1 of 4 articles is not up to date (1 without an output); run first: ")
