"""Text to citations: one pure pass over one passage, with what the rest of the document knows as evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from surco.citations.back_references import find_back_references
from surco.citations.bare import find_bare
from surco.citations.brackets import Bracket, Cited, read_bracket
from surco.citations.evidence import NOTHING, Authors, Evidence, fold_name
from surco.citations.narrative import LISTED, has_citing_cue, read_names_before
from surco.citations.numeric import NumericStyle, find_numeric
from surco.citations.persons import is_acronym
from surco.citations.press import is_newspaper, is_titled_like_newspaper, names_where, read_newspaper_before
from surco.citations.words import CONNECTORS, GATHERINGS, INSTITUTIONS, fold
from surco.citations.years import is_month_date
from surco.records import Citation, CitationKind, Work

PAREN = re.compile(r"[()\[\]]")
DIGITS = re.compile(
    r"\d{4}|\d[/.-]\d|s\.?\s?/?[fd]|n\.\s?d|prensa|press|prelo|forthcoming|aparecer|fecha", re.IGNORECASE
)
# Véase   Véanse, por ejemplo:   see also   (at the end of what stands before)
LEAD_IN = re.compile(
    r"(?:^|(?<=[\s(]))((?:v[ée]anse|v[ée]ase|ver|cfr?\.|cf|vid\.|veja|vide|see)(?:\s+(?:también|asimismo|also|por\s+ejemplo))?)\s*:?\s*(?:a\s+)?$",
    re.IGNORECASE,
)
LONGEST = 900
WORD_OR_STOP = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*|[^\s\w]")
# de Anaya   (after the year of a title)
OF_AUTHOR = re.compile(r"\s+de\s+(?=[A-ZÁÉÍÓÚÑ][a-záéíóúñ])")
QUOTE_END = re.compile(r"[”\"»’'’›…\]][.,;]?\s*$")


def find_citations(
    text: str,
    evidence: Evidence = NOTHING,
    *,
    numbered: int = 0,
    styles: Sequence[NumericStyle] = ("bracketed",),
) -> tuple[Citation, ...]:
    """The citations of one passage in order, none overlapping.

    `evidence` is what the rest of the document says of its authors; `numbered` is the number of entries of a numbered
    bibliography, else 0, and `styles` how the document cites by number.

    >>> [(c.text, c.kind) for c in find_citations("Según Gloria Anaya (2010), es así (fodnet, 2011: 4; Peña, 2012).")]
    [('Gloria Anaya (2010)', 'narrative'), ('(fodnet, 2011: 4; Peña, 2012)', 'parenthetical')]
    """
    found: list[Citation] = []
    floor = 0
    for start, end in _iterate_brackets(text):
        if start < floor:
            continue
        for citation in _read_pair(text, start, end, evidence, floor):
            found.append(citation)
            floor = max(floor, citation.end)
    found.extend(find_bare(text, tuple(found), evidence))
    if numbered:
        found.extend(find_numeric(text, numbered, tuple(found), styles))
    found.extend(find_back_references(text, tuple(found)))
    return tuple(_drop_overlaps(sorted(found, key=lambda c: (c.start, -c.end))))


def _drop_overlaps(citations: list[Citation]) -> Iterator[Citation]:
    end = 0
    for citation in citations:
        if citation.start >= end:
            yield citation
            end = citation.end


def _iterate_brackets(text: str) -> Iterator[tuple[int, int]]:
    """Yield the outermost bracket pairs that may hold a year; inner ones follow where the outer cites nothing."""
    stack: list[int] = []
    pairs: list[tuple[int, int]] = []
    for m in PAREN.finditer(text):
        if m.group() in "([":
            stack.append(m.start())
        elif stack:
            opened = stack.pop()
            if (text[opened] == "(") == (m.group() == ")") and m.end() - opened <= LONGEST:
                pairs.append((opened, m.end()))
    for start, end in sorted(pairs):
        if DIGITS.search(text, start, end):
            yield start, end


def _read_pair(text: str, start: int, end: int, evidence: Evidence, floor: int) -> list[Citation]:
    content = text[start + 1 : end - 1]
    if text[start] == "[" and (re.fullmatch(r"[\d\s,;–-]+", content) or end - start > 250):
        return []
    bracket = read_bracket(content, evidence)
    if bracket is None:
        return []
    if bracket.year_first:
        citation = _read_year_first(text, start, end, bracket, evidence, floor)
        return [citation] if citation else []
    if not _is_citing(text, start, end, bracket, evidence):
        return []
    if bracket.leading or bracket.trailing or bracket.works[0].prefix:
        low, high = start + 1 + _first_author(bracket), start + 1 + bracket.end
    else:
        low, high = start, end
    found = [_make(text, low, high, "parenthetical", bracket.works)]
    if bracket.trailing:
        found.extend(_read_rest(text, start, end, bracket, evidence))
    return found


def _read_rest(text: str, start: int, end: int, bracket: Bracket, evidence: Evidence) -> list[Citation]:
    """Further citing parts of a bracket after prose that follows the first."""
    offset = start + 1 + bracket.end
    rest = read_bracket(text[offset : end - 1], evidence)
    if rest is None or rest.year_first or rest.strength == "weak":
        return []
    first = rest.works[0]
    low = offset + (first.authors.start if first.authors else rest.start)
    return [_make(text, low, offset + rest.end, "parenthetical", rest.works)]


def _first_author(bracket: Bracket) -> int:
    first = bracket.works[0]
    return first.authors.start if first.authors else bracket.start


def _is_citing(text: str, start: int, end: int, bracket: Bracket, evidence: Evidence) -> bool:
    """Whether a bracket that reads as authors and years is one, and not a place and a date, a term of office or an event."""
    first = bracket.works[0]
    authors = first.authors
    if authors is None or first.year is None and len(bracket.works) == 1:
        return False
    if evidence.listed and len(bracket.works) == 1 and _is_unlisted(first, evidence) and _follows_gathering(text, start):
        return False
    known = any(
        evidence.knows(n) or (w.year is not None and evidence.dates(n, w.year.year))
        for w in bracket.works
        if w.authors
        for n in w.authors.names
    )
    if known:
        return True
    if bracket.strength == "weak":
        located = any(w.locator for w in bracket.works)
        return (
            located
            and not bracket.leading
            and authors.names[0].lower() not in {"art", "ley"}
            and "instrument" not in authors.notes
        )
    if first.year is not None and first.year.is_word and len(bracket.works) == 1 and first.year.year == "s/f":
        return text[start + 1 + first.year.start - 2] in ", " and not bracket.trailing
    quoted = QUOTE_END.search(text[max(0, start - 3) : start]) is not None
    if first.year is not None and first.year.date is not None:
        return _is_dated_source(authors, first, evidence, placed=names_where(text, start))
    if first.year is not None and first.year.is_range and len(bracket.works) == 1 and first.locator is None:
        return (
            authors.institution
            or len(authors.names) > 1
            or is_acronym(authors.names[0], evidence.languages)
            or (quoted or bool(authors.et_al))
            or _is_short_range(first)
        )
    return True


def _is_unlisted(first: Cited, evidence: Evidence) -> bool:
    """Whether a work of one name and no page is by nobody whom the bibliography lists."""
    assert first.authors is not None
    names = first.authors.names
    return len(names) == 1 and not first.locator and not first.authors.et_al and fold_name(names[0]) not in evidence.listed


def _follows_gathering(text: str, start: int) -> bool:
    """Whether the name of a congress or a summit ends at a position: `VI Congreso de Puertos (Andalgalá, 2014)`."""
    words = WORD_OR_STOP.findall(text, max(0, start - 160), start)
    lower = 0
    for word in reversed(words[-16:]):
        if not word[0].isalpha():
            return False
        if not word[0].islower():
            if fold(word) in GATHERINGS:
                return True
        elif word not in CONNECTORS:
            lower += 1
            if lower > 4:
                return False
    return False


def _is_short_range(first: Cited) -> bool:
    assert first.year is not None and first.authors is not None
    year = first.year.year
    tail = re.split(r"[-–/]", year)[-1]
    last = int(tail) if len(tail) == 4 else int(year[: 4 - len(tail)] + tail)
    return last - int(year[:4]) <= 1 or len(first.authors.names[0].split()) == 1


def _is_dated_source(authors: Authors, first: Cited, evidence: Evidence, *, placed: bool) -> bool:
    """Whether a name with a date is a newspaper or an institution, and not a place; `placed` where the bracket says where."""
    name = authors.names[0]
    words = fold(name).split()
    if is_newspaper(name, evidence):
        return True
    if is_titled_like_newspaper(name) and not placed:
        return True
    if authors.institution or is_acronym(name, evidence.languages) or any(w in INSTITUTIONS for w in words):
        return True
    return bool(len(authors.names) > 1 and not placed or authors.et_al or first.locator)


def _read_year_first(
    text: str, start: int, end: int, bracket: Bracket, evidence: Evidence, floor: int
) -> Citation | None:
    """A bracket that begins with a year: narrative where an author stands before it, else a year alone."""
    newspaper = _read_newspaper(text, start, end, bracket, evidence, floor)
    if newspaper is not None:
        return newspaper
    years = [w.year.year for w in bracket.works if w.authors is None and w.year]
    authors = read_names_before(text, start, evidence, floor=floor)
    if authors is not None and authors.strength == "weak":
        if any(evidence.knows(n) or evidence.dates(n, y) for n in authors.names for y in years):
            authors = _strong(authors)
        elif "instrument" not in authors.notes and ("doubtful" in authors.notes or "institution" in authors.notes):
            located = any(w.locator for w in bracket.works) and not bracket.trailing
            listed = (
                floor > 0 and authors.start - floor <= 14 and LISTED.fullmatch(text, floor, authors.start) is not None
            )
            if located or listed or has_citing_cue(text, authors.start, end) or _has_prefix(text, authors.start):
                authors = _strong(authors)
    if (
        authors is not None
        and authors.strength == "strong"
        and _fits_narrative(text, authors, bracket, evidence, years)
    ):
        works = tuple(w if w.authors is not None else _with_authors(w, authors) for w in bracket.works)
        return _make(text, authors.start, end, "narrative", works, prefix=_find_prefix(text, authors.start))
    return _read_year_only(text, start, end, bracket)


def _read_newspaper(
    text: str, start: int, end: int, bracket: Bracket, evidence: Evidence, floor: int
) -> Citation | None:
    """A newspaper before a bracket that begins with a day: `La Gaceta del Muelle (18/10/06)`."""
    year = bracket.works[0].year
    if year is None or year.date is None or is_month_date(year):
        return None
    authors = read_newspaper_before(text, start, evidence, floor=floor)
    if authors is None:
        return None
    works = tuple(w if w.authors is not None else _with_authors(w, authors) for w in bracket.works)
    return _make(text, authors.start, end, "narrative", works, prefix=_find_prefix(text, authors.start))


def _strong(authors: Authors) -> Authors:
    return Authors(authors.names, authors.et_al, "strong", authors.start, authors.institution, authors.notes)


def _with_authors(work: Cited, authors: Authors) -> Cited:
    return Cited(authors, work.year, work.locator, work.start, work.end, work.prefix, work.via)


def _fits_narrative(text: str, authors: Authors, bracket: Bracket, evidence: Evidence, years: list[str]) -> bool:
    first = bracket.works[0]
    if first.year is None:
        return False
    if _titles_work(text, authors, bracket, evidence):
        return False
    if any(evidence.dates(n, y) for n in authors.names for y in years):
        return True
    if any((fold(authors.names[-1].split()[-1]), y[:4]) in evidence.titles for y in years) and not first.locator:
        return False
    if first.year.is_word and first.year.year == "s/f" and bracket.trailing:
        return False
    if first.year.date is not None:
        return _is_dated_source(authors, first, evidence, placed=True)
    if first.year.is_range and not first.locator and len(bracket.works) == 1:
        return False
    return not (bracket.trailing and not first.locator and _is_prose(text, bracket))


def _titles_work(text: str, authors: Authors, bracket: Bracket, evidence: Evidence) -> bool:
    """Whether the words before a lone year are the end of a title whose author follows: `Los Muelles del Tiempo (1953) de Peña`."""
    lone = len(bracket.works) == 1 and not bracket.works[0].locator and len(authors.names) == 1 and not authors.et_al
    if not lone or authors.institution or fold_name(authors.names[0]) in evidence.listed:
        return False
    closed = text.find(")", authors.start)
    return OF_AUTHOR.match(text, closed + 1) is not None


def _is_prose(text: str, bracket: Bracket) -> bool:
    return bracket.end < 3


def _read_year_only(text: str, start: int, end: int, bracket: Bracket) -> Citation | None:
    """Year and locator alone; a plain year only where a suffix or a quotation before it says that it cites."""
    if bracket.leading or any(w.year is None for w in bracket.works):
        return None
    if any(w.authors is not None for w in bracket.works[1:]) and bracket.works[0].locator is None:
        return None
    first = bracket.works[0]
    assert first.year is not None
    if first.year.is_range or first.year.date or first.year.is_word:
        return None
    sure = any(w.locator and w.locator[0] not in "-–" for w in bracket.works) or first.year.year[-1].isalpha()
    if (
        not sure
        and QUOTE_END.search(text[max(0, start - 3) : start]) is None
        and text[max(0, start - 1) : start] != "”"
    ):
        return None
    if bracket.trailing:
        start, end = start + 1 + first.start, start + 1 + bracket.end
        if not sure:
            return None
    return _make(text, start, end, "year_only", bracket.works)


def _find_prefix(text: str, start: int) -> str | None:
    """The lead-in right before a narrative citation: `Véase`."""
    m = LEAD_IN.search(text, max(0, start - 40), start)
    return m.group(1) if m else None


def _has_prefix(text: str, start: int) -> bool:
    return _find_prefix(text, start) is not None


def _make(
    text: str, start: int, end: int, kind: CitationKind, works: tuple[Cited, ...], *, prefix: str | None = None
) -> Citation:
    made = tuple(_make_work(w, prefix if i == 0 else None) for i, w in enumerate(works))
    return Citation(start, end, kind, text[start:end], "rule", made)


def _make_work(cited: Cited, prefix: str | None) -> Work:
    authors, year = cited.authors, cited.year
    return Work(
        authors=authors.names if authors else (),
        year=year.year if year else "",
        et_al=authors.et_al if authors else False,
        original_year=year.original if year else None,
        date=year.date if year else None,
        locator=cited.locator,
        prefix=cited.prefix or prefix,
        via=cited.via,
    )
