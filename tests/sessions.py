"""The commands that a page shows, and a copy of the project to run them in."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]
# "```console\n$ surco build\n```"
CONSOLE = re.compile(r"```console\n(.*?)```", re.S)


def list_commands(name: str) -> list[str]:
    """The commands of a page's sessions, in their order, without the prompt."""
    blocks = CONSOLE.findall((CHECKOUT / name).read_text("utf-8"))
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


def copy_project(folder: Path) -> Path:
    """What the commands need of the project, in `folder`/surco, with a `surco` to run in `folder`/bin."""
    copy = folder / "surco"
    for part in ("corpus", "annotations", "models"):
        shutil.copytree(CHECKOUT / part, copy / part, ignore=shutil.ignore_patterns("auto", "gold"))
    shutil.copy(CHECKOUT / "surco.toml", copy)
    command = folder / "bin" / "surco"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m surco "$@"\n')
    command.chmod(0o755)
    return copy


def run_session(commands: Iterable[str], copy: Path) -> None:
    """Run commands one after another in a copy of the project; the first that fails ends it, and the test."""
    path = f"{copy.parent / 'bin'}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(CHECKOUT / "pipeline")}
    session = "set -ex\n" + "\n".join(commands)
    done = subprocess.run(["bash", "-c", session], cwd=copy, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
