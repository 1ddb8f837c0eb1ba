"""Regular expressions: the time of every pattern of the package on its worst input at growing sizes.

    python benchmarks/patterns.py [--size N]

Each pattern meets strings pumped from pieces of prose, brackets and signs and from the pattern's own words, with and without
an end that fails, first short and then four times as long up to N characters; a search is broken off after a tenth of a second. Time that grows faster than the text is printed with the pattern's place; the exit status is 1 where one is
reckoned to need more than a second for N characters. Processor time of one process; the growth counts, not the seconds.
Runs of blanks are left out, as `extract` leaves none in any text.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import math
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "pipeline"))

PUMPS = (
    "a", "A", "á", "0", "1", ".", ",", ";", ":", "-", "(", ")", "[", "]", "“", "”", "'", "/", "&", "_", "\u00ad", "\u0301",
    "a ", "A ", "Aa ", "A. ", "a. ", "1 ", "1. ", "1, ", "1-", "(a", "(A, 2010; ", "A y ", "de la ", "y ", "et al. ", "2010, ", "pp. 1-2, ",
    "Ley 1/", "núm. 1 ", "a-", "a\n", "a\n\n", ". . ", "..", "()", "[1]", "[1, ", "1–2, ", "http://a.", "a/", "A/RES/1/", "De ", "(De A, ",
    "op. cit. ", "<a>", "Aa-Aa ", "Aa de Aa y ", "i", "v", "x", "\x01",
)  # fmt: skip
ENDS = ("", "!")
SLOW_SECONDS = 1.0
PATIENCE = 0.1
"""Seconds after which a search is broken off; with a pattern that was found to be steep no further input is tried after a few times that."""
FIRST_SIZE = 125
LINEAR = 4e-6
"""Seconds a character: what is quicker than that is followed no further."""
STEEP = 1.4


class Worst(NamedTuple):
    """What an input costs: the seconds reckoned for the greatest size, the exponent of growth (1 linear, 2 quadratic), the input."""

    seconds: float
    growth: float
    pump: str


def iterate_patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield (module.name, pattern) for every compiled pattern of text that a module or a table of it holds."""
    package = importlib.import_module("surco")
    seen: set[int] = set()
    for found in pkgutil.walk_packages(package.__path__, "surco."):
        if found.name.endswith("__main__"):
            continue
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            for pattern in iterate_inside(value):
                if id(pattern) not in seen and isinstance(pattern.pattern, str):
                    seen.add(id(pattern))
                    yield f"{found.name}.{name}", pattern


def iterate_inside(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for part in (*value.keys(), *value.values()):
            yield from iterate_inside(part)
    elif isinstance(value, list | tuple | set | frozenset):
        for part in value:
            yield from iterate_inside(part)


def measure(pattern: re.Pattern[str], text: str) -> float:
    """Seconds of searching through, matching at the start and matching the whole, broken off after PATIENCE."""
    began = time.process_time()
    with contextlib.suppress(TimeoutError):
        signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
        for _ in pattern.finditer(text):
            pass
        pattern.match(text)
        pattern.fullmatch(text)
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - began


def break_off(*_: object) -> None:
    raise TimeoutError


def find_own_pumps(pattern: re.Pattern[str]) -> set[str]:
    """Words and signs of the pattern's own source, each a pump."""
    words = re.findall(r"(?<!\\)[^\W\d_]{2,}|[^\w\s\\]", pattern.pattern)[:16]
    return {word + tail for word in words for tail in ("", " ")}


def follow_growth(pattern: re.Pattern[str], pump: str, end: str, size: int) -> Worst | None:
    """What grows with this input, or nothing where the pattern is quick with it at some size."""
    before, seconds, many = 0.0, measure(pattern, fill_text(pump, FIRST_SIZE) + end), FIRST_SIZE
    while seconds >= LINEAR * many and seconds < PATIENCE / 8 and 4 * many <= size:
        many *= 4
        before, seconds = seconds, measure(pattern, fill_text(pump, many) + end)
    if seconds < LINEAR * many:
        return None
    growth = math.log(seconds / before, 4) if before else math.inf
    return Worst(seconds * (size / many) ** min(growth, 4.0), growth, f"{pump}…{end}")


def fill_text(pump: str, many: int) -> str:
    return (pump * (many // len(pump) + 1))[:many]


def find_worst(pattern: re.Pattern[str], size: int) -> Worst | None:
    """The worst of the inputs whose time grows faster than they do."""
    pumps = sorted({*PUMPS, *find_own_pumps(pattern)})
    worst, began = None, time.process_time()
    for pump, end in product(pumps, ENDS):
        found = follow_growth(pattern, pump, end, size)
        if found and found.growth > STEEP and (worst is None or found > worst):
            worst = found
        if worst and time.process_time() - began > 4 * PATIENCE:
            break
    return worst


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=8_000, help="characters of the greatest input")
    size = parser.parse_args().size
    signal.signal(signal.SIGVTALRM, break_off)
    print(f"| pattern | seconds at {size:,} characters, reckoned | growth (1: linear, 2: quadratic) | worst input |")
    print("| --- | ---: | ---: | --- |")
    patterns = list(iterate_patterns())
    steep = []
    for name, pattern in patterns:
        if worst := find_worst(pattern, size):
            steep.append(worst)
            print(f"| {name} | {worst.seconds:.3f} | {worst.growth:.2f} | `{worst.pump!r}` |", flush=True)
    print(f"\n{len(patterns)} patterns; {len(patterns) - len(steep)} take time in proportion to the text.")
    sys.exit(any(worst.seconds > SLOW_SECONDS for worst in steep))


if __name__ == "__main__":
    main()
