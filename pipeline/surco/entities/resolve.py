"""Chooses among the mentions that rules propose for one text: the longest wins, none overlap, and each gets its id."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from surco.entities.tokens import fold
from surco.records import Entity, EntityLabel

_NO_SLUG = re.compile(r"[^a-z0-9]+")
_SMALL = re.compile(r"\b(?:de|del|la|las|los|el|y|e|do|da|dos|das|the|of|and)\b")
# núm. 17/08 · N° 21.306
_MARK = re.compile(r"\b(?:num(?:ero)?s?|nros?|n|no)\b\s?[.°ºo]{0,2}\s?(?=[a-z]{0,4}[-/]?\d)")
_PLURALS = {
    "resoluciones": "resolucion", "decisiones": "decision", "leyes": "ley", "decretos": "decreto", "acuerdos": "acuerdo",
    "resolucoes": "resolucao", "decisoes": "decisao", "leis": "lei", "protocolos": "protocolo", "tratados": "tratado", "convenios": "convenio",
    "declaraciones": "declaracion", "convenciones": "convencion", "cartas": "carta", "resolutions": "resolution", "laws": "law",
}  # fmt: skip
SUPPRESSED = ""
"""The label of a stretch in which nothing is marked: a doctrine, a concept."""


class Mention(NamedTuple):
    """A proposal: characters, label (or SUPPRESSED), where it comes from, and the id or principle."""

    start: int
    end: int
    label: str
    source: str
    id: str | None = None
    principle: str | None = None


_RANKS = {"acronym": 0, "lexicon": 1, "pattern": 2}


def resolve_mentions(
    text: str, mentions: Iterable[Mention], taken: Sequence[tuple[int, int]] = ()
) -> tuple[Entity, ...]:
    """The entities that stand, in order: the longest of each overlap; of equals, the document's own definition first.

    `taken` are the stretches of the text, its citations, in which none may stand.

    >>> text = "el Consejo de la Red"
    >>> found = [Mention(3, 10, "ORG", "pattern"), Mention(3, 20, "ORG", "pattern")]
    >>> [entity.text for entity in resolve_mentions(text, found)]
    ['Consejo de la Red']
    """
    occupied = bytearray(len(text))
    for start, end in taken:
        occupied[start:end] = b"\1" * (end - start)
    chosen: list[Mention] = []
    for mention in sorted(set(mentions), key=_order):
        if occupied.find(1, mention.start, mention.end) < 0:
            occupied[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
            chosen.append(mention)
    return tuple(_make_entity(text, mention) for mention in sorted(chosen) if mention.label != SUPPRESSED)


def _order(mention: Mention) -> tuple[int, int, int, int, str]:
    return (
        mention.start - mention.end,
        mention.label == "PRINCIPLE",
        _RANKS[mention.source],
        mention.start,
        mention.id or "",
    )


def _make_entity(text: str, mention: Mention) -> Entity:
    label: EntityLabel = mention.label  # type: ignore[assignment]
    words = text[mention.start : mention.end]
    if label == "PRINCIPLE":
        return Entity(
            mention.start, mention.end, label, words, principle=mention.principle, source=mention.source, score=1.0
        )
    return Entity(
        mention.start, mention.end, label, words, id=mention.id or make_id(words), source=mention.source, score=1.0
    )


def make_id(name: str) -> str:
    """An id made from a name, the same however it is capitalised and accented.

    >>> make_id("Red de Laderas y Costas"), make_id("Decisión núm. 7/04")
    ('red-laderas-costas', 'decision-7-04')
    >>> make_id("leyes N° 21.306"), make_id("Ley 21.306")
    ('ley-21-306', 'ley-21-306')
    """
    folded = fold(name)
    short = _NO_SLUG.sub("-", _SMALL.sub(" ", _MARK.sub(" ", folded))).strip("-")
    head, dash, rest = short.partition("-")
    if rest[:1].isdigit() or head in _PLURALS:
        short = _PLURALS.get(head, head) + dash + rest
    return short or _NO_SLUG.sub("-", folded).strip("-") or "x"
