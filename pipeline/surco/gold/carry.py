"""Human annotation → the outputs that carry it: the layers of a done passage take the place of the machine's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import UNSET, structs

from surco.gold.links import mend_links
from surco.gold.store import ADJUDICATED, LAYERS
from surco.gold.versions import Versions, anchor_versions
from surco.gold.vote import Answer, Question, decide_by_majority, settle_block
from surco.jsonl import read_document
from surco.records import Block, Document, Warn, replace

UNDECIDED = "gold-undecided"
"""The warning of a document that carries one annotator's answers where several are tied."""


def merge_gold(document: Document, paths: Iterable[Path]) -> Document:
    """The document with the human layers of every passage that somebody is done with.

    The adjudicated version wins; else the majority does, place by place, and on a tie the annotator who is first by
    name. What no longer has a place in the text, and the ties, are counted in the document's warnings. Raises
    FormatError where a file is broken.
    """
    documents = {path.parent.name: read_document(path) for path in paths}
    versions = anchor_versions(document.head.id, documents, document.blocks)
    ties: dict[int, str] = {}
    carried: dict[int, Block] = {}
    for place, block in enumerate(document.blocks):
        if done := versions.list_done(place):
            carried[place] = _carry_layers(block, _settle(done, ties, place))
    mended = dict(zip(carried, mend_links(carried.values(), document.blocks), strict=True))
    blocks = tuple(mended.get(place, block) for place, block in enumerate(document.blocks))
    warnings = (*(document.head.warnings or ()), *_list_warnings(versions, ties))
    return Document(structs.replace(document.head, warnings=warnings), blocks)


def _settle(done: Mapping[str, Block], ties: dict[int, str], place: int) -> Block:
    """One version of the passage at that place; on a tie, the annotator who was followed is written down there."""
    voting = {name: block for name, block in done.items() if name != ADJUDICATED}

    def decide(question: Question) -> Answer:
        answer = decide_by_majority(question)
        if answer is None:
            ties[place], answer = question.answers[0]
        return answer

    adjudicated = done.get(ADJUDICATED)
    if adjudicated is None:
        return settle_block(voting, decide)
    missing = [name for name in LAYERS if getattr(adjudicated, name) is UNSET]
    return _carry_layers(settle_block(voting, decide), adjudicated) if missing and voting else adjudicated


def _carry_layers(block: Block, human: Block) -> Block:
    layers = {name: getattr(human, name) for name in LAYERS}
    return replace(block, **{name: layer for name, layer in layers.items() if layer is not UNSET})


def _list_warnings(versions: Versions, ties: Mapping[int, str]) -> Iterable[Warn]:
    for name, anchored in versions.anchored.items():
        lost = {conflict.block.id for conflict in anchored.conflicts if conflict.block.status == "done"}
        if lost:
            detail = f"{len(lost)} of the passages that {name} annotated read otherwise now; see: surco gold status"
            yield Warn("gold-not-carried", detail=detail)
    for name, count in Counter(ties.values()).items():
        told = f"passages on which annotators are tied and {name}, who is first by name, is followed: {count}"
        yield Warn(UNDECIDED, detail=f"{told}; decide with: surco adjudicate --strategy ask")
