"""Both engines see the same characters in every PDF, and make the same blocks of them."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from pdfminer.psexceptions import PSException

from surco.extract.assemble import assemble_blocks
from surco.extract.pdf import read_pages
from surco.extract.pdf.glyphs import Glyph, GlyphPage, read_glyph_pages
from surco.extract.pdf.pdfium import read_glyph_pages_pdfium

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
SAMPLES = sorted((ROOT / "tests/data/samples").glob("*.pdf"))
ARTICLES = [*sorted((SHARED / "article").glob("*.pdf")), *sorted((SHARED / "data/scielo").glob("*.pdf"))]
HOSTILE = sorted((SHARED / "data/hostile-pdf").glob("*/*.pdf"))
PDFS = [pytest.param(path, id=path.name) for path in [*SAMPLES, *ARTICLES]]

# What the engines do not see alike: file → characters that only one of them gives, counted on both sides, and why
DIFFERENCES = {
    # pdfium leaves out a letter that is drawn twice at one place; surco does so later
    "issue-71-duplicate-chars.pdf": 246,
    # pdfminer takes the codes for Unicode, pdfium says that they have none: each such letter differs twice
    "TAMReview.pdf": 7506,
    "cweb.pdf": 85,
    "issue-625-identity-cmap.pdf": 2890,
    "PDFBOX-4322-Empty-ToUnicode-reduced.pdf": 12,
}
# These are damaged: pdfminer finds no page, pdfium mends the file and finds one (with text in issue9418 only)
MENDED = {"issue18986.pdf", "issue9418.pdf"}


@cache
def read_both(path: Path) -> tuple[list[GlyphPage], list[GlyphPage]]:
    return list(read_glyph_pages(path)), list(read_glyph_pages_pdfium(path))


def count_characters(page: GlyphPage) -> Counter[str]:
    """The characters of a page, ligatures as their letters, hyphens of any kind as one, blanks aside."""
    text = "".join("-" if glyph.text in "\u00ad\u2010\u2011" else glyph.text for glyph in page.glyphs)
    return Counter(letter for letter in unicodedata.normalize("NFKC", text) if not letter.isspace())


@pytest.mark.parametrize("path", PDFS)
def test_both_engines_see_the_same_characters(path: Path) -> None:
    one, other = read_both(path)
    assert list(map(count_characters, one)) == list(map(count_characters, other))


@pytest.mark.parametrize("path", [pytest.param(path, id=path.name) for path in HOSTILE])
def test_differences_are_listed(path: Path) -> None:
    try:
        one = [count_characters(page) for page in read_glyph_pages(path)]
    except Exception:
        pytest.skip("pdfminer can't open it")
    other = [count_characters(page) for page in read_glyph_pages_pdfium(path)]
    missed = sum(((a - b) + (b - a)).total() for a, b in zip(one, other, strict=False))
    assert missed == DIFFERENCES.get(path.name, 0)
    assert len(one) == len(other) or (path.name in MENDED and not one)


def _place(glyph: Glyph) -> tuple[str, int, int]:
    return glyph.text, round(glyph.x0 / 3), round(glyph.base / 3)


@pytest.mark.parametrize("path", PDFS)
def test_letters_are_as_wide_and_large_with_both(path: Path) -> None:
    """The width is the advance, not the ink: blanks between words and superscript digits are read from it."""
    apart = total = 0
    for one, other in zip(*read_both(path), strict=True):
        assert (round(one.width), round(one.height)) == (round(other.width), round(other.height))
        known = {_place(glyph): glyph for glyph in one.glyphs}
        for glyph in other.glyphs:
            twin = known.get(_place(glyph))
            if twin is not None and glyph.size > 0:
                total += 1
                apart += abs((glyph.x1 - glyph.x0) - (twin.x1 - twin.x0)) > 0.06 * glyph.size
                assert abs(glyph.size - twin.size) < 0.01 * glyph.size
    assert apart <= 0.015 * total


@pytest.mark.parametrize("path", PDFS)
def test_both_engines_see_the_same_strokes_and_images(path: Path) -> None:
    for one, other in zip(*read_both(path), strict=True):
        assert abs(one.image_share - other.image_share) < 0.01
        assert _list_long(one) == _list_long(other)


def _list_long(page: GlyphPage) -> list[tuple[int, int]]:
    """The length and thickness of the horizontal strokes that may part notes or table rows; the small ones of logos are curves."""
    return sorted((round(rule.x1 - rule.x0), round(rule.bottom - rule.top)) for rule in page.rules if rule.x1 - rule.x0 > 60)


@pytest.mark.parametrize("path", PDFS)
def test_both_engines_give_the_same_blocks(path: Path) -> None:
    one, other = (assemble_blocks(read_pages(pages).pieces, "a", paged=True) for pages in read_both(path))
    assert [(block.type, block.level, block.marker, " ".join(block.text.split())) for block in one] == [
        (block.type, block.level, block.marker, " ".join(block.text.split())) for block in other
    ]
    assert [block.note_refs for block in one] == [block.note_refs for block in other]


def test_damage_is_said_with_both(tmp_path: Path) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"%PDF-1.7\nnothing of a PDF follows\n")
    for read in (read_glyph_pages, read_glyph_pages_pdfium):
        with pytest.raises(PSException):
            list(read(path))
