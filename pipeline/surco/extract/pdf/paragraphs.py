"""Lines in reading order → the lines of each paragraph, heading, item or entry, joined across columns and pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from surco.extract.cues import (
    ABSTRACT,
    AFTER_REFERENCES,
    BULLET,
    CAPTION,
    ENUMERATED,
    KEYWORDS,
    REFERENCES,
    SOURCE_LINE,
    match_by_language,
)
from surco.extract.pdf.lines import Line

_TERMINAL = re.compile(r"[.:;!?…][\"”»’')\]]*$")
_HEADING_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s+\S")


@dataclass(frozen=True, slots=True)
class Measure:
    """What is usual in a document: size of its text, leading by size, justified or not, first lines indented or not."""

    size: float
    leading: dict[float, float]
    justified: bool
    indented: bool

    def leading_of(self, line: Line) -> float:
        usual = max(1.2, self.leading.get(self.size, 0.0) / self.size)
        return self.leading.get(round(line.size, 1), usual * line.size)


def measure_lines(lines: Sequence[Line]) -> Measure:
    """The measure of a document's lines of text."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    steps: dict[float, list[float]] = {}
    for a, b in zip(lines, lines[1:], strict=False):
        if a.page == b.page and a.column == b.column and round(a.size, 1) == round(b.size, 1) and 0 < b.base - a.base < 3 * a.size:
            steps.setdefault(round(a.size, 1), []).append(b.base - a.base)
    leading = {key: _usual_step(values) for key, values in steps.items() if len(values) >= 3}
    body = [line for line in lines if round(line.size, 1) == size]
    full = sum(line.right - line.x1 < 0.4 * size for line in body)
    starts = sum(0.8 * size < line.x0 - line.left < 4 * size for line in body)
    return Measure(size, leading, full > 0.55 * max(1, len(body)), starts > 0.06 * max(1, len(body)))


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
    blocks: dict[tuple[int, int, float], list[float]] = defaultdict(list)
    for line in lines:
        blocks[line.page, round(line.x0), round(line.size, 1)].append(line.x1)
    mended = []
    for line in lines:
        near_left, near_right = on_page[line.page]
        left = _choose_edge(line.left, line.x0, lefts, near_left, -1, 7 * line.size)
        right = _choose_edge(line.right, line.x1, rights, near_right, 1, 40 * line.size)
        ends = blocks[line.page, round(line.x0), round(line.size, 1)]
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
    """The commonest edge at or beyond a line's own end (`sign` -1: to the left) that its page uses too."""
    beyond = [
        x for x, count in on_page.items()
        if -1.5 <= sign * (x - own) < reach and sign * (x - edge) <= 4 and (count >= 3 or everywhere[x] >= 0.1 * sum(everywhere.values()))
    ]  # fmt: skip
    return float(max(beyond, key=lambda x: (everywhere[x], sign * x))) if beyond else edge


def group_lines(lines: Sequence[Line], measure: Measure) -> list[list[Line]]:
    """The lines of each block, in order; entries of the bibliography one by one."""
    groups: list[list[Line]] = []
    references: Bibliography | None = None
    for k, line in enumerate(lines):
        following = lines[k + 1] if k + 1 < len(lines) else None
        if not groups or _breaks(groups[-1], line, following, measure, references):
            if groups:
                references = _follow_references(groups[-1], references, lines[k:], measure)
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


@dataclass(frozen=True, slots=True)
class Bibliography:
    """How the entries of a bibliography are told apart: by hanging indent, by gaps, or by their look alone."""

    hanging: bool
    gaps: bool


def _follow_references(
    group: list[Line], before: Bibliography | None, rest: Sequence[Line], measure: Measure
) -> Bibliography | None:
    """Whether the next lines are entries of the bibliography, after this group."""
    text = " ".join(line.text for line in group).strip()
    if REFERENCES.fullmatch(text):
        return _measure_references(rest, measure)
    heading = len(text) < 60 and (group[0].bold or text.isupper())
    return None if heading and AFTER_REFERENCES.match(text) else before


