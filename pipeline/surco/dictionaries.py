"""Word → lemma, kept in a file that is searched where it lies, so that no program start waits for half a million words."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import accumulate
from mmap import ACCESS_READ, mmap
from pathlib import Path
from struct import Struct
from zlib import crc32

_DRAWERS = 1 << 16
"""A word lies in the drawer that its checksum names, with some eight others: `…\\nword\\tlemma\\nword\\tlemma\\n`."""
_PLACES = Struct(f"<{_DRAWERS + 1}I")
_PLACE = Struct("<II")
"""The file begins with the place of each drawer and of the end."""


class StoredDictionary(Mapping[str, str]):
    """A file written by `write_dictionary`; raises OSError or ValueError where it can't be opened or is not whole."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._data = mmap(file.fileno(), 0, access=ACCESS_READ)
        if len(self._data) < _PLACES.size or _PLACES.unpack_from(self._data)[-1] != len(self._data):
            raise ValueError(f"{path}: not whole; delete it, it is made anew")

    def __getitem__(self, word: str) -> str:
        key = word.encode()
        start, end = _PLACE.unpack_from(self._data, 4 * (crc32(key) % _DRAWERS))
        found = self._data.find(b"\n%b\t" % key, start, end)
        if found < 0:
            raise KeyError(word)
        lemma = found + len(key) + 2
        return self._data[lemma : self._data.find(b"\n", lemma)].decode()

    def __iter__(self) -> Iterator[str]:
        return (line.split(b"\t")[0].decode() for line in self._data[_PLACES.size :].split(b"\n") if line)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def write_dictionary(entries: Iterable[tuple[str, str]], path: Path) -> None:
    """Write the words with their lemmas; the file is there as a whole or not at all. Raises OSError."""
    drawers = [bytearray(b"\n") for _ in range(_DRAWERS)]
    for word, lemma in entries:
        key = word.encode()
        drawers[crc32(key) % _DRAWERS] += b"%b\t%b\n" % (key, lemma.encode())
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        try:
            file.write(_PLACES.pack(*accumulate(map(len, drawers), initial=_PLACES.size)))
            file.writelines(drawers)
            file.close()
            os.replace(file.name, path)
        except BaseException:
            os.unlink(file.name)
            raise


def keep_dictionary(name: str, load: Callable[[], Mapping[str, str]]) -> Mapping[str, str]:
    """The dictionary of that name from the user's cache, put there the first time; as `load` gives it where that can't be."""
    try:
        path = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "surco" / f"{name}.words"
        with suppress(OSError, ValueError):
            return StoredDictionary(path)
        loaded = load()
        with suppress(OSError):
            write_dictionary(loaded.items(), path)
            return StoredDictionary(path)
        return loaded
    except RuntimeError:  # nobody's home
        return load()
