"""What an output is made from → digests of its content, so that only what changed is done again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import Any

import msgspec

from surco.corpus import Metadata, SourceFile
from surco.settings import REFERENCE_MODEL, Project

_PACKAGE = Path(__file__).parent
_EXTRACTING = ("__init__.py", "records.py", "jsonl.py", "language.py", "corpus.py", "extract")
"""The files and folders of the package that decide what extraction gives."""
_NOT_CODE = frozenset(
    ("__main__.py", "agreement", "agreement.py", "build.py", "cli", "cluster.py", "components.py", "console.py")
    + ("digest.py", "doccano", "entity_training.py", "evaluate.py", "export", "freshness.py", "initialise.py")
    + ("methods.py", "plan.py", "processes.py", "release", "remote.py", "report", "search", "settings.py", "source_digests.py")
    + ("train.py",)
)
"""Files and folders of the package on which no output depends."""
_LIBRARIES = ("pdfminer.six", "pypdfium2", "lxml", "simplemma", "msgspec", "python-crfsuite", "numpy")
_NOT_MODEL = frozenset({"card.md", "metrics.json", "trained_on.json"})


def digest_bytes(*parts: bytes) -> str:
    """Sixteen hexadecimal digits that name these bytes, parted as given."""
    return _digest_parts(parts)


def _digest_parts(parts: Iterable[bytes]) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8, "big"))
        whole.update(part)
    return whole.hexdigest()[:16]


def digest_value(value: Any) -> str:
    """The digest of a record or a plain value."""
    return digest_bytes(msgspec.json.encode(value, order="sorted"))


def digest_files(paths: Iterable[Path], *, folder: Path) -> str:
    """The digest of files' names below `folder` and their content, one file after the other in memory."""
    return _digest_parts(
        part for path in sorted(paths) for part in (path.relative_to(folder).as_posix().encode(), path.read_bytes())
    )


class Inputs:
    """The digests of all that the outputs of a project depend on, beside the source itself; each read once a run."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.extract_settings = digest_value([project.settings.corpus.languages, project.settings.extract])
        self.settings = digest_value([self.extract_settings, project.settings.annotate.abstention])
        self.extract_code, self.code = _digest_code()

    @cached_property
    def tagging(self) -> dict[str, str]:
        """The digests of the scheme, the authority files and the model; raises FormatError where one is missing."""
        named = self.project.settings.annotate
        scheme = self.project.find_file(named.scheme)
        models = filter(None, (self.project.model, Project().find_file(REFERENCE_MODEL), self.project.entity_model))
        authority = [self.project.find_file(named.organisations), self.project.find_file(named.instruments)]
        return {
            "scheme": digest_bytes(scheme.read_bytes()),
            "authority": digest_bytes(*(path.read_bytes() for path in authority)),
            "models": digest_bytes(*map(_digest_model, models)),
        }

    def of_extraction(self, source: SourceFile, about: Metadata) -> dict[str, str]:
        """What the blocks of a document depend on, beside the source itself."""
        told = digest_value(msgspec.structs.replace(about, password=None, licence=None))
        inputs = {"code": self.extract_code, "settings": self.extract_settings, "metadata": told}
        if source.corrections is not None:
            inputs["corrections"] = digest_bytes(Path(source.corrections).read_bytes())
        return inputs

    def of_annotation(self, source: SourceFile, about: Metadata, gold: Iterable[Path] = ()) -> dict[str, str]:
        """What an annotated document depends on; `gold` are the files of human annotation that it carries."""
        inputs = {**self.of_extraction(source, about), "code": self.code, "settings": self.settings, **self.tagging}
        human = sorted(gold)
        if human:
            inputs["gold"] = digest_bytes(
                *(part for path in human for part in (path.parent.name.encode(), path.read_bytes()))
            )
        return inputs


def _digest_model(folder: Path) -> bytes:
    parts = [path for path in folder.rglob("*") if path.is_file() and path.name not in _NOT_MODEL]
    return digest_files(parts, folder=folder.parent).encode()


def _digest_code() -> tuple[str, str]:
    """The digests of the code that extracts, and of all the code that makes outputs, libraries' versions included."""
    files = [path for path in _PACKAGE.rglob("*") if path.is_file() and _is_code(path.relative_to(_PACKAGE).parts)]
    extracting = [path for path in files if path.relative_to(_PACKAGE).parts[0] in _EXTRACTING]
    making = [path for path in files if _NOT_CODE.isdisjoint(path.relative_to(_PACKAGE).parts)]
    versions = digest_value({name: metadata.version(name) for name in _LIBRARIES})
    return digest_bytes(versions.encode(), _digest(extracting)), digest_bytes(versions.encode(), _digest(making))


def _is_code(parts: tuple[str, ...]) -> bool:
    """Whether outputs depend on this file; the folders in data/ are digested as scheme, authority files and model."""
    hidden = any(part.startswith(".") or part == "__pycache__" for part in parts)
    return not hidden and not (parts[0] == "data" and len(parts) > 2)


def _digest(files: Iterable[Path]) -> bytes:
    return digest_files(files, folder=_PACKAGE).encode()
