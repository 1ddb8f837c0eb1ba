"""Human annotation that is kept twice, changed or renumbered: nothing of it is lost."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from gold_cases import TIME, read_passage
from hypothesis import given, settings
from hypothesis import strategies as st

from surco.gold import digest_text, keep_annotation, read_earlier
from surco.gold.store import list_marks
from surco.jsonl import read_document, validate_file
from surco.records import UNSET, Block, Document, Entity, FormatError, Head, NoteRef, SurcoError, replace

LATER = "2026-04-01T10:00:00+00:00"


def keep(folder: Path, *blocks: Block, annotator: str = "ana", of: tuple[str, ...] | None = None) -> Path:
    return keep_annotation(folder, annotator, Document(Head("a", of=of), blocks))


def test_a_block_has_status_time_scheme_and_digest(tmp_path: Path) -> None:
    path = keep(tmp_path, read_passage("a/0001", "El [Foro Sur|ORG] decide.", "consenso"))
    assert path == tmp_path / "ana/a.jsonl"
    [block] = read_document(path).blocks
    assert (block.status, block.annotated_at, block.scheme) == ("done", TIME, "1.0")
    assert block.text_sha256 == digest_text("El Foro Sur decide.")
    assert validate_file(path) == []


def test_kept_twice_is_kept_once(tmp_path: Path) -> None:
    block = read_passage("a/0001", "El [Foro Sur|ORG] decide.", "consenso")
    path = keep(tmp_path, block)
    before = path.read_bytes()
    keep(tmp_path, replace(block, annotated_at=LATER))  # pulled again, and nothing changed
    assert path.read_bytes() == before
    assert read_earlier(path) == ()


def test_the_newer_version_stands_and_the_older_is_kept(tmp_path: Path) -> None:
    first = read_passage("a/0001", "El [Foro Sur|ORG] decide.", "consenso")
    second = replace(first, labels=(), annotated_at=LATER)
    keep(tmp_path, first)
    path = keep(tmp_path, second)
    keep(tmp_path, second)
    assert [list_marks(block) for block in read_document(path).blocks] == [list_marks(second)]
    assert [list_marks(block) for block in read_earlier(path)] == [list_marks(first)]


def test_blocks_that_are_not_in_the_new_document_stay_in_order(tmp_path: Path) -> None:
    keep(tmp_path, read_passage("a/0010", "Diez."), read_passage("a/9999", "Último."))
    path = keep(tmp_path, read_passage("a/0002", "Dos."), read_passage("a/10000", "Más."))
    assert [block.id for block in read_document(path).blocks] == ["a/0002", "a/0010", "a/9999", "a/10000"]


def test_a_kill_between_the_two_files_loses_and_doubles_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = read_passage("a/0001", "El [Foro Sur|ORG] decide.", "consenso")
    second = replace(first, labels=(), annotated_at=LATER)
    path = keep(tmp_path, first)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("surco.gold.store.write_document", stop)
        keep(tmp_path, second)
    keep(tmp_path, second)
    assert [list_marks(block) for block in read_document(path).blocks] == [list_marks(second)]
    assert [list_marks(block) for block in read_earlier(path)] == [list_marks(first)]


VERSIONS = st.builds(
    read_passage,
    st.sampled_from(["a/0001", "a/0002"]),
    st.sampled_from(["El [Foro Sur|ORG] decide.", "El Foro Sur decide.", "El Foro Sur decide hoy.", "Llovió en [Lima|ORG]."]),
    st.sampled_from(["consenso", "equidad?"]),
    status=st.sampled_from(["done", "open"]),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(VERSIONS, min_size=1, max_size=6))
def test_whatever_is_kept_in_whatever_order_is_found_again(versions: list[Block]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for version in versions:
            path = keep(Path(folder), version)
        found = [(block.text, list_marks(block)) for block in (*read_document(path).blocks, *read_earlier(path))]
        assert all((version.text, list_marks(version)) in found for version in versions)
        assert validate_file(path) == []


def test_a_broken_line_among_the_earlier_versions_is_named(tmp_path: Path) -> None:
    (tmp_path / "earlier").mkdir()
    (tmp_path / "earlier/a.ndjson").write_text("{\n")
    with pytest.raises(FormatError, match=r"earlier/a\.ndjson:1: "):
        read_earlier(tmp_path / "a.jsonl")


def test_a_layer_that_was_not_annotated_again_stays(tmp_path: Path) -> None:
    block = read_passage("a/0001", "El [Foro Sur|ORG] decide.", "consenso")
    keep(tmp_path, replace(block, labels=UNSET))
    path = keep(tmp_path, replace(block, entities=UNSET, citations=UNSET))
    [kept] = read_document(path).blocks
    assert (kept.entities, kept.labels) == (block.entities, block.labels)


def test_absent_is_told_from_none(tmp_path: Path) -> None:
    block = read_passage("a/0001", "Nada.")
    path = keep(tmp_path, replace(block, entities=UNSET))
    [kept] = read_document(path).blocks
    assert kept.entities is UNSET
    assert kept.labels == ()


def test_another_passage_under_the_same_id_puts_none_away(tmp_path: Path) -> None:
    first = read_passage("a/0012", "La red [horizontal|PRINCIPLE:horizontalidad] de ciudades creció.", "horizontalidad")
    keep(tmp_path, first)
    path = keep(tmp_path, read_passage("a/0012", "Los costos se repartieron en 2009.", "equidad"))
    assert [(block.id, block.text) for block in read_document(path).blocks] == [
        ("a/0012", "Los costos se repartieron en 2009."),
        ("a/0012.1", first.text),
    ]
    assert validate_file(path) == []


def test_a_passage_whose_text_was_mended_takes_the_place_of_the_older(tmp_path: Path) -> None:
    keep(tmp_path, read_passage("a/0012", "La coope- ración entre las ciudades creció mucho.", "consenso"))
    path = keep(tmp_path, read_passage("a/0012", "La cooperación entre las ciudades creció mucho.", "equidad"))
    assert [block.text for block in read_document(path).blocks] == ["La cooperación entre las ciudades creció mucho."]
    assert [block.text for block in read_earlier(path)] == ["La coope- ración entre las ciudades creció mucho."]


def test_the_adjudicated_version_says_of_whom(tmp_path: Path) -> None:
    keep(tmp_path, read_passage("a/0001", "Uno."), annotator="luis")
    keep(tmp_path, read_passage("a/0001", "Uno."), annotator="ana")
    path = keep(tmp_path, read_passage("a/0001", "Uno."), annotator="adjudicated")
    assert read_document(path).head.of == ("ana", "luis")


def test_links_may_lead_out_of_what_was_seen(tmp_path: Path) -> None:
    block = replace(read_passage("a/0001", "Uno."), note_refs=(NoteRef(3, "1", "a/0002"),))
    assert validate_file(keep(tmp_path, block)) == []


@pytest.mark.parametrize("name", ["", "..", "ana/luis", ".ana", "ana luis"])
def test_a_name_that_is_no_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(SurcoError, match="no name for an annotator"):
        keep(tmp_path, read_passage("a/0001", "Uno."), annotator=name)


def test_a_document_id_that_leads_elsewhere_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SurcoError, match="no id of a document"):
        keep_annotation(tmp_path, "ana", Document(Head("../a")))


def test_a_span_outside_its_text_is_refused_and_nothing_written(tmp_path: Path) -> None:
    block = replace(read_passage("a/0001", "Uno."), entities=(Entity(0, 9, "ORG", "Uno"),))
    with pytest.raises(FormatError, match=r"ana/a\.jsonl: not written, a/0001: entity"):
        keep(tmp_path, block)
    assert not list(tmp_path.rglob("*.jsonl"))
