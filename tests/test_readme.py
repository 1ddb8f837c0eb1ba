"""Every command in the READMEs runs, in their order, in a copy of the project."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]
CONSOLE = re.compile(r"```console\n(.*?)```", re.S)


def list_commands(name: str) -> list[str]:
    blocks = CONSOLE.findall((CHECKOUT / name).read_text("utf-8"))
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


def list_targets() -> dict[str, str]:
    """The targets of the Makefile that have a comment, with it."""
    makefile = (CHECKOUT / "Makefile").read_text("utf-8")
    return dict(re.findall(r"^([a-z-]+):.*?## (.+)$", makefile, re.M))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """What the commands need of the project, and a `surco` on the path."""
    folder = tmp_path / "surco"
    for part in ("corpus", "annotations", "models"):
        shutil.copytree(CHECKOUT / part, folder / part, ignore=shutil.ignore_patterns("auto", "gold"))
    shutil.copy(CHECKOUT / "surco.toml", folder)
    command = tmp_path / "bin" / "surco"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m surco "$@"\n')
    command.chmod(0o755)
    return folder


@pytest.mark.slow
def test_every_command_runs(copy: Path) -> None:
    commands = list_commands("README.md")  # README.es.md shows the same
    assert len(commands) >= 6
    assert commands[:2] == ["make", "make test"]  # .ci/run runs these two
    targets = list_targets()
    for command in commands:
        if command.startswith("make"):
            assert all(word in targets for word in command.split()[1:])
    session = "set -e\n" + "\n".join(command for command in commands if not command.startswith("make"))
    path = f"{copy.parent / 'bin'}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(CHECKOUT / "pipeline")}
    done = subprocess.run(["bash", "-c", session], cwd=copy, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_make_help_lists_every_target() -> None:
    said = subprocess.run(["make", "help"], cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout
    listed = {line.split()[1]: " ".join(line.split()[2:]) for line in said.splitlines() if line.startswith("make ")}
    assert listed == list_targets()
    makefile = (CHECKOUT / "Makefile").read_text("utf-8").replace("\\\n", "")
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.M)
    assert phony is not None
    assert set(phony[1].split()) == set(listed)


def test_both_readmes_show_the_same_commands() -> None:
    english, spanish = (list_commands(name) for name in ("README.md", "README.es.md"))
    assert [line.replace("mi-corpus", "my-corpus") for line in spanish] == english
