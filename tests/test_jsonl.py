"""Records to JSONL and back, errors with file and line, and files written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surco.jsonl import decode_document, encode_document, read_document, read_head, validate_file, write_document
from surco.records import Block, Citation, Document, Entity, FormatError, Head, Label, NoteRef, Source, Warn, Work

HEAD = '{"record":"document","id":"a"}'
BLOCK = '{"record":"block","id":"a/0001","type":"paragraph","text":"Hola."}'

BROKEN = [
    (HEAD + '\n{"record":"block","id":"a/0001"', "a.jsonl:2: Input data was truncated"),
    (HEAD + "\n" + BLOCK.replace("paragraph", "parrafo"), "a.jsonl:2: Invalid enum value 'parrafo'"),
    (HEAD + "\n" + BLOCK.replace('"type"', '"kind"'), "a.jsonl:2: Object"),
    (HEAD + "\n" + BLOCK + "\n" + HEAD, "a.jsonl:3: a second document line"),
    (BLOCK, "a.jsonl:1: the first line must be the document"),
    ("", "a.jsonl: empty"),
    (HEAD + '\n{"record":"page"}', "a.jsonl:2: Invalid value 'page'"),
    (HEAD + "\n[]", "a.jsonl:2: Expected `object`, got `array`"),
    (HEAD + '\n{"record":"block","id":"a/0001","type":"paragraph","text":NaN}', "a.jsonl:2: "),
]


@pytest.mark.parametrize(("text", "expected"), BROKEN)
def test_a_broken_line_is_named(text: str, expected: str) -> None:
    with pytest.raises(FormatError) as caught:
        decode_document(text.encode(), "a.jsonl")
    assert str(caught.value).startswith(expected)
    assert "\n" not in str(caught.value)


def test_bytes_that_are_no_utf_8_are_a_broken_line() -> None:
    with pytest.raises(FormatError, match="a.jsonl:2"):
        decode_document((HEAD + "\n" + BLOCK.replace("Hola", "Añil")).encode("cp1252"), "a.jsonl")


TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
ENTITIES = st.builds(
    Entity,
    st.integers(0, 9),
    st.integers(0, 9),
    st.sampled_from(["ORG", "TREATY", "PRINCIPLE"]),
    TEXTS,
    st.none() | TEXTS,
)
CITATIONS = st.builds(
    Citation, st.integers(0, 9), st.integers(0, 9), st.just("narrative"), TEXTS, TEXTS,
    st.lists(st.builds(Work, st.lists(TEXTS, max_size=2).map(tuple), TEXTS), max_size=2).map(tuple),
)  # fmt: skip
BLOCKS = st.builds(
    Block,
    id=TEXTS,
    type=st.sampled_from(["paragraph", "footnote", "table"]),
    text=TEXTS,
    section=st.lists(TEXTS, max_size=2).map(tuple),
    sentences=st.just(((0, 3), (4, 9))),
    entities=st.lists(ENTITIES, max_size=2).map(tuple),
    citations=st.lists(CITATIONS, max_size=2).map(tuple),
    note_refs=st.lists(st.builds(NoteRef, st.integers(0, 9), TEXTS), max_size=2).map(tuple),
    labels=st.lists(st.builds(Label, TEXTS, st.sampled_from(["affirmed", "questioned"])), max_size=2).map(tuple),
)
HEADS = st.builds(Head, TEXTS, st.none() | st.builds(Source, TEXTS, TEXTS, st.just("pdf")), st.none() | TEXTS)


@given(HEADS, st.lists(BLOCKS, max_size=3))
def test_what_is_written_is_read_again(head: Head, blocks: list[Block]) -> None:
    document = Document(head, tuple(blocks))
    data = encode_document(document)
    assert decode_document(data, "x") == document
    assert encode_document(decode_document(data, "x")) == data
    assert data.count(b"\n") == 1 + len(blocks)


def test_absent_and_empty_are_told_apart() -> None:
    absent, empty = (
        Block(id="a/0001", type="paragraph", text="x"),
        Block(id="a/0002", type="paragraph", text="x", labels=()),
    )
    lines = encode_document(Document(Head("a"), (absent, empty))).splitlines()
    assert b"labels" not in lines[1]
    assert b'"labels":[]' in lines[2]


def test_files_are_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.jsonl"
    document = Document(Head("a", warnings=(Warn("x"),)), (Block(id="a/0001", type="paragraph", text="Año 1."),))
    write_document(document, path)
    assert read_document(path) == document
    assert read_head(path) == document.head
    assert [file.name for file in path.parent.iterdir()] == ["a.jsonl"]


def test_head_of_what_is_no_document_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(BLOCK)
    assert read_head(tmp_path / "a.jsonl") is None
    assert read_head(tmp_path / "missing.jsonl") is None


def test_validation_names_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(HEAD + "\n" + BLOCK.replace('"text"', '"sentences":[[0,9]],"text"') + "\n")
    assert validate_file(path) == [f"{path}:2: a/0001: sentence [0, 9) does not lie in a text of 5 characters"]
    path.write_text(HEAD + "\n" + BLOCK + "\n")
    assert validate_file(path) == []
