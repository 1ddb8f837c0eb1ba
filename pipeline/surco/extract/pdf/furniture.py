"""Which lines of the pages are furniture: running heads and feet, page numbers, slugs – told by repetition and position."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from surco.extract.pdf.glyphs import GlyphPage
from surco.extract.pdf.lines import Line

EDGE = 0.13
"""The share of a page's height, above and below, in which running heads and feet stand."""
_PAGE_NUMBER = re.compile(r"[-–—|\s]*(?:p(?:ág(?:ina)?|age)?\.?\s*)?(\d{1,4}|[ivxlc]{1,6})(?:\s*(?:de|of|/)\s*\d{1,4})?[-–—|\s]*", re.I)

_LINE_NUMBER = re.compile(r"(\d{1,4})\s+(?=\S)")


def find_furniture(pages: Sequence[GlyphPage], lines: Sequence[list[Line]]) -> set[Line]:
    """The lines that repeat in place over the document, page numbers, and what stands outside the pages' common frame."""
    beside = {number for own in lines for number in _find_line_numbers(own)}
    edges = Counter(round(line.x1) for line in beside)
    beside |= {line for own in lines for line in own if line.text.isdigit() and edges[round(line.x1)] >= 20}
    lines = [[line for line in own if line not in beside] for own in lines]
    numbers = _find_page_numbers(pages, lines)
    found = _find_repeated(pages, lines) | numbers | _find_row_mates(pages, lines, numbers)
    found |= _find_slots(pages, lines, found)
    return beside | found | _find_outside(pages, lines, found)


def _shape(text: str) -> str:
    return re.sub(r"\d+|\b[ivxlc]{1,6}\b", "#", re.sub(r"\W+", "", text.casefold()) or text)


def _is_edge(line: Line, page: GlyphPage) -> bool:
    return _is_marginal(line, page) or line.base < EDGE * page.height or line.base > (1 - EDGE) * page.height


def _find_repeated(pages: Sequence[GlyphPage], lines: Sequence[list[Line]]) -> set[Line]:
    """Lines of the same text, numbers aside, at the same height on several pages."""
    places: dict[tuple[str, int], set[int]] = defaultdict(set)
    for page, own in zip(pages, lines, strict=True):
        for line in own:
            if _is_edge(line, page):
                for slot in (-1, 0, 1):
                    places[_shape(line.text), round(line.base / 4) + slot].add(page.number)
    enough = 2 if len(pages) < 8 else 3
    return {
        line
        for page, own in zip(pages, lines, strict=True)
        for line in own
        if _is_edge(line, page) and sum(map(str.isalpha, line.text)) >= 4 and len(places[_shape(line.text), round(line.base / 4)]) >= enough
    }


def _find_page_numbers(pages: Sequence[GlyphPage], lines: Sequence[list[Line]]) -> set[Line]:
    """Lines of a number alone, at the edge of a page, that go up from page to page."""
    candidates: list[tuple[int, int, Line]] = []
    for page, own in zip(pages, lines, strict=True):
        for line in own:
            match = _PAGE_NUMBER.fullmatch(line.text)
            if match and match[1].isdigit() and _is_edge(line, page):
                candidates.append((int(match[1]) - page.number, page.number, line))
    offsets = Counter(offset for offset, _, _ in candidates)
    return {line for offset, _, line in candidates if offsets[offset] >= min(len(pages), max(2, 0.4 * len(pages)))}


def _find_row_mates(pages: Sequence[GlyphPage], lines: Sequence[list[Line]], numbers: set[Line]) -> set[Line]:
    """Lines beside a page number, set off from the text: heads that stand on one page only."""
    found: set[Line] = set()
    for page, own in zip(pages, lines, strict=True):
        for number in own:
            if number not in numbers or EDGE < number.base / page.height < 1 - EDGE:
                continue
            row = [line for line in own if abs(line.base - number.base) < 0.3 * number.size]
            near = min((abs(line.base - number.base) for line in own if line not in row), default=99.0)
            if len(row) <= 4 and near > 1.7 * number.size and not any(line.size > 1.2 * number.size for line in row):
                found.update(row)
    return found


