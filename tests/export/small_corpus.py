"""A document of invented passages with something of everything, and what the formats make of it."""

from __future__ import annotations

from invented_documents import CONTEXT

from surco.export.formats import FORMATS
from surco.records import Block, Citation, Document, Entity, Head, Label, NoteRef, Source, Work

TEXT = "La red 😀 coopera. Según Lema Ñ. (2012: 14), la unasur|x ayuda en su horizontalidad."
DOCUMENT = Document(
    Head("ríos-2018", Source("corpus/sources/ríos-2018.pdf", "ab12", "pdf", 8), "Ríos & <redes>", ("Ana Paz", "Leo Gil"), 2018, "es"),
    (
        Block("ríos-2018/0001", "heading", "Uno", level=1, section=(), entities=(), citations=(), note_refs=()),
        Block(
            "ríos-2018/0002", "paragraph", TEXT, language="es", section=("Uno",), pages=(1, 2), sentences=((0, 17), (18, 83)),
            entities=(
                Entity(47, 53, "ORG", "unasur", "unasur", source="acronym", score=1.0),
                Entity(68, 82, "PRINCIPLE", "horizontalidad", principle="horizontalidad", source="lexicon", score=0.9),
            ),
            citations=(
                Citation(24, 42, "narrative", "Lema Ñ. (2012: 14)", "rule", (Work(("Lema",), "2012", locator="14", reference="ríos-2018/0005"),)),
            ),
            note_refs=(NoteRef(17, "1", "ríos-2018/0003"),),
            labels=(Label("horizontalidad", "affirmed", 0.97, "model:principles@3f9c"), Label("equidad", "questioned", 0.6, "human:ana")),
        ),
        Block("ríos-2018/0003", "footnote", "=1+1 es dos.", marker="1", sentences=((0, 12),), entities=(), citations=(), labels=()),
        Block(
            "ríos-2018/0004", "table", "a\tunasur\nb\t2", rows=(("a", "unasur"), ("b", "2")), citations=(),
            entities=(Entity(2, 8, "ORG", "unasur", "unasur"),),
        ),
        Block("ríos-2018/0005", "reference", "Lema, Ñ. (2012). Redes."),
    ),
)  # fmt: skip
PASSAGE = DOCUMENT.blocks[1]


def write_format(name: str, *documents: Document) -> dict[str, bytes]:
    """The files of a format by name."""
    files: dict[str, bytes] = {}
    for file in FORMATS[name].write(documents or (DOCUMENT,), CONTEXT):
        files[file.name] = files.get(file.name, b"") + file.data
    return files