def _measure_references(rest: Sequence[Line], measure: Measure) -> Bibliography:
    size = rest[0].size if rest else measure.size
    own = [line for line in rest if abs(line.size - size) < 0.06 * size and not line.bold]
    hanging = sum(0.8 * size < line.x0 - line.left < 5 * size for line in own)
    steps = [b.base - a.base for a, b in zip(own, own[1:], strict=False) if a.page == b.page and a.column == b.column]
    gaps = sum(step > 1.2 * measure.leading_of(own[0]) for step in steps) if own else 0
    return Bibliography(hanging >= max(2, 0.05 * len(own)), gaps >= max(2, 0.1 * len(own)))


def _breaks(
    group: list[Line], line: Line, following: Line | None, measure: Measure, references: Bibliography | None
) -> bool:
    last = group[-1]
    together = last.page == line.page and last.column == line.column
    if references and REFERENCES.fullmatch(" ".join(g.text for g in group).strip()):
        return True
    if abs(line.size - last.size) > 0.06 * last.size and not _goes_on(last, line):
        return True
    if REFERENCES.fullmatch(line.text.strip()) and (_is_short(last, line) or line.bold != last.bold):
        return True
    if references:
        return _breaks_entry(group, line, together, measure, references)
    if _breaks_weight(group, line, following) or _starts_labelled(group, line, following):
        return True
    if together:
        return _breaks_inside(group, line, following, measure)
    return _breaks_across(group, line, following, measure)


def _goes_on(last: Line, line: Line) -> bool:
    """Whether a line in another size is still the same sentence: small letters of a formula or a web address."""
    return last.text.endswith("-") and line.text[:1].islower() and abs(line.size - last.size) < 0.15 * last.size


def _breaks_weight(group: list[Line], line: Line, following: Line | None) -> bool:
    """Whether bold or italics begin or end between two lines, at a line's end that is free, or round a line alone."""
    last = group[-1]
    if line.bold == last.bold:
        return line.italic != last.italic and _breaks_slant(group, line, following)
    if line.bold and following is not None and not following.bold and _is_short(line, following):
        return True
    return _is_short(last, line) or all(g.bold for g in group) and not line.text[:1].islower() and len(group) > 1


def _breaks_slant(group: list[Line], line: Line, following: Line | None) -> bool:
    """Whether a short line in italics stands alone before or behind others: a heading, not a title in a sentence."""
    last = group[-1]
    if line.text[:1].islower():
        return False
    if line.italic:
        if following is None or following.italic or not following.text[:1].isupper() or not _is_short(line, following):
            return False
        return bool(_TERMINAL.search(last.text)) and not _TERMINAL.search(line.text)
    return len(group) == 1 and _is_short(last, line) and not re.search(r"[.,;:]$", last.text)


def _starts_labelled(group: list[Line], line: Line, following: Line | None) -> bool:
    last = group[-1]
    if BULLET.match(line.text) and not re.match(r"[-–—*]\s", line.text):
        return True
    if _begins_raised(line) and _begins_raised(group[0]):
        return True
    first = group[0]
    if _is_next_item(first.text, line.text) and abs((line.x0 - line.left) - (first.x0 - first.left)) < line.size:
        return True
    if _opens_bracket(last.text):
        return False
    if any(label.fullmatch(line.text.strip(" .:")) for label in ABSTRACT.values()):
        return line.text.isupper() or line.bold != last.bold
    if ENUMERATED.match(line.text) and not _is_short(last, line) and last.page == line.page:
        hanging = len(group) > 1 and group[1].x0 > first.x0 + 3
        return bool(ENUMERATED.match(first.text)) and hanging and abs(line.x0 - first.x0) < 3
    ends = bool(_TERMINAL.search(last.text)) or _is_short(last, line)
    if not ends and not re.search(r"(?:[;,]|\by|\bo|\be|\bou|\band|\bor)$", last.text):
        return False
    if CAPTION.match(line.text) or SOURCE_LINE.match(line.text) or match_by_language(KEYWORDS, line.text):
        return ends
    if BULLET.match(line.text):
        return line.x0 > line.left + 2 or following is None or following.x0 > line.x0 + 3
    return bool(ENUMERATED.match(line.text)) and not re.match(r"[A-Z]\.\s+[A-Z]", line.text)


