"""A project's gold → each document's passages as every annotator has them, on the text as it is now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from surco.gold.anchor import Anchored, anchor_blocks
from surco.gold.store import ADJUDICATED, list_annotated
from surco.jsonl import read_document
from surco.records import Block, Document
from surco.settings import AUTO_FOLDER, Project


class Versions(Struct, frozen=True):
    """What each annotator said of a document; `present` are its blocks as they are now."""

    id: str
    present: tuple[Block, ...]
    anchored: dict[str, Anchored]
    is_built: bool = True

    @property
    def annotators(self) -> tuple[str, ...]:
        """All but the adjudicated version, by name."""
        return tuple(sorted(name for name in self.anchored if name != ADJUDICATED))

    def list_voters(self) -> tuple[str, ...]:
        """The annotators who are done with some passage, by name."""
        return tuple(
            name for name in self.annotators if any(one.status == "done" for one in self.anchored[name].blocks.values())
        )

    def list_done(self, place: int) -> dict[str, Block]:
        """The passage at that place as each annotator who is done with it has it, the adjudicated version first."""
        names = (ADJUDICATED, *self.annotators)
        blocks = {name: self.anchored[name].blocks.get(place) for name in names if name in self.anchored}
        return {name: block for name, block in blocks.items() if block is not None and block.status == "done"}


def read_versions(project: Project, document_ids: Sequence[str] = ()) -> Iterator[Versions]:
    """Yield the versions of each annotated document, or of those named; raises FormatError where a file is broken.

    The present text is that in annotations/auto; where there is none, what the annotators saw.
    """
    for name, paths in list_annotated(project).items():
        if document_ids and name not in document_ids:
            continue
        auto = project.folder / AUTO_FOLDER / f"{name}.jsonl"
        documents = {path.parent.name: read_document(path) for path in paths}
        present = read_document(auto).blocks if auto.exists() else _collect_blocks(documents.values())
        yield anchor_versions(name, documents, present, is_built=auto.exists())


def anchor_versions(
    name: str, documents: dict[str, Document], present: tuple[Block, ...], *, is_built: bool = True
) -> Versions:
    """The annotators' documents on the present text."""
    anchored = {annotator: anchor_blocks(document.blocks, present) for annotator, document in documents.items()}
    return Versions(name, present, anchored, is_built)


def _collect_blocks(documents: Iterable[Document]) -> tuple[Block, ...]:
    found: dict[tuple[str, str], Block] = {}
    for document in documents:
        for block in document.blocks:
            found.setdefault((block.id, block.text), block)
    return tuple(found[key] for key in sorted(found))
