"""A build does again what changed and nothing else, gives the same bytes each time, and leaves nothing stale."""

from __future__ import annotations

import contextlib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from surco.build import lock_project, remove_stale, run_build
from surco.corpus import Metadata
from surco.gold import digest_text
from surco.initialise import make_project
from surco.jsonl import read_document, write_document
from surco.plan import Plan, explain_build, plan_build
from surco.processes import Made
from surco.records import Block, Document, Head, Label, SurcoError, iterate_problems
from surco.settings import Project, find_project

ARTICLE = """Redes de puertos
Ana Ruiz Peña

Introducción

Los puertos de la costa acordaron en 2011 una red de ayuda mutua entre iguales, sin condiciones (Lema, 2012: 14). La
Organización de Estados Americanos (OEA) no intervino. Según Paz Orte (2010), la {0} fue el principio de todo.

Referencias

Lema, R. (2012). Puertos hermanos. Lima: Sur.
Paz Orte, M. (2010). Redes de costa. Quito: Andes.
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A new project with three short articles."""
    folder = tmp_path / "corpus-1"
    make_project(folder)
    for name, word in (("a", "solidaridad"), ("b", "horizontalidad"), ("c", "equidad")):
        (folder / "corpus/sources" / f"{name}.txt").write_text(ARTICLE.format(word), "utf-8")
    return find_project(folder)


def build(project: Project, *, processes: int = 1, verify: bool = False) -> tuple[Plan, list[Made], list[str]]:
    with lock_project(project):
        plan = plan_build(project, verify=verify)
        made = list(run_build(project, plan, processes=processes))
        kept = {*plan.fresh, *plan.unclear, *(one.job.source.id for one in made if one.error is None)}
        return plan, made, remove_stale(project, kept)


def read_outputs(project: Project) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (project.folder / "annotations/auto").iterdir()}


def rebuilt(project: Project) -> dict[str, bool]:
    """The ids that the next build has to do, and whether their extraction is still good."""
    return {todo.id: todo.is_extracted for todo in plan_build(project).todo}


def test_only_what_changed_is_done_again(project: Project) -> None:
    plan, made, _ = build(project)
    assert [one.error for one in made] == [None, None, None]
    assert sorted(read_outputs(project)) == ["a.jsonl", "b.jsonl", "c.jsonl"]
    assert rebuilt(project) == {}
    before = read_outputs(project)

    # a touched file is no changed file
    source = project.sources / "a.txt"
    os.utime(source)
    assert rebuilt(project) == {}
    source.write_text(ARTICLE.format("reciprocidad"), "utf-8")
    assert rebuilt(project) == {"a": False}
    source.write_text(ARTICLE.format("solidaridad"), "utf-8")
    assert rebuilt(project) == {}

    # the authority file decides tagging, not extraction
    authority = project.folder / "annotations/authority/organisations.csv"
    was = authority.read_bytes()
    authority.write_bytes(was.replace(b"Banco Mundial", b"Banco del Mundo"))
    assert rebuilt(project) == {"a": True, "b": True, "c": True}
    authority.write_bytes(was)
    assert rebuilt(project) == {}

    # metadata concern one article, and its extraction too
    about = project.folder / "corpus/corpus.toml"
    about.write_text('[b]\nyear = 2016\nlicence = "CC0-1.0"\n')
    assert rebuilt(project) == {"b": False}
    about.write_text('[b]\nlicence = "CC0-1.0"\n')
    assert rebuilt(project) == {}

    # a lost output is made again, byte for byte, from the kept extraction
    (project.folder / "annotations/auto/c.jsonl").unlink()
    assert rebuilt(project) == {"c": True}
    build(project)
    assert read_outputs(project) == before

    # a damaged extraction is made again
    (project.folder / "annotations/auto/c.jsonl").unlink()
    kept = project.folder / ".surco/extract/c.jsonl"
    kept.write_bytes(kept.read_bytes()[:-20])
    _, [made_again], _ = build(project)
    assert made_again.error is None
    assert read_outputs(project) == before


def explain(project: Project) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {reason.id: (reason.stages, reason.causes) for reason in explain_build(project)}


