"""surco concordance, table, keyness and collocates as a user meets them."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path

import pytest
from counted_corpus import DOCUMENTS, mark
from msgspec import structs
from typer.testing import CliRunner

from surco.cli import app
from surco.cli.counting import _write_latex, _write_markdown, _write_raw, _write_value
from surco.jsonl import read_document, write_document
from surco.records import Document, Entity, Head, replace

RUNNER = CliRunner()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with the counted corpus."""
    (tmp_path / "surco.toml").write_text("")
    for document in DOCUMENTS:
        write_document(document, tmp_path / "annotations" / "auto" / f"{document.head.id}.jsonl")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> tuple[int, str, str]:
    done = RUNNER.invoke(app, words)
    return done.exit_code, done.stdout, done.stderr


def test_keywords_stand_below_one_another(project: Path) -> None:
    status, said, told = run("concordance", "la", "-n", "3")
    lines = said.splitlines()
    assert status == 0 and len(lines) == 3 and {line[62:64].lower() for line in lines} == {"la"}
    assert told == "7 hits, 3 shown; -n 0 shows all\n"
    status, said, told = run("concordance", "--label", "equidad:affirmed", "--by", "human", "-f", "tsv")
    [head, *rows] = csv.reader(io.StringIO(said), delimiter="\t")
    assert head[-2:] == ["annotation", "made by"] and [row[-2:] for row in rows] == [["equidad affirmed", "human"]] * 2
    assert run("concordance", "zzz", "-f", "json")[1].strip() == "[]"


def test_a_corpus_elsewhere_is_named(project: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path_factory.mktemp("other")
    shutil.copy(project / "annotations" / "auto" / "a.jsonl", other)
    monkeypatch.chdir(other)
    status, _, told = run("concordance", "la")
    assert status == 1 and "no surco.toml here or above; name annotated files with --in" in told
    assert len(run("concordance", "la", "--in", "a.jsonl")[1].splitlines()) == 3
    assert [path.name for path in other.iterdir()] == ["a.jsonl"]


def test_tables_have_every_form(project: Path) -> None:
    status, said, _ = run("table", "principle", "stance", "-f", "csv")
    [head, first, *_] = csv.reader(io.StringIO(said))
    assert head[:4] == ["principle", "stance", "made by", "count"] and head[-2:] == ["DP", "words"]
    assert first[:4] == ["consenso", "affirmed", "machine", "1"] and float(first[5]) == 1000 / 45 and first[-1] == "45"
    cells = json.loads(run("table", "document", "-f", "json")[1])
    assert {cell["row"]: cell["low"] for cell in cells} == {"a": None, "b": None}
    assert run("table", "principle", "stance", "--wide", "count", "--by", "human", "-f", "markdown")[1] == (
        "|  | affirmed |\n| --- | ---: |\n| equidad | 2 |\n"
    )
    assert run("table", "year", "--of", "citation", "--wide", "count", "-f", "latex")[1].splitlines()[0] == r"\begin{tabular}{lr}"
    assert run("table", "principle", "-w", "year>3000")[2] == "nothing to count there; mend --where, or annotate first: surco build\n"


def test_people_and_machine_are_counted_together(project: Path) -> None:
    for by, expected in ((None, [["consenso", "machine", "2"], ["equidad", "human", "2"]]), ("any", [["consenso", "any", "2"], ["equidad", "any", "2"]])):
        rows = [*csv.reader(io.StringIO(run("table", "principle", "-f", "csv", *(("--by", by) if by else ()))[1]))][1:]
        assert [row[:3] for row in rows] == expected
    wide = run("table", "principle", "stance", "--wide", "count", "--by", "any")[1].splitlines()
    assert [line.split() for line in wide] == [["affirmed", "questioned"], ["consenso", "1", "1"], ["equidad", "2", "0"]]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("principle",), "rates per 1,000 of the 45 words there\n"),
        (("principle", "-w", "year=2008"), "rates per 1,000 of the 19 words there\n"),
        (("principle", "year"), "rates per 1,000 words of each part, which has 17 to 19\n"),
        (("document",), "rates per 1,000 words of each part, which has 17 to 19\n"),
    ],
)
def test_what_rates_are_of_is_told(project: Path, words: tuple[str, ...], told: str) -> None:
    assert run("table", *words, "--wide", "rate")[2] == told
    assert run("table", *words, "--wide", "count")[2] == run("table", *words)[2] == ""


def copy_document(project: Path, name: str, copy: str, language: str | None = None) -> None:
    document = read_document(project / f"annotations/auto/{name}.jsonl")
    head = structs.replace(document.head, id=copy, language=language or document.head.language)
    write_document(Document(head, document.blocks), project / f"annotations/auto/{copy}.jsonl")


TWICE = "b and b.2 hold the same article, which counts each time; leave one out, for example: -w 'document!=b.2'\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("table", "principle"), TWICE),
        (("table", "principle", "-w", "year>2010"), TWICE),
        (("concordance", "unasur"), TWICE + "3 hits\n"),
        (("collocates", "unasur"), TWICE),
        (("keyness", "-t", "year=2008"), TWICE),
        (("keyness", "-t", "document=b", "-r", "document=b.2"), TWICE),
        # one of the two is there, or none
        (("table", "principle", "-w", "document!=b.2"), ""),
        (("table", "principle", "-w", "document!=b"), ""),
        (("table", "principle", "-w", "year=2008"), ""),
        (("keyness", "-t", "document=b", "-r", "document=a"), ""),
        (("keyness", "-t", "document=b", "-w", "document!=b.2"), ""),
        (("concordance", "unasur", "-w", "document!~[.]2$"), "2 hits\n"),
    ],
)
def test_an_article_that_is_there_twice_is_told_of(project: Path, words: tuple[str, ...], told: str) -> None:
    copy_document(project, "b", "b.2")
    status, _, said = run(*words)
    assert (status, said) == (0, told)


