"""The command that writes the methods section: methods."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
import typer

from surco.cli.options import AsJson
from surco.cli.reporting import report_errors
from surco.cli.sources import require_project
from surco.cli.tables import align_rows
from surco.settings import Project


def methods(
    language: Annotated[Literal["es", "en"], typer.Option("--language", "-l", help="Of the paragraph.")] = "es",
    as_json: AsJson = False,
) -> None:
    """Write a paragraph and a table for a methods section: corpus, versions, model, agreement, people and machine, digests.

    Example: `surco methods --language en > methods.md`
    """
    from surco.methods import gather_figures, write_methods

    with report_errors():
        project = require_project()
        figures = gather_figures(project)
        if as_json:
            print(msgspec.json.format(msgspec.json.encode(figures), indent=1).decode())
            return
        for line in write_methods(figures, language, agreement=_measure_agreement(project)):
            print(line)


def _measure_agreement(project: Project) -> list[str]:
    """The lines of the table of agreement, where two people annotated the same passages."""
    from surco.agreement import measure_agreement, table
    from surco.gold import ADJUDICATED, list_annotated, read_versions

    people = {path.parent.name for paths in list_annotated(project).values() for path in paths} - {ADJUDICATED}
    if len(people) < 2:
        return []
    versions = [read_versions(project, document) for document in list_annotated(project)]
    measured = measure_agreement(versions, annotators=())
    return ["```", *align_rows([*table.list_rows(measured)], left=(0, 1)), "```"] if measured.shared else []
