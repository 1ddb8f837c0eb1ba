"""Texts → those that are nearly the same, without comparing each with each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from surco.classify.suggestion import ALIKE, make_grams, measure_likeness

LONG, MANY = 20, 5
"""Texts that are nearly the same have so many runs of so many letters in common."""


def find_near(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    holders: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        for run in make_grams(text, LONG):
            holders[run].append(number)
    shared = Counter(pair for numbers in holders.values() for pair in combinations(numbers, 2))
    for one, other in (pair for pair, count in shared.items() if count >= MANY):
        if measure_likeness(make_grams(texts[one]), make_grams(texts[other])) >= ALIKE:
            yield texts[one], texts[other]
