"""Labelled tokens of a bibliography entry to the fields of a Reference, small slips of the labels mended."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from surco.citations.entries import Entry, clean_year
from surco.citations.fields import MARKERS, Token
from surco.citations.words import INSTITUTIONS, fold
from surco.records import Person, Reference

STOPS = frozenset('.,;:?!“”«»"()[]<>')
NOT_TITLE = MARKERS | frozenset(
    "edicion edicao edition editor editores coordinador serie coleccion colecao cuaderno cuadernos documento tesis tese dissertacao trad tomo nota".split()
)
# .   (2010).   , 2010.   (eds.).   between the authors and the title
AFTER_AUTHORS = re.compile(
    r"\s*(?:[.,]?\s*[(\[][^()\[\]]{1,40}[)\]]\s*[.,:]?\s+|(?:\.|(?<=\.))\s+(?:(?:1[5-9]|20)\d\d[a-z]?\.\s+)?)(?=[^\s(])"
)
# . Puertos y Salud. 2014;3(2)
JOURNAL_YEAR = re.compile(
    r"(?<=[^\s.])[.?!]\s+(?P<journal>[^.;:?!]{3,80})\.\s+(?:19|20)\d\d(?:\s[^\d;]{2,9})?(?:\s\d{1,2})?;\s?\d"
)
FIELDS = ("title", "container", "volume", "issue", "publisher", "place", "pages", "doi", "url", "accessed")


def assemble_reference(text: str, tokens: Sequence[Token], labels: Sequence[str], entry: Entry) -> Reference:
    """The fields that labelled tokens spell: the first run of each label, persons from `family` and `given` runs."""
    labels = _start_title(text, tokens, _keep_institution(text, tokens, labels, entry), entry)
    labels = _extend_title(tokens, _mend_labels(tokens, labels), entry)
    labels = _mark_journal(text, tokens, labels)
    runs = list(_iterate_runs(tokens, labels))
    found: dict[str, str] = {}
    for label, start, end in runs:
        if label in FIELDS and label not in found:
            value = text[start:end].strip(" ,;:")
            found[label] = _trim_title(text, start, value) if label in ("title", "container") else value.rstrip(".")
    years = [text[s:e] for label, s, e in runs if label == "year"]
    sure = entry.repeated or AFTER_AUTHORS.match(text, entry.end_of_authors) is not None
    authors = entry.authors if sure else _read_persons(text, runs)
    year = clean_year(years[-1]) if years else entry.year
    if found.get("doi"):
        found["doi"] = re.sub(r"^.*?(?=10\.)", "", found["doi"]).rstrip(".")
    return Reference(authors=authors or entry.authors, year=year, **found)


def _mend_labels(tokens: Sequence[Token], labels: Sequence[str]) -> list[str]:
    """The labels with a title made whole again across a few words that were read as something else."""
    mended = list(labels)
    titles = [i for i, label in enumerate(labels) if label == "title"]
    for a, b in zip(titles, titles[1:], strict=False):
        gap = tokens[a + 1 : b]
        if (
            0 < len(gap) <= 6
            and not any(t in ".“”«»" for _, _, t in gap[1:])
            and not any(labels[i] == "year" for i in range(a + 1, b))
        ):
            mended[a + 1 : b] = ["title"] * len(gap)
    return mended


def _keep_institution(text: str, tokens: Sequence[Token], labels: Sequence[str], entry: Entry) -> list[str]:
    """The labels with an institution that the rules read kept whole, commas and `and` included."""
    kept = list(labels)
    if len(entry.authors) != 1 or entry.authors[0].given is not None:
        return kept
    name = entry.authors[0].family
    start = text.find(name)
    if start < 0 or not any(w in INSTITUTIONS for w in fold(name).split()) or ". " in name:
        return kept
    for i, (a, b, _) in enumerate(tokens):
        if start <= a and b <= start + len(name):
            kept[i] = "family"
    return kept


def _mark_journal(text: str, tokens: Sequence[Token], labels: Sequence[str]) -> list[str]:
    """The labels with the journal of a Vancouver entry, which is all that stands between a stop and `. 2014;`."""
    marked = list(labels)
    m = JOURNAL_YEAR.search(text)
    if m is None:
        return marked
    for i, (start, end, _) in enumerate(tokens):
        if m.start("journal") <= start and end <= m.end("journal"):
            marked[i] = "container"
        elif start == m.start() and marked[i] == "title":
            marked[i] = "o"
    return marked


def _start_title(text: str, tokens: Sequence[Token], labels: Sequence[str], entry: Entry) -> list[str]:
    """The labels with a title that begins where the rules' author part (and the year in brackets after it) ends."""
    started = list(labels)
    m = AFTER_AUTHORS.match(text, entry.end_of_authors) if entry.authors or entry.repeated else None
    anchor = next((i for i, (a, _, _) in enumerate(tokens) if m and a >= m.end()), None)
    if anchor is None:
        return started
    first = next((i for i in range(anchor, len(tokens)) if started[i] == "title"), None)
    stop = next((i for i in range(anchor, len(tokens)) if tokens[i][2] in ".?!" or started[i] == "url"), len(tokens))
    if first is None and not any(label == "title" for label in started[:anchor]):
        started[anchor:stop] = ["title"] * (stop - anchor)
    elif first is not None and anchor < first < stop and tokens[anchor][2] not in '“«"':
        started[anchor:first] = ["title"] * (first - anchor)
    for i in range(anchor, len(tokens)):
        if started[i] in ("family", "given"):
            started[i] = "o"
    return started


