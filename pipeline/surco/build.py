"""The corpus folder → what has to be done again, judged by digests, and the doing of it."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec
from msgspec import Struct

from surco.cluster import run_jobs_on
from surco.corpus import (
    Metadata,
    SourceFile,
    identify_sources,
    make_id,
    name_source,
    part_files,
    read_metadata,
)
from surco.digest import Inputs
from surco.gold import list_gold
from surco.jsonl import read_head, write_bytes
from surco.processes import Job, Made, run_jobs
from surco.records import Head, SourceError, SurcoError
from surco.scheme import read_scheme
from surco.settings import AUTO_FOLDER, CACHE_FOLDER, CORPUS_FILE, CORRECTIONS_FOLDER, GOLD_FOLDER, Project

if TYPE_CHECKING:
    from distributed import Client

_SEEN_FILE = "sources.json"
_CAUSES = {
    "metadata": "what corpus.toml says of it changed",
    "corrections": "its corrections changed",
    "code": "Surco or a library of it changed",
    "settings": "the settings in surco.toml changed",
    "scheme": "the annotation scheme changed",
    "authority": "an authority file changed",
    "models": "a model changed",
    "gold": "its human annotation changed",
}
_RACY_SECONDS = 2.0
"""A file changed this lately may change again within the same time stamp: its digest is not kept."""


class Plan(Struct, frozen=True):
    """What a build has to do: jobs, the ids whose outputs are up to date, errors found before reading, and remarks.

    `unclear` are ids that several sources share: none of them is read, and what an earlier build made of them stays.
    """

    jobs: tuple[Job, ...]
    fresh: tuple[str, ...]
    errors: tuple[str, ...]
    remarks: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()


class Reason(Struct, frozen=True):
    """What a build would do again for a document, and the changes that are the cause."""

    id: str
    stages: Literal["nothing", "annotation", "extraction and annotation"]
    causes: tuple[str, ...] = ()


class _Seen(Struct, frozen=True, array_like=True):
    """A source's size and time of change when its digest was taken."""

    size: int
    mtime: int
    sha256: str


@contextlib.contextmanager
def lock_project(project: Project) -> Iterator[None]:
    """Hold the project's lock; raises SurcoError where another build holds it, or the folder can't be written."""
    folder = project.folder / CACHE_FOLDER
    try:
        folder.mkdir(exist_ok=True)
        file = (folder / "lock").open("w")
    except OSError as error:
        raise SurcoError(f"{folder}: {error.strerror}; check your rights to the project's folder") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise SurcoError(f"{project.folder}: another surco build is at work here; wait for its end") from error
        yield


def plan_build(project: Project, *, verify: bool = False) -> Plan:
    """What a build would do now; `verify` reads every source again, whatever its size and time say."""
    about = read_metadata(project)
    sources, errors, unclear = _identify_all(project)
    states = [*_compare_all(project, sources, about, verify=verify)]
    jobs = tuple(_make_job(state) for state in states if not state.is_fresh)
    fresh = tuple(state.source.id for state in states if state.is_fresh)
    return Plan(jobs, fresh, tuple(map(str, errors)), tuple(_list_remarks(project, about, sources)), unclear)


def explain_build(project: Project, *, verify: bool = False) -> Iterator[Reason]:
    """Yield for each source what a build would do again, and for which changes."""
    sources, _, _ = _identify_all(project)
    for state in _compare_all(project, sources, read_metadata(project), verify=verify):
        if state.is_fresh:
            yield Reason(state.source.id, "nothing")
        elif state.is_extracted:
            yield Reason(state.source.id, "annotation", tuple(_list_causes(state)))
        else:
            yield Reason(state.source.id, "extraction and annotation", tuple(_list_causes(state)))


class _State(NamedTuple):
    """A source as it is now, what its output was made from, and where its extraction is kept."""

    source: SourceFile
    about: Metadata
    gold: list[Path]
    digest: str | None
    extracting: dict[str, str]
    annotating: dict[str, str]
    output: Head | None
    extraction: Path

    @property
    def is_fresh(self) -> bool:
        return _is_made_from(self.output, self.source, self.digest, self.annotating)

    @property
    def is_extracted(self) -> bool:
        return _is_made_from(read_head(self.extraction), self.source, self.digest, self.extracting)


def _identify_all(project: Project) -> tuple[list[SourceFile], list[SourceError], tuple[str, ...]]:
    """The sources, what is wrong with others, and the ids that several share."""
    if not project.sources.is_dir():
        raise SurcoError(f"{project.sources}: no such folder; put the articles there")
    files, others = part_files(project.sources)
    sources, errors = identify_sources(files, project)
    for path in others:
        name = name_source(path, project)
        errors.append(SourceError(f"{name}: neither a file nor a folder; put the article itself there, or remove this"))
    return sources, errors, tuple(sorted({make_id(path) for path in files} - {source.id for source in sources}))


def _compare_all(
    project: Project, sources: list[SourceFile], about: dict[str, Metadata], *, verify: bool
) -> Iterator[_State]:
    inputs = Inputs(project)
    digests = _digest_sources(project, sources, verify=verify)
    for source in sources:
        told, gold = about.get(source.id, Metadata()), list_gold(project, source.id)
        yield _State(
            source, told, gold, digests.get(source.name),
            inputs.of_extraction(source, told), inputs.of_annotation(source, told, gold),
            read_head(find_output(project, source.id)), find_extraction(project, source.id),
        )  # fmt: skip


def _make_job(state: _State) -> Job:
    """The job that brings a source's output up to date."""
    kept = state.is_extracted
    return Job(
        state.source,
        state.about,
        state.extracting,
        state.annotating,
        tuple(map(str, state.gold)),
        extracted=str(state.extraction) if kept else None,
        keeps_extraction=not kept,
    )


