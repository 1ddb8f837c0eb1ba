"""Jobs → their results, by child processes under limits of time, memory and output; a child that fails is replaced."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import queue
import select
import signal
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

import msgspec
from msgspec import Struct, structs

from surco.corpus import Metadata, SourceFile
from surco.records import FormatError, SourceError
from surco.settings import Project

READY, BEAT, EXTRACTED, ANNOTATED, FAILED, SPENT, BROKEN = b"r", b"b", b"x", b"a", b"f", b"s", b"k"
"""What a frame from the child says: the job begins, a step (page) is done, a document, or an error: FAILED and SPENT
concern one source, and after SPENT the child is to be replaced; BROKEN concerns all sources."""
HEADER = struct.Struct(">cI")
"""A frame's kind and the size of what follows."""
_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from surco.worker import main; main()"
_START_SECONDS = 120.0
"""A child that has not loaded its tools by then never will."""
_WAITING = 4
"""How many times its processor time a source may take by the clock: the machine may be busy."""
_ASKED_FOR = 2
"""How many jobs are asked for at a time for each process: the one at work and the next."""
_MOST_HANDS = 4
"""So many processes may read one file: what only one of them can do soon takes longer than the rest, and each needs memory."""
_CHILD_BYTES = 16 << 20
"""A child that has sent that much is replaced: what it remembers of words grows with all that it reads."""


class Job(Struct, frozen=True, omit_defaults=True):
    """What is to be made of a source; `extracted` names its extraction where that is still good.

    `hands` is how many processes may read the pages of a long file.
    """

    source: SourceFile
    metadata: Metadata = Metadata()
    extract_inputs: dict[str, str] = {}
    annotate_inputs: dict[str, str] | None = None
    gold: tuple[str, ...] = ()
    extracted: str | None = None
    keeps_extraction: bool = False
    hands: int = 1


class Made(Struct, frozen=True):
    """What came of a job: the JSONL of its stages, and the seconds it took without the child's start; or the error."""

    job: Job
    extracted: bytes | None = None
    annotated: bytes | None = None
    seconds: float = 0.0
    error: str | None = None


