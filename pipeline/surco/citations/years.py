"""Years and dates as they stand in a citation: suffixes, ranges, `s/f`, `en prensa`, `[1890] 2004`, works dated by day."""

from __future__ import annotations

import re
from dataclasses import dataclass

from surco.citations.words import MONTHS, fold

_MONTH = "|".join(sorted((m for m in MONTHS), key=len, reverse=True)).replace("marco", "mar[cç]o")
# [1890] 2004   2004 [1890]   1922/2004   3/5/12   12 de mayo de 2010   mayo de 2010   May 3, 2012   1990-1995   2010a   s/f   en prensa
YEAR = re.compile(
    rf"""
    (?P<pair1> [\[(](?P<o1>1\d{{3}}|20\d\d)[\])] \s* (?P<y1>(?:1[4-9]|20)\d\d[a-z]?)\b )
  | (?P<pair2> \b(?P<y2>(?:1[4-9]|20)\d\d[a-z]?) \s* [\[(](?P<o2>1\d{{3}}|20\d\d)[\])] )
  | (?P<day1> \b\d{{1,2}}(?P<sep>[/.\-])\d{{1,2}}(?P=sep)(?:\d{{4}}|\d{{2}})\b )
  | (?P<day2> \b(?:\d{{1,2}}(?:[º°.]|er|st|nd|rd|th)?(?:\s*[-–y]\s*\d{{1,2}})?\s+(?:de\s+|of\s+)?)?(?:{_MONTH})\b\.?(?:\s+\d{{1,2}}(?:st|nd|rd|th)?\s*,)?,?\s+(?:del?\s+|of\s+)?(?:1[4-9]|20)\d\d\b )
  | (?P<day3> \b(?P<y3>(?:1[4-9]|20)\d\d[a-z]?),\s+(?:\d{{1,2}}\s+(?:de\s+)?(?:{_MONTH})\b|(?:{_MONTH})\s+\d{{1,2}}\b) )
  | (?P<slash> \b(?P<o4>1[4-9]\d\d|20\d\d)/(?P<y4>(?:1[4-9]|20)\d\d[a-z]?)\b )
  | (?P<range> \b(?:1[4-9]|20)\d\d\s?[-–/]\s?(?:(?:1[4-9]|20)\d\d|\d\d)\b(?![-–/\d]) )
  | (?P<year> \b(?:1[4-9]|20)\d\d(?:\s?[a-z])?(?![\w/]) )
  | (?P<undated> \bs\.\s?/?\s?[fda]\.? | \bs\s?/\s?[fd]\b\.? | \bsf\b | \bn\.\s?d\.? | \bsin\s+fecha\b | \bno\s+date\b | \bsem\s+data\b )
  | (?P<press> \ben\s+prensa\b | \bin\s+press\b | \bno\s+prelo\b | \bforthcoming\b | \bpor\s+aparecer\b | \bpróxim[oa]\s+(?:a\s+)?(?:publicación|aparecer)\b )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# y b   , b   (after 2010a)
SUFFIXES = re.compile(r"(?:\s*,\s*|\s+(?:y|e|and|&)\s+)([b-h])\b(?!\.)")


@dataclass(frozen=True)
class Year:
    """A year as the format wants it, where it stands, and what else the text says of it."""

    start: int
    end: int
    year: str
    original: str | None = None
    date: str | None = None
    is_range: bool = False
    is_word: bool = False


def find_year(text: str, position: int = 0, end: int | None = None) -> Year | None:
    """The next year or date at or after a position.

    >>> find_year("El Sol, 3/5/12").year, find_year("El Sol, 3/5/12").date
    ('2012', '3/5/12')
    >>> find_year("[1890] 2004").original
    '1890'
    >>> [find_year(t).year for t in ("s. f.", "en prensa", "2010 a", "1990-1995")]
    ['s/f', 'en prensa', '2010a', '1990-1995']
    """
    m = YEAR.search(text, position) if end is None else YEAR.search(text, position, end)
    return None if m is None else _read(m)


def match_year(text: str, position: int) -> Year | None:
    """The year that begins exactly at a position."""
    m = YEAR.match(text, position)
    return None if m is None else _read(m)


def _read(m: re.Match[str]) -> Year:
    s, e = m.start(), m.end()
    g = m.groupdict()
    if g["pair1"]:
        return Year(s, e, g["y1"], original=g["o1"])
    if g["pair2"]:
        newer = g["o2"] > g["y2"]  # 1974 [2011] and 2011 [1974] say the same
        return Year(s, e, g["o2"] if newer else g["y2"], original=g["y2"] if newer else g["o2"])
    if g["day3"]:
        return Year(s, e, g["y3"], date=m.group())
    if g["day1"] or g["day2"]:
        return Year(s, e, _year_of(m.group()), date=m.group())
    if g["slash"]:
        if abs(int(g["y4"][:4]) - int(g["o4"])) > 2:
            return Year(s, e, g["y4"], original=g["o4"])
        return Year(s, e, m.group(), is_range=True)
    if g["range"]:
        return Year(s, e, re.sub(r"\s", "", m.group()), is_range=True)
    if g["undated"] or g["press"]:
        return Year(s, e, "s/f" if g["undated"] else "en prensa", is_word=True)
    year = re.sub(r"\s", "", m.group())
    if year[-1:].isalpha() and m.group()[4:5].isspace():
        after = m.string[e : e + 1]
        if m.group()[-1] not in "abcdefgh" or after not in (",", ")", ":", ";", "", "]"):
            return Year(s, s + 4, year[:4])  # 2007 y 2012
    return Year(s, e, year)


def _year_of(date: str) -> str:
    last: str = re.findall(r"\d+", date)[-1]
    if len(last) == 4:
        return last
    return ("20" if int(last) <= 35 else "19") + last


def is_month_date(year: Year) -> bool:
    """Whether a date has a month name and no day: `mayo de 2010`."""
    return (
        year.date is not None
        and not re.search(r"\b\d{1,2}\b", year.date)
        and any(w in MONTHS for w in fold(year.date).split())
    )
