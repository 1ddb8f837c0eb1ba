"""Spans of two annotators → how many agree, strictly or by overlap."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from surco.agreement.coding import Passage, list_spans, name_span
from surco.gold.store import Layer
from surco.records import Citation, Entity

if TYPE_CHECKING:
    from surco.agreement.coefficients import Floats

Spans = Sequence[Entity | Citation]


def count_spans(
    passages: Sequence[Passage], layer: Layer, label: str | None, documents: int, *, partial: bool
) -> Floats:
    """Spans that agree and all spans, of both annotators of each pair, by document: (documents, 2)."""
    import numpy as np

    counts: Floats = np.zeros((documents, 2))
    for passage in passages:
        coded = passage.list_coded(layer).values()
        for one, other in itertools.combinations((_select_spans(list_spans(block, layer), label) for block in coded), 2):
            agreed = count_overlaps(one, other) if partial else 2 * count_equal(one, other)
            counts[passage.document] += agreed, len(one) + len(other)
    return counts


def _select_spans(spans: Spans, label: str | None) -> Spans:
    return [span for span in spans if label in (None, name_span(span))]


def count_equal(one: Spans, other: Spans) -> int:
    """How many spans of both have the same place and label."""
    return len({_name(span) for span in one} & {_name(span) for span in other})


def _name(span: Entity | Citation) -> tuple[int, int, str]:
    return span.start, span.end, name_span(span, whole=True)


def count_overlaps(one: Spans, other: Spans) -> int:
    """How many spans of either overlap one of the other with the same label.

    >>> whole, part = Entity(0, 9, "ORG", "Foro Sur 3"), Entity(0, 4, "ORG", "Foro")
    >>> count_overlaps([whole], [part]), count_overlaps([whole], [])
    (2, 0)
    """
    return sum(
        any(_overlap(span, near) for near in theirs) for mine, theirs in ((one, other), (other, one)) for span in mine
    )


def _overlap(one: Entity | Citation, other: Entity | Citation) -> bool:
    same = name_span(one, whole=True) == name_span(other, whole=True)
    return same and one.start < other.end and other.start < one.end
