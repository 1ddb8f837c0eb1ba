"""The commands that carry the corpus to other programs and human work back: export, import."""

from __future__ import annotations

import sys
import typing
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from surco.cli.options import Corpus, Quiet
from surco.cli.outputs import name_outputs
from surco.cli.reporting import DONE, FAILED, count_things, report_errors
from surco.cli.sources import require_project
from surco.console import follow_steps, say
from surco.jsonl import read_document, write_document
from surco.records import BlockType, Document, FormatError, SurcoError
from surco.scheme import read_scheme
from surco.settings import GOLD_FOLDER, Project, find_project

if TYPE_CHECKING:
    from surco.export.context import Context
    from surco.export.importing import Imported
    from surco.export.selection import Selection

EXPORTS_FOLDER = "exports"


def export(
    files: Corpus = None,
    to: Annotated[str, typer.Option("--to", "-t", metavar="FORMAT", help="The format; left out, they are listed.")] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="DIR", help="Where the files go; else exports/FORMAT; `-`: standard output.")
    ] = None,
    document: Annotated[
        list[str] | None, typer.Option("--document", "-d", metavar="ID", help="Only these; `*` stands for any letters.")
    ] = None,
    block_type: Annotated[
        list[str] | None, typer.Option("--type", metavar="TYPE", help="Only blocks of these types; `all` for all.")
    ] = None,
    label: Annotated[
        list[str] | None, typer.Option("--label", "-l", metavar="LABEL", help="Only blocks with one of these principles or entities.")
    ] = None,
    human: Annotated[bool, typer.Option("--human", help="Only what people annotated.")] = False,
    least: Annotated[
        float | None, typer.Option("--min-score", min=0, max=1, help="Only annotations scored at least so, or not scored.")
    ] = None,
    model: Annotated[
        str | None, typer.Option("--model", metavar="NAME", help="A spaCy model for parts of speech, in conllu and vrt.")
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Write the corpus in the format of another program, and beside it what that format cannot carry.

    Examples: `surco export --to conllu`, `surco export --to csv --label equidad -o tables`
    """
    from surco.export.context import Context
    from surco.export.files import REPORT, REPORT_JSON
    from surco.export.formats import FORMATS, IMPORTABLE
    from surco.export.selection import Selection

    _check_format(to, "--to", FORMATS)
    with report_errors():
        project = find_project(Path.cwd())
        paths = name_outputs(files)
        context = Context(read_scheme(project.find_file(project.settings.annotate.scheme)), model)
        selection = Selection(tuple(document or ()), _name_types(block_type), tuple(label or ()), human, least)
        failures: list[str] = []
        people: set[str] = set()
        documents = _note_people(_read_documents(paths, failures, quiet=quiet), people)
        folder = output or project.folder / EXPORTS_FOLDER / to
        told = _write_export(documents, to, folder, context, selection)
    if not quiet:
        if people and to in IMPORTABLE and not human:
            say(_tell_people(people, to))
        for line in told:
            say(line)
        if str(folder) != "-":
            say(f"written to {folder}, with this report: {REPORT} and {REPORT_JSON}")
    raise typer.Exit(FAILED if failures else DONE)


def _check_format(name: str, hint: str, known: Iterable[str]) -> None:
    if name not in known:
        what = f"unknown format {name!r}" if name else "no format"
        raise typer.BadParameter(f"{what}; choose from: {', '.join(known)}", param_hint=hint)


def _name_types(wanted: list[str] | None) -> tuple[str, ...]:
    known: tuple[str, ...] = typing.get_args(BlockType)
    if wanted == ["all"]:
        return known
    if stray := sorted(set(wanted or ()) - set(known)):
        raise typer.BadParameter(f"unknown type {stray[0]!r}; choose from: all, {', '.join(known)}", param_hint="--type")
    return tuple(wanted or ())


def _read_documents(paths: list[Path], failures: list[str], *, quiet: bool) -> Iterator[Document]:
    """Yield the documents; what cannot be read is said and added to `failures`."""
    for path in follow_steps(paths, len(paths), "exporting", quiet=quiet):
        try:
            yield read_document(path)
        except FormatError as error:
            failures.append(str(error))
            say(str(error))


def _note_people(documents: Iterable[Document], people: set[str]) -> Iterator[Document]:
    """Yield the documents unchanged, and add to `people` who annotated in them."""
    from surco.export.selection import list_sources

    for document in documents:
        sources = (source for block in document.blocks for source in list_sources(block))
        people.update(source.partition(":")[2] for source in sources if source.startswith("human:"))
        yield document


def _tell_people(people: Iterable[str], name: str) -> str:
    """What a user is told who might hand people's answers to another annotator.

    >>> _tell_people({"luis", "ana"}, "brat")
    'holds what ana, luis decided; for an annotator who is not to see it: surco annotate corpus/sources -o blind, then surco export blind --to brat'
    """
    blind = f"surco annotate corpus/sources -o blind, then surco export blind --to {name}"
    return f"holds what {', '.join(sorted(people))} decided; for an annotator who is not to see it: {blind}"


def _write_export(
    documents: Iterator[Document], name: str, folder: Path, context: Context, selection: Selection
) -> list[str]:
    """Write the export into a folder, or its one file to standard output, and return the lines of the loss report."""
    from surco.export.formats import count_export, export_documents
    from surco.export.loss import describe_losses

    if str(folder) != "-":
        return list(describe_losses(export_documents(documents, name, folder, context, selection)))
    report, files = count_export(documents, name, context, selection)
    first: str | None = None
    for file in files:
        first = first or file.name
        if file.name != first:
            raise SurcoError(f"{name} has several files; name a folder for them: -o DIR")
        sys.stdout.buffer.write(file.data)
    sys.stdout.buffer.flush()
    return list(describe_losses(report()))


def import_(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="What the program exported: a file, a folder or a zip.")],
    source: Annotated[str, typer.Option("--from", "-f", metavar="FORMAT", help="The format; left out, they are listed.")] = "",
    annotator: Annotated[
        str | None, typer.Option("--annotator", "-a", metavar="NAME", help="Who annotated, where the files do not tell.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="DIR", help="Write JSONL there, as it is, in place of gold.")
    ] = None,
    still_open: Annotated[bool, typer.Option("--open", help="The work goes on: nothing in it is taken for done.")] = False,
    done: Annotated[bool, typer.Option("--done", help="All was looked at: what equals the machine's is done too.")] = False,
) -> None:
    """Read back what was annotated in another program, into annotations/gold/NAME; nothing there is lost.

    Texts and quotations are checked; what the format could not carry is filled in from the project's own documents.
    Passages that equal the machine's are left open, unless the format or --done says that somebody confirmed them.

    Examples: `surco import brat.zip --from brat --annotator ana`, `surco import tasks.json --from label-studio -o read`
    """
    from surco.export.context import Context
    from surco.export.files import read_files
    from surco.export.formats import FORMATS, IMPORTABLE
    from surco.export.importing import check_documents

    _check_format(source, "--from", IMPORTABLE)
    if still_open and done:
        raise typer.BadParameter("the work is open or done, not both; leave one out", param_hint="--open, --done")
    read = FORMATS[source].read
    with report_errors():
        project = find_project(Path.cwd()) if output is not None else require_project()
        context = Context(read_scheme(project.find_file(project.settings.annotate.scheme)))
        found = list(check_documents(read(read_files(path), context))) if read is not None else []
        if not any(one.document.blocks for one in found):
            raise SurcoError(f"{path}: nothing of {source} in it; name the file, folder or zip that the program exported")
        if output is not None:
            _write_documents(found, output)
        else:
            status: Literal["done", "open"] | None = "open" if still_open else "done" if done else None
            _keep_gold(_name_annotators(found, annotator), project, context, status)


def _write_documents(found: list[Imported], folder: Path) -> None:
    """Write FOLDER/ID.jsonl, or FOLDER/ANNOTATOR/ID.jsonl where the files tell who annotated."""
    from surco.export.importing import join_documents

    for one in list(join_documents(found)):
        target = folder / (one.annotator or "") / f"{one.document.head.id}.jsonl"
        if not target.resolve().is_relative_to(folder.resolve()):
            raise SurcoError(f"{one.name}: {target} lies outside {folder}; mend the document's id there")
        write_document(one.document, target)
        say(f"{one.name}: {count_things(len(one.document.blocks), 'block')} to {target}")


def _name_annotators(found: list[Imported], named: str | None) -> list[tuple[str, Imported]]:
    """The human work with the name of who did it; machine pre-annotation that nobody touched is passed over."""
    own = [one for one in found if one.human]
    told = sorted({one.annotator for one in own if one.annotator is not None})
    if named is not None and len(told) > 1:
        raise typer.BadParameter(f"this is the work of several: {', '.join(told)}; leave it out", param_hint="--annotator")
    if named is None and any(one.annotator is None for one in own):
        raise typer.BadParameter("the files do not tell who annotated; say it: --annotator NAME", param_hint="--annotator")
    if skipped := sum(len(one.document.blocks) for one in found if not one.human):
        say(f"{count_things(skipped, 'passage')} nobody annotated: left out")
    return [(named or one.annotator or "", one) for one in own]


def _keep_gold(
    work: list[tuple[str, Imported]], project: Project, context: Context, status: Literal["done", "open"] | None
) -> None:
    """Keep the work of each annotator; `status` None leaves open what equals the machine's and nobody confirmed."""
    from surco.doccano.selection import suggest_afresh
    from surco.export.importing import make_gold
    from surco.gold import keep_annotation
    from surco.plan import find_output

    when = datetime.now(UTC).isoformat(timespec="seconds")
    untouched, total, others = 0, 0, False
    for annotator, one in work:
        document_id = one.document.head.id
        known = _read_known(find_output(project, document_id))
        earlier = _read_known(project.folder / GOLD_FOLDER / annotator / f"{document_id}.jsonl")
        state = status or ("done" if one.confirmed else None)
        machine = next(suggest_afresh([known], project), None) if known is not None and state is None else None
        gold = make_gold(
            one.document, annotator, known, earlier, status=state, scheme=context.scheme.version, machine=machine, when=when
        )
        others |= machine is not None
        for problem in gold.problems:
            say(f"{one.name}: {problem}")
        kept = keep_annotation(project.folder / GOLD_FOLDER, annotator, gold.document)
        say(f"{one.name}: {count_things(len(gold.document.blocks), 'block')} by {annotator} kept in {kept}")
        untouched, total = untouched + gold.untouched, total + len(gold.document.blocks)
    if untouched:
        whose = "machine's, or what others said in the last build" if others else "machine's"
        say(f"{untouched:,} of {count_things(total, 'block')} equal the {whose}: left open; --done takes them as confirmed")
        say("agreement is measured on what is done only: on changed passages alone it comes out too low")


def _read_known(path: Path) -> Document | None:
    return read_document(path) if path.exists() else None
