"""A passage → what the classifier looks at: words, principles named, cues, what negates them, and the same by sentence."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from msgspec import UNSET, Struct
from numpy.typing import NDArray

from surco.classify.cues import KINDS, CueList, Matcher, is_negated, list_forward, split_tokens
from surco.language import LANGUAGES, lemmatize
from surco.records import Block, Entity
from surco.segment import split_sentences

Floats = NDArray[np.float64]

WORD = re.compile(r"[^\W\d_]+")

OWN = (
    *(f"{kind}{much}" for kind in KINDS for much in ("", " often")), "others named", "how many",
    "no word of the field", "words of the field",
)  # fmt: skip
"""The evidence for a label that the passage does not name, in the order of its weights."""
NAMED = (
    "named often", "named, denied", *(f"{kind}{much}" for kind in KINDS for much in ("", " often")),
    "others named", "how many", "no word of the field", "one word of the field", "three words of the field", "words of the field",
    "share of words of the field",
)  # fmt: skip
"""The evidence that a named principle is one that the passage speaks of."""
STANCE = (
    "named", "named plainly", "named, denied", *(f"{kind}{how}" for kind in KINDS for how in (" plainly", ", denied")),
    "opposites", "denials", "negators", "doubts", "share of negators", "share of doubts", "length",
)  # fmt: skip
"""The evidence for the stance of one label in a passage or a sentence."""
STANCE_WIDTH = 3 * len(STANCE) + 2
"""That of the passage, the most and the mean of its telling sentences, whether there are such, and several sentences."""
STRONG_WEIGHT = {"strong": 2.0, "affirm": 1.0, "opposite": 2.0, "deny": 1.0}
"""How much more than other evidence these may count before it costs."""
MOST_TOPIC = 8


class Evidence(Struct, frozen=True):
    """How often a passage names one label, and holds each kind of cue for it; and how often each stands denied."""

    named: int = 0
    named_denied: int = 0
    cues: tuple[int, ...] = (0,) * len(KINDS)
    cues_denied: tuple[int, ...] = (0,) * len(KINDS)


class Passage(Struct, frozen=True):
    """What was read in one block, and in each sentence of it where it has several; `cues` are indices into the cue list."""

    words: tuple[str, ...]
    evidence: Mapping[str, Evidence]
    cues: tuple[int, ...]
    negators: int
    doubts: int
    topic: int
    length: int
    sentences: tuple[Passage, ...] = ()


NOTHING = Evidence()
_NAME = "named"


class Reader:
    """Reads blocks with one cue list."""

    def __init__(self, cues: CueList) -> None:
        self.cues = cues.cues
        self.matcher = Matcher(cue.text for cue in cues.cues)
        self.negators = Matcher(cues.negators)
        self.forward = list_forward(cues.negators)
        self.doubts = Matcher(cues.doubts)
        self.topic = Matcher(cues.topic)

    def read(self, block: Block) -> Passage:
        """What the block offers; its PRINCIPLE entities count as named, and no cue is sought inside them."""
        text = block.text
        sights = self._look(text, [one for one in block.entities or () if one.label == "PRINCIPLE" and one.principle])
        words = _split_words(text, block.language or "es")
        spans = block.sentences if block.sentences is not UNSET else split_sentences(text)
        sentences = [_count_part(sights, words, start, end) for start, end in spans] if len(spans) > 1 else []
        return _count_part(sights, words, 0, len(text), tuple(sentences))

    def _look(self, text: str, names: Sequence[Entity]) -> _Sights:
        pairs = split_tokens(text)
        tokens, offsets = [token for token, _ in pairs], [offset for _, offset in pairs]
        negators = self.negators.find(tokens)
        found: list[_Sight] = []
        taken: set[int] = set()
        for name in names:
            start, end = bisect_right(offsets, name.start) - 1, bisect_left(offsets, name.end)
            denied = is_negated(tokens, negators, start, end, forward=self.forward)
            found.append(_Sight(start, name.principle or "", _NAME, denied))
            taken.update(range(start, end))
        for sighting in self.matcher.find(tokens):
            start, end = sighting.start, sighting.end
            if taken.isdisjoint(range(start, end)):
                cue = self.cues[sighting.index]
                denied = is_negated(tokens, negators, start, end, forward=self.forward)
                found.append(_Sight(start, cue.label, cue.kind, denied, cue=sighting.index))
        return _Sights(
            sorted(found, key=_get_token), offsets, [one.start for one in negators],
            [one.start for one in self.doubts.find(tokens)], [one.start for one in self.topic.find(tokens)],
        )  # fmt: skip


class _Sight(NamedTuple):
    """A name of a label or a cue for it, by the token that it begins with; `cue` is its index in the list."""

    token: int
    label: str
    kind: str
    denied: bool
    cue: int | None = None


class _Sights(NamedTuple):
    """What was seen in a text, by tokens; `offsets` are those of the tokens."""

    found: list[_Sight]
    offsets: list[int]
    negators: list[int]
    doubts: list[int]
    topic: list[int]


def _get_token(sight: _Sight) -> int:
    return sight.token


def _count_part(
    sights: _Sights, words: Sequence[tuple[int, str]], start: int, end: int, sentences: tuple[Passage, ...] = ()
) -> Passage:
    """What was seen between two offsets."""
    first, last = bisect_left(sights.offsets, start), bisect_left(sights.offsets, end)
    own = sights.found[bisect_left(sights.found, first, key=_get_token) : bisect_left(sights.found, last, key=_get_token)]
    counts = Counter((sight.label, sight.kind) for sight in own)
    denied = Counter((sight.label, sight.kind) for sight in own if sight.denied)
    return Passage(
        words=tuple(word for _, word in words[bisect_left(words, (start,)) : bisect_left(words, (end,))]),
        evidence={label: _count_evidence(label, counts, denied) for label in dict.fromkeys(label for label, _ in counts)},
        cues=tuple(sorted({sight.cue for sight in own if sight.cue is not None})),
        negators=bisect_left(sights.negators, last) - bisect_left(sights.negators, first),
        doubts=bisect_left(sights.doubts, last) - bisect_left(sights.doubts, first),
        topic=bisect_left(sights.topic, last) - bisect_left(sights.topic, first),
        length=last - first,
        sentences=sentences,
    )


def _count_evidence(label: str, counts: Counter[tuple[str, str]], denied: Counter[tuple[str, str]]) -> Evidence:
    return Evidence(
        counts[label, _NAME],
        denied[label, _NAME],
        tuple(counts[label, kind] for kind in KINDS),
        tuple(denied[label, kind] for kind in KINDS),
    )


def _split_words(text: str, language: str) -> list[tuple[int, str]]:
    """The lemmas of a text's words, or in a language without a dictionary the words, with their offsets."""
    words = ((match.start(), match[0].lower()) for match in WORD.finditer(text))
    return [(place, lemmatize(word, language) if language in LANGUAGES else word) for place, word in words]


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
    """The evidence for a label that is not named, as OWN lists it."""
    topic = min(passage.topic, MOST_TOPIC)
    return [*_weigh_cues(passage, label), float(topic == 0), math.log1p(topic)]


