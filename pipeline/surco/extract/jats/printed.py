"""An element → its text as it is printed, in one clean line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from surco.extract.jats.tree import Element
from surco.extract.text import clean_text

JOINED = frozenset({
    "p", "break", "verse-line", "attrib", "title", "subtitle", "label", "speaker", "td", "th", "term", "def",
})  # fmt: skip
"""Elements that end a word where they stand inside a text."""
UNPRINTED = frozenset({
    "alt-text", "long-desc", "object-id", "x", "contrib-id", "tex-math", "annotation", "private-char", "permissions",
})  # fmt: skip

# \documentclass{…}\begin{document}$a$\end{document}
_LATEX_FRAME = re.compile(r"^.*?\\begin\{document\}|\\end\{document\}.*$")


def read_text(element: Element | None) -> str:
    """The printed text of an element; nothing for no element."""
    return clean_text("".join(_iterate_text(element))) if element is not None else ""


def _iterate_text(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        blank = " " if child.tag in JOINED else ""
        if child.tag == "alternatives":
            yield from _iterate_text(choose_alternative(child))
        elif child.tag == "inline-formula":
            yield read_formula(child)
        elif child.tag not in UNPRINTED:
            yield blank
            yield from _iterate_text(child)
            yield blank
        yield child.tail or ""


def choose_alternative(alternatives: Element) -> Element:
    """The first form that holds text; one without any stands for pictures."""
    first = alternatives[0] if len(alternatives) else alternatives
    return next((form for form in alternatives if read_text(form)), first)


def read_formula(formula: Element) -> str:
    """A formula's text or, where it prints none, its TeX source."""
    source = " ".join(tex.text or "" for tex in formula.iter("tex-math"))
    return read_text(formula) or _LATEX_FRAME.sub("", clean_text(source)).strip()


def pop_text(element: Element, tag: str) -> str:
    """The text of a child, which is taken out of the element."""
    child = element.find(tag)
    if child is None:
        return ""
    text = read_text(child)
    before, tail = child.getprevious(), child.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        element.text = (element.text or "") + tail
    child.tail = None
    element.remove(child)
    return text


def join_label(label: str, text: str, mark: str = "") -> str:
    """A label and its text, the mark between them where the label ends in a letter or digit.

    >>> join_label("Palabras clave", "ríos; redes", ":"), join_label("1.", "Método")
    ('Palabras clave: ríos; redes', '1. Método')
    """
    if not (label and text):
        return label or text
    return f"{label}{mark if label[-1].isalnum() else ''} {text}"


def join_parts(*parts: str, mark: str = " ") -> str:
    """Those of the parts that hold text, the mark between them.

    >>> join_parts("12", "", "19", mark="-")
    '12-19'
    """
    return mark.join(filter(None, parts))
