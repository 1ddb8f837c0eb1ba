"""Reports are made on documents not trained on, tell how sure they are, and are refused on too little."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from small_passages import CUES, LABELS, SETTINGS, find_named

from surco.classify import Model
from surco.classify.card import save_card
from surco.classify.decisions import weigh_share
from surco.classify.explanation import explain_passage
from surco.classify.prediction import calibrate
from surco.classify.scores import Report, count_confusion, measure_flags, measure_reliability
from surco.classify.suggestion import count_wavering, suggest_passages
from surco.evaluate import draw_learning_curve, evaluate_labels, evaluate_model, make_trainer, tabulate_report
from surco.records import Block, SurcoError, replace

TRAINER = make_trainer(labels=LABELS, scheme="1.0", cues=CUES, settings=SETTINGS)


@pytest.fixture(scope="module")
def report(small_blocks: list[Block]) -> Report:
    return evaluate_labels(small_blocks, TRAINER, labels=LABELS)


def test_scores_are_counted_over_all_labels() -> None:
    gold = np.array([[True, False], [True, True], [False, False]])
    given = np.array([[True, True], [False, True], [False, False]])
    score = measure_flags(gold, given, ["a", "b", "c"])
    assert (score.right, score.gold, score.predicted, score.f1) == (2, 3, 3, 0.6667)
    assert score.low <= score.f1 <= score.high


INTERVALS = [
    # gold, given, bounds: draws in which nothing holds and nothing is given have no F1; an error is one in every draw
    ([True, False, False], [True, False, False], (1.0, 1.0)),
    ([False, False, False], [False, False, False], (0.0, 0.0)),
    ([True, False, False], [False, True, False], (0.0, 0.0)),
    ([True, True, False], [True, False, True], (0.0, 1.0)),
]


@pytest.mark.parametrize(("gold", "given", "bounds"), INTERVALS)
def test_draws_without_anything_found_or_missed_do_not_widen_an_interval(
    gold: list[bool], given: list[bool], bounds: tuple[float, float]
) -> None:
    score = measure_flags(np.array(gold), np.array(given), ["a", "b", "c"])
    assert (score.low, score.high) == bounds


def test_probabilities_are_binned() -> None:
    bins = measure_reliability(np.array([0.02, 0.04, 0.97, 1.0]), np.array([False, True, True, True]))
    assert [(one.count, one.mean, one.held) for one in bins] == [(2, 0.03, 0.5), (2, 0.985, 1.0)]


def test_confusion_pairs_what_was_missed_with_what_was_given() -> None:
    gold, given = np.array([[True, False], [True, False]]), np.array([[False, True], [True, True]])
    assert count_confusion(gold, given, ("a", "b")) == (("a", "b", 1),)


def test_a_report_stands_beside_its_baselines(report: Report) -> None:
    assert report.passages == 60 and report.groups == 10
    assert report.micro.f1 > max(score.f1 for score in report.baselines.values())
    assert set(report.labels) == set(LABELS)
    assert sum(one.count for one in report.reliability) == 60 * len(LABELS)
    assert {row["label"] for row in tabulate_report(report)} > set(LABELS)


def test_too_little_is_refused_with_what_is_needed(small_blocks: list[Block]) -> None:
    with pytest.raises(SurcoError, match="12 labelled passages in 2 documents are too few .* label at least 50 in 5"):
        evaluate_labels(small_blocks[:12], TRAINER, labels=LABELS)


def test_a_model_is_measured_on_other_passages(small_model: Model, small_blocks: list[Block]) -> None:
    others = [replace(block, id=f"new{number}/1") for number, block in enumerate(small_blocks[:6])]
    assert evaluate_model(others, small_model).micro.f1 > 0.8


def test_the_learning_curve_grows_in_passages(small_blocks: list[Block]) -> None:
    points = list(draw_learning_curve(small_blocks, TRAINER, labels=LABELS, shares=(0.01, 0.7, 1.0)))
    assert [point.passages for point in points] == sorted(point.passages for point in points)
    assert points[-1].passages == 48


def test_the_card_says_what_was_measured(
    small_model: Model, report: Report, small_blocks: list[Block], tmp_path: Path
) -> None:
    (tmp_path / "notes.md").write_text("## Limits\n\n- Invented.\n")
    save_card(small_model, report, small_blocks, tmp_path)
    card = (tmp_path / "card.md").read_text()
    for part in (small_model.digest, small_model.head.data, "`consenso`", "baseline: named principles", "- Invented."):
        assert part in card
    assert json.loads((tmp_path / "metrics.json").read_bytes())["micro"]["gold"] == report.micro.gold


def test_human_and_authored_passages_are_told_apart(small_blocks: list[Block], small_model: Model, tmp_path: Path) -> None:
    authored = [replace(block, id=f"w/{number:04d}", situation=f"w{number % 7}") for number, block in enumerate(small_blocks)]
    both = evaluate_labels([*small_blocks, *authored], TRAINER, labels=LABELS)
    assert {kind: (source.passages, source.groups) for kind, source in both.sources.items()} == {
        "authored": (60, 7), "human": (60, 10),
    }  # fmt: skip
    assert sum(source.micro.gold for source in both.sources.values()) == both.micro.gold
    save_card(small_model, both, small_blocks, tmp_path)
    card = (tmp_path / "card.md").read_text()
    for part in ("articles annotated by people: 60 in 10", "written for training: 60 in 7", "the majority", "│"):
        assert part in card


def test_only_authored_passages_are_weighed_up_to_the_share_of_articles() -> None:
    empty, authored = np.array([False, True, False, True]), np.array([True, True, False, False])
    assert weigh_share(empty, authored, 0.75).tolist() == [1.0, 3.0, 1.0, 1.0]
    assert weigh_share(empty, authored, None).tolist() == [1.0] * 4


def test_an_explanation_names_what_moved_the_label(small_model: Model, small_blocks: list[Block]) -> None:
    [consenso, _] = explain_passage(small_blocks[0], small_model)
    assert consenso.label == "consenso" and consenso.score >= consenso.threshold
    kinds = {reason.kind for reason in consenso.reasons}
    assert "name" in kinds and "meaning" not in kinds
    [_, autonomia] = explain_passage(small_blocks[3], small_model)
    assert {"cue", "word"} <= {reason.kind for reason in autonomia.reasons}
    weights = [abs(reason.weight) for reason in consenso.reasons]
    assert weights == sorted(weights, reverse=True)


LONG = "La sede de Lima abrió en marzo. La oficina sigue bajo la tutela del banco, que no la deja decidir. Hay un mapa."


@pytest.mark.parametrize("text", ["En Lima el consenso rige la mesa.", LONG])
def test_the_reasons_and_the_bias_make_up_the_score(text: str, small_model: Model) -> None:
    head = small_model.head
    block = Block(id="a/0001", type="paragraph", text=text, language="es", entities=find_named(text))
    named = {entity.principle for entity in find_named(text)}
    for number, one in enumerate(explain_passage(block, small_model, most=10_000)):
        bias, line = head.bias[number], head.calibration[number]
        if one.label in named:
            bias, line = 0.0, head.named_calibration
        weight = bias + sum(reason.weight for reason in one.reasons)
        assert one.score == pytest.approx(float(calibrate(np.array(weight), *line)), abs=0.01)


def test_suggestions_hold_a_random_share_and_no_twins(small_model: Model, small_blocks: list[Block]) -> None:
    found = suggest_passages(small_blocks, small_model, count=5, random_share=0.4)
    assert found == suggest_passages(small_blocks[::-1], small_model, count=5, random_share=0.4)
    assert sum(one.why == "random" for one in found) == 2
    # the passages of one kind differ in the name of a place only: no more than one of each is worth a look
    assert len({one.id.split("/")[1] for one in found}) == len(found)
    assert suggest_passages([], small_model) == []


def test_wavering_passages_are_counted(small_model: Model, small_blocks: list[Block]) -> None:
    wavering, passages = count_wavering([*small_blocks, Block(id="h/1", type="heading", text="Redes")], small_model)
    assert passages == len(small_blocks) and 0 <= wavering <= passages
