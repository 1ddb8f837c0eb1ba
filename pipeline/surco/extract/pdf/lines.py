"""Glyphs → lines of text: words spaced, superscript numbers taken out, doubled letters dropped."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from operator import attrgetter

from surco.extract.pdf.capitals import Run, lower_initials, spell
from surco.extract.pdf.glyphs import UNKNOWN, Glyph, GlyphPage, Rule
from surco.extract.pdf.letters import PLAIN, normalize_letters, write_letters

_X0, _X1, _SIZE, _FONT = map(attrgetter, ("x0", "x1", "size", "font"))


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or the part of one in a column, in points from the page's top left; `calls` are (offset, marker)."""

    text: str
    page: int
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    font: str
    calls: tuple[tuple[int, str], ...] = ()
    left: float = 0.0
    right: float = 0.0
    column: int = 0
    unknown: int = 0
    parts: tuple[tuple[float, float, str], ...] = field(default=())

    @property
    def bold(self) -> bool:
        return _is_bold(self.font)

    @property
    def italic(self) -> bool:
        return _is_italic(self.font)

    @property
    def width(self) -> float:
        return self.x1 - self.x0


@lru_cache(maxsize=1000)
def _is_bold(font: str) -> bool:
    return bool(re.search(r"bold|black|heavy|semibold|demi|-bd|\.b$", font, re.I))


@lru_cache(maxsize=1000)
def _is_italic(font: str) -> bool:
    return bool(re.search(r"ital|obli|slant|-it$", font, re.I))


DigitWidths = dict[tuple[str, str], float]
"""Font and digit → the digit's full width in ems."""


def measure_digits(pages: Iterable[GlyphPage]) -> DigitWidths:
    """The widest form of each digit in each font: a much narrower one is a superscript drawn by the font itself."""
    widths: DigitWidths = {}
    for page in pages:
        for glyph in page.glyphs:
            if glyph.text.isdigit() and glyph.size > 0:
                width = (glyph.x1 - glyph.x0) / glyph.size
                if width > widths.get((glyph.font, glyph.text), 0.0):
                    widths[glyph.font, glyph.text] = width
    usual: dict[str, list[float]] = {}
    for (font, _), width in widths.items():
        usual.setdefault(font, []).append(width)
    return {
        (font, digit): max(width, 0.95 * max(usual[font])) if digit != "1" else width
        for (font, digit), width in widths.items()
    }


def _raise_small(glyph: Glyph, digits: DigitWidths) -> Glyph:
    """A digit much narrower than its full width as the superscript that it is; others as they are."""
    size = glyph.size
    if glyph.x1 - glyph.x0 < 0.78 * size * digits.get((glyph.font, glyph.text), 0.0):
        return glyph._replace(size=0.6 * size, base=glyph.base - 0.33 * size)
    return glyph


def read_lines(page: GlyphPage, digits: DigitWidths) -> list[Line]:
    """The lines of a page, cut where a gap may be a column's gutter, from top to bottom."""
    strokes = [rule for rule in page.rules if rule.x1 - rule.x0 < 3 and rule.bottom - rule.top > 5]
    glyphs = [_raise_small(g, digits) if g.text.isdigit() else g for g in page.glyphs if g.size > 0]
    runs = _cut_runs(glyphs, strokes)
    runs, initials = lower_initials(runs)
    hosts, raised = _part_raised(runs)
    lines = []
    for row in _gather_rows(hosts):
        for group in _cut_at_gaps(row, raised, strokes):
            line = _make_line(group, raised, page.number)
            if line is not None:
                edge = next((initial.x0 for initial in initials if initial.holds(line.x0, line.base)), line.x0)
                lines.append(replace(line, x0=edge) if edge != line.x0 else line)
    lines.sort(key=lambda line: (line.base, line.x0))
    return lines


