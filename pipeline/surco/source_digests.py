"""Sources → their digests, each kept with the source's size and time of change, so that only what was touched is read again."""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from surco.jsonl import write_bytes

_RACY_SECONDS = 2.0
"""A file changed this lately may change again within the same time stamp: its digest is not kept."""


class Digested(Struct, frozen=True, array_like=True):
    """A source, by its name below the folder of sources: its SHA-256, with its size and time of change (ns) then."""

    name: str
    size: int
    mtime: int
    sha256: str


_DECODER = msgspec.json.Decoder(Digested)


def digest_sources(
    folder: Path, paths: Iterable[str], record: Path, *, verify: bool = False
) -> Iterator[Digested | None]:
    """Yield the digest of each source below `folder`, None for what can't be read, and keep them in the file `record`.

    Size and time of change stand for a digest taken before, unless `verify`. Neither the record nor the digests are
    ever in memory as a whole, so the paths must come in the order of `walk_folder`, as they did before; one that
    comes out of order is read again.
    """
    start = len(os.path.join(folder, ""))
    now = bytearray()
    with contextlib.closing(_read_record(record)) as before:
        old = next(before, None)
        for path in paths:
            name = path[start:]
            while old is not None and old.name.split("/") < name.split("/"):
                old = next(before, None)
            digested = _digest_source(path, name, None if verify or old is None or old.name != name else old)
            if digested is not None and digested.mtime / 1e9 < time.time() - _RACY_SECONDS:
                now += msgspec.json.encode(digested) + b"\n"
            yield digested
    if not _holds(record, now):
        write_bytes(now, record)


def _read_record(record: Path) -> Generator[Digested]:
    """Yield the lines of a record, up to one that is broken."""
    with contextlib.suppress(OSError, msgspec.MsgspecError, ValueError), record.open("rb") as lines:
        for line in lines:
            yield _DECODER.decode(line)


def _holds(record: Path, content: bytearray) -> bool:
    try:
        return record.stat().st_size == len(content) and record.read_bytes() == content
    except OSError:
        return False


def _digest_source(path: str, name: str, old: Digested | None) -> Digested | None:
    try:
        state = os.stat(path)
        if old is not None and (old.size, old.mtime) == (state.st_size, state.st_mtime_ns):
            return old
        with open(path, "rb") as file:
            return Digested(name, state.st_size, state.st_mtime_ns, hashlib.file_digest(file, "sha256").hexdigest())
    except OSError:
        return None  # the job for it will say why
