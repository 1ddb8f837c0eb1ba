"""The format's rules: one row a way to break one."""

from __future__ import annotations

import pytest

from surco.records import Block, Citation, Document, Entity, Head, NoteRef, Work, iterate_problems

TEXT = "El foro acordó. La red creció."


def block(**fields: object) -> Block:
    return Block(**{"id": "a/0001", "type": "paragraph", "text": TEXT, **fields})  # type: ignore[arg-type]


GOOD = [
    block(sentences=((0, 15), (16, 30))),
    block(entities=(Entity(3, 7, "ORG", "foro"), Entity(19, 22, "ORG", "red"))),
    block(type="table", text="a\tb\nc\td", rows=(("a", "b"), ("c", "d"))),
    block(note_refs=(NoteRef(30, "1", "a/0001"),)),
    block(text="𝒜ñ 👩‍🌾 é", entities=(Entity(3, 6, "ORG", "👩‍🌾"),)),
]
BAD = [
    (block(id="b/0001"), "id does not begin with the document's id, a/"),
    (block(text="dos\nlíneas"), "text holds a line break or a tab"),
    (block(type="table", text="a b", rows=(("a", "b"),)), "text is not the rows joined by tabs and newlines"),
    (block(type="heading", sentences=((0, 15),)), "a heading has no sentences"),
    (block(sentences=((0, 15), (10, 30))), "sentence [10, 30) begins before the one before it ends"),
    (block(sentences=((0, 15), (19, 30))), "text between sentences at 15: ' La '"),
    (block(sentences=((0, 15),)), "text after the last sentence at 15"),
    (block(sentences=((0, 31),)), "sentence [0, 31) does not lie in a text of 30 characters"),
    (block(sentences=((5, 5),)), "sentence [5, 5) does not lie in a text of 30 characters"),
    (block(entities=(Entity(3, 8, "ORG", "foro"),)), "entity [3, 8) is 'foro ', not 'foro'"),
    (block(entities=(Entity(7, 3, "ORG", "foro"),)), "entity [7, 3) does not lie in a text of 30 characters"),
    (
        block(entities=(Entity(3, 7, "ORG", "foro"), Entity(0, 7, "ORG", "El foro"))),
        "entity [0, 7) overlaps the one before it or is out of order",
    ),
    (block(note_refs=(NoteRef(31, "1"),)), "note reference 1 at 31 does not lie in a text of 30 characters"),
    (block(note_refs=(NoteRef(3, "1", "a/0009"),)), "note reference 1 calls a/0009, which is no block here"),
    (
        block(citations=(Citation(3, 7, "narrative", "foro", works=(Work(("X",), "1999", reference="a/0009"),)),)),
        "citation 'foro' is linked to a/0009, which is no block here",
    ),
    (
        block(citations=(Citation(3, 7, "narrative", "foro", works=(Work(("X",), "1999", via=1),)),)),
        "citation 'foro': via 1 names no work of it",
    ),
]  # fmt: skip


@pytest.mark.parametrize("good", GOOD)
def test_good_blocks_have_no_problem(good: Block) -> None:
    assert list(iterate_problems(Document(Head("a"), (good,)))) == []


@pytest.mark.parametrize(("bad", "expected"), BAD)
def test_each_broken_rule_is_told(bad: Block, expected: str) -> None:
    assert [problem for _, problem in iterate_problems(Document(Head("a"), (bad,)))][0] == f"{bad.id}: {expected}"


def test_an_id_that_stands_twice() -> None:
    assert list(iterate_problems(Document(Head("a"), (block(), block())))) == [(3, "a/0001: id stands twice")]
