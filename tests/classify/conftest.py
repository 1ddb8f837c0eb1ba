"""The small model is trained once for all tests of the classifier."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from small_passages import make_blocks, train  # noqa: E402

from surco.classify import Model  # noqa: E402
from surco.records import Block  # noqa: E402


@pytest.fixture(scope="session")
def small_blocks() -> list[Block]:
    return make_blocks()


@pytest.fixture(scope="session")
def small_model() -> Model:
    return train(make_blocks())