def _opens_bracket(text: str) -> bool:
    """Whether a bracket is open at the end of a line: what looks like a marker, `70) había`, is then its end."""
    return text.rfind("(") > text.rfind(")")


def _begins_raised(line: Line) -> bool:
    """Whether a line begins with a raised number, as notes do."""
    return bool(line.calls) and line.calls[0][0] == 0


_ITEM = re.compile(r"(\(?)(\d{1,2}|[a-zA-Z])(\)|\.-|\.[)ªº]?|\.?°)\s")


def _is_next_item(text: str, following: str) -> bool:
    """Whether a line's marker is the one after another's, in the same dress.

    >>> _is_next_item("b) los socios;", "c) las cuotas;"), _is_next_item("2. Los socios", "2004. Las cuotas")
    (True, False)
    """
    own, other = _ITEM.match(text), _ITEM.match(following)
    if not own or not other or (own[1], own[3]) != (other[1], other[3]):
        return False
    if own[2].isdigit() and other[2].isdigit():
        return int(other[2]) == int(own[2]) + 1
    return len(own[2]) == len(other[2]) == 1 and ord(other[2]) == ord(own[2]) + 1


def _is_short(last: Line, line: Line) -> bool:
    """Whether the next line's first word would still have fitted behind the last one."""
    word = line.text.split(" ", 1)[0]
    width = len(word) * line.width / max(1, len(line.text))
    return last.x1 + 1.1 * width + 0.25 * last.size < last.right - 0.15 * last.size


def _breaks_inside(group: list[Line], line: Line, following: Line | None, measure: Measure) -> bool:
    last, first = group[-1], group[0]
    step, size = line.base - last.base, line.size
    if step > 1.28 * measure.leading_of(line) or step < 0:
        return True
    if size > 1.1 * measure.size:
        return False
    item = BULLET.match(first.text) or ENUMERATED.match(first.text)
    starts = line.text[:1].isupper() or not line.text[:1].isalpha()
    if item and line.x0 < last.x0 - 0.5 * size:
        return len(group) > 1 or _is_short(last, line) or bool(starts and _TERMINAL.search(last.text))
    level = abs(line.x0 - first.x0) < 0.3 * size and following is not None and line.x0 - following.x0 > 0.8 * size
    if item and level and starts and _TERMINAL.search(last.text):  # a paragraph's first line, indented like the item
        return True
    if item:
        return _is_short(last, line) and line.x0 <= first.x0 + 1 and bool(starts or _TERMINAL.search(last.text))
    if all(map(is_centred, group)) and not is_centred(line) and abs(line.x0 - last.x0) > 0.8 * size:
        return line.x0 - line.left < 3 * size
    opening = len(group) == 1 and first.x0 > line.x0 + 0.8 * size
    if line.x0 - last.x0 > 0.8 * size and not is_centred(line):
        return not (len(group) == 1 and following is not None and abs(following.x0 - line.x0) < 1 and not _is_short(last, line))
    if last.x0 - line.x0 > 0.8 * size and not opening and not is_centred(last):
        return True
    if _is_short(last, line):
        return measure.justified and not is_centred(last) or bool(_TERMINAL.search(last.text))
    return False


def is_centred(line: Line) -> bool:
    """Whether a line stands in the middle of its column, free on both sides."""
    free = (line.x0 - line.left, line.right - line.x1)
    return min(free) > 1.5 * line.size and abs(free[0] - free[1]) < 0.15 * (line.right - line.left)


