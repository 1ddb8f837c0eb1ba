"""The lines of a dump's body → groups of lines, each a block: headings, list items, paragraphs, quotes, references."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from surco.extract.cues import AFTER_REFERENCES, BULLET, CAPTION, ENDNOTES, REFERENCES, SOURCE_LINE, read_list_marker
from surco.extract.dump_lines import DumpLine, ends_sentence, starts_lower
from surco.records import BlockType

MAX_HEADING = 180
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)\.?\s+(?=\S)")
_ITEM_END = re.compile(r"(?:[.;:,?!…][\"”’»)\]\U000f0000-\U000fffff]*|\s(?:y|e|o|u|and|or))$")
# `(Paz, 2008: 4).`, `(entrevista, Puerto Alborada, 9/6/2014).`
_CITED = re.compile(r"[(\[][^()\[\]]*(?:\d{4}|s/f|en prensa|ib[íi]d|\d/\d)[^()\[\]]*[)\]]\s*[.”\"»]*[\U000f0000-\U000fffff]*$", re.I)
_REPORTS = re.compile(
    r"(?:dic|dij|decir|señal|afirm|sostien|sostuv|explic|expres|defin|recuerd|record|escrib|destac|resum|consider|plante|manif|declar|"
    r"advert|adviert|conclu|expon|expus|añad|agreg|text|palabr|cit|respond|coment|observ|apunt|say|said|stat|writ|wrote|argu|explain|"
    r"express|describ|reconoc|anot|redact|contest|cuent|cont[óa])\w*[^.;]*:$",
    re.I,
)
_ORDINAL = re.compile(r"(?:en (?:primer|segundo|tercer)|primer|segund|por (?:un|una) (?:lado|parte)|first|second)", re.I)


def cut_groups(lines: Sequence[DumpLine]) -> list[Group]:
    """The blocks of the body in order; bibliography entries one by one."""
    groups: list[Group] = []
    start = 0
    while start < len(lines):
        at = next((k for k in range(start, len(lines)) if REFERENCES.fullmatch(lines[k].text)), len(lines))
        groups.extend(_cut_prose(lines[start:at]))
        if at == len(lines):
            break
        groups.append(Group("heading", (lines[at],), level=1))
        end = next((k for k in range(at + 1, len(lines)) if _ends_references(lines, k)), len(lines))
        groups.extend(cut_references(lines[at + 1 : end]))
        start = end
    return groups


def _ends_references(lines: Sequence[DumpLine], k: int) -> bool:
    text = lines[k].text
    return len(text) < 60 and bool(AFTER_REFERENCES.match(text) or ENDNOTES.fullmatch(text)) and not ends_sentence(text)


def _cut_prose(lines: Sequence[DumpLine]) -> list[Group]:
    body = Body(lines)
    groups: list[Group] = []
    k = 0
    while k < len(lines):
        end = k + 1
        if k in body.headings:
            end = body.headings[k]
            groups.append(Group("heading", tuple(lines[k:end]), level=_read_level(lines[k].text)))
        else:
            while end < len(lines) and _continues(body, k, end):
                end += 1
            groups.append(_make_group(body, k, end))
        k = end
    return _find_quotes(groups)


def _make_group(body: Body, start: int, end: int) -> Group:
    own = list(body.lines[start:end])
    if start in body.items:
        marker, rest = body.items[start]
        return Group("list_item", (own[0]._replace(text=rest), *own[1:]), marker=marker)
    if CAPTION.match(own[0].text) and len(own) < 5 or SOURCE_LINE.match(own[0].text):
        return Group("caption", tuple(own))
    return Group("paragraph", tuple(own))


def _read_level(text: str) -> int:
    match = _NUMBERED.match(text)
    return match[1].count(".") + 1 if match else 1


def _continues(body: Body, start: int, k: int) -> bool:
    """Whether line k goes on with the block that began at `start`."""
    if k in body.headings or k in body.items:
        return False
    before, line = body.lines[k - 1], body.lines[k]
    if before.text.endswith("-") and starts_lower(line.text):
        return True
    if not body.is_apart(k):
        return not _turns(body, start, k)
    if not ends_sentence(before.text):
        return _goes_on(body, start, k)
    if line.page == before.page or before.text.endswith(":") or read_list_marker(line.text):
        return False
    if body.indented:
        return line.indent < body.margin + 2
    if start in body.items and not starts_lower(line.text) or body.has_room(k - 1):
        return False
    return before.width >= (0.6 if starts_lower(line.text) else 0.9) * body.usual[k - 1] and not body.is_short(k - 1, 0.98)


def _turns(body: Body, start: int, k: int) -> bool:
    """Whether a new block begins at line k although no empty line stands above it."""
    before, line = body.lines[k - 1], body.lines[k]
    if start not in body.items and line.indent >= before.indent + 2 and ends_sentence(before.text):
        return True
    if line.indent <= before.indent - 2 and k - start > 1 and ends_sentence(before.text):
        return True
    if not ends_sentence(before.text):
        return False
    if body.has_room(k - 1) is not None and not body.parted and not starts_lower(line.text):
        return bool(body.has_room(k - 1))
    share = 0.6 if starts_lower(line.text) else 0.7 if body.parted else 0.92
    return body.is_short(k - 1, share)


def _goes_on(body: Body, start: int, k: int) -> bool:
    """Whether a sentence that an empty line or a page's end cuts goes on in line k."""
    before, line = body.lines[k - 1], body.lines[k]
    if before.text.endswith(";") and start in body.items:
        return starts_lower(line.text) and before.width >= 0.85 * body.usual[k - 1]
    if starts_lower(line.text) or line.page != before.page:
        return True
    return before.width >= 0.85 * body.usual[k - 1] or before.text.endswith(("-", ","))


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
    if k and not closed and not ends_sentence(body.lines[k - 1].text) and not (line.gap and body.lines[k - 1].text.endswith(";")):
        return False
    if body.spaced and not body.is_apart(k):
        return False
    if CAPTION.match(line.text) or SOURCE_LINE.match(line.text) or BULLET.match(line.text):
        return False
    return bool(re.match(r"[\"“«¿¡]?[A-ZÀ-Þ\d]", line.text)) and bool(re.search(r"[^\W\d_]{3}", line.text))


