"""Lines and strokes of a page → its tables, cell by cell, and the lines that are left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from surco.extract.pdf.columns import find_gutter
from surco.extract.pdf.glyphs import GlyphPage, Rule
from surco.extract.pdf.lines import Line, normalize_letters
from surco.extract.text import Vocabulary, join_lines

CAPTION = re.compile(r"(?:tabla|cuadro|table|quadro|tabela|matriz)\s+(?:n[.°ºo]*\s*)?(?:\d{1,3}|[IVX]{1,5})\b", re.I)
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
        if not CAPTION.match(title.text):
            continue
        rows = _gather([line for line in lines if line.base >= title.base and _shares_column(line, title, gutter)])
        row, k = rows[0], 0
        taken: list[list[Line]] = []
        last = row[0].base
        for below in rows[k + 1 :]:
            if below[0].base - last > 3.2 * below[0].size or SOURCE_LINE.match(below[0].text) or CAPTION.match(below[0].text):
                break
            taken.append(below)
            last = below[0].base
        while taken and len(taken[0]) == 1:
            taken.pop(0)
        while taken and len(taken[-1]) == 1 and taken[-1][0].width > 150:
            taken.pop()
        several = [r for r in taken if len(r) >= 2]
        cells = [cell for r in several for cell in r]
        if len(several) >= 2 and len(several) >= 0.5 * len(taken) and not _looks_like_columns(several):
            regions.append(
                Rule(
                    min(c.x0 for c in cells) - 2, taken[0][0].top - 1, max(c.x1 for c in cells) + 2,
                    max(c.bottom for r in taken for c in r) + 1,
                )
            )  # fmt: skip
    return regions


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
    for line in lines:
        glyphs = [g for g in page.glyphs if abs(g.base - line.base) < 1 and g.text.strip() and line.x0 - 1 < g.x0 < line.x1]
        glyphs.sort(key=lambda g: g.x0)
        others = [other for other in lines if abs(other.base - line.base) > 1]
        start, seen, x0 = 0, 0, line.x0
        for a, b in zip(glyphs, glyphs[1:], strict=False):
            seen += len(normalize_letters(a.text))
            middle = (a.x1 + b.x0) / 2
            if b.x0 - a.x1 < 0.55 * line.size or sum(other.x0 < middle < other.x1 for other in others) > 0.2 * len(others):
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
    first = min(line.x0 for line in inside)
    joined: list[list[Line]] = []
    for row in rows:
        continues = joined and row[0].x0 > first + 10 and row[0].base - joined[-1][-1].base < 1.5 * row[0].size
        if continues and len(row) < max(len(r) for r in rows):
            joined[-1].extend(row)
        else:
            joined.append(list(row))
    return joined


def _lies_in(line: Line, region: Rule) -> bool:
    return region.top < line.base - 0.3 * line.size < region.bottom and line.x0 > region.x0 - 4 and line.x1 < region.x1 + 4


def _touches(rule: Rule, region: Rule) -> bool:
    return region.top - 2 <= rule.top and rule.bottom <= region.bottom + 2


def _overlaps(a: Rule, b: Rule) -> bool:
    return a.top < b.bottom and b.top < a.bottom and a.x0 < b.x1 and b.x0 < a.x1
