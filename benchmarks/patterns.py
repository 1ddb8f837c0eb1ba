"""Regular expressions: the time of every pattern of the package on its worst input at growing sizes.

    python benchmarks/patterns.py [--size N] [WORD …]

Each pattern, as the package calls it (`match`, `fullmatch` or a search through the text), meets strings pumped from pieces of
prose, brackets and signs and from the pattern's own words, with and without an end that fails. Steep is what needs ever more time a
character: those are printed, and the exit status is 1 where there is one. A pattern that only ever meets short strings is
measured at that length, the bound that BOUNDS names and the code keeps. Processor time of one process; the growth counts, not
the seconds. Runs of blanks are left out, as `extract` leaves none in any text. A word measures only patterns whose place has it.
"""

from __future__ import annotations

import argparse
import contextlib
import re
import signal
import sys
import time
from itertools import product
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "pipeline"))

from pattern_uses import Use, list_uses  # noqa: E402

PUMPS = (
    "a", "A", "á", "0", "1", ".", ",", ";", ":", "-", "(", ")", "[", "]", "“", "”", "'", "/", "&", "_", "\u00ad", "\u0301",
    "a ", "A ", "Aa ", "A. ", "a. ", "1 ", "1. ", "1, ", "1-", "(a", "(A, 2010; ", "A y ", "de la ", "y ", "et al. ", "2010, ", "pp. 1-2, ",
    "Ley 1/", "núm. 1 ", "a-", "a\n", "a\n\n", ". . ", "..", "()", "[1]", "[1, ", "1–2, ", "http://a.", "a/", "A/RES/1/", "De ", "(De A, ",
    "op. cit. ", "<a>", "Aa-Aa ", "Aa de Aa y ", "i", "v", "x", "\x01",
)  # fmt: skip
ENDS = ("", "!", " ;")
SIZES = (500, 4_000, 32_000, 100_000)
"""Characters; the last is a very long paragraph."""
PATIENCE = 0.5
"""Seconds after which a search is broken off, and its input is as bad as can be."""
STEEP = 6.0
"""So many times as much as in the shortest input a character may cost in the longest: ten times the length is ten times as much
with quadratic time, one and a half with a sort."""
DEAR = 1e-4
"""Seconds a character: more is too slow, even where it is broken off too early, or bounded too closely, to see how it grows."""
EVEN = 1.25
"""What costs no more than so many times as much a character is followed no further."""


class Bound(NamedTuple):
    """A pattern that meets only so many characters in one way of call, and the code of the package that sees to it."""

    place: str
    way: str
    characters: int
    module: str
    code: str


BOUNDS = (
    Bound("surco.citations.entries.INVERTED_INITIALS", "search", 202, "citations/inverted.py", "low = max(floor, end - 200)"),
    Bound("surco.citations.entries.INVERTED_NAMES", "search", 202, "citations/inverted.py", "low = max(floor, end - 200)"),
    Bound("surco.citations.press.CHAIN", "search", 90, "citations/press.py", "bracket - WINDOW)\n    chain = CHAIN.search(text, low, bracket)"),
    Bound("surco.extract.dump.calls._NO_CALL", "search", 200, "extract/dump/calls.py", "_weigh_call(text[max(0, at - _REACH) : at], "),
    Bound("surco.extract.text._ADDRESS", "search", 200, "extract/text.py", "_ADDRESS.search(text[-200:])"),
    Bound("surco.extract.pdf.encodings._CUT_WORD", "search", 62, "extract/pdf/encodings.py", "_CUT_WORD.search(text, max(0, at - 30), at + 32)"),
)  # fmt: skip


class Worst(NamedTuple):
    """How many times as much a character costs as in a short input, the seconds at so many characters, the way of the call."""

    growth: float
    seconds: float
    size: int
    way: str
    input: str


def measure(use: Use, way: str, text: str) -> float:
    """Seconds of one call, broken off after PATIENCE."""
    call = use.pattern.findall if way == "search" else getattr(use.pattern, way)
    began = time.perf_counter()
    with contextlib.suppress(TimeoutError):
        signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
        call(text)
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.perf_counter() - began


