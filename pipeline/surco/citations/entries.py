"""A bibliography entry read by rules: its label, author list and year, which is what linking needs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from surco.citations.given_names import GIVEN_NAMES
from surco.citations.words import DOCUMENTS, INSTITUTIONS, MONTHS, fold
from surco.records import Person

# 12.   [12]   12)   12 (before a capital)   . (left of a lost number)
LABEL = re.compile(r"^\s*(?:\[(?P<a>\d{1,3})\]|(?P<b>\d{1,3})(?:[.)]\s*|\s+)(?=[^\W\d_“\"«]|[“\"«])|[•·▪*]\s+|\.\s+)")
DASHES = re.compile(r"^\s*(?:[—–―‒]{1,6}|_{2,}|-{2,})[\s.,;:]*")
YEAR = r"(?:(?:1[4-9]|20)\d\d\s?[a-z]?(?![\w])|s\.\s?/?f\.?|s/f|s\.\s?d\.|n\.\s?d\.|en prensa|in press|no prelo|forthcoming|sin fecha)"
# (2007)   (2007a, mayo)   [2007]   ([1890] 2004)   (1890/2004)
YEAR_BRACKET = re.compile(
    rf"[(\[](?:\[?\d{{4}}\]?[/\s]+)?(?P<year>{YEAR})(?P<more>[^()\[\]]{{0,40}})[)\]]", re.IGNORECASE
)
# (18 de octubre de 2006)   (18/10/2006)
DAY_BRACKET = re.compile(r"[(\[]\d{1,2}[^()\[\]]{1,25}(?:1[4-9]|20)\d\d[)\]]")
YEAR_PLAIN = re.compile(r"(?<![\d/.\-–])(?P<year>(?:1[5-9]|20)\d\d[a-z]?)(?![\d\w/]|[-–]\d|\.\d)")
ANY_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
TAIL = re.compile(
    r"(?:https?://|www\.|doi\s?:|Disponible (?:en|em|at)|Disponível em|Recuperado|Available|Retrieved|Acceso|Acesso|Accessed|Consultad[oa]|\[citado).*$",
    re.IGNORECASE | re.DOTALL,
)
_UP = "A-ZÁÀÂÃÄÅÉÈÊËÍÌÎÏÓÒÔÕÖØÚÙÛÜÇÑŠŽ"
_CAP = rf"[{_UP}][^\W\d_]*(?:[’'´\-‐‑–][^\W\d_]+)*[’']?"
_PART = r"(?:d[eaoiu]s?|del|de\s+la|de\s+las|de\s+los|van(?:\s+de[rn]?)?|von|la|le|los|las|san|ten|ter|y|e|bin|al|el|af|zu|st\.)"
_TAIL_PART = r"(?:d[eaoi]|d[ao]s|del|van|von)"
# at most three particles before a surname: more would be tried in every way they can be divided
_SURNAME = rf"(?:(?:{_PART}\s+){{0,3}}{_CAP}(?:\s+(?:{_PART}\s+){{0,3}}{_CAP}){{0,4}})"
_INITIALS = rf"(?:[{_UP}][^\W\d_]{{0,2}}\.(?:\s?-?\s?[{_UP}][^\W\d_]{{0,2}}\.)*(?:-[{_UP}](?![^\W\d_]))?(?:\s+(?:{_TAIL_PART})(?=[\s,;.&]))*|[{_UP}](?:[\s-][{_UP}])*(?=[\s,;.&(]))"
# Anaya Ruiz, G. M.   ANAYA, G.   Anaya, Gloria María   Anaya GM
INVERTED_INITIALS = re.compile(
    rf"(?P<family>{_SURNAME})\s?,\s?(?P<given>{_INITIALS})(?:\s+(?:{_TAIL_PART}(?=[\s,;.&(])|Jr\.?|Filho|Neto))*"
)
VANCOUVER = re.compile(
    rf"(?P<family>{_SURNAME})\s+(?P<given>[{_UP}](?:-?[{_UP}]){{0,4}}(?:\s(?:Jr|Filho|Neto|No|II|III))?)(?=\s*[,.;:(]|\s+(?:y|e|and|et)\b|$)"
)
INVERTED_NAMES = re.compile(
    rf"(?P<family>{_SURNAME})\s?,\s(?P<given>{_CAP}(?:\s+(?:{_CAP}|[{_UP}]\.(?:\s?[{_UP}]\.)*|(?:de|del|da|do|dos)(?:\s+(?:la|los|las))?)){{0,4}})(?=\s*[,.;:(\[“\"«]|\s+(?:y|e|and|&)\s|$)"
)
DIRECT = re.compile(
    rf"(?P<given>(?:[{_UP}]\.\s?-?){{1,3}}|{_CAP}(?:\s+[{_UP}]\.)*)\s+(?P<family>{_SURNAME})(?=\s*[,.;:(\[“\"«]|\s+(?:y|e|and|&)\s|$)"
)
JOIN = re.compile(r"\s*(?:[;,]\s*(?:(?:y|e|and|&|et)\s+|…\s*)?|\s(?:y|e|and|et)\s+|\s?&\s?)")
ET_AL = re.compile(r"[\s,;]*(?:et\s+al\.?|y\s+otros|e\s+outros|and\s+others|y\s+cols\.?)", re.IGNORECASE)
ROLES = re.compile(
    r"[\s,]*(?:[(\[]\s*)?\b(?:coords?|comps?|eds?|orgs?|dirs?|editor(?:es|as|s)?|organizador(?:es|as)?|coordinador(?:es|as)?|compilador(?:es|as)?|hrsg)\b\.?\s*[)\]]?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Entry:
    """Authors and year of an entry, where the author part ends, and every year in the text outside address and access date."""

    authors: tuple[Person, ...]
    year: str | None
    end_of_authors: int
    years: frozenset[str]
    label: int | None = None
    repeated: bool = False


def read_entry(text: str, *, before: tuple[Person, ...] = ()) -> Entry:
    """The authors and year of an entry; `before` are the authors that a dash repeats.

    >>> entry = read_entry("Anaya Ruiz, G. y Peña, L. (2010a). Ríos y ciudades. Lima: Sur.")
    >>> [p.family for p in entry.authors], entry.year
    (['Anaya Ruiz', 'Peña'], '2010a')
    >>> read_entry("PEÑA, L.; ROCA, A. B. Ríos e cidades. São Paulo: Sul, 2011.").year
    '2011'
    """
    m = LABEL.match(text)
    start = m.end() if m else 0
    label = int(m.group("a") or m.group("b")) if m and (m.group("a") or m.group("b")) else None
    dashes = DASHES.match(text, start)
    if dashes and dashes.end() > start + 1:
        start = dashes.end()
        role = ROLES.match(text, start)
        end = role.end() if role else start
        return Entry(before, _find_year(text, end), end, _all_years(text), label, True)
    people, end = _read_people(text, start)
    if not people:
        name, end = _read_institution(text, start)
        people = (Person(name),) if name else ()
    return Entry(people, _find_year(text, end), end, _all_years(text), label)


def _all_years(text: str) -> frozenset[str]:
    return frozenset(ANY_YEAR.findall(TAIL.sub("", text)))


def _read_people(text: str, start: int) -> tuple[tuple[Person, ...], int]:
    position = start
    people: list[Person] = []
    style: re.Pattern[str] | None = None
    while True:
        m = _match_person(text, position, style, len(people))
        if m is None:
            break
        person, pattern, end = m
        style = style or pattern
        people.append(person)
        position = end
        stop = ET_AL.match(text, position) or ROLES.match(text, position)
        if stop and stop.end() > position:
            position = stop.end()
            break
        joined = JOIN.match(text, position)
        if joined is None:
            break
        position = joined.end()
    if people:
        position = _end_of_last(text, start, position, people)
    return tuple(people), position


def _end_of_last(text: str, start: int, position: int, people: list[Person]) -> int:
    while position > start and text[position - 1 : position] in " ,;&":
        position -= 1
    return position


def _match_person(
    text: str, position: int, style: re.Pattern[str] | None, count: int
) -> tuple[Person, re.Pattern[str], int] | None:
    order = (INVERTED_INITIALS, VANCOUVER, INVERTED_NAMES) if style is None else _later_styles(style)
    for pattern in order:
        m = pattern.match(text, position)
        if m is None or m.end() - position > 90:
            continue
        family, given = m.group("family").strip(), m.group("given").strip()
        if pattern is INVERTED_NAMES and (_is_institution(family) or not _is_given(given, count)):
            continue
        if pattern is VANCOUVER and (_is_institution(family) or family.isupper()):
            continue
        if pattern is DIRECT and not _is_direct(given, family):
            continue
        if pattern is INVERTED_INITIALS and _is_institution(family):
            continue
        return Person(family, given), pattern, m.end()
    return None


def _later_styles(style: re.Pattern[str]) -> tuple[re.Pattern[str], ...]:
    if style is VANCOUVER:
        return (VANCOUVER,)
    if style is INVERTED_INITIALS:
        return (INVERTED_INITIALS, DIRECT, INVERTED_NAMES)
    return (INVERTED_INITIALS, DIRECT, INVERTED_NAMES)


def _is_given(given: str, count: int) -> bool:
    words = [fold(w).strip(".") for w in given.split()]
    if any(w in INSTITUTIONS or w in MONTHS for w in words):
        return False
    known = [w for w in words if w in GIVEN_NAMES or "-" in w and w.split("-")[0] in GIVEN_NAMES]
    return bool(known) or (len(words) <= 2 and count == 0 and all(len(w) > 1 for w in words))


def _is_direct(given: str, family: str) -> bool:
    if re.match(rf"(?:[{_UP}]\.)", given):
        return not _is_institution(family)
    return fold(given.split()[0]) in GIVEN_NAMES and not _is_institution(family) and len(family.split()) <= 4


def _is_institution(name: str) -> bool:
    return any(w in INSTITUTIONS or w in DOCUMENTS for w in fold(name).split())


def _read_institution(text: str, start: int) -> tuple[str | None, int]:
    """The institution or title in front of an entry: up to the year in brackets, a full stop or a colon."""
    year = YEAR_BRACKET.search(text, start, start + 260) or DAY_BRACKET.search(text, start, start + 260)
    stop = re.compile(r"\.\s+(?=[^a-z])|\.$|[“\"«]|,\s+[“\"«]|:\s").search(text, start + 2)
    end = min(
        [p for p in (year.start() if year else None, stop.start() if stop else None) if p is not None]
        or [min(len(text), start + 120)]
    )
    name = text[start:end].strip(" .,;:")
    comma = re.search(r",\s+(?=(?:[\"“«]|\d{4}))", name)
    if comma:
        name, end = name[: comma.start()], start + comma.start()
    return (name or None), end


def _find_year(text: str, end_of_authors: int) -> str | None:
    """The year: in brackets right after the authors, else the last plain year before the address and access date."""
    near = YEAR_BRACKET.search(text, end_of_authors, end_of_authors + 60)
    if near and not text[end_of_authors : near.start()].strip(" ,.;:()"):
        return clean_year(near.group("year"))
    plain = re.compile(rf"[\s,.;:]*(?P<year>{YEAR})(?=[\s.,;:)])", re.IGNORECASE).match(text, end_of_authors)
    if plain:
        return clean_year(plain.group("year"))
    body = TAIL.sub("", text[end_of_authors:])
    body = re.sub(r"[(\[][^()\[\]]*[Tt]rad\..*$", "", body) or body
    vancouver = re.search(
        r"(?<!\d)((?:1[5-9]|20)\d\d[a-z]?)(?:\s+[a-z]{3,4}\.?)?(?:\s+[A-Z]?[a-z]{2,3}\s+\d+)?\s*;\s*\d", body
    )
    if vancouver:
        return vancouver.group(1)
    found = list(YEAR_PLAIN.finditer(body))
    if found:
        return found[-1].group("year")
    if near:
        return clean_year(near.group("year"))
    word = re.search(YEAR, body, re.IGNORECASE)
    if word:
        return clean_year(word.group())
    rest = YEAR_PLAIN.findall(text[end_of_authors:])
    return rest[0] if rest else None


def clean_year(year: str) -> str:
    """The year as works carry it.

    >>> clean_year("s. f."), clean_year("2010 a"), clean_year("In press")
    ('s/f', '2010a', 'en prensa')
    """
    flat = re.sub(r"\s+", "", year).lower()
    if flat[:4].isdigit():
        return flat
    return "s/f" if flat.replace(".", "").replace("/", "") in {"sf", "sd", "nd", "sinfecha"} else "en prensa"
