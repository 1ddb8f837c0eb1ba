"""The command that makes the corpus a site to read: report."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from surco.cli.options import Corpus, Jobs, Quiet
from surco.cli.outputs import name_outputs
from surco.cli.reporting import DONE, FAILED, count_things, report_errors
from surco.console import follow_steps, say
from surco.settings import find_project


def report(
    files: Corpus = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="DIR", help="Where the site goes; else report/.")
    ] = None,
    pages: Annotated[
        bool, typer.Option("--pages", help="Also draw every page of the PDFs, linked from the text; takes a while.")
    ] = False,
    jobs: Jobs = 0,
    quiet: Quiet = False,
) -> None:
    """Make a site to read, filter and search the annotated corpus in; opened from disk, it needs no server and no net.

    Only what changed is written again.

    Examples: `surco report`, `surco report out/*.jsonl -o site`, `surco report --pages`
    """
    from surco.report import Outcome, Unread, write_report

    with report_errors():
        project = find_project(Path.cwd())
        paths = name_outputs(files)
        folder = output or project.folder / "report"
        processes = jobs or project.settings.build.jobs or os.cpu_count() or 1
        results = write_report(paths, project, folder, drawn=pages, processes=processes)
        failed, outcome = 0, Outcome(0, 0, 0)
        for one in follow_steps(results, len(paths), "reading", quiet=quiet):
            if isinstance(one, Outcome):
                outcome = one
            elif isinstance(one, Unread):
                failed += 1
                say(one.error)
    if not quiet:
        many = count_things(outcome.articles, "article")
        say(f"{many}, {count_things(outcome.written, 'file')} written; open {_name(folder)} in a browser")
    raise typer.Exit(FAILED if failed else DONE)


def _name(folder: Path) -> str:
    """The start page, as short as the place where the user is allows."""
    page = (folder / "index.html").absolute()
    return str(page.relative_to(Path.cwd()) if page.is_relative_to(Path.cwd()) else page)
