"""What was sent to a doccano project, line by line in `.surco/doccano/`, so that a push that broke off can go on."""

from __future__ import annotations

import contextlib
import fcntl
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec import Struct

from surco.records import Block, SurcoError
from surco.settings import CACHE_FOLDER, Project


class Begun(Struct, frozen=True, tag="begun"):
    """A passage as it was about to be sent."""

    block: Block


class Done(Struct, frozen=True, tag="done"):
    """A passage that stands whole in doccano, as that example."""

    id: str
    example: int


_DECODER = msgspec.json.Decoder(Begun | Done)
_ENCODER = msgspec.json.Encoder()


class Ledger:
    """What is known to have been sent to one project; each change is in the file before it is made there."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.begun: dict[str, Block] = {}
        self.done: dict[str, int] = {}

    def begin(self, block: Block) -> None:
        """Keep a passage as it is about to be sent."""
        self._write(Begun(block))

    def finish(self, block: Block, example: int) -> None:
        """Keep that a passage stands whole in doccano."""
        self._write(Done(block.id, example))

    def is_done(self, name: str, example: int) -> bool:
        """Whether a passage is known to stand whole in that example."""
        return self.done.get(name) == example

    def load(self) -> None:
        """Read the file; a last line that a kill cut short is passed over, and so is one that is no record."""
        lines = self._file.read().split(b"\n")
        for line in lines:
            with contextlib.suppress(msgspec.MsgspecError):
                self._take(_DECODER.decode(line))
        if lines[-1]:
            self._file.write(b"\n")

    def _write(self, entry: Begun | Done) -> None:
        self._file.write(_ENCODER.encode(entry) + b"\n")
        self._file.flush()
        self._take(entry)

    def _take(self, entry: Begun | Done) -> None:
        if isinstance(entry, Begun):
            self.begun[entry.block.id] = entry.block
            self.done.pop(entry.block.id, None)
        else:
            self.done[entry.id] = entry.example


def find_ledger(project: Project, key: str) -> Path:
    """Where the ledger of the doccano project of that key is kept."""
    return project.folder / CACHE_FOLDER / "doccano" / f"{key}.jsonl"


@contextlib.contextmanager
def open_ledger(path: Path) -> Iterator[Ledger]:
    """The ledger in a file, for this process alone; raises SurcoError where another push has it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+b")
    except OSError as error:
        raise SurcoError(f"{path}: {error.strerror}; check your rights to the project's folder") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise SurcoError(f"{path}: another surco push or pull is at work; wait for its end") from error
        file.seek(0)
        ledger = Ledger(file)
        ledger.load()
        yield ledger
