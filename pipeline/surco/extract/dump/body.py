"""The lines of a dump's body → what they tell of one another: usual widths, gaps, indents, headings, list items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from statistics import median
from typing import NamedTuple

from surco.extract.cues import BULLET, ENDNOTES, SOURCE_LINE, read_list_marker
from surco.extract.dump.lines import DumpLine, ends_sentence, is_caption, starts_lower
from surco.records import BlockType

MAX_HEADING = 180
_ITEM_END = re.compile(r"(?:[.;:,?!…][\"”’»)\]\U000f0000-\U000fffff]*|\s(?:y|e|o|u|and|or))$")


class Group(NamedTuple):
    """The lines of one block, with what they tell of it."""

    type: BlockType
    lines: tuple[DumpLine, ...]
    marker: str | None = None
    level: int | None = None
    language: str | None = None

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


class Body:
    """Lines with what the lines around them tell: usual widths, headings, list items."""

    def __init__(self, lines: Sequence[DumpLine]) -> None:
        self.lines = lines
        self.spaced = sum(line.gap > 0 for line in lines) > len(lines) / 40
        self.usual = _measure_widths(lines)
        self.parted = self._parts_by_gaps()
        self.limit = self._find_limit()
        self.margin = find_margin(lines)
        self.indented = self._parts_by_indents()
        self.headings = dict(_find_headings(self))
        self.items = dict(_find_items(self))

    def _parts_by_gaps(self) -> bool:
        """Whether an empty line stands below nearly every short line that ends a sentence."""
        ends = [
            self.lines[k + 1].gap > 0
            for k in range(len(self.lines) - 1)
            if self.lines[k + 1].page == self.lines[k].page and self.lines[k].width < 0.7 * self.usual[k]
            and ends_sentence(self.lines[k].text) and not read_list_marker(self.lines[k + 1].text)
        ]  # fmt: skip
        return len(ends) > 3 and sum(ends) >= 0.95 * len(ends)

    def _find_limit(self) -> int | None:
        """The width at which lines were wrapped, where all full lines come near it."""
        widths = [line.indent + line.width for line in self.lines]
        longest = max(widths, default=0)
        full = [width for width in widths if width > 0.8 * longest]
        close = len(full) > 20 and len(full) > 0.5 * len(widths) and median(full) >= 0.96 * longest
        return longest if close else None

    def _parts_by_indents(self) -> bool:
        """Whether paragraphs begin with an indent."""
        firsts = [
            after.indent <= line.indent - 2 and line.indent <= self.margin + 12
            for before, line, after in zip(self.lines, self.lines[1:], self.lines[2:], strict=False)
            if line.indent >= self.margin + 2
            and ends_sentence(before.text)
            and not (starts_lower(line.text) or read_list_marker(line.text))
        ]
        return len(firsts) > max(2, len(self.lines) / 60) and sum(firsts) > 0.5 * len(firsts)

    def has_room(self, k: int) -> bool | None:
        """Whether the next line's first word would have stood on line k; None where lines have no common limit."""
        if self.limit is None or k + 1 >= len(self.lines):
            return None
        word = self.lines[k + 1].text.split(maxsplit=1)[0]
        return self.lines[k].indent + self.lines[k].width + 1 + len(word) <= self.limit

    def is_apart(self, k: int) -> bool:
        """Whether line k is the first of the body or of a page, or stands below an empty line."""
        return k == 0 or self.lines[k].gap > 0 or self.lines[k].page != self.lines[k - 1].page

    def is_short(self, k: int, share: float = 0.8) -> bool:
        """Whether line k leaves so much room that the next word would have stood on it."""
        if self.lines[k].width >= share * self.usual[k]:
            return False
        following = self.lines[k + 1].text.split(maxsplit=1)[0] if k + 1 < len(self.lines) else ""
        return self.lines[k].width + 1 + len(following) <= 0.96 * self.usual[k]


def _measure_widths(lines: Sequence[DumpLine]) -> list[float]:
    """For each line the usual width of full lines around it."""
    widths = [line.width for line in lines]
    return [_high(widths[max(0, k - 10) : k + 11]) for k in range(len(lines))]


def _high(widths: Sequence[int]) -> float:
    ordered = sorted(widths)
    return float(ordered[int(0.75 * (len(ordered) - 1))]) if ordered else 0.0


