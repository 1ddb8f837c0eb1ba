"""Invented passages with spans and labels, many of them with letters beyond the basic plane."""

from __future__ import annotations

import random
from pathlib import Path

from surco.jsonl import write_document
from surco.records import Block, Citation, CitationKind, Document, Entity, EntityLabel, Head, Label, Work

PRINCIPLES = ("horizontalidad", "consenso", "equidad", "solidaridad", "reciprocidad", "autonomia")
# an emoji, a family of three joined ones, a combining mark, a letter of the astral planes, a flag
_ODD = ("😀", "👩‍👩‍👧", "Cafe\u0301", "𝒜𝓃𝒶", "🇺🇾", "ﬁn", "señal")
_WORDS = ("la", "red", "de", "puertos", "acordó", "compartir", "técnicos", "sin", "condiciones", "con", "sus", "socios")


def make_passage(number: int, chance: random.Random) -> Block:
    """A passage of some thirty words with up to four spans and two labels."""
    words = [chance.choice(_ODD if chance.random() < 0.2 else _WORDS) for _ in range(chance.randint(12, 30))]
    text = "  " * (number % 7 == 0) + " ".join(words) + " (Lema, 2012)."
    entities, end = [], 0
    for start, words_end in _choose_spans(text, chance):
        if start >= end:
            entities.append(_make_entity(text, start, words_end, chance))
            end = words_end
    bracket = text.index("(Lema")
    kind: CitationKind = chance.choice(("parenthetical", "narrative"))
    citation = Citation(bracket, bracket + 12, kind, text[bracket : bracket + 12], "rule", (Work(("Lema",), "2012"),))
    labels = tuple(
        Label(principle, chance.choice(("affirmed", "questioned")), 0.9, "model:x@1")
        for principle in chance.sample(PRINCIPLES, chance.randint(0, 2))
    )
    return Block(
        f"puertos/{number:04}", "paragraph", text, language="es", section=("Redes", "Puertos del sur"),
        entities=tuple(entities), citations=(citation,) if number % 2 else (), labels=labels,
    )  # fmt: skip


def _choose_spans(text: str, chance: random.Random) -> list[tuple[int, int]]:
    starts = [0, *(at + 1 for at, sign in enumerate(text) if sign == " ")]
    inside = [at for at in starts if text[at : at + 1].strip() and at < text.index("(Lema") - 1]
    chosen = sorted(chance.sample(inside, min(len(inside), chance.randint(0, 3))))
    return [(at, text.index(" ", at)) for at in chosen]


def _make_entity(text: str, start: int, end: int, chance: random.Random) -> Entity:
    label: EntityLabel = chance.choice(("ORG", "TREATY", "PRINCIPLE"))
    words = text[start:end]
    if label == "PRINCIPLE":
        return Entity(start, end, label, words, principle=chance.choice(PRINCIPLES), source="lexicon", score=1.0)
    return Entity(start, end, label, words, id=f"x-{start}", source="pattern", score=1.0)


def make_document(count: int, *, seed: int = 7) -> Document:
    """A document of so many passages, the same for the same seed."""
    chance = random.Random(seed)
    return Document(Head("puertos", title="Puertos"), tuple(make_passage(number, chance) for number in range(count)))


def make_corpus(folder: Path, document: Document) -> Path:
    """A project whose last build made that document."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "surco.toml").write_text("")
    write_document(document, folder / "annotations/auto" / f"{document.head.id}.jsonl")
    return folder
