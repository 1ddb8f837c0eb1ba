"""Agreement measured from gold: what counts as coded, as none and as missing; spans; intervals; disagreements."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from gold_cases import keep_passages, make_small_project, read_passage
from hypothesis import given, settings
from hypothesis import strategies as st

from surco.agreement import Agreement, Row, measure_agreement
from surco.agreement.spans import count_equal, count_overlaps
from surco.agreement.table import explain_figures, list_rows, warn_few
from surco.gold import Versions, read_versions
from surco.gold.anchor import Anchored
from surco.records import UNSET, Block, SurcoError, replace

SPAN = "El [Foro Sur|ORG] decide con [equidad|PRINCIPLE:equidad]."
PART = "El [Foro|ORG] Sur decide con [equidad|PRINCIPLE:equidad]."
PLAIN = "El Foro Sur decide con equidad."


def make_versions(name: str, **annotators: list[Block]) -> Versions:
    """A document whose passages the annotators saw as they are."""
    present = {block.id: Block(block.id, block.type, block.text) for blocks in annotators.values() for block in blocks}
    places = {id: place for place, id in enumerate(present)}
    anchored = {who: Anchored({places[block.id]: block for block in blocks}) for who, blocks in annotators.items()}
    return Versions(name, tuple(present.values()), anchored)


def passage(number: int, marked: str, *labels: str, document: str = "a", status: str = "done") -> Block:
    return read_passage(f"{document}/{number:04d}", marked, *labels, status=status)


def find_row(measured: Agreement, layer: str, label: str) -> Row:
    return next(row for row in measured.rows if (row.layer, row.label) == (layer, label))


def test_missing_is_told_from_none() -> None:
    ana = [passage(1, SPAN, "equidad"), passage(2, PLAIN), passage(3, PLAIN, "equidad"), passage(4, PLAIN, status="open")]
    luis = [passage(1, SPAN, "equidad"), passage(2, PLAIN), replace(passage(3, PLAIN), labels=UNSET)]
    measured = measure_agreement([make_versions("a", ana=ana, luis=luis)])
    assert (measured.passages, measured.shared) == (3, 3)
    row = find_row(measured, "labels", "equidad")
    assert (row.units, row.given, row.alpha and row.alpha.value) == (2, 2, 1.0)
    coverage = {(one.annotator, one.layer): (one.marked, one.none, one.missing) for one in measured.coverage}
    assert coverage["ana", "labels"] == (2, 1, 0)
    assert coverage["luis", "labels"] == (1, 1, 1)
    assert coverage["luis", "entities"] == (1, 2, 0)


def test_spans_are_compared_strictly_and_by_overlap() -> None:
    measured = measure_agreement([make_versions("a", ana=[passage(1, SPAN)], luis=[passage(1, PART)])])
    values = {
        row.label: (row.strict and row.strict.value, row.partial and row.partial.value, row.given)
        for row in measured.rows
        if row.layer == "entities"
    }
    assert values == {"ORG": (0.0, 1.0, 2), "PRINCIPLE": (1.0, 1.0, 2), "all": (0.5, 1.0, 4)}
    words = find_row(measured, "entities", "ORG")
    assert (words.unit, words.units) == ("words", 6)


def test_the_stance_is_compared_where_both_gave_the_label() -> None:
    ana = [passage(1, PLAIN, "equidad"), passage(2, PLAIN, "equidad?"), passage(3, PLAIN, "equidad")]
    luis = [passage(1, PLAIN, "equidad"), passage(2, PLAIN, "equidad?"), passage(3, PLAIN)]
    measured = measure_agreement([make_versions("a", ana=ana, luis=luis)])
    row = find_row(measured, "labels", "stance")
    assert (row.units, row.cohen and row.cohen.value) == (2, 1.0)
    assert find_row(measured, "labels", "sets of labels").masi is not None


def test_disagreements_come_with_their_passages() -> None:
    ana, luis = [passage(1, SPAN, "equidad")], [passage(1, PLAIN, "equidad?")]
    measured = measure_agreement([make_versions("a", ana=ana, luis=luis)])
    assert [(one.layer, one.what, one.answers, one.start) for one in measured.disagreements] == [
        ("entities", "Foro Sur", {"ana": "ORG «Foro Sur» 3–11", "luis": "nothing"}, 3),
        ("entities", "equidad", {"ana": "PRINCIPLE:equidad «equidad» 23–30", "luis": "nothing"}, 23),
        ("labels", "equidad", {"ana": "equidad", "luis": "equidad (questioned)"}, None),
    ]
    assert {one.text for one in measured.disagreements} == {PLAIN}


def test_intervals_are_over_documents_and_the_same_every_time() -> None:
    def document(name: str, agreed: int) -> Versions:
        ana = [passage(n, PLAIN, *(["equidad"] if n < 3 else []), document=name) for n in range(6)]
        luis = [passage(n, PLAIN, *(["equidad"] if n < agreed else []), document=name) for n in range(6)]
        return make_versions(name, ana=ana, luis=luis)

    several = [document(name, agreed) for name, agreed in (("a", 3), ("b", 1), ("c", 5), ("d", 3))]
    row = find_row(measure_agreement(several), "labels", "equidad")
    assert row.alpha and row.alpha.low is not None and row.alpha.value and row.alpha.high is not None
    assert row.alpha.low < row.alpha.value < row.alpha.high
    assert row == find_row(measure_agreement(several), "labels", "equidad")
    unshared = make_versions("e", ana=[passage(1, PLAIN, document="e")])
    assert row == find_row(measure_agreement([unshared, *several]), "labels", "equidad")
    alone = find_row(measure_agreement(several[:1]), "labels", "equidad").alpha
    assert alone and (alone.value, alone.low, alone.high) == (1.0, None, None)


def test_it_is_said_what_each_coefficient_is_of() -> None:
    both = [passage(number, SPAN, "equidad") for number in (1, 2, 3)]
    two = list(explain_figures(measure_agreement([make_versions("a", ana=both, luis=both)])))
    assert two[0].startswith("n: what two or more did; what one alone did is left out")
    assert [line.partition(":")[0] for line in two[1:4]] == ["words", "passages", "labels"]
    assert "Cohen κ: of the two; α: Krippendorff's, nominal" in two
    # one document has no intervals, and of two annotators Fleiss counts what the others do
    assert not any(line.startswith(("Fleiss", "in brackets")) for line in two)
    measured = measure_agreement([
        make_versions("a", ana=both, luis=both, eva=both[:1]),
        make_versions("b", ana=[passage(1, PLAIN, document="b")], luis=[passage(1, PLAIN, document="b")]),
    ])  # fmt: skip
    row = find_row(measured, "labels", "equidad")
    assert (row.units, row.complete) == (4, 1)
    three = list(explain_figures(measured))
    assert "Cohen κ: mean of the pairs; α: Krippendorff's, nominal" in three
    assert "Fleiss κ: only of what all 3 did: 6 of 24 words (entities), 1 of 4 passages (labels), 1 of 3 labels (labels)" in three
    assert three[-1] == "in brackets: 95 % intervals, by drawing the documents again 1000 times"


def test_a_heading_without_labels_is_no_missing_passage() -> None:
    heading = replace(passage(1, SPAN), type="heading", labels=UNSET)
    measured = measure_agreement([make_versions("a", ana=[heading], luis=[heading])])
    assert (measured.passages, measured.shared, measured.others) == (0, 0, 1)
    coverage = {(one.annotator, one.layer): (one.marked, one.none, one.missing) for one in measured.coverage}
    assert (coverage["ana", "labels"], coverage["ana", "entities"]) == ((0, 0, 0), (1, 0, 0))


@pytest.mark.parametrize(("documents", "warned"), [(1, 1), (9, 1), (10, 0)])
def test_intervals_over_few_documents_are_warned_of(documents: int, warned: int) -> None:
    versions = [make_versions(f"d{n}", ana=[passage(1, SPAN, document=f"d{n}")], luis=[passage(1, SPAN, document=f"d{n}")])
                for n in range(documents)]  # fmt: skip
    assert len(list(warn_few(measure_agreement(versions)))) == warned


def test_documents_drawn_without_any_span_do_not_widen_an_interval() -> None:
    both = [passage(1, SPAN)]
    versions = [make_versions("a", ana=both, luis=both)]
    for name in ("b", "c"):
        empty = [passage(1, PLAIN, document=name)]
        versions.append(make_versions(name, ana=empty, luis=empty))
    row = find_row(measure_agreement(versions), "entities", "ORG")
    assert row.strict and (row.strict.value, row.strict.low, row.strict.high) == (1.0, 1.0, 1.0)


LABELS = st.lists(st.sampled_from(["equidad", "consenso?", "eficiencia"]), unique=True)
PASSAGES = st.lists(st.tuples(st.sampled_from([SPAN, PART, PLAIN]), LABELS), min_size=1, max_size=5)


@settings(max_examples=25, deadline=None)
@given(PASSAGES)
def test_equal_annotation_agrees_wholly(written: list[tuple[str, list[str]]]) -> None:
    blocks = [passage(number, marked, *labels) for number, (marked, labels) in enumerate(written)]
    measured = measure_agreement([make_versions("a", ana=blocks, luis=blocks, eva=blocks)], resamples=10)
    figures = [
        figure
        for row in measured.rows
        for figure in (row.cohen, row.fleiss, row.alpha, row.masi, row.jaccard, row.strict, row.partial)
        if figure
    ]
    assert {figure.value for figure in figures} <= {1.0, None}
    assert measured.disagreements == ()


@settings(max_examples=25, deadline=None)
@given(PASSAGES, PASSAGES)
def test_the_order_of_annotators_does_not_matter(
    one: list[tuple[str, list[str]]], other: list[tuple[str, list[str]]]
) -> None:
    ana, luis = ([passage(n, marked, *labels) for n, (marked, labels) in enumerate(part)] for part in (one, other))
    first = measure_agreement([make_versions("a", ana=ana, luis=luis)], resamples=10)
    second = measure_agreement([make_versions("a", ana=luis, luis=ana)], resamples=10)
    assert list(list_rows(first)) == list(list_rows(second))


@given(st.sampled_from([SPAN, PART, PLAIN]), st.sampled_from([SPAN, PART, PLAIN]))
def test_what_is_equal_overlaps(one: str, other: str) -> None:
    spans, others = (passage(1, marked).entities or () for marked in (one, other))
    assert 2 * count_equal(spans, others) <= count_overlaps(spans, others) <= len(spans) + len(others)


def test_one_annotator_alone_has_nobody_to_agree_with(tmp_path: Path) -> None:
    project = make_small_project(tmp_path / "p")
    keep_passages(project, "ana", passage(1, SPAN))
    keep_passages(project, "adjudicated", passage(1, PLAIN))
    with pytest.raises(SurcoError, match=r"no passage is done by two annotators \(done by: ana\)"):
        measure_agreement(read_versions(project))


def test_gamma_without_its_package_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pygamma_agreement", None)
    with pytest.raises(SurcoError, match=r"pip install 'surco\[gamma\]'"):
        measure_agreement([make_versions("a", ana=[passage(1, SPAN)], luis=[passage(1, PART)])], gamma=True)


@pytest.mark.slow
def test_gamma_is_one_for_equal_spans_and_the_same_every_time() -> None:
    pytest.importorskip("pygamma_agreement")
    equal = make_versions("a", ana=[passage(1, SPAN)], luis=[passage(1, SPAN)])
    near = make_versions("a", ana=[passage(1, SPAN)], luis=[passage(1, PART)])
    first, second, third = (
        find_row(measure_agreement([one], gamma=True), "entities", "all").gamma for one in (equal, near, near)
    )
    assert first and first.value == 1
    assert second and second == third and second.value and second.value < 1
