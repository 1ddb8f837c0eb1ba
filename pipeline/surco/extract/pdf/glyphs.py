"""PDF pages → glyphs, straight from pdfminer.six's interpreter, without its LTChar tree and layout analysis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from math import hypot
from pathlib import Path
from typing import Any, NamedTuple

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import stream_value

from surco.extract.pdf.contents import read_operators

Matrix = tuple[float, float, float, float, float, float]

UNKNOWN = "\ufffd"
"""Stands for a glyph without Unicode."""
_CLIPPED = 7
"""The render mode of letters that only cut out what is drawn next."""
_BLANK = 0x20
UNDECODABLE = 0xF0000
"""The first of the private characters that stand for such a glyph's code until the damage is judged."""


class Glyph(NamedTuple):
    """One drawn character: points from the page's top left; `base` is the baseline, `size` the letter's em in points."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    font: str


class Rule(NamedTuple):
    """A straight horizontal or vertical stroke (or thin box), in points from the page's top left."""

    x0: float
    top: float
    x1: float
    bottom: float


class GlyphPage(NamedTuple):
    """What is drawn on a page: glyphs in the order of the content stream, strokes, and the share covered by images."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    rules: list[Rule]
    image_share: float


PackedPage = tuple[GlyphPage, tuple[tuple[Any, ...], ...]]
"""A page without its glyphs, and these by column."""


class _Letters(dict[int, tuple[str, float]]):
    """Code → what it says and its width in ems, looked up in the font once."""

    def __init__(self, font: PDFFont) -> None:
        self.font = font

    def __missing__(self, code: int) -> tuple[str, float]:
        self[code] = found = _look_up(self.font, code)
        return found


class _GlyphDevice(PDFTextDevice):
    """Collects a page's glyphs as tuples, its strokes and the area of its images."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager)
        self.glyphs: list[Glyph] = []
        self.rules: list[Rule] = []
        self.image_area = 0.0
        self.height = 0.0
        self._letters: dict[int, _Letters] = {}

    def begin_page(self, page: PDFPage, ctm: Any) -> None:
        x0, y0, x1, y1 = page.mediabox
        self.width, self.height = (abs(x1 - x0), abs(y1 - y0))
        if page.rotate in (90, 270):
            self.width, self.height = self.height, self.width
        self.glyphs, self.rules, self.image_area = [], [], 0.0

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        font = textstate.font
        if textstate.render == _CLIPPED or font is None:
            return
        letters = self._letters.get(id(font))
        if letters is None:
            letters = self._letters[id(font)] = _Letters(font)  # keeps the font alive, so that its id stays its own
        matrix = self._text_matrix(textstate.matrix)
        if font.is_vertical():
            self._add_column(textstate, seq, letters, matrix)
        else:
            self._add_row(textstate, seq, letters, matrix)

    def _add_row(self, textstate: Any, seq: Any, letters: _Letters, matrix: Matrix) -> None:
        """Add letters that run from left to right in their own space; what is reckoned in the loop costs most of all."""
        a, b, c, d, e, f = matrix
        font, scaling = textstate.font, textstate.scaling * 0.01
        across, char_space = textstate.fontsize * scaling, textstate.charspace * scaling
        word_space = 0.0 if font.is_multibyte() else textstate.wordspace * scaling
        x, y = textstate.linematrix
        aside, down = c * (y + textstate.rise), d * (y + textstate.rise)
        name, em, height = font.fontname, abs(textstate.fontsize) * hypot(c, d), self.height
        along, base = abs(a) >= abs(b), height - (down + f)
        push, make = self.glyphs.append, tuple.__new__
        space = 0.0
        for item in seq:
            if not isinstance(item, bytes):
                if isinstance(item, (int, float)):
                    x -= item * 0.001 * across
                    space = char_space
                continue
            for code in font.decode(item):
                x += space
                space = char_space
                text, width = letters[code]
                left = a * x + aside + e
                if b:
                    base = height - (b * x + down + f)
                x += width * across
                right = a * x + aside + e
                if not along:  # turned by a quarter: kept as marginal text, one letter a place
                    push(make(Glyph, (text, left - em, left, base, -em, name)))
                elif left <= right:
                    push(make(Glyph, (text, left, right, base, em, name)))
                else:
                    push(make(Glyph, (text, right, left, base, em, name)))
                if code == _BLANK:
                    x += word_space
        textstate.linematrix = (x, y)

    def _add_column(self, textstate: Any, seq: Any, letters: _Letters, matrix: Matrix) -> None:
        """Add letters that run downwards, as Chinese may."""
        a, b, c, d, e, f = matrix
        font, scaling = textstate.font, textstate.scaling * 0.01
        em, height = abs(textstate.fontsize) * hypot(c, d), self.height
        x, y = textstate.linematrix
        space = 0.0
        for item in seq:
            if isinstance(item, (int, float)):
                y -= item * 0.001 * textstate.fontsize * scaling
                space = textstate.charspace * scaling
            for code in font.decode(item) if isinstance(item, bytes) else ():
                y += space
                space = textstate.charspace * scaling
                text, width = letters[code]
                place, rise = a * x + c * (y + textstate.rise) + e, b * x + d * (y + textstate.rise) + f
                self.glyphs.append(Glyph(text, place - em / 2, place + em / 2, height - rise + em, em, font.fontname))
                y += width * textstate.fontsize * scaling
                if code == _BLANK and not font.is_multibyte():
                    y += textstate.wordspace * scaling
        textstate.linematrix = (x, y)

    def _text_matrix(self, matrix: Any) -> Matrix:
        a1, b1, c1, d1, e1, f1 = matrix
        a0, b0, c0, d0, e0, f0 = self.ctm or (1, 0, 0, 1, 0, 0)
        return (
            a0 * a1 + c0 * b1, b0 * a1 + d0 * b1, a0 * c1 + c0 * d1, b0 * c1 + d0 * d1,
            a0 * e1 + c0 * f1 + e0, b0 * e1 + d0 * f1 + f0,
        )  # fmt: skip

    def paint_path(self, graphicstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Any) -> None:
        if not (stroke or fill) or len(path) > 6 or self.ctm is None:
            return
        a, b, c, d, e, f = self.ctm
        points = [(a * p[-2] + c * p[-1] + e, self.height - (b * p[-2] + d * p[-1] + f)) for p in path if len(p) >= 3]
        self.rules.extend(find_rules(points, stroke=stroke))

    def render_image(self, name: str, stream: Any) -> None:
        if self.ctm is not None:
            a, b, c, d, _, _ = self.ctm
            self.image_area += abs(a * d - b * c)


