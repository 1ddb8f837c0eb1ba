"""What each annotator said of a passage → where it stands: done by one, agreed on, for a majority to decide, tied, settled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, get_args

from surco.gold.adjudicate import is_decided, is_shared
from surco.gold.store import ADJUDICATED
from surco.gold.versions import Versions
from surco.gold.vote import decide_by_majority, list_questions, name_answer
from surco.records import Block

Standing = Literal["single", "agreed", "majority", "tied", "settled", "decided", "changed"]
"""Done by one alone; all of several say the same; a majority decides; none does; a rule settled it; a person decided; a rule
settled it as no annotator says now."""
STANDINGS: tuple[Standing, ...] = get_args(Standing)


def list_standings(versions: Versions) -> Iterator[tuple[str, Standing]]:
    """Yield each block of a document that somebody is done with, and where it stands."""
    for place, block in enumerate(versions.present):
        if done := versions.list_done(place):
            yield block.id, name_standing(done)


def name_standing(done: Mapping[str, Block]) -> Standing:
    """Where a passage stands; `done` is it as each annotator has it who is done with it, the adjudicated version too."""
    voting = {name: block for name, block in done.items() if name != ADJUDICATED}
    adjudicated = done.get(ADJUDICATED)
    if adjudicated is not None and (is_decided(adjudicated) or not voting):
        return "decided"
    if adjudicated is not None and not _is_said(adjudicated, voting):
        return "changed"
    contested = [question for question in list_questions(voting) if not question.is_agreed]
    if contested and adjudicated is not None:
        return "settled"
    if contested:
        return "tied" if None in map(decide_by_majority, contested) else "majority"
    return "agreed" if is_shared(voting.values()) else "single"


def _is_said(adjudicated: Block, voting: Mapping[str, Block]) -> bool:
    """Whether at each place some annotator says what the adjudicated version says."""
    for question in list_questions({ADJUDICATED: adjudicated, **voting}):
        answers = {name: name_answer(answer) for name, answer in question.answers}
        if answers.pop(ADJUDICATED, None) not in answers.values():
            return False
    return True
