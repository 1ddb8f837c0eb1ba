"""Annotated JSONL to records and back: file and line in every error, written to a temporary file and renamed."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

from surco.records import Block, Document, FormatError, Head, iterate_problems

_DECODER = msgspec.json.Decoder(Head | Block)
_ENCODER = msgspec.json.Encoder()


def encode_document(document: Document) -> bytes:
    """The document as UTF-8 JSONL, one record a line, `\\n` only."""
    return b"".join(_ENCODER.encode(record) + b"\n" for record in (document.head, *document.blocks))


def decode_document(data: bytes, name: str) -> Document:
    """The document in JSONL `data`; `name` stands for the file in errors. Raises FormatError with the line."""
    head: Head | None = None
    blocks: list[Block] = []
    for number, record in _iterate_records(data, name):
        if isinstance(record, Head):
            if head is not None or blocks:
                raise FormatError(f"{name}:{number}: a second document line; one file holds one document")
            head = record
        elif head is None:
            raise FormatError(f"{name}:1: the first line must be the document (\"record\":\"document\")")
        else:
            blocks.append(record)
    if head is None:
        raise FormatError(f"{name}: empty; the first line must be the document (\"record\":\"document\")")
    return Document(head, tuple(blocks))


def _iterate_records(data: bytes, name: str) -> Iterator[tuple[int, Head | Block]]:
    for number, line in enumerate(data.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            yield number, _DECODER.decode(line)
        except (msgspec.MsgspecError, ValueError, RecursionError) as error:
            raise FormatError(f"{name}:{number}: {error}; mend or remove this line") from error


def read_document(path: Path) -> Document:
    """The document in a JSONL file, types checked; raises FormatError with file and line."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FormatError(f"{path}: {error.strerror}; check the name and the rights") from error
    return decode_document(data, str(path))


def read_head(path: Path | str) -> Head | None:
    """The first line of a JSONL file, or None where it is missing or is no document line."""
    try:
        with open(path, "rb") as file:
            record = _DECODER.decode(file.readline())
    except (OSError, msgspec.MsgspecError, ValueError, RecursionError):
        return None
    return record if isinstance(record, Head) else None


def write_document(document: Document, path: Path) -> None:
    """Write the document whole or not at all."""
    write_bytes(encode_document(document), path)


def write_bytes(data: bytes | bytearray, path: Path) -> None:
    """Write a file whole or not at all: a temporary file beside it, synced, then renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def validate_file(path: Path) -> list[str]:
    """Every problem of a JSONL file as `file:line: what`; an empty list means that it keeps the format."""
    try:
        document = read_document(path)
    except FormatError as error:
        return [str(error)]
    return [f"{path}:{line}: {problem}" for line, problem in iterate_problems(document)]
