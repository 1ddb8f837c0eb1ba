"""Several annotators' versions of a document → the adjudicated one, in which a person's decisions stay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal

from msgspec import UNSET, structs

from surco.gold.store import ADJUDICATED, LAYERS, keep_annotation
from surco.gold.versions import Versions
from surco.gold.vote import Answer, Decide, Question, list_questions, settle_block
from surco.records import Block, Document, Head, replace

SOURCE = f"human:{ADJUDICATED}"

Outcome = Literal["single", "agreed", "merged", "undecided", "kept"]
"""What became of a passage: one alone did it, all of several say the same, the strategy decided, it could not, a person
had decided before."""


def follow_annotator(name: str) -> Decide:
    """A strategy that takes what one annotator says, and decides nothing where that one did not look."""
    return lambda question: dict(question.answers).get(name)


def is_decided(block: Block | None) -> bool:
    """Whether a person has decided on a passage of the adjudicated version: a merge alone has no time."""
    return block is not None and block.status == "done" and block.annotated_at is not None


def adjudicate_passages(
    versions: Versions, decide: Decide, *, at: str | None = None
) -> Iterator[tuple[Outcome, Block]]:
    """Yield what became of each passage that an annotator is done with, and its adjudicated version.

    Where one alone did it, or all say the same, that stands; else `decide` is asked, and a passage with a question left
    is open. What one alone said keeps that person as its source. `at` is the time (ISO 8601) where a person decides: it
    marks the passages that no later merge touches.
    """
    before = versions.anchored.get(ADJUDICATED)
    for place in range(len(versions.present)):
        voting = {name: block for name, block in versions.list_done(place).items() if name != ADJUDICATED}
        earlier = before.blocks.get(place) if before else None
        if earlier is not None and is_decided(earlier):
            yield "kept", earlier
        elif voting:
            yield _merge_versions(voting, decide, at)


def _merge_versions(voting: Mapping[str, Block], decide: Decide, at: str | None) -> tuple[Outcome, Block]:
    contested = any(not question.is_agreed for question in list_questions(voting))
    left: list[Question] = []

    def settle(question: Question) -> Answer | None:
        if question.is_agreed:
            answer: Answer | None = question.answers[0][1]
        else:
            # a person who left one question open is asked no more about the passage
            answer = None if left and at else decide(question)
        if answer is None:
            left.append(question)
            return None
        return _sign_marks(answer, question)

    block = settle_block(voting, settle)
    whole = all(
        getattr(block, layer) is not UNSET or all(getattr(one, layer) is UNSET for one in voting.values())
        for layer in LAYERS
    )
    merged = replace(
        block, status="done" if whole else "open", annotated_at=at if contested and whole else None,
        scheme=min((one.scheme for one in voting.values() if one.scheme), default=None),
    )  # fmt: skip
    outcome: Outcome = "merged" if contested else "agreed" if is_shared(voting.values()) else "single"
    return (outcome if whole else "undecided"), merged


def is_shared(versions: Collection[Block]) -> bool:
    """Whether several people annotated some layer of a passage, so that they can agree at all."""
    return any(sum(getattr(block, layer) is not UNSET for block in versions) > 1 for layer in LAYERS)


def _sign_marks(answer: Answer, question: Question) -> Answer:
    """The marks of an answer under the adjudicated name, or that of the one who was alone in answering."""
    alone = len(question.answers) == 1
    source = f"human:{question.answers[0][0]}" if alone else SOURCE
    return tuple(structs.replace(mark, source=source) for mark in answer)


def keep_adjudicated(folder: Path, versions: Versions, blocks: Iterable[Block]) -> Path:
    """Keep passages in the adjudicated version of a document, which says of whom it is made."""
    head = Head(versions.id, of=versions.list_voters())
    return keep_annotation(folder, ADJUDICATED, Document(head, tuple(blocks)))


def adjudicate_document(folder: Path, versions: Versions, decide: Decide, *, at: str | None = None) -> Counter[Outcome]:
    """Adjudicate a document, keep each passage as soon as it is decided, and count what became of them."""
    counts: Counter[Outcome] = Counter()
    merged = []
    for outcome, block in adjudicate_passages(versions, decide, at=at):
        counts[outcome] += 1
        if outcome == "merged" and at is not None:
            keep_adjudicated(folder, versions, [block])
        elif outcome != "kept":
            merged.append(block)
    if merged:
        keep_adjudicated(folder, versions, merged)
    return counts
