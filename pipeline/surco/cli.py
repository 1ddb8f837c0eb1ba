"""The commands: what a user types → what the other rooms do; only here something is printed and the exit status set."""

from __future__ import annotations

import contextlib
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer
from msgspec import UNSET, structs

from surco import __version__
from surco.console import follow_progress, say, show_table
from surco.corpus import Metadata, SourceFile, identify_sources, list_files, make_id, read_metadata
from surco.digest import Inputs
from surco.jsonl import decode_document, read_document, read_head, write_bytes
from surco.processes import Job, Made, run_jobs
from surco.records import Document, FormatError, SurcoError, iterate_problems
from surco.settings import AUTO_FOLDER, ENGINES, Project, find_project

SUFFIXES = (".pdf", ".txt", ".xml")
DONE, FAILED = 0, 1

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)  # fmt: skip

Sources = Annotated[
    list[Path], typer.Argument(metavar="SOURCE…", help="PDF, .txt or JATS .xml files, folders of them, or `-`.")
]
Folder = Annotated[Path | None, typer.Option("--output", "-o", metavar="DIR", help="Where the .jsonl files go.")]
Id = Annotated[str | None, typer.Option("--id", help="The document's id, for a single source; needed for `-`.")]
Jobs = Annotated[
    int, typer.Option("--jobs", "-j", min=0, help="How many processes; 0: as surco.toml says, else one a core.")
]
Password = Annotated[str | None, typer.Option("--password", help="For encrypted PDFs.")]
Engine = Annotated[str | None, typer.Option("--engine", help="What reads PDFs: pdfminer or pdfium (faster).")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but what went wrong.")]


def main() -> None:
    """Run the command in `sys.argv`; a source whose name begins with a dash is told from an option by being there."""
    words = sys.argv[1:]
    end = words.index("--") if "--" in words else len(words)
    words[:end] = [f"./{word}" if _is_dashed_file(word) else word for word in words[:end]]
    app(args=words, prog_name="surco")


def _is_dashed_file(word: str) -> bool:
    return word.startswith("-") and Path(word).suffix.lower() in SUFFIXES and Path(word).is_file()


@contextlib.contextmanager
def _report_errors() -> Iterator[None]:
    try:
        yield
    except SurcoError as error:
        say(str(error))
        raise typer.Exit(FAILED) from error
    except KeyboardInterrupt:
        say("stopped; what is finished is kept, and the next run goes on from there")
        raise typer.Exit(FAILED) from None


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"surco {__version__}")
        raise typer.Exit


