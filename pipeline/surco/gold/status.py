"""A project's gold → who has done what, and which annotation has no place in the present text."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from surco.gold.anchor import Anchored, Conflict
from surco.gold.disagreements import list_open_questions
from surco.gold.standing import STANDINGS, Standing, list_standings
from surco.gold.store import LAYERS, digest_text
from surco.gold.versions import Versions
from surco.gold.vote import name_mark


class Progress(Struct, frozen=True):
    """How far an annotator is with a document, in passages; `moved` are those whose text has changed since."""

    document: str
    annotator: str
    done: int
    open: int
    moved: int
    conflicts: int


class Misplaced(Struct, frozen=True):
    """Annotation that has no place in the present text: whose, of which passage, what, why, and both texts."""

    document: str
    annotator: str
    passage: str
    reason: str
    annotations: tuple[str, ...]
    text: str
    present_passage: str | None
    present_text: str | None


class Status(Struct, frozen=True):
    """All that is to be said of a document's gold; `undecided` are passages on which annotators disagree.

    `standings` are the blocks that somebody is done with, by where they stand; so many `others` are no passages, but
    headings, captions and the like. Where the document is not built, there is no present text to compare with.
    """

    document: str
    is_built: bool
    progress: tuple[Progress, ...]
    misplaced: tuple[Misplaced, ...]
    undecided: tuple[str, ...]
    outdated: tuple[str, ...]
    standings: dict[Standing, tuple[str, ...]]
    others: int = 0


def describe_gold(versions: Versions, scheme: str) -> Status:
    """The status of a document's gold; outdated are passages done under another version than `scheme`."""
    every = sorted(versions.anchored.items())
    outdated = {
        block.id for _, one in every for block in one.blocks.values() if block.status == "done" and block.scheme != scheme
    }
    return Status(
        versions.id,
        versions.is_built,
        tuple(_count_progress(versions.id, name, anchored) for name, anchored in every),
        tuple(_describe_conflict(versions.id, name, one) for name, anchored in every for one in anchored.conflicts),
        tuple(dict.fromkeys(question.block.id for question in list_open_questions(versions))),
        tuple(sorted(outdated)),
        _group_standings(versions),
        sum(bool(versions.list_done(place)) for place, block in enumerate(versions.present) if not block.is_passage),
    )


def _group_standings(versions: Versions) -> dict[Standing, tuple[str, ...]]:
    found = list(list_standings(versions))
    return {each: names for each in STANDINGS if (names := tuple(name for name, standing in found if standing == each))}


def _count_progress(document: str, annotator: str, anchored: Anchored) -> Progress:
    blocks = anchored.blocks.values()
    done = sum(block.status == "done" for block in blocks)
    moved = sum(block.text_sha256 not in (None, digest_text(block.text)) for block in blocks)
    return Progress(document, annotator, done, len(blocks) - done, moved, len(anchored.conflicts))


def _describe_conflict(document: str, annotator: str, conflict: Conflict) -> Misplaced:
    block, present = conflict.block, conflict.present
    marks = tuple(name_mark(mark) for layer in LAYERS for mark in getattr(block, layer) or ())
    return Misplaced(
        document, annotator, block.id, conflict.reason, marks, block.text,
        present.id if present else None, present.text if present else None,
    )  # fmt: skip


def format_conflicts(misplaced: tuple[Misplaced, ...]) -> Iterator[str]:
    """Yield the lines that tell what was annotated where, and both texts."""
    for one in misplaced:
        yield f"{one.annotator}: {one.passage}: {one.reason}"
        yield f"  marked     {'; '.join(one.annotations) or 'nothing'}"
        yield f"  text then  {one.text}"
        if one.present_text is not None:
            yield f"  text now   {one.present_text}  ({one.present_passage})"
