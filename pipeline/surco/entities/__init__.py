"""Blocks with citations → the same with organisations, instruments and principles marked, each with its id or
principle."""

from surco.entities.annotate import annotate_entities
from surco.entities.authority import Authority, read_authority

__all__ = ["Authority", "annotate_entities", "read_authority"]
