"""PDF pages → glyphs, straight from pdfminer.six's interpreter, without its LTChar tree and layout analysis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

UNKNOWN = "\ufffd"
"""Stands for a glyph without Unicode."""
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


class _GlyphDevice(PDFTextDevice):
    """Collects a page's glyphs as tuples; each font's letters and widths are looked up once."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager)
        self.glyphs: list[Glyph] = []
        self.rules: list[Rule] = []
        self.image_area = 0.0
        self.height = 0.0
        self._known: dict[tuple[int, int], tuple[str, float]] = {}
        self._fonts: list[PDFFont] = []

    def begin_page(self, page: PDFPage, ctm: Any) -> None:
        x0, y0, x1, y1 = page.mediabox
        self.width, self.height = (abs(x1 - x0), abs(y1 - y0))
        if page.rotate in (90, 270):
            self.width, self.height = self.height, self.width
        self.glyphs, self.rules, self.image_area = [], [], 0.0

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        if textstate.render == 7 or textstate.font is None:
            return
        font, size = textstate.font, textstate.fontsize
        scaling = textstate.scaling * 0.01
        a, b, c, d, e, f = self._text_matrix(textstate.matrix)
        x, y = textstate.linematrix
        vertical = font.is_vertical()
        char_space, word_space = textstate.charspace * scaling, textstate.wordspace * scaling
        if font.is_multibyte():
            word_space = 0
        shift = 0.001 * size * scaling
        rise = textstate.rise
        along = abs(a) >= abs(b)
        em = abs(size) * ((c * c + d * d) ** 0.5)
        name = font.fontname
        known, key = self._known, id(font)
        if key not in {id(kept) for kept in self._fonts}:
            self._fonts.append(font)  # keeps the font alive, so that its id stays its own
        push, height = self.glyphs.append, self.height
        spaced = False
        for item in seq:
            if isinstance(item, (int, float)):
                if vertical:
                    y -= item * shift
                else:
                    x -= item * shift
                spaced = True
                continue
            if not isinstance(item, bytes):
                continue
            for cid in font.decode(item):
                if spaced:
                    if vertical:
                        y += char_space
                    else:
                        x += char_space
                spaced = True
                letter = known.get((key, cid))
                if letter is None:
                    letter = known[key, cid] = _look_up(font, cid)
                advance = letter[1] * size * scaling
                gx, gy = a * x + c * (y + rise) + e, b * x + d * (y + rise) + f
                if vertical:
                    push(Glyph(letter[0], gx - em / 2, gx + em / 2, height - gy + em, em, name))
                    y += advance
                elif along:
                    end = a * (x + advance) + c * (y + rise) + e
                    push(Glyph(letter[0], min(gx, end), max(gx, end), height - gy, em, name))
                    x += advance
                else:  # turned by a quarter: kept as marginal text, one letter a place
                    push(Glyph(letter[0], gx - em, gx, height - gy, -em, name))
                    x += advance
                if cid == 32 and word_space:
                    if vertical:
                        y += word_space
                    else:
                        x += word_space
        textstate.linematrix = (x, y)

    def _text_matrix(self, matrix: Any) -> tuple[float, float, float, float, float, float]:
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


def read_glyph_pages(path: Path, *, password: str = "") -> Iterator[GlyphPage]:
    """Yield the pages of a PDF; raises pdfminer's own errors on a file that it can't open."""
    with path.open("rb") as file:
        document = PDFDocument(PDFParser(file), password=password)
        manager = PDFResourceManager(caching=True)
        device = _GlyphDevice(manager)
        interpreter = PDFPageInterpreter(manager, device)
        for number, page in enumerate(PDFPage.create_pages(document), start=1):
            interpreter.process_page(page)
            area = max(1.0, device.width * device.height)
            yield GlyphPage(
                number, device.width, device.height, device.glyphs, device.rules, min(1.0, device.image_area / area)
            )
