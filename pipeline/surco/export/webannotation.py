"""Documents → W3C Web Annotations in JSON-LD: ID.jsonld on the text in ID.txt, by position and quotation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

import msgspec

from surco import __version__
from surco.export.brat import describe_works
from surco.export.context import Context
from surco.export.files import File
from surco.export.loss import HEADS, HUMAN, WORK_DETAILS
from surco.export.texts import join_blocks
from surco.records import Block, Citation, Document, Entity, Head

LOST = frozenset({
    *(HEADS - {"document.title"}), *HUMAN, "block.marker", "block.language", "block.level", "block.section", "block.pages", "block.boxes",
    "block.sentences", "block.note_refs", "block.parsed", "block.situation", "block.computed", "entity.score", "entity.optional",
    "label.score", "label.decision", *WORK_DETAILS,
})  # fmt: skip
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
CONTEXT_CHARACTERS = 32
"""So much of the text before and after is quoted with a span."""
_Node = dict[str, Any]


def to_webannotation(documents: Iterable[Document], context: Context) -> Iterator[File]:
    """Yield a .txt and a .jsonld for each document; positions are code points into the .txt, as the standard says."""
    for document in documents:
        joined = join_blocks(document.blocks)
        name = f"{document.head.id}.txt"
        items = [
            item
            for block, shift in zip(document.blocks, joined.starts, strict=True)
            for item in _list_annotations(block, shift, joined.text, quote(name))
        ]
        content = msgspec.json.encode(_make_collection(document.head, items))
        yield File(name, joined.text.encode())
        yield File(f"{document.head.id}.jsonld", msgspec.json.format(content, indent=1) + b"\n")


def name_iri(block_id: str, *parts: object) -> str:
    """The IRI of a block, or of the annotation with these parts in it.

    >>> name_iri("año-1/0012", "entity", 27)
    'urn:surco:a%C3%B1o-1:0012:entity:27'
    """
    return ":".join(("urn:surco", *(quote(str(part), safe="") for part in (*block_id.split("/", 1), *parts))))


def _make_collection(head: Head, items: list[_Node]) -> _Node:
    page = {"id": name_iri(head.id, "page"), "type": "AnnotationPage", "startIndex": 0, "items": items}
    return {
        "@context": CONTEXT, "id": name_iri(head.id, "annotations"), "type": "AnnotationCollection",
        "label": head.title or head.id, "total": len(items), "first": page,
    }  # fmt: skip


def _list_annotations(block: Block, shift: int, text: str, source: str) -> Iterator[_Node]:
    whole = _make_target(shift, shift + len(block.text), None, source)
    yield _make_node(name_iri(block.id), "describing", [_tag(block.type, "classifying")], whole, f"surco {__version__}")
    for label in block.labels or ():
        bodies = [_tag(label.principle, "classifying"), _tag(label.stance, "tagging")]
        yield _make_node(name_iri(block.id, "label", label.principle), "classifying", bodies, whole, label.source)
    for entity in block.entities or ():
        target = _make_target(entity.start + shift, entity.end + shift, text, source)
        name = name_iri(block.id, "entity", entity.start)
        yield _make_node(name, "identifying", _list_entity_bodies(entity), target, entity.source)
    for citation in block.citations or ():
        target = _make_target(citation.start + shift, citation.end + shift, text, source)
        name = name_iri(block.id, "citation", citation.start)
        yield _make_node(name, "linking", _list_citation_bodies(citation), target, citation.source)


def _list_entity_bodies(entity: Entity) -> list[_Node]:
    bodies = [_tag(entity.label, "tagging")]
    if entity.principle is not None:
        bodies.append(_tag(entity.principle, "classifying"))
    if entity.id is not None:
        bodies.append({"type": "SpecificResource", "source": name_iri("entity", entity.id), "purpose": "identifying"})
    return bodies


def _list_citation_bodies(citation: Citation) -> list[_Node]:
    bodies = [_tag(citation.kind, "tagging")]
    if citation.works:
        bodies.append(_tag(describe_works(citation), "describing"))
    for work in citation.works:
        if work.reference is not None:
            bodies.append({"type": "SpecificResource", "source": name_iri(work.reference), "purpose": "linking"})
    return bodies


def _tag(value: str, purpose: str) -> _Node:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}


def _make_target(start: int, end: int, text: str | None, source: str) -> _Node:
    """A span of the text file; `text` where the span is to be quoted too."""
    position = {"type": "TextPositionSelector", "start": start, "end": end}
    if text is None:
        return {"source": source, "selector": position}
    quoted = {
        "type": "TextQuoteSelector", "exact": text[start:end], "prefix": text[max(0, start - CONTEXT_CHARACTERS) : start],
        "suffix": text[end : end + CONTEXT_CHARACTERS],
    }  # fmt: skip
    return {"source": source, "selector": [position, quoted]}


def _make_node(name: str, motivation: str, bodies: list[_Node], target: _Node, maker: str) -> _Node:
    node: _Node = {"id": name, "type": "Annotation", "motivation": motivation}
    kind, _, person = maker.partition(":")
    if kind == "human":
        node["creator"] = {"id": name_iri("person", person), "type": "Person", "name": person}
    elif maker:
        node["generator"] = {"id": name_iri("maker", maker), "type": "Software", "name": maker}
    return node | {"body": bodies, "target": target}
