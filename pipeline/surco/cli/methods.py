"""The command that writes the methods section: methods."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
import typer

from surco.cli.options import AsJson
from surco.cli.outputs import warn_of_changes
from surco.cli.reporting import report_errors
from surco.cli.sources import require_project
from surco.cli.tables import align_rows
from surco.console import say
from surco.settings import Project

if TYPE_CHECKING:
    from surco.gold import Versions


def methods(
    language: Annotated[Literal["es", "en"], typer.Option("--language", "-l", help="Of the paragraph.")] = "es",
    as_json: AsJson = False,
) -> None:
    """Write a paragraph and a table for a methods section: corpus, versions, model, agreement, people and machine, digests.

    Example: `surco methods --language en > methods.md`
    """
    from surco.methods import gather_figures, write_methods
    from surco.search.remarks import tell_copies, tell_languages

    with report_errors():
        project = require_project()
        figures = gather_figures(project)
        warn_of_changes(project)
        if figures.copies:
            say(f"{tell_copies(figures.copies)}; take all but one out of {project.settings.corpus.sources}, and run: surco build")
        if len(figures.languages) > 1:
            say(tell_languages(figures.languages))
        if as_json:
            print(msgspec.json.format(msgspec.json.encode(figures), indent=1).decode())
            return
        for line in write_methods(figures, language, agreement=_measure_agreement(project)):
            print(line)


def _measure_agreement(project: Project) -> list[str]:
    """The lines of the table of agreement, where two people are done with the same passages."""
    from surco.agreement import measure_agreement, table
    from surco.gold import read_versions

    versions = list(read_versions(project))
    if not any(len(done) > 1 for one in versions for done in _list_done(one)):
        return []
    return ["```", *align_rows([*table.list_rows(measure_agreement(versions))], left=(0, 1)), "```"]


def _list_done(one: Versions) -> Iterator[set[str]]:
    """Yield who is done with each passage of a document, the adjudicated version apart."""
    yield from ({*one.list_done(place)} & {*one.annotators} for place in range(len(one.present)))
