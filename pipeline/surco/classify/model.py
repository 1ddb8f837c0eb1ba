"""A trained classifier of passages: its arrays, saved without pickle and read again, and the digest that names them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from surco.classify.cues import Cue, CueList
from surco.classify.features import NAMED, OWN, STANCE_WIDTH, Reader, Vocabulary
from surco.classify.vectors import SIZES, Encoder, WordTable, encode_array, read_array, read_table
from surco.jsonl import write_bytes
from surco.records import FormatError

Floats = NDArray[np.float64]

FORMAT = 2
FILES = ("model.json", "weights.npy", "words.txt", "vectors.npy")
"""What the digest is made of; the card and the metrics tell about a model and are no part of it."""
DIGITS = 5


class Settings(msgspec.Struct, frozen=True):
    """How a classifier is trained; the strengths say how much a kind of feature may count before it costs.

    The shares are those of articles, wanted where the training passages are written for the purpose and have others:
    passages without a label, names that are labels, labels that are questioned.
    """

    encoder: Encoder = "words"
    words: float = 6.0
    vectors: float = 2.0
    cues: float = 1.0
    strictness: float = 1.0
    least: int = 2
    folds: int = 5
    empty_share: float | None = None
    named_share: float | None = None
    questioned_share: float | None = None


class _Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What model.json holds: everything but the wide arrays."""

    format: int
    name: str
    scheme: str
    data: str
    settings: Settings
    labels: tuple[str, ...]
    own: tuple[tuple[float, ...], ...]
    bias: tuple[float, ...]
    calibration: tuple[tuple[float, float], ...]
    thresholds: tuple[float, ...]
    named: tuple[float, ...]
    named_bias: float
    named_calibration: tuple[float, float]
    stance: tuple[float, ...]
    stance_bias: float
    stance_calibration: tuple[float, float]
    stance_threshold: float
    cues: tuple[Cue, ...]
    cue_weights: tuple[float, ...]
    negators: tuple[str, ...]
    doubts: tuple[str, ...]
    topic: tuple[str, ...]
    vocabulary: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Model:
    """One linear classifier a label for passages that do not name it, one for names, one for the stance.

    `wide` has a row for each label, one for names and a last one for the stance; its columns are the vocabulary's terms,
    then the parts of the vector, less `centre`. `frequency` are the terms' weights (inverse document frequency).
    """

    head: _Head
    frequency: Floats
    wide: Floats
    centre: Floats
    table: WordTable | None

    @property
    def name(self) -> str:
        return self.head.name

    @property
    def labels(self) -> tuple[str, ...]:
        return self.head.labels

    @property
    def named_row(self) -> int:
        return len(self.labels)

    @property
    def stance_row(self) -> int:
        return len(self.labels) + 1

    @property
    def meaning(self) -> Floats:
        """The part of `wide` for vectors."""
        return self.wide[:, len(self.head.vocabulary) :]

    @cached_property
    def own(self) -> Floats:
        """Labels by OWN: the weights of the evidence."""
        return np.array(self.head.own)

    @property
    def cue_list(self) -> CueList:
        head = self.head
        return CueList(head.cues, head.negators, head.doubts, head.topic)

    @cached_property
    def reader(self) -> Reader:
        return Reader(self.cue_list)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return Vocabulary(self.head.vocabulary, self.frequency)

    @cached_property
    def word_weights(self) -> dict[str, float]:
        """How much a word counts in a passage's vector: the rarer, the more."""
        weights = zip(self.head.vocabulary, self.frequency, strict=True)
        return {term: float(weight) for term, weight in weights if " " not in term}

    @cached_property
    def source(self) -> str:
        """What stands on every label that the model gives, such as `model:principles@3f9c01ab`."""
        return f"model:{self.name}@{self.digest}"

    @cached_property
    def digest(self) -> str:
        """Eight hexadecimal digits that name the model's content."""
        whole = hashlib.sha256()
        for name, data in encode_model(self).items():
            whole.update(f"{name}\0{len(data)}\0".encode())
            whole.update(data)
        return whole.hexdigest()[:8]


def round_floats(values: Any) -> Floats:
    """Numbers as they are saved, so that a model fresh from training and one read from disk give the same scores."""
    return np.asarray(np.round(np.asarray(values, dtype=np.float64), DIGITS) + 0.0, dtype=np.float64)


def encode_model(model: Model) -> dict[str, bytes]:
    """The content of each file of the model, the same bytes for the same model."""
    top = np.concatenate([model.frequency, model.centre])
    files = {
        "model.json": msgspec.json.format(msgspec.json.encode(model.head), indent=1) + b"\n",
        "weights.npy": encode_array(np.vstack([top, model.wide]).astype("<f8")),
    }
    if model.table is not None:
        files["words.txt"] = "".join(f"{word}\n" for word in model.table.words).encode()
        files["vectors.npy"] = encode_array(model.table.rows)
    return files


def save_model(model: Model, folder: Path) -> None:
    """Write the model's files into a folder; files of an older model that this one lacks are removed."""
    files = encode_model(model)
    for name in FILES:
        if name in files:
            write_bytes(files[name], folder / name)
        else:
            (folder / name).unlink(missing_ok=True)


def load_model(folder: Path) -> Model:
    """The model in a folder; raises FormatError where a file is missing, damaged or of another format."""
    path = folder / "model.json"
    try:
        head = msgspec.json.decode(path.read_bytes(), type=_Head)
    except OSError as error:
        raise FormatError(f"{folder}: no model here ({error.strerror}); train one: surco train labels") from error
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise FormatError(f"{path}: {error}; train the model again: surco train labels") from error
    if head.format != FORMAT:
        raise FormatError(f"{path}: format {head.format} is of another surco; train again: surco train labels")
    table = read_table(folder) if head.settings.encoder == "words" else None
    arrays = read_array(folder / "weights.npy")
    terms = len(head.vocabulary)
    size = table.size if table else SIZES[head.settings.encoder]
    shape = (len(head.labels) + 3, terms + size)
    if arrays.shape != shape or arrays.dtype.kind != "f" or not np.isfinite(arrays).all():
        raise FormatError(f"{folder / 'weights.npy'}: does not fit model.json; restore both from the same model")
    _check_head(head, path)
    return Model(head, arrays[0, :terms], arrays[1:], arrays[0, terms:], table)


def _check_head(head: _Head, path: Path) -> None:
    count = len(head.labels)
    fits = (
        all(len(row) == len(OWN) for row in head.own)
        and all(len(values) == count for values in (head.own, head.bias, head.calibration, head.thresholds))
        and len(head.named) == len(NAMED) + count
        and len(head.stance) == STANCE_WIDTH + count
        and len(head.cue_weights) == len(head.cues)
    )
    if not fits:
        raise FormatError(f"{path}: lists of different length; train the model again: surco train labels")
