"""What stands in a doccano project → records: its examples, their labels, who marked them as done, who works there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec
from msgspec import Struct

from surco.doccano.connection import EVERYTHING, Server
from surco.doccano.examples import Mark, Meta, Part


class Listed(Struct, frozen=True):
    """An example as the server lists it; `meta` is whatever whoever made it put there."""

    id: int
    text: str
    is_confirmed: bool
    comment_count: int = 0
    meta: msgspec.Raw = msgspec.Raw(b"{}")

    @property
    def is_touched(self) -> bool:
        """Whether somebody marked it as done or left a comment; labels may have changed all the same."""
        return self.is_confirmed or self.comment_count > 0

    def read_meta(self) -> Meta | None:
        """What surco sent with it; None where something else made it."""
        try:
            return msgspec.json.decode(self.meta, type=Meta)
        except msgspec.ValidationError:
            return None


class SpanLabel(Struct, frozen=True):
    """A span as the server lists it: `label` and `user` are numbers."""

    id: int
    label: int
    user: int
    created_at: str
    start_offset: int
    end_offset: int


class CategoryLabel(Struct, frozen=True):
    """A category as the server lists it."""

    id: int
    label: int
    user: int
    created_at: str


class Labels(Struct, frozen=True):
    """The labels that an example has on the server."""

    spans: tuple[SpanLabel, ...] = ()
    categories: tuple[CategoryLabel, ...] = ()


class _Page(Struct, frozen=True):
    results: tuple[Listed, ...]


class _State(Struct, frozen=True):
    confirmed_by: int


class _States(Struct, frozen=True):
    results: tuple[_State, ...]


class _Member(Struct, frozen=True):
    user: int
    username: str


class _Share(Struct, frozen=True):
    user: str
    done: int


class _Progress(Struct, frozen=True):
    progress: tuple[_Share, ...]


def list_examples(server: Server, project: int) -> dict[str, list[tuple[Listed, Meta]]]:
    """The examples that surco sent to a project, by passage; more than one where something went wrong."""
    found: dict[str, list[tuple[Listed, Meta]]] = {}
    for listed in server.read(f"projects/{project}/examples", _Page, limit=EVERYTHING).results:
        if (meta := listed.read_meta()) is not None:
            found.setdefault(meta.id, []).append((listed, meta))
    return found


def read_labels(server: Server, project: int, example: int, part: Part) -> Labels:
    """The spans and categories that an example has now."""
    path = f"projects/{project}/examples/{example}"
    spans = server.read(f"{path}/spans", tuple[SpanLabel, ...]) if part != "categories" else ()
    categories = server.read(f"{path}/categories", tuple[CategoryLabel, ...]) if part != "spans" else ()
    return Labels(spans, categories)


def name_labels(
    labels: Labels, spans: Mapping[str, int], categories: Mapping[str, int]
) -> tuple[dict[Mark, SpanLabel], dict[str, CategoryLabel]]:
    """The labels by what they say; a type that is not ours is called by its number."""
    span_names = {number: name for name, number in spans.items()}
    names = {number: name for name, number in categories.items()}
    marks = {
        Mark(span.start_offset, span.end_offset, span_names.get(span.label, f"#{span.label}")): span
        for span in labels.spans
    }
    return marks, {names.get(label.label, f"#{label.label}"): label for label in labels.categories}


def list_members(server: Server, project: int) -> dict[int, str]:
    """The names of a project's members by their number."""
    return {member.user: member.username for member in server.read(f"projects/{project}/members", list[_Member])}


def find_confirmers(server: Server, project: int, examples: list[int]) -> Iterator[tuple[int, str]]:
    """Yield for each example that is marked as done who marked it; one request tells where all are one person's."""
    shares = [
        share for share in server.read(f"projects/{project}/metrics/member-progress", _Progress).progress if share.done
    ]
    if len(shares) == 1 and shares[0].done >= len(examples):
        yield from ((example, shares[0].user) for example in examples)
        return
    names = list_members(server, project)
    for example in examples:
        states = server.read(f"projects/{project}/examples/{example}/states", _States).results
        if states:
            yield example, names.get(states[0].confirmed_by, f"user-{states[0].confirmed_by}")