def find_margin(lines: Sequence[DumpLine]) -> int:
    indents = sorted(line.indent for line in lines)
    return indents[len(indents) // 4] if indents else 0


def _find_headings(body: Body) -> Iterator[tuple[int, int]]:
    """Yield (first line, one past the last) of the headings: short lines without a stop, above prose."""
    end = 0
    for k in range(len(body.lines)):
        if ENDNOTES.fullmatch(body.lines[k].text) and body.is_apart(k):
            yield k, k + 1
            end = k + 1
        elif k >= end and _opens_heading(body, k, closed=k == end):
            for stop in (k + 1, k + 2, k + 3):
                if _is_heading(body, k, stop):
                    yield k, stop
                    end = stop
                    break


def _opens_heading(body: Body, k: int, *, closed: bool) -> bool:
    line = body.lines[k]
    if (
        k
        and not closed
        and not ends_sentence(body.lines[k - 1].text)
        and not (line.gap and body.lines[k - 1].text.endswith(";"))
    ):
        return False
    if body.spaced and not body.is_apart(k) and not closed:
        return False
    if is_caption(line.text) or SOURCE_LINE.match(line.text) or BULLET.match(line.text):
        return False
    return bool(re.match(r"[\"“«¿¡]?[A-ZÀ-Þ\d]", line.text)) and bool(re.search(r"[^\W\d_]{3}", line.text))


def _is_heading(body: Body, start: int, stop: int) -> bool:
    lines = body.lines[start:stop]
    if stop >= len(body.lines) or len(lines) < stop - start or sum(line.width for line in lines) > MAX_HEADING:
        return False
    if any(body.is_apart(k) for k in range(start + 1, stop)) or any(
        re.search(r"[.,;:…)]\W*$", line.text) for line in lines
    ):
        return False
    following = body.lines[stop]
    if (lines[-1].text.endswith("-")) or _numbers_on(lines[0].text, following.text) or BULLET.match(following.text):
        return False
    lone = stop - start == 1
    if starts_lower(following.text):
        return lone and body.is_apart(stop) and following.gap > 0 and body.is_short(start, 0.6)
    if body.spaced and body.is_apart(stop):
        return lines[-1].width < (0.95 if lone else 0.85) * body.usual[start]
    if body.spaced and lone and lines[0].width < 0.5 * body.usual[start] and _opens_heading(body, stop, closed=True):
        return following.width > 0.8 * body.usual[stop] or _is_heading(body, stop, stop + 1)
    if body.spaced:
        return body.is_short(stop - 1, 0.7) and following.width > 0.8 * body.usual[stop]
    return lines[-1].width < 0.75 * body.usual[start] and (lone or lines[0].width > 0.6 * body.usual[start])


def _numbers_on(text: str, following: str) -> bool:
    """Whether two lines are numbered one after the other, as items are and headings are not."""
    first, second = read_list_marker(text), read_list_marker(following)
    return first is not None and second is not None and _follows(first[0], second[0])


_ROMANS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


def _count(marker: str) -> tuple[str, set[tuple[str, int]]]:
    """A marker's form and the numbers that it may mean: `i)` is the ninth letter or the first Roman number."""
    core = marker.strip("().-°ªº ")
    form = marker.replace(core, "#")
    meant: set[tuple[str, int]] = set()
    if core.isdigit():
        meant.add(("1", int(core)))
    elif len(core) == 1 and core.isascii():
        meant.add(("a" if core.islower() else "A", ord(core.lower()) - 96))
    if core.lower() in _ROMANS:
        meant.add(("i" if core.islower() else "I", _ROMANS.index(core.lower())))
    return form, meant


def _follows(first: str, second: str) -> bool:
    (form, meant), (other, then) = _count(first), _count(second)
    return form == other and any((kind, number + 1) in then for kind, number in meant)


def _find_items(body: Body) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yield (line, (marker, text behind it)) of the lines that begin a list item."""
    candidates = [
        (k, found)
        for k, line in enumerate(body.lines)
        if (found := read_list_marker(line.text)) and _may_begin(body, k)
    ]
    chosen: dict[int, str] = {}
    for place, (k, (marker, rest)) in enumerate(candidates):
        if k in body.headings:
            continue
        near = [(j, other) for j, (other, _) in candidates[place + 1 : place + 8] if j - k <= 60]
        last = [(j, own) for j, own in chosen.items() if k - j <= 60]
        if BULLET.match(body.lines[k].text):
            dash = marker in "–—-*"
            led = k > 0 and body.lines[k - 1].text.endswith(":")
            twin = any(own == marker for _, own in (*near, *last))
            if not dash or led or (twin and body.is_apart(k)) or (twin and bool(last)):
                chosen[k] = marker
                yield k, (marker, rest)
        elif any(_follows(own, marker) for _, own in last) or (
            any(number == 1 for _, number in _count(marker)[1]) and any(_follows(marker, other) for _, other in near)
        ):
            chosen[k] = marker
            yield k, (marker, rest)


def _may_begin(body: Body, k: int) -> bool:
    if body.is_apart(k):
        return k == 0 or body.lines[k].gap > 0 or bool(_ITEM_END.search(body.lines[k - 1].text))
    return bool(_ITEM_END.search(body.lines[k - 1].text)) or body.is_short(k - 1)
