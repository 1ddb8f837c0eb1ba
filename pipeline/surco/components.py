"""A spaCy Doc → the same with Surco's sentences, citations, entities and labels: the stages as pipeline components."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import spacy
from msgspec import UNSET
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from surco.annotate import Tools, load_tools
from surco.citations import annotate_citations
from surco.doccano.examples import name_label
from surco.entities.trained import mark_entities
from surco.records import Block, replace
from surco.segment import split_sentences
from surco.settings import Project, find_project

Component = Callable[[Doc], Doc]

NAMES = ("surco_sentences", "surco_citations", "surco_entities", "surco_labels")
"""The components in their order; the last three name their groups in `doc.spans` too."""
_STATE = "surco"
# "Primer párrafo.\n\nSegundo párrafo."
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_LINE_SIGNS = str.maketrans("\n\r\t", "   ")


def load_pipeline(project: str | Path | None = None) -> Language:
    """A blank Spanish pipeline with every Surco component, reading the scheme, names and model of a project's folder.

    Without a folder it reads those that come with Surco. Raises FormatError where one of them is missing or broken.
    """
    nlp = spacy.blank("es")
    folder = None if project is None else str(project)
    for name in NAMES:
        nlp.add_pipe(name, config={"project": folder} if name in ("surco_entities", "surco_labels") else {})
    return nlp


def read_blocks(doc: Doc) -> tuple[Block, ...]:
    """The passages of a Doc, parted at blank lines, with the layers that Surco's components have found so far.

    Their offsets are exact and count from the passage's start, where a span of spaCy's must end where a token does.
    """
    state = doc.user_data.get(_STATE)
    if state is not None:
        return msgspec.json.decode(state, type=tuple[Block, ...])
    return tuple(
        Block(id=f"doc/{number:04}", type="paragraph", text=doc.text[start:end].translate(_LINE_SIGNS))
        for number, (start, end) in enumerate(_find_passages(doc.text), start=1)
    )


@Language.factory("surco_sentences", assigns=["token.is_sent_start", "doc.sents"])
def make_sentences(nlp: Language, name: str) -> Component:
    """A component that sets the sentence starts of a Doc."""
    return _mark_sentences


@Language.factory("surco_citations", assigns=["doc.spans"])
def make_citations(nlp: Language, name: str) -> Component:
    """A component that puts in-text citations into `doc.spans["surco_citations"]`, each labelled with its kind."""
    return _mark_citations


@Language.factory("surco_entities", assigns=["doc.spans"], default_config={"project": None, "set_ents": False})
def make_entities(nlp: Language, name: str, project: str | None, set_ents: bool) -> Component:
    """A component that puts entities into `doc.spans["surco_entities"]`, and into `doc.ents` with `set_ents`.

    `kb_id_` is the organisation's or instrument's id, or the principle.
    """
    tools = _read_tools(project)
    return lambda doc: _mark_entities(doc, tools, set_ents=set_ents)


@Language.factory("surco_labels", assigns=["doc.spans", "doc.cats"], default_config={"project": None})
def make_labels(nlp: Language, name: str, project: str | None) -> Component:
    """A component that puts labelled passages into `doc.spans["surco_labels"]` and each label's best score into `doc.cats`.

    A questioned principle is labelled `principle (cuestionado)`, as in doccano.
    """
    tools = _read_tools(project)
    return lambda doc: _mark_labels(doc, tools)


@functools.cache
def _read_tools(folder: str | None) -> Tools:
    return load_tools(Project() if folder is None else find_project(Path(folder)))


def _mark_sentences(doc: Doc) -> Doc:
    blocks = tuple(replace(block, sentences=tuple(split_sentences(block.text))) for block in read_blocks(doc))
    starts = [offset + start for offset, block in _locate(doc, blocks) for start, _ in block.sentences or ()]
    waiting = iter(starts)
    following = next(waiting, None)
    for token in doc:
        token.is_sent_start = token.i == 0
        while following is not None and following < token.idx + len(token):
            token.is_sent_start = True
            following = next(waiting, None)
    return _keep(doc, blocks)


def _mark_citations(doc: Doc) -> Doc:
    blocks = _find_citations(read_blocks(doc))
    doc.spans["surco_citations"] = [
        _make_span(doc, offset + found.start, offset + found.end, found.kind)
        for offset, block in _locate(doc, blocks)
        for found in block.citations or ()
    ]
    return _keep(doc, blocks)


def _mark_entities(doc: Doc, tools: Tools, *, set_ents: bool) -> Doc:
    blocks = _find_entities(read_blocks(doc), tools)
    spans = [
        _make_span(doc, offset + found.start, offset + found.end, found.label, found.id or found.principle or "")
        for offset, block in _locate(doc, blocks)
        for found in block.entities or ()
    ]
    doc.spans["surco_entities"] = spans
    if set_ents:
        doc.set_ents(filter_spans(spans))
    return _keep(doc, blocks)


def _mark_labels(doc: Doc, tools: Tools) -> Doc:
    from surco.classify import predict_labels

    blocks = predict_labels(_find_entities(read_blocks(doc), tools), tools.model, abstain=tools.abstention)
    given = [
        (_make_span(doc, offset, offset + len(block.text), name_label(label)), label)
        for offset, block in _locate(doc, blocks)
        for label in block.labels or ()
    ]
    doc.spans["surco_labels"] = [span for span, _ in given]
    for span, label in given:
        doc.cats[span.label_] = max(doc.cats.get(span.label_, 0.0), label.score or 0.0)
    return _keep(doc, blocks)


def _find_citations(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return blocks if all(block.citations is not UNSET for block in blocks) else annotate_citations(blocks)


def _find_entities(blocks: tuple[Block, ...], tools: Tools) -> tuple[Block, ...]:
    """The blocks with their entities; no entity stands inside a citation, so citations are found before."""
    if all(block.entities is not UNSET for block in blocks):
        return blocks
    return mark_entities(_find_citations(blocks), tools.authority, tools.scheme, tools.entity_model)


def _find_passages(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of the stretches between blank lines.

    >>> list(_find_passages("Uno.\\n\\n  Dos."))
    [(0, 4), (8, 12)]
    """
    start = len(text) - len(text.lstrip())
    for blank in [*_BLANK_LINE.finditer(text, start), None]:
        end = len(text.rstrip()) if blank is None else blank.start()
        if start < end:
            yield start, end
        start = end if blank is None else blank.end()


def _locate(doc: Doc, blocks: tuple[Block, ...]) -> Iterator[tuple[int, Block]]:
    for (start, _), block in zip(_find_passages(doc.text), blocks, strict=True):
        yield start, block


def _make_span(doc: Doc, start: int, end: int, label: str, kb_id: str = "") -> Span:
    span = doc.char_span(start, end, label=label, kb_id=kb_id, alignment_mode="expand")
    assert span is not None, f"[{start}, {end}) does not lie in the Doc"
    return span


def _keep(doc: Doc, blocks: tuple[Block, ...]) -> Doc:
    doc.user_data[_STATE] = msgspec.json.encode(blocks).decode()
    return doc
