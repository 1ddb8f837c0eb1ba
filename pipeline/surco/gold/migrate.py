"""A changed scheme → gold and training passages under its labels, and the passages that a person must look at again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import UNSET, Struct, structs

from surco.gold.anchor import join_labels
from surco.gold.changes import Change
from surco.gold.queue import QUEUE_FILE, Review, join_reviews, list_waiting, read_queue, write_queue
from surco.gold.scheme_text import rewrite_cues, rewrite_scheme
from surco.gold.store import keep_earlier, list_annotated
from surco.gold.versions import read_versions
from surco.jsonl import read_document, write_bytes, write_document
from surco.records import Block, Document, Label, SurcoError, replace
from surco.scheme import Scheme, read_scheme
from surco.settings import Project

TRAINING_FOLDER = "annotations/training"
CUES_FILE = f"{TRAINING_FOLDER}/cues.toml"

class FileChange(Struct, frozen=True):
    """What a migration does to one file: its blocks after it, those before that differ, and how many become open."""

    path: Path
    document: Document
    before: tuple[Block, ...]
    opened: int


class Migration(Struct, frozen=True):
    """All that a migration would write, and the passages to look at again."""

    version: str
    files: tuple[FileChange, ...]
    texts: dict[Path, str]
    queue: tuple[Review, ...]


def plan_migration(project: Project, changes: Iterable[Change], version: str | None = None) -> Migration:
    """What these changes do to the project's scheme, gold, training passages and cues; writes nothing.

    Raises SurcoError where a label is unknown or there already, or the scheme is not the project's own.
    """
    changes = tuple(changes)
    path = project.folder / project.settings.annotate.scheme
    if project.root is None or not path.exists():
        raise SurcoError(f"{project.settings.annotate.scheme}: the project has no scheme of its own; copy the package's")
    scheme = read_scheme(path)
    _check_changes(changes, scheme)
    version = version or raise_version(scheme.version)
    if version == scheme.version:
        raise SurcoError(f"--to-version {version}: is the scheme's version already; name a newer one")
    texts = {path: rewrite_scheme(path.read_text("utf-8"), changes, version)}
    cues = project.folder / CUES_FILE
    if cues.exists():
        texts = {cues: rewrite_cues(cues.read_text("utf-8"), changes), **texts}
    gold = [path for paths in list_annotated(project).values() for path in paths]
    training = sorted((project.folder / TRAINING_FOLDER).glob("*.jsonl"))
    files = [_migrate_file(file, changes, version) for file in (*gold, *training)]
    queue = _queue_passages(project, changes, scheme)
    return Migration(version, tuple(file for file in files if file.before), texts, queue)


def apply_migration(project: Project, migration: Migration) -> None:
    """Write a migration: the queue first and the scheme last, so that one cut short can be run again."""
    write_queue(migration.queue, project.folder / QUEUE_FILE)
    for file in migration.files:
        keep_earlier(file.path, file.before)
        write_document(file.document, file.path)
    for path, text in migration.texts.items():
        write_bytes(text.encode(), path)


def raise_version(version: str) -> str:
    """The version with its last number one higher.

    >>> raise_version("1.0"), raise_version("2026")
    ('1.1', '2027')
    """
    found = re.search(r"(?<!\d)\d++$", version)
    if found is None:
        raise SurcoError(f"version {version!r} ends in no number; name the new one with --to-version")
    return version[: found.start()] + str(int(found[0]) + 1)


def _check_changes(changes: Iterable[Change], scheme: Scheme) -> None:
    labels = set(scheme.ids)
    seen: set[str] = set()
    for change in changes:
        for label in change.old:
            if label not in labels:
                raise SurcoError(f"--{change.kind}: the scheme has no label {label!r}; choose from: {', '.join(scheme.ids)}")
            if label in seen:
                raise SurcoError(f"--{change.kind}: {label!r} is changed twice; migrate in two steps")
        seen.update(change.old)
    for change in changes:
        taken = labels - seen if change.kind in ("add", "rename") else set()
        for label in taken.intersection(change.new):
            raise SurcoError(f"--{change.kind}: the scheme has a label {label!r} already; use --merge or another name")
    if not changes:
        raise SurcoError("nothing to change; name one with --add, --rename, --merge or --split")


def _migrate_file(path: Path, changes: tuple[Change, ...], version: str) -> FileChange:
    document = read_document(path)
    migrated = tuple(migrate_block(block, changes, version) for block in document.blocks)
    changed = [(old, new) for old, new in zip(document.blocks, migrated, strict=True) if old != new]
    opened = sum(new.status == "open" != old.status for old, new in changed)
    return FileChange(path, Document(document.head, migrated), tuple(old for old, _ in changed), opened)


def migrate_block(block: Block, changes: tuple[Change, ...], version: str) -> Block:
    """The block under the changed scheme; one with a label that was split loses it and is open again.

    Where a label was added, a passage keeps the version that it was judged by: nobody asked for that label there.
    """
    names = {old: change.new[0] for change in changes if change.kind in ("rename", "merge") for old in change.old}
    split = {old for change in changes if change.kind == "split" for old in change.old}
    added = any(change.kind == "add" for change in changes)
    opened = not split.isdisjoint(_list_labels(block))
    entities = tuple(
        structs.replace(one, principle=None if one.principle in split else names.get(one.principle, one.principle))
        if one.principle else one
        for one in block.entities or ()
    )  # fmt: skip
    return replace(
        block,
        entities=block.entities if block.entities is UNSET else entities,
        labels=block.labels if block.labels is UNSET else tuple(join_labels(_rename_labels(block.labels, names, split))),
        status="open" if opened else block.status,
        scheme=block.scheme if added and block.is_passage else version,
    )


def _rename_labels(labels: Iterable[Label], names: dict[str, str], split: set[str]) -> Iterator[Label]:
    """Yield the labels under their new names, without those that were split."""
    for label in labels:
        if label.principle not in split:
            yield structs.replace(label, principle=names.get(label.principle, label.principle))


def _list_labels(block: Block) -> set[str]:
    named = {entity.principle for entity in block.entities or () if entity.principle}
    return named | {label.principle for label in block.labels or ()}


def _queue_passages(project: Project, changes: tuple[Change, ...], scheme: Scheme) -> tuple[Review, ...]:
    """The passages to look at again, by their ids in the present text, and those that still wait from before."""
    read = list(read_versions(project))
    reviews = list_waiting(read_queue(project.folder / QUEUE_FILE), read, scheme.version)
    for versions in read:
        for name, anchored in versions.anchored.items():
            for block in (*anchored.blocks.values(), *(conflict.block for conflict in anchored.conflicts)):
                reviews += _list_reviews(block, changes, name)
    return join_reviews(reviews)


def _list_reviews(block: Block, changes: tuple[Change, ...], annotator: str) -> Iterator[Review]:
    labels = _list_labels(block)
    for change in changes:
        if change.kind == "split" and change.old[0] in labels:
            yield Review(block.id, "split", change.old[0], (annotator,))
        if change.kind == "add" and block.labels is not UNSET and block.status == "done":
            yield Review(block.id, "add", change.new[0], (annotator,))
