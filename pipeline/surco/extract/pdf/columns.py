"""Lines of a page → lines in reading order, with the column each stands in and its edges."""

from __future__ import annotations

from dataclasses import replace

from surco.extract.pdf.lines import Line, merge_lines

MIN_ROWS = 3
"""So many lines must stand beside others before a gap is a gutter."""

MARKER = 4
"""Up to so many characters before a gap may be a list item's marker: no column ends there."""


def order_lines(lines: list[Line]) -> list[Line]:
    """The lines in reading order, parts of one row joined, with `left`, `right` and `column` set."""
    ordered: list[Line] = []
    for column, part in enumerate(_cut_columns(lines)):
        joined = _join_rows(part)
        left, right = min(line.x0 for line in joined), max(line.x1 for line in joined)
        ordered.extend(replace(line, left=left, right=right, column=column) for line in joined)
    return ordered


def _cut_columns(lines: list[Line]) -> list[list[Line]]:
    """Groups of lines, each a column or a stretch across all columns, in reading order."""
    gutter = find_gutter(lines)
    if gutter is None:
        return [lines] if lines else []
    groups: list[list[Line]] = []
    stack: list[Line] = []
    band: list[Line] = []

    def close_band() -> None:
        level = _find_level(band, gutter)
        if level is not None:
            above = [line for line in band if line.base < level]
            band[:] = [line for line in band if line.base >= level]
            groups.extend(part for part in (list(stack), *_split_sides(above, gutter)) if part)
            stack.clear()
        columns = _split_band(band, gutter)
        if columns is None:
            stack.extend(band)
        else:
            *sides, tail = columns
            if stack:
                groups.append(list(stack))
            groups.extend(part for side in sides for part in _cut_columns(side))
            stack[:] = tail
        band.clear()

    for line in sorted(lines, key=lambda line: (line.base, line.x0)):
        if line.x0 < gutter - 1 and line.x1 > gutter + 1:
            beside = [other for other in band if _stands_beside(other, line)]
            band[:] = [other for other in band if other not in beside]
            close_band()
            stack.extend([*beside, line])
        elif stack and not band and _stands_beside(line, stack[-1]):
            stack.append(line)
        else:
            band.append(line)
    close_band()
    if stack:
        groups.append(stack)
    return groups


def _split_sides(lines: list[Line], gutter: float) -> tuple[list[Line], list[Line]]:
    return [line for line in lines if line.x1 <= gutter + 1], [line for line in lines if line.x1 > gutter + 1]


def _find_level(band: list[Line], gutter: float) -> float | None:
    """The height at which both columns change from small text to larger: abstracts side by side above the text."""
    if len(band) < 4 * MIN_ROWS:
        return None
    usual = sorted(line.size for line in band)[len(band) // 2]
    tops = [[line.top for line in side if line.size > 0.96 * usual] for side in _split_sides(band, gutter)]
    if not all(tops) or abs(min(tops[0]) - min(tops[1])) > 1.5 * usual:
        return None
    level = min(min(side) for side in tops)
    above = _split_sides([line for line in band if line.base < level], gutter)
    return level if min(map(len, above)) >= MIN_ROWS else None


def _stands_beside(line: Line, other: Line) -> bool:
    return abs(line.base - other.base) < 0.3 * min(line.size, other.size)


def _split_band(band: list[Line], gutter: float) -> tuple[list[Line], list[Line], list[Line]] | None:
    """The left and right column of a stretch that nothing crosses, and what follows below both; None where it is one."""
    left, right = _split_sides(band, gutter)
    if len(left) < MIN_ROWS or len(right) < MIN_ROWS or _count_pairs(left, right) < MIN_ROWS:
        return None
    tail = _find_tail(left, right)
    return [line for line in left if line not in tail], right, tail


def _find_tail(left: list[Line], right: list[Line]) -> list[Line]:
    """One or two lines in another style below both columns: the heading of what follows across the page."""
    end = max(line.bottom for line in right)
    below = sorted((line for line in left if line.top > end), key=lambda line: line.base)
    above = [line for line in left if line.top <= end]
    if not 1 <= len(below) <= 2 or not above:
        return []
    last = max(above, key=lambda line: line.base)
    other = all(line.font != last.font or line.size > 1.05 * last.size for line in below)
    return below if other and below[0].base - last.base > 1.5 * last.size else []


def _count_pairs(left: list[Line], right: list[Line]) -> int:
    low, high = min(line.top for line in right), max(line.bottom for line in right)
    return sum(low - line.size < line.base < high + line.size for line in left)


def find_gutter(lines: list[Line]) -> float | None:
    """The x at which most lines have a neighbour to the right across an empty gap; None where too few have."""
    gaps: list[tuple[float, float]] = []
    ordered = sorted(lines, key=lambda line: line.top)
    for k, line in enumerate(ordered):
        if len(line.text) <= MARKER:
            continue
        near: float | None = None
        for other in _neighbours(ordered, k):
            if other.x0 >= line.x1 and _overlap(line, other) > 0.3 * min(line.size, other.size):
                near = other.x0 if near is None else min(near, other.x0)
        if near is not None and near - line.x1 > 0.6 * line.size:
            gaps.append((line.x1, near))
    if len(gaps) < MIN_ROWS:
        return None
    edges = sorted({x for gap in gaps for x in gap})
    best, votes = None, 0
    for a, b in zip(edges, edges[1:], strict=False):
        middle = (a + b) / 2
        inside = sum(x0 < middle < x1 for x0, x1 in gaps)
        if inside > votes and b - a > 2:
            best, votes = middle, inside
    if best is None or votes < MIN_ROWS:
        return None
    beside = [line for line in lines if line.x1 <= best or line.x0 >= best]
    crossing = len(lines) - len(beside)
    return best if votes >= MIN_ROWS and (votes >= 0.5 * crossing or votes >= 6) else None


def _neighbours(ordered: list[Line], k: int) -> list[Line]:
    line = ordered[k]
    found = []
    for step in (-1, 1):
        j = k + step
        while 0 <= j < len(ordered) and abs(ordered[j].top - line.top) < 2 * line.size:
            found.append(ordered[j])
            j += step
    return found


def _overlap(a: Line, b: Line) -> float:
    return min(a.bottom, b.bottom) - max(a.top, b.top)


def _join_rows(lines: list[Line]) -> list[Line]:
    """Parts that share a baseline as one line, from top to bottom."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (line.base, line.x0)):
        if rows and _stands_beside(line, rows[-1][0]):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [merge_lines(row) for row in rows]