@app.callback()
def _surco(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Turn scholarly articles on South-South cooperation into an annotated corpus.

    Example: `surco annotate article.pdf -o out`
    """


@app.command()
def build(
    jobs: Jobs = 0,
    verify: Annotated[
        bool, typer.Option("--verify", help="Read every source again, whatever its size and date say.")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Annotate whatever changed in this project's corpus, into annotations/auto.

    Example: `surco build -j 4`
    """
    from surco import build as room

    with _report_errors():
        project = _require_project()
        with room.lock_project(project):
            plan = room.plan_build(project, verify=verify)
            for line in (*plan.errors, *plan.remarks):
                say(line)
            results = room.run_build(project, plan, processes=jobs or project.settings.build.jobs)
            done, failed = _watch(results, len(plan.jobs), quiet=quiet)
            kept = {*plan.fresh, *(made.job.source.id for made in done)}
            for line in room.remove_stale(project, kept):
                say(line)
    if not quiet:
        _sum_up(done, len(plan.fresh), failed + len(plan.errors), project)
    raise typer.Exit(FAILED if failed or plan.errors else DONE)


def _sum_up(done: list[Made], fresh: int, failed: int, project: Project) -> None:
    if done:
        show_table(done)
    if not (done or fresh or failed):
        say(f"{project.settings.corpus.sources} is empty; put PDF, .txt or JATS .xml files there and run again")
    elif not (done or failed):
        say(f"Nothing to do: {_count(fresh, 'article')} up to date.")
    else:
        say(f"{_count(len(done), 'article')} done, {fresh} already up to date, {failed} failed.")


@app.command()
def annotate(
    sources: Sources, output: Folder = None, document_id: Id = None, password: Password = None, engine: Engine = None,
    jobs: Jobs = 0, quiet: Quiet = False,
) -> None:  # fmt: skip
    """Annotate any files into DIR/ID.jsonl; human annotation is never read.

    Without -o, a single document goes to standard output.

    Examples: `surco annotate article.pdf -o out`, `cat article.txt | surco annotate - --id article > article.jsonl`
    """
    _make_outputs(sources, output, document_id, password, engine, jobs, quiet, annotated=True)


@app.command()
def extract(
    sources: Sources, output: Folder = None, document_id: Id = None, password: Password = None, engine: Engine = None,
    jobs: Jobs = 0, quiet: Quiet = False,
) -> None:  # fmt: skip
    """Extract the typed blocks of any files into DIR/ID.jsonl, without annotation.

    Example: `surco extract articles/*.pdf -o blocks -j 4`
    """
    _make_outputs(sources, output, document_id, password, engine, jobs, quiet, annotated=False)


def _make_outputs(
    paths: list[Path],
    output: Path | None,
    document_id: str | None,
    password: str | None,
    engine: str | None,
    processes: int,
    quiet: bool,
    *,
    annotated: bool,
) -> None:
    with _report_errors(), tempfile.TemporaryDirectory(prefix="surco-") as scratch:
        project = _set_engine(find_project(Path.cwd()), engine)
        sources, errors = _name_sources(paths, document_id, project, Path(scratch))
        if output is None and len(sources) + len(errors) != 1:
            raise typer.BadParameter("several sources need a folder for their outputs: -o DIR", param_hint="--output")
        for line in errors:
            say(line)
        about, inputs = read_metadata(project), Inputs(project)
        todo = [_make_job(source, about, password, inputs, project, annotated=annotated) for source in sources]
        results = run_jobs(todo, project, processes=processes or project.settings.build.jobs)
        done, failed = _watch(_write_each(results, output), len(todo), quiet=quiet)
        if not quiet and output is not None:
            if done:
                show_table(done)
            say(f"{_count(len(done), 'article')} done, {failed + len(errors)} failed; the outputs are in {output}")
    raise typer.Exit(FAILED if failed or errors else DONE)


def _set_engine(project: Project, engine: str | None) -> Project:
    if engine is None:
        return project
    if engine not in ENGINES:
        raise typer.BadParameter(f"unknown engine {engine!r}; choose from: {', '.join(ENGINES)}", param_hint="--engine")
    extract = structs.replace(project.settings.extract, engine=engine)
    return structs.replace(project, settings=structs.replace(project.settings, extract=extract))


def _make_job(
    source: SourceFile,
    about: dict[str, Metadata],
    password: str | None,
    inputs: Inputs,
    project: Project,
    *,
    annotated: bool,
) -> Job:
    inside = project.root is not None and Path(source.path).resolve().is_relative_to(project.sources.resolve())
    told = about.get(source.id, Metadata()) if inside else Metadata()
    if password is not None:
        told = structs.replace(told, password=password)
    annotating = inputs.of_annotation(source, told) if annotated else None
    return Job(source, told, inputs.of_extraction(source, told), annotating)


def _name_sources(
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
        sources = [SourceFile(make_id(Path(document_id + ".x")), sources[0].path, sources[0].name)]
    return sources, [str(error) for error in errors]


def _open_folder(folder: Path) -> list[Path]:
    files = [path for path in list_files(folder) if path.suffix.lower() in SUFFIXES]
    if not files:
        raise SurcoError(f"{folder}: holds no PDF, .txt or .xml file; name another folder or the files themselves")
    return files


def _write_each(results: Iterable[Made], output: Path | None) -> Iterator[Made]:
    for made in results:
        content = made.annotated or made.extracted
        if content is not None and output is None:
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()
        elif content is not None and output is not None:
            path = output / f"{made.job.source.id}.jsonl"
            try:
                write_bytes(content, path)
            except OSError as error:
                raise SurcoError(
                    f"{error.filename or path}: {error.strerror}; choose another folder with -o"
                ) from error
        elif output is not None and read_head(output / f"{made.job.source.id}.jsonl") is not None:
            say(f"{output / made.job.source.id}.jsonl: left as an earlier run wrote it, since the source fails now")
        yield made


def _watch(results: Iterable[Made], total: int, *, quiet: bool) -> tuple[list[Made], int]:
    """Go through the results, saying each error; returns those without one, and how many have one."""
    done, failed = [], 0
    for made in follow_progress(results, total, quiet=quiet):
        if made.error is None:
            done.append(made)
        else:
            failed += 1
            say(made.error)
    return done, failed


def _require_project() -> Project:
    project = find_project(Path.cwd())
    if project.root is None:
        raise SurcoError(f"{Path.cwd()}: no surco.toml here or above; start a project with: surco init DIR")
    return project


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


@app.command()
def show(
    source: Annotated[Path, typer.Argument(metavar="FILE", help="A PDF.")],
    page: Annotated[int, typer.Option("--page", "-p", min=1, help="The page, counted from 1.")] = 1,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="SVG", help="Where the drawing goes; else standard output.")
    ] = None,
    password: Password = None,
    engine: Engine = None,
) -> None:
    """Draw a page with its blocks framed, typed and numbered over it, to see what was understood.

    What is wrong there can be mended in corpus/corrections/ID.toml.

    Example: `surco show corpus/sources/article.pdf --page 3 -o page.svg`
    """
    with _report_errors():
        project = _set_engine(find_project(Path.cwd()), engine)
        [*sources], errors = identify_sources([source], project)
        job = _make_job(sources[0], read_metadata(project), password, Inputs(project), project, annotated=False)
        [made] = run_jobs([job], project, processes=1)
        if made.extracted is None:
            raise SurcoError(made.error or "")
        drawing = _draw_page(made, page).encode()
        if output is None:
            sys.stdout.buffer.write(drawing)
        else:
            write_bytes(drawing, output)
            say(f"page {page} of {source} is drawn in {output}; open it in a browser")


