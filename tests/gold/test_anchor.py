"""Annotation on a text that changed: carried where the words still stand, else listed as a conflict – never dropped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import pytest
from gold_cases import read_passage
from hypothesis import given, settings
from hypothesis import strategies as st

from surco.gold import Anchored, anchor_blocks
from surco.gold.align import SPAN_ALIKE, align_texts, measure_likeness
from surco.gold.store import LAYERS
from surco.records import Block, Document, Entity, Head, Label, iterate_problems, replace


def present(*texts: str, type: str = "paragraph", first: int = 1) -> list[Block]:
    return [Block(f"a/{number:04d}", type, text) for number, text in enumerate(texts, start=first)]  # type: ignore[arg-type]


def show(block: Block) -> str:
    """The text with its spans in brackets and its labels after it."""
    text, last = "", 0
    for entity in block.entities or ():
        text += block.text[last : entity.start] + f"[{block.text[entity.start : entity.end]}]"
        last = entity.end
    return " ".join([text + block.text[last:], *(label.principle for label in block.labels or ())])


# (annotated, present text, what is carried)
CARRIED = [
    # the same text
    ("El [Foro Sur|ORG] decide.", "El Foro Sur decide.", "El [Foro Sur] decide. consenso"),
    # a word before it
    ("El [Foro Sur|ORG] decide.", "En 2010 el Foro Sur decide.", "En 2010 el [Foro Sur] decide. consenso"),
    # a hyphen undone inside the span, and one outside
    ("La [Red de Coope- ración|ORG] cre- ció mucho.", "La Red de Cooperación creció mucho.", "La [Red de Cooperación] creció mucho. consenso"),
    # a letter that was a glyph nobody could read
    ("El [Foro de Coope\N{REPLACEMENT CHARACTER}ación|ORG] decide hoy.", "El Foro de Cooperación decide hoy.", "El [Foro de Cooperación] decide hoy. consenso"),
    # the second of two equal names stays the second
    ("Foro y [Foro|ORG] del Sur deciden juntos.", "El Foro y Foro del Sur deciden juntos.", "El Foro y [Foro] del Sur deciden juntos. consenso"),
    # emoji and combining marks before it: offsets are code points
    ("Cafe\N{COMBINING ACUTE ACCENT} 😀 y el [Foro|ORG] decide.", "Café 😀😀 y el Foro decide.", "Café 😀😀 y el [Foro] decide. consenso"),
    # what stands at the end of the span is not taken into it
    ("Lo dijo el [Foro Sur|ORG].", "Lo dijo el Foro Sur, de Lima.", "Lo dijo el [Foro Sur], de Lima. consenso"),
]  # fmt: skip


@pytest.mark.parametrize(("annotated", "text", "carried"), CARRIED)
def test_carried(annotated: str, text: str, carried: str) -> None:
    anchored = anchor_blocks([read_passage("a/0001", annotated, "consenso")], present(text))
    assert [show(block) for block in anchored.blocks.values()] == [carried]
    assert anchored.conflicts == ()


# (annotated, present text, the reason)
CONFLICTS = [
    # another text altogether
    ("El [Foro Sur|ORG] decide.", "La lluvia no cesó en tres semanas.", "the nearest passage agrees to"),
    # the name is another now, the passage the same
    ("En marzo de 2010 el [Foro Sur|ORG] decidió que cada ciudad pagaría lo suyo.", "En marzo de 2010 la Alianza decidió que cada ciudad pagaría lo suyo.", "the words it marks are not in the text"),
    # the name is elsewhere in the same passage, between other words
    ("El [Foro|ORG] decide que la red crezca y que nadie pague por ello.", "Allá se decide que la red crezca y que nadie pague por ello en un Foro", "the words it marks are not in the text"),
]  # fmt: skip


@pytest.mark.parametrize(("annotated", "text", "reason"), CONFLICTS)
def test_conflicts(annotated: str, text: str, reason: str) -> None:
    anchored = anchor_blocks([read_passage("a/0001", annotated)], present(text))
    assert [conflict.reason[: len(reason)] for conflict in anchored.conflicts] == [reason]
    assert count_marks([conflict.block for conflict in anchored.conflicts]).total() == 1
    assert anchored.conflicts[0].present == present(text)[0]


def test_a_passage_that_is_a_heading_now_keeps_its_names_and_not_its_labels() -> None:
    anchored = anchor_blocks([read_passage("a/0001", "El [Foro|ORG]", "consenso")], present("El Foro", type="heading"))
    assert show(anchored.blocks[0]) == "El [Foro]"
    assert [conflict.reason for conflict in anchored.conflicts] == ["the passage is of type heading now, which has no labels"]


def test_renumbered_passages_are_found_by_their_text() -> None:
    human = [read_passage("a/0001", "Uno, en [Lima Sur|ORG]."), read_passage("a/0002", "Dos, en [Foro|ORG] nuevo.")]
    anchored = anchor_blocks(human, present("Cero, otra cosa.", "Uno, en Lima Sur.", "Dos, en Foro nuevo."))
    assert {place: show(block) for place, block in anchored.blocks.items()} == {
        1: "Uno, en [Lima Sur].",
        2: "Dos, en [Foro] nuevo.",
    }
    assert [block.id for block in anchored.blocks.values()] == ["a/0002", "a/0003"]


def test_equal_passages_go_by_id_and_then_by_order() -> None:
    human = [read_passage("a/0001", "Ídem.", "consenso"), read_passage("a/0005", "Ídem.", "equidad")]
    by_order = anchor_blocks(human, present("Ídem.", "Otro.", "Ídem.", first=7))
    assert [show(block) for block in by_order.blocks.values()] == ["Ídem. consenso", "Ídem. equidad"]
    by_id = anchor_blocks(human[1:], present("Ídem.", "Otro.", "Ídem.", first=3))
    assert list(by_id.blocks) == [2]


def test_two_annotations_of_one_passage_are_told() -> None:
    human = [read_passage("a/0001", "Ídem.", "consenso"), read_passage("a/0001.1", "Ídem.", "equidad")]
    anchored = anchor_blocks(human, present("Ídem."))
    assert [show(block) for block in anchored.blocks.values()] == ["Ídem. consenso"]
    assert [conflict.reason for conflict in anchored.conflicts] == ["another annotation of the same passage stands"]


FIRST = "El [Foro Sur|ORG] se reunió tres veces en la ciudad de Lima durante ese año."
SECOND = "Sus socios acordaron con el [Grupo Andes|ORG] repartir los costos de la obra."


FIRST_SHOWN = FIRST.replace("|ORG", "")
SECOND_SHOWN = SECOND.replace("|ORG", "")


def test_joined_passages_bring_their_names_and_labels_together() -> None:
    human = [read_passage("a/0001", FIRST, "consenso"), read_passage("a/0002", SECOND, "equidad", "consenso?")]
    text = f"{human[0].text} {human[1].text}"
    anchored = anchor_blocks(human, present(text))
    [block] = anchored.blocks.values()
    assert [entity.text for entity in block.entities or ()] == ["Foro Sur", "Grupo Andes"]
    assert [(label.principle, label.stance) for label in block.labels or ()] == [
        ("consenso", "questioned"),
        ("equidad", "affirmed"),
    ]
    assert anchored.conflicts == ()


@pytest.mark.parametrize("labels", [(), ("consenso",)])
def test_a_split_passage_keeps_its_names_and_a_person_parts_its_labels(labels: tuple[str, ...]) -> None:
    human = read_passage("a/0001", f"{FIRST} {SECOND}", *labels)
    cut = human.text.index("Sus")
    anchored = anchor_blocks([human], present(human.text[: cut - 1], human.text[cut:]))
    assert [[entity.text for entity in block.entities or ()] for block in anchored.blocks.values()] == [
        ["Foro Sur"],
        ["Grupo Andes"],
    ]
    assert [label.principle for one in anchored.conflicts for label in one.block.labels or ()] == list(labels)


def test_a_page_may_part_the_halves_of_a_passage() -> None:
    human = read_passage("a/0001", f"{FIRST} {SECOND}")
    cut = human.text.index("Sus")
    halves = present(human.text[: cut - 1], "Revista del Sur, vol. 9", "42", human.text[cut:])
    now = [halves[0], *(replace(block, type="furniture") for block in halves[1:3]), halves[3]]
    anchored = anchor_blocks([human], now)
    assert {place: show(block) for place, block in anchored.blocks.items()} == {0: FIRST_SHOWN, 3: SECOND_SHOWN}


def test_joined_is_found_before_a_half_that_is_alike() -> None:
    """A long passage and a short one that are one now: the long one alone is alike enough, and yet not all of it."""
    human = [read_passage("a/0001", f"{FIRST} {SECOND}", "consenso"), read_passage("a/0002", "Nadie se opuso.", "equidad")]
    [block] = anchor_blocks(human, present(" ".join(block.text for block in human))).blocks.values()
    assert [label.principle for label in block.labels or ()] == ["consenso", "equidad"]


def count_marks(blocks: Iterable[Block]) -> Counter[tuple[str, str]]:
    """Annotations by layer and name; offsets and words may change when they are carried."""
    return Counter(
        (layer, getattr(mark, "id", None) or mark.principle)
        for block in blocks
        for layer in LAYERS
        for mark in getattr(block, layer) or ()
    )


WORDS = ("foro", "red", "Lima", "año", "😀", "e\N{COMBINING ACUTE ACCENT}l", "costos", "y", "ciudades", "acuerdo", "ﬁn", "𝑥", "2010")
NAMES = ("consenso", "equidad", "eficiencia")


@st.composite
def annotated_documents(draw: st.DrawFn) -> list[Block]:
    """A few done passages with spans, each with an id of its own, and labels."""
    blocks = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        words = draw(st.lists(st.sampled_from(WORDS), min_size=3, max_size=25))
        text = " ".join(words)
        cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
        pairs = [(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False) if text[start:end].strip()]
        entities = tuple(Entity(s, e, "ORG", text[s:e], id=f"{number}-{s}") for s, e in pairs)
        labels = tuple(Label(name, "affirmed") for name in draw(st.sets(st.sampled_from(NAMES))))
        blocks.append(Block(f"a/{number:04d}", "paragraph", text, entities=entities, labels=labels, status="done"))
    return blocks


@st.composite
def random_edits(draw: st.DrawFn) -> list[tuple[str, float, str]]:
    """Kinds of change, where (a share of what there is), and a word."""
    kinds = ("insert", "delete", "replace", "cut", "drop", "split", "join", "swap", "retype", "double")
    edit = st.tuples(st.sampled_from(kinds), st.floats(0, 0.999), st.sampled_from(WORDS))
    return draw(st.lists(edit, min_size=5, max_size=5))


def apply_edits(blocks: Sequence[Block], edits: Iterable[tuple[str, float, str]]) -> list[Block]:
    """The present blocks after these changes, numbered anew."""
    parts = [(block.type, block.text) for block in blocks]
    for kind, where, word in edits:
        if not parts:
            break
        at = int(where * len(parts))
        type, text = parts[at]
        place = int(where * 997 % 1 * len(text))
        changed = {
            "insert": [(type, f"{text[:place]} {word} {text[place:]}")],
            "delete": [(type, text[:place] + text[place + 1 :])],
            "replace": [(type, text[:place] + word + text[place + len(word) :])],
            "cut": [(type, text[place:])],
            "drop": [],
            "split": [(type, text[:place]), (type, text[place:])],
            "join": [(type, " ".join(one for _, one in parts[at : at + 2]))],
            "swap": [*reversed(parts[at : at + 2])],
            "retype": [("furniture" if len(word) < 4 else "heading", text)],
            "double": [(type, text), (type, text)],
        }[kind]
        parts[at : at + (2 if kind in ("join", "swap") else 1)] = changed
    cleaned = [(type, " ".join(text.split())) for type, text in parts]
    return [Block(f"a/{number:04d}", type, text) for number, (type, text) in enumerate(cleaned, start=1)]  # type: ignore[arg-type]


@settings(max_examples=200, deadline=None)
@given(annotated_documents(), random_edits())
def test_a_thousand_random_edits_lose_nothing(human: list[Block], edits: list[tuple[str, float, str]]) -> None:
    """Two hundred documents of five edits each: every annotation is carried, once, or in the list of conflicts."""
    now = apply_edits(human, edits)
    anchored = anchor_blocks(human, now)
    check_anchored(anchored, now)
    carried = count_marks(anchored.blocks.values())
    lost = count_marks(conflict.block for conflict in anchored.conflicts)
    before = count_marks(human)
    assert {key for key in before if key[0] == "entities"} == {key for key in carried + lost if key[0] == "entities"}
    assert all(before[key] == (carried + lost)[key] for key in before if key[0] == "entities")
    assert set(before) == set(carried + lost)


def check_anchored(anchored: Anchored, now: Sequence[Block]) -> None:
    """What is carried keeps the format, and stands on the present text in words like those that were marked."""
    for place, block in anchored.blocks.items():
        assert (block.id, block.text) == (now[place].id, now[place].text)
        document = Document(Head("a"), (replace(block, labels=()),))
        assert list(iterate_problems(document)) == []


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_aligned_stretches_are_the_same_and_in_order(old: str, new: str) -> None:
    runs = align_texts(old, new)
    assert all(old[run.old : run.old + run.length] == new[run.new : run.new + run.length] for run in runs)
    assert all(
        one.old + one.length <= two.old and one.new + one.length <= two.new
        for one, two in zip(runs, runs[1:], strict=False)
    )
    assert 0 <= measure_likeness(old, new) <= 1
    assert measure_likeness(old, old) == 1


@settings(max_examples=100, deadline=None)
@given(annotated_documents(), random_edits())
def test_a_span_is_carried_only_onto_words_like_its_own(human: list[Block], edits: list[tuple[str, float, str]]) -> None:
    words = {entity.id: entity.text.strip() for block in human for entity in block.entities or ()}
    for block in anchor_blocks(human, apply_edits(human, edits)).blocks.values():
        for entity in block.entities or ():
            assert measure_likeness(words[entity.id], entity.text.strip()) >= SPAN_ALIKE
