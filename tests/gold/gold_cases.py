"""Small annotated documents for the tests of gold and agreement: spans and labels are written in the text."""

from __future__ import annotations

import re
from pathlib import Path

from surco.gold import keep_annotation
from surco.initialise import make_project
from surco.jsonl import write_document
from surco.records import Block, Document, Entity, Head, Label
from surco.settings import GOLD_FOLDER, Project, find_project

# [Foro Sur|ORG] and [mutuo|PRINCIPLE:reciprocidad]
_MARK = re.compile(r"\[(?P<text>[^|\]]+)\|(?P<label>[A-Z]+)(?::(?P<principle>\w+))?\]")
TIME = "2026-03-01T10:00:00+00:00"


def read_passage(name: str, marked: str, *labels: str, status: str = "done", scheme: str = "1.0") -> Block:
    """A done passage; a label is questioned where it ends in `?`."""
    text, entities, last = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        span = match["text"]
        entities.append(Entity(len(text), len(text) + len(span), match["label"], span, principle=match["principle"]))  # type: ignore[arg-type]
        text, last = text + span, match.end()
    text += marked[last:]
    given = tuple(Label(label.rstrip("?"), "questioned" if label.endswith("?") else "affirmed") for label in labels)
    return Block(
        name, "paragraph", text, entities=tuple(entities), citations=(), labels=given, status=status,  # type: ignore[arg-type]
        scheme=scheme, annotated_at=TIME,
    )  # fmt: skip


def make_small_project(folder: Path) -> Project:
    """An empty project with its own scheme."""
    make_project(folder)
    return find_project(folder)


def keep_passages(project: Project, annotator: str, *blocks: Block) -> Path:
    """Keep passages as an annotator's; the document's id is that of the first."""
    name = blocks[0].id.partition("/")[0]
    return keep_annotation(project.folder / GOLD_FOLDER, annotator, Document(Head(name), blocks))


def write_present(project: Project, *blocks: Block) -> None:
    """Write the present text of a document, as a build does."""
    name = blocks[0].id.partition("/")[0]
    bare = tuple(Block(block.id, block.type, block.text) for block in blocks)
    write_document(Document(Head(name), bare), project.folder / f"annotations/auto/{name}.jsonl")
