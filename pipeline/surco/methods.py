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
from surco.jsonl import read_document
from surco.records import Citation, Document, Entity, Label, SurcoError
from surco.scheme import read_scheme
from surco.search.copies import list_copies
from surco.search.words import count_words
from surco.settings import AUTO_FOLDER, Project

Language = Literal["es", "en"]
SOFTWARE = "The Surco developers. Surco: an annotated corpus from articles on South-South cooperation"
"""Authors and title as in CITATION.cff."""


class Score(Struct, frozen=True):
    """How well a model does, with the 95 % interval of its F1 over documents."""

    precision: float
    recall: float
    f1: float
    low: float
    high: float


class ModelFigures(Struct, frozen=True):
    """A model by name, how many passages it learnt from, how many of these were written for that, and its scores.

    `micro` is over all labels, `questioned` that of the stance; both are None where the model's folder does not tell.
    """

    name: str
    passages: int = 0
    authored: int = 0
    micro: Score | None = None
    questioned: Score | None = None


class Figures(Struct, frozen=True):
    """What the methods section tells, counted.

    `languages` counts articles, `copies` are the ids of documents that hold the same article; `human` counts annotations by annotator; `inputs` are digests; `entity_model` is None where rules work alone; `cite_as` is
    how the corpus is cited, where surco.toml says.
    """

    articles: int
    years: tuple[int, int] | None
    passages: int
    words: int
    annotations: int
    human: dict[str, int]
    scheme: str
    version: str
    model: ModelFigures
    entity_model: str | None
    inputs: dict[str, str]
    cite_as: str
    languages: dict[str, int] = {}
    copies: tuple[tuple[str, ...], ...] = ()


class _Source(msgspec.Struct):
    passages: int = 0


class _Metrics(msgspec.Struct):
    passages: int = 0
    sources: dict[str, _Source] = {}
    micro: Score | None = None
    questioned: Score | None = None


def gather_figures(project: Project) -> Figures:
    """The figures of a project's built corpus; raises SurcoError where nothing is built."""
    paths = [path for path in list_files(project.folder / AUTO_FOLDER) if path.suffix == ".jsonl"]
    documents = [read_document(path) for path in paths]
    if not documents:
        raise SurcoError(f"{project.folder / AUTO_FOLDER}: nothing is annotated yet; run: surco build")
    passages = [block for document in documents for block in document.blocks if block.is_passage]
    years = sorted(document.head.year for document in documents if document.head.year)
    sources = Counter(source for document in documents for source in _list_sources(document))
    languages = Counter(document.head.language or "es" for document in documents)
    human = {name.partition(":")[2]: many for name, many in sources.items() if name.startswith("human:")}
    annotate = project.settings.annotate
    return Figures(
        len(documents), (years[0], years[-1]) if years else None, len(passages),
        sum(count_words(block.text) for block in passages), sources.total(), dict(sorted(human.items())),
        read_scheme(project.find_file(annotate.scheme)).version, __version__,
        _read_model(project.model), annotate.entities or None, _join_inputs(documents), project.settings.release.cite_as,
        dict(languages.most_common()), tuple(list_copies(documents)),
    )  # fmt: skip


def write_methods(figures: Figures, language: Language, *, agreement: Sequence[str] = ()) -> Iterator[str]:
    """Yield a paragraph and a Markdown table for a methods section; `agreement` are lines of a table of agreement."""
    yield _PARAGRAPHS[language].format(
        articles=figures.articles, noun=_ARTICLES[language][figures.articles != 1], years=_say_years(figures.years), passages=_group_digits(figures.passages, language),
        words=_group_digits(figures.words, language), version=figures.version, scheme=figures.scheme,
        learnt=_LEARNT[language].format(figures.entity_model) if figures.entity_model else "", model=figures.model.name,
        trained=_group_digits(figures.model.passages, language), figure=_say_scores(figures.model, language),
        human=_say_people(figures, language),
    )  # fmt: skip
    yield ""
    yield from _write_table(figures, language)
    if agreement:
        yield from ("", _AGREEMENT[language], "", *agreement)
    yield ""
    yield f"{_CITE[language]} {SOFTWARE} ({figures.version})."
    if figures.cite_as:
        yield figures.cite_as


