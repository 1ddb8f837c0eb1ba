"""Passages → examples of a doccano project, each once, with the machine's spans and labels as suggestions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec
from msgspec import Struct

from surco.doccano.connection import Server, ServerError
from surco.doccano.examples import Example, ExampleError, Mark, Meta, digest_marks, find_overlap, to_example
from surco.doccano.layout import OpenProject
from surco.doccano.ledger import Ledger
from surco.doccano.listing import CategoryLabel, Listed, SpanLabel, list_examples, name_labels, read_labels
from surco.records import Block, SurcoError

Outcome = Literal["sent", "there", "failed"]
_PROB = 1.0
"""Above zero: what people label in doccano has 0."""
_REFUSALS = (400, 500)
"""What the server answers to a span or a category that it has already."""


class Pushed(Struct, frozen=True):
    """What became of a passage; where it failed, why."""

    id: str
    outcome: Outcome
    error: str = ""


class _Made(Struct, frozen=True):
    id: int
    text: str


class _Push:
    """One push into one project."""

    def __init__(self, server: Server, project: OpenProject, ledger: Ledger) -> None:
        self.server = server
        self.project = project
        self.ledger = ledger
        self.path = f"projects/{project.id}/examples"

    def send(self, block: Block, here: list[tuple[Listed, Meta]]) -> Outcome:
        """See that a passage stands in the project once and whole."""
        example = to_example(block, self.project.plan.part)
        known = {*self.project.spans, *self.project.categories}
        if unknown := {*(mark.name for mark in example.marks), *example.categories} - known:
            raise ExampleError(
                f"{block.id}: {min(unknown)!r} is not in the scheme; build the corpus again: surco build"
            )
        if self.project.plan.part == "both" and (overlap := find_overlap(example.marks)):
            raise ExampleError(f"{block.id}: {overlap[0]} overlaps {overlap[1]}; write overlaps = true in scheme.toml")
        if here := self.drop_copies(block.id, here):
            return self.complete(here[0][0], here[0][1], block, example)
        self.create(block, example)
        return "sent"

    def create(self, block: Block, example: Example) -> None:
        """Make the example with all its labels, and see that the server kept its text."""
        self.ledger.begin(block)
        made = self.server.create(self.path, _Made, {"text": example.text, "meta": _list_meta(example.meta)})
        if made.text != example.text:
            self.server.delete(f"{self.path}/{made.id}")
            raise ExampleError(f"{block.id}: doccano keeps another text than was sent; nothing of it is left there")
        self.add_labels(made.id, example, (), ())
        self.ledger.finish(block, made.id)

    def complete(self, listed: Listed, meta: Meta, block: Block, example: Example) -> Outcome:
        """Add what a push that broke off did not send; leave alone what stands whole, and what people work on."""
        if listed.text != example.text:
            return self.renew(listed, meta, block, example)
        if self.ledger.is_done(block.id, listed.id) or block.id not in self.ledger.begun or listed.is_confirmed:
            return "there"
        begun = self.ledger.begun[block.id]
        wanted = to_example(begun, self.project.plan.part)
        if wanted.meta.sent != meta.sent:
            return "there"
        try:
            self.add_labels(listed.id, wanted, *self.read_present(listed.id))
        except ServerError as error:
            if error.status not in _REFUSALS:
                raise
            # the request that broke off reached the server after all
            self.add_labels(listed.id, wanted, *self.read_present(listed.id))
        self.ledger.finish(begun, listed.id)
        return "sent"

    def renew(self, listed: Listed, meta: Meta, block: Block, example: Example) -> Outcome:
        """Put the passage's present text in the place of an older one on which nobody has worked."""
        if self.has_work(listed, meta):
            raise ExampleError(
                f"{block.id}: stands in doccano with an older text, and somebody has worked on it; "
                "pull, delete it there, and push again"
            )
        self.server.delete(f"{self.path}/{listed.id}")
        self.create(block, example)
        return "sent"

    def has_work(self, listed: Listed, meta: Meta) -> bool:
        """Whether somebody has worked on an example: its labels are others than were sent, or than had been sent so far."""
        marks, categories = self.read_present(listed.id)
        if listed.is_touched or digest_marks(marks, categories) == meta.sent:
            return listed.is_touched
        begun = self.ledger.begun.get(meta.id)
        if begun is None or self.ledger.is_done(meta.id, listed.id):
            return True
        sent = to_example(begun, self.project.plan.part)
        return bool({*marks} - {*sent.marks} or {*categories} - {*sent.categories})

    def read_present(self, number: int) -> tuple[dict[Mark, SpanLabel], dict[str, CategoryLabel]]:
        """The labels that an example has on the server now."""
        labels = read_labels(self.server, self.project.id, number, self.project.plan.part)
        return name_labels(labels, self.project.spans, self.project.categories)

    def add_labels(self, number: int, example: Example, marks: Iterable[Mark], categories: Iterable[str]) -> None:
        """Send the spans and categories of an example that are not among those there."""
        path, there, ticked = f"{self.path}/{number}", set(marks), set(categories)
        for mark in example.marks:
            if mark not in there:
                body = {
                    "label": self.project.spans[mark.name],
                    "prob": _PROB,
                    "start_offset": mark.start,
                    "end_offset": mark.end,
                }
                made = self.server.create(f"{path}/spans", SpanLabel, body)
                if (made.start_offset, made.end_offset) != (mark.start, mark.end):
                    raise ExampleError(
                        f"{example.meta.id}: doccano moved {mark} to {made.start_offset}–{made.end_offset}"
                    )
        for name in example.categories:
            if name not in ticked:
                body = {"label": self.project.categories[name], "prob": _PROB}
                self.server.create(f"{path}/categories", CategoryLabel, body)

    def drop_copies(self, name: str, here: list[tuple[Listed, Meta]]) -> list[tuple[Listed, Meta]]:
        """One of the examples of a passage: the one that is known to be whole, else the first; copies without work go."""
        if len(here) < 2:
            return here
        first, *copies = sorted(
            here, key=lambda one: (not one[0].is_confirmed, not self.ledger.is_done(name, one[0].id))
        )
        for listed, meta in copies:
            if self.has_work(listed, meta):
                raise ExampleError(
                    f"{name}: stands twice in doccano, and somebody has worked on both; delete one there"
                )
            self.server.delete(f"{self.path}/{listed.id}")
        return [first]