def _draw_page(made: Made, page: int) -> str:
    from surco.extract.show import draw_page, render_apart

    document = decode_document(made.extracted or b"", made.job.source.name)
    if document.head.source is None or document.head.source.format != "pdf":
        raise SurcoError(f"{made.job.source.name}: has no pages to draw; only PDFs have")
    picture = render_apart(Path(made.job.source.path), page, password=made.job.metadata.password or "")
    return draw_page(document, page, picture)


@app.command()
def validate(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="JSONL files, or `-` for standard input.")],
) -> None:
    """Check JSONL files against the format: structure, offsets, order of sentences, ids.

    The problems go to standard output.

    Example: `surco validate annotations/auto/*.jsonl`
    """
    problems = 0
    for path in files:
        for problem in _list_problems(path):
            problems += 1
            print(problem)
    say(f"{_count(len(files), 'file')} checked, {_count(problems, 'problem')}")
    raise typer.Exit(FAILED if problems else DONE)


def _list_problems(path: Path) -> list[str]:
    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
        document = decode_document(data, str(path))
    except FormatError as error:
        return [str(error)]
    except OSError as error:
        return [f"{path}: {error.strerror}; check the name and the rights"]
    return [f"{path}:{line}: {problem}" for line, problem in iterate_problems(document)]


train = typer.Typer(no_args_is_help=True, help="Train a model anew. Example: `surco train labels`")
app.add_typer(train, name="train")


@train.command()
def labels() -> None:
    """Train the label model on the training passages and on human annotation, into models/.

    Example: `surco train labels`
    """
    from surco.train import train_model

    with _report_errors():
        model = train_model(_require_project())
    say(f"models/{model.name} is trained: {model.source}")


@train.callback()
def _train() -> None: ...


@app.command()
def entities(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE…", help="Annotated JSONL files or folders of them; else this project's."),
    ] = None,
    label: Annotated[
        list[str] | None, typer.Option("--label", "-l", help="Only ORG, TREATY or PRINCIPLE; may be repeated.")
    ] = None,
    unknown: Annotated[
        bool, typer.Option("--unknown", "-u", help="Only what the authority files lack, and acronyms nobody defines.")
    ] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="CSV with a row for each id and document.")] = False,
) -> None:
    """List what a corpus mentions: organisations, instruments and principles, how often, where, in which spellings.

    Examples: `surco entities`, `surco entities out --unknown -l ORG`, `surco entities --csv > entities.csv`
    """
    from surco.entities import read_authority
    from surco.entities.listing import LABELS, format_csv, format_table, make_listing

    if stray := sorted(set(label or ()) - set(LABELS)):
        choices = ", ".join(LABELS)
        raise typer.BadParameter(f"unknown label {stray[0]!r}; choose from: {choices}", param_hint="--label")
    with _report_errors():
        project = find_project(Path.cwd())
        paths = _name_annotated(files or [_require_project().folder / AUTO_FOLDER])
        documents, failed = _read_annotated(paths)
        named = project.settings.annotate
        authority = read_authority(project.find_file(named.organisations), project.find_file(named.instruments))
        listing = make_listing(documents, authority, labels=label or (), unknown=unknown)
    if as_csv or not listing.is_empty:
        print(format_csv(listing) if as_csv else format_table(listing), end="")
    if listing.is_empty and not failed:
        say(f"{_count(len(documents), 'document')} read; nothing of the kind is mentioned")
    raise typer.Exit(FAILED if failed else DONE)


