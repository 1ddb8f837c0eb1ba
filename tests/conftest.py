"""What several tests share: the sample articles, and the measuring material beside the checkout where it is present."""

from __future__ import annotations

from pathlib import Path

import pytest
from places import SAMPLES, SHARED


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of the sample articles, each with its truth."""
    return SAMPLES


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of articles that are no part of the project; tests that need it are skipped without it."""
    if not (SHARED / "article").is_dir():
        pytest.skip("../shared is not there")
    return SHARED
