"""What the classifier's functions tell → aligned lines of text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from surco.classify.explanation import Explanation
    from surco.classify.scores import Report, Score
    from surco.classify.suggestion import Suggestion
    from surco.evaluate import Point

SHOWN = 10
"""So many confusions and mistakes are listed; JSON has all."""
WIDTH = 80
"""Characters of a passage that a line shows."""


def align_rows(rows: Sequence[Sequence[str]], *, left: Iterable[int] = (0,)) -> Iterator[str]:
    """Yield one line a row, columns aligned to the right but those named in `left`.

    >>> list(align_rows([("label", "n"), ("equidad", "12")]))
    ['label     n', 'equidad  12']
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    flush = set(left)
    for row in rows:
        cells = zip(row, widths, strict=True)
        padded = [cell.ljust(wide) if place in flush else cell.rjust(wide) for place, (cell, wide) in enumerate(cells)]
        yield "  ".join(padded).rstrip()


def shorten_text(text: str) -> str:
    """The beginning of a passage, for one line."""
    return textwrap.shorten(text, WIDTH, placeholder=" …")


def format_report(report: Report) -> Iterator[str]:
    """Yield the lines of a report: scores, calibration, confusion, the most confident mistakes."""
    from surco.classify.scores import draw_bin, format_share, warn_few

    how = f"cross-validation in {report.folds} folds, no document on both sides" if report.folds else "the model as it is"
    yield f"{report.passages} passages in {report.groups} documents, {report.empty} without a label; {how}"
    yield ""
    yield from align_rows([("label", "P", "R", "F1", "95 % interval", "n", "given"), *_list_scores(report)])
    if report.too_rare:
        yield f"too rare to be reported by themselves: {', '.join(report.too_rare)}"
    if few := warn_few(report.groups):
        yield few
    yield ""
    yield f"macro F1 {format_share(report.macro_f1)}; Brier score {report.brier:.4f}; calibration, by tenths of probability:"
    bins = [(str(one.count), f"{one.mean:.3f}", f"{one.held:.3f}", draw_bin(one)) for one in report.reliability]
    yield from align_rows([("n", "said", "held", "said │ held █"), *bins], left=(3,))
    if report.confusion:
        yield ""
        yield "missed, where another was given in error:"
        pairs = [(missed, given, str(count)) for missed, given, count in report.confusion[:SHOWN]]
        yield from align_rows([("missed", "given", "times"), *pairs], left=(0, 1))
    if report.mistakes:
        yield ""
        yield "the most confident mistakes:"
        rows = [
            (one.passage, "missed" if one.held else "given", one.label, f"{one.score:.2f}", shorten_text(one.text))
            for one in report.mistakes[:SHOWN]
        ]
        yield from align_rows(rows, left=(0, 1, 2, 4))


def _list_scores(report: Report) -> Iterator[tuple[str, ...]]:
    parts: Mapping[str, Score] = {
        **report.labels,
        "all (micro)": report.micro,
        "not named in the passage": report.unnamed,
        "questioned": report.questioned,
        **{f"{kind}: {source.passages} passages": source.micro for kind, source in report.sources.items()},
        **{f"baseline: {name}": score for name, score in report.baselines.items()},
    }
    for name, one in parts.items():
        figures = (f"{one.precision:.3f}", f"{one.recall:.3f}", f"{one.f1:.3f}", f"{one.low:.3f}–{one.high:.3f}")
        yield name, *figures, str(one.gold), str(one.predicted)


def format_curve(points: Iterable[Point]) -> Iterator[str]:
    """Yield a line for each point of the learning curve."""
    from surco.classify.scores import format_share

    rows = [(str(one.passages), *map(format_share, (one.micro_f1, one.macro_f1, one.unnamed_f1))) for one in points]
    yield from align_rows([("passages", "micro F1", "macro F1", "unnamed F1"), *rows], left=())


def format_explanations(explanations: Sequence[Explanation]) -> Iterator[str]:
    """Yield, for each label, its probability and what spoke for it (+) or against it (-)."""
    for number, one in enumerate(explanations):
        if number:
            yield ""
        decision = "given" if one.score >= one.threshold else "not given"
        yield f"{one.label}: {one.score:.3f}, {decision} (threshold {one.threshold:.3f})"
        rows = [(f"{reason.weight:+.2f}", reason.kind, reason.what) for reason in one.reasons]
        yield from (f"  {line}" for line in align_rows(rows, left=(1, 2)))


def format_suggestions(found: Sequence[Suggestion], texts: Mapping[str, str]) -> Iterator[str]:
    """Yield a line for each passage to annotate next, with its beginning."""
    rows = [(one.id, one.why, one.label, f"{one.score:.2f}", shorten_text(texts[one.id])) for one in found]
    yield from align_rows([("passage", "why", "label", "score", "text"), *rows], left=(0, 1, 2, 4))
