"""The glyphs of one line → its text: blanks where letters stand apart, raised marks taken out, ligatures and accents put right."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from surco.extract.pdf.capitals import Run, spell
from surco.extract.pdf.glyphs import Glyph

PLAIN = {"\u00a0": " ", "\u00ad": "-", "\u2010": "-", "\u2011": "-", "\u2002": " ", "\u2003": " ", "\u2009": " ", "\t": " "}
"""Drawn letters that mean a plain one: what is drawn is seen, so a soft hyphen in a PDF is a hyphen."""
CALL = re.compile(r"\(?(\d{1,3}|[*†‡§¶‖]{1,3}|[a-z])\)?")
"""A superscript that may call a note: `12`, `*`, `†`."""
_PRIVATE = "\ue000"
_SPECIAL = re.compile(f"[{''.join(PLAIN)}\ue000-\uefff]")
_BLANKS = re.compile(" {2,}")
_SPACING_ACCENT = re.compile(r"(?<!\b[DLOdlo])([´`¨˜ˆ¸])(?:(?<=[^\W\d_].)\s)?([aeiouncyAEIOUNCYı])")
"""`acci´on`, `acci´ on`; not `D´Amato`, `10´ de`."""
_COMBINING = {"´": "\u0301", "`": "\u0300", "¨": "\u0308", "˜": "\u0303", "ˆ": "\u0302", "¸": "\u0327"}
_LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st"}
_LIGATURE = re.compile("[\ufb00-\ufb06]")


def write_letters(glyphs: list[Glyph], raised: list[Run], size: float) -> tuple[str, tuple[tuple[int, str], ...]]:
    """The line's text with blanks where letters stand apart, and what was raised, by its offset in the text."""
    gaps = [b.x0 - a.x1 for a, b in pairwise(glyphs) if a.text != " " and b.text != " "]
    step = _find_step(gaps, size)
    text = spell(glyphs)
    if not raised and max(gaps, default=0.0) <= step and not _SPECIAL.search(text):  # most lines: every blank is drawn
        return _normalize(_BLANKS.sub(" ", text), [])
    marks = sorted(((run[0].x0, run[-1].x1, spell(run).strip()) for run in raised), key=lambda m: m[0])
    out: list[str] = []
    calls: list[tuple[int, str]] = []
    end = None
    for k, (letter, x0, x1, _, _, _) in enumerate(glyphs):
        if letter >= _PRIVATE and _is_icon(glyphs, k):
            _drop_blanks(out)
            end = None if end is None else x1
            continue
        letter = PLAIN.get(letter, letter)
        while marks and marks[0][0] <= x0 + 0.05 * size:
            _, mark_end, mark = marks.pop(0)
            glued = bool(out) and (letter.isalnum() or letter == "%") and x0 - mark_end < 0.12 * size
            _place_mark(mark, out, calls, glued=glued)
            end = None if end is None else max(end, x0 - step)
        if letter == " ":
            if not out or out[-1] == " ":
                end = max(end or x1, x1)
                continue
        elif end is not None and x0 - end > step and out and out[-1] != " ":
            out.append(" ")
        out.append(letter)
        end = x1
    for _, _, mark in marks:
        _place_mark(mark, out, calls, glued=False)
    return _normalize("".join(out), calls)


def _is_icon(glyphs: list[Glyph], k: int) -> bool:
    """Whether a glyph is a sign of an icon font, which stands for no letter: alone in its font, behind a blank."""
    own = glyphs[k]
    around = glyphs[max(0, k - 1) : k] + glyphs[k + 1 : k + 2]
    private = len(own.text) == 1 and _PRIVATE <= own.text < "\uf000"
    return private and k > 0 and not any(other.font == own.font for other in around if other.text != " ")


def _drop_blanks(out: list[str]) -> None:
    while out and out[-1] == " ":
        out.pop()


def _place_mark(mark: str, out: list[str], calls: list[tuple[int, str]], *, glued: bool) -> None:
    """Note a raised mark as a call, or put it into the text where it is none (`1.º`, `m²`) or the word goes on behind it."""
    markers = [m for m in re.split(r"[,;\s]+", mark) if m]
    if not glued and markers and all(CALL.fullmatch(m) for m in markers) and not (len(mark) == 1 and mark.isalpha() and mark in "aoer"):
        _drop_blanks(out)
        at = sum(map(len, out))
        calls.extend((at, m.strip("()")) for m in markers)
    else:
        out.append(mark)


def _find_step(gaps: list[float], size: float) -> float:
    """The gap between letters from which a blank is read: wider where the whole line is letter-spaced."""
    if len(gaps) < 4:
        return 0.2 * size
    middle = sorted(gaps)[len(gaps) // 2]
    return max(0.2 * size, middle + 0.15 * size) if middle > 0.05 * size else 0.2 * size


def _normalize(text: str, calls: list[tuple[int, str]]) -> tuple[str, tuple[tuple[int, str], ...]]:
    """NFC, ligatures expanded, blanks trimmed; offsets of the calls follow."""
    if text.isascii() and not calls:
        return text.strip(), ()
    cuts = [0, *(at for at, _ in calls), len(text)]
    pieces = [normalize_letters(text[a:b]) for a, b in zip(cuts, cuts[1:], strict=False)]
    pieces[0] = pieces[0].lstrip()
    offset, placed = 0, []
    for piece, (_, marker) in zip(pieces, calls, strict=False):
        offset += len(piece)
        placed.append((offset, marker))
    joined = "".join(pieces)
    return joined.rstrip(), tuple((min(at, len(joined.rstrip())), marker) for at, marker in placed)


def normalize_letters(text: str) -> str:
    """NFC text with ligatures and detached accents put right.

    >>> normalize_letters("e\\ufb01ciencia, acci´on")
    'eficiencia, acción'
    """
    if text.isascii():
        return text
    text = _LIGATURE.sub(lambda m: _LIGATURES[m[0]], text)
    text = _SPACING_ACCENT.sub(lambda m: ("i" if m[2] == "ı" else m[2]) + _COMBINING[m[1]], text)
    return unicodedata.normalize("NFC", text)
