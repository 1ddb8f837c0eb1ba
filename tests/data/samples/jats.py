"""Turns the blocks of a sample into a JATS article in the manner of SciELO."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from bibliography import BETWEEN_AUTHORS, Entry, read_entries
from markup import Printed, Run
from truth import ISSUE_YEAR

PROLOGUE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Publishing DTD v1.1 20151215//EN" '
    '"JATS-journalpublishing1.dtd">\n'
)
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
JOURNAL, ISSN = "Orillas. Revista Sur-Sur de Estudios Regionales", "0000-2049"
# elements that stand in running text; every other one ends its line
INLINE_TAGS = frozenset({"italic", "sc", "sup", "xref"})
STYLES = {"italic": "italic", "smallcaps": "sc"}
# how a list's first marker is named: `a)`, `1.`, `•`
LIST_TYPES = ((re.compile(r"[a-z]\W"), "alpha-lower"), (re.compile(r"\d+\W"), "order"), (re.compile(r"."), "bullet"))
# `“Provincias sin voz”, en _Cuadernos_`
QUOTED_TITLE = re.compile(r"[“«](?P<title>.+?)[”»]")

def make_jats(blocks: Sequence[Printed]) -> bytes:
    """The XML of an article whose blocks are placed: ids, languages and links are those of the truth."""
    article = Element("article", {"article-type": "research-article", XML_LANG: "es"})
    references = [printed for printed in blocks if printed.word == "ref"]
    ids = {printed.block.id: f"B{number}" for number, printed in enumerate(references, start=1)}
    _add_front(article, blocks)
    _add_body(_add(article, "body"), blocks, ids)
    _add_back(_add(article, "back"), blocks, ids)
    return f"{PROLOGUE}{ElementTree.tostring(article, encoding='unicode')}\n".encode()


def _add(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    element = ElementTree.SubElement(parent, tag, {name.replace("_", "-"): value for name, value in attributes.items()})
    element.text = text or None
    element.tail = None if tag in INLINE_TAGS else "\n"
    return element


def _add_text(parent: Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


# ---- words


def _add_runs(parent: Element, printed: Printed, ids: dict[str, str]) -> None:
    """Add a block's words; a citation that is linked becomes one `xref`, or one for each of its works."""
    for index, group in groupby(printed.runs, key=lambda run: run.citation):
        runs = list(group)
        works = (printed.block.citations or ())[index].works if index is not None else ()
        targets = [ids.get(work.reference or "", "") for work in works]
        if not any(targets):
            _add_styled(parent, runs)
        elif len(runs) == 1:
            _add_xrefs(parent, runs[0].text, targets)
        else:
            _add_styled(_add(parent, "xref", ref_type="bibr", rid=next(filter(None, targets))), runs)


def _add_xrefs(parent: Element, text: str, targets: Sequence[str]) -> None:
    opening, inner, closing = ("(", text[1:-1], ")") if text[0] + text[-1] == "()" else ("", text, "")
    parts = inner.split("; ") if inner.count("; ") == len(targets) - 1 else [inner]
    _add_text(parent, opening)
    for number, (part, target) in enumerate(zip(parts, targets, strict=False)):
        if number:
            _add_text(parent, "; ")
        target = target or next(filter(None, targets)) if len(parts) == 1 else target
        if target:
            _add(parent, "xref", part, ref_type="bibr", rid=target)
        else:
            _add_text(parent, part)
    _add_text(parent, closing)


def _add_styled(parent: Element, runs: Iterable[Run]) -> None:
    for run in runs:
        if run.style == "call":
            _add(_add(parent, "xref", ref_type="fn", rid=f"fn{run.text}"), "sup", run.text)
        elif run.style in STYLES:
            _add(parent, STYLES[run.style], run.text)
        else:
            _add_text(parent, run.text)


# ---- front


def _add_front(article: Element, blocks: Sequence[Printed]) -> None:
    front = _add(article, "front")
    journal = _add(front, "journal-meta")
    _add(_add(journal, "journal-title-group"), "journal-title", JOURNAL)
    _add(journal, "issn", ISSN, pub_type="ppub")
    meta = _add(front, "article-meta")
    for printed in blocks:
        if printed.word == "title":
            _add_runs(_add(_add(meta, "title-group"), "article-title"), printed, {})
    _add_contributors(meta, blocks)
    _add(_add(meta, "pub-date", pub_type="ppub"), "year", str(ISSUE_YEAR))
    for tag, text in (("volume", "9"), ("issue", "2"), ("fpage", "41")):
        _add(meta, tag, text)
    for label, printed in zip(blocks, blocks[1:], strict=False):
        if printed.word == "abstract":
            _add_abstract(meta, label, printed)
    for printed in blocks:
        if printed.word == "keywords":
            _add_keywords(meta, printed)


def _add_contributors(meta: Element, blocks: Sequence[Printed]) -> None:
    group = _add(meta, "contrib-group")
    affiliations = [printed.block.text for printed in blocks if printed.word == "affiliation"]
    for number, author in enumerate((printed.block.text for printed in blocks if printed.word == "author"), start=1):
        given, _, surname = author.partition(" ")
        contributor = _add(group, "contrib", contrib_type="author")
        name = _add(contributor, "name")
        _add(name, "surname", surname)
        _add(name, "given-names", given)
        _add(contributor, "xref", ref_type="aff", rid=f"aff{min(number, len(affiliations))}")
    for number, text in enumerate(affiliations, start=1):
        _add(_add(meta, "aff", id=f"aff{number}"), "institution", text, content_type="original")


