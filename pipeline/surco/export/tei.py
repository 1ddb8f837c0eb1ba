"""Documents → TEI P5: header with source, scheme and who annotated, text with inline spans, labels as stand-off."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from surco import __version__
from surco.export.context import Context
from surco.export.files import File
from surco.export.loss import HUMAN, WORK_DETAILS
from surco.export.nesting import Event, count_crossing, list_events, nest_regions
from surco.export.selection import list_sources
from surco.export.texts import count_forbidden, replace_forbidden
from surco.records import Block, Citation, Document, Entity, Head, Label, NoteRef, Work
from surco.scheme import Scheme

if TYPE_CHECKING:
    from lxml.etree import _Element as Element  # type: ignore[import-untyped]

LOST = frozenset({
    "document.made_by", "document.of", "document.warnings", "block.language", "block.pages", "block.boxes", "block.parsed",
    "block.situation", "block.computed", *HUMAN, "entity.optional", *(WORK_DETAILS - {"work.prefix"}), "label.decision",
})  # fmt: skip
NAMESPACE = "http://www.tei-c.org/ns/1.0"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NOT_NAME = re.compile(r"[^\w.-]")
ELEMENTS = {
    "heading": "head", "paragraph": "p", "list_item": "item", "quote": "quote", "footnote": "note", "reference": "bibl",
    "table": "table", "furniture": "fw",
}  # fmt: skip
"""The element of each block type; the others are `ab` with a type."""
GROUPS = {"list_item": "list", "reference": "listBibl"}
"""What blocks of a type in a row stand in together."""
_BESIDE = frozenset(f"{{{NAMESPACE}}}{name}" for name in ("pb", "fw", "note"))
_CLOSING, _CALLING, _OPENING = range(3)
"""What comes first where several things stand at one place."""
ENTITY_ELEMENTS = {"ORG": "orgName", "TREATY": "name", "PRINCIPLE": "term"}


def to_tei(documents: Iterable[Document], context: Context) -> Iterator[File]:
    """Yield an .xml for each document."""
    from lxml import etree  # type: ignore[import-untyped]

    for document in documents:
        root = etree.Element(f"{{{NAMESPACE}}}TEI", nsmap={None: NAMESPACE})
        _add_header(root, document, context.scheme)
        _add_text(root, document)
        _add_stand_off(root, document)
        yield File(f"{document.head.id}.xml", etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n")


def count_loss(document: Document) -> Counter[str]:
    """How many annotations cross a sentence, a cell or one another, and how many characters XML forbids."""
    return count_crossing(document, ((block, list_parts(block)) for block in document.blocks)) + count_forbidden(document)


def name_block(block_id: str) -> str:
    """The xml:id of a block, by its number in the document.

    >>> name_block("redes-cuencas/0012")
    'b.0012'
    """
    return "b." + _NOT_NAME.sub("_", block_id.rpartition("/")[2])


def name_source(source: str) -> str:
    """The xml:id of what made an annotation.

    >>> name_source("model:principles@3f9c")
    'by.model_principles_3f9c'
    """
    return "by." + _NOT_NAME.sub("_", source)


def _add(parent: Element, name: str, text: str | None = None, /, **features: str | None) -> Element:
    """A child with attributes; None leaves one out."""
    from lxml import etree

    told = {key: replace_forbidden(value) for key, value in features.items() if value}
    child = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", told)
    if text is not None:
        child.text = replace_forbidden(text)
    return child


def _name(element: Element, name: str) -> Element:
    element.set(XML_ID, name)
    return element


def _add_header(root: Element, document: Document, scheme: Scheme) -> None:
    head = document.head
    header = _add(root, "teiHeader")
    described = _add(header, "fileDesc")
    title = _add(described, "titleStmt")
    _add(title, "title", head.title or head.id)
    for author in head.authors:
        _add(title, "author", author)
    for source in sorted(_list_sources(document)):
        statement = _name(_add(title, "respStmt"), name_source(source))
        _add(statement, "resp", "annotation")
        _add(statement, "name", source)
    published = _add(described, "publicationStmt")
    _add(published, "publisher", f"surco {__version__}")
    _add(published, "idno", head.id, type="surco")
    _add_source(_add(described, "sourceDesc"), head)
    _add_encoding(header, scheme)
    if head.language:
        _add(_add(_add(header, "profileDesc"), "langUsage"), "language", head.language, ident=head.language)


def _add_source(described: Element, head: Head) -> None:
    source = _add(described, "bibl")
    for author in head.authors:
        _add(source, "author", author)
    _add(source, "title", head.title or head.id)
    if head.year is not None:
        _add(source, "date", str(head.year), when=f"{head.year:04}")
    if head.source is not None:
        told = {"path": head.source.path, "sha256": head.source.sha256, "format": head.source.format}
        for kind, value in told.items():
            _add(source, "idno", value, type=kind)
        if head.source.pages is not None:
            _add(source, "extent", f"{head.source.pages} pages")


def _add_encoding(header: Element, scheme: Scheme) -> None:
    encoding = _add(header, "encodingDesc")
    application = _add(_add(encoding, "appInfo"), "application", ident="surco", version=__version__)
    _add(application, "label", "Surco")
    declared = _add(encoding, "classDecl")
    taxonomies = {
        "principle": [(one.id, f"{one.name}: {one.description}") for one in scheme.principles],
        "stance": [("affirmed", "stated, claimed or described"), ("questioned", "denied, missed or criticised")],
    }
    for kind, categories in taxonomies.items():
        taxonomy = _name(_add(declared, "taxonomy"), kind)
        for name, words in categories:
            _add(_name(_add(taxonomy, "category"), f"{kind}.{name}"), "catDesc", words)


def _list_sources(document: Document) -> set[str]:
    return {source for block in document.blocks for source in list_sources(block) if source}


def _add_text(root: Element, document: Document) -> None:
    """The blocks, in a division for each heading, nested by level."""
    text = _add(root, "text")
    text.set(XML_LANG, document.head.language or "es")
    body = _add(text, "body")
    divisions = [(0, body)]
    group: tuple[str, Element] | None = None
    page: int | None = None
    for block in document.blocks:
        if block.type == "heading":
            level = block.level or 1
            while divisions[-1][0] >= level:
                divisions.pop()
            divisions.append((level, _add(divisions[-1][1], "div")))
        parent = divisions[-1][1]
        if block.pages and block.pages[0] != page and block.type not in GROUPS:
            page = block.pages[0]
            _add(parent, "pb", n=str(page))
        if block.type in GROUPS:
            if group is None or group[0] != block.type:
                group = block.type, _add(parent, GROUPS[block.type])
            parent = group[1]
        else:
            group = None
        _add_block(parent, block)
    if all(child.tag in _BESIDE for child in body):
        _add(body, "p")  # a body must hold more than notes and running heads


def _add_block(parent: Element, block: Block) -> None:
    name = ELEMENTS.get(block.type, "ab")
    kind = block.type if name in ("ab", "fw") else None
    element = _name(_add(parent, name, type=kind, n=block.marker), name_block(block.id))
    refs = deque(sorted(block.note_refs or (), key=lambda ref: ref.at))
    if block.type == "table":
        for line in list_lines(block.text):
            row = _add(element, "row")
            for start, end in line:
                _fill(_add(row, "cell"), block, start, end, refs)
    elif block.sentences:
        at = 0
        for start, end in block.sentences:
            _append(element, block.text[at:start])
            _fill(_add(element, "s"), block, start, end, refs)
            at = end
        _append(element, block.text[at:])
    else:
        _fill(element, block, 0, len(block.text), refs)


def list_lines(text: str) -> list[list[tuple[int, int]]]:
    """Where the cells of each line of a table's text stand.

    >>> list_lines("a\\tb\\n\\tc")
    [[(0, 1), (2, 3)], [(4, 4), (5, 6)]]
    """
    lines, at = [], 0
    for line in text.split("\n"):
        cells = []
        for cell in line.split("\t"):
            cells.append((at, at + len(cell)))
            at += len(cell) + 1
        lines.append(cells)
    return lines


def list_parts(block: Block) -> list[tuple[int, int]]:
    """The parts of a block that an annotation must lie in: sentences, cells, or the whole."""
    if block.type == "table":
        return [cell for line in list_lines(block.text) for cell in line]
    return list(block.sentences or ()) or [(0, len(block.text))]


def _fill(element: Element, block: Block, start: int, end: int, refs: deque[NoteRef]) -> None:
    """The text of a part, with its entities, citations and those note references that stand before its end."""
    acts: list[tuple[int, int, Event | NoteRef]] = [
        (event.at, _OPENING if event.opens else _CLOSING, event) for event in list_events(nest_regions(block, start, end))
    ]
    while refs and refs[0].at <= end:
        acts.append((max(refs[0].at, start), _CALLING, refs.popleft()))
    current, at = element, start
    for place, _, act in sorted(acts, key=lambda act: act[:2]):
        _append(current, block.text[at:place])
        at = place
        if isinstance(act, NoteRef):
            _add_call(current, act)
        elif act.opens:
            current = _open(current, act.mark, name_block(block.id))
        else:
            current = _leave(current)
    _append(current, block.text[at:end])


def _append(element: Element, text: str) -> None:
    """Text at the end of an element, after its last child where it has one."""
    if text:
        text = replace_forbidden(text)
        if len(element):
            element[-1].tail = (element[-1].tail or "") + text
        else:
            element.text = (element.text or "") + text


def _add_call(parent: Element, ref: NoteRef) -> None:
    if ref.note is None:
        _add(parent, "milestone", unit="note", n=ref.marker)
    else:
        _add(parent, "ptr", type="note", n=ref.marker, target=f"#{name_block(ref.note)}")


def _open(parent: Element, mark: Entity | Citation, block: str) -> Element:
    by = f"#{name_source(mark.source)}" if mark.source else None
    if isinstance(mark, Citation):
        listed = " ".join(f"#{name_block(work.reference)}" for work in mark.works if work.reference)
        cited = _add(parent, "ref", type="bibr", subtype=mark.kind, target=listed, resp=by)
        return _name(cited, name_citation(block, mark.start))
    principle = f"#principle.{mark.principle}" if mark.principle else None
    kind = "treaty" if mark.label == "TREATY" else None
    score = None if mark.score is None else repr(mark.score)
    return _add(parent, ENTITY_ELEMENTS[mark.label], type=kind, key=mark.id, ana=principle, resp=by, cert=score)


def _leave(element: Element) -> Element:
    parent = element.getparent()
    return element if parent is None else parent


def name_citation(block: str, start: int) -> str:
    """The xml:id of a citation, by its block's and its place."""
    return f"c.{block.removeprefix('b.')}.{start}"


