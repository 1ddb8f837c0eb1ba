"""Operators come out of a content stream as pdfminer's own parser gives them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, stream_value
from places import SAMPLES, SHARED

from surco.extract.pdf import contents
from surco.extract.pdf.contents import Operator, read_operators

PDFS = [
    *SAMPLES.glob("*.pdf"), *(SHARED / "article").glob("*.pdf"), *(SHARED / "data/scielo").glob("*.pdf"),
    *(SHARED / "data/hostile-pdf/fonts_unicode_ligatures").glob("*.pdf"),
]  # fmt: skip


def parse(data: bytes) -> list[Operator]:
    return list(contents._parse_operators(data, []))


def show(found: list[Operator]) -> list[tuple[bytes, list[Any]]]:
    """The operators with what stands for itself alone as text, and nothing of dictionaries: none is read."""

    def write(operand: Any) -> Any:
        if isinstance(operand, list):
            return [write(each) for each in operand]
        return str(operand) if isinstance(operand, PDFStream) else {} if isinstance(operand, dict) else operand

    return [(name, [write(operand) for operand in operands]) for name, operands in found]


# (stream, operators as pdfminer shows them)
STREAMS = [
    (b"1 0 0 -1 .5 3.Tm(a)Tj", "[(b'Tm', [1.0, 0.0, 0.0, -1.0, 0.5, 3.0]), (b'Tj', [b'a'])]"),
    # escapes: octal, of a bracket, of a line's end; one that stands for nothing
    (rb"(\101\51\12\(\q)' (a\%bb)'" % b"\r\n", r"""[(b"'", [b'A)\n(']), (b"'", [b'ab'])]"""),
    # a code beyond a byte, at which pdfminer gives up
    (rb"(\501)Tj", "[(b'Tj', [b'A'])]"),
    # brackets inside of a string, one in the other
    (b"(a(b)c)Tj (a(b(c)))Tj", "[(b'Tj', [b'a(b)c']), (b'Tj', [b'a(b(c))'])]"),
    (b"<0 041 42>Tj <4>Tj", "[(b'Tj', [b'\\x00AB']), (b'Tj', [b'\\x04'])]"),
    (b"[(a)-20<62>.5(c)]TJ", "[(b'TJ', [[b'a', -20.0, b'b', 0.5, b'c']])]"),
    (b"/F#31 9Tf/P<</MCID 0>>BDC", "[(b'Tf', [/'F1', 9]), (b'BDC', [/'P', {'MCID': 0}])]"),
    (b"% (not this)\nBT%\rET", "[(b'BT', []), (b'ET', [])]"),
    # the data of an inline image may look like operators
    (b"1 w BI /W 1 /H 1 ID (Tj EI q", "[(b'w', [1.0]), (b'EI', [<PDFStream(None): raw=4, {'W': 1, 'H': 1}>]), (b'q', [])]"),
    # damage: what is not closed says nothing
    (b"(a", "[]"),
    (b"[(a) BT", "[]"),
    (b"] > ) q", "[(b')', []), (b'q', [])]"),
    (b"--5 1.2.3 d", "[(b'd', [-5, 1.2, 0.3])]"),
    (b" \0\n", "[]"),
]


@pytest.mark.parametrize(("stream", "expected"), STREAMS)
def test_operators(stream: bytes, expected: str) -> None:
    assert repr(list(read_operators(stream))) == expected


TOKENS = [
    b"12", b"-.5", b"3.", b"--5", b"5-3", b"+", b"1.2.3", b"(a\\(b)", b"(a(b)c)", b"(a(b(c))d)", b"(\\101\\12\\8\\\r\n\\\n)", b"(\r\n)",
    b"(a", b")", b"<41 42>", b"<412>", b"< 41>", b"<", b">", b"[(x)-3<41>]", b"[/a 3]", b"[[1]2]", b"[1 2", b"[%x\n1]", b"]",
    b"<</A 3>>", b"<</A<</B(x>>)>>>>", b"<</A[1 2]>>", b"<</A<41>>>", b"/F1", b"/F#20a", b"/", b"#", b"\xff", b"{", b"}", b"\0",
    b"Tj", b"T*", b"'", b'"', b"1e5", b"%c\n", b"%d\r", b"BI /W 1 ID xx EI ", b"0 0 Td",
]  # fmt: skip
pieces = st.tuples(st.sampled_from(TOKENS), st.sampled_from([b" ", b"", b"\n", b"\0"])).map(b"".join)
letters = st.sampled_from([bytes([code]) for code in b"()<>[]/%0129.+-aTj \n\0{}'#\xe1"])


@given(st.one_of(st.lists(pieces, max_size=8), st.lists(letters, max_size=14)).map(b"".join))
@example(b"<</A<41>>>BDC")
@example(b"/F1BI /W 1 ID xx EI ")
def test_streams_are_read_as_pdfminer_reads_them(stream: bytes) -> None:
    assert show(list(read_operators(stream))) == show(parse(stream))


@pytest.mark.parametrize("path", [pytest.param(path, id=path.name) for path in sorted(PDFS)])
def test_first_pages_are_read_as_pdfminer_reads_them(path: Path) -> None:
    with path.open("rb") as file:
        for page, _ in zip(PDFPage.create_pages(PDFDocument(PDFParser(file))), range(2), strict=False):
            data = b"\n".join(stream_value(stream).get_data() for stream in page.contents)
            assert show(list(read_operators(data))) == show(parse(data))
