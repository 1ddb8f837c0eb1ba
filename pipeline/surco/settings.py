"""`surco.toml` → settings with defaults; where a project keeps its files, and the package's own ones."""

from __future__ import annotations

import difflib
import tomllib
import types
import typing
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec
from msgspec import Struct

from surco.records import FormatError

SETTINGS_FILE = "surco.toml"
CORPUS_FILE = "corpus/corpus.toml"
CORRECTIONS_FOLDER = "corpus/corrections"
AUTO_FOLDER = "annotations/auto"
GOLD_FOLDER = "annotations/gold"
CACHE_FOLDER = ".surco"
REFERENCE_MODEL = "models/references"
"""The shipped model of bibliography entries, the same for every project."""

_PACKAGE_DATA = Path(__file__).parent / "data"
_CHECKOUT = Path(__file__).parents[2]
_Kind = TypeVar("_Kind")


Engine = Literal["pdfminer", "pdfium"]
ENGINES: tuple[str, ...] = typing.get_args(Engine)


class CorpusSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """Where the sources are, and the languages that a document may be in without a warning.

    `fetch_from` is a folder anywhere that fsspec reaches, such as `s3://bucket/articles`: a build brings the sources to it first.
    """

    sources: str = "corpus/sources"
    fetch_from: str = ""
    languages: tuple[Literal["es", "pt", "en"], ...] = ("es",)


class ExtractSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """What reads the glyphs of a PDF: `pdfium` is several times as fast."""

    engine: Engine = "pdfminer"


class Limits(Struct, frozen=True, forbid_unknown_fields=True):
    """What one source may take: processor time, memory beyond that of the program itself, and sizes."""

    seconds_per_page: float = 5.0
    seconds_per_file: float = 300.0
    memory_mib: int = 768
    source_mib: int = 100
    output_mib: int = 64


class AnnotateSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """The scheme, the authority files and the model that the annotation uses.

    A label whose score lies within `abstention` of its threshold is marked `unsure`; 0 decides always. `entities` names
    the trained layer that goes with the entity rules; without one they work alone.
    """

    scheme: str = "annotations/scheme.toml"
    organisations: str = "annotations/authority/organisations.csv"
    instruments: str = "annotations/authority/instruments.csv"
    model: str = "principles"
    entities: str = ""
    abstention: float = 0.0


class BuildSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """How many processes a build uses, 0 meaning one a core; `send_to` is where it sends a copy of its outputs."""

    jobs: int = 0
    send_to: str = ""


class ReleaseSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """What a published dataset says of itself; `licence` is that of the annotations, by its SPDX name or address.

    `published` is its day, as 2026-03-01; without one it is the day on which the release is made.
    """

    name: str = "corpus"
    version: str = "0.1.0"
    description: str = "An annotated corpus of articles on South-South cooperation."
    creators: tuple[str, ...] = ()
    licence: str = "https://creativecommons.org/licenses/by/4.0/"
    url: str = ""
    cite_as: str = ""
    published: str = ""


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """All that `surco.toml` can say."""

    corpus: CorpusSettings = CorpusSettings()
    extract: ExtractSettings = ExtractSettings()
    limits: Limits = Limits()
    annotate: AnnotateSettings = AnnotateSettings()
    build: BuildSettings = BuildSettings()
    release: ReleaseSettings = ReleaseSettings()


class Project(Struct, frozen=True):
    """A folder with a `surco.toml`, or none: then only the package's own files are there."""

    root: str | None = None
    settings: Settings = Settings()

    @property
    def folder(self) -> Path:
        return Path(self.root or ".")

    @property
    def sources(self) -> Path:
        return self.folder / self.settings.corpus.sources

    def find_file(self, name: str) -> Path:
        """The project's own file or folder of that name, else the package's; raises FormatError where neither is."""
        own = [self.folder / name] if self.root is not None else []
        for path in (*own, _PACKAGE_DATA / name, _CHECKOUT / name):
            if path.exists():
                return path
        raise FormatError(f"{name}: no such file in the project or the package; mend its name in {SETTINGS_FILE}")

    @property
    def model(self) -> Path:
        return self.find_file(f"models/{self.settings.annotate.model}")

    @property
    def entity_model(self) -> Path | None:
        """The folder of the trained layer of entities, where the settings name one."""
        name = self.settings.annotate.entities
        return self.find_file(f"models/{name}") if name else None


def find_project(start: Path) -> Project:
    """The project of the nearest folder upwards from `start` with a `surco.toml`; one without root where none is."""
    for folder in (start.absolute(), *start.absolute().parents):
        if (folder / SETTINGS_FILE).is_file():
            return Project(str(folder), read_settings(folder / SETTINGS_FILE))
    return Project()


def read_settings(path: Path) -> Settings:
    """The settings in a TOML file; raises FormatError with the file, the key and the remedy."""
    return read_toml(path, Settings)


def read_toml(path: Path, kind: type[_Kind]) -> _Kind:
    """A TOML file as a record of that kind, or a dict of them; unknown keys are errors with a suggestion."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise FormatError(f"{path}: {error.strerror}; check the name and the rights") from error
    except UnicodeDecodeError as error:
        raise FormatError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from error
    except (ValueError, RecursionError) as error:  # also a number of thousands of digits, or of brackets
        raise FormatError(f"{path}: {error}; mend this line") from error
    _check_keys(content, kind, str(path), "")
    try:
        return msgspec.convert(content, kind)
    except msgspec.ValidationError as error:
        raise FormatError(f"{path}: {str(error).replace('`', chr(39))}; mend this value") from error


def _check_keys(content: Any, kind: Any, name: str, place: str) -> None:
    if not isinstance(content, dict):
        return
    if isinstance(kind, types.GenericAlias):
        for key, value in content.items():
            _check_keys(value, kind.__args__[1], name, key)
        return
    fields = typing.get_type_hints(kind)
    for key, value in content.items():
        if key not in fields:
            raise FormatError(f"{name}: unknown key {key!r}{_suggest(place, key, list(fields))}")
        if isinstance(fields[key], type) and issubclass(fields[key], Struct):
            _check_keys(value, fields[key], name, key)


def _suggest(place: str, key: str, known: list[str]) -> str:
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.6)
    where = f" in [{place}]" if place else ""
    return f"{where}; did you mean {near[0]!r}?" if near else f"{where}; choose from: {', '.join(known)}"
