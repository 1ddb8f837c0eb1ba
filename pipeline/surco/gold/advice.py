"""The status of a project's gold → the lines that say where its passages stand, and which command comes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from surco.gold.standing import STANDINGS, Standing
from surco.gold.status import Status
from surco.gold.store import ADJUDICATED

_WORDS: dict[Standing, str] = {
    "single": "by one annotator alone",
    "agreed": "by several who agree",
    "majority": "for a majority to decide",
    "tied": "tied",
    "settled": "settled by a rule",
    "decided": "decided by a person",
    "changed": "changed since a rule settled them",
}
_NEXT: dict[Standing, str] = {
    "tied": "tied, no majority decides; decide by hand with: surco adjudicate --strategy ask",
    "majority": "on which a majority decides; take what it says with: surco adjudicate",
    "changed": "settled by a rule as no annotator says now; settle them anew with: surco adjudicate",
}
_SCHEME = "look at them again, then bring them back with: surco pull --again, or surco import --done"


def count_standings(found: Sequence[Status]) -> dict[Standing, int]:
    """How many blocks stand where, in all documents together."""
    counts = {each: sum(len(one.standings.get(each, ())) for one in found) for each in STANDINGS}
    return {each: count for each, count in counts.items() if count}


def sum_up(found: Sequence[Status]) -> str:
    """Where the passages stand, in one line."""
    counts = count_standings(found)
    if not counts:
        return "no passage is done yet"
    told = ", ".join(f"{count} {_WORDS[each]}" for each, count in counts.items())
    others = sum(one.others for one in found)
    of_them = f", {sum(counts.values()) - others} of them passages" if others else ""
    return f"{_count(sum(counts.values()), found)} done{of_them}: {told}"


def advise(found: Sequence[Status], scheme: str) -> Iterator[str]:
    """Yield what is left to do and the command that does it; where nothing is, what may be done with the gold."""
    counts = count_standings(found)
    lines = [f"{_count(counts[each], found)} {words}" for each, words in _NEXT.items() if each in counts]
    if outdated := sum(len(one.outdated) for one in found):
        lines.append(f"{_count(outdated, found)} done under another version of the scheme than {scheme}; {_SCHEME}")
    if pending := _count_open(found):
        told = ", ".join(f"{count} by {name}" for name, count in pending.items())
        lines.append(f"still open: {told}; when they are done, bring them with: surco pull, or surco import --done")
    if lost := {(one.document, one.passage) for status in found for one in status.misplaced}:
        lines.append(f"{_count(len(lost), found)} not carried, for want of a place in the text as it is now; annotate them anew")
    yield from lines
    if not lines and set(counts) == {"single"}:
        yield "to measure agreement, have a second person do some of them: surco push -a NAME, or surco export and surco import"
    if counts.keys() & {"agreed", "majority", "tied"}:
        yield "how far annotators agree: surco agreement"
    if counts and not lines:
        yield "nothing is left to decide; learn from it and carry it with: surco train labels, surco build"


def _count_open(found: Sequence[Status]) -> Counter[str]:
    """How many passages each annotator has left open."""
    every = (one for status in found for one in status.progress if one.annotator != ADJUDICATED and one.open)
    counts: Counter[str] = Counter()
    for one in every:
        counts[one.annotator] += one.open
    return counts


def _count(number: int, found: Sequence[Status]) -> str:
    """So many passages, or blocks, where headings and the like are among them."""
    noun = "block" if any(one.others for one in found) else "passage"
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
