"""The ledger keeps what was sent through kills, for one process at a time."""

from __future__ import annotations

from pathlib import Path

import pytest
from passages import make_document

from surco.doccano.ledger import open_ledger
from surco.records import SurcoError

FIRST, SECOND = make_document(2).blocks


def test_a_ledger_is_read_up_to_any_byte_and_goes_on_from_there(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "whole.jsonl") as ledger:
        ledger.begin(FIRST)
        ledger.finish(FIRST, 4)
    data = (tmp_path / "whole.jsonl").read_bytes()
    for size in range(0, len(data), 7):
        path = tmp_path / "cut.jsonl"
        path.write_bytes(data[:size])
        with open_ledger(path) as ledger:
            ledger.begin(SECOND)
            ledger.finish(SECOND, 5)
        with open_ledger(path) as ledger:
            assert ledger.begun[SECOND.id] == SECOND and ledger.is_done(SECOND.id, 5)
            assert (FIRST.id in ledger.begun) == (size >= data.index(b"\n"))


def test_what_is_begun_anew_is_not_done(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l.jsonl") as ledger:
        ledger.begin(FIRST)
        ledger.finish(FIRST, 4)
        assert ledger.is_done(FIRST.id, 4) and not ledger.is_done(FIRST.id, 3)
        ledger.begin(FIRST)
        assert not ledger.is_done(FIRST.id, 4)


def test_two_processes_do_not_share_a_ledger(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l.jsonl"):
        with pytest.raises(SurcoError, match="another surco push or pull is at work; wait for its end"):
            with open_ledger(tmp_path / "l.jsonl"):
                pass
    with open_ledger(tmp_path / "l.jsonl"):
        pass
