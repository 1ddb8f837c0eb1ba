"""Counts what a corpus mentions: organisations, instruments and principles by document, and acronyms worth adding to
the authority file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from surco.entities.authority import Authority
from surco.entities.tokens import MASKED, Tokens, tokenize_block
from surco.entities.word_kinds import ends_as_adjective
from surco.language import is_known
from surco.records import UNMARKED, Document, EntityLabel

# informarse, haciéndolo, conocerla
_CLITIC = re.compile(
    r".+(?:rse|ndose|rl[aeo]s?|ndol[aeo]s?|se|mente|ría|ísim[ao]s?)$|núms?|arts?|págs?|vols?|nros?|caps?|eds?|incs?"
)
_ROMAN = re.compile(r"[ivxlc]+")
_AROUND = 40
"""Letters of context on either side."""
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
    """A word that may be an acronym which nobody defines: in which documents how often, and its first context."""

    word: str
    documents: tuple[tuple[str, int], ...]
    context: str

    @property
    def total(self) -> int:
        return sum(times for _, times in self.documents)


def list_mentions(
    documents: Iterable[Document], authority: Authority, *, prose_only: bool = False
) -> list[Mentioned]:
    """Everything that annotated documents mention, or their passages alone, the most frequent first within each label."""
    counts: dict[tuple[EntityLabel, str], Counter[str]] = {}
    variants: dict[tuple[EntityLabel, str], Counter[str]] = {}
    for document in documents:
        for block in document.blocks:
            for entity in (block.entities or ()) if block.is_passage or not prose_only else ():
                key = (entity.label, entity.id or entity.principle or entity.text)
                counts.setdefault(key, Counter())[document.head.id] += 1
                variants.setdefault(key, Counter())[entity.text] += 1
    mentioned = [_make_mentioned(key, counts[key], variants[key], authority) for key in counts]
    return sorted(mentioned, key=lambda item: (item.label, -item.count, item.id))


def count_outside(documents: Iterable[Document], labels: Collection[str] = ()) -> int:
    """How many mentions, of those labels or of all, are not in passages but in titles, headings, captions and the like."""
    outside = (block for document in documents for block in document.blocks if not block.is_passage)
    return sum(entity.label in labels or not labels for block in outside for entity in block.entities or ())


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


def propose_acronyms(documents: Iterable[Document], *, least: int = 2) -> list[Proposal]:
    """Words of a corpus that no language knows and nothing marks, at least so often, the most frequent first.

    They may be acronyms that nobody defines; a word that some document defines, `(fuml)`, is none of them there.

    >>> from surco.records import Block, Head
    >>> block = Block(id="a/1", type="paragraph", text="la fuml votó y la fuml pagó")
    >>> [(found.word, found.documents) for found in propose_acronyms([Document(Head(id="a"), (block,))])]
    [('fuml', (('a', 2),))]
    """
    counts: dict[str, Counter[str]] = {}
    contexts: dict[str, str] = {}
    for document in documents:
        for key, context in _list_unknown(document):
            counts.setdefault(key, Counter())[document.head.id] += 1
            contexts.setdefault(key, context)
    found = [
        Proposal(word, tuple(sorted(count.items())), contexts[word])
        for word, count in counts.items() if count.total() >= least
    ]  # fmt: skip
    return sorted(found, key=lambda proposal: (-proposal.total, proposal.word))


def _list_unknown(document: Document) -> Iterator[tuple[str, str]]:
    """Yield each unknown word of a document that it does not define, with its context."""
    pages = [(block, tokenize_block(block)) for block in document.blocks if block.type not in UNMARKED]
    defined = {key for _, tokens in pages for key in _find_bracketed(tokens)}
    for block, tokens in pages:
        marked = [(entity.start, entity.end) for entity in block.entities or ()]
        for index in _find_unknown(tokens, marked):
            if tokens.keys[index] not in defined:
                yield tokens.keys[index], _cut_context(block.text, tokens.starts[index], tokens.ends[index])


def _find_bracketed(tokens: Tokens) -> Iterator[str]:
    """Yield the words that stand as definitions do: `(fuml)`, `(en adelante fuml`, `(fuml, por sus siglas`."""
    for index in range(1, len(tokens) - 1):
        opens, closes = tokens.keys[index - 1], tokens.keys[index + 1]
        if opens == "adelante" or (opens == "(" and closes in {")", ",", ";"}):
            yield tokens.keys[index]


def _cut_context(text: str, start: int, end: int) -> str:
    """The words around a stretch, whole ones only."""
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    before = before if start <= _AROUND else before.partition(" ")[2]
    after = after if end + _AROUND >= len(text) else after.rpartition(" ")[0]
    return " ".join((before + text[start:end] + after).split())


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
    if _ROMAN.fullmatch(word.lower()):
        return False
    if sum(letter.isupper() for letter in word) > 1:
        return not is_known(word) or len(word) <= 5
    if not (word.islower() and word.isascii()) or is_known(word) or _CLITIC.fullmatch(word) or ends_as_adjective(word):
        return False
    return bool(_VOWELLESS.fullmatch(word)) or len(word) <= 8
