"""Counts what a corpus mentions: organisations, instruments and principles by document, and acronyms worth adding to
the authority file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from surco.entities.authority import Authority
from surco.entities.tokens import MASKED, Tokens, tokenize_block
from surco.language import is_known
from surco.records import UNMARKED, Document, EntityLabel

# informarse, haciéndolo, conocerla
_CLITIC = re.compile(
    r".+(?:rse|ndose|rl[aeo]s?|ndol[aeo]s?|se|mente|ría|ísim[ao]s?)$|[ivxl]+|núms?|arts?|págs?|vols?|nros?|caps?|eds?|incs?"
)
_VOWELLESS = re.compile(r"[^aeiou]+|.*[^aeiou]{4}.*")


@dataclass(frozen=True)
class Mentioned:
    """One organisation, instrument or principle: how often, in which documents, in which spellings, and whether the
    authority file has it."""

    id: str
    label: EntityLabel
    name: str
    count: int
    documents: tuple[tuple[str, int], ...]
    variants: tuple[tuple[str, int], ...]
    known: bool


class Proposal(NamedTuple):
    """A word that may be an acronym which nobody defines: how often it stands in which document, and its first
    context."""

    word: str
    document: str
    times: int
    context: str


def list_mentions(documents: Iterable[Document], authority: Authority) -> list[Mentioned]:
    """Everything that annotated documents mention, the most frequent first within each label."""
    counts: dict[tuple[EntityLabel, str], Counter[str]] = {}
    variants: dict[tuple[EntityLabel, str], Counter[str]] = {}
    for document in documents:
        for block in document.blocks:
            for entity in block.entities or ():
                key = (entity.label, entity.id or entity.principle or entity.text)
                counts.setdefault(key, Counter())[document.head.id] += 1
                variants.setdefault(key, Counter())[entity.text] += 1
    mentioned = [_make_mentioned(key, counts[key], variants[key], authority) for key in counts]
    return sorted(mentioned, key=lambda item: (item.label, -item.count, item.id))


def _make_mentioned(
    key: tuple[EntityLabel, str], documents: Counter[str], variants: Counter[str], authority: Authority
) -> Mentioned:
    label, id_ = key
    entry = authority.by_id.get(id_)
    name = entry.names[0] if entry else id_ if label == "PRINCIPLE" else max(sorted(variants), key=len)
    return Mentioned(
        id=id_,
        label=label,
        name=name,
        count=sum(documents.values()),
        documents=tuple(sorted(documents.items())),
        variants=tuple(sorted(variants.items(), key=lambda item: (-item[1], item[0]))),
        known=entry is not None or label == "PRINCIPLE",
    )


def propose_entries(mentioned: Iterable[Mentioned]) -> list[Mentioned]:
    """The organisations and instruments that the authority file lacks, those of most documents first."""
    unknown = [item for item in mentioned if not item.known]
    return sorted(unknown, key=lambda item: (-len(item.documents), -item.count, item.id))


def propose_acronyms(document: Document, *, least: int = 2) -> list[Proposal]:
    """Words of a document that no language knows and nothing marks, at least so often: acronyms that it never
    defines, perhaps.

    >>> from surco.records import Block, Head
    >>> text = "la fuml votó y la fuml pagó"
    >>> [proposal.word for proposal in propose_acronyms(Document(Head(id="a"), (Block(id="a/1", type="paragraph", text=text),)))]
    ['fuml']
    """
    counts: Counter[str] = Counter()
    contexts: dict[str, str] = {}
    for block in document.blocks:
        if block.type in UNMARKED:
            continue
        tokens = tokenize_block(block)
        marked = [(entity.start, entity.end) for entity in block.entities or ()]
        for index in _find_unknown(tokens, marked):
            key = tokens.keys[index]
            counts[key] += 1
            contexts.setdefault(
                key, " ".join(block.text[max(0, tokens.starts[index] - 40) : tokens.ends[index] + 40].split())
            )
    found = [
        Proposal(word, document.head.id, count, contexts[word]) for word, count in counts.items() if count >= least
    ]
    return sorted(found, key=lambda proposal: (-proposal.times, proposal.word))


def _find_unknown(tokens: Tokens, marked: list[tuple[int, int]]) -> Iterator[int]:
    for index, (key, word) in enumerate(zip(tokens.keys, tokens.words, strict=True)):
        if key == MASKED or not key.isalpha() or not 3 <= len(key) <= 14 or not looks_like_acronym(word):
            continue
        if not any(start <= tokens.starts[index] < end for start, end in marked):
            yield index


def looks_like_acronym(word: str) -> bool:
    """Whether a word is set in capitals, or in small letters and known to no language; a verb with its pronoun is no
    acronym.

    >>> [looks_like_acronym(word) for word in ("OTCA", "fuml", "reunirse", "Itapé", "ciudad")]
    [True, True, False, False, False]
    """
    if sum(letter.isupper() for letter in word) > 1:
        return not is_known(word) or len(word) <= 5
    if not word.islower() or is_known(word) or _CLITIC.fullmatch(word):
        return False
    return bool(_VOWELLESS.fullmatch(word)) or len(word) <= 8
