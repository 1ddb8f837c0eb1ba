"""A passage → what the classifier looks at: words, principles named, cues, and what negates them."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from surco.classify.cues import KINDS, CueList, Matcher, is_negated, list_forward, split_tokens
from surco.language import LANGUAGES, lemmatize
from surco.records import Block

Floats = NDArray[np.float64]

WORD = re.compile(r"[^\W\d_]+")

OWN = (
    "named", "named often", "named, denied", *(f"{kind}{much}" for kind in KINDS for much in ("", " often")),
    "others named", "how many",
)  # fmt: skip
"""The evidence for one label, in the order of its weights."""
STANCE = (
    "named", "named plainly", "named, denied", *(f"{kind}{how}" for kind in KINDS for how in (" plainly", ", denied")),
    "opposites", "denials", "negators", "doubts", "share of negators", "share of doubts", "length",
)  # fmt: skip
"""The evidence for the stance of one label."""
NAMED_WEIGHT = 10.0
STRONG_WEIGHT = {"strong": 2.0, "affirm": 1.0, "opposite": 2.0, "deny": 1.0}
"""How much more than other evidence these may count before it costs: a name's sense was decided when it was marked."""


class Evidence(Struct, frozen=True):
    """How often a passage names one label, and holds each kind of cue for it; and how often each stands denied."""

    named: int = 0
    named_denied: int = 0
    cues: tuple[int, ...] = (0,) * len(KINDS)
    cues_denied: tuple[int, ...] = (0,) * len(KINDS)


class Passage(Struct, frozen=True):
    """What was read in one block; `cues` are indices into the cue list."""

    words: tuple[str, ...]
    evidence: Mapping[str, Evidence]
    cues: tuple[int, ...]
    negators: int
    doubts: int
    length: int


NOTHING = Evidence()
NAMED = "named"


class Reader:
    """Reads blocks with one cue list."""

    def __init__(self, cues: CueList) -> None:
        self.cues = cues.cues
        self.matcher = Matcher(cue.text for cue in cues.cues)
        self.negators = Matcher(cues.negators)
        self.forward = list_forward(cues.negators)
        self.doubts = Matcher(cues.doubts)

    def read(self, block: Block) -> Passage:
        """What the block offers; its PRINCIPLE entities count as named, and no cue is sought inside them."""
        pairs = split_tokens(block.text)
        tokens = [token for token, _ in pairs]
        offsets = [offset for _, offset in pairs]
        negators = self.negators.find(tokens)
        counts: Counter[tuple[str, str]] = Counter()
        denied: Counter[tuple[str, str]] = Counter()
        taken: set[int] = set()
        for entity in block.entities or ():
            if entity.label == "PRINCIPLE" and entity.principle:
                start, end = bisect_right(offsets, entity.start) - 1, bisect_left(offsets, entity.end)
                counts[entity.principle, NAMED] += 1
                denied[entity.principle, NAMED] += is_negated(tokens, negators, start, end, forward=self.forward)
                taken.update(range(start, end))
        seen = set()
        for sighting in self.matcher.find(tokens):
            if taken.isdisjoint(range(sighting.start, sighting.end)):
                cue = self.cues[sighting.index]
                counts[cue.label, cue.kind] += 1
                denied[cue.label, cue.kind] += is_negated(
                    tokens, negators, sighting.start, sighting.end, forward=self.forward
                )
                seen.add(sighting.index)
        labels = dict.fromkeys(label for label, _ in counts)
        evidence = {label: _count_evidence(label, counts, denied) for label in labels}
        doubts = len(self.doubts.find(tokens))
        return Passage(_split_words(block), evidence, tuple(sorted(seen)), len(negators), doubts, len(tokens))


def _count_evidence(label: str, counts: Counter[tuple[str, str]], denied: Counter[tuple[str, str]]) -> Evidence:
    return Evidence(
        counts[label, NAMED],
        denied[label, NAMED],
        tuple(counts[label, kind] for kind in KINDS),
        tuple(denied[label, kind] for kind in KINDS),
    )


