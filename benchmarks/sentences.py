"""Sentence boundaries: errors and speed of Surco's rules beside other splitters, each where it is installed.

    python benchmarks/sentences.py

Columns: errors (wrong splits + missed boundaries) in 100 sentences, for the case tables of tests/test_segment.py and,
where ../shared/data/treebanks is there, for three treebanks. The rules were tuned on AnCora and on the cases; the cases
follow Surco's own conventions, so the treebanks are the fairer comparison.
"""

import importlib
import re
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TREEBANKS = ROOT.parent / "shared" / "data" / "treebanks"
# A boundary after a headline without a full stop cannot be seen in the text: no passage runs across one.
SEEN_END = re.compile(r"[.!?…][\"'”’»)\]]*\Z")

Splitter = Callable[[str], list[int]]
Passage = list[str]


def load_surco() -> Splitter:
    sys.path.insert(0, str(ROOT / "pipeline"))
    from surco.segment import split_sentences

    return lambda text: [start for start, _ in split_sentences(text)]


def load_pysbd() -> Splitter:
    segmenter = importlib.import_module("pysbd").Segmenter(language="es", clean=False)
    return lambda text: find_starts(text, segmenter.segment(text))


def load_sentencesplit() -> Splitter:
    segmenter = importlib.import_module("sentencesplit").Segmenter(language="es", clean=False)
    return lambda text: find_starts(text, segmenter.segment(text))


def load_sentencizer() -> Splitter:
    nlp = importlib.import_module("spacy").blank("es")
    nlp.add_pipe("sentencizer")
    return lambda text: [sentence.start_char for sentence in nlp(text).sents]


SPLITTERS = {
    "surco": ("surco", load_surco),
    "sentencesplit": ("sentencesplit", load_sentencesplit),
    "pysbd": ("pysbd", load_pysbd),
    "spaCy sentencizer": ("spacy", load_sentencizer),
}


def find_starts(text: str, sentences: Iterable[str]) -> list[int]:
    """Give where each sentence starts, for splitters that return strings."""
    starts, position = [], 0
    for sentence in map(str.strip, sentences):
        found = text.find(sentence, position)
        if sentence and found >= 0:
            starts.append(found)
            position = found + len(sentence)
    return starts


def read_treebank(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (document, sentence); in PUD the document is the beginning of the sentence's id."""
    document = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# sent_id = "):
            name = line.removeprefix("# sent_id = ")
            document = name.rpartition("-s")[0] or name[:6]
        elif line.startswith("# text = "):
            yield document, line.removeprefix("# text = ")


def join_passages(sentences: Iterable[tuple[str, str]]) -> Iterator[Passage]:
    """Yield passages of two to six consecutive sentences of one document."""
    size = 2
    for _, group in groupby(sentences, key=lambda pair: pair[0]):
        passage: Passage = []
        for _, sentence in group:
            if passage and (len(passage) == size or not SEEN_END.search(passage[-1])):
                yield passage
                passage, size = [], size + 1 if size < 6 else 2
            passage.append(sentence.strip())
        yield passage


def count_errors(passages: Iterable[Passage], split: Splitter) -> int:
    errors = 0
    for passage in passages:
        gold, position = {0}, 0
        for sentence in passage[:-1]:
            position += len(sentence) + 1
            gold.add(position)
        errors += len(gold ^ {0, *split(" ".join(passage))})
    return errors


def measure_speed(passages: Iterable[Passage], split: Splitter) -> float:
    """Million characters a second, passage by passage."""
    texts = [" ".join(passage) for passage in passages]
    begin = time.perf_counter()
    for text in texts:
        split(text)
    return sum(map(len, texts)) / (time.perf_counter() - begin) / 1e6


def collect_corpora() -> dict[str, list[Passage]]:
    sys.path[:0] = [str(ROOT / "pipeline"), str(ROOT / "tests")]
    tables = importlib.import_module("test_segment")
    corpora = {
        name: [[sentence.strip() for sentence in row.split("‖")] for row in rows]
        for name, rows in (("cases", tables.CASES), ("held-out", tables.HELD_OUT))
    }
    for path in sorted(TREEBANKS.glob("es_*.conllu")):
        corpora[path.name.split("-")[0].removeprefix("es_")] = list(join_passages(read_treebank(path)))
    return corpora


def main() -> None:
    warnings.simplefilter("ignore")
    corpora = collect_corpora()
    sizes = {name: sum(map(len, passages)) for name, passages in corpora.items()}
    print("errors in 100 sentences".ljust(24) + "".join(name.rjust(10) for name in corpora) + "   Mchar/s")
    print("sentences".ljust(24) + "".join(str(size).rjust(10) for size in sizes.values()))
    for name, (package, load) in SPLITTERS.items():
        if package != "surco" and find_spec(package) is None:
            print(f"{name.ljust(24)} not installed")
            continue
        split = load()
        rates = [100 * count_errors(passages, split) / sizes[corpus] for corpus, passages in corpora.items()]
        speed = measure_speed((passage for passages in corpora.values() for passage in passages), split)
        print(name.ljust(24) + "".join(f"{rate:10.2f}" for rate in rates) + f"{speed:10.2f}")


if __name__ == "__main__":
    main()
