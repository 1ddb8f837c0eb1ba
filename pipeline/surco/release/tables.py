"""Annotated documents → the tables of a dataset: documents, passages, entities, citations, labels, references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from surco.corpus import Metadata
from surco.gold import digest_text
from surco.records import Block, Document, Person
from surco.search.words import count_words


class Article(Struct, frozen=True):
    """A document of the release, what corpus.toml says of it, and whether its text goes along."""

    document: Document
    about: Metadata
    with_text: bool


class DocumentRow(Struct, frozen=True):
    """One article."""

    id: str
    title: str | None
    authors: tuple[str, ...]
    year: int | None
    language: str | None
    licence: str | None
    with_text: bool
    source_sha256: str | None
    passages: int
    words: int


class PassageRow(Struct, frozen=True):
    """One passage; `text` is null where the licence keeps it back, and `text_sha256` tells whose text it is."""

    id: str
    document: str
    type: str
    language: str | None
    section: tuple[str, ...] | None
    pages: tuple[int, ...]
    characters: int
    text: str | None
    text_sha256: str
    status: str | None


class EntityRow(Struct, frozen=True):
    """One mention; offsets are code points into the passage."""

    passage: str
    start: int
    end: int
    label: str
    id: str | None
    principle: str | None
    text: str | None
    source: str
    score: float | None


class CitationRow(Struct, frozen=True):
    """One cited work of an in-text citation; `work` is its place in the citation."""

    passage: str
    start: int
    end: int
    kind: str
    text: str | None
    source: str
    work: int
    authors: tuple[str, ...]
    year: str
    locator: str | None
    reference: str | None


class LabelRow(Struct, frozen=True):
    """One principle that a passage affirms or questions."""

    passage: str
    principle: str
    stance: str
    score: float | None
    source: str


class ReferenceRow(Struct, frozen=True):
    """One entry of a bibliography: bibliographic facts, which no licence keeps back."""

    id: str
    document: str
    authors: tuple[str, ...]
    year: str | None
    title: str | None
    container: str | None
    publisher: str | None
    doi: str | None
    url: str | None


ROWS: dict[str, type[Struct]] = {
    "documents": DocumentRow,
    "passages": PassageRow,
    "entities": EntityRow,
    "citations": CitationRow,
    "labels": LabelRow,
    "references": ReferenceRow,
}
"""The record type of each table's rows, by the table's name."""


def make_tables(articles: Iterable[Article]) -> dict[str, list[Struct]]:
    """The rows of every table, in reading order."""
    tables: dict[str, list[Struct]] = {name: [] for name in ROWS}
    names = {kind: name for name, kind in ROWS.items()}
    for article in articles:
        for row in _list_rows(article):
            tables[names[type(row)]].append(row)
    return tables


def write_parquet(rows: list[Struct], kind: type[Struct], path: Path) -> None:
    """Write a table as Parquet; its columns are the fields of the rows' record type."""
    import pyarrow
    import pyarrow.parquet

    schema = pyarrow.schema([(field.name, _find_type(field.type, pyarrow)) for field in msgspec.structs.fields(kind)])
    table = pyarrow.Table.from_pylist([msgspec.structs.asdict(row) for row in rows], schema=schema)
    pyarrow.parquet.write_table(table, path, compression="zstd")


def strip_text(block: Block) -> dict[str, Any]:
    """A block as stand-off annotation: no words of the text, but its digest and length.

    >>> strip_text(Block(id="a/0001", type="paragraph", text="Hola."))["characters"]
    5
    """
    kept: dict[str, Any] = msgspec.to_builtins(block)
    for name in ("text", "rows", "section"):
        kept.pop(name, None)
    for layer in ("entities", "citations"):
        for mention in kept.get(layer, ()):
            mention.pop("text", None)
    return {**kept, "characters": len(block.text), "text_sha256": digest_text(block.text)}


def _list_rows(article: Article) -> Iterator[Struct]:
    head, blocks = article.document.head, article.document.blocks
    passages = [block for block in blocks if block.is_passage]
    yield DocumentRow(
        head.id, head.title, head.authors, head.year, head.language, article.about.licence, article.with_text,
        head.source.sha256 if head.source else None, len(passages), sum(count_words(block.text) for block in passages),
    )  # fmt: skip
    for block in passages:
        yield from _list_passage(block, head.id, with_text=article.with_text)
    for block in blocks:
        if block.type == "reference" and block.parsed is not None:
            parsed = block.parsed
            yield ReferenceRow(
                block.id, head.id, tuple(map(_write_name, parsed.authors)), parsed.year, parsed.title, parsed.container,
                parsed.publisher, parsed.doi, parsed.url,
            )  # fmt: skip


def _list_passage(block: Block, document: str, *, with_text: bool) -> Iterator[Struct]:
    yield PassageRow(
        block.id, document, block.type, block.language, (block.section or ()) if with_text else None, block.pages or (),
        len(block.text), block.text if with_text else None, digest_text(block.text), block.status,
    )  # fmt: skip
    for entity in block.entities or ():
        yield EntityRow(
            block.id, entity.start, entity.end, entity.label, entity.id, entity.principle,
            entity.text if with_text else None, entity.source, entity.score,
        )  # fmt: skip
    for citation in block.citations or ():
        for place, work in enumerate(citation.works):
            yield CitationRow(
                block.id, citation.start, citation.end, citation.kind, citation.text if with_text else None,
                citation.source, place, work.authors, work.year, work.locator, work.reference,
            )  # fmt: skip
    for label in block.labels or ():
        yield LabelRow(block.id, label.principle, label.stance, label.score, label.source)


def _write_name(person: Person) -> str:
    return f"{person.family}, {person.given}" if person.given else person.family


def _find_type(kind: Any, pyarrow: Any) -> Any:
    plain = {
        str: pyarrow.string(),
        int: pyarrow.int64(),
        float: pyarrow.float64(),
        bool: pyarrow.bool_(),
        tuple[str, ...]: pyarrow.list_(pyarrow.string()),
        tuple[int, ...]: pyarrow.list_(pyarrow.int64()),
    }
    for known, found in plain.items():
        if kind in (known, known | None):
            return found
    raise TypeError(f"no Parquet type for {kind}")
