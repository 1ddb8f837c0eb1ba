"""What stands in a pair of brackets to cited works: authors, years, locators, lead-ins, `citado por`, and prose around them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from surco.citations.evidence import Authors, Evidence, Strength
from surco.citations.locators import match_locator
from surco.citations.names import read_authors
from surco.citations.narrative import read_names_before
from surco.citations.years import Year, find_year, match_year

# véase   ver también   cf.   see, for example,   Fuente:
PREFIX = re.compile(
    r"""
    (?: \b(?: (?:v[ée]anse|v[ée]ase|v[ée]a|vide|veja|vejam|vid|ver|cfr|cf|conf[ée]r(?:ir)?|comp[áa]rese|conf?r[óo]ntese|consúltese|consultar|see|compare)
          (?:\.|\b) (?:\s+(?:tambi[ée]n|también|también|asimismo|also|too|além\s+de|entre\s+otros|por\s+ejemplo|for\s+example|por\s+exemplo|al\s+respecto|sobre\s+esto))?
        | e\.\s?g\. | p(?:or)?\.?\s*ej(?:emplo)?\.? | p(?:or)?\.?\s*ex(?:emplo)?\.? | for\s+(?:example|instance) | i\.\s?a\. | inter\s+alia | entre\s+otr[oa]s | entre\s+outr[oa]s | among\s+others
        | tal(?:es)?\s+como | según | segundo | de\s+acuerdo\s+(?:con|a) | de\s+acordo\s+com | according\s+to | con\s+base\s+en | basado\s+en | adaptado\s+de | tomado\s+de
        | adapted\s+from | based\s+on | from | contra | pace | but\s+see | pero\s+v[ée]ase | extraído\s+de | en\s+la\s+línea\s+de | siguiendo\s+a | retomando\s+a | inspirado\s+en | par[aá]\s+(?:más|mayor(?:es)?)\s+detalles?
        | fuentes? | fonte | source | datos\s+de | data\s+from | as\s+in | in | como\s+en | as ) (?![^\W\d_])
    \s*[:,]?\s* )+
    """,
    re.VERBOSE | re.IGNORECASE,
)  # fmt: skip
# citado por   cit. en   apud   cited in   en (before a name)
VIA = re.compile(
    r"[\s,;]*(?:(?:cita(?:d[oa]s?)?|cit\.|recuperad[oa]s?|retomad[oa]s?|referid[oa]s?|mencionad[oa]s?)\s+(?:por|en|em|de)|apud|(?:as\s+)?(?:cited|quoted)\s+(?:in|by)|tomad[oa]\s+de|en(?=\s+[A-ZÁÉÍÓÚÑÜ])|em(?=\s+[A-ZÁÉÍÓÚÑÜ])|in(?=\s+[A-Z]))\s*:?\s*",
    re.IGNORECASE,
)
VIA_INSIDE = re.compile(
    r"(?<![\s,;])[\s,;]++(?:(?:citad[oa]s?|cit\.)\s+(?:por|en|em)|apud|(?:as\s+)?(?:cited|quoted)\s+(?:in|by))\s*:?\s*",
    re.IGNORECASE,
)
SEPARATOR = re.compile(r"[\s,;.]*(?:(?:y|e|and|&)\s+)?")
# III 9,   II,   (books of a classical work between its author and the year)
BOOK = re.compile(
    r"(?<![\s,.])[\s,.]++(?:[IVXLC]+(?:\s+[IVXLC]+)?(?:\s*,?\s*\d+(?:\s?[-–]\s?\d+)?)?|(?<=,\s)\d{1,3}(?:\s*,\s*\d+\s?[-–]\s?\d+)?)[\s,.]*+$"
)
# , 1.ª ed.   , vol. II   , ca.   (between an author and the year)
EDITION = re.compile(
    r"(?<![\s,])[\s,]++(?:\d{1,2}\.?\s?[ªºa]?\.?\s*ed(?:ición|ição|ition)?\.?|(?:vols?|tomo|t)\.?\s*(?:[IVXLC]+|\d{1,2})|(?:ca?|circa|aprox)\.?)[\s,.]*+$"
)
BOOK_ALONE = re.compile(
    r"^\s*(?:[IVXLC]+(?:\s*,?\s*\d+(?:\s?[-–]\s?\d+)?)?|(?:coords?|comps?|eds?|orgs?|dirs?)\.?)\s*,?\s*$"
)
# a lead-in inside prose, after which an author may stand:   …, según   …; véase   …, por
BREAK = re.compile(
    r"(?:[;:—–]\s*|\.\s+|\b(?:v[ée]ase|v[ée]anse|ver|cf\.|cfr\.|según|de acuerdo con|citado (?:por|en)|apud|see|cited in|according to|tomado de|adaptado de|por|by|con base en|based on|segundo)\s+(?:el\s+|la\s+|los\s+|the\s+|también\s+|also\s+|a\s+)?)",
    re.IGNORECASE,
)
SURE_BREAK = re.compile(
    r"(?:v[ée]ase|v[ée]anse|\bver|cf|seg[uú]n|de acuerdo con|citado|apud|\bsee|cited|according|tomado|adaptado|basado|based|segundo|por|by|;|:)",
    re.IGNORECASE,
)


# del que da noticia   (right before the author whose work it is)
SOURCE_VERB = re.compile(r"\bdan?\s+(?:noticia|cuenta|fe|razón)\s+(?:(?:el|la|los|las)\s+)?$", re.IGNORECASE)


# , 2012   y 2012   ; 2012
MORE = re.compile(r"\s*[,;/]?\s*(?:(?:y|e|and|&)\s+)?")
# y b   , b   -c   (after 2010a)
SUFFIX = re.compile(r"(?:\s*,\s*|\s?[-–]\s?|\s+(?:y|e|and|&)\s+)([b-h])(?=\s*(?:[,;):]|$|y\b|e\b|and\b))")


@dataclass(frozen=True)
class Cited:
    """One work in a bracket; `authors` is None where the bracket gives only the year."""

    authors: Authors | None
    year: Year | None
    locator: str | None
    start: int
    end: int
    prefix: str | None = None
    via: int | None = None


@dataclass(frozen=True)
class Bracket:
    """The works of one bracket and the part of its content that cites, from `start` to `end`."""

    works: tuple[Cited, ...]
    start: int
    end: int
    leading: bool
    trailing: bool

    @property
    def year_first(self) -> bool:
        return self.works[0].authors is None

    @property
    def strength(self) -> Strength:
        return "strong" if any(w.authors and w.authors.strength == "strong" for w in self.works) else "weak"


def read_bracket(content: str, evidence: Evidence) -> Bracket | None:
    """The works cited in the content of a bracket, or None where it cites nothing.

    >>> [w.year.year for w in read_bracket("Duarte, 2007: 76; Anaya, 2010a, 2011", Evidence()).works]
    ['2007', '2010a', '2011']
    >>> read_bracket("desde 1991 hasta 2003", Evidence()) is None
    True
    """
    works: list[Cited] = []
    position, last = 0, 0
    first: int | None = None
    while (year := find_year(content, position)) is not None:
        unit = (
            _read_unit(content, last if works else position, year, works, evidence)
            if works
            else _read_first(content, year, evidence)
        )
        if unit is None:
            if works:
                break
            position = year.end
            continue
        start, found = unit
        if first is None:
            first = start
        via_from = len(works) - 1 if works and _is_via(content, last, found[0].start) else None
        if via_from is not None:
            works[via_from] = replace(works[via_from], via=len(works))
        base = len(works)
        works.extend(replace(w, via=w.via + base if w.via is not None else None) for w in found)
        end = _read_years(content, year, works)
        position = last = end
    if not works or first is None:
        return None
    rest = content[last:].strip(" .,;")
    lead = content[:first].strip(" ,;:.")
    return Bracket(tuple(works), first, last, bool(lead), bool(rest))


def _is_via(content: str, last: int, start: int) -> bool:
    m = VIA.match(content, last)
    return m is not None and m.end() <= start + 1


def _read_first(content: str, year: Year, evidence: Evidence) -> tuple[int, list[Cited]] | None:
    """The first unit: prefix and authors before the first year, a year alone, or prose and then authors."""
    head = content[: year.start]
    if not head.strip(" ,.:") or BOOK_ALONE.match(head):
        return (0 if head.strip() else year.start), [Cited(None, None, None, year.start, year.end)]
    return _read_unit(content, 0, year, [], evidence)


def _read_unit(
    content: str, start: int, year: Year, works: list[Cited], evidence: Evidence
) -> tuple[int, list[Cited]] | None:
    """Where the citing part of a unit begins and the work (or the secondary and its source) whose authors stand in it."""
    m = VIA.match(content, start) if works else None
    if m is None or m.end() > year.start:
        m = SEPARATOR.match(content, start)
    begin = m.end() if m and m.end() <= year.start else start
    if works and not content[begin : year.start].strip(" ,.;"):
        return begin, [Cited(works[-1].authors, None, None, year.start, year.end)]
    prefix_match = PREFIX.match(content, begin)
    prefix = None
    if prefix_match and prefix_match.end() < year.start:
        prefix = prefix_match.group().strip(" ,:")
        begin = prefix_match.end()
    text = content[begin : year.start]
    secondary = VIA_INSIDE.search(text) or (None if works else re.match(r"apud\s+", text))
    if secondary is not None:
        return _read_secondary(content, begin, text, secondary, year, prefix, evidence)
    authors = _read_part(text, begin, year, evidence)
    if authors is None and (cut := _cut_prose(text, begin, year, evidence)) is not None:
        return cut.start, [Cited(cut, None, None, cut.start, year.end, None)]
    if authors is None and not works and (tail := read_tail(text, begin, content, year, evidence)) is not None:
        return tail.start, [Cited(tail, None, None, tail.start, year.end)]
    if authors is None:
        return None
    return begin, [Cited(authors, None, None, begin, year.end, prefix)]


def _read_secondary(
    content: str, begin: int, text: str, m: re.Match[str], year: Year, prefix: str | None, evidence: Evidence
) -> tuple[int, list[Cited]] | None:
    source = _read_part(text[m.end() :], begin + m.end(), year, evidence)
    if source is None:
        return None
    cited = _read_part(text[: m.start()], begin, year, evidence)
    taken = Cited(source, None, None, begin + m.end(), year.end)
    if cited is None:
        clean = not text[: m.start()].strip() or BOOK_ALONE.match(text[: m.start()]) is not None
        return (begin if clean else begin + m.end()), [taken]
    return begin, [Cited(cited, None, None, begin, begin + m.start(), prefix, via=1), taken]


def _read_part(text: str, start: int, year: Year, evidence: Evidence) -> Authors | None:
    """The authors in a whole part, a classical work's book aside."""
    bare = text.rstrip(" ,:.;") if not text.rstrip().endswith(("...", "...,")) else text.rstrip(" ,")
    edition = EDITION.search(bare)
    if edition and edition.start() > 0:
        bare = bare[: edition.start()]
    if year.is_word and not text.strip():
        return None
    book = BOOK.search(bare + " ") if not bare.endswith((".", "…")) else None
    if book and book.start() > 0 and not re.fullmatch(r"\s*[A-ZÁÉÍÓÚ]?", bare[: book.start()]):
        bare = bare[: book.start()]
    if text[: len(bare) + 1].endswith(".") and bare.split() and len(bare.split()[-1]) <= 2:
        bare += "."
    authors = read_authors(bare, evidence, start=start)
    if authors is None:
        return None
    if authors.strength == "weak" and any(evidence.knows(n) or evidence.dates(n, year.year) for n in authors.names):
        return replace(authors, strength="strong")
    return authors


