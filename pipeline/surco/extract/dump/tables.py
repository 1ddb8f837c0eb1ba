"""The lines of a text dump → its tables with captions and source lines, and the lines of the text around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from surco.extract.cues import REFERENCES, SOURCE_LINE
from surco.extract.dump.lines import DumpLine, ends_sentence, is_caption

MAX_LINES = 160
"""A table has at most so many lines."""
Cell = tuple[DumpLine, ...]
_DRAWN = re.compile(r"(?:gr[áa]fic|figur|mapa|fig\.|ilustr|esquema|diagrama|imagen|chart)", re.I)
_LABEL = re.compile(r"\S+\s+(?:n[.°ºo]*\s*)?(?:\d{1,3}|[IVX]{1,5})[.:–—-]?\s*", re.I)
_GAP = re.compile(r"\s{2,}|\t")
_FIGURES = re.compile(r"(?<=\s)[-–+]?(?:US\$|\$)?\d[\d.,]*\s?%?(?=\s|$)|(?<=\s)[–—-](?=\s|$)")
_NOTE_LINE = re.compile(r"(?:notas?|note)\s*:", re.I)


class Float(NamedTuple):
    """A table or figure: number of its first line, caption lines, cells by row, and source lines."""

    number: int
    caption: Cell
    rows: tuple[tuple[Cell, ...], ...]
    sources: tuple[Cell, ...]


def take_tables(lines: Sequence[DumpLine]) -> tuple[list[DumpLine], list[Float]]:
    """The lines of the text, and the tables between a caption and a source line or the prose that follows."""
    usual = _measure(lines)
    kept: list[DumpLine] = []
    floats: list[Float] = []
    k = 0
    while k < len(lines):
        if _begins_caption(lines, k):
            found, end = _read_float(lines, k, usual)
            if found is not None:
                floats.append(found)
                k = end
                continue
        kept.append(lines[k])
        k += 1
    return kept, floats


def _measure(lines: Sequence[DumpLine]) -> float:
    widths = sorted(line.width for line in lines if line.width > 20)
    return float(widths[len(widths) // 2]) if widths else 0.0


def _begins_caption(lines: Sequence[DumpLine], k: int) -> bool:
    line = lines[k]
    if not is_caption(line.text):
        return False
    return k == 0 or line.gap > 0 or line.page != lines[k - 1].page or ends_sentence(lines[k - 1].text)


def _read_float(lines: Sequence[DumpLine], k: int, usual: float) -> tuple[Float | None, int]:
    """The table whose caption begins at line k, and one past its last line; None where prose follows at once."""
    top = _end_caption(lines, k, usual)
    caption = tuple(lines[k:top])
    if len(" ".join(line.text for line in caption)) > 400:
        return None, k
    end = _find_source(lines, top, usual)
    if end is None:
        bottom = top if _DRAWN.match(lines[k].text) else _find_prose(lines, top, usual)
        return Float(lines[k].number, caption, _read_rows(lines[top:bottom]), ()), bottom
    sources: list[Cell] = []
    bottom = end
    while end < len(lines) and (SOURCE_LINE.match(lines[end].text) or _NOTE_LINE.match(lines[end].text)):
        stop = _end_source(lines, end)
        sources.append(tuple(lines[end:stop]))
        end = stop
    return Float(lines[k].number, caption, _read_rows(lines[top:bottom]), tuple(sources)), end


def _end_caption(lines: Sequence[DumpLine], k: int, usual: float) -> int:
    end = k + 1
    if _LABEL.fullmatch(lines[k].text) and end < len(lines):
        end += 1
    while end < len(lines) and end < k + 5 and not lines[end].gap and lines[end].page == lines[k].page:
        if (
            lines[end - 1].width < 0.6 * usual
            or ends_sentence(lines[end - 1].text)
            or SOURCE_LINE.match(lines[end].text)
        ):
            break
        end += 1
    return end


def _find_source(lines: Sequence[DumpLine], top: int, usual: float) -> int | None:
    """The line that names the table's source, unless prose stands before it."""
    for k in range(top, min(top + MAX_LINES, len(lines))):
        if SOURCE_LINE.match(lines[k].text):
            return k
        if _begins_caption(lines, k) or REFERENCES.fullmatch(lines[k].text) or _is_prose(lines, k, usual):
            return None
    return None


def _is_prose(lines: Sequence[DumpLine], k: int, usual: float) -> bool:
    """Whether four lines as wide as the text's stand together here."""
    run = lines[k : k + 4]
    return len(run) == 4 and all(line.width > 0.9 * usual for line in run) and not any(line.gap for line in run[1:])


def _find_prose(lines: Sequence[DumpLine], top: int, usual: float) -> int:
    for k in range(top, min(top + MAX_LINES, len(lines))):
        if _is_prose(lines, k, usual) or _begins_caption(lines, k) or (lines[k].width > 0.9 * usual and lines[k].gap):
            return k
    return top


def _end_source(lines: Sequence[DumpLine], k: int) -> int:
    end = k + 1
    while end < len(lines) and not lines[end].gap and lines[end].page == lines[k].page:
        if ends_sentence(lines[end - 1].text) or _NOTE_LINE.match(lines[end].text) or end - k > 4:
            break
        end += 1
    return end


def _read_rows(lines: Sequence[DumpLine]) -> tuple[tuple[Cell, ...], ...]:
    """The rows as well as lines tell: wide gaps and figures part cells, narrow lines above wide ones are a first cell."""
    if not lines:
        return ()
    parted = [_part_line(line) for line in lines]
    if sum(len(cells) > 1 for cells in parted) > len(lines) / 2:
        return tuple(tuple((cell,) for cell in cells) for cells in parted)
    chunks: list[list[DumpLine]] = []
    for line in lines:
        if chunks and not line.gap and line.page == chunks[-1][-1].page:
            chunks[-1].append(line)
        else:
            chunks.append([line])
    if len(chunks) < 3:
        return tuple(tuple((cell,) for cell in cells) for cells in parted)
    return _pair_chunks(chunks)


def _part_line(line: DumpLine) -> list[DumpLine]:
    if _GAP.search(line.text):
        return [line._replace(text=part) for part in _GAP.split(line.text)]
    figures = list(_FIGURES.finditer(line.text))
    if len(figures) < 2 or figures[-1].end() != len(line.text):
        return [line]
    first = next(
        n
        for n in range(len(figures))
        if all(a.end() + 1 == b.start() for a, b in zip(figures[n:], figures[n + 1 :], strict=False))
    )
    label = line.text[: figures[first].start()].strip()
    return [line._replace(text=part) for part in (label, *(figure[0].strip() for figure in figures[first:])) if part]


def _pair_chunks(chunks: Sequence[Sequence[DumpLine]]) -> tuple[tuple[Cell, ...], ...]:
    widest = max(line.width for chunk in chunks for line in chunk)
    rows: list[tuple[Cell, ...]] = []
    open_row = False
    for chunk in chunks:
        narrow = max(line.width for line in chunk) < 0.4 * widest
        if open_row and not narrow:
            rows[-1] = (*rows[-1], tuple(chunk))
            open_row = False
        else:
            rows.append((tuple(chunk),))
            open_row = narrow and not ends_sentence(chunk[-1].text)
    return tuple(rows)
