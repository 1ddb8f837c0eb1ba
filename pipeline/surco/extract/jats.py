"""A JATS XML article → typed pieces in reading order, with the citations and note calls that the source links."""

from __future__ import annotations

import html
import html.entities
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from lxml import etree  # type: ignore[import-untyped]
from msgspec import Struct

from surco.extract.assemble import Piece
from surco.extract.text import clean_text
from surco.records import UNMARKED, BlockType, SourceError, Warn

Link = tuple[int, int, int, tuple[int, ...]]
"""A citation that the source links: index of the piece, start and end in its text, indices of its reference pieces."""

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MAX_DEPTH = 120
"""Elements inside one another; real articles stay below 30."""
MAX_EXPANSION = 1_000_000
"""Characters that a document's own entities may grow to, all together."""
MIN_STRAY = 3
"""Words that make prose of a text outside every paragraph; less is debris."""
MAX_SPAN = 100
"""Columns or rows that one cell may span, and columns that spanned cells may fill."""

# <!DOCTYPE article PUBLIC "-//NLM//DTD JATS" "x.dtd" [<!ENTITY uno "1">]>
_DOCTYPE = re.compile(
    r"""<!DOCTYPE (?> [^\["'>]+ | "[^"]*" | '[^']*' )*+          # name, public and system identifiers
        (?: \[ (?P<subset> (?> [^\]"']+ | "[^"]*" | '[^']*' )*+ ) \] \s* )? >""",
    re.VERBOSE,
)
# <!ENTITY uno "1">, <!ENTITY foto SYSTEM "foto.xml">
_ENTITY = re.compile(
    r"""<!ENTITY\s+ (?P<name>[\w.:-]+) \s+ (?: SYSTEM\b | PUBLIC\b | "(?P<double>[^"]*)" | '(?P<single>[^']*)' )""",
    re.VERBOSE,
)
# <!-- comment -->, <![CDATA[a < b]]>, <?page 12?>
_HIDDEN = re.compile(
    r"""<!-- .*? (?: --> | (?P<open>\Z) ) | <!\[CDATA\[ (?P<text>.*?) (?: \]\]> | \Z ) | <\? .*? (?: \?> | \Z )""",
    re.VERBOSE | re.DOTALL,
)
# &oacute; &amp;oacute; &#243; coraz&oacuten R&D
_AMPERSAND = re.compile(
    r"""& (?: amp; (?=\#?\w{2,31};) )? (?: (?P<name>[A-Za-z_][\w.:-]*); | \#(?P<number>[xX]?[0-9a-fA-F]{1,7}); )?""",
    re.VERBOSE,
)
_ACCENTED = re.compile(r"&([A-Za-z](?:acute|grave|circ|tilde|uml|cedil|ring|slash))(?!;)")
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STRAY_LESS = re.compile(r"<(?![A-Za-z_/])")
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["'](iso-8859-\d+|windows-125\d|latin-?1|macintosh)["']""", re.IGNORECASE
)
_XML_NAMES = frozenset({"amp", "lt", "gt", "quot", "apos"})

# 1 12 * † a (as a note's number stands in the text)
_MARKER = re.compile(r"\d{1,3}|[*†‡§¶#]+|[a-z]|[ivxIVX]{1,5}")
# 1. Sobre…, * Profesora…
_LEADING_MARKER = re.compile(r"\s*[(\[]?(\d{1,3}|[*†‡§¶#]+)[.)\]]*\s+")
# véase la nota 3
_NOTE_WORD = re.compile(r"\b(?:notas?|notes?)\s+(?:al pie\s+)?(?:n[.º°]*\s*)?$", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s,;.\-–]*")
_PUNCTUATION = tuple(".,;:)]}!?…»”")

JOINED = frozenset({
    "p", "break", "verse-line", "attrib", "title", "subtitle", "label", "speaker", "td", "th", "term", "def",
})  # fmt: skip
"""Elements that end a word where they stand inside a text."""
UNPRINTED = frozenset({
    "alt-text", "long-desc", "object-id", "x", "contrib-id", "tex-math", "annotation", "private-char", "permissions",
})  # fmt: skip
SPLITTING = frozenset({
    "list", "disp-quote", "disp-formula", "disp-formula-group", "def-list", "verse-group", "preformat",
})  # fmt: skip
"""Elements that part a paragraph into what stands before and behind them."""
FLOATING = frozenset({
    "fig", "fig-group", "table-wrap", "table-wrap-group", "boxed-text", "supplementary-material", "media", "array",
})  # fmt: skip
"""Elements that are only anchored in a paragraph, and follow it."""
FRONT: frozenset[str] = frozenset({"title", "abstract", "keywords"})
"""Types that are in the article's language where they do not name theirs."""
PEOPLE = frozenset({"person-group", "name", "collab", "string-name", "etal"})
DATES = ("collection", "ppub", "epub-ppub", "pub", "epub")
LIST_TYPES: dict[str, Callable[[int], str]] = {
    "order": lambda n: f"{n}.",
    "alpha-lower": lambda n: f"{_to_letters(n)})",
    "alpha-upper": lambda n: f"{_to_letters(n).upper()})",
    "roman-lower": lambda n: f"{_to_roman(n)})",
    "roman-upper": lambda n: f"{_to_roman(n).upper()})",
    "bullet": lambda n: "•",
}