def test_the_condition_that_is_told_leaves_the_copies_out(project: Path) -> None:
    for copy in ("b.2", "b-3", "b4"):
        copy_document(project, "b", copy)
    copy_document(project, "a", "a-2")
    copy_document(project, "c", "b-2")  # the dot of b.2 stands for itself
    (project / "annotations/auto/c.jsonl").unlink()
    status, _, said = run("table", "principle")
    assert said == (
        "a and a-2 hold the same article, which counts each time (and 1 more article is there more than once); "
        r"leave all but one out, for example: -w 'document!~^(a-2|b-3|b\.2|b4)$'" + "\n"
    )
    [condition] = re.findall(r"'(.+)'", said)
    assert run("table", "principle", "-w", condition)[2] == ""
    found = json.loads(run("concordance", "*", "-n", "0", "-w", condition, "-f", "json")[1])
    assert {line["document"] for line in found} == {"a", "b", "b-2"}


def test_languages_that_are_mixed_are_told_of(project: Path) -> None:
    blocks = (mark("d/1", "paragraph", "As cidades do rio cooperaram com a unasur.", "Um"), mark("d/2", "abstract", "Hay un resumen.", "Um"))
    blocks = (replace(blocks[0], language="pt"), replace(blocks[1], language="es"))
    write_document(Document(Head("d", language="pt", year=2012), blocks), project / "annotations" / "auto" / "d.jsonl")
    told = "articles in several languages are counted together (es 3, pt 1); restrict them, for example: -w language=es\n"
    assert run("table", "principle")[2] == run("keyness", "-t", "year=2012")[2] == told
    # the Spanish abstract of a Portuguese article is Spanish; an article in each part is two
    assert run("table", "principle", "-w", "language=es")[2] == run("table", "document", "-w", "year=2008")[2] == ""
    assert "(es 1, pt 1)" in run("concordance", "unasur", "-w", "year=2012")[2]


def test_keys_and_collocates(project: Path) -> None:
    status, said, _ = run("keyness", "-t", "year>2010", "-u", "word", "-n", "1", "-f", "csv")
    assert status == 0 and said.splitlines()[0].startswith("word,target,reference,target per 1000,")
    assert run("keyness", "-t", "year>2010", "-u", "stem")[::2] == (1, "unknown unit 'stem'; choose from: word, lemma, entity, naming, principle\n")
    status, said, _ = run("collocates", "--entity", "unasur", "--window", "1", "--least", "2", "-u", "word")
    assert status == 0 and said.splitlines()[1].split()[:3] == ["la", "2", "7"]
    assert run("collocates", "zzz")[:2] == (0, "")


def test_wrong_usage_is_told(project: Path) -> None:
    assert run("concordance", "a", "--lemma", "--regex")[0] == 2
    assert run("concordance", "a", "--sort", "size")[::2] == (
        1, "unknown order 'size'; choose from: corpus, left, right, keyword, document, year, section\n",
    )  # fmt: skip
    assert run("table", "color")[0] == 1


def test_a_formula_of_an_article_is_no_formula_of_a_spreadsheet(project: Path) -> None:
    head, block = structs.replace(DOCUMENTS[2].head, id="d"), structs.replace(DOCUMENTS[2].blocks[0], id="d/1")
    evil = structs.replace(block, text="=1+1 va", entities=(Entity(0, 4, "ORG", "=1+1"),))
    write_document(Document(head, (evil,)), project / "annotations" / "auto" / "d.jsonl")
    rows = [*csv.reader(io.StringIO(run("table", "entity", "-f", "csv")[1]))]
    assert "'=1+1" in [row[0] for row in rows]


@pytest.mark.parametrize(
    ("cell", "markdown", "latex"),
    [
        ("a|b", r"a\|b", r"a\textbar{}b"),
        (r"a\b", r"a\\b", r"a\textbackslash{}b"),
        ("100 % & _x_ #1 {}", r"100 % & \_x\_ #1 {}", r"100 \% \& \_x\_ \#1 \{\}"),
        ("<b>$x^2~", r"\<b>$x^2~", r"\textless{}b\textgreater{}\$x\textasciicircum{}2\textasciitilde{}"),
        ("ríos «x» 0.51 [0.2, 1.0]", "ríos «x» 0.51 [0.2, 1.0]", "ríos «x» 0.51 [0.2, 1.0]"),
    ],
)
def test_cells_are_escaped(cell: str, markdown: str, latex: str) -> None:
    assert [*_write_markdown([["", cell], [cell, "1"]])] == [f"|  | {markdown} |", "| --- | ---: |", f"| {markdown} | 1 |"]
    assert [*_write_latex([["", cell], [cell, "1"]])] == [
        r"\begin{tabular}{lr}", rf"\hline  & {latex} \\ \hline", rf"{latex} & 1 \\", r"\hline \end{tabular}",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "shown", "raw"),
    [
        (0.00004, "<0.001", "4e-05"), (0.05, "0.050", "0.05"), (12.3456, "12.35", "12.3456"), (-2.5, "-2.50", "-2.5"),
        (0.0, "0.000", "0.0"), (float("nan"), "–", ""), (None, "–", ""), (7, "7", "7"), ("@red", "@red", "'@red"), ("red", "red", "red"),
    ],
)  # fmt: skip
def test_figures_are_rounded_for_people_only(value: object, shown: str, raw: str) -> None:
    assert (_write_value(value), _write_raw(value)) == (shown, raw)
