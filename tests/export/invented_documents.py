"""Documents as hypothesis invents them: valid ones, with emoji, combining marks, astral letters, signs that formats reserve."""

from __future__ import annotations

import typing
from pathlib import Path

from hypothesis import strategies as st

from surco.export.context import Context
from surco.records import (
    PASSAGES,
    UNMARKED,
    Block,
    BlockType,
    Citation,
    CitationKind,
    Document,
    Entity,
    Head,
    Label,
    MadeBy,
    NoteRef,
    Person,
    Reference,
    Source,
    Stance,
    Warn,
    Work,
    replace,
)
from surco.scheme import read_scheme

SCHEME = read_scheme(Path(__file__).parents[2] / "annotations" / "scheme.toml")
CONTEXT = Context(SCHEME)
WORDS = (
    "foro red unasur Ñandú cooperación Sur-Sur 𝒜𝓇𝓇ancan 😀 👩‍🌾 cafe\u0301 n\u0303an\u0301 a|b x_y -> [3] ]]> \\ \\n * ; = & <b> \" ' #1 T1 % "
    "@red +info, (2012), “iguales” l’Amérique ﬁn 10\u00a0km 7º. ¿sí? _ | [ ] C:\\tmp %7C =SUMA(1) -ismo"
).split(" ")
SOURCES = ("", "lexicon", "human:ana", "model:principles@3f9c", "a|b [c]")

words = st.sampled_from(WORDS)
phrases = st.lists(words, min_size=1, max_size=4).map(" ".join)
scores = st.none() | st.floats(0, 1).map(lambda score: round(score, 4))
works = st.builds(
    Work, st.lists(phrases, max_size=2).map(tuple), st.sampled_from(("", "2007", "2010a", "s/f")), et_al=st.booleans(),
    original_year=st.none() | st.just("1890"), date=st.none() | st.just("3/5/12"), locator=st.none() | phrases,
    prefix=st.none() | st.just("véase"),
)  # fmt: skip


@st.composite
def spans(draw: st.DrawFn, text: str) -> list[tuple[int, int]]:
    """Spans in order without overlap, not blank at their edges."""
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return [(start, end) for start, end in pairs if text[start:end].strip() == text[start:end] != "" and "\n" not in text[start:end]]


@st.composite
def layers(draw: st.DrawFn, block: Block) -> Block:
    """The block with entities and citations, or with neither computed."""
    if draw(st.integers(0, 4)) == 0:
        return block
    entities, citations = [], []
    for start, end in draw(spans(block.text)):
        quoted, source = block.text[start:end], draw(st.sampled_from(SOURCES))
        label = draw(st.sampled_from(("ORG", "TREATY", "PRINCIPLE", "citation")))
        if label == "citation":
            kind = draw(st.sampled_from(typing.get_args(CitationKind)))
            citations.append(Citation(start, end, kind, quoted, source, tuple(draw(st.lists(works, max_size=2)))))
        else:
            principle = draw(st.sampled_from(SCHEME.ids)) if label == "PRINCIPLE" else None
            identity = None if principle else draw(st.none() | st.sampled_from(("unasur", "red-de-ríos", "a b:c")))
            entities.append(
                Entity(start, end, label, quoted, identity, principle, source, draw(scores), optional=draw(st.booleans()))
            )
    return replace(block, entities=tuple(entities), citations=tuple(citations))


@st.composite
def blocks(draw: st.DrawFn, number: int, kind: BlockType) -> Block:
    """A block of that type, with whatever it may have."""
    parts = draw(st.lists(phrases, min_size=1, max_size=3))
    rows = None
    if kind == "table":
        rows = tuple(tuple(draw(st.lists(words, min_size=2, max_size=2))) for _ in range(draw(st.integers(1, 3))))
        parts = ["\n".join("\t".join(row) for row in rows)]
    text = " ".join(parts)
    block = Block(
        id=f"año-1/{number:04}", type=kind, text=text, rows=rows, language=draw(st.none() | st.just("es")), level=2 if kind == "heading" else None,
        marker=draw(st.none() | st.just("a)")) if kind in ("list_item", "footnote") else None,
        section=tuple(draw(st.lists(phrases, max_size=2))),
    )  # fmt: skip
    if draw(st.booleans()):
        block = replace(block, pages=(3, 4), boxes=((3, 72.0, 401.5, 412.3, 530.1),))
    if kind in PASSAGES and draw(st.booleans()):
        block = replace(block, sentences=tuple(_list_sentences(parts)))
    if kind in PASSAGES and draw(st.booleans()):
        names = draw(st.lists(st.sampled_from(SCHEME.ids), max_size=3, unique=True))
        stances = st.sampled_from(typing.get_args(Stance))
        decisions = st.sampled_from((None, "yes", "unsure"))
        told = (Label(one, draw(stances), draw(scores), draw(st.sampled_from(SOURCES)), draw(decisions)) for one in names)
        block = replace(block, labels=tuple(told))
    if kind == "reference" and draw(st.booleans()):
        block = replace(block, parsed=Reference((Person("Paz Orte", "Ana"),), "2012", "Título <b>"))
    if kind not in UNMARKED:
        block = replace(draw(layers(block)), note_refs=tuple(draw(st.just([]) | st.just([NoteRef(len(text), "1")]))))
    if draw(st.integers(0, 3)) == 0:
        block = replace(block, status="done", annotated_at="2026-01-02T03:04:05Z", scheme="1.0", text_sha256="ab")
    return block


def _list_sentences(parts: list[str]) -> list[tuple[int, int]]:
    found, at = [], 0
    for part in parts:
        found.append((at, at + len(part)))
        at += len(part) + 1
    return found


heads = st.builds(
    Head, st.just("año-1"), source=st.none() | st.just(Source("corpus/año.pdf", "ab", "pdf", 34)), title=st.none() | phrases,
    authors=st.lists(phrases, max_size=2).map(tuple), year=st.none() | st.just(2015), language=st.none() | st.just("es"),
    made_by=st.none() | st.just(MadeBy("surco", "0.1.0", {"code": "ab"})), warnings=st.just((Warn("x", 3, "y"),)),
)  # fmt: skip


@st.composite
def documents(draw: st.DrawFn, types: tuple[str, ...] = ()) -> Document:
    """A document of one to four blocks of these types, of any where none is named."""
    kinds = draw(st.lists(st.sampled_from(types or typing.get_args(BlockType)), min_size=1, max_size=4))
    return Document(draw(heads), tuple(draw(blocks(number, kind)) for number, kind in enumerate(kinds, start=1)))
