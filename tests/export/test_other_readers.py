"""What each format holds, as programs that are not ours read it."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from invented_documents import CONTEXT, documents
from small_corpus import DOCUMENT, PASSAGE, TEXT, write_format

from surco.export.files import File
from surco.export.formats import FORMATS
from surco.records import Block, Document, Entity, Head

XMLID = "{http://www.w3.org/XML/1998/namespace}id"
TEI = {"t": "http://www.tei-c.org/ns/1.0"}


def test_spacy_reads_the_docbin() -> None:
    import spacy
    from spacy.tokens import DocBin

    [data] = write_format("spacy", Document(DOCUMENT.head, (PASSAGE,))).values()
    [doc] = DocBin().from_bytes(data).get_docs(spacy.blank("es").vocab)
    assert doc.text == TEXT
    assert [(span.label_, span.text, span.kb_id_) for span in doc.spans["entities"]] == [
        ("ORG", "unasur", "unasur"), ("PRINCIPLE", "horizontalidad", ""),
    ]  # fmt: skip
    assert [(span.label_, span.text) for span in doc.spans["citations"]] == [("narrative", "Lema Ñ. (2012: 14)")]
    assert doc.spans["citations"].attrs["records"][0]["works"][0]["reference"] == "ríos-2018/0005"
    assert [sentence.text for sentence in doc.sents] == [TEXT[:17], TEXT[18:]]
    assert {name for name, given in doc.cats.items() if given} == {"horizontalidad", "equidad"}
    assert len(doc.cats) == len(CONTEXT.scheme.ids)
    assert doc.user_data["surco"]["id"] == PASSAGE.id
    assert [label["stance"] for label in doc.user_data["surco"]["labels"]] == ["affirmed", "questioned"]


@given(documents(("paragraph", "footnote")))
@settings(max_examples=25, deadline=None)
def test_spacy_moves_no_span(document: Document) -> None:
    import spacy
    from spacy.tokens import DocBin

    [data] = write_format("spacy", document).values()
    docs = DocBin().from_bytes(data).get_docs(spacy.blank("es").vocab)
    for block, doc in zip(document.blocks, docs, strict=True):
        assert doc.text == block.text
        for layer in ("entities", "citations"):
            spans = [(span.start_char, span.end_char) for span in doc.spans[layer]]
            assert spans == [(mark.start, mark.end) for mark in getattr(block, layer) or ()]


def test_conllu_reads_the_sentences() -> None:
    import conllu

    [data] = write_format("conllu").values()
    sentences = conllu.parse(data.decode())
    assert [one.metadata["sent_id"] for one in sentences][:3] == ["ríos-2018/0001-1", "ríos-2018/0002-1", "ríos-2018/0002-2"]
    first, second = sentences[1], sentences[2]
    assert first.metadata["block_labels"] == "horizontalidad:affirmed equidad:questioned"
    assert first.metadata["text"] == "La red 😀 coopera."
    assert [token["lemma"] for token in first] == ["el", "red", "😀", "cooperar", "."]
    misc = {token["form"]: token["misc"] for token in second}
    assert misc["unasur"] == {"Entity": "B-ORG", "EntityId": "unasur", "SpaceAfter": "No"}
    assert misc["2012"]["Citation"] == "I-narrative"


@given(documents())
@settings(max_examples=25, deadline=None)
def test_conllu_sentences_are_their_tokens(document: Document) -> None:
    import conllu

    names = {"\\s": " ", "\\t": "\t", "\\n": "\n", "\\r": "\r", "\\u00a0": "\u00a0"}
    [data] = write_format("conllu", document).values()
    for sentence in conllu.parse(data.decode()):
        text = ""
        for token in sentence:
            misc = token["misc"] or {}
            space = "" if misc.get("SpaceAfter") == "No" else misc.get("SpacesAfter", " ")
            text += token["form"] + re.sub(r"\\(?:u....|.)", lambda found: names[found.group()], space)
        assert text.strip() == sentence.metadata["text"].strip()


def test_rdflib_reads_the_annotations() -> None:
    from rdflib import Graph, Namespace
    from rdflib.namespace import RDF

    files = write_format("webannotation")
    data = json.loads(files["ríos-2018.jsonld"])
    assert data["@context"] == "http://www.w3.org/ns/anno.jsonld"
    data["@context"] = json.loads((Path(__file__).parent / "anno.jsonld").read_text("utf-8"))["@context"]
    graph = Graph().parse(data=json.dumps(data), format="json-ld", publicID="http://example.org/")
    oa = Namespace("http://www.w3.org/ns/oa#")
    assert len(set(graph.subjects(RDF.type, oa.Annotation))) == data["total"] == 11
    text = files["ríos-2018.txt"].decode()
    for selector in graph.subjects(RDF.type, oa.TextPositionSelector):
        start, end = (int(str(graph.value(selector, edge))) for edge in (oa.start, oa.end))
        target = graph.value(predicate=oa.hasSelector, object=selector)
        quotes = [graph.value(one, oa.exact) for one in graph.objects(target, oa.hasSelector) if graph.value(one, oa.exact)]
        assert all(str(quote) == text[start:end] for quote in quotes)
    assert len(list(graph.subjects(oa.motivatedBy, oa.linking))) == 1


@pytest.mark.parametrize("name", ["csv", "jsonl"])
def test_pandas_and_duckdb_read_the_tables(name: str, tmp_path: Path) -> None:
    import duckdb
    import pandas

    for file, data in write_format(name, Document(DOCUMENT.head, (PASSAGE,))).items():
        (tmp_path / file).write_bytes(data)
    if name == "csv":
        frame = pandas.read_csv(tmp_path / "entities.tsv", sep="\t", keep_default_na=False)
        assert frame[["label", "id", "text"]].values.tolist() == [["ORG", "unasur", "unasur"], ["PRINCIPLE", "", "horizontalidad"]]
        found = duckdb.sql(f"SELECT principle, stance FROM read_csv('{tmp_path}/labels.tsv', delim = '\t') ORDER BY 1").fetchall()
        assert found == [("equidad", "questioned"), ("horizontalidad", "affirmed")]
    else:
        frame = pandas.read_json(tmp_path / "passages.jsonl", lines=True)
        assert frame.loc[0, "text"] == TEXT and frame.loc[0, "labels"][0]["principle"] == "horizontalidad"
        found = duckdb.sql(f"SELECT len(entities) FROM read_json('{tmp_path}/passages.jsonl')").fetchall()
        assert found == [(2,)]


def test_a_table_survives_tsv() -> None:
    import pandas

    frame = pandas.read_csv(io.BytesIO(write_format("csv")["blocks.tsv"]), sep="\t", keep_default_na=False)
    assert frame["text"].tolist() == [block.text for block in DOCUMENT.blocks]


def test_pandas_and_duckdb_read_parquet(tmp_path: Path) -> None:
    import duckdb
    import pandas

    for file, data in write_format("parquet").items():
        (tmp_path / file).write_bytes(data)
    frame = pandas.read_parquet(tmp_path / "blocks.parquet")
    assert frame["text"].tolist() == [block.text for block in DOCUMENT.blocks]
    assert frame.loc[0, "labels"] is None and len(frame.loc[2, "labels"]) == 0  # absent, and computed and empty
    query = f"SELECT e.text FROM (SELECT unnest(entities) AS e FROM '{tmp_path}/blocks.parquet') WHERE e.label = 'ORG'"
    assert duckdb.sql(query).fetchall() == [("unasur",), ("unasur",)]
    assert duckdb.sql(f"SELECT source.pages, title FROM '{tmp_path}/documents.parquet'").fetchall() == [(8, "Ríos & <redes>")]


def test_cassis_reads_the_cas() -> None:
    from cassis import load_cas_from_xmi, load_typesystem

    files = write_format("cas")
    types = load_typesystem(io.BytesIO(files["TypeSystem.xml"]))
    cas = load_cas_from_xmi(io.BytesIO(files["ríos-2018.xmi"]), typesystem=types)
    entities = cas.select("webanno.custom.SurcoEntity")
    assert [(one.get_covered_text(), one.label, one.identifier) for one in entities] == [
        ("unasur", "ORG", "unasur"), ("horizontalidad", "PRINCIPLE", None), ("unasur", "ORG", "unasur"),
    ]  # fmt: skip
    sentences = [one.get_covered_text() for one in cas.select("de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence")]
    assert sentences[:3] == ["Uno", TEXT[:17], TEXT[18:]]


def test_an_xml_parser_reads_tei() -> None:
    [data] = write_format("tei").values()
    root = ElementTree.fromstring(data)
    ids = [one.get(XMLID) for one in root.iter() if one.get(XMLID)]
    assert len(ids) == len(set(ids))
    pointers = [one.get(name) for one in root.iter() for name in ("target", "ana", "resp", "corresp") if one.get(name)]
    assert {part[1:] for pointer in pointers for part in str(pointer).split()} <= set(map(str, ids))
    paragraph = root.find(".//t:p", TEI)
    assert paragraph is not None and "".join(paragraph.itertext()) == TEXT
    assert [one.get("key") for one in root.iterfind(".//t:orgName", TEI)] == ["unasur", "unasur"]


@given(documents())
@settings(max_examples=25, deadline=None)
def test_tei_and_vrt_keep_every_word(document: Document) -> None:
    [tei] = write_format("tei", document).values()
    root = ElementTree.fromstring(tei)
    for block in document.blocks:
        if block.type not in ("table", "heading"):
            element = next(one for one in root.iter() if one.get(XMLID) == f"b.{block.id[-4:]}")
            assert "".join(element.itertext()) == block.text
    corpus = ElementTree.fromstring(write_format("vrt", document)["corpus.vrt"])
    forms = [line.split("\t")[0] for line in "".join(corpus.itertext()).split("\n") if line]
    assert "".join(forms) == re.sub(r"\s+", "", "".join(block.text for block in document.blocks))


def test_a_forbidden_character_and_a_crossing_are_counted() -> None:
    entity = Entity(0, 8, "ORG", "Foro. La")
    block = Block("a/1", "paragraph", "Foro. La\x0bred.", sentences=((0, 5), (6, 13)), entities=(entity,))
    document = Document(Head("a"), (block,))
    for name in ("tei", "vrt"):
        extra = FORMATS[name].extra
        assert extra is not None and extra(document) == {"text.crossing": 1, "text.forbidden": 1}
        assert all(b"\x0b" not in data for data in write_format(name, document).values())


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_documents_give_the_same_bytes(name: str) -> None:
    assert write_format(name) == write_format(name)


def test_names_are_no_paths() -> None:
    assert all(isinstance(file, File) and "/" not in file.name for name in FORMATS for file in FORMATS[name].write([DOCUMENT], CONTEXT))
