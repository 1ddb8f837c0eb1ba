"""A document and its PDF → a page drawn as SVG, its blocks framed, typed and numbered over the printed page."""

from __future__ import annotations

import base64
import contextlib
import html
import resource
import struct
import zlib
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from surco.extract.pdf.pdfium import frame_page, open_document
from surco.records import Block, Document, SourceError

COLOURS = {
    "title": "#7b1fa2", "author": "#ad1457", "affiliation": "#d81b60", "heading": "#c62828", "abstract": "#00838f",
    "keywords": "#00695c", "paragraph": "#1565c0", "list_item": "#2e7d32", "quote": "#ef6c00", "footnote": "#6d4c41",
    "caption": "#9e9d24", "table": "#558b2f", "reference": "#4527a0", "furniture": "#757575",
}  # fmt: skip
_SCALE = 1.5
"""Pixels a point: sharp enough to read."""
_SECONDS = 30
_MEMORY = 2 << 30
"""What the drawing of a page may take."""
_MAX_SIDE = 3000.0
"""In points, the longest side of a page that is drawn as a picture."""
_TAG = 7.0
_LINE = 11.0
_MARGIN, _LEGEND = 40.0, 260.0
"""Beside the page, to the left for tags and to the right for the legend."""
_OUTER = 150.0
"""Blocks that begin so far to the left have the page's margin beside them."""
_STARTS = 60


class Picture(NamedTuple):
    """A page as PNG, and where it lies: the page's size in points, and the picture's left, top, width and height on it."""

    png: bytes
    width: float
    height: float
    left: float
    top: float
    across: float
    down: float


def render_page(path: Path, number: int, *, password: str = "") -> Picture:
    """The page as a picture by pdfium; raises SourceError where the PDF has no such page, and pdfminer's errors like
    `read_glyph_pages`."""
    document = open_document(path, password)
    try:
        if not 1 <= number <= len(document):
            raise SourceError(f"has {len(document)} pages, so no page {number}; choose one from 1 to {len(document)}")
        page = document[number - 1]
        frame = frame_page(page)
        x0, y0, x1, y1 = page.get_bbox()
        corners = [frame.place(x, y) for x in (x0, x1) for y in (y0, y1)]
        left, top = min(x for x, _ in corners), min(y for _, y in corners)
        across, down = max(x for x, _ in corners) - left, max(y for _, y in corners) - top
        scale = _SCALE * min(1.0, _MAX_SIDE / max(across, down, 1.0))
        bitmap = page.render(scale=scale, rev_byteorder=True, no_smoothtext=False)
        png = _write_png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, bitmap.n_channels)
    finally:
        document.close()
    return Picture(png, frame.width, frame.height, left, top, across, down)


def render_apart(path: Path, number: int, *, password: str = "") -> Picture:
    """`render_page` in a child process under limits of time and memory, as a PDF may be made to do harm."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_limit_memory) as pool:
        future = pool.submit(render_page, path, number, password=password)
        try:
            return future.result(timeout=_SECONDS)
        except SourceError as error:
            raise SourceError(f"{path.name}: {error}") from error
        except TimeoutError as error:
            for process in pool._processes.values():
                process.kill()
            raise SourceError(f"{path.name}: page {number} takes longer than {_SECONDS} s to draw; choose another") from error
        except Exception as error:
            raise SourceError(f"{path.name}: page {number} can't be drawn ({type(error).__name__}); choose another") from error


def _limit_memory() -> None:
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _write_png(pixels: bytes, width: int, height: int, stride: int, channels: int) -> bytes:
    kind = {1: 0, 3: 2, 4: 6}[channels]
    rows = b"".join(b"\0" + pixels[k * stride : k * stride + width * channels] for k in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def draw_page(document: Document, number: int, picture: Picture) -> str:
    """The page as SVG: the picture, each block's frame with its number and type, and a legend of types and blocks beside it."""
    here = [block for block in document.blocks if any(box[0] == number for box in block.boxes or ())]
    width, height = picture.width + _MARGIN + _LEGEND, max(picture.height, _LINE * (len(here) + len(COLOURS) + 4))
    image = base64.b64encode(picture.png).decode("ascii")
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-_MARGIN:g} 0 {width:.1f} {height:.1f}" width="{width:.0f}" '
        f'height="{height:.0f}" font-family="sans-serif" font-size="{_TAG:g}">',
        f"<title>{_escape(document.head.id)}, page {number}</title>",
        f'<rect x="{-_MARGIN:g}" width="100%" height="100%" fill="white"/>',
        f'<image x="{picture.left:.1f}" y="{picture.top:.1f}" width="{picture.across:.1f}" '
        f'height="{picture.down:.1f}" href="data:image/png;base64,{image}"/>',
        *(line for block in here for line in _draw_block(block, number)),
        *_draw_legend(here, number, picture.width + 8),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _draw_block(block: Block, number: int) -> Iterator[str]:
    """A frame for each of the block's boxes on the page; the tag stands at the first."""
    colour = COLOURS[block.type]
    boxes = [box for box in block.boxes or () if box[0] == number]
    yield f'<g fill="{colour}" stroke="{colour}">'
    yield f"<title>{_escape(f'{block.id} {_name(block)}: {block.text[:300]}')}</title>"
    for _, x0, top, x1, bottom in boxes:
        yield (
            f'<rect x="{x0:.1f}" y="{top:.1f}" width="{x1 - x0:.1f}" height="{bottom - top:.1f}" '
            'fill-opacity="0.08" stroke-width="0.7"/>'
        )
    _, x0, top, _, _ = boxes[0]
    tag = f"{_number(block)} {_name(block)}" if x0 < _OUTER else _number(block)  # a gutter has room for the number only
    width = 0.6 * _TAG * len(tag)
    yield f'<rect x="{x0 - width:.1f}" y="{top:.1f}" width="{width:.1f}" height="{_TAG + 1:g}" stroke="none"/>'
    yield (
        f'<text x="{x0 - 1:.1f}" y="{top + 0.85 * _TAG:.1f}" fill="white" stroke="none" text-anchor="end">'
        f"{_escape(tag)}</text>"
    )
    yield "</g>"


def _draw_legend(blocks: Iterable[Block], number: int, left: float) -> Iterator[str]:
    """The types that stand on the page, then its blocks in reading order by number, marker and first words."""
    blocks = list(blocks)
    y = _LINE
    for kind in [kind for kind in COLOURS if any(block.type == kind for block in blocks)]:
        count = sum(block.type == kind for block in blocks)
        yield f'<rect x="{left:.1f}" y="{y - 6:.1f}" width="8" height="7" fill="{COLOURS[kind]}"/>'
        yield f'<text x="{left + 12:.1f}" y="{y:.1f}">{kind} ({count})</text>'
        y += _LINE
    for block in blocks:
        y += _LINE
        start = f"{_number(block)} {_name(block)}: {block.marker or ''} {block.text[:_STARTS]}".replace("  ", " ")
        yield f'<text x="{left:.1f}" y="{y:.1f}" fill="{COLOURS[block.type]}">{_escape(start)}</text>'
    if not blocks:
        yield f'<text x="{left:.1f}" y="{y:.1f}">no block on page {number}</text>'


def _number(block: Block) -> str:
    return block.id.rpartition("/")[2].lstrip("0")


def _name(block: Block) -> str:
    return f"{block.type} {block.level}" if block.level else block.type


def _escape(text: str) -> str:
    """Text that XML may hold: no markup, no control characters."""
    return html.escape("".join(c if c.isprintable() or c == " " else " " for c in text))
