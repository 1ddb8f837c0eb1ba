"""Drop capitals go back to the word they open."""

from __future__ import annotations

import pytest
from drawing import LEFT, PROSE, draw, fill, make_page, read, show

OPENINGS = [
    ("L", "os municipios", "Los municipios"),
    ("E", "n la ribera", "En la ribera"),
    ("A", " orillas del", "A orillas del"),
    ("A", "orillas del", "A orillas del"),
    ("Y", "sin embargo", "Y sin embargo"),
    ("L", "OS MUNICIPIOS", "LOS MUNICIPIOS"),
]


@pytest.mark.parametrize(("letter", "rest", "expected"), OPENINGS)
@pytest.mark.parametrize("height", [2, 3])
def test_drop_capitals(letter: str, rest: str, expected: str, height: int) -> None:
    capital = draw(letter, LEFT, 68 + 12 * height, size=14.0 * height)
    words = f"{rest.strip()} {PROSE}".split()
    count = 9 * height
    side, base = fill(" ".join(words[:count]), 80, left=LEFT + 7.0 * height + 4)
    beside = [glyph for glyph in side if glyph.base < 80 + 12 * height - 1]
    left = len("".join(glyph.text for glyph in beside))
    taken, total = 0, 0
    while total < left:
        total += len(words[taken])
        taken += 1
    below, base = fill(" ".join(words[taken:]), 80 + 12 * height)
    page = make_page(capital, beside, below, fill(PROSE, base, first=12)[0])
    assert show(read(page)) == [f"paragraph: {expected} {PROSE}", f"paragraph: {PROSE}"]


def test_a_large_letter_alone_is_kept() -> None:
    page = make_page(draw("A", 200, 70, size=30), fill(PROSE, 120)[0])
    assert "A" in " ".join(show(read(page), furniture=True))
