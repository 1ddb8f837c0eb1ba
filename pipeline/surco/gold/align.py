"""Two versions of a text → where the one's characters stand in the other, and how much of them agrees."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from msgspec import Struct

SPAN_ALIKE = 0.8
"""A span survives a change where its text agrees to this share."""
CONTEXT = 24
"""Characters before and after a quote that tell one occurrence from another."""
_LONGEST = 400
"""A changed stretch longer than this is not compared character by character."""

# "región, " and "(" and "2007: "
_TOKEN = re.compile(r"\w+\W*|\W+")


class Run(Struct, frozen=True, array_like=True):
    """`length` characters that are the same from `old` in the one text and from `new` in the other."""

    old: int
    new: int
    length: int


def align_texts(old: str, new: str) -> tuple[Run, ...]:
    """The stretches that two texts share, in order: word by word, and by characters where words changed.

    >>> align_texts("la coope- ración Sur", "la cooperación Sur")
    (Run(old=0, new=0, length=8), Run(old=10, new=8, length=10))
    """
    if old == new:
        return (Run(0, 0, len(old)),) if old else ()
    return tuple(_join_runs(_iterate_runs(old, new)))


def _iterate_runs(old: str, new: str) -> Iterator[Run]:
    one, other = _TOKEN.findall(old), _TOKEN.findall(new)
    starts, others = _list_starts(one), _list_starts(other)
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Run(starts[i1], others[j1], starts[i2] - starts[i1])
        elif kind == "replace":
            yield from _align_characters(old, new, starts[i1], starts[i2], others[j1], others[j2])


def _align_characters(old: str, new: str, i1: int, i2: int, j1: int, j2: int) -> Iterator[Run]:
    if min(i2 - i1, j2 - j1) > _LONGEST:
        return
    matcher = SequenceMatcher(None, old[i1:i2], new[j1:j2], autojunk=False)
    for i, j, length in matcher.get_matching_blocks():
        if length:
            yield Run(i1 + i, j1 + j, length)


def _list_starts(tokens: list[str]) -> list[int]:
    starts = [0]
    for token in tokens:
        starts.append(starts[-1] + len(token))
    return starts


def _join_runs(runs: Iterator[Run]) -> Iterator[Run]:
    last: Run | None = None
    for run in runs:
        if last and (last.old + last.length, last.new + last.length) == (run.old, run.new):
            last = Run(last.old, last.new, last.length + run.length)
            continue
        if last:
            yield last
        last = run
    if last:
        yield last


def count_shared(runs: tuple[Run, ...]) -> int:
    """How many characters two aligned texts share."""
    return sum(run.length for run in runs)


def measure_likeness(one: str, other: str) -> float:
    """The share of two texts' characters that agrees, from 0 to 1.

    >>> measure_likeness("mercosur", "Mercosur"), measure_likeness("", "a")
    (0.875, 0.0)
    """
    return 2 * count_shared(align_texts(one, other)) / (len(one) + len(other)) if one or other else 1.0


def anchor_span(old: str, new: str, runs: tuple[Run, ...], start: int, end: int) -> tuple[int, int] | None:
    """Where the span of an aligned text stands in the new one; None where nothing like it stands there.

    It is the same words in the same place, else the same words between the same others, else words alike to
    `SPAN_ALIKE` in the same place.

    >>> old, new = "El Foro Sur decide.", "En 2010 el Foro Sul decide."
    >>> anchor_span(old, new, align_texts(old, new), 3, 11), anchor_span(old, "No.", align_texts(old, "No."), 3, 11)
    ((11, 19), None)
    """
    moved = trim_span(new, *move_span(runs, old, new, start, end))
    quote = old[start:end]
    if new[slice(*moved)] == quote:
        return moved
    if (found := _find_quote(new, quote, old[max(0, start - CONTEXT) : start], old[end : end + CONTEXT])) is not None:
        return found, found + len(quote)
    return moved if measure_likeness(quote, new[slice(*moved)]) >= SPAN_ALIKE else None


def _find_quote(text: str, quote: str, before: str, after: str) -> int | None:
    """Where the quote stands with the words around it more alike than not; None where nowhere."""
    places = [match.start() for match in re.finditer(re.escape(quote), text)]
    ends = [(place, place + len(quote)) for place in places]
    likeness = {
        start: measure_likeness(before + after, text[max(0, start - len(before)) : start] + text[end : end + len(after)])
        for start, end in ends
    }
    best = max(places, key=lambda place: likeness[place], default=None)
    return best if best is not None and likeness[best] > 0.5 else None


def trim_span(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the blanks at its ends.

    >>> trim_span("el  foro ", 2, 9)
    (4, 8)
    """
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip())
    return start, max(start, end - len(inside) + len(inside.rstrip()))


def move_span(runs: tuple[Run, ...], old: str, new: str, start: int, end: int) -> tuple[int, int]:
    """Where the characters from `start` to `end` of the old text went in the new one.

    >>> old, new = "el Foro Sur", "el gran Foro del Sur"
    >>> move_span(align_texts(old, new), old, new, 3, 7)
    (8, 12)
    """
    gaps = list(_pair_runs(runs, len(old), len(new)))
    before, run = next(pair for pair in gaps if start < pair[1].old + pair[1].length or pair is gaps[-1])
    moved_start = run.new + start - run.old if start >= run.old else _move_in_gap(start, before, run)
    before, run = next(pair for pair in gaps if end <= pair[1].old + pair[1].length)
    moved_end = run.new + end - run.old if end >= run.old else _move_in_gap(end, before, run)
    return moved_start, max(moved_start, moved_end)


def _pair_runs(runs: tuple[Run, ...], old_length: int, new_length: int) -> Iterator[tuple[Run, Run]]:
    """Yield each run with the one before it; the ends of both texts count as runs of no length."""
    return itertools.pairwise((Run(0, 0, 0), *runs, Run(old_length, new_length, 0)))


def _move_in_gap(at: int, before: Run, after: Run) -> int:
    return min(before.new + before.length + at - before.old - before.length, after.new)
