"""Cues are found whatever the case and accents, in their clause, and told apart when denied."""

from __future__ import annotations

from pathlib import Path

import pytest

from surco.classify.cues import Cue, CueList, Matcher, is_negated, list_forward, read_cues, split_tokens
from surco.classify.features import Reader
from surco.records import Block, FormatError

CUES = Path(__file__).parents[2] / "annotations/training/cues.toml"


@pytest.mark.parametrize(
    ("cue", "text", "found"),
    [
        ("tutel*", "Sin TUTELAJE alguno", "tutelaje"),
        # an accent more or less is no difference
        ("cooperacion vertical*", "la cooperación vertical", "cooperacion vertical"),
        ("lo que … falta", "pone lo que a la otra falta", "lo que a la otra falta"),
        ("ambas|ambos partes", "para ambos partes", "ambos partes"),
        # four words between are too many
        ("lo que … falta", "lo que a la otra ciudad falta", ""),
        # a clause ends between them
        ("lo que … falta", "hace lo que quiere. Falta agua", ""),
        ("tutel*", "un título", ""),
        ("no", "nota", ""),
    ],
)  # fmt: skip
def test_a_cue_is_found_where_it_stands(cue: str, text: str, found: str) -> None:
    tokens = [token for token, _ in split_tokens(text)]
    assert " ".join(" ".join(tokens[one.start : one.end]) for one in Matcher([cue]).find(tokens)) == found


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("sin ninguna tutela", True),
        ("la tutela no existe", True),
        ("bajo la tutela del banco", False),
        # the negator stands in another clause
        ("no hubo sede; la tutela siguió", False),
        # seven words between are too many
        ("no vino el jefe de la oficina que ejerce tutela", False),
    ],
)
def test_denial_reaches_a_few_words(text: str, denied: bool) -> None:
    tokens = [token for token, _ in split_tokens(text)]
    [cue] = Matcher(["tutela"]).find(tokens)
    assert is_negated(tokens, Matcher(["no", "sin"]).find(tokens), cue.start, cue.end) is denied


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        # `sin …` denies what follows it, not the name before
        ("deciden por consenso, sin votos", False),
        ("deciden sin consenso alguno", True),
        ("el consenso no existe", True),
    ],
)
def test_some_negators_deny_only_what_follows(text: str, denied: bool) -> None:
    negators = ["no", "sin …"]
    tokens = [token for token, _ in split_tokens(text)]
    [name] = Matcher(["consenso"]).find(tokens)
    found = Matcher(negators).find(tokens)
    assert is_negated(tokens, found, name.start, name.end, forward=list_forward(negators)) is denied


def test_the_projects_own_cues_can_be_read() -> None:
    cues = read_cues(CUES)
    assert len({cue.label for cue in cues.cues}) == 8 and cues.negators and cues.doubts
    assert len(set(cues.cues)) == len(cues.cues)
    Matcher(cue.text for cue in cues.cues)


@pytest.mark.parametrize("text", ["[consenso]\nsometimes = ['x']\n", "consenso = 3\n", "[consenso\n"])
def test_a_broken_list_is_refused_with_its_name(tmp_path: Path, text: str) -> None:
    (tmp_path / "cues.toml").write_text(text)
    with pytest.raises(FormatError, match=r"cues\.toml"):
        read_cues(tmp_path / "cues.toml")


@pytest.mark.parametrize("cue", ["", "…", "de*"])
def test_a_cue_that_would_match_anything_is_refused(cue: str) -> None:
    with pytest.raises(FormatError, match="three letters"):
        Matcher([cue])


def test_a_paragraph_of_thousands_of_sentences_is_read_once() -> None:
    """Each name was once sought beside every negator of the paragraph: two thousand sentences took minutes."""
    text = "Las ciudades no deciden por consenso, pero cooperan sin condiciones. " * 5_000
    cues = CueList((Cue("horizontalidad", "strong", "sin condiciones"),), ("no", "sin …"), ("pero",))
    passage = Reader(cues).read(Block(id="a/0001", type="paragraph", text=text, language="es"))
    assert len(passage.sentences) == 5_000 and passage.doubts == 5_000
    assert passage.evidence["horizontalidad"].cues == (5_000, 0, 0, 0)