def _find_line_numbers(own: list[Line]) -> set[Line]:
    """Numbers beside the lines of a page, aligned, counting up in equal steps, outside of all text."""
    found: set[Line] = set()
    for edge in ("x0", "x1"):
        columns: dict[int, list[Line]] = defaultdict(list)
        for line in own:
            if line.text.isdigit() and len(line.text) <= 4:
                columns[round(getattr(line, edge))].append(line)
        for column in columns.values():
            column.sort(key=lambda line: line.base)
            if len(column) >= 5 and _counts_up([int(line.text) for line in column]):
                found.update(column)
    return found


def part_line_numbers(own: list[Line]) -> list[Line]:
    """The lines of a page, a line number that stands too near to a line of large print parted from it."""
    numbers = _find_line_numbers(own)
    if not numbers:
        return own
    edge = max(line.x1 for line in numbers)
    left = min((line.x0 for line in own if line.x0 > edge), default=edge)
    parted: list[Line] = []
    for line in own:
        match = _LINE_NUMBER.match(line.text)
        if match and line not in numbers and line.x0 < edge < left < line.x1 and edge < line.x0 + 4 * line.size:
            shift = match.end()
            calls = tuple((max(0, at - shift), marker) for at, marker in line.calls)
            parted.append(replace(line, text=match[1], x1=edge, calls=()))
            line = replace(line, text=line.text[shift:], x0=left, calls=calls)
        parted.append(line)
    return parted


def _counts_up(numbers: list[int]) -> bool:
    """Whether most steps from number to number are the same one, 1 or 5.

    >>> _counts_up([1, 2, 3, 4, 5, 6]), _counts_up([12, 3, 4, 90, 5, 7])
    (True, False)
    """
    steps = [b - a for a, b in zip(numbers, numbers[1:], strict=False)]
    return any(steps.count(step) >= 0.9 * len(steps) for step in (1, 5))


def _find_slots(pages: Sequence[GlyphPage], lines: Sequence[list[Line]], known: set[Line]) -> set[Line]:
    """Outermost lines at a height where most pages have one, set off from the text by a gap: heads whose words change."""
    found: set[Line] = set()
    sizes = Counter(round(line.size, 1) for own in lines for line in own if len(line.text) > 20)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    for sign in (1, -1):
        outer: list[tuple[Line, float]] = []
        for own in lines:
            rest = sorted((line for line in own), key=lambda line: sign * line.base)
            if len(rest) > 3:
                first = rest[0]
                following = next((line for line in rest if abs(line.base - first.base) > 0.5 * first.size), None)
                if following is not None:
                    outer.append((first, abs(following.base - first.base)))
        slots = Counter(slot for line, _ in outer for slot in {round(line.base / 3), round(line.base / 3) + 1})
        for slot, count in slots.most_common(2):
            members = [(line, gap) for line, gap in outer if slot - 1 <= line.base / 3 <= slot + 0.5]
            apart = [line for line, gap in members if gap > 1.7 * line.size]
            repeated = [line for line in apart if line in known]
            alike = count >= 0.6 * len(lines) and len(apart) == len(members)
            enough = len(repeated) >= 0.3 * len(apart) or alike and max(line.size for line in apart) < 0.95 * usual
            if count >= max(3, 0.4 * len(lines)) and len(apart) >= 0.8 * len(members) and enough:
                found.update(apart)
    return found


def _find_outside(pages: Sequence[GlyphPage], lines: Sequence[list[Line]], known: set[Line]) -> set[Line]:
    """Lines as far out as the furniture of most pages: first-page feet, printers' slugs."""
    outer = [line for line in known if not _is_marginal(line, pages[line.page - 1])]
    feet = sorted(line.base for line in outer if line.base > 0.5 * pages[line.page - 1].height)
    heads = sorted(line.base for line in outer if line.base < 0.5 * pages[line.page - 1].height)
    found: set[Line] = set()
    for page, own in zip(pages, lines, strict=True):
        for line in own:
            if line in known or line.size > 14:
                continue
            below = bool(feet) and line.base > max(feet[len(feet) // 2] - 0.3 * line.size, 0.87 * page.height)
            above = bool(heads) and line.base < min(heads[len(heads) // 2] + 0.3 * line.size, 0.12 * page.height)
            if below or above:
                found.add(line)
    return found


def _is_marginal(line: Line, page: GlyphPage) -> bool:
    return line.x1 < 0.09 * page.width or line.x0 > 0.91 * page.width