def _weigh_cues(passage: Passage, label: str) -> list[float]:
    own = passage.evidence.get(label, NOTHING)
    others = sum(evidence.named > 0 for name, evidence in passage.evidence.items() if name != label)
    row = []
    for kind, count in zip(KINDS, own.cues, strict=True):
        row += [STRONG_WEIGHT[kind] * (count > 0), math.log1p(min(count, 4))]
    return [*row, float(others > 0), min(others, 3) / 2]


def weigh_named(passage: Passage, label: str) -> list[float]:
    """The evidence that a label which is named holds, as NAMED lists it."""
    own = passage.evidence.get(label, NOTHING)
    topic = min(passage.topic, MOST_TOPIC)
    return [
        math.log1p(own.named), float(own.named_denied > 0), *_weigh_cues(passage, label),
        3.0 * (topic == 0), 2.0 * (topic == 1), 2.0 * (topic >= 3), math.log1p(topic), 10 * topic / (passage.length + 5),
    ]  # fmt: skip


def is_named(passage: Passage, label: str) -> bool:
    """Whether a PRINCIPLE entity names the label."""
    return passage.evidence.get(label, NOTHING).named > 0


def weigh_stance(passage: Passage, label: str) -> Floats:
    """The evidence for the stance of a label: that of the passage, and of the sentences that tell of the label, else of all."""
    whole = _weigh_part(passage, label)
    telling = [part for part in passage.sentences if label in part.evidence]
    parts = [_weigh_part(part, label) for part in telling or passage.sentences] or [whole]
    found = bool(telling) or not passage.sentences and label in passage.evidence
    return np.concatenate([whole, np.max(parts, axis=0), np.mean(parts, axis=0), [found, bool(passage.sentences)]])


def _weigh_part(passage: Passage, label: str) -> list[float]:
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
