"""Which language a passage is in, which words a language knows, and lemmas, by simplemma."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from surco.dictionaries import keep_dictionary

if TYPE_CHECKING:
    from simplemma import Lemmatizer
    from simplemma.strategies import DictionaryLookupStrategy

LANGUAGES = ("es", "pt", "en")
_WORD = re.compile(r"[^\W\d_]+")

_FUNCTION_WORDS = {
    "es": "el la los las de del en y que un una por con para se al lo como su más es no entre sobre sus este esta ha son desde "
    "también cuando fue así",
    "pt": "o a os as de do da dos das em no na nos nas e que um uma por com para se ao à às como sua seu mais é não entre sobre "
    "são foi também pela pelo ou",
    "en": "the of and in to a is that for on as with by this are from which be its at an was it has have or their these not "
    "between",
}
_SHARED = 0.4
"""What a function word counts that stands in two languages' lists, beside 1 for one of its own."""


def _weigh_words() -> dict[str, dict[str, float]]:
    lists = {language: set(words.split()) for language, words in _FUNCTION_WORDS.items()}
    weights: dict[str, dict[str, float]] = {}
    for language, words in lists.items():
        for word in words:
            owners = sum(word in other for other in lists.values())
            weights.setdefault(word, {})[language] = 1.0 if owners == 1 else _SHARED
    return weights


_WEIGHTS = _weigh_words()


def detect_language(text: str, *, default: str = "es") -> str:
    """The language of a passage, `es`, `pt` or `en`, by its function words; `default` where they do not tell.

    >>> detect_language("The cities of the region have agreed on a common plan.")
    'en'
    >>> detect_language("As cidades da região não dependem dos governos para a cooperação.")
    'pt'
    """
    totals = dict.fromkeys(LANGUAGES, 0.0)
    for word in _WORD.findall(text[:4000].lower()):
        for language, weight in _WEIGHTS.get(word, {}).items():
            totals[language] += weight
    best = max(totals, key=lambda language: (totals[language], language == default))
    others = max(value for language, value in totals.items() if language != best)
    return best if totals[best] >= 2 and totals[best] > 1.15 * others else default


class _KeptDictionaries:
    """simplemma's dictionaries, unpacked once and then kept in the user's cache: a `DictionaryFactory`."""

    def get_dictionary(self, lang: str) -> Mapping[str, str]:
        return _find_dictionary(lang)


@cache
def _find_dictionary(language: str) -> Mapping[str, str]:
    import simplemma
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    name = f"simplemma-{simplemma.__version__}-{language}"
    return keep_dictionary(name, lambda: DefaultDictionaryFactory().get_dictionary(language))


@cache
def _load_lookup() -> DictionaryLookupStrategy:
    from simplemma.strategies import DictionaryLookupStrategy

    return DictionaryLookupStrategy(_KeptDictionaries())


@cache
def _load_lemmatizer() -> Lemmatizer:
    from simplemma import Lemmatizer
    from simplemma.strategies import DefaultStrategy

    strategy = DefaultStrategy(dictionary_factory=_KeptDictionaries())
    return Lemmatizer(lemmatization_strategy=strategy, cache_max_size=0)  # lemmatize keeps them


@lru_cache(maxsize=20_000)
def is_known(word: str, languages: tuple[str, ...] = LANGUAGES) -> bool:
    """Whether one of the languages knows the word, inflected or not.

    >>> is_known("cooperaciones", ("es",)), is_known("merqosur", ("es",))
    (True, False)
    """
    lowered = unicodedata.normalize("NFC", word.lower())
    lookup = _load_lookup()
    return bool(lowered) and any(lookup.get_lemma(lowered, language) is not None for language in languages)


@lru_cache(maxsize=20_000)
def lemmatize(word: str, language: str = "es") -> str:
    """The lemma of a word form, in lower case.

    >>> lemmatize("horizontales")
    'horizontal'
    """
    return _load_lemmatizer().lemmatize(word.lower(), language).lower() if word else ""
