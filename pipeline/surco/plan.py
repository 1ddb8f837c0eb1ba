"""The corpus folder → what has to be done again, judged by digests, and for which change."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from operator import attrgetter
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec
from msgspec import Struct

from surco.corpus import (
    FOUL_NAME,
    Metadata,
    SourceFile,
    describe_source,
    has_plain_name,
    name_source,
    part_by_id,
    read_metadata,
    walk_folder,
)
from surco.digest import Inputs
from surco.gold import list_annotated
from surco.jsonl import read_head
from surco.processes import Job
from surco.records import Head, SourceError, SurcoError
from surco.scheme import read_scheme
from surco.settings import AUTO_FOLDER, CACHE_FOLDER, CORPUS_FILE, CORRECTIONS_FOLDER, GOLD_FOLDER, Project
from surco.source_digests import digest_sources

_DIGESTS_FILE = "sources.ndjson"
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


class Ground(NamedTuple):
    """What all outputs of a project depend on, read once for a plan; human annotation by document id."""

    project: Project
    inputs: Inputs
    about: dict[str, Metadata]
    gold: dict[str, list[Path]]


class Todo(Struct, frozen=True, gc=False):
    """A document to be made again: its source's path and size, and whether its kept extraction is still good."""

    id: str
    path: str
    size: int
    is_extracted: bool


class Plan(Struct, frozen=True):
    """What a build has to do, the ids whose outputs are up to date, errors found before reading, and remarks.

    `unclear` are ids that several sources share: none of them is read, and what an earlier build made of them stays.
    The biggest sources come first, so that no process has one left when the others are done.
    """

    ground: Ground
    todo: tuple[Todo, ...]
    fresh: tuple[str, ...]
    errors: tuple[str, ...]
    remarks: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()


class Reason(Struct, frozen=True):
    """What a build would do again for a document, and the changes that are the cause."""

    id: str
    stages: Literal["nothing", "annotation", "extraction and annotation"]
    causes: tuple[str, ...] = ()


def plan_build(project: Project, *, verify: bool = False) -> Plan:
    """What a build would do now; `verify` reads every source again, whatever its size and time say."""
    places, errors, unclear = _find_sources(project)
    ground = _lay_ground(project)
    todo, fresh = [], []
    for state in _compare_all(ground, places, verify=verify):
        if state.is_fresh:
            fresh.append(state.source.id)
        else:
            todo.append(Todo(state.source.id, state.source.path, state.size, state.is_extracted))
    todo.sort(key=attrgetter("size"), reverse=True)
    remarks = tuple(_list_remarks(ground, places.keys() | set(unclear)))
    return Plan(ground, tuple(todo), tuple(fresh), tuple(map(str, errors)), remarks, unclear)


def explain_build(project: Project, *, verify: bool = False) -> Iterator[Reason]:
    """Yield for each source what a build would do again, and for which changes."""
    places, _, _ = _find_sources(project)
    for state in _compare_all(_lay_ground(project), places, verify=verify):
        if state.is_fresh:
            yield Reason(state.source.id, "nothing")
        elif state.is_extracted:
            yield Reason(state.source.id, "annotation", tuple(_list_causes(state)))
        else:
            yield Reason(state.source.id, "extraction and annotation", tuple(_list_causes(state)))


def make_jobs(plan: Plan) -> Iterator[Job]:
    """Yield the jobs of a plan, each made when it is asked for: only those at work are in memory."""
    project, inputs, about, annotated = plan.ground
    for todo in plan.todo:
        source, told = describe_source(todo.id, todo.path, project), about.get(todo.id, Metadata())
        gold = annotated.get(todo.id, [])
        yield Job(
            source,
            told,
            inputs.of_extraction(source, told),
            inputs.of_annotation(source, told, gold),
            tuple(map(str, gold)),
            extracted=str(find_extraction(project, todo.id)) if todo.is_extracted else None,
            keeps_extraction=not todo.is_extracted,
        )


