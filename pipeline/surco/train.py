"""Training passages and human annotation → the label model of a project, saved in its models folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from surco.gold import ADJUDICATED
from surco.jsonl import read_document
from surco.records import Block, Document, FormatError, SurcoError
from surco.settings import CACHE_FOLDER, GOLD_FOLDER, Project

if TYPE_CHECKING:
    from surco.classify import CueList, Model, WordTable
    from surco.classify import Settings as ModelSettings
    from surco.classify.scores import Report
    from surco.classify.validation import Trainer
    from surco.evaluate import Point

TRAINING_FOLDER = "annotations/training"
_TELLING = ("card.md", "metrics.json")


@dataclass(frozen=True, eq=False)
class TrainingData:
    """All that a label model is trained from; in the blocks, what the pipeline knows of them is marked."""

    blocks: tuple[Block, ...]
    labels: tuple[str, ...]
    scheme: str
    cues: CueList
    table: WordTable | None
    settings: ModelSettings | None


def gather_data(project: Project) -> TrainingData:
    """The passages in annotations/training and every passage that a person has done.

    Settings and word vectors are those of the model before.
    """
    from surco.classify import read_cues, read_table
    from surco.scheme import read_scheme

    scheme = read_scheme(project.find_file(project.settings.annotate.scheme))
    settings = _find_settings(project)
    return TrainingData(
        blocks=_mark_blocks(project, (*list_training(project), *list_human(project))),
        labels=tuple(scheme.ids),
        scheme=scheme.version,
        cues=read_cues(project.find_file(f"{TRAINING_FOLDER}/cues.toml")),
        table=read_table(project.model) if settings is None or settings.encoder == "words" else None,
        settings=settings,
    )


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
        name=project.settings.annotate.model,
        scheme=data.scheme,
        cues=data.cues,
        table=data.table,
        settings=data.settings,
        cache=_name_cache(project),
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
        model, data.blocks, folder, labels=data.labels, cues=data.cues, cache=_name_cache(project)
    )


def evaluate_training(project: Project, data: TrainingData) -> Report:
    """The cross-validated report on these data; raises SurcoError where there are too few."""
    from surco.evaluate import evaluate_labels

    return evaluate_labels(data.blocks, _make_trainer(project, data), labels=data.labels)


def draw_curve(project: Project, data: TrainingData) -> Iterator[Point]:
    """Yield the points of the learning curve; raises SurcoError where there are too few data."""
    from surco.evaluate import draw_learning_curve

    yield from draw_learning_curve(data.blocks, _make_trainer(project, data), labels=data.labels)


def _make_trainer(project: Project, data: TrainingData) -> Trainer:
    from surco.evaluate import make_trainer

    return make_trainer(
        labels=data.labels, scheme=data.scheme, cues=data.cues, table=data.table, settings=data.settings,
        cache=_name_cache(project),
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
    from surco.entities import annotate_entities, read_authority
    from surco.scheme import read_scheme

    named = project.settings.annotate
    scheme = read_scheme(project.find_file(named.scheme))
    authority = read_authority(project.find_file(named.organisations), project.find_file(named.instruments))
    return tuple(
        block
        for document in documents
        for block in annotate_entities(annotate_citations(document.blocks), authority, scheme)
    )


def _name_folder(project: Project, model: Model) -> Path:
    return project.folder / "models" / model.name


def _name_cache(project: Project) -> Path:
    return project.folder / CACHE_FOLDER / "vectors"


def _find_settings(project: Project) -> ModelSettings | None:
    """The settings of the model before; None where there is none, or one of an older format."""
    from surco.classify import load_model

    try:
        return load_model(project.model).head.settings
    except FormatError:
        return None


def list_training(project: Project) -> Iterator[Document]:
    """Yield the documents of passages written as training material."""
    for path in sorted(project.find_file(TRAINING_FOLDER).glob("*.jsonl")):
        yield read_document(path)


def list_human(project: Project) -> Iterator[Document]:
    """Yield each document that people annotated, with the blocks that are done: the adjudicated ones before others."""
    by_id: dict[str, list[Path]] = {}
    for path in sorted((project.folder / GOLD_FOLDER).glob("*/*.jsonl")):
        by_id.setdefault(path.stem, []).append(path)
    for _, paths in sorted(by_id.items()):
        done: dict[str, Block] = {}
        for path in sorted(paths, key=lambda path: (path.parent.name != ADJUDICATED, path.parent.name)):
            document = read_document(path)
            for block in document.blocks:
                if block.status == "done":
                    done.setdefault(block.id, block)
        yield Document(document.head, tuple(done.values()))
