"""Labels added, renamed, merged and split: in the scheme, gold, training passages and cues, and nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from gold_cases import keep_passages, make_small_project, read_passage, write_present

from surco.gold import read_earlier, read_versions
from surco.gold.changes import parse_change
from surco.gold.migrate import apply_migration, plan_migration, raise_version
from surco.gold.queue import QUEUE_FILE, list_waiting, read_queue
from surco.jsonl import read_document, validate_file, write_document
from surco.records import Block, Document, Head, Label, SurcoError
from surco.scheme import read_scheme
from surco.settings import Project

SCHEME = """\
# our own scheme
version = "1.0"  # raised by hand

[[principles]]
id = "paz"
name = "Paz"

[principles.families]
es = ["paz", "pacífico"]  # two words

[[principles]]
id = "ayuda"
name = "Ayuda"

[principles.families]
es = ["ayuda"]
pt = ["ajuda"]
"""
CUES = """\
[ayuda]
strong = ["dar la mano"]

[paz]
strong = ["tregua"]
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = make_small_project(tmp_path / "p")
    (project.folder / "annotations/scheme.toml").write_text(SCHEME)
    training = project.folder / "annotations/training"
    training.mkdir()
    (training / "cues.toml").write_text(CUES)
    passage = Block("own/0001", "paragraph", "Hubo paz.", labels=(Label("paz", "affirmed"),), scheme="1.0")
    write_document(Document(Head("own"), (passage,)), training / "own.jsonl")
    keep_passages(
        project, "ana", read_passage("a/0001", "Hubo [paz|PRINCIPLE:paz].", "paz", "ayuda?"),
        read_passage("a/0002", "No dijo nada.")
    )  # fmt: skip
    return project


def migrate(project: Project, kind: str, words: str, version: str | None = None) -> None:
    apply_migration(project, plan_migration(project, [parse_change(kind, words)], version))  # type: ignore[arg-type]


def read_gold(project: Project) -> list[Block]:
    path = project.folder / "annotations/gold/ana/a.jsonl"
    assert validate_file(path) == []
    return list(read_document(path).blocks)


def name_labels(block: Block) -> list[str]:
    return [f"{one.principle} {one.stance}" for one in block.labels or ()]


def test_renamed_everywhere_with_comments_and_earlier_versions_kept(project: Project) -> None:
    migrate(project, "rename", "paz=concordia")
    text = (project.folder / "annotations/scheme.toml").read_text()
    assert "# our own scheme" in text and 'version = "1.1"  # raised by hand' in text and "# two words" in text
    assert read_scheme(project.folder / "annotations/scheme.toml").ids == ("concordia", "ayuda")
    first, second = read_gold(project)
    assert name_labels(first) == ["concordia affirmed", "ayuda questioned"]
    assert [entity.principle for entity in first.entities or ()] == ["concordia"]
    assert [block.scheme for block in (first, second)] == ["1.1", "1.1"]
    assert [block.status for block in (first, second)] == ["done", "done"]
    earlier = read_earlier(project.folder / "annotations/gold/ana/a.jsonl")
    assert [name_labels(block) for block in earlier] == [["paz affirmed", "ayuda questioned"], []]
    [training] = read_document(project.folder / "annotations/training/own.jsonl").blocks
    assert (name_labels(training), training.scheme) == (["concordia affirmed"], "1.1")
    assert (project.folder / "annotations/training/cues.toml").read_text() == CUES.replace("[paz]", "[concordia]")
    assert not (project.folder / QUEUE_FILE).exists()


def test_merged_labels_are_one_and_questioned_where_any_was(project: Project) -> None:
    migrate(project, "merge", "paz,ayuda=ayuda", "2.0")
    scheme = read_scheme(project.folder / "annotations/scheme.toml")
    assert (scheme.version, scheme.ids) == ("2.0", ("ayuda",))
    assert scheme.principles[0].families == {"es": ("ayuda", "paz", "pacífico"), "pt": ("ajuda",)}
    assert name_labels(read_gold(project)[0]) == ["ayuda questioned"]
    cues = (project.folder / "annotations/training/cues.toml").read_text()
    assert cues.split() == '[ayuda] strong = ["dar la mano", "tregua"]'.split()


