"""Training passages and human annotation → the label model of a project, saved in its models folder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from surco.gold import ADJUDICATED, list_annotated, merge_annotators
from surco.jsonl import read_document
from surco.records import Block, Document, FormatError, SurcoError
from surco.settings import CACHE_FOLDER, Project

if TYPE_CHECKING:
    from surco.classify import CueList, Model, WordTable
    from surco.classify import Settings as ModelSettings
    from surco.classify.scores import Report
    from surco.classify.validation import Trainer
    from surco.classify.vectors import Encoder
    from surco.evaluate import Point

TRAINING_FOLDER = "annotations/training"
SHIPPED = "models/principles"
_TELLING = ("card.md", "metrics.json")
_NAME = re.compile(r"\w[\w.-]*")


@dataclass(frozen=True, eq=False)
class TrainingData:
    """All that a label model is trained from; in the blocks, what the pipeline knows of them is marked.

    `left_out` are the training documents that the scheme has other labels than.
    """

    name: str
    blocks: tuple[Block, ...]
    labels: tuple[str, ...]
    scheme: str
    cues: CueList
    table: WordTable | None
    settings: ModelSettings
    left_out: tuple[str, ...] = ()


def gather_data(project: Project, *, name: str | None = None, encoder: Encoder | None = None) -> TrainingData:
    """The passages in annotations/training and every passage that a person has done, for the model of that name.

    Settings and word vectors are those of the model before; where there is none, of the project's model, else of the
    shipped one.
    """
    from surco.classify import read_cues
    from surco.scheme import read_scheme

    name = name or project.settings.annotate.model
    if not _NAME.fullmatch(name):
        raise SurcoError(f"{name!r} is no name for a model; use letters, digits, '-', '_' and '.'")
    scheme = read_scheme(project.find_file(project.settings.annotate.scheme))
    training = list(list_training(project))
    fitting = [document for document in training if _list_labels(document) <= set(scheme.ids)]
    settings = _find_settings(project, name)
    if encoder is not None:
        settings = structs.replace(settings, encoder=encoder)
    return TrainingData(
        name=name,
        blocks=_mark_blocks(project, (*fitting, *list_human(project))),
        labels=tuple(scheme.ids),
        scheme=scheme.version,
        cues=read_cues(project.find_file(f"{TRAINING_FOLDER}/cues.toml")),
        table=_find_table(project, name) if settings.encoder == "words" else None,
        settings=settings,
        left_out=tuple(document.head.id for document in training if document not in fitting),
    )


def _list_labels(document: Document) -> set[str]:
    return {label.principle for block in document.blocks for label in block.labels or ()}


def train_model(project: Project, data: TrainingData) -> Model:
    """Train the project's label model anew and save it under the project's root; the same data give the same bytes.

    Card and metrics of the model before are removed: they tell nothing of this one.
    """
    from surco.classify import save_model, train_labels

    if project.root is None:
        raise SurcoError(f"{Path.cwd()}: no surco.toml here or above; start a project with: surco init DIR")
    model = train_labels(
        data.blocks,
        labels=data.labels,
        name=data.name,
        scheme=data.scheme,
        cues=data.cues,
        table=data.table,
        settings=data.settings,
        cache=name_cache(project),
    )
    folder = _name_folder(project, model)
    for name in _TELLING:
        (folder / name).unlink(missing_ok=True)
    save_model(model, folder)
    return model


def document_training(project: Project, model: Model, data: TrainingData) -> Report:
    """Measure the way in which a model was trained, and write its card and metrics beside it.

    Raises SurcoError, and writes nothing, where there is too little data to tell anything.
    """
    from surco.evaluate import document_model

    folder = _name_folder(project, model)
    return document_model(
        model, data.blocks, folder, labels=data.labels, cues=data.cues, cache=name_cache(project)
    )


def evaluate_training(project: Project, data: TrainingData) -> Report:
    """The cross-validated report on these data; raises SurcoError where there are too few."""
    from surco.evaluate import evaluate_labels

    cache = name_cache(project)
    return evaluate_labels(data.blocks, _make_trainer(project, data), labels=data.labels, cache=cache)


def draw_curve(project: Project, data: TrainingData) -> Iterator[Point]:
    """Yield the points of the learning curve; raises SurcoError where there are too few data."""
    from surco.evaluate import draw_learning_curve

    cache = name_cache(project)
    yield from draw_learning_curve(data.blocks, _make_trainer(project, data), labels=data.labels, cache=cache)


def _make_trainer(project: Project, data: TrainingData) -> Trainer:
    from surco.evaluate import make_trainer

    return make_trainer(
        labels=data.labels, scheme=data.scheme, cues=data.cues, table=data.table, settings=data.settings,
        cache=name_cache(project),
    )  # fmt: skip


def read_done(project: Project, paths: Iterable[Path]) -> tuple[Block, ...]:
    """The passages that people have done in these files, marked as those to train on; SurcoError where none is."""
    files = list(paths)
    read = [read_document(path) for path in files]
    done = [
        Document(document.head, tuple(block for block in document.blocks if block.status == "done" and block.is_passage))
        for document in read
    ]
    if not any(document.blocks for document in done):
        raise SurcoError(f"{', '.join(map(str, files))}: no passage has the status 'done'; annotate some first")
    return _mark_blocks(project, done)


def _mark_blocks(project: Project, documents: Iterable[Document]) -> tuple[Block, ...]:
    """The blocks with citations and entities as the pipeline marks them where the model is applied."""
    from surco.citations import annotate_citations
    from surco.entities import read_authority
    from surco.entities.model import load_entity_model
    from surco.entities.trained import mark_entities
    from surco.scheme import read_scheme

    named = project.settings.annotate
    scheme = read_scheme(project.find_file(named.scheme))
    authority = read_authority(project.find_file(named.organisations), project.find_file(named.instruments))
    model = load_entity_model(project.entity_model)
    return tuple(
        block
        for document in documents
        for block in mark_entities(annotate_citations(document.blocks), authority, scheme, model)
    )


def _name_folder(project: Project, model: Model) -> Path:
    return project.folder / "models" / model.name


def name_cache(project: Project) -> Path:
    """The folder in which a sentence encoder keeps its vectors."""
    return project.folder / CACHE_FOLDER / "vectors"


def _find_settings(project: Project, name: str) -> ModelSettings:
    """The settings of the first model that there is and whose format is today's; else the defaults."""
    from surco.classify import Settings, load_model

    for folder in _list_models(project, name):
        try:
            return load_model(folder).head.settings
        except FormatError:
            continue
    return Settings()


