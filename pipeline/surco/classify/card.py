"""A model and the report on it → `card.md` and `metrics.json`, which tell what to expect of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from surco.classify.model import Model
from surco.classify.scores import Report, Score, draw_bin, format_share, warn_few
from surco.classify.training import select_passages
from surco.jsonl import write_bytes
from surco.records import Block

NOTES = "notes.md"
"""What people wrote about a model, kept in its folder; it ends the card."""
SOURCES = {"human": "articles annotated by people", "authored": "passages written for training"}
VERSIONS = (
    "Where several people annotated a passage, the adjudicated version counts, else what the majority says; "
    "a passage without a majority is left out."
)


def save_card(model: Model, report: Report, blocks: Sequence[Block], folder: Path) -> None:
    """Write card and metrics of a model trained on these blocks; the folder's own `notes.md` ends the card."""
    notes = folder / NOTES
    card = render_card(model, report, blocks, notes=notes.read_text("utf-8") if notes.is_file() else "")
    write_bytes(msgspec.json.format(msgspec.json.encode(report), indent=1) + b"\n", folder / "metrics.json")
    write_bytes(card.encode(), folder / "card.md")


def render_card(model: Model, report: Report, blocks: Sequence[Block], *, notes: str = "") -> str:
    """The card in Markdown."""
    settings = model.head.settings
    parts = [
        f"# Model `{model.name}`\n",
        f"Finds in a passage the labels {', '.join(f'`{label}`' for label in model.labels)}, each with its stance.\n",
        "| | |\n| --- | --- |",
        f"| digest | `{model.digest}` |",
        f"| scheme | {model.head.scheme} |",
        f"| training data | `{model.head.data}` |",
        f"| passages | {report.passages} in {report.groups} groups, {report.empty} of them without a label |",
        *(f"| labels from `{source}` | {count} |" for source, count in count_sources(blocks)),
        f"| features | named principles, cues, words (TF-IDF), vectors of meaning: `{settings.encoder}` |",
        f"| stance | questioned from {model.head.stance_threshold} up |\n",
        f"## Measured\n\nBy cross-validation in {report.folds} folds, no situation or document on both sides;",
        "calibration and thresholds were chosen inside each training fold.",
        "The interval is that of F1, 95 %, by resampling groups.\n",
        *_render_scores(report, model),
        f"\nMacro F1 {format_share(report.macro_f1)}. Brier score of the probabilities {report.brier:.4f}. What they say (│) and what held (█):\n",
        "| said | held | n | 0 to 1 |\n| --- | --- | --- | --- |",
        *(f"| {one.mean:.3f} | {one.held:.3f} | {one.count} | `{draw_bin(one)}` |" for one in report.reliability),
    ]
    if few := warn_few(report.groups):
        parts.append(f"\n{few.capitalize()}.")
    if "human" in report.sources:
        parts.append("\n" + VERSIONS)
    if report.too_rare:
        parts.append(f"\nToo rare to be reported by themselves: {', '.join(report.too_rare)}.")
    if notes:
        parts.append("\n" + notes.strip())
    return "\n".join(parts) + "\n"


def count_sources(blocks: Sequence[Block]) -> list[tuple[str, int]]:
    """How many labels of the training data came from where: `authored:NAME`, `human:NAME`, …"""
    return sorted(Counter(own.source or "?" for block in select_passages(blocks) for own in block.labels or ()).items())


def _render_scores(report: Report, model: Model) -> Iterator[str]:
    yield "| label | threshold | P | R | F1 | interval | n (gold) | given |\n|" + " --- |" * 8
    thresholds = dict(zip(model.labels, model.head.thresholds, strict=True))
    for label, score in report.labels.items():
        yield _render_row(f"`{label}`", score, f"{thresholds.get(label, 0):.3f}")
    yield _render_row("all (micro)", report.micro)
    yield _render_row("not named in the passage", report.unnamed)
    yield _render_row("questioned", report.questioned)
    for kind, source in report.sources.items():
        yield _render_row(f"{SOURCES[kind]}: {source.passages} in {source.groups} groups", source.micro)
    for name, score in report.baselines.items():
        yield _render_row(f"baseline: {name}", score)


def _render_row(name: str, score: Score, threshold: str = "") -> str:
    figures = f"{score.precision:.3f} | {score.recall:.3f} | {score.f1:.3f} | {score.low:.3f}–{score.high:.3f}"
    return f"| {name} | {threshold} | {figures} | {score.gold} | {score.predicted} |"