_ARTICLES: dict[Language, tuple[str, str]] = {"es": ("artículo", "artículos"), "en": ("article", "articles")}
_PARAGRAPHS: dict[Language, str] = {
    "es": (
        "El corpus reúne {articles} {noun}{years} ({passages} pasajes, {words} palabras), extraídos y anotados con Surco "
        "{version} según la versión {scheme} del esquema. Organizaciones, tratados, menciones de principios y citas se marcaron "
        "por reglas y listas de autoridad{learnt}; los principios de cada pasaje, con el modelo {model}, entrenado con {trained} "
        "pasajes{figure}. {human}"
    ),
    "en": (
        "The corpus holds {articles} {noun}{years} ({passages} passages, {words} words), extracted and annotated with Surco "
        "{version} under version {scheme} of the scheme. Organisations, treaties, words that name principles and citations were "
        "marked by rules and authority files{learnt}; the principles of each passage by the model {model}, trained on {trained} "
        "passages{figure}. {human}"
    ),
}
_LEARNT: dict[Language, str] = {"es": " y con el modelo {}", "en": " and by the model {}"}
_AGREEMENT: dict[Language, str] = {
    "es": "Acuerdo entre anotadores, con intervalos del 95 % por remuestreo de documentos:",
    "en": "Agreement between annotators, with 95 % intervals by resampling documents:",
}
_CITE: dict[Language, str] = {"es": "Cómo citar:", "en": "How to cite:"}
_ROWS: dict[Language, tuple[str, ...]] = {
    "es": ("Artículos", "Pasajes", "Palabras", "Anotaciones", "de personas", "Surco", "Esquema", "Modelo", "Huella de"),
    "en": ("Articles", "Passages", "Words", "Annotations", "by people", "Surco", "Scheme", "Model", "Digest of"),
}


def _group_digits(number: int, language: Language) -> str:
    """A number as the language writes it.

    >>> _group_digits(14620, "es"), _group_digits(1462, "es"), _group_digits(1462, "en")
    ('14\u202f620', '1462', '1,462')
    """
    if language == "en":
        return f"{number:,}"
    return f"{number:,}".replace(",", "\N{NARROW NO-BREAK SPACE}") if number > 9999 else str(number)


def _say_years(years: tuple[int, int] | None) -> str:
    if years is None:
        return ""
    return f" ({years[0]})" if years[0] == years[1] else f" ({years[0]}–{years[1]})"


def _say_scores(model: ModelFigures, language: Language) -> str:
    """How many of its passages were written for training, and what cross-validation says of the model."""
    written = {
        "es": f", {_group_digits(model.authored, language)} de ellos escritos para entrenarlo",
        "en": f", {_group_digits(model.authored, language)} of them written to train it",
    }[language]
    told = written if model.authored else ""
    score, stance = model.micro, model.questioned
    if score is None:
        return told
    figures = f"F1 {score.f1:.2f}, 95 % {score.low:.2f}–{score.high:.2f}"
    told += {
        "es": f" (validación cruzada por documentos o situaciones: precisión {score.precision:.2f}, exhaustividad {score.recall:.2f}, {figures}",
        "en": f" (cross-validation by document or situation: precision {score.precision:.2f}, recall {score.recall:.2f}, {figures}",
    }[language]
    if stance is not None:
        words = {"es": "postura cuestionada", "en": "questioned stance"}[language]
        told += f"; {words}: F1 {stance.f1:.2f}, {stance.low:.2f}–{stance.high:.2f}"
    return f"{told})"


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
        figures.version, figures.scheme, figures.model.name,
    )  # fmt: skip
    yield "| | |"
    yield "| --- | ---: |"
    for name, value in zip(names, values, strict=False):
        yield f"| {name} | {_group_digits(value, language) if isinstance(value, int) else value} |"
    for name, digest in figures.inputs.items():
        yield f"| {names[-1]} {name} | `{digest}` |"


def _list_sources(document: Document) -> Iterator[str]:
    for block in document.blocks:
        marks: tuple[Entity | Citation | Label, ...] = (
            *(block.entities or ()), *(block.citations or ()), *(block.labels or ()),
        )  # fmt: skip
        yield from (mark.source for mark in marks)


def _join_inputs(documents: Sequence[Document]) -> dict[str, str]:
    """The digests that the documents were made from, those alone that all share; others are `mixed`."""
    found: dict[str, set[str]] = {}
    for document in documents:
        for name, digest in (document.head.made_by.inputs if document.head.made_by else {}).items():
            if name in ("code", "settings", "scheme", "authority", "models"):
                found.setdefault(name, set()).add(digest)
    return {name: digests.pop() if len(digests) == 1 else "mixed" for name, digests in sorted(found.items())}


def _read_model(folder: Path) -> ModelFigures:
    """A model with the figures beside it; none where it has no file of them."""
    path = folder / "metrics.json"
    metrics = msgspec.json.decode(path.read_bytes(), type=_Metrics) if path.is_file() else _Metrics()
    authored = metrics.sources["authored"].passages if "authored" in metrics.sources else 0
    return ModelFigures(folder.name, metrics.passages, authored, metrics.micro, metrics.questioned)
