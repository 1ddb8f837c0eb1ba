"""Reads spans shown in a text, `la [Red de Puertos]`, and shows those that were found in the same way."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from surco.entities import Authority, annotate_entities, read_authority
from surco.language import detect_language
from surco.records import Block, BlockType, Citation, Work
from surco.scheme import Scheme, read_scheme

ANNOTATIONS = Path(__file__).parents[2] / "annotations"
BRACKETS = {"ORG": "[]", "TREATY": "{}", "PRINCIPLE": "<>"}
OPENING = {pair[0] for pair in BRACKETS.values()}


@cache
def authority() -> Authority:
    folder = ANNOTATIONS / "authority"
    return read_authority(folder / "organisations.csv", folder / "instruments.csv")


@cache
def scheme() -> Scheme:
    return read_scheme(ANNOTATIONS / "scheme.toml")


def strip_spans(shown: str) -> str:
    """The text without the marks: `[]` organisations, `{}` instruments, `<>` principles, `|…|` a citation."""
    return "".join(c for c in shown if c not in "[]{}<>|")


def make_block(shown: str, number: int = 1, kind: BlockType = "paragraph") -> Block:
    """A block of the text that is shown, with what stands between two bars as its citations."""
    text, citations, start = "", [], None
    for c in shown:
        if c == "|" and start is None:
            start = len(text)
        elif c == "|":
            authors = text[start:].strip("()").split(",")[0]
            citations.append((start, len(text), authors))
            start = None
        elif c not in "[]{}<>":
            text += c
    cited = tuple(
        Citation(start, end, "parenthetical", text[start:end], works=(Work((author,), ""),))
        for start, end, author in citations
    )
    return Block(id=f"a/{number:04}", type=kind, text=text, language=detect_language(text), citations=cited)


def show_spans(block: Block, labels: frozenset[str] = frozenset({"ORG", "TREATY"})) -> str:
    """The block's text with the spans of the labels and its citations shown."""
    marks: list[tuple[int, int, str]] = []
    for entity in block.entities or ():
        if entity.label in labels:
            opening, closing = BRACKETS[entity.label]
            marks += [(entity.start, 1, opening), (entity.end, 0, closing)]
    for citation in block.citations or ():
        marks += [(citation.start, 1, "|"), (citation.end, 0, "|")]
    shown = block.text
    for at, _, mark in sorted(marks, reverse=True):
        shown = shown[:at] + mark + shown[at:]
    return shown


def annotate(*shown: str) -> tuple[Block, ...]:
    """The blocks of a document made of texts with spans shown, annotated anew."""
    blocks = [make_block(text, number) for number, text in enumerate(shown, start=1)]
    return annotate_entities(blocks, authority(), scheme())
