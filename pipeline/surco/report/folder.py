"""Pages → files of the report's folder: only what changed is written, what has no page any more is removed."""

from __future__ import annotations

import contextlib
import hashlib
import re
from pathlib import Path
from urllib.parse import quote

from surco.jsonl import write_bytes
from surco.records import SurcoError

START = "index.html"
_OURS = b'<meta name="generator" content="surco report">'
_PARTS = ("articles", "pages", "search", "assets")
"""The folders of a report; nothing else in its folder is ever removed."""
_OTHER = re.compile(r"[^\w.\-]+")
_MADE_FROM = re.compile(rb'<meta name="made-from" content="([0-9a-f]+)">')
_HEAD = 2000
"""Bytes in which a page tells what it was made from."""


def name_page(document_id: str) -> str:
    """The file name, without ending, of a document's page; a name that had to be changed is marked by a digest.

    >>> name_page("ruiz-2019"), name_page("../etc")
    ('ruiz-2019', 'etc-f7f9121f')
    """
    name = _OTHER.sub("-", document_id).strip(".-")
    if name == document_id:
        return name
    return f"{name}-{hashlib.sha256(document_id.encode()).hexdigest()[:8]}".lstrip("-")


def link_to(name: str) -> str:
    """A file name as a link says it.

    >>> link_to("cooperación")
    'cooperaci%C3%B3n'
    """
    return quote(name, safe="-._")


class Folder:
    """A report's folder: counts what is written, knows what belongs to the report."""

    def __init__(self, path: Path) -> None:
        """Raises SurcoError where the folder holds something that is no report."""
        self.path = path
        self.written = 0
        self._kept: set[Path] = set()
        if path.exists() and not path.is_dir():
            raise SurcoError(f"{path}: is no folder; choose another with -o")
        if path.is_dir() and any(path.iterdir()) and not self._is_ours():
            raise SurcoError(f"{path}: holds something else than a report; choose another folder with -o, or empty it")

    def _is_ours(self) -> bool:
        try:
            return _OURS in (self.path / START).read_bytes()[:_HEAD]
        except OSError:
            return all(part.name in _PARTS or part.suffix == ".part" for part in self.path.iterdir())

    def write(self, name: str, content: str | bytes) -> bool:
        """Write a file where its content is not that already; says whether it was."""
        path = self.keep(name)
        data = content.encode() if isinstance(content, str) else content
        with contextlib.suppress(OSError):
            if path.stat().st_size == len(data) and path.read_bytes() == data:
                return False
        try:
            write_bytes(data, path)
        except OSError as error:
            raise SurcoError(f"{error.filename or path}: {error.strerror}; choose another folder with -o") from error
        self.written += 1
        return True

    def keep(self, name: str) -> Path:
        """Where the file of that name is, which belongs to the report."""
        path = self.path / name
        self._kept.add(path)
        return path

    def read_digest(self, name: str) -> str | None:
        """What a page there says that it was made from."""
        try:
            with (self.path / name).open("rb") as file:
                found = _MADE_FROM.search(file.read(_HEAD))
        except OSError:
            return None
        return found[1].decode() if found else None

    def remove_stale(self) -> int:
        """Remove the files of an earlier report that this one does not have; returns how many."""
        stale = [
            path for part in _PARTS for path in (self.path / part).rglob("*") if path.is_file() and path not in self._kept
        ]
        for path in stale:
            path.unlink()
            with contextlib.suppress(OSError):
                path.parent.rmdir()
        return len(stale)
