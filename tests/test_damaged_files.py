"""Damaged input of every kind that a user may give: it is read, or refused with its name, in one line; nothing else comes out."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented_documents import CONTEXT
from small_corpus import DOCUMENT, write_format

from surco.citations import find_citations
from surco.citations.parse import parse_reference
from surco.corpus import Metadata
from surco.doccano.selection import read_list
from surco.entities import read_authority
from surco.entities.authority import COLUMNS
from surco.export.files import File, read_files, unpack
from surco.export.formats import FORMATS, IMPORTABLE
from surco.export.importing import check_documents, join_documents, make_gold
from surco.extract.assemble import Piece, assemble_blocks
from surco.extract.corrections import apply_corrections, read_corrections
from surco.extract.dump import read_dump
from surco.gold.queue import read_queue
from surco.gold.store import name_earlier, read_earlier
from surco.jsonl import decode_document, encode_document, read_head, validate_file
from surco.records import Block, Document, FormatError, Head, SurcoError, iterate_problems
from surco.scheme import read_scheme
from surco.segment import split_sentences
from surco.settings import Settings, read_toml

LONGEST_LINE = 700
"""Characters of an error; more is no line that anybody reads."""
HOSTILE = (
    b"\0", b"\xff", b"\xed\xa0\x80", b"-1", b"0", b"9" * 20, b"1e999", b"NaN", b"null", b"[]", b"{}", b'""', b"true", b"\n", b"\t", b"\r\n", b" ",
    b"\\ud800", b"\\u0000", "😀".encode(), "²".encode(), "٣".encode(), b"|", b"[", b"]", b"_", b"*", b"T1", b"R1", b";", b"#", b"<x/>", b"&a;",
    b"'", b'"', b"/", b"..", b"1.5", b"0 3", b"3-1", b"1-99", b"2010-13-40",
)  # fmt: skip
_WORD = re.compile(rb"\d+|[A-Za-z]+|\"[^\"]*\"")
QUICK = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def damage(draw: st.DrawFn, data: bytes) -> bytes:
    """The bytes with one to five of their words, lines or stretches replaced, doubled or gone."""
    for _ in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.sampled_from((0, 1, 2, 5, 40))))
        lines, words = data.split(b"\n"), [match.span() for match in _WORD.finditer(data)]
        match draw(st.sampled_from(("word", "word", "put", "cut", "end", "line", "again"))):
            case "word" if words:
                start, end = draw(st.sampled_from(words))
                data = data[:start] + draw(st.sampled_from(HOSTILE)) + data[end:]
            case "put" | "word":
                data = data[:start] + draw(st.sampled_from(HOSTILE)) + data[end:]
            case "cut":
                data = data[:start] + data[end:]
            case "end":
                data = data[:start]
            case "line":
                lines.pop(draw(st.integers(0, len(lines) - 1)))
                data = b"\n".join(lines)
            case "again":
                lines.insert(draw(st.integers(0, len(lines))), draw(st.sampled_from(lines)))
                data = b"\n".join(lines)
    return data


def read_or_refuse(read: Callable[[], object], *names: str) -> None:
    try:
        read()
    except SurcoError as error:
        assert any(name in str(error) for name in names), str(error)
        assert "\n" not in str(error) and len(str(error)) < LONGEST_LINE


def import_files(name: str, files: Iterable[File]) -> None:
    """What `surco import` does up to the writing: what comes out keeps the format's rules."""
    read = FORMATS[name].read
    assert read is not None
    for one in join_documents(check_documents(read(files, CONTEXT))):
        known = DOCUMENT if one.document.head.id == DOCUMENT.head.id else None
        gold = make_gold(one.document, "ana", known, status=None, scheme="1.0").document
        assert not list(iterate_problems(decode_document(encode_document(gold), "x")))


WRITTEN = {name: write_format(name, DOCUMENT) for name in IMPORTABLE}


@pytest.mark.parametrize("name", IMPORTABLE)
@QUICK
@given(data=st.data())
def test_what_another_program_damaged(name: str, data: st.DataObject) -> None:
    files = dict(WRITTEN[name])
    which = data.draw(st.sampled_from(sorted(files)))
    files[which] = data.draw(damage(files[which]))
    read_or_refuse(lambda: import_files(name, (File(file, content) for file, content in files.items())), *files)


