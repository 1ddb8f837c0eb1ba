"""A block's text → tokens by spaCy's Spanish rules, cut where an annotation begins or ends, so that no span is moved."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from surco.doccano.examples import list_spans
from surco.records import Block, FormatError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


Token = tuple[int, int]
"""Code points into the block's text, end exclusive."""


@lru_cache(maxsize=1)
def make_blank() -> Language:
    """spaCy's Spanish tokenizer, without a model."""
    import spacy

    return spacy.blank("es")


@lru_cache(maxsize=2)
def load_model(name: str) -> Language:
    """An installed spaCy model; raises FormatError with the command that installs it."""
    import spacy

    try:
        return spacy.load(name, exclude=["ner", "parser", "textcat"])
    except OSError as error:
        raise FormatError(f"{name}: no spaCy model of this name; install it: python -m spacy download {name}") from error


def tokenize_block(block: Block, *, blanks: bool = False) -> list[Token]:
    """The tokens of a block, without blanks unless asked for; no annotation and no sentence begins or ends inside one.

    >>> from surco.records import Entity
    >>> block = Block(id="a/1", type="paragraph", text="La redel-afc.", entities=(Entity(3, 8, "ORG", "redel"),))
    >>> [block.text[start:end] for start, end in tokenize_block(block)]
    ['La', 'redel', '-afc', '.']
    """
    return cut_tokens(list_tokens(make_blank().tokenizer(block.text), blanks=blanks), list_edges(block))


def list_tokens(doc: Doc, *, blanks: bool = False) -> list[Token]:
    """Where the tokens of a spaCy document stand; blanks that are tokens of their own only where asked for."""
    from spacy.attrs import IDX, IS_SPACE, LENGTH  # type: ignore[import-not-found]

    places = doc.to_array([IDX, LENGTH, IS_SPACE]).tolist()
    return [(start, start + length) for start, length, blank in places if blanks or not blank]


def list_edges(block: Block) -> set[int]:
    """Where the entities, citations and sentences of a block begin and end."""
    spans = [(span.start, span.end) for span in list_spans(block)]
    return {edge for pair in (*spans, *(block.sentences or ())) for edge in pair}


def cut_tokens(tokens: list[Token], edges: Iterable[int]) -> list[Token]:
    """The tokens, cut in two wherever an edge lies inside one.

    >>> cut_tokens([(0, 6), (6, 7)], {4, 6})
    [(0, 4), (4, 6), (6, 7)]
    """
    inner = set(edges).difference(*zip(*tokens, strict=True))
    if not inner:
        return tokens
    cut: list[Token] = []
    for start, end in tokens:
        places = [start, *sorted(edge for edge in inner if start < edge < end), end]
        cut += zip(places, places[1:], strict=False)
    return cut
