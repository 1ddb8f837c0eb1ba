"""What went wrong and how far it is → lines on standard error and the exit status."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import typer

from surco.console import follow_progress, say
from surco.processes import Made
from surco.records import SurcoError

DONE, FAILED = 0, 1
_Kept = TypeVar("_Kept")


@contextlib.contextmanager
def report_errors() -> Iterator[None]:
    """Turn an error of the library into its line and exit status 1."""
    try:
        yield
    except SurcoError as error:
        say(str(error))
        raise typer.Exit(FAILED) from error
    except KeyboardInterrupt:
        say("stopped; what is finished is kept, and the next run goes on from there")
        raise typer.Exit(FAILED) from None


def watch_results(
    results: Iterable[Made], total: int, *, quiet: bool, keep: Callable[[Made], _Kept]
) -> tuple[list[_Kept], int]:
    """Go through the results, saying each error; returns what is to be kept of the others, and how many have one."""
    done, failed = [], 0
    for made in follow_progress(results, total, quiet=quiet):
        if made.error is None:
            done.append(keep(made))
        else:
            failed += 1
            say(made.error)
    return done, failed


def count_things(number: int, noun: str) -> str:
    """A number with its noun.

    >>> count_things(1, "article"), count_things(3, "article")
    ('1 article', '3 articles')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
