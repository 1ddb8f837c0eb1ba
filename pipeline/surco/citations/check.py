"""What does not agree between the citations of a document and its bibliography."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from msgspec import UNSET, structs

from surco.citations.annotate import annotate_citations
from surco.citations.evidence import fold_name
from surco.citations.link import Listed, score_authors
from surco.citations.parse import parse_references
from surco.records import Block, Document, Work

Problem = Literal["cited-not-listed", "listed-not-cited", "ambiguous", "year-mismatch", "name-mismatch", "unresolved"]
LONGEST = 100
"""How much of an entry or a citation a line about it quotes."""


@dataclass(frozen=True)
class Finding:
    """One disagreement: what, in which block, from where to where (code points), the work or entry, and what would fit."""

    problem: Problem
    block: str
    start: int
    end: int
    text: str
    detail: str = ""


def check_citations(blocks: Sequence[Block]) -> Iterator[Finding]:
    """Yield the disagreements of an annotated document, in reading order, then the entries that nothing cites.

    >>> text = "Es así (Anaya, 2007; Roca, 2010)."
    >>> entries = ("Anaya, G. (2007). Ríos. Lima: Sur.", "Lira, P. (2001). Mares. Lima: Sur.")
    >>> blocks = [Block(id="d/1", type="paragraph", text=text)]
    >>> blocks += [Block(id=f"d/r{i}", type="reference", text=t) for i, t in enumerate(entries)]
    >>> [(f.problem, f.text) for f in check_citations(annotate_citations(blocks))]
    [('cited-not-listed', 'Roca 2010'), ('listed-not-cited', 'Lira, P. (2001). Mares. Lima: Sur.')]
    """
    entries = {listed.id: listed for _, listed in parse_references(blocks).values()}
    cited: set[str] = set()
    for block in blocks:
        for citation in block.citations or ():
            for work in citation.works:
                cited.update((work.reference,) if work.reference else work.candidates)
                for problem, detail in _check_work(work, entries):
                    yield Finding(problem, block.id, citation.start, citation.end, show_work(work), detail)
    for block in blocks:
        if block.type == "reference" and block.id not in cited:
            yield Finding("listed-not-cited", block.id, 0, len(block.text), block.text)


def list_findings(document: Document) -> list[str]:
    """The disagreements of a document, annotated first where it has no citations yet, one a line with the place and the words there.

    >>> from surco.records import Head
    >>> head, entry = Head(id="d"), Block(id="d/2", type="reference", text="Roca, G. (2007). Ríos.", pages=(9,))
    >>> passage = Block(id="d/1", type="paragraph", text="Es así (Anaya, 2007).", pages=(3, 4))
    >>> for line in list_findings(Document(head, (passage, entry))):
    ...     print(line)
    d/1, pp. 3-4: cited-not-listed: Anaya 2007: “(Anaya, 2007)”
    d/2, p. 9: listed-not-cited: “Roca, G. (2007). Ríos.”
    """
    document = annotate_bare(document)
    blocks = {block.id: block for block in document.blocks}
    return [_show_finding(finding, blocks[finding.block]) for finding in check_citations(document.blocks)]


def annotate_bare(document: Document) -> Document:
    """The document with its citations; as it is where it has any, whoever made them."""
    if any(block.citations is not UNSET for block in document.blocks):
        return document
    return structs.replace(document, blocks=annotate_citations(document.blocks))


def count_cited(document: Document) -> tuple[int, int]:
    """How often works are cited in a document, and how many entries its bibliography has."""
    works = sum(len(citation.works) for block in document.blocks for citation in block.citations or ())
    return works, sum(block.type == "reference" for block in document.blocks)


def _show_finding(finding: Finding, block: Block) -> str:
    pages = block.pages or ()
    place = f"{finding.block}, {_show_pages(pages)}" if pages else finding.block
    words = f"“{_shorten(block.text[finding.start : finding.end])}”"
    said = [place, finding.problem]
    if finding.problem != "listed-not-cited":
        said += [finding.text] if finding.text else []
    said.append(words)
    return ": ".join(said) + (f" ({finding.detail})" if finding.detail else "")


def _show_pages(pages: Sequence[int]) -> str:
    return f"p. {pages[0]}" if len(pages) == 1 else f"pp. {pages[0]}-{pages[-1]}"


def _shorten(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST else flat[:LONGEST].rsplit(" ", 1)[0] + " …"


def show_work(work: Work) -> str:
    """A work in a few words.

    >>> show_work(Work(("Anaya", "Peña"), "2010", et_al=True))
    'Anaya, Peña et al. 2010'
    """
    return f"{', '.join(work.authors)}{' et al.' if work.et_al else ''} {work.year}".strip()


def _check_work(work: Work, entries: dict[str, Listed]) -> Iterator[tuple[Problem, str]]:
    if not work.authors or not work.year:
        yield "unresolved", "no author or year could be made out"
    elif work.candidates:
        yield "ambiguous", " ".join(work.candidates)
    elif work.reference is None and entries and work.via is None:  # what is cited by way of another need not be listed
        near = _find_near(work, entries)
        yield ("year-mismatch", f"{near.id}: {near.year or 'no year'}") if near else ("cited-not-listed", "")
    elif work.reference in entries:
        yield from _check_link(work, entries[work.reference])


def _find_near(work: Work, entries: dict[str, Listed]) -> Listed | None:
    """The only entry of the same authors, whatever its year."""
    names = tuple(fold_name(a) for a in work.authors)
    fitting = [e for e in entries.values() if score_authors(names, work.et_al, e) >= 1.8]
    return fitting[0] if len(fitting) == 1 else None


def _check_link(work: Work, entry: Listed) -> Iterator[tuple[Problem, str]]:
    years = {entry.year, entry.year[:4], *entry.years}
    if work.year[:1].isdigit() and work.year not in years and work.year[:4] not in years:
        yield "year-mismatch", f"{entry.id}: {entry.year or 'no year'}"
    first = fold_name(work.authors[0])
    known = {*entry.families, *entry.acronyms}
    if (
        entry.families
        and first not in known
        and not any(first in f or f in first for f in known if len(f) > 3)
        and first not in entry.head
    ):
        yield "name-mismatch", f"{entry.id}: {entry.names[0]}"
