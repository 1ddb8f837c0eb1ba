"""A project → what a paper's methods section says of it: corpus, versions, models with their figures, people and machine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from surco import __version__
from surco.corpus import list_files
from surco.gold import list_annotated
from surco.jsonl import read_document
from surco.records import Document, SurcoError
from surco.scheme import read_scheme
from surco.settings import AUTO_FOLDER, Project

Language = Literal["es", "en"]


class Figures(Struct, frozen=True):
    """What the methods section tells, counted; `human` counts annotations by annotator, `inputs` are digests."""

    articles: int
    years: tuple[int, int] | None
    passages: int
    words: int
    annotations: int
    human: dict[str, int]
    scheme: str
    version: str
    model: str
    trained_on: int
    micro_f1: float | None
    low: float | None
    high: float | None
    inputs: dict[str, str]


class _Score(msgspec.Struct):
    f1: float | None = None
    low: float | None = None
    high: float | None = None


class _Metrics(msgspec.Struct):
    passages: int = 0
    micro: _Score = _Score()


def gather_figures(project: Project) -> Figures:
    """The figures of a project's built corpus; raises SurcoError where nothing is built."""
    paths = [path for path in list_files(project.folder / AUTO_FOLDER) if path.suffix == ".jsonl"]
    documents = [read_document(path) for path in paths]
    if not documents:
        raise SurcoError(f"{project.folder / AUTO_FOLDER}: nothing is annotated yet; run: surco build")
    passages = [block for document in documents for block in document.blocks if block.is_passage]
    years = sorted(document.head.year for document in documents if document.head.year)
    sources = Counter(source for document in documents for source in _list_sources(document))
    human = {name.partition(":")[2]: many for name, many in sources.items() if name.startswith("human:")}
    metrics = _read_metrics(project.model)
    return Figures(
        len(documents), (years[0], years[-1]) if years else None, len(passages),
        sum(len(block.text.split()) for block in passages), sources.total(), dict(sorted(human.items())),
        read_scheme(project.find_file(project.settings.annotate.scheme)).version, __version__,
        project.settings.annotate.model, metrics.passages, metrics.micro.f1, metrics.micro.low, metrics.micro.high,
        _join_inputs(documents),
    )  # fmt: skip


def write_methods(figures: Figures, language: Language, *, agreement: Sequence[str] = ()) -> Iterator[str]:
    """Yield a paragraph and a Markdown table for a methods section; `agreement` are lines of a table of agreement."""
    yield _PARAGRAPHS[language].format(
        articles=figures.articles, years=_say_years(figures.years, language), passages=figures.passages,
        words=f"{figures.words:,}", version=figures.version, scheme=figures.scheme, model=figures.model,
        trained=figures.trained_on, figure=_say_figure(figures, language), human=_say_people(figures, language),
    )  # fmt: skip
    yield ""
    yield from _write_table(figures, language)
    if agreement:
        yield ""
        yield from agreement


_PARAGRAPHS: dict[Language, str] = {
    "es": (
        "El corpus reúne {articles} artículos{years} ({passages} pasajes, {words} palabras), extraídos y anotados con Surco "
        "{version} según la versión {scheme} del esquema. Organizaciones, tratados, menciones de principios y citas se marcaron "
        "por reglas y listas de autoridad; los principios de cada pasaje, con el modelo {model}, entrenado con {trained} "
        "pasajes{figure}. {human}"
    ),
    "en": (
        "The corpus holds {articles} articles{years} ({passages} passages, {words} words), extracted and annotated with Surco "
        "{version} under version {scheme} of the scheme. Organisations, treaties, words that name principles and citations were "
        "marked by rules and authority files; the principles of each passage by the model {model}, trained on {trained} "
        "passages{figure}. {human}"
    ),
}
_ROWS: dict[Language, tuple[str, ...]] = {
    "es": ("Artículos", "Pasajes", "Palabras", "Anotaciones", "de personas", "Surco", "Esquema", "Modelo", "Huella de"),
    "en": ("Articles", "Passages", "Words", "Annotations", "by people", "Surco", "Scheme", "Model", "Digest of"),
}


def _say_years(years: tuple[int, int] | None, language: Language) -> str:
    if years is None:
        return ""
    span = str(years[0]) if years[0] == years[1] else f"{years[0]}-{years[1]}"
    return f" ({span})" if language == "en" else f" ({span})"


def _say_figure(figures: Figures, language: Language) -> str:
    if figures.micro_f1 is None:
        return ""
    interval = "" if figures.low is None or figures.high is None else f", 95 % {figures.low:.2f}–{figures.high:.2f}"
    words = {
        "es": "en validación cruzada por documentos; véase su ficha",
        "en": "in cross-validation by document; see its card",
    }
    return f" (F1 micro {figures.micro_f1:.2f}{interval}, {words[language]})"


def _say_people(figures: Figures, language: Language) -> str:
    people = ", ".join(f"{name} ({many})" for name, many in figures.human.items())
    if not people:
        return {"es": "Ninguna anotación fue revisada por personas.", "en": "No annotation was checked by people."}[language]
    share = f"{100 * sum(figures.human.values()) / figures.annotations:.0f} %"
    return {
        "es": f"El {share} de las anotaciones es de personas: {people}; las demás son de la máquina.",
        "en": f"People made {share} of the annotations: {people}; the others are the machine's.",
    }[language]


def _write_table(figures: Figures, language: Language) -> Iterator[str]:
    names = _ROWS[language]
    values = (
        figures.articles, figures.passages, figures.words, figures.annotations, sum(figures.human.values()),
        figures.version, figures.scheme, figures.model,
    )  # fmt: skip
    yield "| | |"
    yield "| --- | ---: |"
    for name, value in zip(names, values, strict=False):
        yield f"| {name} | {value:,} |" if isinstance(value, int) else f"| {name} | {value} |"
    for name, digest in figures.inputs.items():
        yield f"| {names[-1]} {name} | `{digest}` |"


def _list_sources(document: Document) -> Iterator[str]:
    for block in document.blocks:
        for mention in (*(block.entities or ()), *(block.citations or ()), *(block.labels or ())):
            yield mention.source


def _join_inputs(documents: Sequence[Document]) -> dict[str, str]:
    """The digests that the documents were made from, those alone that all share; others are `mixed`."""
    found: dict[str, set[str]] = {}
    for document in documents:
        for name, digest in (document.head.made_by.inputs if document.head.made_by else {}).items():
            if name in ("code", "settings", "scheme", "authority", "models"):
                found.setdefault(name, set()).add(digest)
    return {name: digests.pop() if len(digests) == 1 else "mixed" for name, digests in sorted(found.items())}


def _read_metrics(model: Path) -> _Metrics:
    """The figures beside a model; none where it has no file of them."""
    path = model / "metrics.json"
    return msgspec.json.decode(path.read_bytes(), type=_Metrics) if path.is_file() else _Metrics()


def list_annotators(project: Project) -> list[str]:
    """The people who annotated something in this project."""
    return sorted({path.parent.name for path in list_annotated(project)})
