"""A document of blocks → the same with sentences, citations, entities and labels: the order of the stages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec import structs

from surco.records import Block, Document, replace
from surco.segment import split_sentences
from surco.settings import CACHE_FOLDER, Project

if TYPE_CHECKING:
    from surco.classify import Model
    from surco.entities import Authority
    from surco.entities.model import EntityModel
    from surco.scheme import Scheme


class Tools(NamedTuple):
    """What the stages need beside the text; loaded once, used for many documents."""

    authority: Authority
    scheme: Scheme
    model: Model
    abstention: float = 0.0
    entity_model: EntityModel | None = None
    cache: Path | None = None


def load_tools(project: Project) -> Tools:
    """The scheme, authority files and model of a project; raises FormatError where one is missing or broken."""
    from surco.classify import load_model
    from surco.entities import read_authority
    from surco.entities.model import load_entity_model
    from surco.scheme import read_scheme

    named = project.settings.annotate
    authority = read_authority(project.find_file(named.organisations), project.find_file(named.instruments))
    scheme = read_scheme(project.find_file(named.scheme))
    model = load_model(project.model)
    cache = project.folder / CACHE_FOLDER / "vectors" if project.root is not None else None
    return Tools(authority, scheme, model, named.abstention, load_entity_model(project.entity_model), cache)


def annotate_document(document: Document, tools: Tools) -> Document:
    """The document with every layer of annotation; its text is left as it is."""
    from surco.citations import annotate_citations
    from surco.classify import predict_labels
    from surco.entities.trained import mark_entities

    blocks = tuple(_mark_sentences(block) for block in document.blocks)
    blocks = annotate_citations(blocks)
    blocks = mark_entities(blocks, tools.authority, tools.scheme, tools.entity_model)
    blocks = predict_labels(blocks, tools.model, abstain=tools.abstention, cache=tools.cache)
    return structs.replace(document, blocks=blocks)


def annotate_documents(documents: Iterable[Document], tools: Tools) -> Iterator[Document]:
    """Yield each document annotated, in their order."""
    for document in documents:
        yield annotate_document(document, tools)


def _mark_sentences(block: Block) -> Block:
    return replace(block, sentences=tuple(split_sentences(block.text))) if block.is_passage else block
