"""The lines of a text dump and its notes → the places where the text calls them: digits glued to words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from surco.extract.dump.lines import DumpLine

FIRST_CALL = 0xF0000
"""Call k stands in the lines as this character plus k until they are joined: no hyphen or blank then hides it."""
_REACH = 200
"""Characters before and behind a number that tell whether it is a call."""
_YEAR_END = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d$")
# `CO2`, `km2`, `pp.12`, `núm.4`: no calls
_NO_CALL = re.compile(
    r"(?:(?<![^\W\d_])(?:[A-Z]{1,2}|k?m|cm|mm|ha|pp?|n[úu]ms?|n[°º]?|art|cap|vol|fig|págs?|tab|inc|ed)\.?|[°º/\d]:?|www\S*|https?:\S*)$"
)


class Note(NamedTuple):
    """A note: its marker, and its lines without the marker."""

    marker: str
    lines: tuple[DumpLine, ...]
    endnote: bool = False


class Call(NamedTuple):
    """A place where the text may call a note: line, first and last code point in it, and how sure that is (1 to 3)."""

    line: int
    start: int
    end: int
    weight: int


def find_calls(lines: Sequence[DumpLine], k: int, marker: str) -> list[Call]:
    """Where line `k` may call the note: digits glued to a word or to punctuation.

    >>> [call.start for call in find_calls([DumpLine("en 2011.6 En la región, con 6 % de CO6")], 0, "6")]
    [8]
    """
    text, calls = lines[k].text, []
    at = text.find(marker, 1)
    while at > 0:
        end = at + len(marker)
        weight = _weigh_call(text[max(0, at - _REACH) : at], text[end : end + _REACH], symbol=not marker.isdigit())
        if weight:
            calls.append(Call(k, at, end, weight))
        at = text.find(marker, at + 1)
    return calls


def _weigh_call(before: str, after: str, *, symbol: bool) -> int:
    """How surely a number between these is a call: 0 for none, 3 behind a word in lower case."""
    last = before[-1]
    if (
        last.isspace()
        or re.match(r"\w|[.,/:-]\d|\s?[%‰°º]", after)
        or (symbol and (last in "*†‡" or after[:1] in "*†‡"))
    ):
        return 0
    if _NO_CALL.search(before):
        return 1 if _YEAR_END.search(before) and not re.match(r"\w", after) else 0
    if last.isalpha():
        word = re.search(r"(?<![^\W\d_])[^\W\d_]++$", before)
        return 2 if word and word[0].isupper() and len(word[0]) > 1 else 3
    if last in ".,;:!?…)]”\"’'»%>":
        stem = before.rstrip(".,;:!?…)]”\"’'»>")
        bare = len(before) - len(stem) == 1 and last in ".,:" and stem[-1:].isdigit()
        return 3 if not bare else 2 if _YEAR_END.search(stem) and last in ".," else 1 if last == "." else 0
    return 0


def sign_calls(lines: list[DumpLine], notes: Sequence[Note]) -> list[DumpLine]:
    """The lines with a sign in place of each call; calls come in the order of their notes."""
    signed = list(lines)
    for number, call in reversed(_choose_calls(lines, notes)):
        text = signed[call.line].text
        signed[call.line] = signed[call.line]._replace(
            text=text[: call.start] + chr(FIRST_CALL + number) + text[call.end :]
        )
    return signed


def _choose_calls(lines: Sequence[DumpLine], notes: Sequence[Note]) -> list[tuple[int, Call]]:
    """The heaviest choice of at most one call a note, in the order of the notes, as (number of the note, call)."""
    best: list[tuple[int, list[tuple[int, Call]]]] = [(0, [])]
    ends: list[tuple[int, int]] = [(-1, -1)]
    for number, note in enumerate(notes):
        if not note.marker:
            continue
        grown = list(zip(best, ends, strict=True))
        for call in _list_candidates(lines, note):
            before = [
                (value, chain) for (value, chain), end in zip(best, ends, strict=True) if end < (call.line, call.start)
            ]
            value, chain = max(before, key=lambda entry: entry[0])
            grown.append(((value + call.weight, [*chain, (number, call)]), (call.line, call.start)))
        keep: dict[tuple[int, int], tuple[int, list[tuple[int, Call]]]] = {}
        for entry, end in grown:
            if end not in keep or entry[0] > keep[end][0]:
                keep[end] = entry
        top: list[tuple[tuple[int, list[tuple[int, Call]]], tuple[int, int]]] = []
        for end, entry in sorted(keep.items()):
            if not top or entry[0] > top[-1][0][0]:
                top.append((entry, end))
        best, ends = [entry for entry, _ in top], [end for _, end in top]
    return max(best, key=lambda entry: entry[0])[1]


def _list_candidates(lines: Sequence[DumpLine], note: Note) -> list[Call]:
    """Calls on the note's page, heavier than those on the page before; an endnote may be called anywhere above it."""
    first = note.lines[0]
    found: list[Call] = []
    for k, line in enumerate(lines):
        early = line.number > first.number and line.page == first.page + 1 and not note.endnote
        if early or (line.number < first.number and (note.endnote or line.page >= first.page - 1)):
            bonus = 4 if line.page == first.page and not note.endnote else 0
            found.extend(call._replace(weight=call.weight + bonus) for call in find_calls(lines, k, note.marker))
    return found


def join_cut_lines(lines: Sequence[DumpLine]) -> list[DumpLine]:
    """The lines, those joined that some readers of PDFs cut behind a raised number: together no wider than a line."""
    joined: list[DumpLine] = []
    for k, line in enumerate(lines):
        before = joined[-1] if joined else None
        if before and _is_cut_at_call(lines, before, line, k):
            joined[-1] = before._replace(text=f"{before.text} {line.text}")
        else:
            joined.append(line)
    return joined


def _is_cut_at_call(lines: Sequence[DumpLine], before: DumpLine, line: DumpLine, k: int) -> bool:
    if ord(before.text[-1]) < FIRST_CALL or line.gap or line.page != before.page or line.indent > before.indent:
        return False
    around = sorted(own.width for own in lines[max(0, k - 10) : k + 10])
    return 0.9 < (before.width + 1 + line.width) / around[int(0.75 * (len(around) - 1))] < 1.08
