"""The corpus folder → what has to be done again, judged by digests, and the doing of it."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from surco.corpus import Metadata, SourceFile, identify_sources, list_sources, read_metadata
from surco.digest import Inputs
from surco.gold import list_gold
from surco.jsonl import read_head, write_bytes
from surco.processes import Job, Made, run_jobs
from surco.records import Head, SurcoError
from surco.settings import AUTO_FOLDER, CACHE_FOLDER, CORPUS_FILE, CORRECTIONS_FOLDER, GOLD_FOLDER, Project

_SEEN_FILE = "sources.json"
_RACY_SECONDS = 2.0
"""A file changed this lately may change again within the same time stamp: its digest is not kept."""


class Plan(Struct, frozen=True):
    """What a build has to do: jobs, the ids whose outputs are up to date, errors found before reading, and remarks."""

    jobs: tuple[Job, ...]
    fresh: tuple[str, ...]
    errors: tuple[str, ...]
    remarks: tuple[str, ...] = ()


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
    if not project.sources.is_dir():
        raise SurcoError(f"{project.sources}: no such folder; put the articles there")
    about = read_metadata(project)
    sources, errors = identify_sources(list_sources(project), project)
    inputs = Inputs(project)
    jobs, fresh, failed = [], [], [str(error) for error in errors]
    digests = _digest_sources(project, sources, verify=verify)
    for source in sources:
        digest = digests.get(source.name)
        job = _plan_job(project, source, about.get(source.id, Metadata()), inputs, digest)
        if job is None:
            fresh.append(source.id)
        else:
            jobs.append(job)
    return Plan(tuple(jobs), tuple(fresh), tuple(failed), tuple(_list_remarks(project, about, sources)))


def _plan_job(project: Project, source: SourceFile, about: Metadata, inputs: Inputs, digest: str | None) -> Job | None:
    """The job that brings a source's output up to date, or None where it is."""
    gold = list_gold(project, source.id)
    extracting, annotating = inputs.of_extraction(source, about), inputs.of_annotation(source, about, gold)
    if _is_fresh(read_head(find_output(project, source.id)), source, digest, annotating):
        return None
    cache = find_extraction(project, source.id)
    good = _is_fresh(read_head(cache), source, digest, extracting)
    return Job(
        source,
        about,
        extracting,
        annotating,
        tuple(map(str, gold)),
        extracted=str(cache) if good else None,
        keeps_extraction=not good,
    )


def _is_fresh(head: Head | None, source: SourceFile, digest: str | None, inputs: dict[str, str]) -> bool:
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


def run_build(project: Project, plan: Plan, *, processes: int = 0) -> Iterator[Made]:
    """Do the jobs of a plan and yield each as it is done and written."""
    for made in run_jobs(plan.jobs, project, processes=processes):
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


def _list_remarks(project: Project, about: dict[str, Metadata], sources: list[SourceFile]) -> Iterator[str]:
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
