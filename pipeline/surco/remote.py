"""A folder that fsspec reaches (s3, gcs, sftp, …) ⇄ a folder of the project: only what changed is carried."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from surco.corpus import list_files
from surco.jsonl import write_bytes
from surco.records import SurcoError
from surco.settings import CACHE_FOLDER, Project


def fetch_folder(url: str, folder: Path, project: Project) -> list[str]:
    """Bring a folder here to what stands at the URL, and return one line for each file fetched or removed.

    Files that were put here by hand stay. Raises SurcoError where the URL can't be read.
    """
    record = project.folder / CACHE_FOLDER / "fetched.json"
    before, said = _read_record(record, url), []
    with _say_remedy(url):
        system, root = _open(url)
        if not system.exists(root):  # find() calls that an empty folder: all that was fetched would go
            raise FileNotFoundError("there is nothing")
        there = {_relate(path, root): info for path, info in system.find(root, detail=True).items()}
        now = {name: _tell_version(info) for name, info in there.items()}
        for name in sorted(now):
            path = _place(folder, name)
            if before.get(name) != now[name] or not path.exists():
                write_bytes(system.cat_file(there[name]["name"]), path)
                said.append(f"{name}: fetched")
                before[name] = now[name]
                _write_record(record, url, before)
    for name in sorted(before.keys() - now.keys()):
        _place(folder, name).unlink(missing_ok=True)
        said.append(f"{name}: removed here, as it is gone from {url}")
    _write_record(record, url, now)
    return said


def send_folder(folder: Path, url: str, project: Project) -> list[str]:
    """Bring what stands at the URL to a folder of outputs, and return one line for each file sent or removed there.

    Files there that no build sent stay. Raises SurcoError where the URL can't be written.
    """
    record = project.folder / CACHE_FOLDER / "sent.json"
    before, said = _read_record(record, url), []
    kept = dict(before)
    paths = {path.relative_to(folder).as_posix(): path for path in list_files(folder)} if folder.is_dir() else {}
    with _say_remedy(url):
        system, root = _open(url)
        for name, path in sorted(paths.items()):
            content = path.read_bytes()
            digest = hashlib.sha256(content).hexdigest()
            if before.get(name) != digest:
                system.makedirs(str(PurePosixPath(f"{root}/{name}").parent), exist_ok=True)
                system.pipe_file(f"{root}/{name}", content)
                said.append(f"{name}: sent")
                kept[name] = digest
                _write_record(record, url, kept)
        for name in sorted(before.keys() - paths.keys()):
            if system.exists(f"{root}/{name}"):
                system.rm_file(f"{root}/{name}")
            said.append(f"{name}: removed there, as it is gone here")
            del kept[name]
            _write_record(record, url, kept)
    return said


def _open(url: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise SurcoError(f"{url}: fsspec is needed to reach it; install it: pip install 'surco[cluster]'") from error
    system, root = url_to_fs(url)
    return system, str(root).rstrip("/")


@contextlib.contextmanager
def _say_remedy(url: str) -> Iterator[None]:
    try:
        yield
    except ImportError as error:
        raise SurcoError(f"{url}: {error}; install the package that this kind of address needs") from error
    except (OSError, ValueError) as error:
        cause = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise SurcoError(f"{url}: {cause}; check the address and your rights, and run again") from error


def _relate(path: str, root: str) -> str:
    return path[len(root) :].lstrip("/") if path.startswith(root) else PurePosixPath(path).name


def _place(folder: Path, name: str) -> Path:
    place = folder / name
    if not place.resolve().is_relative_to(folder.resolve()):
        raise SurcoError(f"{name}: lies outside the folder that it is fetched into; it was not fetched")
    return place


def _tell_version(info: dict[str, Any]) -> str:
    """What changes when the file does: its entity tag or checksum where the store has one, else size and time."""
    for name in ("ETag", "etag", "md5", "md5Hash", "checksum"):
        if info.get(name):
            return str(info[name])
    changed = info.get("mtime") or info.get("created") or info.get("LastModified")
    return f"{info.get('size')} {changed}"


def _read_record(path: Path, url: str) -> dict[str, str]:
    with contextlib.suppress(OSError, msgspec.MsgspecError):
        return msgspec.json.decode(path.read_bytes(), type=dict[str, dict[str, str]]).get(url, {})
    return {}


def _write_record(path: Path, url: str, names: dict[str, str]) -> None:
    write_bytes(msgspec.json.encode({url: names}, order="sorted"), path)
