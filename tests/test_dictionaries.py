"""Dictionaries kept in files say what they were made of, and are made anew where they are missing or damaged."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surco.dictionaries import StoredDictionary, keep_dictionary, write_dictionary

LEMMAS = {"ríos": "río", "río": "río", "rí": "ri", "Redes": "red", "🌎": "", "": "nada"}
words = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\t\n"), max_size=5)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "surco" / "a.words"


class Loader:
    """Gives the lemmas, and counts how often."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> Mapping[str, str]:
        self.count += 1
        return LEMMAS


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(words, words, max_size=20), st.lists(words))
def test_what_is_written_is_found(tmp_path_factory: pytest.TempPathFactory, entries: dict[str, str], others: list[str]) -> None:
    path = tmp_path_factory.mktemp("words") / "a.words"
    write_dictionary(entries.items(), path)
    stored = StoredDictionary(path)
    assert dict(stored) == entries and len(stored) == len(entries)
    assert [stored.get(word) for word in others] == [entries.get(word) for word in others]


def test_it_is_loaded_once(cache: Path) -> None:
    load = Loader()
    for _ in range(3):
        assert dict(keep_dictionary("a", load)) == LEMMAS
    assert load.count == 1
    assert [path.name for path in cache.parent.iterdir()] == ["a.words"]


@pytest.mark.parametrize("size", [0, 100, -1])
def test_a_damaged_file_is_made_anew(cache: Path, size: int) -> None:
    keep_dictionary("a", Loader())
    whole = cache.read_bytes()
    cache.write_bytes(whole[:size])
    assert dict(keep_dictionary("a", Loader())) == LEMMAS
    assert cache.read_bytes() == whole


def test_without_a_place_it_stays_in_memory(cache: Path) -> None:
    cache.parent.write_text("no folder")
    assert keep_dictionary("a", Loader()) is LEMMAS
    assert cache.parent.read_text() == "no folder"
