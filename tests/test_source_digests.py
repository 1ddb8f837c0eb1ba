"""A source's digest stands for as long as its size and time of change do, and the record is read along, never as a whole."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from surco import source_digests
from surco.corpus import walk_folder
from surco.source_digests import digest_sources

OLD = 1_500_000_000
"""A time of change long past: one of just now is not trusted."""


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the sources read since the test last cleared it."""
    names: list[str] = []
    digest = source_digests._digest_source

    def watch(path: str, name: str, old: source_digests.Digested | None) -> source_digests.Digested | None:
        digested = digest(path, name, old)
        if digested is not old:
            names.append(name)
        return digested

    monkeypatch.setattr(source_digests, "_digest_source", watch)
    return names


def write_files(folder: Path, *names: str, seconds: float = OLD) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, "utf-8")
        os.utime(folder / name, (seconds, seconds))


def digest_all(folder: Path, record: Path, *, paths: Sequence[str] = (), verify: bool = False) -> list[str | None]:
    paths = paths or [entry.path for entry in walk_folder(folder)]
    return [one and one.sha256 for one in digest_sources(folder, paths, record, verify=verify)]


def test_only_what_changed_is_read_again(tmp_path: Path, read: list[str]) -> None:
    folder, record = tmp_path / "sources", tmp_path / "record"
    # a folder and files whose names begin alike: '-' and '.' sort before '/'
    names = ["a-b.txt", "a.txt", "a/c.txt", "a/ñ/d.txt", "b.txt"]
    write_files(folder, *names)
    first = digest_all(folder, record)
    assert sorted(read) == sorted(names)
    read.clear()
    assert digest_all(folder, record) == first and read == []
    # added at either end and between, changed, and gone
    write_files(folder, "0.txt", "a/b.txt", "z.txt")
    write_files(folder, "a.txt", seconds=OLD + 5)
    (folder / "b.txt").unlink()
    digest_all(folder, record)
    assert sorted(read) == ["0.txt", "a.txt", "a/b.txt", "z.txt"]
    read.clear()
    digest_all(folder, record)
    assert read == []
    digest_all(folder, record, verify=True)
    assert len(read) == 7


def test_a_source_changed_just_now_is_read_again_next_time(tmp_path: Path, read: list[str]) -> None:
    write_files(tmp_path / "sources", "a.txt")
    (tmp_path / "sources/b.txt").write_text("b")
    for _ in range(2):
        read.clear()
        digest_all(tmp_path / "sources", tmp_path / "record")
    assert read == ["b.txt"]


@pytest.mark.parametrize("damage", [
    lambda lines: lines[:1],
    lambda lines: [lines[0][:-9], *lines[1:]],
    lambda lines: [b"{}\n", *lines],
    lambda lines: lines[::-1],
    lambda lines: [b"\xff\n"],
])  # fmt: skip
def test_a_broken_record_costs_time_and_nothing_else(tmp_path: Path, read: list[str], damage) -> None:  # type: ignore[no-untyped-def]
    folder, record = tmp_path / "sources", tmp_path / "record"
    write_files(folder, "a.txt", "b.txt", "c.txt")
    expected = digest_all(folder, record)
    record.write_bytes(b"".join(damage(record.read_bytes().splitlines(keepends=True))))
    assert digest_all(folder, record) == expected
    read.clear()
    assert digest_all(folder, record) == expected and read == []


def test_paths_out_of_order_are_read_again_and_right(tmp_path: Path) -> None:
    folder = tmp_path / "sources"
    write_files(folder, "a.txt", "b.txt", "c.txt")
    paths = [entry.path for entry in walk_folder(folder)]
    expected = digest_all(folder, tmp_path / "record")
    assert digest_all(folder, tmp_path / "record", paths=paths[::-1]) == expected[::-1]


def test_what_can_not_be_read_has_none(tmp_path: Path) -> None:
    folder = tmp_path / "sources"
    write_files(folder, "a.txt", "c.txt")
    first, missing, last = digest_all(
        folder, tmp_path / "record", paths=[str(folder / name) for name in ("a.txt", "b.txt", "c.txt")]
    )
    assert missing is None and first and last
