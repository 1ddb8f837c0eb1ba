"""Locators after a year: pages, chapters, articles, paragraphs, as written but for `p.`, `pp.`, `págs.`."""

from __future__ import annotations

import re

_WORD = (
    r"(?:(?:pp?|págs?|pags?|pgs?|páginas?|páxs?|caps?|capítulos?|chap|ch|arts?|artículos?|párrs?|parrs?|párrafos?|paras?|pars?|par[áa]gs?|vols?|tomo|t|núms?|"
    r"nums?|nros?|nº|n°|secs?|seccs?|sección|section|notas?|notes?|figs?|figuras?|cuadros?|tablas?|tables?|gráficos?|libros?|lib|anexos?|láms?|partes?|part|"
    r"fols?|min|versos?|v|epígrafe|ep|apdo|inc|cláusula|f|loc|pos)\b\.?|§+|¶+)"
)
_NUMBER = r"(?:[A-Z]?\d{1,6}(?:[.:]\d{1,4}(?!\d))*[a-z]?|[ivxlcdm]{1,8}|[IVXLCDM]{1,8})(?![\w])"
_ITEM = rf"(?:{_WORD}\s*)?{_NUMBER}"
_YEARLIKE = r"(?:1[5-9]\d\d|20\d\d)[a-z]?\b"
_TAIL = r"(?:\s*,?\s*(?:y|e|and|et)?\s*(?:ss|sigs?|sgtes?|ff|seqs?|passim|siguientes|s)\b\.?)?"
_LIST = rf"{_ITEM}(?:\s?[-–—‐]\s?{_NUMBER}|\s*/\s*\d+|(?:\s*,\s*(?:(?:y|e|and|&)\s+)?|\s+(?:y|e|and|&)\s+|\s*;\s*(?={_WORD}))(?!{_YEARLIKE}){_ITEM}|\s*;\s*(?!{_YEARLIKE})\d{{1,4}}(?=\s*(?:[;)]|$))|:\s?\d{{1,4}}\b)*{_TAIL}"
# : 76   : 86-87   :48   : cap. 3   : s/p
COLON = re.compile(rf"\s*:\s*(?P<body>{_LIST}|s\s?/\s?p\b\.?|s\.\s?p\.|passim|en línea)")
# , p. 34   , pp. 5-9   , cap. 3   p. 5   , VI, p. 315
WORDED = re.compile(
    rf"\s*[,.;]?\s*(?P<body>(?:[IVXLC]+\s*[,.]\s*)?{_WORD}\s*{_NUMBER}(?:(?=\W)|$).{{0}}|s\s?/\s?p\b\.?)", re.IGNORECASE
)
# , 257   (Hart 2002b, 257)   , 12-15
BARE = re.compile(
    rf"\s*,\s*(?P<body>(?!{_YEARLIKE})\d{{1,4}}(?:\s?[-–]\s?\d{{1,4}})?(?:\s*,\s*(?!{_YEARLIKE})\d{{1,4}}(?:\s?[-–]\s?\d{{1,4}})?)*)(?=\s*(?:[;)\]]|$))|\s*,\s*(?P<roman>[IVXLC]+\s*:\s*\d{{1,4}}(?:\s?[-–]\s?\d{{1,4}})?)(?=\s*(?:[;)\]]|$))"
)
OP_CIT = re.compile(r",?\s*(?:op|ob|loc)\.\s?cit\.(?=\s*[,:])", re.IGNORECASE)
LIST = re.compile(rf"(?:[IVXLC]+\s*[,.]\s*)?{_LIST}")
PAGES = re.compile(r"\b(?:pp?|págs?|pags?|pgs?|páginas?|páxs?)\b\.?\s*(?=\w)", re.IGNORECASE)


def match_locator(text: str, position: int) -> tuple[str, int] | None:
    """The locator that begins at a position (its colon or comma first) and where it ends.

    >>> match_locator("2007: 86-87)", 4), match_locator("2007, pp. 5 y 9)", 4), match_locator("2007:cap. 3", 4)
    (('86-87', 11), ('5 y 9', 15), ('cap. 3', 11))
    """
    skipped = OP_CIT.match(text, position)
    position = skipped.end() if skipped else position
    m = COLON.match(text, position)
    if m is None:
        worded = WORDED.match(text, position)
        if worded is not None:
            start = worded.start("body")
            whole = LIST.match(text, start)
            end = whole.end() if whole is not None else worded.end()
            return clean_locator(text[start:end]), end
        m = BARE.match(text, position)
    if m is None:
        return None
    after = text[m.end() : m.end() + 12]
    if re.match(r"\s*(?:%|\.\d|mil\b|millones|por ciento|años)", after):
        return None
    return clean_locator(m.group("body") or m.group("roman")), m.end()


def clean_locator(text: str) -> str:
    """A locator without the words for page.

    >>> clean_locator("pp. 12-15, cap. 3")
    '12-15, cap. 3'
    """
    return PAGES.sub("", text).strip(" ,;")
