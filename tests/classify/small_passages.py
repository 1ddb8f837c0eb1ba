"""A small set of passages with two labels, quick to train on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from surco.classify import CueList, Model, Settings, train_labels
from surco.classify.cues import Cue
from surco.records import Block, Entity, Label, replace

LABELS = ("consenso", "autonomia")
CUES = CueList(
    (Cue("consenso", "strong", "hasta que todos"), Cue("autonomia", "opposite", "tutel*")),
    ("sin", "no"),
    ("sin embargo",),
)
SETTINGS = Settings(encoder="none")
PLACES = ("Lima", "Quito", "Dakar", "Praia", "Hanói", "Sucre", "Natal", "Salta", "Arica", "Tacna")
SENTENCES: dict[tuple[str, str], str] = {
    ("consenso", "affirmed"): "En {} el consenso rige la mesa, que discute hasta que todos aprueban.",
    ("consenso", "questioned"): "En {} no hubo consenso; la mesa, sin embargo, no dejó de votar.",
    ("autonomia", "affirmed"): "El municipio de {} ganó autonomía y decide su plan sin tutela de nadie.",
    ("autonomia", "questioned"): "La oficina de {} sigue bajo la tutela del banco, que no la deja decidir.",
}
NEUTRAL = ("La sede de {} se inauguró en marzo con doce empleados.", "El informe de {} consta de nueve páginas y un mapa.")


def make_blocks() -> list[Block]:
    """Sixty passages in ten documents."""
    blocks = []
    for document, place in enumerate(PLACES):
        texts = [(text.format(place), (Label(*key),)) for key, text in SENTENCES.items()]  # type: ignore[arg-type]
        texts += [(text.format(place), ()) for text in NEUTRAL]
        for number, (text, labels) in enumerate(texts):
            block = Block(id=f"d{document}/{number:04d}", type="paragraph", text=text, language="es", labels=labels)
            blocks.append(replace(block, entities=find_named(text)))
    return blocks


def find_named(text: str) -> tuple[Entity, ...]:
    words = {"consenso": "consenso", "autonomía": "autonomia"}
    places = sorted((text.find(word), word) for word in words if word in text)
    return tuple(Entity(at, at + len(word), "PRINCIPLE", word, principle=words[word]) for at, word in places)


def train(blocks: Sequence[Block], settings: Settings = SETTINGS, *, cache: Path | None = None) -> Model:
    return train_labels(blocks, labels=LABELS, name="small", scheme="1.0", cues=CUES, settings=settings, cache=cache)
