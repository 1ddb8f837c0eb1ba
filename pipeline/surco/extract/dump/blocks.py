"""The lines of a dump's body → groups of lines, each a block: headings, list items, paragraphs, quotes, references."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from surco.extract.cues import AFTER_REFERENCES, ENDNOTES, REFERENCES, SOURCE_LINE, read_list_marker
from surco.extract.dump.body import Body, Group, find_margin
from surco.extract.dump.lines import DumpLine, ends_sentence, is_caption, starts_lower
from surco.extract.dump.references import cut_references

_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)\.?\s+(?=\S)")
# `(Paz, 2008: 4).`, `(entrevista, Puerto Alborada, 9/6/2014).`
_CITED = re.compile(
    r"[(\[][^()\[\]]*(?:\d{4}|s/f|en prensa|ib[íi]d|\d/\d)[^()\[\]]*[)\]]\s*[.”\"»]*[\U000f0000-\U000fffff]*$", re.I
)
_REPORTS = re.compile(
    r"(?:^|[.;])(?>[^.;]*?(?:dic|dij|decir|señal|afirm|sostien|sostuv|explic|expres|defin|recuerd|record|escrib|destac|resum|consider|plante|manif|declar|"
    r"advert|adviert|conclu|expon|expus|añad|agreg|text|palabr|cit|respond|coment|observ|apunt|say|said|stat|writ|wrote|argu|explain|"
    r"express|describ|reconoc|anot|redact|contest|cuent|cont[óa]))[^.;]*+(?<=:)$",
    re.I,
)
_ORDINAL = re.compile(
    r"(?:en (?:primer|segundo|tercer)|primer|segund|por (?:un|una) (?:lado|parte)|first|second)", re.I
)


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
    if is_caption(own[0].text) and len(own) < 5 or SOURCE_LINE.match(own[0].text):
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
    if (start in body.items or body.parted) and not starts_lower(line.text) or body.has_room(k - 1):
        return False
    return before.width >= (0.6 if starts_lower(line.text) else 0.9) * body.usual[k - 1] and not body.is_short(
        k - 1, 0.98
    )


def _turns(body: Body, start: int, k: int) -> bool:
    """Whether a new block begins at line k although no empty line stands above it."""
    before, line = body.lines[k - 1], body.lines[k]
    if start not in body.items and line.indent >= before.indent + 2 and ends_sentence(before.text):
        return True
    if line.indent <= before.indent - 2 and k - start > 1 and ends_sentence(before.text):
        return True
    if not ends_sentence(before.text):
        return False
    if line.indent == before.indent >= body.margin + 2:
        return before.width < 0.6 * max(own.width for own in body.lines[start : k + 1])
    if body.indented and start not in body.items:
        return body.is_short(k - 1, 0.5)
    if body.has_room(k - 1) is not None and not body.parted and not starts_lower(line.text):
        return bool(body.has_room(k - 1))
    share = 0.6 if starts_lower(line.text) else 0.9 if body.parted else 0.92
    return body.is_short(k - 1, share)


def _goes_on(body: Body, start: int, k: int) -> bool:
    """Whether a sentence that an empty line or a page's end cuts goes on in line k."""
    before, line = body.lines[k - 1], body.lines[k]
    if before.text.endswith(";") and start in body.items:
        return starts_lower(line.text) and before.width >= 0.85 * body.usual[k - 1]
    if starts_lower(line.text) or line.page != before.page:
        return True
    return before.width >= 0.85 * body.usual[k - 1] or before.text.endswith(("-", ","))


def _find_quotes(groups: list[Group]) -> list[Group]:
    """Paragraphs that a colon leads in, as quotes where their end, width or indent tells."""
    body = [line for group in groups if group.type == "paragraph" for line in group.lines[:-1]]
    usual = median([line.width for line in body]) if body else 0.0
    margin = find_margin(body)
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
    if _CITED.search(group.text) or group.text[0] in '“«"':
        return True
    full = [line.width for line in group.lines[:-1]]
    differs = len(full) > 1 and abs(median(full) - usual) > 0.05 * usual
    return not _ORDINAL.match(group.text) and (
        differs or (before.text.endswith(":") and bool(_REPORTS.search(before.text)))
    )