class JatsDocument(Struct, frozen=True):
    """An article's pieces in reading order, what its metadata say, and the citations that the source links."""

    pieces: tuple[Piece, ...]
    title: str | None = None
    authors: tuple[str, ...] = ()
    year: int | None = None
    language: str | None = None
    warnings: tuple[Warn, ...] = ()
    links: tuple[Link, ...] = ()


def read_jats(data: bytes) -> JatsDocument:
    """The article in JATS XML; no DTD and nothing outside the data is read. Raises SourceError where it holds none."""
    article, warnings = _parse_article(data)
    reader = _Reader(article)
    version, translations = _choose_version(article)
    reader.read_article(version)
    for left in translations:
        count = sum(1 for _ in left.iterfind("./body//p"))
        detail = f"{left.get(LANG) or 'another language'}: its {count} paragraphs tell the same article again"
        warnings.append(Warn("translation-left-out", detail=detail))
    for what, count in reader.pictures.items():
        warnings.append(Warn("text-in-pictures", detail=f"{count} {what} are pictures; their text is not in the XML"))
    if not reader.pieces:
        raise SourceError("the JATS article holds no text; look for its full version, or use the PDF")
    return JatsDocument(
        pieces=tuple(reader.pieces),
        title=next((piece.text for piece in reader.pieces if piece.type == "title"), None),
        authors=tuple(reader.authors),
        year=_find_year(article),
        language=_get_language(version) or _get_language(article),
        warnings=tuple(warnings),
        links=tuple(reader.resolve_links()),
    )


# --- from bytes to a tree


def _parse_article(data: bytes) -> tuple[etree._Element, list[Warn]]:
    text, warnings = _decode(data)
    text = _mend_text(text, warnings)
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
    return _find_article(root), warnings


def _decode(data: bytes) -> tuple[str, list[Warn]]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), []
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        declared = _DECLARED.search(data[:400])
    if declared:
        return data.decode(declared[1].decode("ascii"), "replace"), []
    return data.decode("cp1252", "replace"), [Warn("undeclared-encoding", detail="not UTF-8; read as Windows-1252")]


def _mend_text(text: str, warnings: list[Warn]) -> str:
    """The XML without its DTD, comments and CDATA, its entities as letters, forbidden characters taken out."""
    hidden = [match for match in _HIDDEN.finditer(text) if match["open"] is not None]
    if hidden:
        detail = f"a comment is never closed; the last {len(hidden[0][0])} characters are lost in it"
        warnings.append(Warn("damaged-xml", detail=detail))
    text = _HIDDEN.sub(lambda match: html.escape(match["text"] or "", quote=False), text)
    declared: dict[str, str | None] = {}
    doctype = _DOCTYPE.match(text, max(text.find("<!DOCTYPE"), 0))
    if doctype:
        for entity in _ENTITY.finditer(doctype["subset"] or ""):
            value = entity["double"] if entity["double"] is not None else entity["single"]
            declared.setdefault(entity["name"], value)
        text = text[: doctype.start()] + text[doctype.end() :]
    text = _Entities(declared, warnings).replace_all(text)
    text = _STRAY_LESS.sub("&lt;", text)
    text, count = _ILLEGAL.subn("", text)
    if count:
        warnings.append(Warn("illegal-characters", detail=f"{count} characters that XML forbids are left out"))
    return text.strip("\ufeff \t\r\n")


class _Entities:
    """Replaces entities: XML's own stay, HTML's become letters, the document's own are expanded within limits."""

    def __init__(self, declared: dict[str, str | None], warnings: list[Warn]) -> None:
        self.declared = declared
        self.warnings = warnings
        self.left = MAX_EXPANSION
        self.unknown: dict[str, str] = {}

    def replace_all(self, text: str) -> str:
        text = _ACCENTED.sub(lambda match: html.unescape(f"&{match[1]};"), text)
        text = _AMPERSAND.sub(lambda match: self._replace(match, ()), text)
        if self.unknown:
            names = ", ".join(sorted(self.unknown.values()))
            detail = f"{names}: left as they stand; external ones are never read"
            self.warnings.append(Warn("unknown-entity", detail=detail))
        return text

    def _replace(self, match: re.Match[str], inside: tuple[str, ...]) -> str:
        name, number = match["name"], match["number"]
        if number is not None:
            return html.escape(html.unescape(f"&#{number};"), quote=False)
        if name is None:
            return "&amp;" + match[0][1:]
        if name in _XML_NAMES:
            return f"&{name};"
        value = self.declared.get(name)
        if value is not None:
            return self._expand(name, value, inside)
        letter = html.entities.html5.get(name + ";")
        if letter is not None and name not in self.declared:
            return html.escape(letter, quote=False)
        if match[0].startswith("&amp;"):
            return match[0]
        self.unknown[name] = match[0]
        return f"&amp;{name};"

    def _expand(self, name: str, value: str, inside: tuple[str, ...]) -> str:
        self.left -= len(value) + 1
        if self.left < 0 or name in inside or len(inside) > 20:
            raise SourceError(
                f"its entity &{name}; grows without end; don't trust this file, or remove the <!ENTITY> declarations"
            )
        return _AMPERSAND.sub(lambda match: self._replace(match, (*inside, name)), value)


