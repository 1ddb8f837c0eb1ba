"""The lines of a text dump → which of them are furniture: running heads and feet, page numbers, slugs."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from surco.extract.cues import REFERENCES, SOURCE_LINE
from surco.extract.dump.lines import DumpLine, ends_sentence, is_caption, starts_lower

EDGE = 4
"""So many lines at a page's top and foot may be running heads and feet."""
MIN_LETTERS = 4

_NUMBER_LINE = re.compile(
    r"[-–—|\s]*(?:p(?:ág(?:ina)?|age)?\.?\s*)?(?P<number>\d{1,4})(?:\s*(?:de|of|/)\s*\d{1,4})?[-–—|\s]*", re.I
)
# (continuación), (cont.), Continúa…
_CONTINUED = re.compile(
    r"\(?(?:continuaci[oó]n|continúa|continuação|continued|cont\.)(?: en la página siguiente)?\)?[.…]*", re.I
)
# `Ribera_4.indb 41 03/02/18 10:15`, `ISSN 0000-0000`, `vol. 9, núm. 2, pp. 3-4`, `Título corto | 42`
_MARKS = re.compile(
    r"""
    \.(?:indb|indd|qxd|qxp|fm|pmd)\b                                        # the file of a layout program
    | \b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4},?\s+\d{1,2}:\d{2}                   # the moment of printing
    | \be?-?ISSN\b
    | \b(?:vol|v)\.?\s*[\dIVXLC]+,?.{0,120}\b(?:n[úu]m|n|no|nº|n°|issue)\.?\s*\d+ # volume and number
    | \b(?:n[úu]m|nº|n°)\.?\s*\d+\b.{0,120}\bpp?\.\s*\d+                    # number and pages
    | [|⎥│¦‖]\s*\d{1,4}$ | ^\d{1,4}\s*[|⎥│¦‖]                               # a bar beside the page number
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PAGE_BESIDE = re.compile(r"^\d{1,4}\s+\D|\D\s+\d{1,4}$")


def split_furniture(lines: Sequence[DumpLine]) -> tuple[list[DumpLine], list[DumpLine]]:
    """The lines of the text, and the furniture; a page may end at furniture alone."""
    found = find_furniture(lines)
    kept: list[DumpLine] = []
    taken: list[DumpLine] = []
    page, shift, gap, ended = 0, 0, 0, False
    for k, line in enumerate(lines):
        if k in found:
            taken.append(line)
            gap, ended = max(gap, line.gap), ended or not _CONTINUED.fullmatch(line.text)
            continue
        same_page = page == line.page
        shift += ended and same_page and bool(kept)
        kept.append(line._replace(page=line.page + shift, gap=max(gap, line.gap)))
        page, gap, ended = line.page, 0, False
    return kept, taken


def find_furniture(lines: Sequence[DumpLine]) -> set[int]:
    """Which lines are running heads, feet, page numbers, slugs and `(continuación)`, by repetition, place and marks."""
    found = {k for k, line in enumerate(lines) if _CONTINUED.fullmatch(line.text)}
    repeated = _find_repeated(lines)
    found |= repeated | _find_numbers(lines, repeated)
    found |= _find_parts(lines, found)
    found |= _find_marked(lines, found)
    return found | _find_outer(lines, found)


def _list_pages(lines: Sequence[DumpLine]) -> dict[int, list[int]]:
    pages: dict[int, list[int]] = defaultdict(list)
    for k, line in enumerate(lines):
        pages[line.page].append(k)
    return pages


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", re.sub(r"[\W_]+", "", text.casefold()))


def _find_edges(lines: Sequence[DumpLine]) -> set[int]:
    """The first and last lines of each page; where the dump shows no pages, lines set off by an empty line."""
    pages = _list_pages(lines)
    if len(pages) > 1:
        return {k for own in pages.values() for k in (*own[:EDGE], *own[-EDGE:])}
    if not any(line.gap for line in lines):
        return set(range(len(lines)))
    return {k for k, line in enumerate(lines) if line.gap or k + 1 == len(lines) or lines[k + 1].gap}


def _find_repeated(lines: Sequence[DumpLine]) -> set[int]:
    """Lines at page edges whose text, numbers aside, comes back on other pages."""
    edges = _find_edges(lines)
    pages = len(_list_pages(lines))
    places: dict[str, set[int]] = defaultdict(set)
    for k in edges:
        places[_shape(lines[k].text)].add(lines[k].page if pages > 1 else k)
    enough = 2 if 1 < pages < 8 else 3
    return {
        k
        for k in edges
        if sum(map(str.isalpha, lines[k].text)) >= MIN_LETTERS
        and len(places[_shape(lines[k].text)]) >= enough
        and not (is_caption(lines[k].text) or SOURCE_LINE.match(lines[k].text))
    }


def _find_numbers(lines: Sequence[DumpLine], repeated: Collection[int]) -> set[int]:
    """Lines of a number alone that go up with the pages or, without pages, one by one through the document."""
    pages = {page: [k for k in own if k not in repeated] for page, own in _list_pages(lines).items()}
    candidates: list[tuple[int, int, int]] = []
    for k, line in enumerate(lines):
        own = pages[line.page]
        match = _NUMBER_LINE.fullmatch(line.text)
        if match and (len(pages) == 1 or k in own[:2] or k in own[-2:] or (k in own[:EDGE] and line.gap)):
            candidates.append((k, int(match["number"]), line.page))
    if len(pages) > 1:
        return _find_level(candidates)
    return _find_ladder([(k, number) for k, number, _ in candidates])


def _find_level(candidates: Sequence[tuple[int, int, int]]) -> set[int]:
    """The numbers that go up with the pages, two of them at least; of two that a page has, those that more pages have."""
    ladders: dict[int, dict[int, int]] = defaultdict(dict)
    for k, number, page in candidates:
        ladders[number - page].setdefault(page, k)
    found: set[int] = set()
    numbered: set[int] = set()
    for ladder in sorted(ladders.values(), key=len, reverse=True):
        if len(ladder) > 1 and not numbered & ladder.keys():
            found |= set(ladder.values())
            numbered |= ladder.keys()
    return found


def _find_ladder(candidates: Sequence[tuple[int, int]]) -> set[int]:
    """The longest chain of numbers that go up by one, at least ten lines apart; three make a chain."""
    places: dict[int, list[int]] = defaultdict(list)
    for place, number in candidates:
        places[number].append(place)
    lengths: dict[int, int] = {}
    following: dict[int, int | None] = {}
    for place, number in reversed(candidates):
        later = places.get(number + 1, [])
        at = bisect_left(later, place + 10)
        following[place] = later[at] if at < len(later) else None
        lengths[place] = 1 + (lengths[later[at]] if at < len(later) else 0)
    step = max(lengths, key=lambda place: (lengths[place], -place), default=None)
    chain: set[int] = set()
    while step is not None and (chain or lengths[step] > 2):
        chain.add(step)
        step = following[step]
    return chain


def _list_chunks(lines: Sequence[DumpLine]) -> Iterator[list[int]]:
    """Yield the places of lines that stand together, without an empty line or a page's end between them."""
    chunk: list[int] = []
    for k, line in enumerate(lines):
        if chunk and (line.gap or line.page != lines[chunk[-1]].page):
            yield chunk
            chunk = []
        chunk.append(k)
    if chunk:
        yield chunk


def _find_marked(lines: Sequence[DumpLine], known: Collection[int]) -> set[int]:
    """Chunks of short marked lines (file names, ISSN, volume, bars) at a page's edge or where they cut the text."""
    chunks = list(_list_chunks(lines))
    bibliography = next(
        (k for k, line in enumerate(lines) if k > len(lines) / 3 and REFERENCES.fullmatch(line.text)), len(lines)
    )
    marked = [
        bool(set(c) <= set(known)) or _is_marked([lines[k] for k in c], cited=c[0] > bibliography) for c in chunks
    ]
    found = {0} if lines and _is_marked(lines[:1], cited=False) else set()
    start = 0
    while start < len(chunks):
        end = start
        while end < len(chunks) and marked[end]:
            end += 1
        if end > start and _stands_apart(lines, chunks, start, end):
            found.update(k for chunk in chunks[start:end] for k in chunk)
        start = end + 1
    return found


def _is_marked(chunk: Sequence[DumpLine], *, cited: bool) -> bool:
    """Whether each line bears a mark; in the bibliography volumes and ISSN are none."""
    if len(chunk) > EDGE or cited:
        return False
    if chunk[0].text[:1].isdigit() and ends_sentence(chunk[-1].text):
        return False
    return all(_MARKS.search(line.text) for line in chunk) or (
        any(_MARKS.search(line.text) for line in chunk)
        and not any(ends_sentence(line.text) for line in chunk)
        and len(chunk) <= 2
    )


def _stands_apart(lines: Sequence[DumpLine], chunks: Sequence[list[int]], start: int, end: int) -> bool:
    """Whether a run of chunks stands at a page's edge, beyond several empty lines, or inside a sentence."""
    if start == 0 or end == len(chunks):
        return True
    before, after = lines[chunks[start - 1][-1]], lines[chunks[end][0]]
    inside = [lines[chunk[0]] for chunk in chunks[start : end + 1]]
    if before.page != inside[0].page or after.page != inside[-2].page:
        return True
    page = [k for k, line in enumerate(lines) if line.page == before.page]
    if (
        page[0] > 0
        and chunks[end - 1][-1] < page[0] + EDGE
        or page[-1] + 1 < len(lines)
        and chunks[start][0] > page[-1] - EDGE
    ):
        return True
    return any(line.gap > 1 for line in inside) or (not ends_sentence(before.text) and starts_lower(after.text))


def _find_parts(lines: Sequence[DumpLine], known: Collection[int]) -> set[int]:
    """Lines at page edges whose words stand in a head or foot of other pages or, beside furniture, in the title."""
    shapes = {_shape(lines[k].text) for k in known}
    top = _shape(" ".join(line.text for line in lines[:10] if line.page == 1))
    found: set[int] = set()
    for k in _find_edges(lines):
        shape = _shape(lines[k].text)
        if lines[k].width < 80 and len(shape) >= 8 and not ends_sentence(lines[k].text):
            beside = lines[k].page > 1 and any(j in known and lines[j].page == lines[k].page for j in (k - 1, k + 1))
            held = len(shape) >= 12 and any(shape in other for other in shapes) and not _is_title(lines, k, shapes)
            if held or (beside and shape in top):
                found.add(k)
    return found


def _is_title(lines: Sequence[DumpLine], k: int, shapes: Collection[str]) -> bool:
    """Whether line k is one of those of the first page's title that the running heads repeat in one line."""
    if lines[k].page > 1:
        return False
    pairs = [_shape(a.text + b.text) for a, b in pairwise(lines[max(0, k - 1) : k + 2])]
    return any(pair in shape for pair in pairs for shape in shapes)


def _find_outer(lines: Sequence[DumpLine], known: Collection[int]) -> set[int]:
    """The furniture, with the short lines further out on a page, and those that have a page number at the end."""
    found = set(known)
    for own in _list_pages(lines).values():
        if own[-1] + 1 == len(lines) and own[0] == 0:
            continue
        depth = min(EDGE, len(own) // 2)
        for places in (own[:depth], own[::-1][:depth]):
            anchors = [n for n, k in enumerate(places) if k in known and not _CONTINUED.fullmatch(lines[k].text)]
            inner = max(anchors, default=-1)
            found.update(k for k in places[: max(inner, 0)] if lines[k].width < 80 and not ends_sentence(lines[k].text))
            after = places[inner + 1 : inner + 2] if anchors else []
            found.update(
                k for k in after if _is_headed(lines[k]) and (places[0] == own[0] or not lines[k].text[0].isdigit())
            )
    return found


def _is_headed(line: DumpLine) -> bool:
    return line.width < 80 and not ends_sentence(line.text) and line.gap > 0 and bool(_PAGE_BESIDE.search(line.text))
