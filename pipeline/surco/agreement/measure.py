"""The gold of a project → how far its annotators agree, by layer and label, with intervals."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from surco.agreement import coefficients
from surco.agreement.coding import (
    NONE,
    Coding,
    Passage,
    Unit,
    code_labels,
    code_sets,
    code_stances,
    code_words,
    encode_units,
    list_spans,
    name_span,
    narrow_coding,
)
from surco.agreement.figures import ALL, Agreement, Coverage, Disagreement, Row
from surco.agreement.resampling import RESAMPLES, SEED, draw_documents, measure_figure
from surco.agreement.spans import count_spans
from surco.gold import ADJUDICATED, Versions
from surco.gold.store import LAYERS, Layer
from surco.gold.vote import list_questions, name_answer
from surco.records import Block, SurcoError

if TYPE_CHECKING:
    from surco.agreement.coefficients import Codes, Floats

SETS = "sets of labels"
STANCE = "stance"


def measure_agreement(
    versions: Iterable[Versions], *, annotators: Sequence[str] = (), resamples: int = RESAMPLES, seed: int = SEED,
    gamma: bool = False,
) -> Agreement:  # fmt: skip
    """How far these annotators agree, or all; the adjudicated version is none of them.

    Raises SurcoError where no passage was done by two of them, or γ is wanted and its package is not installed.
    """
    passages = list(_list_passages(versions, annotators))
    names = sorted({name for passage in passages for name in passage.versions})
    shared = [passage for passage in passages if len(passage.versions) > 1]
    if not shared:
        who = ", ".join(names) or "nobody"
        raise SurcoError(f"annotations/gold: no passage is done by two annotators (done by: {who}); annotate some twice")
    count = 1 + max(passage.document for passage in passages)
    draws = draw_documents(count, resamples=resamples, seed=seed)
    rows = [row for layer in LAYERS for row in _measure_layer(layer, passages, names, draws) if row.units]
    if gamma:
        from surco.agreement.gamma import add_gamma

        rows = add_gamma(rows, passages, draws, seed)
    running = sum(map(_is_running, shared))
    return Agreement(
        tuple(names), count, sum(map(_is_running, passages)), running, resamples, seed, tuple(rows),
        tuple(_count_coverage(passages, names)), tuple(_list_disagreements(passages)), len(shared) - running,
    )  # fmt: skip


def _is_running(passage: Passage) -> bool:
    """Whether it is running text, which has labels, and no heading or caption."""
    return any(block.is_passage for block in passage.versions.values())


def _list_passages(versions: Iterable[Versions], annotators: Sequence[str]) -> Iterator[Passage]:
    """Yield the passages that anyone is done with; documents in which no two share one have no number of their own."""
    number = 0
    for one in versions:
        done = [_choose_versions(one.list_done(place), annotators) for place in range(len(one.present))]
        shared = any(len(found) > 1 for found in done)
        yield from (Passage(number if shared else -1, found) for found in done if found)
        number += shared


def _choose_versions(done: dict[str, Block], annotators: Sequence[str]) -> dict[str, Block]:
    return {
        name: block for name, block in done.items() if name != ADJUDICATED and (not annotators or name in annotators)
    }


def _measure_layer(layer: Layer, passages: Sequence[Passage], names: Sequence[str], draws: Floats) -> Iterator[Row]:
    if layer == "labels":
        yield from _measure_labels(passages, names, draws)
        return
    shared = [passage for passage in passages if len(passage.list_coded(layer)) > 1]
    spans = [
        name_span(span)
        for passage in shared
        for block in passage.list_coded(layer).values()
        for span in list_spans(block, layer)
    ]
    words = code_words(shared, layer, names)
    for label in (*sorted(set(spans)), *([ALL] if spans else [])):
        own = None if label == ALL else label
        row = _measure_coding(layer, label, "words", narrow_coding(words, own) if own else words, draws)
        strict, partial = (
            measure_figure(
                count_spans(shared, layer, own, draws.shape[1], partial=partial), draws, coefficients.measure_f1
            )
            for partial in (False, True)
        )
        yield replace(row, given=len(spans) if own is None else spans.count(own), strict=strict, partial=partial)


def _measure_labels(passages: Sequence[Passage], names: Sequence[str], draws: Floats) -> Iterator[Row]:
    found = {label.principle for one in passages for block in one.versions.values() for label in block.labels or ()}
    for label in sorted(found):
        yield _measure_units("labels", label, "passages", code_labels(passages, label), names, draws)
    yield _measure_units("labels", STANCE, "labels", code_stances(passages), names, draws)
    coding = encode_units(list(code_sets(passages)), names)
    sets = [frozenset(value.split()) for value in coding.values]
    counts = _sum_documents(coding, draws, lambda codes: _count_coincidences(codes, coding))
    masi, jaccard = (
        measure_figure(counts, draws, _alpha_under(coefficients.make_distances(sets, name)))
        for name in ("masi", "jaccard")
    )
    row = _measure_coding("labels", SETS, "passages", coding, draws)
    yield replace(row, cohen=None, fleiss=None, masi=masi, jaccard=jaccard)


def _measure_units(
    layer: Layer, label: str, unit: str, units: Iterable[Unit], names: Sequence[str], draws: Floats
) -> Row:
    return _measure_coding(layer, label, unit, encode_units(list(units), names), draws)


def _measure_coding(layer: Layer, label: str, unit: str, coding: Coding, draws: Floats) -> Row:
    size, many = len(coding.values), coding.codes.shape[1]
    pairs = list(itertools.combinations(range(many), 2))
    nominal = _alpha_under(coefficients.make_nominal(size))

    def count_pairs(codes: Codes) -> Floats:
        import numpy as np

        return np.stack([coefficients.count_confusion(codes[:, one], codes[:, two], size) for one, two in pairs])

    def count_fleiss(codes: Codes) -> Floats:
        return coefficients.count_fleiss(coefficients.count_values(codes, size), many)

    empty = [number for number, value in enumerate(coding.values) if value == NONE]
    return Row(
        layer, label, unit, len(coding.codes), int(_count_given(coding.codes, empty)), _count_complete(coding.codes),
        cohen=measure_figure(_sum_documents(coding, draws, count_pairs), draws, _average_cohen),
        fleiss=measure_figure(_sum_documents(coding, draws, count_fleiss), draws, coefficients.measure_fleiss),
        alpha=measure_figure(
            _sum_documents(coding, draws, lambda codes: _count_coincidences(codes, coding)), draws, nominal
        ),
    )  # fmt: skip


def _count_coincidences(codes: Codes, coding: Coding) -> Floats:
    return coefficients.count_coincidences(coefficients.count_values(codes, len(coding.values)))


def _count_complete(codes: Codes) -> int:
    return int((codes != coefficients.MISSING).all(axis=1).sum())


def _count_given(codes: Codes, empty: Sequence[int]) -> int:
    import numpy as np

    return int((~np.isin(codes, [coefficients.MISSING, *empty])).sum())


def _sum_documents(coding: Coding, draws: Floats, count: Callable[[Codes], Floats]) -> Floats:
    """The counts of each document, whose units stand together: (documents, …)."""
    import numpy as np

    bounds = np.searchsorted(coding.documents, np.arange(draws.shape[1] + 1))
    return np.stack([count(coding.codes[start:end]) for start, end in itertools.pairwise(bounds)])


def _alpha_under(distances: Floats) -> Callable[[Floats], Floats]:
    return lambda counts: coefficients.measure_alpha(counts, distances)


def _average_cohen(confusion: Floats) -> Floats:
    """The mean κ of the pairs of annotators for which it is defined; nan where for none."""
    import numpy as np

    kappa = coefficients.measure_cohen(confusion)
    defined = (~np.isnan(kappa)).sum(axis=-1)
    with np.errstate(invalid="ignore"):
        mean: Floats = np.nansum(kappa, axis=-1) / np.where(defined > 0, defined, np.nan)
    return mean


def _count_coverage(passages: Sequence[Passage], names: Sequence[str]) -> Iterator[Coverage]:
    for layer in LAYERS:
        able = [one for one in passages if layer != "labels" or _is_running(one)]
        for name in names:
            coded = [getattr(one.versions[name], layer) for one in able if name in one.list_coded(layer)]
            marked = sum(bool(found) for found in coded)
            yield Coverage(layer, name, marked, len(coded) - marked, len(able) - len(coded))


def _list_disagreements(passages: Sequence[Passage]) -> Iterator[Disagreement]:
    for passage in passages:
        for question in list_questions(passage.versions):
            if not question.is_agreed:
                answers = {name: name_answer(answer) for name, answer in question.answers}
                yield Disagreement(
                    question.block.id, question.layer, question.what, answers, question.block.text, question.start,
                    question.end,
                )  # fmt: skip
