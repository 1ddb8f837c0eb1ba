"""Front matter → titles, authors, affiliations, notes, abstracts and keywords."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from surco.extract.assemble import Piece
from surco.extract.jats.inline import Run
from surco.extract.jats.printed import join_label, join_parts, pop_text, read_text
from surco.extract.jats.reader import ReadBlock, Reader
from surco.extract.jats.references import read_name, read_product
from surco.extract.jats.tree import Element

NAMES = frozenset({"name", "string-name", "collab", "anonymous"})
AUTHORS = frozenset({"author", "authors", ""})
AFFILIATIONS = frozenset({"aff", "bio", "on-behalf-of"})
KEYWORDS = ("kwd", "compound-kwd-part", "unstructured-kwd-group")
TRANSLATED = frozenset({"title-group", "abstract", "trans-abstract", "kwd-group"})
"""What the front matter of a translation adds to that of the article."""


def read_front(reader: Reader, front: Element, *, whole: bool) -> None:
    """The front matter in its order; of a translation what the original lacks."""
    meta = front.find("article-meta")
    for element in meta if meta is not None else front:
        read = FRONT_BLOCKS.get(element.tag)
        if read is not None and (whole or element.tag in TRANSLATED):
            read(reader, element)
    reader.read_blocks(front.iterfind("notes"))


def _read_titles(reader: Reader, group: Element) -> None:
    for title, subtitle in _find_titles(group):
        run = Run("title", title)
        reader.walk(title, run)
        if subtitle is not None:
            run.add(" " if run.raw.rstrip().endswith((".", ":", "?", "!")) else ": ")
            reader.walk(subtitle, run)
        reader.finish_run(run)
    reader.read_blocks(group.iterfind("fn-group"))


def _find_titles(group: Element) -> Iterator[tuple[Element, Element | None]]:
    """The title and its translations, each with its subtitle."""
    pairs = [
        (group.find("article-title"), group.find("subtitle")),
        *((each.find("trans-title"), each.find("trans-subtitle")) for each in group.iterfind("trans-title-group")),
        *((each, None) for each in group.iterfind("trans-title")),
    ]
    return ((title, subtitle) for title, subtitle in pairs if title is not None)


def read_contributors(reader: Reader, group: Element) -> None:
    """Authors as such, editors and translators as furniture, and the affiliations among them."""
    for element in group:
        if element.tag == "contrib":
            _read_contributor(reader, element)
        else:
            read_affiliation(reader, element)


def _read_contributor(reader: Reader, contrib: Element) -> None:
    author = contrib.get("contrib-type", "author") in AUTHORS
    names = list(filter(None, map(read_name, _find_names(contrib))))
    reader.pieces += [Piece("author" if author else "furniture", name) for name in names]
    reader.authors += names if author else []
    for element in contrib:
        read_affiliation(reader, element)


def _find_names(contrib: Element) -> list[Element]:
    """The names of a contributor; of several forms of one name the first."""
    alternatives = contrib.find("name-alternatives")
    if alternatives is None or not len(alternatives):
        return [child for child in contrib if child.tag in NAMES]
    return [child for child in alternatives if child.tag in NAMES][:1]


def read_affiliation(reader: Reader, element: Element) -> None:
    """An affiliation or biography, of several forms the first; any other element gives nothing."""
    if element.tag == "aff-alternatives":
        element = next(element.iterfind("aff"), element)
    if element.tag not in AFFILIATIONS:
        return
    marker = pop_text(element, "label") or None
    reader.add_piece("affiliation", element, _compose_affiliation(element), marker=marker)


def _compose_affiliation(element: Element) -> str:
    """The affiliation as its author wrote it, as it is printed, or else its tagged parts between commas."""
    original = element.find("institution[@content-type='original']")
    if original is not None:
        return read_text(original)
    mixed = (element.text or "").strip() or any((child.tail or "").strip(" \n\t\r,;.") for child in element)
    if mixed or element.tag != "aff":
        return read_text(element)
    return join_parts(*map(read_text, _find_leaves(element)), mark=", ")


def _find_leaves(element: Element) -> Iterator[Element]:
    for child in element:
        if len(child) and not (child.text or "").strip():
            yield from _find_leaves(child)
        else:
            yield child


def _read_author_notes(reader: Reader, element: Element) -> None:
    for child in element:
        if child.tag == "corresp":
            reader.read_run(Run("affiliation", child))
        else:
            reader.read_block(child)


def read_keywords(reader: Reader, group: Element) -> None:
    """The keywords between semicolons, behind their title."""
    title = join_label(read_text(group.find("label")), read_text(group.find("title")))
    words = [read_text(word).rstrip(" ;,") for word in group.iter(*KEYWORDS)]
    if words:
        reader.add_piece("keywords", group, join_label(title, join_parts(*words, mark="; "), ":"))


read_abstract: ReadBlock = partial(Reader.read_section, prose="abstract")

FRONT_BLOCKS: dict[str, ReadBlock] = {
    "title-group": _read_titles, "contrib-group": read_contributors, "aff": read_affiliation,
    "aff-alternatives": read_affiliation, "author-notes": _read_author_notes, "abstract": read_abstract,
    "trans-abstract": read_abstract, "kwd-group": read_keywords, "product": read_product,
}  # fmt: skip
