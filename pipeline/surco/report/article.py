"""An annotated document → what its page shows: blocks with pieces, cards, contents, links both ways."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, get_args

from msgspec import Struct

from surco.records import Block, Document, Stance, Warn
from surco.report.cards import (
    Card,
    LabelCard,
    Principle,
    make_citation_card,
    make_entity_card,
    make_label_cards,
    read_maker,
)
from surco.report.marks import Mark, NoteCall, Piece, cut_pieces, locate_cells

if TYPE_CHECKING:
    from surco.classify import Model

_NUMBER = re.compile(r"[0-9A-Za-z]+")
DEEPEST = 6
"""Of HTML's headings; the title takes the first."""
MARKS = ("ORG", "TREATY", "PRINCIPLE", "CITATION")
STANCES: tuple[str, ...] = get_args(Stance)
TYPES = ("abstract", "paragraph", "list_item", "quote", "footnote", "table", "reference", "furniture")
"""What the filters offer, in their order."""


class Row(Struct, frozen=True):
    """A block as its page shows it; `cells` in place of `pieces` for a table, `back` are (anchor, words) leading here."""

    anchor: str
    type: str
    language: str
    pieces: tuple[Piece, ...] = ()
    cells: tuple[tuple[tuple[Piece, ...], ...], ...] = ()
    marker: str = ""
    level: int = 2
    printed: str = ""
    page: int | None = None
    labels: tuple[LabelCard, ...] = ()
    back: tuple[tuple[str, str], ...] = ()
    is_passage: bool = False


class Heading(Struct, frozen=True):
    """A line of the contents."""

    anchor: str
    text: str
    level: int
    labels: int


class Counted(Struct, frozen=True):
    """A choice of the filters and how many it would show."""

    name: str
    count: int


class Article(Struct, frozen=True):
    """All that a page shows of a document."""

    id: str
    title: str
    authors: tuple[str, ...]
    year: int | None
    language: str
    source: str
    pages: int | None
    warnings: tuple[Warn, ...]
    groups: tuple[tuple[Row, ...], ...]
    cards: tuple[tuple[str, Card], ...]
    contents: tuple[Heading, ...]
    marks: tuple[Counted, ...]
    principles: tuple[tuple[Principle, int], ...]
    stances: tuple[Counted, ...]
    types: tuple[Counted, ...]
    human: int
    machine: int
    passages: int


class _Cards:
    """The cards of a page, each different one once."""

    def __init__(self) -> None:
        self.names: dict[Card, str] = {}

    def name(self, card: Card) -> str:
        return self.names.setdefault(card, f"k{len(self.names) + 1}")


def make_article(
    document: Document, principles: Sequence[Principle], names: Mapping[str, str], model: Model | None
) -> Article:
    """What the page of a document shows; `names` are the authority's by id, `model` the one to ask for reasons."""
    anchors = name_anchors(document.blocks)
    cards = _Cards()
    rows = tuple(_make_rows(document, anchors, cards, principles, names, model))
    labels = [label for row in rows for label in row.labels]
    marks = list(_iterate_marks(rows))
    people = sum(mark.human for mark in marks) + sum(label.maker.human for label in labels)
    by_principle = Counter(label.principle for label in labels)
    head = document.head
    return Article(
        id=head.id,
        title=head.title or head.id,
        authors=head.authors,
        year=head.year,
        language=head.language or "es",
        source=head.source.path if head.source else "",
        pages=head.source.pages if head.source else None,
        warnings=tuple(head.warnings or ()),
        groups=tuple(_group_rows(rows)),
        cards=tuple((name, card) for card, name in cards.names.items()),
        contents=tuple(_list_contents(rows)),
        marks=_count((mark.kind for mark in marks), MARKS),
        principles=tuple(sorted(by_principle.items(), key=lambda pair: pair[0].number)),
        stances=_count((label.stance for label in labels), STANCES),
        types=_count((row.type for row in rows), TYPES),
        human=people,
        machine=len(marks) + len(labels) - people,
        passages=sum(row.is_passage for row in rows),
    )


def name_anchors(blocks: Sequence[Block]) -> dict[str, str]:
    """The anchor of each block by its id, safe in any link: `b0012` for `ruiz-2019/0012`."""
    anchors: dict[str, str] = {}
    taken: set[str] = set()
    for place, block in enumerate(blocks):
        number = block.id.rpartition("/")[2]
        anchor = f"b{number}" if _NUMBER.fullmatch(number) else f"x{place}"
        anchors.setdefault(block.id, f"x{place}" if anchor in taken else anchor)
        taken.add(anchor)
    return anchors