class _Interpreter(PDFPageInterpreter):
    """pdfminer's interpreter, with the operators from `read_operators`, of which those of colour and the like are passed over."""

    def execute(self, streams: Sequence[object]) -> None:
        own = [stream for stream in map(stream_value, streams) if stream.objid not in (None, *self.parent_stream_ids)]
        self.stream_ids = {stream.objid for stream in own if stream.objid is not None}  # a form may not draw itself
        actions = {name: (getattr(self, f"do_{action}"), count) for name, (action, count) in _ACTIONS.items()}
        for name, operands in read_operators(b"\n".join(stream.get_data() for stream in own)):
            action, count = actions.get(name, (None, 0))
            if action is not None and len(operands) >= count:
                action(*operands[len(operands) - count :])

    def do_TJ(self, seq: Any) -> None:
        self.device.render_string(self.textstate, seq, self.graphicstate.ncs, self.graphicstate)


_ACTIONS = {
    b"q": ("q", 0), b"Q": ("Q", 0), b"cm": ("cm", 6), b"Do": ("Do", 1), b"EI": ("EI", 1),
    b"BT": ("BT", 0), b"Tf": ("Tf", 2), b"Tm": ("Tm", 6), b"Td": ("Td", 2), b"TD": ("TD", 2), b"T*": ("T_a", 0),
    b"TJ": ("TJ", 1), b"Tj": ("Tj", 1), b"'": ("_q", 1), b'"': ("_w", 3),
    b"Tc": ("Tc", 1), b"Tw": ("Tw", 1), b"Tz": ("Tz", 1), b"TL": ("TL", 1), b"Tr": ("Tr", 1), b"Ts": ("Ts", 1),
    b"m": ("m", 2), b"l": ("l", 2), b"c": ("c", 6), b"v": ("v", 4), b"y": ("y", 4), b"h": ("h", 0), b"re": ("re", 4),
    b"S": ("S", 0), b"s": ("s", 0), b"f": ("f", 0), b"f*": ("f_a", 0), b"n": ("n", 0),
    b"B": ("B", 0), b"B*": ("B_a", 0), b"b": ("b", 0), b"b*": ("b_a", 0),
}  # fmt: skip
"""Operator → the method `do_…` that follows it, and how many operands it takes."""


