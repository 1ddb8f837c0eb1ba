"""The authority file: what it gives, and where it says that it contradicts itself."""

from pathlib import Path

import pytest

from surco.entities import read_authority
from surco.records import FormatError

HEADER = "id,type,name_es,name_pt,name_en,acronyms,other_names,year,ambiguous,checked\n"
PORT = "red-puertos,network,Red de Puertos,Rede de Portos,,REPU,,1999,,false\n"


def write(folder: Path, organisations: str, instruments: str = "") -> tuple[Path, Path]:
    paths = folder / "organisations.csv", folder / "instruments.csv"
    for path, rows in zip(paths, (organisations, instruments), strict=True):
        path.write_text(HEADER + rows, encoding="utf-8")
    return paths


def test_reads_names_and_acronyms(tmp_path: Path) -> None:
    (entry,) = read_authority(*write(tmp_path, PORT)).entries
    assert (entry.id, entry.label, entry.names, entry.acronyms, entry.year, entry.checked) == (
        "red-puertos", "ORG", ("Red de Puertos", "Rede de Portos"), ("REPU",), 1999, False,
    )  # fmt: skip


MISTAKES = [
    (PORT + PORT, ":3: id 'red-puertos' stands already in"),
    (PORT + "otra,network,Red de puertos,,,,,,,false\n", ":3: 'Red de puertos' belongs already to red-puertos"),
    (PORT + "otra,network,Otra,,,repu,,,,false\n", ":3: 'repu' belongs already to red-puertos"),
    ("a,network,Uno\n", ":2: 3 columns instead of 10"),
    (",network,Uno,,,,,,,false\n", ":2: no id"),
    ("a,network,,,,UNO,,,,false\n", ":2: a has no name"),
    ("a,network,Uno,,,,,mil,,false\n", ":2: year 'mil' is not a number"),
    ("a,network,Uno,,,,,99,,false\n", ":2: year '99' is not a number of four digits"),
    ("a,netwrok,Uno,,,,,,,false\n", ":2: unknown type 'netwrok'; choose from: bloc, un, bank"),
    ("a,network,Uno,,,,,,DOS,false\n", ":2: 'DOS' is called ambiguous"),
    ("a,network,Uno,,,,,,,sí\n", ":2: checked is 'sí'"),
]


@pytest.mark.parametrize(("rows", "message"), MISTAKES)
def test_contradictions_name_file_and_line(tmp_path: Path, rows: str, message: str) -> None:
    with pytest.raises(FormatError, match="organisations.csv") as caught:
        read_authority(*write(tmp_path, rows))
    assert message in str(caught.value)


def test_a_form_of_two_entries_is_right_where_both_call_it_ambiguous(tmp_path: Path) -> None:
    rows = "a,network,Uno,,,ABC,,,ABC,false\nb,network,Dos,,,ABC,,,ABC,false\n"
    assert len(read_authority(*write(tmp_path, rows)).entries) == 2


def test_wrong_columns(tmp_path: Path) -> None:
    paths = write(tmp_path, "")
    paths[0].write_text("id,name\n", encoding="utf-8")
    with pytest.raises(FormatError, match=":1: the columns are"):
        read_authority(*paths)


def test_the_shipped_file_has_no_contradiction() -> None:
    folder = Path(__file__).parents[2] / "annotations" / "authority"
    assert len(read_authority(folder / "organisations.csv", folder / "instruments.csv").entries) > 300
