"""A page's content stream → its operators with their operands, each token found by one pattern.

pdfminer.six reads a stream letter by letter. What the pattern does not know – inline images, strings and dictionaries nested
deep, damage – is left to its parser, from that place to the stream's end.
"""

from __future__ import annotations

import re
from binascii import unhexlify
from collections.abc import Iterator
from typing import Any

from pdfminer.pdfinterp import PDFContentParser
from pdfminer.pdftypes import PDFStream
from pdfminer.psexceptions import PSEOF
from pdfminer.psparser import LIT, PSKeyword

Operator = tuple[bytes, list[Any]]
"""Its name, and the operands before it: numbers, bytes, names, lists of these, inline images."""

_BLANKS = b" \t\n\r\f\v"
# `12`, `-.5`, `3.`
_NUMBER = rb"[+-]?+(?:\d++(?:\.\d*+)?+|\.\d++)"
# `(a \(2\) b)`, `(a (2) b)`
_INSIDE = rb"[^()\\]++|\\."
_STRING = rb"\((?:%b|\((?:%b)*+\))*+\)" % (_INSIDE, _INSIDE)
# `<0041 0042>`
_HEX = rb"<\s*+(?:[\da-fA-F]\s*+[\da-fA-F]\s*+)*+>"
# `/MCID 3 /ActualText (x)`
_ENTRIES = rb"[^<>()%%{}]++|%b|%b" % (_STRING, _HEX)

_TOKEN = re.compile(
    rb"""[\s\0]*+ (?:
        ( %(number)b )
      | ( [A-Za-z][^\#/%%\[\]()<>{}\s]*+ | ['"] )                    # an operator
      | ( \[ (?: \s | %(number)b | %(string)b | %(hex)b )*+ \] )     # an array: letters and the gaps between them
      | ( /[^\#/%%\[\]()<>{}\s]*+ ) (?!\#)                           # a name
      | ( %(string)b | %(hex)b )
      | ( << (?: %(entries)b | << (?: %(entries)b )*+ >> )*+ >> )    # a dictionary: it concerns no glyph
      | ( %%[^\r\n]*+ )                                              # a comment
      | ( . )
    )"""
    % {b"number": _NUMBER, b"string": _STRING, b"hex": _HEX, b"entries": _ENTRIES},
    re.VERBOSE | re.DOTALL,
)
_AS_NUMBER, _AS_OPERATOR, _AS_ARRAY, _AS_NAME, _AS_STRING, _AS_DICTIONARY, _AS_COMMENT, _AS_UNKNOWN = range(1, 9)
_ITEM = re.compile(rb"(%b)|(%b|%b)" % (_NUMBER, _STRING, _HEX), re.DOTALL)
_ESCAPE = re.compile(rb"\\(?:[0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPES = {rb"\n": b"\n", rb"\r": b"\r", rb"\t": b"\t", rb"\b": b"\b", rb"\f": b"\f", rb"\(": b"(", rb"\)": b")", rb"\\": b"\\"}
_ESCAPES |= {b"\\" + form % code: bytes([code & 0xFF]) for code in range(0o1000) for form in (b"%o", b"%02o", b"%03o")}


def read_operators(data: bytes) -> Iterator[Operator]:
    """Yield the operators of a decoded content stream in their order.

    >>> list(read_operators(rb"/F1 9 Tf [(Sur\\055) -20 <537572>] TJ"))
    [(b'Tf', [/'F1', 9.0]), (b'TJ', [[b'Sur-', -20.0, b'Sur']])]
    """
    operands: list[Any] = []
    end = 0
    for token in _TOKEN.finditer(data):
        kind = token.lastindex or _AS_UNKNOWN
        text = token[kind]
        if kind == _AS_NUMBER:
            operands.append(float(text))
        elif kind == _AS_OPERATOR:
            if text == b"BI":
                break
            if text == b"ID":  # outside of an inline image
                continue
            yield text, operands
            operands = []
        elif kind == _AS_ARRAY:
            operands.append([float(number) if number else _read_string(string) for number, string in _ITEM.findall(text)])
        elif kind == _AS_STRING:
            operands.append(_read_string(text))
        elif kind == _AS_NAME:
            operands.append(_read_name(text))
        elif kind == _AS_DICTIONARY:
            operands.append({})
        elif kind == _AS_UNKNOWN:
            break
        end = token.end()
    if data[end:].strip(_BLANKS + b"\0"):
        yield from _parse_operators(data[end:], operands)


def _read_string(text: bytes) -> bytes:
    """The bytes that `(…)` or `<…>` stands for; what an unknown escape stands for is nothing, as pdfminer has it."""
    inside = text[1:-1]
    if text.startswith(b"<"):
        return unhexlify(inside.translate(None, _BLANKS))
    return _ESCAPE.sub(lambda escape: _ESCAPES.get(escape[0], b""), inside) if b"\\" in inside else inside


def _read_name(text: bytes) -> Any:
    try:
        return LIT(text[1:].decode())
    except UnicodeDecodeError:
        return LIT(text[1:])


def _parse_operators(data: bytes, operands: list[Any]) -> Iterator[Operator]:
    """The same by pdfminer's parser."""
    try:
        parser = PDFContentParser([PDFStream({}, data)])
        while True:
            _, item = parser.nextobject()
            if isinstance(item, PSKeyword):
                yield item.name, operands
                operands = []
            else:
                operands.append(item)
    except PSEOF:
        return
