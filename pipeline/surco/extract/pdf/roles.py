"""Groups of lines → typed pieces: front matter, headings, abstracts, paragraphs, quotes, items, captions, references."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from surco.extract.assemble import Box, Piece
from surco.extract.cues import (
    ABSTRACT,
    AFFILIATION,
    AFTER_REFERENCES,
    CAPTION,
    ENDNOTES,
    KEYWORDS,
    REFERENCES,
    SOURCE_LINE,
    TABLE_NOTE,
    match_by_language,
    read_list_marker,
)
from surco.extract.pdf.front import find_front, find_title_size, is_slug, looks_like_names, reads_as_prose, retype_foot
from surco.extract.pdf.lines import Line
from surco.extract.pdf.measure import Measure, is_centred
from surco.extract.pdf.notes import read_marker
from surco.extract.pdf.tables import Table
from surco.extract.text import Vocabulary, join_lines
from surco.language import detect_language

Group = list[Line]
_SECTION_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)\.?\s+[^\W\d_a-zà-ÿ]")
"""`2.1. Los primeros años`, `3 Resultados`."""
BY_STYLE = 0
"""The level of a heading whose style has yet to be ranked."""


class RoleReader:
    """Reads the groups of a document in order; what a group is depends on what stood before it."""

    def __init__(self, measure: Measure, vocabulary: Vocabulary, tables: Sequence[Table] = ()) -> None:
        self.measure = measure
        self.vocabulary = vocabulary
        self.tables = tables
        self.under_table: Group | None = None
        self.part = "front"
        self.abstract: str | None = None
        self.title_seen = self.abstract_seen = False
        self.title_size = 0.0
        self.front = 1

    def read_groups(self, groups: Sequence[Group]) -> list[Piece]:
        """One piece a group; the levels of headings without number by their styles, the largest first."""
        self.front = find_front(groups, self.measure.size)
        self.title_size = find_title_size(groups, self.front, self.measure.size)
        pieces = [
            self._read_group(group, groups[k + 1] if k + 1 < len(groups) else None, groups[k - 1] if k else None)
            for k, group in enumerate(groups)
        ]
        pieces = retype_foot(pieces, groups, self.measure.size)
        styles = {_style(group) for piece, group in zip(pieces, groups, strict=True) if piece.level == BY_STYLE}
        ranks = sorted(styles, key=lambda style: (-style[0], not style[2], not style[1]))
        return [
            replace(piece, level=1 + ranks.index(_style(group))) if piece.level == BY_STYLE else piece
            for piece, group in zip(pieces, groups, strict=True)
        ]

    def _read_group(self, group: Group, following: Group | None, before: Group | None) -> Piece:
        text, calls = write_text(group, self.vocabulary)
        if group[0].page < self.front:
            return self._piece("furniture", group, text, ())
        for read in (self._read_labelled, self._read_reference, self._read_front, self._read_heading, self._read_body):
            piece = read(group, text, calls, following, before)
            if piece is not None:
                return piece
        return self._piece("paragraph", group, text, calls)

    def _piece(self, kind: str, group: Group, text: str, calls: tuple[tuple[int, str], ...], **more: object) -> Piece:
        return Piece(type=kind, text=text, calls=calls, boxes=tuple(find_boxes(group)), **more)  # type: ignore[arg-type]

    def _read_labelled(
        self, group: Group, text: str, calls: tuple[tuple[int, str], ...], following: Group | None, before: Group | None
    ) -> Piece | None:
        """Abstracts, keywords, captions and the headings that open the bibliography or the notes."""
        if REFERENCES.fullmatch(text):
            self.part = "references"
            return self._piece("heading", group, text, calls, level=1)
        if ENDNOTES.fullmatch(text) and self.part != "front":
            self.part = "endnotes"
            return self._piece("heading", group, text, calls, level=1)
        if self.part in ("references", "endnotes") and _is_heading_like(group, text) and AFTER_REFERENCES.match(text):
            self.part = "body"
            return self._piece("heading", group, text, calls, level=1)
        keywords = match_by_language(KEYWORDS, text)
        if keywords and self.part in ("front", "body") and group[0].page <= self.front + 2:
            self.abstract = None
            return self._piece("keywords", group, text, calls, language=keywords[0])
        abstract = match_by_language(ABSTRACT, text)
        if abstract and self.part in ("front", "body") and group[0].page <= self.front + 2:
            self.abstract_seen = True
            rest = text[abstract[1].end() :].strip(" .:")
            if not rest or (len(rest) < 25 and rest.isupper()):
                self.abstract, self.part = abstract[0], "front"
                return self._piece("heading", group, text, calls, level=1)
            if re.match(r"\s*[.:–—-]", text[abstract[1].end() :]) or (len(text) > 300 and group[0].bold):
                self.abstract = None
                return self._piece("abstract", group, text, calls, language=abstract[0])
        if self.part not in ("references", "endnotes") and len(text) < 500 and (
            CAPTION.match(text) or SOURCE_LINE.match(text) or TABLE_NOTE.match(text) and group[0].size < 0.93 * self.measure.size
            or self._explains_table(group, before)
        ):
            self.under_table = None if CAPTION.match(text) else group
            return self._piece("caption", group, text, calls)
        return None

    def _explains_table(self, group: Group, before: Group | None) -> bool:
        """Whether small lines stand right under a table, or under the source line below it: what its signs mean."""
        line = group[0]
        if line.size >= 0.93 * self.measure.size:
            return False
        if before is not None and before is self.under_table and abs(before[-1].size - line.size) < 0.3:
            return before[-1].page == line.page and line.top - before[-1].bottom < line.size
        ends = (table.bottom for table in self.tables if table.page == line.page and table.x0 - 5 < line.x0 < table.x1)
        return any(-line.size < line.top - end < 2.5 * line.size for end in ends)

    def _read_reference(
        self, group: Group, text: str, calls: tuple[tuple[int, str], ...], following: Group | None, before: Group | None
    ) -> Piece | None:
        if self.part == "references":
            if _is_heading_like(group, text) and len(text) < 70 and not re.search(r"\d", text) and group[0].bold:
                return self._piece("heading", group, text, calls, level=2)
            return self._piece("reference", group, text, ())
        if self.part == "endnotes":
            marked = read_marker(group[0])
            if marked:
                text, calls = write_text(group, self.vocabulary, skip=marked[0])
                return self._piece("footnote", group, text, calls, marker=marked[0], endnote=True)
        return None

    def _read_front(
        self, group: Group, text: str, calls: tuple[tuple[int, str], ...], following: Group | None, before: Group | None
    ) -> Piece | None:
        if self.part != "front":
            return None
        first = group[0]
        if first.page > self.front + 1 and self.abstract is None:
            self.part = "body"
            return None
        if self.abstract is not None:
            if len(text) > 120:
                language = detect_language(text, default=self.abstract)
                return self._piece("abstract", group, text, calls, language=language)
            if self._looks_like_heading(group):
                self.part, self.abstract = "body", None
            return None
        if first.page == self.front and first.size >= min(self.title_size, 1.2 * self.measure.size) and len(text) > 12 and not is_slug(text):
            opens = self.abstract_seen and following is not None and self._opens_text(text, following)
            if first.size > 0.97 * self.title_size or self.title_seen and first.size >= 0.7 * self.title_size and not opens:
                self.title_seen = True
                return self._piece("title", group, text, ())
        if len(text) > 350 and first.size >= 0.97 * self.measure.size:
            return None
        if first.page == self.front and self.abstract_seen and first.size < 0.93 * self.measure.size:
            if is_slug(text):
                return self._piece("furniture", group, text, ())
            if "@" in text or AFFILIATION.match(text):
                return self._piece("affiliation", group, text, ())
        if first.page == self.front and not self.abstract_seen:
            if is_slug(text):
                return self._piece("furniture", group, text, ())
            if reads_as_prose(text):
                return None
            if AFFILIATION.search(text) and len(text) < 700 and self.title_seen:
                return self._piece("affiliation", group, text, ())
            if self.title_seen and looks_like_names(text) and (not first.bold or calls or "," in text):
                return self._piece("author", group, text, ())
            awaited = not self.title_seen and self.title_size > 1.05 * self.measure.size and len(text) < 60
            if awaited or first.size < 0.9 * self.measure.size:
                return self._piece("furniture", group, text, ())
        return None

    def _opens_text(self, text: str, following: Group) -> bool:
        """Whether a large line behind an abstract is the first section's heading: numbered, or above a passage of text."""
        passage = following[0].size > 0.97 * self.measure.size and sum(len(line.text) for line in following) > 150
        return bool(_SECTION_NUMBER.match(text)) or passage and len(text) < 60

    def _looks_like_heading(self, group: Group) -> bool:
        text = " ".join(line.text for line in group)
        if not 3 < len(text) < 220 or len(group) > 4 or not re.search(r"[^\W\d_]{3}", text):
            return False
        if re.search(r"[.;,]$", text) and not re.match(r"\d", text):
            return False
        larger = group[0].size > 1.06 * self.measure.size
        numbered = bool(re.match(r"(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]+\.)\s+\S", text))
        bold = all(line.bold for line in group)
        capital = text.isupper() and len(text) > 6
        slanted = all(line.italic for line in group) and len(text) < 100 and len(group) == 1
        return larger or bold or capital or (numbered and slanted) or slanted

    def _read_heading(
        self, group: Group, text: str, calls: tuple[tuple[int, str], ...], following: Group | None, before: Group | None
    ) -> Piece | None:
        if group[0].size < (0.8 if text.isupper() and is_centred(group[0]) else 0.93) * self.measure.size:
            return None
        if not self._is_plain_heading(group, text, following, before):
            if not self._looks_like_heading(group):
                return None
            style = _style(group)
            if style[0] <= 1.06 * self.measure.size and not style[1] and not text.isupper():
                gap = self._stands_apart(group, before) or _is_slanted_alone(group, following, before)
                if not gap or following is None or not following[0].text[:1].isupper() or read_list_marker(text):
                    return None
        self.part = "body" if self.part == "front" else self.part
        self.abstract = None
        return self._piece("heading", group, text, calls, level=_read_level(text))

    def _stands_apart(self, group: Group, before: Group | None) -> bool:
        if before is None or before[-1].page != group[0].page or before[-1].column != group[0].column:
            return True
        return group[0].base - before[-1].base > 1.3 * self.measure.leading_of(group[0])

    def _is_plain_heading(self, group: Group, text: str, following: Group | None, before: Group | None) -> bool:
        """Whether a line in the text's own dress is a heading: short, numbered, centred or between gaps, then a passage."""
        line = group[0]
        if len(group) > 1 or not 3 < len(text) < 90 or following is None or before is None:
            return False
        if re.search(r"[.,;:)!?…»”\d]$", text):
            return False
        if self.part != "body" and not self.abstract_seen or not following[0].text[:1].isupper():
            return False
        numbered = _SECTION_NUMBER.match(text)
        items = read_list_marker(following[0].text) or read_list_marker(before[0].text) and not before[-1].text.endswith(".")
        if not numbered and (read_list_marker(text) or not text[:1].isupper()):
            return False
        if items and not (numbered and "." in numbered[1]):
            return False
        near = following[0].page == line.page and following[0].column == line.column
        step = following[0].base - line.base
        if not near or line.x1 > line.right - 0.15 * (line.right - line.left) or not self._stands_apart(group, before):
            return False
        return bool(numbered) or is_centred(line) or 1.15 < step / self.measure.leading_of(line) < 3

    def _read_body(
        self, group: Group, text: str, calls: tuple[tuple[int, str], ...], following: Group | None, before: Group | None
    ) -> Piece | None:
        marked = read_list_marker(text)
        dashed = marked is not None and marked[0] in "-–—"
        if marked and (not dashed or _is_hanging(group) or _is_dashed_list(marked[0], following, before)):
            body, shift = marked[1], len(text) - len(marked[1])
            moved = tuple((max(0, at - shift), marker) for at, marker in calls)
            return self._piece("list_item", group, body, moved, marker=marked[0])
        if self.part == "front" and (self.abstract is None and group[0].page == self.front and len(text) < 60):
            return None
        if self._is_quote(group, text) or self._is_small_quote(group, text, following, before):
            return self._piece("quote", group, text, calls)
        return None

    def _is_quote(self, group: Group, text: str) -> bool:
        """Whether a passage stands in from the text's edge as a whole, in the same or a smaller size."""
        if len(text) < 40 or group[0].bold:
            return False
        indents = [line.x0 - line.left for line in group]
        inner = min(indents[1:]) if len(group) > 1 else indents[0]
        size = self.measure.size
        indented = inner > 0.9 * size and (len(group) > 1 or indents[0] > 1.8 * size or group[0].size < 0.97 * size)
        smaller = group[0].size < 0.96 * size
        return indented and (smaller or (len(group) > 1 and inner > 1.2 * size))

    def _is_small_quote(self, group: Group, text: str, following: Group | None, before: Group | None) -> bool:
        """Whether a passage in a smaller size, not indented, stands between two in the text's own."""
        size = self.measure.size
        if self.part != "body" or before is None or len(text) < 80 or not 0.75 * size < group[0].size < 0.93 * size:
            return False
        around = [before[-1], *(following[:1] if following else [])]
        plain = all(abs(line.size - size) < 0.03 * size and not line.bold for line in around)
        return plain and text.endswith((".", ")", "”", "»"))