def _breaks_across(group: list[Line], line: Line, following: Line | None, measure: Measure) -> bool:
    """Whether a new block begins with a new column or page."""
    last, first = group[-1], group[0]
    if last.text.endswith("-") and line.text[:1].islower() or _opens_bracket(last.text):
        return False
    item = BULLET.match(first.text) or ENUMERATED.match(first.text)
    indent = line.x0 - line.left
    inner = following.x0 - following.left if following and following.page == line.page else None
    if item:
        hanging = first.x0 - first.left if len(group) == 1 else last.x0 - last.left
        out = line.x0 - line.left < first.x0 - first.left - 0.5 * line.size and bool(_TERMINAL.search(last.text))
        return (out or abs(indent - hanging) > 1.2 * line.size) and not line.text[:1].islower()
    own = last.x0 - last.left if len(group) > 1 else 0.0
    if len(group) > 1 and abs(indent - own) > 0.9 * line.size and inner is not None and abs(indent - inner) < 1:
        return not (line.text[:1].islower() and not _TERMINAL.search(last.text))
    if _is_short(last, line):
        return bool(_TERMINAL.search(last.text)) or not line.text[:1].islower()
    if inner is not None and 0.8 * line.size < indent - inner < 5 * line.size:
        return True
    return bool(measure.indented and indent > 0.8 * line.size and own < 0.5 * line.size and _TERMINAL.search(last.text))


def _breaks_entry(group: list[Line], line: Line, together: bool, measure: Measure, style: Bibliography) -> bool:
    """Whether a new entry of the bibliography begins: by number, hanging indent, gap, or its look."""
    last, first = group[-1], group[0]
    heading = line.bold and not last.bold and (_is_short(last, line) or not together)
    if heading and (AFTER_REFERENCES.match(line.text) or len(line.text) < 60 and not re.search(r"\d{4}", line.text)):
        return True
    number, before = _ENTRY_NUMBER.match(line.text), _ENTRY_NUMBER.match(first.text)
    if before and (not together or line.x0 <= first.x0 + 0.5 * line.size + 4):
        return bool(number) and int(number[1]) == int(before[1]) + 1 if number else False
    if style.hanging and not before:
        return line.x0 - line.left < 0.5 * line.size
    if together and line.base - last.base > 1.2 * measure.leading_of(line):
        return True
    if together and style.gaps:
        return False
    if not re.search(r"[.)/\d]$", last.text):
        return False
    short = _is_short(last, line)
    if _NAMED_ENTRY.match(line.text) and _YEAR.search(" ".join(g.text for g in group)):
        return True
    if short and last.right - last.x1 > 0.2 * (last.right - last.left) and not line.text[:1].islower():
        return True
    return (short or not together) and looks_like_entry(line.text)


_ENTRY_NUMBER = re.compile(r"\[?(\d{1,3})[\].)]?\s")
_ENTRY = re.compile(r"(?:[_—–-]{3,}|[^\W\d_a-z][\w’'-]+(?:[\s-][\w’'-]+){0,3},\s|[^\W\d_].{0,90}\(?\b(?:1[5-9]|20)\d\d)")

_NAMED_ENTRY = re.compile(
    r"[_—–-]{3,}|[^\W\d_a-zà-ÿ]{2,}(?:[\s’'-][^\W\d_a-zà-ÿ]+)*(?:,\s[^\W\d_a-zà-ÿ]|[.;]\s)"
    r"|[^\W\d_]+ (?:\[[^\]]+\] )?\((?:1[5-9]|20)\d\d[a-z]?\)"
)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d|\bs[./]\s?f\b|en prensa|forthcoming")


def looks_like_entry(text: str) -> bool:
    """Whether a line may begin a bibliography entry: surname and comma, a dash for the same author, or a year soon.

    >>> looks_like_entry("Ruiz Peña, Ana (2007), Redes"), looks_like_entry("de la integración regional")
    (True, False)
    """
    return bool(_ENTRY.match(text)) and not text[:1].islower()
