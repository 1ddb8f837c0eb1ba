"""A plan → the outputs, made and written one by one; what belongs to no source is removed."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from surco.cluster import run_jobs_on
from surco.jsonl import read_head, write_bytes
from surco.plan import Plan, find_extraction, find_output, make_jobs
from surco.processes import Made, run_jobs
from surco.records import SurcoError
from surco.settings import AUTO_FOLDER, CACHE_FOLDER, Project

if TYPE_CHECKING:
    from distributed import Client


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


def run_build(project: Project, plan: Plan, *, processes: int = 0, client: Client | None = None) -> Iterator[Made]:
    """Do the jobs of a plan, here or by the cluster of a Dask client, and yield each as it is done and written."""
    jobs = make_jobs(plan)
    results = run_jobs(jobs, project, processes=processes) if client is None else run_jobs_on(client, jobs, project)
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
    for path in _list_other(project.folder / AUTO_FOLDER, kept):
        head = read_head(path)
        if head is not None and head.made_by is not None and head.made_by.name == "surco":
            path.unlink()
            said.append(f"{AUTO_FOLDER}/{path.name}: removed, as its source is gone or can't be read")
    for path in _list_other(project.folder / CACHE_FOLDER / "extract", kept):
        path.unlink()
    for folder in (AUTO_FOLDER, f"{CACHE_FOLDER}/extract", CACHE_FOLDER):
        for part in (project.folder / folder).glob(".*.part"):  # what a killed build left
            part.unlink()
    return said


def _list_other(folder: Path, kept: set[str]) -> list[Path]:
    """The documents in a folder whose ids are not among those kept, in order of name."""
    if not folder.is_dir():
        return []
    with os.scandir(folder) as entries:
        names = [entry.name for entry in entries if entry.name.endswith(".jsonl")]
        return [folder / name for name in sorted(names) if name.removesuffix(".jsonl") not in kept]
