"""PDF extraction: time, memory and quality beside other libraries, on the same files in one run.

    python benchmarks/extraction.py [--rounds N] [--files PDF…] [-o benchmarks/results.md]

Times are processor seconds of one process, the best of the rounds for each file, after one file to warm up; in a round all
methods take their turn, so compare the ratios and not the seconds. Files are the sample PDFs and, where it is there, what
../shared holds with a gold text. A library that is not installed is passed over. Quality is counted by ../shared/score/score.py
where it is there, else by a smaller count of its own on the samples.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import re
import resource
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
SAMPLES = ROOT / "tests" / "data" / "samples"
SCORER = SHARED / "score" / "score.py"
RESULTS = ROOT / "benchmarks" / "results.md"
MEASURES = ("blocks", "block_types", "words", "hyphens", "note references")
HEADING = "## Extraction"

sys.path.insert(0, str(ROOT / "pipeline"))

Method = Callable[[Path], object]


def load_surco(engine: str) -> Method:
    pdf, assemble = importlib.import_module("surco.extract.pdf"), importlib.import_module("surco.extract.assemble")
    return lambda path: assemble.assemble_blocks(pdf.read_pdf(path, engine=engine).pieces, path.stem, paged=True)


def load_glyphs(engine: str) -> Method:
    read = importlib.import_module("surco.extract.pdf").find_reader(engine)
    return lambda path: sum(len(page.glyphs) for page in read(path))


def load_pdfminer() -> Method:
    extract: Method = importlib.import_module("pdfminer.high_level").extract_text
    return extract


def load_pdfplumber() -> Method:
    library = importlib.import_module("pdfplumber")

    def extract(path: Path) -> object:
        with library.open(path) as document:
            return [page.extract_text() for page in document.pages]

    return extract


def load_pypdfium2() -> Method:
    library = importlib.import_module("pypdfium2")

    def extract(path: Path) -> object:
        document = library.PdfDocument(path)
        return [page.get_textpage().get_text_bounded() for page in document]

    return extract


# name → the library it needs, what loads it; the first is what all are compared with
METHODS: dict[str, tuple[str, Callable[[], Method]]] = {
    "pdfminer.six extract_text": ("pdfminer", load_pdfminer),
    "surco, whole, pdfminer": ("pdfminer", lambda: load_surco("pdfminer")),
    "surco, whole, pdfium": ("pypdfium2", lambda: load_surco("pdfium")),
    "surco, glyphs only, pdfminer": ("pdfminer", lambda: load_glyphs("pdfminer")),
    "surco, glyphs only, pdfium": ("pypdfium2", lambda: load_glyphs("pdfium")),
    "pdfplumber extract_text": ("pdfplumber", load_pdfplumber),
    "pypdfium2 text": ("pypdfium2", load_pypdfium2),
}


def run_method(name: str, files: list[Path]) -> None:
    """In a child: print the seconds of each file and the peak memory as JSON."""
    extract = METHODS[name][1]()
    extract(files[0])
    seconds = {}
    for path in files:
        began = time.process_time()
        extract(path)
        seconds[str(path)] = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"seconds": seconds, "mib": peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)}))


def measure_methods(files: list[Path], rounds: int) -> dict[str, tuple[dict[str, float], float]]:
    """Method → best seconds by file, peak memory in MiB."""
    measured: dict[str, tuple[dict[str, float], float]] = {}
    for _ in range(rounds):
        for name, (library, _) in METHODS.items():
            if find_spec(library) is None:
                continue
            command = [sys.executable, __file__, "--method", name, "--files", *map(str, files)]
            child = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
            best, peak = measured.get(name, ({}, 0.0))
            best = {path: min(seconds, best.get(path, seconds)) for path, seconds in child["seconds"].items()}
            measured[name] = best, max(peak, child["mib"])
    return measured


def measure_processes(files: list[Path], rounds: int) -> tuple[float, float]:
    """Seconds on the clock of one and of two processes for all the files, three times each, start-up included."""
    corpus, processes, settings = map(importlib.import_module, ("surco.corpus", "surco.processes", "surco.settings"))
    jobs = [processes.Job(corpus.SourceFile(f"d{k}", str(path), path.name)) for k, path in enumerate(files * 3)]
    best = []
    for count in (1, 2):
        seconds = []
        for _ in range(rounds):
            began = time.perf_counter()
            failed = [made.error for made in processes.run_jobs(jobs, settings.Project(), processes=count) if made.error]
            seconds.append(time.perf_counter() - began)
            if failed:
                raise SystemExit(failed[0])
        best.append(min(seconds))
    return best[0], best[1]


def find_gold(path: Path, words: Counter[str]) -> Path | None:
    """The gold text of a PDF: by name beside a sample, else the one in the folder that shares most of its words."""
    if path.parent == SAMPLES:
        named = [SAMPLES / f"{path.stem}.truth.jsonl", SAMPLES / f"{path.stem.rpartition('-')[0]}.truth.jsonl"]
        return next((gold for gold in named if gold.exists()), None)
    shares: list[tuple[float, Path]] = []
    for gold in sorted(path.parent.glob("*gold*.jsonl")):
        own = count_words(read_blocks(gold))
        shares.append(((own & words).total() / max(1, own.total()), gold))
    share, best = max(shares, default=(0.0, None))
    return best if share > 0.5 else None


def read_blocks(path: Path) -> list[dict[str, Any]]:
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [record for record in records if record.get("record", "block") == "block"]


def count_words(blocks: Iterable[dict[str, Any]]) -> Counter[str]:
    return Counter(word for block in blocks for word in re.findall(r"\w{4,}", block["text"].lower()))


def score_files(files: list[Path], engine: str) -> Iterator[tuple[str, dict[str, float]]]:
    """Yield each file that has a gold text, with F1 (recall for articles whose gold leaves parts out) by measure."""
    extract = load_surco(engine)
    records, jsonl = importlib.import_module("surco.records"), importlib.import_module("surco.jsonl")
    with tempfile.TemporaryDirectory() as folder:
        for number, path in enumerate(files, start=1):
            blocks = extract(path)
            out = Path(folder) / f"{number}.jsonl"
            jsonl.write_document(records.Document(records.Head(id=path.stem), blocks), out)
            gold = find_gold(path, count_words(read_blocks(out)))
            if gold is None:
                continue
            name = path.stem if path.parent == SAMPLES else f"shared {path.parent.name} {number}"
            if SCORER.exists():
                yield name, score_shared(gold, out)
            elif path.parent == SAMPLES:
                yield name, score_sample(read_blocks(gold), read_blocks(out))


def score_shared(gold: Path, out: Path) -> dict[str, float]:
    part = ["--part"] if "part" in gold.stem else []
    whole = gold.parent == SAMPLES or bool(part)
    text = gold.read_text(encoding="utf-8")
    composed = unicodedata.normalize("NFC", text)
    if composed != text and not re.search(r'"note_refs": ?\[\{', text):  # the format demands NFC, the scorer compares letters
        gold = out.with_suffix(".gold")
        gold.write_text(composed, encoding="utf-8")
    command = [sys.executable, str(SCORER), str(gold), str(out), "--json", *part]
    scored = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    figures = {name: scored[name]["f1" if whole else "recall"] for name in MEASURES}
    return {**figures, "invented": scored["invented prose blocks"]}


def score_sample(gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> dict[str, float]:
    """F1 of blocks by their letters, of these with their type, of words in equal blocks, of hyphens, of note references."""

    def count(key: Callable[[dict[str, Any]], Iterable[Any]]) -> float:
        one, other = (
            Counter(item for block in blocks if block["type"] != "furniture" for item in key(block))
            for blocks in (gold, found)
        )
        return 2 * (one & other).total() / max(1, one.total() + other.total())

    def letters(block: dict[str, Any]) -> str:
        return re.sub(r"[\W_]", "", block["text"]).lower()

    keys: tuple[Callable[[dict[str, Any]], Iterable[Any]], ...] = (
        lambda block: [letters(block)],
        lambda block: [(letters(block), block["type"])],
        lambda block: block["text"].split(),
        lambda block: re.findall(r"\w+-\w+", block["text"]),
        lambda block: [(ref["marker"], block["text"][: ref["at"]][-12:]) for ref in block.get("note_refs", ())],
    )
    return dict(zip(MEASURES, map(count, keys), strict=True))


def describe_machine() -> str:
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        model = next((line.split(":", 1)[1].strip() for line in cpuinfo.read_text().splitlines() if "model name" in line), model)
    libraries = ", ".join(
        f"{name} {version(name)}"
        for name, module in (("pdfminer.six", "pdfminer"), ("pypdfium2", "pypdfium2"), ("pdfplumber", "pdfplumber"))
        if find_spec(module)
    )
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{model}, {os.cpu_count()} cores{load}; {platform.system()}, Python {platform.python_version()}; {libraries}."


def write_report(files: list[Path], rounds: int) -> Iterator[str]:
    """Yield the lines of the section."""
    yield f"{HEADING}\n\n{describe_machine()}\n"
    measured = measure_methods(files, rounds)
    groups = {"samples": [path for path in files if path.parent == SAMPLES], "articles": [path for path in files if path.parent != SAMPLES]}
    groups = {name: own for name, own in groups.items() if own}
    base = measured[next(iter(METHODS))][0]
    titles = " | ".join(f"{name} ({len(own)}), s | ÷ extract_text" for name, own in groups.items())
    yield f"| | {titles} | peak MiB |\n| --- |{' ---: |' * (2 * len(groups) + 1)}"
    for name, (seconds, peak) in measured.items():
        cells = []
        for own in groups.values():
            mine, whole = (sum(times[str(path)] for path in own) for times in (seconds, base))
            cells.append(f"{mine:.2f} | {mine / whole:.2f}")
        yield f"| {name} | {' | '.join(cells)} | {peak:.0f} |"
    load = f" (load before {os.getloadavg()[0]:.1f}: holds only where no other work is done)" if hasattr(os, "getloadavg") else ""
    one, two = measure_processes(files, rounds)
    yield f"\nTwo processes ÷ one, seconds on the clock: {two:.1f} ÷ {one:.1f} = {two / one:.2f}{load}.\n"
    by = "the shared scorer" if SCORER.exists() else "the small count in benchmarks/extraction.py"
    yield f"Quality by {by}: F1; for articles scored against their XML, which leaves parts out, recall.\n"
    for engine in ("pdfminer", "pdfium"):
        yield f"| {engine} | {' | '.join(MEASURES)} | invented prose |\n| --- |{' ---: |' * (len(MEASURES) + 1)}"
        for name, figures in score_files(files, engine):
            invented = figures.get("invented")
            cells = [f"{figures[measure]:.3f}" for measure in MEASURES] + ["" if invented is None else f"{invented:.0f}"]
            yield f"| {name} | {' | '.join(cells)} |"
        yield ""


def list_files() -> list[Path]:
    found = [SAMPLES.glob("*.pdf"), (SHARED / "article").glob("*.pdf"), (SHARED / "data" / "scielo").glob("*.pdf")]
    return [path for group in found for path in sorted(group)]


def replace_section(path: Path, section: str) -> None:
    """Write the section into the file in the place of its last version; other benchmarks' sections stay."""
    before = path.read_text(encoding="utf-8") if path.exists() else "# Results of the benchmarks\n\n"
    parts = re.split(r"^(?=## )", before, flags=re.M)
    kept = [part for part in parts if part.partition("\n")[0] != section.partition("\n")[0]]
    path.write_text("".join([*kept, section.rstrip() + "\n\n"]).rstrip() + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--files", nargs="+", type=Path, default=list_files())
    parser.add_argument("-o", "--output", type=Path, default=RESULTS)
    parser.add_argument("--method", choices=METHODS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.method:
        run_method(options.method, options.files)
        return
    lines = []
    for line in write_report(options.files, options.rounds):
        print(line, flush=True)
        lines.append(line)
    replace_section(options.output, "\n".join(lines))


if __name__ == "__main__":
    main()
