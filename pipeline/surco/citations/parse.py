"""Bibliography entries to parsed references, and to what linking needs of them."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

from surco.citations.assemble import assemble_reference
from surco.citations.entries import Entry, read_entry
from surco.citations.fields import describe_tokens, tokenise
from surco.citations.link import Listed, make_listed
from surco.records import Block, Person, Reference
from surco.settings import REFERENCE_MODEL, Project


def parse_reference(text: str, *, before: tuple[Person, ...] = ()) -> Reference:
    """What can be read of one entry; `before` are the authors of the entry above, which a dash repeats.

    >>> parse_reference("Anaya, G. (2010). Ríos del sur. Lima: Sur.").year
    '2010'
    """
    return _parse(text, read_entry(text, before=before))


def _parse(text: str, entry: Entry) -> Reference:
    tokens = tokenise(text)
    if not tokens:
        return Reference(authors=entry.authors, year=entry.year)
    tagger, _ = load_model()
    labels = tagger.tag(describe_tokens(text, tokens, entry))
    return assemble_reference(text, tokens, labels, entry)


@functools.lru_cache(maxsize=1)
def load_model() -> tuple[Any, bytes]:
    """The tagger of the shipped bibliography model and the bytes it reads, which must outlive it."""
    import pycrfsuite

    data = Project().find_file(f"{REFERENCE_MODEL}/model.crfsuite").read_bytes()
    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(data)
    return tagger, data


def parse_references(blocks: Sequence[Block]) -> dict[str, tuple[Reference, Listed]]:
    """The parsed reference and the linking view of every reference block, by block id."""
    parsed: dict[str, tuple[Reference, Listed]] = {}
    before: tuple[Person, ...] = ()
    for block in blocks:
        if block.type != "reference":
            continue
        entry = read_entry(block.text, before=before)
        reference = _parse(block.text, entry)
        before = reference.authors or entry.authors
        label = entry.label
        if label is None and block.marker and block.marker.strip("[]().").isdigit():
            label = int(block.marker.strip("[]()."))
        families = [p.family for p in before]
        parsed[block.id] = (
            reference,
            make_listed(block.id, families, reference.year or entry.year, entry.years, block.text, label),
        )
    return parsed
