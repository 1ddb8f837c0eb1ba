"""The summaries of all documents → the start page's tables and charts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from msgspec import Struct

from surco.report.cards import Maker, Principle, find_principle, read_maker
from surco.report.heat import (
    Cell,
    HeatRow,
    choose_spelling,
    count_named,
    count_pairs,
    count_places,
    count_principles,
    count_sections,
    count_years,
    make_cell,
)
from surco.report.summary import Summary

MOST_WORKS = 40
MOST_PLACES = 12
"""Articles that a cited work's line links to."""
_SHARED: frozenset[str] = frozenset({"code", "settings", "scheme", "authority", "models"})
"""Inputs that are the same for all documents of one build."""


class ArticleRow(Struct, frozen=True):
    """An article's line: its page, what it is, its counts, a cell for each principle."""

    page: str
    title: str
    authors: str
    year: int | None
    words: int
    passages: int
    labels: int
    mentions: int
    citations: int
    human: int
    cells: tuple[Cell, ...]


class Bar(Struct, frozen=True):
    """A principle's bar: passages that affirm and that question it, how many a person labelled, and widths in per mille."""

    principle: Principle
    affirmed: int
    questioned: int
    human: int
    affirmed_width: int
    questioned_width: int


class WorkRow(Struct, frozen=True):
    """A cited work: how often, in how many articles, and (page, anchor, title) of the first of them."""

    text: str
    count: int
    articles: int
    width: int
    places: tuple[tuple[str, str, str], ...]


class MakerRow(Struct, frozen=True):
    """How many annotations of a kind one maker made."""

    kind: str
    maker: Maker
    count: int


class Totals(Struct, frozen=True):
    """The corpus in numbers; `human` counts labels, entities and citations together."""

    articles: int
    pages: int
    words: int
    passages: int
    labels: int
    mentions: int
    citations: int
    human: int
    first: int | None
    last: int | None


class Overview(Struct, frozen=True):
    """All that the start page shows."""

    totals: Totals
    principles: tuple[Principle, ...]
    articles: tuple[ArticleRow, ...]
    bars: tuple[Bar, ...]
    together: tuple[HeatRow, ...]
    places: tuple[HeatRow, ...]
    years: tuple[HeatRow, ...]
    sections: tuple[HeatRow, ...]
    named: tuple[HeatRow, ...]
    works: tuple[WorkRow, ...]
    makers: tuple[MakerRow, ...]
    inputs: tuple[tuple[str, str, int], ...]


def make_overview(
    summaries: Sequence[Summary], pages: Sequence[str], principles: Sequence[Principle], names: Mapping[str, str]
) -> Overview:
    """What the start page shows of the documents, whose `pages` are named in the same order; `names` are the authority's."""
    used = {label.principle for summary in summaries for label in summary.labels}
    shown = [*principles, *(find_principle(principles, one) for one in sorted(used - {one.id for one in principles}))]
    return Overview(
        totals=_count_all(summaries),
        principles=tuple(shown),
        articles=_list_articles(summaries, pages, shown),
        bars=_draw_bars(summaries, shown),
        together=count_pairs(summaries, shown),
        places=count_places(summaries, shown),
        years=count_years(summaries, shown),
        sections=count_sections(summaries, shown),
        named=count_named(summaries, shown, names),
        works=_list_works(summaries, pages),
        makers=_list_makers(summaries),
        inputs=_list_inputs(summaries),
    )


def _count_all(summaries: Sequence[Summary]) -> Totals:
    years = [summary.year for summary in summaries if summary.year]
    return Totals(
        articles=len(summaries),
        pages=sum(summary.pages for summary in summaries),
        words=sum(summary.words for summary in summaries),
        passages=sum(summary.passages for summary in summaries),
        labels=sum(len(summary.labels) for summary in summaries),
        mentions=sum(len(summary.mentions) for summary in summaries),
        citations=sum(_count_kind(summary, "CITATION") for summary in summaries),
        human=sum(map(_count_human, summaries)),
        first=min(years, default=None),
        last=max(years, default=None),
    )


def _count_kind(summary: Summary, kind: str) -> int:
    return sum(count for one, _, count in summary.makers if one == kind)


def _count_human(summary: Summary) -> int:
    return sum(count for _, source, count in summary.makers if read_maker(source).human)


def _list_articles(
    summaries: Sequence[Summary], pages: Sequence[str], principles: Sequence[Principle]
) -> tuple[ArticleRow, ...]:
    counts = [count_principles(summary.labels, principles) for summary in summaries]
    rates = [[count / (summary.passages or 1) for count in row] for summary, row in zip(summaries, counts, strict=True)]
    most = max((rate for row in rates for rate in row), default=0)
    return tuple(
        ArticleRow(
            page, summary.title, "; ".join(summary.authors), summary.year, summary.words,
            summary.passages, len(summary.labels), len(summary.mentions), _count_kind(summary, "CITATION"),
            _count_human(summary), tuple(map(make_cell, row, rate, [most] * len(row))),
        )
        for summary, page, row, rate in zip(summaries, pages, counts, rates, strict=True)
    )  # fmt: skip


def _draw_bars(summaries: Sequence[Summary], principles: Sequence[Principle]) -> tuple[Bar, ...]:
    labels = [label for summary in summaries for label in summary.labels]
    counts = Counter((label.principle, label.questioned) for label in labels)
    human = Counter(label.principle for label in labels if label.human)
    most = max((counts[one.id, False] + counts[one.id, True] for one in principles), default=0) or 1
    return tuple(
        Bar(
            one, counts[one.id, False], counts[one.id, True], human[one.id],
            1000 * counts[one.id, False] // most, 1000 * counts[one.id, True] // most,
        )
        for one in principles
    )  # fmt: skip


def _list_works(summaries: Sequence[Summary], pages: Sequence[str]) -> tuple[WorkRow, ...]:
    counts: Counter[str] = Counter()
    texts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    places: defaultdict[str, dict[str, tuple[str, str, str]]] = defaultdict(dict)
    for summary, page in zip(summaries, pages, strict=True):
        for cited in summary.cited:
            counts[cited.key] += 1
            texts[cited.key][cited.text] += 1
            places[cited.key].setdefault(page, (page, cited.anchor, summary.title))
    most = sorted(counts, key=lambda key: (-counts[key], key))[:MOST_WORKS]
    return tuple(
        WorkRow(
            choose_spelling(texts[key]), counts[key], len(places[key]), 1000 * counts[key] // counts[most[0]],
            tuple(places[key].values())[:MOST_PLACES],
        )
        for key in most
    )  # fmt: skip


def _list_makers(summaries: Sequence[Summary]) -> tuple[MakerRow, ...]:
    counts: Counter[tuple[str, str]] = Counter()
    for summary in summaries:
        for kind, source, count in summary.makers:
            counts[kind, source] += count
    return tuple(MakerRow(kind, read_maker(source), count) for (kind, source), count in sorted(counts.items()))


def _list_inputs(summaries: Sequence[Summary]) -> tuple[tuple[str, str, int], ...]:
    """What the documents were made with: (name, digest, documents); what differs in each article is left out."""
    counts = Counter(pair for summary in summaries for pair in summary.inputs if pair[0] in _SHARED)
    return tuple((name, digest, count) for (name, digest), count in sorted(counts.items()))
