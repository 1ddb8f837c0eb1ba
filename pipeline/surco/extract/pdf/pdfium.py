"""PDF pages → glyphs by pypdfium2: the same records as `glyphs.py` makes from pdfminer.six, several times as fast."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from ctypes import c_double, c_float, c_int, c_uint, c_void_p
from itertools import groupby
from math import hypot
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from surco.extract.pdf.glyphs import Glyph, GlyphPage, Rule, find_rules, mark_undecodable

Matrix = tuple[float, float, float, float, float, float]
_Letter = tuple[str, float, float]
"""What a glyph says, and in ems how far behind its box's left edge it begins, and its advance."""

_BLANK = 0x20
_HYPHENS = frozenset({0x2, 0xFFFE})
"""What pdfium gives for a hyphen at the end of a line."""
_PASSWORD, _SECURITY = 4, 5
_TEXT, _PATH, _IMAGE, _FORM = 1, 2, 3, 5
_CLIPPED = 7
"""The render mode of letters that only cut out what is drawn next."""
_MAX_DEPTH = 12
"""Forms nested deeper hold no article's text."""
_THIN = 0.01
_MAX_SEGMENTS = 6
"""A path with more is no stroke or box."""


def _bind(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A function of pdfium that takes plain addresses: half the cost of pypdfium2's checked binding, a million times a document."""
    address = ctypes.cast(getattr(pdfium, name), c_void_p).value
    assert address is not None
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


_get_text = _bind("FPDFText_GetText", c_int, c_void_p, c_int, c_int, c_void_p)
_get_unicode = _bind("FPDFText_GetUnicode", c_uint, c_void_p, c_int)
_get_owner = _bind("FPDFText_GetTextObject", c_void_p, c_void_p, c_int)
_get_box = _bind("FPDFText_GetLooseCharBox", c_int, c_void_p, c_int, c_void_p)
_get_ink = _bind("FPDFText_GetCharBox", c_int, c_void_p, c_int, c_void_p, c_void_p, c_void_p, c_void_p)
_get_origin = _bind("FPDFText_GetCharOrigin", c_int, c_void_p, c_int, c_void_p, c_void_p)
_get_matrix = _bind("FPDFText_GetMatrix", c_int, c_void_p, c_int, c_void_p)
_get_size = _bind("FPDFText_GetFontSize", c_double, c_void_p, c_int)
_is_generated = _bind("FPDFText_IsGenerated", c_int, c_void_p, c_int)
_has_no_unicode = _bind("FPDFText_HasUnicodeMapError", c_int, c_void_p, c_int)
_get_font = _bind("FPDFTextObj_GetFont", c_void_p, c_void_p)
_get_font_name = _bind("FPDFFont_GetBaseFontName", ctypes.c_ulong, c_void_p, c_void_p, ctypes.c_ulong)
_get_width = _bind("FPDFFont_GetGlyphWidth", c_int, c_void_p, c_uint, c_float, c_void_p)
_get_render_mode = _bind("FPDFTextObj_GetTextRenderMode", c_int, c_void_p)
_count_objects = _bind("FPDFPage_CountObjects", c_int, c_void_p)
_get_object = _bind("FPDFPage_GetObject", c_void_p, c_void_p, c_int)
_count_inner = _bind("FPDFFormObj_CountObjects", c_int, c_void_p)
_get_inner = _bind("FPDFFormObj_GetObject", c_void_p, c_void_p, c_uint)
_get_type = _bind("FPDFPageObj_GetType", c_int, c_void_p)
_get_object_matrix = _bind("FPDFPageObj_GetMatrix", c_int, c_void_p, c_void_p)
_get_bounds = _bind("FPDFPageObj_GetBounds", c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
_get_draw_mode = _bind("FPDFPath_GetDrawMode", c_int, c_void_p, c_void_p, c_void_p)
_count_segments = _bind("FPDFPath_CountSegments", c_int, c_void_p)
_get_segment = _bind("FPDFPath_GetPathSegment", c_void_p, c_void_p, c_int)
_get_point = _bind("FPDFPathSegment_GetPoint", c_int, c_void_p, c_void_p, c_void_p)


def read_glyph_pages_pdfium(path: Path, *, password: str = "", first: int = 1, step: int = 1) -> Iterator[GlyphPage]:
    """Yield pages of a PDF as `read_glyph_pages` does; raises the same errors on a file that it can't open.

    pdfium is not safe in threads: one process may read one PDF at a time.
    """
    document = open_document(path, password)
    try:
        for index in range(first - 1, len(document), step):
            yield _read_page(document, index)
    finally:
        document.close()


def open_document(path: Path, password: str) -> Any:
    try:
        return pypdfium2.PdfDocument(path, password=password or None)
    except pypdfium2.PdfiumError as error:
        from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
        from pdfminer.psexceptions import PSSyntaxError

        kinds = {_PASSWORD: PDFPasswordIncorrect, _SECURITY: PDFEncryptionError}
        raise kinds.get(error.err_code, PSSyntaxError)(str(error)) from error


class Frame(NamedTuple):
    """How a page lies: its size as seen, and what takes pdfium's points to it (y still upwards)."""

    width: float
    height: float
    ctm: Matrix

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A point from the page's top left."""
        a, b, c, d, e, f = self.ctm
        return a * x + c * y + e, self.height - (b * x + d * y + f)


def _read_page(document: Any, index: int) -> GlyphPage:
    page = document[index]
    fonts: dict[int, _Font] = {}  # measured on each page anew: no page may depend on those that were read before it
    try:
        frame = frame_page(page)
        drawn = _Drawn([], [], [])
        for each in _iterate_objects(_address(page.raw)):
            _read_object(each, frame, frame.ctm, drawn, 0)
        text = page.get_textpage()
        try:
            glyphs = _read_glyphs(_address(text.raw), text.count_chars(), frame, fonts, drawn.texts)
        finally:
            text.close()
    finally:
        page.close()
    share = min(1.0, sum(drawn.images) / max(1.0, frame.width * frame.height))
    return GlyphPage(index + 1, frame.width, frame.height, glyphs, drawn.rules, share)


class _Drawn(NamedTuple):
    """A page's objects: its strokes, the areas of its images, its text objects in the order of drawing."""

    rules: list[Rule]
    images: list[float]
    texts: list[int]


def _address(handle: Any) -> int:
    return ctypes.cast(handle, c_void_p).value or 0


def frame_page(page: Any) -> Frame:
    """The page's media box, turned as its reader sees it."""
    x0, y0, x1, y1 = page.get_mediabox(fallback_ok=False) or page.get_bbox()  # an inherited one is not found by name
    x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
    turns: dict[int, Matrix] = {
        0: (1, 0, 0, 1, -x0, -y0), 90: (0, -1, 1, 0, -y0, x1), 180: (-1, 0, 0, -1, x1, y1), 270: (0, 1, -1, 0, y1, -x0),
    }  # fmt: skip
    turn = page.get_rotation()
    width, height = x1 - x0, y1 - y0
    return Frame(*((height, width) if turn in (90, 270) else (width, height)), turns[turn])


def _read_glyphs(text: int, count: int, frame: Frame, fonts: dict[int, _Font], texts: list[int]) -> list[Glyph]:
    """The drawn characters of a text page, in their order in it."""
    glyphs: list[Glyph] = []
    codes = _read_codes(text, count)
    owners = [_get_owner(text, k) for k in range(count)]
    blanks = _find_blanks(texts, set(owners))
    before, at, style = None, 0, None
    for owner, group in groupby(owners):
        run = range(at, at + len(list(group)))
        at = run.stop
        if owner is None:  # blanks and line ends that pdfium made up
            continue
        if owner != before or style is None:
            style = _read_style(text, run[0], owner, frame, fonts)
        start = len(glyphs)
        if style.level:
            _read_level(text, run, codes, style, glyphs)
        elif style.drawn:
            _read_turned(text, run, codes, style, frame, glyphs)
        if before in blanks and owner != before and 0 < start < len(glyphs):
            _add_blank(glyphs, start)
        before = owner
    return glyphs


def _find_blanks(texts: list[int], owners: set[int | None]) -> set[int | None]:
    """The text objects that one of mere blanks follows: pdfium leaves that out."""
    found: set[int | None] = set()
    before = None
    left, right, aside = c_float(), c_float(), c_float()
    for each in texts if len(texts) > len(owners) else ():
        if each in owners:
            before = each
            continue
        _get_bounds(each, ctypes.addressof(left), ctypes.addressof(aside), ctypes.addressof(right), ctypes.addressof(aside))
        if right.value - left.value < _THIN:
            found.add(before)
    return found


def _add_blank(glyphs: list[Glyph], at: int) -> None:
    """Put a blank between two letters of one line that stand apart."""
    last, following = glyphs[at - 1], glyphs[at]
    if last.base == following.base and last.size > 0 and 0 < following.x0 - last.x1 < last.size:
        glyphs.insert(at, last._replace(text=" ", x0=last.x1, x1=following.x0))


def _read_codes(text: int, count: int) -> Sequence[int]:
    """The code points of a text page: all at once, but where pdfium passes some over in that, one by one."""
    buffer = (ctypes.c_ushort * (count + 1))()
    if _get_text(text, 0, count, ctypes.addressof(buffer)) == count + 1:
        return buffer[:count]
    return [_get_unicode(text, k) for k in range(count)]


def _read_level(text: int, run: range, codes: Sequence[int], style: _Style, glyphs: list[Glyph]) -> None:
    """Add the letters of a run that stand upright: the way of nearly all, so one call a letter must do."""
    box = pdfium.FS_RECTF()
    at_box = ctypes.addressof(box)
    known, across, unit, base, size, font, shift = (
        style.known, style.across, style.unit, style.base, style.size, style.font, style.shift
    )  # fmt: skip
    push, make = glyphs.append, tuple.__new__
    before = None
    for k in run:
        code = codes[k]
        if code == _BLANK and _is_generated(text, k) == 1:
            continue
        _get_box(text, k, at_box)
        left = box.left
        if left == before:  # the next letter of a ligature
            whole = glyphs[-1].text + _read_letter(text, k, code)
            glyphs[-1] = glyphs[-1]._replace(text=whole, x1=box.right + shift)
            continue
        before = left
        key = (code, int((box.right - left) * unit))
        letter = known.get(key)
        if letter is None:
            letter = known[key] = _measure_letter(text, k, code, style)
        x = left + shift + letter[1] * across
        push(make(Glyph, (letter[0], x, x + letter[2] * across, base, size, font)))


def _read_turned(
    text: int, run: range, codes: Sequence[int], style: _Style, frame: Frame, glyphs: list[Glyph]
) -> None:
    """Add the letters of a run that is turned, or stands on a turned page."""
    box = pdfium.FS_RECTF()
    before = None
    a, b = style.direction
    for k in run:
        code = codes[k]
        if code == _BLANK and _is_generated(text, k) == 1:
            continue
        letter = _read_letter(text, k, code)
        x, base = place = _read_origin(text, k, frame)
        if place == before:
            glyphs[-1] = glyphs[-1]._replace(text=glyphs[-1].text + letter)
            continue
        before = place
        if abs(a) < abs(b):  # by a quarter: kept as marginal text, one letter a place
            glyphs.append(Glyph(letter, x - style.size, x, base, -style.size, style.font))
            continue
        _get_box(text, k, ctypes.addressof(box))
        ends = [frame.place(px, py)[0] for px in (box.left, box.right) for py in (box.top, box.bottom)]
        x0, x1 = (x, max(ends)) if a > 0 else (min(ends), x)
        glyphs.append(Glyph(letter, x0, max(x0, x1), base, style.size, style.font))


class _Font(NamedTuple):
    """A font's name, and its letters by code point and width of box: one code point may have several forms."""

    address: int
    name: str
    known: dict[tuple[int, int], _Letter]


class _Style(NamedTuple):
    """What the letters of one text object share; `level` ones stand upright on a page that is not turned."""

    font: str
    known: dict[tuple[int, int], _Letter]
    address: int
    size: float
    across: float
    unit: float
    direction: tuple[float, float]
    base: float
    shift: float
    level: bool
    drawn: bool


def _read_style(text: int, k: int, owner: int, frame: Frame, fonts: dict[int, _Font]) -> _Style:
    a, b, c, d, _, _ = _combine(_read_matrix(_get_matrix, text, k), frame.ctm)
    em = abs(_get_size(text, k))
    across = em * hypot(a, b)
    font = _read_font(_get_font(owner) or 0, fonts)
    drawn = _get_render_mode(owner) != _CLIPPED
    return _Style(
        font=font.name, known=font.known, address=font.address, size=em * hypot(c, d), across=across,
        unit=1000 / across if across else 0.0, direction=(a, b), base=_read_origin(text, k, frame)[1], shift=frame.ctm[4],
        level=drawn and frame.ctm[0] == 1 and b == 0 and a > 0, drawn=drawn,
    )  # fmt: skip


def _read_font(address: int, fonts: dict[int, _Font]) -> _Font:
    font = fonts.get(address)
    if font is None:
        buffer = ctypes.create_string_buffer(256)
        if address:
            _get_font_name(address, ctypes.addressof(buffer), len(buffer))
        font = fonts[address] = _Font(address, buffer.value.decode("utf-8", errors="replace"), {})
    return font


def _read_origin(text: int, k: int, frame: Frame) -> tuple[float, float]:
    x, y = c_double(), c_double()
    _get_origin(text, k, ctypes.addressof(x), ctypes.addressof(y))
    return frame.place(x.value, y.value)


def _measure_letter(text: int, k: int, code: int, style: _Style) -> _Letter:
    """What a character says, where in its box it stands and how wide it is.

    pdfium's loose box holds the advance and, where that sticks out, the ink: only in this case the width is looked up by
    the code point, which may belong to another form of the letter.
    """
    x, y, ink, aside = c_double(), c_double(), c_double(), c_double()
    box = pdfium.FS_RECTF()
    _get_origin(text, k, ctypes.addressof(x), ctypes.addressof(y))
    _get_box(text, k, ctypes.addressof(box))
    _get_ink(text, k, ctypes.addressof(aside), ctypes.addressof(ink), ctypes.addressof(aside), ctypes.addressof(aside))
    across = style.across or 1.0
    width = (box.right - x.value) / across
    if box.right <= ink.value + 0.001 * across:
        looked_up = c_float()
        _get_width(style.address, code, 1.0, ctypes.addressof(looked_up))
        if 0 < looked_up.value < width:
            width = looked_up.value
    return _read_letter(text, k, code), (x.value - box.left) / across, max(0.0, width)


def _read_letter(text: int, k: int, code: int) -> str:
    if _has_no_unicode(text, k) == 1:
        return mark_undecodable(code)
    if code in _HYPHENS:
        return "-"
    return mark_undecodable(code) if code == 0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF else chr(code)


def _read_matrix(read: Callable[..., Any], *where: int) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    read(*where, ctypes.addressof(matrix))
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _combine(inner: Matrix, outer: Matrix) -> Matrix:
    a1, b1, c1, d1, e1, f1 = inner
    a0, b0, c0, d0, e0, f0 = outer
    return (
        a0 * a1 + c0 * b1, b0 * a1 + d0 * b1, a0 * c1 + c0 * d1, b0 * c1 + d0 * d1,
        a0 * e1 + c0 * f1 + e0, b0 * e1 + d0 * f1 + f0,
    )  # fmt: skip


def _iterate_objects(page: int) -> Iterator[int]:
    return (_get_object(page, k) or 0 for k in range(_count_objects(page)))


def _read_object(each: int, frame: Frame, ctm: Matrix, drawn: _Drawn, depth: int) -> None:
    """Add a page object, and those inside of it, to what is drawn."""
    kind = _get_type(each) if each else 0
    if kind == _TEXT:
        drawn.texts.append(each)
    elif kind == _PATH:
        drawn.rules.extend(_read_strokes(each, frame, ctm))
    elif kind == _IMAGE:
        a, b, c, d, _, _ = _combine(_read_matrix(_get_object_matrix, each), ctm)
        drawn.images.append(abs(a * d - b * c))
    elif kind == _FORM and depth < _MAX_DEPTH:
        inner = _combine(_read_matrix(_get_object_matrix, each), ctm)
        for k in range(_count_inner(each)):
            _read_object(_get_inner(each, k) or 0, frame, inner, drawn, depth + 1)


def _read_strokes(path: int, frame: Frame, ctm: Matrix) -> list[Rule]:
    count = _count_segments(path)
    fill, stroke = c_int(), c_int()
    _get_draw_mode(path, ctypes.addressof(fill), ctypes.addressof(stroke))
    if not 2 <= count <= _MAX_SEGMENTS or not (fill.value or stroke.value):
        return []
    a, b, c, d, e, f = _combine(_read_matrix(_get_object_matrix, path), ctm)
    points = []
    x, y = c_float(), c_float()
    for k in range(count):
        _get_point(_get_segment(path, k), ctypes.addressof(x), ctypes.addressof(y))
        points.append((a * x.value + c * y.value + e, frame.height - (b * x.value + d * y.value + f)))
    return find_rules(points, stroke=bool(stroke.value))
