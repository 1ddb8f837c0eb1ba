"""Sentences, entities and citations of a block → regions that lie in one another, as XML and VRT need them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from surco.doccano.examples import list_spans
from surco.records import Block, Citation, Document, Entity


class Region(NamedTuple):
    """An annotation with its place: code points into the block's text."""

    start: int
    end: int
    mark: Entity | Citation


class Event(NamedTuple):
    """Where a region opens or closes."""

    at: int
    opens: bool
    mark: Entity | Citation


def nest_regions(block: Block, start: int, end: int) -> list[Region]:
    """The entities and citations inside a unit, outer ones first; one that crosses its edge or another is left out.

    >>> crossing = (Entity(0, 4, "ORG", "Foro"), Entity(2, 6, "ORG", "ro S"))
    >>> [region.end for region in nest_regions(Block(id="a/1", type="title", text="Foro Sur", entities=crossing), 0, 8)]
    [4]
    """
    inside = [Region(mark.start, mark.end, mark) for mark in list_spans(block) if start <= mark.start and mark.end <= end]
    kept: list[Region] = []
    open_ends: list[int] = []
    for region in sorted(inside, key=lambda region: (region.start, -region.end)):
        while open_ends and open_ends[-1] <= region.start:
            open_ends.pop()
        if not open_ends or region.end <= open_ends[-1]:
            kept.append(region)
            open_ends.append(region.end)
    return kept


def list_events(regions: Sequence[Region]) -> Iterator[Event]:
    """Yield the openings and closings of nested regions in the order of the text."""
    stack: list[Region] = []
    for region in regions:
        while stack and stack[-1].end <= region.start:
            closed = stack.pop()
            yield Event(closed.end, False, closed.mark)
        yield Event(region.start, True, region.mark)
        stack.append(region)
    while stack:
        closed = stack.pop()
        yield Event(closed.end, False, closed.mark)


def count_crossing(document: Document, units: Iterable[tuple[Block, Iterable[tuple[int, int]]]]) -> Counter[str]:
    """How many entities and citations lie in none of their block's units, or cross another one."""
    kept = sum(len(nest_regions(block, start, end)) for block, parts in units for start, end in parts)
    marked = sum(len(block.entities or ()) + len(block.citations or ()) for block in document.blocks)
    return +Counter({"text.crossing": marked - kept})
