"""The bytes of a JATS file → the element of its article, read without a DTD, a network or anything outside the data."""

from __future__ import annotations

import re
from typing import TypeAlias

from lxml import etree  # type: ignore[import-untyped]

from surco.extract.jats.mend import mend_xml
from surco.extract.text import clean_text
from surco.records import SourceError, Warn

Element: TypeAlias = etree._Element

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MAX_DEPTH = 120
"""Elements inside one another; real articles stay below 30."""
PARTS = ("front", "body", "back", "front-stub")
"""Elements one of which makes an article of its parent."""
CODES = {"spa": "es", "por": "pt", "eng": "en"}


def parse_article(data: bytes) -> tuple[Element, list[Warn]]:
    """The article's element, tags without namespaces, and what is damaged; raises SourceError where there is none."""
    text, warnings = mend_xml(data)
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise SourceError("no XML in it; give the article's JATS XML, or its PDF")
    errors = [error for error in parser.error_log if not error.type_name.startswith("NS_")]
    if errors:
        detail = f"{len(errors)} places, the first in line {errors[0].line}: {clean_text(errors[0].message)}"
        warnings.append(Warn("damaged-xml", detail=detail))
    _strip_namespaces(root)
    return _find_article(root), warnings


def _strip_namespaces(root: Element) -> None:
    """Shorten every tag to its local name; raises SourceError where the tree is too deep."""
    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            raise SourceError(f"more than {MAX_DEPTH} elements inside one another; give the article's JATS XML")
        name = re.split("[}:]", element.tag)[-1]
        if name != element.tag and re.fullmatch(r"[A-Za-z][\w.-]*", name):
            element.tag = name


def _find_article(root: Element) -> Element:
    for article in root.iter("article"):
        if any(article.find(part) is not None for part in PARTS):
            return article
    raise SourceError(f"XML, but no JATS article: its root is <{root.tag}>; give the article's JATS XML, or its PDF")


def get_language(element: Element) -> str | None:
    """The language that the element itself names: `es` for es, es-AR and spa."""
    code = re.split("[-_]", (element.get(LANG) or "").strip().lower())[0]
    return CODES.get(code, code) or None
