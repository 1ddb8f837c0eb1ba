"""What is usual in a document: the size of its text, the step from line to line, and where its columns begin and end."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median

from surco.extract.pdf.lines import Line


@dataclass(frozen=True, slots=True)
class Measure:
    """What is usual in a document: size of its text, leading by size, justified or not, first lines indented or not.

    `gap`: a step from line to line so many times the leading begins a new block.
    """

    size: float
    leading: dict[float, float]
    justified: bool
    indented: bool
    gap: float = 1.28

    def leading_of(self, line: Line) -> float:
        usual = max(1.2, self.leading.get(self.size, 0.0) / self.size)
        return self.leading.get(round(line.size, 1), usual * line.size)


def measure_lines(lines: Sequence[Line]) -> Measure:
    """The measure of a document's lines of text."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    steps: dict[float, list[float]] = defaultdict(list)
    inner: dict[float, list[float]] = defaultdict(list)
    for a, b in zip(lines, lines[1:], strict=False):
        if a.page == b.page and a.column == b.column and round(a.size, 1) == round(b.size, 1) and 0 < b.base - a.base < 3 * a.size:
            steps[round(a.size, 1)].append(b.base - a.base)
            if not is_short(a, b):
                inner[round(a.size, 1)].append(b.base - a.base)
    told = {key: inner[key] if len(inner[key]) >= 6 else values for key, values in steps.items()}
    leading = {key: _usual_step(values) for key, values in told.items() if len(values) >= 3}
    body = [line for line in lines if round(line.size, 1) == size]
    full = sum(line.right - line.x1 < 0.4 * size for line in body)
    starts = sum(0.8 * size < line.x0 - line.left < 4 * size for line in body)
    return Measure(
        size, leading, full > 0.55 * max(1, len(body)), starts > 0.06 * max(1, len(body)),
        _measure_gap(steps.get(size, []), leading.get(size, 0.0)),
    )  # fmt: skip


def _measure_gap(steps: Sequence[float], leading: float) -> float:
    """The step, in leadings, that parts paragraphs: less than usual where all steps but one narrow kind are the leading."""
    wide = [step / leading for step in steps if leading and 1.06 * leading < step < 1.32 * leading]
    even = sum(abs(step - leading) < 0.02 * leading for step in steps)
    if len(wide) < 4 or even < 0.5 * len(steps):
        return 1.28
    usual = median(wide)
    alike = [step for step in wide if abs(step - usual) < 0.03]
    return (1 + min(alike)) / 2 if len(alike) >= 0.8 * len(wide) and usual > 1.1 else 1.28


def _usual_step(values: list[float]) -> float:
    """The commonest step from line to line; of equals the smallest."""
    counts = Counter(round(value * 2) / 2 for value in values)
    top = max(counts.values())
    usual = min(step for step, count in counts.items() if count >= 0.6 * top)
    return median(value for value in values if abs(value - usual) <= 0.5)


def set_edges(lines: Iterable[Line]) -> list[Line]:
    """The lines with their column's edges mended by those that the page and the whole document use most."""
    lines = list(lines)
    lefts, rights = Counter(round(line.x0) for line in lines), Counter(round(line.x1) for line in lines)
    on_page: dict[int, tuple[Counter[int], Counter[int]]] = {}
    for line in lines:
        own = on_page.setdefault(line.page, (Counter(), Counter()))
        own[0][round(line.x0)] += 1
        own[1][round(line.x1)] += 1
    runs = [
        [line.x1 for line in run] for _, group in groupby(lines, key=lambda line: (line.page, round(line.x0), round(line.size, 1)))
        for run in [list(group)] for _ in run
    ]  # fmt: skip
    mended = []
    for line, ends in zip(lines, runs, strict=True):
        near_left, near_right = on_page[line.page]
        left = _choose_edge(line.left, line.x0, lefts, near_left, -1, 7 * line.size)
        right = _choose_edge(line.right, line.x1, rights, near_right, 1, 40 * line.size)
        if line.x0 - left > 0.8 * line.size and len(ends) > 1 and max(ends) < right - 0.5 * line.size:
            right = max(ends)
        mended.append(replace(line, left=left, right=max(right, line.x1 - 0.3 * line.size)))
    return _widen_short_pages(mended)


def _widen_short_pages(lines: list[Line]) -> list[Line]:
    """The lines with the right edge that most lines from their left edge have, where a page holds short ones alone."""
    usual: dict[int, Counter[int]] = defaultdict(Counter)
    for line in lines:
        usual[round(line.left)][round(line.right)] += 1
    edges = {left: float(counts.most_common(1)[0][0]) for left, counts in usual.items() if sum(counts.values()) >= 20}
    starts: dict[int, list[float]] = defaultdict(list)
    for line in lines:
        starts[line.page].append(line.x0)
    widened = []
    for line in lines:
        edge = edges.get(round(line.left), 0.0)
        whole = line.x0 - line.left < 0.8 * line.size
        if whole and edge > line.right and not any(line.right < x < edge for x in starts[line.page]):
            line = replace(line, right=edge)
        widened.append(line)
    return widened


def _choose_edge(
    edge: float, own: float, everywhere: Counter[int], on_page: Counter[int], sign: int, reach: float
) -> float:
    """The commonest edge at or beyond a line's own end (`sign` -1: to the left) that its page uses too.

    The left edge of a column of hanging entries is where a good part of the lines begin, though more stand in.
    """
    enough = 0.1 * everywhere.total()
    beyond = [
        x for x, count in on_page.items()
        if -1.5 <= sign * (x - own) < reach and sign * (x - edge) <= 4 and (count >= 3 or everywhere[x] >= enough)
    ]  # fmt: skip
    if not beyond:
        return edge
    best = max(beyond, key=lambda x: (everywhere[x], sign * x))
    outer = sum(on_page[round(edge) + step] for step in (-1, 0, 1))
    return edge if sign < 0 and edge < best - 2 and outer >= max(3, 0.4 * on_page[best]) else float(best)


def is_short(last: Line, line: Line) -> bool:
    """Whether the next line's first word would still have fitted behind the last one."""
    word = line.text.split(" ", 1)[0]
    width = len(word) * line.width / max(1, len(line.text))
    return last.x1 + 1.1 * width + 0.25 * last.size < last.right - 0.15 * last.size


def is_centred(line: Line) -> bool:
    """Whether a line stands in the middle of its column, free on both sides."""
    free = (line.x0 - line.left, line.right - line.x1)
    return min(free) > 1.5 * line.size and abs(free[0] - free[1]) < 0.15 * (line.right - line.left)
