"""How a case table is written: spans in ⟦ ⟧, works as `Anaya & Peña 2010 @12`."""

from __future__ import annotations

from surco.records import Citation, Work


def read_row(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without the marks, and the spans they enclose."""
    text, spans, start = "", [], 0
    for char in marked:
        if char == "⟦":
            start = len(text)
        elif char == "⟧":
            spans.append((start, len(text)))
        else:
            text += char
    return text, spans


def show_spans(text: str, citations: tuple[Citation, ...]) -> str:
    """The text with the spans found in it marked."""
    shown, at = "", 0
    for c in citations:
        shown += text[at : c.start] + "⟦" + text[c.start : c.end] + "⟧"
        at = c.end
    return shown + text[at:]


def show_work(work: Work) -> str:
    """A work in the notation of the tables."""
    shown = " & ".join(work.authors) or "_"
    if work.et_al:
        shown += " etal"
    shown += f" {work.year or '_'}"
    for mark, value in (("<", work.original_year), ("#", work.date), ("@", work.locator), ("^", work.prefix)):
        if value:
            shown += f" {mark}{value}"
    return shown + (f" via{work.via}" if work.via is not None else "")


def show_works(citations: tuple[Citation, ...]) -> str:
    """All works of all citations, `|` between works."""
    return " | ".join(show_work(w) for c in citations for w in c.works)
