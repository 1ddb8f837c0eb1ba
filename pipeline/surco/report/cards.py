"""Entities, citations and labels → cards, the explanations that a page shows on hover and focus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from surco.records import Block, Citation, Entity, Label, Work
from surco.report.words import WORDS
from surco.scheme import Scheme

if TYPE_CHECKING:
    from surco.classify import Model

_WIDEST = 6.0
"""The weight of a reason whose bar is full."""
_BAR = 34
"""Half the width of a reason's bar, in pixels."""
_REASONS = 5
"""So many reasons of a label are told, the weightiest first."""
_PEOPLE = ("human", "authored")


class Principle(Struct, frozen=True):
    """A principle as the pages show it: `number` names its colour."""

    number: int
    id: str
    name: str
    description: str = ""
    colour: str = "#5A5A5A"


class Maker(Struct, frozen=True):
    """What made an annotation: the word for it in `WORDS`, which model or person, and whether a person."""

    word: str
    detail: str = ""
    human: bool = False


class Reason(Struct, frozen=True):
    """One thing for or against a label: its words, or the key of them in `WORDS`, and its bar in pixels."""

    kind: str
    what: str
    key: str
    weight: float
    left: float
    width: float


class LabelCard(Struct, frozen=True):
    """A passage's label with score, stance, maker and reasons; `asked` tells whether its model was there to ask."""

    principle: Principle
    stance: str
    percent: int | None
    maker: Maker
    unsure: bool
    reasons: tuple[Reason, ...] = ()
    asked: bool = False


class CitedWork(Struct, frozen=True):
    """A work as its card shows it; `entries` are (anchor, text) of the bibliography entries it may be."""

    authors: str
    year: str
    locator: str
    et_al: bool
    original_year: str
    via: str
    entries: tuple[tuple[str, str], ...] = ()
    linked: bool = False


class Card(Struct, frozen=True):
    """What explains a mark; `kind` is an entity's label or a citation's kind."""

    kind: str
    title: str
    maker: Maker
    percent: int | None = None
    id: str = ""
    principle: Principle | None = None
    works: tuple[CitedWork, ...] = ()


def list_principles(scheme: Scheme) -> tuple[Principle, ...]:
    """The scheme's principles, numbered."""
    return tuple(
        Principle(number, one.id, one.name, one.description, one.colour)
        for number, one in enumerate(scheme.principles)
    )


def find_principle(principles: Sequence[Principle], name: str) -> Principle:
    """The principle of that id; one without colour where the scheme has none such."""
    return next((one for one in principles if one.id == name), Principle(len(principles), name, name))


def read_maker(source: str) -> Maker:
    """What a `source` field says.

    >>> read_maker("human:ana"), read_maker("acronym")
    (Maker(word='made.human', detail='ana', human=True), Maker(word='made.acronym', detail='', human=False))
    """
    kind, _, detail = source.partition(":")
    if not source:
        return Maker("made.unknown")
    known = f"made.{kind}" in WORDS
    return Maker(f"made.{kind}" if known else "", detail if known else source, kind in _PEOPLE)


def make_entity_card(entity: Entity, principles: Sequence[Principle], names: Mapping[str, str]) -> Card:
    """The card of an entity; `names` are the authority's names by id."""
    principle = find_principle(principles, entity.principle) if entity.principle else None
    title = principle.name if principle else names.get(entity.id or "", entity.text)
    percent = None if entity.score in (None, 1.0) else _percent(entity.score)
    return Card(entity.label, title, read_maker(entity.source), percent, entity.id or "", principle)


def make_citation_card(citation: Citation, entries: Mapping[str, tuple[str, str]]) -> Card:
    """The card of a citation; `entries` are (anchor, text) of the bibliography entries by block id."""
    works = tuple(_describe_work(work, citation.works, entries) for work in citation.works)
    return Card(citation.kind, citation.text, read_maker(citation.source), works=works)


def _describe_work(work: Work, works: Sequence[Work], entries: Mapping[str, tuple[str, str]]) -> CitedWork:
    found = [entries[name] for name in (work.reference or "", *work.candidates) if name in entries]
    via = works[work.via] if work.via is not None and 0 <= work.via < len(works) else None
    return CitedWork(
        authors="; ".join(work.authors),
        year=work.date or work.year,
        locator=work.locator or "",
        et_al=work.et_al,
        original_year=work.original_year or "",
        via=" ".join(("; ".join(via.authors), via.year)) if via else "",
        entries=tuple(dict.fromkeys(found)),
        linked=work.reference in entries,
    )


def make_label_cards(block: Block, principles: Sequence[Principle], model: Model | None) -> tuple[LabelCard, ...]:
    """The cards of a passage's labels; reasons where `model` is the one that gave the label."""
    labels = block.labels or ()
    asked = [label.principle for label in labels if model is not None and label.source == model.source]
    reasons = _ask_model(block, model, asked) if model is not None and asked else {}
    return tuple(_make_label_card(label, principles, reasons) for label in labels)


def _make_label_card(
    label: Label, principles: Sequence[Principle], reasons: Mapping[str, tuple[Reason, ...]]
) -> LabelCard:
    maker = read_maker(label.source)
    return LabelCard(
        principle=find_principle(principles, label.principle),
        stance=label.stance,
        percent=_percent(label.score),
        maker=maker,
        unsure=label.decision == "unsure",
        reasons=() if maker.human else reasons.get(label.principle, ()),
        asked=not maker.human and label.principle in reasons,
    )


def _ask_model(block: Block, model: Model, labels: Sequence[str]) -> dict[str, tuple[Reason, ...]]:
    from surco.classify.explanation import explain_passage

    found = explain_passage(block, model, most=_REASONS, labels=labels)
    return {
        one.label: tuple(_draw_reason(reason.kind, reason.what, reason.weight) for reason in one.reasons)
        for one in found
    }


def _draw_reason(kind: str, what: str, weight: float) -> Reason:
    width = round(_BAR * min(abs(weight), _WIDEST) / _WIDEST, 1)
    left = float(_BAR) if weight > 0 else round(_BAR - width, 1)
    key = f"why.{what}" if kind != "word" and f"why.{what}" in WORDS else ""
    return Reason(kind, what, key, weight, left, width)


def _percent(score: float | None) -> int | None:
    """A probability in whole per cents, never 0 or 100 unless it is.

    >>> _percent(0.9999), _percent(1.0), _percent(None)
    (99, 100, None)
    """
    if score is None:
        return None
    return round(100 * score) if score in (0, 1) else min(99, max(1, round(100 * score)))