def test_a_split_opens_its_passages_and_queues_them(project: Project) -> None:
    migrate(project, "split", "paz=paz,tregua")
    assert read_scheme(project.folder / "annotations/scheme.toml").ids == ("paz", "ayuda", "tregua")
    first, second = read_gold(project)
    assert (first.status, name_labels(first)) == ("open", ["ayuda questioned"])
    assert [entity.text for entity in first.entities or ()] == ["paz"]
    assert second.status == "done"
    assert (project.folder / QUEUE_FILE).read_text().splitlines() == [
        '{"id":"a/0001","why":"split","label":"paz","annotators":["ana"]}'
    ]
    [training] = read_document(project.folder / "annotations/training/own.jsonl").blocks
    assert training.status == "open"


def test_a_new_label_queues_what_was_judged_without_it(project: Project) -> None:
    migrate(project, "add", "agua")
    assert read_scheme(project.folder / "annotations/scheme.toml").ids == ("paz", "ayuda", "agua")
    assert [block.scheme for block in read_gold(project)] == ["1.0", "1.0"]
    assert [line.split('"')[3] for line in (project.folder / QUEUE_FILE).read_text().splitlines()] == ["a/0001", "a/0002"]


def test_what_was_looked_at_again_waits_no_more(project: Project) -> None:
    def wait() -> list[str]:
        queue = read_queue(project.folder / QUEUE_FILE)
        return [review.id for review in list_waiting(queue, list(read_versions(project)), "1.1")]

    migrate(project, "split", "paz=paz,tregua")
    assert wait() == ["a/0001"]
    keep_passages(project, "ana", read_passage("a/0001", "Hubo [paz|PRINCIPLE:paz].", "tregua", scheme="1.1"))
    assert wait() == []
    migrate(project, "rename", "ayuda=apoyo")
    assert not (project.folder / QUEUE_FILE).exists()


def test_the_queue_names_passages_as_they_are_numbered_now(project: Project) -> None:
    write_present(project, read_passage("a/0009", "Hubo paz."))
    migrate(project, "split", "paz=paz,tregua")
    assert [review.id for review in read_queue(project.folder / QUEUE_FILE)] == ["a/0009"]


def test_a_plan_writes_nothing(project: Project) -> None:
    before = {path: path.read_bytes() for path in project.folder.rglob("*") if path.is_file()}
    plan = plan_migration(project, [parse_change("split", "paz=paz,tregua")])
    assert (plan.version, len(plan.queue), sum(file.opened for file in plan.files)) == ("1.1", 1, 2)
    assert {path: path.read_bytes() for path in project.folder.rglob("*") if path.is_file()} == before


def test_one_cut_short_is_finished_by_the_next(project: Project) -> None:
    plan = plan_migration(project, [parse_change("split", "paz=paz,tregua")])
    apply_migration(project, plan)
    scheme = project.folder / "annotations/scheme.toml"
    done = {path: path.read_bytes() for path in project.folder.rglob("*") if path.is_file()}
    scheme.write_text(SCHEME)  # as if it had been cut before the scheme, which comes last
    migrate(project, "split", "paz=paz,tregua")
    assert {path: path.read_bytes() for path in project.folder.rglob("*") if path.is_file()} == done


# (kind, words, what is said)
REFUSED = [
    ("rename", "guerra=paz", "the scheme has no label 'guerra'; choose from: paz, ayuda"),
    ("rename", "paz=ayuda", "has a label 'ayuda' already; use --merge"),
    ("add", "paz", "has a label 'paz' already"),
    ("rename", "paz", "write it as OLD=NEW"),
    ("merge", "paz=uno", "write it as OLD,OLD=NEW"),
    ("split", "paz=uno", "write it as OLD=NEW,NEW"),
    ("add", "uno=dos", "write it as LABEL"),
    ("rename", "paz=con espacio", "not understood"),
]


@pytest.mark.parametrize(("kind", "words", "said"), REFUSED)
def test_refused(project: Project, kind: str, words: str, said: str) -> None:
    with pytest.raises(SurcoError, match=said):
        migrate(project, kind, words)


def test_a_version_must_be_new(project: Project) -> None:
    with pytest.raises(SurcoError, match="is the scheme's version already"):
        migrate(project, "add", "agua", "1.0")
    with pytest.raises(SurcoError, match="nothing to change"):
        plan_migration(project, [])


# the last took minutes while each of its digits was tried as the first of the number
@pytest.mark.parametrize("version", ["", "1.0b", "1.", "1" * 100_000 + "."], ids=len)
def test_a_version_that_ends_in_no_number_is_said(version: str) -> None:
    with pytest.raises(SurcoError, match="ends in no number; name the new one with --to-version"):
        raise_version(version)
