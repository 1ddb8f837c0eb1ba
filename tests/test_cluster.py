"""A build on a Dask cluster: the bytes of a local one, whatever happens to its workers."""

from __future__ import annotations

import contextlib
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest

from surco.build import lock_project, run_build
from surco.cluster import Parcel, connect, do_batch, pack_project, part_jobs
from surco.corpus import SourceFile
from surco.initialise import make_project
from surco.jsonl import decode_document
from surco.plan import make_jobs, plan_build
from surco.processes import Job, Made
from surco.records import SurcoError
from surco.settings import Project, find_project

ARTICLE = """Redes de puertos {0}

Introducción

Los puertos de la costa acordaron en 2011 una red de ayuda mutua entre iguales (Lema, 2012: {0}). La Organización de
Estados Americanos (OEA) no intervino; la horizontalidad fue el principio de todo.

Referencias

Lema, R. (2012). Puertos hermanos. Lima: Sur.
"""


def make_corpus(folder: Path, many: int) -> Project:
    make_project(folder)
    for number in range(many):
        (folder / f"corpus/sources/a{number:03}.txt").write_text(ARTICLE.format(number), "utf-8")
    (folder / "corpus/sources/broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    return find_project(folder)


def list_outputs(project: Project) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (project.folder / "annotations/auto").iterdir()}


@contextlib.contextmanager
def run_dask(*words: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-m", "dask", *words], stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


class Relay:
    """A port of this machine that passes everything on to another, until it is cut."""

    def __init__(self, port: int) -> None:
        self.target = port
        self.pairs: list[socket.socket] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self.listener.accept()
                far = socket.create_connection(("127.0.0.1", self.target))
                self.pairs += [near, far]
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    @staticmethod
    def _pass_on(one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while content := one.recv(65536):
                other.sendall(content)

    def cut(self) -> None:
        self.listener.close()
        for end in self.pairs:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


def find_port(file: Path) -> int:
    """The port in the scheduler's file, once it is written."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError, ValueError, KeyError):
            address = str(msgspec.json.decode(file.read_bytes())["address"])
            return int(address.rpartition(":")[2])
        threading.Event().wait(0.1)
    raise AssertionError("the scheduler did not start")


@pytest.mark.cluster
def test_a_worker_killed_and_one_cut_off_cost_no_document(tmp_path: Path) -> None:
    project, alone = make_corpus(tmp_path / "many", 100), make_corpus(tmp_path / "one", 100)
    with lock_project(alone):
        list(run_build(alone, plan_build(alone)))
    start = ("--host", "127.0.0.1", "--no-dashboard")
    file = tmp_path / "scheduler.json"
    with contextlib.ExitStack() as opened:
        opened.enter_context(run_dask("scheduler", *start, "--port", "0", "--scheduler-file", str(file)))
        port = find_port(file)
        relay = Relay(port)
        addresses = (f"tcp://127.0.0.1:{port}", f"tcp://127.0.0.1:{relay.port}", f"tcp://127.0.0.1:{port}")
        killed, _, _ = [
            opened.enter_context(run_dask("worker", address, *start, "--nthreads", "1", "--no-nanny"))
            for address in addresses
        ]
        client = opened.enter_context(connect(addresses[0]))
        client.wait_for_workers(3)
        made: list[Made] = []
        with lock_project(project):
            for one in run_build(project, plan_build(project), client=client):
                made.append(one)
                if len(made) == 1:
                    killed.kill()
                if len(made) == 20:
                    relay.cut()
        assert len(client.scheduler_info()["workers"]) == 1
    assert sorted(one.job.source.id for one in made) == sorted([*(f"a{number:03}" for number in range(100)), "broken"])
    assert [one.job.source.id for one in made if one.error] == ["broken"]
    assert list_outputs(project) == list_outputs(alone)


def test_no_scheduler_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("surco.cluster._CONNECT_SECONDS", 0.2)
    with pytest.raises(SurcoError, match="tcp://127.0.0.1:9: no Dask scheduler answers there"), connect(
        "tcp://127.0.0.1:9"
    ):
        pass


def test_a_worker_with_other_code_or_models_refuses(tmp_path: Path) -> None:
    project = make_corpus(tmp_path / "a", 0)
    kit = pack_project(project)
    assert "surco.toml" in kit and "annotations/scheme.toml" in kit
    parcel = Parcel((), {}, kit, {"code": "0" * 16})
    with pytest.raises(SurcoError, match="a worker has other code than this machine"):
        do_batch(msgspec.msgpack.encode(parcel))


@pytest.mark.slow
def test_threads_of_one_worker_do_not_mix_their_documents(tmp_path: Path) -> None:
    project = make_corpus(tmp_path / "a", 12)
    plan = plan_build(project)
    kit = pack_project(project)

    def run(job: Job) -> tuple[Made, ...]:
        parcel = Parcel((job,), {job.source.path: Path(job.source.path).read_bytes()}, kit, {})
        return msgspec.msgpack.decode(do_batch(msgspec.msgpack.encode(parcel)), type=tuple[Made, ...])

    with ThreadPoolExecutor(2) as threads:
        made = [one for batch in threads.map(run, make_jobs(plan)) for one in batch]
    for one in made:
        assert (one.annotated is None) == (one.job.source.id == "broken")
        if one.annotated is not None:
            assert decode_document(one.annotated, "made").head.id == one.job.source.id


def test_a_worker_writes_nothing_outside_its_folder() -> None:
    parcel = Parcel((), {}, {"../../escaped.toml": b""}, {})
    with pytest.raises(SurcoError, match="lies outside the project"):
        do_batch(msgspec.msgpack.encode(parcel))


def test_batches_keep_every_job_and_part_at_big_sources(tmp_path: Path) -> None:
    (tmp_path / "big").write_bytes(b"")
    with (tmp_path / "big").open("r+b") as file:
        file.truncate(9 << 20)
    jobs = [Job(SourceFile(str(number), str(tmp_path / name), name)) for number, name in enumerate(["x"] * 20 + ["big"] * 2)]
    batches = list(part_jobs(jobs))
    assert [job for batch in batches for job in batch] == jobs
    assert [len(batch) for batch in batches] == [16, 4, 1, 1]
