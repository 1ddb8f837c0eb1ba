"""A project → `dist/NAME-VERSION`: JSONL and Parquet, guidelines, scheme, cards, statistics, licences and metadata."""

from __future__ import annotations

import csv
import shutil
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from surco.corpus import Metadata, list_files, read_metadata
from surco.jsonl import read_document
from surco.records import SurcoError
from surco.release.crate import write_crate
from surco.release.croissant import describe_croissant
from surco.release.licences import allows_copies
from surco.release.tables import ROWS, Article, LabelRow, make_tables, strip_text, write_parquet
from surco.settings import AUTO_FOLDER, GOLD_FOLDER, REFERENCE_MODEL, Project

_README = """# {name} {version}

{description}

{articles} articles, {passages} passages. Made with Surco; every annotation says in `source` what made it.

| file | what |
| --- | --- |
| `parquet/*.parquet` | documents, passages, entities, citations (one row a cited work), labels, references |
| `jsonl/ID.jsonl` | annotated articles with their text, where their licence lets it be passed on |
| `standoff/ID.jsonl` | annotations without text, where it does not: `text_sha256` and `characters` tell each passage |
| `scheme.toml`, `guidelines.md` | what is annotated, and how |
| `models/` | the cards and figures of the models |
| `statistics.json` | counts |
| `licences.csv` | the licence of each article |
| `croissant.json`, `ro-crate-metadata.json` | this description for machines |

Where a text is kept back, put your own copy of the article into a project of yours and run `surco build`: a passage whose
text has the `text_sha256` given here is the passage that was annotated.

Licence of the annotations: {licence}. The texts stay under their own licences.
"""


class Release(Struct, frozen=True):
    """Where a release lies, and the ids of the articles that are in it with their text and without."""

    folder: Path
    with_text: tuple[str, ...]
    standoff: tuple[str, ...]


def make_release(project: Project, output: Path) -> Release:
    """Write the release of a project's built corpus to `output`/NAME-VERSION, in place of an earlier one of that version.

    Raises SurcoError where nothing is built, or the day of publication in surco.toml is none.
    """
    about = project.settings.release
    articles = read_articles(project)
    if not articles:
        raise SurcoError(f"{project.folder / AUTO_FOLDER}: nothing is annotated yet; run: surco build")
    folder = output / f"{about.name}-{about.version}"
    part = output / f".{about.name}-{about.version}.part"
    shutil.rmtree(part, ignore_errors=True)
    day = _read_day(about.published)
    for name in ("parquet", "models"):
        (part / name).mkdir(parents=True)
    tables = make_tables(articles)
    for name, kind in ROWS.items():
        write_parquet(tables[name], kind, part / "parquet" / f"{name}.parquet")
    for article in articles:
        _write_article(article, project, part)
    _write_papers(project, part, articles, tables)
    languages = sorted({article.document.head.language or "es" for article in articles})
    (part / "croissant.json").write_bytes(describe_croissant(part, about, published=day, languages=languages))
    write_crate(part, about, published=day)
    shutil.rmtree(folder, ignore_errors=True)
    part.rename(folder)
    ids = {flag: tuple(one.document.head.id for one in articles if one.with_text is flag) for flag in (True, False)}
    return Release(folder, ids[True], ids[False])


def read_articles(project: Project) -> list[Article]:
    """The annotated documents of a project by id, each with its licence's say on its text."""
    about = read_metadata(project)
    paths = sorted(path for path in list_files(project.folder / AUTO_FOLDER) if path.suffix == ".jsonl")
    documents = [read_document(path) for path in paths]
    told = [about.get(document.head.id, Metadata()) for document in documents]
    return [
        Article(document, known, allows_copies(known.licence)) for document, known in zip(documents, told, strict=True)
    ]


def _read_day(published: str) -> datetime:
    try:
        day = date.fromisoformat(published) if published else datetime.now(UTC).date()
    except ValueError as error:
        raise SurcoError(f"surco.toml: published = {published!r} in [release] is no day; write it as 2026-03-01") from error
    return datetime(day.year, day.month, day.day)


def _write_article(article: Article, project: Project, folder: Path) -> None:
    name = f"{article.document.head.id}.jsonl"
    path = folder / ("jsonl" if article.with_text else "standoff") / name
    path.parent.mkdir(exist_ok=True)
    if article.with_text:
        shutil.copyfile(project.folder / AUTO_FOLDER / name, path)
    else:
        lines = [article.document.head, *map(strip_text, article.document.blocks)]
        path.write_bytes(b"".join(msgspec.json.encode(line) + b"\n" for line in lines))


def _write_papers(project: Project, folder: Path, articles: list[Article], tables: dict[str, list[Struct]]) -> None:
    about = project.settings.release
    scheme = project.find_file(project.settings.annotate.scheme)
    shutil.copyfile(scheme, folder / "scheme.toml")
    shutil.copyfile(project.find_file("annotations/guidelines.md"), folder / "guidelines.md")
    for model in (project.model, Project().find_file(REFERENCE_MODEL)):
        for name in ("card.md", "metrics.json"):
            if (model / name).is_file():
                shutil.copyfile(model / name, folder / "models" / f"{model.name}-{name}")
    with (folder / "licences.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("id", "licence", "text"))
        rows.writerows(
            (one.document.head.id, one.about.licence or "", "included" if one.with_text else "left out")
            for one in articles
        )
    counts = msgspec.json.encode(_count(project, tables), order="sorted")
    (folder / "statistics.json").write_bytes(msgspec.json.format(counts, indent=1) + b"\n")
    words = {name: getattr(about, name) for name in ("name", "version", "description", "licence")}
    text = _README.format(articles=len(articles), passages=len(tables["passages"]), **words)
    (folder / "README.md").write_text(text, "utf-8")


def _count(project: Project, tables: dict[str, list[Struct]]) -> dict[str, dict[str, int]]:
    """Rows by table, labels by principle and stance, and files of human annotation by annotator."""
    labels = Counter(f"{row.principle} {row.stance}" for row in tables["labels"] if isinstance(row, LabelRow))
    people = Counter(path.parent.name for path in (project.folder / GOLD_FOLDER).glob("*/*.jsonl"))
    return {"rows": {name: len(rows) for name, rows in tables.items()}, "labels": labels, "human_documents": people}
