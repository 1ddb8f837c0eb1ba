"""Documents and a list of passages → what is pushed: the machine's own suggestions, never another person's answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from msgspec import Struct

from surco.records import Block, Document, FormatError, SurcoError
from surco.settings import Project

_HUMAN = "human:"


class _Line(Struct, frozen=True):
    id: str


def read_list(data: bytes, name: str) -> list[str]:
    """The ids in a list of passages: lines of `surco suggest --json`, or bare ids; raises FormatError with the line.

    >>> read_list(b'{"id":"d/0002","why":"random"}\\nd/0001\\n', "next.jsonl")
    ['d/0002', 'd/0001']
    """
    ids = []
    for number, line in enumerate(data.split(b"\n"), start=1):
        try:
            if line.strip():
                ids.append(msgspec.json.decode(line, type=_Line).id if line.startswith(b"{") else line.decode().strip())
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise FormatError(f"{name}:{number}: {error}; a line is an id such as ruiz-2019/0024") from error
    return list(dict.fromkeys(ids))


def choose_passages(documents: Sequence[Document], ids: Sequence[str] | None, project: Project) -> list[Block]:
    """The passages of those ids in their order, or all, as the machine annotates them; raises SurcoError on unknown ids."""
    passages = {
        block.id: block
        for document in documents
        for block in document.blocks
        if block.is_passage and block.text.strip()
    }
    if unknown := [name for name in ids or () if name not in passages]:
        raise SurcoError(
            f"{', '.join(unknown[:5])}: no such passage among these documents; list them anew: surco suggest --json"
        )
    wanted = {name: passages[name] for name in (passages if ids is None else ids)}
    touched = {name.rpartition("/")[0] for name in wanted}
    for document in suggest_afresh([document for document in documents if document.head.id in touched], project):
        wanted.update({block.id: block for block in document.blocks if block.id in wanted})
    return list(wanted.values())


def suggest_afresh(documents: Sequence[Document], project: Project) -> Iterator[Document]:
    """Yield those documents into which a build put human annotation, as the machine alone annotates them."""
    answered = [document for document in documents if any(map(_has_answers, document.blocks))]
    if answered:
        from surco.annotate import annotate_documents, load_tools

        yield from annotate_documents(answered, load_tools(project))


def _has_answers(block: Block) -> bool:
    """Whether a build put human annotation into a passage, which would tell the next annotator what to answer."""
    layers = (block.entities, block.citations, block.labels)
    return any(made.source.startswith(_HUMAN) for layer in layers for made in layer or ())
