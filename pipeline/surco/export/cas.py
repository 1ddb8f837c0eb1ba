"""Documents ⇄ UIMA CAS XMI with its type system, by dkpro-cassis: what INCEpTION imports and exports."""

from __future__ import annotations

import io
import re
import warnings
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from surco.export.context import Context
from surco.export.files import File
from surco.export.importing import Imported
from surco.export.texts import frame_block, join_blocks, list_units, replace_forbidden
from surco.records import Block, Citation, Document, Entity, FormatError, Head, Label, Work, replace

if TYPE_CHECKING:
    from cassis import Cas, TypeSystem
    from cassis.typesystem import FeatureStructure

LOST = frozenset({"text.forbidden"})
TYPES_NAME = "TypeSystem.xml"
SENTENCE = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence"
PREFIX = "webanno.custom.Surco"
FEATURES = {
    "Document": ("identifier", "title", "record"),
    "Block": ("identifier", "kind", "language", "section", "record"),
    "Citation": ("kind", "source", "works"),
    "Entity": ("label", "identifier", "principle", "source", "score", "optional"),
    "Label": ("principle", "stance", "source", "score", "decision"),
    "NoteRef": ("marker", "note"),
}
"""Layers and their features, all strings; `record` is JSON of what has no feature of its own, `works` one work a line."""
_UNSAFE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# <?xml version="1.0" encoding="UTF-16"?>, or no sign of "<" at the beginning
_ENCODED = re.compile(rb"(?:\xef\xbb\xbf)?(?:[^<]|<\0|<\?xml[^>]*encoding=[\"'](?!utf-8[\"']))", re.IGNORECASE)


@lru_cache(maxsize=1)
def make_types() -> TypeSystem:
    """The type system: a layer for each kind of record, and DKPro's sentences."""
    from cassis import TypeSystem

    types = TypeSystem()
    for name, features in FEATURES.items():
        kind = types.create_type(PREFIX + name, "uima.tcas.Annotation")
        for feature in features:
            types.create_feature(kind, feature, "uima.cas.String")
    types.create_type(SENTENCE, "uima.tcas.Annotation")
    return types


def to_cas(documents: Iterable[Document], context: Context) -> Iterator[File]:
    """Yield TypeSystem.xml, and an .xmi for each document."""
    types = make_types()
    yield File(TYPES_NAME, types.to_xml().encode())
    for document in documents:
        yield File(f"{document.head.id}.xmi", _fill_cas(document, types).to_xmi().encode())


def _fill_cas(document: Document, types: TypeSystem) -> Cas:
    from cassis import Cas

    joined = join_blocks(document.blocks)
    head = document.head
    cas = Cas(
        typesystem=types, sofa_string=replace_forbidden(joined.text), sofa_mime="text/plain",
        document_language=head.language or "x-unspecified",
    )  # fmt: skip
    kinds = {name: types.get_type(PREFIX + name) for name in FEATURES}
    whole = {"identifier": head.id, "title": head.title, "record": _encode(head)}
    cas.add(kinds["Document"](begin=0, end=len(joined.text), **_clean(whole)))
    sentence = types.get_type(SENTENCE)
    for block, shift in zip(document.blocks, joined.starts, strict=True):
        for kind, start, end, features in list_structures(block):
            cas.add(kinds[kind](begin=start + shift, end=end + shift, **_clean(features)))
        for start, end in block.sentences or list_units(block):
            cas.add(sentence(begin=start + shift, end=end + shift))
    return cas


def list_structures(block: Block) -> Iterator[tuple[str, int, int, dict[str, str | None]]]:
    """Yield (kind, start, end, features) for a block and what is annotated in it; code points into its own text."""
    size, section = len(block.text), " › ".join(block.section or ()) or None
    whole = {"identifier": block.id, "kind": block.type, "language": block.language, "section": section}
    yield "Block", 0, size, whole | {"record": _encode(frame_block(block))}
    for entity in block.entities or ():
        told = {"label": entity.label, "identifier": entity.id, "principle": entity.principle, "source": entity.source or None}
        scored = {"score": _name_score(entity.score), "optional": "true" if entity.optional else None}
        yield "Entity", entity.start, entity.end, told | scored
    for citation in block.citations or ():
        works = "\n".join(map(_encode, citation.works)) or None
        told = {"kind": citation.kind, "source": citation.source or None, "works": works}
        yield "Citation", citation.start, citation.end, told
    for label in block.labels or ():
        told = {"principle": label.principle, "stance": label.stance, "source": label.source or None}
        yield "Label", 0, size, told | {"score": _name_score(label.score), "decision": label.decision}
    for ref in block.note_refs or ():
        yield "NoteRef", ref.at, ref.at, {"marker": ref.marker, "note": ref.note}


