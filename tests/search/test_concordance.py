"""What a query finds, what it leaves, and how its lines are cut and sorted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from counted_corpus import DOCUMENTS, index_documents
from hypothesis import given
from hypothesis import strategies as st

from surco.records import SurcoError
from surco.search.concordance import SORTS, count_hits, find_lines
from surco.search.query import Query
from surco.search.words import count_words, cut_words, find_words, fold_word

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# query, the hits as "block keyword"
QUERIES = [
    # capitals and accents do not count; references are no prose
    (Query("cooperación"), ["a/2 Cooperación", "b/1 cooperacion"]),
    (Query("COOPERACION"), ["a/2 Cooperación", "b/1 cooperacion"]),
    (Query("Cooperación", exact=True), ["a/2 Cooperación"]),
    (Query("cooperación", exact=True), []),
    # ñ is a letter of its own
    (Query("año"), ["a/2 año"]),
    (Query("ano"), ["a/3 ano"]),
    # a word is a whole word, hyphens included; punctuation of the question is none
    (Query("sur"), []),
    (Query("sur-sur,"), ["a/2 Sur-Sur"]),
    (Query("coop*"), ["a/2 Cooperación", "a/3 cooperar", "b/1 cooperacion"]),
    (Query("*Sur", exact=True), ["a/2 Sur-Sur"]),
    # a phrase stays in its passage and does not leap over words
    (Query("la red"), ["a/3 la red"]),
    (Query("la acordó"), []),
    (Query("consenso cada"), []),
    (Query("la * y"), ["b/1 la unasur y"]),
    (Query("la *", where=("document=a",)), ["a/2 La Cooperación", "a/2 la unasur", "a/3 la red"]),
    (Query("consenso *"), []),
    (Query("la * * la cepal"), ["b/1 la unasur y la cepal"]),
    # signs of SQL's LIKE mean themselves
    (Query("c%"), []),
    (Query("cierto_*"), ["c/1 cierto_nunca"]),
    (Query("cierto?nunca"), []),
    (Query("una_ur*"), []),
    # lemmas, asked for by any form
    (Query("acordar", "lemma"), ["a/2 acuerda", "a/3 acordó"]),
    (Query("cooperaciones", "lemma"), ["a/2 Cooperación", "b/1 cooperacion"]),
    (Query("acuerdos", "lemma"), ["b/2 acuerdo"]),
    # regular expressions of whole words; their w knows ñ
    (Query("coop(era|tiva)", "regex"), []),
    (Query("cooperaci[oó]n", "regex"), ["a/2 Cooperación", "b/1 cooperacion"]),
    (Query(r"[a]\wo", "regex"), ["a/2 año", "a/3 ano"]),
    (Query(r"la re\w", "regex"), ["a/3 la red"]),
    (Query("Coop.*", "regex", exact=True), ["a/2 Cooperación"]),
    # annotations, alone and around words
    (Query(entity="unasur"), ["a/2 unasur", "b/1 unasur"]),
    (Query(entity="ORG", where=("year>2010",)), ["b/1 unasur", "b/1 cepal"]),
    (Query(entity="*", label="equidad"), ["b/1 unasur", "b/1 cepal"]),
    (Query(entity="una"), []),
    (Query("la", within="entity"), []),
    (Query("lema", within="citation"), ["a/2 Lema", "b/1 Lema"]),
    (Query("la", label="equidad"), ["a/3 la", "b/1 La", "b/1 la", "b/1 la", "b/1 la"]),
    (Query("red", label="consenso"), []),
    (Query("consenso", within="naming:consenso"), ["a/2 consenso"]),
    (Query("consenso", within="naming:equidad"), []),
    (Query("la cooperación", label="consenso:questioned"), ["b/1 La cooperacion"]),
    (Query("red", label="equidad", by="human"), ["a/3 red"]),
    (Query("red", label="equidad", by="machine"), []),
    # parts of the corpus
    (Query("la", where=("year<2010", "section=dos")), ["a/3 la"]),
    (Query("redes"), []),
    (Query("redes", where=("type=heading",)), ["a/1 redes"]),
    (Query("cooperación", where=("document=b",), all_blocks=True), ["b/1 cooperacion", "b/3 cooperación"]),
    (Query("la red", where=("author=nunez",)), ["a/3 la red"]),
    (Query("la red", where=("author!=Núñez",)), []),
    (Query("cooperacion", where=("title~^ri.s$",)), ["b/1 cooperacion"]),
    (Query("cooperacion", where=("title!~^RI",)), ["a/2 Cooperación"]),
    (Query("cooperacion", where=("document!=A",)), ["b/1 cooperacion"]),
    (Query("la", where=("author~^(eva|leo) ", "section=dos")), ["a/3 la"]),
    # a document without a year is neither before nor after
    (Query("nadie"), ["c/1 Nadie"]),
    (Query("nadie", where=("year>=1",)), []),
    # values stay values
    (Query("' or 1=1 --"), []),
    (Query(entity="unasur' or '1'='1"), []),
    (Query("la", within="label:x') or ('1'='1"), []),
    (Query("la", where=("document=a' or '1'='1",)), []),
    (Query("la", where=("author=x', name)) or len(d.authors) > 0 --",)), []),
]


@pytest.mark.parametrize(("query", "expected"), QUERIES, ids=[str(number) for number in range(len(QUERIES))])
def test_a_query_finds(index: DuckDBPyConnection, query: Query, expected: list[str]) -> None:
    assert [f"{line.block} {line.keyword}" for line in find_lines(index, query)] == expected
    assert count_hits(index, query) == len(expected)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (Query(), "nothing to look for; give words, --entity or --label"),
        (Query(" ?"), "no word in it"),
        (Query("red", by="human"), "--by chooses among annotations"),
        (Query("(", "regex"), "mend this regular expression"),
        (Query("a(?=b)", "regex"), "no look-ahead"),
        (Query("red", within="heading"), "--within 'heading': give citation, entity, naming or label"),
        (Query("red", where=("years>1",)), "fields: document, title, author, year"),
        (Query("red", where=("year=",)), "no condition"),
        (Query("red", where=("year>dos",)), "year is compared with a number"),
        (Query("red", where=("section>3",)), "section is no number"),
        (Query("red", where=("type=notes",)), "no such type of block; choose from: title, author"),
        (Query("red", where=("title~(",)), "mend this regular expression"),
    ],
)  # fmt: skip
def test_what_can_not_be_read_is_told(index: DuckDBPyConnection, query: Query, message: str) -> None:
    with pytest.raises(SurcoError) as told:
        count_hits(index, query)
    assert message in str(told.value) and "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("words", "context", "left", "right"),
    [
        ("crece", 2, "Cooperación Sur-Sur", ": la unasur"),
        ("crece", 99, "😀 La Cooperación Sur-Sur", ": la unasur acuerda (Lema, 2012) un año de consenso."),
        ("consenso", 3, "un año de", "."),
        ("la cooperación sur-sur", 1, "😀", "crece"),
        ("de", 1, "año", "consenso."),
    ],
)
def test_contexts_end_with_the_passage(index: DuckDBPyConnection, words: str, context: int, left: str, right: str) -> None:
    [line] = find_lines(index, Query(words, where=("document=a",)), context=context)
    assert (line.left, line.right) == (left, right)
    assert DOCUMENTS[0].blocks[1].text[line.start : line.end] == line.keyword


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("corpus", "a/2 La, a/2 la, a/3 la, b/1 La, b/1 la, b/1 la, b/1 la"),
        ("right", "b/1 cepal, b/1 cooperacion, a/2 cooperacion, b/1 norma, a/3 red, a/2 unasur, b/1 unasur"),
        ("left", "a/2 , b/1 , a/3 ano, b/1 con, a/2 crece, b/1 fue, b/1 y"),
        ("document", "a, a, a, b, b, b, b"),
        ("year", "2008, 2008, 2008, 2012, 2012, 2012, 2012"),
        ("section", "Dos, Uno, Uno, Uno, Uno, Uno, Uno"),
    ],
)
def test_lines_are_sorted(index: DuckDBPyConnection, sort: str, expected: str) -> None:
    def tell(block: str, left: str, keyword: str, right: str, document: str, year: object, section: object) -> str:
        before = [left[start:end] for start, end in find_words(left)]
        after = [right[start:end] for start, end in find_words(right)]
        return {
            "corpus": f"{block} {keyword}",
            "right": f"{block} {fold_word(after[0])}",
            "left": f"{block} {fold_word(before[-1]) if before else ''}",
            "document": document, "year": str(year), "section": str(section),
        }[sort]  # fmt: skip

    lines = find_lines(index, Query("la"), sort=sort)
    told = [tell(one.block, one.left, one.keyword, one.right, one.document, one.year, one.section) for one in lines]
    assert ", ".join(told) == expected


def test_n_with_a_tilde_follows_n(tmp_path: Path) -> None:
    text = "el oso el ñu el nudo el niño el número"
    document = DOCUMENTS[2]
    block = document.blocks[0]
    index = index_documents(tmp_path, type(document)(document.head, (type(block)(block.id, "paragraph", text),)))
    lines = find_lines(index, Query("el"), sort="right", context=1)
    assert [line.right for line in lines] == ["niño", "nudo", "número", "ñu", "oso"]


def test_a_limit_keeps_the_first_of_the_order(index: DuckDBPyConnection) -> None:
    for sort in SORTS:
        every = [*find_lines(index, Query("la"), sort=sort)]
        assert [*find_lines(index, Query("la"), sort=sort, limit=3)] == every[:3]
    with pytest.raises(SurcoError, match="unknown order 'size'; choose from: corpus"):
        next(find_lines(index, Query("la"), sort="size"))


def test_people_and_machine_are_told_apart(index: DuckDBPyConnection) -> None:
    told = [(line.block, line.annotation, line.made_by) for line in find_lines(index, Query(label="*"))]
    assert told == [
        ("a/2", "consenso affirmed", "machine"), ("a/3", "equidad affirmed", "human"),
        ("b/1", "consenso questioned", "machine"), ("b/1", "equidad affirmed", "human"),
    ]  # fmt: skip
    assert [(one.keyword, one.annotation) for one in find_lines(index, Query(entity="cepal"))] == [("cepal", "cepal ORG")]


def test_an_empty_corpus_has_no_lines(tmp_path: Path) -> None:
    index = index_documents(tmp_path)
    assert [*find_lines(index, Query("la"))] == [] and count_hits(index, Query(label="*")) == 0


@given(st.text("aá ñ-'.,😀\u0301x ", max_size=40), st.integers(1, 4))
def test_words_are_cut_alike_from_both_ends(text: str, many: int) -> None:
    words = [*find_words(text)]
    assert count_words(text) == len(words)
    expected = text[: words[many - 1][1]] if len(words) > many else text
    assert cut_words(text, many) == expected
    expected = text[words[-many][0] :] if len(words) > many else text
    assert cut_words(text[::-1], many)[::-1] == expected
