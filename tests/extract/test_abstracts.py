"""Structured abstracts: their labels are headings, the words of a sentence are none."""

from __future__ import annotations

import pytest

from surco.extract.abstracts import split_abstracts
from surco.extract.assemble import Piece

ABSTRACTS = [
    ("Objetivo: Ver redes. Método: Se leyeron actas. Resultados: Crecen.",
     ["heading Objetivo", "abstract Ver redes.", "heading Método", "abstract Se leyeron actas.", "heading Resultados", "abstract Crecen."]),
    ("Background. Rivers rise. Methods. We read. Conclusions. They fall.",
     ["heading Background", "abstract Rivers rise.", "heading Methods", "abstract We read.", "heading Conclusions", "abstract They fall."]),
    # behind the abstract's own label
    ("Resumen: Introdução: Ver. Materiais e métodos: Ler. Resultados e discussão: Crescem.",
     ["heading Resumen", "heading Introdução", "abstract Ver.", "heading Materiais e métodos", "abstract Ler.",
      "heading Resultados e discussão", "abstract Crescem."]),
    # two labels are too few, and words of a sentence are no labels
    ("Objetivo: Ver redes. Resultados: Crecen.", ["abstract Objetivo: Ver redes. Resultados: Crecen."]),
    ("El objetivo: ver redes. El método: leer. Los resultados: crecen.", ["abstract El objetivo: ver redes. El método: leer. Los resultados: crecen."]),
    ("Redes. Objetivo: Ver. Método: Leer. Resultados: Crecen.", ["abstract Redes. Objetivo: Ver. Método: Leer. Resultados: Crecen."]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ABSTRACTS)
def test_abstracts(text: str, expected: list[str]) -> None:
    assert [f"{piece.type} {piece.text}" for piece in split_abstracts([Piece("abstract", text)])] == expected


def test_calls_keep_their_place_and_other_pieces_stay() -> None:
    text = "Objetivo: Ver redes. Método: Leer. Resultados: Crecen."
    pieces = list(split_abstracts([Piece("paragraph", text), Piece("abstract", text, calls=((33, "1"),))]))
    assert pieces[0] == Piece("paragraph", text)
    assert [(piece.text, piece.calls) for piece in pieces if piece.calls] == [("Leer.", ((4, "1"),))]
