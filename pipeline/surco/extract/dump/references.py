"""The lines under a bibliography's heading → its entries, one by one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from surco.extract.dump.body import Body, Group
from surco.extract.dump.lines import DumpLine, starts_lower

# `Ruiz Paz, A`, `RUIZ,`
_AUTHOR = re.compile(
    r"""
    [“"«]? [A-ZÀ-Þ’'][\w’'.-]* (?:[ -](?:de|del|la|las|los|da|do|dos|das|y|e|van|von|[A-ZÀ-Þ][\w’'-]*)){0,4},\s+[A-ZÀ-Þ]
    | [A-ZÀ-Þ][A-ZÀ-Þ’' -]{2,}[,.;(]                                          # RUIZ,
    """,
    re.VERBOSE,
)
_REPEATED = re.compile(r"[—–_-]{2,}[.,;\s(]")
_CAPITALS = re.compile(r"[A-ZÀ-Þ]{2,}\b|[A-ZÀ-Þ]\s[A-ZÀ-Þ]{3,}\b")
_IMPRINT = re.compile(r"[A-ZÀ-Þ][^:.()\d]{2,40}:\s[^:()\d]{2,60}\.?")
_YEAR = re.compile(r"\((?:[^()]{0,40}\s)?(?:\[\d{4}\]\s*)?(?:\d{4}(?:-\d{4})?[a-z]?|s/f|s\.\s?f\.|en prensa)\)")
_ENTRY_END = re.compile(r"(?:[.>)\]]|\d|(?<!\S)(?>\S*?\w/)\S*+)$")


def cut_references(lines: Sequence[DumpLine]) -> Iterator[Group]:
    """Yield the entries of a bibliography."""
    if not lines:
        return
    body = Body(lines)
    hanging = sum(line.indent >= body.lines[0].indent + 2 for line in lines) > 0.15 * len(lines)
    start = 0
    for k in range(1, len(lines) + 1):
        if k == len(lines) or _begins_entry(body, start, k, hanging=hanging):
            yield Group("reference", tuple(lines[start:k]))
            start = k


def _begins_entry(body: Body, start: int, k: int, *, hanging: bool) -> bool:
    before, line = body.lines[k - 1], body.lines[k]
    if hanging:
        return line.indent < body.lines[start].indent + 2
    more = ""
    if k + 1 < len(body.lines) and not body.lines[k + 1].gap:
        more = body.lines[k + 1].text
        more = "" if _ENTRY_END.search(line.text) and not more.startswith("(") else more
    named = bool(_AUTHOR.match(line.text)) or bool(_YEAR.search(f"{line.text} {more}"[:140]))
    if (
        before.text.endswith("-")
        or _IMPRINT.fullmatch(line.text)
        or (starts_lower(line.text) and not named)
        or not _ENTRY_END.search(before.text)
    ):
        return False
    if (line.gap and line.page == before.page) or _REPEATED.match(line.text):
        return named or body.is_short(k - 1, 0.85) or bool(_REPEATED.match(line.text))
    if _CAPITALS.match(body.lines[0].text):
        return bool(_CAPITALS.match(line.text))
    return named and (body.is_short(k - 1, 0.9) or _sort_key(line.text) >= _sort_key(body.lines[start].text))


def _sort_key(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in plain if letter.isalnum() or letter == " ")[:3]
