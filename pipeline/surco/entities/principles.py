"""Finds the words that name a cooperation principle, by the scheme's families, where they are meant in that sense."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from surco.entities.phrases import Phrases
from surco.entities.sense import Place, is_meant
from surco.entities.stems import stem
from surco.entities.tokens import Tokens, fold, tokenize
from surco.language import LANGUAGES, lemmatize
from surco.scheme import Scheme

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
    language = tokens.language if tokens.language in lexicon.families else "es"
    verbs = lexicon.verbs[language]
    stems = [stem_in_text(key, language, verbs) for key in tokens.plain]
    masked = bytearray(len(stems))
    found = list(lexicon.families[language].find(stems))
    if not found:
        return
    for start, end, _ in lexicon.contexts_not[language].find(stems):
        masked[start:end] = b"\x01" * (end - start)
    after = 0
    for start, end, principles in found:
        if start < after or any(masked[start:end]):
            continue
        after = end
        if is_meant(tokens, Place(start, end, principles[0]), stems, language):
            yield tokens.starts[tokens.places[start]], tokens.ends[tokens.places[end - 1]], principles[0]


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


@lru_cache(maxsize=100_000)
def stem_in_text(key: str, language: str, verbs: frozenset[str]) -> str:
    """The stem of a word as it stands in a text; of a verb in any form, that of its infinitive."""
    if any(key.startswith(verb[:6]) for verb in verbs):
        lemma = fold(lemmatize(key, language))
        if lemma in verbs and key not in {"complemento", "complementos"}:
            return stem(lemma) if stem(key) != stem(lemma + "o") else stem(key)
    return stem(key)
