"""A table of phrases, looked up token by token: the longest one that begins at each place of a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Phrases(Generic[Value]):
    """Phrases as sequences of keys, each with a value; several values may share a phrase."""

    def __init__(self) -> None:
        self._values: dict[tuple[str, ...], list[Value]] = {}
        self._lengths: dict[str, list[int]] = {}

    def add(self, keys: tuple[str, ...], value: Value) -> None:
        if not keys:
            return
        values = self._values.setdefault(keys, [])
        if value not in values:
            values.append(value)
        lengths = self._lengths.setdefault(keys[0], [])
        if len(keys) not in lengths:
            lengths.append(len(keys))
            lengths.sort(reverse=True)

    def get(self, keys: tuple[str, ...]) -> tuple[Value, ...]:
        """The values of exactly this phrase."""
        return tuple(self._values.get(keys, ()))

    def find(self, keys: Sequence[str]) -> Iterator[tuple[int, int, tuple[Value, ...]]]:
        """Yield (start, end, values) for every phrase that stands in a sequence of keys, the longest first at each
        start."""
        lengths = self._lengths
        for start, key in enumerate(keys):
            if key in lengths:
                for length in lengths[key]:
                    phrase = tuple(keys[start : start + length])
                    if len(phrase) == length and phrase in self._values:
                        yield start, start + length, tuple(self._values[phrase])

    def __iter__(self) -> Iterator[tuple[tuple[str, ...], tuple[Value, ...]]]:
        for keys, values in self._values.items():
            yield keys, tuple(values)
