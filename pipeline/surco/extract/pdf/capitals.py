"""Drop capitals → the first letter of the line that they open, and the lines beside them back at the edge."""

from __future__ import annotations

from typing import NamedTuple

from surco.extract.pdf.glyphs import Glyph
from surco.language import is_known

Run = list[Glyph]
"""Glyphs that follow one another on a baseline."""


def spell(run: Run) -> str:
    """The letters of a run."""
    return "".join([glyph.text for glyph in run])


class Initial(NamedTuple):
    """Where a drop capital stood: its left edge, the left edge of the lines beside it, and their baselines."""

    x0: float
    beside: float
    first: float
    last: float

    def holds(self, x0: float, base: float) -> bool:
        """Whether a line that begins here stands beside the capital."""
        return self.x0 - 1 <= x0 <= self.beside + 3 and self.first - 1 <= base <= self.last + 1


def lower_initials(runs: list[Run]) -> tuple[list[Run], list[Initial]]:
    """The runs with each drop capital in the size of its text, at the start of the first line beside it."""
    kept = list(runs)
    initials = []
    for run in runs:
        text = spell(run).strip()
        if len(text) > 1 or not text.isupper():
            continue
        beside = _find_beside(run, runs)
        if len(beside) < 2 or not any(other is beside[0] for other in kept):
            continue
        host = beside[0]
        kept[_place(kept, host)] = _open_line(run, host)
        del kept[_place(kept, run)]
        initials.append(Initial(run[0].x0, host[0].x0, host[0].base, beside[-1][0].base))
    return kept, initials


def _place(runs: list[Run], run: Run) -> int:
    return next(k for k, other in enumerate(runs) if other is run)


def _find_beside(initial: Run, runs: list[Run]) -> list[Run]:
    """The lines that begin just right of a capital at least twice their size, from top to bottom."""
    letter = initial[0]
    right = max(g.x1 for g in initial if not g.text.isspace())
    found = [
        run for run in runs
        if run[0].size < 0.5 * letter.size and -0.1 < (run[0].x0 - right) / letter.size < 0.4
        and letter.base - 0.85 * letter.size < run[0].base < letter.base + 0.6 * run[0].size
    ]  # fmt: skip
    found.sort(key=lambda run: run[0].base)
    return [run for run in found if abs(run[0].x0 - found[0][0].x0) < 0.5 * run[0].size]


def _open_line(initial: Run, host: Run) -> Run:
    """The line's first run with the capital before it, a blank between where the capital is a word of its own."""
    first = host[0]
    letter = next(g for g in initial if not g.text.isspace())
    word = spell(host).split(" ", 1)[0].strip(".,;:()").lower()
    alone = letter.text in "AEOUY" and is_known(word) and not is_known(letter.text.lower() + word)
    width = 0.6 * first.size
    opened = [letter._replace(x0=first.x0 - width, x1=first.x0, base=first.base, size=first.size, font=first.font)]
    if alone:
        opened.append(first._replace(text=" ", x1=first.x0))
    return [*opened, *host]
