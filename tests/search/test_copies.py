"""Documents that hold the same article are found, whatever file it came from; articles that only quote one another are none."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surco.jsonl import read_document
from surco.search.copies import find_copies, list_copies, sketch_text

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
WORDS = [first + second for first in ("ba", "ce", "di", "fo", "gu") for second in ("ma", "ne", "pi", "ro", "su", "ta", "le")]


def write_prose(seed: int, many: int = 400) -> list[str]:
    return random.Random(seed).choices(WORDS, k=many)


ONE, OTHER = write_prose(1), write_prose(2)


@pytest.mark.parametrize(
    ("text", "is_copy"),
    [
        (ONE, True),
        # capitals, and where the passages are parted
        ([word.upper() for word in ONE], True),
        # one word in fifty is read otherwise: hyphens, notes, ligatures
        ([word if place % 50 else "x" for place, word in enumerate(ONE)], True),
        # the end is missing, or there is an appendix
        (ONE[:300], True),
        (ONE + OTHER[:100], True),
        # another order of its sections
        (ONE[200:] + ONE[:200], True),
        (OTHER, False),
        # a long quotation, and an article that takes up a third of another
        (OTHER[:350] + ONE[:50], False),
        (OTHER[:270] + ONE[:130], False),
        # the same words otherwise strung
        (sorted(ONE), False),
        (ONE[::-1], False),
        ([], False),
        (["ba", "ma"], False),
    ],
)
def test_a_copy_is_told_from_another_article(text: list[str], is_copy: bool) -> None:
    found = find_copies([sketch_text([" ".join(ONE)]), sketch_text([" ".join(text)])])
    assert found == ([(0, 1)] if is_copy else [])


def test_passages_may_be_parted_otherwise() -> None:
    assert (sketch_text([" ".join(ONE)]) == sketch_text([" ".join(ONE[:7]), " ".join(ONE[7:])])).all()


@given(st.permutations([1, 1, 1, 2, 3, 3, 4, 5]))
def test_groups_are_the_same_in_any_order(seeds: list[int]) -> None:
    shared = " ".join(write_prose(9, 30))  # what a journal prints in each article
    found = find_copies([sketch_text([shared, " ".join(write_prose(seed))]) for seed in seeds])
    assert sorted(found) == sorted(
        tuple(place for place, one in enumerate(seeds) if one == seed) for seed in (1, 3)
    )


def test_no_documents_have_no_copies() -> None:
    assert find_copies([]) == find_copies([sketch_text([])]) == find_copies([sketch_text([])] * 2) == []


def test_the_sample_articles_are_told_apart() -> None:
    """Each is there twice, as two journals would print it; the runs that they share by chance are a hundredth."""
    documents = [read_document(path) for path in sorted(SAMPLES.glob("*.truth.jsonl"))]
    assert {frozenset(name.removesuffix("-report") for name in group) for group in list_copies(documents)} == {
        frozenset({"hermanamientos"}), frozenset({"redes-cuencas"}), frozenset({"universidades"}),
    }  # fmt: skip
