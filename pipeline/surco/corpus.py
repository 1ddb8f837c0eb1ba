"""The corpus: `corpus.toml` → metadata per article, file names → ids, the sources folder → what is to be done."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from surco.records import SourceError
from surco.settings import CORPUS_FILE, CORRECTIONS_FOLDER, Project, read_toml

# " (" and ")" in "Actas (final).pdf"
_OTHER = re.compile(r"[^\w.\-]+")


class Metadata(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What `corpus.toml` says of an article; it wins over what the source says of itself."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    year: int | None = None
    language: str | None = None
    licence: str | None = None
    password: str | None = None


class SourceFile(Struct, frozen=True):
    """A source to be read: its id, where it is, its name in outputs and messages, and a person's corrections of it."""

    id: str
    path: str
    name: str
    corrections: str | None = None


def make_id(path: Path) -> str:
    """The document id of a file: its stem in NFC, other runs than letters, digits, `.`, `_` and `-` turned to `-`.

    >>> make_id(Path("Cooperación sur–sur (2015).pdf"))
    'Cooperación-sur-sur-2015-'
    """
    return _OTHER.sub("-", unicodedata.normalize("NFC", path.stem))


def read_metadata(project: Project) -> dict[str, Metadata]:
    """Metadata by document id, from the project's `corpus.toml`; empty where it has none."""
    path = project.folder / CORPUS_FILE
    if project.root is None or not path.exists():
        return {}
    return read_toml(path, dict[str, Metadata])


def list_files(folder: Path) -> list[Path]:
    """The files under a folder, in order of name; hidden files and folders are passed over."""
    return part_files(folder)[0]


def part_files(folder: Path) -> tuple[list[Path], list[Path]]:
    """The files under a folder, and what is neither file nor folder: pipes, and links that lead nowhere."""
    files, others = [], []
    for path in sorted(folder.rglob("*")):
        if any(part.startswith(".") for part in path.relative_to(folder).parts):
            continue
        if path.is_file():
            files.append(path)
        elif not path.is_dir():
            others.append(path)
    return files, others


def name_source(path: Path, project: Project) -> str:
    """The name of a source in outputs: relative to the project's root, the bare file name outside of it."""
    if project.root is not None:
        root = Path(project.root)
        for find in (Path.absolute, Path.resolve):  # a link that leads to itself can't be resolved
            whole = find(path)
            if whole.is_relative_to(root):
                return whole.relative_to(root).as_posix()
    return path.name


def identify_sources(paths: Iterable[Path], project: Project) -> tuple[list[SourceFile], list[SourceError]]:
    """The sources with their ids, and one error for each id that several files share; none of those is kept."""
    by_id: dict[str, list[Path]] = {}
    for path in dict.fromkeys(paths):
        by_id.setdefault(make_id(path), []).append(path)
    sources, errors = [], []
    for document_id, same in by_id.items():
        if len(same) == 1:
            mended = find_corrections(document_id, same[0], project)
            sources.append(SourceFile(document_id, str(same[0]), name_source(same[0], project), mended))
        else:
            names = " and ".join(str(path) for path in same)
            errors.append(SourceError(f"{names}: both have the id {document_id!r}; rename one of them"))
    return sources, errors


def find_corrections(document_id: str, path: Path, project: Project) -> str | None:
    """The file with the corrections of one of the project's own sources, or None where it has none."""
    if project.root is None or not path.resolve().is_relative_to(project.sources.resolve()):
        return None
    file = project.folder / CORRECTIONS_FOLDER / f"{document_id}.toml"
    return str(file) if file.is_file() else None
