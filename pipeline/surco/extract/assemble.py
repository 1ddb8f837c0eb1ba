"""Typed pieces in reading order → numbered blocks: sections, languages, notes behind the block that calls them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set

from msgspec import UNSET, Struct
from msgspec.structs import replace

from surco.language import detect_language
from surco.records import PASSAGES, UNMARKED, Block, BlockType, Citation, CitationKind, NoteRef, Work

Box = tuple[int, float, float, float, float]


SOURCE = "xref"
"""What made a citation that the source itself marks."""


class Piece(Struct, frozen=True, omit_defaults=True):
    """A block before it has a number; `calls` are (code point, marker) of the notes that it calls.

    `links` are (start, end, keys) of the citations that the source marks, and `keys` what a reference is called there.
    """

    type: BlockType
    text: str
    marker: str | None = None
    level: int | None = None
    rows: tuple[tuple[str, ...], ...] | None = None
    language: str | None = None
    boxes: tuple[Box, ...] = ()
    calls: tuple[tuple[int, str], ...] = ()
    endnote: bool = False
    links: tuple[tuple[int, int, tuple[str, ...]], ...] = ()
    keys: tuple[str, ...] = ()


def assemble_blocks(pieces: Sequence[Piece], document_id: str, *, paged: bool) -> tuple[Block, ...]:
    """The document's blocks with ids, sections, languages and linked note references."""
    main = _guess_language(pieces)
    ordered = _place_notes(_keep_numbers([piece for piece in pieces if piece.text]))
    ids = [f"{document_id}/{number:04d}" for number in range(1, len(ordered) + 1)]
    links = _link_calls(ordered, ids)
    entries = {key: block_id for piece, block_id in zip(ordered, ids, strict=True) for key in piece.keys}
    headings: list[tuple[int, str]] = []
    blocks = []
    for piece, block_id in zip(ordered, ids, strict=True):
        if piece.type == "heading":
            level = piece.level or 1
            headings = [kept for kept in headings if kept[0] < level]
        block = _make_block(piece, block_id, tuple(text for _, text in headings), main, links, paged)
        blocks.append(replace(block, citations=_make_citations(piece, entries)) if piece.links else block)
        if piece.type == "heading":
            headings.append((piece.level or 1, piece.text))
    return tuple(blocks)


_DIGITS = re.compile(r"[\[(]?\d[\d\s,;–-]*[\])]?")
_NUMBERED = re.compile(r"\[?\d{1,3}[\].)]?\s")


def _keep_numbers(pieces: list[Piece]) -> list[Piece]:
    """Raised numbers that call no note go back into the text where the bibliography is numbered: they are citations."""
    references = [piece for piece in pieces if piece.type == "reference"]
    numbered = sum(bool(_NUMBERED.match(piece.text)) for piece in references)
    if not references or numbered < 0.6 * len(references):
        return pieces
    notes = {piece.marker for piece in pieces if piece.type == "footnote"}
    return [restore_calls(piece, notes) if piece.type in PASSAGES else piece for piece in pieces]


def restore_calls(piece: Piece, notes: Set[str | None]) -> Piece:
    """The piece with the numbers back in its text that call none of these notes."""
    kept: list[tuple[int, str]] = []
    text, shift, last = piece.text, 0, -1
    for at, marker in piece.calls:
        if marker in notes:
            kept.append((at + shift, marker))
            continue
        written = f",{marker}" if at == last else marker
        text = text[: at + shift] + written + text[at + shift :]
        shift, last = shift + len(written), at
    return replace(piece, text=text, calls=tuple(kept), links=()) if shift else piece


def _guess_language(pieces: Sequence[Piece]) -> str:
    body = " ".join(piece.text for piece in pieces if piece.type in ("paragraph", "list_item", "quote"))
    return detect_language(body[:20_000] if body else " ".join(piece.text for piece in pieces)[:20_000])


