"""Citations: who is cited, where, and which entry of the bibliography it is."""

from __future__ import annotations

from surco.citations.annotate import annotate_citations
from surco.citations.find import find_citations

__all__ = ["annotate_citations", "find_citations"]
