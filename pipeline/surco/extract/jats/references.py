"""A bibliography entry → the reference as it is printed, composed where the source has only its tagged parts."""

from __future__ import annotations

import re

from surco.extract.jats.notes import clean_marker
from surco.extract.jats.printed import join_parts, pop_text, read_text
from surco.extract.jats.reader import Reader
from surco.extract.jats.tree import Element
from surco.extract.text import clean_text

CITATIONS = ("mixed-citation", "citation", "nlm-citation", "element-citation")
"""Elements that hold an entry, the most printed first."""
PEOPLE = frozenset({"person-group", "name", "collab", "string-name", "etal"})
TITLES = ("article-title", "chapter-title", "data-title", "part-title")


def read_reference(reader: Reader, element: Element) -> None:
    """An entry with its number; links to it, or to anything in it, lead to its piece."""
    label = pop_text(element, "label")
    notes = [read_text(note) for note in element.iterfind("note")]
    text = join_parts(*map(_read_citation, _choose_citations(element)), *notes) or read_text(element)
    text = label + text if text.startswith((".", ")", "]")) else text
    if not clean_text(text):
        return
    keys = tuple(part.get("id") for part in element.iter() if part.get("id"))
    reader.add_piece("reference", element, text, marker=clean_marker(label) or None, keys=keys)


def read_product(reader: Reader, element: Element) -> None:
    """The work that a review is about."""
    reader.add_piece("reference", element, _read_citation(element))


def read_name(name: Element, *, inverted: bool = False) -> str:
    """`Ana Ruiz Peña` or, as in a bibliography, `Ruiz Peña, Ana`."""
    if name.tag == "collab":
        institutions = [read_text(part) for part in name.iterfind("institution")]
        return clean_text(" ".join([name.text or "", *institutions]))
    surname, given, suffix = (read_text(name.find(tag)) for tag in ("surname", "given-names", "suffix"))
    if not (surname or given) or (name.tag == "string-name" and (name.text or "").strip()):
        return read_text(name)
    if inverted:
        return join_parts(f"{surname} {suffix}".strip(), given, mark=", ")
    eastern = name.get("name-style") == "eastern"
    return join_parts(*((surname, given, suffix) if eastern else (given, surname, suffix)))


def _choose_citations(ref: Element) -> list[Element]:
    """The printed forms of an entry or, where there is none, the tagged ones."""
    found = ([citation for citation in ref.iter(tag) if read_text(citation)] for tag in CITATIONS)
    return next(filter(None, found), [])


def _read_citation(citation: Element) -> str:
    """An entry as it is printed; composed where it is made of tagged parts alone."""
    between = [citation.text, *(child.tail for child in citation)]
    if any((text or "").strip() for text in between) or not len(citation):
        return read_text(citation)
    text = join_parts(*_order_parts(_CitationParts(citation)), mark=". ") + "."
    return re.sub(r"([.?!])\.(?= |$)", r"\1", text)


def _order_parts(parts: _CitationParts) -> list[str]:
    """`Authors (year)`, titles, editors, where it appeared, edition, publisher, and whatever is left."""
    people, year = parts.take_people("author", ""), parts.take("year")
    volume, issue = parts.take("volume"), parts.take("issue")
    pages = join_parts(parts.take("fpage"), parts.take("lpage"), mark="-")
    return [
        f"{people} ({year})" if people and year else people or year,
        *map(parts.take, TITLES),
        parts.take_people(),
        join_parts(
            parts.take("source"), f"{volume}({issue})" if volume and issue else volume or issue,
            pages or parts.take("page-range"), parts.take("elocation-id"), mark=", ",
        ),
        parts.take("edition"),
        join_parts(parts.take("publisher-loc"), parts.take("publisher-name"), mark=": "),
        *parts.take_rest(),
    ]  # fmt: skip


class _CitationParts:
    """The parts of a tagged bibliography entry, each taken once."""

    def __init__(self, citation: Element) -> None:
        self.parts = list(citation)

    def take(self, tag: str) -> str:
        found = [part for part in self.parts if part.tag == tag]
        self.parts = [part for part in self.parts if part.tag != tag]
        return join_parts(*map(read_text, found), mark=", ")

    def take_people(self, *roles: str) -> str:
        """The people in these roles, "" being no named role; without roles everyone."""
        people: list[str] = []
        for part in list(self.parts):
            if part.tag in PEOPLE and (not roles or part.get("person-group-type", "") in roles):
                self.parts.remove(part)
                people += map(_read_person, part if part.tag == "person-group" and len(part) else (part,))
        return join_parts(*people, mark="; ")

    def take_rest(self) -> list[str]:
        texts = ((part.get("pub-id-type"), read_text(part)) for part in self.parts)
        return [f"doi: {text}" if kind == "doi" else text for kind, text in texts if text]


def _read_person(person: Element) -> str:
    text = read_name(person, inverted=True) if person.tag in PEOPLE else read_text(person)
    return text or ("et al." if person.tag == "etal" else "")
