"""The index is made anew when a file changes, and only then."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from counted_corpus import DOCUMENTS, index_documents

from surco.records import FormatError
from surco.search.index import open_index
from surco.search.words import find_words, fold_word


def test_the_index_stays_until_a_file_changes(tmp_path: Path) -> None:
    index_documents(tmp_path, *DOCUMENTS)
    [first] = (tmp_path / "index").iterdir()
    made = first.stat().st_ino
    index_documents(tmp_path, *DOCUMENTS[:1])
    [second] = (tmp_path / "index").iterdir()
    assert second.name != first.name
    open_index([tmp_path / "a.jsonl"], tmp_path / "index")
    assert [one.stat().st_ino for one in (tmp_path / "index").iterdir()] == [second.stat().st_ino] != [made]


def test_a_file_that_is_none_of_ours_leaves_no_index(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"record":"document"')
    with pytest.raises(FormatError, match=r"a\.jsonl:1: "):
        open_index([tmp_path / "a.jsonl"], tmp_path / "index")
    assert [*(tmp_path / "index").iterdir()] == []
    with pytest.raises(FormatError, match=re.escape("b.jsonl: No such file or directory; check the name")):
        open_index([tmp_path / "b.jsonl"], tmp_path / "index")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Sur-Sur, 2007-2008.", ["Sur-Sur", "2007-2008"]),
        ("(¿qué?) «EE.UU.» d’Intino", ["qué", "EE", "UU", "d’Intino"]),
        ("a – b -c- 50 % 😀", ["a", "b", "c", "50"]),
        ("", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert [text[start:end] for start, end in find_words(text)] == words


def test_folding_keeps_letters_apart() -> None:
    assert [fold_word(word) for word in ("AÑO", "ano", "Pingüino", "São", "n\u0303u")] == ["año", "ano", "pinguino", "são", "ñu"]
