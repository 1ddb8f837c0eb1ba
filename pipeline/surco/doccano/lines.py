"""Doccano examples ⇄ lines of doccano's JSONL, of each annotation type; what its exports add is passed over."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Iterator

import msgspec
from msgspec import Struct

from surco.doccano.examples import Example, Mark, Meta, Part
from surco.records import FormatError


class _Numbered(Struct, frozen=True):
    id: int


class _Both(Struct, frozen=True):
    text: str
    entities: list[Mark] = []
    cats: list[str] = []


class _Spans(Struct, frozen=True):
    text: str
    label: list[Mark] = []


class _Categories(Struct, frozen=True):
    text: str
    label: list[str] = []


def encode_line(example: Example, part: Part = "both") -> bytes:
    """An example as a line of doccano's JSONL, in ASCII, since a server may guess another encoding.

    >>> from surco.doccano.examples import to_example
    >>> from surco.records import Block
    >>> encode_line(to_example(Block("d/1", "paragraph", "Así es."))).decode()[:50]
    '{"text":"As\\\\u00ed es.","entities":[],"cats":[],"su'
    """
    text, marks, categories = example.text, list(example.marks), list(example.categories)
    layers = {
        "both": _Both(text, marks, categories),
        "spans": _Spans(text, marks),
        "categories": _Categories(text, categories),
    }  # fmt: skip
    content = msgspec.to_builtins(layers[part]) | msgspec.to_builtins(example.meta)
    return json.dumps(content, separators=(",", ":")).encode("ascii") + b"\n"


def decode_lines(data: bytes, name: str, part: Part = "both") -> Iterator[Example]:
    """Yield the examples of doccano's JSONL; `name` stands for the file in errors. Raises FormatError with the line."""
    for number, line in enumerate(data.split(b"\n"), start=1):
        if line.strip():
            try:
                yield decode_line(line, part)
            except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
                raise FormatError(f"{name}:{number}: {error}; is this doccano's JSONL of a surco project?") from error


def decode_export(data: bytes, part: Part = "both") -> Iterator[tuple[int, Example]]:
    """Yield number and example for each line of a server's export that surco sent; others' examples are passed over."""
    for line in data.split(b"\n"):
        with contextlib.suppress(msgspec.ValidationError):
            if line.strip():
                yield msgspec.json.decode(line, type=_Numbered).id, decode_line(line, part)


def decode_line(line: bytes, part: Part = "both") -> Example:
    """The example in a line of doccano's JSONL; raises msgspec.MsgspecError where it is none of ours."""
    meta = msgspec.json.decode(line, type=Meta)
    if part == "both":
        both = msgspec.json.decode(line, type=_Both)
        return make_example(both.text, both.entities, both.cats, meta)
    if part == "spans":
        spans = msgspec.json.decode(line, type=_Spans)
        return make_example(spans.text, spans.label, [], meta)
    categories = msgspec.json.decode(line, type=_Categories)
    return make_example(categories.text, [], categories.label, meta)


def make_example(text: str, marks: Iterable[Mark], categories: Iterable[str], meta: Meta) -> Example:
    """An example with its marks and categories sorted, each once."""
    return Example(text, tuple(sorted(set(marks))), tuple(sorted(set(categories))), meta)
