"""Jobs → their results by the workers of a Dask cluster: every file that a job reads travels with it."""

from __future__ import annotations

import contextlib
import itertools
import logging
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct, structs

from surco.digest import Inputs, digest_bytes
from surco.processes import Job, Made, Worker
from surco.records import SurcoError
from surco.settings import SETTINGS_FILE, Project, find_project

if TYPE_CHECKING:
    from distributed import Client

_BATCH_JOBS = 16
_BATCH_BYTES = 8 << 20
_BATCHES_PER_CORE = 2
"""How many batches wait for each core: enough that none is idle, few enough that memory stays flat."""
_RETRIES = 5
_CONNECT_SECONDS = 30.0
_SCHEDULER = {"dashboard": False}
"""Nobody looks at the pages of a cluster that ends with the build, and their port may be taken."""


class Parcel(Struct, frozen=True):
    """A batch as it travels: the jobs, all files they read by the sender's path, and what the worker must run.

    `kit` holds the project's settings, scheme, authority files and model by their path in the project.
    """

    jobs: tuple[Job, ...]
    files: dict[str, bytes]
    kit: dict[str, bytes]
    expected: dict[str, str]


def run_jobs_on(client: Client, jobs: Iterable[Job], project: Project) -> Iterator[Made]:
    """Yield what came of each job as its batch is done, on the cluster of that client.

    A worker that is lost costs a retry of its batches. Raises SurcoError where a worker runs other code or models, or
    no worker is left that a batch does not end.
    """
    from distributed import as_completed
    from distributed.scheduler import KilledWorker

    kit, expected = pack_project(project), list_versions(project)
    parcels = (_pack(batch, kit, expected) for batch in part_jobs(jobs))
    cores = max(1, sum(client.nthreads().values()))
    waiting = as_completed(loop=client.loop)
    for parcel in itertools.islice(parcels, _BATCHES_PER_CORE * cores):
        waiting.add(_submit(client, parcel))
    for future in waiting:
        try:
            made = msgspec.msgpack.decode(future.result(), type=tuple[Made, ...])
        except KilledWorker as error:
            raise SurcoError(
                f"{error.last_worker.address}: {error.allowed_failures + 1} workers were lost over one batch; look into their logs"
            ) from error
        future.release()
        for parcel in itertools.islice(parcels, 1):
            waiting.add(_submit(client, parcel))
        yield from made


