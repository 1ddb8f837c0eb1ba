"""What a plan costs: each file looked at once, no more work for a folder the more documents there are, and little memory."""

from __future__ import annotations

import builtins
import hashlib
import io
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from surco.build import remove_stale
from surco.initialise import make_project
from surco.jsonl import encode_document
from surco.plan import find_output, make_jobs, plan_build
from surco.records import Document, Head, MadeBy, Source
from surco.settings import Project, find_project

GROWTH = 500
"""Bytes that a document may add to the peak of a plan: its id, its path and the line of its digest."""


def write_sources(folder: Path, many: int) -> Project:
    """A project with that many sources, each of which has an output that is up to date."""
    make_project(folder)
    for path in (folder / "corpus/sources").iterdir():
        path.unlink()
    for number in range(many):
        path = folder / f"corpus/sources/d{number:05}.txt"
        path.write_text(f"Redes {number}")
        os.utime(path, (1_500_000_000, 1_500_000_000))
    project = find_project(folder)
    (folder / "annotations/auto").mkdir(exist_ok=True)
    for job in make_jobs(plan_build(project)):
        digest = hashlib.sha256(Path(job.source.path).read_bytes()).hexdigest()
        made_by = MadeBy("surco", "0", job.annotate_inputs or {})
        document = Document(Head(job.source.id, Source(job.source.name, digest, "txt"), made_by=made_by))
        find_output(project, job.source.id).write_bytes(encode_document(document))
    return project


def plan_idly(project: Project) -> None:
    """What a build with nothing to do does."""
    plan = plan_build(project)
    assert plan.todo == ()
    assert remove_stale(project, {*plan.fresh}) == []


@contextmanager
def count_calls(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """Count the files opened, by the kind of their names, and the folders listed or resolved."""
    calls: Counter[str] = Counter()

    def watch(place: Any, name: str, label: str) -> None:
        real = getattr(place, name)

        def call(*words: Any, **options: Any) -> Any:
            opened = label == "open"
            calls[Path(str(words[0])).suffix if opened else label] += 1
            return real(*words, **options)

        patch.setattr(place, name, call)

    with monkeypatch.context() as patch:
        for place, name, label in (
            (builtins, "open", "open"), (io, "open", "open"), (os, "scandir", "scandir"), (os, "listdir", "listdir"),
            (Path, "glob", "glob"), (Path, "resolve", "resolve"),
        ):  # fmt: skip
            watch(place, name, label)
        yield calls


def test_a_plan_looks_at_each_document_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Human annotation was once searched for by a glob a document, and outputs were read twice."""
    few, many = write_sources(tmp_path / "few", 5), write_sources(tmp_path / "many", 50)
    counts = []
    for project in (few, many):
        with count_calls(monkeypatch) as calls:
            plan_idly(project)
        counts.append(calls)
    assert counts[1][".jsonl"] - counts[0][".jsonl"] == 45
    for calls in counts:
        calls.pop(".jsonl")
    assert counts[0] == counts[1]


PEAK = """
import sys, tracemalloc
from pathlib import Path
from surco import plan
from surco.build import remove_stale
from surco.settings import find_project

few, many = map(find_project, map(Path, sys.argv[1:]))
inputs = plan.Inputs(few)  # reading all code and models takes more than many documents, and would hide them
plan.Inputs = lambda project: inputs
peaks = []
for project in (few, few, many):  # what is imported or kept the first time is no growth
    tracemalloc.start()
    made = plan.plan_build(project)
    assert made.todo == () and remove_stale(project, {*made.fresh}) == []
    peaks.append(tracemalloc.get_traced_memory()[1])
    tracemalloc.stop()
    del made
print(peaks[2] - peaks[1])
"""


def test_a_plan_holds_little_of_each_document(tmp_path: Path) -> None:
    """Measured in a process of its own: threads that other tests left behind once counted too."""
    write_sources(tmp_path / "few", 50)
    write_sources(tmp_path / "many", 500)
    told = subprocess.run(
        [sys.executable, "-c", PEAK, tmp_path / "few", tmp_path / "many"], capture_output=True, text=True, check=True
    )
    assert int(told.stdout) < 450 * GROWTH


def test_jobs_are_made_when_they_are_asked_for(tmp_path: Path) -> None:
    project = write_sources(tmp_path / "one", 3)
    for number in range(3):
        (project.sources / f"d{number:05}.txt").write_text("palabra " * (number + 1))
    plan = plan_build(project)
    (project.sources / "d00000.txt").unlink()
    jobs = make_jobs(plan)
    assert [job.source.id for job in jobs] == ["d00002", "d00001", "d00000"]  # the biggest first
    assert next(jobs, None) is None


def test_what_is_named_in_another_encoding_or_linked_is_said(tmp_path: Path) -> None:
    """A name that is no UTF-8 once stopped the whole build with a traceback."""
    project = write_sources(tmp_path / "one", 1)
    Path(os.fsdecode(os.fsencode(project.sources) + b"/ma\xf1ana.txt")).write_text("Redes")
    (tmp_path / "elsewhere").mkdir()
    (project.sources / "linked").symlink_to(tmp_path / "elsewhere")
    plan = plan_build(project)
    assert plan.errors == (
        "corpus/sources/linked: a link to a folder, which is not followed; put the articles themselves there, or remove this",
        "'corpus/sources/ma\\udcf1ana.txt': its name is not UTF-8; rename it",
    )
    assert plan.fresh == ("d00000",)
