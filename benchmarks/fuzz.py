"""Fuzzing by atheris: made-up bytes to a reader until something other than the errors it promises comes out.

    python benchmarks/fuzz.py pdf|dump|citations [libFuzzer's options, as -max_total_time=60]

What it finds is written to the working folder as crash-…; give that file as the last argument to see it again.
"""

import contextlib
import importlib
import sys
from collections.abc import Callable
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "pipeline"))

with atheris.instrument_imports(include=["surco"]):
    from surco.citations import annotate_citations
    from surco.citations.parse import parse_reference
    from surco.extract.assemble import assemble_blocks
    from surco.extract.dump import read_dump
    from surco.records import Block, SourceError
    from surco.segment import split_sentences


def read_content(data: bytes) -> None:
    """The bytes as the drawing orders of a PDF's only page."""
    pdf = importlib.import_module("surco.extract.pdf")
    pages = list(pdf.find_reader("pdfminer")(write_pdf(data)))
    with contextlib.suppress(SourceError):
        assemble_blocks(pdf.read_pages(pages).pieces, "x", paged=True)


def write_pdf(content: bytes) -> Path:
    """A PDF of one page with that content and a common font."""
    path = Path("/tmp") / "surco-fuzz.pdf"
    font = b"<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources" + font + b">>"
    stream = b"<</Length %d>>stream\n%b\nendstream" % (len(content), content)
    objects = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, stream)
    written = b"%PDF-1.4\n" + b"".join(b"%d 0 obj%b endobj\n" % (number, each) for number, each in enumerate(objects, start=1))
    path.write_bytes(written + b"trailer<</Root 1 0 R>>\n%%EOF\n")
    return path


def read_text(data: bytes) -> None:
    assemble_blocks(read_dump(data.decode("utf-8", "replace")), "x", paged=False)


def read_citations(data: bytes) -> None:
    """Every citation and sentence is a stretch of the text."""
    text = " ".join(data.decode("utf-8", "replace").split())
    (block,) = annotate_citations((Block(id="x/0001", type="paragraph", text=text),))
    for citation in block.citations or ():
        assert text[citation.start : citation.end] == citation.text
    assert all(0 <= start < end <= len(text) for start, end in split_sentences(text))
    parse_reference(text)


READERS: dict[str, Callable[[bytes], None]] = {"pdf": read_content, "dump": read_text, "citations": read_citations}


def main() -> None:
    if len(sys.argv) < 2 or sys.argv[1] not in READERS:
        sys.exit(f"name what to feed: {', '.join(READERS)}")
    atheris.Setup([sys.argv[0], *sys.argv[2:]], READERS[sys.argv[1]])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