def test_every_change_is_named_with_what_it_costs(project: Project) -> None:
    both = "extraction and annotation"
    assert explain(project)["a"] == (both, ("it was never annotated, or its output can't be read",))
    build(project)
    assert explain(project) == dict.fromkeys("abc", ("nothing", ()))
    (project.folder / "corpus/sources/a.txt").write_text(ARTICLE.format("simetría"), "utf-8")
    (project.folder / "corpus/corpus.toml").write_text("[b]\nyear = 2001\n")
    scheme = project.folder / "annotations/scheme.toml"
    scheme.write_text(scheme.read_text("utf-8") + "\n# a remark\n", "utf-8")
    changed = "the annotation scheme changed"
    assert explain(project) == {
        "a": (both, ("the source changed", changed)),
        "b": (both, ("what corpus.toml says of it changed", changed)),
        "c": ("annotation", (changed,)),
    }
    assert rebuilt(project) == {"a": False, "b": False, "c": True}  # it says what a build does


def test_outputs_keep_the_format_and_say_what_they_are_made_from(project: Project) -> None:
    build(project)
    for path in sorted((project.folder / "annotations/auto").iterdir()):
        document = read_document(path)
        assert list(iterate_problems(document)) == []
        assert document.head.source is not None
        assert document.head.source.path == f"corpus/sources/{path.stem}.txt"
        assert document.head.made_by is not None
        assert set(document.head.made_by.inputs) == {"code", "settings", "metadata", "scheme", "authority", "models"}
        assert str(project.folder).encode() not in path.read_bytes()


def test_bytes_do_not_depend_on_place_or_processes(project: Project, tmp_path: Path) -> None:
    build(project, processes=1)
    other = tmp_path / "elsewhere"
    shutil.copytree(project.folder, other, ignore=shutil.ignore_patterns("auto", ".surco"))
    build(find_project(other), processes=3)
    assert read_outputs(find_project(other)) == read_outputs(project)


def test_bad_sources_cost_a_line_each_and_leave_nothing_stale(project: Project) -> None:
    build(project)
    (project.sources / "a.txt").unlink()
    (project.sources / "b.txt").write_bytes(b"")
    (project.sources / "d.pdf").write_bytes(b"%PDF-1.4 broken")
    (project.sources / "c.xml").write_text("<article/>")
    (project.sources / "e.txt").write_text(ARTICLE.format("autonomía"), "utf-8")
    other = project.folder / "annotations/auto/mine.jsonl"
    write_document(Document(Head("mine")), other)
    plan, made, removed = build(project)
    assert [error.split("sources/")[-1] for error in plan.errors] == ["c.xml: both have the id 'c'; rename one of them"]
    errors = {one.job.source.name: one.error for one in made if one.error is not None}
    assert errors["corpus/sources/b.txt"] == "corpus/sources/b.txt: empty file; fetch it again"
    assert (errors["corpus/sources/d.pdf"] or "").startswith("corpus/sources/d.pdf: damaged PDF")
    assert sorted(read_outputs(project)) == ["c.jsonl", "e.jsonl", "mine.jsonl"]
    assert [line.split(":")[0] for line in removed] == [f"annotations/auto/{name}.jsonl" for name in "ab"]


def test_a_second_source_of_the_same_id_costs_no_output(project: Project) -> None:
    """It once removed the good output, and said that its source was gone."""
    build(project)
    before = read_outputs(project)
    (project.folder / "corpus/sources/a.xml").write_text("<article/>")
    plan, made, said = build(project)
    assert len(plan.errors) == 1 and "both have the id 'a'" in plan.errors[0]
    assert (made, said) == ([], [])
    assert read_outputs(project) == before


def test_a_pdf_has_the_same_bytes_when_its_extraction_was_kept(project: Project) -> None:
    """Whole numbers among a table's edges once came back from the cache as 86.0."""
    sample = Path(__file__).parent / "data/samples/redes-cuencas-journal.pdf"
    shutil.copy(sample, project.folder / "corpus/sources/d.pdf")
    build(project)
    before = read_outputs(project)["d.jsonl"]
    (project.folder / "annotations/auto/d.jsonl").unlink()
    _, [made], _ = build(project)
    assert made.extracted is None  # the kept one was read
    assert read_outputs(project)["d.jsonl"] == before


def test_a_scheme_that_the_model_does_not_know_is_said(project: Project) -> None:
    """After `surco migrate` a build once went on giving a label that the scheme no longer had."""
    scheme = project.folder / "annotations/scheme.toml"
    scheme.write_text(re.sub(r"\bequidad\b", "justicia", scheme.read_text("utf-8")), "utf-8")
    [remark] = plan_build(project).remarks
    assert remark == (
        "the scheme and models/principles differ: the model has no justicia and gives equidad; run: surco train labels"
    )


