"""What a migration leaves to people → `annotations/queue.jsonl`, and which of it still waits."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec
from msgspec import Struct, structs

from surco.gold.changes import Kind
from surco.gold.versions import Versions
from surco.jsonl import write_bytes
from surco.records import FormatError

QUEUE_FILE = "annotations/queue.jsonl"


class Review(Struct, frozen=True):
    """A passage to look at again, and why: the label was split, or is new; whose annotation it is."""

    id: str
    why: Kind
    label: str
    annotators: tuple[str, ...]


def read_queue(path: Path) -> tuple[Review, ...]:
    """The passages in a queue, or none where the file is missing; raises FormatError with the line."""
    reviews = []
    for number, line in enumerate(path.read_bytes().splitlines() if path.exists() else (), start=1):
        try:
            reviews.append(msgspec.json.decode(line, type=Review))
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise FormatError(f"{path}:{number}: {error}; mend or remove this line") from error
    return tuple(reviews)


def write_queue(reviews: Iterable[Review], path: Path) -> None:
    """Write a queue, or remove it where nothing is to be looked at."""
    lines = b"".join(msgspec.json.encode(review) + b"\n" for review in reviews)
    if lines:
        write_bytes(lines, path)
    else:
        path.unlink(missing_ok=True)


def join_reviews(reviews: Iterable[Review]) -> tuple[Review, ...]:
    """One review for each passage, reason and label, with all whose annotation it is; splits first."""
    joined: dict[tuple[str, Kind, str], Review] = {}
    for review in reviews:
        key = review.id, review.why, review.label
        names = {*review.annotators, *(joined[key].annotators if key in joined else ())}
        joined[key] = structs.replace(review, annotators=tuple(sorted(names)))
    return tuple(sorted(joined.values(), key=lambda one: (one.why != "split", one.id, one.label)))


def list_waiting(reviews: Iterable[Review], versions: Iterable[Versions], scheme: str) -> list[Review]:
    """The reviews of passages that not all of their annotators are done with under this version of the scheme."""
    done = {
        (name, block.id)
        for one in versions
        for name, anchored in one.anchored.items()
        for block in anchored.blocks.values()
        if block.status == "done" and block.scheme == scheme
    }
    return [review for review in reviews if any((name, review.id) not in done for name in review.annotators)]
