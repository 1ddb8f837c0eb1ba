"""Clusters that a build starts for itself, on real servers of this machine: OpenSSH and SLURM, installed by `make cluster`."""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from test_cluster import list_outputs, make_corpus

from surco.build import lock_project, run_build
from surco.plan import plan_build
from surco.settings import Project

pytestmark = pytest.mark.cluster
ARTICLES = 80
PATH = os.pathsep.join((os.environ["PATH"], "/usr/sbin", "/sbin"))
Environment = dict[str, str]


def find_program(name: str) -> str:
    found = shutil.which(name, path=PATH)
    if found is None:
        pytest.skip(f"needs {name}; run: make cluster")
    return found


def find_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@contextlib.contextmanager
def run_server(*words: str | Path, env: Environment | None = None) -> Iterator[subprocess.Popen[bytes]]:
    """A server in the foreground of its own process, ended with the test."""
    process = subprocess.Popen([str(word) for word in words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env)
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + 30
    while not is_so():
        if time.monotonic() > end:
            pytest.skip(f"{what} does not start on this machine")
        time.sleep(0.1)


def configure_dask(folder: Path, settings: object) -> Environment:
    """The environment in which Dask finds these settings."""
    (folder / "dask.yaml").write_text(json.dumps(settings))
    return {**os.environ, "DASK_CONFIG": str(folder / "dask.yaml")}


@pytest.fixture
def ssh(tmp_path: Path) -> Iterator[Environment]:
    """An SSH server that lets in who has the key in a home of his own."""
    pytest.importorskip("asyncssh")
    server, make_key = find_program("sshd"), find_program("ssh-keygen")
    home, port = tmp_path / "home", find_port()
    (home / ".ssh").mkdir(parents=True, mode=0o700)
    for key in (home / ".ssh/id_ed25519", tmp_path / "host"):
        subprocess.run([make_key, "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    host = (tmp_path / "host.pub").read_text()
    (home / ".ssh/known_hosts").write_text(f"[127.0.0.1]:{port} {host}")
    (home / ".ssh/config").write_text(f"Host 127.0.0.1\n  Port {port}\n  User {getpass.getuser()}\n")
    settings = {
        "ListenAddress": "127.0.0.1", "Port": port, "HostKey": tmp_path / "host", "StrictModes": "no", "UsePAM": "no",
        "AuthorizedKeysFile": home / ".ssh/id_ed25519.pub", "PidFile": "none",
    }  # fmt: skip
    (tmp_path / "sshd").write_text("".join(f"{name} {value}\n" for name, value in settings.items()))
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    with run_server(server, "-D", "-e", "-f", tmp_path / "sshd"):
        wait_until(lambda: is_open(port), "sshd")
        yield {**configure_dask(tmp_path, {"surco": {"ssh-hosts": ["127.0.0.1"]}}), "HOME": str(home)}


def is_open(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
        return True
    return False


@pytest.fixture
def slurm(tmp_path: Path) -> Iterator[Environment]:
    """SLURM with one node, this machine."""
    munge, control, node = (find_program(name) for name in ("munged", "slurmctld", "slurmd"))
    (tmp_path / "key").write_bytes(secrets.token_bytes(1024))
    (tmp_path / "key").chmod(0o400)
    host, user = socket.gethostname().partition(".")[0], getpass.getuser()
    settings = {
        "ClusterName": "test", "SlurmctldHost": f"{host}(127.0.0.1)", "SlurmUser": user, "SlurmdUser": user,
        "AuthType": "auth/munge", "AuthInfo": f"socket={tmp_path}/munge", "StateSaveLocation": tmp_path / "state",
        "SlurmdSpoolDir": tmp_path / "spool", "SlurmctldPidFile": tmp_path / "control.pid",
        "SlurmdPidFile": tmp_path / "node.pid", "SlurmctldPort": find_port(), "SlurmdPort": find_port(),
        "ProctrackType": "proctrack/linuxproc", "TaskPlugin": "task/none", "SelectType": "select/cons_tres",
        "SelectTypeParameters": "CR_Core", "MpiDefault": "none", "SwitchType": "switch/none",
        "JobAcctGatherType": "jobacct_gather/none", "AccountingStorageType": "accounting_storage/none",
        "NodeName": f"{host} NodeAddr=127.0.0.1 CPUs={os.cpu_count()} RealMemory=2000 State=UNKNOWN",
        "PartitionName": "short Nodes=ALL Default=YES State=UP",
    }  # fmt: skip
    for name in ("state", "spool"):
        (tmp_path / name).mkdir()
    config = tmp_path / "slurm.conf"
    config.write_text("".join(f"{name}={value}\n" for name, value in settings.items()))
    named = (("key", "key-file"), ("munge", "socket"), ("munge.pid", "pid-file"), ("munge.log", "log-file"), ("seed", "seed-file"))
    places = [f"--{option}={tmp_path / name}" for name, option in named]
    jobs = {"cores": 1, "processes": 1, "memory": "800MB", "queue": "short", "walltime": "00:10:00"}
    env = {**configure_dask(tmp_path, {"jobqueue": {"slurm": jobs}}), "SLURM_CONF": str(config), "PATH": PATH}
    with run_server(munge, "--foreground", "--force", *places), contextlib.ExitStack() as opened:
        wait_until((tmp_path / "munge").exists, "munged")
        opened.enter_context(run_server(control, "-D", "-f", config, env=env))
        opened.enter_context(run_server(node, "-D", "-f", config, env=env))
        wait_until(lambda: "idle" in ask_slurm(env, "sinfo", "-h", "-o", "%T"), "SLURM")
        yield env
        ask_slurm(env, "scancel", "--user", user)


def ask_slurm(env: Environment, *words: str) -> str:
    told = subprocess.run(words, env=env, capture_output=True, text=True)
    return told.stdout


@contextlib.contextmanager
def start_build(project: Project, kind: str, env: Environment) -> Iterator[subprocess.Popen[str]]:
    words = [sys.executable, "-m", "surco", "build", "--quiet", "--cluster", kind, "-j", "2"]
    build = subprocess.Popen(words, cwd=project.folder, env=env, stderr=subprocess.PIPE, text=True)
    try:
        yield build
    finally:
        build.kill()
        build.wait()


def list_failures(said: str) -> list[str]:
    """The sources that a build calls failed."""
    return [line.partition(":")[0] for line in said.splitlines() if line.startswith("corpus/sources/")]


@pytest.fixture
def local(tmp_path: Path) -> dict[str, bytes]:
    """The outputs of a build on this machine alone."""
    project = make_corpus(tmp_path / "local", ARTICLES)
    with lock_project(project):
        list(run_build(project, plan_build(project)))
    return list_outputs(project)


def test_a_build_over_ssh_gives_the_bytes_of_a_local_one(
    ssh: Environment, local: dict[str, bytes], tmp_path: Path
) -> None:
    project = make_corpus(tmp_path / "ssh", ARTICLES)
    with start_build(project, "ssh", ssh) as build:
        said = build.communicate(timeout=300)[1]
    assert list_outputs(project) == local, said
    assert list_failures(said) == ["corpus/sources/broken.pdf"]


def test_a_job_that_slurm_ends_costs_no_document(slurm: Environment, local: dict[str, bytes], tmp_path: Path) -> None:
    project = make_corpus(tmp_path / "slurm", ARTICLES)
    with start_build(project, "slurm", slurm) as build:
        while build.poll() is None and not [*(project.folder / "annotations/auto").glob("*.jsonl")]:
            time.sleep(0.05)
        running = ask_slurm(slurm, "squeue", "-h", "-t", "running", "-o", "%i").split()
        if len(running) > 1:
            ask_slurm(slurm, "scancel", running[0])
        said = build.communicate(timeout=300)[1]
    assert list_outputs(project) == local, said
    assert list_failures(said) == ["corpus/sources/broken.pdf"]
    assert [path.name for path in project.folder.glob("*.out")] == []