@contextlib.contextmanager
def connect(scheduler: str) -> Iterator[Client]:
    """A client of the scheduler at that address; raises SurcoError where none answers."""
    from distributed import Client

    _hush_dask()
    try:
        client = Client(scheduler, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise SurcoError(f"{scheduler}: no Dask scheduler answers there ({error}); check the address") from error
    with client:
        yield client


@contextlib.contextmanager
def start_cluster(kind: str, workers: int, logs: Path) -> Iterator[Client]:
    """A client of a cluster started for this run, `workers` workers strong; Dask's own configuration says the rest.

    What the workers print goes into the folder `logs` where the kind of cluster writes files of it.

    Raises SurcoError for an unknown kind or where its package is not installed.
    """
    from distributed import Client

    if kind not in CLUSTERS:
        raise SurcoError(f"unknown cluster {kind!r}; choose from: {', '.join(CLUSTERS)}")
    _hush_dask()
    try:
        cluster = CLUSTERS[kind](workers, logs)
    except ImportError as error:
        raise SurcoError(f"{kind} needs {error.name}; install it: pip install 'surco[{EXTRAS[kind]}]'") from error
    except (ValueError, RuntimeError) as error:
        cause = str(error).splitlines()[0].rstrip(":")
        raise SurcoError(f"{kind}: {cause}; Dask's configuration names what it needs") from error
    with cluster, Client(cluster, set_as_default=False) as client:
        client.wait_for_workers(1)
        yield client


def _hush_dask() -> None:
    """Keep Dask's log from the user: a worker that is lost costs a retry, and what ends the work is raised."""
    for name in ("distributed", "distributed.client"):  # Dask sets the level of both when it is imported
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _start_slurm(workers: int, logs: Path) -> Any:
    import dask
    from dask_jobqueue.slurm import SLURMCluster

    named = dask.config.get("jobqueue.slurm.log-directory", None)
    cluster = SLURMCluster(log_directory=named or str(logs), scheduler_options=_SCHEDULER)
    cluster.scale(workers)
    return cluster


def _start_ssh(workers: int, logs: Path) -> Any:
    import dask
    from distributed import SSHCluster

    hosts = dask.config.get("surco.ssh-hosts", None)
    if not hosts:
        raise ValueError("no hosts are named; set surco.ssh-hosts")
    options = {"n_workers": max(1, workers // len(hosts))}
    hosts = [hosts[0], *hosts]  # the first of Dask's hosts schedules and does not work
    return SSHCluster(hosts, worker_options=options, scheduler_options=_SCHEDULER)


def _start_kubernetes(workers: int, logs: Path) -> Any:
    from dask_kubernetes.operator import KubeCluster

    return KubeCluster(name="surco", n_workers=workers)


CLUSTERS: dict[str, Callable[[int, Path], Any]] = {"slurm": _start_slurm, "ssh": _start_ssh, "kubernetes": _start_kubernetes}
"""What can start a cluster for one run."""
EXTRAS = {"slurm": "cluster", "ssh": "ssh", "kubernetes": "kubernetes"}
"""What is to be installed for each."""


def part_jobs(jobs: Iterable[Job]) -> Iterator[tuple[Job, ...]]:
    """Yield batches of some 16 documents, fewer where their sources are big."""
    batch: list[Job] = []
    size = 0
    for job in jobs:
        with contextlib.suppress(OSError):  # the worker will say that the source can't be read
            size += Path(job.source.path).stat().st_size
        if batch and (len(batch) == _BATCH_JOBS or size > _BATCH_BYTES):
            yield tuple(batch)
            batch, size = [], 0
        batch.append(job)
    if batch:
        yield tuple(batch)


def pack_project(project: Project) -> dict[str, bytes]:
    """The project's own files that decide how a document is annotated, by their path in it."""
    if project.root is None:
        return {}
    named = project.settings.annotate
    paths = [SETTINGS_FILE, named.scheme, named.organisations, named.instruments, f"models/{named.model}"]
    own = [project.folder / path for path in paths if (project.folder / path).exists()]
    files = [file for path in own for file in ([path] if path.is_file() else path.rglob("*")) if file.is_file()]
    return {file.relative_to(project.folder).as_posix(): file.read_bytes() for file in sorted(files)}


def list_versions(project: Project) -> dict[str, str]:
    """The digests of the code, libraries, scheme, authority files and models that this process would annotate with."""
    inputs = Inputs(project)
    return {"code": inputs.code, **inputs.tagging}


def do_batch(parcel: bytes) -> bytes:
    """A packed batch, done: its results; raises SurcoError where this machine runs something else than the sender."""
    batch = msgspec.msgpack.decode(parcel, type=Parcel)
    worker = _find_worker(batch.kit)
    here = list_versions(worker.project)
    other = [name for name in batch.expected if here[name] != batch.expected[name]]
    if other:
        raise SurcoError(f"a worker has other {' and '.join(other)} than this machine; install the same Surco on both")
    with tempfile.TemporaryDirectory(prefix="surco-") as folder:
        made = [_do_job(job, batch.files, Path(folder), worker) for job in batch.jobs]
    return msgspec.msgpack.encode(made)


def _pack(batch: tuple[Job, ...], kit: dict[str, bytes], expected: dict[str, str]) -> bytes:
    files: dict[str, bytes] = {}
    for job in batch:
        for path in _list_files(job):
            with contextlib.suppress(OSError):
                files[path] = Path(path).read_bytes()
    return msgspec.msgpack.encode(Parcel(batch, files, kit, expected))


def _submit(client: Client, parcel: bytes) -> Any:
    return client.submit(do_batch, parcel, pure=False, retries=_RETRIES)


def _list_files(job: Job) -> list[str]:
    return [path for path in (job.source.path, job.source.corrections, job.extracted, *job.gold) if path is not None]


def _do_job(job: Job, files: dict[str, bytes], folder: Path, worker: Worker) -> Made:
    """The result of a job whose files are laid into a folder of this machine; it is told of the sender's job."""
    places = {path: _lay(folder / str(number), path, files) for number, path in enumerate(_list_files(job))}
    corrections, extracted = job.source.corrections, job.extracted
    source = structs.replace(job.source, path=places[job.source.path], corrections=corrections and places[corrections])
    here = structs.replace(
        job, source=source, extracted=extracted and places[extracted], gold=tuple(places[path] for path in job.gold)
    )
    return structs.replace(worker.run_job(here), job=job)


def _lay(folder: Path, path: str, files: dict[str, bytes]) -> str:
    """Where a file that came along now lies; its folder keeps its name, since gold is known by it."""
    place = folder / Path(path).parent.name / Path(path).name
    place.parent.mkdir(parents=True, exist_ok=True)
    if path in files:
        place.write_bytes(files[path])
    return str(place)


_THREAD = threading.local()
"""What each thread of a Dask worker keeps between batches: its child, and the digest of the kit that the child has."""


def _find_worker(kit: dict[str, bytes]) -> Worker:
    """The child that annotates for a project in this thread, as it does one job at a time; it keeps its models."""
    digest = digest_bytes(*(part for name in kit for part in (name.encode(), kit[name])))
    before: Worker | None = getattr(_THREAD, "worker", None)
    if before is not None and _THREAD.digest == digest:
        return before
    worker = _make_worker(kit)
    if before is not None:
        before.close()
    _THREAD.worker, _THREAD.digest = worker, digest
    return worker


def _make_worker(kit: dict[str, bytes]) -> Worker:
    if not kit:
        return Worker(Project())
    folder = Path(tempfile.mkdtemp(prefix="surco-kit-"))
    for name, content in kit.items():
        place = folder / name
        if not place.resolve().is_relative_to(folder.resolve()):
            raise SurcoError(f"{name}: lies outside the project; a worker takes no such file")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return Worker(find_project(folder))