class Worker:
    """A child process that reads and annotates one source after another; start-up and models are paid once.

    It is a context manager; `run_job` starts the child anew where the last job ended it.
    """

    def __init__(self, project: Project) -> None:
        self.project = project
        self._child: subprocess.Popen[bytes] | None = None
        self._began, self._sent = 0.0, 0
        self._said = tempfile.TemporaryFile()

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the child, whatever it is doing."""
        child, self._child, self._sent = self._child, None, 0
        if child is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(child.pid, signal.SIGKILL)  # and the copies that it made of itself
            child.wait()
            for stream in (child.stdin, child.stdout):
                if stream is not None:
                    with contextlib.suppress(OSError):
                        stream.close()

    def run_job(self, job: Job) -> Made:
        """What came of the job, an error of its source included; raises FormatError where no job can be done."""
        self._began = time.monotonic()
        try:
            made = self._follow(job, self._ask(job))
        except SourceError as error:
            made = Made(job, error=str(error))
        except BaseException:
            self.close()
            raise
        self._sent += len(made.extracted or b"") + len(made.annotated or b"")
        if self._sent > _CHILD_BYTES:
            self.close()
        return structs.replace(made, seconds=time.monotonic() - self._began)

    def _ask(self, job: Job) -> subprocess.Popen[bytes]:
        child = self._child
        if child is None or child.poll() is not None:
            self.close()
            child = self._child = subprocess.Popen(
                [sys.executable, "-P", "-c", _START, json.dumps(sys.path)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._said, bufsize=0,
                process_group=0, env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
            )  # fmt: skip
            _write(child, msgspec.json.encode(self.project) + b"\n")
        _write(child, msgspec.json.encode(job) + b"\n")
        return child

    def _follow(self, job: Job, child: subprocess.Popen[bytes]) -> Made:
        """Collect the frames of a job until its last; raises SourceError where it fails or breaks a limit."""
        made = Made(job)
        last = EXTRACTED if job.annotate_inputs is None else ANNOTATED
        end, pages = time.monotonic() + _START_SECONDS, -1
        while True:
            frame = self._read_frame(child, end)
            if frame is None:
                cause = self._explain_end(child, pages)
                self.close()
                raise SourceError(f"{job.source.name}: {cause}")
            kind, content = frame
            if kind == READY:
                self._began = time.monotonic()
                end = time.monotonic() + _WAITING * self.project.settings.limits.seconds_per_file
            elif kind == BEAT:
                pages += 1
            elif kind == EXTRACTED:
                made = structs.replace(made, extracted=content)
            elif kind == ANNOTATED:
                made = structs.replace(made, annotated=content)
            elif kind in (FAILED, SPENT):
                if kind == SPENT:
                    self.close()
                raise SourceError(content.decode())
            elif kind == BROKEN:
                raise FormatError(content.decode())
            if kind == last:
                return made

    def _explain_end(self, child: subprocess.Popen[bytes], pages: int) -> str:
        """Why a child that gave no answer did not."""
        limits = self.project.settings.limits
        if child.poll() in (None, -signal.SIGXCPU):
            where = f" after page {pages}" if pages > 0 else ""
            allowed = f"{limits.seconds_per_page:g} s a page or {limits.seconds_per_file:g} s in all"
            remedy = "raise seconds_per_page or seconds_per_file in [limits] of surco.toml"
            return f"takes longer{where} than {allowed}; {remedy}"
        self._said.seek(0)
        lines = self._said.read().decode(errors="replace").strip().splitlines()
        told = f" ({lines[-1][:120]})" if lines else f" (signal {-child.returncode})" if child.returncode < 0 else ""
        return f"the process that read it ended{told}; the file is damaged or needs more memory than there is"

    def _read_frame(self, child: subprocess.Popen[bytes], end: float) -> tuple[bytes, bytes] | None:
        """The next frame, or None where the child ended, is late or sends more than it may."""
        header = _read_exactly(child, HEADER.size, end)
        if header is None:
            return None
        kind, size = HEADER.unpack(header)
        if size > (self.project.settings.limits.output_mib << 20) + 65536:
            return None
        content = _read_exactly(child, size, end)
        return None if content is None else (kind, content)


def _write(child: subprocess.Popen[bytes], line: bytes) -> None:
    assert child.stdin is not None
    with contextlib.suppress(BrokenPipeError):  # the missing answer tells
        while line:
            line = line[child.stdin.write(line) :]


def _read_exactly(child: subprocess.Popen[bytes], size: int, end: float) -> bytes | None:
    assert child.stdout is not None
    handle = child.stdout.fileno()
    parts: list[bytes] = []
    while size:
        if not select.select([handle], [], [], max(0.0, end - time.monotonic()))[0]:
            return None
        part = os.read(handle, min(size, 1 << 20))
        if not part:
            child.wait()
            return None
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def run_jobs(jobs: Iterable[Job], project: Project, *, processes: int = 0) -> Iterator[Made]:
    """Yield what came of each job as it is done, by that many child processes (0: one a core).

    A job is asked for when a process is about to be free: only those at work are in memory. A long file may have the
    hands of the processes that are idle when it is begun.
    """
    many = processes or os.cpu_count() or 1
    idle: queue.LifoQueue[Worker] = queue.LifoQueue()  # the one that has its models first
    workers = [Worker(project) for _ in range(many)]
    for worker in workers:
        idle.put(worker)

    def run(job: Job) -> Made:
        worker = idle.get()
        try:
            return worker.run_job(structs.replace(job, hands=min(idle.qsize() + 1, _MOST_HANDS)))
        finally:
            idle.put(worker)

    waiting: set[Future[Made]] = set()
    with ThreadPoolExecutor(many) as threads:
        asked = (threads.submit(run, job) for job in jobs)
        try:
            waiting.update(itertools.islice(asked, _ASKED_FOR * many))
            while waiting:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                waiting.update(itertools.islice(asked, len(done)))
                while done:
                    yield done.pop().result()
        finally:
            for future in waiting:
                future.cancel()
            for worker in workers:
                worker.close()
