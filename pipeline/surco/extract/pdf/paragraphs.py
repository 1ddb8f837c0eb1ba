"""Lines in reading order → the lines of each paragraph, heading, item or entry, joined across columns and pages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from surco.extract.cues import (
    ABSTRACT,
    BULLET,
    CAPTION,
    ENUMERATED,
    KEYWORDS,
    REFERENCES,
    SOURCE_LINE,
    match_by_language,
)
from surco.extract.pdf.entries import Bibliography, breaks_entry, follow_references
from surco.extract.pdf.lines import Line
from surco.extract.pdf.measure import Measure, is_centred, is_short

_TERMINAL = re.compile(r"[.:;!?…][\"”»’')\]]*$")


def group_lines(lines: Sequence[Line], measure: Measure) -> list[list[Line]]:
    """The lines of each block, in order; entries of the bibliography one by one."""
    groups: list[list[Line]] = []
    references: Bibliography | None = None
    for k, line in enumerate(lines):
        following = lines[k + 1] if k + 1 < len(lines) else None
        if not groups or _breaks(groups[-1], line, following, measure, references):
            if groups:
                references = follow_references(groups[-1], references, lines[k:], measure)
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def _breaks(
    group: list[Line], line: Line, following: Line | None, measure: Measure, references: Bibliography | None
) -> bool:
    last = group[-1]
    together = last.page == line.page and last.column == line.column
    if references and REFERENCES.fullmatch(" ".join(g.text for g in group).strip()):
        return True
    if abs(line.size - last.size) > 0.06 * last.size and not _goes_on(last, line):
        return True
    if REFERENCES.fullmatch(line.text.strip()) and not line.text[:1].islower():
        if is_short(last, line) or line.bold != last.bold or _TERMINAL.search(last.text):
            return True
    if references:
        return breaks_entry(group, line, together, measure, references)
    if _breaks_weight(group, line, following) or _parts_capitals(group, line, measure) or _starts_labelled(group, line, following, measure):
        return True
    if together:
        return _breaks_inside(group, line, following, measure)
    return _breaks_across(group, line, following, measure)


def _goes_on(last: Line, line: Line) -> bool:
    """Whether a line in another size is still the same sentence: small letters of a formula or a web address."""
    return last.text.endswith("-") and line.text[:1].islower() and abs(line.size - last.size) < 0.15 * last.size


def _parts_capitals(group: list[Line], line: Line, measure: Measure) -> bool:
    """Whether a short line in capitals, set off a little, is a heading before a line that is none, or behind one."""
    last = group[-1]
    if last.page != line.page or last.column != line.column or line.base - last.base < 1.1 * measure.leading_of(line):
        return False
    above, below = all(_is_capital(g.text) for g in group), _is_capital(line.text)
    if above and not below:
        return not line.text[:1].islower() and is_short(last, line)
    return below and not above and bool(_TERMINAL.search(last.text))


def _is_capital(text: str) -> bool:
    return text.isupper() and sum(map(str.isalpha, text)) > 6


def _breaks_weight(group: list[Line], line: Line, following: Line | None) -> bool:
    """Whether bold or italics begin or end between two lines, at a line's end that is free, or round a line alone."""
    last = group[-1]
    if line.bold == last.bold:
        return line.italic != last.italic and _breaks_slant(group, line, following)
    if line.bold and following is not None and not following.bold and is_short(line, following):
        return True
    return is_short(last, line) or all(g.bold for g in group) and not line.text[:1].islower() and len(group) > 1


def _breaks_slant(group: list[Line], line: Line, following: Line | None) -> bool:
    """Whether a short line in italics stands alone before or behind others: a heading, not a title in a sentence."""
    last = group[-1]
    if line.text[:1].islower():
        return False
    if _is_capital(last.text) != _is_capital(line.text) and is_short(last, line):
        return True
    if line.italic:
        if following is None or following.italic or not following.text[:1].isupper() or not is_short(line, following):
            return False
        return bool(_TERMINAL.search(last.text)) and not _TERMINAL.search(line.text)
    return len(group) == 1 and is_short(last, line) and not re.search(r"[.,;:]$", last.text)


def _starts_labelled(group: list[Line], line: Line, following: Line | None, measure: Measure) -> bool:
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
    if last.text.endswith(":") and _FIRST_ITEM.match(line.text):
        if not measure.justified or line.x0 - line.left > 0.8 * line.size or last.right - last.x1 > 0.8 * last.size:
            return True
    if ENUMERATED.match(line.text) and not is_short(last, line) and last.page == line.page:
        hanging = len(group) > 1 and group[1].x0 > first.x0 + 3
        return bool(ENUMERATED.match(first.text)) and hanging and abs(line.x0 - first.x0) < 3
    ends = bool(_TERMINAL.search(last.text)) or is_short(last, line)
    if not ends and not re.search(r"(?:[;,]|\by|\bo|\be|\bou|\band|\bor)$", last.text):
        return False
    if CAPTION.match(line.text) or SOURCE_LINE.match(line.text) or match_by_language(KEYWORDS, line.text):
        return ends
    if _goes_on_dashed(first.text, last.text, line.text):
        return True
    if BULLET.match(line.text):
        return line.x0 > line.left + 2 or following is None or following.x0 > line.x0 + 3
    return bool(ENUMERATED.match(line.text)) and not re.match(r"[A-Z]\.\s+[A-Z]", line.text)


def _goes_on_dashed(first: str, last: str, text: str) -> bool:
    """Whether a line that begins with a dash is a list's first item, behind a colon, or a further one.

    >>> _goes_on_dashed("Las redes son:", "Las redes son:", "– la Red;"), _goes_on_dashed("Él", "dijo", "– y rio –")
    (True, False)
    """
    dash = re.match(r"[-–—*]\s", text)
    return dash is not None and (last.endswith(":") or first.startswith(dash[0]))


