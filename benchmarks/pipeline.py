"""The whole pipeline: PDF → annotated JSONL beside pdfminer's extract_text alone, and text → annotated JSONL beside spaCy pipelines.

    python benchmarks/pipeline.py [--rounds N] [--files PDF…] [--no-processes] [-o benchmarks/results.md]

Same files, one process, all methods by turns, the best of the rounds for each file in processor seconds: compare the ratios, not the seconds.
Files are the sample PDFs and what ../shared holds. The shipped models are used, without sentence vectors. spaCy's EntityRuler gets every form
of the authority files; es_core_news_sm is measured where it is installed, and only these two read nothing but names and sentences.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

import pypdfium2
from extraction import RESULTS, ROOT, SAMPLES, describe_machine, list_files, replace_section

sys.path.insert(0, str(ROOT / "pipeline"))

from surco.annotate import Tools, annotate_document, load_tools  # noqa: E402
from surco.corpus import SourceFile, sort_by_size  # noqa: E402
from surco.extract.source import extract_source  # noqa: E402
from surco.jsonl import encode_document  # noqa: E402
from surco.processes import Job, Worker, run_jobs  # noqa: E402
from surco.records import Document  # noqa: E402
from surco.settings import ExtractSettings, Project, Settings  # noqa: E402

HEADING = "## Pipeline"
BOOK_PAGES = 400
Method = Callable[[Path], object]
Seconds = dict[str, dict[Path, float]]


def name_source(path: Path, number: int = 0) -> SourceFile:
    return SourceFile(f"d{number}", str(path), path.name)


def make_whole(tools: Tools, engine: str) -> Method:
    """What a child process of a build does, its collecting of garbage behind each document included."""
    settings = Settings(extract=ExtractSettings(engine=engine))

    def make(path: Path) -> bytes:
        gc.disable()
        content = encode_document(annotate_document(extract_source(name_source(path), settings), tools))
        gc.collect(0)
        gc.enable()
        return content

    return make


def make_annotation(tools: Tools, documents: dict[Path, Document]) -> Method:
    return lambda path: encode_document(annotate_document(documents[path], tools))


def make_spacy(name: str, tools: Tools, documents: dict[Path, Document]) -> Method:
    """A spaCy pipeline over the same passages; `blank` has an EntityRuler with the authority files and a sentencizer."""
    spacy = importlib.import_module("spacy")
    if name != "blank":
        nlp = spacy.load(name)
    else:
        nlp = spacy.blank("es")
        nlp.add_pipe("sentencizer")
        ruler = nlp.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
        forms = {(form.text, form.label) for entry in tools.authority.entries for form in entry.forms}
        ruler.add_patterns([{"label": label, "pattern": text} for text, label in sorted(forms)])

    def annotate(path: Path) -> bytes:
        docs = nlp.pipe(block.text for block in documents[path].blocks if block.is_passage)
        return importlib.import_module("msgspec").json.encode([doc.to_json() for doc in docs])

    return annotate


def measure_methods(methods: dict[str, Method], files: Sequence[Path], rounds: int) -> Seconds:
    """Method → file → the least processor time of the rounds; the first file warms up."""
    best: Seconds = {name: {} for name in methods}
    for method in methods.values():
        method(files[0])
    for _ in range(rounds):
        for path in files:
            for name, method in methods.items():
                began = time.process_time()
                method(path)
                seconds = time.process_time() - began
                best[name][path] = min(seconds, best[name].get(path, seconds))
    return best


def measure_processes(files: Sequence[Path], rounds: int) -> tuple[float, float]:
    """Seconds on the clock from PDF to annotated JSONL by one process and by two, starts included, the best of the rounds.

    Each file twice, in the order of a build.
    """
    sources = sort_by_size(name_source(path, number) for number, path in enumerate([*files] * 2))
    jobs = [Job(source, annotate_inputs={}) for source in sources]
    best = {1: float("inf"), 2: float("inf")}
    for _ in range(rounds):
        for count in best:
            began = time.perf_counter()
            failed = [made.error for made in run_jobs(jobs, Project(), processes=count) if made.error]
            best[count] = min(best[count], time.perf_counter() - began)
            if failed:
                raise SystemExit(failed[0])
    return best[1], best[2]


def write_book(files: Sequence[Path], folder: Path) -> Path:
    """One PDF with the pages of all files, several times over."""
    book = pypdfium2.PdfDocument.new()
    while len(book) < BOOK_PAGES:
        for path in files:
            book.import_pages(pypdfium2.PdfDocument(path))
    book.save(folder / "book.pdf")
    return folder / "book.pdf"


def measure_book(path: Path, rounds: int) -> tuple[float, float]:
    """Seconds on the clock from a long PDF to annotated JSONL with one hand and with two, the best of the rounds."""
    best = {1: float("inf"), 2: float("inf")}
    for _ in range(rounds):
        for hands in best:
            with Worker(Project()) as worker:
                made = worker.run_job(Job(name_source(path), annotate_inputs={}, hands=hands))
            if made.error:
                raise SystemExit(made.error)
            best[hands] = min(best[hands], made.seconds)
    return best[1], best[2]


def measure_machine(rounds: int) -> float:
    """How much faster this machine does two pieces of work at once that share nothing: the most that can be reached."""
    work = [sys.executable, "-c", "words = {}\nfor n in range(4_000_000): words[str(n % 50_000)] = n"]
    best = {1: float("inf"), 2: float("inf")}
    for _ in range(rounds):
        for count in best:
            began = time.perf_counter()
            for child in [subprocess.Popen(work) for _ in range(count)]:
                child.wait()
            best[count] = min(best[count], time.perf_counter() - began)
    return 2 * best[1] / best[2]


def write_table(measured: Seconds, base: str, files: Sequence[Path]) -> Iterator[str]:
    """Yield a Markdown table: seconds and ratio to `base`, for the samples and for the other files."""
    groups = {"samples": [path for path in files if path.parent == SAMPLES]}
    groups["articles"] = [path for path in files if path.parent != SAMPLES]
    groups = {name: own for name, own in groups.items() if own}
    yield f"| | {' | '.join(f'{name} ({len(own)}), s | ÷ {base}' for name, own in groups.items())} |"
    yield f"| --- |{' ---: |' * (2 * len(groups))}"
    for name, seconds in measured.items():
        totals = [(sum(seconds[path] for path in own), sum(measured[base][path] for path in own)) for own in groups.values()]
        yield f"| {name} | {' | '.join(f'{mine:.2f} | {mine / whole:.2f}' for mine, whole in totals)} |"


def write_report(files: Sequence[Path], rounds: int, *, processes: bool) -> Iterator[str]:
    """Yield the lines of the section."""
    yield f"{HEADING}\n\n{describe_machine()}\n\nPDF → annotated JSONL, one process, processor time:\n"
    tools = load_tools(Project())
    gc.freeze()  # as a child process does
    extract_text: Method = importlib.import_module("pdfminer.high_level").extract_text
    whole = {"extract_text": extract_text} | {f"surco, {engine}": make_whole(tools, engine) for engine in ("pdfminer", "pdfium")}
    yield from write_table(measure_methods(whole, files, rounds), "extract_text", files)
    yield "\nExtracted text → annotated JSONL, one process, processor time; spaCy marks names and sentences only:\n"
    documents = {path: extract_source(name_source(path), Settings()) for path in files}
    ruler = "spaCy blank + EntityRuler"
    annotation = {ruler: make_spacy("blank", tools, documents), "surco": make_annotation(tools, documents)}
    if find_spec("es_core_news_sm"):
        annotation["spaCy es_core_news_sm"] = make_spacy("es_core_news_sm", tools, documents)
    yield from write_table(measure_methods(annotation, files, rounds), ruler, files)
    if processes:
        load = f" (load before {os.getloadavg()[0]:.1f}: holds only where no other work is done)"
        one, two = measure_processes(files, max(1, rounds - 1))
        yield f"\nTwo processes against one, PDF → annotated JSONL, by the clock: {one:.1f} s ÷ {two:.1f} s = {one / two:.2f}{load};"
        with tempfile.TemporaryDirectory() as folder:
            one, two = measure_book(write_book(files, Path(folder)), rounds)
        yield f"one file of {BOOK_PAGES} pages, its pages read by one process or by two: {one:.1f} s ÷ {two:.1f} s = {one / two:.2f};"
        yield f"the machine itself, two loops that share nothing: {measure_machine(rounds):.2f}."


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--files", nargs="+", type=Path, default=list_files())
    parser.add_argument("--no-processes", action="store_true", help="leave out two processes against one")
    parser.add_argument("-o", "--output", type=Path, default=RESULTS)
    options = parser.parse_args()
    lines = []
    for line in write_report(options.files, options.rounds, processes=not options.no_processes):
        print(line, flush=True)
        lines.append(line)
    replace_section(options.output, "\n".join(lines))


if __name__ == "__main__":
    main()