def find_output(project: Project, document_id: str) -> Path:
    """Where the annotated document of that id is written."""
    return project.folder / AUTO_FOLDER / f"{document_id}.jsonl"


def find_extraction(project: Project, document_id: str) -> Path:
    """Where the blocks of the document are kept between builds."""
    return project.folder / CACHE_FOLDER / "extract" / f"{document_id}.jsonl"


class _State(NamedTuple):
    """A source as it is now, and what its output was made from."""

    project: Project
    source: SourceFile
    size: int
    digest: str | None
    extracting: dict[str, str]
    annotating: dict[str, str]
    output: Head | None

    @property
    def is_fresh(self) -> bool:
        return _is_made_from(self.output, self.source, self.digest, self.annotating)

    @property
    def is_extracted(self) -> bool:
        kept = read_head(find_extraction(self.project, self.source.id))
        return _is_made_from(kept, self.source, self.digest, self.extracting)


def _find_sources(project: Project) -> tuple[dict[str, str], list[SourceError], tuple[str, ...]]:
    """The sources' paths by document id, what is wrong with others, and the ids that several share."""
    if not project.sources.is_dir():
        raise SurcoError(f"{project.sources}: no such folder; put the articles there")
    others: list[SourceError] = []
    places, shared = part_by_id(_iterate_files(project, others))
    return places, [*shared.values(), *others], tuple(sorted(shared))


def _iterate_files(project: Project, others: list[SourceError]) -> Iterator[str]:
    """Yield the path of each file among the sources, and put an error for whatever else is there into `others`."""
    for entry in walk_folder(project.sources):
        problem = _explain_other(entry)
        if problem is None:
            yield entry.path
        else:
            name = name_source(Path(entry.path), project)
            others.append(SourceError(f"{name if has_plain_name(name) else ascii(name)}: {problem}"))


def _explain_other(entry: os.DirEntry[str]) -> str | None:
    """Why something among the sources can't be read, with the remedy; None for a file."""
    if not has_plain_name(entry.path):
        return FOUL_NAME
    if os.path.isfile(entry):
        return None
    if not os.path.isdir(entry):
        return "neither a file nor a folder; put the article itself there, or remove this"
    if entry.is_symlink():
        return "a link to a folder, which is not followed; put the articles themselves there, or remove this"
    return "a folder that can't be opened; check your rights to it"


def _lay_ground(project: Project) -> Ground:
    return Ground(project, Inputs(project), read_metadata(project), list_annotated(project))


def _compare_all(ground: Ground, places: dict[str, str], *, verify: bool) -> Iterator[_State]:
    """Yield the state of each source, in their order."""
    project, inputs, about, annotated = ground
    record = project.folder / CACHE_FOLDER / _DIGESTS_FILE
    digests = digest_sources(project.sources, places.values(), record, verify=verify)
    for (document_id, path), digested in zip(places.items(), digests, strict=True):
        source, told = describe_source(document_id, path, project), about.get(document_id, Metadata())
        yield _State(
            project,
            source,
            0 if digested is None else digested.size,
            None if digested is None else digested.sha256,
            inputs.of_extraction(source, told),
            inputs.of_annotation(source, told, annotated.get(document_id, ())),
            read_head(find_output(project, document_id)),
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


def _list_remarks(ground: Ground, ids: Iterable[str]) -> Iterator[str]:
    project = ground.project
    yield from _compare_labels(project)
    known = frozenset(ids)
    for document_id in ground.about:
        if document_id not in known:
            yield f"{CORPUS_FILE}: [{document_id}] names no source in {project.settings.corpus.sources}"
    for path in sorted((project.folder / CORRECTIONS_FOLDER).glob("*.toml")):
        if path.stem not in known:
            yield f"{CORRECTIONS_FOLDER}/{path.name}: no source has this id; it corrects nothing"
    for document_id, paths in ground.gold.items():
        for path in paths if document_id not in known else ():
            name = f"{GOLD_FOLDER}/{path.parent.name}/{path.name}"
            yield f"{name}: no source has this id; the annotation is kept, but nothing carries it"
