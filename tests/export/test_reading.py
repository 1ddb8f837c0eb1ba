"""What is read back after people, other programs or attackers had it: changed annotations, units, broken and hostile files."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from invented_documents import CONTEXT
from small_corpus import DOCUMENT, PASSAGE, TEXT, write_format

from surco.export.files import File, read_files, unpack, write_files
from surco.export.formats import FORMATS
from surco.export.importing import Imported, join_documents, make_gold
from surco.records import Block, Citation, Document, Entity, FormatError, Head, Label, SurcoError, Work, replace

ONE = Document(DOCUMENT.head, (replace(PASSAGE, labels=(Label("horizontalidad", "affirmed"),), note_refs=()),))


def read_back(name: str, files: dict[str, bytes]) -> list[Imported]:
    read = FORMATS[name].read
    assert read is not None
    return list(read((File(one, data) for one, data in files.items()), CONTEXT))


def change(files: dict[str, bytes], name: str, old: str, new: str) -> dict[str, bytes]:
    """The files with one of them changed, as a person or another program would."""
    text = files[name].decode()
    assert old in text
    return files | {name: text.replace(old, new).encode()}


CHANGES = [
    # a span moved in brat
    ("brat", "ríos-2018.ann", "ORG 47 53\tunasur", "ORG 44 53\tla unasur", "la unasur"),
    # relabelled in brat
    ("brat", "ríos-2018.ann", "ORG 47 53", "TREATY 47 53", "unasur"),
    # INCEpTION may write a part of a token
    ("webanno", "ríos-2018.tsv", "ORG[3]", "TREATY[3]", "unasur"),
    ("cas", "ríos-2018.xmi", 'label="ORG"', 'label="TREATY"', "unasur"),
    ("label-studio", "label-studio.json", '"labels":["ORG"]', '"labels":["TREATY"]', "unasur"),
    # an old Label Studio counts UTF-16 units: the emoji is two
    ("label-studio", "label-studio.json", '"value":{"start":47,"end":53', '"value":{"start":48,"end":54', "unasur"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "file", "old", "new", "expected"), CHANGES)
def test_what_a_person_changed_comes_back(name: str, file: str, old: str, new: str, expected: str) -> None:
    files = change(write_format(name, ONE), file, old, new)
    [one] = read_back(name, files)
    assert expected in [entity.text for entity in one.document.blocks[0].entities or ()]
    for entity in one.document.blocks[0].entities or ():
        assert TEXT[entity.start : entity.end] == entity.text


def test_doccano_offsets_in_code_points_are_told_from_utf16() -> None:
    files = write_format("doccano", ONE)
    [line] = [json.loads(line) for line in files["doccano.jsonl"].splitlines()]
    line["entities"] = [[start - 1, end - 1, label] for start, end, label in line["entities"]]  # one emoji before them all
    [read] = read_back("doccano", {"ana.jsonl": json.dumps(line).encode()})
    [same] = read_back("doccano", files)
    assert read.document == same.document
    assert (read.annotator, same.annotator) == ("ana", None)
    moved = [[44, 53, "ORG"]]  # a person lengthened a span, so that no digest helps
    [read] = read_back("doccano", {"ana.jsonl": json.dumps(line | {"entities": moved}).encode()})
    assert [entity.text for entity in read.document.blocks[0].entities or ()] == ["la unasur"]


def test_label_studio_tells_who_annotated_and_what_nobody_touched() -> None:
    tasks = json.loads(write_format("label-studio", DOCUMENT)["label-studio.json"])
    result = tasks[1]["annotations"][0]["result"]
    tasks[1]["annotations"] = [
        {"result": result, "completed_by": {"email": "ana@example.org"}}, {"result": result[:1], "completed_by": 7},
        {"result": [], "completed_by": 8, "was_cancelled": True},
    ]  # fmt: skip
    tasks[2]["predictions"] = [3]  # as the server exports them
    found = read_back("label-studio", {"x.json": json.dumps(tasks).encode()})
    assert {(one.annotator, one.human) for one in found} == {("ana@example.org", True), ("user-7", True), (None, False)}
    other = next(one for one in found if one.annotator == "user-7")
    assert other.document.blocks[0].citations == () and other.document.blocks[0].labels == ()


BROKEN = [
    ("brat", {"a.ann": b"T1\tORG 0 3\tred\n", "a.txt": b"foro"}, "a.ann:1: [0 3) is 'for', not 'red'"),
    ("brat", {"a.ann": b"T1\tORG 0 4\tforo\n", "a.txt": b"foro"}, "a.ann:1: 'foro' lies in no block"),
    ("brat", {"a.ann": b"hola\n", "a.txt": b"foro"}, "a.ann:1: no line of brat's stand-off: 'hola'"),
    ("brat", {"a.ann": b""}, "a.ann: no a.txt beside it"),
    ("webanno", {"a.tsv": b"#FORMAT=WebAnno TSV 2\n"}, "a.tsv:1: no WebAnno TSV 3"),
    ("webanno", {"a.tsv": b"#FORMAT=WebAnno TSV 3.3\n#T_SP=x|y\n"}, "a.tsv: no layer webanno.custom.SurcoBlock"),
    ("label-studio", {"a.json": b"{}"}, "a.json: Expected `array`, got `object`; export the project as JSON"),
    ("doccano", {"a.jsonl": b'{"text":"x"}\n'}, "a.jsonl:1: "),
    ("cas", {"a.xmi": b"<x/>"}, "a.xmi: "),
    ("cas", {"a.xmi": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'}, "a.xmi: a DTD or another encoding"),
    ("cas", {"a.xmi": '<?xml version="1.0" encoding="UTF-16"?><x/>'.encode("utf-16")}, "a.xmi: a DTD or another encoding"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "files", "expected"), BROKEN)
def test_a_broken_file_gives_one_line(name: str, files: dict[str, bytes], expected: str) -> None:
    with pytest.raises(FormatError) as caught:
        read_back(name, files)
    assert str(caught.value).startswith(expected) and "\n" not in str(caught.value)


def test_a_label_of_no_scheme_is_an_error() -> None:
    with pytest.raises(FormatError, match="label 'amistad' is not in the scheme"):
        read_back("brat", change(write_format("brat", ONE), "ríos-2018.ann", "horizontalidad T1", "amistad T1"))


def make_zip(**members: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target.getvalue()


def test_zips_write_nowhere_and_do_not_explode() -> None:
    assert [file.name for file in unpack(make_zip(**{"../../etc/x.ann": b"", "b/y.txt": b""}), "a.zip")] == ["x.ann", "y.txt"]
    with pytest.raises(FormatError, match="holds 'x' twice"):
        list(unpack(make_zip(**{"a/x": b"", "b/x": b""}), "a.zip"))
    with pytest.raises(FormatError, match="'bomb' unpacks to 8 MiB"):
        list(unpack(make_zip(bomb=bytes(8 << 20)), "a.zip"))
    with pytest.raises(FormatError, match="export it again"):
        list(unpack(b"PK no zip", "a.zip"))


def test_files_are_written_whole_and_only_in_their_folder(tmp_path: Path) -> None:
    write_files([File("a", b"1"), File("b", b"2"), File("a", b"3")], tmp_path)
    assert {file.name: file.data for file in read_files(tmp_path)} == {"a": b"13", "b": b"2"}
    for name in ("../a", "", "..", "x/y"):
        with pytest.raises(SurcoError, match="no name for a file"):
            write_files([File(name, b"")], tmp_path)


def test_gold_gets_back_what_the_format_lost() -> None:
    [one] = read_back("brat", write_format("brat", ONE))
    gold = make_gold(one.document, "ana", DOCUMENT, status="done", scheme="1.0")
    [block] = gold.document.blocks
    assert gold.problems == () and (block.status, block.scheme, block.section) == ("done", "1.0", ("Uno",))
    assert block.citations == (
        Citation(24, 42, "narrative", "Lema Ñ. (2012: 14)", "human:ana", (Work(("Lema",), "2012", locator="14", reference="ríos-2018/0005"),)),
    )
    assert block.entities is not None and block.entities[0] == Entity(47, 53, "ORG", "unasur", "unasur", source="human:ana")  # type: ignore[index]
    assert block.labels == (Label("horizontalidad", "affirmed", source="human:ana"),)


def test_another_text_is_told_and_works_are_read_again() -> None:
    passage = replace(PASSAGE, id="b/0001", citations=(Citation(24, 42, "narrative", "Lema Ñ. (2012: 14)"),))
    known = Document(Head("b"), (replace(passage, text=TEXT + " Más."),))
    gold = make_gold(Document(Head("b"), (passage,)), "ana", known, status="open", scheme="1.0")
    assert gold.problems == ("b/0001: its text in the project is another; kept as annotation of the text that it had",)
    [citation] = gold.document.blocks[0].citations or ()
    assert [work.year for work in citation.works] == ["2012"]


LEFT_OPEN: list[tuple[Block, str]] = [
    # as the machine left it, whoever is said to have made it
    (PASSAGE, "open"),
    (replace(PASSAGE, labels=tuple(Label(one.principle, one.stance) for one in PASSAGE.labels or ())), "open"),
    # a label, a span or a stance is another; the format says that it is done
    (replace(PASSAGE, labels=()), "done"),
    (replace(PASSAGE, entities=(PASSAGE.entities or ())[:1]), "done"),
    (replace(PASSAGE, labels=(Label("horizontalidad", "questioned"), *(PASSAGE.labels or ())[1:])), "done"),
    (replace(PASSAGE, status="done"), "done"),
]


@pytest.mark.parametrize(("block", "status"), LEFT_OPEN)
def test_what_nobody_changed_is_left_open(block: Block, status: str) -> None:
    gold = make_gold(Document(ONE.head, (block,)), "ana", DOCUMENT, status=None, scheme="1.0")
    assert (gold.document.blocks[0].status, gold.untouched) == (status, int(status == "open"))


def test_what_the_annotator_did_before_stays_where_nothing_was_changed() -> None:
    mine = Document(ONE.head, (replace(PASSAGE, labels=(), status="done"),))
    gold = make_gold(Document(ONE.head, (PASSAGE,)), "ana", DOCUMENT, mine, status=None, scheme="1.0")
    assert (gold.document.blocks, gold.untouched) == (mine.blocks, 0)


def test_the_files_of_a_document_are_joined() -> None:
    """Blocks of one annotator in several files; not those of another, nor two versions of one block."""
    first, second = DOCUMENT.blocks[1:3]
    parts = [Imported(name, Document(ONE.head, (block,))) for name, block in (("b", second), ("a", first))]
    by_ana = Imported("c", Document(ONE.head, (first,)), "ana")
    found = list(join_documents([*parts, parts[0], by_ana]))
    assert [(one.name, one.annotator, one.document.blocks) for one in found] == [
        ("b, a", None, (first, second)),
        ("c", "ana", (first,)),
    ]
    with pytest.raises(SurcoError, match="c: ríos-2018/0002 stands there twice, annotated differently"):
        list(join_documents([parts[1], Imported("c", Document(ONE.head, (replace(first, labels=()),)))]))
