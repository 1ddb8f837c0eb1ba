"""How fast passages go to a doccano server and come back: python benchmarks/doccano.py, after `make doccano`."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]
sys.path[:0] = [str(CHECKOUT / "tests/doccano")]

from passages import PRINCIPLES, make_document  # noqa: E402
from real_server import ADMIN, PASSWORD, Person, run_server  # noqa: E402

from surco.doccano.connection import Server, connect_server  # noqa: E402
from surco.doccano.examples import list_spans, to_example  # noqa: E402
from surco.doccano.layout import PROJECT_TYPES, ProjectPlan, open_project  # noqa: E402
from surco.doccano.ledger import open_ledger  # noqa: E402
from surco.doccano.lines import encode_line  # noqa: E402
from surco.doccano.pull import pull_passages  # noqa: E402
from surco.doccano.push import push_passages  # noqa: E402
from surco.records import Block  # noqa: E402
from surco.scheme import Principle, Scheme  # noqa: E402

SCHEME = Scheme("1.0", tuple(Principle(name, name) for name in PRINCIPLES))


def measure_push(server: Server, blocks: list[Block], folder: Path) -> float:
    """Passages a second, one after the other as `surco push` sends them."""
    opened = open_project(server, ProjectPlan("push"), SCHEME, "")
    began = time.perf_counter()
    with open_ledger(folder / "push.jsonl") as ledger:
        assert {one.outcome for one in push_passages(server, opened, blocks, ledger)} == {"sent"}
    return len(blocks) / (time.perf_counter() - began)


def measure_pull(server: Server, blocks: list[Block], folder: Path, *, done: int) -> float:
    """Seconds for a project of all these passages, of which so many are ticked as done."""
    opened = open_project(server, ProjectPlan(f"pull-{done}", annotator="ana"), SCHEME, "")
    person = Person(server)
    lines = b"".join(encode_line(to_example(block)) for block in blocks)
    person.import_lines(opened.id, lines, PROJECT_TYPES["both"][0])
    for example in list(person.list_examples(opened.id).values())[:done]:
        person.tick(opened.id, example["id"])
    began = time.perf_counter()
    with open_ledger(folder / "pull.jsonl") as ledger:
        found = [*pull_passages(server, opened, ledger, lambda name: None, PRINCIPLES)]
    assert len(found) == done and not any(one.error for one in found)
    return time.perf_counter() - began


def main() -> None:
    """Print both figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--push", type=int, default=100)
    parser.add_argument("--pull", type=int, default=2000)
    wanted = parser.parse_args()
    blocks = [block for block in make_document(20 * wanted.push).blocks if len(list_spans(block)) == 4][: wanted.push]
    with tempfile.TemporaryDirectory() as scratch, run_server(Path(scratch) / "home", quick=False) as url:
        server = connect_server(url, ADMIN, PASSWORD)
        print(f"push: {measure_push(server, blocks, Path(scratch)):.1f} passages of 4 spans a second ({len(blocks)})")
        seconds = measure_pull(server, list(make_document(wanted.pull).blocks), Path(scratch), done=wanted.pull)
        print(f"pull: {seconds:.1f} s for {wanted.pull} passages, all done")


if __name__ == "__main__":
    main()
