"""The annotated files that a command reads → their paths; where they are the project's own, whether they are up to date."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from surco.cli.sources import name_annotated, require_project
from surco.console import say
from surco.records import SurcoError
from surco.settings import AUTO_FOLDER, Project


def name_outputs(files: Sequence[Path] | None) -> list[Path]:
    """The files that the user named, or the project's outputs; says where the latter are not up to date."""
    if files:
        return name_annotated([*files])
    project = require_project()
    paths = name_annotated([project.folder / AUTO_FOLDER])
    warn_of_changes(project)
    return paths


def warn_of_changes(project: Project) -> None:
    """Say in one line how many outputs are not up to date, or why that cannot be told; the command goes on."""
    from surco.freshness import check_outputs

    try:
        told = check_outputs(project).describe()
    except (SurcoError, OSError, msgspec.MsgspecError) as error:
        told = f"{AUTO_FOLDER}: whether it is up to date can't be told: {error}"
    if told:
        say(told)


def refuse_outdated(project: Project) -> None:
    """Raise SurcoError where an output is older than what it was made from; say how many sources have none."""
    from surco.freshness import check_outputs

    state = check_outputs(project)
    told = state.describe()
    if told and state.is_outdated:
        raise SurcoError(told)
    if told:
        say(told)
