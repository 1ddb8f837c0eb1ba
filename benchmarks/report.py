"""The report: seconds for a corpus of many articles, sizes, and how long its pages take to open, filter and search.

    python benchmarks/report.py [--articles 1000] [--folder /tmp/surco-report]

The articles are recombined from the sections of the project's own annotated ones (`make` first). Pages are opened in
Chromium where it and Playwright are there.
"""

import argparse
import os
import random
import shutil
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from msgspec import structs

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = "/usr/bin/chromium"
sys.path.insert(0, str(ROOT / "pipeline"))

from surco.jsonl import encode_document, read_document  # noqa: E402
from surco.records import Block, Document  # noqa: E402
from surco.report import Outcome, write_report  # noqa: E402
from surco.settings import AUTO_FOLDER, find_project  # noqa: E402

OPENED = "() => { const one = performance.getEntriesByType('navigation')[0]; return Math.round(one.loadEventEnd); }"
TIMED = "(work) => { const began = performance.now(); eval(work); document.body.offsetHeight; return performance.now() - began; }"


def cut_sections(document: Document) -> list[list[Block]]:
    sections: list[list[Block]] = [[]]
    for block in document.blocks:
        if block.type == "heading":
            sections.append([])
        sections[-1].append(block)
    return sections


def make_articles(samples: list[Document], count: int) -> Iterator[tuple[str, bytes]]:
    """Yield (id, JSONL): each a sample with its inner sections in another order, under another name, title and year."""
    chance = random.Random(1)
    for number in range(count):
        sample = samples[number % len(samples)]
        first, *inner, last = cut_sections(sample)
        chance.shuffle(inner)
        blocks = tuple(block for section in (first, *inner, last) for block in section)
        name = f"articulo-{number:04}"
        head = structs.replace(sample.head, title=f"{sample.head.title} ({number})", year=chance.randint(1998, 2024))
        data = encode_document(Document(head, blocks))
        for field in (b'"id":"', b'"note":"', b'"reference":"'):
            data = data.replace(field + sample.head.id.encode(), field + name.encode())
        yield name, data


def measure_build(paths: list[Path], folder: Path) -> None:
    for what in ("anew", "nothing changed"):
        began, spent = time.perf_counter(), sum(os.times()[:4])
        *_, outcome = write_report(paths, find_project(ROOT), folder, processes=os.cpu_count() or 1)
        assert isinstance(outcome, Outcome)
        took, worked = time.perf_counter() - began, sum(os.times()[:4]) - spent
        print(f"{what}: {took:.1f} s ({worked:.1f} s of processor), {outcome.written} files written")
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    shards = [path.stat().st_size for path in (folder / "search" / "words").iterdir()]
    print(f"start page {(folder / 'index.html').stat().st_size / 1e6:.2f} MB, all {size / 1e6:.0f} MB")
    print(f"{len(shards)} index shards, the largest {max(shards) / 1e3:.0f} kB")


def measure_browser(folder: Path) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(bypass_csp=True).new_page()
        page.goto((folder / "index.html").as_uri())
        print(f"start page opened in {page.evaluate(OPENED)} ms")
        for what, work in (
            ("rows filtered", "filterRows(document.getElementById('articles'), 'hermanar 17')"),
            ("rows sorted", "sortTable(document.getElementById('articles'), 1)"),
        ):
            print(f"{what} in {page.evaluate(TIMED, work):.0f} ms")
        for query in ("equidad", "gobiernos locales", "coop*", "de la"):
            began = time.perf_counter()
            page.fill("#query", query)
            page.press("#query", "Enter")
            page.wait_for_function("() => search && search.query === document.getElementById('query').value && search.lines.length")
            print(f"search {query!r}: {1000 * (time.perf_counter() - began):.0f} ms")
        page.goto((folder / "articles" / "articulo-0003.html").as_uri())
        print(f"article opened in {page.evaluate(OPENED)} ms")
        work = "form.querySelector('input[name=principle]').click()"
        print(f"passages filtered in {page.evaluate(TIMED, work):.0f} ms")
        browser.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--folder", type=Path, default=Path("/tmp/surco-report"))
    wanted = parser.parse_args()
    samples = [read_document(path) for path in sorted((ROOT / AUTO_FOLDER).glob("*.jsonl"))]
    if not samples:
        sys.exit(f"{ROOT / AUTO_FOLDER} holds no articles; run make first")
    shutil.rmtree(wanted.folder, ignore_errors=True)
    corpus = wanted.folder / "corpus"
    corpus.mkdir(parents=True)
    for name, data in make_articles(samples, wanted.articles):
        (corpus / f"{name}.jsonl").write_bytes(data)
    paths = sorted(corpus.iterdir())
    words = sum(len(block.text.split()) for path in paths[:50] for block in read_document(path).blocks) / min(50, len(paths))
    print(f"{len(paths)} articles of about {words:.0f} words, {os.cpu_count()} cores")
    measure_build(paths, wanted.folder / "report")
    if find_spec("playwright") and Path(CHROMIUM).exists():
        measure_browser(wanted.folder / "report")


if __name__ == "__main__":
    main()