def _find_article(root: etree._Element) -> etree._Element:
    """The article's element, every tag in the tree without its namespace."""
    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            raise SourceError(f"more than {MAX_DEPTH} elements inside one another; give the article's JATS XML")
        if event == "start" and isinstance(element.tag, str):
            name = re.split("[}:]", element.tag)[-1]
            if name != element.tag and re.fullmatch(r"[A-Za-z][\w.-]*", name):
                element.tag = name
    for article in root.iter("article"):
        if any(article.find(part) is not None for part in ("front", "body", "back", "front-stub")):
            return article
    raise SourceError(f"XML, but no JATS article: its root is <{root.tag}>; give the article's JATS XML, or its PDF")


def _choose_version(article: etree._Element) -> tuple[etree._Element, list[etree._Element]]:
    """The article or, where only a translation in it is in Spanish, that one; and the translations left out."""
    translations = [sub for sub in article.iterfind("sub-article") if sub.get("article-type") == "translation"]
    if _get_language(article) not in (None, "es"):
        for sub in translations:
            if _get_language(sub) == "es" and sub.find("body") is not None:
                return sub, [other for other in translations if other is not sub and other.find("body") is not None]
    return article, [sub for sub in translations if sub.find("body") is not None]


def _get_language(element: etree._Element) -> str | None:
    """The language that the element itself names: `es` for es, es-AR and spa."""
    code = re.split("[-_]", (element.get(LANG) or "").strip().lower())[0]
    return {"spa": "es", "por": "pt", "eng": "en"}.get(code, code) or None


def _find_year(article: etree._Element) -> int | None:
    years: dict[str, int] = {}
    for date in article.iterfind("./front/article-meta/pub-date"):
        digits = re.search(r"\b[12]\d{3}\b", _read_text(date.find("year")))
        if digits:
            years.setdefault(date.get("date-type") or date.get("pub-type") or "", int(digits[0]))
    return next((years[kind] for kind in DATES if kind in years), next(iter(years.values()), None))


def _read_text(element: etree._Element | None) -> str:
    """The printed text of an element, in one clean line."""
    if element is None:
        return ""
    return clean_text("".join(_iterate_text(element)))


