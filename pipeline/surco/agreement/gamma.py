"""Spans of several annotators → γ (Mathet, Widlöcher and Métivier 2015), by the optional package pygamma-agreement."""

from __future__ import annotations

import itertools
import logging
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from surco.agreement.coding import Passage, list_spans, name_span
from surco.agreement.figures import ALL, Row
from surco.agreement.resampling import measure_figure
from surco.gold.store import Layer
from surco.records import Block, SurcoError

if TYPE_CHECKING:
    from surco.agreement.coefficients import Floats

SAMPLES = 30
"""Random annotations from which the disorder that chance would give is estimated, for each document."""
_GAP = 1


def require_gamma() -> Any:
    """The package pygamma-agreement; raises SurcoError with the remedy where it is not installed."""
    try:
        import pygamma_agreement
    except ImportError as error:
        raise SurcoError("γ needs pygamma-agreement, which is not installed; run: pip install 'surco[gamma]'") from error
    return pygamma_agreement


def add_gamma(rows: Iterable[Row], passages: Sequence[Passage], draws: Floats, seed: int) -> list[Row]:
    """The rows, with γ in those that are of all spans of a layer."""
    require_gamma()
    return [
        replace(row, gamma=measure_figure(_count_disorder(passages, row.layer, draws.shape[1], seed), draws, _measure))
        if row.label == ALL
        else row
        for row in rows
    ]


def _measure(disorder: Floats) -> Floats:
    """γ of observed and expected disorder (…, 2), each weighted by the number of spans."""
    import numpy as np

    with np.errstate(divide="ignore", invalid="ignore"):
        gamma: Floats = np.where(disorder[..., 1] > 0, 1 - disorder[..., 0] / disorder[..., 1], np.nan)
    return gamma


def _count_disorder(passages: Sequence[Passage], layer: Layer, documents: int, seed: int) -> Floats:
    """Observed and expected disorder by document: (documents, 2), from passages that the same annotators coded."""
    import numpy as np

    disorder: Floats = np.zeros((documents, 2))
    for document, versions in _group_passages(passages, layer):
        disorder[document] += _measure_disorder(versions, layer, seed)
    return disorder


def _group_passages(passages: Sequence[Passage], layer: Layer) -> Iterator[tuple[int, list[dict[str, Block]]]]:
    coded = [(one.document, one.list_coded(layer)) for one in passages]
    shared = [(number, found) for number, found in coded if len(found) > 1]
    shared.sort(key=lambda one: (one[0], sorted(one[1])))
    for (number, _), group in itertools.groupby(shared, key=lambda one: (one[0], sorted(one[1]))):
        yield number, [found for _, found in group]


def _measure_disorder(versions: Sequence[dict[str, Block]], layer: Layer, seed: int) -> tuple[float, float]:
    import numpy as np

    package = require_gamma()
    continuum = _make_continuum(versions, layer)
    weight = continuum.avg_num_annotations_per_annotator
    if not weight:
        return 0.0, 0.0
    np.random.seed(seed)  # the package draws from numpy's global generator
    logging.disable()
    try:
        measured = continuum.compute_gamma(
            package.CombinedCategoricalDissimilarity(alpha=1, beta=1, delta_empty=1), n_samples=SAMPLES, fast=True
        )
    finally:
        logging.disable(logging.NOTSET)
    return weight * measured.observed_disorder, weight * measured.expected_disorder


def _make_continuum(versions: Sequence[dict[str, Block]], layer: Layer) -> Any:
    """The passages one after the other, in code points, with what each annotator marked."""
    from pyannote.core import Segment

    continuum = require_gamma().Continuum()
    for name in sorted(versions[0]):
        continuum.add_annotator(name)
    offset = 0
    for passage in versions:
        for name, block in sorted(passage.items()):
            for span in list_spans(block, layer):
                continuum.add(name, Segment(offset + span.start, offset + span.end), name_span(span, whole=True))
        offset += len(next(iter(passage.values())).text) + _GAP
    return continuum
