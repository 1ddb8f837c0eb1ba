"""The command that packs a corpus for publication: release."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from surco.cli.outputs import refuse_outdated
from surco.cli.reporting import report_errors
from surco.cli.sources import require_project
from surco.console import say
from surco.records import SurcoError


def release(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="Where the release goes.")] = Path("dist"),
) -> None:
    """Pack the annotated corpus into DIR/NAME-VERSION, with metadata for machines, to publish and to cite.

    Texts go along where the licence in corpus.toml allows it; of the others, the annotations alone. [release] in
    surco.toml says name, version, creators and licence.

    Example: `surco release -o dist`
    """
    with report_errors():
        project = require_project()
        refuse_outdated(project)
        try:
            from surco.release import make_release

            made = make_release(project, output)
        except ImportError as error:
            raise SurcoError(f"{error.name} is missing; install it: pip install 'surco[release]'") from error
        for name in made.standoff:
            say(f"{name}: its licence in corpus/corpus.toml does not let its text be passed on; annotations alone are in")
        say(f"{made.folder}: {len(made.with_text)} articles with their text, {len(made.standoff)} without")