def _read_level(text: str) -> int:
    numbered = re.match(r"(\d{1,2}(?:\.\d{1,2})*)\.?\s", text)
    return min(6, numbered[1].count(".") + 1) if numbered else BY_STYLE


def _style(group: Group) -> tuple[float, bool, bool]:
    return round(group[0].size, 1), group[0].bold, " ".join(line.text for line in group).isupper()


def _is_slanted_alone(group: Group, following: Group | None, before: Group | None) -> bool:
    """Whether a short line in italics stands between the end of one passage and the start of another in roman."""
    if following is None or before is None or len(group) > 1 or following[0].italic or before[-1].italic:
        return False
    return group[0].x1 < group[0].right - 0.25 * (group[0].right - group[0].left) and (
        before[-1].bold or bool(re.search(r"[.!?:][”»\")]*$", before[-1].text))
    )


def _is_heading_like(group: Group, text: str) -> bool:
    return len(group) <= 3 and len(text) < 150 and (group[0].bold or text.isupper() or len(text) < 40)


def _is_hanging(group: Group) -> bool:
    return len(group) < 2 or group[1].x0 > group[0].x0 + 2 or group[0].x0 > group[0].left + 2


def _is_dashed_list(dash: str, following: Group | None, before: Group | None) -> bool:
    """Whether what begins with a dash stands in a list: behind a colon, or beside another that begins with it."""
    if before is not None and (before[-1].text.endswith(":") or before[0].text.startswith(f"{dash} ")):
        return True
    return following is not None and following[0].text.startswith(f"{dash} ")


