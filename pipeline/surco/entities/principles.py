"""Finds the words that name a cooperation principle, by the scheme's families, where they are meant in that sense."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from surco.entities.phrases import Phrases
from surco.entities.sense import Place, is_meant
from surco.entities.stems import stem
from surco.entities.tokens import Tokens, fold, tokenize
from surco.language import LANGUAGES, detect_language, is_known, lemmatize
from surco.scheme import Scheme

_QUOTES = {"«": "»", "“": "”", '"': '"', "‘": "’"}
_PREFIXES = ("auto", "self", "non", "bi")


class Lexicon(NamedTuple):
    """A scheme's naming words and other senses by language, each as stems."""

    families: dict[str, Phrases[str]]
    contexts_not: dict[str, Phrases[str]]
    verbs: dict[str, frozenset[str]]


@lru_cache(maxsize=8)
def read_lexicon(scheme: Scheme) -> Lexicon:
    """The naming words of a scheme, ready to be looked up."""
    families: dict[str, Phrases[str]] = {language: Phrases() for language in LANGUAGES}
    contexts: dict[str, Phrases[str]] = {language: Phrases() for language in LANGUAGES}
    verbs: dict[str, set[str]] = {language: set() for language in LANGUAGES}
    for principle in scheme.principles:
        for language, words in principle.families.items():
            for word in words:
                for keys in _vary(word):
                    families[language].add(tuple(stem(key) for key in keys), principle.id)
                if is_infinitive(word, language):
                    verbs[language].add(word.removesuffix("-se").removesuffix("se"))
        for language, words in principle.contexts_not.items():
            for word in words:
                contexts[language].add(tuple(stem(key) for key in tokenize(word.lower()).plain), principle.id)
    return Lexicon(
        families, contexts, {language: frozenset(fold(verb) for verb in found) for language, found in verbs.items()}
    )


def find_principles(tokens: Tokens, lexicon: Lexicon) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, principle), in characters, for the naming words of a text that are meant as such.

    >>> from surco.scheme import Principle
    >>> scheme = Scheme("1", (Principle("autonomia", "", families={"es": ("autonomía",)}, contexts_not={"es": ("autonomía de la batería",)}),))
    >>> text = "la autonomía de los municipios y la autonomía de las baterías"
    >>> [text[a:b] + text[b:b + 18] for a, b, _ in find_principles(tokenize(text), read_lexicon(scheme))]
    ['autonomía de los municipios']
    """
    for start, end, language in split_languages(tokens):
        yield from _find_in_stretch(tokens, lexicon, language if language in lexicon.families else "es", start, end)


def _find_in_stretch(
    tokens: Tokens, lexicon: Lexicon, language: str, first: int, last: int
) -> Iterator[tuple[int, int, str]]:
    """The naming words between two plain tokens, all in one language."""
    verbs = lexicon.verbs[language]
    stems = [stem_in_text(key, language, verbs) for key in tokens.plain[:last]]
    found = [place for place in lexicon.families[language].find(stems) if place[0] >= first]
    if not found:
        return
    stems += [stem_in_text(key, language, verbs) for key in tokens.plain[last:]]
    masked = bytearray(len(stems))
    for start, end, _ in lexicon.contexts_not[language].find(stems):
        masked[start:end] = b"\x01" * (end - start)
    after = 0
    for start, end, principles in found:
        if start < after or any(masked[start:end]):
            continue
        after = end
        if is_meant(tokens, Place(start, end, principles[0]), stems, language):
            yield tokens.starts[tokens.places[start]], tokens.ends[tokens.places[end - 1]], principles[0]


def split_languages(tokens: Tokens) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, language) in plain tokens: the text, but for what it quotes in another language.

    >>> tokens = tokenize("Dijo: «a solidariedade não se mede por toneladas» y calló.")
    >>> [(" ".join(tokens.plain[a:b]), language) for a, b, language in split_languages(tokens)][1]
    ('a solidariedade nao se mede por toneladas', 'pt')
    """
    at, own, quotations = 0, tokens.language, list(_find_quotations(tokens))
    if detect_language(tokens.text, default=own) != own:
        quoted = {index for opening, closing in quotations for index in range(opening, closing)}
        own = _tell_language(tokens, (index for index in range(len(tokens)) if index not in quoted), own)
    for opening, closing in quotations:
        start, end = bisect_left(tokens.places, opening), bisect_left(tokens.places, closing)
        language = _tell_language(tokens, range(opening + 1, closing), own)
        if language != own:
            yield at, start, own
            yield start, end, language
            at = end
    yield at, len(tokens.plain), own


def _find_quotations(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Yield the tokens that open and close each quotation."""
    opening, closes = -1, ""
    for index, key in enumerate(tokens.keys):
        if opening >= 0 and key == closes:
            yield opening, index
            opening = -1
        elif opening < 0 and key in _QUOTES:
            opening, closes = index, _QUOTES[key]


def _tell_language(tokens: Tokens, indices: Iterable[int], own: str) -> str:
    """The language that knows at least two words more of a stretch than the text's own does, and most of them."""
    words = [tokens.words[index] for index in indices if tokens.keys[index].isalpha()]
    if len(words) < 4:
        return own
    counts = {language: sum(is_known(word, (language,)) for word in words) for language in LANGUAGES}
    best = max(LANGUAGES, key=lambda language: (counts[language], language == own))
    return best if counts[best] >= counts.get(own, 0) + 2 and counts[best] >= 0.7 * len(words) else own


def _vary(word: str) -> Iterator[tuple[str, ...]]:
    """A naming word as keys, and with its prefix written apart: `autosuficiencia`, `auto-suficiencia`."""
    keys = tuple(tokenize(word.lower()).plain)
    yield keys
    for prefix in _PREFIXES:
        if len(keys) == 1 and keys[0].startswith(prefix) and len(keys[0]) > len(prefix) + 6:
            rest = keys[0][len(prefix) :]
            yield prefix, rest[1:] if rest[:2] == "ss" else rest
        elif len(keys) == 2 and keys[0] == prefix:
            yield (keys[0] + keys[1],)


def is_infinitive(word: str, language: str) -> bool:
    """Whether a naming word is a verb, to be found in all its forms: `consensuar`; Portuguese `complementar` is an
    adjective as well."""
    return (
        language != "en"
        and " " not in word
        and fold(word).removesuffix("se").removesuffix("-").endswith(("uar", "izar", "tar", "inar"))
    )


@lru_cache(maxsize=20_000)
def stem_in_text(key: str, language: str, verbs: frozenset[str]) -> str:
    """The stem of a word as it stands in a text; of a verb in any form, that of its infinitive."""
    if any(key.startswith(verb[:6]) for verb in verbs):
        lemma = fold(lemmatize(key, language))
        if lemma in verbs and key not in {"complemento", "complementos"}:
            return stem(lemma) if stem(key) != stem(lemma + "o") else stem(key)
    return stem(key)