def test_what_is_no_file_is_said(project: Project) -> None:
    """A link that leads nowhere was once passed over without a word."""
    (project.sources / "loop.txt").symlink_to("loop.txt")
    (project.sources / "lost.pdf").symlink_to("nowhere.pdf")
    os.mkfifo(project.sources / "pipe.txt")
    assert plan_build(project).errors == tuple(
        f"corpus/sources/{name}: neither a file nor a folder; put the article itself there, or remove this"
        for name in ("loop.txt", "lost.pdf", "pipe.txt")
    )


def test_remarks_on_metadata_and_human_annotation_without_source(project: Project) -> None:
    (project.folder / "corpus/corpus.toml").write_text("[zz]\nyear = 2016\n")
    write_document(Document(Head("yy")), project.folder / "annotations/gold/ana/yy.jsonl")
    remarks = plan_build(project).remarks
    assert remarks == (
        "corpus/corpus.toml: [zz] names no source in corpus/sources",
        "annotations/gold/ana/yy.jsonl: no source has this id; the annotation is kept, but nothing carries it",
    )


def test_human_annotation_is_carried_and_the_adjudicated_one_wins(project: Project) -> None:
    build(project)
    output = project.folder / "annotations/auto/a.jsonl"
    passage = next(block for block in read_document(output).blocks if block.is_passage)

    def annotate_by(name: str, principle: str, text: str = passage.text, status: str = "done") -> None:
        human = Block(
            id=passage.id, type="paragraph", text=text, status=status, text_sha256=digest_text(text),  # type: ignore[arg-type]
            labels=(Label(principle, "affirmed", source=f"human:{name}"),),
        )  # fmt: skip
        write_document(Document(Head("a"), (human,)), project.folder / f"annotations/gold/{name}/a.jsonl")

    def labels() -> list[str]:
        build(project)
        block = next(block for block in read_document(output).blocks if block.id == passage.id)
        return [f"{label.principle} {label.source}" for label in block.labels or ()]

    annotate_by("ana", "eficiencia")
    assert rebuilt(project) == {"a": True}
    assert labels() == ["eficiencia human:ana"]
    annotate_by("adjudicated", "consenso")
    assert labels() == ["consenso human:adjudicated"]
    # an open block is no judgement yet
    annotate_by("adjudicated", "consenso", status="open")
    assert labels() == ["eficiencia human:ana"]
    # of a text that is no longer there, the output says so
    annotate_by("ana", "eficiencia", text="Otro texto.")
    assert "eficiencia human:ana" not in labels()
    assert [warning.code for warning in read_document(output).head.warnings or ()][-1] == "gold-not-carried"
    # a broken file is named, with its line
    (project.folder / "annotations/gold/ana/a.jsonl").write_text('{"record":"document","id":"a"}\n{"rec\n')
    _, [made], _ = build(project)
    assert "annotations/gold/ana/a.jsonl:2: " in (made.error or "")


def test_one_build_at_a_time(project: Project) -> None:
    with (
        lock_project(project),
        pytest.raises(SurcoError, match="another surco build is at work"),
        lock_project(project),
    ):
        pass


def test_a_password_and_a_licence_are_no_inputs(project: Project) -> None:
    build(project)
    (project.folder / "corpus/corpus.toml").write_text('[a]\npassword = "x"\nlicence = "CC0-1.0"\n')
    assert rebuilt(project) == {}
    assert Metadata(password="x") != Metadata()


@pytest.mark.slow
def test_a_killed_build_leaves_nothing_half_written(project: Project, tmp_path: Path) -> None:
    build(project)
    expected = read_outputs(project)
    chance = random.Random(7)
    for _ in range(3):
        shutil.rmtree(project.folder / "annotations/auto")
        shutil.rmtree(project.folder / ".surco")
        child = subprocess.Popen(
            [sys.executable, "-m", "surco", "build", "-q", "-j", "2"], cwd=project.folder, start_new_session=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )  # fmt: skip
        end = time.monotonic() + chance.uniform(0.3, 3.0)
        while child.poll() is None and time.monotonic() < end:
            time.sleep(0.02)
        with contextlib.suppress(ProcessLookupError):  # it was quicker
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        for path in (project.folder / "annotations").glob("auto/*.jsonl"):
            assert path.read_bytes() == expected[path.name]
        build(project)
        assert read_outputs(project) == expected
