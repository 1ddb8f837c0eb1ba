"""Formats without a reader of their makers' here: an example compared line by line with each format's documentation.

WebAnno TSV 3.3: INCEpTION user guide, "WebAnno TSV 3.3 File format", and its Tsv3XSerializer. Label Studio: "Label Studio
Task Format" and "Import pre-annotated data". Prodigy: "Annotation interfaces". TEI: the P5 specifications of standOff,
spanGrp and annotation; the rest was valid by the RELAX NG schema of TEI 3.0, which does not know standOff yet. brat and VRT have no
such comparison: their examples keep the form that they have.
"""

from __future__ import annotations

import json

from invented_documents import CONTEXT
from small_corpus import DOCUMENT, PASSAGE, write_format

from surco.export.label_studio import make_config
from surco.records import Block, Document, Entity, Head, Label

HEAD = Head("a", title="Ríos", authors=("Ana Paz",), year=2018, language="es")
MACHINE = Block(
    "a/0001", "paragraph", "😀 La unasur_x.", sentences=((0, 14),), citations=(), labels=(Label("equidad", "questioned", 0.5),),
    entities=(Entity(5, 11, "ORG", "unasur", "unasur", source="acronym", score=1.0),),
)  # fmt: skip
SMALL = Document(HEAD, (MACHINE,))
TSV = """#FORMAT=WebAnno TSV 3.3
#T_SP=webanno.custom.SurcoBlock|identifier|kind|language|split
#T_SP=webanno.custom.SurcoCitation|kind|source
#T_SP=webanno.custom.SurcoEntity|identifier|label|optional|principle|score|source
#T_SP=webanno.custom.SurcoLabel|decision|principle|score|source|stance


#Text=😀 La unasur_x.
1-1\t0-2\t😀\t{block}\t_\t_\t_\t_\t_\t_\t_\t_\t{label}
1-2\t3-5\tLa\t{block}\t_\t_\t_\t_\t_\t_\t_\t_\t{label}
1-3\t6-12\tunasur\t{block}\t_\t_\tunasur[2]\tORG[2]\t*[2]\t*[2]\t1.0[2]\tacronym[2]\t{label}
1-4\t12-14\t_x\t{block}\t_\t_\t_\t_\t_\t_\t_\t_\t{label}
1-5\t14-15\t.\t{block}\t_\t_\t_\t_\t_\t_\t_\t_\t{label}
"""


def test_webanno() -> None:
    block, label = "a/0001[1]\tparagraph[1]\t*[1]\tyes[1]", "*[3]\tequidad[3]\t0.5[3]\t*[3]\tquestioned[3]"
    assert write_format("webanno", SMALL)["a.tsv"].decode() == TSV.format(block=block, label=label)


def test_label_studio() -> None:
    [task] = json.loads(write_format("label-studio", SMALL)["label-studio.json"])
    assert task["data"]["text"] == MACHINE.text
    assert task["predictions"] == [{
        "model_version": "surco 0.1.0",
        "result": [
            {"id": "s0", "from_name": "spans", "to_name": "text", "type": "labels", "score": 1.0,
             "value": {"start": 5, "end": 11, "text": "unasur", "labels": ["ORG"]}},
            {"id": "l0", "from_name": "labels", "to_name": "text", "type": "choices",
             "value": {"choices": ["equidad (cuestionado)"]}},
        ],
    }]  # fmt: skip
    human = json.loads(write_format("label-studio", Document(HEAD, (PASSAGE,)))["label-studio.json"])[0]
    assert "predictions" not in human and [one["from_name"] for one in human["annotations"][0]["result"]][-1] == "labels"
    config = make_config(CONTEXT.scheme)
    assert '<Labels name="spans" toName="text">' in config and '<Choice value="equidad (cuestionado)"/>' in config


def test_prodigy() -> None:
    [data] = write_format("prodigy", SMALL).values()
    task = json.loads(data)
    assert task["tokens"][:3] == [
        {"text": "😀", "start": 0, "end": 1, "id": 0, "ws": True}, {"text": "La", "start": 2, "end": 4, "id": 1, "ws": True},
        {"text": "unasur", "start": 5, "end": 11, "id": 2, "ws": False},
    ]  # fmt: skip
    [span] = task["spans"]
    assert (span["start"], span["end"], span["token_start"], span["token_end"], span["label"]) == (5, 11, 2, 2, "ORG")
    assert task["accept"] == ["equidad (cuestionado)"] and "answer" not in task
    assert {"id": "equidad", "text": "equidad"} in task["options"]


def test_tei() -> None:
    text = write_format("tei", SMALL)["a.xml"].decode()
    assert '<category xml:id="principle.equidad"><catDesc>Equidad: ' in text
    assert text.endswith(
        '<text xml:lang="es"><body><p xml:id="b.0001"><s>😀 La '
        '<orgName key="unasur" resp="#by.acronym" cert="1.0">unasur</orgName>_x.</s></p></body></text>'
        '<standOff><spanGrp type="labels"><span target="#b.0001" ana="#principle.equidad #stance.questioned" cert="0.5"/>'
        "</spanGrp></standOff></TEI>\n"
    )
    whole = write_format("tei")["ríos-2018.xml"].decode()
    assert '<bibl corresp="#c.0002.24"><author>Lema</author><date>2012</date><citedRange>14</citedRange><ptr target="#b.0005"/></bibl>' in whole
    assert '<row><cell>a</cell><cell><orgName key="unasur">unasur</orgName></cell></row>' in whole


def test_brat() -> None:
    files = write_format("brat", SMALL)
    assert files["a.txt"].decode() == "😀 La unasur_x.\n"
    assert files["a.ann"].decode() == (
        "T1\tparagraph 0 14\t😀 La unasur_x.\n#1\tBlockId T1\ta/0001\nA1\tequidad T1 questioned\n"
        "T2\tORG 5 11\tunasur\nN1\tReference T2 surco:unasur\tunasur\n"
    )
    assert "T7\ttable 101 109;110 113\ta\tunasur b\t2\n" in write_format("brat")["ríos-2018.ann"].decode()


def test_vrt() -> None:
    assert write_format("vrt", SMALL)["corpus.vrt"].decode() == (
        '<text id="a" title="Ríos" authors="|Ana Paz|" year="2018" language="es">\n'
        '<block id="a/0001" type="paragraph" language="" section="|" pages="|" labels="|equidad|" questioned="|equidad|">\n<s>\n'
        '😀\t😀\nLa\tel\n<entity label="ORG" id="unasur" principle="" source="acronym" score="1.0">\nunasur\tunasur\n</entity>\n'
        "_x\t_x\n.\t.\n</s>\n</block>\n</text>\n"
    )


def test_excel_copies_run_no_formula() -> None:
    files = write_format("csv")
    assert "=1+1 es dos." in files["blocks.tsv"].decode() and ",'=1+1 es dos." in files["blocks_excel.csv"].decode()
    assert files["blocks_excel.csv"].startswith(b"\xef\xbb\xbf") and not files["blocks.tsv"].startswith(b"\xef\xbb\xbf")


def test_jsonl_is_flat() -> None:
    lines = write_format("jsonl", DOCUMENT)["passages.jsonl"].split(b"\n")
    first = json.loads(lines[1])
    assert (first["document"], first["year"], first["id"], first["sentences"]) == ("ríos-2018", 2018, PASSAGE.id, [[0, 17], [18, 83]])
