"""Where the tests find the sample articles and, outside the project, the measuring material."""

from __future__ import annotations

from pathlib import Path

SAMPLES = Path(__file__).parent / "data" / "samples"
SHARED = Path(__file__).parents[2] / "shared"
