"""Documents → CoNLL-U: a sentence of tokens with lemmas; blocks and labels in comments, spans in MISC."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from surco.doccano.examples import list_spans
from surco.export.context import Context
from surco.export.files import File
from surco.export.loss import HUMAN
from surco.export.tagging import Word, cut_words, tag_block
from surco.export.texts import list_units
from surco.records import Block, Citation, Document, Entity, Head

LOST = frozenset({
    "document.source", "document.made_by", "document.of", "document.warnings", "block.marker", "block.level", "block.rows",
    "block.pages", "block.boxes", "block.note_refs", "block.parsed", "block.situation", "block.computed", *HUMAN,
    "entity.source", "entity.score", "entity.optional", "citation.source", "citation.works", "label.score", "label.source",
    "label.decision",
})  # fmt: skip
_ESCAPES = str.maketrans({"|": "%7C", "=": "%3D", "\t": "%09", "\n": "%0A", " ": "%20", "%": "%25"})
_SPACES = {" ": "\\s", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
"""Names of blanks in SpacesAfter, as UDPipe has them; others are written as \\u00a0."""


def to_conllu(documents: Iterable[Document], context: Context) -> Iterator[File]:
    """Yield a .conllu for each document."""
    for document in documents:
        lines = [*_describe_document(document.head)]
        for block in document.blocks:
            lines += _list_lines(block, context.model)
        yield File(f"{document.head.id}.conllu", ("\n".join(lines) + "\n").encode())


def count_loss(document: Document) -> Counter[str]:
    """How many passages have sentences that are blank, so that they are no sentence here."""
    return +Counter({"text.units": sum(len(block.sentences or ()) > len(list_units(block)) for block in document.blocks)})


def _describe_document(head: Head) -> Iterator[str]:
    yield f"# newdoc id = {head.id}"
    told = {"title": head.title, "authors": "; ".join(head.authors), "year": head.year, "language": head.language}
    for name, value in told.items():
        if value:
            yield f"# document_{name} = {_flatten(str(value))}"


def _describe_block(block: Block) -> Iterator[str]:
    yield f"# newpar id = {block.id}"
    yield f"# block_type = {block.type}"
    labels = " ".join(f"{label.principle}:{label.stance}" for label in block.labels or ())
    for name, value in (("section", " › ".join(block.section or ())), ("language", block.language), ("labels", labels)):
        if value:
            yield f"# block_{name} = {_flatten(value)}"


def _flatten(value: str) -> str:
    return " ".join(value.split())


def _list_lines(block: Block, model: str | None) -> Iterator[str]:
    """Yield the lines of a block: a sentence for each unit, a blank line after each."""
    words = tag_block(block, model)
    marks = _mark_words(block, words)
    described = list(_describe_block(block))
    for number, (start, end) in enumerate(list_units(block), start=1):
        yield from described
        described = []
        yield f"# sent_id = {block.id}-{number}"
        inside = cut_words(words, start, end)
        yield f"# text = {block.text[inside[0].start : inside[-1].end] if inside else ''}"
        followers = [*(word.start for word in inside[1:]), None]
        for place, (word, after) in enumerate(zip(inside, followers, strict=True), start=1):
            told, space = marks.get(word.start, ""), _tell_space(block.text, word.end, after)
            misc = f"{told}|{space}" if told and space else told or space or "_"
            yield f"{place}\t{word.form}\t{word.lemma}\t{word.pos}\t_\t{word.morph}\t_\t_\t_\t{misc}"
        yield ""


def _tell_space(text: str, end: int, after: int | None) -> str:
    """What stands after a word, where that is no single blank; nothing at the end of a sentence."""
    if after == end:
        return "SpaceAfter=No"
    if after is None or (after == end + 1 and text[end] == " "):
        return ""
    return "SpacesAfter=" + "".join(_SPACES.get(blank, f"\\u{ord(blank):04x}") for blank in text[end:after])


def _mark_words(block: Block, words: list[Word]) -> dict[int, str]:
    """What MISC says of spans, by where a word begins: B- and I- for entities and citations, ids with the first word."""
    found: dict[int, list[str]] = {}
    for span in list_spans(block):
        kind, label = ("Citation", span.kind) if isinstance(span, Citation) else ("Entity", span.label)
        inside = [word.start for word in cut_words(words, span.start, span.end)]
        for place, at in enumerate(inside):
            found.setdefault(at, []).append(f"{kind}={'I' if place else 'B'}-{label}")
        if inside and isinstance(span, Entity):
            told = (("EntityId", span.id), ("EntityPrinciple", span.principle))
            found[inside[0]] += [f"{name}={value.translate(_ESCAPES)}" for name, value in told if value is not None]
    return {at: "|".join(sorted(told)) for at, told in found.items()}
