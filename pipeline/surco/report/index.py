"""The words of all documents → scripts that the search box loads one by one, as a page on disk may fetch nothing."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from surco.report.summary import Searched, Summary, split_words
from surco.report.words import write_json

SHARD = 150_000
"""Bytes of a shard, more or less; one very common word may take more."""


class Index:
    """In which documents each word stands, and how often: filled document by document, in their order."""

    def __init__(self) -> None:
        self._places: dict[str, array[int]] = {}

    def add_document(self, number: int, words: str) -> None:
        """Add what `count_words` says of a document."""
        for line in words.splitlines():
            word, count = line.split()
            self._places.setdefault(word, array("I")).extend((number, int(count)))

    def write_shards(self) -> Iterator[tuple[str, str]]:
        """Yield (first word, script) for each shard, in the order of the words."""
        first, lines, size = "", list[str](), 0
        for word in sorted(self._places):
            line = f"{write_json(word)}:{_write_places(self._places[word])}"
            if lines and size + len(line) > SHARD:
                yield first, _close_shard(first, lines)
                lines, size = [], 0
            first = first if lines else word
            lines.append(line)
            size += len(line)
        if lines:
            yield first, _close_shard(first, lines)


def _close_shard(first: str, lines: Iterable[str]) -> str:
    return f"surcoShard({write_json(first)},{{{','.join(lines)}}});\n"


def _write_places(places: array[int]) -> str:
    """Pairs of how many documents further on, and how often there.

    >>> _write_places(array("I", [3, 1, 10, 2]))
    '[3,1,7,2]'
    """
    numbers, before = [], 0
    for number, count in zip(places[::2], places[1::2], strict=True):
        numbers += [number - before, count]
        before = number
    return f"[{','.join(map(str, numbers))}]"


def count_words(blocks: Iterable[Searched]) -> str:
    """How often each folded word stands in a document, a line each.

    >>> count_words([Searched("b1", "Las redes, la Red y las redes")])
    'la 1\\nlas 2\\nred 1\\nredes 2\\ny 1'
    """
    counts = Counter(word for block in blocks for word in split_words(block.text))
    return "\n".join(f"{word} {counts[word]}" for word in sorted(counts))


def write_text(page: str, blocks: Sequence[Searched]) -> str:
    """The script with a document's text, block by block, from which the search shows the context of a hit."""
    return f"surcoText({write_json(page)},{write_json([[block.anchor, block.text] for block in blocks])});\n"


def write_manifest(summaries: Sequence[Summary], pages: Sequence[str], firsts: Sequence[str]) -> str:
    """The script that names the documents and the first word of each shard."""
    documents = [
        [page, summary.title, "; ".join(summary.authors), summary.year]
        for page, summary in zip(pages, summaries, strict=True)
    ]
    return f'"use strict";\nconst SURCO_INDEX = {write_json({"documents": documents, "shards": firsts})};\n'
