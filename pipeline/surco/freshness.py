"""The outputs of a project → how many are not what a build would make now."""

from __future__ import annotations

import os

from msgspec import Struct

from surco.jsonl import read_head
from surco.plan import find_output, plan_build
from surco.settings import AUTO_FOLDER, Project


class Freshness(Struct, frozen=True):
    """How many articles there are, and of how many the output is not up to date.

    `changed` were made before the source or an input changed, `orphaned` have lost their source, `missing` are sources
    without an output: never annotated, or not readable.
    """

    articles: int
    changed: int = 0
    orphaned: int = 0
    missing: int = 0

    @property
    def is_outdated(self) -> bool:
        """Whether an output holds what a build would not make now."""
        return bool(self.changed or self.orphaned)

    def describe(self) -> str | None:
        """What a user is told, in one line; None where all is up to date.

        >>> Freshness(12, changed=2, missing=1).describe()
        'annotations/auto: 3 of 12 articles are not up to date (2 changed, 1 without an output); run first: surco build (surco why tells which)'
        """
        counts = ((self.changed, "changed"), (self.missing, "without an output"), (self.orphaned, "without a source"))
        told = ", ".join(f"{many} {what}" for many, what in counts if many)
        stale = self.changed + self.missing + self.orphaned
        verb = "is" if stale == 1 else "are"
        noun = "article" if self.articles == 1 else "articles"
        line = f"{AUTO_FOLDER}: {stale} of {self.articles} {noun} {verb} not up to date ({told})"
        return f"{line}; run first: surco build (surco why tells which)" if told else None


def check_outputs(project: Project) -> Freshness:
    """How the outputs in annotations/auto stand to their sources, settings, scheme, models and human annotation.

    A project without its folder of sources has nothing to compare with. Raises SurcoError where a build could not even be planned.
    """
    outputs = _list_outputs(project)
    if not project.sources.is_dir():
        return Freshness(len(outputs))
    plan = plan_build(project)
    waiting = {*(todo.id for todo in plan.todo), *plan.unclear}
    others = outputs - waiting - {*plan.fresh}
    orphaned = {name for name in others if _is_ours(project, name)}
    return Freshness(len(outputs | waiting), len(waiting & outputs), len(orphaned), len(waiting - outputs))


def _list_outputs(project: Project) -> set[str]:
    folder = project.folder / AUTO_FOLDER
    names = os.listdir(folder) if folder.is_dir() else []
    return {name.removesuffix(".jsonl") for name in names if name.endswith(".jsonl") and not name.startswith(".")}


def _is_ours(project: Project, document_id: str) -> bool:
    """Whether a build made the output: one that a person put there has no source to lose."""
    head = read_head(find_output(project, document_id))
    return head is not None and head.made_by is not None and head.made_by.name == "surco"