def _iterate_text(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        blank = " " if child.tag in JOINED else ""
        if child.tag == "alternatives":
            yield from _iterate_text(_choose_alternative(child))
        elif child.tag == "inline-formula":
            yield _read_formula(child)
        elif child.tag not in UNPRINTED and isinstance(child.tag, str):
            yield blank
            yield from _iterate_text(child)
            yield blank
        yield child.tail or ""


def _choose_alternative(alternatives: etree._Element) -> etree._Element:
    """The first form that holds text; one without any stands for pictures."""
    first = alternatives[0] if len(alternatives) else alternatives
    return next((form for form in alternatives if _read_text(form)), first)


def _pop(element: etree._Element, tag: str) -> str:
    """The text of a child, which is taken out of the element."""
    child = element.find(tag)
    if child is None:
        return ""
    text = _read_text(child)
    before, tail = child.getprevious(), child.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        element.text = (element.text or "") + tail
    child.tail = None
    element.remove(child)
    return text


def _join_label(label: str, text: str, mark: str = "") -> str:
    """A label and its text, the mark between them where the label ends in a letter or digit.

    >>> _join_label("Palabras clave", "ríos; redes", ":"), _join_label("1.", "Método")
    ('Palabras clave: ríos; redes', '1. Método')
    """
    if label and text and not label[-1].isalnum():
        mark = ""
    return f"{label}{mark} {text}" if label and text else label or text


def _to_letters(number: int) -> str:
    """The letters that number a list's item.

    >>> [_to_letters(number) for number in (1, 26, 27)]
    ['a', 'z', 'aa']
    """
    return chr(96 + number) if number <= 26 else _to_letters((number - 1) // 26) + _to_letters((number - 1) % 26 + 1)


def _to_roman(number: int) -> str:
    """A number in small Roman figures.

    >>> [_to_roman(number) for number in (4, 9, 48)]
    ['iv', 'ix', 'xlviii']
    """
    signs = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    text = ""
    for value, sign in signs:
        text += sign * (number // value)
        number %= value
    return text


# --- from the tree to pieces


class _Run:
    """A text while it is read: raw characters, the calls and links at raw offsets, and what is anchored in it."""

    def __init__(
        self, kind: BlockType, element: etree._Element, *, marker: str | None = None, level: int | None = None
    ) -> None:
        self.kind = kind
        self.element = element
        self.marker = marker
        self.level = level
        self.endnote = False
        self.floats: list[etree._Element] = []
        self.reset()

    def reset(self) -> None:
        self.raw = ""
        self.calls: list[tuple[int, str]] = []
        self.links: list[tuple[int, int, tuple[str, ...]]] = []

    def add(self, text: str | None) -> None:
        if not text:
            return
        if self.calls and text.startswith(_PUNCTUATION) and not self.raw[self.calls[-1][0] :].strip():
            self.raw = self.raw.rstrip()
            self.calls = [(min(at, len(self.raw)), marker) for at, marker in self.calls]
        self.raw += text

    def find_calls(self) -> tuple[tuple[int, str], ...]:
        """The note calls at offsets of the clean text, each behind the word before it."""
        ends = _measure_offsets(self.raw, (at for at, _ in self.calls))
        return tuple((ends[at], marker) for at, marker in self.calls)

    def find_links(self, text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """The links at offsets of the clean text, without blanks at their ends."""
        ends = _measure_offsets(self.raw, (at for link in self.links for at in link[:2]))
        for start, end, rids in self.links:
            first, last = ends[start], ends[end]
            first += first < len(text) and text[first] == " "
            if first < last:
                yield first, last, rids


def _measure_offsets(raw: str, offsets: Iterable[int]) -> dict[int, int]:
    """How long the clean text of `raw` is up to each offset.

    >>> _measure_offsets("  la  región , y", [7, 13])
    {7: 4, 13: 9}
    """
    ends: dict[int, int] = {}
    before = length = 0
    blank = True
    for offset in sorted(set(offsets)):
        cut = offset
        while cut < len(raw) and unicodedata.combining(raw[cut]):
            cut += 1
        part = clean_text(f"|{raw[before:cut]}|")[1:-1]
        part = part[1:] if blank and part.startswith(" ") else part
        length += len(part)
        blank = part.endswith(" ") if part else blank
        ends[offset] = length - (blank and length > 0)
        before = cut
    return ends


class _Reader:
    """Walks an article and gathers its pieces, authors, and links by the source's own ids."""

    def __init__(self, article: etree._Element) -> None:
        self.article = article
        self.pieces: list[Piece] = []
        self.authors: list[str] = []
        self.level = 0
        self.prose: BlockType = "paragraph"
        self.links: list[tuple[int, int, int, tuple[str, ...]]] = []
        self.references: dict[str, int] = {}
        self.by_id = {element.get("id"): element for element in article.iter() if element.get("id")}
        self.called = self._find_called()
        self.unnumbered = 0
        self.pictures: dict[str, int] = {}

    def read_article(self, version: etree._Element) -> None:
        """Front matter of every version, then body and back matter of one, then replies."""
        fronts = [self.article, *self.article.iterfind("sub-article[@article-type='translation']")]
        for article in sorted(fronts, key=lambda other: other is not version):
            for part in ("front", "front-stub"):
                for front in article.iterfind(part):
                    self._read_front(front, whole=article is self.article)
        for part in ("body", "back", "floats-group"):
            self._read_children(version.iterfind(part))
        if version is not self.article:
            self._read_children(self.article.iterfind("back/ref-list"))
        for sub in self.article.xpath("./sub-article | ./response"):
            if sub.get("article-type") != "translation":
                for front in sub.xpath("./front | ./front-stub"):
                    self._read_front(front, whole=True)
                self._read_children(part for part in sub if part.tag in ("body", "back"))

    def resolve_links(self) -> Iterator[Link]:
        for piece, start, end, rids in self.links:
            found = tuple(dict.fromkeys(self.references[rid] for rid in rids if rid in self.references))
            if found:
                yield piece, start, end, found

    def _find_called(self) -> dict[str, str]:
        """The number by which the text calls each note."""
        called: dict[str, str] = {}
        for xref in self.article.iter("xref"):
            for rid in (xref.get("rid") or "").split():
                target = self.by_id.get(rid)
                if target is not None and target.tag == "fn":
                    called.setdefault(rid, _clean_marker(_read_text(xref)))
        return called

    # blocks

    def _read_children(self, elements: Iterator[etree._Element]) -> None:
        for element in elements:
            self._read_block(element)

    def _read_block(self, element: etree._Element) -> None:
        if not isinstance(element.tag, str) or element.tag in UNPRINTED:
            return
        read = BLOCKS.get(element.tag)
        if read is not None:
            read(self, element)
        elif any(child.tag in BLOCKS or child.tag in ("sec", "title") for child in element.iterdescendants()):
            self._read_section(element)
        else:
            self._read_prose(element)

    def _read_section(self, element: etree._Element, *, prose: BlockType | None = None) -> None:
        """A heading, where there is one, and what stands under it."""
        outer = self.level, self.prose
        self.prose = prose or self.prose
        caption = element.find("caption")
        holder = caption if element.tag == "boxed-text" and caption is not None else element
        label, title = element.find("label"), holder.find("title")
        if title is not None or (label is not None and _read_text(label)):
            self.level += 1
            run = _Run("heading", element, level=self.level)
            for part in (label, title, holder.find("subtitle")):
                if part is not None:
                    run.add(" ")
                    self._walk(part, run)
            self._emit(run)
            self._read_floats(run)
        self._read_stray(element.text, element)
        for child in element:
            if child is holder:
                self._read_children(part for part in child if part is not title)
            elif child is not label and child is not title and child.tag != "subtitle":
                self._read_block(child)
            self._read_stray(child.tail, element)
        self.level, self.prose = outer

    def _read_stray(self, text: str | None, element: etree._Element) -> None:
        """Text that a damaged file left outside its paragraphs."""
        if text and text.strip():
            run = _Run(self.prose if len(text.split()) >= MIN_STRAY else "furniture", element)
            run.add(text)
            self._emit(run)

    def _read_prose(self, element: etree._Element) -> None:
        self._read_run(_Run(self.prose, element))

    def _read_run(self, run: _Run) -> None:
        self._walk(run.element, run)
        self._emit(run)
        self._read_floats(run)

    def _read_floats(self, run: _Run) -> None:
        outer, self.prose = self.prose, "paragraph"
        for element in run.floats:
            self._read_block(element)
        self.prose = outer

    def _emit(self, run: _Run) -> None:
        """Make a piece of what the run has read so far, and empty the run."""
        text = clean_text(run.raw)
        if text:
            self.links.extend((len(self.pieces), *link) for link in run.find_links(text))
            language, calls = self._find_language(run), run.find_calls()
            self.pieces.append(
                Piece(run.kind, text, run.marker, run.level, None, language, calls=calls, endnote=run.endnote)
            )
            run.marker = None
        run.reset()

    def _find_language(self, run: _Run) -> str | None:
        named = (_get_language(element) for element in (run.element, *run.element.iterancestors()) if element.get(LANG))
        inside = next((language for language in named if language), None)
        body = run.kind not in FRONT and self.article.get(LANG) and inside == _get_language(self.article)
        return None if body else inside

    # text

    def _walk(self, element: etree._Element, run: _Run) -> None:
        """Add the element's text to the run, taking out note calls and parting it at lists, quotations and formulas."""
        raised = element.tag == "xref" and element.find("sup") is not None
        run.add(None if raised and _is_layout(element.text) else element.text)
        for child in element:
            self._walk_child(child, run)
            apart = raised or (_is_raised(child) and child.getnext() is not None and _is_raised(child.getnext()))
            run.add(None if apart and _is_layout(child.tail) else child.tail)

    def _walk_child(self, child: etree._Element, run: _Run) -> None:
        tag = child.tag
        if not isinstance(tag, str) or tag in UNPRINTED:
            return
        if tag in SPLITTING:
            self._emit(run)
            self._read_block(child)
        elif tag in FLOATING:
            run.floats.append(child)
        elif tag == "fn":
            run.floats.append(child)
            if child.get("id") not in self.called:
                run.calls.append((len(run.raw), self._mark_note(child)))
        elif tag == "xref":
            self._walk_xref(child, run)
        elif tag == "sup" and _holds_separator(child):
            pass
        elif tag == "alternatives":
            self._walk(_choose_alternative(child), run)
        elif tag == "inline-formula":
            run.add(_read_formula(child))
        else:
            blank = " " if tag in JOINED else ""
            run.add(blank)
            self._walk(child, run)
            run.add(blank)

    def _walk_xref(self, xref: etree._Element, run: _Run) -> None:
        rids = tuple((xref.get("rid") or "").split())
        target = self.by_id.get(rids[0]) if rids else None
        kind = xref.get("ref-type") or (target.tag if target is not None else "")
        if kind == "fn" and run.kind not in UNMARKED and run.kind != "table":
            marker = self._read_call(xref, target)
            if marker and not (_NOTE_WORD.search(run.raw) and not _is_raised(xref)):
                self._take_call(xref, run, marker)
                return
        start = len(run.raw)
        self._walk(xref, run)
        if kind in ("bibr", "ref"):
            run.links.append((start, len(run.raw), rids))

    def _read_call(self, xref: etree._Element, target: etree._Element | None) -> str:
        """The number of the note that is called, or nothing where the words belong to the sentence."""
        printed = _clean_marker(_read_text(xref))
        if printed and not _MARKER.fullmatch(printed):
            return ""
        label = _clean_marker(_read_text(target.find("label"))) if target is not None and target.tag == "fn" else ""
        return label if _MARKER.fullmatch(label) else printed

    def _take_call(self, xref: etree._Element, run: _Run, marker: str) -> None:
        tail = xref.tail or ""
        if run.raw.endswith(("(", "[")) and tail.startswith((")", "]")):
            run.raw, xref.tail = run.raw[:-1], tail[1:]
        elif _is_raised(xref) and xref.getparent().tag == "sup" and _SEPARATORS.fullmatch(tail):
            xref.tail = None
        run.calls.append((len(run.raw), marker))

    def _mark_note(self, note: etree._Element) -> str:
        """The marker of a note that stands in the text: its own, or a running number that it is given."""
        label = _clean_marker(_read_text(note.find("label")))
        if not label:
            self.unnumbered += 1
            label = str(self.unnumbered)
            etree.SubElement(note, "label").text = label
        return label

    # the kinds of block

    def _read_note(self, note: etree._Element) -> None:
        marker = _clean_marker(_pop(note, "label"))
        called = self.called.get(note.get("id") or "", "")
        own = _cut_marker(note, called or marker)
        group = note.getparent()
        in_table = any(parent.tag in ("table-wrap", "table-wrap-foot") for parent in note.iterancestors())
        run = _Run("caption" if in_table else "footnote", note, marker=marker or own or called or None)
        run.endnote = group is not None and group.tag == "fn-group" and group.find("title") is not None
        self._read_run(run)

    def _read_list(self, element: etree._Element, *, first: int = 1) -> None:
        self._read_list_title(element)
        before = self.by_id.get(element.get("continued-from") or "")
        first += len(before.findall("list-item")) if before is not None else 0
        make_marker = LIST_TYPES.get(element.get("list-type") or "")
        prefix = element.get("prefix-word")
        for number, item in enumerate(element.iterfind("list-item"), start=first):
            marker = make_marker(number) if make_marker else None
            if prefix:
                marker = _join_label(prefix, marker or "")
            self._read_run(_Run("list_item", item, marker=_pop(item, "label") or marker))

    def _read_list_title(self, element: etree._Element) -> None:
        title = _join_label(_pop(element, "label"), _pop(element, "title"))
        if title:
            run = _Run("heading", element, level=self.level + 1)
            run.add(title)
            self._emit(run)

    def _read_definitions(self, element: etree._Element) -> None:
        self._read_list_title(element)
        for item in element.iterfind("def-item"):
            run = _Run("list_item", item, marker=_pop(item, "label") or None)
            term = item.find("term")
            if term is not None:
                self._walk(term, run)
                run.add(" " if run.raw.rstrip().endswith((":", ".", "—", "–", "-")) else ": ")
            for definition in item.iterfind("def"):
                self._walk(definition, run)
                run.add(" ")
            self._emit(run)
            self._read_floats(run)
        self._read_children(element.iterfind("def-list"))

    def _read_quote(self, element: etree._Element) -> None:
        for attribution in element.findall("attrib"):
            before = attribution.getprevious()
            if before is not None and before.tag == "p":
                before.append(attribution)
        self._read_section(element, prose="quote")

    def _read_verses(self, element: etree._Element) -> None:
        self._read_run(_Run("quote", element))

    def _read_speech(self, element: etree._Element) -> None:
        self._read_run(_Run(self.prose, element))

    def _read_formula(self, element: etree._Element) -> None:
        """A displayed formula, kept apart from prose."""
        label = _pop(element, "label")
        run = _Run("furniture", element)
        formula = _read_formula(element)
        if not formula:
            self.pictures["formulas"] = self.pictures.get("formulas", 0) + 1
        run.add(" ".join(filter(None, (formula, label))))
        self._emit(run)

    def _read_figure(self, element: etree._Element) -> None:
        """The caption of a figure or table with its label, the table's cells, and the notes and source below."""
        caption, run = element.find("caption"), _Run("caption", element)
        label = _read_text(element.find("label"))
        run.add(label)
        if caption is not None:
            run.add(". " if label and label[-1].isalnum() and _read_text(caption) else " ")
            self._walk(caption, run)
        self._emit(run)
        self._read_floats(run)
        if element.tag == "table-wrap" and element.find(".//graphic") is not None and element.find(".//td") is None:
            self.pictures["tables"] = self.pictures.get("tables", 0) + 1
        for child in element:
            if child.tag == "attrib":
                self._read_run(_Run("caption", child))
            elif child.tag not in ("label", "caption", "kwd-group"):
                self._read_block(child)

    def _read_foot(self, element: etree._Element) -> None:
        self._read_section(element, prose="caption")

    def _read_table(self, element: etree._Element) -> None:
        rows = tuple(_read_rows(element))
        if any(any(row) for row in rows):
            text = "\n".join("\t".join(row) for row in rows)
            language = self._find_language(_Run("table", element))
            self.pieces.append(Piece("table", text, rows=rows, language=language))

    def _read_alternatives(self, element: etree._Element) -> None:
        forms = [form for form in element if form.tag in BLOCKS and _read_text(form)]
        self._read_children(iter(forms[:1]))

    def _read_reference(self, element: etree._Element) -> None:
        label = _pop(element, "label")
        run = _Run("reference", element, marker=_clean_marker(label) or None)
        texts = [_read_citation(citation) for citation in _choose_citations(element)]
        texts += [_read_text(note) for note in element.iterfind("note")]
        text = " ".join(filter(None, texts)) or _read_text(element)
        run.add(label + text if label and text.startswith((".", ")", "]")) else text)
        if not clean_text(run.raw):
            return
        for part in (element, *element.iterdescendants()):
            if part.get("id"):
                self.references[part.get("id")] = len(self.pieces)
        self._emit(run)

    # front matter

    def _read_front(self, front: etree._Element, *, whole: bool) -> None:
        """Titles, authors, affiliations, notes, abstracts and keywords; of a translation what the original lacks."""
        meta = front.find("article-meta")
        for element in meta if meta is not None else front:
            read = FRONT_BLOCKS.get(element.tag)
            if read is not None and (whole or element.tag in TRANSLATED):
                read(self, element)
        self._read_children(front.iterfind("notes"))

    def _read_titles(self, group: etree._Element) -> None:
        for title, subtitle in (
            (group.find("article-title"), group.find("subtitle")),
            *((each.find("trans-title"), each.find("trans-subtitle")) for each in group.iterfind("trans-title-group")),
            *((each, None) for each in group.iterfind("trans-title")),
        ):
            if title is None:
                continue
            run = _Run("title", title)
            self._walk(title, run)
            if subtitle is not None:
                run.add(" " if run.raw.rstrip()[-1:] in (".", ":", "?", "!") else ": ")
                self._walk(subtitle, run)
            self._emit(run)
            self._read_floats(run)
        self._read_children(group.iterfind("fn-group"))

    def _read_contributors(self, group: etree._Element) -> None:
        for element in group:
            if element.tag == "contrib":
                self._read_contributor(element)
            else:
                self._read_affiliation(element)

    def _read_contributor(self, contrib: etree._Element) -> None:
        author = contrib.get("contrib-type", "author") in ("author", "authors", "")
        names = [_read_name(name) for name in _find_names(contrib)]
        for name in filter(None, names):
            self.pieces.append(Piece("author" if author else "furniture", name))
            if author:
                self.authors.append(name)
        for element in contrib:
            self._read_affiliation(element)

    def _read_affiliation(self, element: etree._Element) -> None:
        if element.tag == "aff-alternatives":
            element = next(element.iterfind("aff"), element)
        if element.tag not in ("aff", "bio", "on-behalf-of"):
            return
        run = _Run("affiliation", element, marker=_pop(element, "label") or None)
        original = element.find("institution[@content-type='original']")
        mixed = (element.text or "").strip() or any((child.tail or "").strip(" \n\t\r,;.") for child in element)
        if original is not None:
            run.add(_read_text(original))
        elif mixed or element.tag != "aff":
            run.add(_read_text(element))
        else:
            run.add(", ".join(filter(None, (_read_text(part) for part in _find_leaves(element)))))
        self._emit(run)

    def _read_author_notes(self, element: etree._Element) -> None:
        for child in element:
            if child.tag == "corresp":
                self._read_run(_Run("affiliation", child))
            else:
                self._read_block(child)

    def _read_abstract(self, element: etree._Element) -> None:
        self._read_section(element, prose="abstract")

    def _read_keywords(self, group: etree._Element) -> None:
        title = _join_label(_read_text(group.find("label")), _read_text(group.find("title")))
        tags = ("kwd", "compound-kwd-part", "unstructured-kwd-group")
        words = [_read_text(word).rstrip(" ;,") for word in group.iter(*tags)]
        run = _Run("keywords", group)
        run.add(_join_label(title, "; ".join(filter(None, words)), ":") if words else "")
        self._emit(run)

    def _read_product(self, element: etree._Element) -> None:
        run = _Run("reference", element)
        run.add(_read_citation(element))
        self._emit(run)


Read = Callable[[_Reader, etree._Element], None]
FRONT_BLOCKS: dict[str, Read] = {
    "title-group": _Reader._read_titles, "contrib-group": _Reader._read_contributors, "aff": _Reader._read_affiliation,
    "aff-alternatives": _Reader._read_affiliation, "author-notes": _Reader._read_author_notes,
    "abstract": _Reader._read_abstract, "trans-abstract": _Reader._read_abstract, "kwd-group": _Reader._read_keywords,
    "product": _Reader._read_product,
}  # fmt: skip
TRANSLATED = frozenset({"title-group", "abstract", "trans-abstract", "kwd-group"})
BLOCKS: dict[str, Read] = {
    "p": _Reader._read_prose, "sec": _Reader._read_section, "fn": _Reader._read_note, "list": _Reader._read_list,
    "def-list": _Reader._read_definitions, "disp-quote": _Reader._read_quote, "verse-group": _Reader._read_verses,
    "speech": _Reader._read_speech, "disp-formula": _Reader._read_formula, "preformat": _Reader._read_prose,
    "fig": _Reader._read_figure, "table-wrap": _Reader._read_figure, "fig-group": _Reader._read_figure,
    "table-wrap-group": _Reader._read_figure, "supplementary-material": _Reader._read_figure,
    "media": _Reader._read_figure, "graphic": _Reader._read_figure, "table-wrap-foot": _Reader._read_foot,
    "table": _Reader._read_table, "array": _Reader._read_table, "tgroup": _Reader._read_table,
    "alternatives": _Reader._read_alternatives, "ref": _Reader._read_reference, "kwd-group": _Reader._read_keywords,
    "abstract": _Reader._read_abstract, "boxed-text": _Reader._read_section, "title": _Reader._read_prose,
    "contrib-group": _Reader._read_contributors, "aff": _Reader._read_affiliation,
}  # fmt: skip


# --- notes


def _clean_marker(text: str) -> str:
    """A note's marker without what stands around it.

    >>> _clean_marker(" [12]. ")
    '12'
    """
    return text.strip(" ()[].,:;")


def _is_raised(element: etree._Element) -> bool:
    """Whether it is a superscript, or a reference that stands in one or holds one."""
    return element.tag == "sup" or element.getparent().tag == "sup" or element.find("sup") is not None


def _is_layout(text: str | None) -> bool:
    """Whether a text is the line break with which a program laid the XML out."""
    return text is not None and "\n" in text and not text.strip()


def _holds_separator(sup: etree._Element) -> bool:
    """Whether a superscript holds no more than the comma between two note calls."""
    around = [each for each in (sup.getprevious(), sup.getnext()) if each is not None]
    calls = any(each.tag == "xref" and each.get("ref-type") == "fn" for each in around)
    return calls and not len(sup) and bool(_SEPARATORS.fullmatch(sup.text or ""))


def _cut_marker(note: etree._Element, expected: str) -> str | None:
    """Take the marker out of a note's first words: raised ones, and the one that is expected."""
    for element in note.iter():
        text = element.text or ""
        if not text.strip():
            continue
        marker = _clean_marker(text)
        if element.tag == "sup" and _MARKER.fullmatch(marker):
            element.text = None
            return marker
        leading = _LEADING_MARKER.match(text)
        if leading and leading[1] == expected:
            element.text = text[leading.end() :]
        return None
    return None


# --- tables and formulas


def _read_rows(table: etree._Element) -> Iterator[tuple[str, ...]]:
    """The cells row by row; those that a cell spans are empty."""
    below: dict[int, int] = {}
    for row in _find_rows(table):
        cells: list[str] = []
        for cell in row.iterchildren("td", "th", "entry"):
            _skip_spanned(cells, below)
            columns, rows = _read_span(cell, "colspan"), _read_span(cell, "rowspan")
            below.update({len(cells) + k: rows - 1 for k in range(columns) if rows > 1})
            cells.extend([_read_text(cell), *[""] * (columns - 1)])
        _skip_spanned(cells, below)
        yield tuple(cells)


def _find_rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table.iterchildren():
        if child.tag in ("tr", "row"):
            yield child
        elif child.tag in ("thead", "tbody", "tfoot", "tgroup"):
            yield from _find_rows(child)


def _skip_spanned(cells: list[str], below: dict[int, int]) -> None:
    """Add an empty cell for each column that a cell of a row above reaches down into."""
    while below.get(len(cells), 0) > 0 and len(cells) < MAX_SPAN:
        below[len(cells)] -= 1
        cells.append("")


def _read_span(cell: etree._Element, name: str) -> int:
    value = (cell.get(name) or "").strip()
    return min(max(int(value), 1), MAX_SPAN) if re.fullmatch("[0-9]{1,6}", value) else 1


def _read_formula(element: etree._Element) -> str:
    text = _read_text(element)
    if text:
        return text
    source = " ".join(tex.text or "" for tex in element.iter("tex-math"))
    return re.sub(r"^.*?\\begin\{document\}|\\end\{document\}.*$", "", clean_text(source)).strip()


# --- names and references


def _find_names(contrib: etree._Element) -> list[etree._Element]:
    """The names of a contributor; of several forms of one name the first."""
    alternatives = contrib.find("name-alternatives")
    holder = alternatives if alternatives is not None and len(alternatives) else contrib
    names = [child for child in holder if child.tag in ("name", "string-name", "collab", "anonymous")]
    return names[:1] if holder is alternatives else names


def _read_name(name: etree._Element, *, inverted: bool = False) -> str:
    """`Ana Ruiz Peña` or, as in a bibliography, `Ruiz Peña, Ana`."""
    if name.tag == "collab":
        institutions = [_read_text(part) for part in name.iterfind("institution")]
        return clean_text(" ".join([name.text or "", *institutions]))
    surname, given, suffix = (_read_text(name.find(tag)) for tag in ("surname", "given-names", "suffix"))
    if not surname and not given or (name.tag == "string-name" and (name.text or "").strip()):
        return _read_text(name)
    if inverted:
        return ", ".join(filter(None, (f"{surname} {suffix}".strip(), given)))
    eastern = name.get("name-style") == "eastern"
    return " ".join(filter(None, (surname, given, suffix) if eastern else (given, surname, suffix)))


def _find_leaves(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        if len(child) and not (child.text or "").strip():
            yield from _find_leaves(child)
        else:
            yield child


def _choose_citations(ref: etree._Element) -> list[etree._Element]:
    """The printed forms of an entry or, where there is none, the tagged ones."""
    for tag in ("mixed-citation", "citation", "nlm-citation", "element-citation"):
        found = [citation for citation in ref.iter(tag) if _read_text(citation)]
        if found:
            return found
    return []


def _read_citation(citation: etree._Element) -> str:
    """An entry as it is printed; composed where it is made of tagged parts alone."""
    between = [citation.text, *(child.tail for child in citation)]
    if any((text or "").strip() for text in between) or not len(citation):
        return _read_text(citation)
    parts = _CitationParts(citation)
    people = parts.take_people("author", "")
    year = parts.take("year")
    head = f"{people} ({year})" if people and year else people or year
    volume, issue = parts.take("volume"), parts.take("issue")
    first, last = parts.take("fpage"), parts.take("lpage")
    ordered = [
        head,
        parts.take("article-title"), parts.take("chapter-title"), parts.take("data-title"), parts.take("part-title"),
        parts.take_people(None, " "),
        ", ".join(filter(None, (
            parts.take("source"), f"{volume}({issue})" if volume and issue else volume or issue,
            "-".join(filter(None, (first, last))) or parts.take("page-range"), parts.take("elocation-id"),
        ))),
        parts.take("edition"),
        ": ".join(filter(None, (parts.take("publisher-loc"), parts.take("publisher-name")))),
        *parts.take_rest(),
    ]  # fmt: skip
    return re.sub(r"([.?!])\.(?= |$)", r"\1", ". ".join(filter(None, ordered)) + ".")


class _CitationParts:
    """The parts of a tagged bibliography entry, each taken once."""

    def __init__(self, citation: etree._Element) -> None:
        self.parts = list(citation)

    def take(self, tag: str) -> str:
        found = [part for part in self.parts if part.tag == tag]
        self.parts = [part for part in self.parts if part.tag != tag]
        return ", ".join(filter(None, map(_read_text, found)))

    def take_people(self, role: str | None, default: str) -> str:
        """The people of a role, those of no named role with it where the default is empty; None takes everyone."""
        people: list[str] = []
        for part in list(self.parts):
            group = part.get("person-group-type", default) if part.tag == "person-group" else default
            if part.tag not in PEOPLE or (role and group not in (role, "")):
                continue
            self.parts.remove(part)
            people += map(_read_person, part if part.tag == "person-group" and len(part) else (part,))
        return "; ".join(filter(None, people))

    def take_rest(self) -> list[str]:
        rest, self.parts = self.parts, []
        texts = ((part.get("pub-id-type"), _read_text(part)) for part in rest)
        return [f"doi: {text}" if kind == "doi" else text for kind, text in texts if text]


def _read_person(person: etree._Element) -> str:
    if person.tag == "etal":
        return _read_text(person) or "et al."
    return _read_name(person, inverted=True) if person.tag in ("name", "string-name", "collab") else _read_text(person)
