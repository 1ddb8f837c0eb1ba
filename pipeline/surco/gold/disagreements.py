"""The gold of a project → what its annotators disagree on and nobody has decided yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from surco.gold.store import ADJUDICATED
from surco.gold.versions import Versions, read_versions
from surco.gold.vote import Question, list_questions
from surco.settings import Project


def list_disagreements(project: Project, document_ids: Sequence[str] = ()) -> list[str]:
    """The ids of the passages on which annotators disagree and that nobody adjudicated, in reading order.

    With `document_ids`, only those of these documents.
    """
    questions = (question for one in read_versions(project, document_ids) for question in list_open_questions(one))
    return list(dict.fromkeys(question.block.id for question in questions if question.block.is_passage))


def list_open_questions(versions: Versions) -> Iterator[Question]:
    """Yield each place of a document on which annotators disagree, in passages that nobody adjudicated."""
    for place in range(len(versions.present)):
        done = versions.list_done(place)
        if ADJUDICATED not in done:
            yield from (question for question in list_questions(done) if not question.is_agreed)
