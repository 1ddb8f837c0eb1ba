"""Tables counted by hand: dimensions crossed, denominators, intervals, people and machine apart."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from counted_corpus import ANA, DOCUMENTS, index_documents
from msgspec import structs

from surco.records import Document, Label, SurcoError
from surco.search.counts import DIMENSIONS, By, Cell, Layer, count_table, spread_cells

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

WORDS = {"a": 13 + 6, "b": 14 + 3, "c": 9}


@pytest.mark.parametrize(
    ("rows", "columns", "by", "expected"),
    [
        ("principle", None, None, ["consenso machine 2", "equidad human 2"]),
        ("principle", None, "human", ["equidad human 2"]),
        ("principle", None, "any", ["consenso any 2", "equidad any 2"]),
        ("entity", "principle", "any", [
            "unasur consenso any 2", "unasur equidad any 1", "cepal consenso any 1", "cepal equidad any 1"]),
        ("annotator", None, "any", ["human:ana any 2", "model:principles@1 any 2"]),
        ("principle", "stance", None, ["consenso affirmed machine 1", "consenso questioned machine 1", "equidad affirmed human 2"]),
        ("entity", "type", None, ["unasur ORG machine 2", "cepal ORG machine 1"]),
        ("naming", None, None, ["consenso machine 1"]),
        ("cited", None, None, ["Lema machine 2", "Sosa machine 1"]),
        ("citation", "year", None, ["parenthetical 2008 machine 1", "parenthetical 2012 machine 1"]),
        ("cited", "author", None, [
            "Lema Ana Núñez machine 1", "Lema Eva Paz machine 1", "Lema Leo Gil machine 1", "Sosa Eva Paz machine 1"]),
        ("annotator", None, None, ["human:ana human 2", "model:principles@1 machine 2"]),
        ("section", "year", None, ["Uno 2008 machine 1", "Uno 2012 human 1", "Uno 2012 machine 1", "Dos 2008 human 1"]),
        # two layers, and one with itself: passages that have both
        ("entity", "principle", None, [
            "unasur consenso machine 2", "unasur equidad both 1", "cepal consenso machine 1", "cepal equidad both 1"]),
        ("entity", "principle", "machine", ["unasur consenso machine 2", "cepal consenso machine 1"]),
        ("principle", "principle", None, [
            "consenso consenso machine 2", "consenso equidad both 1", "equidad consenso both 1", "equidad equidad human 2"]),
    ],
)  # fmt: skip
def test_a_table_counts(
    index: DuckDBPyConnection, rows: str, columns: str | None, by: By | None, expected: list[str]
) -> None:
    cells = count_table(index, rows, columns, by=by)
    assert [" ".join(filter(None, (one.row, one.column, one.made_by, str(one.count)))) for one in cells] == expected


@pytest.mark.parametrize(("of", "expected"), [("label", 4), ("entity", 3), ("citation", 2), ("naming", 1)])
def test_a_table_of_text_counts_the_layer_that_is_named(index: DuckDBPyConnection, of: Layer, expected: int) -> None:
    assert sum(cell.count for cell in count_table(index, "document", of=of)) == expected


def test_rates_are_of_the_part_of_the_corpus(index: DuckDBPyConnection) -> None:
    def find(rows: str, columns: str | None = None, *, where: tuple[str, ...] = (), row: str = "", column: str = "") -> Cell:
        [cell] = [one for one in count_table(index, rows, columns, where=where) if (one.row, one.column) == (row, column)]
        return cell

    whole = find("naming", row="consenso")
    assert whole.per_1000_words == pytest.approx(1000 / sum(WORDS.values()))
    assert (whole.share_of_passages, whole.documents) == (1 / 5, 1)
    assert whole.dispersion == pytest.approx(1 - WORDS["a"] / sum(WORDS.values()))
    assert whole.low == 0 and whole.per_1000_words < whole.high <= 1000 / WORDS["a"]
    year = find("naming", "year", row="consenso", column="2008")
    assert year.per_1000_words == pytest.approx(1000 / WORDS["a"])
    assert math.isnan(year.low) and math.isnan(year.dispersion) and year.share_of_passages == 1 / 2
    [section] = count_table(index, "naming", "section")
    assert section.per_1000_words == pytest.approx(1000 / (13 + 14 + 9))
    [part] = count_table(index, "naming", where=("section=uno", "year<2012"))
    assert part.per_1000_words == pytest.approx(1000 / 13)


def test_what_several_annotated_alike_counts_once(tmp_path: Path) -> None:
    [first, *others] = DOCUMENTS[1].blocks
    agreed = (*(first.labels or ()), Label("consenso", "questioned", source=ANA), Label("consenso", "affirmed", source=ANA))
    document = Document(DOCUMENTS[1].head, (structs.replace(first, labels=agreed), *others))
    index = index_documents(tmp_path, document)
    cells = count_table(index, "principle", "stance", by="any")
    assert [(cell.row, cell.column, cell.count) for cell in cells] == [
        ("consenso", "affirmed", 1), ("consenso", "questioned", 1), ("equidad", "affirmed", 1),
    ]  # fmt: skip
    assert sum(cell.count for cell in count_table(index, "principle", "stance")) == 4


def test_a_cell_tells_the_words_of_its_part(index: DuckDBPyConnection) -> None:
    assert {cell.words for cell in count_table(index, "principle")} == {sum(WORDS.values())}
    assert {cell.row: cell.words for cell in count_table(index, "document")} == {"a": WORDS["a"], "b": WORDS["b"]}
    assert {cell.column: cell.words for cell in count_table(index, "principle", "year")} == {"2008": WORDS["a"], "2012": WORDS["b"]}
    # an article of two authors is in the part of each
    assert {cell.row: cell.words for cell in count_table(index, "author", of="entity")} == {
        "Ana Núñez": WORDS["a"], "Leo Gil": WORDS["a"], "Eva Paz": WORDS["b"],
    }  # fmt: skip
    assert {cell.words for cell in count_table(index, "naming", where=("section=uno", "year<2012"))} == {13}


def test_intervals_respect_documents(tmp_path: Path) -> None:
    """Ten documents alike leave no doubt; the same number in one of them alone leaves much."""
    alike = [_rename(DOCUMENTS[0], f"d{number}") for number in range(10)]
    [one] = count_table(index_documents(tmp_path, *alike), "naming")
    assert one.low == pytest.approx(one.per_1000_words) == pytest.approx(one.high) and one.dispersion == pytest.approx(0)
    bare = [
        Document(document.head, tuple(structs.replace(block, entities=()) for block in document.blocks)) for document in alike[1:]
    ]
    [few] = count_table(index_documents(tmp_path, alike[0], *bare), "naming")
    assert few.low == 0 and few.high > 2 * few.per_1000_words and few.dispersion == pytest.approx(0.9)


def _rename(document: Document, name: str) -> Document:
    return Document(structs.replace(document.head, id=name), document.blocks)


def test_an_unknown_dimension_lists_them(index: DuckDBPyConnection) -> None:
    with pytest.raises(SurcoError, match="unknown dimension 'color'; choose from: principle, stance, entity"):
        count_table(index, "color")


@pytest.mark.parametrize("rows", DIMENSIONS)
def test_any_two_dimensions_can_be_crossed(index: DuckDBPyConnection, rows: str) -> None:
    for columns in ("stance", "cited", "annotator", "section", "author"):
        cells = count_table(index, rows, columns)
        assert cells and all(cell.count > 0 and 0 < cell.share_of_passages <= 1 for cell in cells)
        names = [(cell.row, cell.column, cell.made_by) for cell in cells]
        assert len(set(names)) == len(names)


def test_cells_are_spread(index: DuckDBPyConnection) -> None:
    assert spread_cells(count_table(index, "principle", "stance"), "count") == [
        ["", "affirmed (human)", "affirmed (machine)", "questioned (machine)"],
        ["consenso", "0", "1", "1"],
        ["equidad", "2", "0", "0"],
    ]
    [_, *rows] = spread_cells(count_table(index, "naming", "year"), "rate")
    assert rows == [["consenso", f"{1000 / WORDS['a']:.2f}"]]


def test_an_empty_corpus_has_no_cells(tmp_path: Path) -> None:
    index = index_documents(tmp_path)
    for rows in ("principle", "author", "cited"):
        assert count_table(index, rows, "year") == []
