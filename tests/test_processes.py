"""However many jobs there are, few are in memory, and a child is replaced before what it remembers grows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from surco import processes
from surco.corpus import SourceFile
from surco.processes import Job, Made, Worker, run_jobs
from surco.settings import Project

TEXT = "Redes de puertos\n\nLos puertos de la costa acordaron en 2011 una red de ayuda mutua entre iguales.\n"


def pretend(worker: Worker, job: Job) -> Made:
    return Made(job, annotated=b"{}")


@pytest.mark.parametrize("many", [1, 3])
@pytest.mark.parametrize("amount", [0, 1, 2, 50])
def test_jobs_are_asked_for_a_few_at_a_time(many: int, amount: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Worker, "run_job", pretend)
    asked = 0

    def make() -> Iterator[Job]:
        nonlocal asked
        for number in range(amount):
            asked += 1
            yield Job(SourceFile(str(number), "", ""))

    ids = []
    for made in run_jobs(make(), Project(), processes=many):
        ids.append(made.job.source.id)
        assert asked - len(ids) < 2 * processes._ASKED_FOR * many
    assert sorted(ids, key=int) == [str(number) for number in range(amount)]


@pytest.mark.parametrize(("many", "hands"), [(1, 1), (2, 2), (9, 4)])
def test_a_job_has_the_hands_of_idle_processes(many: int, hands: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Worker, "run_job", pretend)
    [made] = run_jobs([Job(SourceFile("a", "", ""))], Project(), processes=many)
    assert made.job.hands == hands


def test_what_is_left_when_nobody_asks_any_more_is_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    begun = []

    def note(worker: Worker, job: Job) -> Made:
        begun.append(job.source.id)
        return pretend(worker, job)

    monkeypatch.setattr(Worker, "run_job", note)
    results = run_jobs((Job(SourceFile(str(number), "", "")) for number in range(1000)), Project(), processes=2)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert len(begun) <= 2 * processes._ASKED_FOR * 2


def test_a_child_that_has_sent_enough_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    job = Job(SourceFile("a", str(tmp_path / "a.txt"), "a.txt"))
    with Worker(Project()) as worker:
        first = worker.run_job(job)
        child = worker._child
        assert first.error is None and first.extracted and child is not None
        monkeypatch.setattr(processes, "_CHILD_BYTES", 2 * len(first.extracted))
        assert worker.run_job(job).extracted == first.extracted
        assert worker._child is child
        assert worker.run_job(job).extracted == first.extracted
        assert worker._child is None and child.poll() is not None
        assert worker.run_job(job).extracted == first.extracted
        assert worker._child is not None
