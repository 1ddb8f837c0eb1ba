"""What a format cannot carry: named by the record and field it is lost from, counted, told in words and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

import msgspec
from msgspec import UNSET, Struct, structs

from surco import __version__
from surco.records import PASSAGES, UNMARKED, Block, Citation, Document, Entity, Head, Label, Work, replace

WORDS = {
    "document.source": "sources of documents (path, digest, format)",
    "document.title": "titles of documents",
    "document.authors": "lists of a document's authors",
    "document.year": "years of documents",
    "document.language": "languages of documents",
    "document.made_by": "records of what a document was made by",
    "document.of": "records of whose annotation an adjudicated document joins",
    "document.warnings": "warnings about documents",
    "block.type": "types of blocks",
    "block.marker": "markers of list items and notes",
    "block.level": "levels of headings",
    "block.rows": "tables as cells",
    "block.language": "languages of blocks",
    "block.section": "headings that a block stands under",
    "block.pages": "pages of blocks",
    "block.boxes": "places of blocks on pages",
    "block.sentences": "sentences",
    "block.entities": "entities",
    "block.citations": "citations",
    "block.note_refs": "note references",
    "block.labels": "labels of passages",
    "block.parsed": "parsed bibliography entries",
    "block.situation": "situations of blocks",
    "block.status": "states of annotation (done, open)",
    "block.annotated_at": "times of annotation",
    "block.scheme": "versions of the scheme on blocks",
    "block.text_sha256": "digests of texts",
    "block.computed": "layers or lists that are absent, not told from empty ones",
    "entity.id": "ids of organisations and instruments",
    "entity.principle": "principles of entities",
    "entity.source": "records of what made an entity",
    "entity.score": "scores of entities",
    "entity.optional": "entities marked as optional",
    "citation.kind": "kinds of citations",
    "citation.source": "records of what made a citation",
    "citation.works": "cited works",
    "label.stance": "stances of labels",
    "label.score": "scores of labels",
    "label.source": "records of what made a label",
    "label.decision": "decisions on labels (yes, unsure)",
    "work.et_al": "marks of et al. in cited works",
    "work.original_year": "original years of cited works",
    "work.date": "dates of works dated by day",
    "work.locator": "locators of cited works",
    "work.prefix": "lead-ins of cited works",
    "work.via": "links from a work to the one it is cited from",
    "work.reference": "links from a cited work to its bibliography entry",
    "work.candidates": "lists of several entries that may be meant",
    "text.edges": "blocks that begin or end with a blank, which is cut off",
    "text.forbidden": "characters that XML forbids, replaced by U+FFFD",
    "text.units": "passages whose sentences the format cannot split, one unit each",
    "text.crossing": "annotations that cross the end of a sentence, left out",
}
"""What is lost, in words that follow a number."""
HEADS = frozenset(name for name in WORDS if name.startswith("document."))
WORK_DETAILS = frozenset(name for name in WORDS if name.startswith("work.")) - {"work.locator", "work.reference"}
HUMAN = frozenset({"block.status", "block.annotated_at", "block.scheme", "block.text_sha256"})
LAYERS = ("entities", "citations", "labels")
_EACH = frozenset({"block.sentences", "block.entities", "block.citations", "block.note_refs", "block.labels", "citation.works"})
_KINDS: dict[str, type[Struct]] = {"document": Head, "block": Block, "entity": Entity, "citation": Citation, "work": Work,
          "label": Label}  # fmt: skip
_DEFAULTS = {
    f"{kind}.{field.name}": field.default
    for kind, record in _KINDS.items()
    for field in structs.fields(record)
    if field.default is not msgspec.NODEFAULT
}

Count = Callable[[Document], "Counter[str]"]


class Report(Struct, frozen=True, kw_only=True):
    """The loss report of one export: what it holds, what the format lost, what the filters left out, who checked it."""

    format: str
    made_by: str = f"surco {__version__}"
    documents: int
    blocks: int
    passages: int
    lost: dict[str, int]
    left_out: dict[str, int]
    checked: str


class Tally:
    """Counts what goes through it on its way to a format."""

    def __init__(self, lost: Collection[str], extra: Count | None = None) -> None:
        self.documents = self.blocks = self.passages = 0
        self.lost: Counter[str] = Counter()
        self._features = sorted(lost)
        self._extra = extra

    def watch(self, documents: Iterable[Document]) -> Iterator[Document]:
        """Yield the documents unchanged."""
        for document in documents:
            self.documents += 1
            self.blocks += len(document.blocks)
            self.passages += sum(block.is_passage for block in document.blocks)
            self.lost += count_features(document, self._features)
            if self._extra is not None:
                self.lost += self._extra(document)
            yield document


def count_features(document: Document, features: Iterable[str]) -> Counter[str]:
    """How many of each feature a document has.

    >>> one = Block(id="a/1", type="list_item", text="Uno.", marker="a)", labels=(Label("equidad", "affirmed", 0.9),))
    >>> count_features(Document(Head("a"), (one,)), ["block.marker", "label.score", "block.pages"])
    Counter({'block.marker': 1, 'label.score': 1})
    """
    found: Counter[str] = Counter()
    wanted: dict[str, list[tuple[str, str, object]]] = {}
    for feature in features:
        kind, _, field = feature.partition(".")
        if feature in _DEFAULTS:
            wanted.setdefault(kind, []).append((feature, field, _DEFAULTS[feature]))
        elif feature == "block.computed":
            found[feature] = sum(_count_unsettled(block) for block in document.blocks)
    for kind, record in _iterate_records(document):
        for feature, field, default in wanted.get(kind, ()):
            value = getattr(record, field)
            if value == () != default:
                found["block.computed"] += feature != "block.section"  # counted with the layers
            elif value != default:
                found[feature] += len(value) if feature in _EACH else 1
    return +found


def _iterate_records(document: Document) -> Iterator[tuple[str, Struct]]:
    yield "document", document.head
    for block in document.blocks:
        yield "block", block
        for entity in block.entities or ():
            yield "entity", entity
        for citation in block.citations or ():
            yield "citation", citation
            for work in citation.works:
                yield "work", work
        for label in block.labels or ():
            yield "label", label


def drop_features(document: Document, features: Collection[str]) -> Document:
    """The document as a format leaves it that cannot carry these features.

    >>> one = Block(id="a/1", type="paragraph", text="Uno.", pages=(3,), labels=(Label("equidad", "affirmed", 0.9),))
    >>> drop_features(Document(Head("a"), (one,)), ["block.pages", "label.score"]).blocks[0].labels
    (Label(principle='equidad', stance='affirmed', score=None, source='', decision=None),)
    """
    changes: dict[str, dict[str, Any]] = {kind: {} for kind in _KINDS}
    for feature in features:
        if feature in _DEFAULTS:
            kind, _, field = feature.partition(".")
            changes[kind][field] = _DEFAULTS[feature]
    settled = "block.computed" in features
    head = structs.replace(document.head, **changes["document"])
    return Document(head, tuple(_drop_from_block(block, changes, settled=settled) for block in document.blocks))


def _drop_from_block(block: Block, changes: dict[str, dict[str, Any]], *, settled: bool) -> Block:
    layers: dict[str, Any] = {}
    for name, kind in (("entities", "entity"), ("citations", "citation"), ("labels", "label")):
        records = getattr(block, name)
        if records:
            layers[name] = tuple(structs.replace(record, **changes[kind]) for record in records)
    block = replace(block, **(layers | changes["block"]))
    return settle_layers(block) if settled else block


def settle_layers(block: Block) -> Block:
    """The block with each layer that its type may have empty rather than absent, and other lists absent where empty.

    >>> settle_layers(Block(id="a/1", type="heading", text="Uno", labels=())).entities
    ()
    """
    changes: dict[str, Any] = {}
    for name in LAYERS:
        if not getattr(block, name):
            changes[name] = () if _may_have(block, name) else UNSET
    if not block.section:
        changes["section"] = UNSET
    return replace(block, **changes)


def _may_have(block: Block, layer: str) -> bool:
    return block.type in PASSAGES if layer == "labels" else block.type not in UNMARKED


def _count_unsettled(block: Block) -> int:
    settled = settle_layers(block)
    return sum(getattr(settled, name) is not getattr(block, name) for name in (*LAYERS, "section") if not getattr(block, name))


def encode_report(report: Report) -> bytes:
    """The report as JSON, indented, with the words for each count."""
    content = msgspec.to_builtins(report) | {"words": list(describe_losses(report))}
    return msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n"


def describe_losses(report: Report) -> Iterator[str]:
    """Yield the lines of a report for people."""
    yield f"{report.format}: {report.documents:,} documents, {report.blocks:,} blocks, {report.passages:,} of them passages"
    if report.left_out:
        yield "left out, as the filters say:"
        yield from _list_counts(report.left_out, report.left_out)
    if report.lost:
        yield f"what {report.format} cannot carry:"
        yield from _list_counts(report.lost, {name: WORDS[name] for name in report.lost})
    else:
        yield f"nothing was lost: {report.format} carries all that is here"
    yield f"how the format is checked: {report.checked}"


def _list_counts(counts: dict[str, int], words: Any) -> Iterator[str]:
    wide = max(len(f"{count:,}") for count in counts.values())
    for name, count in counts.items():
        yield f"  {count:>{wide},} {words[name] if words is not counts else name}"


