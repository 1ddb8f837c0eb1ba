"""What a format's reader gives → gold: checked against the project's own documents, details filled in, a person named."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Literal, TypeVar

from msgspec import UNSET, Struct, structs

from surco.citations import find_citations
from surco.doccano.examples import CITATION_KINDS, NAMED_ENTITIES
from surco.records import (
    UNMARKED,
    Block,
    Citation,
    Document,
    Entity,
    FormatError,
    Head,
    Label,
    SurcoError,
    Work,
    iterate_problems,
    replace,
)

_Mark = TypeVar("_Mark", Entity, Citation, Label)
_FRAME = ("marker", "level", "rows", "language", "section", "pages", "boxes", "sentences", "note_refs", "parsed", "situation")
"""What a person does not annotate: it is the project's, whatever a format says of it."""


class Imported(Struct, frozen=True):
    """A document as a file has it; `annotator` where the format tells, and `human` unless it is only pre-annotation.

    `confirmed` where the format itself says that a person went through each of the blocks.
    """

    name: str
    document: Document
    annotator: str | None = None
    human: bool = True
    confirmed: bool = False


class Gold(Struct, frozen=True):
    """A document as an annotator's work; `problems` in words, and how many blocks are as the machine left them."""

    document: Document
    problems: tuple[str, ...] = ()
    untouched: int = 0


@contextmanager
def name_file(name: str) -> Iterator[None]:
    """Within it, an error that does not begin with the file's name gets it."""
    try:
        yield
    except SurcoError as error:
        if str(error).startswith(name):
            raise
        raise FormatError(f"{name}: {error}") from error


def check_documents(found: Iterable[Imported]) -> Iterator[Imported]:
    """Yield each document; raises FormatError with file and block where what was read is no annotation of its text."""
    for one in found:
        for _, problem in iterate_problems(structs.replace(one.document, blocks=_without_links(one.document.blocks))):
            raise FormatError(f"{one.name}: {problem}; mend it there, or export it again")
        yield one


