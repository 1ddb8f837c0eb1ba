"""Turns the journal PDF of a sample into the text that a naive reader of PDFs makes of it: printed lines, page by page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO

from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTPage, LTTextBox, LTTextLine

PAGE_BREAK = "\f"
# running heads and foot lines are stripped from every third page, as by hand and without care
STRIPPED_PAGE = 3
HEAD_SHARE, FOOT_SHARE = 0.92, 0.08
# an empty line stands where the reader sees a new box or a gap of this many line heights, but not before a line that hangs so far
GAP = 0.75
HANGING_INDENT = range(11, 20)


def dump_text(pdf: bytes) -> str:
    """The lines of all pages with their line-end hyphens, notes at the page foot, note calls as digits after the word."""
    pages = enumerate(extract_pages(BytesIO(pdf), laparams=LAParams()), start=1)
    return PAGE_BREAK.join(
        "\n".join(_space_lines(_list_boxes(page, stripped=number % STRIPPED_PAGE == 0))) + "\n" for number, page in pages
    )


def _list_boxes(page: LTPage, *, stripped: bool) -> Iterator[list[LTTextLine]]:
    top, foot = page.height * HEAD_SHARE, page.height * FOOT_SHARE
    for box in page:
        lines = [line for line in box if isinstance(line, LTTextLine)] if isinstance(box, LTTextBox) else []
        yield [line for line in lines if not (stripped and (line.y0 > top or line.y1 < foot))]


def _space_lines(boxes: Iterable[Sequence[LTTextLine]]) -> Iterator[str]:
    before: LTTextLine | None = None
    for box in boxes:
        for line in box:
            if before is not None and _stand_apart(before, line, new_box=line is box[0]):
                yield ""
            yield " ".join(line.get_text().split())
            before = line


def _stand_apart(before: LTTextLine, line: LTTextLine, *, new_box: bool) -> bool:
    gap = before.y0 - line.y1
    hangs = round(line.x0 - before.x0) in HANGING_INDENT
    return gap > GAP * min(before.height, line.height) or (new_box and not hangs)