def _cut_prose(text: str, start: int, year: Year, evidence: Evidence) -> Authors | None:
    """The authors at the end of a part that begins with prose."""
    for m in reversed(list(BREAK.finditer(text))):
        authors = _read_part(text[m.end() :], start + m.end(), year, evidence)
        if authors is None or authors.strength == "weak":
            continue
        sure = SURE_BREAK.search(m.group()) is not None
        if sure or any(evidence.dates(n, year.year) for n in authors.names):
            return authors
        return None
    return None


def read_tail(text: str, start: int, content: str, year: Year, evidence: Evidence) -> Authors | None:
    """The authors whose name ends a part that is prose else: known ones, with a locator, or after `da noticia`.

    >>> text = "(la cifra procede de Rojas Anaya, 2014: 3)"
    >>> read_tail(text[1:34], 1, text, find_year(text), Evidence()).names
    ('Rojas Anaya',)
    """
    named = text.rstrip(" ,.:")
    if year.is_range or year.is_word or year.date or not named or ("\n" in text):
        return None
    authors = read_names_before(named, len(named), evidence)
    if authors is None or authors.strength == "weak" or not authors.start:
        return None
    known = any(evidence.dates(n, year.year) for n in authors.names)
    located = match_locator(content, year.end) is not None
    if not (known or located or SOURCE_VERB.search(named, 0, authors.start)):
        return None
    return replace(authors, start=start + authors.start)


def _read_years(content: str, year: Year, works: list[Cited]) -> int:
    """Fill in the year and locator of the last work and add further years of the same authors; where they end."""
    located = match_locator(content, year.end)
    locator, end = located if located else (None, year.end)
    works[-1] = replace(works[-1], year=year, locator=locator, end=end)
    while (more := _match_more(content, end, year)) is not None:
        year = more
        located = match_locator(content, year.end)
        locator, end = located if located else (None, year.end)
        works.append(Cited(works[-1].authors, year, locator, year.start, end))
    return end


def _match_more(content: str, end: int, before: Year) -> Year | None:
    m = MORE.match(content, end)
    if m is None or not m.group().strip() and m.end() == end:
        return None
    suffix = SUFFIX.match(content, end)
    if suffix and before.year[-1].isalpha() and before.year[:4].isdigit():
        return Year(suffix.start(1), suffix.end(1), before.year[:4] + suffix.group(1))
    year = match_year(content, m.end())
    if year is None or year.date is not None and before.date is None:
        return None
    return year
