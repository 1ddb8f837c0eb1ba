"""The first lines of a text dump → title, authors, affiliations, abstracts; and the lines of the body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from surco.extract.cues import ABSTRACT, AFFILIATION, KEYWORDS, match_by_language
from surco.extract.dump.body import Body, Group
from surco.extract.dump.lines import DumpLine, ends_sentence, starts_lower
from surco.language import detect_language
from surco.records import BlockType

DEPTH = 200
"""An abstract's label stands within so many lines from the top."""
_NAME = re.compile(
    r"(?:(?:[A-ZÀ-Þ][\w’'.-]*|de|del|da|do|dos|das|la|las|los|y|e|and|von|van|der)[,;]?[*†‡\d\U000f0000-\U000fffff]*(?:\s+|$)){2,9}"
)
_UNENDED = re.compile(r"(?:\s(?:de|del|da|do|la|las|los|el|y|e|en|para|of|and|the|for)|,|-|:)$")
Chunk = list[DumpLine]


def cut_front(lines: Sequence[DumpLine]) -> tuple[list[Group], list[DumpLine]]:
    """The groups of the front matter, and the lines of the body below it."""
    first = next((k for k, line in enumerate(lines[:DEPTH]) if _read_label(line.text) or _runs_in(line.text)), None)
    if first is None:
        return _cut_untold(lines)
    groups = list(_cut_head(lines[:first]))
    abstracts, end = _cut_abstracts(lines, first)
    return [*groups, *abstracts], list(lines[end:])


def _read_label(text: str) -> str | None:
    """The language of a line that is an abstract's label and nothing else."""
    found = match_by_language(ABSTRACT, text)
    if found is None or re.search(r"\w", text[found[1].end() :]):
        return None
    return found[0]


def _runs_in(text: str) -> bool:
    found = match_by_language(ABSTRACT, text)
    return found is not None and bool(re.match(r"\s*[.:–—-]\s*\S", text[found[1].end() :]))


def _cut_untold(lines: Sequence[DumpLine]) -> tuple[list[Group], list[DumpLine]]:
    """Title and authors of a dump without abstract: a short chunk above a line of names."""
    chunks = list(_cut_chunks(lines[:12]))
    names = next(
        (n for n, chunk in enumerate(chunks[1:4], start=1) if all(_is_name(line.text) for line in chunk)), None
    )
    if names is None or any(ends_sentence(chunk[-1].text) for chunk in chunks[:names]):
        return [], list(lines)
    end = sum(len(chunk) for chunk in chunks[: names + 1])
    while end < len(lines) and end < 12 and AFFILIATION.search(lines[end].text) and lines[end].width < 100:
        end += 1
    return list(_cut_head(lines[:end])), list(lines[end:])


def _cut_chunks(lines: Sequence[DumpLine]) -> Iterator[Chunk]:
    """Yield the lines that stand together without an empty line or a page's end between them."""
    chunk: Chunk = []
    for line in lines:
        if chunk and (line.gap or line.page != chunk[-1].page):
            yield chunk
            chunk = []
        chunk.append(line)
    if chunk:
        yield chunk


def _cut_head(lines: Sequence[DumpLine]) -> Iterator[Group]:
    """Yield title, authors, affiliations and what else stands above the abstracts."""
    named, top = False, True
    for chunk in _cut_chunks(lines):
        for kind, part in _part_head(chunk, named=named, top=top):
            yield Group(kind, tuple(part))
            named, top = named or kind == "author", False


def _part_head(chunk: Chunk, *, named: bool, top: bool) -> Iterator[tuple[BlockType, Chunk]]:
    """Yield the lines of one chunk by type; a title's lines go on until a line of names."""
    parts: list[tuple[BlockType, Chunk]] = []
    prose = len(chunk) > 2 and ends_sentence(chunk[-1].text) and not _is_name(chunk[0].text)
    widest = max(line.width for line in chunk)
    for line in chunk:
        kind = "paragraph" if prose and named else _read_kind(line, named=named or any(k == "author" for k, _ in parts))
        before = parts[-1][0] if parts else None
        same = before == kind != "author" or (
            before == "affiliation" and kind == "paragraph" and not _has_room(parts[-1][1][-1], line, widest)
        )
        if parts and (same or _UNENDED.search(parts[-1][1][-1].text)):
            parts[-1][1].append(line)
        else:
            parts.append((kind, [line]))
    if top and parts[0][0] == "author":
        parts[0] = ("title", parts[0][1])
    yield from parts


def _has_room(before: DumpLine, line: DumpLine, widest: int) -> bool:
    """Whether a line's first word would have stood on the line before it."""
    return before.width + 1 + len(line.text.split(maxsplit=1)[0]) <= 0.95 * widest


