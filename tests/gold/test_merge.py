"""Several annotators' versions become one: by vote, by adjudication, and in the outputs that carry them."""

from __future__ import annotations

from pathlib import Path

import pytest
from gold_cases import keep_passages, make_small_project, read_passage, write_present
from hypothesis import given
from hypothesis import strategies as st

from surco.gold import (
    Versions,
    adjudicate_document,
    decide_by_majority,
    decide_unanimously,
    follow_annotator,
    list_annotated,
    list_disagreements,
    list_ties,
    merge_annotators,
    merge_gold,
    read_versions,
)
from surco.gold.vote import Decide, Question, list_questions, name_answer
from surco.jsonl import read_document
from surco.records import UNSET, Block, Citation, Document, Head, Work, replace
from surco.settings import GOLD_FOLDER, Project

NOW = "2026-05-01T09:00:00+00:00"
PLAIN = "El Foro Sur decide."
SPAN = "El [Foro Sur|ORG] decide."
PART = "El [Foro|ORG] Sur decide."


def version(marked: str, *labels: str, status: str = "done") -> Block:
    return read_passage("a/0001", marked, *labels, status=status)


def merge(*blocks: Block) -> Block:
    documents = [Document(Head("a"), (block,)) for block in blocks]
    [merged] = merge_annotators(documents).blocks
    return merged


def name_entities(block: Block) -> list[str] | None:
    return None if block.entities is UNSET else [entity.text for entity in block.entities or ()]


def name_labels(block: Block) -> list[str] | None:
    return None if block.labels is UNSET else [f"{one.principle} {one.stance}" for one in block.labels or ()]


# (versions, entities, labels) – None where there is no majority
VOTES = [
    # all say the same
    ([(SPAN, "consenso"), (SPAN, "consenso")], ["Foro Sur"], ["consenso affirmed"]),
    # two of three
    ([(SPAN, "consenso"), (SPAN, "consenso"), (PLAIN,)], ["Foro Sur"], ["consenso affirmed"]),
    # two of three say that there is nothing
    ([(SPAN, "consenso"), (PLAIN,), (PLAIN,)], [], []),
    # a tie leaves the layer without a decision, and not the other one
    ([(SPAN, "consenso"), (PLAIN, "consenso")], None, ["consenso affirmed"]),
    # three answers at one place: none has a majority, though two say that something is there
    ([(SPAN,), (PART,), (PLAIN,)], None, []),
    # the stance is decided together with the label
    ([(PLAIN, "consenso"), (PLAIN, "consenso?"), (PLAIN, "consenso?")], [], ["consenso questioned"]),
    ([(PLAIN, "consenso"), (PLAIN, "consenso?")], [], None),
    # one alone decides
    ([(SPAN, "consenso")], ["Foro Sur"], ["consenso affirmed"]),
]


@pytest.mark.parametrize(("versions", "entities", "labels"), VOTES)
def test_majority(
    versions: list[tuple[str, ...]], entities: list[str] | None, labels: list[str] | None
) -> None:
    merged = merge(*(version(marked, *given) for marked, *given in versions))
    assert (name_entities(merged), name_labels(merged)) == (entities, labels)


@pytest.mark.parametrize(("versions", "entities", "labels"), VOTES)
def test_ties_are_what_a_merge_leaves_out(
    versions: list[tuple[str, ...]], entities: list[str] | None, labels: list[str] | None
) -> None:
    documents = [Document(Head("a"), (version(marked, *given),)) for marked, *given in versions]
    assert [bool(list_ties(documents, layer)) for layer in ("entities", "citations", "labels")] == [
        entities is None, False, labels is None,
    ]  # fmt: skip
    adjudicated = Document(Head("a", of=("ana", "luis")), (version(PLAIN),))
    assert list_ties([*documents, adjudicated], "entities") == []


def test_what_was_adjudicated_is_taken_as_it_is() -> None:
    adjudicated = Document(Head("a", of=("ana", "luis")), (version(PLAIN, "equidad"),))
    others = [Document(Head("a"), (version(SPAN, "consenso"),)) for _ in range(3)]
    [merged] = merge_annotators([*others, adjudicated]).blocks
    assert name_labels(merged) == ["equidad affirmed"]


def test_open_passages_have_no_vote_and_absent_layers_no_say() -> None:
    merged = merge(version(SPAN, "consenso", status="open"), version(PLAIN), replace(version(SPAN), labels=UNSET))
    assert name_labels(merged) == []
    assert name_entities(merged) is None


LABELS = st.lists(st.sampled_from(["consenso", "consenso?", "equidad", "eficiencia?"]), unique_by=lambda one: one[:4])
VERSIONS = st.tuples(st.sampled_from([SPAN, PART, PLAIN]), LABELS).map(lambda one: version(one[0], *one[1]))


