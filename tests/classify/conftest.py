"""The small model is trained once for all tests of the classifier."""

from __future__ import annotations

import pytest
from small_passages import make_blocks, train

from surco.classify import Model
from surco.records import Block


@pytest.fixture(scope="session")
def small_blocks() -> list[Block]:
    return make_blocks()


@pytest.fixture(scope="session")
def small_model() -> Model:
    return train(make_blocks())
