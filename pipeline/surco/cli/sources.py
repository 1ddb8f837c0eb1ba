"""What a user names → sources, documents and jobs; the project they belong to."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from msgspec import UNSET, structs

from surco.cli.reporting import count_things, watch_results
from surco.console import say
from surco.corpus import Metadata, SourceFile, identify_sources, list_files, make_id, read_metadata
from surco.digest import Inputs
from surco.jsonl import decode_document, read_document
from surco.processes import Job, run_jobs
from surco.records import Document, FormatError, SurcoError
from surco.settings import ENGINES, Project, find_project

if TYPE_CHECKING:
    from surco.gold.store import Layer

SUFFIXES = (".pdf", ".txt", ".xml")


def is_dashed_file(word: str) -> bool:
    """Whether a word of the command line is no option but a source whose name begins with a dash."""
    return word.startswith("-") and Path(word).suffix.lower() in SUFFIXES and Path(word).is_file()


def require_project() -> Project:
    """The project that the user is in; raises SurcoError outside one."""
    project = find_project(Path.cwd())
    if project.root is None:
        raise SurcoError(f"{Path.cwd()}: no surco.toml here or above; start a project with: surco init DIR")
    return project


def set_engine(project: Project, engine: str | None) -> Project:
    """The project with another PDF engine, where one is named."""
    if engine is None:
        return project
    if engine not in ENGINES:
        raise typer.BadParameter(f"unknown engine {engine!r}; choose from: {', '.join(ENGINES)}", param_hint="--engine")
    extract = structs.replace(project.settings.extract, engine=engine)
    return structs.replace(project, settings=structs.replace(project.settings, extract=extract))


def name_sources(
    paths: list[Path], document_id: str | None, project: Project, scratch: Path
) -> tuple[list[SourceFile], list[str]]:
    """The sources behind the arguments: folders opened, standard input kept in a file."""
    if any(str(path) == "-" for path in paths):
        if len(paths) > 1 or not document_id:
            raise typer.BadParameter("standard input (-) goes alone and needs --id NAME", param_hint="--id")
        kept = scratch / "stdin"
        kept.write_bytes(sys.stdin.buffer.read())
        return [SourceFile(make_id(Path(document_id + ".x")), str(kept), "-")], []
    files = [file for path in paths for file in (_open_folder(path) if path.is_dir() else [path])]
    sources, errors = identify_sources(files, project)
    if document_id:
        if len(files) != 1:
            raise typer.BadParameter("--id goes with a single source", param_hint="--id")
        if errors:
            raise errors[0]
        sources = [SourceFile(make_id(Path(document_id + ".x")), sources[0].path, sources[0].name)]
    return sources, [str(error) for error in errors]


def _open_folder(folder: Path) -> list[Path]:
    files = [path for path in list_files(folder) if path.suffix.lower() in SUFFIXES]
    if not files:
        raise SurcoError(f"{folder}: holds no PDF, .txt or .xml file; name another folder or the files themselves")
    return files


def make_job(
    source: SourceFile,
    about: dict[str, Metadata],
    password: str | None,
    inputs: Inputs,
    project: Project,
    *,
    annotated: bool,
) -> Job:
    """What is to be done for a source; corpus.toml tells of those in the project's own folder only."""
    inside = project.root is not None and Path(source.path).resolve().is_relative_to(project.sources.resolve())
    told = about.get(source.id, Metadata()) if inside else Metadata()
    if password is not None:
        told = structs.replace(told, password=password)
    annotating = inputs.of_annotation(source, told) if annotated else None
    return Job(source, told, inputs.of_extraction(source, told), annotating)


def name_annotated(paths: list[Path]) -> list[Path]:
    """The JSONL files behind the arguments: folders opened, a name without ending taken for one."""
    files: list[Path] = []
    for path in paths:
        inside = path.is_dir() or not path.suffix
        found = [file for file in list_files(path) if file.suffix == ".jsonl"] if inside else [path]
        if not found:
            raise SurcoError(f"{path}: holds no annotated .jsonl file; make some with: surco build, or surco annotate")
        files += found
    return files


def tell_ties(project: Project, layer: Layer) -> None:
    """Say how many passages that people have done teach and test nothing, as annotators are tied on them."""
    from surco.train import count_ties

    if ties := count_ties(project, layer):
        told = f"{count_things(ties, 'passage')} left out: annotators differ on {layer}, and no majority decides"
        say(f"{told}; decide with: surco adjudicate --strategy ask")


def read_annotated(paths: list[Path]) -> tuple[list[Document], int]:
    """The documents, and how many files cannot be used; each of those is said."""
    documents: list[Document] = []
    for path in paths:
        try:
            document = read_document(path)
        except FormatError as error:
            say(str(error))
            continue
        if any(block.entities is not UNSET for block in document.blocks):
            documents.append(document)
        else:
            say(f"{path}: extracted, but not annotated; run: surco annotate")
    return documents, len(paths) - len(documents)


def extract_documents(paths: list[Path]) -> tuple[list[Document], int]:
    """The documents of sources without annotation, and how many failed; each of those is said."""
    project = find_project(Path.cwd())
    sources, errors = identify_sources(paths, project)
    for error in errors:
        say(str(error))
    about, inputs = read_metadata(project), Inputs(project)
    jobs = [make_job(source, about, None, inputs, project, annotated=False) for source in sources]
    results = run_jobs(jobs, project, processes=1)
    done, failed = watch_results(
        results, len(jobs), quiet=True, keep=lambda made: decode_document(made.extracted or b"", made.job.source.name)
    )
    return done, failed + len(errors)
