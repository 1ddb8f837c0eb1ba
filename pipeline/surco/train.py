"""Training passages and human annotation → the label model of a project, saved in its models folder."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import UNSET, structs

from surco.gold import ADJUDICATED, digest_text, list_annotated, list_ties, merge_annotators
from surco.jsonl import read_document, write_bytes
from surco.records import Block, Document, FormatError, SurcoError
from surco.settings import CACHE_FOLDER, Project

if TYPE_CHECKING:
    from surco.classify import CueList, Model, WordTable
    from surco.classify import Settings as ModelSettings
    from surco.classify.scores import Report
    from surco.classify.validation import Follow, Trainer
    from surco.classify.vectors import Encoder
    from surco.evaluate import Point
    from surco.gold.store import Layer

TRAINING_FOLDER = "annotations/training"
SHIPPED = "models/principles"
TRAINED_ON = "trained_on.json"
"""The file beside a model that names the texts it was trained on, by the beginning of their SHA-256."""
_TELLING = ("card.md", "metrics.json", TRAINED_ON)
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


@dataclass(frozen=True, eq=False)
class FreshData:
    """Passages that people have done and a model was not trained on, marked as those to train on.

    Left out are so many `undecided` passages, so many of them `tied` between annotators, and so many it was `trained` on;
    this is None where the model's folder does not tell.
    """

    blocks: tuple[Block, ...]
    undecided: int
    tied: int
    trained: int | None


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

    What tells of the model before is removed: card, metrics, the texts it was trained on.
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
    write_bytes(_encode_texts(data.blocks), folder / TRAINED_ON)
    return model


def count_passages(data: TrainingData) -> tuple[int, int]:
    """How many passages are trained on, and how many of them people annotated."""
    from surco.classify.training import name_kind, select_passages

    kinds = [name_kind(block) for block in select_passages(data.blocks)]
    return len(kinds), kinds.count("human")


def _encode_texts(blocks: Iterable[Block]) -> bytes:
    from surco.classify.training import select_passages

    texts = sorted({_name_text(block) for block in select_passages(tuple(blocks))})
    return msgspec.json.format(msgspec.json.encode(texts), indent=1) + b"\n"


def _read_texts(folder: Path) -> frozenset[str] | None:
    path = folder / TRAINED_ON
    try:
        return msgspec.json.decode(path.read_bytes(), type=frozenset[str]) if path.is_file() else None
    except msgspec.DecodeError as error:
        raise FormatError(f"{path}: {error}; train the model again: surco train labels") from error


def _name_text(block: Block) -> str:
    return digest_text(block.text)[:12]


def document_training(project: Project, model: Model, data: TrainingData, *, follow: Follow = iter) -> Report:
    """Measure the way in which a model was trained, and write its card and metrics beside it.

    Raises SurcoError, and writes nothing, where there is too little data to tell anything.
    """
    from surco.evaluate import document_model

    folder = _name_folder(project, model)
    return document_model(
        model, data.blocks, folder, labels=data.labels, cues=data.cues, cache=name_cache(project), follow=follow
    )


def evaluate_training(project: Project, data: TrainingData, *, follow: Follow = iter) -> Report:
    """The cross-validated report on these data; raises SurcoError where there are too few."""
    from surco.evaluate import evaluate_labels

    cache = name_cache(project)
    return evaluate_labels(data.blocks, _make_trainer(project, data), labels=data.labels, cache=cache, follow=follow)


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


def gather_fresh(project: Project, paths: Iterable[Path]) -> FreshData:
    """The passages of these files to measure the project's model on; raises SurcoError where none is left.

    Several annotators' versions of a document are one, as `list_human` has them.
    """
    files = list(paths)
    groups = group_versions(files)
    done = [_keep(merge_annotators(versions), _is_settled) for versions in groups]
    trained = _read_texts(project.model)
    fresh = [_keep(document, lambda block: _name_text(block) not in (trained or ())) for document in done]
    count, left = (sum(len(document.blocks) for document in documents) for documents in (done, fresh))
    if not left:
        more = f" and {len(files) - 1} more" if len(files) > 1 else ""
        raise SurcoError(f"{files[0]}{more}: {_explain_lack(project, count)}")
    touched = len({(block.id, block.text) for one in groups for each in one for block in each.blocks if _is_touched(block)})
    tied = sum(len(list_ties(versions, "labels")) for versions in groups)
    return FreshData(_mark_blocks(project, fresh), touched - count, tied, None if trained is None else count - left)


def group_versions(paths: Iterable[Path]) -> list[list[Document]]:
    """The documents in these files; several annotators' versions of one are together."""
    groups: dict[str, list[Document]] = {}
    for path in paths:
        document = _read_version(path)
        groups.setdefault(document.head.id, []).append(document)
    return list(groups.values())


def _explain_lack(project: Project, done: int) -> str:
    if not done:
        return "no passage has the status 'done'; annotate some first"
    return (
        f"models/{project.model.name} was trained on all {done} passages done there, so its figures would flatter it; "
        "name others, or cross-validate with: surco evaluate labels"
    )


def _is_settled(block: Block) -> bool:
    return block.is_passage and block.status == "done" and block.labels is not UNSET


def _is_touched(block: Block) -> bool:
    return block.is_passage and block.status in ("open", "done")


def _keep(document: Document, wanted: Callable[[Block], bool]) -> Document:
    return Document(document.head, tuple(filter(wanted, document.blocks)))


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
        yield merge_annotators(list(map(_read_version, paths)))


def count_ties(project: Project, layer: Layer) -> int:
    """How many passages people have done whose layer `list_human` leaves out, as no majority decides and nobody did."""
    versions = (list(map(_read_version, paths)) for paths in list_annotated(project).values())
    return sum(len(list_ties(one, layer)) for one in versions)


def _read_version(path: Path) -> Document:
    """A document as one annotator has it; the adjudicated one names in its head what it was made of, or nothing."""
    document = read_document(path)
    if path.parent.name != ADJUDICATED or document.head.of is not None:
        return document
    return Document(structs.replace(document.head, of=()), document.blocks)
