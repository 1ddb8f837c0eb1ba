"""Every command in the READMEs runs, in their order, in a copy of the project."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from sessions import CHECKOUT, copy_project, list_commands, run_session


def list_targets() -> dict[str, str]:
    """The targets of the Makefile that have a comment, with it."""
    makefile = (CHECKOUT / "Makefile").read_text("utf-8")
    return dict(re.findall(r"^([a-z-]+):.*?## (.+)$", makefile, re.M))


@pytest.mark.slow
def test_every_command_runs(tmp_path: Path) -> None:
    commands = list_commands("README.md")  # README.es.md shows the same
    assert len(commands) >= 6
    assert commands[:2] == ["make", "make test"]  # .ci/run runs these two
    targets = list_targets()
    for command in commands:
        if command.startswith("make"):
            assert all(word in targets for word in command.split()[1:])
    run_session((command for command in commands if not command.startswith("make")), copy_project(tmp_path))


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
