"""The elements of body and back matter → by which function each of them is read into pieces."""

from __future__ import annotations

from functools import partial

from surco.extract.jats.front import read_abstract, read_affiliation, read_contributors, read_keywords
from surco.extract.jats.inline import Run
from surco.extract.jats.lists import read_definitions, read_list
from surco.extract.jats.notes import clean_marker, cut_marker
from surco.extract.jats.printed import pop_text, read_text
from surco.extract.jats.reader import ReadBlock, Reader
from surco.extract.jats.references import read_reference
from surco.extract.jats.tables import read_display, read_figure, read_table
from surco.extract.jats.tree import Element


def _read_note(reader: Reader, note: Element) -> None:
    """A footnote, an endnote where its group has a title, or a caption where it stands below a table."""
    marker = clean_marker(pop_text(note, "label"))
    called = reader.notes.called.get(note.get("id") or "", "")
    own = cut_marker(note, called or marker)
    group = note.getparent()
    in_table = any(parent.tag in ("table-wrap", "table-wrap-foot") for parent in note.iterancestors())
    run = Run("caption" if in_table else "footnote", note, marker or own or called or None)
    run.endnote = group is not None and group.tag == "fn-group" and group.find("title") is not None
    reader.read_run(run)


def _read_quote(reader: Reader, element: Element) -> None:
    """A quotation, its source at the end of its last paragraph."""
    for attribution in element.findall("attrib"):
        before = attribution.getprevious()
        if before is not None and before.tag == "p":
            before.append(attribution)
    reader.read_section(element, prose="quote")


def _read_verses(reader: Reader, element: Element) -> None:
    reader.read_run(Run("quote", element))


def _read_alternatives(reader: Reader, element: Element) -> None:
    """The first form that is a block and holds text."""
    form = next((form for form in element if form.tag in BLOCKS and read_text(form)), None)
    if form is not None:
        reader.read_block(form)


BLOCKS: dict[str, ReadBlock] = {
    "p": Reader.read_prose, "title": Reader.read_prose, "speech": Reader.read_prose, "preformat": Reader.read_prose,
    "sec": Reader.read_section, "boxed-text": Reader.read_section, "abstract": read_abstract,
    "fn": _read_note, "disp-quote": _read_quote, "verse-group": _read_verses,
    "list": read_list, "def-list": read_definitions, "disp-formula": read_display,
    "fig": read_figure, "fig-group": read_figure, "table-wrap": read_figure, "table-wrap-group": read_figure,
    "supplementary-material": read_figure, "media": read_figure, "graphic": read_figure,
    "table": read_table, "array": read_table, "tgroup": read_table,
    "table-wrap-foot": partial(Reader.read_section, prose="caption"), "alternatives": _read_alternatives,
    "ref": read_reference, "kwd-group": read_keywords, "contrib-group": read_contributors, "aff": read_affiliation,
}  # fmt: skip
