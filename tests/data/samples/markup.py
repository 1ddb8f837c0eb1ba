"""Reads the sample markup (`NAME.src`) into blocks with their spans, and into the runs that a typesetter needs.

Blocks are separated by an empty line, each on one line but a table:

    @title TEXT   @author TEXT   @affiliation TEXT   @disclaimer TEXT   @label RESUMEN (a heading of its own line)
    @abstract[es] TEXT   @keywords[es] Palabras clave: TEXT   = Heading   == Heading of the second level
    @quote TEXT   @item a) TEXT   @note 3 TEXT (after the block that calls it)   @bibliography REFERENCIAS   @ref TEXT
    @caption Cuadro 1. TEXT   @table, then rows of cells parted by " | "   @source Fuente: TEXT
    anything else is a paragraph

Inline: `[[ORG:Unión]]`, `[[TREATY:Carta]]`, `[[P.consenso:consensuado]]` are entities; `{{kind|text as printed|works}}` is a
citation, its works parted by " || ", each `authors;year;locator;key=value`, authors parted by " & "; `~cepal~` is set in
small capitals, `_words_` in italics; `^3` calls note 3. A passage ends with its labels, `%% horizontalidad, equidad!`, where
`!` means questioned.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from surco.records import (
    PASSAGES,
    UNMARKED,
    Block,
    BlockType,
    Citation,
    CitationKind,
    Entity,
    FormatError,
    Label,
    NoteRef,
    Work,
    replace,
)  # fmt: skip

SOURCE = "authored:surco"
# markup word -> block type
TYPES: dict[str, BlockType] = {
    "title": "title", "author": "author", "affiliation": "affiliation", "disclaimer": "paragraph", "label": "heading",
    "abstract": "abstract", "keywords": "keywords", "quote": "quote", "item": "list_item", "note": "footnote",
    "caption": "caption", "source": "caption", "table": "table", "bibliography": "heading", "ref": "reference",
}  # fmt: skip
EXTRAS = frozenset({"et_al", "via", "date", "original_year", "prefix"})
KINDS: frozenset[str] = frozenset(get_args(CitationKind))

# `@abstract[en] This article…`, `@note 3 Sobre…`, `== Método`
COMMAND = re.compile(r"@(?P<word>[a-z]+)(?:\[(?P<language>[a-z]{2})\])?(?:\s+(?P<rest>.*))?", re.DOTALL)
HEADING = re.compile(r"(?P<signs>={1,2})\s+(?P<rest>.+)", re.DOTALL)
# `… entre iguales. %% horizontalidad, equidad!`
LABELS = re.compile(r"\s*%%\s*(?P<labels>[a-z!, ]+)$")
INLINE = re.compile(
    r"""
    \[\[ (?P<label>ORG|TREATY|P\.[a-z]+) : (?P<mention>.+?) \]\]            # [[ORG:~cepal~]]
    | \{\{ (?P<kind>[a-z_]+) \| (?P<printed>[^|]+) \| (?P<works>.*?) \}\}   # {{narrative|Ruiz (2007)|Ruiz;2007}}
    | ~ (?P<smallcaps>[^~]+) ~                                              # ~cepal~
    | \^ (?P<call>\d+)                                                      # región,^1
    | (?<!\w) _ (?P<italic>[^_]+) _ (?!\w)                                  # _Ida sin vuelta_
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class Run:
    """Words of one style (plain, italic, smallcaps, call); `citation` is the index of the citation they stand in."""

    text: str
    style: str = "plain"
    citation: int | None = None


@dataclass(frozen=True)
class Printed:
    """A block, the markup word it came from, and its runs: a table's by row and cell."""

    word: str
    block: Block
    runs: tuple[Run, ...]
    cells: tuple[tuple[tuple[Run, ...], ...], ...] = ()


class Reader:
    """Collects runs and spans while one block's inline markup is read from left to right."""

    def __init__(self) -> None:
        self.text = ""
        self.runs: list[Run] = []
        self.entities: list[Entity] = []
        self.citations: list[Citation] = []
        self.calls: list[NoteRef] = []

    def read(self, markup: str, style: str = "plain", citation: int | None = None) -> None:
        """Add the text of `markup` and its spans; small capitals inside italics stay small capitals."""
        end = 0
        for match in INLINE.finditer(markup):
            self._add(markup[end : match.start()], style, citation)
            self._read_match(match, style, citation)
            end = match.end()
        self._add(markup[end:], style, citation)

    def _read_match(self, match: re.Match[str], style: str, citation: int | None) -> None:
        start = len(self.text)
        if match["label"]:
            self.read(match["mention"], style, citation)
            label, _, principle = match["label"].replace("P.", "PRINCIPLE.").partition(".")
            self.entities.append(
                Entity(start, len(self.text), label, self.text[start:], principle=principle or None, source=SOURCE)  # type: ignore[arg-type]
            )
        elif match["kind"]:
            if match["kind"] not in KINDS:
                raise FormatError(f"unknown citation kind {match['kind']!r}; choose from: {', '.join(sorted(KINDS))}")
            self.read(match["printed"], style, len(self.citations))
            works = tuple(read_work(work) for work in match["works"].split(" || "))
            self.citations.append(Citation(start, len(self.text), match["kind"], self.text[start:], SOURCE, works))  # type: ignore[arg-type]
        elif match["call"]:
            self.calls.append(NoteRef(start, match["call"]))
            self.runs.append(Run(match["call"], "call"))
        else:
            self.read(match["smallcaps"] or match["italic"], "smallcaps" if match["smallcaps"] else "italic", citation)

    def _add(self, text: str, style: str, citation: int | None) -> None:
        if text:
            self.text += text
            self.runs.append(Run(text, style, citation))