def read_turned(page: GlyphPage) -> list[Line]:
    """The text that stands turned by a quarter, in drawing order: slugs in the margin, tables set across the page."""
    runs: list[Run] = []
    for glyph in page.glyphs:
        if glyph.size >= 0:
            continue
        if runs and abs(glyph.x0 - runs[-1][-1].x0) < 0.3 * -glyph.size:
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    lines = []
    for run in runs:
        text = " ".join(normalize_letters("".join(PLAIN.get(g.text, g.text) for g in run)).split())
        if text:
            x0, x1 = min(g.x0 for g in run), max(g.x1 for g in run)
            top, bottom = min(g.base for g in run), max(g.base for g in run)
            lines.append(Line(text, page.number, x0, x1, top, bottom, bottom, -run[0].size, run[0].font))
    return lines


def _is_crossed(end: float, start: float, base: float, strokes: Sequence[Rule]) -> bool:
    """Whether an upright stroke, as between a table's cells, stands in a gap of a row."""
    return any(end - 1 < rule.x0 and rule.x1 < start + 1 and rule.top - 1 < base < rule.bottom + 1 for rule in strokes)


def _cut_runs(glyphs: Iterable[Glyph], strokes: Sequence[Rule]) -> list[Run]:
    """Glyphs in drawing order, cut where the next one does not follow on the same baseline."""
    runs: list[Run] = []
    run: Run = []
    last = Glyph("", 0.0, 0.0, 0.0, 0.0, "")
    for glyph in glyphs:
        text, x0, _, base, size, _ = glyph
        beside = base == last.base and size == last.size and -0.5 * size < x0 - last.x1 < 0.2 * size
        if beside or _follows(glyph, last, strokes):
            if text == last.text and abs(x0 - last.x0) < 0.12 * last.size and text != " ":
                continue  # the same letter drawn twice for a bold look
            run.append(glyph)
        else:
            run = [glyph]
            runs.append(run)
        last = glyph
    return list(_drop_redrawn(runs))


def _follows(glyph: Glyph, last: Glyph, strokes: Sequence[Rule]) -> bool:
    size, gap = last.size, glyph.x0 - last.x1
    return (
        abs(glyph.base - last.base) < 0.08 * size
        and -0.5 * size < gap < 0.9 * size
        and abs(glyph.size - size) < 0.35 * size
        and not (gap > 0.2 * size and _is_crossed(last.x1, glyph.x0, glyph.base, strokes))
    )


def _drop_redrawn(runs: Iterable[Run]) -> Iterator[Run]:
    """The runs without blank ones and those that draw the same letters in the same place once more, for a bold look."""
    drawn: dict[str, list[Glyph]] = {}
    for run in runs:
        first, text = run[0], spell(run)
        if text.isspace():
            continue
        places = drawn.setdefault(text, [])
        if any(max(abs(g.x0 - first.x0), abs(g.base - first.base)) < 0.12 * first.size for g in places):
            continue
        places.append(first)
        yield run


def _part_raised(runs: list[Run]) -> tuple[list[Run], list[Run]]:
    """The runs that make lines, and the short small ones that stand raised beside a larger one."""
    big = sorted((r for r in runs), key=lambda r: r[0].base)
    bases = [r[0].base for r in big]
    hosts: list[Run] = []
    raised: list[Run] = []
    for run in runs:
        if len(spell(run).strip()) <= 12 and _stands_raised(run, big, bases):
            raised.append(run)
        else:
            hosts.append(run)
    return hosts, raised


def _stands_raised(run: Run, big: list[Run], bases: list[float]) -> bool:
    base, size = run[0].base, run[0].size
    for k in range(bisect_left(bases, base + 0.1 * size), len(big)):
        host = big[k]
        drop = host[0].base - base
        if drop > 1.2 * size:
            break
        big_size = host[0].size
        if size > 0.82 * big_size or not 0.15 * big_size < drop < 0.65 * big_size or host is run:
            continue
        if host[0].x0 - 0.6 * big_size <= run[-1].x1 and run[0].x0 <= host[-1].x1 + 0.6 * big_size:
            return True
    return False


