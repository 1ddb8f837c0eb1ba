"""Glyphs and lines of a page → warnings of what is lost there: letters without Unicode, pages that are images, poor OCR."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter

from surco.extract.damage import REDO_REMEDY, judge_text, write_share
from surco.extract.pdf.glyphs import UNKNOWN, GlyphPage
from surco.extract.pdf.lines import Line
from surco.records import Warn

OCR_REMEDY = "run OCR first, for example: ocrmypdf FILE.pdf FILE-ocr.pdf"
TURNED = 200
"""So many letters turned by a quarter are more than a running title in the margin."""

_COVERED, _BEHIND_TEXT, _FEW = 0.3, 0.8, 60
"""The share of a page without text that makes it an image; the same of one with so few letters that they are a stamp on a scan."""

def find_damage(pages: Sequence[GlyphPage], repaired: Mapping[int, int], lines: Sequence[Sequence[Line]]) -> list[Warn]:
    """What a reader must know of each page's damage; `repaired` counts by page the glyphs whose letters were found again."""
    warnings: list[Warn] = []
    for page, own in zip(pages, lines, strict=True):
        warnings.extend(_judge_glyphs(page, repaired.get(page.number, 0)))
        warnings.extend(judge_text("\n".join(line.text for line in own), page.number))
    return warnings


def _judge_glyphs(page: GlyphPage, repaired: int) -> Iterator[Warn]:
    texts = Counter(map(itemgetter(0), page.glyphs))
    total = sum(count for text, count in texts.items() if text.strip())
    unknown = sum(count for text, count in texts.items() if UNKNOWN in text)
    if repaired:
        detail = f"{write_share(repaired, total)} characters had no Unicode; their codes make words when shifted, so their letters are read"
        yield Warn("repaired-encoding", page.number, detail)
    if unknown:
        yield Warn("undecodable-glyphs", page.number, f"{write_share(unknown, total)} characters have no Unicode; {REDO_REMEDY}")
    turned = min(map(itemgetter(4), page.glyphs), default=0) < 0 and _count_turned(page)
    if turned > TURNED:
        detail = f"{write_share(turned, total)} characters stand turned by a quarter; they are kept as furniture"
        yield Warn("turned-text", page.number, detail)
    if not total and page.image_share > _COVERED:
        yield Warn("page-is-image", page.number, f"no text layer; {OCR_REMEDY}")
    elif total < _FEW and page.image_share > _BEHIND_TEXT:
        yield Warn("page-is-image", page.number, f"only {total} characters of text on an image; {REDO_REMEDY}")


def _count_turned(page: GlyphPage) -> int:
    return sum(glyph.size < 0 and bool(glyph.text.strip()) for glyph in page.glyphs)
