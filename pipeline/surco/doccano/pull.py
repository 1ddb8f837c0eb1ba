"""What people did in a doccano project → human annotation of passages, each person's apart, marked done or open."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from msgspec import UNSET, Struct, UnsetType, structs

from surco.doccano.connection import Server
from surco.doccano.examples import Example, ExampleError, Part, digest_marks, from_example, rebuild_block, to_example
from surco.doccano.layout import OpenProject
from surco.doccano.ledger import Ledger
from surco.doccano.lines import decode_export
from surco.doccano.listing import (
    CategoryLabel,
    SpanLabel,
    find_confirmers,
    list_examples,
    list_members,
    name_labels,
    read_labels,
)
from surco.gold import digest_text
from surco.records import Block, Citation, Entity, Label, replace

FindBlock = Callable[[str], Block | None]
"""The passage of that id as the project has it now."""
_LAYERS: dict[Part, tuple[str, ...]] = {
    "both": ("entities", "citations", "labels"), "spans": ("entities", "citations"), "categories": ("labels",),
}  # fmt: skip


class Pulled(Struct, frozen=True):
    """A passage as a person left it; where it can't be taken, why."""

    id: str
    annotator: str = ""
    block: Block | None = None
    error: str = ""


class _Answer(Struct, frozen=True):
    """An example as it stands, and whether somebody marked it as done."""

    number: int
    example: Example
    is_done: bool

    @property
    def is_changed(self) -> bool:
        """Whether its labels are others than were sent."""
        return digest_marks(self.example.marks, self.example.categories) != self.example.meta.sent


def pull_passages(
    server: Server,
    project: OpenProject,
    ledger: Ledger,
    find_block: FindBlock,
    principles: Collection[str],
    known: Collection[tuple[str, str]] = (),
) -> Iterator[Pulled]:
    """Yield each passage that somebody marked as done or changed, as that person's; untouched suggestions are nobody's.

    `known` are annotator and passage of what was pulled before: it is told again even where it is open and as it was.
    """
    pull = _Pull(server, project, ledger, find_block)
    answers, doubled = pull.read_answers()
    for name in doubled:
        yield Pulled(name, error=f"{name}: stands twice in doccano; run surco push again, which mends that")
    names = pull.find_annotators(answers)
    for answer in answers:
        name, annotator = answer.example.meta.id, names.get(answer.number)
        if annotator is None and answer.is_changed:
            yield Pulled(
                name, error=f"{name}: changed, but nobody can tell by whom; it comes once it is marked as done"
            )
        if annotator is None or not (answer.is_done or answer.is_changed or (annotator, name) in known):
            continue
        try:
            yield Pulled(name, annotator, pull.take_answer(answer, annotator, principles))
        except ExampleError as error:
            yield Pulled(name, annotator, error=str(error))


