"""Citations that the source itself marks and links, as JATS does: they decide what the citations found lead to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from surco.citations.link import Bibliography, Listed
from surco.records import Citation, Work

MARKED = "xref"
"""The `source` of a citation that the source marks."""


def follow_marks(found: Iterable[Citation], marked: Sequence[Citation], listed: Bibliography) -> tuple[Citation, ...]:
    """The citations found, led where the source's own marks in them lead, and the marks in which none was found.

    >>> entry = Listed("a/2", ("paz",), "2001", frozenset(), "", frozenset(), names=("Paz",))
    >>> mark = Citation(4, 7, "numeric", "[1]", MARKED, (Work((), "", reference="a/2"),))
    >>> follow_marks([], [mark], Bibliography([entry]))[0].works[0].authors
    ('Paz',)
    """
    by_id = listed.by_id
    citations, free = [], list(marked)
    for citation in found:
        inside = [mark for mark in marked if mark.start < citation.end and citation.start < mark.end]
        free = [mark for mark in free if mark not in inside]
        ids = [work.reference for mark in inside for work in mark.works if work.reference]
        citations.append(replace(citation, works=_lead_works(citation.works, ids, by_id)) if ids else citation)
    citations += [replace(mark, works=tuple(_make_work(work, by_id) for work in mark.works)) for mark in free]
    return tuple(sorted(citations, key=lambda citation: citation.start))


def _lead_works(works: Sequence[Work], ids: Sequence[str], by_id: dict[str, Listed]) -> tuple[Work, ...]:
    """The works with these references: in order where there are as many, else those that are free to those without one."""
    if len(works) == len(ids):
        return tuple(replace(work, reference=id, candidates=()) for work, id in zip(works, ids, strict=True))
    if not works:
        return tuple(_make_work(Work((), "", reference=id), by_id) for id in ids)
    taken = {work.reference for work in works}
    free = [id for id in ids if id not in taken]
    led = []
    for work in works:
        fits = [id for id in free if not work.candidates or id in work.candidates]
        if work.reference is None and len(fits) == 1:
            work = replace(work, reference=fits[0], candidates=())
            free.remove(fits[0])
        led.append(work)
    return tuple(led)


def _make_work(work: Work, by_id: dict[str, Listed]) -> Work:
    entry = by_id.get(work.reference or "")
    return replace(work, authors=entry.names, year=entry.year) if entry else work
