"""Sources fetched from, and outputs sent to, a store that is not this machine's disk."""

from __future__ import annotations

from pathlib import Path

import fsspec
import pytest

from surco.records import SurcoError
from surco.remote import fetch_folder, send_folder
from surco.settings import Project

URL = "memory://articles"


@pytest.fixture
def store() -> fsspec.AbstractFileSystem:
    store = fsspec.filesystem("memory")
    if store.exists("/articles"):
        store.rm("/articles", recursive=True)
    return store


def test_only_what_changed_there_is_fetched_and_own_files_stay(store: fsspec.AbstractFileSystem, tmp_path: Path) -> None:
    project, folder = Project(str(tmp_path)), tmp_path / "sources"
    store.pipe({"/articles/a.txt": b"one", "/articles/deep/b.txt": b"two"})
    assert fetch_folder(URL, folder, project) == ["a.txt: fetched", "deep/b.txt: fetched"]
    assert (folder / "deep/b.txt").read_bytes() == b"two"
    assert fetch_folder(URL, folder, project) == []
    (folder / "mine.txt").write_text("by hand")
    store.pipe_file("/articles/a.txt", b"changed")
    store.rm("/articles/deep/b.txt")
    assert fetch_folder(URL, folder, project) == ["a.txt: fetched", f"deep/b.txt: removed here, as it is gone from {URL}"]
    assert sorted(path.name for path in folder.rglob("*.txt")) == ["a.txt", "mine.txt"]
    (folder / "a.txt").unlink()
    assert fetch_folder(URL, folder, project) == ["a.txt: fetched"]


def test_only_what_changed_here_is_sent_and_foreign_files_stay(store: fsspec.AbstractFileSystem, tmp_path: Path) -> None:
    project, folder = Project(str(tmp_path)), tmp_path / "auto"
    folder.mkdir()
    store.pipe_file("/articles/theirs.jsonl", b"")
    for name in ("a.jsonl", "b.jsonl"):
        (folder / name).write_text(name)
    assert send_folder(folder, URL, project) == ["a.jsonl: sent", "b.jsonl: sent"]
    (folder / "a.jsonl").write_text("new")
    (folder / "b.jsonl").unlink()
    assert send_folder(folder, URL, project) == ["a.jsonl: sent", "b.jsonl: removed there, as it is gone here"]
    assert store.cat("/articles/a.jsonl") == b"new"
    assert sorted(store.ls("/articles", detail=False)) == ["/articles/a.jsonl", "/articles/theirs.jsonl"]


@pytest.mark.parametrize("url", ["memory://nowhere-at-all", "nosuch://x/y", "file:///nonexistent-folder-of-nobody"])
def test_an_address_that_cannot_be_read_is_one_clear_line(url: str, tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/a.txt").write_text("kept")
    with pytest.raises(SurcoError, match=f"{url}: "):
        fetch_folder(url, tmp_path / "sources", Project(str(tmp_path)))
    assert (tmp_path / "sources/a.txt").exists()
