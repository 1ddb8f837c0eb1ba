"""A person's corrections of a document, `corpus/corrections/ID.toml` → its pieces mended: retyped, joined, split, reworded."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from surco.extract.assemble import Piece
from surco.extract.text import Vocabulary, clean_text, join_lines
from surco.records import UNMARKED, BlockType, Warn
from surco.settings import read_toml

Quote = Annotated[str, Meta(min_length=1)]
"""Words as they stand in the document."""
Page = Annotated[int, Meta(ge=1)] | None
_HEADER = re.compile(r"^\s*\[\[\s*(retype|join|split|replace)\s*\]\]", re.M)
_MANY = "{count} blocks {what}; quote more words, or give the page"


class Retype(Struct, frozen=True, forbid_unknown_fields=True):
    """The block that begins with `block` is of another type, or a heading of another level."""

    block: Quote
    type: BlockType
    level: Annotated[int, Meta(ge=1, le=6)] | None = None
    page: Page = None


class Join(Struct, frozen=True, forbid_unknown_fields=True):
    """The block that begins with `with` goes on from the one that begins with `block`."""

    block: Quote
    second: Quote = msgspec.field(name="with")
    page: Page = None


class Split(Struct, frozen=True, forbid_unknown_fields=True):
    """A block ends before these words; what follows is another, of the same type or of `type`."""

    before: Quote
    block: Quote | None = None
    type: BlockType | None = None
    page: Page = None


class Replace(Struct, frozen=True, forbid_unknown_fields=True):
    """The words `old`, which stand once, read `new`; a block that has nothing left is gone."""

    old: Quote
    new: str
    block: Quote | None = None
    page: Page = None


Correction = Retype | Join | Split | Replace


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    retype: tuple[Retype, ...] = ()
    join: tuple[Join, ...] = ()
    split: tuple[Split, ...] = ()
    replace: tuple[Replace, ...] = ()


class _Unmatched(Exception):
    """Why a correction finds no place, or more than one."""


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """The corrections of a file in its order; raises FormatError as `file: what`."""
    file = read_toml(path, _File)
    by_kind: dict[str, list[Correction]] = {
        "retype": [*file.retype], "join": [*file.join], "split": [*file.split], "replace": [*file.replace],
    }  # fmt: skip
    kinds = [kind for kind in _HEADER.findall(path.read_text(encoding="utf-8")) if by_kind[kind]]
    ordered = [by_kind[kind].pop(0) for kind in kinds if by_kind[kind]]
    return (*ordered, *(correction for left in by_kind.values() for correction in left))


def apply_corrections(pieces: Sequence[Piece], corrections: Sequence[Correction]) -> tuple[list[Piece], list[Warn]]:
    """The pieces mended in the corrections' order, and a warning for each that finds no place or more than one."""
    mended, warnings = list(pieces), []
    for number, correction in enumerate(corrections, start=1):
        try:
            mended = _apply(mended, correction)
        except _Unmatched as reason:
            kind = type(correction).__name__.lower()
            warnings.append(Warn("correction-unmatched", detail=f"correction {number} ({kind}): {reason}"))
    return mended, warnings


def _apply(pieces: list[Piece], correction: Correction) -> list[Piece]:
    match correction:
        case Retype():
            at = _find_block(pieces, correction.block, correction.page)
            return [*pieces[:at], _retype(pieces[at], correction.type, correction.level), *pieces[at + 1 :]]
        case Join():
            first = _find_block(pieces, correction.block, correction.page)
            second = _find_block(pieces, correction.second, None, but=first)
            joined = _join(pieces[first], pieces[second])
            return [joined if k == first else piece for k, piece in enumerate(pieces) if k != second]
        case Split():
            at, start, _ = _find_words(pieces, correction.before, correction.block, correction.page)
            return [*pieces[:at], *_split(pieces[at], start, correction), *pieces[at + 1 :]]
        case Replace():
            at, start, end = _find_words(pieces, correction.old, correction.block, correction.page)
            return [*pieces[:at], _reword(pieces[at], start, end, correction.new), *pieces[at + 1 :]]


def _find_block(pieces: list[Piece], quote: str, page: int | None, *, but: int | None = None) -> int:
    words = _quote(quote)
    found = [
        k for k, piece in enumerate(pieces) if k != but and piece.text.startswith(words) and _stands_on(piece, page)
    ]
    if len(found) > 1:  # the whole text beats a mere beginning
        found = [k for k in found if pieces[k].text == words] or found
    return _take_one(found, f"begin with “{_shorten(quote)}”", f"no block begins with “{_shorten(quote)}”")


