"""Documents ⇄ brat stand-off: ID.txt with a block a line, ID.ann with blocks, spans and their attributes, and brat's config."""

from __future__ import annotations

import re
import typing
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from msgspec import structs

from surco.doccano.examples import CITATION_KINDS
from surco.export.context import Context
from surco.export.files import File
from surco.export.importing import Imported, make_span, name_file, settle_stances
from surco.export.loss import HEADS, HUMAN, settle_layers
from surco.export.texts import join_blocks
from surco.records import (
    Block,
    BlockType,
    Citation,
    Document,
    Entity,
    FormatError,
    Head,
    Label,
    Stance,
    SurcoError,
    replace,
)
from surco.scheme import Scheme

LOST = frozenset({
    *HEADS, *HUMAN, "block.marker", "block.level", "block.language", "block.section", "block.pages", "block.boxes", "block.sentences",
    "block.note_refs", "block.parsed", "block.situation", "block.computed", "entity.source", "entity.score", "citation.source",
    "citation.works", "label.score", "label.source", "label.decision",
})  # fmt: skip
BLOCK_TYPES: tuple[BlockType, ...] = typing.get_args(BlockType)
STANCES: tuple[Stance, ...] = typing.get_args(Stance)
AUTHORITY = "surco"
"""The resource that entity ids are normalised to."""
# T3  ORG 27 33  unasur
_TEXT_BOUND = re.compile(r"(T\S+)\t(\S+) ([\d ;]+)\t(.*)")
# A1  Principle T3 equidad
_ATTRIBUTE = re.compile(r"[AM]\S+\t(\S+) (T\S+)(?: (.*))?")
# N1  Reference T3 surco:unasur  unasur
_NORMALISATION = re.compile(rf"N\S+\tReference (T\S+) {AUTHORITY}:(.*?)(?:\t.*)?")
# #1  BlockId T3  redes/0012
_NOTE = re.compile(r"#\S+\tBlockId (T\S+)\t(.*)")
_PASSED_OVER = ("#", "N", "R", "E", "*", "A", "M")
_NAME = re.compile(r"[\w-]+")


def to_brat(documents: Iterable[Document], context: Context) -> Iterator[File]:
    """Yield annotation.conf, and a .txt and an .ann for each document; offsets are code points into the .txt."""
    yield File("annotation.conf", make_config(context.scheme).encode())
    for document in documents:
        joined = join_blocks(document.blocks)
        lines = _Lines()
        for block, start in zip(document.blocks, joined.starts, strict=True):
            lines.add_block(block, start)
        yield File(f"{document.head.id}.txt", (joined.text + "\n").encode())
        yield File(f"{document.head.id}.ann", "".join(line + "\n" for line in lines.done).encode())


def make_config(scheme: Scheme) -> str:
    """The annotation.conf of a scheme."""
    for principle in scheme.ids:
        if not _NAME.fullmatch(principle):
            raise SurcoError(f"{principle!r}: brat takes letters, digits, '_' and '-' in names; rename the principle for brat")
    spans = ("ORG", "TREATY", "PRINCIPLE", *CITATION_KINDS)
    stances = [f"{principle}\tArg:{'|'.join(BLOCK_TYPES)}, Value:{'|'.join(STANCES)}" for principle in scheme.ids]
    return "\n".join((
        "[entities]", *spans, *BLOCK_TYPES, "", "[relations]", "<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>", "",
        "[events]", "", "[attributes]", f"Principle\tArg:PRINCIPLE, Value:{'|'.join(scheme.ids)}",
        "Optional\tArg:ORG|TREATY|PRINCIPLE", *stances, "",
    ))  # fmt: skip


