"""Annotated files → the report's folder: a page for each, the start page, the search index, and drawn pages if wanted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cached_property
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from surco.jsonl import decode_document, read_document
from surco.records import FormatError, SurcoError
from surco.report.article import make_article
from surco.report.cards import Principle, list_principles
from surco.report.drawn import draw_pages
from surco.report.folder import START, Folder, name_page
from surco.report.index import Index, count_words, write_manifest, write_text
from surco.report.overview import make_overview
from surco.report.pages import ASSETS, open_templates, render_article, render_start, write_colours
from surco.report.summary import Summary, list_searched, summarise_document
from surco.report.words import write_script
from surco.scheme import read_scheme
from surco.settings import Project

if TYPE_CHECKING:
    from jinja2 import Environment

    from surco.classify import Model

_FEW = 24
"""So few articles are not worth the start of further processes."""
_PACKAGE = Path(__file__).parents[1]
_CODE = ("records.py", "report", "classify")
"""The files and folders of the package that decide what a page says."""


class Task(Struct, frozen=True):
    """An annotated file and its place in the report; `before` and `after` are the pages beside it."""

    path: str
    page: str
    before: str
    after: str
    drawn: bool = False


class Made(Struct, frozen=True):
    """What came of an article: its summary and words, its files, and how many of them were written."""

    page: str
    summary: Summary
    words: str
    files: tuple[str, ...]
    written: int


class Unread(Struct, frozen=True):
    """A file that can't be read, and why."""

    path: str
    error: str


class Outcome(Struct, frozen=True):
    """How a report ended: articles in it, files written and removed."""

    articles: int
    written: int
    removed: int


class Desk:
    """What the making of pages needs, loaded once a process."""

    def __init__(self, project: Project, folder: Path) -> None:
        self.project = project
        self.folder = folder

    @cached_property
    def principles(self) -> tuple[Principle, ...]:
        return list_principles(read_scheme(self.project.find_file(self.project.settings.annotate.scheme)))

    @cached_property
    def names(self) -> dict[str, str]:
        """The authority's names by id."""
        from surco.entities import read_authority

        named = self.project.settings.annotate
        paths = self.project.find_file(named.organisations), self.project.find_file(named.instruments)
        return {entry.id: entry.names[0] for entry in read_authority(*paths).entries}

    @cached_property
    def templates(self) -> Environment:
        return open_templates()

    @cached_property
    def model(self) -> Model | None:
        """The model to ask for the reasons of its labels, where there is one."""
        from surco.classify import load_model

        try:
            return load_model(self.project.model)
        except FormatError:
            return None

    @cached_property
    def digest(self) -> bytes:
        """Of all that pages depend on beside their documents."""
        whole = hashlib.sha256()
        for name in _CODE:
            for path in sorted([_PACKAGE / name, *(_PACKAGE / name).rglob("*.*")]):
                if path.suffix in (".py", ".html"):
                    whole.update(path.read_bytes())
        whole.update(repr((self.principles, sorted(self.names.items()))).encode())
        whole.update(self.model.digest.encode() if self.model else b"")
        return whole.digest()


_desk: Desk
"""The desk of a child process."""


def write_report(
    paths: Sequence[Path], project: Project, folder: Path, *, drawn: bool = False, processes: int = 1
) -> Iterator[Made | Unread | Outcome]:
    """Make the report of annotated files; yields each article as it is done and, last, how all ended.

    With `drawn` the pages of PDFs are drawn too. Raises SurcoError where the folder can't be used or no file is good.
    """
    report, desk = Folder(folder), Desk(project, folder)
    unread = list(_list_unread(paths))
    yield from unread
    tasks = _plan_tasks({*paths} - {Path(one.path) for one in unread}, drawn=drawn)
    if not tasks:
        raise SurcoError(f"{folder}: no report made, as no article can be read; run: surco build")
    made = []
    for one in _run_tasks(tasks, desk, processes):
        made.append(one)
        for name in one.files:
            report.keep(name)
        yield one
    _write_corpus(report, desk, made)
    removed = report.remove_stale()
    yield Outcome(len(made), report.written + sum(one.written for one in made), removed)


