"""Glyphs → lines of text: words spaced, superscript numbers taken out, doubled letters dropped."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from surco.extract.pdf.capitals import lower_initials
from surco.extract.pdf.glyphs import UNKNOWN, Glyph, GlyphPage, Rule

_PLAIN = {"\u00a0": " ", "\u00ad": "-", "\u2010": "-", "\u2011": "-", "\u2002": " ", "\u2003": " ", "\u2009": " ", "\t": " "}
"""Drawn letters that mean a plain one: what is drawn is seen, so a soft hyphen in a PDF is a hyphen."""
CALL = re.compile(r"\(?(\d{1,3}|[*†‡§¶‖]{1,3}|[a-z])\)?")
"""A superscript that may call a note: `12`, `*`, `†`."""


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
        return bool(re.search(r"bold|black|heavy|semibold|demi|-bd|\.b$", self.font, re.I))

    @property
    def italic(self) -> bool:
        return bool(re.search(r"ital|obli|slant|-it$", self.font, re.I))

    @property
    def width(self) -> float:
        return self.x1 - self.x0


Run = list[Glyph]


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


def _raise_small_digits(glyphs: Iterable[Glyph], digits: DigitWidths) -> Iterable[Glyph]:
    for glyph in glyphs:
        if glyph.text.isdigit() and glyph.x1 - glyph.x0 < 0.78 * glyph.size * digits.get((glyph.font, glyph.text), 0.0):
            size = glyph.size
            glyph = glyph._replace(size=0.6 * size, base=glyph.base - 0.33 * size)
        yield glyph


def read_lines(page: GlyphPage, digits: DigitWidths) -> list[Line]:
    """The lines of a page, cut where a gap may be a column's gutter, from top to bottom."""
    strokes = [rule for rule in page.rules if rule.x1 - rule.x0 < 3 and rule.bottom - rule.top > 5]
    runs = _cut_runs(_raise_small_digits((g for g in page.glyphs if g.size > 0), digits), strokes)
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
        text = " ".join(normalize_letters("".join(_PLAIN.get(g.text, g.text) for g in run)).split())
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
    last: Glyph | None = None
    for glyph in glyphs:
        if last is not None:
            size = last.size
            follows = (
                abs(glyph.base - last.base) < 0.08 * size
                and -0.5 * size < glyph.x0 - last.x1 < 0.9 * size
                and abs(glyph.size - size) < 0.35 * size
                and not (glyph.x0 - last.x1 > 0.2 * size and _is_crossed(last.x1, glyph.x0, glyph.base, strokes))
            )
            if follows and glyph.text == last.text and abs(glyph.x0 - last.x0) < 0.12 * size and glyph.text != " ":
                continue  # the same letter drawn twice for a bold look
            if not follows and run:
                runs.append(run)
                run = []
        run.append(glyph)
        last = glyph
    if run:
        runs.append(run)
    return list(_drop_redrawn(run for run in runs if any(g.text.strip() for g in run)))


def _drop_redrawn(runs: Iterable[Run]) -> Iterator[Run]:
    """The runs without those that draw the same letters in the same place once more, for a bold look."""
    drawn: dict[str, list[Glyph]] = {}
    for run in runs:
        first, text = run[0], "".join(g.text for g in run)
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
        text = "".join(g.text for g in run).strip()
        if len(text) <= 12 and _stands_raised(run, big, bases):
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
        end = max(g.x1 for g in last if g.text.strip() or g is last[0])
        start = next(g.x0 for g in run if g.text.strip())
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
    sizes: Counter[float] = Counter()
    fonts: Counter[str] = Counter()
    for g in glyphs:
        if g.text != " ":
            sizes[round(g.size, 1)] += 1
            fonts[g.font] += 1
    if not sizes:
        return None
    size = sizes.most_common(1)[0][0]
    base = next(g.base for g in glyphs if round(g.size, 1) == size)
    x0, x1 = min(g.x0 for g in glyphs if g.text.strip()), max(g.x1 for g in glyphs if g.text.strip())
    mine = []
    for run in raised:
        drop = base - run[0].base
        if 0.1 * size < drop < 0.7 * size and x0 - 0.8 * size <= run[-1].x1 and run[0].x0 <= x1 + 0.8 * size:
            mine.append(run)
    for run in mine:
        raised.remove(run)
    text, calls = _write_text(glyphs, mine, size)
    if not text and not calls:
        return None
    x0 = min([x0, *(run[0].x0 for run in mine)])
    x1 = max([x1, *(run[-1].x1 for run in mine)])
    return Line(
        text, page, x0, x1, base - 0.76 * size, base + 0.24 * size, base, size, fonts.most_common(1)[0][0],
        calls, unknown=text.count(UNKNOWN),
    )  # fmt: skip