# each a find of the fuzzing above
FOUND = [
    ("doccano", "a.jsonl", b'{"text":"\xed"}', "a.jsonl:1: "),
    ("doccano", "a.jsonl", b"[" * 100_000, "a.jsonl:1: "),
    ("label-studio", "a.json", b"[\xff]", "a.json: "),
    ("label-studio", "a.json", b'[{"x":' + b"[" * 100_000, "a.json: "),
]


@pytest.mark.parametrize(("name", "file", "data", "expected"), FOUND)
def test_bytes_that_are_no_json_are_refused(name: str, file: str, data: bytes, expected: str) -> None:
    with pytest.raises(FormatError) as caught:
        import_files(name, [File(file, data)])
    assert str(caught.value).startswith(expected) and "\n" not in str(caught.value)


def test_annotation_of_another_text_is_refused() -> None:
    shorter = WRITTEN["label-studio"]["label-studio.json"].replace(b"horizontalidad.", b"horizontalidad")
    with pytest.raises(FormatError, match=r"label-studio.json: ríos-2018/0002: .* 82 characters; mend it there, or export it again"):
        import_files("label-studio", [File("label-studio.json", shorter)])


def make_zip() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/x.ann", b"T1\tORG 0 3\tfor\n" * 20)
        archive.writestr("b.txt", "foro" * 50)
    return target.getvalue()


@QUICK
@given(damage(make_zip()))
def test_a_damaged_zip(data: bytes) -> None:
    read_or_refuse(lambda: list(unpack(data, "a.zip")), "a.zip")


def read_jsonl(path: Path) -> None:
    head = read_head(path)
    assert head is None or isinstance(head, Head)
    for problem in validate_file(path):
        assert problem.startswith(str(path)) and "\n" not in problem
    decode_document(path.read_bytes(), str(path))


def correct_pieces(path: Path) -> None:
    pieces = [Piece(text=text, type="paragraph") for text in ("Los puertos del sur", "Uno", "dos tres cuatro")]
    apply_corrections(pieces, read_corrections(path))


def read_organisations(path: Path) -> None:
    instruments = path.with_name("instruments.csv")
    instruments.write_text(",".join(COLUMNS) + "\n")
    read_authority(path, instruments)


def read_old_versions(path: Path) -> None:
    earlier = name_earlier(path)
    earlier.parent.mkdir(exist_ok=True)
    earlier.write_bytes(path.read_bytes())
    read_earlier(path)


CORRECTIONS = """\
[[retype]]
block = "Los puertos"
type = "heading"
level = 2
page = 1
[[join]]
block = "Uno…"
with = "dos"
[[split]]
before = "tres cuatro"
type = "paragraph"
[[replace]]
old = "Los"
new = "Las\\t ñ"
"""
CORPUS = '["ruiz-2019"]\ntitle = "Ñandú"\nauthors = ["A. Ruiz", "B. Paz"]\nyear = 2015\nlicence = "CC-BY-4.0"\n[b]\npassword = "x"\n'
SCHEME = """\
version = "1"
overlaps = true
[[principles]]
id = "paz"
name = "Paz"
[[entity_types]]
id = "ORG"
name = "Organización"
[[citation_kinds]]
id = "narrative"
name = "En el texto"
"""
AUTHORITY = ",".join(COLUMNS) + '\nred-puertos,network,Red de Puertos,Rede de Portos,,REPU,"Red, la",1999,,false\nb,un,Bé,,,,,,,false\n'
QUEUE = '{"id":"a/0001","why":"split","label":"paz","annotators":["ana"]}\n' * 2
READERS: dict[str, tuple[str, Callable[[Path], object]]] = {
    "a.jsonl": (encode_document(DOCUMENT).decode(), read_jsonl),
    "corrections.toml": (CORRECTIONS, correct_pieces),
    "corpus.toml": (CORPUS, lambda path: read_toml(path, dict[str, Metadata])),
    "surco.toml": ("[limits]\nseconds_per_page = 5.0\nmemory_mib = 9\n[corpus]\nlanguages = ['es']\n", lambda path: read_toml(path, Settings)),
    "scheme.toml": (SCHEME, read_scheme),
    "organisations.csv": (AUTHORITY, read_organisations),
    "queue.jsonl": (QUEUE, read_queue),
    "ruiz.jsonl": ('{"record":"block","id":"a/0001","type":"paragraph","text":"Hola."}\n' * 2, read_old_versions),
    "list.jsonl": ('{"id":"d/0002","why":"random"}\nd/0001\n', lambda path: read_list(path.read_bytes(), str(path))),
}


