"""Documents → Parquet: blocks.parquet with every field of the format in nested columns, and documents.parquet."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from surco.export.context import Context
from surco.export.files import File
from surco.records import Document, Head

if TYPE_CHECKING:
    import pyarrow as pa

LOST: frozenset[str] = frozenset()
BLOCKS, DOCUMENTS = "blocks.parquet", "documents.parquet"
GROUP = 5_000
"""So many blocks, or a few more, go into a row group."""


def make_schemas() -> tuple[pa.Schema, pa.Schema]:
    """The columns of blocks and of documents; an absent layer is null, a computed empty one an empty list."""
    import pyarrow as pa

    text, whole, real, flag = pa.string(), pa.int32(), pa.float64(), pa.bool_()
    entity = pa.struct({
        "start": whole, "end": whole, "label": text, "text": text, "id": text, "principle": text, "source": text, "score": real,
        "optional": flag,
    })  # fmt: skip
    work = pa.struct({
        "authors": pa.list_(text), "year": text, "et_al": flag, "original_year": text, "date": text, "locator": text, "prefix": text,
        "via": whole, "reference": text, "candidates": pa.list_(text),
    })  # fmt: skip
    citation = pa.struct({
        "start": whole, "end": whole, "kind": text, "text": text, "source": text, "works": pa.list_(work),
    })  # fmt: skip
    label = pa.struct({"principle": text, "stance": text, "score": real, "source": text, "decision": text})
    reference = ("year", "title", "container", "volume", "issue", "publisher", "place", "pages", "doi", "url", "accessed")
    parsed = {"authors": pa.list_(pa.struct({"family": text, "given": text})), **dict.fromkeys(reference, text)}
    blocks = {
        "document": text, "id": text, "type": text, "text": text, "marker": text, "level": whole, "rows": pa.list_(pa.list_(text)),
        "language": text, "section": pa.list_(text), "pages": pa.list_(whole), "boxes": pa.list_(pa.list_(real)),
        "sentences": pa.list_(pa.list_(whole)), "entities": pa.list_(entity), "citations": pa.list_(citation),
        "note_refs": pa.list_(pa.struct({"at": whole, "marker": text, "note": text})), "labels": pa.list_(label),
        "parsed": pa.struct(parsed), "situation": text, "status": text, "annotated_at": text, "scheme": text, "text_sha256": text,
    }  # fmt: skip
    source = {"path": text, "sha256": text, "format": text, "pages": whole}
    made = {"name": text, "version": text, "inputs": pa.map_(text, text)}
    documents = {
        "id": text, "source": pa.struct(source), "title": text, "authors": pa.list_(text), "year": whole, "language": text,
        "made_by": pa.struct(made), "of": pa.list_(text),
        "warnings": pa.list_(pa.struct({"code": text, "page": whole, "detail": text})),
    }  # fmt: skip
    return pa.schema(blocks), pa.schema(documents)


def to_parquet(documents: Iterable[Document], context: Context) -> Iterator[File]:
    """Yield blocks.parquet and documents.parquet."""
    import pyarrow as pa
    from pyarrow import parquet

    block_schema, document_schema = make_schemas()
    target = io.BytesIO()
    heads: list[Head] = []
    rows: list[dict[str, Any]] = []
    with parquet.ParquetWriter(target, block_schema, compression="zstd") as writer:
        for document in documents:
            heads.append(document.head)
            rows += ({"document": document.head.id} | msgspec.to_builtins(block) for block in document.blocks)
            if len(rows) >= GROUP:
                writer.write_table(pa.Table.from_pylist(rows, schema=block_schema))
                rows = []
        if rows:
            writer.write_table(pa.Table.from_pylist(rows, schema=block_schema))
    yield File(BLOCKS, target.getvalue())
    listed = pa.Table.from_pylist([msgspec.to_builtins(head) for head in heads], schema=document_schema)
    target = io.BytesIO()
    parquet.write_table(listed, target, compression="zstd")
    yield File(DOCUMENTS, target.getvalue())