def _find_table(project: Project, name: str) -> WordTable:
    from surco.classify import read_table

    folders = _list_models(project, name)
    return read_table(next((folder for folder in folders if (folder / "words.txt").is_file()), folders[-1]))


def _list_models(project: Project, name: str) -> list[Path]:
    """Where a model of that name is or would be, the project's model, and the shipped one."""
    own = [project.folder / "models" / each for each in dict.fromkeys((name, project.settings.annotate.model))]
    return [*own, Project().find_file(SHIPPED)]


def list_training(project: Project) -> Iterator[Document]:
    """Yield the documents of passages written as training material."""
    for path in sorted(project.find_file(TRAINING_FOLDER).glob("*.jsonl")):
        yield read_document(path)


def list_human(project: Project) -> Iterator[Document]:
    """Yield each document that people annotated, with the blocks that are done.

    Of several annotators' versions the adjudicated one counts, else what the majority says; a layer on which there is
    no majority is absent.
    """
    for paths in list_annotated(project).values():
        yield merge_annotators([_read_version(path) for path in paths])


def _read_version(path: Path) -> Document:
    """A document as one annotator has it; the adjudicated one names in its head what it was made of, or nothing."""
    document = read_document(path)
    if path.parent.name != ADJUDICATED or document.head.of is not None:
        return document
    return Document(structs.replace(document.head, of=()), document.blocks)
