"""Passages become doccano's examples and come back as they were, whatever letters they hold."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from passages import PRINCIPLES

from surco.doccano.examples import (
    ExampleError,
    Mark,
    Meta,
    Part,
    find_overlap,
    from_example,
    from_utf16,
    rebuild_block,
    to_example,
    to_utf16,
)
from surco.doccano.lines import decode_export, decode_lines, encode_line, make_example
from surco.records import Block, Citation, Entity, FormatError, Label, Work

# "|" stands where the offset is
OFFSETS = [
    ("|Zoë", 0),
    ("la |red", 3),
    # an emoji is one code point and two units
    ("y 😀 |Bob", 5),
    # three emoji and two joiners
    ("👩‍👩‍👧 |Zoë", 9),
    # a combining mark is a unit of its own
    ("Cafe\u0301| y", 5),
    ("𝒜𝓃𝒶|", 6),
    ("🇺🇾|🇵🇾", 4),
]


@pytest.mark.parametrize(("shown", "units"), OFFSETS)
def test_offsets_convert_both_ways(shown: str, units: int) -> None:
    text, index = shown.replace("|", ""), shown.index("|")
    assert to_utf16(text, index) == units
    assert from_utf16(text, units) == index


@pytest.mark.parametrize(
    ("text", "units", "error"),
    [("y 😀", 3, "inside a character"), ("red", 4, "outside a text of 3"), ("red", -1, "outside a text of 3")],
)
def test_offsets_that_are_none(text: str, units: int, error: str) -> None:
    with pytest.raises(ExampleError, match=error):
        from_utf16(text, units)


def make_block(text: str, **layers: object) -> Block:
    return Block("d/0001", "paragraph", text, **layers)  # type: ignore[arg-type]


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    """A passage of any letters but lone surrogates, perhaps with blanks around it, spans in order, and labels."""
    letters = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("😀\u0301𝒜 \u00a0"), max_size=40)
    text = (
        draw(st.sampled_from(["", " ", "\u3000 "]))
        + draw(letters.filter(lambda one: one.strip()))
        + draw(st.sampled_from(["", "  "]))
    )
    first, last = len(text) - len(text.lstrip()), len(text.rstrip())
    ends = sorted(draw(st.sets(st.integers(first, last), max_size=8)))
    entities, citations = [], []
    for start, end in zip(ends[::2], ends[1::2], strict=False):
        match draw(st.integers(0, 3)):
            case 0:
                entities.append(Entity(start, end, "ORG", text[start:end], id="x", source="pattern", score=1.0))
            case 1:
                principle = draw(st.sampled_from(PRINCIPLES))
                entities.append(Entity(start, end, "PRINCIPLE", text[start:end], principle=principle, source="lexicon"))
            case 2:
                entities.append(Entity(start, end, "TREATY", text[start:end]))
            case _:
                works = (Work(("Lema",), "2012", reference="d/0009"),)
                citations.append(Citation(start, end, "narrative", text[start:end], "rule", works))
    stances = draw(st.dictionaries(st.sampled_from(PRINCIPLES), st.sampled_from(["affirmed", "questioned"])))
    labels = tuple(Label(principle, stance, score=0.7, source="model:p@1") for principle, stance in stances.items())
    return make_block(text, language="es", entities=tuple(entities), citations=tuple(citations), labels=labels)


@settings(deadline=None)
@given(blocks())
def test_a_passage_comes_back_equal(block: Block) -> None:
    example = to_example(block)
    assert from_example(example, block, PRINCIPLES) == block
    assert [*decode_lines(encode_line(example), "x.jsonl")] == [example]
    assert encode_line(example).isascii()
    for mark in example.marks:
        units = example.text.encode("utf-16-le")[2 * mark.start : 2 * mark.end]
        assert units.decode("utf-16-le") in block.text


@settings(deadline=None)
@given(blocks(), st.sampled_from(["spans", "categories"]))
def test_a_part_of_a_passage_comes_back_alone(block: Block, part: Part) -> None:
    example = to_example(block, part)
    [read] = decode_lines(encode_line(example, part), "x.jsonl", part)
    assert from_example(read, block, PRINCIPLES, part=part) == block
    assert read == example


TEXT = "La Red Andina 😀 acordó (Lema, 2012)."
RED = Entity(3, 13, "ORG", "Red Andina", id="red-andina", source="lexicon", score=1.0)
SENT = make_block(TEXT, entities=(RED,), citations=(), labels=(Label("equidad", "affirmed", 0.8, "model:p@1"),))


def change(*marks: Mark, categories: tuple[str, ...] = (), text: str = TEXT) -> Block:
    example = make_example(text, marks, categories, to_example(SENT).meta)
    return from_example(example, SENT, PRINCIPLES, source="human:ana")


def test_what_stays_keeps_its_id_and_what_is_new_is_the_persons() -> None:
    block = change(Mark(3, 13, "ORG"), Mark(24, 36, "parenthetical"), categories=("equidad", "consenso (cuestionado)"))
    assert block.entities == (RED,)
    assert block.citations == (Citation(23, 35, "parenthetical", "(Lema, 2012)", "human:ana"),)
    assert block.labels == (*SENT.labels, Label("consenso", "questioned", source="human:ana"))  # type: ignore[misc]


def test_another_label_on_the_same_words_is_new() -> None:
    assert change(Mark(3, 13, "solidaridad")).entities == (
        Entity(3, 13, "PRINCIPLE", "Red Andina", principle="solidaridad", source="human:ana"),
    )


def test_everything_taken_away_is_none_and_not_absent() -> None:
    block = change()
    assert (block.entities, block.citations, block.labels) == ((), (), ())


def test_both_stances_ticked_are_one_label_questioned() -> None:
    assert change(categories=("equidad", "equidad (cuestionado)")).labels == (
        Label("equidad", "questioned", source="human:ana"),
    )


@pytest.mark.parametrize(
    ("marks", "categories", "text", "error"),
    [
        ((Mark(3, 13, "Lugar"),), (), TEXT, "d/0001: label 'Lugar' of doccano is not in the scheme"),
        ((), ("Lugar",), TEXT, "label 'Lugar' of doccano is not in the scheme"),
        ((), (), TEXT + " Sí.", "d/0001: its text in doccano is not the text that was sent"),
        # half of the emoji
        ((Mark(14, 15, "ORG"),), (), TEXT, "d/0001: offset 15 lies inside a character"),
        ((Mark(30, 99, "ORG"),), (), TEXT, "d/0001: offset 99 lies outside"),
    ],
)
def test_examples_that_are_not_the_passage_any_more(
    marks: tuple[Mark, ...], categories: tuple[str, ...], text: str, error: str
) -> None:
    with pytest.raises(ExampleError, match=error):
        change(*marks, categories=categories, text=text)


@pytest.mark.parametrize(
    ("block", "error"),
    [
        (make_block(" red", entities=(Entity(0, 4, "ORG", " red"),)), "d/0001: span ' red' reaches into the blanks"),
        (make_block("red", entities=(Entity(0, 3, "PRINCIPLE", "red"),)), "'red' is a PRINCIPLE without principle"),
    ],
)
def test_passages_that_doccano_cannot_hold(block: Block, error: str) -> None:
    with pytest.raises(ExampleError, match=error):
        to_example(block)


def test_overlaps_are_found_and_touching_spans_are_none() -> None:
    assert find_overlap((Mark(0, 4, "ORG"), Mark(4, 9, "ORG"))) is None
    assert find_overlap((Mark(0, 9, "ORG"), Mark(2, 4, "TREATY"))) is not None


def test_a_lost_passage_is_rebuilt_from_its_example() -> None:
    example = to_example(make_block("La red.", language="pt", section=("Redes", "Sur")))
    assert rebuild_block(example) == make_block("La red.", language="pt", section=("Redes", "Sur"))


def test_an_export_is_read_with_what_the_server_adds_and_without_what_others_put_there() -> None:
    line = msgspec.json.decode(encode_line(to_example(SENT)))
    ours = msgspec.json.encode(line | {"id": 4, "Comments": ["¿seguro?"], "tema": None})
    theirs = b'{"id":5,"text":"Otro","cats":[],"entities":[],"surco_id":null,"Comments":[]}'
    assert [*decode_export(theirs + b"\n" + ours + b"\n")] == [(4, to_example(SENT))]


def test_lines_that_surco_did_not_write_are_errors() -> None:
    with pytest.raises(FormatError, match="x.jsonl:1: .*surco_id.*; is this doccano's JSONL"):
        [*decode_lines(b'{"text":"La red"}\n', "x.jsonl")]


def test_the_meta_keys_are_namespaced_strings() -> None:
    meta = msgspec.to_builtins(Meta("d/1", "paragraph"))
    assert all(key.startswith("surco_") and isinstance(value, str) for key, value in meta.items())
