"""The lines of a text dump → its notes, told by their numbers in sequence, and the calls to them in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from surco.extract.cues import ENDNOTES, REFERENCES
from surco.extract.dump.lines import DumpLine, ends_sentence, starts_lower

FIRST_CALL = 0xF0000
"""Call k stands in the lines as this character plus k until they are joined: no hyphen or blank then hides it."""
MISSING = 2
"""So many notes in a row may be missing from a dump."""

_START = re.compile(r"\(?(?P<marker>\d{1,3}|[*†‡]{1,3})\)?[.)]?\s*(?=[^\W\d_]|[\"“«‘'¿¡<(\[])")
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


def take_notes(lines: Sequence[DumpLine]) -> tuple[list[DumpLine], list[Note]]:
    """The lines of the text, with a sign for each call, and the notes in their order."""
    begin, end = _find_endnotes(lines)
    endnotes = _read_endnotes(lines[begin:end]) if end > begin else []
    regions = [] if endnotes else _find_regions(lines)
    noted = {k for region in regions for k in range(region[0], region[1])}
    if endnotes:
        noted = set(range(begin, end))
    kept = [line for k, line in enumerate(lines) if k not in noted]
    notes = endnotes or [note for start, stop, markers in regions for note in _cut_region(lines, start, stop, markers)]
    whole: list[Note] = []
    for note in notes:
        if note.marker or not whole:
            whole.append(note)
        else:
            whole[-1] = whole[-1]._replace(lines=(*whole[-1].lines, *note.lines))
    return _sign_calls(kept, whole), whole


def _find_endnotes(lines: Sequence[DumpLine]) -> tuple[int, int]:
    """Where the notes under a heading of their own begin and end."""
    for k, line in enumerate(lines):
        if k > len(lines) / 3 and ENDNOTES.fullmatch(line.text) and k + 1 < len(lines):
            match = _START.match(lines[k + 1].text)
            if match and match["marker"] in ("1", "*"):
                end = next((j for j in range(k + 1, len(lines)) if REFERENCES.fullmatch(lines[j].text)), len(lines))
                return k + 1, end
    return 0, 0


def _read_endnotes(lines: Sequence[DumpLine]) -> list[Note]:
    markers: dict[int, str] = {}
    expected = 1
    for k, line in enumerate(lines):
        match = _START.match(line.text)
        if match and match["marker"] == str(expected):
            markers[k] = match["marker"]
            expected += 1
    starts = [*markers, len(lines)]
    return [Note(markers[a], (_drop_marker(lines[a]), *lines[a + 1 : b]), True) for a, b in pairwise(starts)]


def _drop_marker(line: DumpLine) -> DumpLine:
    match = _START.match(line.text)
    return line._replace(text=line.text[match.end() :]) if match else line


def _find_regions(lines: Sequence[DumpLine]) -> list[tuple[int, int, dict[int, str]]]:
    """Stretches of note lines: first, one past the last, markers by line; the numbers go up through the document."""
    regions: list[tuple[int, int, dict[int, str]]] = []
    expected, after, form = 1, 0, None
    pages = _list_pages(lines)
    for number, (first, end) in enumerate(pages):
        floor = pages[number - 1][0] if number else 0
        start = first
        while start < end:
            found = _find_first(lines, start, end, max(floor, after), expected, form)
            if found is None:
                break
            form = _read_form(lines[found[0]].text)
            stop, markers = _read_region(lines, found[0], end, found[1], whole=len(pages) > 1)
            regions.append((found[0], stop, markers))
            numbers = [int(marker) for marker in markers.values() if marker.isdigit()]
            expected = numbers[-1] + 1 if numbers else expected
            start = stop
        after = max(after, floor)
    return _add_overrun(lines, regions, pages)


def _list_pages(lines: Sequence[DumpLine]) -> list[tuple[int, int]]:
    starts = [k for k, line in enumerate(lines) if k == 0 or line.page != lines[k - 1].page]
    return list(pairwise([*starts, len(lines)]))


def _find_first(
    lines: Sequence[DumpLine], start: int, end: int, floor: int, expected: int, form: str | None
) -> tuple[int, str] | None:
    """The first line of a page that begins a note called by the text above, its number written as in other notes."""
    spaced = sum(line.gap > 0 for line in lines) > len(lines) / 50
    wanted = [*(str(n) for n in range(expected, expected + MISSING + 1)), "*", "**", "†", "1"]
    for marker in wanted:
        for k in range(max(start, 1), end) if form else range(end - 1, max(start, 1) - 1, -1):
            match = _START.match(lines[k].text)
            if (
                not match
                or match["marker"] != marker
                or form not in (None, _read_form(lines[k].text))
                or (spaced and not lines[k].gap and not ends_sentence(lines[k - 1].text))
            ):
                continue
            if any(call.weight > 1 for at in range(floor, k) for call in find_calls(lines, at, marker)):
                return k, marker
    return None


def _read_form(text: str) -> str:
    """What stands around a note's number: `1. El archivo` has a stop, `1 El archivo` has none."""
    match = _START.match(text)
    return re.sub(r"[\w*†‡\s]", "", match[0]) if match else ""


