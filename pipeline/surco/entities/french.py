"""Finds organisations by their French names, as texts on African movements quote them: a head noun and what continues it."""

from __future__ import annotations

from collections.abc import Iterator

from surco.entities.names import Stretch
from surco.entities.tokens import MASKED, Tokens, fold

_HEADS = frozenset(
    """agence alliance assemblee association banque bureau centre coalition collectif comite commission communaute confederation conseil
    coordination ecole federation fondation fonds groupement institut ministere mouvement office organisation reseau secretariat societe
    syndicat union universite""".split()
)
_JOINTS = frozenset("des du de la le les pour et aux au en sur".split())
_FRENCH = frozenset("des du les pour et aux au le sur".split())
_ELIDED = ("l'", "d'", "l’", "d’")


def find_french(tokens: Tokens) -> Iterator[Stretch]:
    """Yield (first token, token after the last) of each French name; something in it must be French and nothing else.

    >>> from surco.entities.tokens import tokenize
    >>> tokens = tokenize("el Réseau des Pêcheurs de l'Afrique de l'Ouest y el Centre Pompidou")
    >>> [tokens.text[tokens.starts[a]:tokens.ends[b - 1]] for a, b in find_french(tokens)]
    ["Réseau des Pêcheurs de l'Afrique de l'Ouest"]
    """
    index = 0
    while index < len(tokens):
        end = _read_french(tokens, index) if tokens.keys[index] in _HEADS and tokens.is_capital(index) else 0
        if end:
            yield index, end
        index = max(end, index + 1)


def _read_french(tokens: Tokens, start: int) -> int:
    end, size = start + 1, len(tokens)
    while end < size:
        target = end
        while target < min(size, end + 3) and tokens.keys[target] in _JOINTS and not tokens.is_capital(target):
            target += 1
        if target >= size or not _is_name_word(tokens, target):
            break
        end = target + 1
    french = any(key in _FRENCH for key in tokens.keys[start:end]) or any(
        word.lower().startswith(_ELIDED) for word in tokens.words[start:end]
    )
    return end if end > start + 1 and (french or _is_french(tokens.words[start])) else 0


def _is_name_word(tokens: Tokens, index: int) -> bool:
    word = tokens.words[index]
    if tokens.keys[index] == MASKED or not tokens.is_word(index):
        return False
    return word[0].isupper() or (word.startswith(_ELIDED) and word[2:3].isupper())


def _is_french(head: str) -> bool:
    """Whether a head noun is spelled as neither Spanish, Portuguese nor English has it: `Confédération`, `Réseau`."""
    return not head.isascii() and fold(head) != "comite"