@pytest.mark.parametrize("name", READERS)
@QUICK
@given(data=st.data())
def test_what_a_person_damaged(name: str, data: st.DataObject, tmp_path: Path) -> None:
    content, read = READERS[name]
    path = tmp_path / name
    path.write_bytes(data.draw(damage(content.encode())))
    read_or_refuse(lambda: read(path), path.stem)


# each was a traceback
DAMAGED = [
    ("a.jsonl", b'{"a":' * 100_000, "a.jsonl:1: "),
    ("corpus.toml", b"a = " + b"[" * 10_000, "corpus.toml: "),
    ("corpus.toml", b"a = " + b"1" * 5_000, "corpus.toml: "),
    ("scheme.toml", b"a = " + b"1" * 5_000, "scheme.toml: "),
    ("scheme.toml", b"a = " + b"[" * 10_000, "scheme.toml: "),
    # a table that a spreadsheet saved in the encoding of Windows
    ("organisations.csv", AUTHORITY.encode("cp1252"), "organisations.csv: not UTF-8 at byte 160; save it as CSV UTF-8"),
    ("organisations.csv", f"{AUTHORITY}{'x' * 200_000}".encode(), "organisations.csv:4: field larger than field limit (131072)"),
    ("queue.jsonl", b'{"id":"\xff"}', "queue.jsonl:1: "),
    ("ruiz.jsonl", b'{"id":"\xff"}', "ruiz.ndjson:1: "),
    ("list.jsonl", b'{"id":' + b"[" * 100_000, "list.jsonl:1: "),
]


@pytest.mark.parametrize(("name", "content", "expected"), DAMAGED, ids=range(len(DAMAGED)))
def test_a_damaged_file_costs_one_line(name: str, content: bytes, expected: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FormatError) as caught:
        READERS[name][1](path)
    assert expected in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize("read", [read_scheme, lambda path: read_authority(path, path), lambda path: list(read_files(path))])
def test_a_file_that_is_not_there_costs_one_line(read: Callable[[Path], object], tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="none.csv: No such file or directory; check the name and the rights"):
        read(tmp_path / "none.csv")


def test_the_mark_that_spreadsheets_write_is_no_part_of_the_table(tmp_path: Path) -> None:
    path = tmp_path / "organisations.csv"
    path.write_text(AUTHORITY, "utf-8-sig")
    read_organisations(path)


PLANES = [plane for plane in range(17) if plane != 13]


def annotate_text(text: str) -> Document:
    return Document(Head("x"), tuple(assemble_blocks(read_dump(text), "x", paged=False)))


@pytest.mark.parametrize("plane", PLANES)
def test_every_sign_of_unicode_in_a_dump(plane: int) -> None:
    """Of each plane every 64th sign, between words and in runs; surrogates as `decode_text` leaves them."""
    signs = [chr((plane << 16) + sign) for sign in range(plane & 1, 1 << 16, 64)]
    text = "".join(signs).encode("utf-8", "replace").decode()
    prose = " ".join(f"red{sign}puertos" for sign in text)
    for document in (annotate_text(text), annotate_text(f"Título\n\nIntroducción\n\n{prose}\n\n\0{text}\0")):
        assert not list(iterate_problems(decode_document(encode_document(document), "x")))


@QUICK
@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=300))
def test_any_text_is_a_dump_a_reference_and_a_passage(text: str) -> None:
    document = annotate_text(text)
    assert not list(iterate_problems(document))
    for block in (*document.blocks, Block("x/1", "paragraph", " ".join(text.split()))):
        assert all(block.text[one.start : one.end] == one.text for one in find_citations(block.text))
        assert all(0 <= start < end <= len(block.text) for start, end in split_sentences(block.text))
        parse_reference(block.text)
