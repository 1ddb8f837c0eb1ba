"""Several annotators' versions of a passage → the questions that they answer, and one version by vote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import UNSET, Struct, structs

from surco.gold.store import ADJUDICATED, LAYERS, Layer
from surco.records import Block, Citation, Document, Entity, Label, replace

Mark = Entity | Citation | Label
Answer = tuple[Mark, ...]



class Question(Struct, frozen=True):
    """One place of a passage – a stretch of text in a layer of spans, else a label – and what each annotator says there.

    `start` and `end` are code points; a label's question has none. An empty answer says that nothing is there.
    """

    block: Block
    layer: Layer
    what: str
    answers: tuple[tuple[str, Answer], ...]
    start: int | None = None
    end: int | None = None

    @property
    def is_agreed(self) -> bool:
        """Whether all say the same; the works of a citation and the id of an entity are not asked for."""
        return len({name_answer(answer) for _, answer in self.answers}) == 1


Decide = Callable[[Question], Answer | None]
"""The answer to a question, or None where there is no decision."""


def name_mark(mark: Mark) -> str:
    """What an annotation says, as one line that is equal for equal annotation.

    >>> name_mark(Entity(3, 9, "PRINCIPLE", "mutuos", principle="reciprocidad")), name_mark(Label("consenso", "affirmed"))
    ('PRINCIPLE:reciprocidad «mutuos» 3–9', 'consenso')
    """
    if isinstance(mark, Label):
        return mark.principle if mark.stance == "affirmed" else f"{mark.principle} ({mark.stance})"
    if isinstance(mark, Citation):
        return f"{mark.kind} «{mark.text}» {mark.start}–{mark.end}"
    label = f"{mark.label}:{mark.principle}" if mark.principle else mark.label
    return f"{label} «{mark.text}» {mark.start}–{mark.end}"


def name_answer(answer: Answer) -> str:
    """What an annotator says at a place, in one line.

    >>> name_answer(()), name_answer((Label("consenso", "questioned"),))
    ('nothing', 'consenso (questioned)')
    """
    return ", ".join(map(name_mark, answer)) or "nothing"


def list_questions(versions: Mapping[str, Block]) -> Iterator[Question]:
    """Yield what at least one annotator marked in a passage; `versions` are by annotator and have the same text."""
    for layer in LAYERS:
        marks = {name: getattr(block, layer) for name, block in versions.items()}
        seen = {name: found for name, found in marks.items() if found is not UNSET}
        if seen:
            block = versions[next(iter(seen))]
            yield from _ask_labels(block, seen) if layer == "labels" else _ask_spans(block, layer, seen)


def _ask_labels(block: Block, seen: Mapping[str, Sequence[Label]]) -> Iterator[Question]:
    for what in sorted({label.principle for labels in seen.values() for label in labels}):
        answers = tuple(
            (name, tuple(label for label in labels if label.principle == what)) for name, labels in seen.items()
        )
        yield Question(block, "labels", what, answers)


def _ask_spans(block: Block, layer: Layer, seen: Mapping[str, Sequence[Entity | Citation]]) -> Iterator[Question]:
    for start, end in _join_stretches((span.start, span.end) for spans in seen.values() for span in spans):
        answers = tuple(
            (name, tuple(span for span in spans if start <= span.start < end)) for name, spans in seen.items()
        )
        yield Question(block, layer, block.text[start:end], answers, start, end)


def _join_stretches(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches of text that overlapping spans cover.

    >>> _join_stretches([(0, 4), (10, 12), (3, 6), (6, 8)])
    [(0, 6), (6, 8), (10, 12)]
    """
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def decide_unanimously(question: Question) -> Answer | None:
    """The answer that all give."""
    return question.answers[0][1] if question.is_agreed else None


def decide_by_majority(question: Question) -> Answer | None:
    """The answer that more than half give; None on a tie or where no answer has so many."""
    counts = Counter(name_answer(answer) for _, answer in question.answers)
    [(best, count)] = counts.most_common(1)
    if 2 * count <= len(question.answers):
        return None
    return next(answer for _, answer in question.answers if name_answer(answer) == best)


def settle_block(versions: Mapping[str, Block], decide: Decide) -> Block:
    """One version of a passage; a layer on which there is no decision, or which nobody annotated, is absent."""
    settled: dict[str, list[Mark]] = {
        layer: []
        for layer in LAYERS
        if any(getattr(block, layer) is not UNSET for block in versions.values())
    }  # fmt: skip
    for question in list_questions(versions):
        answer = decide(question) if question.layer in settled else None
        if answer is None:
            settled.pop(question.layer, None)
        else:
            settled[question.layer] += answer
    layers = {layer: tuple(settled[layer]) if layer in settled else UNSET for layer in LAYERS}
    return replace(next(iter(versions.values())), **layers)


def merge_annotators(documents: Sequence[Document], *, decide: Decide = decide_by_majority) -> Document:
    """One document from the versions of several annotators, its blocks those that are done.

    A block that was adjudicated is taken as it is; else the majority decides, place by place and label by label. A
    layer without one is absent, so that nobody learns from it.
    """
    groups = _group_versions(documents).values()
    blocks = [versions.get(ADJUDICATED) or settle_block(versions, decide) for versions in groups]
    head = structs.replace(documents[0].head, of=None)
    return Document(head, tuple(sorted(blocks, key=lambda block: block.id)))


def list_ties(documents: Sequence[Document], layer: Layer) -> list[str]:
    """The ids of the blocks whose layer `merge_annotators` leaves out of these versions, for want of a majority."""
    return [
        name
        for (name, _), versions in _group_versions(documents).items()
        if ADJUDICATED not in versions
        and any(one.layer == layer and decide_by_majority(one) is None for one in list_questions(versions))
    ]


def _group_versions(documents: Sequence[Document]) -> dict[tuple[str, str], dict[str, Block]]:
    """The versions of each block that is done, by id and text; the adjudicated one under that name."""
    groups: dict[tuple[str, str], dict[str, Block]] = {}
    for number, document in enumerate(documents):
        name = str(number) if document.head.of is None else ADJUDICATED
        for block in document.blocks:
            if block.status == "done":
                groups.setdefault((block.id, block.text), {}).setdefault(name, block)
    return groups
