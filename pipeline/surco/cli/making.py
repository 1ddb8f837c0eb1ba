"""The commands that make outputs: build, why, annotate, extract, show, init."""

from __future__ import annotations

import contextlib
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from surco.cli.options import Engine, Folder, Id, Jobs, Password, Quiet, Sources
from surco.cli.reporting import DONE, FAILED, count_things, report_errors, watch_results
from surco.cli.sources import make_job, name_sources, require_project, set_engine
from surco.console import LONGEST_TABLE, count_document, say, show_table
from surco.corpus import identify_sources, read_metadata, sort_by_size
from surco.digest import Inputs
from surco.jsonl import decode_document, read_head, write_bytes
from surco.processes import Made, run_jobs
from surco.records import SurcoError
from surco.settings import AUTO_FOLDER, CACHE_FOLDER, Project, find_project

if TYPE_CHECKING:
    from distributed import Client


def build(
    jobs: Jobs = 0,
    verify: Annotated[
        bool, typer.Option("--verify", help="Read every source again, whatever its size and date say.")
    ] = False,
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", metavar="ADDRESS", help="Have a Dask cluster do it: tcp://host:8786")
    ] = None,
    cluster: Annotated[
        str | None, typer.Option("--cluster", metavar="KIND", help="Start a cluster for it: slurm, ssh or kubernetes.")
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Annotate whatever changed in this project's corpus, into annotations/auto.

    With a cluster, -j is the number of its workers. Nothing that the outputs hold depends on where they were made.

    Examples: `surco build -j 4`, `surco build --scheduler tcp://10.0.0.2:8786`
    """
    from surco import build as room
    from surco.plan import plan_build

    with report_errors():
        project = require_project()
        logs = project.folder / CACHE_FOLDER / "logs"
        with room.lock_project(project), _open_cluster(scheduler, cluster, jobs, logs) as client:
            _fetch(project, quiet)
            plan = plan_build(project, verify=verify)
            for line in (*plan.errors, *plan.remarks):
                say(line)
            many = jobs or project.settings.build.jobs
            results = room.run_build(project, plan, processes=many, client=client)
            each = not quiet and len(plan.todo) <= LONGEST_TABLE
            done, failed = watch_results(results, len(plan.todo), quiet=quiet, keep=count_document if each else _name)
            kept = {*plan.fresh, *plan.unclear, *(row[0] for row in done)}
            for line in room.remove_stale(project, kept):
                say(line)
            _send(project, quiet)
    if each:
        show_table(done)
    if not quiet:
        for row in done:
            _tell_ties(project, row[0])
        _sum_up(len(done), len(plan.fresh), failed + len(plan.errors), project)
    raise typer.Exit(FAILED if failed or plan.errors else DONE)


def _fetch(project: Project, quiet: bool) -> None:
    from surco.remote import fetch_folder

    url = project.settings.corpus.fetch_from
    for line in fetch_folder(url, project.sources, project) if url else ():
        if not quiet:
            say(line)


def _send(project: Project, quiet: bool) -> None:
    from surco.remote import send_folder

    url = project.settings.build.send_to
    for line in send_folder(project.folder / AUTO_FOLDER, url, project) if url else ():
        if not quiet:
            say(line)


def _open_cluster(
    scheduler: str | None, kind: str | None, workers: int, logs: Path
) -> contextlib.AbstractContextManager[Client | None]:
    """A client of the cluster that the user named, or None where this machine is to do it."""
    if scheduler is None and kind is None:
        return contextlib.nullcontext()
    from surco.cluster import connect, start_cluster

    if scheduler is not None and kind is not None:
        raise typer.BadParameter("name a running scheduler or a cluster to start, not both", param_hint="--cluster")
    try:
        import distributed  # noqa: F401
    except ImportError as error:
        raise SurcoError("a cluster needs Dask; install it: pip install 'surco[cluster]'") from error
    return connect(scheduler) if scheduler is not None else start_cluster(kind or "", workers or 2, logs)


def _tell_ties(project: Project, document_id: str) -> None:
    """Say on how many passages a document carries one annotator's answers where several are tied."""
    from surco.gold.carry import UNDECIDED

    head = read_head(project.folder / AUTO_FOLDER / f"{document_id}.jsonl")
    for warning in (head.warnings or ()) if head else ():
        if warning.code == UNDECIDED:
            say(f"{document_id}: {warning.detail}")


def _name(made: Made) -> tuple[str, ...]:
    return (made.job.source.id,)


def _sum_up(done: int, fresh: int, failed: int, project: Project) -> None:
    if not (done or fresh or failed):
        say(f"{project.settings.corpus.sources} is empty; put PDF, .txt or JATS .xml files there and run again")
    elif not (done or failed):
        say(f"Nothing to do: {count_things(fresh, 'article')} up to date.")
    else:
        say(f"{count_things(done, 'article')} done, {fresh} already up to date, {failed} failed.")


def why(
    document: Annotated[list[str] | None, typer.Argument(metavar="ID…", help="Documents; else all of them.")] = None,
    verify: Annotated[
        bool, typer.Option("--verify", help="Read every source again, whatever its size and date say.")
    ] = False,
) -> None:
    """Say what the next build would do again, and for which change.

    Example: `surco why redes-cuencas`
    """
    from surco.plan import explain_build

    with report_errors():
        reasons = {reason.id: reason for reason in explain_build(require_project(), verify=verify)}
        unknown = [name for name in document or () if name not in reasons]
        if unknown:
            raise SurcoError(f"{unknown[0]}: no source has this id; choose from: {', '.join(sorted(reasons))}")
        for name in document or reasons:
            reason = reasons[name]
            print(f"{name}: {reason.stages}" + "".join(f"; {cause}" for cause in reason.causes))


def annotate(
    sources: Sources, output: Folder = None, document_id: Id = None, password: Password = None, engine: Engine = None,
    jobs: Jobs = 0, quiet: Quiet = False,
) -> None:  # fmt: skip
    """Annotate any files into DIR/ID.jsonl; human annotation is never read.

    Without -o, a single document goes to standard output.

    Examples: `surco annotate article.pdf -o out`, `cat article.txt | surco annotate - --id article > article.jsonl`
    """
    _make_outputs(sources, output, document_id, password, engine, jobs, quiet, annotated=True)


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
    with report_errors(), tempfile.TemporaryDirectory(prefix="surco-") as scratch:
        project = set_engine(find_project(Path.cwd()), engine)
        sources, errors = name_sources(paths, document_id, project, Path(scratch))
        if output is None and len(sources) + len(errors) != 1:
            raise typer.BadParameter("several sources need a folder for their outputs: -o DIR", param_hint="--output")
        for line in errors:
            say(line)
        about, inputs = read_metadata(project), Inputs(project)
        jobs = (
            make_job(source, about, password, inputs, project, annotated=annotated) for source in sort_by_size(sources)
        )
        results = run_jobs(jobs, project, processes=processes or project.settings.build.jobs)
        each = not quiet and output is not None and len(sources) <= LONGEST_TABLE
        keep = count_document if each else _name
        done, failed = watch_results(_write_each(results, output), len(sources), quiet=quiet, keep=keep)
        if each:
            show_table(done)
        if not quiet and output is not None:
            many = count_things(len(done), "article")
            say(f"{many} done, {failed + len(errors)} failed; the outputs are in {output}")
    raise typer.Exit(FAILED if failed or errors else DONE)


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
    with report_errors():
        project = set_engine(find_project(Path.cwd()), engine)
        sources, errors = identify_sources([source], project)
        if errors:
            raise errors[0]
        job = make_job(sources[0], read_metadata(project), password, Inputs(project), project, annotated=False)
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


def init(folder: Annotated[Path, typer.Argument(metavar="DIR", help="The new project's folder.")]) -> None:
    """Start an empty project: settings, folders for sources and human annotation, the scheme and the authority files.

    Example: `surco init my-corpus`
    """
    from surco.initialise import make_project

    with report_errors():
        for path in make_project(folder):
            say(f"made {path}")
        say(f"Now put articles into {folder / 'corpus' / 'sources'} and run, in {folder}: surco build")
