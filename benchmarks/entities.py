"""Entities: speed and hits of Surco's rules beside spaCy's EntityRuler with the same authority file, where spaCy is installed.

    python benchmarks/entities.py

The text is that of the three sample articles, citations marked, five times over; hits are strict spans of their own annotation. The ruler
gets every form of the authority file as a phrase matched in any case.
"""

import importlib
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "tests" / "data" / "samples"
TIMES = 5
sys.path[:0] = [str(ROOT / "pipeline"), str(SAMPLES)]

from markup import read_printed  # noqa: E402

from surco.entities import annotate_entities, read_authority  # noqa: E402
from surco.records import UNMARKED, UNSET, Block, replace  # noqa: E402
from surco.scheme import read_scheme  # noqa: E402

Spans = set[tuple[int, int, str]]
Finder = Callable[[Sequence[Block]], list[Spans]]

AUTHORITY = read_authority(
    ROOT / "annotations" / "authority" / "organisations.csv", ROOT / "annotations" / "authority" / "instruments.csv"
)


def read_samples() -> list[list[Block]]:
    """The blocks of each sample article, with their true spans."""
    return [
        [replace(printed.block, id=f"{path.stem}/{number:04}") for number, printed in enumerate(read_printed(path))]
        for path in sorted(SAMPLES.glob("*.src"))
    ]


def load_surco() -> Finder:
    scheme = read_scheme(ROOT / "annotations" / "scheme.toml")
    return lambda blocks: [spans_of(block) for block in annotate_entities(blocks, AUTHORITY, scheme)]


def load_ruler() -> Finder:
    nlp = importlib.import_module("spacy").blank("es")
    ruler = nlp.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
    forms = {(form.text, form.label) for entry in AUTHORITY.entries for form in entry.forms}
    ruler.add_patterns([{"label": label, "pattern": text} for text, label in sorted(forms)])

    def find(blocks: Sequence[Block]) -> list[Spans]:
        docs = nlp.pipe(block.text for block in blocks)
        return [{(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents} for doc in docs]

    return find


FINDERS = {"surco": ("surco", load_surco), "spaCy EntityRuler": ("spacy", load_ruler)}


def spans_of(block: Block) -> Spans:
    return {(entity.start, entity.end, entity.label) for entity in block.entities or ()}


def score_finder(finder: Finder, articles: list[list[Block]]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Right, true and found spans by label."""
    right: Counter[str] = Counter()
    true: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for blocks in articles:
        bare = [replace(block, entities=UNSET) for block in blocks]
        for block, spans in zip(blocks, finder(bare), strict=True):
            if block.type in UNMARKED:
                continue
            gold = spans_of(block)
            for counter, some in ((right, gold & spans), (true, gold), (found, spans)):
                counter.update(label for _, _, label in some)
    return right, true, found


def time_finder(finder: Finder, articles: list[list[Block]]) -> float:
    """Words a second on one core, the dictionaries warm."""
    bare = [[replace(block, entities=UNSET) for block in blocks] for blocks in articles]
    words = TIMES * sum(len(block.text.split()) for blocks in bare for block in blocks)
    start = time.process_time()
    for _ in range(TIMES):
        for blocks in bare:
            finder(blocks)
    return words / (time.process_time() - start)


def show_score(right: int, true: int, found: int) -> str:
    precision, recall = right / found if found else 1.0, right / true if true else 1.0
    return f"{precision:.2f}/{recall:.2f}"


def main() -> None:
    articles = read_samples()
    print(f"{'':20}{'words/s':>10}   P/R of ORG  TREATY     PRINCIPLE")
    for name, (module, load) in FINDERS.items():
        if module != "surco" and not find_spec(module):
            print(f"{name:20} not installed")
            continue
        finder = load()
        right, true, found = score_finder(finder, articles)
        cells = "   ".join(
            show_score(right[label], true[label], found[label]) for label in ("ORG", "TREATY", "PRINCIPLE")
        )
        print(f"{name:20}{time_finder(finder, articles):>10,.0f}   {cells}")


if __name__ == "__main__":
    main()