@dataclass
class _Lines:
    """The lines of an .ann file as they are made."""

    done: list[str] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def add(self, kind: str, content: str) -> str:
        number = self.numbers[kind] = self.numbers.get(kind, 0) + 1
        self.done.append(f"{kind}{number}\t{content}")
        return f"{kind}{number}"

    def add_span(self, name: str, start: int, text: str) -> str:
        """A text-bound annotation, in a fragment for each line; brat joins their texts by blanks."""
        fragments = [(start + match.start(), start + match.end(), match.group()) for match in re.finditer(r"[^\n]+", text)]
        places = ";".join(f"{begin} {end}" for begin, end, _ in fragments)
        return self.add("T", f"{name} {places}\t{' '.join(words for _, _, words in fragments)}")

    def add_block(self, block: Block, start: int) -> None:
        if not block.text.strip("\n"):
            raise SurcoError(f"{block.id}: empty text, which brat cannot mark; leave blocks of type {block.type} out: --type")
        whole = self.add_span(block.type, start, block.text)
        self.add("#", f"BlockId {whole}\t{block.id}")
        for label in block.labels or ():
            self.add("A", f"{label.principle} {whole} {label.stance}")
        for entity in block.entities or ():
            self._add_entity(entity, start)
        for citation in block.citations or ():
            span = self.add_span(citation.kind, start + citation.start, citation.text)
            if citation.works:
                self.add("#", f"AnnotatorNotes {span}\t{describe_works(citation)}")

    def _add_entity(self, entity: Entity, start: int) -> None:
        span = self.add_span(entity.label, start + entity.start, entity.text)
        if entity.principle is not None:
            self.add("A", f"Principle {span} {entity.principle}")
        if entity.optional:
            self.add("A", f"Optional {span}")
        if entity.id is not None:
            self.add("N", f"Reference {span} {AUTHORITY}:{entity.id}\t{entity.text}")


def describe_works(citation: Citation) -> str:
    """The cited works in words, for the one who annotates; they are not read back.

    >>> from surco.records import Work
    >>> works = (Work(("Paz", "Orte"), "2010", locator="14"), Work((), ""))
    >>> describe_works(Citation(0, 1, "numeric", "x", works=works))
    'Paz, Orte 2010: 14; ?'
    """
    return " ".join("; ".join(
        f"{', '.join(work.authors)} {work.year}{f': {work.locator}' if work.locator else ''}".strip() or "?"
        for work in citation.works
    ).split())  # fmt: skip


@dataclass
class _Span:
    """A text-bound annotation with its attributes."""

    name: str
    fragments: list[tuple[int, int]]
    words: str
    where: str
    attributes: dict[str, str] = field(default_factory=dict)
    identity: str | None = None
    block: str | None = None

    @property
    def start(self) -> int:
        return self.fragments[0][0]

    @property
    def end(self) -> int:
        return self.fragments[-1][1]


def from_brat(files: Iterable[File], context: Context) -> Iterator[Imported]:
    """Yield the document of each pair of .txt and .ann; raises FormatError with the line where a quote is not its text."""
    texts: dict[str, str] = {}
    annotations: dict[str, str] = {}
    for file in files:
        stem, _, ending = file.name.rpartition(".")
        if ending in ("txt", "ann"):
            try:
                (texts if ending == "txt" else annotations)[stem] = file.data.decode()
            except UnicodeDecodeError as error:
                raise FormatError(f"{file.name}: not UTF-8 at byte {error.start}; save it as UTF-8") from error
    for stem in sorted(annotations):
        if stem not in texts:
            raise FormatError(f"{stem}.ann: no {stem}.txt beside it; import the folder that holds both")
        name = f"{stem}.ann"
        with name_file(name):
            document = _build_document(_read_spans(annotations[stem], texts[stem], name), texts[stem], context.scheme)
        yield Imported(name, document)


def _read_spans(content: str, text: str, name: str) -> list[_Span]:
    spans: dict[str, _Span] = {}
    for number, line in enumerate(content.split("\n"), start=1):
        where = f"{name}:{number}"
        if found := _TEXT_BOUND.fullmatch(line):
            spans[found[1]] = _read_span(found, text, where)
        elif line.strip() and not line.startswith(_PASSED_OVER):
            raise FormatError(f"{where}: no line of brat's stand-off: {line[:40]!r}; mend or remove it")
    for line in content.split("\n"):
        _read_detail(line, spans)
    return list(spans.values())


