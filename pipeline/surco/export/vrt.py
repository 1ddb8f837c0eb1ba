"""Documents → VRT, verticalised text for CWB, CQPweb, Sketch Engine, TXM and BlackLab: a word a line, structures as tags."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

from surco.export.context import Context
from surco.export.files import File
from surco.export.loss import HUMAN, WORK_DETAILS
from surco.export.nesting import Event, count_crossing, list_events, nest_regions
from surco.export.tagging import cut_words, tag_block
from surco.export.texts import count_forbidden, list_units, replace_forbidden
from surco.records import Block, Citation, Document, Head

LOST = frozenset({
    "document.source", "document.made_by", "document.of", "document.warnings", "block.marker", "block.level", "block.rows",
    "block.boxes", "block.note_refs", "block.parsed", "block.situation", "block.computed", *HUMAN, "entity.optional",
    *WORK_DETAILS, "work.locator", "label.decision", "label.score", "label.source",
})  # fmt: skip
NAME, README = "corpus.vrt", "registry.txt"
STRUCTURES = {
    "text": ("id", "title", "authors", "year", "language"),
    "block": ("id", "type", "language", "section", "pages", "labels", "questioned"),
    "s": (),
    "entity": ("label", "id", "principle", "source", "score"),
    "citation": ("kind", "works", "references", "source"),
}


def to_vrt(documents: Iterable[Document], context: Context) -> Iterator[File]:
    """Yield registry.txt, which says how CWB encodes the corpus, and corpus.vrt in a piece for each document."""
    yield File(README, describe_encoding(context).encode())
    for document in documents:
        lines = [_open("text", _describe_head(document.head))]
        for block in document.blocks:
            lines += _list_lines(block, context.model)
        lines.append("</text>")
        yield File(NAME, ("\n".join(lines) + "\n").encode())


def describe_encoding(context: Context) -> str:
    """The command that makes a CWB corpus of the file."""
    columns = "-P lemma -P pos" if context.model else "-P lemma"
    structures = " ".join(f"-S {name}:0{''.join(f'+{one}' for one in features)}" for name, features in STRUCTURES.items())
    return f"cwb-encode -d DATA -f {NAME} -R REGISTRY/surco -c utf8 -xsB {columns} {structures}\n"


def count_loss(document: Document) -> Counter[str]:
    """How many annotations cross the end of a sentence or one another, and how many characters XML forbids."""
    units = ((block, list_units(block)) for block in document.blocks)
    return count_crossing(document, units) + count_forbidden(document)


def _describe_head(head: Head) -> dict[str, str]:
    year = "" if head.year is None else str(head.year)
    return {"id": head.id, "title": head.title or "", "authors": _join(head.authors), "year": year, "language": head.language or ""}


def _list_lines(block: Block, model: str | None) -> Iterator[str]:
    yield _open("block", _describe_block(block))
    words = tag_block(block, model)
    for start, end in list_units(block):
        yield "<s>"
        events = deque(list_events(nest_regions(block, start, end)))
        for word in cut_words(words, start, end):
            while events and events[0].at <= word.start:
                yield _write_event(events.popleft())
            yield _write_word((word.form, word.lemma, word.pos) if model else (word.form, word.lemma))
        yield from map(_write_event, events)
        yield "</s>"
    yield "</block>"


@lru_cache(maxsize=100_000)
def _write_word(columns: tuple[str, ...]) -> str:
    return "\t".join(escape(replace_forbidden(column)) for column in columns)


def _describe_block(block: Block) -> dict[str, str]:
    labels = block.labels or ()
    return {
        "id": block.id, "type": block.type, "language": block.language or "", "section": _join(block.section or ()),
        "pages": _join(map(str, block.pages or ())), "labels": _join(label.principle for label in labels),
        "questioned": _join(label.principle for label in labels if label.stance == "questioned"),
    }  # fmt: skip


def _write_event(event: Event) -> str:
    mark = event.mark
    if not event.opens:
        return "</citation>" if isinstance(mark, Citation) else "</entity>"
    if isinstance(mark, Citation):
        works = _join(" ".join((*work.authors, work.year)) for work in mark.works)
        references = _join(work.reference for work in mark.works if work.reference)
        return _open("citation", {"kind": mark.kind, "works": works, "references": references, "source": mark.source})
    told = {"label": mark.label, "id": mark.id or "", "principle": mark.principle or "", "source": mark.source}
    return _open("entity", told | {"score": "" if mark.score is None else repr(mark.score)})


def _join(values: Iterable[str]) -> str:
    """Several values as CWB writes a set.

    >>> _join(["equidad", "consenso"]), _join([])
    ('|equidad|consenso|', '|')
    """
    return "|" + "".join(f"{value.replace('|', '/')}|" for value in values)


def _open(name: str, features: dict[str, str]) -> str:
    return f"<{name}{''.join(f' {key}={_quote(value)}' for key, value in features.items())}>"


@lru_cache(maxsize=100_000)
def _quote(value: str) -> str:
    return quoteattr(" ".join(replace_forbidden(value).split()))
