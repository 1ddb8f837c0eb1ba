"""Lines and strokes of a page → its tables, cell by cell, and the lines that are left."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from surco.extract.cues import CAPTION, TABLE_TITLE
from surco.extract.pdf.columns import find_gutter
from surco.extract.pdf.glyphs import GlyphPage, Rule
from surco.extract.pdf.letters import normalize_letters
from surco.extract.pdf.lines import Line
from surco.extract.text import Vocabulary, join_lines

SOURCE_LINE = re.compile(r"(?:fuentes?|source|fonte|notas?|nota)\s*:", re.I)


class Table(NamedTuple):
    """A table: its rows of cells, the lines that it is made of, and where it stands."""

    rows: tuple[tuple[str, ...], ...]
    lines: tuple[Line, ...]
    page: int
    x0: float
    top: float
    x1: float
    bottom: float


def find_tables(page: GlyphPage, lines: Sequence[Line], vocabulary: Vocabulary) -> list[Table]:
    """The tables of a page, from top to bottom."""
    regions = _find_ruled(page, lines)
    for region in _find_captioned(lines):
        if not any(_overlaps(region, other) for other in regions):
            regions.append(region)
    tables = []
    for region in sorted(regions, key=lambda r: r.top):
        inside = [line for line in lines if _lies_in(line, region)]
        if inside:
            rows = _read_rows(_cut_cells(inside, page), [r for r in page.rules if _touches(r, region)], vocabulary)
            tables.append(Table(rows, tuple(inside), page.number, *region))
    return tables


def _find_ruled(page: GlyphPage, lines: Sequence[Line]) -> list[Rule]:
    """Regions between horizontal strokes of the same extent that hold rows of several cells."""
    flat = [r for r in page.rules if r.bottom - r.top < 3 and r.x1 - r.x0 > 30]
    spans: list[Rule] = []
    for y in sorted({round(r.top) for r in flat}):
        parts = [r for r in flat if abs(r.top - y) <= 1]
        spans.append(Rule(min(r.x0 for r in parts), y, max(r.x1 for r in parts), y))
    groups: list[list[Rule]] = []
    for rule in spans:
        for group in groups:
            last = group[-1]
            if abs(rule.x0 - last.x0) < 6 and abs(rule.x1 - last.x1) < 6 and not _prose_between(last, rule, lines):
                group.append(rule)
                break
        else:
            groups.append([rule])
    regions = []
    for group in groups:
        region = _stretch(Rule(group[0].x0 - 3, group[0].top - 1, group[0].x1 + 3, group[-1].top + 1), page.rules)
        inside = [line for line in lines if _lies_in(line, region)]
        if len(group) >= 2 and _has_cells(inside, many_rules=len(group) >= 5):
            regions.append(region)
    return _join_regions(regions)


def _stretch(region: Rule, rules: Sequence[Rule]) -> Rule:
    """The region with the rows above and below it that the upright strokes between its cells reach."""
    upright = [
        r for r in rules
        if r.x1 - r.x0 < 3 and r.bottom - r.top > 5 and _overlaps(region, Rule(r.x0 - 1, r.top, r.x1 + 1, r.bottom))
    ]  # fmt: skip
    if len(upright) < 3:
        return region
    top, bottom = min(r.top for r in upright) - 1, max(r.bottom for r in upright) + 1
    return Rule(region.x0, min(region.top, top), region.x1, max(region.bottom, bottom))


def _join_regions(regions: list[Rule]) -> list[Rule]:
    joined: list[Rule] = []
    for region in sorted(regions, key=lambda r: r.top):
        if joined and _overlaps(region, joined[-1]):
            last = joined.pop()
            region = Rule(min(region.x0, last.x0), last.top, max(region.x1, last.x1), max(region.bottom, last.bottom))
        joined.append(region)
    return joined


def _prose_between(above: Rule, below: Rule, lines: Sequence[Line]) -> bool:
    """Whether three lines or more that fill the width stand between two strokes."""
    width = above.x1 - above.x0
    own = [line for line in lines if above.top < line.base < below.top and line.x0 < above.x1 and line.x1 > above.x0]
    full = [line for line in own if line.width > 0.8 * width]
    return len(full) >= 3


def _has_cells(inside: Sequence[Line], *, many_rules: bool) -> bool:
    rows = _gather(inside)
    several = [row for row in rows if len(row) >= 2]
    if len(several) < 2 or len(several) < 0.25 * len(rows):
        return False
    return many_rules or not _looks_like_columns(several)


def _looks_like_columns(rows: list[list[Line]]) -> bool:
    """Whether two columns of running text, not cells, stand side by side: two starts, both filled to their edge."""
    if sum(len(row) == 2 for row in rows) < 0.8 * len(rows):
        return False
    left = [row[0].width for row in rows]
    right = [row[-1].width for row in rows]
    return all(sum(w > 0.85 * max(side) for w in side) > 0.6 * len(side) for side in (left, right))


def _find_captioned(lines: Sequence[Line]) -> list[Rule]:
    """Regions of aligned cells under a table's title, for tables without strokes."""
    regions = []
    gutter = find_gutter(list(lines))
    for title in lines:
        if not TABLE_TITLE.match(title.text):
            continue
        taken = _take_rows(_gather([line for line in lines if line.base >= title.base and _shares_column(line, title, gutter)]))
        several = [row for row in taken if len(row) >= 2]
        if len(several) < 2 or _looks_like_columns(several):
            continue
        cells = [cell for row in several for cell in row]
        x0, x1 = min(cell.x0 for cell in cells), max(cell.x1 for cell in cells)
        wide = sum(len(row) >= 3 for row in several) >= 3 and all(cell.width < 0.5 * (x1 - x0) for row in taken for cell in row)
        if wide or len(several) >= 0.5 * len(taken):
            bottom = max(cell.bottom for row in taken for cell in row)
            regions.append(Rule(x0 - 2, taken[0][0].top - 1, x1 + 2, bottom + 1))
    return regions


