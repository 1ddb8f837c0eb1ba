"""An annotated document → the little that the start page and the search index need of it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from surco.records import Block, Document, Work
from surco.report.article import name_anchors
from surco.report.cards import read_maker
from surco.search.words import count_words

_WORD = re.compile(r"[^\W_]+")
TENTHS = 10
"""Parts into which an article is cut to see where its labels stand."""


class Labelled(Struct, frozen=True):
    """One label of one passage: where it stands, of the article's passages, in tenths from 0, and under which heading."""

    passage: int
    principle: str
    questioned: bool
    human: bool
    tenth: int
    section: str


class Mentioned(Struct, frozen=True):
    """One mention of an organisation or instrument, with the principles of its passage."""

    label: str
    id: str
    text: str
    principles: tuple[str, ...]


class Cited(Struct, frozen=True):
    """One work cited once: a key that is the same for the work in other articles, its words, and where."""

    key: str
    text: str
    anchor: str


class Searched(Struct, frozen=True, array_like=True):
    """A block in which the search looks."""

    anchor: str
    text: str


class Summary(Struct, frozen=True):
    """What is counted of a document over the corpus; `tenths` are how many passages lie in each tenth."""

    id: str
    title: str
    authors: tuple[str, ...]
    year: int | None
    pages: int
    words: int
    passages: int
    tenths: tuple[int, ...]
    labels: tuple[Labelled, ...]
    mentions: tuple[Mentioned, ...]
    cited: tuple[Cited, ...]
    makers: tuple[tuple[str, str, int], ...]
    inputs: tuple[tuple[str, str], ...]


def fold(text: str) -> str:
    """Text in lower case without diacritics, as the search compares it.

    >>> fold("Ñandú Coöperación")
    'nandu cooperacion'
    """
    if text.isascii():
        return text.lower()
    parted = unicodedata.normalize("NFD", text.lower())
    return "".join(sign for sign in parted if not unicodedata.combining(sign))


def split_words(text: str) -> list[str]:
    """The words of a text, folded.

    >>> split_words("Sur-Sur: 12 acciones de la UNASUR")
    ['sur', 'sur', '12', 'acciones', 'de', 'la', 'unasur']
    """
    return _WORD.findall(fold(text))


def summarise_document(document: Document) -> Summary:
    """What the start page counts of a document."""
    head, passages = document.head, [block for block in document.blocks if block.is_passage]
    tenths = [min(TENTHS - 1, TENTHS * place // len(passages)) for place in range(len(passages))]
    counts = Counter(tenths)
    return Summary(
        id=head.id,
        title=head.title or head.id,
        authors=head.authors,
        year=head.year,
        pages=(head.source.pages if head.source else None) or 0,
        words=sum(count_words(block.text) for block in passages),
        passages=len(passages),
        tenths=tuple(counts[tenth] for tenth in range(TENTHS)),
        labels=tuple(
            Labelled(
                place, label.principle, label.stance == "questioned", read_maker(label.source).human, tenth,
                _name_section(block),
            )
            for place, (block, tenth) in enumerate(zip(passages, tenths, strict=True))
            for label in block.labels or ()
        ),
        mentions=tuple(_list_mentions(document)),
        cited=tuple(_list_cited(document)),
        makers=tuple(_count_makers(document)),
        inputs=tuple(sorted(head.made_by.inputs.items())) if head.made_by else (),
    )  # fmt: skip


def list_searched(document: Document) -> tuple[Searched, ...]:
    """The blocks in which the search looks: all but running heads and folios."""
    anchors = name_anchors(document.blocks)
    return tuple(
        Searched(anchors[block.id], block.text)
        for block in document.blocks
        if block.type != "furniture" and block.text
    )


def _name_section(block: Block) -> str:
    return block.section[0] if block.section else ""


def _list_mentions(document: Document) -> Iterator[Mentioned]:
    for block in document.blocks:
        principles = tuple(dict.fromkeys(label.principle for label in block.labels or ()))
        for entity in block.entities or ():
            if entity.label != "PRINCIPLE":
                yield Mentioned(entity.label, entity.id or fold(entity.text), entity.text, principles)


def _list_cited(document: Document) -> Iterator[Cited]:
    anchors = name_anchors(document.blocks)
    entries = {block.id: block for block in document.blocks if block.type == "reference"}
    for block in document.blocks:
        for number, citation in enumerate(block.citations or ()):
            for work in citation.works:
                entry = entries.get(work.reference or "")
                if entry is not None or work.authors:
                    key, text = _name_entry(entry) if entry else _name_work(work)
                    yield Cited(key, text, f"{anchors[block.id]}-c{number}")


def _name_entry(entry: Block) -> tuple[str, str]:
    """A bibliography entry's key, the same wherever author, year and the title's first words are, and its text."""
    parsed = entry.parsed
    if parsed is None or not (parsed.authors and parsed.year):
        return " ".join(split_words(entry.text)[:12]), entry.text
    words = split_words(parsed.title or "")[:4]
    return " ".join([*split_words(parsed.authors[0].family), *split_words(parsed.year), *words]), entry.text


def _name_work(work: Work) -> tuple[str, str]:
    text = f"{', '.join(work.authors)} ({work.year})"
    return " ".join(split_words(text)), text


def _count_makers(document: Document) -> Iterator[tuple[str, str, int]]:
    """Yield kind of annotation, source, how many."""
    counts: Counter[tuple[str, str]] = Counter()
    for block in document.blocks:
        counts.update((entity.label, entity.source) for entity in block.entities or ())
        counts.update(("CITATION", citation.source) for citation in block.citations or ())
        counts.update(("LABEL", label.source) for label in block.labels or ())
    yield from ((kind, source, count) for (kind, source), count in sorted(counts.items()))
