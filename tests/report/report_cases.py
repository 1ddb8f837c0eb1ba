"""Two invented documents for the report: one with every kind of annotation, one that tries to break out of its text."""

from __future__ import annotations

from pathlib import Path

from surco.jsonl import write_document
from surco.records import (
    Block,
    Citation,
    Document,
    Entity,
    Head,
    Label,
    MadeBy,
    NoteRef,
    Person,
    Reference,
    Source,
    Warn,
    Work,
)

TEXT = "La Red del Delta (redel) coopera con solidaridad, dice Ibarra Luz (2009: 12), y nadie manda."
EVIL = "</script><script>alert(1)</script><img src=x onerror=\"alert(2)\">'\"`{{7*7}}<!--"
ADDRESS = "javascript:alert(3)"


def make_document(name: str = "delta") -> Document:
    """An article with a heading, a labelled passage, a note, a list, a quotation, a table and a bibliography."""
    work = Work(authors=("Ibarra Luz",), year="2009", locator="12", reference=f"{name}/0010")
    blocks = (
        Block(id=f"{name}/0001", type="title", text="Remar juntos: redes del delta", pages=(1,)),
        Block(id=f"{name}/0002", type="author", text="Olga Sanz", pages=(1,)),
        Block(id=f"{name}/0003", type="heading", text="Introducción", level=1, pages=(1,)),
        Block(
            id=f"{name}/0004", type="paragraph", text=TEXT, section=("Introducción",), pages=(1, 2),
            entities=(
                mark(TEXT, "Red del Delta", "ORG", id="red-delta", source="pattern"),
                mark(TEXT, "redel", "ORG", id="red-delta", source="acronym"),
                mark(TEXT, "solidaridad", "PRINCIPLE", principle="solidaridad", source="lexicon"),
            ),
            citations=(cite(TEXT, "Ibarra Luz (2009: 12)", work),),
            note_refs=(NoteRef(len(TEXT), "1", f"{name}/0005"),),
            labels=(
                Label("solidaridad", "affirmed", 0.97, "model:principles@00000000"),
                Label("horizontalidad", "affirmed", None, "human:ana"),
            ),
        ),
        Block(id=f"{name}/0005", type="footnote", text="El delta crece cada año.", marker="1", pages=(2,)),
        Block(id=f"{name}/0006", type="list_item", text="primer cañadón", marker="a)", pages=(2,)),
        Block(id=f"{name}/0007", type="list_item", text="segunda orilla 🌾 Ñandubay", marker="b)", pages=(2,)),
        Block(
            id=f"{name}/0008", type="quote", text="El agua no reparte por igual.", pages=(2,), section=("Introducción",),
            labels=(Label("equidad", "questioned", 0.61, "model:principles@00000000", "unsure"),),
        ),
        Block(
            id=f"{name}/0009", type="table", text="Año\tRedes\n1999\tredel", rows=(("Año", "Redes"), ("1999", "redel")),
            entities=(Entity(15, 20, "ORG", "redel", id="red-delta", source="human:ana"),), pages=(2,),
        ),
        Block(
            id=f"{name}/0010", type="reference", text="Ibarra Luz, Eva (2009). Remos. Itapé: Juncal.", pages=(3,),
            parsed=Reference(authors=(Person("Ibarra Luz", "Eva"),), year="2009", title="Remos"),
        ),
        Block(id=f"{name}/0011", type="reference", text="Soto, R. (2001). Canoas. Itapé: Juncal.", pages=(3,)),
        Block(id=f"{name}/0012", type="furniture", text="Revista del Junco, 3", pages=(3,)),
    )  # fmt: skip
    source = Source(f"corpus/sources/{name}.pdf", "0" * 64, "pdf", 3)
    head = Head(
        name, source, "Remar juntos: redes del delta", ("Olga Sanz",), 2014, "es",
        MadeBy("surco", "0.1.0", {"scheme": "abcd"}), warnings=(Warn("undecodable-glyphs", 2, "12 de 900"),),
    )  # fmt: skip
    return Document(head, blocks)


def make_hostile() -> Document:
    """An article that carries markup in every field that can hold text."""
    text = f"Antes {EVIL} después"
    start, end = 6, 6 + len(EVIL)
    evil_id = f"../{EVIL}"
    work = Work(
        authors=(EVIL, ADDRESS), year=EVIL, locator=EVIL, date=EVIL, prefix=EVIL, original_year=EVIL,
        reference=f"{evil_id}/{EVIL}", via=0,
    )  # fmt: skip
    common = {"language": EVIL, "section": (EVIL,), "pages": (1, 2)}
    blocks = (
        Block(id=f"{evil_id}/1", type="title", text=text, **common),  # type: ignore[arg-type]
        Block(id=f"{evil_id}/2", type="heading", text=text, level=99, **common),  # type: ignore[arg-type]
        Block(
            id=f"{evil_id}/3\"><b>", type="paragraph", text=text, marker=EVIL, **common,  # type: ignore[arg-type]
            entities=(
                Entity(start, end, "ORG", EVIL, id=EVIL, source=EVIL, score=0.5),
                Entity(end, end + 1, "PRINCIPLE", " ", principle=EVIL, source=f"model:{EVIL}"),
            ),
            citations=(Citation(0, end, "narrative", text[:end], f"human:{EVIL}", (work,)),),
            note_refs=(NoteRef(3, EVIL, f"{evil_id}/4"), NoteRef(8, ADDRESS)),
            labels=(Label(EVIL, "questioned", 0.5, f"human:{EVIL}", "unsure"),),
        ),
        Block(id=f"{evil_id}/4", type="footnote", text=text, marker=EVIL, **common),  # type: ignore[arg-type]
        Block(id=f"{evil_id}/5", type="list_item", text=text, marker=ADDRESS, **common),  # type: ignore[arg-type]
        Block(
            id=f"{evil_id}/6", type="table", text=f"{EVIL}\t{ADDRESS}", rows=((EVIL, ADDRESS),), **common,  # type: ignore[arg-type]
        ),
        Block(
            id=f"{evil_id}/{EVIL}", type="reference", text=f"{text} {ADDRESS}", **common,  # type: ignore[arg-type]
            parsed=Reference(authors=(Person(EVIL, EVIL),), year=EVIL, title=EVIL, url=ADDRESS, doi=ADDRESS),
        ),
    )  # fmt: skip
    made = MadeBy(EVIL, EVIL, {"scheme": EVIL, EVIL: EVIL})
    head = Head(
        evil_id, Source(f"../../{EVIL}", EVIL, EVIL, 2), EVIL, (EVIL, ADDRESS), 2014, EVIL, made,
        warnings=(Warn(EVIL, 1, EVIL),),
    )  # fmt: skip
    return Document(head, blocks)


def mark(text: str, words: str, label: str, **more: str) -> Entity:
    start = text.index(words)
    return Entity(start, start + len(words), label, words, **more)  # type: ignore[arg-type]


def cite(text: str, words: str, *works: Work) -> Citation:
    start = text.index(words)
    return Citation(start, start + len(words), "narrative", words, "rule", works)


def write_documents(folder: Path) -> list[Path]:
    """Three articles as files: the plain one twice, and the hostile one."""
    documents = {"delta": make_document(), "estero": make_document("estero"), "malo": make_hostile()}
    paths = []
    for name, document in documents.items():
        paths.append(folder / f"{name}.jsonl")
        write_document(document, paths[-1])
    return paths
