"""Searching and counting: words indexed in a second, seconds to the first lines, to sort many hits, and to count.

    python benchmarks/search.py [--words 10000000] [--folder /tmp/surco-search]

The corpus is made of the project's own annotated articles, their blocks put in another order (`make` first). Each question is
asked twice and the second time is told; the answer that sorts many hits is made of all its lines.
"""

import argparse
import random
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import structs

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "pipeline"))

from surco.jsonl import read_document  # noqa: E402
from surco.records import Block, Document  # noqa: E402
from surco.search.concordance import count_hits, find_lines  # noqa: E402
from surco.search.counts import count_table  # noqa: E402
from surco.search.index import TABLES, open_tables, write_tables  # noqa: E402
from surco.search.keyness import find_collocates, find_keys  # noqa: E402
from surco.search.query import Query  # noqa: E402
from surco.search.words import count_words  # noqa: E402
from surco.settings import AUTO_FOLDER  # noqa: E402

BLOCKS = 150
"""So many blocks an invented article has."""


def make_articles(samples: list[Document], words: int) -> Iterator[Document]:
    """Yield articles of blocks drawn from all samples until there are so many words."""
    chance = random.Random(1)
    blocks = [(block, count_words(block.text)) for sample in samples for block in sample.blocks if block.type != "furniture"]
    number = 0
    while words > 0:
        drawn = chance.choices(blocks, k=BLOCKS)
        words -= sum(many for _, many in drawn)
        head = structs.replace(samples[number % len(samples)].head, id=f"a{number:05}", year=chance.randint(1998, 2024))
        yield Document(head, tuple(_name_block(block, head.id, place) for place, (block, _) in enumerate(drawn)))
        number += 1


def _name_block(block: Block, document: str, place: int) -> Block:
    return structs.replace(block, id=f"{document}/{place:04}")


def time_twice(name: str, ask: Callable[[], object]) -> None:
    took = 0.0
    for _ in range(2):
        began = time.perf_counter()
        answer = ask()
        took = time.perf_counter() - began
    print(f"{name}: {took:.2f} s ({answer})", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, default=10_000_000)
    parser.add_argument("--folder", type=Path, default=Path("/tmp/surco-search"))
    wanted = parser.parse_args()
    paths = sorted((ROOT / AUTO_FOLDER).glob("*.jsonl"))
    if not paths:
        sys.exit(f"{ROOT / AUTO_FOLDER} holds no articles; run make first")
    documents = [*make_articles([read_document(path) for path in paths], wanted.words)]
    shutil.rmtree(wanted.folder, ignore_errors=True)
    wanted.folder.mkdir(parents=True)
    began = time.process_time()
    write_tables(documents, wanted.folder)
    took = time.process_time() - began
    index = open_tables(wanted.folder)
    [(words,)] = index.execute("select count(*) from words").fetchall()
    size = sum((wanted.folder / f"{name}.parquet").stat().st_size for name in TABLES)
    print(f"{len(documents)} articles, {words:,} words indexed, {words / took:,.0f} a second of processor; {size / 1e6:.0f} MB")
    often = Query("de")
    for name, query, sort in (
        ("a word", Query("cooperación"), "corpus"),
        ("the same, by its right", Query("cooperación"), "right"),
        ("a phrase with *", Query("la * de"), "left"),
        ("the commonest word", often, "corpus"),
        ("the same, by its left", often, "left"),
        ("a regular expression", Query(r"\w+ción", "regex"), "right"),
        ("a lemma in passages with a label", Query("decidir", "lemma", within="label:consenso"), "left"),
        ("all mentions of organisations", Query(entity="ORG"), "right"),
    ):
        time_twice(f"first 50 lines, {name}", lambda q=query, s=sort: f"{len([*find_lines(index, q, sort=s, limit=50)])}")
        time_twice(f"  counted, {name}", lambda q=query: f"{count_hits(index, q):,} hits")
    years = 2024 - int(25 * 100_000 / max(100_000, count_hits(index, often)))
    part = Query("de", where=(f"year>{years}",))
    for sort in ("right", "left", "year"):
        time_twice(f"all lines sorted by {sort}", lambda s=sort: f"{sum(1 for _ in find_lines(index, part, sort=s)):,} lines")
    time_twice("table principle by year", lambda: f"{len(count_table(index, 'principle', 'year'))} cells")
    time_twice("table entity by principle", lambda: f"{len(count_table(index, 'entity', 'principle'))} cells")
    time_twice("keyness of lemmas", lambda: f"{len(find_keys(index, ('year>=2010',)))} keys")
    time_twice("collocates", lambda: f"{len(find_collocates(index, Query('cooperación')))} collocates")


if __name__ == "__main__":
    main()
