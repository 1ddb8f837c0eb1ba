"""A page drawn as SVG: well-formed, each block framed and numbered, nothing of the text taken for markup."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from lxml import etree

from surco.extract.show import COLOURS, Picture, draw_page, render_apart, render_page
from surco.records import PASSAGES, UNMARKED, Block, Document, Head, SourceError

SAMPLE = Path(__file__).resolve().parents[1] / "data/samples/universidades-columns.pdf"
SVG = {"svg": "http://www.w3.org/2000/svg"}


def make_document(*blocks: Block) -> Document:
    return Document(Head(id="a<b"), blocks)


def test_every_block_of_the_page_is_framed_typed_and_numbered() -> None:
    document = make_document(
        Block(id="a<b/0001", type="heading", level=2, text="<script>alert(1)</script> & \x07", boxes=((1, 10.0, 20.0, 90.0, 30.0),)),
        Block(id="a<b/0012", type="paragraph", text="La red", boxes=((1, 10.0, 40.0, 90.0, 60.0), (2, 10.0, 10.0, 90.0, 20.0))),
        Block(id="a<b/0013", type="footnote", marker="1", text="Nota", boxes=((2, 10.0, 70.0, 90.0, 80.0),)),
    )
    drawing = etree.fromstring(draw_page(document, 1, Picture(b"png", 100.0, 100.0, 0.0, 0.0, 100.0, 100.0)).encode())
    assert not drawing.xpath("//svg:script", namespaces=SVG)
    frames = drawing.xpath("//svg:g/svg:rect[@fill-opacity]", namespaces=SVG)
    assert [frame.get("y") for frame in frames] == ["20.0", "40.0"]
    tags = drawing.xpath("//svg:g/svg:text/text()", namespaces=SVG)
    assert tags == ["1 heading 2", "12 paragraph"]
    said = " ".join(drawing.xpath("/svg:svg/svg:text/text()", namespaces=SVG))
    assert "heading (1)" in said and "12 paragraph: La red" in said and "Nota" not in said


def test_every_type_has_its_colour() -> None:
    assert PASSAGES | UNMARKED <= COLOURS.keys() and len(set(COLOURS.values())) == len(COLOURS)


def test_a_page_is_rendered_as_png() -> None:
    picture = render_apart(SAMPLE, 1)
    assert picture == render_page(SAMPLE, 1)
    assert picture.png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", picture.png[16:24])
    assert (width, height) == pytest.approx((1.5 * picture.width, 1.5 * picture.height), abs=2)
    at = picture.png.index(b"IDAT")
    [size] = struct.unpack(">I", picture.png[at - 4 : at])
    pixels = zlib.decompress(picture.png[at + 4 : at + 4 + size])
    assert len(pixels) == height * (1 + width * 3) and len(set(pixels)) > 20


def test_a_page_that_is_not_there_is_named() -> None:
    with pytest.raises(SourceError, match="has 4 pages, so no page 9; choose one from 1 to 4"):
        render_apart(SAMPLE, 9)