def push_passages(server: Server, project: OpenProject, blocks: Iterable[Block], ledger: Ledger) -> Iterator[Pushed]:
    """Yield for each passage what became of it; a lost connection is raised, and the next push goes on from there."""
    push = _Push(server, project, ledger)
    listed = list_examples(server, project.id)
    sent: list[Block] = []
    for block in blocks:
        try:
            outcome = push.send(block, listed.get(block.id, []))
        except (ExampleError, ServerError) as error:
            if isinstance(error, ServerError) and error.status != 400:
                raise
            yield Pushed(block.id, "failed", _name_passage(block, error))
            continue
        sent += [block] * (outcome == "sent")
        yield Pushed(block.id, outcome)
    yield from _check_sent(push, sent)


def _check_sent(push: _Push, sent: list[Block]) -> Iterator[Pushed]:
    """Yield a failure for each passage that does not stand in the project once, with its text."""
    if not sent:
        return
    listed = list_examples(push.server, push.project.id)
    for block in sent:
        try:
            here = push.drop_copies(block.id, listed.get(block.id, []))
        except SurcoError as error:
            yield Pushed(block.id, "failed", str(error))
            continue
        if [one.text for one, _ in here] != [block.text.strip()]:
            yield Pushed(
                block.id, "failed", f"{block.id}: was sent, but does not stand in doccano with its text; push again"
            )


def _name_passage(block: Block, error: SurcoError) -> str:
    return str(error) if block.id in str(error) else f"{block.id}: {error}"


def _list_meta(meta: Meta) -> dict[str, str]:
    return {key: str(value) for key, value in msgspec.to_builtins(meta).items()}
