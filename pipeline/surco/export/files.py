"""What a format writes → files in a folder, whole or not at all; files, folders and zips that a user names → what a
format reads."""

from __future__ import annotations

import io
import lzma
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from msgspec import Struct

from surco.records import FormatError, SurcoError

MEMBER_MIB = 512
"""A member of a zip may be so large when unpacked."""
RATIO = 200
"""So many times its packed size, from a MiB on: more is a bomb."""
_MIB = 1 << 20
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, IndexError, NotImplementedError, OSError, OverflowError,
    RuntimeError, ValueError,
)  # fmt: skip
"""What Python's zip reader raises for damaged bytes."""
REPORT, REPORT_JSON = "loss.txt", "loss.json"
"""The loss report that stands beside an export; it is no part of it."""


class File(Struct, frozen=True):
    """A file of a format, or the next piece of one: a name without folders, and bytes."""

    name: str
    data: bytes


def write_files(files: Iterable[File], folder: Path) -> list[str]:
    """Write the files into a folder and return their names; pieces of one name are joined. All are renamed at the end.

    Raises SurcoError where the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".export-") as scratch:
            names = _write_pieces(files, Path(scratch))
            for name in names:
                (Path(scratch) / name).replace(folder / name)
    except OSError as error:
        raise SurcoError(f"{error.filename or folder}: {error.strerror}; choose another folder with -o") from error
    return names


def _write_pieces(files: Iterable[File], scratch: Path) -> list[str]:
    names: dict[str, None] = {}
    for file in files:
        if file.name != PurePosixPath(file.name).name or file.name in ("", ".", ".."):
            raise SurcoError(f"{file.name!r}: no name for a file; mend the document's id")
        with (scratch / file.name).open("ab") as target:
            target.write(file.data)
        names[file.name] = None
    return list(names)


def read_files(path: Path) -> Iterator[File]:
    """Yield the file, the files of a folder, or the members of a zip, in order of name; names keep no folder.

    Raises FormatError where nothing can be read, or a zip holds what no export is: two members of one name, a bomb.
    """
    try:
        if path.is_dir():
            inside = sorted(one for one in path.rglob("*") if one.is_file() and _is_ours(one))
            for one in inside:
                yield from _read_one(one)
        else:
            yield from _read_one(path)
    except OSError as error:
        raise FormatError(f"{path}: {error.strerror}; check the name and the rights") from error


def _is_ours(path: Path) -> bool:
    return not path.name.startswith(".") and path.name not in (REPORT, REPORT_JSON)


def _read_one(path: Path) -> Iterator[File]:
    data = path.read_bytes()
    if path.suffix.lower() == ".zip":
        yield from unpack(data, str(path))
    else:
        yield File(path.name, data)


def unpack(data: bytes, name: str) -> Iterator[File]:
    """Yield the members of a zip, the names of their folders dropped; `name` stands for the file in errors."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            _check_members(members, name)
            for member in sorted(members, key=lambda member: member.filename):
                yield File(_drop_folders(member.filename), archive.read(member))
    except _DAMAGED as error:
        raise FormatError(f"{name}: no whole zip ({str(error)[:80]}); export it again") from error


def _check_members(members: list[zipfile.ZipInfo], name: str) -> None:
    seen: set[str] = set()
    for member in members:
        inner = _drop_folders(member.filename)
        if inner in seen:
            raise FormatError(f"{name}: holds {inner!r} twice; unpack it and import the files one by one")
        seen.add(inner)
        large = member.file_size > MEMBER_MIB * _MIB
        if large or (member.file_size > _MIB and member.file_size > RATIO * member.compress_size):
            raise FormatError(f"{name}: {inner!r} unpacks to {member.file_size // _MIB} MiB; unpack it yourself if that is right")


def _drop_folders(name: str) -> str:
    """The last part of a member's name, whatever its separators.

    >>> _drop_folders("../../etc/passwd"), _drop_folders("annotation\\\\ana.xmi")
    ('passwd', 'ana.xmi')
    """
    return name.replace("\\", "/").rsplit("/", 1)[-1]


