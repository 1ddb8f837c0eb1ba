"""Spans that people drew or moved → the works a citation cites and the id an entity has, read again from the text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from msgspec import structs

from surco.citations.annotate import annotate_citations
from surco.citations.find import find_citations
from surco.entities.authority import Authority
from surco.entities.resolve import make_id
from surco.entities.tokens import fold, tokenize
from surco.records import Block, Citation, Document, Entity, Work, replace

UNREAD = Work((), "")
"""What stands for a work that could not be read."""


class Reader:
    """Reads spans of one document's passages; the whole document is read once, when the first citation needs it."""

    def __init__(self, document: Document, authority: Authority) -> None:
        self._blocks = document.blocks
        self._authority = authority

    def complete_block(self, block: Block) -> tuple[Block, tuple[Citation, ...]]:
        """The passage with works and ids on spans that lack them, and the citations whose works were read anew."""
        entities = tuple(self._name_entity(entity) for entity in block.entities or ())
        citations = tuple(self._read_works(citation, block) for citation in block.citations or ())
        read = tuple(new for new, old in zip(citations, block.citations or (), strict=True) if new is not old)
        if block.entities:
            block = replace(block, entities=entities)
        return (replace(block, citations=citations) if read else block), read

    def _read_works(self, citation: Citation, block: Block) -> Citation:
        if citation.works:
            return citation
        works = _take_works(citation, self._citations.get(block.id, ())) or _read_alone(citation)
        return structs.replace(citation, works=works or (UNREAD,))

    @cached_property
    def _citations(self) -> dict[str, tuple[Citation, ...]]:
        """What the machine reads as citations, by block."""
        return {block.id: tuple(block.citations or ()) for block in annotate_citations(self._blocks)}

    def _name_entity(self, entity: Entity) -> Entity:
        if entity.id is not None or entity.label == "PRINCIPLE":
            return entity
        same = self._ids.get((entity.label, fold(entity.text)))
        known = [
            form.id
            for form in self._authority.phrases.get(tuple(tokenize(entity.text).plain))
            if form.label == entity.label
        ]
        return structs.replace(entity, id=same or (known[0] if known else make_id(entity.text)))

    @cached_property
    def _ids(self) -> dict[tuple[str, str], str]:
        """The ids that the document's own mentions have, by label and name."""
        mentions = [entity for block in self._blocks for entity in block.entities or () if entity.id]
        return {(mention.label, fold(mention.text)): mention.id or "" for mention in mentions}


def _take_works(citation: Citation, read: Sequence[Citation]) -> tuple[Work, ...]:
    """The works of the machine's citations that share characters with this one, the same span first."""
    same = [other for other in read if (other.start, other.end) == (citation.start, citation.end)]
    touching = [other for other in read if other.start < citation.end and citation.start < other.end]
    return tuple(work for other in same or touching for work in other.works)


def _read_alone(citation: Citation) -> tuple[Work, ...]:
    """The works that the span's own words tell, in brackets where it has none.

    >>> [work.authors for work in _read_alone(Citation(0, 11, "parenthetical", "Anaya, 2007"))]
    [('Anaya',)]
    """
    for words in (citation.text, f"({citation.text})"):
        if found := find_citations(words):
            return tuple(work for other in found for work in other.works)
    return ()
