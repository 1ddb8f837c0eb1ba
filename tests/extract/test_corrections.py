"""What a person's corrections make of the pieces, and what is said of those that find no place."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surco.corpus import Metadata, identify_sources
from surco.digest import Inputs
from surco.extract.assemble import Piece, assemble_blocks
from surco.extract.corrections import Correction, Join, Replace, Retype, Split, apply_corrections, read_corrections
from surco.extract.source import extract_source
from surco.initialise import make_project
from surco.records import FormatError, SourceError
from surco.settings import find_project

PIECES = [
    Piece("heading", "1. Redes", level=1, boxes=((1, 0.0, 0.0, 9.0, 9.0),)),
    Piece("paragraph", "La red nació en la costa y los municipios sub-", calls=((10, "1"),), boxes=((1, 0.0, 9.0, 9.0, 19.0),)),
    Piece("paragraph", "nacionales la hicieron suya. Palabras clave: redes", calls=((27, "2"),), boxes=((2, 0.0, 0.0, 9.0, 9.0),)),
    Piece("list_item", "firmar cartas", marker="a)"),
    Piece("list_item", "firmar actas", marker="b)"),
    Piece("table", "año\tredes\n2001\t12", rows=(("año", "redes"), ("2001", "12"))),
    Piece("furniture", "12", boxes=((1, 0.0, 99.0, 9.0, 109.0),)),
    Piece("furniture", "12", boxes=((2, 0.0, 99.0, 9.0, 109.0),)),
]

# correction → type, text, marker and calls of the pieces that it leaves where they were
DONE: list[tuple[Correction, list[tuple[str, str, str | None, tuple[tuple[int, str], ...]]]]] = [
    (Retype("1. Redes", "title"), [("title", "1. Redes", None, ())]),
    # a blank more or less in the quote, and an ellipsis at its end, do not matter
    (Retype("  La  red nació… ", "quote"), [("quote", PIECES[1].text, None, ((10, "1"),))]),
    # no note is called from furniture, and it has no marker
    (Retype("La red", "furniture"), [("furniture", PIECES[1].text, None, ())]),
    (Retype("firmar actas", "paragraph"), [("paragraph", "firmar actas", None, ())]),
    (Retype("año", "paragraph"), [("paragraph", "año redes 2001 12", None, ())]),
    # the hyphen at the end is undone, and the calls of both follow
    (
        Join("La red", "nacionales la"),
        [("paragraph", "La red nació en la costa y los municipios subnacionales la hicieron suya. Palabras clave: redes", None, ((10, "1"), (72, "2")))],
    ),
    (
        Split("Palabras clave", type="keywords"),
        [("paragraph", "nacionales la hicieron suya.", None, ((27, "2"),)), ("keywords", "Palabras clave: redes", None, ())],
    ),
    # a call behind the cut goes with the second part
    (Split("hicieron", block="nacionales"), [("paragraph", "nacionales la", None, ()), ("paragraph", "hicieron suya. Palabras clave: redes", None, ((13, "2"),))]),
    (Split("cartas"), [("list_item", "firmar", "a)", ()), ("list_item", "cartas", None, ())]),
    # calls before the place stay, calls behind it move, calls in it go to its end
    (Replace("red", "alianza", block="La red"), [("paragraph", "La alianza nació en la costa y los municipios sub-", None, ((14, "1"),))]),
    (Replace("suya. Palabras", "su casa", block="nacionales"), [("paragraph", "nacionales la hicieron su casa clave: redes", None, ((30, "2"),))]),
    # taking words away leaves no double blank
    (Replace("la costa", ""), [("paragraph", "La red nació en y los municipios sub-", None, ((10, "1"),))]),
    (Replace("2001", "2011"), [("table", "año\tredes\n2011\t12", None, ())]),
]  # fmt: skip


@pytest.mark.parametrize(("correction", "expected"), DONE)
def test_corrections_mend_the_pieces(correction: Correction, expected: list[tuple[object, ...]]) -> None:
    mended, warnings = apply_corrections(PIECES, [correction])
    assert warnings == []
    changed = [piece for piece in mended if piece not in PIECES]
    assert [(piece.type, piece.text, piece.marker, piece.calls) for piece in changed] == expected
    assert len(mended) == len(PIECES) + isinstance(correction, Split) - isinstance(correction, Join)


# correction → why it is not applied
UNMATCHED = [
    (Retype("Esto no está", "title"), "correction 1 (retype): no block begins with “Esto no está”"),
    (Retype("firmar", "title"), "correction 1 (retype): 2 blocks begin with “firmar”; quote more words, or give the page"),
    (Join("La red", "Esto no está"), "correction 1 (join): no block begins with “Esto no está”"),
    (Join("1. Redes", "año"), "correction 1 (join): a table and a text can't be joined; retype the table first"),
    (Split("La red"), "correction 1 (split): the block already begins with “La red”"),
    (Split("redes", block="año"), "correction 1 (split): a table can't be split; retype it first"),
    (Replace("redes", "x"), "correction 1 (replace): 2 blocks hold “redes”; quote more words, or give the page"),
    (Replace("os", "x", block="La red"), "correction 1 (replace): “os” stands 3 times; quote more words"),
    (Replace("Esto", "x", block="La red"), "correction 1 (replace): no block that begins so holds “Esto”"),
]


@pytest.mark.parametrize(("correction", "expected"), UNMATCHED)
def test_a_correction_without_its_place_is_reported(correction: Correction, expected: str) -> None:
    mended, warnings = apply_corrections(PIECES, [correction])
    assert mended == PIECES
    assert [(warn.code, warn.detail) for warn in warnings] == [("correction-unmatched", expected)]


def test_the_page_tells_equal_blocks_apart() -> None:
    mended, warnings = apply_corrections(PIECES, [Replace("12", "", block="12", page=2)])
    assert warnings == [] and [piece.text for piece in mended[-2:]] == ["12", ""]
    # what has no text left makes no block
    assert sum(block.type == "furniture" for block in assemble_blocks(mended, "a", paged=True)) == 1


def test_corrections_are_applied_in_the_order_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text(
        '[[split]]\nbefore = "Palabras clave:"\n'
        '[[retype]]\nblock = "Palabras clave:"\ntype = "keywords"\n'
        '[[split]]\nbefore = "nació"\n'
        '[[retype]]\nblock = "nadie"\ntype = "quote"\n'
    )
    corrections = read_corrections(path)
    assert [type(correction) for correction in corrections] == [Split, Retype, Split, Retype]
    mended, warnings = apply_corrections(PIECES, corrections)
    assert [piece.text for piece in mended if piece.type == "keywords"] == ["Palabras clave: redes"]
    assert [warn.detail for warn in warnings] == ["correction 4 (retype): no block begins with “nadie”"]


# content → what the error says behind the file's name
WRONG = [
    ("[[retipe]]\nblock = 'x'\ntype = 'title'\n", "unknown key 'retipe'; did you mean 'retype'?"),
    ("[[retype]]\nblock = 'x'\ntype = 'chapter'\n", "Invalid enum value 'chapter'"),
    ("[[retype]]\nblock = 'x'\n", "missing required field 'type'"),
    ("[[join]]\nblock = 'x'\nwiht = 'y'\n", "contains unknown field 'wiht'"),
    ("[[replace]]\nold = ''\nnew = 'y'\n", "length >= 1"),
    ("[[split]]\nbefore = x\n", "mend this line"),
]


@pytest.mark.parametrize(("content", "expected"), WRONG)
def test_a_mistake_in_the_file_is_named(tmp_path: Path, content: str, expected: str) -> None:
    path = tmp_path / "a.toml"
    path.write_text(content)
    with pytest.raises(FormatError) as caught:
        read_corrections(path)
    assert str(caught.value).startswith(f"{path}: ") and expected in str(caught.value)


@given(st.data())
def test_calls_stay_behind_the_word_they_follow(data: st.DataObject) -> None:
    words = data.draw(st.lists(st.text("aéñ🙂̃xyz", min_size=1, max_size=4), min_size=3, max_size=8))
    words = [f"{word}{k}" for k, word in enumerate(words)]  # each stands once
    called = data.draw(st.integers(0, len(words) - 1))
    changed = data.draw(st.integers(0, len(words) - 1).filter(lambda k: k != called))
    at = len(" ".join(words[: called + 1]))
    new = data.draw(st.sampled_from(["", "otra", "dos palabras"]))
    piece = Piece("paragraph", " ".join(words), calls=((at, "1"),))
    [mended], warnings = apply_corrections([piece], [Replace(words[changed], new)])
    if not warnings:
        [(place, _)] = mended.calls
        assert mended.text[:place].endswith(unicodedata.normalize("NFC", words[called]))


def test_the_projects_own_sources_are_corrected_and_made_again(tmp_path: Path) -> None:
    make_project(tmp_path)
    project = find_project(tmp_path)
    path = tmp_path / "corpus/sources/a.txt"
    path.write_text("Redes de puertos\n\nLos puertos de la costa acordaron una red de ayuda mutua entre iguales.\n", "utf-8")
    [[before], _] = identify_sources([path], project)
    assert before.corrections is None
    file = tmp_path / "corpus/corrections/a.toml"
    file.parent.mkdir(exist_ok=True)
    file.write_text('[[replace]]\nold = "puertos de la costa"\nnew = "muelles"\n[[replace]]\nold = "nada"\nnew = ""\n')
    [[source], _] = identify_sources([path], project)
    document = extract_source(source, project.settings)
    assert any("Los muelles acordaron" in block.text for block in document.blocks)
    assert [warn.code for warn in document.head.warnings or ()] == ["correction-unmatched"]
    inputs = Inputs(project)
    assert inputs.of_extraction(source, Metadata()) != inputs.of_extraction(before, Metadata())
    file.write_text("[[replce]]\n")
    with pytest.raises(SourceError, match=r"^corpus/sources/a\.txt: .*a\.toml: unknown key 'replce'"):
        extract_source(source, project.settings)
