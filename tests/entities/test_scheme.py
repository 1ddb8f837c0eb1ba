"""The scheme's file: what it gives, and what is wrong in it, by name."""

from pathlib import Path

import pytest
from entity_cases import ANNOTATIONS

from surco.records import FormatError
from surco.scheme import read_scheme

GOOD = 'version = "1"\n[[principles]]\nid = "a"\nname = "A"\n[principles.families]\nes = ["uno"]\n'


def test_the_shipped_scheme_has_the_eight_principles() -> None:
    assert read_scheme(ANNOTATIONS / "scheme.toml").ids == (
        "horizontalidad", "consenso", "equidad", "solidaridad", "reciprocidad", "complementariedad", "autonomia", "eficiencia",
    )  # fmt: skip


def test_reads_families(tmp_path: Path) -> None:
    path = tmp_path / "scheme.toml"
    path.write_text(GOOD, encoding="utf-8")
    (principle,) = read_scheme(path).principles
    assert (principle.id, principle.families, principle.contexts_not) == ("a", {"es": ("uno",)}, {})


MISTAKES = [
    ("version = 1", "no version"),
    ("x = ", "Invalid value"),
    (GOOD.replace('id = "a"\n', ""), "a principle without id"),
    (GOOD.replace("es =", "fr ="), "unknown language 'fr' in families; choose from: es, pt, en"),
    (GOOD.replace('["uno"]', '"uno"'), "families.es is not a list of words"),
    (GOOD.replace('name = "A"', 'colour = "red"'), "colour 'red' is not like '#1F66B5'"),
    (GOOD + GOOD.split("\n", 1)[1], "principle a stands twice"),
    (GOOD + GOOD.split("\n", 1)[1].replace('"a"', '"b"'), "'uno' (es) names both a and b"),
]


@pytest.mark.parametrize(("text", "message"), MISTAKES)
def test_mistakes(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "scheme.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FormatError, match="scheme.toml") as caught:
        read_scheme(path)
    assert message in str(caught.value)
