"""Entities: speed and hits of Surco's rules, without and with a trained layer, beside spaCy's EntityRuler with the same
authority file and spaCy's NER, where spaCy is installed.

    python benchmarks/entities.py

The text is that of the three sample articles, citations marked; hits are strict spans of the last one's annotation, and what is trained
learns from the other two. The rules were written with these articles in sight, so their own hits flatter them: only the distance between
the trained ones tells. The ruler gets every form of the authority file as a phrase matched in any case.
"""

import importlib
import random
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "tests" / "data" / "samples"
TIMES = 3
ROUNDS = 10
"""Rounds over the sentences in which spaCy's NER is trained; more did not help."""
sys.path[:0] = [str(ROOT / "pipeline"), str(SAMPLES)]

from markup import read_printed  # noqa: E402

from surco.entities import read_authority  # noqa: E402
from surco.entities.trained import mark_entities, train_entities  # noqa: E402
from surco.records import UNMARKED, UNSET, Block, replace  # noqa: E402
from surco.scheme import read_scheme  # noqa: E402

Spans = set[tuple[int, int, str]]
Finder = Callable[[Sequence[Block]], list[Spans]]
Articles = Sequence[Sequence[Block]]

AUTHORITY = read_authority(
    ROOT / "annotations" / "authority" / "organisations.csv", ROOT / "annotations" / "authority" / "instruments.csv"
)
SCHEME = read_scheme(ROOT / "annotations" / "scheme.toml")


def read_samples() -> list[list[Block]]:
    """The blocks of each sample article, with their true spans."""
    return [
        [replace(printed.block, id=f"{path.stem}/{number:04}") for number, printed in enumerate(read_printed(path))]
        for path in sorted(SAMPLES.glob("*.src"))
    ]


def load_rules(training: Articles) -> Finder:
    return lambda blocks: [spans_of(block) for block in mark_entities(blocks, AUTHORITY, SCHEME, None)]


def load_both(training: Articles) -> Finder:
    model = train_entities(training, AUTHORITY, SCHEME)
    return lambda blocks: [spans_of(block) for block in mark_entities(blocks, AUTHORITY, SCHEME, model)]


def load_ruler(training: Articles) -> Finder:
    nlp = importlib.import_module("spacy").blank("es")
    ruler = nlp.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
    forms = {(form.text, form.label) for entry in AUTHORITY.entries for form in entry.forms}
    ruler.add_patterns([{"label": label, "pattern": text} for text, label in sorted(forms)])
    return lambda blocks: [spans_in(doc) for doc in nlp.pipe(block.text for block in blocks)]


def load_ner(training: Articles) -> Finder:
    spacy = importlib.import_module("spacy")
    example = importlib.import_module("spacy.training").Example
    spacy.util.fix_random_seed(0)
    nlp = spacy.blank("es")
    nlp.add_pipe("ner")
    warnings.filterwarnings("ignore", message=".W030")  # a name that ends inside one of spaCy's tokens is not learnt
    docs = [nlp.make_doc(block.text) for blocks in training for block in blocks if block.type not in UNMARKED]
    true = [spans_of(block) for blocks in training for block in blocks if block.type not in UNMARKED]
    examples = [
        example.from_dict(doc, {"entities": sorted(spans)}) for doc, spans in zip(docs, true, strict=True) if len(doc)
    ]
    optimizer = nlp.initialize(lambda: examples)
    order = random.Random(0)
    for _ in range(ROUNDS):
        order.shuffle(examples)
        for batch in spacy.util.minibatch(examples, size=8):
            nlp.update(batch, sgd=optimizer, drop=0.2)
    return lambda blocks: [spans_in(doc) for doc in nlp.pipe(block.text for block in blocks)]


FINDERS = {
    "surco, rules": ("surco", load_rules),
    "surco, rules + CRF": ("surco", load_both),
    "spaCy EntityRuler": ("spacy", load_ruler),
    "spaCy NER, trained": ("spacy", load_ner),
}


def spans_of(block: Block) -> Spans:
    return {(entity.start, entity.end, entity.label) for entity in block.entities or ()}


def spans_in(doc: object) -> Spans:
    return {(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents}  # type: ignore[attr-defined]


def strip(blocks: Sequence[Block]) -> list[Block]:
    return [replace(block, entities=UNSET) for block in blocks]


def score_finder(finder: Finder, blocks: Sequence[Block]) -> dict[str, str]:
    """Precision and recall of an article by label, as shown."""
    right, true, found = Counter[str](), Counter[str](), Counter[str]()
    for block, spans in zip(blocks, finder(strip(blocks)), strict=True):
        if block.type not in UNMARKED:
            gold = spans_of(block)
            for counter, some in ((right, gold & spans), (true, gold), (found, spans)):
                counter.update(label for _, _, label in some)
    return {label: show_score(right[label], true[label], found[label]) for label in ("ORG", "TREATY", "PRINCIPLE")}


def time_finder(finder: Finder, articles: Articles) -> float:
    """Words a second on one core, the dictionaries warm: the best of some rounds."""
    bare = [strip(blocks) for blocks in articles]
    words = sum(len(block.text.split()) for blocks in bare for block in blocks)
    taken = []
    for _ in range(TIMES):
        start = time.process_time()
        for blocks in bare:
            finder(blocks)
        taken.append(time.process_time() - start)
    return words / min(taken)


def show_score(right: int, true: int, found: int) -> str:
    precision, recall = right / found if found else 1.0, right / true if true else 1.0
    return f"{precision:.2f}/{recall:.2f}"


def main() -> None:
    *training, tested = articles = read_samples()
    print(f"{'':20}{'words/s':>10}   P/R of ORG  TREATY     PRINCIPLE   seconds to load and train")
    for name, (module, load) in FINDERS.items():
        if module != "surco" and not find_spec(module):
            print(f"{name:20} not installed")
            continue
        start = time.process_time()
        finder = load(training)
        loaded = time.process_time() - start
        cells = "   ".join(score_finder(finder, tested).values())
        print(f"{name:20}{time_finder(finder, articles):>10,.0f}   {cells}   {loaded:.1f}")


if __name__ == "__main__":
    main()
