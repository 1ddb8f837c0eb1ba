"""Lists of cues (words that hint at a label without naming it) → where they stand in a passage, denied or not."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

from msgspec import Struct

from surco.records import FormatError

Kind = Literal["strong", "affirm", "opposite", "deny"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""Says it nearly always, often; says the opposite nearly always, often."""
STANCE, TOPIC = "stance", "topic"
GAP = 3
KEPT = 20_000
BEFORE, AFTER = 6, 3
LONGEST = 20
"""So many words a negator may take, its gaps among them."""
STOPS = frozenset(".;:!?()")

# words, and the marks that end a clause: `sin tutela externa; la red`
TOKEN = re.compile(r"[^\W_]+|[.;:!?()]")


class Cue(Struct, frozen=True):
    """An expression that speaks for a label or of its opposite; `text` is as the list writes it."""

    label: str
    kind: Kind
    text: str


class CueList(Struct, frozen=True):
    """The cues of every label, the words that negate, those that cast doubt, and those of the field that the labels belong to."""

    cues: tuple[Cue, ...] = ()
    negators: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()


class Sighting(Struct, frozen=True):
    """An expression found in a passage: its index in the list and the tokens [start, end) that it covers."""

    index: int
    start: int
    end: int


@lru_cache(maxsize=KEPT)
def fold(text: str) -> str:
    """The text in lower case and without accents, letter for letter where it is NFC.

    >>> fold("Autonomía")
    'autonomia'
    """
    plain = unicodedata.normalize("NFD", text.lower())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def read_cues(path: Path) -> CueList:
    """The cue lists of a TOML file: a table a label, with a list a kind.

    `stance` holds `negators` and `doubts`, and `topic` the `words` of the field.
    """
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:  # no UTF-8, no TOML, or a number of thousands of digits
        raise FormatError(f"{path}: {error}; a cue list is TOML with a table for each label") from error
    stance, topic = tables.pop(STANCE, {}), tables.pop(TOPIC, {})
    cues = tuple(Cue(label, *cue) for label, table in tables.items() for cue in _iterate_table(table, path, label))
    return CueList(
        cues, tuple(stance.get("negators", ())), tuple(stance.get("doubts", ())), tuple(topic.get("words", ()))
    )


def _iterate_table(table: object, path: Path, label: str) -> Iterator[tuple[Kind, str]]:
    if not isinstance(table, Mapping) or set(table) - set(KINDS):
        raise FormatError(f"{path}: [{label}] may hold only the lists {', '.join(KINDS)}")
    for kind in KINDS:
        for text in dict.fromkeys(table.get(kind, ())):
            yield kind, text


class _Slot(Struct, frozen=True):
    """One place of an expression: whole words and beginnings that it takes, and whether a gap may stand before it."""

    words: frozenset[str]
    beginnings: tuple[str, ...]
    gap: bool

    def takes(self, token: str) -> bool:
        return token in self.words or token.startswith(self.beginnings)


class Matcher:
    """Finds expressions such as `sin reemplaz*` or `lo que … falta` in folded tokens."""

    def __init__(self, expressions: Iterable[str]) -> None:
        self.by_head: dict[str, list[tuple[int, tuple[_Slot, ...]]]] = {}
        self.by_token: dict[str, tuple[tuple[int, tuple[_Slot, ...]], ...]] = {}
        for index, expression in enumerate(expressions):
            slots = read_slots(expression)
            for head in {word[:3] for word in (*slots[0].words, *slots[0].beginnings)}:
                self.by_head.setdefault(head, []).append((index, slots))

    def find(self, tokens: Sequence[str]) -> list[Sighting]:
        """Every sighting, by start."""
        found = []
        for start, token in enumerate(tokens):
            for index, rest in self._begin(token):
                end = _match(rest, tokens, start + 1) if rest else start + 1
                if end:
                    found.append(Sighting(index, start, end))
        return found

    def _begin(self, token: str) -> tuple[tuple[int, tuple[_Slot, ...]], ...]:
        """The expressions that begin with this token, less their first word; kept, as texts repeat their words."""
        if token not in self.by_token:
            if len(self.by_token) >= KEPT:
                self.by_token.clear()
            heads = self.by_head.get(token[:3], ())
            self.by_token[token] = tuple((index, slots[1:]) for index, slots in heads if slots[0].takes(token))
        return self.by_token[token]


def read_slots(expression: str) -> tuple[_Slot, ...]:
    """The places of an expression; raises FormatError where it has none, or fewer than three letters before a `*`."""
    slots: list[_Slot] = []
    gap = False
    for item in fold(expression).split():
        if item == "…":
            gap = True
            continue
        words = item.split("|")
        beginnings = tuple(word.rstrip("*") for word in words if word.endswith("*"))
        slots.append(_Slot(frozenset(word for word in words if not word.endswith("*")), beginnings, gap))
        gap = False
    if not slots or any(len(word) < 3 for slot in slots for word in slot.beginnings):
        raise FormatError(f"cue {expression!r} needs words, and three letters before a *")
    return tuple(slots)


def _match(slots: tuple[_Slot, ...], tokens: Sequence[str], start: int) -> int:
    """The end of the rest of an expression that goes on at `start`, or 0."""
    at = start
    for slot in slots:
        for place in range(at, min(at + 1 + GAP * slot.gap, len(tokens))):
            if tokens[place] in STOPS:
                return 0
            if slot.takes(tokens[place]):
                at = place + 1
                break
        else:
            return 0
    return at


def split_tokens(text: str) -> list[tuple[str, int]]:
    """The folded words and clause marks of a text, each with its offset.

    >>> split_tokens("Sin tutela; solos.")
    [('sin', 0), ('tutela', 4), (';', 10), ('solos', 12), ('.', 17)]
    """
    return [(fold(match[0]), match.start()) for match in TOKEN.finditer(text)]


def list_forward(negators: Sequence[str]) -> frozenset[int]:
    """The places of the negators that deny only what follows them, written as `sin …`.

    >>> list_forward(["no", "sin …"])
    frozenset({1})
    """
    return frozenset(index for index, text in enumerate(negators) if text.endswith("…"))


def is_negated(
    tokens: Sequence[str], negators: Sequence[Sighting], start: int, end: int, *, forward: Set[int] = frozenset()
) -> bool:
    """Whether a negator stands shortly before the tokens [start, end) or, if not `forward`, after, in the same clause.

    The negators come by their start, as a Matcher finds them.
    """
    first = bisect_left(negators, start - BEFORE - LONGEST, key=_get_start)
    last = bisect_right(negators, end + AFTER, key=_get_start)
    for sighting in negators[first:last]:
        if start <= sighting.start < end:
            continue
        before = sighting.start < start
        if not before and sighting.index in forward:
            continue
        between = tokens[sighting.end : start] if before else tokens[end : sighting.start]
        if len(between) <= (BEFORE if before else AFTER) and not STOPS.intersection(between):
            return True
    return False


def _get_start(sighting: Sighting) -> int:
    return sighting.start
