"""What a corpus mentions → lines of a table, or rows of CSV with a row for each document."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import NamedTuple, get_args

from surco.entities.authority import Authority
from surco.entities.mentions import Mentioned, Proposal, list_mentions, propose_acronyms, propose_entries
from surco.records import Document, EntityLabel

LABELS: tuple[str, ...] = get_args(EntityLabel)
HEADER = ("label", "id", "name", "known", "document", "count", "variants")
ACRONYM = "acronym?"
"""The label of a word that may be an acronym which no text explains."""

_WIDEST = 48
"""Letters of a column; a longer id pushes its own line."""


class Listing(NamedTuple):
    """What a corpus mentions, and the words in it that may be acronyms nobody defines."""

    mentioned: tuple[Mentioned, ...]
    proposals: tuple[Proposal, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.mentioned or self.proposals)


def make_listing(
    documents: Sequence[Document], authority: Authority, *, labels: Sequence[str] = (), unknown: bool = False,
    prose_only: bool = False,
) -> Listing:  # fmt: skip
    """Everything that annotated documents mention, of those labels or of all; `prose_only` passes over what is not in passages;
    `unknown` keeps what the authority file lacks and adds undefined acronyms, wherever they are."""
    mentioned = list_mentions(documents, authority, prose_only=prose_only and not unknown)
    if unknown:
        mentioned = propose_entries(mentioned)
    kept = tuple(item for item in mentioned if not labels or item.label in labels)
    proposals = propose_acronyms(documents) if unknown else []
    return Listing(kept, tuple(proposals) if not labels or "ORG" in labels else ())


def format_table(listing: Listing) -> str:
    """One line for each id: label, id, mentions, documents and how it is written; aligned, the spellings last.

    >>> once = Mentioned("onu", "ORG", "Organización de las Naciones Unidas", 3, (("a", 1), ("b", 2)), (("ONU", 3),), True)
    >>> print(format_table(Listing((once,), ())), end="")
    label  id   mentions  documents  spellings
    ORG    onu         3          2  ONU 3
    """
    rows = [("label", "id", "mentions", "documents", "spellings")]
    rows += [
        (item.label, item.id, str(item.count), str(len(item.documents)), _join_variants(item, ", "))
        for item in listing.mentioned
    ]
    rows += [
        (ACRONYM, one.word, str(one.total), str(len(one.documents)), f"{one.documents[0][0]}: {one.context}")
        for one in listing.proposals
    ]
    wide = [min(_WIDEST, max(len(row[column]) for row in rows)) for column in range(4)]
    return "".join(
        f"{row[0]:<{wide[0]}}  {row[1]:<{wide[1]}}  {row[2]:>{wide[2]}}  {row[3]:>{wide[3]}}  {row[4]}\n"
        for row in rows
    )


def format_csv(listing: Listing) -> str:
    """CSV with a row for each id and document; `known` says whether the authority file has it, `variants` how the whole
    corpus writes it."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(_make_rows(listing))
    return target.getvalue()


def _make_rows(listing: Listing) -> Iterable[tuple[str | int, ...]]:
    for item in listing.mentioned:
        known = "true" if item.known else "false"
        for document, count in item.documents:
            yield item.label, item.id, item.name, known, document, count, _join_variants(item, " | ")
    for one in listing.proposals:
        for document, times in one.documents:
            yield ACRONYM, one.word, "", "false", document, times, one.context


def _join_variants(item: Mentioned, separator: str) -> str:
    return separator.join(f"{' '.join(text.split())} {count}" for text, count in item.variants)