def _read_span(found: re.Match[str], text: str, where: str) -> _Span:
    try:
        fragments = [(int(start), int(end)) for start, end in (part.split() for part in found[3].split(";"))]
    except ValueError as error:
        raise FormatError(f"{where}: {found[3]!r} are no offsets; mend or remove this line") from error
    words = " ".join(text[start:end] for start, end in fragments)
    if words != found[4]:
        raise FormatError(f"{where}: [{found[3]}) is {words[:40]!r}, not {found[4][:40]!r}; is this the .txt that was annotated?")
    return _Span(found[2], fragments, words, where)


def _read_detail(line: str, spans: dict[str, _Span]) -> None:
    if (found := _ATTRIBUTE.fullmatch(line)) and found[2] in spans:
        spans[found[2]].attributes[found[1]] = found[3] or ""
    elif (found := _NORMALISATION.fullmatch(line)) and found[1] in spans:
        spans[found[1]].identity = found[2]
    elif (found := _NOTE.fullmatch(line)) and found[1] in spans:
        spans[found[1]].block = found[2]


def _build_document(spans: list[_Span], text: str, scheme: Scheme) -> Document:
    frames = sorted((span for span in spans if span.block is not None), key=lambda span: span.start)
    starts = [frame.start for frame in frames]
    inside: dict[int, list[_Span]] = {}
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        place = bisect_right(starts, span.start) - 1
        if span.name in BLOCK_TYPES:
            continue
        if place < 0 or span.end > frames[place].end:
            raise FormatError(f"{span.where}: {span.words[:40]!r} lies in no block, or in two; shorten or remove it")
        inside.setdefault(place, []).append(span)
    blocks = tuple(_build_block(frame, inside.get(place, []), text, scheme) for place, frame in enumerate(frames))
    return Document(Head((frames[0].block or "").rpartition("/")[0] if frames else ""), blocks)


def _build_block(frame: _Span, marks: list[_Span], text: str, scheme: Scheme) -> Block:
    own = text[frame.start : frame.end]
    if frame.name not in BLOCK_TYPES or frame.block is None:
        raise FormatError(f"{frame.where}: {frame.name!r} is no type of block; choose from: {', '.join(BLOCK_TYPES)}")
    rows = tuple(tuple(row.split("\t")) for row in own.split("\n")) if frame.name == "table" else None
    bare = Block(frame.block, frame.name, own, rows=rows)
    read = [_read_mark(mark, bare, frame.start, scheme) for mark in marks]
    stances = [_read_stance(name, value, frame.where) for name, value in frame.attributes.items()]
    return settle_layers(replace(
        bare,
        entities=tuple(mark for mark in read if isinstance(mark, Entity)),
        citations=tuple(mark for mark in read if isinstance(mark, Citation)),
        labels=settle_stances(stances, bare, scheme.ids),
    ))  # fmt: skip


def _read_mark(mark: _Span, block: Block, shift: int, scheme: Scheme) -> Entity | Citation:
    name = mark.attributes.get("Principle", "") if mark.name == "PRINCIPLE" else mark.name
    try:
        span = make_span(mark.start - shift, mark.end - shift, name, block, scheme.ids)
    except FormatError as error:
        raise FormatError(f"{mark.where}: {error}") from error
    if " ".join(span.text.split("\n")) != mark.words:
        raise FormatError(f"{mark.where}: {mark.words[:40]!r} is in pieces; a mention is one piece of text")
    if isinstance(span, Citation):
        return span
    return structs.replace(span, id=mark.identity, optional="Optional" in mark.attributes)


def _read_stance(principle: str, stance: str, where: str) -> Label:
    for known in STANCES:
        if stance == known:
            return Label(principle, known)
    raise FormatError(f"{where}: {principle} is {stance!r}; choose from: {', '.join(STANCES)}")
