"""Annotation simulated: how many passages must be annotated with `surco suggest`, and at random, for nearly the full score.

    python benchmarks/suggestion.py [SPLITS]

The training passages play the articles. One fifth, by situation, is held out; of the others a model is trained on
SEED passages at random, then on a fifth more at a time, chosen by the model or at random, until macro F1 on the fifth
held out is 90 % of that with all passages. Prints a line for each split and choice; ten minutes a split.
"""

import random
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "pipeline"))

from msgspec.structs import replace  # noqa: E402

from surco.classify import Model  # noqa: E402
from surco.classify.suggestion import count_wavering, suggest_passages  # noqa: E402
from surco.classify.training import split_groups  # noqa: E402
from surco.classify.validation import Held, Trainer, make_report  # noqa: E402
from surco.evaluate import make_trainer  # noqa: E402
from surco.records import UNSET, Block  # noqa: E402
from surco.settings import find_project  # noqa: E402
from surco.train import gather_data  # noqa: E402

SEED, MORE = 200, 0.2
SHARE = 0.9
Choose = Callable[[Sequence[Block], Model, int], list[Block]]


def main(splits: int) -> None:
    """Print how many passages each way of choosing needs, split by split."""
    data = gather_data(find_project(ROOT))
    settings = replace(data.settings, folds=3, empty_share=None, named_share=None, questioned_share=None)
    trainer = make_trainer(labels=data.labels, scheme=data.scheme, cues=data.cues, table=data.table, settings=settings)
    print("split  choice     full F1  passages  F1     share of all  wavers on", flush=True)
    for split, test in enumerate(split_groups(data.blocks, 5)[:splits]):
        held = [data.blocks[number] for number in test]
        pool = [block for number, block in enumerate(data.blocks) if number not in set(test)]
        full = score(trainer(pool), held, data.labels)
        for name, choose in (("suggest", choose_suggested), ("random", choose_random)):
            *_, (passages, macro, doubt) = annotate(pool, held, trainer, choose, data.labels, SHARE * full, split)
            print(f"{split:5}  {name:9}  {full:7.3f}  {passages:8}  {macro:.3f}  {passages / len(pool):12.0%}  {doubt:.0%}")
            sys.stdout.flush()


def annotate(
    pool: Sequence[Block], held: Sequence[Block], trainer: Trainer, choose: Choose, labels: Sequence[str], goal: float,
    seed: int,
) -> Iterator[tuple[int, float, float]]:  # fmt: skip
    """Yield passages annotated, macro F1 and the share of the others on which the model wavers, up to the goal."""
    order = sorted(pool, key=lambda block: block.id)
    random.Random(seed).shuffle(order)
    done, left = order[:SEED], order[SEED:]
    while True:
        model = trainer(done)
        macro = score(model, held, labels)
        wavering, count = count_wavering(left, model) if left else (0, 1)
        yield len(done), macro, wavering / count
        if macro >= goal or not left:
            return
        chosen = {block.id for block in choose(left, model, round(len(done) * MORE))}
        done += [block for block in left if block.id in chosen]
        left = [block for block in left if block.id not in chosen]


def choose_suggested(left: Sequence[Block], model: Model, count: int) -> list[Block]:
    """What `surco suggest` lists; the labels are hidden from it."""
    names = {one.id for one in suggest_passages([replace(block, labels=UNSET) for block in left], model, count=count)}
    return [block for block in left if block.id in names]


def choose_random(left: Sequence[Block], model: Model, count: int) -> list[Block]:
    """The next in the order, which was shuffled."""
    return list(left[:count])


def score(model: Model, blocks: Sequence[Block], labels: Sequence[str]) -> float:
    """Macro F1 over all labels of the scheme; one that was not learned counts nought."""
    held = Held(blocks, labels)
    held.fill(range(len(blocks)), model)
    return make_report(held, folds=0).macro_f1 or 0.0


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
