"""What happens → lines, a progress bar and a table on standard error; only plain lines where that is no terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from surco.jsonl import decode_document
from surco.processes import Made

if TYPE_CHECKING:
    from rich.console import Console

_Step = TypeVar("_Step")
_COUNTS = ("pages", "passages", "entities", "citations", "labels", "warnings", "seconds")
_PATIENCE = 1.0
"""Seconds before a progress bar shows."""
LONGEST_TABLE = 200
"""More articles than that are told of by their number: nobody reads a table of thousands, and it would be held in memory."""


def say(line: str) -> None:
    """One line to the user, on standard error."""
    print(line, file=sys.stderr, flush=True)


def follow_progress(results: Iterable[Made], total: int, *, quiet: bool) -> Iterator[Made]:
    """Yield the results, showing how far they are: a bar on a terminal, else a line for each."""
    if quiet or not sys.stderr.isatty():
        for number, made in enumerate(results, start=1):
            if not quiet and made.error is None:
                say(f"[{number}/{total}] {made.job.source.name}: {made.seconds:.1f} s")
            yield made
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    began = time.monotonic()
    with Progress(*columns, console=_open_console(), transient=True, disable=False) as bar:
        task = bar.add_task("reading", total=total, visible=total > 1)
        for made in results:
            bar.update(task, advance=1, description=made.job.source.name, visible=time.monotonic() - began > _PATIENCE)
            yield made


def follow_steps(steps: Iterable[_Step], total: int, what: str, *, quiet: bool) -> Iterator[_Step]:
    """Yield the steps of some work, with a bar on a terminal where it takes more than a moment."""
    if quiet or not sys.stderr.isatty():
        yield from steps
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    began = time.monotonic()
    with Progress(*columns, console=_open_console(), transient=True) as bar:
        task = bar.add_task(what, total=total, visible=False)
        for step in steps:
            bar.update(task, advance=1, visible=time.monotonic() - began > _PATIENCE)
            yield step


def show_table(rows: Iterable[tuple[str, ...]]) -> None:
    """The rows that `count_document` makes, in the order of the ids: what each holds and the seconds it took."""
    rows = sorted(rows)
    if not rows:
        return
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("article", overflow="fold")
    for name in _COUNTS:
        table.add_column(name, justify="right", no_wrap=True)
    for row in rows:
        table.add_row(*row)
    _open_console().print(table)


def count_document(made: Made) -> tuple[str, ...]:
    """A document's id, and how much of each thing it holds: what the table shows of it."""
    document = decode_document(made.annotated or made.extracted or b"", made.job.source.name)
    pages = document.head.source.pages if document.head.source else None
    counts = (
        sum(block.is_passage for block in document.blocks),
        *(
            sum(len(getattr(block, layer) or ()) for block in document.blocks)
            for layer in ("entities", "citations", "labels")
        ),
        len(document.head.warnings or ()),
    )
    return document.head.id, str(pages) if pages else "–", *map(str, counts), f"{made.seconds:.1f}"


def _open_console() -> Console:
    from rich.console import Console

    return Console(stderr=True, width=None if sys.stderr.isatty() else 120)
