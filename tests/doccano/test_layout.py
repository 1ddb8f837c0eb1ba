"""A scheme becomes label types, whatever it leaves out, and projects are known again by their titles."""

from __future__ import annotations

from pathlib import Path

import pytest

from surco.doccano.layout import ProjectPlan, list_categories, list_span_types, plan_projects, read_title
from surco.records import SurcoError
from surco.scheme import Principle, Scheme, read_scheme
from surco.settings import Project

SHIPPED = read_scheme(Project().find_file("annotations/scheme.toml"))
BARE = 'version = "1"\n' + "".join(f'[[principles]]\nid = "p{number}"\n' for number in range(9))


def measure_contrast(colour: str) -> float:
    """The contrast of white on a colour, as WCAG 2 defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def test_the_shipped_scheme_has_a_type_for_every_span_and_two_categories_a_principle() -> None:
    assert [tag.id for tag in list_span_types(SHIPPED)] == [
        "ORG", "TREATY", *SHIPPED.ids, "parenthetical", "narrative", "year_only", "numeric", "back_reference",
    ]  # fmt: skip
    assert [tag.id for tag in list_categories(SHIPPED)][:3] == [
        "horizontalidad",
        "horizontalidad (cuestionado)",
        "consenso",
    ]
    keys = [tag.key for tag in list_span_types(SHIPPED)]
    assert all(keys) and len(set(keys)) == len(keys)


def test_colours_that_a_scheme_leaves_out_are_all_different_and_legible(tmp_path: Path) -> None:
    (tmp_path / "scheme.toml").write_text(BARE)
    colours = [principle.colour for principle in read_scheme(tmp_path / "scheme.toml").principles]
    assert len(set(colours)) == 9
    for colour in (*colours, *(tag.colour for tag in list_span_types(SHIPPED))):
        assert measure_contrast(colour) >= 4.5, colour


def test_overlaps_are_read_from_the_scheme(tmp_path: Path) -> None:
    (tmp_path / "scheme.toml").write_text('version = "1"\noverlaps = true\n')
    scheme = read_scheme(tmp_path / "scheme.toml")
    assert [plan.title for plan in plan_projects("redes", scheme, "ana")] == [
        "redes (ana) – tramos",
        "redes (ana) – etiquetas",
    ]


@pytest.mark.parametrize("annotator", [None, "ana", "j.ruiz@example.org"])
@pytest.mark.parametrize("overlaps", [False, True])
def test_a_title_tells_its_plan(annotator: str | None, overlaps: bool) -> None:
    for plan in plan_projects("redes", Scheme("1", (), overlaps=overlaps), annotator):
        assert read_title(plan.title, "redes") == plan


@pytest.mark.parametrize("title", ["redes 2", "otras redes", "redes(ana)", "redes ()", "REDES", "redes – notas"])
def test_titles_of_something_else(title: str) -> None:
    assert read_title(title, "redes") is None


def test_a_name_may_be_read_as_an_expression() -> None:
    assert read_title("redes.+", "redes.+") == ProjectPlan("redes.+")
    assert read_title("redesss", "redes.+") is None


def test_names_that_cannot_be() -> None:
    with pytest.raises(SurcoError, match="longer than the 100 characters"):
        plan_projects("r" * 101, SHIPPED)
    with pytest.raises(SurcoError, match="'../ana': no name for an annotator"):
        plan_projects("redes", SHIPPED, "../ana")
    with pytest.raises(SurcoError, match="'narrative' names two kinds of span; rename the principle"):
        list_span_types(Scheme("1", (Principle("narrative", "N"),)))
