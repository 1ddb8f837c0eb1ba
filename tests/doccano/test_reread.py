"""What people draw gets works and ids from the text, and what they left alone keeps its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from surco.doccano.keeping import REREAD, Shelf, keep_pulled
from surco.doccano.pull import Pulled
from surco.doccano.reread import Reader
from surco.entities import Authority, read_authority
from surco.gold import read_earlier
from surco.jsonl import read_document, write_document
from surco.records import Block, Citation, Document, Entity, Head, Label, Work, replace
from surco.settings import Project

TEXT = "Según Lema (2012: 14), la Red de Puertos y la OEA acordaron ayudarse (Paz Orte, 2010; Anaya, 2001)."
ENTRY = Block("d/0002", "reference", "Lema, R. (2012). Puertos hermanos. Lima: Sur.")


@pytest.fixture(scope="module")
def authority() -> Authority:
    """The shipped authority files."""
    project = Project()
    named = project.settings.annotate
    return read_authority(project.find_file(named.organisations), project.find_file(named.instruments))


def cite(words: str, *works: Work) -> Citation:
    start = TEXT.index(words)
    return Citation(start, start + len(words), "parenthetical", words, "human:ana", works)


def make_block(*citations: Citation, entities: tuple[Entity, ...] = ()) -> Block:
    return Block("d/0001", "paragraph", TEXT, citations=citations, entities=entities)


def name(words: str, label: str = "ORG") -> Entity:
    start = TEXT.index(words)
    return Entity(start, start + len(words), label, words, source="human:ana")  # type: ignore[arg-type]


# the words that somebody marked, and the works read for them
DRAWN = [
    ("(2012: 14)", [("Lema", "2012")]),
    ("Lema (2012: 14)", [("Lema", "2012")]),
    ("(Paz Orte, 2010; Anaya, 2001)", [("Paz Orte", "2010"), ("Anaya", "2001")]),
    # half of a group: the machine's group that it belongs to
    ("(Paz Orte, 2010", [("Paz Orte", "2010"), ("Anaya", "2001")]),
    # no citation at all
    ("acordaron ayudarse", [("", "")]),
]


@pytest.mark.parametrize(("words", "works"), DRAWN)
def test_works_of_drawn_citations_are_read(words: str, works: list[tuple[str, str]], authority: Authority) -> None:
    reader = Reader(Document(Head("d"), (make_block(), ENTRY)), authority)
    block, read = reader.complete_block(make_block(cite(words)))
    assert read == block.citations
    assert [("".join(work.authors[:1]), work.year) for work in read[0].works] == works
    assert read[0].source == "human:ana"
    if "Lema" in words:
        assert read[0].works[0].reference == "d/0002"


def test_works_that_are_there_stay(authority: Authority) -> None:
    kept = make_block(cite("(Paz Orte, 2010; Anaya, 2001)", Work(("Otra",), "1999")))
    assert Reader(Document(Head("d"), (make_block(),)), authority).complete_block(kept) == (kept, ())


def test_entities_get_the_documents_id_else_the_authoritys_else_one_of_their_name(authority: Authority) -> None:
    own = Block("d/0003", "heading", "La Red", entities=(Entity(3, 6, "ORG", "Red", id="red-de-puertos"),))
    other = Block("d/0004", "heading", "OEA", entities=(Entity(0, 3, "ORG", "OEA", id="oea-local"),))
    for blocks, wanted in (((own,), "oea"), ((own, other), "oea-local")):
        reader = Reader(Document(Head("d"), (make_block(), *blocks)), authority)
        block, _ = reader.complete_block(make_block(entities=(name("Red de Puertos"), name("OEA"))))
        assert [entity.id for entity in block.entities or ()] == ["red-puertos", wanted]


def test_principles_get_no_id(authority: Authority) -> None:
    drawn = replace(make_block(), entities=(Entity(0, 5, "PRINCIPLE", "Según", principle="equidad"),))
    assert Reader(Document(Head("d"), (drawn,)), authority).complete_block(drawn)[0] == drawn


WHEN = "2026-03-01T10:00:00+00:00"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project whose last build made one document."""
    machine = make_block(Citation(7, 21, "narrative", "Lema (2012: 14)", "rule", (Work(("Lema",), "2012"),)))
    write_document(Document(Head("d", title="Redes"), (machine, ENTRY)), tmp_path / "annotations/auto/d.jsonl")
    return Project(str(tmp_path))


