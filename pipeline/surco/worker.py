"""One source → its extracted and annotated JSONL, in a child process that answers to `processes.Worker`."""

from __future__ import annotations

import contextlib
import gc
import logging
import math
import os
import resource
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import msgspec
from msgspec import structs

from surco import __version__
from surco.annotate import Tools, annotate_document, load_tools
from surco.extract.source import Means, extract_source
from surco.gold import merge_gold
from surco.jsonl import encode_document, read_document
from surco.language import LANGUAGES, is_known
from surco.processes import ANNOTATED, BEAT, BROKEN, EXTRACTED, FAILED, HEADER, READY, SPENT, Job
from surco.records import Document, FormatError, MadeBy, SourceError, SurcoError
from surco.settings import Project

_CHARACTERS_PER_PAGE = 3000


class _Server:
    """Does one job after another; the tools are loaded at the first that needs them."""

    def __init__(self, project: Project, reply: IO[bytes]) -> None:
        self.project, self.reply = project, reply
        self.tools: Tools | None = None
        self.began = 0.0

    def send(self, kind: bytes, content: bytes = b"") -> None:
        self.reply.write(HEADER.pack(kind, len(content)) + content)
        self.reply.flush()

    def beat(self, pages: float = 1.0) -> None:
        """Tell that it goes on, and let the next step have the processor time of that many pages.

        The system ends a process that takes more.
        """
        limits = self.project.settings.limits
        used = _measure_time()
        until = min(used + limits.seconds_per_page * max(1.0, pages), self.began + limits.seconds_per_file)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (max(1, math.ceil(until)), hard))
        self.send(BEAT)

    def do_job(self, job: Job) -> None:
        try:
            if job.annotate_inputs is not None and self.tools is None:
                self.tools = load_tools(self.project)
                gc.freeze()
        except SurcoError as error:
            return self.send(BROKEN, str(error).encode())
        self.send(READY)
        self.began = _measure_time()
        self.beat()
        try:
            with _limit_memory(self.project.settings.limits.memory_mib):
                self.make_outputs(job)
        except SurcoError as error:
            self.send(FAILED, str(error).encode())
        except MemoryError:
            limit = self.project.settings.limits.memory_mib
            message = f"needs more than {limit} MiB of memory; raise memory_mib in [limits] of surco.toml"
            self.send(SPENT, _say(job, message).encode())
        except RecursionError:
            self.send(FAILED, _say(job, "nested too deeply; it is damaged or no article").encode())
        except Exception as error:
            cause = f"{type(error).__name__}: {error}".splitlines()[0][:120]
            self.send(FAILED, _say(job, f"stopped by a fault in surco ({cause}); please report this file").encode())

    def make_outputs(self, job: Job) -> None:
        document = self.extract(job)
        if job.annotate_inputs is None or job.keeps_extraction:
            self.send(EXTRACTED, self.encode(document, job))
        if job.annotate_inputs is None:
            return
        assert self.tools is not None
        self.beat(1 + sum(len(block.text) for block in document.blocks) / _CHARACTERS_PER_PAGE)
        document = merge_gold(annotate_document(document, self.tools), map(Path, job.gold))
        self.send(ANNOTATED, self.encode(_sign(document, job.annotate_inputs), job))

    def extract(self, job: Job) -> Document:
        if job.extracted is not None:
            with contextlib.suppress(FormatError):
                return read_document(Path(job.extracted))
        means = Means(self.beat, job.hands)
        document = extract_source(job.source, self.project.settings, metadata=job.metadata, means=means)
        return _sign(document, job.extract_inputs)

    def encode(self, document: Document, job: Job) -> bytes:
        content = encode_document(document)
        limit = self.project.settings.limits.output_mib
        if len(content) > limit << 20:
            raise SourceError(_say(job, f"gives more than {limit} MiB; raise output_mib in [limits] of surco.toml"))
        return content


def _say(job: Job, what: str) -> str:
    return f"{job.source.name}: {what}"


def _sign(document: Document, inputs: dict[str, str]) -> Document:
    return structs.replace(document, head=structs.replace(document.head, made_by=MadeBy("surco", __version__, inputs)))


def _measure_time() -> float:
    """The seconds of processor time that this process has used."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


@contextlib.contextmanager
def _limit_memory(mebibytes: int) -> Iterator[None]:
    """Hold the address space to what is in use now and `mebibytes` more; where the system can't, nothing is held."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    try:
        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + (mebibytes << 20), hard))
    except (OSError, ValueError):
        pass
    try:
        yield
    finally:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def main() -> None:
    """Read the project and then jobs, one JSON a line, from standard input until it ends."""
    logging.disable()
    gc.disable()  # what a document leaves behind is collected after it: looking for it meanwhile takes a sixth of the time
    reply = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # nothing that a library prints may mix with the frames
    requests = sys.stdin.buffer
    for language in LANGUAGES:
        is_known("surco", (language,))  # the first time a dictionary is unpacked: no source is charged with that
    server = _Server(msgspec.json.decode(requests.readline(), type=Project), reply)
    jobs = msgspec.json.Decoder(Job)
    with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):
        for line in requests:
            server.do_job(jobs.decode(line))
            gc.collect(0)  # what is older stays: words remembered, which a child that is replaced forgets
            resource.setrlimit(resource.RLIMIT_CPU, (resource.getrlimit(resource.RLIMIT_CPU)[1],) * 2)
