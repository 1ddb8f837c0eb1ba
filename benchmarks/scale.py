"""Growth: the time a document takes and the peak memory of `surco build`, and the time of a build with nothing to do.

    python benchmarks/scale.py [--documents 100 1000] [--jobs 1] [-o benchmarks/results.md]
    python benchmarks/scale.py --documents 100 1000 10000        # some minutes

The documents, text dumps of some 300 words, are paragraphs of the sample articles in chance order, with one bibliography of theirs. Time is the
processor's, of the command and its children; memory is the greatest of the command and of any one child. Each build is a command of its own in a
new project; the second has nothing to do, and its time is by the clock.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from extraction import RESULTS, ROOT, SAMPLES, describe_machine, replace_section

sys.path.insert(0, str(ROOT / "pipeline"))

from surco.initialise import make_project  # noqa: E402
from surco.jsonl import read_document  # noqa: E402
from surco.records import Block  # noqa: E402

HEADING = "## Scale"
WORDS = 300
# In a child of its own, for the measures are of whole processes: the command, then what it took.
_MEASURED = """
import json, resource, sys, time
from surco.cli import main
began = time.perf_counter()
try:
    main()
except SystemExit as ended:
    status = ended.code
own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
cpu = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
print(json.dumps([status or 0, time.perf_counter() - began, cpu, own.ru_maxrss / unit, children.ru_maxrss / unit]))
"""


class Measured(NamedTuple):
    """What a command took: exit status, seconds by the clock and of processors, peak MiB of itself and of its greatest child; what it said."""

    status: int
    seconds: float
    processor: float
    own_mib: float
    child_mib: float
    said: str


def read_paragraphs() -> tuple[list[str], list[str]]:
    """The paragraphs of the samples, and their bibliographies."""
    articles = [read_document(path).blocks for path in sorted(SAMPLES.glob("*.truth.jsonl")) if "report" not in path.name]
    paragraphs = [block.text for blocks in articles for block in blocks if block.type == "paragraph"]
    return paragraphs, ["\n\n".join(_list_entries(blocks)) for blocks in articles]


def _list_entries(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text for block in blocks if block.type == "reference"][:6]


def write_documents(folder: Path, many: int) -> None:
    """Fill a folder with that many documents, the same each time."""
    paragraphs, bibliographies = read_paragraphs()
    chance = random.Random(5)
    for number in range(many):
        chosen: list[str] = []
        while sum(len(text.split()) for text in chosen) < WORDS - 60:
            chosen.append(chance.choice(paragraphs))
        text = "\n\n".join((f"Estudio {number}", "Introducción", *chosen, "Referencias", chance.choice(bibliographies)))
        (folder / f"d{number:05}.txt").write_text(text + "\n", encoding="utf-8")


def run_surco(project: Path, *words: str) -> Measured:
    code = f"import sys; sys.path.insert(0, {str(ROOT / 'pipeline')!r})\n{_MEASURED}"
    child = subprocess.run([sys.executable, "-c", code, *words], cwd=project, capture_output=True, text=True, check=True)
    measured = Measured(*json.loads(child.stdout.splitlines()[-1]), said=child.stderr)
    if measured.status:
        raise SystemExit(f"surco {' '.join(words)}: {measured.said}")
    return measured


def measure_corpus(many: int, jobs: int) -> tuple[Measured, Measured]:
    """A build of that many documents from nothing, and the next, which finds nothing to do."""
    with tempfile.TemporaryDirectory() as name:
        project = Path(name) / "corpus"
        make_project(project)
        for sample in (project / "corpus/sources").iterdir():
            sample.unlink()
        write_documents(project / "corpus/sources", many)
        built, idle = run_surco(project, "build", "-q", "-j", str(jobs)), run_surco(project, "build")
        if "Nothing to do" not in idle.said:
            raise SystemExit(f"the second build was not idle; has the code changed meanwhile? {idle.said[-200:]}")
        return built, idle


def write_report(sizes: list[int], jobs: int) -> Iterator[str]:
    """Yield the lines of the section."""
    yield f"{HEADING}\n\n{describe_machine()}\n\nText dumps of some {WORDS} words, `surco build -j {jobs}`:\n"
    yield "| documents | processor ms a document | command, peak MiB | greatest child, peak MiB | nothing to do, s by the clock |"
    yield "| ---: | ---: | ---: | ---: | ---: |"
    for many in sizes:
        built, idle = measure_corpus(many, jobs)
        yield f"| {many:,} | {built.processor / many * 1000:.1f} | {built.own_mib:.0f} | {built.child_mib:.0f} | {idle.seconds:.2f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", nargs="+", type=int, default=[100, 1000])
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("-o", "--output", type=Path, default=RESULTS)
    options = parser.parse_args()
    lines = []
    for line in write_report(options.documents, options.jobs):
        print(line, flush=True)
        lines.append(line)
    replace_section(options.output, "\n".join(lines))


if __name__ == "__main__":
    main()
