"""The lines of a text dump → its notes, told by their numbers in sequence, and the calls to them in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from surco.extract.cues import ENDNOTES, REFERENCES
from surco.extract.dump.calls import Note, find_calls, join_cut_lines, sign_calls
from surco.extract.dump.lines import DumpLine, ends_sentence, starts_lower

MISSING = 2
"""So many notes in a row may be missing from a dump."""

_START = re.compile(r"\(?(?P<marker>\d{1,3}|[*†‡]{1,3})\)?[.)]?\s*(?=[^\W\d_]|[\"“«‘'¿¡<(\[])")
_ALONE = re.compile(r"\(?(?P<marker>\d{1,3}|[*†‡]{1,3})\)?[.)]?")


def take_notes(lines: Sequence[DumpLine]) -> tuple[list[DumpLine], list[Note]]:
    """The lines of the text, with a sign for each call, and the notes in their order."""
    lines = _join_markers(lines)
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
    return join_cut_lines(sign_calls(kept, whole)), whole


def _join_markers(lines: Sequence[DumpLine]) -> list[DumpLine]:
    """The lines, each note number that stands alone joined with the line below it."""
    joined: list[DumpLine] = []
    expected, waiting = 1, False
    for k, line in enumerate(lines):
        if waiting:
            own = joined[-1]
            joined[-1] = own._replace(text=f"{own.text} {line.text}", gap=max(own.gap, line.gap))
            waiting = False
            continue
        marker = _read_alone(lines, k, expected)
        joined.append(line)
        waiting = marker is not None
        expected = int(marker) + 1 if marker and marker.isdigit() else expected
    return joined


def _read_alone(lines: Sequence[DumpLine], k: int, expected: int) -> str | None:
    """The note number that stands alone on line k, if it is the next one, and called on its page or the one before."""
    match = _ALONE.fullmatch(lines[k].text)
    if match is None or not 0 < k < len(lines) - 1 or lines[k - 1].page != lines[k + 1].page:
        return None
    marker = match["marker"]
    wanted = not marker.isdigit() or int(marker) == 1 or expected <= int(marker) <= expected + MISSING
    following = lines[k + 1]
    if following.width < 20 and not ends_sentence(following.text) or ENDNOTES.fullmatch(following.text):
        return None
    if not wanted or not _START.match(f"{lines[k].text} {lines[k + 1].text}"):
        return None
    above = (at for at in range(k - 1, max(0, k - 160), -1) if lines[at].page >= lines[k].page - 1)
    return marker if any(call.weight > 1 for at in above for call in find_calls(lines, at, marker)) else None


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
        called = None
        for k in range(max(start, 1), end) if form else range(end - 1, max(start, 1) - 1, -1):
            match = _START.match(lines[k].text)
            if (
                not match
                or match["marker"] != marker
                or form not in (None, _read_form(lines[k].text))
                or (spaced and not lines[k].gap and not ends_sentence(lines[k - 1].text))
            ):
                continue
            if called is None:
                called = _find_first_call(lines, floor, end, marker)
            if called < k:
                return k, marker
    return None


def _find_first_call(lines: Sequence[DumpLine], floor: int, end: int, marker: str) -> int:
    """The first line of these that surely calls the note, or `end`."""
    return next((k for k in range(floor, end) if any(call.weight > 1 for call in find_calls(lines, k, marker))), end)


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
            and match["marker"] in _list_next(lines, k, expected)
            and _read_form(lines[k].text) == _read_form(lines[start].text)
            and (lines[k].gap or ends_sentence(lines[k - 1].text) or _is_short(lines, k - 1))
        ):
            markers[k] = match["marker"]
            expected = int(match["marker"]) + 1
        elif (lines[k].gap and not whole) or _is_text_again(lines, start, k):
            return k, markers
    return end, markers


def _list_next(lines: Sequence[DumpLine], k: int, expected: int) -> list[str]:
    """The next note's number and, where line k's page calls them, those behind it."""
    page = [at for at in range(max(0, k - 160), k) if lines[at].page == lines[k].page]
    behind = [str(expected + more) for more in range(1, MISSING + 1)]
    return [
        str(expected),
        *(n for n in behind if any(call.weight > 1 for at in page for call in find_calls(lines, at, n))),
    ]


def _is_short(lines: Sequence[DumpLine], k: int) -> bool:
    return lines[k].width < 0.8 * max(line.width for line in lines[max(0, k - 8) : k + 8])


def _is_text_again(lines: Sequence[DumpLine], start: int, k: int) -> bool:
    """Whether the text goes on below notes, in the next column or on a page that the dump does not show."""
    if not lines[k].gap and not ends_sentence(lines[k - 1].text):
        return False
    above = [line.width for line in lines[max(0, start - 20) : start - 1] if line.width > 30]
    notes = [line.width for line in lines[start : k - 1]]
    below = [line.width for line in lines[k : k + 12] if line.width > 30 and line.page == lines[k].page]
    if len(above) < 3 or not notes or len(below) < (3 if lines[k].gap else 6):
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
        chunk = _find_wider(lines, first, foot) if chunk is None or foot - chunk > 15 else chunk
        if chunk is not None and foot - chunk <= 15 and ends_sentence(lines[foot - 1].text):
            if starts_lower(lines[chunk].text) or _looks_like(lines[chunk:foot], lines[start:stop], lines[first:chunk]):
                added.append((chunk, foot, {}))
    return sorted([*regions, *added], key=lambda region: region[0])


def _find_wider(lines: Sequence[DumpLine], first: int, foot: int) -> int | None:
    """Where the lines above a page's notes begin that are wider than any of the text's, but for the last."""
    usual = sorted(line.width for line in lines[first:foot])[int(0.75 * (foot - first - 1))] if foot > first else 0
    start = next((k + 1 for k in range(foot - 2, first - 1, -1) if lines[k].width < 1.06 * usual), first)
    return start if start < foot - 1 else None


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
