"""Lines of a bibliography → where each entry begins: by number, hanging indent, gap, or by its look alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from surco.extract.cues import AFTER_REFERENCES, REFERENCES
from surco.extract.pdf.lines import Line
from surco.extract.pdf.measure import Measure, is_short


@dataclass(frozen=True, slots=True)
class Bibliography:
    """How the entries of a bibliography are told apart: by hanging indent, by gaps, or by their look alone.

    `dated`: they put the year in brackets behind the author; `capital`: they begin with a surname in capitals;
    `steps`: from line to line inside an entry and between two, where they differ throughout.
    """

    hanging: bool
    gaps: bool
    dated: bool = False
    capital: bool = False
    steps: tuple[float, float] | None = None

    def steps_into_entry(self, step: float) -> bool | None:
        """Whether a step from line to line leads to a new entry; None where the steps do not tell."""
        if self.steps is None:
            return None
        inner, outer = self.steps
        near = min(abs(step - inner), abs(step - outer))
        return None if near > 0.35 * abs(outer - inner) else abs(step - outer) < abs(step - inner)


def follow_references(
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
    dated, capital = (sum(bool(p.match(line.text)) for line in own) for p in (_DATED_ENTRY, _CAPITAL_ENTRY))
    return Bibliography(
        hanging >= max(2, 0.05 * len(own)), gaps >= max(2, 0.1 * len(own)),
        dated >= max(3, 0.15 * len(own)), capital >= max(3, 0.15 * len(own)), _measure_steps(own),
    )  # fmt: skip


def _measure_steps(lines: Sequence[Line]) -> tuple[float, float] | None:
    """The steps inside an entry and between two, told by lines that surely go on or begin one; None where they are alike."""
    inner, outer = [], []
    for a, b in zip(lines, lines[1:], strict=False):
        if a.page != b.page or a.column != b.column or not 0 < b.base - a.base < 3 * a.size:
            continue
        if b.text[:1].islower() or a.text.endswith("-"):
            inner.append(b.base - a.base)
        elif a.text.endswith((".", ")")) and is_short(a, b) and _NAMED_ENTRY.match(b.text):
            outer.append(b.base - a.base)
    if len(inner) < 3 or len(outer) < 3:
        return None
    steps = median(inner), median(outer)
    apart = abs(steps[0] - steps[1])
    alike = all(sum(abs(x - middle) < 0.3 * apart for x in values) >= 0.8 * len(values) for values, middle in zip((inner, outer), steps, strict=True))
    return steps if alike and apart > 0.03 * lines[0].size else None


def breaks_entry(group: list[Line], line: Line, together: bool, measure: Measure, style: Bibliography) -> bool:
    """Whether a new entry of the bibliography begins: by number, hanging indent, gap, or its look."""
    last, first = group[-1], group[0]
    heading = line.bold and not last.bold and (is_short(last, line) or not together)
    if heading and (AFTER_REFERENCES.match(line.text) or len(line.text) < 60 and not re.search(r"\d{4}", line.text)):
        return True
    number, before = _ENTRY_NUMBER.match(line.text), _ENTRY_NUMBER.match(first.text)
    if before and (not together or line.x0 <= first.x0 + 0.5 * line.size + 4):
        return bool(number) and int(number[1]) == int(before[1]) + 1 if number else False
    if before and line.base - last.base < 1.2 * measure.leading_of(line):  # behind a hanging number
        return False
    if style.hanging and not before:
        return line.x0 - line.left < 0.5 * line.size
    stepped = style.steps_into_entry(line.base - last.base) if together else None
    if stepped is not None:
        return stepped
    if together and line.base - last.base > 1.2 * measure.leading_of(line):
        return True
    if together and style.gaps:
        return False
    if not re.search(r"[.)/\d]$", last.text):
        return False
    short = is_short(last, line)
    named = (
        _NAMED_ENTRY.match(line.text)
        or style.dated and _DATED_ENTRY.match(line.text)
        or style.capital and _CAPITAL_ENTRY.match(line.text)
    )
    if named and _YEAR.search(" ".join(g.text for g in group)):
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
_DATED_ENTRY = re.compile(
    r"(?![A-ZÁÉÍÓÚÑ][a-zà-ÿ]+: )[A-ZÁÉÍÓÚÑÜÇ][^()“”\"]{2,90}(?:\([\w-]{2,14}\) )?"
    r"\((?:(?:\[\d{4}\] )?(?:1[5-9]|20)\d\d[a-z]?|en prensa|no prelo|in press|s\.\s?f\.|s/f)\)[.,:]"
)
"""`Paz Soto, Inés y Roa, Luis (2007).`, `Anuario de los ríos (2010).`, `Red de Puertos (redep) (s/f):`."""
_CAPITAL_ENTRY = re.compile(r"[A-ZÁÉÍÓÚÑÜÇÃÕÂÊÔ]{4,}(?:[.,;]|\s+[^\W\d_])")
"""`PAZ SOTO, I.`, `CARTAS de los ríos`."""
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d|\bs[./]\s?f\b|en prensa|forthcoming")


def looks_like_entry(text: str) -> bool:
    """Whether a line may begin a bibliography entry: surname and comma, a dash for the same author, or a year soon.

    >>> looks_like_entry("Ruiz Peña, Ana (2007), Redes"), looks_like_entry("de la integración regional")
    (True, False)
    """
    return bool(_ENTRY.match(text)) and not text[:1].islower()
