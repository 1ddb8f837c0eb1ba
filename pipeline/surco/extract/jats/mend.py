"""The bytes of an XML file → text that a parser can read: no DTD, comment or entity in it, damage mended and said."""

from __future__ import annotations

import html
import html.entities
import re

from surco.records import SourceError, Warn

MAX_EXPANSION = 1_000_000
"""Characters that a document's own entities may grow to, all together."""
MAX_NESTING = 20
"""Entities inside one another."""

# <?xml version="1.0" encoding="iso-8859-1"?>
_ENCODING = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["'](iso-8859-\d+|windows-125\d|latin-?1|macintosh)["']""", re.IGNORECASE
)
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
# &oacute; &amp;oacute; &#243; R&D
_AMPERSAND = re.compile(
    r"""& (?: amp; (?=\#?\w{2,31};) )? (?: (?P<name>[A-Za-z_][\w.:-]*); | \#(?P<number>[xX]?[0-9a-fA-F]{1,7}); )?""",
    re.VERBOSE,
)
# coraz&oacuten
_UNCLOSED = re.compile(r"&([A-Za-z](?:acute|grave|circ|tilde|uml|cedil|ring|slash))(?!;)")
# p < 0,05
_STRAY_LESS = re.compile(r"<(?![A-Za-z_/])")
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_XML_NAMES = frozenset({"amp", "lt", "gt", "quot", "apos"})


def mend_xml(data: bytes) -> tuple[str, list[Warn]]:
    """The text, with a warning for each kind of damage; raises SourceError where its entities grow without end.

    >>> mend_xml(b"<p>regi&oacute;n<!-- sur --> &amp; R&D: p < 0,05</p>")
    ('<p>región &amp; R&amp;D: p &lt; 0,05</p>', [])
    """
    text, warnings = _decode(data)
    text, lost = _open_hidden(text)
    if lost:
        detail = f"a comment is never closed; the last {lost} characters are lost in it"
        warnings.append(Warn("damaged-xml", detail=detail))
    text, declared = _cut_doctype(text)
    entities = _Entities(declared)
    text = entities.replace_all(text)
    if entities.unknown:
        detail = f"{', '.join(sorted(entities.unknown))}: left as they stand; external ones are never read"
        warnings.append(Warn("unknown-entity", detail=detail))
    text, count = _ILLEGAL.subn("", _STRAY_LESS.sub("&lt;", text))
    if count:
        warnings.append(Warn("illegal-characters", detail=f"{count} characters that XML forbids are left out"))
    return text.strip("\ufeff \t\r\n"), warnings


def _decode(data: bytes) -> tuple[str, list[Warn]]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), []
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        named = _ENCODING.search(data[:400])
    if named:
        return data.decode(named[1].decode("ascii"), "replace"), []
    return data.decode("cp1252", "replace"), [Warn("undeclared-encoding", detail="not UTF-8; read as Windows-1252")]


def _open_hidden(text: str) -> tuple[str, int]:
    """The text without comments, its CDATA as text; and how many characters a comment without end takes away."""
    lost = next((len(match[0]) for match in _HIDDEN.finditer(text) if match["open"] is not None), 0)
    return _HIDDEN.sub(lambda match: html.escape(match["text"] or "", quote=False), text), lost


def _cut_doctype(text: str) -> tuple[str, dict[str, str | None]]:
    """The text without its document type, and the entities declared there: None for those outside the file."""
    doctype = _DOCTYPE.match(text, max(text.find("<!DOCTYPE"), 0))
    if not doctype:
        return text, {}
    declared: dict[str, str | None] = {}
    for entity in _ENTITY.finditer(doctype["subset"] or ""):
        value = entity["double"] if entity["double"] is not None else entity["single"]
        declared.setdefault(entity["name"], value)
    return text[: doctype.start()] + text[doctype.end() :], declared


class _Entities:
    """Replaces entities: XML's own stay, HTML's become letters, the document's own are expanded within limits."""

    def __init__(self, declared: dict[str, str | None]) -> None:
        self.declared = declared
        self.left = MAX_EXPANSION
        self.unknown: set[str] = set()

    def replace_all(self, text: str) -> str:
        text = _UNCLOSED.sub(lambda match: html.unescape(f"&{match[1]};"), text)
        return self._replace_inside(text, ())

    def _replace_inside(self, text: str, names: tuple[str, ...]) -> str:
        return _AMPERSAND.sub(lambda match: self._replace(match, names), text)

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
        if not match[0].startswith("&amp;"):
            self.unknown.add(match[0])
        return f"&amp;{name};"

    def _expand(self, name: str, value: str, inside: tuple[str, ...]) -> str:
        self.left -= len(value) + 1
        if self.left < 0 or name in inside or len(inside) > MAX_NESTING:
            raise SourceError(
                f"its entity &{name}; grows without end; don't trust this file, or remove the <!ENTITY> declarations"
            )
        return self._replace_inside(value, (*inside, name))
