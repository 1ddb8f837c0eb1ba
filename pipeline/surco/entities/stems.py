"""Reduces a folded word to what its forms share: gender and number taken off, in Spanish, Portuguese and English
alike."""

from __future__ import annotations

from functools import lru_cache

from surco.entities.tokens import fold


def stem_words(listed: str) -> frozenset[str]:
    """The stems of a list of words, for the tables of the rules.

    >>> sorted(stem_words("vínculo alianza relación relaciones"))
    ['alianz', 'relacion', 'vincul']
    """
    return frozenset(stem(fold(word)) for word in listed.split())


@lru_cache(maxsize=20_000)
def stem(key: str) -> str:
    """A word without gender and number, roughly, and the same for all of its forms.

    >>> [stem(word) for word in ("equitativa", "equitativos", "eficaces", "intereses", "interes")]
    ['equitativ', 'equitativ', 'eficaz', 'inter', 'inter']
    """
    before = ""
    while key != before:
        before = key
        if len(key) > 4 and key.endswith("ces"):
            key = key[:-3] + "z"
        elif len(key) > 4 and key.endswith("es") and key[-3] in "lnrdjxs":
            key = key[:-2]
        elif len(key) > 4 and key.endswith("is") and key[-3] in "aeo":
            key = key[:-2] + "l"
        elif len(key) > 3 and key.endswith("s"):
            key = key[:-1]
    return key[:-1] if len(key) > 3 and key[-1] in "ao" else key
