"""How far annotators agree: coefficients by layer and label, with intervals over documents."""

from surco.agreement.figures import Agreement, Coverage, Disagreement, Figure, Row
from surco.agreement.measure import measure_agreement
from surco.agreement.resampling import RESAMPLES

__all__ = ["RESAMPLES", "Agreement", "Coverage", "Disagreement", "Figure", "Row", "measure_agreement"]
