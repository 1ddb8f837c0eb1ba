"""Training passages and human annotation → the label model of a project, saved in its models folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from surco.gold import ADJUDICATED
from surco.jsonl import read_document
from surco.records import Block, Document, FormatError, SurcoError
from surco.settings import GOLD_FOLDER, Project

if TYPE_CHECKING:
    from surco.classify import Model
    from surco.classify import Settings as ModelSettings

TRAINING_FOLDER = "annotations/training"


def train_model(project: Project) -> Model:
    """Train the project's label model anew and save it under the project's root; the same data give the same bytes.

    It learns from the passages in annotations/training and from every passage that a person has done; settings and
    word vectors are those of the model before.
    """
    from surco.citations import annotate_citations
    from surco.classify import read_cues, read_table, save_model, train_labels
    from surco.entities import annotate_entities, read_authority
    from surco.scheme import read_scheme

    if project.root is None:
        raise SurcoError(f"{Path.cwd()}: no surco.toml here or above; start a project with: surco init DIR")
    named = project.settings.annotate
    scheme = read_scheme(project.find_file(named.scheme))
    authority = read_authority(project.find_file(named.organisations), project.find_file(named.instruments))
    blocks: list[Block] = []
    for document in (*list_training(project), *list_human(project)):
        blocks.extend(annotate_entities(annotate_citations(document.blocks), authority, scheme))
    model = train_labels(
        blocks,
        labels=scheme.ids,
        name=named.model,
        scheme=scheme.version,
        cues=read_cues(project.find_file(f"{TRAINING_FOLDER}/cues.toml")),
        table=read_table(project.model),
        settings=_find_settings(project),
    )
    save_model(model, project.folder / "models" / model.name)
    return model


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
