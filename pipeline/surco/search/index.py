"""Annotated JSONL → Parquet tables of documents, blocks, words, annotations and copies, made anew when a file changes."""

from __future__ import annotations

import bisect
import functools
import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec
from msgspec import Struct

from surco.jsonl import read_document
from surco.language import lemmatize
from surco.records import PASSAGES, Block, Document, FormatError
from surco.search.copies import find_copies, sketch_document
from surco.search.words import find_words, fold_word

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Index: TypeAlias = "DuckDBPyConnection"
_CODE_VERSION = 3
"""To be raised when the tables change, so that older ones are made anew."""
_ROWS = 1_000_000
"""So many words are held before they are written."""


class DocumentRow(Struct, frozen=True):
    """One article; `number` is its place in the order of ids."""

    number: int
    id: str
    title: str | None
    authors: list[str]
    year: int | None
    language: str | None


class BlockRow(Struct, frozen=True):
    """One block; `words` are counted in it, `first_word` is the number of its first in the corpus."""

    number: int
    document: int
    id: str
    type: str
    is_passage: bool
    language: str | None
    section: str | None
    page: int | None
    text: str
    first_word: int
    words: int


class WordRow(Struct, frozen=True):
    """One word: `number` counts through the corpus, `start` is the code point in the block's text."""

    number: int
    block: int
    start: int
    form: str
    folded: str
    lemma: str


class MentionRow(Struct, frozen=True):
    """One annotation, and the words from `first` to `last` that it touches. A label spans its whole passage.

    `layer` is entity (organisations and treaties), naming (words that name a principle), citation or label; `value` is the
    entity's id or name, the principle or the citation's kind; `kind` the entity's label or the stance; `cited` the names of
    the cited authors.
    """

    block: int
    layer: str
    start: int
    end: int
    first: int
    last: int
    value: str
    kind: str
    cited: list[str]
    source: str
    is_human: bool


class CopyRow(Struct, frozen=True):
    """A document that holds the same article as others: `article` is the first of them."""

    document: int
    article: int


TABLES: dict[str, type[Struct]] = {
    "documents": DocumentRow, "blocks": BlockRow, "words": WordRow, "mentions": MentionRow, "copies": CopyRow,
}  # fmt: skip


def open_index(paths: Sequence[Path], folder: Path) -> DuckDBPyConnection:
    """A connection whose views `documents`, `blocks`, `words`, `mentions` and `copies` show the annotated files.

    The tables lie in `folder` and are made anew when the name, size or time of a file changed. Raises FormatError where a
    file is no annotated document.
    """
    digest = _digest_paths(paths)
    place = folder / digest
    if not place.is_dir():
        _make_index(paths, folder, digest)
    return open_tables(place)


def open_tables(folder: Path) -> DuckDBPyConnection:
    """A connection whose views show the tables in a folder."""
    import duckdb

    connection = duckdb.connect()
    for name in TABLES:
        file = str(folder / f"{name}.parquet").replace("'", "''")
        connection.execute(f"create view {name} as select * from read_parquet('{file}')")
    return connection


def _digest_paths(paths: Iterable[Path]) -> str:
    whole = hashlib.sha256(str(_CODE_VERSION).encode())
    for path in paths:
        try:
            state = os.stat(path)
        except OSError as error:
            raise FormatError(f"{path}: {error.strerror}; check the name and the rights") from error
        whole.update(f"{path.absolute()}\0{state.st_size}\0{state.st_mtime_ns}\0".encode())
    return whole.hexdigest()[:16]


def _make_index(paths: Sequence[Path], folder: Path, digest: str) -> None:
    part = folder / f".{digest}.{os.getpid()}.part"
    part.mkdir(parents=True)
    try:
        write_tables(map(read_document, paths), part)
        for old in folder.iterdir():
            if not old.name.endswith(".part"):
                shutil.rmtree(old, ignore_errors=True)
        part.rename(folder / digest)
    except OSError:
        if not (folder / digest).is_dir():  # else another process was sooner
            raise
    finally:
        shutil.rmtree(part, ignore_errors=True)