def _is_heading(body: Body, start: int, stop: int) -> bool:
    lines = body.lines[start:stop]
    if stop >= len(body.lines) or len(lines) < stop - start or sum(line.width for line in lines) > MAX_HEADING:
        return False
    if any(body.is_apart(k) for k in range(start + 1, stop)) or any(re.search(r"[.,;:…)]\W*$", line.text) for line in lines):
        return False
    following = body.lines[stop]
    if (lines[-1].text.endswith("-")) or _numbers_on(lines[0].text, following.text) or BULLET.match(following.text):
        return False
    lone = stop - start == 1
    if starts_lower(following.text):
        return lone and body.is_apart(stop) and following.gap > 0 and body.is_short(start, 0.6)
    if body.spaced and body.is_apart(stop):
        return lines[-1].width < (0.95 if lone else 0.85) * body.usual[start]
    if body.spaced:
        return body.is_short(stop - 1, 0.7) and following.width > 0.8 * body.usual[stop]
    return lines[-1].width < 0.75 * body.usual[start] and (lone or lines[0].width > 0.6 * body.usual[start])


def _numbers_on(text: str, following: str) -> bool:
    """Whether two lines are numbered one after the other, as items are and headings are not."""
    first, second = read_list_marker(text), read_list_marker(following)
    return first is not None and second is not None and _follows(first[0], second[0])


_ROMANS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


def _count(marker: str) -> tuple[str, set[tuple[str, int]]]:
    """The form of an enumerated marker and the numbers that it may mean: `i)` is the ninth letter or the first number."""
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
    candidates = [(k, found) for k, line in enumerate(body.lines) if (found := read_list_marker(line.text)) and _may_begin(body, k)]
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


def _find_quotes(groups: list[Group]) -> list[Group]:
    """Paragraphs that a colon leads in, as quotes where their end, width or indent tells."""
    body = [line for group in groups if group.type == "paragraph" for line in group.lines[:-1]]
    usual = median([line.width for line in body]) if body else 0.0
    margin = _find_margin(body)
    found = list(groups)
    for k in range(1, len(groups)):
        before, group = found[k - 1], groups[k]
        if group.type != "paragraph" or (k + 1 < len(groups) and group.text.endswith(":")):
            continue
        indented = len(group.lines) > 1 and min(line.indent for line in group.lines) >= margin + 2
        led = before.type == "paragraph" and before.text.rstrip().endswith(":")
        if indented or (led and _reads_as_quote(before, group, usual)):
            found[k] = group._replace(type="quote")
    return found


def _reads_as_quote(before: Group, group: Group, usual: float) -> bool:
    if starts_lower(group.text) and not _CITED.search(group.text):
        return False
    if _CITED.search(group.text) or group.text[0] in "“«\"":
        return True
    full = [line.width for line in group.lines[:-1]]
    differs = len(full) > 1 and abs(median(full) - usual) > 0.05 * usual
    return not _ORDINAL.match(group.text) and (differs or bool(_REPORTS.search(before.text)))
