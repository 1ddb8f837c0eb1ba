"""What is pushed: all, or a list in its order, and never what another person answered."""

from __future__ import annotations

from pathlib import Path

import pytest
from passages import make_document

from surco.doccano.selection import choose_passages, read_list
from surco.records import Block, Document, FormatError, Head, Label, SurcoError, replace
from surco.settings import Project

NOWHERE = Project()


def test_a_list_keeps_its_order_and_all_passages_theirs() -> None:
    document = make_document(4)
    heading = Block("puertos/0009", "heading", "Redes")
    blank = Block("puertos/0010", "paragraph", " ")
    whole = Document(document.head, (heading, *document.blocks, blank))
    assert choose_passages([whole], None, NOWHERE) == [*document.blocks]
    ids = ["puertos/0003", "puertos/0001"]
    assert [block.id for block in choose_passages([whole], ids, NOWHERE)] == ids
    assert choose_passages([whole], [], NOWHERE) == []


@pytest.mark.parametrize("name", ["puertos/0009", "otros/0001"])
def test_ids_that_are_no_passage_are_errors(name: str) -> None:
    document = Document(Head("puertos"), (Block("puertos/0009", "heading", "Redes"),))
    with pytest.raises(SurcoError, match=f"{name}: no such passage among these documents"):
        choose_passages([document], [name], NOWHERE)


def test_broken_lists_name_the_line() -> None:
    with pytest.raises(FormatError, match="next.jsonl:2: .*; a line is an id such as"):
        read_list(b'd/0001\n{"why":"random"}\n', "next.jsonl")


@pytest.mark.slow
def test_what_another_person_answered_is_suggested_afresh(tmp_path: Path) -> None:
    text = "Los socios actúan como iguales, sin condiciones ni jerarquías."
    block = Block("d/0001", "paragraph", text, entities=(), citations=(), labels=())
    answered = replace(block, labels=(Label("eficiencia", "questioned", source="human:ana"),))
    [sent] = choose_passages([Document(Head("d"), (answered,))], None, NOWHERE)
    assert sent.text == text
    assert all(not label.source.startswith("human:") for label in sent.labels or ())