def _name_score(score: float | None) -> str | None:
    return None if score is None else repr(score)


def _encode(record: Head | Block | Work) -> str:
    return msgspec.json.encode(record).decode()


def _clean(features: dict[str, str | None]) -> dict[str, str]:
    return {name: replace_forbidden(value) for name, value in features.items() if value is not None}


def from_cas(files: Iterable[File], context: Context) -> Iterator[Imported]:
    """Yield the document of each .xmi; raises FormatError for a DTD, another encoding, or annotations of no block."""
    for file in files:
        if file.name.endswith(".xmi"):
            yield Imported(file.name, _read_cas(file))


def _read_cas(file: File) -> Document:
    from cassis import load_cas_from_xmi
    from lxml import etree  # type: ignore[import-untyped]

    if _UNSAFE.search(file.data) or _ENCODED.match(file.data):
        raise FormatError(f"{file.name}: a DTD or another encoding than UTF-8; export it again as UIMA CAS XMI (XML 1.0)")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # types of other layers, which are passed over
            cas = load_cas_from_xmi(io.BytesIO(file.data), typesystem=make_types(), lenient=True)
        return _build_document(cas)
    except (etree.LxmlError, msgspec.MsgspecError, KeyError, TypeError, ValueError) as error:
        raise FormatError(f"{file.name}: {str(error).splitlines()[0]}; was this exported by surco, and from INCEpTION as XMI?") from error


def _build_document(cas: Cas) -> Document:
    text = cas.sofa_string or ""
    heads = [msgspec.json.decode(one.record, type=Head) for one in cas.select(PREFIX + "Document") if one.record]
    frames = [one for one in cas.select(PREFIX + "Block") if one.record]
    if len(heads) != 1 or not frames:
        raise ValueError("no document or blocks of surco's in it")
    starts = [frame.begin for frame in frames]
    inside: list[dict[str, list[FeatureStructure]]] = [{} for _ in frames]
    for kind in ("Entity", "Citation", "Label"):
        for one in cas.select(PREFIX + kind):
            place = bisect_right(starts, one.begin) - 1
            if place < 0 or one.end > frames[place].end:
                raise ValueError(f"{text[one.begin : one.end][:40]!r} lies in no block, or in two")
            inside[place].setdefault(kind, []).append(one)
    return Document(heads[0], tuple(_build_block(frame, own, text) for frame, own in zip(frames, inside, strict=True)))


def _build_block(frame: FeatureStructure, marks: dict[str, list[FeatureStructure]], text: str) -> Block:
    own = text[frame.begin : frame.end]
    block = replace(msgspec.json.decode(frame.record, type=Block), text=own)
    entities = tuple(_read_entity(one, frame.begin, own) for one in marks.get("Entity", ()))
    citations = tuple(_read_citation(one, frame.begin, own) for one in marks.get("Citation", ()))
    labels = tuple(_read_label(one) for one in marks.get("Label", ()))
    layers = {"entities": entities, "citations": citations, "labels": labels}
    return replace(block, **{name: marked for name, marked in layers.items() if marked})


def _read_entity(one: FeatureStructure, shift: int, text: str) -> Entity:
    start, end = one.begin - shift, one.end - shift
    told = {"start": start, "end": end, "label": one.label, "text": text[start:end], "id": one.identifier}
    told |= {"principle": one.principle, "source": one.source or "", "score": one.score, "optional": one.optional == "true"}
    return msgspec.convert(told, Entity, strict=False)


def _read_citation(one: FeatureStructure, shift: int, text: str) -> Citation:
    start, end = one.begin - shift, one.end - shift
    works = [msgspec.json.decode(line, type=Work) for line in (one.works or "").splitlines()]
    told = {"start": start, "end": end, "kind": one.kind, "text": text[start:end], "source": one.source or "", "works": works}
    return msgspec.convert(told, Citation)


def _read_label(one: FeatureStructure) -> Label:
    told = {"principle": one.principle, "stance": one.stance, "source": one.source or "", "score": one.score}
    return msgspec.convert(told | {"decision": one.decision}, Label, strict=False)