def _extend_title(tokens: Sequence[Token], labels: Sequence[str], entry: Entry) -> list[str]:
    """The labels with a title that breaks off within a phrase, or before a bracket of its own, drawn out to the next stop."""
    drawn = list(labels)
    last = max((i for i, label in enumerate(drawn) if label == "title"), default=None)
    if last is None:
        return drawn
    first = drawn.index("title")
    end = first
    while end + 1 < len(drawn) and drawn[end + 1] == "title":
        end += 1
    i = end + 1
    while (
        i < len(tokens)
        and tokens[end][2] not in STOPS
        and tokens[i][2] not in STOPS
        and drawn[i] not in {"year", "accessed", "url"}
    ):
        i += 1
    if i - end > 1 and i < len(tokens) and (tokens[i][2] in ".?!" or tokens[i][2] == "(") and i - end < 20:
        drawn[end + 1 : i] = ["title"] * (i - end - 1)
        end = i - 1
    close = _close_bracket(tokens, end + 1, entry)
    if close is not None:
        drawn[end + 1 : close + 1] = ["title"] * (close - end)
    return drawn


def _close_bracket(tokens: Sequence[Token], start: int, entry: Entry) -> int | None:
    """Where a bracket that belongs to the title closes, a full stop after it; None for editions, series, dates."""
    if start >= len(tokens) or tokens[start][2] != "(":
        return None
    for i in range(start + 1, min(start + 9, len(tokens))):
        if tokens[i][2] == ")":
            inner = [fold(t) for _, _, t in tokens[start + 1 : i]]
            plain = (
                not any(w in NOT_TITLE or w == entry.year for w in inner)
                and i + 1 < len(tokens)
                and tokens[i + 1][2] == "."
            )
            return i if plain and inner and not (len(inner) == 1 and inner[0].isdigit() and len(inner[0]) < 4) else None
    return None


def _trim_title(text: str, start: int, value: str) -> str:
    """A title without the quotation marks around it, its last stop, or a bracket left open."""
    value = value.rstrip(".,; ")
    for opening, closing in ("“”", "«»", '""', "‘’"):
        if value.startswith(opening) and value.endswith(closing) and value.count(closing) == 1 + (opening == closing):
            value = value[1:-1]
        elif opening != closing and value.endswith(closing) and opening not in value:
            value = value[:-1]
        elif opening != closing and value.startswith(opening) and closing not in value:
            value = value[1:]
        elif opening != closing and opening in value and value.count(opening) > value.count(closing):
            after = text[text.find(value, start) + len(value) :]
            value += closing if after.startswith(closing) else ""
    if value.count("(") > value.count(")"):
        after = text[text.find(value, start) + len(value) :]
        value = value + ")" if after.startswith(")") else value
    return value.strip().rstrip(".,")


def _iterate_runs(tokens: Sequence[Token], labels: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    i = 0
    while i < len(tokens):
        j = i
        while j + 1 < len(tokens) and labels[j + 1] == labels[i]:
            j += 1
        if labels[i] != "o":
            yield labels[i], tokens[i][0], tokens[j][1]
        i = j + 1


def _read_persons(text: str, runs: Sequence[tuple[str, int, int]]) -> tuple[Person, ...]:
    people: list[Person] = []
    pending: str | None = None
    named = 0
    for label, start, end in runs:
        value = text[start:end].strip(" ,;")
        if label == "family":
            given, pending = pending, None
            people.append(Person(value, given))
            named = end
        elif label == "given":
            joined = re.search(r"[;&]|\b(?:y|e|and)\b", text[named:start])
            if people and people[-1].given is None and not joined:
                people[-1] = Person(people[-1].family, value)
            else:
                pending = value
    return tuple(people)
