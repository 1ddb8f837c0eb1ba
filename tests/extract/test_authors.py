"""A line of authors → names."""

from __future__ import annotations

from pathlib import Path

import pytest

from surco.corpus import SourceFile
from surco.extract.authors import list_names
from surco.extract.source import extract_source
from surco.settings import Settings

LINES: list[tuple[str, tuple[str, ...]]] = [
    ("Inés Olaverri MONTT 0000-0001-2345-6789", ("Inés Olaverri MONTT",)),
    ("Inés Olaverri Montt (https://orcid.org/0000-0001-2345-678X)", ("Inés Olaverri Montt",)),
    ("Inés Olaverri Montt ORCID: 0000-0001-2345-678X Teo Bastos", ("Inés Olaverri Montt", "Teo Bastos")),
    ("Inés Paz Olaverri , Teo de los Bastos Ruiz ,", ("Inés Paz Olaverri", "Teo de los Bastos Ruiz")),
    ("Inés Olaverri; Teo Bastos", ("Inés Olaverri", "Teo Bastos")),
    ("Olaverri, Inés; Bastos, Teo", ("Olaverri, Inés", "Bastos, Teo")),
    ("Inés Olaverri¹, Teo Bastos² y Eva Sol*", ("Inés Olaverri", "Teo Bastos", "Eva Sol")),
    ("Inés Olaverri & Teo Bastos Jr.", ("Inés Olaverri", "Teo Bastos Jr.")),
    ("Inés Olaverri, Teo Bastos, and Eva Sol", ("Inés Olaverri", "Teo Bastos", "Eva Sol")),
    ("Inés O.", ("Inés O.",)),
    # one name
    ("Olaverri Montt, Inés", ("Olaverri Montt, Inés",)),
    ("José Olaverri y Montt", ("José Olaverri y Montt",)),
    ("Teo Bastos, Jr.", ("Teo Bastos, Jr.",)),
    ("Red Azul", ("Red Azul",)),
    ("0000-0001-2345-6789", ()),
    (" , ", ()),
]


@pytest.mark.parametrize(("line", "names"), LINES)
def test_names(line: str, names: tuple[str, ...]) -> None:
    assert list_names(line) == names


def test_the_document_has_the_names_and_the_block_what_is_printed(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    prose = "Los municipios de la ribera firmaron convenios y organizaron visitas durante muchos años sin pedir permiso."
    path.write_text(f"Las ciudades del río y sus redes\n\nInés Olaverri Montt, Teo Bastos Lema\n\nResumen\n{prose}\n", "utf-8")
    document = extract_source(SourceFile("a", str(path), "a.txt"), Settings())
    assert [block.text for block in document.blocks if block.type == "author"] == ["Inés Olaverri Montt, Teo Bastos Lema"]
    assert document.head.authors == ("Inés Olaverri Montt", "Teo Bastos Lema")