def _add_stand_off(root: Element, document: Document) -> None:
    """The labels of passages, and the works that each citation cites."""
    labels = [(block, label) for block in document.blocks for label in block.labels or ()]
    cited = [(name_citation(name_block(block.id), one.start), one) for block in document.blocks for one in block.citations or ()]
    if not labels and not any(citation.works for _, citation in cited):
        return
    stand_off = _add(root, "standOff")
    if labels:
        group = _add(stand_off, "spanGrp", type="labels")
        for block, label in labels:
            _add_label(group, name_block(block.id), label)
    if any(citation.works for _, citation in cited):
        works = _add(stand_off, "listBibl", type="cited")
        for name, citation in cited:
            for work in citation.works:
                _add_work(works, name, work)


def _add_label(group: Element, block: str, label: Label) -> None:
    score = None if label.score is None else repr(label.score)
    by = f"#{name_source(label.source)}" if label.source else None
    ana = f"#principle.{label.principle} #stance.{label.stance}"
    _add(group, "span", target=f"#{block}", ana=ana, resp=by, cert=score)


def _add_work(works: Element, citation: str, work: Work) -> None:
    cited = _add(works, "bibl", corresp=f"#{citation}")
    if work.prefix:
        _add(cited, "note", work.prefix, type="prefix")
    for author in work.authors:
        _add(cited, "author", author)
    if work.year:
        _add(cited, "date", work.year)
    if work.locator:
        _add(cited, "citedRange", work.locator)
    if work.reference:
        _add(cited, "ptr", target=f"#{name_block(work.reference)}")
