"""Carried citations and the present bibliography → works linked to the entries that they mean now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import structs

from surco.records import Block, Work, replace

_Links = dict[tuple[tuple[str, ...], str], Work]


def mend_links(blocks: Iterable[Block], present: Sequence[Block]) -> list[Block]:
    """The blocks with each work's link to the bibliography as it is numbered now.

    A link that still fits its entry stays; else the machine's link of the same work in `present` stands, or none.
    """
    entries = {block.id: block for block in present if block.type == "reference"}
    known: _Links = {}
    for block in present:
        for citation in block.citations or ():
            for work in citation.works:
                known.setdefault((work.authors, work.year), work)
    return [_mend_block(block, entries, known) for block in blocks]


def _mend_block(block: Block, entries: dict[str, Block], known: _Links) -> Block:
    if not any(work.reference or work.candidates for one in block.citations or () for work in one.works):
        return block
    citations = [
        structs.replace(one, works=tuple(_mend_work(work, entries, known) for work in one.works))
        for one in block.citations or ()
    ]
    return replace(block, citations=tuple(citations))


def _mend_work(work: Work, entries: dict[str, Block], known: _Links) -> Work:
    ids = (*([work.reference] if work.reference else ()), *work.candidates)
    machine = known.get((work.authors, work.year))
    if all(name in entries and _fits(work, entries[name]) for name in ids):
        return work
    if machine is None:
        return structs.replace(work, reference=None, candidates=())
    return structs.replace(work, reference=machine.reference, candidates=machine.candidates)


def _fits(work: Work, entry: Block) -> bool:
    """Whether an author and the year of a work stand in a bibliography entry; a title for an author is not looked for.

    >>> entry = Block(id="a/0190", type="reference", text="Ruiz, A. (2007). Ciudades del Sur.")
    >>> _fits(Work(("Ruiz",), "2007a"), entry), _fits(Work(("Lima",), "2007"), entry)
    (True, False)
    """
    text = entry.text.casefold()
    return work.year[:4].casefold() in text and any(author.casefold() in text for author in work.authors)
