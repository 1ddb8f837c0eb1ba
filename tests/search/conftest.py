"""The index of the counted corpus, for all tests of this folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from counted_corpus import DOCUMENTS, index_documents

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> DuckDBPyConnection:
    return index_documents(tmp_path_factory.mktemp("counted"), *DOCUMENTS)
