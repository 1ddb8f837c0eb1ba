"""The commands around the trained layer of entities: train entities, evaluate entities."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from surco.cli.options import AsJson
from surco.cli.reporting import count_things, report_errors
from surco.cli.sources import name_annotated, require_project, tell_ties
from surco.cli.tables import align_rows
from surco.console import say
from surco.records import SurcoError
from surco.settings import find_project

if TYPE_CHECKING:
    from surco.entities.card import Report


def train_entities(
    more: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE…", help="Human annotation, or folders of it, beside this project's own."),
    ] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Don't measure the model: no card and no metrics until the next training.")
    ] = False,
) -> None:
    """Train a layer of entities beside the rules, on corrected organisations, instruments and principles.

    Some 50 corrected sentences take seconds. What the document defines and what the authority files name stands
    before the model's findings, these before the rules' other ones. The model goes into models/, with its card; the
    key `entities` under [annotate] in surco.toml switches it on.

    Examples: `surco train entities`, `surco train entities ../other/annotations/gold/ana`
    """
    with report_errors():
        from surco.entity_training import document_training, gather_gold, train_model

        project = require_project()
        gold = gather_gold(project, name_annotated(more or []))
        tell_ties(project, "entities")
        model = train_model(project, gold)
        size = f"{count_things(model.head.sentences, 'sentence')}, {count_things(model.head.documents, 'document')}"
        say(f"models/{model.name} is trained on {size}: {model.source}")
        if project.settings.annotate.entities != model.name:
            say(f'to use it, write under [annotate] in surco.toml: entities = "{model.name}"')
        if quick:
            return
        try:
            report = document_training(project, model, gold)
        except SurcoError as error:
            say(f"models/{model.name} has no card: {error}")
            return
    say(f"{_sum_up(report)}; see models/{model.name}/card.md")


def _sum_up(report: Report) -> str:
    """F1 of the strict spans of each label, without the model and with it."""
    before, after = (
        {one.label: one.f1 for one in scores if one.match == "strict" and one.f1 is not None}
        for scores in report.scores.values()
    )
    shown = ", ".join(f"{label} {before[label]:.3f} → {after[label]:.3f}" for label in before)
    return f"F1 on documents held out, rules alone → with the model: {shown}"


def evaluate_entities(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILE…",
            help="Human annotation (or folders of it) that nothing was trained on; else this project's, cross-validated.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Measure the entities on corrected documents: strict and partial spans, names seen and unseen, with intervals.

    Without FILE, the rules are measured beside a model that is trained anew on the other documents; with FILE, what
    surco.toml says is measured on the blocks marked as done there.

    Examples: `surco evaluate entities`, `surco evaluate entities annotations/gold/ana --json > metrics.json`
    """
    with report_errors():
        from surco.entity_training import evaluate_present, evaluate_training, gather_gold, read_gold

        if files:
            project = find_project(Path.cwd())
            report = evaluate_present(project, read_gold(project, name_annotated(files)))
        else:
            project = require_project()
            tell_ties(project, "entities")
            report = evaluate_training(project, gather_gold(project))
    if as_json:
        print(msgspec.json.encode(report).decode())
    else:
        _show_report(report)


def _show_report(report: Report) -> None:
    from surco.entities.card import list_rows

    how = f"cross-validation in {report.folds} folds" if report.folds else "what surco.toml says, as it is"
    print(f"{count_things(report.sentences, 'sentence')} in {count_things(report.documents, 'document')}; {how}\n")
    rows = [("method", "label", "spans", "n", "P", "R", "F1", "95 % interval"), *list_rows(report)]
    for line in align_rows(rows, left=(0, 1, 2)):
        print(line)