def _write_text(glyphs: list[Glyph], raised: list[Run], size: float) -> tuple[str, tuple[tuple[int, str], ...]]:
    """The line's text with blanks where letters stand apart, and what was raised, by its offset in the text."""
    step = _letter_gap(glyphs, size)
    marks = sorted(((run[0].x0, run[-1].x1, "".join(g.text for g in run).strip()) for run in raised), key=lambda m: m[0])
    out: list[str] = []
    length = 0
    calls: list[tuple[int, str]] = []
    end = None
    for k, g in enumerate(glyphs):
        letter = _PLAIN.get(g.text, g.text)
        if _is_icon(glyphs, k):
            while out and out[-1] == " ":
                out.pop()
                length -= 1
            end = None if end is None else g.x1
            continue
        while marks and marks[0][0] <= g.x0 + 0.05 * size:
            _, mark_end, mark = marks.pop(0)
            glued = bool(out) and (letter.isalnum() or letter == "%") and g.x0 - mark_end < 0.12 * size
            length = _place_mark(mark, out, length, calls, glued=glued)
            end = None if end is None else max(end, g.x0 - step)
        if end is not None and letter != " " and g.x0 - end > step and out and out[-1] != " ":
            out.append(" ")
            length += 1
        if letter == " " and (not out or out[-1] == " "):
            end = max(end or g.x1, g.x1)
            continue
        out.append(letter)
        length += len(letter)
        end = g.x1
    for _, _, mark in marks:
        length = _place_mark(mark, out, length, calls, glued=False)
    return _normalize("".join(out), calls)


def _is_icon(glyphs: list[Glyph], k: int) -> bool:
    """Whether a glyph is a sign of an icon font, which stands for no letter: alone in its font, behind a blank."""
    own = glyphs[k]
    around = glyphs[max(0, k - 1) : k] + glyphs[k + 1 : k + 2]
    private = len(own.text) == 1 and "\ue000" <= own.text < "\uf000"
    return private and k > 0 and not any(other.font == own.font for other in around if other.text != " ")


def _place_mark(mark: str, out: list[str], length: int, calls: list[tuple[int, str]], *, glued: bool) -> int:
    """Note a raised mark as a call, or put it into the text where it is none (`1.º`, `m²`) or the word goes on behind it."""
    markers = [m for m in re.split(r"[,;\s]+", mark) if m]
    if not glued and markers and all(CALL.fullmatch(m) for m in markers) and not (len(mark) == 1 and mark.isalpha() and mark in "aoer"):
        while out and out[-1] == " ":
            out.pop()
            length -= 1
        calls.extend((length, m.strip("()")) for m in markers)
        return length
    out.append(mark)
    return length + len(mark)


def _letter_gap(glyphs: list[Glyph], size: float) -> float:
    """The gap from which a blank is read: wider where the whole line is letter-spaced."""
    gaps = [b.x0 - a.x1 for a, b in zip(glyphs, glyphs[1:], strict=False) if a.text != " " and b.text != " "]
    if len(gaps) < 4:
        return 0.2 * size
    middle = sorted(gaps)[len(gaps) // 2]
    return max(0.2 * size, middle + 0.15 * size) if middle > 0.05 * size else 0.2 * size


def _normalize(text: str, calls: list[tuple[int, str]]) -> tuple[str, tuple[tuple[int, str], ...]]:
    """NFC, ligatures expanded, blanks trimmed; offsets of the calls follow."""
    if text.isascii() and not calls:
        return text.strip(), ()
    cuts = [0, *(at for at, _ in calls), len(text)]
    pieces = [normalize_letters(text[a:b]) for a, b in zip(cuts, cuts[1:], strict=False)]
    pieces[0] = pieces[0].lstrip()
    offset, placed = 0, []
    for piece, (_, marker) in zip(pieces, calls, strict=False):
        offset += len(piece)
        placed.append((offset, marker))
    joined = "".join(pieces)
    return joined.rstrip(), tuple((min(at, len(joined.rstrip())), marker) for at, marker in placed)


_SPACING_ACCENT = re.compile(r"(?<!\b[DLOdlo])([´`¨˜ˆ¸])(?:(?<=[^\W\d_].)\s)?([aeiouncyAEIOUNCYı])")
"""`acci´on`, `acci´ on`; not `D´Amato`, `10´ de`."""
_COMBINING = {"´": "\u0301", "`": "\u0300", "¨": "\u0308", "˜": "\u0303", "ˆ": "\u0302", "¸": "\u0327"}
_LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st"}
_LIGATURE = re.compile("[\ufb00-\ufb06]")


def normalize_letters(text: str) -> str:
    """NFC text with ligatures and detached accents put right.

    >>> normalize_letters("e\\ufb01ciencia, acci´on")
    'eficiencia, acción'
    """
    if text.isascii():
        return text
    text = _LIGATURE.sub(lambda m: _LIGATURES[m[0]], text)
    text = _SPACING_ACCENT.sub(lambda m: ("i" if m[2] == "ı" else m[2]) + _COMBINING[m[1]], text)
    return unicodedata.normalize("NFC", text)


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