def _list_causes(state: _State) -> Iterator[str]:
    """Yield what of a source's output is not as it was made, in the words of a user."""
    head = state.output
    if head is None or head.source is None or head.made_by is None:
        yield "it was never annotated, or its output can't be read"
        return
    if (head.source.path, head.source.sha256) != (state.source.name, state.digest):
        yield "the source changed"
    before = head.made_by.inputs
    for name in _CAUSES:
        if before.get(name) != state.annotating.get(name):
            yield _CAUSES[name]


def _is_made_from(head: Head | None, source: SourceFile, digest: str | None, inputs: dict[str, str]) -> bool:
    return (
        head is not None
        and head.source is not None
        and head.made_by is not None
        and (head.source.path, head.source.sha256) == (source.name, digest)
        and head.made_by.inputs == inputs
    )


def find_output(project: Project, document_id: str) -> Path:
    """Where the annotated document of that id is written."""
    return project.folder / AUTO_FOLDER / f"{document_id}.jsonl"


def find_extraction(project: Project, document_id: str) -> Path:
    """Where the blocks of the document are kept between builds."""
    return project.folder / CACHE_FOLDER / "extract" / f"{document_id}.jsonl"


def run_build(project: Project, plan: Plan, *, processes: int = 0, client: Client | None = None) -> Iterator[Made]:
    """Do the jobs of a plan, here or by the cluster of a Dask client, and yield each as it is done and written."""
    if client is None:
        results = run_jobs(plan.jobs, project, processes=processes)
    else:
        results = run_jobs_on(client, plan.jobs, project)
    for made in results:
        try:
            if made.extracted is not None:
                write_bytes(made.extracted, find_extraction(project, made.job.source.id))
            if made.annotated is not None:
                write_bytes(made.annotated, find_output(project, made.job.source.id))
        except OSError as error:
            where = error.filename or find_output(project, made.job.source.id)
            raise SurcoError(
                f"{where}: {error.strerror}; nothing half-written is left; mend this and run again"
            ) from error
        yield made


def remove_stale(project: Project, kept: set[str]) -> list[str]:
    """Remove outputs of this program whose sources are gone or could not be read, and say so, one line each."""
    said = []
    for path in sorted((project.folder / AUTO_FOLDER).glob("*.jsonl")):
        head = read_head(path)
        if path.stem in kept or head is None or head.made_by is None or head.made_by.name != "surco":
            continue
        path.unlink()
        said.append(f"{AUTO_FOLDER}/{path.name}: removed, as its source is gone or can't be read")
    for path in (project.folder / CACHE_FOLDER / "extract").glob("*.jsonl"):
        if path.stem not in kept:
            path.unlink()
    for folder in (
        project.folder / AUTO_FOLDER,
        project.folder / CACHE_FOLDER / "extract",
        project.folder / CACHE_FOLDER,
    ):
        for part in folder.glob(".*.part"):  # what a killed build left
            part.unlink()
    return said


def _digest_sources(project: Project, sources: list[SourceFile], *, verify: bool) -> dict[str, str]:
    """The SHA-256 of each source by name; size and time of change stand for a digest taken before."""
    record = project.folder / CACHE_FOLDER / _SEEN_FILE
    before: dict[str, _Seen] = {}
    with contextlib.suppress(OSError, msgspec.MsgspecError):
        before = msgspec.json.decode(record.read_bytes(), type=dict[str, _Seen])
    now, kept = {}, {}
    for source in sources:
        try:
            state = os.stat(source.path)
            old = before.get(source.name)
            if verify or old is None or (old.size, old.mtime) != (state.st_size, state.st_mtime_ns):
                old = _Seen(state.st_size, state.st_mtime_ns, _digest_file(Path(source.path)))
        except OSError:
            continue  # the job for it will say why
        now[source.name] = old.sha256
        if old.mtime / 1e9 < time.time() - _RACY_SECONDS:
            kept[source.name] = old
    if kept != before:
        write_bytes(msgspec.json.encode(kept, order="sorted"), record)
    return now


def _digest_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class _Labels(Struct):
    labels: tuple[str, ...] = ()


def _compare_labels(project: Project) -> Iterator[str]:
    """Yield a remark where the label model and the scheme do not know the same labels."""
    known = msgspec.json.decode((project.model / "model.json").read_bytes(), type=_Labels).labels
    wanted = read_scheme(project.find_file(project.settings.annotate.scheme)).ids
    told = [f"{word} {', '.join(names)}" for word, names in (
        ("has no", [label for label in wanted if label not in known]),
        ("gives", [label for label in known if label not in wanted]),
    ) if names]  # fmt: skip
    if told:
        yield f"the scheme and models/{project.model.name} differ: the model {' and '.join(told)}; run: surco train labels"


def _list_remarks(project: Project, about: dict[str, Metadata], sources: list[SourceFile]) -> Iterator[str]:
    yield from _compare_labels(project)
    ids = {source.id for source in sources}
    for document_id in about:
        if document_id not in ids:
            yield f"{CORPUS_FILE}: [{document_id}] names no source in {project.settings.corpus.sources}"
    for path in sorted((project.folder / CORRECTIONS_FOLDER).glob("*.toml")):
        if path.stem not in ids:
            yield f"{CORRECTIONS_FOLDER}/{path.name}: no source has this id; it corrects nothing"
    for path in sorted((project.folder / GOLD_FOLDER).glob("*/*.jsonl")):
        if path.stem not in ids:
            name = f"{GOLD_FOLDER}/{path.parent.name}/{path.name}"
            yield f"{name}: no source has this id; the annotation is kept, but nothing carries it"