def _make_block(
    piece: Piece, block_id: str, section: tuple[str, ...], main: str, links: dict[tuple[str, int], str | None], paged: bool
) -> Block:
    refs = tuple(NoteRef(at, marker, links.get((block_id, k))) for k, (at, marker) in enumerate(piece.calls))
    language = piece.language
    if language is None:
        language = detect_language(piece.text, default=main) if len(piece.text) > 60 else main
    return Block(
        id=block_id,
        type=piece.type,
        text=piece.text,
        marker=piece.marker,
        level=piece.level if piece.type == "heading" else None,
        rows=piece.rows,
        language=language,
        section=section,
        pages=tuple(sorted({box[0] for box in piece.boxes})) if paged else UNSET,
        boxes=tuple((page, float(x0), float(y0), float(x1), float(y1)) for page, x0, y0, x1, y1 in piece.boxes)
        if paged
        else UNSET,
        note_refs=UNSET if piece.type in UNMARKED else refs,
    )


def _make_citations(piece: Piece, entries: Mapping[str, str]) -> tuple[Citation, ...]:
    """The citations that the source marks, with the entries that they lead to; who and when is for `citations` to read."""
    citations = (
        Citation(
            start, end, kind=_guess_kind(piece.text, start, end), text=piece.text[start:end], source=SOURCE,
            works=tuple(Work(authors=(), year="", reference=entries[key]) for key in keys if key in entries),
        )
        for start, end, keys in piece.links
    )  # fmt: skip
    return tuple(citation for citation in citations if citation.works)


def _guess_kind(text: str, start: int, end: int) -> CitationKind:
    """How a citation that the source marks is written: a number, in brackets, or in the sentence.

    >>> _guess_kind("ríos [4]", 5, 8), _guess_kind("ríos (Paz, 2001)", 6, 15), _guess_kind("según Paz (2001)", 6, 16)
    ('numeric', 'parenthetical', 'narrative')
    """
    if _DIGITS.fullmatch(text[start:end]):
        return "numeric"
    inside = text.rfind("(", 0, start + 1) > text.rfind(")", 0, start)
    return "parenthetical" if inside else "narrative"


def _place_notes(pieces: list[Piece]) -> list[Piece]:
    """Footnotes behind the block that calls them, in the order of the calls; those that nobody calls stay."""
    waiting: dict[str, list[int]] = {}
    for place, piece in enumerate(pieces):
        if piece.type == "footnote" and not piece.endnote and piece.marker:
            waiting.setdefault(piece.marker, []).append(place)
    pulled: dict[int, list[int]] = {}
    for place, piece in enumerate(pieces):
        for _, marker in piece.calls if piece.type != "footnote" else ():
            if waiting.get(marker) and waiting[marker][0] != place:
                pulled.setdefault(place, []).append(waiting[marker].pop(0))
    moved = {note for notes in pulled.values() for note in notes}
    ordered: list[Piece] = []
    for place, piece in enumerate(pieces):
        if place not in moved:
            ordered.extend([piece, *(pieces[note] for note in pulled.get(place, ()))])
    return ordered


def _link_calls(pieces: Sequence[Piece], ids: Sequence[str]) -> dict[tuple[str, int], str | None]:
    """(block id, number of the call) → id of the note: each call takes the nearest note of its number, each note one call."""
    notes: dict[str, list[int]] = {}
    for place, piece in enumerate(pieces):
        if piece.type == "footnote" and piece.marker:
            notes.setdefault(piece.marker, []).append(place)
    links: dict[tuple[str, int], str | None] = {}
    for place, piece in enumerate(pieces):
        for k, (_, marker) in enumerate(piece.calls):
            after = [note for note in notes.get(marker, ()) if note > place]
            if after:
                links[ids[place], k] = ids[after[0]]
            elif notes.get(marker):
                links[ids[place], k] = ids[notes[marker][-1]]
    return links
