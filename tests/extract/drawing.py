"""Invented pages for the tests: text → glyphs at their places, and blocks → one line each that a test can show."""

from __future__ import annotations

from collections.abc import Sequence

from surco.extract.assemble import Piece, assemble_blocks
from surco.extract.pdf import read_pages
from surco.extract.pdf.glyphs import Glyph, GlyphPage, Rule
from surco.records import Block

WIDTH, HEIGHT = 400.0, 600.0
LEFT, RIGHT = 50.0, 350.0


def draw(
    text: str, x: float, base: float, *, size: float = 10.0, font: str = "Serif", space: float = 0.0
) -> list[Glyph]:
    """The glyphs of a text, each half an em wide, with `space` points more between them."""
    glyphs = []
    for letter in text:
        glyphs.append(Glyph(letter, x, x + 0.5 * size, base, size, font))
        x += 0.5 * size + space
    return glyphs


def fill(
    text: str, top: float, *, left: float = LEFT, right: float = RIGHT, first: float = 0.0, hanging: float = 0.0,
    size: float = 10.0, leading: float = 12.0, font: str = "Serif", justified: bool = True,
) -> tuple[list[Glyph], float]:  # fmt: skip
    """The glyphs of a paragraph set between two edges, and the baseline after its last; `^3` is a raised number."""
    letter = 0.5 * size
    rows: list[list[str]] = [[]]
    for word in text.split():
        start = left + (first if len(rows) == 1 else hanging)
        if rows[-1] and (sum(map(len, rows[-1])) + len(rows[-1]) + len(word)) * letter > right - start:
            rows.append([])
        rows[-1].append(word)
    glyphs: list[Glyph] = []
    base = top
    for number, row in enumerate(rows):
        x = left + (first if number == 0 else hanging)
        free = right - x - (sum(map(len, row)) + len(row) - 1) * letter
        gap = letter + (free / (len(row) - 1) if justified and len(row) > 1 and number < len(rows) - 1 else 0.0)
        for word in row:
            plain, _, raised = word.partition("^")
            glyphs += draw(plain, x, base, size=size, font=font)
            x += len(plain) * letter
            glyphs += draw(raised, x, base - 0.35 * size, size=0.6 * size, font=font)
            x += len(raised) * 0.3 * size + gap
        base += leading
    return glyphs, base


def make_page(*glyphs: Sequence[Glyph], number: int = 1, rules: Sequence[Rule] = ()) -> GlyphPage:
    """A page of 400 by 600 points."""
    return GlyphPage(number, WIDTH, HEIGHT, [glyph for part in glyphs for glyph in part], list(rules), 0.0)


def stack(*parts: str | tuple[str, dict[str, float | str | bool]], number: int = 1, gap: float = 0.0) -> GlyphPage:
    """A page of paragraphs one below the other, each a text or a text with what `fill` takes and `above`, a gap."""
    glyphs: list[Glyph] = []
    base = 80.0
    for part in parts:
        text, options = part if isinstance(part, tuple) else (part, {})
        options = dict(options)
        base += float(options.pop("above", gap))
        own, base = fill(text, base, **options)  # type: ignore[arg-type]
        glyphs += own
    return make_page(glyphs, number=number)


def read(*pages: GlyphPage) -> tuple[Block, ...]:
    """The blocks that the pages are read as."""
    return assemble_blocks(read_pages(pages).pieces, "a", paged=True)


def show(blocks: Sequence[Block | Piece], *, furniture: bool = False) -> list[str]:
    """Blocks as `type marker: text`, note references as `⟨1⟩` where they stand."""
    shown = []
    for block in blocks:
        if block.type == "furniture" and not furniture:
            continue
        text = block.text
        calls = block.calls if isinstance(block, Piece) else [(ref.at, ref.marker) for ref in block.note_refs or ()]
        for at, marker in sorted(calls, reverse=True):
            text = f"{text[:at]}⟨{marker}⟩{text[at:]}"
        shown.append(f"{block.type}{' ' + block.marker if block.marker else ''}: {text}")
    return shown


PROSE = (
    "Los municipios de la ribera firmaron convenios y organizaron visitas durante muchos años sin pedir permiso. "
    "Los archivos de la asociación cuentan que la relación fue estable mientras faltó el dinero y que cambió después."
)
