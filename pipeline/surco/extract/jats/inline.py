"""An element's mixed content → one run of text, with the note calls and links in it and what is anchored to it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from surco.extract.jats.notes import SEPARATORS, NoteIndex, holds_separator, is_raised
from surco.extract.jats.printed import JOINED, UNPRINTED, choose_alternative, read_formula
from surco.extract.jats.tree import Element
from surco.extract.text import clean_text
from surco.records import UNMARKED, BlockType

SPLITTING = frozenset({
    "list", "disp-quote", "disp-formula", "disp-formula-group", "def-list", "verse-group", "preformat",
})  # fmt: skip
"""Elements that part a paragraph into what stands before and behind them."""
FLOATING = frozenset({
    "fig", "fig-group", "table-wrap", "table-wrap-group", "boxed-text", "supplementary-material", "media", "array",
})  # fmt: skip
"""Elements that are only anchored in a paragraph, and follow it."""

# véase la nota 3
_NOTE_WORD = re.compile(r"\b(?:notas?|notes?)\s+(?:al pie\s+)?(?:n[.º°]*\s*)?$", re.IGNORECASE)
_PUNCTUATION = tuple(".,;:)]}!?…»”")

InlineLink = tuple[int, int, tuple[str, ...]]
"""Start and end of a citation, and the ids of its references."""


@dataclass(eq=False)
class Run:
    """A text while it is read: raw characters, the calls and links at raw offsets, and what is anchored in it."""

    kind: BlockType
    element: Element
    marker: str | None = None
    level: int | None = None
    endnote: bool = False
    raw: str = ""
    keys: tuple[str, ...] = ()
    calls: list[tuple[int, str]] = field(default_factory=list)
    links: list[InlineLink] = field(default_factory=list)
    floats: list[Element] = field(default_factory=list)

    def add(self, text: str | None) -> None:
        """Put text behind the rest; punctuation that follows a note call moves up to the word."""
        if not text:
            return
        if self.calls and text.startswith(_PUNCTUATION) and not self.raw[self.calls[-1][0] :].strip():
            self.raw = self.raw.rstrip()
            self.calls = [(min(at, len(self.raw)), marker) for at, marker in self.calls]
        self.raw += text

    def clear(self) -> None:
        """Forget the text that was read; what it is and what is anchored in it stay."""
        self.raw, self.calls, self.links = "", [], []

    def find_calls(self) -> tuple[tuple[int, str], ...]:
        """The note calls at offsets of the clean text, each behind the word before it."""
        ends = _measure_offsets(self.raw, (at for at, _ in self.calls))
        return tuple((ends[at], marker) for at, marker in self.calls)

    def find_links(self, text: str) -> Iterator[InlineLink]:
        """The links at offsets of the clean text, without blanks at their ends."""
        ends = _measure_offsets(self.raw, (at for link in self.links for at in link[:2]))
        for start, end, rids in self.links:
            first, last = ends[start], ends[end]
            first += first < len(text) and text[first] == " "
            if first < last:
                yield first, last, rids


def walk_text(element: Element, run: Run, notes: NoteIndex) -> Iterator[Element]:
    """Add the element's text to the run, taking out note calls; yields each block that parts it, at that moment."""
    raised = element.tag == "xref" and element.find("sup") is not None
    run.add(None if raised and _is_layout(element.text) else element.text)
    for child in element:
        yield from _walk_child(child, run, notes)
        apart = raised or (is_raised(child) and child.getnext() is not None and is_raised(child.getnext()))
        run.add(None if apart and _is_layout(child.tail) else child.tail)


def _walk_child(child: Element, run: Run, notes: NoteIndex) -> Iterator[Element]:
    tag = child.tag
    if tag in UNPRINTED or (tag == "sup" and holds_separator(child)):
        return
    if tag in SPLITTING:
        yield child
    elif tag in FLOATING:
        run.floats.append(child)
    elif tag == "fn":
        run.floats.append(child)
        if child.get("id") not in notes.called:
            run.calls.append((len(run.raw), notes.mark_note(child)))
    elif tag == "xref":
        yield from _walk_xref(child, run, notes)
    elif tag == "alternatives":
        yield from walk_text(choose_alternative(child), run, notes)
    elif tag == "inline-formula":
        run.add(read_formula(child))
    else:
        blank = " " if tag in JOINED else ""
        run.add(blank)
        yield from walk_text(child, run, notes)
        run.add(blank)


def _walk_xref(xref: Element, run: Run, notes: NoteIndex) -> Iterator[Element]:
    rids = tuple((xref.get("rid") or "").split())
    target = notes.by_id.get(rids[0]) if rids else None
    kind = xref.get("ref-type") or (target.tag if target is not None else "")
    if kind == "fn" and run.kind not in UNMARKED and run.kind != "table":
        marker = notes.read_call(xref, target)
        if marker and (is_raised(xref) or not _NOTE_WORD.search(run.raw)):
            _take_call(xref, run, marker)
            return
    start = len(run.raw)
    yield from walk_text(xref, run, notes)
    if kind in ("bibr", "ref"):
        run.links.append((start, len(run.raw), rids))


def _take_call(xref: Element, run: Run, marker: str) -> None:
    """Note the call instead of its text, and drop the brackets or commas around it."""
    tail = xref.tail or ""
    if run.raw.endswith(("(", "[")) and tail.startswith((")", "]")):
        run.raw, xref.tail = run.raw[:-1], tail[1:]
    elif xref.getparent().tag == "sup" and SEPARATORS.fullmatch(tail):
        xref.tail = None
    run.calls.append((len(run.raw), marker))


def _is_layout(text: str | None) -> bool:
    """Whether a text is the line break with which a program laid the XML out."""
    return text is not None and "\n" in text and not text.strip()


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
