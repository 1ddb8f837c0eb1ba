"""What the filters keep, what they say they left out, and how a loss report reads."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from invented_documents import CONTEXT
from small_corpus import DOCUMENT

from surco.export.formats import FORMATS, count_export, export_documents
from surco.export.loss import WORDS
from surco.export.selection import Selection, select_documents
from surco.records import Block, Document, Entity, Head, replace

OPEN = Block("b/0001", "paragraph", "La red.", entities=(Entity(3, 6, "ORG", "red", source="pattern", score=0.4),))
HUMAN = replace(OPEN, id="b/0002", entities=(Entity(3, 6, "ORG", "red", source="human:ana"),))
DONE = replace(OPEN, id="b/0003", entities=(), labels=(), status="done")
OTHER = Document(Head("b"), (OPEN, HUMAN, DONE))

SELECTIONS = [
    (Selection(), 8, {}),
    (Selection(documents=("r*",)), 5, {"documents": 1}),
    (Selection(documents=("B",)), 0, {"documents": 2}),
    (Selection(types=("footnote",)), 1, {"blocks of type heading": 1, "blocks of type paragraph": 4, "blocks of type table": 1, "blocks of type reference": 1}),
    (Selection(labels=("equidad",)), 1, {"blocks without equidad": 7}),
    (Selection(labels=("horizontalidad", "TREATY")), 1, {"blocks without horizontalidad or TREATY": 7}),
    # a done block with nothing in it is human work too
    (Selection(documents=("b",), human=True), 2, {"documents": 1, "blocks without human annotation": 1, "entities that are not human or below the least score": 1}),
    # human annotation has no score, so that no least score leaves it out
    (Selection(documents=("b",), least=0.5), 3, {"documents": 1, "entities that are not human or below the least score": 1}),
    (Selection(least=0.95), 8, {"entities that are not human or below the least score": 2, "labels that are not human or below the least score": 1}),
]  # fmt: skip


@pytest.mark.parametrize(("selection", "kept", "left_out"), SELECTIONS)
def test_what_is_kept_and_left_out(selection: Selection, kept: int, left_out: dict[str, int]) -> None:
    counted: Counter[str] = Counter()
    found = list(select_documents([DOCUMENT, OTHER], selection, counted))
    assert sum(len(document.blocks) for document in found) == kept
    assert +counted == left_out


def test_formats_of_passages_say_which_blocks_they_leave_out() -> None:
    report, files = count_export([DOCUMENT], "jsonl", CONTEXT, Selection())
    assert sum(file.data.count(b"\n") for file in files) == 2
    assert report().left_out == {"blocks of type heading": 1, "blocks of type reference": 1, "blocks of type table": 1}


def test_the_report_stands_beside_the_export_in_words_and_json(tmp_path: Path) -> None:
    report = export_documents([DOCUMENT], "brat", tmp_path, CONTEXT, Selection())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["annotation.conf", "loss.json", "loss.txt", "ríos-2018.ann", "ríos-2018.txt"]
    words = (tmp_path / "loss.txt").read_text("utf-8")
    assert words.startswith("brat: 1 documents, 5 blocks, 2 of them passages\nwhat brat cannot carry:\n")
    assert "  1 cited works\n" in words and "  3 sentences\n" in words
    assert "how the format is checked: read back by surco" in words
    told = json.loads((tmp_path / "loss.json").read_bytes())
    assert told["lost"] == report.lost and told["lost"]["citation.works"] == 1
    assert told["words"] == words.splitlines()


def test_a_format_that_loses_nothing_says_so(tmp_path: Path) -> None:
    export_documents([DOCUMENT], "parquet", tmp_path, CONTEXT, Selection())
    assert "nothing was lost" in (tmp_path / "loss.txt").read_text("utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_every_loss_has_words(name: str) -> None:
    assert FORMATS[name].lost <= set(WORDS)


@pytest.mark.parametrize("name", FORMATS)
def test_an_export_of_nothing(name: str, tmp_path: Path) -> None:
    report = export_documents([], name, tmp_path, CONTEXT, Selection())
    assert (report.documents, report.lost) == (0, {})
