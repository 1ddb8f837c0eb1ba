"""The words of an option → a change of the scheme's labels."""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

from surco.records import SurcoError

Kind = Literal["add", "rename", "merge", "split"]
# horizontalidad, sur-global
_LABEL = re.compile(r"\w[\w-]*")


class Change(Struct, frozen=True):
    """One change of the scheme's labels: those before and those after."""

    kind: Kind
    old: tuple[str, ...]
    new: tuple[str, ...]


def parse_change(kind: Kind, words: str) -> Change:
    """The change in the words of an option; raises SurcoError where they say none.

    >>> parse_change("merge", "equidad,reciprocidad=justicia")
    Change(kind='merge', old=('equidad', 'reciprocidad'), new=('justicia',))
    """
    left, equals, right = words.partition("=")
    old, new = ((), _split(left)) if kind == "add" else (_split(left), _split(right))
    single = {"add": (0, 1), "rename": (1, 1), "merge": (None, 1), "split": (1, None)}[kind]
    counted = all(want is None and len(part) > 1 or want == len(part) for want, part in zip(single, (old, new), strict=True))
    if not counted or bool(equals) == (kind == "add") or not all(map(_LABEL.fullmatch, (*old, *new))):
        form = {"add": "LABEL", "rename": "OLD=NEW", "merge": "OLD,OLD=NEW", "split": "OLD=NEW,NEW"}[kind]
        raise SurcoError(f"--{kind} {words}: not understood; write it as {form}")
    return Change(kind, old, new)


def _split(words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip() for word in words.split(",") if word.strip()))
