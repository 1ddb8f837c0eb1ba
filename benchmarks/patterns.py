"""Regular expressions: the time of every pattern of the package on its worst input at growing sizes.

    python benchmarks/patterns.py [--size N]

Each pattern meets strings pumped from pieces of prose, brackets and signs and from the pattern's own letters, with and without
an end that fails. Time that grows faster than the text is printed with the pattern's place; the exit status is 1 where one
needs more than a second for the greatest size. Processor time of one process; the growth counts, not the seconds.
"""

from __future__ import annotations

import argparse
import importlib
import math
import pkgutil
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "pipeline"))

PUMPS = (
    "a", "A", "á", " ", "\n", "\t", "0", "1", ".", ",", ";", ":", "-", "(", ")", "[", "]", "“", "”", "'", "/", "&", "_", "\u00ad", "\u0301",
    "a ", "A ", "Aa ", "A. ", "a. ", "1 ", "1. ", "1, ", "1-", "(a", "(A, 2010; ", "A y ", "de la ", "y ", "et al. ", "2010, ", "pp. 1-2, ",
    "Ley 1/", "núm. 1 ", "a-", "a\n", "a\n\n", ". . ", "..", "()", "[1]", "[1, ", "1–2, ", "http://a.", "a/", "A/RES/1/", "De ", "(De A, ",
    "op. cit. ", "<a>", "Aa-Aa ", "Aa de Aa y ", "i", "v", "x", "\x01",
)  # fmt: skip
ENDS = ("", "!", "1")
SLOW_SECONDS = 1.0


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
    began = time.process_time()
    for _ in pattern.finditer(text):
        pass
    pattern.match(text)
    pattern.fullmatch(text)
    return time.process_time() - began


def find_own_pumps(pattern: re.Pattern[str]) -> set[str]:
    """Words and signs of the pattern's own source, each a pump."""
    return {word + tail for word in re.findall(r"(?<!\\)[^\W\d_]{2,}|[^\w\s\\]", pattern.pattern)[:40] for tail in ("", " ")}


def find_worst(pattern: re.Pattern[str], size: int) -> tuple[float, float, str]:
    """(seconds at `size`, growth exponent, pump) of the worst input: 1 is linear, 2 quadratic.

    Inputs that a sixteenth of the size shows to be quick are not tried further.
    """
    worst = (0.0, 0.0, "")
    for pump in sorted({*PUMPS, *find_own_pumps(pattern)}):
        for end in ENDS:
            first, small, big = ((pump * (many // len(pump) + 1))[:many] + end for many in (size // 16, size // 4, size))
            if measure(pattern, first) < 1e-6 * len(first):
                continue
            before = measure(pattern, small)
            seconds = measure(pattern, big) if before < SLOW_SECONDS else 16 * before
            if seconds > worst[0]:
                worst = (seconds, math.log(seconds / max(before, 1e-6), 4), f"{pump}…{end}")
    return worst


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=8_000, help="characters of the greatest input")
    size = parser.parse_args().size
    patterns = list(iterate_patterns())
    found = [(*find_worst(pattern, size), name) for name, pattern in patterns]
    steep = sorted((one for one in found if one[1] > 1.4), reverse=True)
    print(f"| pattern | seconds at {size:,} characters | growth (1: linear, 2: quadratic) | worst input |\n| --- | ---: | ---: | --- |")
    for seconds, growth, pump, name in steep:
        print(f"| {name} | {seconds:.3f} | {growth:.2f} | `{pump!r}` |")
    print(f"\n{len(patterns)} patterns; {len(patterns) - len(steep)} take time in proportion to the text.")
    sys.exit(any(one[0] > SLOW_SECONDS for one in found))


if __name__ == "__main__":
    main()
