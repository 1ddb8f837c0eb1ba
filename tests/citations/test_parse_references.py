"""Bibliography entries read field by field, in the styles of three languages."""

from __future__ import annotations

import pytest

from surco.citations.assemble import _read_persons
from surco.citations.parse import parse_reference

# (entry, families, year, title)
ENTRIES = [
    (
        "Anaya Ruiz, G. M. y Peña, L. (2010a). Puertos del sur: una mirada. Revista de Puertos, 3(2), 5-19.",
        "Anaya Ruiz, Peña",
        "2010a",
        "Puertos del sur: una mirada",
    ),
    ("Anaya, G. (2010). Puertos del sur. Lima: Austral.", "Anaya", "2010", "Puertos del sur"),
    ("ANAYA, G.; LOBO, R. Rios e cidades. São Paulo: Sul, 2013.", "ANAYA, LOBO", "2013", "Rios e cidades"),
    (
        "Anaya, G. A leitura no porto. Cadernos do Porto, v. 3, n. 2, p. 5-19, 2013. Disponível em: http://porto.org/a. Acesso em: 3 maio 2014.",
        "Anaya",
        "2013",
        "A leitura no porto",
    ),
    (
        "Anaya GM, Peña L. Harbour work and health. J Port Med. 2011;3(2):5-19.",
        "Anaya, Peña",
        "2011",
        "Harbour work and health",
    ),
    (
        "Anaya, Gloria (2009), “Puertos del sur”, en Revista de Puertos, vol. 3, núm. 2, pp. 5-19.",
        "Anaya",
        "2009",
        "Puertos del sur",
    ),
    (
        "Anaya, Gloria y Luis Peña Roca (2009), Puertos del sur, Lima, Austral.",
        "Anaya, Peña Roca",
        "2009",
        "Puertos del sur",
    ),
    ("Anaya, Gloria. 2009. “Harbour Work.” Port Quarterly 3 (2): 5–19.", "Anaya", "2009", "Harbour Work"),
    ("De la Rúa, P. (s/f). Mareas. Madrid: Icono.", "De la Rúa", "s/f", "Mareas"),
    ("van der Meer, P. (2001). The tide. London: Oxbow.", "van der Meer", "2001", "The tide"),
    (
        "Comisión de Puertos del Litoral (2012). Anuario de puertos. Quito: COPUL.",
        "Comisión de Puertos del Litoral",
        "2012",
        "Anuario de puertos",
    ),
    ("Frías-Anaya, J. (coord.) (2011). Barcos y grúas. Bogotá: Andén.", "Frías-Anaya", "2011", "Barcos y grúas"),
]


@pytest.mark.parametrize(("entry", "families", "year", "title"), ENTRIES)
def test_fields(entry: str, families: str, year: str, title: str) -> None:
    parsed = parse_reference(entry)
    assert (", ".join(p.family for p in parsed.authors), parsed.year, parsed.title) == (families, year, title)


def test_other_fields() -> None:
    parsed = parse_reference(
        "Anaya, G. y Peña, L. (2010). Puertos del sur. Revista de Puertos, 3(2), 5-19. https://doi.org/10.1234/rp.2010.3"
    )
    assert (parsed.container, parsed.volume, parsed.issue, parsed.pages, parsed.doi) == (
        "Revista de Puertos",
        "3",
        "2",
        "5-19",
        "10.1234/rp.2010.3",
    )
    assert [(p.family, p.given) for p in parsed.authors] == [("Anaya", "G."), ("Peña", "L.")]


def test_imprint_and_address() -> None:
    parsed = parse_reference(
        "ANAYA, G. Rios e cidades. São Paulo: Editora do Sul, 2013. Disponível em: http://porto.org/a/12. Acesso em: 3 maio 2014."
    )
    assert (parsed.place, parsed.publisher, parsed.url) == ("São Paulo", "Editora do Sul", "http://porto.org/a/12")
    assert parsed.accessed == "Acesso em: 3 maio 2014"


# each label with its text, joined by commas → the people; the last row took minutes while all names before were read again
PERSONS = [
    ([("family", "Anaya"), ("given", "G."), ("family", "Peña"), ("given", "L.")], ["Anaya, G.", "Peña, L."]),
    ([("given", "Gloria"), ("family", "Anaya"), ("given", "y L."), ("family", "Peña")], ["Anaya, Gloria", "Peña, y L."]),
    ([("family", "Anaya"), ("year", "y 2010"), ("given", "L."), ("family", "Peña")], ["Anaya, None", "Peña, L."]),
    ([("family", "Anaya"), ("given", "G.")] * 30_000, ["Anaya, G."] * 30_000),
]


@pytest.mark.parametrize(("parts", "people"), PERSONS, ids=range(len(PERSONS)))
def test_given_names_go_to_the_family_beside_them(parts: list[tuple[str, str]], people: list[str]) -> None:
    text, runs = "", []
    for label, value in parts:
        runs.append((label, len(text), len(text) + len(value)))
        text += f"{value}, "
    assert [f"{person.family}, {person.given}" for person in _read_persons(text, runs)] == people