def break_off(*_: object) -> None:
    raise TimeoutError


def find_own_pumps(pattern: re.Pattern[str]) -> set[str]:
    """Words and signs of the pattern's own source, each a pump."""
    words = re.findall(r"(?<!\\)[^\W\d_]{2,}|[^\w\s\\]", pattern.pattern)[:16]
    return {word + tail for word in words for tail in ("", " ")}


def fill_text(pump: str, many: int) -> str:
    return (pump * (many // len(pump) + 1))[:many]


def follow_growth(use: Use, way: str, pump: str, end: str, size: int) -> Worst | None:
    """How much dearer the longest input is, or nothing where a longer one costs as much a character."""
    short = fill_text(pump, SIZES[0]) + end
    first = min(measure(use, way, short) for _ in range(3)) / SIZES[0]
    growth = 1.0
    for many in (SIZES[0], *(each for each in SIZES[1:] if each < size), size):
        seconds = measure(use, way, fill_text(pump, many) + end)
        broken_off = seconds >= PATIENCE
        growth = max(growth, seconds / many / first) if broken_off else seconds / many / first
        if broken_off or growth < EVEN and many > SIZES[0]:
            break
    steep = growth > STEEP or broken_off and seconds > DEAR * many
    return Worst(growth, seconds, many, way, f"{pump}…{end}") if steep else None


def find_worst(use: Use, way: str, size: int) -> Worst | None:
    """The first input that grows dearer as it grows, and does so again whenever it is measured anew."""
    pumps = sorted({*PUMPS, *find_own_pumps(use.pattern)})
    for pump, end in product(pumps, ENDS):
        tries = [follow_growth(use, way, pump, end, size)]
        while tries[-1] and len(tries) < 3:
            tries.append(follow_growth(use, way, pump, end, size))
        if tries[-1]:
            return tries[-1]
    return None


def time_bound(use: Use, bound: Bound) -> float:
    """Seconds of the worst input of the bound's length; exits where the package no longer keeps the bound."""
    if bound.code not in (ROOT / "pipeline/surco" / bound.module).read_text("utf-8"):
        sys.exit(f"{bound.module}: no longer bounds {bound.place} by `{bound.code}`; mend the pattern or say anew what does")
    pumps = sorted({*PUMPS, *find_own_pumps(use.pattern)})
    texts = [(fill_text(pump, bound.characters) + end)[-bound.characters :] for pump, end in product(pumps, ENDS)]
    return max(min(measure(use, bound.way, text) for _ in range(3)) for text in texts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=SIZES[-1], help="characters of the greatest input")
    parser.add_argument("words", nargs="*", help="measure only the patterns whose place has one of these")
    asked = parser.parse_args()
    signal.signal(signal.SIGVTALRM, break_off)
    uses = [use for use in list_uses() if not asked.words or any(word in use.place for word in asked.words)]
    bounds = {(bound.place, bound.way): bound for bound in BOUNDS}
    bounded, steep = [], 0
    print("| steep pattern | called by | a character costs so many times as much | seconds | characters | input |")
    print("| --- | --- | ---: | ---: | ---: | --- |")
    for use, way in [(each, way) for each in uses for way in sorted(each.ways)]:
        if bound := bounds.get((use.place, way)):
            bounded.append((bound, time_bound(use, bound)))
        elif worst := find_worst(use, way, asked.size):
            steep += 1
            print(f"| {use.place} | {way} | {worst.growth:.0f} | {worst.seconds:.3f} | {worst.size:,} | `{worst.input!r}` |", flush=True)
    print("\n| bounded pattern | characters | worst milliseconds | bounded by |\n| --- | ---: | ---: | --- |")
    for bound, seconds in bounded:
        print(f"| {bound.place} | {bound.characters} | {1000 * seconds:.2f} | {bound.module}: `{' '.join(bound.code.split())}` |")
    dear = [bound for bound, seconds in bounded if seconds > DEAR * bound.characters]
    print(f"\n{len(uses)} patterns; {len(bounded)} bounded by the code; {steep + len(dear)} steep.")
    sys.exit(bool(steep or dear))


if __name__ == "__main__":
    main()
