"""Pulled passages → files of human annotation, by person and document, with works and ids read for what people drew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import UNSET, Struct, structs

from surco.doccano.pull import Pulled
from surco.doccano.reread import Reader
from surco.entities import Authority
from surco.gold import keep_annotation
from surco.gold.store import LAYERS
from surco.jsonl import read_document
from surco.records import Block, Citation, Document, Head, SurcoError, Warn, replace
from surco.settings import AUTO_FOLDER, GOLD_FOLDER, Project

REREAD = "works-read-again"


class Kept(Struct, frozen=True):
    """What became of one person's annotation of one document; where it could not be kept, why."""

    annotator: str
    document: str
    done: int = 0
    open: int = 0
    remarks: tuple[str, ...] = ()
    error: str = ""


class Shelf:
    """The project's documents and human annotation, each file read once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._documents: dict[Path, Document | None] = {}

    @property
    def gold(self) -> Path:
        """The folder of human annotation."""
        return self._project.folder / GOLD_FOLDER

    def find_document(self, name: str) -> Document | None:
        """A document as the last build left it; None where there is none."""
        return self._read(self._project.folder / AUTO_FOLDER / f"{name}.jsonl")

    def find_block(self, name: str) -> Block | None:
        """A passage as the last build left it; None where there is none."""
        document = self.find_document(name.rpartition("/")[0])
        return next((block for block in document.blocks if block.id == name), None) if document else None

    def find_kept(self, annotator: str, name: str) -> Document | None:
        """What a person annotated of a document before; None where nothing."""
        return self._read(self.gold / annotator / f"{name}.jsonl")

    def list_kept(self) -> set[tuple[str, str]]:
        """Annotator and passage of all human annotation."""
        files = [(path.parent.name, self._read(path)) for path in self.gold.glob("*/*.jsonl")]
        return {(name, block.id) for name, document in files if document is not None for block in document.blocks}

    def _read(self, path: Path) -> Document | None:
        if path not in self._documents:
            self._documents[path] = read_document(path) if path.is_file() else None
        return self._documents[path]


def keep_pulled(
    pulled: Iterable[Pulled], shelf: Shelf, authority: Authority, *, scheme: str, when: str, again: bool = False
) -> Iterator[Kept]:
    """Keep what was pulled and yield what became of it, by person and document; `when`: time of the pull (ISO 8601).

    What is done and as it was pulled before keeps the version of the scheme under which it was decided, unless people
    looked at it `again`.
    """
    groups: dict[tuple[str, str], list[Block]] = {}
    for one in pulled:
        if one.block is not None:
            block = replace(one.block, annotated_at=when, scheme=scheme)
            groups.setdefault((one.annotator, one.id.rpartition("/")[0]), []).append(block)
    for (annotator, name), blocks in sorted(groups.items()):
        try:
            yield _keep_document(annotator, name, blocks, shelf, authority, again=again)
        except SurcoError as error:
            yield Kept(annotator, name, error=str(error))


def _keep_document(
    annotator: str, name: str, blocks: Sequence[Block], shelf: Shelf, authority: Authority, *, again: bool
) -> Kept:
    whole = shelf.find_document(name) or Document(Head(name), tuple(blocks))
    before = shelf.find_kept(annotator, name)
    known = {block.id: block for block in before.blocks} if before else {}
    works = _list_works(known.values())
    reader = Reader(whole, authority)
    kept: list[Block] = []
    remarks: list[str] = []
    for block in blocks:
        block, read = reader.complete_block(_take_works(block, works))
        kept.append(block if again else _keep_scheme(block, known.get(block.id)))
        remarks += [f"{block.id}: {citation.text}" for citation in read]
    warnings = (before.head.warnings if before else ()) or ()
    fresh = [Warn(REREAD, detail=remark) for remark in remarks]
    head = structs.replace(whole.head, made_by=None, warnings=tuple(dict.fromkeys((*warnings, *fresh))) or UNSET)
    keep_annotation(shelf.gold, annotator, Document(head, tuple(kept)))
    done = sum(block.status == "done" for block in kept)
    return Kept(annotator, name, done, len(kept) - done, tuple(remarks))


def _keep_scheme(block: Block, before: Block | None) -> Block:
    """The passage with the scheme of the version before, where nothing in it was decided since."""
    if before is None or (before.text, before.status) != (block.text, block.status):
        return block
    same = all(getattr(block, name) in (UNSET, getattr(before, name)) for name in LAYERS)
    return replace(block, scheme=before.scheme) if same else block


def _list_works(blocks: Iterable[Block]) -> dict[tuple[str, int, int, str], Citation]:
    return {(block.id, one.start, one.end, one.text): one for block in blocks for one in block.citations or ()}


def _take_works(block: Block, known: Mapping[tuple[str, int, int, str], Citation]) -> Block:
    """The passage with the works that its citations had when they were kept before: somebody may have mended them."""
    if not block.citations:
        return block
    citations = []
    for one in block.citations:
        old = known.get((block.id, one.start, one.end, one.text))
        citations.append(structs.replace(one, works=old.works) if old is not None and not one.works else one)
    return replace(block, citations=tuple(citations))
