"""A measurement of agreement → rows of text, ready to be aligned."""

from __future__ import annotations

from collections.abc import Iterator

from surco.agreement.figures import Agreement, Disagreement, Figure

HEAD = ("layer", "label", "n", "given", "Cohen κ", "Fleiss κ", "α", "F1 strict", "F1 partial")
_UNITS = {
    "words": "each word of the passages; its value is the label of the span around it, or none",
    "passages": "each passage has the label or not; for the sets, its value is all its labels together",
    "labels": "each label that two or more gave to a passage; its value is the stance",
}
FEW_DOCUMENTS = 10
"""Intervals over fewer are not to be trusted."""


def list_rows(agreement: Agreement) -> Iterator[tuple[str, ...]]:
    """Yield a row for each label, `HEAD` first; n counts passages, words or labels that two or more coded."""
    yield HEAD
    for row in agreement.rows:
        figures = (row.cohen, row.fleiss, row.alpha, row.strict, row.partial)
        yield row.layer, row.label, f"{row.units} {row.unit}", str(row.given), *map(format_figure, figures)


def explain_figures(agreement: Agreement) -> Iterator[str]:
    """Yield the lines that say what was counted, and which coefficient is of what."""
    shown = {row.unit for row in agreement.rows}
    many = len(agreement.annotators)
    yield "n: what two or more did; what one alone did is left out. given: how often, by all together"
    yield from (f"{unit}: {words}" for unit, words in _UNITS.items() if unit in shown)
    yield f"Cohen κ: {'of the two' if many == 2 else 'mean of the pairs'}; α: Krippendorff's, nominal"
    if many > 2:
        yield f"Fleiss κ: only of what all {many} did: {_tell_complete(agreement)}"
    if "words" in shown:
        yield "F1: of spans, strict: the same words and label; partial: some words in common and the same label"
    if agreement.documents > 1:
        yield f"in brackets: 95 % intervals, by drawing the documents again {agreement.resamples} times"


def _tell_complete(agreement: Agreement) -> str:
    """How many units of each kind all annotators coded, by layer."""
    counts = {(row.layer, row.unit): (row.complete, row.units) for row in agreement.rows}
    return ", ".join(f"{complete} of {units} {unit} ({layer})" for (layer, unit), (complete, units) in counts.items())


def warn_few(agreement: Agreement) -> Iterator[str]:
    """Yield a line where the intervals are over few documents."""
    if agreement.documents < FEW_DOCUMENTS:
        yield f"intervals over so few documents ({agreement.documents}) are not to be trusted"


def list_distances(agreement: Agreement) -> Iterator[str]:
    """Yield a line for each coefficient that is of one row only."""
    for row in agreement.rows:
        for name, figure in (("α with MASI distance", row.masi), ("α with Jaccard distance", row.jaccard), ("γ", row.gamma)):
            if figure is not None:
                yield f"{row.layer}, {row.label}: {name} {format_figure(figure)}"


def list_coverage(agreement: Agreement) -> Iterator[tuple[str, ...]]:
    """Yield a row for each layer and annotator: in how many passages they marked something, nothing, or did not look."""
    yield "layer", "annotator", "marked", "none", "not done"
    for one in agreement.coverage:
        yield one.layer, one.annotator, str(one.marked), str(one.none), str(one.missing)


def format_figure(figure: Figure | None) -> str:
    """A coefficient with its interval, for a cell.

    >>> format_figure(Figure(0.8125, 0.7, 0.9)), format_figure(Figure(1.0)), format_figure(Figure(None)), format_figure(None)
    ('0.812 (0.700–0.900)', '1.000', '–', '')
    """
    if figure is None:
        return ""
    if figure.value is None:
        return "–"
    interval = "" if figure.low is None or figure.high is None else f" ({figure.low:.3f}–{figure.high:.3f})"
    return f"{figure.value:.3f}{interval}"


def format_disagreement(one: Disagreement) -> Iterator[str]:
    """Yield the lines that tell of a place of disagreement: who says what, and the passage."""
    where = f" {one.start}–{one.end}" if one.start is not None else ""
    yield f"{one.passage}: {one.layer}, {one.what}{where}"
    for name, answer in one.answers.items():
        yield f"  {name}: {answer}"
    yield f"  {one.text}"
