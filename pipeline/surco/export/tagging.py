"""A block → tokens with lemma and, where a spaCy model is named, part of speech and morphology."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from operator import attrgetter

from msgspec import Struct

from surco.export.tokens import cut_tokens, list_edges, list_tokens, load_model, make_blank
from surco.language import LANGUAGES, lemmatize
from surco.records import Block


class Word(Struct, frozen=True, gc=False):
    """A token: code points into the block's text, its form, lemma, universal part of speech and features."""

    start: int
    end: int
    form: str
    lemma: str
    pos: str
    morph: str


_UNTAGGED = ("_", "_")
_START = attrgetter("start")


def tag_block(block: Block, model: str | None) -> list[Word]:
    """The words of a block; `pos` and `morph` are `_` without a model.

    >>> [word.lemma for word in tag_block(Block(id="a/1", type="title", text="Las redes."), None)]
    ['el', 'red', '.']
    """
    language = block.language if block.language is not None and block.language in LANGUAGES else "es"
    if model is None:
        doc, tags = make_blank().tokenizer(block.text), {}
    else:
        doc = load_model(model)(block.text)
        tags = {token.idx: (token.pos_ or "_", str(token.morph) or "_") for token in doc}
    text, told, words = block.text, _UNTAGGED, []
    tokens = cut_tokens(list_tokens(doc), list_edges(block))
    if not tags:
        return [Word(at, end, form := text[at:end], _find_lemma(form, language), "_", "_") for at, end in tokens]
    for start, end in tokens:
        told = tags.get(start, told)  # what was cut off a token is what the token is
        words.append(Word(start, end, form := text[start:end], _find_lemma(form, language), *told))
    return words


@lru_cache(maxsize=200_000)
def _find_lemma(form: str, language: str) -> str:
    return lemmatize(form, language) if form[0].isalpha() else form


def cut_words(words: list[Word], start: int, end: int) -> list[Word]:
    """The words that begin inside a unit."""
    return words[bisect_left(words, start, key=_START) : bisect_left(words, end, key=_START)]
