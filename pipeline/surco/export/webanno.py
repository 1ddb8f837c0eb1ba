"""Documents ⇄ WebAnno TSV 3.3: a line a token, a unit a sentence, layers for blocks, entities, citations and labels."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct

from surco.export.context import Context
from surco.export.files import File
from surco.export.importing import Imported
from surco.export.loss import HEADS, HUMAN, settle_layers
from surco.export.texts import Units, count_edges, join_blocks
from surco.export.tokens import Token, tokenize_block
from surco.records import Block, Document, FormatError, Head, SurcoError

LOST = frozenset({
    *HEADS, *HUMAN, "block.marker", "block.level", "block.section", "block.pages", "block.boxes", "block.note_refs", "block.parsed",
    "block.situation", "block.computed", "citation.works",
})  # fmt: skip
FORMAT = "#FORMAT=WebAnno TSV 3.3"
LAYERS: dict[str, tuple[str, ...]] = {
    "webanno.custom.SurcoBlock": ("identifier", "kind", "language", "split"),
    "webanno.custom.SurcoCitation": ("kind", "source"),
    "webanno.custom.SurcoEntity": ("identifier", "label", "optional", "principle", "score", "source"),
    "webanno.custom.SurcoLabel": ("decision", "principle", "score", "source", "stance"),
}
"""Layers and their features, which a project must have before it imports the files."""
BLOCK, CITATION, ENTITY, LABEL = LAYERS
_FIELDS = {BLOCK: {"identifier": "id", "kind": "type"}, ENTITY: {"identifier": "id"}}
_RESERVED = re.compile(r"->|[\\\[\]|_;\t\n*]")
_CONTROL_NAMES = {"t": "\t", "n": "\n", "f": "\f", "r": "\r", "b": "\b"}
_NAMES = {sign: name for name, sign in _CONTROL_NAMES.items()}
# in the text of a sentence only these are escaped
_CONTROL = re.compile(r"[\x00-\x0a\x0c-\x1f\\]")
_ESCAPED = re.compile(r"\\(->|.)", re.DOTALL)
# a value with the id that tells stacked and long annotations apart: ORG[12]
_VALUE = re.compile(r"((?:\\->|\\.|[^\\\[])*)(?:\[(\d+)\])?")
_STACKED = re.compile(r"(?:\\.|[^\\|])+")


class _Mark(Struct, frozen=True):
    """An annotation: code points into the whole text, and the values of its layer's features."""

    start: int
    end: int
    layer: str
    values: tuple[str | None, ...]


class _Cell(NamedTuple):
    """A value in a column: of which layer and feature, the annotation's id where it has one, and its place in a stack."""

    layer: str
    feature: str
    identity: str | None
    place: int
    value: str | None


def to_webanno(documents: Iterable[Document], context: Context) -> Iterator[File]:
    """Yield a .tsv for each document; offsets are UTF-16 units, as the format has them."""
    for document in documents:
        yield File(f"{document.head.id}.tsv", _write_document(document).encode())


def _write_document(document: Document) -> str:
    joined = join_blocks(document.blocks)
    units = Units(joined.text)
    lines = [FORMAT, *(f"#T_SP={layer}|{'|'.join(features)}" for layer, features in LAYERS.items()), ""]
    sentence = identity = 0
    for block, shift in zip(document.blocks, joined.starts, strict=True):
        tokens, marks = tokenize_block(block), list_marks(block)
        if not tokens:
            raise SurcoError(f"{block.id}: no text, which WebAnno cannot hold; leave blocks of type {block.type} out: --type")
        cells = _fill_cells(tokens, marks, identity)
        identity += len(marks)
        for start, end in list_sentences(block, tokens):
            sentence += 1
            lines += ["", *(f"#Text={_escape_text(line)}" for line in block.text[start:end].split("\n"))]
            place, beyond = bisect_left(tokens, (start, start)), bisect_left(tokens, (end, end))
            for number, (first, last) in enumerate(tokens[place:beyond], start=1):
                begin, stop = units.to_utf16(first + shift), units.to_utf16(last + shift)
                lines.append(f"{sentence}-{number}\t{begin}-{stop}\t{block.text[first:last]}\t{cells[place + number - 1]}")
    return "\n".join(lines) + "\n"


