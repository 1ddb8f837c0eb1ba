"""Three invented documents, short enough to be counted by hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from surco.jsonl import write_document
from surco.records import Block, BlockType, Citation, Document, Entity, Head, Label, Work
from surco.search.index import open_index

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MODEL, ANA = "model:principles@1", "human:ana"


def mark(
    id: str, type: BlockType, text: str, section: str, *, entities: tuple[tuple[str, str, str], ...] = (),
    citations: tuple[tuple[str, tuple[str, ...]], ...] = (), labels: tuple[tuple[str, str, str], ...] = (),
) -> Block:  # fmt: skip
    """A block whose entities (words, label, id or principle) and citations (words, authors) are found in its text."""
    found = []
    for words, label, name in entities:
        start, names = text.index(words), {"principle": name} if label == "PRINCIPLE" else {"id": name}
        found.append(Entity(start, start + len(words), label, words, source="lexicon", **names))  # type: ignore[arg-type]
    cited = tuple(
        Citation(text.index(words), text.index(words) + len(words), "parenthetical", words, "rule", (Work(authors, "2012"),))
        for words, authors in citations
    )
    given = tuple(Label(principle, stance, 0.9, source) for principle, stance, source in labels)  # type: ignore[arg-type]
    return Block(id, type, text, section=(section,), pages=(1,), entities=tuple(found), citations=cited, labels=given)


DOCUMENTS = (
    Document(
        Head("a", title="Redes", authors=("Ana Núñez", "Leo Gil"), year=2008, language="es"),
        (
            mark("a/1", "heading", "Las redes del Sur", "Uno"),
            mark(
                "a/2", "paragraph", "😀 La Cooperación Sur-Sur crece: la unasur acuerda (Lema, 2012) un año de consenso.", "Uno",
                entities=(("unasur", "ORG", "unasur"), ("consenso", "PRINCIPLE", "consenso")),
                citations=(("(Lema, 2012)", ("Lema",)),), labels=(("consenso", "affirmed", MODEL),),
            ),
            mark("a/3", "paragraph", "Cada ano la red acordó cooperar.", "Dos", labels=(("equidad", "affirmed", ANA),)),
        ),
    ),
    Document(
        Head("b", title="Ríos", authors=("Eva Paz",), year=2012, language="es"),
        (
            mark(
                "b/1", "paragraph", "La cooperacion con la unasur y la cepal fue la norma (Lema; Sosa, 2012).", "Uno",
                entities=(("unasur", "ORG", "unasur"), ("cepal", "ORG", "cepal")),
                citations=(("(Lema; Sosa, 2012)", ("Lema", "Sosa")),),
                labels=(("consenso", "questioned", MODEL), ("equidad", "affirmed", ANA)),
            ),
            mark("b/2", "footnote", "Véase el acuerdo.", "Dos"),
            mark("b/3", "reference", "Lema, A. (2012). La cooperación.", "Dos"),
        ),
    ),
    Document(
        Head("c", language="es"),
        (mark("c/1", "paragraph", "Nadie dice nada 100% cierto_nunca, 'ni; drop table words'.", "Uno"),),
    ),
)  # fmt: skip


def index_documents(folder: Path, *documents: Document) -> DuckDBPyConnection:
    """The index of these documents."""
    paths = [folder / f"{document.head.id}.jsonl" for document in documents]
    for document, path in zip(documents, paths, strict=True):
        write_document(document, path)
    return open_index(paths, folder / "index")
