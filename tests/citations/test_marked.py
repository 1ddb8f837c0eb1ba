"""Citations that the source marks: they lead those found, and stand where none was found."""

from __future__ import annotations

import pytest

from surco.citations import annotate_citations
from surco.extract.assemble import assemble_blocks
from surco.extract.jats import read_jats
from surco.records import Block

REFERENCES = """<ref-list><ref id="B1"><mixed-citation>Paz, A. (2001). Ríos. Lima: Orilla.</mixed-citation></ref>
<ref id="B2"><mixed-citation>Paz, B. (2001). Cauces. Lima: Orilla.</mixed-citation></ref>
<ref id="B3"><mixed-citation>Soto, C. (2004). Puertos. Lima: Orilla.</mixed-citation></ref></ref-list>"""


def xref(text: str, *keys: str) -> str:
    return f'<xref ref-type="bibr" rid="{" ".join(keys)}">{text}</xref>'


def read(text: str) -> Block:
    xml = f'<article xml:lang="es"><body><p>{text}</p></body><back>{REFERENCES}</back></article>'
    return annotate_citations(assemble_blocks(read_jats(xml.encode()).pieces, "a", paged=False))[0]


MARKED = [
    # two entries fit the words: the source says which
    (f"Los ríos bajan ({xref('Paz, 2001', 'B2')}).", [("(Paz, 2001)", "rule", ["a/0003"])]),
    (f"Según {xref('Paz (2001)', 'B1')} bajan.", [("Paz (2001)", "rule", ["a/0002"])]),
    # a group, mark by mark or in one
    (f"Bajan ({xref('Paz, 2001', 'B2')}; {xref('Soto, 2004', 'B3')}).", [("(Paz, 2001; Soto, 2004)", "rule", ["a/0003", "a/0004"])]),
    (f"Bajan ({xref('Paz, 2001; Soto, 2004', 'B1', 'B3')}).", [("(Paz, 2001; Soto, 2004)", "rule", ["a/0002", "a/0004"])]),
    # one work without mark keeps the entry of its own
    (f"Bajan ({xref('Paz, 2001', 'B1')}; Soto, 2004).", [("(Paz, 2001; Soto, 2004)", "rule", ["a/0002", "a/0004"])]),
    # words that no rule takes for a citation
    (f"El libro de {xref('Soto', 'B3')} habla de ríos.", [("Soto", "xref", ["a/0004"])]),
    # a mark that leads nowhere
    (f"El libro de {xref('Roa', 'B9')} habla de ríos.", []),
    ("Los ríos bajan (Soto, 2004).", [("(Soto, 2004)", "rule", ["a/0004"])]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MARKED)
def test_marked(text: str, expected: list[tuple[str, str, list[str]]]) -> None:
    shown = [(c.text, c.source.split(":")[0], [work.reference for work in c.works]) for c in read(text).citations or ()]
    assert shown == expected


def test_a_mark_without_citation_has_the_authors_and_year_of_its_entry() -> None:
    (citation,) = read(f"El libro de {xref('Soto', 'B3')} habla de ríos.").citations or ()
    assert [(work.authors, work.year) for work in citation.works] == [(("Soto",), "2004")]
