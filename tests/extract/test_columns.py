"""Lines of a page → reading order."""

from __future__ import annotations

from dataclasses import replace

import pytest
from drawing import draw, make_page

from surco.extract.pdf.columns import order_lines
from surco.extract.pdf.lines import read_lines

LEFT = "esta linea llena su columna"
"""27 letters: 135 points."""


def order(*rows: tuple[float, float, str]) -> list[str]:
    page = make_page(*(draw(text, x, base) for x, base, text in rows))
    return [line.text for line in order_lines(read_lines(page, {}))]


def column(x: float, names: str, top: float = 100.0) -> list[tuple[float, float, str]]:
    return [(x, top + 12 * k, f"{name} {LEFT}") for k, name in enumerate(names)]


def first(texts: list[str]) -> str:
    return "".join(text[0] for text in texts)


PAGES = [
    (column(50, "abcd"), "abcd"),
    # two columns, the left one first
    ([*column(30, "abcd"), *column(210, "efgh")], "abcdefgh"),
    # columns whose baselines do not meet
    ([*column(30, "abcd"), *column(210, "efgh", 105)], "abcdefgh"),
    # three columns
    (
        [
            *((20.0, 100 + 12.0 * k, f"{c} una columna") for k, c in enumerate("abcd")),
            *((140.0, 100 + 12.0 * k, f"{c} otra columna") for k, c in enumerate("efgh")),
            *((270.0, 100 + 12.0 * k, f"{c} tercera mas") for k, c in enumerate("ijkl")),
        ],
        "abcdefghijkl",
    ),
    # a line across both begins anew below it
    (
        [
            *column(30, "abcd"),
            *column(210, "efgh"),
            (30.0, 180.0, "X " + LEFT * 2),
            *column(30, "ijkl", 220),
            *column(210, "mnop", 220),
        ],
        "abcdefghXijklmnop",
    ),
    # a list's markers and its text are no columns
    ([(50, 100 + 12.0 * k, f"{k}.") for k in range(5)] + [(70, 100 + 12.0 * k, LEFT) for k in range(5)], "01234"),
    # two lines side by side are too few for columns
    ([*column(50, "a"), *column(220, "b"), *column(50, "cd", 124)], "acd"),
]


@pytest.mark.parametrize(("rows", "expected"), PAGES)
def test_order(rows: list[tuple[float, float, str]], expected: str) -> None:
    assert first(order(*rows)) == expected


def test_every_line_comes_once() -> None:
    rows = [*column(30, "abcd"), *column(210, "efgh", 103), (30.0, 60.0, "T " + LEFT * 2), (30.0, 300.0, "Z fin")]
    assert sorted(order(*rows)) == sorted(text for _, _, text in rows)


def test_no_lines() -> None:
    assert order_lines([]) == []


def test_small_columns_above_the_text_are_read_first() -> None:
    """Abstracts side by side, then the text in the same two columns."""
    above, below = (
        read_lines(make_page(*(draw(text, x, base) for x, base, text in rows)), {})
        for rows in (
            [*column(30, "abcd", 100), *column(210, "efgh", 100)],
            [*column(30, "ijklmn", 180), *column(210, "opqrst", 180)],
        )
    )
    small = [replace(line, size=8.0) for line in above]
    assert first([line.text for line in order_lines([*small, *below])]) == "abcdefghijklmnopqrst"
