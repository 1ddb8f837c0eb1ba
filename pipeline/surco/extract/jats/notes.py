"""An article's notes → by which marker the text calls each of them, and which marker it bears."""

from __future__ import annotations

import re

from surco.extract.jats.printed import read_text
from surco.extract.jats.tree import Element

# 1 12 * † a (as a note's number stands in the text)
_MARKER = re.compile(r"\d{1,3}|[*†‡§¶#]+|[a-z]|[ivxIVX]{1,5}")
# 1. Sobre…, * Profesora…
_LEADING_MARKER = re.compile(r"\s*[(\[]?(\d{1,3}|[*†‡§¶#]+)[.)\]]*\s+")
SEPARATORS = re.compile(r"[\s,;.\-–]*")
"""What may stand between two note calls in a row."""


class NoteIndex:
    """The elements of an article by id, the marker by which the text calls each note, and a number for the others."""

    def __init__(self, article: Element) -> None:
        self.by_id = {element.get("id"): element for element in article.iter() if element.get("id")}
        self.called: dict[str, str] = {}
        self.unnumbered = 0
        for xref in article.iter("xref"):
            for rid in (xref.get("rid") or "").split():
                target = self.by_id.get(rid)
                if target is not None and target.tag == "fn":
                    self.called.setdefault(rid, clean_marker(read_text(xref)))

    def read_call(self, xref: Element, target: Element | None) -> str:
        """The marker of the note that is called, or nothing where the words belong to the sentence."""
        printed = clean_marker(read_text(xref))
        if printed and not _MARKER.fullmatch(printed):
            return ""
        label = clean_marker(read_text(target.find("label"))) if target is not None and target.tag == "fn" else ""
        return label if _MARKER.fullmatch(label) else printed

    def mark_note(self, note: Element) -> str:
        """The marker of a note that stands in the text: its own, or a running number that it is given."""
        marker = clean_marker(read_text(note.find("label")))
        if not marker:
            self.unnumbered += 1
            marker = str(self.unnumbered)
            label = note.makeelement("label")
            label.text = marker
            note.append(label)
        return marker


def clean_marker(text: str) -> str:
    """A note's marker without what stands around it.

    >>> clean_marker(" [12]. ")
    '12'
    """
    return text.strip(" ()[].,:;")


def cut_marker(note: Element, expected: str) -> str | None:
    """Take the marker out of a note's first words: raised ones, and the one that is expected."""
    first = next((element for element in note.iter() if (element.text or "").strip()), None)
    if first is None:
        return None
    marker = clean_marker(first.text)
    if first.tag == "sup" and _MARKER.fullmatch(marker):
        first.text = None
        return marker
    leading = _LEADING_MARKER.match(first.text)
    if leading and leading[1] == expected:
        first.text = first.text[leading.end() :]
    return None


def is_raised(element: Element) -> bool:
    """Whether it is a superscript, or a reference that stands in one or holds one."""
    return element.tag == "sup" or element.getparent().tag == "sup" or element.find("sup") is not None


def holds_separator(sup: Element) -> bool:
    """Whether a superscript holds no more than the comma between two note calls."""
    around = [each for each in (sup.getprevious(), sup.getnext()) if each is not None]
    calls = any(each.tag == "xref" and each.get("ref-type") == "fn" for each in around)
    return calls and not len(sup) and bool(SEPARATORS.fullmatch(sup.text or ""))