def _read_region(
    lines: Sequence[DumpLine], start: int, end: int, marker: str, *, whole: bool
) -> tuple[int, dict[int, str]]:
    """Where the notes that begin at `start` end, and the line of each; without pages an empty line ends them."""
    markers = {start: marker}
    expected = int(marker) + 1 if marker.isdigit() else 1
    for k in range(start + 1, end):
        match = _START.match(lines[k].text)
        if (
            match
            and match["marker"] == str(expected)
            and _read_form(lines[k].text) == _read_form(lines[start].text)
            and (lines[k].gap or ends_sentence(lines[k - 1].text) or _is_short(lines, k - 1))
        ):
            markers[k] = match["marker"]
            expected += 1
        elif lines[k].gap and (not whole or _is_text_again(lines, start, k)):
            return k, markers
    return end, markers


def _is_short(lines: Sequence[DumpLine], k: int) -> bool:
    return lines[k].width < 0.8 * max(line.width for line in lines[max(0, k - 8) : k + 8])


def _is_text_again(lines: Sequence[DumpLine], start: int, k: int) -> bool:
    """Whether the text goes on below notes, at a page end that the dump does not show: lines as wide as those above."""
    above = [line.width for line in lines[max(0, start - 20) : start - 1] if line.width > 30]
    notes = [line.width for line in lines[start : k - 1]]
    below = [line.width for line in lines[k : k + 12] if line.width > 30]
    if len(above) < 3 or not notes or len(below) < 3:
        return False
    body, note, rest = median(above), median(notes), median(below)
    return abs(note - body) > 0.08 * body and abs(rest - body) < 0.4 * abs(note - body)


def _add_overrun(
    lines: Sequence[DumpLine], regions: list[tuple[int, int, dict[int, str]]], pages: Sequence[tuple[int, int]]
) -> list[tuple[int, int, dict[int, str]]]:
    """A note that breaks off at its page's end goes on in the last chunk above the next page's notes."""
    added: list[tuple[int, int, dict[int, str]]] = []
    for start, stop, _ in regions:
        page = next((n for n, (first, end) in enumerate(pages) if end == stop and first <= start), None)
        if page is None or page + 1 >= len(pages) or ends_sentence(lines[stop - 1].text):
            continue
        first, end = pages[page + 1]
        foot = next((region[0] for region in regions if first <= region[0] < end), end)
        chunk = next((k for k in range(foot - 1, first, -1) if lines[k].gap), None)
        if chunk is not None and foot - chunk <= 15 and ends_sentence(lines[foot - 1].text):
            if starts_lower(lines[chunk].text) or _looks_like(lines[chunk:foot], lines[start:stop], lines[first:chunk]):
                added.append((chunk, foot, {}))
    return sorted([*regions, *added], key=lambda region: region[0])


def _looks_like(chunk: Sequence[DumpLine], notes: Sequence[DumpLine], body: Sequence[DumpLine]) -> bool:
    """Whether the lines of a chunk are as wide as the notes' rather than the body's."""
    widths = [sorted(line.width for line in part)[int(0.8 * len(part))] for part in (chunk, notes, body) if part]
    return len(widths) == 3 and abs(widths[0] - widths[1]) < abs(widths[0] - widths[2])


def _cut_region(lines: Sequence[DumpLine], start: int, stop: int, markers: dict[int, str]) -> list[Note]:
    starts = [*markers, stop] if markers else [start, stop]
    return [
        Note(markers.get(a, ""), (_drop_marker(lines[a]) if a in markers else lines[a], *lines[a + 1 : b]))
        for a, b in pairwise(starts)
    ]


def find_calls(lines: Sequence[DumpLine], k: int, marker: str) -> list[Call]:
    """Where line `k` may call the note: digits glued to a word or to punctuation.

    >>> [call.start for call in find_calls([DumpLine("en 2011.6 En la región, con 6 % de CO6")], 0, "6")]
    [8]
    """
    text, calls = lines[k].text, []
    at = text.find(marker, 1)
    while at > 0:
        weight = _weigh_call(text[:at], text[at + len(marker) :], symbol=not marker.isdigit())
        if weight:
            calls.append(Call(k, at, at + len(marker), weight))
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
        word = re.search(r"[^\W\d_]+$", before)
        return 2 if word and word[0].isupper() and len(word[0]) > 1 else 3
    if last in ".,;:!?…)]”\"’'»%>":
        stem = before.rstrip(".,;:!?…)]”\"’'»>")
        bare = len(before) - len(stem) == 1 and last in ".,:" and stem[-1:].isdigit()
        return 3 if not bare else 2 if _YEAR_END.search(stem) and last in ".," else 1 if last == "." else 0
    return 0


def _sign_calls(lines: list[DumpLine], notes: Sequence[Note]) -> list[DumpLine]:
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
