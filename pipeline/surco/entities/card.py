"""A trained layer and the report on it → `card.md` and `metrics.json`, which tell what to expect of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from surco.entities.model import EntityModel
from surco.entities.scores import Score
from surco.entities.trained import BELIEVED, LEAST, SURE
from surco.jsonl import write_bytes

CARD_FILE, METRICS_FILE = "card.md", "metrics.json"
NOTES = "notes.md"
"""What people wrote about a model, kept in its folder; it ends the card."""


class Report(msgspec.Struct, frozen=True):
    """What was measured: on how much, in how many folds (0: on a model as it is), and the scores by method."""

    documents: int
    blocks: int
    sentences: int
    folds: int
    scores: dict[str, tuple[Score, ...]]


def save_card(model: EntityModel, report: Report, folder: Path) -> None:
    """Write card and metrics of a model; the folder's own `notes.md` ends the card."""
    notes = folder / NOTES
    card = render_card(model, report, notes=notes.read_text("utf-8") if notes.is_file() else "")
    write_bytes(msgspec.json.format(msgspec.json.encode(report), indent=1) + b"\n", folder / METRICS_FILE)
    write_bytes(card.encode(), folder / CARD_FILE)


def render_card(model: EntityModel, report: Report, *, notes: str = "") -> str:
    """The card in Markdown."""
    head = model.head
    parts = [
        f"# Model `{head.name}`\n",
        "Finds organisations, instruments and principles beside the rules: a linear-chain CRF (python-crfsuite).\n",
        "| | |\n| --- | --- |",
        f"| digest | `{model.digest}` |",
        f"| scheme | {head.scheme} |",
        f"| trained on | {head.sentences} corrected sentences, {head.blocks} blocks, {head.documents} documents |",
        f"| training data | `{head.data}` |",
        f"| names seen | {len(head.names)} |",
        "| features | words and their shape, stem, first and last letters, known to a language or not, what the rules found |",
        f"| precedence | what the document defines and the authority files name; the model, from {BELIEVED} up or where the rules "
        f"agree; the rules' other findings, unless the model gives {SURE} or more to there being nothing |",
        f"| least | {LEAST} sentences |\n",
        f"## Measured\n\nBy cross-validation in {report.folds} folds, no document on both sides, on {report.sentences} sentences",
        f"in {report.documents} documents. The interval is that of F1 (of names seen or unseen: of recall), 95 %, by",
        "resampling documents. A name is seen that an authority file or the training part has.\n",
        "| method | label | spans | n | P | R | F1 | 95 % |\n| --- | --- | --- | --- | --- | --- | --- | --- |",
        *(f"| {' | '.join(row)} |" for row in list_rows(report)),
    ]
    return "\n".join([*parts, f"\n{notes.strip()}"] if notes else parts) + "\n"


def list_rows(report: Report) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a table: method, label, spans, n, P, R, F1, interval."""
    for method, scores in report.scores.items():
        for one in scores:
            spans = one.match if one.names == "all" else f"{one.match}, {one.names}"
            figures = (one.precision, one.recall if one.gold else None, one.f1)
            share = [f"{value:.3f}" if value is not None else "–" for value in figures]
            interval = "–" if one.low is None or not one.gold else f"{one.low:.3f}–{one.high:.3f}"
            yield method, one.label, spans, str(one.gold), *share, interval