def _list_unread(paths: Sequence[Path]) -> Iterator[Unread]:
    """Yield the files that are no annotated document, so that no page has one of them for a neighbour."""
    for path in paths:
        try:
            read_document(path)
        except FormatError as error:
            yield Unread(str(path), str(error))


def _plan_tasks(paths: Iterable[Path], *, drawn: bool) -> list[Task]:
    """The files in order of their names, each knowing its neighbours; raises SurcoError where two have one name."""
    by_page: dict[str, Path] = {}
    for path in sorted(paths, key=lambda path: (path.stem, str(path))):
        page = name_page(path.stem)
        if page in by_page:
            raise SurcoError(f"{by_page[page]} and {path}: both are article {path.stem!r}; name one of them")
        by_page[page] = path
    pages = ["", *by_page, ""]
    return [
        Task(str(path), page, pages[place], pages[place + 2], drawn)
        for place, (page, path) in enumerate(by_page.items())
    ]


def _run_tasks(tasks: Sequence[Task], desk: Desk, processes: int) -> Iterator[Made]:
    if processes <= 1 or len(tasks) <= _FEW:
        yield from (make_page(task, desk) for task in tasks)
        return
    with ProcessPoolExecutor(
        processes, mp_context=get_context("spawn"), initializer=_open_desk, initargs=(desk.project, desk.folder)
    ) as pool:
        yield from pool.map(_make_page, tasks, chunksize=4)


def _open_desk(project: Project, folder: Path) -> None:
    global _desk
    _desk = Desk(project, folder)


def _make_page(task: Task) -> Made:
    return make_page(task, _desk)


def make_page(task: Task, desk: Desk) -> Made:
    """Write the page of an annotated file and its text for the search, where they are not up to date."""
    data = Path(task.path).read_bytes()
    document = decode_document(data, task.path)
    report = Folder(desk.folder)
    files = [f"articles/{task.page}.html", f"search/texts/{task.page}.js"]
    blocks = list_searched(document)
    drawings = draw_pages(document, desk.project, report, task.page) if task.drawn else ()
    around = (task.page, task.before, task.after, bool(drawings))
    digest = hashlib.sha256(desk.digest + data + repr(around).encode()).hexdigest()[:16]
    if report.read_digest(files[0]) != digest:
        article = make_article(document, desk.principles, desk.names, desk.model)
        content = render_article(
            desk.templates, article, digest=digest, before=task.before, after=task.after,
            drawn=task.page if drawings else "",
        )  # fmt: skip
        report.write(files[0], content)
    report.write(files[1], write_text(task.page, blocks))
    names = (*files, *drawings)
    return Made(task.page, summarise_document(document), count_words(blocks), names, report.written)


def _write_corpus(report: Folder, desk: Desk, made: Sequence[Made]) -> None:
    """Write what depends on all articles: the start page, the index, the styles and scripts."""
    summaries = [one.summary for one in made]
    pages = [one.page for one in made]
    index = Index()
    for number, one in enumerate(made):
        index.add_document(number, one.words)
    firsts = []
    for number, (first, script) in enumerate(index.write_shards()):
        firsts.append(first)
        report.write(f"search/words/{number:04}.js", script)
    report.write("search/index.js", write_manifest(summaries, pages, firsts))
    for path in sorted(ASSETS.iterdir()):
        if path.suffix in (".css", ".js"):
            report.write(f"assets/{path.name}", path.read_bytes())
    report.write("assets/words.js", write_script())
    overview = make_overview(summaries, pages, desk.principles, desk.names)
    report.write("assets/principles.css", write_colours(overview.principles))
    digest = hashlib.sha256(desk.digest + repr(overview).encode()).hexdigest()[:16]
    report.write(START, render_start(desk.templates, overview, digest=digest))