def write_text(
    group: Group, vocabulary: Vocabulary, *, skip: str | None = None
) -> tuple[str, tuple[tuple[int, str], ...]]:
    """The clean text of a group and its note calls as (code point, marker); `skip` is the note's own marker at the start."""
    lines = [line.text for line in group]
    calls = [list(line.calls) for line in group]
    if skip is not None:
        if calls[0] and calls[0][0][0] == 0:
            calls[0].pop(0)
        else:
            marked = read_marker(group[0])
            cut = len(lines[0]) - len(marked[1]) if marked else 0
            lines[0] = lines[0][cut:]
            calls[0] = [(max(0, at - cut), marker) for at, marker in calls[0]]
    text, starts = join_lines(lines, vocabulary)
    placed = []
    for line, start, own in zip(lines, starts, calls, strict=True):
        lead = len(line) - len(line.lstrip())
        for at, marker in own:
            placed.append((min(len(text), start + max(0, at - lead)), marker))
    return text, tuple(placed)


def find_boxes(group: Sequence[Line]) -> Iterator[Box]:
    """Yield one box for each page and column that a group stands on, rounded to a tenth of a point."""
    places: dict[tuple[int, int], list[Line]] = {}
    for line in group:
        places.setdefault((line.page, line.column), []).append(line)
    for (page, _), lines in places.items():
        yield (
            page, round(min(line.x0 for line in lines), 1), round(min(line.top for line in lines), 1),
            round(max(line.x1 for line in lines), 1), round(max(line.bottom for line in lines), 1),
        )  # fmt: skip
