"""Laws: spans slice, spans never overlap, and a sentence elsewhere changes nothing here."""

from __future__ import annotations

from case_tables import read_row
from hypothesis import given, settings
from hypothesis import strategies as st
from test_find_citations import NARRATIVE, NOT_CITATIONS, PARENTHETICAL

from surco.citations import annotate_citations, find_citations
from surco.records import Block

ROWS = [read_row(marked)[0] for marked, _ in PARENTHETICAL + NARRATIVE] + NOT_CITATIONS
NEUTRAL = (
    "El agua baja clara.",
    "Nadie lo vio 🛶 venir.",
    "La ﬁesta siguió, é assim.",
    "It rained all day.",
    "¿Quién lo sabe?",
)
PIECES = st.sampled_from(["(", ")", "[", "]", ";", ",", ". ", " y ", "Anaya", "Peña Roca", "2010", "2010a", ": 45", "p. 3", "et al.", "ibíd.", "op. cit.",
                          "véase ", "cepal", "s/f", "en prensa", "1990-1995", "3/5/12", "citado por ", "“", "”", "🛶", "e\u0301", "ﬁ", " "])  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_spans_slice_and_never_overlap(text: str) -> None:
    end = 0
    for citation in find_citations(text):
        assert text[citation.start : citation.end] == citation.text != ""
        assert citation.start >= end
        assert all(w.via is None or 0 <= w.via < len(citation.works) for w in citation.works)
        end = citation.end


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(ROWS), st.sampled_from(NEUTRAL), st.booleans())
def test_a_sentence_elsewhere_changes_nothing(row: str, sentence: str, before: bool) -> None:
    alone = find_citations(row)
    text, shift = (f"{sentence} {row}", len(sentence) + 1) if before else (f"{row} {sentence}", 0)
    assert [(c.start - shift, c.end - shift, c.kind, c.works) for c in find_citations(text)] == [
        (c.start, c.end, c.kind, c.works) for c in alone
    ]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(ROWS), st.sampled_from(NEUTRAL))
def test_a_passage_elsewhere_changes_nothing(row: str, sentence: str) -> None:
    one = Block(id="d/1", type="paragraph", text=row)
    alone = annotate_citations([one])[0].citations
    assert annotate_citations([one, Block(id="d/2", type="paragraph", text=sentence)])[0].citations == alone


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    for citation in find_citations(text):
        assert text[citation.start : citation.end] == citation.text