def _find_words(pieces: list[Piece], quote: str, block: str | None, page: int | None) -> tuple[int, int, int]:
    """The one piece in which the words stand once, and where they begin and end in it."""
    words = _quote(quote)
    inside = [_find_block(pieces, block, page)] if block else range(len(pieces))
    found = [
        (k, match.start())
        for k in inside if _stands_on(pieces[k], page)
        for match in re.finditer(re.escape(words), pieces[k].text)
    ]  # fmt: skip
    missing = f"no block {'that begins so ' if block else ''}holds “{_shorten(quote)}”"
    if len({k for k, _ in found}) < len(found):
        raise _Unmatched(f"“{_shorten(quote)}” stands {len(found)} times; quote more words")
    _take_one([k for k, _ in found], f"hold “{_shorten(quote)}”", missing)
    at, start = found[0]
    return at, start, start + len(words)


def _take_one(found: Sequence[int], what: str, missing: str) -> int:
    if not found:
        raise _Unmatched(missing)
    if len(found) > 1:
        raise _Unmatched(_MANY.format(count=len(found), what=what))
    return found[0]


def _stands_on(piece: Piece, page: int | None) -> bool:
    return page is None or not piece.boxes or any(box[0] == page for box in piece.boxes)


def _quote(words: str) -> str:
    return clean_text(words.strip().removesuffix("…"))


def _shorten(quote: str) -> str:
    words = _quote(quote)
    return words if len(words) <= 60 else words[:59] + "…"


def _retype(piece: Piece, kind: BlockType, level: int | None) -> Piece:
    """The piece as another type: a table's cells become one text, and marks go where the type has none."""
    level = (level or piece.level or 1) if kind == "heading" else None
    if kind == piece.type == "table":
        return piece
    calls, links = ((), ()) if kind in UNMARKED else (piece.calls, piece.links)
    marker = piece.marker if kind in ("list_item", "footnote") else None
    return replace(piece, type=kind, level=level, rows=None, text=clean_text(piece.text), calls=calls, links=links, marker=marker)


def _join(first: Piece, second: Piece) -> Piece:
    boxes = (*first.boxes, *second.boxes)
    if first.rows is not None and second.rows is not None:
        return _write_rows(replace(first, boxes=boxes), (*first.rows, *second.rows))
    if first.rows is not None or second.rows is not None:
        raise _Unmatched("a table and a text can't be joined; retype the table first")
    text, (_, start) = join_lines([first.text, second.text], Vocabulary())
    calls = (*first.calls, *((at + start, marker) for at, marker in second.calls))
    links = (*first.links, *((begin + start, end + start, keys) for begin, end, keys in second.links))
    joined = replace(first, text=text, boxes=boxes, keys=(*first.keys, *second.keys))
    return replace(joined, calls=(), links=()) if first.type in UNMARKED else replace(joined, calls=calls, links=links)


def _split(piece: Piece, at: int, correction: Split) -> list[Piece]:
    """Both parts keep all boxes, since where the cut falls on the page is not known."""
    if piece.rows is not None:
        raise _Unmatched("a table can't be split; retype it first")
    head, tail = piece.text[:at].rstrip(), piece.text[at:]
    if not head:
        raise _Unmatched(f"the block already begins with “{_shorten(correction.before)}”")
    calls, links = (call for call in piece.calls if call[0] <= len(head)), (link for link in piece.links if link[1] <= len(head))
    first = replace(piece, text=head, calls=tuple(calls), links=tuple(links))
    rest = tuple((place - at, marker) for place, marker in piece.calls if place > len(head))
    behind = tuple((begin - at, end - at, keys) for begin, end, keys in piece.links if begin >= at)
    second = replace(piece, text=tail, calls=rest, links=behind, keys=(), marker=None)
    return [first, _retype(second, correction.type or piece.type, None)]


def _reword(piece: Piece, start: int, end: int, new: str) -> Piece:
    new = re.sub(r"\s+", " ", unicodedata.normalize("NFC", new))
    if piece.rows is not None:
        old = piece.text[start:end]
        rows = tuple(tuple(clean_text(cell.replace(old, new)) for cell in row) for row in piece.rows)
        return _write_rows(piece, rows)
    grown = len(new) - (end - start)
    text = piece.text[:start] + new + piece.text[end:]
    cleaned = clean_text(text)

    def move(at: int) -> int:
        moved = at if at <= start else at + grown if at >= end else start + len(new)
        return min(len(_clean_head(text[:moved])), len(cleaned))

    calls = tuple((move(at), marker) for at, marker in piece.calls)
    whole = (link for link in piece.links if link[1] <= start or link[0] >= end)
    links = tuple((move(first), move(last), keys) for first, last, keys in whole)
    return replace(piece, text=cleaned, calls=calls, links=links)


def _clean_head(head: str) -> str:
    """The beginning of a text as it is when the whole is cleaned: the blanks at its end are one, at its start none."""
    return re.sub(r" +", " ", unicodedata.normalize("NFC", head)).lstrip(" ")


def _write_rows(piece: Piece, rows: tuple[tuple[str, ...], ...]) -> Piece:
    return replace(piece, rows=rows, text="\n".join("\t".join(row) for row in rows))
