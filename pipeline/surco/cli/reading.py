"""The commands that read what was made: validate, entities, citations."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from surco.cli.options import Corpus
from surco.cli.outputs import name_outputs
from surco.cli.reporting import DONE, FAILED, count_things, report_errors
from surco.cli.sources import SUFFIXES, extract_documents, read_annotated
from surco.console import say
from surco.jsonl import decode_document
from surco.records import FormatError, iterate_problems
from surco.settings import find_project


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
    say(f"{count_things(len(files), 'file')} checked, {count_things(problems, 'problem')}")
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


def entities(
    files: Corpus = None,
    label: Annotated[
        list[str] | None, typer.Option("--label", "-l", help="Only ORG, TREATY or PRINCIPLE; may be repeated.")
    ] = None,
    unknown: Annotated[
        bool, typer.Option("--unknown", "-u", help="Only what the authority files lack, and acronyms nobody defines.")
    ] = False,
    every: Annotated[
        bool, typer.Option("--all", "-a", help="Also in titles, headings, captions, tables and keywords, not in prose alone.")
    ] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="CSV with a row for each id and document.")] = False,
) -> None:
    """List what a corpus mentions: organisations, instruments and principles, how often, where, in which spellings.

    Mentions are counted in prose, as `surco table entity` counts them; --unknown looks everywhere.

    Examples: `surco entities`, `surco entities out --unknown -l ORG`, `surco entities --csv > entities.csv`
    """
    from surco.entities import read_authority
    from surco.entities.listing import LABELS, format_csv, format_table, make_listing
    from surco.entities.mentions import count_outside
    from surco.search.copies import list_copies
    from surco.search.remarks import tell_copies

    if stray := sorted(set(label or ()) - set(LABELS)):
        choices = ", ".join(LABELS)
        raise typer.BadParameter(f"unknown label {stray[0]!r}; choose from: {choices}", param_hint="--label")
    with report_errors():
        project = find_project(Path.cwd())
        paths = name_outputs(files)
        documents, failed = read_annotated(paths)
        named = project.settings.annotate
        authority = read_authority(project.find_file(named.organisations), project.find_file(named.instruments))
        listing = make_listing(documents, authority, labels=label or (), unknown=unknown, prose_only=not every)
    if copies := list_copies(documents):
        say(f"{tell_copies(copies)}; name the files to be read, one of them for each article")
    if as_csv or not listing.is_empty:
        print(format_csv(listing) if as_csv else format_table(listing), end="")
    if not (every or unknown) and (more := count_outside(documents, label or ())):
        say(f"{count_things(more, 'mention')} in titles, headings, captions, tables and keywords not counted; --all counts them too")
    if listing.is_empty and not failed:
        say(f"{count_things(len(documents), 'document')} read; nothing of the kind is mentioned")
    raise typer.Exit(FAILED if failed else DONE)


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
    with report_errors():
        sources = [path for path in documents or () if path.suffix.lower() in SUFFIXES]
        others = [path for path in documents or () if path not in sources]
        read, failed = read_annotated(name_outputs(others) if others or not sources else [])
        extracted, broken = extract_documents(sources) if sources else ([], 0)
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
        found = count_things(len(lines), "finding")
        say(f"{document.head.id}: {works} times cited, {_count_entries(entries)}, {found}")
    raise typer.Exit(FAILED if failed + broken or (check and findings) else DONE)


def _count_entries(number: int) -> str:
    if number == 0:
        return "no bibliography to check against"
    return "1 entry" if number == 1 else f"{number} entries"