def _opens_bracket(text: str) -> bool:
    """Whether a bracket is open at the end of a line: what looks like a marker, `70) había`, is then its end."""
    return text.rfind("(") > text.rfind(")")


def _begins_raised(line: Line) -> bool:
    """Whether a line begins with a raised number, as notes do."""
    return bool(line.calls) and line.calls[0][0] == 0


_FIRST_ITEM = re.compile(r"\(?(?:1|a|A|i|I)(?:\)|\.-|\.[)ªº]?|\.?°)\s")
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


def _breaks_inside(group: list[Line], line: Line, following: Line | None, measure: Measure) -> bool:
    last, first = group[-1], group[0]
    step, size = line.base - last.base, line.size
    if step > measure.gap * measure.leading_of(line) or step < 0:
        return True
    if size > 1.1 * measure.size:
        return False
    item = BULLET.match(first.text) or ENUMERATED.match(first.text)
    if _is_set_right(last) and _is_set_right(line) and abs(line.x0 - last.x0) > 0.8 * size:
        return False
    starts = line.text[:1].isupper() or not line.text[:1].isalpha()
    if item and line.x0 < last.x0 - 0.5 * size:
        return len(group) > 1 or is_short(last, line) or bool(starts and _TERMINAL.search(last.text))
    level = abs(line.x0 - first.x0) < 0.3 * size and following is not None and line.x0 - following.x0 > 0.8 * size
    if item and level and starts and _TERMINAL.search(last.text):  # a paragraph's first line, indented like the item
        return True
    if item and starts and _TERMINAL.search(last.text) and _opens_indented(group, line, following):
        return True
    flush = len(group) > 1 and all(abs(g.x0 - first.x0) < 1 for g in group)
    if item and flush and line.x0 - first.x0 > 0.8 * size and starts and _TERMINAL.search(last.text):
        return following is None or following.x0 < line.x0 - 0.5 * size
    if item:
        return is_short(last, line) and line.x0 <= first.x0 + 1 and bool(starts or _TERMINAL.search(last.text))
    indented = len(group) == 1 and not is_short(last, line)  # a first line that only looks centred in a narrow column
    if all(map(is_centred, group)) and not is_centred(line) and abs(line.x0 - last.x0) > 0.8 * size and not indented:
        return line.x0 - line.left < 3 * size
    if len(group) == 1 and _begins_raised(first) and not is_short(last, line) and abs(line.x0 - last.x0) < 1.5 * size:
        return False  # the text behind a raised number, hanging
    opening = len(group) == 1 and first.x0 > line.x0 + 0.8 * size
    if line.x0 - last.x0 > 0.8 * size and not is_centred(line):
        return not (len(group) == 1 and following is not None and abs(following.x0 - line.x0) < 1 and not is_short(last, line))
    if last.x0 - line.x0 > 0.8 * size and not opening and not is_centred(last):
        return True
    if is_short(last, line):
        return measure.justified and not is_centred(last) or bool(_TERMINAL.search(last.text))
    return measure.justified and starts and bool(_TERMINAL.search(last.text)) and _ends_early(group, line)


def _is_set_right(line: Line) -> bool:
    """Whether a line is set to the right edge and stands far from the left one, as in an epigraph."""
    return line.right - line.x1 < 0.3 * line.size and line.x0 - line.left > 0.25 * (line.right - line.left)


def _opens_indented(group: list[Line], line: Line, following: Line | None) -> bool:
    """Whether a line behind an item is a paragraph's first, indented somewhere near the item's own text."""
    if following is None or following.x0 > min(line.x0 - 0.5 * line.size, group[0].x0 - 0.1 * line.size):
        return False
    return is_short(group[-1], line) or len(group) > 1 and abs(line.x0 - group[-1].x0) > 0.3 * line.size


def _ends_early(group: list[Line], line: Line) -> bool:
    """Whether a line leaves a little free at the right between lines that are set to the edge: it is a paragraph's last."""
    last = group[-1]
    around = [*group[-4:-1], line]
    exact = all(abs(other.right - other.x1) < 0.1 * other.size for other in around)
    return exact and 0.3 * last.size < last.right - last.x1 and abs(last.right - line.right) < 1


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
        flush = abs(indent - (first.x0 - first.left)) < 1 and is_short(last, line) and bool(_TERMINAL.search(last.text))
        begins = inner is not None and inner < min(indent, first.x0 - first.left) - 0.1 * line.size and bool(_TERMINAL.search(last.text))
        begins = begins and (abs(indent - hanging) > 0.3 * line.size if len(group) > 1 else last.right - last.x1 > 0.3 * line.size)
        ended = is_short(last, line) and bool(_TERMINAL.search(last.text))
        return (out or flush or begins or ended or abs(indent - hanging) > 1.2 * line.size) and not line.text[:1].islower()
    own = last.x0 - last.left if len(group) > 1 else 0.0
    if len(group) > 1 and abs(indent - own) > 0.9 * line.size and inner is not None and abs(indent - inner) < 1:
        return not (line.text[:1].islower() and not _TERMINAL.search(last.text))
    if is_short(last, line):
        return bool(_TERMINAL.search(last.text)) or not line.text[:1].islower()
    if inner is not None and 0.8 * line.size < indent - inner < 5 * line.size:
        return True
    return bool(measure.indented and indent > 0.8 * line.size and own < 0.5 * line.size and _TERMINAL.search(last.text))
