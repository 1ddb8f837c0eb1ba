"""`surco report` as a user meets it: what it says, its exit status, and what it says of bad input."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from report_cases import write_documents

PIPELINE = Path(__file__).parents[2] / "pipeline"


def surco(*words: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "surco", *map(str, words)], cwd=cwd, capture_output=True, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(PIPELINE), "COLUMNS": "120"},
    )  # fmt: skip


def test_a_project_is_reported_into_its_folder(tmp_path: Path) -> None:
    (tmp_path / "surco.toml").write_text("")
    (tmp_path / "annotations" / "auto").mkdir(parents=True)
    write_documents(tmp_path / "annotations" / "auto")
    done = surco("report", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "3 articles, 16 files written; open report/index.html in a browser\n"
    (tmp_path / "annotations" / "auto" / "roto.jsonl").write_text("{\n")
    done = surco("report", cwd=tmp_path)
    assert done.returncode == 1
    assert "roto.jsonl:1: " in done.stderr and "3 articles, 0 files written" in done.stderr


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    done = surco("report", cwd=tmp_path)
    assert done.returncode == 1 and "no surco.toml here or above" in done.stderr
    done = surco("report", "nada.jsonl", "-o", "site", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "site: no report made, as no article can be read; run: surco build"
    assert not (tmp_path / "site").exists()
