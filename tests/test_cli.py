"""The commands as a user meets them: outputs, messages, exit status; bad input of every kind beside good input."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from surco.cli import app
from surco.jsonl import read_document, validate_file
from surco.records import Document

CHECKOUT = Path(__file__).parents[1]
SAMPLES = CHECKOUT / "tests/data/samples"
HOSTILE = CHECKOUT.parent / "shared/data/hostile-pdf"
TEXT = """Redes de puertos

Los puertos de la costa acordaron en 2011 una red de ayuda mutua entre iguales, sin condiciones (Lema, 2012: 14). La
Organización de Estados Americanos (OEA) no intervino. La solidaridad fue, según Paz Orte (2010), el principio de todo.
"""
FRENCH = """Les villes et les régions ont développé des coopérations décentralisées avec leurs voisins. Cette pratique
est devenue une politique publique à part entière, dont les moyens restent cependant modestes. Nous étudions ici les raisons
de cet engagement et ses limites dans le temps, telles que les acteurs eux-mêmes les décrivent.
"""


def surco(
    *words: str | Path, cwd: Path, stdin: bytes = b"", path: str | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "surco", *map(str, words)], cwd=cwd, input=stdin, capture_output=True,
        env={**os.environ, "PYTHONPATH": path or str(CHECKOUT / "pipeline"), "COLUMNS": "120"},
    )  # fmt: skip


def write_pdf(path: Path, content: bytes) -> None:
    """A PDF of one page with that content stream."""
    stream = zlib.compress(content, 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(body),
    )
    path.write_bytes(body + end)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[bytes], Path]:
    """One run over good sources and every kind of bad one."""
    folder = tmp_path_factory.mktemp("mixed")
    (folder / "two").mkdir()
    (folder / "good.txt").write_text(TEXT, "utf-8")
    (folder / "Artículo (con blancos) 1.txt").write_text(TEXT, "utf-8")
    (folder / "-dash.txt").write_text(TEXT, "utf-8")
    (folder / "latin.txt").write_bytes(TEXT.encode("cp1252"))
    (folder / "french.txt").write_text(FRENCH, "utf-8")
    (folder / "same.txt").write_text(TEXT, "utf-8")
    (folder / "two" / "same.txt").write_text(TEXT, "utf-8")
    (folder / "empty.pdf").touch()
    (folder / "blank.txt").write_text(" \n\n")
    (folder / "false.pdf").write_text("no PDF")
    (folder / "letter.docx").write_bytes(b"PK\3\4...")
    (folder / "page.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (folder / "other.xml").write_text("<a><b/></a>")
    (folder / "binary.txt").write_bytes(bytes(range(256)))
    whole = (SAMPLES / "universidades-report.pdf").read_bytes()
    (folder / "cut.pdf").write_bytes(whole[: len(whole) // 3])
    write_pdf(folder / "scan.pdf", b"0 0 595 842 re f")
    names = sorted(path.name for path in folder.iterdir() if path.is_file())
    return surco("annotate", *names, "two/same.txt", "missing.pdf", "-o", "out", "-j", "1", cwd=folder), folder


ERRORS = [
    ("empty.pdf", "empty file; fetch it again"),
    ("blank.txt", "holds nothing but blanks; fetch it again"),
    ("false.pdf", "not a PDF, though its name says so; fetch it again"),
    ("letter.docx", "unsupported type .docx; save it as PDF from your word processor"),
    ("page.jpg", "an image; run OCR to a PDF with text first, for example: ocrmypdf"),
    ("other.xml", "XML, but no JATS article"),
    ("binary.txt", "holds null bytes, so it is no plain text; save it as UTF-8 text"),
    ("cut.pdf", "damaged PDF ("),
    ("scan.pdf", "no text layer; run OCR first, for example: ocrmypdf scan.pdf scan-ocr.pdf"),
    ("missing.pdf", "no such file; check its name"),
    ("same.txt and two/same.txt", "both have the id 'same'; rename one of them"),
]


@pytest.mark.parametrize(("name", "expected"), ERRORS)
def test_a_bad_source_costs_one_line(
    mixed: tuple[subprocess.CompletedProcess[bytes], Path], name: str, expected: str
) -> None:
    lines = [line for line in mixed[0].stderr.decode().splitlines() if line.startswith(f"{name}: ")]
    assert len(lines) == 1
    assert lines[0].startswith(f"{name}: {expected}")


def test_the_others_are_still_done(mixed: tuple[subprocess.CompletedProcess[bytes], Path]) -> None:
    done, folder = mixed
    assert done.returncode == 1
    assert done.stdout == b""
    assert b"5 articles done, 11 failed; the outputs are in out" in done.stderr
    assert b"Traceback" not in done.stderr
    names = sorted(path.name for path in (folder / "out").iterdir())
    assert names == ["-dash.jsonl", "Artículo-con-blancos-1.jsonl", "french.jsonl", "good.jsonl", "latin.jsonl"]
    assert [problem for name in names for problem in validate_file(folder / "out" / name)] == []


def test_outputs_tell_what_is_doubtful(mixed: tuple[subprocess.CompletedProcess[bytes], Path]) -> None:
    def warnings(name: str) -> list[str]:
        return [warning.code for warning in read_document(mixed[1] / "out" / f"{name}.jsonl").head.warnings or ()]

    assert warnings("good") == []
    assert warnings("latin") == ["not-utf-8"]
    assert warnings("french") == ["other-language"]


def test_outputs_hold_every_layer_and_no_path_of_the_machine(
    mixed: tuple[subprocess.CompletedProcess[bytes], Path],
) -> None:
    document = read_document(mixed[1] / "out" / "good.jsonl")
    assert document.head.source is not None
    assert document.head.source.path == "good.txt"
    passage = next(block for block in document.blocks if block.is_passage)
    assert [passage.text[start:end] for start, end in passage.sentences or ()][1].startswith("La Organización")
    assert {entity.text for entity in passage.entities or ()} >= {
        "Organización de Estados Americanos",
        "OEA",
        "solidaridad",
    }
    assert [citation.text for citation in passage.citations or ()] == ["(Lema, 2012: 14)", "Paz Orte (2010)"]
    assert passage.labels
    assert str(mixed[1]).encode() not in (mixed[1] / "out" / "good.jsonl").read_bytes()


def test_standard_input_and_output(tmp_path: Path, mixed: tuple[subprocess.CompletedProcess[bytes], Path]) -> None:
    done = surco("annotate", "-", "--id", "good", cwd=tmp_path, stdin=TEXT.encode())
    assert done.returncode == 0
    (tmp_path / "good.jsonl").write_bytes(done.stdout)
    piped, read = read_document(tmp_path / "good.jsonl"), read_document(mixed[1] / "out" / "good.jsonl")
    assert piped.blocks == read.blocks
    assert surco("validate", "-", cwd=tmp_path, stdin=done.stdout).returncode == 0


# a single source that is not there
@pytest.mark.parametrize("words", [("show", "a.pdf"), ("annotate", "a.pdf", "--id", "x")])
def test_a_missing_source_costs_one_line(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = surco(*words, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode() == "a.pdf: no such file; check its name\n"


def iterate_commands(command: Any, name: str = "surco") -> Iterator[tuple[str, str]]:
    """Yield (name, help) for a command and all under it."""
    yield name, command.help or ""
    for under, own in getattr(command, "commands", {}).items():
        yield from iterate_commands(own, f"{name} {under}")


@pytest.mark.parametrize(("name", "help_text"), [*iterate_commands(typer.main.get_command(app))])
def test_every_help_has_an_example_of_its_own(name: str, help_text: str) -> None:
    examples = re.search(r"Examples?: (`.+`)", help_text, re.S)
    assert examples is not None
    assert name in examples[1]


WRONG_USE = [
    (("annotate", "-"), "--id"),
    (("annotate", "a.txt", "b.txt"), "-o DIR"),
    (("annotate", "a.txt", "b.txt", "-o", "out", "--id", "x"), "--id goes with a single source"),
    (("annotate", "a.txt", "--engine", "poppler"), "choose from: pdfminer, pdfium"),
    (("anotate",), "No such command"),
    (("build", "-j", "many"), "Invalid value for '--jobs'"),
]


@pytest.mark.parametrize(("words", "expected"), WRONG_USE)
def test_wrong_use_has_its_own_status(tmp_path: Path, words: tuple[str, ...], expected: str) -> None:
    done = surco(*words, cwd=tmp_path)
    assert done.returncode == 2
    assert expected in " ".join(done.stderr.decode().replace("│", " ").split())
    assert done.stdout == b""


def test_validate_names_the_broken_line(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"record":"document","id":"a"}\n{"record":"block",\n')
    (tmp_path / "b.jsonl").write_text('{"record":"document","id":"b"}\n')
    done = surco("validate", "a.jsonl", "b.jsonl", "c.jsonl", cwd=tmp_path)
    assert done.returncode == 1
    first, second = done.stdout.decode().splitlines()
    assert first.startswith("a.jsonl:2: ")
    assert first.endswith("mend or remove this line")
    assert second == "c.jsonl: No such file or directory; check the name and the rights"


def test_a_new_project_builds(tmp_path: Path) -> None:
    assert surco("init", "mine", cwd=tmp_path).returncode == 0
    again = surco("init", "mine", cwd=tmp_path)
    assert again.returncode == 1
    assert again.stderr.decode() == "mine/surco.toml: exists already; name a new folder\n"
    mine = tmp_path / "mine"
    empty = surco("build", cwd=mine)
    assert empty.returncode == 0
    assert b"corpus/sources is empty" in empty.stderr
    (mine / "corpus/sources/a.txt").write_text(TEXT, "utf-8")
    below = surco("build", cwd=mine / "corpus")
    assert below.returncode == 0
    assert b"1 article done, 0 already up to date, 0 failed." in below.stderr
    idle = surco("build", cwd=mine)
    assert idle.stderr.decode() == "Nothing to do: 1 article up to date.\n"
    assert surco("build", "--quiet", cwd=mine).stderr == b""


def test_build_outside_a_project(tmp_path: Path) -> None:
    done = surco("build", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.decode().endswith("start a project with: surco init DIR\n")


def test_broken_settings_stop_with_one_line(tmp_path: Path) -> None:
    (tmp_path / "surco.toml").write_text("[limit]\n")
    done = surco("build", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.decode() == f"{tmp_path}/surco.toml: unknown key 'limit'; did you mean 'limits'?\n"


def test_an_output_folder_that_can_not_be_made(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "out").write_text("a file")
    done = surco("extract", "a.txt", "-o", "out", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.decode().strip().splitlines()[-1].startswith("out")
    assert b"Traceback" not in done.stderr


def test_limits_hold(tmp_path: Path) -> None:
    """A page that takes for ever and one that unpacks to gigabytes end in a line each; the file behind them is done."""
    settings = "[limits]\nseconds_per_page = 1\nmemory_mib = 200\nsource_mib = 2\n"
    (tmp_path / "surco.toml").write_text(settings)
    write_pdf(tmp_path / "slow.pdf", b"BT /F 1 Tf " + b"(aaaaaaaaaaaaaaaa) Tj\n" * 1_500_000 + b"ET")
    write_pdf(tmp_path / "vast.pdf", b"BT /F 1 Tf (a) Tj ET" + b" " * 700_000_000)
    (tmp_path / "large.txt").write_bytes(b"a" * (3 << 20))
    (tmp_path / "z.txt").write_text(TEXT, "utf-8")
    done = surco("extract", "slow.pdf", "vast.pdf", "large.txt", "z.txt", "-o", "out", "-j", "1", cwd=tmp_path)
    lines = done.stderr.decode().splitlines()
    assert done.returncode == 1
    assert any(line.startswith("slow.pdf: ") and "raise" in line for line in lines)
    assert any(line.startswith("vast.pdf: ") for line in lines)
    assert "large.txt: 3 MiB, more than the 2 MiB allowed; raise source_mib in [limits] of surco.toml" in lines
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["z.jsonl"]


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the shared hostile PDFs are not here")
def test_each_hostile_pdf_ends_in_one_clear_outcome(tmp_path: Path) -> None:
    sources = sorted(HOSTILE.rglob("*.pdf"))
    done = surco("annotate", *sources, "-o", "out", cwd=tmp_path)
    said = done.stderr.decode()
    assert "Traceback" not in said
    assert "please report" not in said
    outputs = {path.name for path in (tmp_path / "out").iterdir()}
    refused = [line for line in said.splitlines() if ".pdf: " in line and not line.startswith("[")]
    assert len(outputs) + len(refused) == len(sources)
    assert [problem for path in (tmp_path / "out").iterdir() for problem in validate_file(path)] == []


@pytest.mark.slow
def test_the_wheel_holds_all_that_annotation_needs(tmp_path: Path) -> None:
    pytest.importorskip("hatchling")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=CHECKOUT, check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    done = surco("annotate", "a.txt", "-o", "out", cwd=tmp_path, path=str(tmp_path / "site"))
    assert done.returncode == 0, done.stderr.decode()
    alone: Document = read_document(tmp_path / "out/a.jsonl")
    shutil.rmtree(tmp_path / "out")
    assert surco("annotate", "a.txt", "-o", "out", cwd=tmp_path).returncode == 0
    assert read_document(tmp_path / "out/a.jsonl") == alone
