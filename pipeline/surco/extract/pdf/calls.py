"""Notes that nothing calls → their numbers found glued to a word of the text, where sequence leaves one place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from msgspec.structs import replace

from surco.extract.assemble import Piece
from surco.records import PASSAGES

_REACH = 30
"""So many pieces before and behind a note its call may stand where its neighbours in number are not called."""


def find_glued_calls(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, with the number of each uncalled note taken out of the text where it stands glued to one word only."""
    found = list(pieces)
    places = _find_places(pieces)
    for place, note in enumerate(pieces):
        if note.type != "footnote" or not note.marker or not note.marker.isdigit() or places[note.marker]:
            continue
        before, after = places[str(int(note.marker) - 1)], places[str(int(note.marker) + 1)]
        low = before[-1] if before else max(0, place - _REACH)
        high = after[0] if after else min(len(found) - 1, place + _REACH)
        spots = [
            (k, match)
            for k in range(low, high + 1)
            if found[k].type in PASSAGES and found[k].type != "footnote"
            for match in _glued(note.marker).finditer(found[k].text)
        ]
        if len(spots) == 1:
            k, match = spots[0]
            found[k] = _take_out(found[k], match.start(), match.end(), note.marker)
            places[note.marker].append(k)
    return found


def _find_places(pieces: Sequence[Piece]) -> defaultdict[str, list[int]]:
    """Which pieces of the text call each marker, in their order."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for k, piece in enumerate(pieces):
        for marker in dict.fromkeys(marker for _, marker in piece.calls) if piece.type != "footnote" else ():
            places[marker].append(k)
    return places


def _glued(marker: str) -> re.Pattern[str]:
    """`región,1 así`, `formales12 o`: behind a letter, or behind a stop that follows a letter."""
    return re.compile(rf"(?:(?<=[^\W\d_]{{2}})|(?<=[^\W\d_][,.;:)”»\]]))(?<![A-Z]){marker}(?=[\s,.;:)”»\]]|$)")


def _take_out(piece: Piece, start: int, end: int, marker: str) -> Piece:
    cut = end - start
    calls = [(at - cut if at >= end else at, m) for at, m in piece.calls]
    return replace(piece, text=piece.text[:start] + piece.text[end:], calls=tuple(sorted([*calls, (start, marker)])))
