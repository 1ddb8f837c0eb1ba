"""What a process remembers of the words it has read is bounded, however long it works."""

from __future__ import annotations

import functools
import gc
import importlib
from pathlib import Path

import surco

PACKAGE = Path(surco.__file__).parent
ROOMS = ("language", "segment", "extract", "citations", "entities", "classify", "annotate")
MOST = 20_000
"""Words that a cache may hold: those of some twenty articles."""
NOT_BY_WORD = {"_find_dictionary", "_load_lookup", "_load_lemmatizer"}
"""Kept for each language, or once."""


def list_caches() -> dict[str, int | None]:
    """The greatest size of each cache in the rooms that read texts, by its function; None is without bound."""
    for room in ROOMS:
        for path in [PACKAGE / f"{room}.py", *(PACKAGE / room).rglob("*.py")]:
            if path.exists():
                name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
                importlib.import_module(name)
    caches = [found for found in gc.get_objects() if isinstance(found, functools._lru_cache_wrapper)]
    return {
        f"{cache.__module__}.{cache.__wrapped__.__qualname__}": cache.cache_parameters()["maxsize"]
        for cache in caches
        if getattr(cache, "__module__", "").startswith(tuple(f"surco.{room}" for room in ROOMS))
        and "<locals>" not in cache.__wrapped__.__qualname__
    }


def test_what_is_remembered_of_words_is_bounded() -> None:
    """A process that reads a long corpus once kept 200,000 words in each of eight places, and a thousand documents' names."""
    caches = list_caches()
    assert len(caches) > 10
    unbounded = [
        name for name, most in caches.items()
        if (most is None or most > MOST) and name.rpartition(".")[2] not in NOT_BY_WORD
    ]  # fmt: skip
    assert unbounded == []
