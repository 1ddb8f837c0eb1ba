"""Surco inside anyone's spaCy pipeline: the same annotations as the commands give, kept when saved and loaded."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import surco
from surco.annotate import annotate_document, load_tools
from surco.components import NAMES, read_blocks
from surco.records import Document, FormatError, Head
from surco.settings import Project

TEXT = (
    "Según Quiroga (2010: 76), la unasur y el Parlamento Andino deciden por consenso. No hay equidad.\n\n"
    "Las relaciones horizontales (Belzunce, 2012) no llegan al mercosur."
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return surco.load()


def list_spans(doc: Doc, group: str) -> list[tuple[str, str]]:
    return [(span.text, span.label_) for span in doc.spans[group]]


def test_each_layer_is_in_its_group(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert list_spans(doc, "surco_citations") == [
        ("Quiroga (2010: 76)", "narrative"),
        ("(Belzunce, 2012)", "parenthetical"),
    ]
    assert list_spans(doc, "surco_entities") == [
        ("unasur", "ORG"), ("Parlamento Andino", "ORG"), ("consenso", "PRINCIPLE"), ("equidad", "PRINCIPLE"),
        ("horizontales", "PRINCIPLE"), ("mercosur", "ORG"),
    ]  # fmt: skip
    assert [span.kb_id_ for span in doc.spans["surco_entities"]][0] == "unasur"
    assert [sent.text.strip() for sent in doc.sents][1:] == [
        "No hay equidad.",
        "Las relaciones horizontales (Belzunce, 2012) no llegan al mercosur.",
    ]
    assert set(doc.cats) == {span.label_ for span in doc.spans["surco_labels"]} and "consenso" in doc.cats


def test_components_find_what_the_pipeline_finds(nlp: Language) -> None:
    tools = load_tools(Project())
    bare = Document(Head(id="doc"), read_blocks(spacy.blank("es").make_doc(TEXT)))
    assert read_blocks(nlp(TEXT)) == annotate_document(bare, tools).blocks


def test_one_component_works_in_anyones_pipeline() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("surco_labels")
    assert "consenso" in nlp(TEXT).cats  # it finds the citations and entities that it needs by itself
    nlp = spacy.blank("es")
    nlp.add_pipe("surco_entities", config={"set_ents": True})
    assert [entity.text for entity in nlp(TEXT).ents][:2] == ["unasur", "Parlamento Andino"]


def test_saved_and_loaded_it_gives_the_same(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "nlp")
    loaded = spacy.load(tmp_path / "nlp")
    assert loaded.pipe_names == list(NAMES)
    doc, again = nlp(TEXT), loaded(TEXT)
    stored = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    [back] = DocBin().from_bytes(stored).get_docs(loaded.vocab)
    for other in (again, back):
        assert read_blocks(other) == read_blocks(doc)
        assert list_spans(other, "surco_entities") == list_spans(doc, "surco_entities")
        assert other.cats == doc.cats


def test_a_project_of_ones_own_is_read(tmp_path: Path) -> None:
    (tmp_path / "surco.toml").write_text('[annotate]\norganisations = "own.csv"\n')
    with pytest.raises(FormatError, match="own.csv"):
        surco.load(tmp_path)


@settings(max_examples=30, deadline=None)
@given(st.text("ab .\n\t\r(2010)😀é\u0301", max_size=40))
def test_any_text_passes_and_every_mention_is_its_slice(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    for block in read_blocks(doc):
        for found in (*(block.entities or ()), *(block.citations or ())):
            assert block.text[found.start : found.end] == found.text
