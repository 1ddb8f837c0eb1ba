"""A long file is read by several processes to the same bytes, whatever becomes of them, and none is left behind."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pypdfium2
import pytest
from places import SAMPLES

from surco.corpus import SourceFile
from surco.extract.pdf import article, find_reader, iterate_pages, read_pages
from surco.extract.pdf.glyphs import GlyphPage, pack_page, unpack_page
from surco.forks import share_work
from surco.processes import Job, Worker
from surco.settings import Project

SAMPLE = sorted(SAMPLES.glob("*-*.pdf"))[0]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux only")


def write_book(path: Path, pages: int) -> Path:
    """A sample, so often that there are so many pages."""
    book, sample = pypdfium2.PdfDocument.new(), pypdfium2.PdfDocument(SAMPLE)
    while len(book) < pages:
        book.import_pages(sample)
    book.save(path)
    return path


def square(share: int) -> int:
    return share * share


def fail_in(bad: int, end: int | None, share: int) -> int:
    if share == bad and end is not None:
        os.kill(os.getpid(), end)
    if share == bad:
        raise MemoryError
    return share


def test_shares_come_back_in_their_order() -> None:
    assert share_work(square, 3) == [0, 1, 4]
    assert [len(each) for each in share_work(lambda share: "a" * (share << 20), 3) or []] == [0, 1 << 20, 2 << 20]


@pytest.mark.parametrize("shares", [0, 1])
def test_one_share_is_none(shares: int) -> None:
    assert share_work(square, shares) is None


@pytest.mark.parametrize(("bad", "end"), [(0, None), (1, None), (2, None), (1, signal.SIGKILL), (2, signal.SIGTERM)])
def test_a_lost_share_is_told(bad: int, end: int | None, capfd: pytest.CaptureFixture[str]) -> None:
    """Whoever asked does the whole himself, and meets the error where it belongs."""
    assert share_work(partial(fail_in, bad, end), 3) is None
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("engine", ["pdfminer", "pdfium"])
def test_a_page_is_the_same_after_its_way_to_another_process(engine: str) -> None:
    for page in find_reader(engine)(SAMPLE):
        back = unpack_page(pack_page(page))
        assert back == page
        assert [list(map(type, glyph)) for glyph in back.glyphs] == [list(map(type, glyph)) for glyph in page.glyphs]
    empty = GlyphPage(1, 10.0, 10.0, [], [], 0.0)
    assert unpack_page(pack_page(empty)) == empty


@pytest.mark.parametrize("engine", ["pdfminer", "pdfium"])
@pytest.mark.parametrize("hands", [1, 2, 3])
def test_pages_are_the_same_for_any_number_of_processes(
    engine: str, hands: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = partial(find_reader(engine), SAMPLE)
    pages = list(read())
    for long in (1, len(pages) - 1, len(pages)):
        monkeypatch.setattr(article, "LONG_PAGES", long)
        shared = list(iterate_pages(read, hands=hands))
        assert shared == pages
        assert read_pages(shared, hands=hands) == read_pages(pages)


@pytest.mark.parametrize("hands", [1, 3])
def test_a_damaged_page_ends_the_reading_where_it_stands(hands: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(first: int = 1, step: int = 1) -> Iterator[GlyphPage]:
        for page in find_reader("pdfminer")(SAMPLE, first=first, step=step):
            if page.number == 4:
                raise ValueError("damaged")
            yield page

    monkeypatch.setattr(article, "LONG_PAGES", 1)
    pages = iterate_pages(read, hands=hands)
    assert [next(pages).number for _ in range(3)] == [1, 2, 3]
    with pytest.raises(ValueError, match="damaged"):
        next(pages)


def test_a_book_gives_the_same_bytes_for_any_number_of_processes(tmp_path: Path) -> None:
    source = SourceFile("book", str(write_book(tmp_path / "book.pdf", article.LONG_PAGES + 6)), "book.pdf")
    with Worker(Project()) as worker:
        made = [worker.run_job(Job(source, hands=hands)) for hands in (1, 3)]
    assert made[0].error is None and made[0].extracted
    assert made[0].extracted == made[1].extracted


def test_a_closed_worker_leaves_no_copy_behind(tmp_path: Path) -> None:
    source = SourceFile("book", str(write_book(tmp_path / "book.pdf", 3 * article.LONG_PAGES)), "book.pdf")
    worker = Worker(Project())

    def read() -> None:
        with contextlib.suppress(OSError):  # its pipe is closed
            worker.run_job(Job(source, hands=4))

    thread = threading.Thread(target=read)
    thread.start()
    group = wait_for_copies(worker)
    worker.close()
    thread.join()
    end = time.monotonic() + 10
    while list_group(group) and time.monotonic() < end:
        time.sleep(0.01)
    assert list_group(group) == []


def wait_for_copies(worker: Worker) -> int:
    """The process group of a worker's child, once it has made copies of itself."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        child = worker._child
        if child is not None and len(list_group(child.pid)) > 1:
            return child.pid
        time.sleep(0.005)
    raise TimeoutError


def list_group(group: int) -> list[str]:
    """The processes of a group that are not over."""
    found = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, own = place.read_text().rpartition(")")[2].split()[:3]
        except (OSError, ValueError):
            continue
        if int(own) == group and state != "Z":
            found.append(place.parent.name)
    return found
