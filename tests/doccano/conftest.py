"""One real doccano server for all tests that need it; they are skipped where `make doccano` was not run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from real_server import ADMIN, PASSWORD, PYTHON, run_server

from surco.doccano.connection import Server, connect_server


@pytest.fixture(scope="session")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the server."""
    if not PYTHON.exists():
        pytest.skip("doccano is not installed; run: make doccano")
    with run_server(tmp_path_factory.mktemp("doccano") / "home") as address:
        yield address


@pytest.fixture
def server(url: str) -> Server:
    """The server, with its administrator logged in."""
    return connect_server(url, ADMIN, PASSWORD)
