"""Human annotation → files that nothing is ever lost from: one for each annotator and document, older versions beside."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import UNSET, structs

from surco.gold.align import measure_likeness
from surco.jsonl import read_document, write_bytes, write_document
from surco.records import Block, Document, FormatError, SurcoError, iterate_problems, replace
from surco.settings import GOLD_FOLDER, Project

Layer = Literal["entities", "citations", "labels"]

ADJUDICATED = "adjudicated"
EARLIER_FOLDER = "earlier"
LAYERS: tuple[Layer, ...] = ("entities", "citations", "labels")
ALIKE = 0.75
"""Passages whose texts agree to this share are the same passage, changed."""

# ana, maría-2, j.lima@example.org
_ANNOTATOR = re.compile(r"\w[\w.@+-]*")
_QUOTE = {ord(sign): f"[{sign}]" for sign in "*?["}


def list_annotated(project: Project) -> dict[str, list[Path]]:
    """The files of human annotation by document id, the adjudicated one first, the others by annotator."""
    found: dict[str, list[Path]] = {}
    if project.root is not None:
        for path in (project.folder / GOLD_FOLDER).glob("*/*.jsonl"):
            found.setdefault(path.stem, []).append(path)
    return {name: sorted(found[name], key=_order_file) for name in sorted(found)}


def _order_file(path: Path) -> tuple[bool, str]:
    return path.parent.name != ADJUDICATED, path.parent.name


def digest_text(text: str) -> str:
    """The `text_sha256` of a block's text."""
    return hashlib.sha256(text.encode()).hexdigest()


def keep_annotation(folder: Path, annotator: str, document: Document) -> Path:
    """Keep a document's annotation in FOLDER/ANNOTATOR/ID.jsonl and return that path.

    Blocks that stand there and not in `document` stay; where one differs, the newer stands and the older is kept in
    FOLDER/ANNOTATOR/earlier/ID.ndjson. Raises SurcoError where the name is no folder's, FormatError where a span does
    not lie in its text.
    """
    path = _name_file(folder, annotator, document.head.id)
    document = _complete(document, path)
    before = read_document(path) if path.exists() else None
    blocks, replaced = _join_blocks(before.blocks if before else (), document.blocks)
    keep_earlier(path, replaced)
    of = document.head.of or (before and before.head.of) or None
    if annotator == ADJUDICATED and of is None:
        of = tuple(sorted(one.parent.name for one in folder.glob(f"*/{path.name.translate(_QUOTE)}") if one != path))
    joined = Document(structs.replace(document.head, of=of), blocks)
    if joined != before:
        write_document(joined, path)
    return path


def keep_earlier(path: Path, blocks: Iterable[Block]) -> None:
    """Add blocks to the earlier versions beside a file, `earlier/ID.ndjson`, unless they stand there already."""
    earlier = name_earlier(path)
    before = earlier.read_bytes() if earlier.exists() else b""
    known = set(before.splitlines())
    lines = [line for line in map(msgspec.json.encode, blocks) if line not in known]
    if lines:
        write_bytes(before + b"".join(line + b"\n" for line in lines), earlier)


def name_earlier(path: Path) -> Path:
    """Where the earlier versions of a file's blocks are kept.

    >>> name_earlier(Path("annotations/gold/ana/ruiz-2019.jsonl")).as_posix()
    'annotations/gold/ana/earlier/ruiz-2019.ndjson'
    """
    return path.parent / EARLIER_FOLDER / f"{path.stem}.ndjson"


def read_earlier(path: Path) -> tuple[Block, ...]:
    """The earlier versions of a file's blocks, oldest first; several may have the same id.

    Raises FormatError with file and line.
    """
    earlier = name_earlier(path)
    blocks = []
    for number, line in enumerate(earlier.read_bytes().splitlines() if earlier.exists() else (), start=1):
        try:
            blocks.append(msgspec.json.decode(line, type=Block))
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise FormatError(f"{earlier}:{number}: {error}; mend or remove this line") from error
    return tuple(blocks)


def _name_file(folder: Path, annotator: str, document_id: str) -> Path:
    if not _ANNOTATOR.fullmatch(annotator):
        raise SurcoError(f"{annotator!r}: no name for an annotator; use letters, digits, '.', '_', '@', '+' and '-'")
    if not document_id or document_id.startswith(".") or "/" in document_id:
        raise SurcoError(f"{document_id!r}: no id of a document; ids are made from file names")
    return folder / annotator / f"{document_id}.jsonl"


def _complete(document: Document, path: Path) -> Document:
    """The document with each block's status and digest; raises FormatError where it breaks the format."""
    blocks = tuple(
        replace(block, text_sha256=digest_text(block.text), status=block.status or "open") for block in document.blocks
    )
    complete = Document(document.head, blocks)
    for _, problem in iterate_problems(complete):
        raise FormatError(f"{path}: not written, {problem}; mend the annotation where it comes from")
    return complete


def _join_blocks(before: tuple[Block, ...], new: tuple[Block, ...]) -> tuple[tuple[Block, ...], list[Block]]:
    """The blocks of both in the order of their ids, and those of `before` that newer ones take the place of."""
    kept = {block.id: block for block in before}
    replaced = []
    for block in new:
        old = kept.get(block.id)
        if old is None:
            kept[block.id] = block
        elif old.text == block.text:
            kept[block.id] = joined = _join_versions(old, block)
            if list_marks(joined) != list_marks(old):
                replaced.append(old)
        elif _is_superseded(old, block):
            kept[block.id] = block
            replaced.append(old)
        else:
            aside = _find_free_id(old, kept)
            kept[aside] = replace(old, id=aside)
            kept[block.id] = block
    return tuple(sorted(kept.values(), key=_order_block)), replaced


def _join_versions(old: Block, new: Block) -> Block:
    """The newer version of a block with the layers that only the older has; the older where a person's part is equal."""
    missing = {name: getattr(old, name) for name in LAYERS if getattr(new, name) is UNSET}
    joined = replace(new, **missing)
    return old if list_marks(joined) == list_marks(old) and (old.annotated_at or not new.annotated_at) else joined


def _is_superseded(old: Block, new: Block) -> bool:
    """Whether the newer block is the same passage, changed, with every layer that the older has."""
    whole = all(getattr(old, name) is UNSET or getattr(new, name) is not UNSET for name in LAYERS)
    return whole and measure_likeness(old.text, new.text) >= ALIKE


def _find_free_id(block: Block, taken: Iterable[str]) -> str:
    """An id for a block whose own now names another passage.

    >>> _find_free_id(Block(id="a/0012", type="paragraph", text="…"), {"a/0012", "a/0012.1"})
    'a/0012.2'
    """
    return next(name for name in _number_ids(block.id) if name not in taken)


def _number_ids(name: str) -> Iterator[str]:
    number = 1
    while True:
        yield f"{name}.{number}"
        number += 1


def _order_block(block: Block) -> tuple[list[int], str]:
    return [int(number) for number in re.findall(r"\d+", block.id.rpartition("/")[2])], block.id


def list_marks(block: Block) -> tuple[object, ...]:
    """What a person says of a block: its layers, whether it is done, and under which scheme."""
    return block.entities, block.citations, block.labels, block.status, block.scheme
