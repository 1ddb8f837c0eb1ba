"""The labels and mentions of all documents → heat maps: numbers by principle, each with a shade."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from surco.report.cards import Principle
from surco.report.summary import TENTHS, Labelled, Summary, fold

LEVELS = 6
"""Shades of a heat map."""
MOST_NAMED = 30
MOST_SECTIONS = 16


class Cell(Struct, frozen=True):
    """A number of a heat map and its shade, from 0 to `LEVELS`."""

    count: int
    level: int


class HeatRow(Struct, frozen=True):
    """A row of a heat map: its name, a total, a cell for each principle; `kind` is ORG or TREATY where it is one."""

    name: str
    total: int
    cells: tuple[Cell, ...]
    kind: str = ""


def count_principles(labels: Iterable[Labelled], principles: Sequence[Principle]) -> list[int]:
    """How many of the labels are of each principle."""
    counts = Counter(label.principle for label in labels)
    return [counts[principle.id] for principle in principles]


def make_cell(count: int, value: float, most: float) -> Cell:
    """A cell whose shade compares its value with the greatest; what is not nought has a shade."""
    return Cell(count, max(1, round(LEVELS * value / most)) if count and most else 0)


def count_pairs(summaries: Sequence[Summary], principles: Sequence[Principle]) -> tuple[HeatRow, ...]:
    """A row and a cell for each principle; a principle with itself is left blank."""
    together: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    for place, summary in enumerate(summaries):
        for label in summary.labels:
            together[place, label.passage].add(label.principle)
    pairs = Counter((one, other) for group in together.values() for one in group for other in group)
    most = max((count for (one, other), count in pairs.items() if one != other), default=0)
    return tuple(
        HeatRow(
            one.name,
            pairs[one.id, one.id],
            tuple(
                make_cell(pairs[one.id, other.id], pairs[one.id, other.id], most) if one != other else Cell(-1, 0)
                for other in principles
            ),
        )
        for one in principles
    )


def count_places(summaries: Sequence[Summary], principles: Sequence[Principle]) -> tuple[HeatRow, ...]:
    """A row for each tenth of the articles; the total is its passages."""
    labels = [label for summary in summaries for label in summary.labels]
    groups = [(str(tenth + 1), [label for label in labels if label.tenth == tenth]) for tenth in range(TENTHS)]
    totals = [sum(summary.tenths[tenth] for summary in summaries) for tenth in range(TENTHS)]
    return _make_rows(groups, totals, principles, by_rate=True)


def count_years(summaries: Sequence[Summary], principles: Sequence[Principle]) -> tuple[HeatRow, ...]:
    """A row for each year; the total is its passages."""
    years = sorted({summary.year for summary in summaries if summary.year})
    groups = [(str(year), [label for one in summaries if one.year == year for label in one.labels]) for year in years]
    totals = [sum(summary.passages for summary in summaries if summary.year == year) for year in years]
    return _make_rows(groups, totals, principles, by_rate=True)


def count_sections(summaries: Sequence[Summary], principles: Sequence[Principle]) -> tuple[HeatRow, ...]:
    """A row for each heading of the first level, those with most labels first."""
    sections: defaultdict[str, list[Labelled]] = defaultdict(list)
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for summary in summaries:
        for label in summary.labels:
            if label.section:
                sections[fold(label.section)].append(label)
                spellings[fold(label.section)][label.section] += 1
    most = sorted(sections, key=lambda key: (-len(sections[key]), key))[:MOST_SECTIONS]
    groups = [(choose_spelling(spellings[key]), sections[key]) for key in most]
    return _make_rows(groups, [len(labels) for _, labels in groups], principles, by_rate=False)


def choose_spelling(spellings: Counter[str]) -> str:
    """The spelling used most, the first in the alphabet where several are."""
    return min(spellings, key=lambda text: (-spellings[text], text))


def _make_rows(
    groups: Sequence[tuple[str, Sequence[Labelled]]],
    totals: Sequence[int],
    principles: Sequence[Principle],
    *,
    by_rate: bool,
) -> tuple[HeatRow, ...]:
    """A row for each group of labels; the shade compares counts, or counts by the group's total."""
    counts = [count_principles(labels, principles) for _, labels in groups]
    values = [
        [count / (total or 1) if by_rate else count for count in row]
        for row, total in zip(counts, totals, strict=True)
    ]
    most = max((value for row in values for value in row), default=0)
    return tuple(
        HeatRow(name, total, tuple(map(make_cell, row, value, [most] * len(row))))
        for (name, _), total, row, value in zip(groups, totals, counts, values, strict=True)
    )


def count_named(
    summaries: Sequence[Summary], principles: Sequence[Principle], names: Mapping[str, str]
) -> tuple[HeatRow, ...]:
    """A row for each organisation or instrument, by how often it is mentioned; a cell counts mentions in labelled passages."""
    mentions = [mention for summary in summaries for mention in summary.mentions]
    totals = Counter((mention.label, mention.id) for mention in mentions)
    most = sorted(totals, key=lambda key: (-totals[key], key))[:MOST_NAMED]
    counts: Counter[tuple[str, str, str]] = Counter()
    spellings: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        counts.update((mention.label, mention.id, principle) for principle in mention.principles)
        spellings[mention.label, mention.id][mention.text] += 1
    highest = max((counts[*key, one.id] for key in most for one in principles), default=0)
    return tuple(
        HeatRow(
            names.get(key[1]) or choose_name(spellings[key]),
            totals[key],
            tuple(make_cell(counts[*key, one.id], counts[*key, one.id], highest) for one in principles),
            kind=key[0],
        )
        for key in most
    )


def choose_name(spellings: Counter[str]) -> str:
    """The spelling used most of those that are no acronym, where there are such.

    >>> choose_name(Counter({"redel": 4, "Red del Delta": 2}))
    'Red del Delta'
    """
    return choose_spelling(Counter({text: count for text, count in spellings.items() if " " in text}) or spellings)
