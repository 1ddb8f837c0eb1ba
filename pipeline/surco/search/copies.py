"""The prose of documents → which of them hold the same article, though read from other files or formats."""

from __future__ import annotations

import functools
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from surco.records import Document

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Sketch = NDArray[numpy.uint64]

_RUN = 5
"""Texts are compared by their runs of so many words."""
_SIZE = 100
"""So many runs stand for a text: the smallest by a digest, hence the same ones in texts alike (bottom-k sketch, Broder 1997)."""
_ALIKE = 0.5
"""Two articles are one that share this part of their runs: copies share nine tenths, articles that quote one another a hundredth."""
_FACTOR = 0x9E3779B97F4A7C15
"""2⁶⁴ divided by the golden ratio, which spreads numbers evenly over all bits."""


def sketch_text(texts: Iterable[str]) -> Sketch:
    """The digests of some of a document's runs of words, small enough to be kept; none for fewer words than a run has."""
    import numpy

    words = " ".join(texts).casefold().split()
    codes = numpy.fromiter(map(_digest_word, words), dtype=numpy.uint64, count=len(words))
    runs = numpy.zeros(max(0, len(words) - _RUN + 1), dtype=numpy.uint64)
    for place in range(_RUN):
        runs = runs * numpy.uint64(_FACTOR) + codes[place : place + len(runs)]
    runs ^= runs >> numpy.uint64(32)
    return numpy.unique(runs * numpy.uint64(_FACTOR))[:_SIZE].copy()  # a slice would keep them all


@functools.lru_cache(maxsize=200_000)
def _digest_word(word: str) -> int:
    return zlib.crc32(word.encode())


def list_copies(documents: Sequence[Document]) -> list[tuple[str, ...]]:
    """The ids of the documents that hold the same article, those of each article together."""
    groups = find_copies([sketch_document(document) for document in documents])
    return [tuple(documents[place].head.id for place in group) for group in groups]


def sketch_document(document: Document) -> Sketch:
    """The sketch of a document's prose."""
    return sketch_text(block.text for block in document.blocks if block.is_passage)


def find_copies(sketches: Sequence[Sketch]) -> list[tuple[int, ...]]:
    """The documents that hold the same article, by their places in the sequence; those of each article together, in order.

    Documents that share a run are compared in a chain, each with the next that has it, so the work grows with the corpus only.

    >>> texts = ["uno dos tres cuatro cinco seis", "otra cosa es la que dice este", "Uno dos tres cuatro cinco seis"]
    >>> find_copies([sketch_text([text]) for text in texts])
    [(0, 2)]
    """
    first: dict[int, int] = {}

    def find_first(place: int) -> int:
        while (earlier := first.get(place, place)) != place:
            place = earlier
        return place

    for one, other in _list_alike(sketches):
        low, high = sorted((find_first(one), find_first(other)))
        if low != high:
            first[high] = low
    groups: dict[int, list[int]] = {}
    for place in sorted({*first, *first.values()}):
        groups.setdefault(find_first(place), []).append(place)
    return [tuple(group) for group in groups.values()]


def _list_alike(sketches: Sequence[Sketch]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of documents that share enough of their runs (Jaccard)."""
    import numpy

    if not len(sketches):
        return
    sizes = numpy.array([len(sketch) for sketch in sketches])
    runs, owners = numpy.concatenate([*sketches]), numpy.repeat(numpy.arange(len(sketches)), sizes)
    order = numpy.lexsort((owners, runs))
    runs, owners = runs[order], owners[order]
    same = runs[1:] == runs[:-1]
    pairs, shared = numpy.unique(owners[:-1][same] * len(sketches) + owners[1:][same], return_counts=True)
    ones, others = pairs // len(sketches), pairs % len(sketches)
    alike = shared >= _ALIKE * (sizes[ones] + sizes[others] - shared)
    yield from zip(ones[alike].tolist(), others[alike].tolist(), strict=True)