def pull(
    project: Project, authority: Authority, block: Block, when: str = WHEN, *, scheme: str = "1.0", again: bool = False
) -> Path:
    done = [Pulled("d/0001", "ana", replace(block, status="done"))]
    [kept] = keep_pulled(done, Shelf(project), authority, scheme=scheme, when=when, again=again)
    assert kept.error == "" and (kept.done, kept.open) == (1, 0)
    return project.folder / "annotations/gold/ana/d.jsonl"


def test_pulled_passages_stand_in_gold_with_time_scheme_and_a_flag(project: Project, authority: Authority) -> None:
    path = pull(project, authority, make_block(cite("(Paz Orte, 2010")))
    document = read_document(path)
    [block] = document.blocks
    assert (document.head.title, document.head.made_by) == ("Redes", None)
    assert (block.status, block.annotated_at, block.scheme) == ("done", WHEN, "1.0")
    assert [(one.code, one.detail) for one in document.head.warnings or ()] == [(REREAD, "d/0001: (Paz Orte, 2010")]


def test_pulling_the_same_again_changes_nothing(project: Project, authority: Authority) -> None:
    block = make_block(cite("(Paz Orte, 2010"))
    before = pull(project, authority, block).read_bytes()
    path = pull(project, authority, block, "2026-03-02T10:00:00+00:00")
    assert path.read_bytes() == before and read_earlier(path) == ()


def test_what_was_decided_under_an_older_scheme_is_not_called_newer(project: Project, authority: Authority) -> None:
    block = make_block(cite("(Paz Orte, 2010"))
    before = pull(project, authority, block).read_bytes()
    path = pull(project, authority, block, "2026-03-02T10:00:00+00:00", scheme="1.1")
    assert path.read_bytes() == before
    # changed since, or looked at again
    changed = replace(block, labels=(Label("equidad", "affirmed", source="human:ana"),))
    assert read_document(pull(project, authority, changed, scheme="1.1")).blocks[0].scheme == "1.1"
    assert read_document(pull(project, authority, changed, scheme="1.2", again=True)).blocks[0].scheme == "1.2"


def test_works_mended_by_hand_are_kept_and_so_are_older_versions(project: Project, authority: Authority) -> None:
    block = make_block(cite("(Paz Orte, 2010"))
    path = pull(project, authority, block)
    document = read_document(path)
    mended = cite("(Paz Orte, 2010", Work(("Paz Orte",), "2010"))
    write_document(Document(document.head, (replace(document.blocks[0], citations=(mended,)),)), path)
    pull(project, authority, replace(block, labels=(Label("equidad", "affirmed", source="human:ana"),)))
    [now] = read_document(path).blocks
    assert now.citations == (mended,) and now.labels
    [older] = read_earlier(path)
    assert older.citations == (mended,) and not older.labels


def test_one_document_that_cannot_be_kept_does_not_hold_up_the_rest(project: Project, authority: Authority) -> None:
    wrong = make_block(cite("Lema"), replace_end(cite("Lema (2012: 14)")))
    right = Block("e/0001", "paragraph", "La red.", labels=(), status="done")
    pulled = [Pulled("d/0001", "ana", replace(wrong, status="done")), Pulled("e/0001", "ana", right)]
    first, second = keep_pulled(pulled, Shelf(project), authority, scheme="1.0", when=WHEN)
    assert "overlaps the one before it" in first.error and second.done == 1


def replace_end(citation: Citation) -> Citation:
    return Citation(citation.start, citation.end, "narrative", citation.text, citation.source)
