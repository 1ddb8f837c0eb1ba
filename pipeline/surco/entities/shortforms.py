"""Decides whether a word that looks like an acronym is one here: by definition, spelling, position and neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from surco.entities.acronyms import Definition
from surco.entities.authority import Form
from surco.entities.sense import is_titled
from surco.entities.tokens import MASKED, Tokens
from surco.entities.vocabulary import EVENT_HEADS, ORG_HEADS, TREATY_HEADS
from surco.entities.word_kinds import is_common, is_place
from surco.language import is_known

_ARTICLES = frozenset("el la del al los las o a do da no na the".split())
_PLURAL = frozenset("los las".split())


class Evidence(NamedTuple):
    """What the document tells beside the passage: ids named in full, and keys that it defines itself."""

    ids: frozenset[str]
    defined: frozenset[tuple[str, ...]]


def is_defined_use(tokens: Tokens, start: int, end: int, definition: Definition) -> bool:
    """Whether a short form that the document defines is used as such here: `el alba de un siglo` and `Alba Ruiz` are
    not."""
    if MASKED in tokens.keys[start:end]:
        return False
    word, following = tokens.words[start], tokens.keys[end] if end < len(tokens) else ""
    if definition.alias:
        return not (word.istitle() and len(word) > 3)
    if end - start > 1 or not is_known(tokens.keys[start]):
        return True
    if word.islower():
        return not definition.capital and not (
            following == "de" and tokens.keys[start - 1 : start] in (["el"], ["al"], ["un"])
        )
    return not word.istitle() or not (tokens.is_capital(end) or tokens.opens_sentence(start))


def choose_form(tokens: Tokens, start: int, end: int, forms: Sequence[Form], evidence: Evidence) -> Form | None:
    """The authority file's form that stands here, or none: unambiguous acronyms in any case, others by what speaks
    for them."""
    keys = tuple(key for key in tokens.keys[start:end] if key.isalnum())
    if MASKED in tokens.keys[start:end] or keys in evidence.defined:
        return None
    named = [form for form in forms if form.id in evidence.ids]
    form = (named or list(forms))[0]
    if end - start > 1:
        return form if not form.ambiguous or named else None
    word, known = tokens.words[start], is_known(tokens.keys[start], (tokens.language,))
    if form.ambiguous and not _stands_after_article(tokens, start) and (not named or word.islower()):
        return None
    if form.ambiguous and not named and (known or len(word) < 3 or form.label == "TREATY"):
        return None
    if sum(c.isupper() for c in word) > 1:
        return form
    if word.istitle():
        return form if len(word) > 3 and (not known or form.text == word or len(word) > 6) else None
    return (
        form
        if not known or len(word) > 5 or named or (len(word) > 3 and _stands_after_article(tokens, start))
        else None
    )


def _stands_after_article(tokens: Tokens, start: int) -> bool:
    before = tokens.keys[start - 1] if start else ""
    return before in _ARTICLES and (before not in _PLURAL or tokens.keys[start].endswith("s"))


def names_unit(tokens: Tokens, index: int) -> bool:
    """Whether a common noun or adjective in capitals right after a short form names a unit of its own: `mercosur
    Educativo`."""
    if not tokens.is_word(index) or not tokens.is_capital(index) or tokens.is_capital(index + 1):
        return False
    key = tokens.keys[index]
    common = is_common(tokens, index) and not is_place(tokens, index) and not tokens.words[index].isupper()
    return common and len(key) > 4 and key not in ORG_HEADS | TREATY_HEADS | EVENT_HEADS and not is_titled(tokens)