@given(st.lists(VERSIONS, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_the_annotators_does_not_matter(blocks: list[Block], random: object) -> None:
    shuffled = list(blocks)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = merge(*blocks), merge(*shuffled)
    assert (name_entities(one), sorted(name_labels(one) or [])) == (name_entities(other), sorted(name_labels(other) or []))


@given(st.dictionaries(st.sampled_from("abcde"), VERSIONS, min_size=1))
def test_each_annotation_is_in_the_answer_to_one_question(versions: dict[str, Block]) -> None:
    asked = [mark for one in list_questions(versions) for _, answer in one.answers for mark in answer]
    given = [mark for block in versions.values() for mark in (*(block.entities or ()), *(block.labels or ()))]
    assert sorted(map(repr, asked)) == sorted(map(repr, given))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Ana and Luis differ on one passage of two."""
    project = make_small_project(tmp_path / "p")
    both = read_passage("a/0002", "Nada más.", "equidad")
    write_present(project, version(PLAIN), both)
    keep_passages(project, "ana", version(SPAN, "consenso"), both)
    keep_passages(project, "luis", version(PLAIN), both)
    return project


def adjudicate(project: Project, decide: Decide, *, at: str | None = None) -> dict[str, int]:
    [versions] = read_versions(project)
    return dict(adjudicate_document(project.folder / GOLD_FOLDER, versions, decide, at=at))


def read_adjudicated(project: Project) -> Document:
    return read_document(project.folder / GOLD_FOLDER / "adjudicated/a.jsonl")


def test_disagreements_are_what_is_to_be_decided(project: Project) -> None:
    assert list_disagreements(project) == ["a/0001"]
    [versions] = read_versions(project)
    asked = [question for question in list_questions(versions.list_done(0)) if not question.is_agreed]
    assert [(one.layer, one.what, [name_answer(answer) for _, answer in one.answers]) for one in asked] == [
        ("entities", "Foro Sur", ["ORG «Foro Sur» 3–11", "nothing"]),
        ("labels", "consenso", ["consenso", "nothing"]),
    ]


@pytest.mark.parametrize("decide", [decide_unanimously, decide_by_majority])
def test_without_a_decision_a_passage_stays_open(project: Project, decide: Decide) -> None:
    assert adjudicate(project, decide) == {"agreed": 1, "undecided": 1}
    adjudicated = read_adjudicated(project)
    assert adjudicated.head.of == ("ana", "luis")
    assert [block.status for block in adjudicated.blocks] == ["open", "done"]
    assert [label.source for block in adjudicated.blocks for label in block.labels or ()] == ["human:adjudicated"]
    assert list_disagreements(project) == ["a/0001"]


def name_sources(project: Project) -> dict[str, list[str]]:
    blocks = read_adjudicated(project).blocks
    return {block.id: [one.source for one in (*(block.entities or ()), *(block.labels or ()))] for block in blocks}


def test_what_one_did_alone_is_not_agreed_on_and_keeps_its_source(project: Project) -> None:
    write_present(project, *_present(project), read_passage("a/0003", "Ya."), replace(version(PLAIN), id="a/0004"))
    keep_passages(project, "ana", read_passage("a/0003", "Ya.", "equidad"), replace(version(SPAN), id="a/0004", labels=UNSET))
    # two who did different layers of a passage agree on nothing either
    keep_passages(project, "luis", replace(version(PLAIN, "consenso"), id="a/0004", entities=UNSET, citations=UNSET))
    # who is done with nothing has no part in it
    keep_passages(project, "eva", version(PLAIN, status="open"))
    assert adjudicate(project, decide_by_majority) == {"single": 2, "agreed": 1, "undecided": 1}
    assert name_sources(project) == {
        "a/0001": [], "a/0002": ["human:adjudicated"], "a/0003": ["human:ana"], "a/0004": ["human:ana", "human:luis"],
    }  # fmt: skip
    assert read_adjudicated(project).head.of == ("ana", "luis")
    # no time: nobody decided, so that a second annotator still changes it
    keep_passages(project, "luis", read_passage("a/0003", "Ya.", "equidad"))
    assert adjudicate(project, decide_by_majority) == {"single": 1, "agreed": 2, "undecided": 1}
    assert name_sources(project)["a/0003"] == ["human:adjudicated"]


def test_one_annotator_may_be_followed(project: Project) -> None:
    assert adjudicate(project, follow_annotator("ana")) == {"agreed": 1, "merged": 1}
    assert name_labels(read_adjudicated(project).blocks[0]) == ["consenso affirmed"]
    assert list_disagreements(project) == []


def test_a_third_annotator_decides_and_the_version_before_is_kept(project: Project) -> None:
    adjudicate(project, follow_annotator("ana"))
    keep_passages(project, "eva", version(PLAIN))
    assert adjudicate(project, decide_by_majority) == {"agreed": 1, "merged": 1}
    assert name_labels(read_adjudicated(project).blocks[0]) == []
    assert (project.folder / GOLD_FOLDER / "adjudicated/earlier/a.ndjson").exists()


def test_what_a_person_decided_survives_every_later_merge(project: Project) -> None:
    adjudicate(project, follow_annotator("ana"), at=NOW)
    before = read_adjudicated(project)
    keep_passages(project, "eva", version(PLAIN, "eficiencia"))
    for decide in (decide_by_majority, decide_unanimously, follow_annotator("luis")):
        assert adjudicate(project, decide) == {"kept": 1, "agreed": 1}
        assert read_adjudicated(project).blocks == before.blocks
    assert before.blocks[0].annotated_at == NOW


def test_what_an_adjudicator_did_elsewhere_is_a_persons_decision_too(project: Project) -> None:
    keep_passages(project, "adjudicated", version(PART, "eficiencia"))
    assert adjudicate(project, decide_by_majority)["kept"] == 1
    assert name_labels(read_adjudicated(project).blocks[0]) == ["eficiencia affirmed"]


def test_adjudicated_twice_is_adjudicated_once(project: Project) -> None:
    adjudicate(project, decide_by_majority)
    path = project.folder / GOLD_FOLDER / "adjudicated/a.jsonl"
    before = path.read_bytes()
    adjudicate(project, decide_by_majority)
    assert path.read_bytes() == before


def test_outputs_carry_the_majority_and_tell_of_ties(project: Project) -> None:
    machine = Document(Head("a"), tuple(Block(one.id, one.type, one.text, labels=()) for one in _present(project)))
    merged = merge_gold(machine, list_annotated(project)["a"])
    assert name_labels(merged.blocks[0]) == ["consenso affirmed"]
    # two places, one passage
    assert [(warning.code, warning.detail) for warning in merged.head.warnings or ()] == [(
        "gold-undecided",
        "passages on which annotators are tied and ana, who is first by name, is followed: 1; "
        "decide with: surco adjudicate --strategy ask",
    )]  # fmt: skip
    keep_passages(project, "eva", version(PLAIN))
    merged = merge_gold(machine, list_annotated(project)["a"])
    assert name_labels(merged.blocks[0]) == []
    assert merged.head.warnings == ()


def _present(project: Project) -> tuple[Block, ...]:
    [versions] = read_versions(project)
    return versions.present


def test_versions_stand_on_the_present_text(project: Project) -> None:
    moved = replace(version(PLAIN), id="a/0007", text="En 2010 el Foro Sur decide.")
    write_present(project, moved)
    [versions] = read_versions(project)
    assert [block.id for block in versions.list_done(0).values()] == ["a/0007", "a/0007"]
    assert [entity.start for entity in versions.list_done(0)["ana"].entities or ()] == [11]


def test_links_lead_to_the_entry_as_it_is_numbered_now(tmp_path: Path) -> None:
    text = "Así lo dice (Ruiz, 2007)."

    def cite(reference: str | None) -> Block:
        work = Work(("Ruiz",), "2007", reference=reference)
        return replace(version(text), citations=(Citation(12, 24, "parenthetical", text[12:24], works=(work,)),))

    entries = [Block("a/0030", "reference", "Lima, J. (2011). Redes."), Block("a/0031", "reference", "Ruiz, A. (2007). Sur.")]
    project = make_small_project(tmp_path / "p")
    path = keep_passages(project, "ana", cite("a/0030"))
    document = merge_gold(Document(Head("a"), (cite("a/0031"), *entries)), [path])
    assert [one.works[0].reference for one in document.blocks[0].citations or ()] == ["a/0031"]
    document = merge_gold(Document(Head("a"), (cite(None), *entries[:1])), [path])
    assert [one.works[0].reference for one in document.blocks[0].citations or ()] == [None]


def test_a_question_is_agreed_whatever_the_works(tmp_path: Path) -> None:
    text = "Así lo dice (Ruiz, 2007)."
    one, other = (
        replace(version(text), citations=(Citation(12, 24, "parenthetical", text[12:24], works=works),))
        for works in ((), (Work(("Ruiz",), "2007"),))
    )
    questions: list[Question] = list(list_questions({"ana": one, "luis": other}))
    assert [question.is_agreed for question in questions] == [True]


def test_no_versions_ask_nothing() -> None:
    assert list(list_questions({})) == []
    assert Versions("a", (), {}).annotators == ()