def _read_kind(line: DumpLine, *, named: bool) -> BlockType:
    if AFFILIATION.search(line.text) and named:
        return "affiliation"
    if _is_name(line.text):
        return "author"
    return "paragraph" if named else "title"


def _is_name(text: str) -> bool:
    words = [word for word in re.findall(r"[^\W\d_]+", text) if word[0].isupper()]
    return bool(_NAME.fullmatch(text)) and len(words) >= 2 and not AFFILIATION.search(text)


def _cut_abstracts(lines: Sequence[DumpLine], first: int) -> tuple[list[Group], int]:
    """The abstracts from line `first` on, each language's lines together, and one past the last of them."""
    end = _find_end(lines, first)
    streams: dict[str, list[tuple[BlockType, Chunk]]] = {}
    for kind, language, chunk in _read_chunks(lines[first:end]):
        stream = streams.setdefault(language, [])
        if kind == "abstract" and stream and stream[-1][0] in ("abstract", "keywords"):
            stream[-1][1].extend(chunk)
        else:
            stream.append((kind, chunk))
    return [
        Group(kind, tuple(chunk), level=1 if kind == "heading" else None, language=language)
        for language, stream in streams.items()
        for kind, chunk in stream
    ], end


def _find_end(lines: Sequence[DumpLine], first: int) -> int:
    """The first heading below the abstracts, or the chunk behind the last keywords."""
    body = Body(lines[: first + DEPTH])
    heads = [
        k
        for k in body.headings
        if k > first and not _read_label(lines[k].text) and not match_by_language(KEYWORDS, lines[k].text)
    ]
    labels = [k for k in range(first, min(len(lines), first + DEPTH)) if _is_cue(lines[k].text)]
    last = labels[-1] if labels else first
    for head in heads:
        if head > last or not any(label > head and label - head < 60 for label in labels):
            last = max(label for label in labels if label < head) if labels and labels[0] < head else last
            closed = _close_chunk(lines, last)
            return min(head, closed) if match_by_language(KEYWORDS, lines[last].text) else head
    return _close_chunk(lines, last)


def _is_cue(text: str) -> bool:
    return bool(_read_label(text) or _runs_in(text) or match_by_language(KEYWORDS, text))


def _close_chunk(lines: Sequence[DumpLine], last: int) -> int:
    """One past the chunk that a label opens: the keywords, or the abstract below a label of its own line."""
    end = last + 1
    widest = max(line.width for line in lines[max(0, last - 20) : end])
    alone = not re.search(r"\w", re.sub(r"^\W*+[\w\s-]+?(?:[:.]|$)", "", lines[last].text))
    while end < len(lines) and (alone or not (lines[end].gap or lines[end].page != lines[end - 1].page)):
        if not alone and _has_room(lines[end - 1], lines[end], widest) and not starts_lower(lines[end].text):
            break
        alone = False
        end += 1
    while end < len(lines) and not ends_sentence(lines[end - 1].text) and starts_lower(lines[end].text):
        end += 1
    return end


def _read_chunks(lines: Sequence[DumpLine]) -> Iterator[tuple[BlockType, str, Chunk]]:
    """Yield (type, language, lines) of the parts between labels, empty lines and changes of language."""
    current = "es"
    open_ends: dict[str, bool] = {}
    for chunk in _cut_chunks(lines):
        for part in _cut_at_cues(chunk):
            kind, language = _read_part(part)
            if language is None:
                language = _guess_language(part, current, open_ends)
            yield kind, language, part
            current = language
            open_ends[language] = kind != "heading" and not ends_sentence(part[-1].text)


def _cut_at_cues(chunk: Chunk) -> Iterator[Chunk]:
    part: Chunk = []
    for line in chunk:
        if part and (_is_cue(line.text) or _read_label(part[-1].text)):
            yield part
            part = []
        part.append(line)
    yield part


def _read_part(part: Chunk) -> tuple[BlockType, str | None]:
    text = part[0].text
    label = _read_label(text)
    if label:
        return "heading", label
    keywords = match_by_language(KEYWORDS, text)
    if keywords:
        return ("keywords" if re.search(r"\w", text[keywords[1].end() :]) or len(part) > 1 else "heading"), keywords[0]
    abstract = match_by_language(ABSTRACT, text)
    return "abstract", abstract[0] if abstract and _runs_in(text) else None


def _guess_language(part: Chunk, current: str, open_ends: dict[str, bool]) -> str:
    """The language of a part without label; where its words do not tell, the one whose last part broke off."""
    told = detect_language(" ".join(line.text for line in part), default="")
    if told:
        return told
    broken = [language for language, is_open in open_ends.items() if is_open]
    return broken[0] if len(broken) == 1 else current