def _add_abstract(meta: Element, label: Printed, printed: Printed) -> None:
    translated = printed.block.language != "es"
    abstract = _add(meta, "trans-abstract" if translated else "abstract")
    if translated:
        abstract.set(XML_LANG, printed.block.language or "")
    if label.word == "label":
        _add(abstract, "title", label.block.text)
    _add_runs(_add(abstract, "p"), printed, {})


def _add_keywords(meta: Element, printed: Printed) -> None:
    title, _, words = printed.block.text.partition(": ")
    group = _add(meta, "kwd-group")
    group.set(XML_LANG, printed.block.language or "")
    _add(group, "title", f"{title}:")
    for word in re.split(r"[,;] ", words.rstrip(".")):
        _add(group, "kwd", word)


# ---- body


def _add_body(body: Element, blocks: Sequence[Printed], ids: dict[str, str]) -> None:
    levels: list[Element] = [body]
    for word, group in groupby(_list_body(blocks), key=lambda printed: printed.word):
        if word == "item":
            _add_list(levels[-1], list(group), ids)
            continue
        for printed in group:
            if word == "heading":
                del levels[printed.block.level or 1 :]
                levels.append(_add(levels[-1], "sec"))
            BODY_WRITERS.get(word, _add_paragraph)(levels[-1], printed, ids)


def _list_body(blocks: Sequence[Printed]) -> list[Printed]:
    front = {"title", "author", "affiliation", "label", "abstract", "keywords"}
    return [printed for printed in blocks if printed.word not in front | {"note", "bibliography", "ref"}]


def _add_paragraph(parent: Element, printed: Printed, ids: dict[str, str]) -> None:
    _add_runs(_add(parent, "p"), printed, ids)


def _add_heading(parent: Element, printed: Printed, ids: dict[str, str]) -> None:
    _add_runs(_add(parent, "title"), printed, ids)


def _add_quote(parent: Element, printed: Printed, ids: dict[str, str]) -> None:
    _add_runs(_add(_add(parent, "disp-quote"), "p"), printed, ids)


def _add_list(parent: Element, items: Sequence[Printed], ids: dict[str, str]) -> None:
    marker = items[0].block.marker or ""
    name = next(name for pattern, name in LIST_TYPES if pattern.match(marker))
    group = _add(parent, "list", list_type=name)
    for printed in items:
        item = _add(group, "list-item")
        _add(item, "label", printed.block.marker or "")
        _add_runs(_add(item, "p"), printed, ids)


def _add_caption(parent: Element, printed: Printed, ids: dict[str, str]) -> None:
    """Begin a table: `Cuadro 1. Decisiones…` is its label and title."""
    wrap = _add(parent, "table-wrap", id="t" + printed.block.id.rpartition("/")[2])
    label, dot, _ = printed.block.text.partition(". ")
    _add(wrap, "label", label + dot.strip())
    first = Run(printed.runs[0].text.removeprefix(label + dot), printed.runs[0].style, printed.runs[0].citation)
    title = Printed(printed.word, printed.block, (first, *printed.runs[1:]))
    _add_runs(_add(_add(wrap, "caption"), "title"), title, ids)


def _add_table(parent: Element, printed: Printed, _: dict[str, str]) -> None:
    table = _add(parent[-1], "table")
    for number, row in enumerate(printed.cells):
        part = _add(table, "thead") if number == 0 else table[1] if number > 1 else _add(table, "tbody")
        line = _add(part, "tr")
        for cell in row:
            _add_styled(_add(line, "td" if number else "th"), cell)


def _add_source(parent: Element, printed: Printed, ids: dict[str, str]) -> None:
    _add_runs(_add(_add(_add(parent[-1], "table-wrap-foot"), "fn"), "p"), printed, ids)


BODY_WRITERS: dict[str, Callable[[Element, Printed, dict[str, str]], None]] = {
    "heading": _add_heading, "quote": _add_quote, "caption": _add_caption, "table": _add_table, "source": _add_source,
}  # fmt: skip


# ---- back


def _add_back(back: Element, blocks: Sequence[Printed], ids: dict[str, str]) -> None:
    references = _add(back, "ref-list")
    notes = _add(back, "fn-group")
    entries = {entry.id: entry for entry in read_entries(printed.block for printed in blocks if printed.word == "ref")}
    for printed in blocks:
        if printed.word == "bibliography":
            _add(references, "title", printed.block.text)
        elif printed.word == "ref":
            _add_reference(_add(references, "ref", id=ids[printed.block.id]), printed, entries[printed.block.id])
        elif printed.word == "note":
            note = _add(notes, "fn", fn_type="other", id=f"fn{printed.block.marker}")
            _add(note, "label", printed.block.marker or "")
            _add_runs(_add(note, "p"), printed, ids)


def _add_reference(parent: Element, printed: Printed, entry: Entry) -> None:
    """Add an entry as printed and, beside it, its parts as far as they are plain to see."""
    _add_styled(_add(parent, "mixed-citation"), printed.runs)
    source = next((run.text for run in printed.runs if run.style == "italic"), "")
    quoted = QUOTED_TITLE.search(printed.block.text)
    citation = _add(parent, "element-citation", publication_type="journal" if quoted else "book")
    _add_names(_add(citation, "person-group", person_group_type="author"), entry)
    _add(citation, "year", entry.year)
    if quoted:
        _add(citation, "article-title", quoted["title"])
    if source:
        _add(citation, "source", source)


def _add_names(group: Element, entry: Entry) -> None:
    parts = [part.strip() for name in BETWEEN_AUTHORS.split(entry.names) for part in name.split(",")]
    if not entry.is_person or len(parts) % 2:
        _add(group, "collab", entry.names)
        return
    for surname, given in zip(parts[::2], parts[1::2], strict=True):
        name = _add(group, "name")
        _add(name, "surname", surname)
        _add(name, "given-names", given)