class _Pull:
    """One pull from one project."""

    def __init__(self, server: Server, project: OpenProject, ledger: Ledger, find_block: FindBlock) -> None:
        self.server = server
        self.project = project
        self.part = project.plan.part
        self.ledger = ledger
        self.find_block = find_block

    def read_answers(self) -> tuple[list[_Answer], list[str]]:
        """The examples with their labels, and the passages that stand there twice.

        The states are read before the labels, so that no label is older than the mark that calls it done.
        """
        listed = list_examples(self.server, self.project.id)
        doubled = sorted(name for name, here in listed.items() if len(here) > 1)
        done = {one.id: one.is_confirmed for here in listed.values() for one, _ in here if len(here) == 1}
        exported = decode_export(self.server.export_project(self.project.id), self.part) if done else ()
        return [_Answer(number, example, done[number]) for number, example in exported if number in done], doubled

    def find_annotators(self, answers: Sequence[_Answer]) -> dict[int, str]:
        """Whose each example is: the project's, else who marked it as done, else who labelled in it last."""
        if self.project.plan.annotator is not None:
            return {answer.number: self.project.plan.annotator for answer in answers}
        done = [answer.number for answer in answers if answer.is_done]
        names = dict(find_confirmers(self.server, self.project.id, done)) if done else {}
        changed = [answer for answer in answers if answer.is_changed and answer.number not in names]
        members = list_members(self.server, self.project.id) if changed else {}
        for answer in changed:
            if (user := self.find_labeller(answer)) is not None or len(members) == 1:
                names[answer.number] = members.get(user or min(members), f"user-{user}")
        return names

    def find_labeller(self, answer: _Answer) -> int | None:
        """Who made the newest label that was not sent; None where labels were only taken away."""
        labels = read_labels(self.server, self.project.id, answer.number, self.part)
        spans, categories = name_labels(labels, self.project.spans, self.project.categories)
        sent = to_example(self.find_sent(answer.example), self.part)
        made: list[SpanLabel | CategoryLabel] = [span for mark, span in spans.items() if mark not in sent.marks]
        made += [category for name, category in categories.items() if name not in sent.categories]
        return max(made, key=lambda label: label.created_at).user if made else None

    def take_answer(self, answer: _Answer, annotator: str, principles: Collection[str]) -> Block:
        """The passage as that person left it, with the layers that the project holds."""
        source = f"human:{annotator}"
        sent = self.find_sent(answer.example)
        block = from_example(answer.example, sent, principles, source=source, part=self.part)
        layers = {name: getattr(block, name) if name in _LAYERS[self.part] else UNSET for name in _LAYERS["both"]}
        if answer.is_done:
            layers = {name: _sign_layer(layer, source) for name, layer in layers.items()}
        return replace(
            block, **layers, status="done" if answer.is_done else "open", text_sha256=digest_text(block.text),
            note_refs=UNSET, pages=UNSET, boxes=UNSET,
        )  # fmt: skip

    def find_sent(self, example: Example) -> Block:
        """The passage as it was sent: by the ledger; where that is lost, by the project, else by the example alone."""
        for block in (self.ledger.begun.get(example.meta.id), self.find_block(example.meta.id)):
            if block is not None and digest_text(block.text) == example.meta.sha256:
                return block
        return rebuild_block(example)


def _sign_layer(layer: tuple[Entity | Citation | Label, ...] | UnsetType, source: str) -> object:
    """What a person called done is made by that person, whoever suggested it."""
    return layer if layer is UNSET else tuple(_sign(made, source) for made in layer)


def _sign(made: Entity | Citation | Label, source: str) -> Entity | Citation | Label:
    if isinstance(made, Label):
        return structs.replace(made, source=source, score=None, decision=None)
    if isinstance(made, Entity):
        return structs.replace(made, source=source, score=None)
    return structs.replace(made, source=source)


def join_parts(pulled: Iterable[Pulled]) -> Iterator[Pulled]:
    """Yield what each person made of a passage, spans and labels together where they stood in two projects."""
    joined: dict[tuple[str, str], Pulled] = {}
    for one in pulled:
        other = joined.get((one.annotator, one.id))
        if one.block is None:
            yield one
        elif other is None or other.block is None:
            joined[one.annotator, one.id] = one
        elif _say_otherwise(other.block, one.block):
            error = f"{one.id}: {one.annotator} annotated it in two projects, differently; delete it in one of them"
            yield Pulled(one.id, one.annotator, error=error)
        else:
            joined[one.annotator, one.id] = structs.replace(one, block=_join_layers(other.block, one.block))
    yield from joined.values()


def _say_otherwise(one: Block, other: Block) -> bool:
    """Whether two versions of a passage have a layer in common that is not the same in both."""
    layers = [(getattr(one, name), getattr(other, name)) for name in _LAYERS["both"]]
    return any(layer != version for layer, version in layers if layer is not UNSET and version is not UNSET)


def _join_layers(one: Block, other: Block) -> Block:
    layers = {
        name: getattr(one, name) if getattr(one, name) is not UNSET else getattr(other, name)
        for name in _LAYERS["both"]
    }
    return replace(one, **layers, status="done" if one.status == other.status == "done" else "open")