def read_work(markup: str) -> Work:
    """One cited work.

    >>> work = read_work("Ruiz & Soto;2004;41;original_year=1890")
    >>> work.authors, work.year, work.locator, work.original_year
    (('Ruiz', 'Soto'), '2004', '41', '1890')
    """
    parts = [part.strip() for part in markup.split(";")]
    plain = [part for part in parts if "=" not in part] + ["", "", ""]
    extra = dict(part.split("=", 1) for part in parts if "=" in part)
    if extra.keys() - EXTRAS:
        raise FormatError(f"unknown field in the cited work {markup!r}; choose from: {', '.join(sorted(EXTRAS))}")
    return Work(
        authors=tuple(author for author in plain[0].split(" & ") if author),
        year=plain[1],
        et_al=extra.get("et_al") == "1",
        locator=plain[2] or None,
        via=int(extra["via"]) if "via" in extra else None,
        date=extra.get("date"),
        original_year=extra.get("original_year"),
        prefix=extra.get("prefix"),
    )


def read_labels(markup: str) -> tuple[str, tuple[Label, ...]]:
    """The markup without its label line, and the labels.

    >>> read_labels("Nadie manda. %% horizontalidad, equidad!")[1][1].stance
    'questioned'
    """
    match = LABELS.search(markup)
    if not match:
        return markup, ()
    names = [name.strip() for name in match["labels"].split(",")]
    labels = (Label(name.rstrip("!"), "questioned" if name.endswith("!") else "affirmed", source=SOURCE) for name in names)
    return markup[: match.start()], tuple(labels)


def read_printed(path: Path) -> Iterator[Printed]:
    """The blocks of a source file in its order, without ids, sections and links; raises FormatError with the line."""
    line = 1
    for part in re.split(r"(\n\s*\n)", path.read_text("utf-8")):
        if part.strip():
            try:
                yield read_block(unicodedata.normalize("NFC", part.strip()))
            except (FormatError, TypeError, ValueError) as error:
                raise FormatError(f"{path}:{line}: {error}; see markup.py for the markup") from error
        line += part.count("\n")


def read_block(markup: str) -> Printed:
    """One block of the source.

    >>> read_block("@item a) deciden por [[P.consenso:consenso]]; %% consenso").block.marker
    'a)'
    """
    word, language, level, rest = _split_command(markup)
    if word == "table":
        return _read_table(rest)
    marker = None
    if word in {"item", "note"}:
        marker, rest = rest.split(maxsplit=1)
    rest, labels = read_labels(rest)
    reader = Reader()
    reader.read(" ".join(rest.split()))
    if "  " in reader.text or reader.text != reader.text.strip():
        raise FormatError(f"stray blank in {reader.text[:60]!r}")
    return Printed(word, _make_block(word, reader, language, level, marker, labels), tuple(reader.runs))


def _split_command(markup: str) -> tuple[str, str, int | None, str]:
    if match := HEADING.fullmatch(markup):
        return "heading", "es", len(match["signs"]), match["rest"]
    if match := COMMAND.fullmatch(markup):
        word = match["word"]
        if word not in TYPES:
            raise FormatError(f"unknown block @{word}; choose from: {', '.join(TYPES)}")
        level = 1 if TYPES[word] == "heading" else None
        return word, match["language"] or "es", level, match["rest"] or ""
    return "paragraph", "es", None, markup


def _read_table(rest: str) -> Printed:
    rows = [[" ".join(cell.split()) for cell in row.split(" | ")] for row in rest.splitlines() if row.strip()]
    reader = Reader()
    reader.read("\n".join("\t".join(row) for row in rows))
    block = _make_block("table", reader, "es", None, None, ())
    cells = tuple(tuple(_read_runs(cell) for cell in row) for row in rows)
    return Printed("table", block, (), cells)


def _read_runs(markup: str) -> tuple[Run, ...]:
    reader = Reader()
    reader.read(markup)
    return tuple(reader.runs)


def _make_block(
    word: str, reader: Reader, language: str, level: int | None, marker: str | None, labels: tuple[Label, ...]
) -> Block:
    kind = TYPES.get(word, "heading" if level else "paragraph")
    block = Block(id="", type=kind, text=reader.text, marker=marker, level=level, language=language)
    if kind == "table":
        block = replace(block, rows=tuple(tuple(row.split("\t")) for row in reader.text.split("\n")))
    if kind in UNMARKED:
        return replace(block, language=None)
    block = replace(
        block, entities=tuple(reader.entities), citations=tuple(reader.citations), note_refs=tuple(reader.calls)
    )
    if labels and kind not in PASSAGES:
        raise FormatError(f"a {kind} takes no label")
    return replace(block, labels=labels) if kind in PASSAGES else block
