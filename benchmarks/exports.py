"""Passages a second that each export format writes and, where it can, reads: `python benchmarks/exports.py [FORMAT …]`."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from msgspec import structs

from surco.export.context import Context
from surco.export.files import File
from surco.export.formats import FORMATS, count_export
from surco.export.selection import Selection
from surco.export.tokens import make_blank
from surco.jsonl import read_document
from surco.records import PASSAGES, Document, replace
from surco.scheme import read_scheme

CHECKOUT = Path(__file__).parents[1]
COPIES = 10
TARGETS = {"cas": 1000, "tei": 1000}
TARGET = 5000


def copy_document(document: Document, number: int) -> Document:
    """The passages of a document under another id; links between blocks are left out."""
    name = f"{document.head.id}-{number}"
    blocks = (
        replace(block, id=f"{name}/{block.id.rpartition('/')[2]}", note_refs=())
        for block in document.blocks
        if block.type in PASSAGES
    )
    return Document(structs.replace(document.head, id=name), tuple(blocks))


def measure_format(name: str, documents: Sequence[Document], context: Context) -> tuple[float, float | None, int]:
    """Passages a second of processor time that are written, loss report included, and read; and the bytes."""
    for warm in (documents[:2], documents):  # the first round loads the libraries
        began = time.process_time()
        report, files = count_export(warm, name, context, Selection())
        written = list(files)
        passages = report().passages
        writing = time.process_time() - began
    read = FORMATS[name].read
    if read is None:
        return passages / writing, None, sum(len(file.data) for file in written)
    pieces: dict[str, list[bytes]] = {}
    for file in written:
        pieces.setdefault(file.name, []).append(file.data)
    joined = [File(one, b"".join(parts)) for one, parts in pieces.items()]
    began = time.process_time()
    for _ in read(joined, context):
        pass
    return passages / writing, passages / (time.process_time() - began), sum(len(file.data) for file in written)


def measure_tokenizer(texts: Sequence[str]) -> float:
    """Passages a second that spaCy's tokenizer alone reads: what every format with tokens takes at least."""
    tokenizer = make_blank().tokenizer
    for _ in range(2):
        began = time.process_time()
        for text in texts:
            tokenizer(text)
    return len(texts) / (time.process_time() - began)


def main() -> None:
    paths = sorted((CHECKOUT / "annotations" / "auto").glob("*.jsonl"))
    if not paths:
        sys.exit("annotations/auto is empty; run: make")
    originals = [read_document(path) for path in paths]
    documents = [copy_document(one, number) for number in range(COPIES) for one in originals]
    context = Context(read_scheme(CHECKOUT / "annotations" / "scheme.toml"))
    texts = [block.text for one in documents for block in one.blocks]
    passages, words = len(texts), sum(len(text.split()) for text in texts)
    print(f"{len(documents)} documents, {passages} passages of {words / passages:.0f} words; one core, loss report included")
    print(f"{'format':14} {'written/s':>10} {'target':>7} {'read/s':>8} {'bytes a passage':>16}")
    print(f"{'(tokenizing)':14} {measure_tokenizer(texts):10,.0f} {'–':>7}")
    for name in sys.argv[1:] or FORMATS:
        written, read, size = measure_format(name, documents, context)
        target = TARGETS.get(name, TARGET)
        met = "" if written >= target else "  below target"
        print(f"{name:14} {written:10,.0f} {target:7,} {f'{read:,.0f}' if read else '–':>8} {size / passages:16,.0f}{met}")


if __name__ == "__main__":
    main()
