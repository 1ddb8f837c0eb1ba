"""The commands around a doccano server: push, pull."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from surco.cli.options import Corpus, Quiet
from surco.cli.reporting import DONE, FAILED, count_things, report_errors
from surco.cli.sources import name_annotated, read_annotated, require_project
from surco.console import follow_steps, say
from surco.records import Block, SurcoError
from surco.settings import AUTO_FOLDER, Project

if TYPE_CHECKING:
    from surco.doccano.connection import Server
    from surco.doccano.keeping import Shelf
    from surco.doccano.layout import ProjectPlan
    from surco.doccano.pull import Pulled
    from surco.scheme import Scheme

Url = Annotated[
    str | None,
    typer.Option("--url", metavar="URL", help="The server's address; else SURCO_DOCCANO_URL, else this machine's."),
]
User = Annotated[
    str | None, typer.Option("--user", metavar="NAME", help="Who logs in; else SURCO_DOCCANO_USER, else asked.")
]
Name = Annotated[
    str | None,
    typer.Option("--name", metavar="NAME", help="What the corpus is called in doccano; else the project's folder."),
]


def push(
    files: Corpus = None,
    listed: Annotated[
        Path | None, typer.Option("--list", "-l", metavar="FILE", help="Only the passages listed there, or on `-`: surco suggest --json.")
    ] = None,
    disagreements: Annotated[
        bool, typer.Option("--disagreements", help="Only passages on which annotators disagree, for who decides.")
    ] = False,
    annotator: Annotated[
        list[str] | None, typer.Option("--annotator", "-a", metavar="NAME", help="A project of this person's own; may be repeated.")
    ] = None,
    member: Annotated[
        list[str] | None, typer.Option("--member", "-m", metavar="LOGIN", help="Who may annotate in it; may be repeated.")
    ] = None,
    name: Name = None, url: Url = None, user: User = None, quiet: Quiet = False,
) -> None:  # fmt: skip
    """Send passages to doccano with the machine's spans and labels as suggestions; what stands there is not sent again.

    Without -a all share one project. The password comes from SURCO_DOCCANO_PASSWORD, or is asked.

    Examples: `surco push`, `surco suggest -n 50 --json | surco push --list - -a ana -a luis`
    """
    from surco.doccano.layout import plan_projects
    from surco.gold import ADJUDICATED

    with report_errors():
        project = require_project()
        scheme = _read_scheme(project)
        blocks, failed = _choose_blocks(project, files, listed, disagreements=disagreements)
        people: list[str | None] = [*annotator] if annotator else [ADJUDICATED if disagreements else None]
        plans = [plan for one in people for plan in plan_projects(name or project.folder.name, scheme, one)]
        server = _log_in(url, user)
        for plan in plans:
            failed += _push_to(server, plan, blocks, project, scheme, member or [], quiet=quiet)
    raise typer.Exit(FAILED if failed else DONE)


def _choose_blocks(
    project: Project, files: list[Path] | None, listed: Path | None, *, disagreements: bool
) -> tuple[list[Block], int]:
    from surco.doccano.selection import choose_passages, read_list
    from surco.gold import list_disagreements

    ids = list_disagreements(project) if disagreements else None
    if listed is not None:
        data = sys.stdin.buffer.read() if str(listed) == "-" else _read_bytes(listed)
        ids = read_list(data, str(listed))
    documents, failed = read_annotated(name_annotated(files or [project.folder / AUTO_FOLDER]))
    blocks = choose_passages(documents, ids, project)
    if not blocks:
        raise SurcoError("no passage to push: the list is empty, or annotators agree on everything")
    return blocks, failed


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SurcoError(f"{path}: {error.strerror}; check the name and the rights") from error


def _push_to(
    server: Server,
    plan: ProjectPlan,
    blocks: list[Block],
    project: Project,
    scheme: Scheme,
    members: list[str],
    *,
    quiet: bool,
) -> int:
    """Push into one project and say what became of it; returns how many passages failed."""
    from surco.doccano.layout import add_member, open_project
    from surco.doccano.ledger import find_ledger, open_ledger
    from surco.doccano.push import push_passages

    guideline = project.find_file("annotations/guidelines.md").read_text("utf-8")
    opened = open_project(server, plan, scheme, guideline)
    for login in dict.fromkeys([*members, *([plan.annotator] if plan.annotator else [])]):
        if not add_member(server, opened.id, login) and login in members:
            say(f"{server.url}: nobody there is called {login}; make the login there, then push again")
    counts = {"sent": 0, "there": 0, "failed": 0}
    with open_ledger(find_ledger(project, opened.key)) as ledger:
        pushed = push_passages(server, opened, blocks, ledger)
        for one in follow_steps(pushed, len(blocks), f"pushing to {plan.title}", quiet=quiet):
            counts[one.outcome] += 1
            if one.error:
                say(one.error)
    if not quiet:
        told = f"{count_things(counts['sent'], 'passage')} sent, {counts['there']} already there, {counts['failed']} failed"
        say(f"{plan.title}: {told}: {server.url}/projects/{opened.id}")
    return counts["failed"]


def pull(
    annotator: Annotated[
        str | None, typer.Option("--annotator", "-a", metavar="NAME", help="Only this person's own project.")
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="What is ticked was looked at again, under the scheme as it is now.")
    ] = False,
    name: Name = None, url: Url = None, user: User = None, quiet: Quiet = False,
) -> None:  # fmt: skip
    """Fetch what people decided in doccano into annotations/gold, a folder for each person; nothing there is overwritten.

    A passage that is ticked there is done; one that was changed and not ticked is open; an untouched one is left out.
    One that was pulled before and is the same keeps the version of the scheme that it was decided under, but with --again.

    Examples: `surco pull`, `surco pull -a ana`
    """
    from surco.doccano.keeping import Shelf, keep_pulled
    from surco.doccano.pull import join_parts
    from surco.entities import read_authority

    with report_errors():
        project = require_project()
        scheme, shelf = _read_scheme(project), Shelf(project)
        named = project.settings.annotate
        authority = read_authority(project.find_file(named.organisations), project.find_file(named.instruments))
        server = _log_in(url, user)
        found = list(
            join_parts(_pull_from(server, name or project.folder.name, annotator, project, scheme, shelf, quiet=quiet))
        )
        errors = [one.error for one in found if one.error]
        when = datetime.now(UTC).isoformat(timespec="seconds")
        done = pending = 0
        for kept in keep_pulled(found, shelf, authority, scheme=scheme.version, when=when, again=again):
            done, pending = done + kept.done, pending + kept.open
            errors += [kept.error] * bool(kept.error)
            if not quiet:
                say(f"{kept.annotator}, {kept.document}: {kept.done} done, {kept.open} open")
            for remark in kept.remarks:
                say(f"{remark}: a citation drawn or moved there; its works were read again, look at them")
        for line in errors:
            say(line)
    say(f"{count_things(done, 'passage')} done, {pending} open, {len(errors)} failed")
    raise typer.Exit(FAILED if errors else DONE)


def _pull_from(
    server: Server, corpus: str, annotator: str | None, project: Project, scheme: Scheme, shelf: Shelf, *, quiet: bool
) -> Iterator[Pulled]:
    from surco.doccano.layout import check_project, list_projects, view_project
    from surco.doccano.ledger import find_ledger, open_ledger
    from surco.doccano.pull import pull_passages

    projects = [(one, plan) for one, plan in list_projects(server, corpus) if annotator in (None, plan.annotator)]
    if not projects:
        raise SurcoError(f"{server.url}: has no project of {corpus}; push first, or name it: --name NAME")
    known = shelf.list_kept()
    for one, plan in projects:
        check_project(one, plan)
        if not quiet:
            say(f"reading {one.name}: {server.url}/projects/{one.id}")
        opened = view_project(server, one, plan)
        with open_ledger(find_ledger(project, opened.key)) as ledger:
            yield from pull_passages(server, opened, ledger, shelf.find_block, scheme.ids, known)


def _read_scheme(project: Project) -> Scheme:
    from surco.scheme import read_scheme

    return read_scheme(project.find_file(project.settings.annotate.scheme))


def _log_in(url: str | None, user: str | None) -> Server:
    """Log in with what the environment says; asks for what it does not, and never writes it down."""
    from surco.doccano.connection import LOCAL_URL, check_url, connect_server, is_open

    url = check_url(url or os.environ.get("SURCO_DOCCANO_URL") or LOCAL_URL)
    user = user or os.environ.get("SURCO_DOCCANO_USER") or _ask("doccano login", "SURCO_DOCCANO_USER")
    password = os.environ.get("SURCO_DOCCANO_PASSWORD") or _ask(
        f"password of {user}", "SURCO_DOCCANO_PASSWORD", hide=True
    )
    if is_open(url):
        say(f"{url}: the password travels there unencrypted; an address with https:// would protect it")
    return connect_server(url, user, password)


def _ask(what: str, variable: str, *, hide: bool = False) -> str:
    if not sys.stdin.isatty():
        raise typer.BadParameter(
            f"no {what}: set {variable}, or run this in a terminal, which asks", param_hint=variable
        )
    return str(typer.prompt(what, hide_input=hide, err=True))