def _gather_rows(runs: list[Run]) -> list[list[Run]]:
    """Runs that share a baseline, each row from left to right."""
    rows: list[list[Run]] = []
    open_rows: list[tuple[float, float, list[Run]]] = []
    for run in sorted(runs, key=lambda r: (r[0].base, r[0].x0)):
        base, size = run[0].base, run[0].size
        for row_base, row_size, row in reversed(open_rows[-3:]):
            if abs(base - row_base) <= 0.22 * min(size, row_size):
                row.append(run)
                break
        else:
            row = [run]
            rows.append(row)
            open_rows.append((base, size, row))
    for row in rows:
        row.sort(key=lambda r: r[0].x0)
    return rows


def _cut_at_gaps(row: list[Run], raised: list[Run], strokes: Sequence[Rule]) -> list[list[Run]]:
    """The runs of a row, cut where the gap may be a gutter or holds a stroke; a raised number in the gap fills it."""
    groups = [[row[0]]]
    for run in row[1:]:
        last = groups[-1][-1]
        end = max(g.x1 for g in last if not g.text.isspace() or g is last[0])
        start = next(g.x0 for g in run if not g.text.isspace())
        size = max(last[0].size, run[0].size)
        gap = start - end
        if gap > 0.95 * size:
            base = last[0].base
            gap -= sum(
                min(mark[-1].x1, start) - max(mark[0].x0, end) for mark in raised
                if 0 < base - mark[0].base < 0.7 * size and mark[0].x0 < start and mark[-1].x1 > end
            )  # fmt: skip
        crossed = gap > 0.2 * size and _is_crossed(end, start, run[0].base, strokes)
        if gap > 0.95 * size or gap < -2 * size or crossed:
            groups.append([run])
        else:
            groups[-1].append(run)
    return groups


def _make_line(group: list[Run], raised: list[Run], page: int) -> Line | None:
    glyphs = [g for run in group for g in run]
    drawn = [g for g in glyphs if not g.text.isspace()]
    sizes: Counter[float] = Counter()
    for exact, count in Counter(map(_SIZE, drawn)).items():
        sizes[round(exact, 1)] += count
    size = sizes.most_common(1)[0][0]
    base = next(g.base for g in glyphs if round(g.size, 1) == size)
    x0, x1 = min(map(_X0, drawn)), max(map(_X1, drawn))
    mine = []
    for run in raised:
        drop = base - run[0].base
        if 0.1 * size < drop < 0.7 * size and x0 - 0.8 * size <= run[-1].x1 and run[0].x0 <= x1 + 0.8 * size:
            mine.append(run)
    for run in mine:
        raised.remove(run)
    text, calls = write_letters(glyphs, mine, size)
    if not text and not calls:
        return None
    x0 = min([x0, *(run[0].x0 for run in mine)])
    x1 = max([x1, *(run[-1].x1 for run in mine)])
    font = Counter(map(_FONT, drawn)).most_common(1)[0][0]
    return Line(
        text, page, x0, x1, base - 0.76 * size, base + 0.24 * size, base, size, font, calls, unknown=text.count(UNKNOWN)
    )


def merge_lines(lines: list[Line]) -> Line:
    """Parts of one row as one line, from left to right."""
    lines = sorted(lines, key=lambda line: line.x0)
    if len(lines) == 1:
        return lines[0]
    text = ""
    calls: list[tuple[int, str]] = []
    for line in lines:
        if text:
            text += " "
        calls.extend((len(text) + at, marker) for at, marker in line.calls)
        text += line.text
    main = max(lines, key=lambda line: len(line.text))
    return replace(
        main, text=text, calls=tuple(calls), x0=lines[0].x0, x1=max(line.x1 for line in lines),
        unknown=sum(line.unknown for line in lines), parts=tuple((p.x0, p.x1, p.text) for p in lines),
    )  # fmt: skip
