"""A trained layer of entities: saved as a folder of two files without pickle, read again, and the digest that names it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from surco.jsonl import write_bytes
from surco.records import Block, FormatError

FORMAT = 1
HEAD_FILE, WEIGHTS_FILE = "model.json", "model.crfsuite"
"""What the digest is made of; the card and the metrics tell about a model and are no part of it."""


class Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What model.json holds: from how much a model was trained, the digest of it, and what it saw: ids of names, digests
    of texts."""

    format: int
    name: str
    scheme: str
    data: str
    documents: int
    blocks: int
    sentences: int
    names: tuple[str, ...]
    texts: tuple[str, ...]
    weights: str


@dataclass(frozen=True, eq=False)
class EntityModel:
    """A trained CRF: what is known of it, and its weights as python-crfsuite writes them."""

    head: Head
    weights: bytes

    @property
    def name(self) -> str:
        return self.head.name

    @cached_property
    def source(self) -> str:
        """What stands on every entity that the model finds, such as `model:entities@3f9c01ab`."""
        return f"model:{self.name}@{self.digest}"

    @cached_property
    def digest(self) -> str:
        """Eight hexadecimal digits that name the model's content."""
        return hashlib.sha256(encode_head(self.head) + self.weights).hexdigest()[:8]

    @cached_property
    def texts(self) -> frozenset[str]:
        """The blocks that the model was trained on, as `name_text` gives them."""
        return frozenset(self.head.texts)

    @cached_property
    def tagger(self) -> Any:
        """The CRF, ready to tag."""
        import pycrfsuite

        tagger = pycrfsuite.Tagger()
        tagger.open_inmemory(self.weights)
        return tagger

    @cached_property
    def labels(self) -> frozenset[str]:
        return frozenset(self.tagger.labels())


def name_text(block: Block) -> str:
    """Twelve hexadecimal digits that name a block's text."""
    return hashlib.sha256(block.text.encode()).hexdigest()[:12]


def digest_weights(weights: bytes) -> str:
    """The SHA-256 of a model's weights, by which model.json knows them."""
    return hashlib.sha256(weights).hexdigest()


def encode_head(head: Head) -> bytes:
    """The content of model.json, the same bytes for the same model."""
    return msgspec.json.format(msgspec.json.encode(head), indent=1) + b"\n"


def save_model(model: EntityModel, folder: Path) -> None:
    """Write the model's files into a folder."""
    write_bytes(model.weights, folder / WEIGHTS_FILE)
    write_bytes(encode_head(model.head), folder / HEAD_FILE)


def load_entity_model(folder: Path | None) -> EntityModel | None:
    """The model in a folder, or none where none is named; raises FormatError where a file is missing or damaged.

    The weights are parsed by C code: only those that model.json knows are given to it. Load models that you trust.
    """
    if folder is None:
        return None
    path = folder / HEAD_FILE
    try:
        head = msgspec.json.decode(path.read_bytes(), type=Head)
        weights = (folder / WEIGHTS_FILE).read_bytes()
    except OSError as error:
        raise FormatError(f"{folder}: no model here ({error.strerror}); train one: surco train entities") from error
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise FormatError(f"{path}: {error}; train the model again: surco train entities") from error
    if head.format != FORMAT:
        raise FormatError(f"{path}: format {head.format} is of another surco; train again: surco train entities")
    if digest_weights(weights) != head.weights:
        raise FormatError(f"{folder / WEIGHTS_FILE}: does not fit model.json; restore both from the same model")
    return EntityModel(head, weights)
