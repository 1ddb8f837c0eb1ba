"""Lines of a page in reading order → footnotes at the foot of its columns, and the text above them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from surco.extract.cues import ENDNOTES, REFERENCES
from surco.extract.pdf.glyphs import Rule
from surco.extract.pdf.lines import Line

NOTE_SIZE = 0.94
"""Footnotes are set at most at this share of the text's size."""
_MARKER = re.compile(r"(?:\(?(\d{1,3}|[*†‡§¶‖]{1,3})\)?[.)]?)(?=\s|[^\W\d_]|[“\"«‘'¿¡(\[])\s*")


def read_marker(line: Line) -> tuple[str, str] | None:
    """The note number that a line begins with and the text behind it, or None.

    A raised number counts always; a plain one only before a blank or a letter.
    """
    if line.calls and line.calls[0][0] == 0:
        return line.calls[0][1], line.text
    match = _MARKER.match(line.text)
    if match and (match[1].isdigit() is False or int(match[1]) > 0) and len(line.text) > match.end():
        return match[1], line.text[match.end() :]
    return None


def part_notes(
    lines: Sequence[Line], rules: Sequence[Rule], *, body_size: float, open_note: bool, expected: int | None, references: bool
) -> tuple[list[Line], list[Line]]:
    """The text and the note lines of a page.

    `open_note`: the last page's note has no end yet; `references`: the bibliography has begun, whose entries are no notes.
    """
    text: list[Line] = []
    notes: list[Line] = []
    for _, group in groupby(lines, key=lambda line: line.column):
        column = list(group)
        references = references or ends_footnotes(column)
        start = _find_start(column, rules, body_size, open_note, None if references else expected)
        if references and expected is not None and start == len(column):
            start = _find_under_entries(column, expected)
        text.extend(column[:start])
        notes.extend(column[start:])
        if start < len(column):
            open_note = not ends_note(column[-1].text)
            expected = _count_on(column[start:], expected)
    return text, notes


def restarts_notes(lines: Sequence[Line], body_size: float, expected: int) -> bool:
    """Whether the notes of a page count from 1 again: the first that its text calls, and one in small print, is 1."""
    called = (marker for line in lines for at, marker in line.calls if at > 0)
    if expected == 1 or next(called, None) != "1" or _begins_endnotes(lines):
        return False
    return any(line.size <= NOTE_SIZE * body_size and (read_marker(line) or ("",))[0] == "1" for line in lines)


def ends_note(text: str) -> bool:
    """Whether a note's last line on a page or in a column ends it."""
    return text.rstrip().endswith((".", "”", "»", ")", ">"))


def _count_on(notes: Sequence[Line], expected: int | None) -> int | None:
    """The number of the next note behind these."""
    for line in notes:
        marked = read_marker(line)
        if expected is not None and marked is not None and marked[0].isdigit():
            raised = bool(line.calls) and line.calls[0][0] == 0
            if raised or int(marked[0]) == expected:
                expected = int(marked[0]) + 1
    return expected


def _find_under_entries(column: list[Line], expected: int) -> int:
    """Where the notes begin below a bibliography: the number that is due, set smaller than the entries, or raised and apart."""
    for k in range(1, len(column)):
        line, above = column[k], column[k - 1]
        raised = line.calls[:1] == ((0, str(expected)),)
        due = raised or (read_marker(line) or ("",))[0] == str(expected)
        first = REFERENCES.fullmatch(above.text.strip()) or ENDNOTES.fullmatch(above.text.strip())
        if due and not first and (line.size < 0.96 * above.size or raised and expected > 1 and _gap_before(column, k)):
            return k if all(below.size < 1.03 * line.size for below in column[k:]) else len(column)
    return len(column)


def ends_footnotes(lines: Sequence[Line]) -> bool:
    """Whether bibliography or endnotes begin in these lines: numbered small lines after that are no footnotes."""
    return any(REFERENCES.fullmatch(line.text.strip()) for line in lines) or _begins_endnotes(lines)


def _begins_endnotes(lines: Sequence[Line]) -> bool:
    return any(
        ENDNOTES.fullmatch(line.text.strip()) and (read_marker(after) or ("",))[0] == "1"
        for line, after in zip(lines, lines[1:], strict=False)
    )


def _find_start(
    column: list[Line], rules: Sequence[Rule], body_size: float, open_note: bool, expected: int | None
) -> int:
    """Where the notes of a column begin: the foot of small lines that opens with a number or goes on from the last page."""
    small = len(column)
    while small > 0 and column[small - 1].size <= NOTE_SIZE * body_size:
        small -= 1
    if small == len(column):
        return _find_full_size(column, rules, open_note, expected)
    ruled = _ruled_at(column, small, rules)
    width = column[0].right - column[0].left
    strokes = [rule for rule in rules if rule.x1 - rule.x0 < 0.6 * width]  # one under the running head is no note's
    for k in range(small, len(column)):
        if _begins_note(column, k, expected, after_rule=_is_ruled(column, k, rules if k else strokes)):
            if open_note and ruled is not None and ruled <= k:
                return ruled
            return k if not (open_note and k > small and _gap_before(column, small)) else small
    if ruled is not None and open_note:
        return ruled
    return len(column)


def _find_full_size(column: list[Line], rules: Sequence[Rule], open_note: bool, expected: int | None) -> int:
    """Where notes in the text's own size begin: under a short stroke, by a raised number or going on from a page."""
    width = column[0].right - column[0].left
    short = [
        r for r in rules
        if 0.1 * width < r.x1 - r.x0 < 0.5 * width and r.bottom - r.top < 1 and abs(r.x0 - column[0].left) < 2
        and not any(abs(other.top - r.top) < 1 and abs(other.x0 - r.x1) < 2 for other in rules)
    ]  # fmt: skip
    for k in range(len(column) - 1, 0, -1):
        if _is_ruled(column, k, short):
            marked = read_marker(column[k])
            raised = bool(column[k].calls) and column[k].calls[0][0] == 0
            known = marked is not None and (raised or marked[0] == str(expected))
            return k if known or open_note and expected is not None else len(column)
    return len(column)


def _begins_note(column: list[Line], k: int, expected: int | None, *, after_rule: bool) -> bool:
    marked = read_marker(column[k])
    if marked is None:
        return False
    raised = bool(column[k].calls) and column[k].calls[0][0] == 0
    if not marked[0].isdigit():
        return after_rule or (raised and expected is not None)
    if expected is not None and int(marked[0]) == expected:
        return True
    return after_rule or (raised and _gap_before(column, k) and expected is not None)


def _gap_before(column: list[Line], k: int) -> bool:
    return k == 0 or column[k].base - column[k - 1].base > 1.5 * column[k].size


def _is_ruled(column: list[Line], k: int, rules: Sequence[Rule]) -> bool:
    """Whether a short stroke stands between this line and the one above it."""
    top = column[k - 1].base if k else column[k].base - 5 * column[k].size
    line = column[k]
    return any(
        r.bottom - r.top < 2 and top - 1 < r.top < line.base and r.x0 < line.x1 and r.x1 > line.x0 - 5
        and abs(r.x0 - line.left) < 15
        for r in rules
    )  # fmt: skip


def _ruled_at(column: list[Line], small: int, rules: Sequence[Rule]) -> int | None:
    return next((k for k in range(small, len(column)) if _is_ruled(column, k, rules)), None)