def _take_rows(rows: list[list[Line]]) -> list[list[Line]]:
    """The rows under a table's title, the first of these, from the first to the last with several cells."""
    taken: list[list[Line]] = []
    last = rows[0][0].base
    for row in rows[1:]:
        if row[0].base - last > 3.2 * row[0].size or SOURCE_LINE.match(row[0].text) or CAPTION.match(row[0].text):
            break
        taken.append(row)
        last = row[0].base
    several = [k for k, row in enumerate(taken) if len(row) >= 2]
    if not several:
        return []
    end = several[-1] + 1
    first = min(cell.x0 for row in taken[several[0] : end] for cell in row)
    reach = max(cell.x1 for row in taken[several[0] : end] for cell in row)
    steps = [below[0].base - row[0].base for row, below in zip(taken, taken[1:end], strict=False)]
    tight = max(1.35 * taken[several[0]][0].size, 1.05 * min(steps, default=0.0))
    while end < len(taken):
        line, above = taken[end][0], taken[end - 1][0]
        goes_on = line.base - above.base < tight and abs(line.size - above.size) < 0.05 * line.size
        if not goes_on or line.width > 0.5 * (reach - first) or line.x0 < first - 2:
            break
        end += 1
    return taken[several[0] : end]


def _shares_column(line: Line, title: Line, gutter: float | None) -> bool:
    if gutter is None or title.x0 < gutter < title.x1:
        return True
    return line.x1 < gutter + 1 if title.x1 <= gutter + 1 else line.x0 > gutter - 1


