"""What a person did in two projects is one annotation, unless the two say different things."""

from __future__ import annotations

from surco.doccano.pull import Pulled, join_parts
from surco.records import Block, Entity, Label

SPANS = (Entity(3, 6, "ORG", "Red"),)
LABELS = (Label("equidad", "affirmed"),)


def pull(annotator: str = "ana", status: str = "done", **layers: object) -> Pulled:
    block = Block("d/1", "paragraph", "La Red.", status=status, **layers)  # type: ignore[arg-type]
    return Pulled("d/1", annotator, block)


def test_spans_and_labels_are_joined_and_done_where_both_are() -> None:
    for status in ("done", "open"):
        [one] = join_parts([pull(entities=SPANS, citations=()), pull(labels=LABELS, status=status)])
        assert one == pull(entities=SPANS, citations=(), labels=LABELS, status=status)


def test_two_people_stay_two() -> None:
    both = [pull(labels=LABELS), pull("luis", labels=())]
    assert [*join_parts(both)] == both


def test_one_person_saying_two_things_is_an_error_and_the_first_stays() -> None:
    error, first = join_parts([pull(labels=LABELS), pull(labels=())])
    assert error.error == "d/1: ana annotated it in two projects, differently; delete it in one of them"
    assert first == pull(labels=LABELS)


def test_errors_are_passed_on() -> None:
    assert [*join_parts([Pulled("d/1", error="d/1: no")])] == [Pulled("d/1", error="d/1: no")]
