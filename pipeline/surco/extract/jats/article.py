"""A JATS XML article → its pieces in reading order, with the citations that the source links, and its metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from surco.extract.assemble import Piece
from surco.extract.jats.blocks import BLOCKS
from surco.extract.jats.front import read_front
from surco.extract.jats.printed import read_text
from surco.extract.jats.reader import Reader
from surco.extract.jats.tree import LANG, Element, get_language, parse_article
from surco.records import SourceError, Warn

DATES = ("collection", "ppub", "epub-ppub", "pub", "epub")
"""Kinds of publication date, the one that is cited first."""


class JatsDocument(Struct, frozen=True):
    """An article's pieces in reading order, with the citations that the source links, and what its metadata say.

    >>> read = read_jats('''<article><body><p>Según <xref ref-type="bibr" rid="B1">Paz (2001)</xref>.</p></body>
    ... <back><ref id="B1"><mixed-citation>Paz, A. (2001). Ríos.</mixed-citation></ref></back></article>'''.encode())
    >>> read.pieces[0].links, read.pieces[1].keys
    (((6, 16, ('B1',)),), ('B1',))
    """

    pieces: tuple[Piece, ...]
    title: str | None = None
    authors: tuple[str, ...] = ()
    year: int | None = None
    language: str | None = None
    warnings: tuple[Warn, ...] = ()


def read_jats(data: bytes) -> JatsDocument:
    """The article in JATS XML; no DTD and nothing outside the data is read. Raises SourceError where it holds none."""
    article, warnings = parse_article(data)
    version, left_out = _choose_version(article)
    reader = Reader(article, BLOCKS)
    _read_version(reader, version)
    if not reader.pieces:
        raise SourceError("the JATS article holds no text; look for its full version, or use the PDF")
    return JatsDocument(
        pieces=tuple(reader.finish_links()),
        title=next((piece.text for piece in reader.pieces if piece.type == "title"), None),
        authors=tuple(reader.authors),
        year=_find_year(article),
        language=get_language(version) or get_language(article),
        warnings=(*warnings, *map(_warn_of_translation, left_out), *_warn_of_pictures(reader)),
    )


def _choose_version(article: Element) -> tuple[Element, list[Element]]:
    """The article or, where only a translation in it is in Spanish, that one; and the translations left out."""
    told_again = [sub for sub in _find_translations(article) if sub.find("body") is not None]
    if get_language(article) in (None, "es"):
        return article, told_again
    version = next((sub for sub in told_again if get_language(sub) == "es"), article)
    return version, [sub for sub in told_again if sub is not version]


def _find_translations(article: Element) -> list[Element]:
    return [sub for sub in article.iterfind("sub-article") if sub.get("article-type") == "translation"]


def _read_version(reader: Reader, version: Element) -> None:
    """Front matter of every version, then body and back matter of one, then replies."""
    article = reader.article
    for each in sorted([article, *_find_translations(article)], key=lambda each: each is not version):
        _read_fronts(reader, each, whole=each is article)
    for part in ("body", "back", "floats-group"):
        reader.read_blocks(version.iterfind(part))
    if version is not article:
        reader.read_blocks(article.iterfind("back/ref-list"))
    for reply in article.xpath("./sub-article | ./response"):
        if reply.get("article-type") != "translation":
            _read_fronts(reader, reply, whole=True)
            reader.read_blocks(part for part in reply if part.tag in ("body", "back"))


def _read_fronts(reader: Reader, article: Element, *, whole: bool) -> None:
    for front in article.xpath("./front | ./front-stub"):
        read_front(reader, front, whole=whole)


def _find_year(article: Element) -> int | None:
    years: dict[str, int] = {}
    for date in article.iterfind("./front/article-meta/pub-date"):
        digits = re.search(r"\b[12]\d{3}\b", read_text(date.find("year")))
        if digits:
            years.setdefault(date.get("date-type") or date.get("pub-type") or "", int(digits[0]))
    return next((years[kind] for kind in (*DATES, *years) if kind in years), None)


def _warn_of_translation(version: Element) -> Warn:
    count = len(version.findall("./body//p"))
    detail = f"{version.get(LANG) or 'another language'}: its {count} paragraphs tell the same article again"
    return Warn("translation-left-out", detail=detail)


def _warn_of_pictures(reader: Reader) -> Iterator[Warn]:
    for what, count in reader.pictures.items():
        yield Warn("text-in-pictures", detail=f"{count} {what} are pictures; their text is not in the XML")