def write_tables(documents: Iterable[Document], folder: Path) -> None:
    """Write the tables; words go out in portions, so that memory stays flat."""
    import pyarrow.parquet

    writers = {
        name: pyarrow.parquet.ParquetWriter(folder / f"{name}.parquet", _make_schema(kind), compression="zstd")
        for name, kind in TABLES.items()
    }
    kept: dict[str, list[tuple[Any, ...]]] = {name: [] for name in TABLES}
    names = {kind: name for name, kind in TABLES.items()}
    for row in _list_rows(documents):
        rows = kept[names[type(row)]]
        rows.append(msgspec.structs.astuple(row))
        if len(rows) == _ROWS:
            _flush(writers[names[type(row)]], rows, type(row))
    for name, kind in TABLES.items():
        _flush(writers[name], kept[name], kind)
        writers[name].close()


def _flush(writer: Any, rows: list[tuple[Any, ...]], kind: type[Struct]) -> None:
    import pyarrow

    schema = _make_schema(kind)
    columns = zip(*rows, strict=True) if rows else [()] * len(schema)
    arrays = [pyarrow.array(column, type=field.type) for column, field in zip(columns, schema, strict=True)]
    writer.write_table(pyarrow.Table.from_arrays(arrays, schema=schema))
    rows.clear()


def _make_schema(kind: type[Struct]) -> Any:
    import pyarrow

    types = {
        "int": pyarrow.int64(), "str": pyarrow.string(), "bool": pyarrow.bool_(), "list[str]": pyarrow.list_(pyarrow.string()),
    }  # fmt: skip
    return pyarrow.schema([(name, types[hint.removesuffix(" | None")]) for name, hint in kind.__annotations__.items()])


def _list_rows(documents: Iterable[Document]) -> Iterator[Struct]:
    blocks = words = 0
    sketches = []
    for place, document in enumerate(documents):
        head = document.head
        yield DocumentRow(place, head.id, head.title, list(head.authors), head.year, head.language)
        sketches.append(sketch_document(document))
        for block in document.blocks:
            if block.type == "furniture":
                continue
            language = block.language or head.language or "es"
            found = [*find_words(block.text)]
            yield BlockRow(
                blocks, place, block.id, block.type, block.type in PASSAGES, language,
                block.section[0] if block.section else None, block.pages[0] if block.pages else None,
                block.text, words, len(found),
            )  # fmt: skip
            for number, (start, end) in enumerate(found, start=words):
                form = block.text[start:end]
                yield WordRow(number, blocks, start, form, fold_word(form), _find_lemma(form, language))
            yield from _list_mentions(block, blocks, found, words)
            words += len(found)
            blocks += 1
    yield from (CopyRow(place, group[0]) for group in find_copies(sketches) for place in group)


def _list_mentions(block: Block, number: int, found: Sequence[tuple[int, int]], words: int) -> Iterator[MentionRow]:
    """Yield a block's annotations; `found` are its words, of which the first has the number `words`."""
    for start, end, layer, value, kind, cited, source in _list_annotations(block):
        first = words + bisect.bisect_right(found, start, key=lambda place: place[1])
        last = words + bisect.bisect_left(found, end, key=lambda place: place[0]) - 1
        is_human = source.startswith(("human:", "authored:"))
        yield MentionRow(number, layer, start, end, first, last, value, kind, cited, source, is_human)


def _list_annotations(block: Block) -> Iterator[tuple[int, int, str, str, str, list[str], str]]:
    for entity in block.entities or ():
        layer, value = "naming" if entity.principle else "entity", entity.principle or entity.id or entity.text
        yield entity.start, entity.end, layer, value, entity.label, [], entity.source
    for citation in block.citations or ():
        cited = [name for work in citation.works for name in work.authors]
        yield citation.start, citation.end, "citation", citation.kind, citation.kind, cited, citation.source
    for label in block.labels or ():
        if label.decision != "unsure":
            yield 0, len(block.text), "label", label.principle, label.stance, [], label.source


@functools.lru_cache(maxsize=200_000)
def _find_lemma(form: str, language: str) -> str:
    return fold_word(lemmatize(form, language if language in ("es", "pt", "en") else "es"))