def list_sentences(block: Block, tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """The units of a block: its sentences where one blank parts them, which is all the format can hold; else one unit."""
    whole = (tokens[0][0], tokens[-1][1])
    return list(block.sentences or ()) if _is_regular(block) else [whole]


def _is_regular(block: Block) -> bool:
    sentences = block.sentences or ()
    if not sentences or sentences[0][0] != 0 or sentences[-1][1] != len(block.text):
        return False
    gaps = [block.text[before[1] : after[0]] for before, after in zip(sentences, sentences[1:], strict=False)]
    trimmed = all(block.text[start:end].strip() == block.text[start:end] != "" for start, end in sentences)
    return trimmed and all(gap == " " for gap in gaps)


def count_loss(document: Document) -> Counter[str]:
    """How many passages go out as one unit, though they have several sentences, and how many lose blanks at an edge."""
    merged = sum(len(block.sentences or ()) > 1 and not _is_regular(block) for block in document.blocks)
    return +Counter({"text.units": merged}) + count_edges(document)


def list_marks(block: Block) -> list[_Mark]:
    """What is annotated in a block, and the block itself: code points into its own text."""
    size = len(block.text)
    split = "yes" if block.sentences else None
    marks = [_Mark(0, size, BLOCK, (block.id, block.type, block.language, split))]
    for citation in block.citations or ():
        marks.append(_Mark(citation.start, citation.end, CITATION, (citation.kind, citation.source or None)))
    for entity in block.entities or ():
        optional = "true" if entity.optional else None
        values = (entity.id, entity.label, optional, entity.principle, _name_score(entity.score), entity.source or None)
        marks.append(_Mark(entity.start, entity.end, ENTITY, values))
    for label in block.labels or ():
        told = (label.decision, label.principle, _name_score(label.score), label.source or None, label.stance)
        marks.append(_Mark(0, size, LABEL, told))
    return marks


def _name_score(score: float | None) -> str | None:
    return None if score is None else repr(score)


def _fill_cells(tokens: Sequence[Token], marks: Sequence[_Mark], identity: int) -> list[str]:
    """The annotation columns of each token; each annotation has an id of its own, after `identity`."""
    values = [[f"{_escape_value(value)}[{number}]" for value in mark.values] for number, mark in enumerate(marks, identity + 1)]
    starts, ends = zip(*tokens, strict=True)
    stacks: dict[int, list[int]] = {}
    whole: list[int] = []
    for number, mark in enumerate(marks):
        covered = range(bisect_right(ends, mark.start), bisect_left(starts, mark.end))
        if len(covered) == len(tokens):
            whole.append(number)
        else:
            for place in covered:
                stacks.setdefault(place, []).append(number)
    cells: dict[tuple[int, ...], str] = {}
    found = []
    for place in range(len(tokens)):
        stack = tuple(stacks.get(place, ()))
        if stack not in cells:
            cells[stack] = _join_cells([*whole, *stack], marks, values)
        found.append(cells[stack])
    return found


def _join_cells(stack: Sequence[int], marks: Sequence[_Mark], values: Sequence[Sequence[str]]) -> str:
    """The columns of a token that these annotations cover."""
    columns: list[str] = []
    for layer, features in LAYERS.items():
        own = [values[number] for number in stack if marks[number].layer == layer]
        columns += ("|".join(column) for column in zip(*own, strict=True)) if own else ["_"] * len(features)
    return "\t".join(columns)


@lru_cache(maxsize=100_000)
def _escape_value(value: str | None) -> str:
    """A value with the signs that mean something in the format escaped.

    >>> _escape_value("a_b->c"), _escape_value(None)
    ('a\\\\_b\\\\->c', '*')
    """
    if value is None:
        return "*"
    return _RESERVED.sub(lambda found: "\\" + _NAMES.get(found.group(), found.group()), value)


def _escape_text(line: str) -> str:
    return _CONTROL.sub(lambda found: "\\" + _NAMES.get(found.group(), found.group()), line)


def _unescape(value: str) -> str:
    return _ESCAPED.sub(lambda found: _CONTROL_NAMES.get(found[1], found[1]), value)


@dataclass
class _Unit:
    """A sentence of a file: its text, the UTF-16 units where it begins, and its lines as (begin, end, columns)."""

    text: str = ""
    begin: int = 0
    lines: list[tuple[int, int, str]] = field(default_factory=list)


def from_webanno(files: Iterable[File], context: Context) -> Iterator[Imported]:
    """Yield the document of each .tsv; raises FormatError with the line where it breaks the format."""
    for file in files:
        if file.name.endswith(".tsv"):
            try:
                lines = file.data.decode().split("\n")
            except UnicodeDecodeError as error:
                raise FormatError(f"{file.name}: not UTF-8 at byte {error.start}; export it again") from error
            if not lines[0].startswith(FORMAT[:-2]):
                raise FormatError(f"{file.name}:1: no WebAnno TSV 3; export as WebAnno TSV 3.3")
            columns = _read_columns(lines, file.name)
            units = _read_units(lines, len(columns), file.name)
            yield Imported(file.name, _build_document(units, columns, file.name))


def _read_columns(lines: list[str], name: str) -> list[tuple[str, str]]:
    columns = []
    for line in lines:
        if line.startswith("#T_SP="):
            layer, *features = line.rstrip("\r").removeprefix("#T_SP=").split("|")
            columns += [(layer, feature) for feature in features]
        elif line.startswith("#T_"):
            raise FormatError(f"{name}: relations and chains are no part of the scheme; leave {line[:40]!r} out of the export")
    if (BLOCK, "identifier") not in columns:
        raise FormatError(f"{name}: no layer {BLOCK}; was this exported by surco?")
    return columns


def _read_units(lines: list[str], width: int, name: str) -> list[_Unit]:
    units: list[_Unit] = []
    reading_text = False
    for number, line in enumerate(lines, start=1):
        if line.startswith("#Text="):
            if not reading_text:
                units.append(_Unit())
            text = _unescape(line.removeprefix("#Text="))
            units[-1].text += ("\n" if reading_text else "") + text
        elif line and not line.startswith("#"):
            _read_line(line, units, width, f"{name}:{number}")
        reading_text = line.startswith("#Text=")
    return units


def _read_line(line: str, units: list[_Unit], width: int, where: str) -> None:
    parts = line.split("\t", 3)
    offsets = parts[1].split("-") if len(parts) == 4 and parts[3].count("\t") + 1 >= width else []
    if not units or len(offsets) != 2 or not (offsets[0].isdecimal() and offsets[1].isdecimal()):
        raise FormatError(f"{where}: no token with {width} columns of annotation; export it again")
    begin, end = int(offsets[0]), int(offsets[1])
    if not units[-1].lines:
        units[-1].begin = begin
    units[-1].lines.append((begin, end, parts[3]))


def _build_document(units: list[_Unit], columns: list[tuple[str, str]], name: str) -> Document:
    text = _join_units(units)
    offsets = Units(text)
    spans = [(offsets.from_utf16(unit.begin), offsets.from_utf16(unit.begin) + len(unit.text)) for unit in units]
    marks = _collect_marks(units, columns, offsets)
    frames = [mark for mark in marks if mark.layer == BLOCK]
    starts = [frame.start for frame in frames]
    inside: list[list[_Mark]] = [[] for _ in frames]
    for mark in marks:
        place = bisect_right(starts, mark.start) - 1
        if place < 0 or mark.end > frames[place].end:
            raise FormatError(f"{name}: {text[mark.start : mark.end][:40]!r} lies in no block, or in two; shorten or remove it")
        inside[place].append(mark)
    parts: list[list[tuple[int, int]]] = [[] for _ in frames]
    for start, end in spans:
        if (place := bisect_right(starts, start) - 1) >= 0:
            parts[place].append((start - starts[place], end - starts[place]))
    blocks = tuple(
        _build_block(frame, own, part, text, name) for frame, own, part in zip(frames, inside, parts, strict=True)
    )
    return Document(Head(blocks[0].id.rpartition("/")[0] if blocks else ""), blocks)


def _join_units(units: list[_Unit]) -> str:
    """The text of a file; what stands between two units is not in it, and is taken for blanks."""
    parts, at = [], 0
    for unit in units:
        parts += [" " * (unit.begin - at), unit.text]
        at = unit.begin + len(unit.text.encode("utf-16-le")) // 2
    return "".join(parts)


def _collect_marks(units: list[_Unit], columns: list[tuple[str, str]], offsets: Units) -> list[_Mark]:
    """The annotations of a file in the order in which they begin, each once, whatever number of lines it runs over."""
    found: dict[tuple[str, str], tuple[int, int, dict[str, str | None]]] = {}
    read: dict[str, list[_Cell]] = {}
    for begin, end, content in (line for unit in units for line in unit.lines):
        if content not in read:
            read[content] = list(_read_cells(content, columns))
        for layer, feature, identity, place, value in read[content]:
            key = layer, identity or f"{begin}-{end} {place}"
            first, _, values = found.get(key, (begin, end, {}))
            values[feature] = value
            found[key] = first, end, values
    marks = [
        _Mark(offsets.from_utf16(begin), offsets.from_utf16(end), layer, tuple(values.get(one) for one in LAYERS[layer]))
        for (layer, _), (begin, end, values) in found.items()
    ]
    return sorted(marks, key=lambda mark: mark.start)


def _read_cells(content: str, columns: list[tuple[str, str]]) -> Iterator[_Cell]:
    """Yield the values in a line's columns; the annotations of other layers are passed over."""
    for (layer, feature), cell in zip(columns, content.split("\t"), strict=False):
        if cell != "_" and layer in LAYERS:
            for place, stacked in enumerate(_STACKED.findall(cell)):
                parts = _VALUE.fullmatch(stacked)
                value, identity = (parts[1], parts[2]) if parts else (stacked, None)
                yield _Cell(layer, feature, identity, place, None if value == "*" else _unescape(value))


def _build_block(frame: _Mark, marks: list[_Mark], parts: list[tuple[int, int]], text: str, name: str) -> Block:
    told, own = _tell_values(frame), text[frame.start : frame.end]
    split = told.pop("split", None)
    layers = {
        field: [_tell_values(mark) | _tell_place(mark, frame.start, own) for mark in marks if mark.layer == layer]
        for field, layer in (("entities", ENTITY), ("citations", CITATION))
    }
    told |= layers | {"text": own, "labels": [_tell_values(mark) for mark in marks if mark.layer == LABEL]}
    told |= {"sentences": parts} if split else {}
    told |= {"rows": [row.split("\t") for row in own.split("\n")]} if told.get("type") == "table" else {}
    try:
        return settle_layers(msgspec.convert(told, Block, strict=False))
    except msgspec.ValidationError as error:
        raise FormatError(f"{name}: {told.get('id')}: {error}; mend the annotation there and export it again") from error


def _tell_values(mark: _Mark) -> dict[str, Any]:
    """The features of an annotation that have a value, under the names of the record's fields."""
    names = _FIELDS.get(mark.layer, {})
    return {
        names.get(feature, feature): value
        for feature, value in zip(LAYERS[mark.layer], mark.values, strict=True)
        if value is not None
    }


def _tell_place(mark: _Mark, shift: int, text: str) -> dict[str, Any]:
    start, end = mark.start - shift, mark.end - shift
    return {"start": start, "end": end, "text": text[start:end]}
