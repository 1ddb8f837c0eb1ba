"""What a user trusts a long build with: a kill at any moment, a bad source among hundreds and a full disk lose nothing."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from surco.initialise import make_project

KILLS = int(os.environ.get("SURCO_KILLS", "10"))
PARAGRAPH = (
    "Los puertos de la costa {0} acordaron en 20{1:02} una red de ayuda mutua entre iguales, sin condiciones (Lema, 2012: {0}). "
    "La Organización de Estados Americanos (OEA) no intervino; la horizontalidad fue, según Paz Orte (2010), el principio. "
)
REFERENCES = "Referencias\n\nLema, R. (2012). Puertos hermanos. Lima: Sur.\n\nPaz Orte, M. (2010). Redes. Quito: Andes.\n"
ENV = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}

pytestmark = pytest.mark.long


def write_article(path: Path, number: int) -> None:
    paragraphs = "\n\n".join(PARAGRAPH.format(number + place, place) for place in range(6))
    path.write_text(f"Redes de puertos {number}\n\nIntroducción\n\n{paragraphs}\n\n{REFERENCES}", "utf-8")


def make_corpus(folder: Path, many: int) -> Path:
    make_project(folder)
    for number in range(many):
        write_article(folder / f"corpus/sources/a{number:03}.txt", number)
    return folder


def surco(folder: Path, *words: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "surco", *words], cwd=folder, env=ENV, capture_output=True, text=True, **options
    )  # type: ignore[call-overload,no-any-return]


def read_outputs(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "annotations/auto").glob("*")}


def kill_after(folder: Path, seconds: float, processes: int) -> None:
    """Begin a build and kill it, its children too, when that time is over, wherever it is."""
    command = [sys.executable, "-m", "surco", "build", "-q", "-j", str(processes)]
    child = subprocess.Popen(command, cwd=folder, env=ENV, start_new_session=True, stderr=subprocess.DEVNULL)
    timer = threading.Timer(seconds, os.killpg, (child.pid, signal.SIGKILL))
    timer.start()
    child.wait()
    timer.cancel()


def test_a_build_killed_at_any_moment_ends_as_an_undisturbed_one(tmp_path: Path) -> None:
    undisturbed, folder = make_corpus(tmp_path / "one", 24), make_corpus(tmp_path / "many", 24)
    assert surco(undisturbed, "build", "-q").returncode == 0
    expected = read_outputs(undisturbed)
    chance = random.Random(11)
    for number in range(KILLS):
        if number % 3 == 0:  # else the next one goes on where this one was killed
            shutil.rmtree(folder / ".surco", ignore_errors=True)
            shutil.rmtree(folder / "annotations/auto", ignore_errors=True)
        kill_after(folder, chance.uniform(0.2, 6.0), processes=chance.choice((1, 2, 4)))
        for name, content in read_outputs(folder).items():
            assert name.startswith(".") or content == expected[name]
    assert surco(folder, "build", "-q", "-j", "2").returncode == 0
    assert read_outputs(folder) == expected
    assert surco(folder, "why").stdout.count(": nothing") == len(expected)


def write_deep_xml(path: Path) -> None:
    path.write_text("<article>" + "<sec>" * 100_000 + "</sec>" * 100_000 + "</article>")


POISON: dict[str, Callable[[Path], object]] = {
    "nothing.pdf": lambda path: path.write_bytes(b""),
    "cut.pdf": lambda path: path.write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\n"),
    "noise.pdf": lambda path: path.write_bytes(b"%PDF-1.4\n" + random.Random(3).randbytes(200_000)),
    "one-line.txt": lambda path: path.write_bytes(b"palabra " * (200 << 17)),
    "brackets.txt": lambda path: path.write_text("(" * 1_000_000),
    "closed-brackets.txt": lambda path: path.write_text("Según Lema (2010" + ")" * 1_000_000),
    "deep.xml": write_deep_xml,
    "laughs.xml": lambda path: path.write_text(
        '<!DOCTYPE a [<!ENTITY a "ja">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9)) + "]>"
        "<article><body><p>&a8;</p></body></article>"
    ),
    "outside.xml": lambda path: path.write_text(
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><article><body><p>&x;</p></body></article>'
    ),
    "planes.txt": lambda path: path.write_text(
        "\n".join("".join(map(chr, range(plane << 16, (plane << 16) + 4096))) for plane in range(17) if plane != 13),
        "utf-8", "replace",
    ),
    "nulls.txt": lambda path: path.write_bytes(b"\0" * 100_000),
    "latin.txt": lambda path: path.write_bytes("cooperación ".encode("latin-1") * 100),
    "pipe.txt": lambda path: os.mkfifo(path),
    "loop.txt": lambda path: path.symlink_to(path.name),
    "folder.pdf": lambda path: path.mkdir(),
}  # fmt: skip
DONE_ALL_THE_SAME = {"closed-brackets", "brackets", "laughs", "latin", "outside", "planes"}
"""Poisoned sources that may be annotated, with warnings; of the others each must be one line of error."""


def test_bad_sources_among_hundreds_cost_a_line_each(tmp_path: Path) -> None:
    folder = make_corpus(tmp_path / "corpus", 500)
    for name, write in POISON.items():
        write(folder / "corpus/sources" / name)
    done = surco(folder, "build", "-q", timeout=900)
    lines = done.stderr.splitlines()
    made = {path.stem for path in (folder / "annotations/auto").glob("*.jsonl")}
    assert made >= {f"a{number:03}" for number in range(500)}
    for name in POISON.keys() - {"folder.pdf"}:
        stem = Path(name).stem
        said = [line for line in lines if name in line]
        assert stem in made if not said else len(said) == 1 and ";" in said[0], (name, said)
        assert said or stem in DONE_ALL_THE_SAME, f"{name}: no line says what became of it"
    assert done.returncode == 1
    assert not any(line.startswith("Traceback") for line in lines)
    hostname = Path("/etc/hostname").read_text().strip()
    assert not hostname or hostname.encode() not in b"".join(read_outputs(folder).values())


def test_a_full_disk_is_one_line_and_the_next_build_goes_on(tmp_path: Path) -> None:
    folder = make_corpus(tmp_path / "corpus", 4)
    assert surco(folder, "build", "-q").returncode == 0
    before = read_outputs(folder)
    for number in range(4):
        write_article(folder / f"corpus/sources/a{number:03}.txt", number + 50)

    def fill_disk() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))

    full = surco(folder, "build", "-q", "-j", "1", preexec_fn=fill_disk)
    assert full.returncode == 1
    assert len(full.stderr.splitlines()) == 1 and "nothing half-written is left" in full.stderr
    assert read_outputs(folder) == before  # an older whole output is better than half a new one
    assert surco(folder, "build", "-q").returncode == 0
    assert all(read_outputs(folder)[name] != content for name, content in before.items())


def test_a_folder_that_can_not_be_written_is_one_line(tmp_path: Path) -> None:
    folder = make_corpus(tmp_path / "corpus", 1)
    shutil.rmtree(folder / "annotations/auto", ignore_errors=True)
    (folder / "annotations/auto").write_text("a file stands where the folder should")
    done = surco(folder, "build", "-q")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1 and "annotations/auto" in done.stderr
