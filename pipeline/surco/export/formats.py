"""The formats by name: what writes each, what reads it, what it cannot carry, which blocks go into it, who checked it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from msgspec import Struct, structs

from surco.export import (
    brat,
    cas,
    conllu,
    docbin,
    doccano,
    jsonlines,
    label_studio,
    parquet,
    prodigy,
    tables,
    tei,
    vrt,
    webanno,
    webannotation,
)
from surco.export.context import Context
from surco.export.files import REPORT, REPORT_JSON, File, write_files
from surco.export.importing import Imported
from surco.export.loss import Count, Report, Tally, describe_losses, encode_report
from surco.export.selection import Selection, select_documents
from surco.export.texts import count_edges, count_forbidden
from surco.jsonl import write_bytes
from surco.records import PASSAGES, Document

Write = Callable[[Iterable[Document], Context], Iterator[File]]
Read = Callable[[Iterable[File], Context], Iterator[Imported]]


class Format(Struct, frozen=True):
    """A format: `types` are the blocks that go into it unless others are chosen, empty for all."""

    write: Write
    lost: frozenset[str]
    checked: str
    read: Read | None = None
    types: tuple[str, ...] = ()
    extra: Count | None = None


PASSAGE_TYPES = tuple(sorted(PASSAGES))
FORMATS: dict[str, Format] = {
    "brat": Format(brat.to_brat, brat.LOST, "read back by surco, quote by quote", brat.from_brat),
    "cas": Format(cas.to_cas, cas.LOST, "read back by dkpro-cassis", cas.from_cas, extra=count_forbidden),
    "conllu": Format(conllu.to_conllu, conllu.LOST, "read by the conllu library", extra=conllu.count_loss),
    "csv": Format(tables.to_csv, tables.LOST, "read by pandas and DuckDB"),
    "doccano": Format(
        doccano.to_doccano, doccano.LOST, "read back by surco; imported by a doccano server in the tests of surco push",
        doccano.from_doccano, PASSAGE_TYPES, count_edges,
    ),
    "jsonl": Format(jsonlines.to_jsonl, jsonlines.LOST, "read by pandas and DuckDB", types=PASSAGE_TYPES),
    "label-studio": Format(
        label_studio.to_label_studio, label_studio.LOST, "an example compared by hand with Label Studio's documentation",
        label_studio.from_label_studio, PASSAGE_TYPES,
    ),
    "parquet": Format(parquet.to_parquet, parquet.LOST, "read by pandas and DuckDB"),
    "prodigy": Format(
        prodigy.to_prodigy, prodigy.LOST, "an example compared by hand with Prodigy's documentation", types=PASSAGE_TYPES
    ),
    "spacy": Format(docbin.to_spacy, docbin.LOST, "read by spaCy", types=PASSAGE_TYPES),
    "tei": Format(tei.to_tei, tei.LOST, "an example compared by hand with TEI's specifications; all but standOff valid by the schema of TEI 3.0", extra=tei.count_loss),
    "vrt": Format(vrt.to_vrt, vrt.LOST, "parsed as XML, word by word; a fixed example; not read by CWB itself", extra=vrt.count_loss),
    "webanno": Format(
        webanno.to_webanno, webanno.LOST, "an example compared by hand with INCEpTION's documentation and source",
        webanno.from_webanno, extra=webanno.count_loss,
    ),
    "webannotation": Format(
        webannotation.to_webannotation, webannotation.LOST, "read by rdflib as JSON-LD, with W3C's context"
    ),
}  # fmt: skip
IMPORTABLE = tuple(name for name, one in FORMATS.items() if one.read is not None)


def export_documents(
    documents: Iterable[Document], name: str, folder: Path, context: Context, selection: Selection
) -> Report:
    """Write the selected documents into a folder in a format of FORMATS, with the loss report beside them.

    Raises SurcoError where something cannot be written.
    """
    report, files = count_export(documents, name, context, selection)
    write_files(files, folder)
    told = report()
    write_bytes(encode_report(told), folder / REPORT_JSON)
    write_bytes("".join(line + "\n" for line in describe_losses(told)).encode(), folder / REPORT)
    return told


def count_export(
    documents: Iterable[Document], name: str, context: Context, selection: Selection
) -> tuple[Callable[[], Report], Iterator[File]]:
    """The files of an export, and what tells its report once they are through."""
    chosen = FORMATS[name]
    tally, left_out = Tally(chosen.lost, chosen.extra), Counter[str]()
    selection = structs.replace(selection, types=selection.types or chosen.types)
    selected = select_documents(documents, selection, left_out)

    def report() -> Report:
        return Report(
            format=name, documents=tally.documents, blocks=tally.blocks, passages=tally.passages,
            lost=dict(sorted(tally.lost.items())), left_out=dict(sorted((+left_out).items())), checked=chosen.checked,
        )  # fmt: skip

    return report, chosen.write(tally.watch(selected), context)