def _without_links(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks as parts of a document: what they link to may be in another file."""
    return tuple(replace(block, status=block.status or "open") for block in blocks)


def join_documents(found: Iterable[Imported]) -> Iterator[Imported]:
    """Yield each document of each annotator once, with the blocks of all files that have some of it.

    Raises SurcoError where a block stands twice and not the same.
    """
    groups: dict[tuple[str, str], list[Imported]] = {}
    for one in found:
        groups.setdefault((one.annotator or "", one.document.head.id), []).append(one)
    for same in groups.values():
        blocks = _join_blocks(same)
        names = ", ".join(dict.fromkeys(one.name for one in same))
        yield structs.replace(same[0], name=names, document=Document(same[0].document.head, blocks))


def _join_blocks(same: list[Imported]) -> tuple[Block, ...]:
    kept: dict[str, Block] = {}
    for one in same:
        for block in one.document.blocks:
            if kept.setdefault(block.id, block) != block:
                what = f"{block.id} stands there twice, annotated differently"
                raise SurcoError(f"{one.name}: {what}; import each annotator's file by itself")
    return tuple(kept.values()) if len(same) == 1 else tuple(kept[name] for name in sorted(kept))


def group_blocks(blocks: Iterable[Block]) -> Iterator[Document]:
    """Yield the documents that blocks belong to by their ids, in order of appearance; raises FormatError for no id."""
    found: dict[str, list[Block]] = {}
    for block in blocks:
        document_id, slash, _ = block.id.rpartition("/")
        if not slash:
            raise FormatError(f"{block.id!r}: no id of a block, as in article/0012; was this exported by surco?")
        found.setdefault(document_id, []).append(block)
    for document_id, own in found.items():
        yield Document(Head(document_id), tuple(own))


def make_span(start: int, end: int, name: str, block: Block, principles: Collection[str]) -> Entity | Citation:
    """The span that a label of another program stands for: ORG, TREATY, a kind of citation or a principle."""
    words = block.text[start:end]
    for kind in CITATION_KINDS:
        if name == kind:
            return Citation(start, end, kind, words)
    for label in NAMED_ENTITIES:
        if name == label:
            return Entity(start, end, label, words)
    check_principle(name, block, principles)
    return Entity(start, end, "PRINCIPLE", words, principle=name)


def settle_stances(labels: Iterable[Label], block: Block, principles: Collection[str]) -> tuple[Label, ...]:
    """The labels, one a principle: where both stances are given, one sentence at least questions it."""
    settled: dict[str, Label] = {}
    for label in labels:
        check_principle(label.principle, block, principles)
        before = settled.get(label.principle)
        if before is None or before.stance == "affirmed":
            settled[label.principle] = label
    return tuple(settled.values())


def check_principle(name: str, block: Block, principles: Collection[str]) -> None:
    """Raise FormatError for a name that the scheme has not."""
    if name not in principles:
        raise FormatError(f"{block.id}: label {name!r} is not in the scheme; rename it there or add it to scheme.toml")


def make_gold(
    document: Document,
    annotator: str,
    known: Document | None,
    earlier: Document | None = None,
    *,
    status: Literal["done", "open"] | None,
    scheme: str,
    machine: Document | None = None,
    when: str | None = None,
) -> Gold:
    """The document as this annotator's work, with a line for each block that is not the project's any more.

    Blocks of types in which nothing is marked are left out. What the format lost is filled in from `known`, the
    project's own version, where a block's text is the same. Without a `status`, a block is done where its layers are
    not those of `known`, nor of `machine`, the machine's own where other people's are in `known`; else it is as in
    `earlier`, what the annotator did before, or open. `when` is the time (ISO 8601) of what is done, where none is told.
    """
    given = {block.id: block for block in machine.blocks} if machine is not None else {}
    own = {block.id: block for block in known.blocks} if known is not None else {}
    done = {block.id: block for block in earlier.blocks if block.status == "done"} if earlier is not None else {}
    blocks: list[Block] = []
    problems: list[str] = []
    untouched = 0
    for block in document.blocks:
        if block.type in UNMARKED:
            continue
        before = own.get(block.id)
        if before is None or before.text != block.text:
            what = "no such block in the project" if before is None else "its text in the project is another"
            problems.append(f"{block.id}: {what}; kept as annotation of the text that it had")
            before = None
        filled = _fill_block(block, before)
        state = block.status or status
        if state is None and before is not None and _is_untouched(filled, before, given.get(block.id)):
            if block.id in done and done[block.id].text == block.text:
                blocks.append(done[block.id])
                continue
            state, untouched = "open", untouched + 1
        signed = _sign_layers(filled, annotator)
        state = state or "done"
        at = block.annotated_at or (when if state == "done" else None)
        blocks.append(replace(filled, status=state, annotated_at=at, scheme=block.scheme or scheme, **signed))
    head = known.head if known is not None else document.head
    return Gold(Document(head, tuple(blocks)), tuple(problems), untouched)


def _is_untouched(block: Block, known: Block, machine: Block | None) -> bool:
    """Whether a block says what the project's own does, or what the machine said before other people did."""
    return _compare_marks(block, known) or machine is not None and _compare_marks(block, machine)


def _compare_marks(block: Block, known: Block) -> bool:
    """Whether two versions of a block say the same, whoever or whatever said it and how surely."""
    return _list_content(block) == _list_content(known)


def _list_content(block: Block) -> set[tuple[object, ...]]:
    entities = {(one.start, one.end, one.label, one.principle, one.id) for one in block.entities or ()}
    citations = {(one.start, one.end, one.kind, one.works) for one in block.citations or ()}
    return {*entities, *citations, *((label.principle, label.stance) for label in block.labels or ())}


def _fill_block(block: Block, known: Block | None) -> Block:
    """The block with the details that a person does not change: the project's, else what can be read again."""
    frame = {name: getattr(known, name) for name in _FRAME} if known is not None else {}
    layers: dict[str, Any] = {
        "entities": _fill_marks(block.entities, known.entities if known is not None else ()),
        "citations": _fill_marks(block.citations, known.citations if known is not None else ()),
    }
    if layers["citations"]:
        read = {(one.start, one.end): one.works for one in find_citations(block.text)}
        layers["citations"] = tuple(_fill_works(one, read.get((one.start, one.end), ())) for one in layers["citations"])
    return replace(block, **frame, **layers)


def _fill_marks(marks: Any, known: Any) -> Any:
    """The marks, each the project's own where that has the same span and name."""
    if not marks:
        return marks
    same = {_name_mark(mark): mark for mark in known or ()}
    return tuple(same.get(_name_mark(mark), mark) if _is_bare(mark) else mark for mark in marks)


def _name_mark(mark: Entity | Citation) -> tuple[int, int, str, str | None]:
    if isinstance(mark, Citation):
        return mark.start, mark.end, mark.kind, None
    return mark.start, mark.end, mark.label, mark.principle


def _is_bare(mark: Entity | Citation) -> bool:
    """Whether a format lost what the mark is resolved to."""
    return not mark.works if isinstance(mark, Citation) else mark.id is None


def _fill_works(citation: Citation, works: tuple[Work, ...]) -> Citation:
    return citation if citation.works else structs.replace(citation, works=works)


def _sign_layers(block: Block, annotator: str) -> dict[str, Any]:
    source = f"human:{annotator}"
    signed: dict[str, Any] = {}
    for name in ("entities", "citations", "labels"):
        marks = getattr(block, name)
        if marks is not UNSET:
            signed[name] = tuple(_sign_mark(mark, source) for mark in marks)
    return signed


def _sign_mark(mark: _Mark, source: str) -> _Mark:
    if isinstance(mark, Citation):
        return structs.replace(mark, source=source)
    undecided = {"decision": None} if isinstance(mark, Label) else {}
    return structs.replace(mark, source=source, score=None, **undecided)
