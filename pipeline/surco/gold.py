"""Human annotation → the outputs that carry it: the layers of a done block win where its text is still the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from msgspec import UNSET, structs

from surco.jsonl import read_document
from surco.records import Block, Document, Warn, replace
from surco.settings import GOLD_FOLDER, Project

ADJUDICATED = "adjudicated"


def list_gold(project: Project, document_id: str) -> list[Path]:
    """The files of human annotation of a document, the adjudicated one first, the others by annotator."""
    if project.root is None:
        return []
    paths = (project.folder / GOLD_FOLDER).glob(f"*/{document_id.translate(_QUOTE)}.jsonl")
    return sorted(paths, key=lambda path: (path.parent.name != ADJUDICATED, path.parent.name))


_QUOTE = {ord(sign): f"[{sign}]" for sign in "*?["}


def merge_gold(document: Document, paths: Iterable[Path]) -> Document:
    """The document with the human layers of every done block whose text it still has.

    The first file that has the block wins. Blocks that no longer stand in the document are counted in its warnings.
    Raises FormatError where a file is broken.
    """
    places = {digest_text(block.text): place for place, block in enumerate(document.blocks)}
    blocks = list(document.blocks)
    taken: set[int] = set()
    warnings = list(document.head.warnings or ())
    for path in paths:
        lost = 0
        for human in read_document(path).blocks:
            if human.status != "done":
                continue
            place = places.get(human.text_sha256 or digest_text(human.text))
            if place is None:
                lost += 1
            elif place not in taken:
                taken.add(place)
                blocks[place] = _carry_layers(blocks[place], human)
        if lost:
            detail = (
                f"{lost} passages that {path.parent.name} annotated have another text now, so they are not carried here"
            )
            warnings.append(Warn("gold-not-carried", detail=detail))
    return Document(structs.replace(document.head, warnings=tuple(warnings)), tuple(blocks))


def digest_text(text: str) -> str:
    """The `text_sha256` of a block's text."""
    return hashlib.sha256(text.encode()).hexdigest()


def _carry_layers(block: Block, human: Block) -> Block:
    layers = {"entities": human.entities, "citations": human.citations, "labels": human.labels}
    return replace(block, **{name: layer for name, layer in layers.items() if layer is not UNSET})