def _split_words(block: Block) -> tuple[str, ...]:
    language = block.language or "es"
    words = split_words(block.text)
    return tuple(lemmatize(word, language) for word in words) if language in LANGUAGES else tuple(words)


def split_words(text: str) -> list[str]:
    """The words of a text in lower case, accents kept, numbers left out.

    >>> split_words("Según 3 actas")
    ['según', 'actas']
    """
    return WORD.findall(text.lower())


def make_terms(words: Sequence[str]) -> Counter[str]:
    """How often each word and each pair of neighbours occurs.

    >>> sorted(make_terms(["ningún", "socio", "ningún"]))
    ['ningún', 'ningún socio', 'socio', 'socio ningún']
    """
    terms = Counter(words)
    terms.update(f"{first} {second}" for first, second in zip(words, words[1:], strict=False))
    return terms


class Vocabulary:
    """Terms with their inverse document frequency; turns a passage's words into a sparse row of length one."""

    def __init__(self, terms: Sequence[str], weights: Floats) -> None:
        self.terms, self.weights = tuple(terms), weights
        self.index = {term: index for index, term in enumerate(self.terms)}

    def weigh(self, words: Sequence[str]) -> tuple[NDArray[np.intp], Floats]:
        """The columns and values of a passage: (1 + log of the count) times the term's weight, scaled to length one."""
        found = sorted((self.index[term], count) for term, count in make_terms(words).items() if term in self.index)
        columns = np.array([column for column, _ in found], dtype=np.intp)
        values = self.weights[columns] * np.array([1 + math.log(count) for _, count in found])
        length = float(np.sqrt(values @ values)) or 1.0
        return columns, values / length


def fit_vocabulary(passages: Sequence[Passage], *, least: int = 2) -> Vocabulary:
    """The terms that occur in at least `least` passages, in alphabetical order."""
    counts: Counter[str] = Counter()
    for passage in passages:
        counts.update(make_terms(passage.words).keys())
    terms = sorted(term for term, count in counts.items() if count >= least)
    weights = [math.log((1 + len(passages)) / (1 + counts[term])) + 1 for term in terms]
    return Vocabulary(terms, np.array(weights))


def weigh_own(passage: Passage, label: str) -> list[float]:
    """The evidence for a label, as OWN lists it."""
    own = passage.evidence.get(label, NOTHING)
    others = sum(evidence.named > 0 for name, evidence in passage.evidence.items() if name != label)
    row = [NAMED_WEIGHT * (own.named > 0), math.log1p(own.named), float(own.named_denied > 0)]
    for kind, count in zip(KINDS, own.cues, strict=True):
        row += [STRONG_WEIGHT[kind] * (count > 0), math.log1p(min(count, 4))]
    return [*row, float(others > 0), min(others, 3) / 2]


def weigh_stance(passage: Passage, label: str) -> list[float]:
    """The evidence for the stance of a label, as STANCE lists it."""
    own = passage.evidence.get(label, NOTHING)
    length = passage.length + 1
    row = [float(own.named > 0), float(own.named > own.named_denied), float(own.named_denied > 0)]
    for count, denied in zip(own.cues, own.cues_denied, strict=True):
        row += [float(count > denied), float(denied > 0)]
    against = [KINDS.index("opposite"), KINDS.index("deny")]
    every = passage.evidence.values()
    return [
        *row,
        math.log1p(sum(evidence.cues[kind] - evidence.cues_denied[kind] for evidence in every for kind in against)),
        math.log1p(sum(evidence.named_denied for evidence in every)),
        math.log1p(passage.negators), math.log1p(passage.doubts),
        10 * passage.negators / length, 10 * passage.doubts / length, math.log(length) - 4,
    ]  # fmt: skip
