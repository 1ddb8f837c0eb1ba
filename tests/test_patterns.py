"""The benchmark of patterns: it knows every pattern with the ways of its calls, finds a steep one, and keeps its bounds."""

from __future__ import annotations

import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


@pytest.fixture
def patterns(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import patterns

    before = signal.signal(signal.SIGVTALRM, patterns.break_off)
    yield patterns
    signal.signal(signal.SIGVTALRM, before)
    for name in ("patterns", "pattern_uses"):
        sys.modules.pop(name, None)


def test_patterns_are_known_with_their_calls(patterns: Any) -> None:
    uses = {use.place: use.ways for use in patterns.list_uses()}
    assert len(uses) > 300
    assert uses["surco.citations.brackets.BOOK"] == {"search"}
    assert uses["surco.extract.dump.front._NAME"] == {"fullmatch"}
    # named in another module, which tries it in a loop, as its own does
    assert uses["surco.citations.entries.INVERTED_NAMES"] == {"match", "search"}
    assert any(re.fullmatch(r"surco\.extract\.dump\.calls:\d+", place) for place in uses)  # spelt out in a call


def test_bounds_are_kept_by_the_code(patterns: Any) -> None:
    uses = {use.place: use for use in patterns.list_uses()}
    for bound in patterns.BOUNDS:
        assert bound.way in uses[bound.place].ways
        assert bound.code in (BENCHMARKS.parent / "pipeline/surco" / bound.module).read_text("utf-8")


# every comma of a run is tried as its beginning; blanks on both sides of a comma divided in all ways; the same, held fast
PLANTED = [(r",+x", True), (r"\w*,*\w*!", True), (r"(?<!,),++x", False), (r"[^.]*\.", False)]


@pytest.mark.slow
@pytest.mark.parametrize(("pattern", "steep"), PLANTED)
def test_a_steep_pattern_is_found(patterns: Any, pattern: str, steep: bool) -> None:
    use = patterns.Use("here", re.compile(pattern), frozenset({"search" if steep or "," in pattern else "match"}))
    [way] = use.ways
    assert (patterns.find_worst(use, way, 100_000) is not None) == steep
