"""Annotated passages and the blocks of the present text → which of them are the same passage."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from surco.gold.align import measure_likeness
from surco.gold.store import ALIKE, list_marks
from surco.records import UNMARKED, Block

_WORD = re.compile(r"\w+")
_SHORT = 60
"""Texts shorter than this are compared even where they share few words."""
_SHARED_WORDS = 0.4
MOST_PARTS = 4
PARTS_ALIKE = 0.9
"""A passage was split into neighbours where they agree with it to this share."""


class Group(Struct, frozen=True):
    """Annotated blocks and the places of the present blocks that are the same text; without places, why there are none."""

    blocks: tuple[Block, ...]
    places: tuple[int, ...]
    reason: str = ""
    nearest: int | None = None


class _Fit(Struct, frozen=True, order=True):
    """How unlike annotated and present blocks are, from 0; of equal fits, fewer blocks and nearer ids are better."""

    unlikeness: float
    blocks: int
    distance: int
    numbers: tuple[int, ...]
    places: tuple[int, ...]


def group_blocks(human: Sequence[Block], present: Sequence[Block]) -> Iterator[Group]:
    """Yield the groups of annotated and present blocks that are the same text; each annotated block is in one.

    They are paired by equal text; then come, best first, the pairs of blocks alike to the share `ALIKE` and the
    neighbours that one was split into or joined to. Of several blocks with the same text those with the same ids belong
    together, then those in the same order.
    """
    places = dict(_pair_equal(human, present))
    yield from (Group((human[number],), (place,)) for number, place in places.items())
    left, free = _leave(range(len(human)), places), _leave(range(len(present)), places.values())
    singles = sorted(_compare(human, present, left, free))
    splits = (_make_fit(score, (whole,), run) for score, whole, run in _match_parts(human, left, present, free))
    joins = (_make_fit(score, run, (whole,)) for score, whole, run in _match_parts(present, free, human, left))
    for fit in sorted((*(one for one in singles if one.unlikeness <= 1 - ALIKE), *splits, *joins)):
        if set(fit.numbers) <= set(left) and set(fit.places) <= set(free):
            left, free = _leave(left, fit.numbers), _leave(free, fit.places)
            yield Group(tuple(human[number] for number in fit.numbers), fit.places)
    yield from (_explain(number, human, places, singles) for number in left)


def _leave(numbers: Iterable[int], taken: Iterable[int]) -> list[int]:
    return sorted(set(numbers).difference(taken))


def _make_fit(likeness: float, numbers: tuple[int, ...], places: tuple[int, ...]) -> _Fit:
    return _Fit(1 - likeness, len(numbers) + len(places), 0, numbers, places)


def _match_parts(
    wholes: Sequence[Block], numbers: Sequence[int], parts: Sequence[Block], free: Sequence[int]
) -> Iterator[tuple[float, int, tuple[int, ...]]]:
    """Yield how alike a block and several neighbours together are, its number and theirs."""
    runs = list(_list_neighbours(parts, free))
    joined = [" ".join(parts[place].text for place in run) for run in runs]
    words = [frozenset(_WORD.findall(text)) for text in joined]
    for number in numbers:
        text = wholes[number].text
        own = frozenset(_WORD.findall(text))
        for run, other, theirs in zip(runs, joined, words, strict=True):
            if min(len(text), len(other)) < ALIKE * max(len(text), len(other)):
                continue
            if 2 * len(own & theirs) < ALIKE * (len(own) + len(theirs)) - 2:
                continue
            likeness = measure_likeness(text, other)
            if likeness >= PARTS_ALIKE:
                yield likeness, number, run


def _list_neighbours(blocks: Sequence[Block], free: Iterable[int]) -> Iterator[tuple[int, ...]]:
    """Yield the numbers of up to `MOST_PARTS` neighbours; a few notes or a page's furniture may part them."""
    marked = [number for number, block in enumerate(blocks) if block.type not in UNMARKED]
    rank = {number: place for place, number in enumerate(marked)}
    candidates = [number for number in free if number in rank]
    for count in range(2, MOST_PARTS + 1):
        for start in range(len(candidates) - count + 1):
            run = tuple(candidates[start : start + count])
            if rank[run[-1]] - rank[run[0]] < 2 * count:
                yield run


def _pair_equal(human: Sequence[Block], present: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Yield the number of a block and the place of the present block with the same text."""
    for numbers, places in _group_by_text(human, present):
        ids = {present[place].id: place for place in places}
        same = {number: ids[human[number].id] for number in numbers if human[number].id in ids}
        yield from same.items()
        left = [place for place in places if place not in set(same.values())]
        others = [number for number in numbers if number not in same]
        newest = sorted(others, key=lambda number: human[number].annotated_at or "", reverse=True)[: len(left)]
        yield from zip(sorted(newest), left, strict=False)


def _group_by_text(human: Sequence[Block], present: Sequence[Block]) -> Iterator[tuple[list[int], list[int]]]:
    where: dict[str, list[int]] = {}
    for place, block in enumerate(present):
        where.setdefault(block.text, []).append(place)
    numbers: dict[str, list[int]] = {}
    for number, block in enumerate(human):
        if block.text in where:
            numbers.setdefault(block.text, []).append(number)
    for text, same in numbers.items():
        yield same, where[text]


def _compare(
    human: Sequence[Block], present: Sequence[Block], numbers: Iterable[int], places: Sequence[int]
) -> Iterator[_Fit]:
    words = {place: frozenset(_WORD.findall(present[place].text)) for place in places}
    for number in numbers:
        block = human[number]
        own = frozenset(_WORD.findall(block.text))
        for place in places:
            other = present[place]
            few = 2 * len(own & words[place]) < _SHARED_WORDS * (len(own) + len(words[place]))
            if other.id != block.id and few and max(len(block.text), len(other.text)) > _SHORT:
                continue
            likeness = measure_likeness(block.text, other.text)
            distance = abs(_read_number(block) - _read_number(other))
            yield _Fit(1 - likeness, 2, distance, (number,), (place,))


def _read_number(block: Block) -> int:
    found = re.match(r"\d+", block.id.rpartition("/")[2])
    return int(found[0]) if found else 0


def _explain(number: int, human: Sequence[Block], places: dict[int, int], singles: Sequence[_Fit]) -> Group:
    """Why a block belongs to no present one, or to the same as another that says the same."""
    block = human[number]
    for other, place in places.items():
        if human[other].text == block.text:
            if list_marks(human[other]) == list_marks(block):
                return Group((block,), (place,))
            return Group((block,), (), "another annotation of the same passage stands", place)
    best = next((fit for fit in singles if fit.numbers == (number,) and fit.unlikeness < 1), None)
    if best is None:
        return Group((block,), (), "nothing in the text is like this passage")
    return Group((block,), (), f"the nearest passage agrees to {1 - best.unlikeness:.0%} only", best.places[0])
