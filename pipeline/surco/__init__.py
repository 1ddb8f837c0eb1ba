"""Surco turns scholarly articles on South-South cooperation into an annotated corpus."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

__version__ = "0.1.0"


def load(project: str | Path | None = None) -> Language:
    """Surco as a spaCy pipeline, with the names and model of a project's folder; without one, with its own."""
    from surco.components import load_pipeline

    return load_pipeline(project)
