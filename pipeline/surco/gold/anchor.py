"""Annotated passages and the text as it is now → each annotation on that text, or in the list of conflicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import UNSET, Struct, structs

from surco.gold.align import align_texts, anchor_span
from surco.gold.pairs import Group, group_blocks
from surco.gold.store import LAYERS, Layer
from surco.records import UNMARKED, Block, Citation, Entity, Label, replace

Mark = Entity | Citation | Label


class Conflict(Struct, frozen=True):
    """A human block with that part of its layers which has no place in the present text, why, and what stands there."""

    block: Block
    reason: str
    present: Block | None = None


class Anchored(Struct, frozen=True):
    """Human blocks as they stand in the present text, by their place in it, and the annotation that does not."""

    blocks: dict[int, Block]
    conflicts: tuple[Conflict, ...] = ()


class _Carried(Struct, frozen=True):
    """A layer as it stands in each present block of a group, UNSET where it can't, and the marks left by human block."""

    layers: list[object]
    lost: dict[int, list[Mark]] = {}


def anchor_blocks(human: Sequence[Block], present: Sequence[Block]) -> Anchored:
    """Each human block on the present block that is the same passage, or on those that it was split into or joined to.

    Every annotation of `human` is in the blocks or in the conflicts.
    """
    blocks: dict[int, Block] = {}
    conflicts: list[Conflict] = []
    for group in group_blocks(human, present):
        if not group.places:
            nearest = None if group.nearest is None else present[group.nearest]
            conflicts += [Conflict(block, group.reason, nearest) for block in group.blocks]
            continue
        carried, lost = _carry_group(group, [present[place] for place in group.places])
        blocks.update(zip(group.places, carried, strict=True))
        conflicts += lost
    return Anchored(dict(sorted(blocks.items())), tuple(conflicts))


def _carry_group(group: Group, present: Sequence[Block]) -> tuple[list[Block], list[Conflict]]:
    """The present blocks with what the human ones say, and what could not come along."""
    first = group.blocks[0]
    if len(group.blocks) == 1 and (first.text, first.type) == (present[0].text, present[0].type):
        return [replace(first, id=present[0].id)], []
    carried = {
        "entities": _carry_spans("entities", group.blocks, present),
        "citations": _carry_spans("citations", group.blocks, present),
        "labels": _carry_labels(group.blocks, present),
    }
    blocks = [
        replace(block, **{name: layer.layers[number] for name, layer in carried.items()}, **_join_states(group.blocks))
        for number, block in enumerate(present)
    ]
    return blocks, [
        Conflict(_keep_layer(group.blocks[number], name, marks), _explain_loss(name, present), present[0])
        for name, layer in carried.items()
        for number, marks in layer.lost.items()
    ]


def _join_states(blocks: Sequence[Block]) -> dict[str, object]:
    """Whether several blocks together are done, when the first was, and under which scheme the oldest."""
    times = [block.annotated_at for block in blocks if block.annotated_at]
    done = all(block.status == "done" for block in blocks)
    return {
        "status": "done" if done else "open", "annotated_at": min(times) if len(times) == len(blocks) else None,
        "scheme": min((block.scheme for block in blocks if block.scheme), default=None),
        "text_sha256": blocks[0].text_sha256,
    }  # fmt: skip


def _carry_spans(name: Layer, human: Sequence[Block], present: Sequence[Block]) -> _Carried:
    spans = [(number, span) for number, block in enumerate(human) for span in getattr(block, name) or ()]
    if any(getattr(block, name) is UNSET for block in human) or any(block.type in UNMARKED for block in present):
        return _Carried([UNSET] * len(present), _sort_marks(spans))
    old, starts = _join_texts(human)
    new, places = _join_texts(present)
    runs = align_texts(old, new)
    kept: list[list[Entity | Citation]] = [[] for _ in present]
    lost: list[tuple[int, Mark]] = []
    for number, span in spans:
        moved = anchor_span(old, new, runs, starts[number] + span.start, starts[number] + span.end)
        place = _find_block(moved, places, present)
        if moved is None or place is None or not _add_span(kept[place], span, moved, places[place], present[place]):
            lost.append((number, span))
    layers = [tuple(sorted(found, key=lambda span: span.start)) for found in kept]
    return _Carried(list(layers), _sort_marks(lost))


def _join_texts(blocks: Sequence[Block]) -> tuple[str, list[int]]:
    """The blocks' texts with blanks between, and where each begins."""
    starts = [0]
    for block in blocks:
        starts.append(starts[-1] + len(block.text) + 1)
    return " ".join(block.text for block in blocks), starts


def _find_block(span: tuple[int, int] | None, starts: Sequence[int], blocks: Sequence[Block]) -> int | None:
    """The number of the block in which a span of the joined text lies whole."""
    if span is None:
        return None
    ranges = enumerate(zip(starts, blocks, strict=False))
    return next((n for n, (at, block) in ranges if at <= span[0] and span[1] <= at + len(block.text)), None)


def _add_span(
    kept: list[Entity | Citation], span: Entity | Citation, moved: tuple[int, int], offset: int, block: Block
) -> bool:
    start, end = moved[0] - offset, moved[1] - offset
    if start >= end or any(start < other.end and other.start < end for other in kept):
        return False
    kept.append(structs.replace(span, start=start, end=end, text=block.text[start:end]))
    return True


def _carry_labels(human: Sequence[Block], present: Sequence[Block]) -> _Carried:
    """The labels of joined passages together; those of a split passage stay only where they are none."""
    labels = [(number, label) for number, block in enumerate(human) for label in block.labels or ()]
    known = all(block.labels is not UNSET for block in human) and all(block.is_passage for block in present)
    if not known or labels and len(present) > 1:
        return _Carried([UNSET] * len(present), _sort_marks(labels))
    joined = tuple(join_labels(label for _, label in labels))
    return _Carried([joined] * len(present))


def join_labels(labels: Iterator[Label]) -> Iterator[Label]:
    """Yield one label for each principle, the questioned one where any is."""
    joined: dict[str, Label] = {}
    for label in labels:
        if label.principle not in joined or label.stance == "questioned":
            joined[label.principle] = label
    yield from joined.values()


def _sort_marks(marks: Sequence[tuple[int, Mark]]) -> dict[int, list[Mark]]:
    sorted_marks: dict[int, list[Mark]] = {}
    for number, mark in marks:
        sorted_marks.setdefault(number, []).append(mark)
    return sorted_marks


def _keep_layer(block: Block, name: str, marks: Sequence[Mark]) -> Block:
    return replace(block, **{layer: tuple(marks) if layer == name else UNSET for layer in LAYERS})


def _explain_loss(name: str, present: Sequence[Block]) -> str:
    unfit = UNMARKED if name != "labels" else None
    types = [block.type for block in present if (block.type in unfit if unfit else not block.is_passage)]
    if types:
        return f"the passage is of type {types[0]} now, which has no {name}"
    if name == "labels" and len(present) > 1:
        return "the passage was split, and a person must say which part its labels are of"
    return "the words it marks are not in the text any more"
