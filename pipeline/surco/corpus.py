"""The corpus: `corpus.toml` → metadata per article, file names → ids, the sources folder → its files."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from surco.records import SourceError
from surco.settings import CORPUS_FILE, CORRECTIONS_FOLDER, Project, read_toml

FOUL_NAME = "its name is not UTF-8; rename it"
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
    return [Path(entry.path) for entry in walk_folder(folder) if os.path.isfile(entry)]


def walk_folder(folder: Path | str) -> Iterator[os.DirEntry[str]]:
    """Yield what lies under a folder, its folders opened, in order of name; hidden files and folders are passed over.

    A folder is yielded itself where it can't be opened; pipes, and links that lead nowhere, are yielded too.
    """
    if not os.path.isdir(folder):
        return
    with os.scandir(folder) as entries:
        shown = sorted((entry for entry in entries if not entry.name.startswith(".")), key=_get_name, reverse=True)
    while shown:
        entry = shown.pop()  # and let go of it
        if not entry.is_dir(follow_symlinks=False):
            yield entry
        elif os.access(entry, os.R_OK | os.X_OK):
            yield from walk_folder(entry.path)
        else:
            yield entry


def _get_name(entry: os.DirEntry[str]) -> str:
    return entry.name


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
    names = [str(path) for path in paths]
    places, errors = part_by_id(filter(has_plain_name, names))
    foul = [SourceError(f"{name!a}: {FOUL_NAME}") for name in names if not has_plain_name(name)]
    return [describe_source(*place, project) for place in places.items()], [*errors.values(), *foul]


def has_plain_name(path: str) -> bool:
    """Whether a path can be written as UTF-8: one made on another system may be in an encoding of its own.

    >>> has_plain_name("mañana.txt"), has_plain_name("ma\\udcf1ana.txt")
    (True, False)
    """
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def part_by_id(paths: Iterable[str]) -> tuple[dict[str, str], dict[str, SourceError]]:
    """The paths by their document ids, and an error by each id that several share; no path is kept for that.

    >>> part_by_id(["a.pdf", "b.txt", "b.xml"])[0]
    {'a': 'a.pdf'}
    """
    places: dict[str, str] = {}
    shared: dict[str, list[str]] = {}
    for path in paths:
        document_id = make_id(Path(path))
        first = places.setdefault(document_id, path)
        if first != path and path not in shared.setdefault(document_id, [first]):
            shared[document_id].append(path)
    for document_id in shared:
        del places[document_id]
    return places, {name: _tell_shared(name, same) for name, same in shared.items()}


def _tell_shared(document_id: str, paths: list[str]) -> SourceError:
    return SourceError(f"{' and '.join(paths)}: both have the id {document_id!r}; rename one of them")


def describe_source(document_id: str, path: str, project: Project) -> SourceFile:
    """The source of that id and path, with its name and its corrections."""
    mended = find_corrections(document_id, path, project)
    return SourceFile(document_id, path, name_source(Path(path), project), mended)


def sort_by_size(sources: Iterable[SourceFile]) -> list[SourceFile]:
    """The sources, the biggest first: so no process is left with a long one when the others are done."""
    return sorted(sources, key=_measure, reverse=True)


def _measure(source: SourceFile) -> int:
    try:
        return os.stat(source.path).st_size
    except OSError:  # reading it will say why
        return 0


def find_corrections(document_id: str, path: str, project: Project) -> str | None:
    """The file with the corrections of one of the project's own sources, or None where it has none."""
    if project.root is None:
        return None
    file = os.path.join(project.root, CORRECTIONS_FOLDER, f"{document_id}.toml")
    if not os.path.isfile(file) or not Path(path).resolve().is_relative_to(project.sources.resolve()):
        return None
    return file
