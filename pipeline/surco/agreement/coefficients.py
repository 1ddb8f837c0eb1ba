"""Counts of codes → coefficients of agreement; each function takes a stack of counts, one for each resample."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Codes = NDArray[np.int64]

MISSING = -1
"""The code of a unit that an annotator did not code."""


def count_values(codes: Codes, size: int) -> Floats:
    """How many annotators gave each value to each unit: codes (units, annotators) → (units, size)."""
    import numpy as np

    values: Floats = (codes[:, :, None] == np.arange(size)).sum(axis=1).astype(np.float64)
    return values


def count_coincidences(values: Floats) -> Floats:
    """Krippendorff's coincidence matrix (size, size) of the units that two or more annotators coded."""
    import numpy as np

    many = values.sum(axis=1)
    values, many = values[many >= 2], many[many >= 2]
    weighted = values / (many - 1)[:, None]
    matrix: Floats = values.T @ weighted - np.diag(weighted.sum(axis=0))
    return matrix


def measure_alpha(coincidences: Floats, distances: Floats) -> Floats:
    """Krippendorff's α of coincidence matrices (…, size, size) under a matrix of distances; nan where not defined."""
    import numpy as np

    values = coincidences.sum(axis=-1)
    total = values.sum(axis=-1)
    observed = (coincidences * distances).sum(axis=(-2, -1))
    expected = np.einsum("...i,...j,ij->...", values, values, distances)
    with np.errstate(divide="ignore", invalid="ignore"):
        alpha: Floats = np.where(expected > 0, 1 - observed * (total - 1) / expected, np.nan)
    return alpha


def count_confusion(one: Codes, other: Codes, size: int) -> Floats:
    """How often one annotator gave each value where the other gave each: (size, size), of what both coded."""
    import numpy as np

    both = (one != MISSING) & (other != MISSING)
    matrix: Floats = np.zeros((size, size))
    np.add.at(matrix, (one[both], other[both]), 1)
    return matrix


def measure_cohen(confusion: Floats) -> Floats:
    """Cohen's κ of confusion matrices (…, size, size); nan where not defined."""
    import numpy as np

    total = confusion.sum(axis=(-2, -1))
    with np.errstate(divide="ignore", invalid="ignore"):
        agreed = np.trace(confusion, axis1=-2, axis2=-1) / total
        chance = (confusion.sum(axis=-1) * confusion.sum(axis=-2)).sum(axis=-1) / total**2
        kappa: Floats = np.where(chance < 1, (agreed - chance) / (1 - chance), np.nan)
    return kappa


def count_fleiss(values: Floats, annotators: int) -> Floats:
    """What Fleiss' κ needs of the units that all annotators coded: units, agreeing pairs' share, and each value's count."""
    import numpy as np

    whole = values[values.sum(axis=1) == annotators]
    pairs = (whole * (whole - 1)).sum() / (annotators * (annotators - 1))
    counts: Floats = np.concatenate([[len(whole), pairs], whole.sum(axis=0)])
    return counts


def measure_fleiss(counts: Floats) -> Floats:
    """Fleiss' κ of the counts (…, 2 + size) of `count_fleiss`; nan where not defined."""
    import numpy as np

    with np.errstate(divide="ignore", invalid="ignore"):
        agreed = counts[..., 1] / counts[..., 0]
        shares = counts[..., 2:] / counts[..., 2:].sum(axis=-1, keepdims=True)
        chance = (shares**2).sum(axis=-1)
        kappa: Floats = np.where(chance < 1, (agreed - chance) / (1 - chance), np.nan)
    return kappa


def measure_f1(counts: Floats) -> Floats:
    """F1 of counts (…, 2): spans that agree and all spans, of both annotators together; nan where there is none."""
    import numpy as np

    with np.errstate(divide="ignore", invalid="ignore"):
        share: Floats = np.where(counts[..., 1] > 0, counts[..., 0] / counts[..., 1], np.nan)
    return share


def make_nominal(size: int) -> Floats:
    """The distances between values of which each is as far from any other: (size, size)."""
    import numpy as np

    return 1 - np.eye(size)


def make_distances(sets: Sequence[frozenset[str]], name: str) -> Floats:
    """The MASI or Jaccard distances between sets of labels: (sets, sets); between two empty sets it is 0."""
    import numpy as np
    from nltk.metrics import distance

    measure: Any = {"masi": distance.masi_distance, "jaccard": distance.jaccard_distance}[name]
    rows = [[measure(one, other) if one or other else 0.0 for other in sets] for one in sets]
    return np.array(rows, dtype=np.float64).reshape(len(sets), len(sets))