def _make_rows(
    document: Document,
    anchors: Mapping[str, str],
    cards: _Cards,
    principles: Sequence[Principle],
    names: Mapping[str, str],
    model: Model | None,
) -> Iterator[Row]:
    entries = {block.id: (anchors[block.id], block.text) for block in document.blocks if block.type == "reference"}
    back = _list_back_links(document, anchors)
    before: int | None = None
    for block in document.blocks:
        anchor = anchors[block.id]
        marks = [*_mark_citations(block, anchor, entries, cards), *_mark_entities(block, anchor, principles, names, cards)]
        calls = [
            NoteCall(ref.at, ref.marker, f"{anchor}-n{number}", anchors.get(ref.note or "", ""))
            for number, ref in enumerate(block.note_refs or ())
        ]
        pages = block.pages or ()
        cells = tuple(
            tuple(cut_pieces(block.text, marks, calls, *place) for place in row) for row in locate_cells(block)
        )
        yield Row(
            anchor=anchor,
            type=block.type,
            language=block.language or document.head.language or "es",
            pieces=() if cells else cut_pieces(block.text, marks, calls),
            cells=cells,
            marker=block.marker or "",
            level=min(DEEPEST, 1 + (block.level or 1)),
            printed=_name_pages(pages) if pages and (pages[0] != before or len(pages) > 1) else "",
            page=pages[0] if pages else None,
            labels=make_label_cards(block, principles, model),
            back=tuple(back[block.id]),
            is_passage=block.is_passage,
        )
        before = pages[-1] if pages else before


def _name_pages(pages: Sequence[int]) -> str:
    return str(pages[0]) if len(pages) == 1 else f"{pages[0]}–{pages[-1]}"


def _list_back_links(document: Document, anchors: Mapping[str, str]) -> defaultdict[str, list[tuple[str, str]]]:
    """Where each note is called and each bibliography entry cited, by the block's id."""
    back: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for block in document.blocks:
        anchor = anchors[block.id]
        for number, ref in enumerate(block.note_refs or ()):
            if ref.note:
                back[ref.note].append((f"{anchor}-n{number}", ref.marker))
        for number, citation in enumerate(block.citations or ()):
            for name in dict.fromkeys(work.reference for work in citation.works if work.reference):
                back[name].append((f"{anchor}-c{number}", citation.text))
    return back


def _mark_citations(
    block: Block, anchor: str, entries: Mapping[str, tuple[str, str]], cards: _Cards
) -> Iterator[Mark]:
    for number, citation in enumerate(block.citations or ()):
        card = make_citation_card(citation, entries)
        linked = {work.entries[0][0] for work in card.works if work.linked}
        target = linked.pop() if len(linked) == 1 and len(card.works) == 1 else ""
        yield Mark(
            citation.start, citation.end, "CITATION", cards.name(card), f"{anchor}-c{number}", card.maker.human,
            target=target,
        )  # fmt: skip


def _mark_entities(
    block: Block, anchor: str, principles: Sequence[Principle], names: Mapping[str, str], cards: _Cards
) -> Iterator[Mark]:
    for number, entity in enumerate(block.entities or ()):
        card = make_entity_card(entity, principles, names)
        principle = card.principle.number if card.principle else None
        yield Mark(
            entity.start, entity.end, entity.label, cards.name(card), f"{anchor}-e{number}",
            read_maker(entity.source).human, principle,
        )  # fmt: skip


def _iterate_marks(rows: Sequence[Row]) -> Iterator[Mark]:
    for row in rows:
        for pieces in (row.pieces, *(cell for cells in row.cells for cell in cells)):
            for piece in pieces:
                yield from (mark for mark, begins in zip(piece.marks, piece.begins, strict=True) if begins)


def _group_rows(rows: Sequence[Row]) -> Iterator[tuple[Row, ...]]:
    """Yield the rows one by one, but the items of a list, and the entries of a bibliography, together."""
    group: list[Row] = []
    for row in rows:
        if group and not (row.type == group[0].type and row.type in ("list_item", "reference")):
            yield tuple(group)
            group = []
        group.append(row)
    if group:
        yield tuple(group)


def _list_contents(rows: Sequence[Row]) -> Iterator[Heading]:
    """Yield each heading with the number of labels down to the next."""
    places = [place for place, row in enumerate(rows) if row.type == "heading"]
    for place, end in zip(places, [*places, len(rows)][1:], strict=True):
        row = rows[place]
        text = "".join(piece.text for piece in row.pieces)
        yield Heading(row.anchor, text, row.level, sum(len(one.labels) for one in rows[place:end]))


def _count(names: Iterator[str], order: Sequence[str]) -> tuple[Counted, ...]:
    counts = Counter(names)
    return tuple(Counted(name, counts[name]) for name in order if counts[name])