def _name_annotated(paths: list[Path]) -> list[Path]:
    files: list[Path] = []
    for path in paths:
        inside = path.is_dir() or not path.suffix
        found = [file for file in list_files(path) if file.suffix == ".jsonl"] if inside else [path]
        if not found:
            raise SurcoError(f"{path}: holds no annotated .jsonl file; make some with: surco build, or surco annotate")
        files += found
    return files


def _read_annotated(paths: list[Path]) -> tuple[list[Document], int]:
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


@app.command()
def citations(
    documents: Annotated[
        list[Path] | None,
        typer.Argument(metavar="DOC…", help="Annotated JSONL files, folders of them, or sources; else this project's."),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="FORMAT", help="Write the bibliography (csl-json, bibtex) or who cites what (graphml)."),
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Exit with status 1 where anything is found.")] = False,
) -> None:
    """Report where citations and bibliography do not agree: cited and not listed, listed and not cited, years, names.

    A line for each, with its block, page and words, goes to standard output.

    Examples: `surco citations article.pdf`, `surco citations --check`, `surco citations out --to bibtex > out.bib`
    """
    from surco.citations.bibliography import EXPORTS
    from surco.citations.check import annotate_bare, count_cited, list_findings

    if to is not None and to not in EXPORTS:
        raise typer.BadParameter(f"unknown format {to!r}; choose from: {', '.join(EXPORTS)}", param_hint="--to")
    with _report_errors():
        paths = documents or [_require_project().folder / AUTO_FOLDER]
        sources = [path for path in paths if path.suffix.lower() in SUFFIXES]
        read, failed = _read_annotated(_name_annotated([path for path in paths if path not in sources]))
        extracted, broken = _extract_documents(sources) if sources else ([], 0)
    cited = [annotate_bare(document) for document in (*read, *extracted)]
    findings = 0
    if to is not None:
        sys.stdout.buffer.write(EXPORTS[to](cited).encode())
    for document in cited if to is None else ():
        lines = list_findings(document)
        findings += len(lines)
        for line in lines:
            print(line)
        works, entries = count_cited(document)
        say(f"{document.head.id}: {works} times cited, {_count_entries(entries)}, {_count(len(lines), 'finding')}")
    raise typer.Exit(FAILED if failed + broken or (check and findings) else DONE)


def _count_entries(number: int) -> str:
    if number == 0:
        return "no bibliography to check against"
    return "1 entry" if number == 1 else f"{number} entries"


def _extract_documents(paths: list[Path]) -> tuple[list[Document], int]:
    """The documents of sources without annotation, and how many failed; each of those is said."""
    project = find_project(Path.cwd())
    sources, errors = identify_sources(paths, project)
    for error in errors:
        say(str(error))
    about, inputs = read_metadata(project), Inputs(project)
    jobs = [_make_job(source, about, None, inputs, project, annotated=False) for source in sources]
    done, failed = _watch(run_jobs(jobs, project, processes=1), len(jobs), quiet=True)
    return [decode_document(made.extracted or b"", made.job.source.name) for made in done], failed + len(errors)


@app.command()
def init(folder: Annotated[Path, typer.Argument(metavar="DIR", help="The new project's folder.")]) -> None:
    """Start an empty project: settings, folders for sources and human annotation, the scheme and the authority files.

    Example: `surco init my-corpus`
    """
    from surco.initialise import make_project

    with _report_errors():
        for path in make_project(folder):
            say(f"made {path}")
        say(f"Now put articles into {folder / 'corpus' / 'sources'} and run, in {folder}: surco build")