def find_rules(points: Sequence[tuple[float, float]], *, stroke: bool) -> list[Rule]:
    """The strokes that a path through these points draws: a thin box or line is one, a frame has four."""
    if len(points) < 2:
        return []
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    box = Rule(min(xs), min(ys), max(xs), max(ys))
    short, long = sorted((box.x1 - box.x0, box.bottom - box.top))
    if short < 3:
        return [box] if long > 8 else []
    return _edges(box) if stroke and len(points) >= 4 else []


def _edges(box: Rule) -> list[Rule]:
    x0, top, x1, bottom = box
    return [Rule(x0, top, x1, top), Rule(x0, bottom, x1, bottom), Rule(x0, top, x0, bottom), Rule(x1, top, x1, bottom)]


def mark_undecodable(code: int) -> str:
    """A private character that keeps the code of a glyph without Unicode, for `damage.py` to repair or to replace."""
    return chr(UNDECODABLE + min(code, 0xFFFD))


def _look_up(font: PDFFont, cid: int) -> tuple[str, float]:
    try:
        text = font.to_unichr(cid)
    except (PDFUnicodeNotDefined, KeyError, ValueError, OverflowError):
        text = ""
    if not text or text == "\x00" or text.startswith("(cid:"):
        text = mark_undecodable(cid)
    try:
        return text, font.char_width(cid)
    except (TypeError, ValueError, KeyError):
        return text, 0.5


def pack_page(page: GlyphPage) -> PackedPage:
    """The page as it goes to another process in a fifth of the time; `unpack_page` undoes it."""
    return page._replace(glyphs=[]), tuple(zip(*page.glyphs, strict=True))


def unpack_page(packed: PackedPage) -> GlyphPage:
    """The page as it was before `pack_page`."""
    page, columns = packed
    return page._replace(glyphs=list(map(Glyph._make, zip(*columns, strict=True))))


def read_glyph_pages(path: Path, *, password: str = "", first: int = 1, step: int = 1) -> Iterator[GlyphPage]:
    """Yield the pages of a PDF from the `first`, counted from 1, and each that is `step` further.

    Raises pdfminer's own errors on a file that it can't open.
    """
    with path.open("rb") as file:
        document = PDFDocument(PDFParser(file), password=password)
        manager = PDFResourceManager(caching=True)
        device = _GlyphDevice(manager)
        interpreter = _Interpreter(manager, device)
        pages = enumerate(PDFPage.create_pages(document), start=1)
        for number, page in islice(pages, first - 1, None, step):
            interpreter.process_page(page)
            area = max(1.0, device.width * device.height)
            yield GlyphPage(
                number, device.width, device.height, device.glyphs, device.rules, min(1.0, device.image_area / area)
            )
