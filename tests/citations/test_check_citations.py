"""Disagreements between citations and bibliography, and the bibliography's exports."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree

import pytest

from surco.citations import annotate_citations
from surco.citations.bibliography import to_bibtex, to_csl, to_graphml
from surco.citations.check import check_citations
from surco.records import Block, Document, Head

REFERENCES = (
    "Anaya, G. (2007). Puertos & ríos. Lima: Austral.",
    "Peña, L. (2010a). Ríos del norte. Revista de Puertos, 3(2), 5-19.",
    "Peña, L. (2010b). Ríos del sur. Revista de Puertos, 3(3), 5-19.",
)


def annotate(text: str) -> tuple[Block, ...]:
    """One passage and the bibliography, annotated."""
    blocks = [Block(id="d/0001", type="paragraph", text=text)]
    return annotate_citations(
        blocks + [Block(id=f"d/r{i}", type="reference", text=t) for i, t in enumerate(REFERENCES)]
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Es así (Anaya, 2007; Peña, 2010a, 2010b).", []),
        ("Es así (Anaya, 2007; Peña, 2010).", [("ambiguous", "Peña 2010")]),
        ("Es así (Roca, 2007; Anaya, 2007; Peña, 2010a, 2010b).", [("cited-not-listed", "Roca 2007")]),
        ("Es así (Anaya, 2008; Peña, 2010a, 2010b).", [("year-mismatch", "Anaya 2008")]),
        ("Es así (Anaya, 1999; Peña, 2010a, 2010b).", [("year-mismatch", "Anaya 1999"), ("listed-not-cited", REFERENCES[0])]),
        ("Es así (Anyaa, 2007; Peña, 2010a, 2010b).", [("name-mismatch", "Anyaa 2007")]),
        ("Es así (ibíd.: 4). Y así (Anaya, 2007; Peña, 2010a, 2010b).", [("unresolved", "")]),
    ],
)  # fmt: skip
def test_findings(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(f.problem, f.text) for f in check_citations(annotate(text))] == expected


def test_csl() -> None:
    items = json.loads(to_csl(annotate("Nada.")))
    assert [i["id"] for i in items] == ["d/r0", "d/r1", "d/r2"]
    assert items[1]["author"] == [{"family": "Peña", "given": "L."}]
    assert (items[1]["type"], items[1]["container-title"], items[1]["issued"]) == (
        "article-journal",
        "Revista de Puertos",
        {"date-parts": [[2010]]},
    )


def test_bibtex() -> None:
    written = to_bibtex(annotate("Nada."))
    assert "@book{anaya2007," in written
    assert "title = {Puertos \\& ríos}," in written


def test_graphml() -> None:
    document = Document(
        Head(id="d", title="Puertos <y> ríos"), annotate("Es así (Anaya, 2007). Y así (Anaya, 2007: 3).")
    )
    root = ElementTree.fromstring(to_graphml([document]))
    (edge,) = root.iter("{http://graphml.graphdrawing.org/xmlns}edge")
    assert (edge.attrib["source"], edge.attrib["target"], "".join(edge.itertext())) == ("d", "anaya 2007", "2")