def _gather(lines: Sequence[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (line.base, line.x0)):
        if rows and abs(line.base - rows[-1][0].base) < 0.35 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    for row in rows:
        row.sort(key=lambda line: line.x0)
    return rows


def _cut_cells(lines: list[Line], page: GlyphPage) -> list[Line]:
    """The lines, those of several cells cut where a gap wider than a blank stands over a gap of all other rows."""
    cut: list[Line] = []
    edges = Counter(round(line.x0) for line in lines)
    drawn = sorted((g for g in page.glyphs if g.text.strip()), key=lambda g: g.base)
    bases = [g.base for g in drawn]
    for line in lines:
        row = drawn[bisect_right(bases, line.base - 1) : bisect_left(bases, line.base + 1)]
        glyphs = sorted((g for g in row if line.x0 - 1 < g.x0 < line.x1), key=lambda g: g.x0)
        others = [other for other in lines if abs(other.base - line.base) > 1]
        start, seen, x0 = 0, 0, line.x0
        for a, b in zip(glyphs, glyphs[1:], strict=False):
            seen += len(normalize_letters(a.text))
            middle = (a.x1 + b.x0) / 2
            free = b.x0 - a.x1 >= 0.55 * line.size and sum(other.x0 < middle < other.x1 for other in others) <= 0.2 * len(others)
            aligned = b.x0 - a.x1 > 0.15 * line.size and edges[round(b.x0)] >= 3 and b.x0 > line.x0 + line.size
            if not free and not aligned:
                continue
            end = _find_blank(line.text, seen)
            if end is not None and end > start and others:
                cut.append(replace(line, text=line.text[start:end].strip(), x0=x0, x1=a.x1, calls=()))
                start, x0 = end, b.x0
        cut.append(replace(line, text=line.text[start:].strip(), x0=x0, calls=line.calls if not start else ()))
    return cut


def _find_blank(text: str, letters: int) -> int | None:
    """The place of the blank behind so many letters, or None where the next one follows without.

    >>> _find_blank("En ejecución Porcentaje", 11), _find_blank("En ejecución", 4)
    (12, None)
    """
    for at, letter in enumerate(text):
        if letters == 0:
            return at if letter == " " else None
        letters -= letter != " "
    return None


def _read_rows(inside: list[Line], rules: list[Rule], vocabulary: Vocabulary) -> tuple[tuple[str, ...], ...]:
    starts = _find_starts(inside)
    bands = _cut_bands(inside, rules)
    table = []
    for band in bands:
        cells: list[list[Line]] = [[] for _ in starts]
        for line in band:
            cells[max(k for k, x in enumerate(starts) if x <= line.x0 + 2 or k == 0)].append(line)
        table.append(tuple(join_lines([line.text for line in cell], vocabulary)[0] for cell in cells))
    return tuple(row for row in table if any(row))


def _find_starts(inside: list[Line]) -> list[float]:
    """The left edges of the columns: where no cell of a row with several reaches across."""
    rows = [row for row in _gather(inside) if len(row) >= 2]
    covered = sorted((cell.x0, cell.x1) for row in rows for cell in row)
    starts: list[float] = []
    reach = float("-inf")
    for x0, x1 in covered:
        if x0 > reach + 1:
            starts.append(x0)
        reach = max(reach, x1)
    return starts or [min(line.x0 for line in inside)]


def _cut_bands(inside: list[Line], rules: list[Rule]) -> list[list[Line]]:
    """The rows: between horizontal strokes where most rows have one, else by baselines, a row without first cell joined."""
    rows = _gather(inside)
    strokes = sorted({round(r.top) for r in rules if r.bottom - r.top < 3})
    if len(strokes) >= 4:
        bands = [[line for line in inside if low < line.base <= high] for low, high in zip(strokes, strokes[1:], strict=False)]
        bands = [band for band in bands if band]
        if len(bands) >= 3 and max(len(_gather(band)) for band in bands) <= 8:
            return bands
    steps = [below[0].base - row[0].base for row, below in zip(rows, rows[1:], strict=False)]
    if sum(step > 1.1 * min(steps) for step in steps) >= 2:
        return _join_tight(rows, 1.05 * min(steps))
    first = min(line.x0 for line in inside)
    joined: list[list[Line]] = []
    for row in rows:
        continues = joined and row[0].x0 > first + 10 and row[0].base - joined[-1][-1].base < 1.5 * row[0].size
        if continues and len(row) < max(len(r) for r in rows):
            joined[-1].extend(row)
        else:
            joined.append(list(row))
    return joined


def _join_tight(rows: list[list[Line]], step: float) -> list[list[Line]]:
    """The rows, those joined that stand as close as the lines of one cell, but no two that are both whole."""
    whole = 0.6 * max(len(row) for row in rows)
    joined: list[list[Line]] = []
    last, full = float("-inf"), False
    for row in rows:
        own = len(row) >= max(2, whole)
        if row[0].base - last <= step and not (own and full):
            joined[-1].extend(row)
        else:
            joined.append(list(row))
            full = False
        last, full = row[0].base, full or own
    return joined


def _lies_in(line: Line, region: Rule) -> bool:
    return region.top < line.base - 0.3 * line.size < region.bottom and line.x0 > region.x0 - 4 and line.x1 < region.x1 + 4


def _touches(rule: Rule, region: Rule) -> bool:
    return region.top - 2 <= rule.top and rule.bottom <= region.bottom + 2


def _overlaps(a: Rule, b: Rule) -> bool:
    return a.top < b.bottom and b.top < a.bottom and a.x0 < b.x1 and b.x0 < a.x1
