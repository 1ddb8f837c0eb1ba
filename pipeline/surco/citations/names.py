"""Author strings to surnames: persons, compound and particle surnames, institutions, titles, acronyms, `et al.`."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import replace

from surco.citations.evidence import Authors, Evidence, Strength, fold_name
from surco.citations.given_names import AMBIGUOUS, GIVEN_NAMES
from surco.citations.persons import TOKEN, is_acronym, is_capitalised, is_initials, read_person
from surco.citations.words import (
    CONNECTORS,
    DOCUMENTS,
    EVENTS,
    INSTITUTIONS,
    INSTRUMENTS,
    NOT_NAMES,
    SURNAME_PLACES,
    fold,
)  # fmt: skip

# Pérez et al.   Pérez y otros   Pérez y cols.   Pérez e outros
ET_AL = re.compile(
    r",?\s*\b(?:et\s+[aá]l(?:ii|\.|\b)|(?:y|e|and)\s+(?:otros|otras|outros|outras|others|cols?\b\.?|colaboradores|colegas|colleagues))\s*\.?,?\s*$",
    re.IGNORECASE,
)
# Pérez (coord.)   Pérez, comp.   Pérez (eds.)
ROLE = re.compile(
    r"\s*,?\s*(?:[(\[]\s*(?:coords?|comps?|eds?|edits?|editor(?:es|as|a)?|orgs?|dirs?|compilador(?:es|a)?|coordinador(?:es|a)?|hrsg|trads?)\.?\s*[)\]]"
    r"|,?\s+(?:coords?|comps?|eds?|orgs?|dirs?)(?:\.|$))",
    re.IGNORECASE,
)
CONJUNCTION = frozenset({"y", "e", "and", "&", "et", "und"})
SPLIT = re.compile(r"\s*;\s*|\s*,\s*(?:(?:y|e|and|&|et|und)\s+)?|\s+(?:y|e|and|&|et|und)\s+")
# , Informe sobre el agua (after an institution)   , A/64/321
TITLED = re.compile(
    r",\s+(?:(?:Informes?|Report|Relatório|Documento|Anuario|Memoria|Boletín|Encuesta|Censo|Panorama|Estadísticas|Manual)\b.*|[A-Z]{1,2}/[\w/.\-]+)$"
)
# Organización de las Naciones Unidas (ONU)   United Nations [UN]
ACRONYM_BRACKET = re.compile(r"(?<=\w)\s*[(\[][^\W\d_][\w–\-/]{1,12}[)\]]")
# CEPAL - SEGIB
SPACED_DASH = re.compile(r"(?<=[A-ZÁÉÍÓÚÑ])\s+([-–/])\s+(?=[A-ZÁÉÍÓÚÑ]{2})")
ADDRESS = re.compile(r"www\.|https?:|\.(?:org|com|net|gov|gob|edu)\b", re.IGNORECASE)
FOREIGN = re.compile(r"[()\[\]“”\"«»=%<>?!]|\w:\s")
LONGEST = 12
RELATIVES = frozenset("que quien quienes cuyo cuya cuyos cuyas cual cuales who whose which".split())
"""In lower case no institution has them in its name: prose stands there."""


def read_authors(text: str, evidence: Evidence, *, start: int = 0) -> Authors | None:
    """The authors in a whole author string, or None where it is something else; `start` is its offset.

    >>> read_authors("Duarte y Peña Roca", Evidence()).names
    ('Duarte', 'Peña Roca')
    >>> read_authors("durante el gobierno de Duarte", Evidence()) is None
    True
    """
    authors = _read_string(text, evidence)
    return replace(authors, start=start + authors.start) if authors is not None and start else authors


@functools.lru_cache(maxsize=512)
def _read_string(text: str, evidence: Evidence) -> Authors | None:
    lead = len(text) - len(text.lstrip())
    body = SPACED_DASH.sub(r"\1", ACRONYM_BRACKET.sub("", ROLE.sub("", text.strip()))).strip(" ,:")
    et_al = ET_AL.search(body)
    if et_al:
        body = body[: et_al.start()]
    title = read_title_author(body)
    if title is not None:
        return Authors((title,), et_al is not None, "strong", lead, True)
    if not body or len(body) > 220 or ADDRESS.search(body) or FOREIGN.search(body):
        return None
    found = _read_institution(body, evidence) or _read_persons(body, evidence)
    if found is None:
        return None
    names, strength, institution = found
    return Authors(names, et_al is not None, strength, lead, institution)


def read_title_author(body: str) -> str | None:
    """A title that stands for the author: between quotation marks, or cut off with dots.

    >>> read_title_author("“Puertos del sur”"), read_title_author("La carga en cifras..."), read_title_author("La carga")
    ('Puertos del sur', 'La carga en cifras...', None)
    """
    quoted = re.fullmatch(r"[“\"«‘]([^“”\"«»]{3,120}?),?[”\"»’]", body)
    if quoted:
        return quoted.group(1)
    if body.endswith(("...", "…")) and is_capitalised(body[0]) and re.fullmatch(r"[^;()\[\]\d]{3,90}", body):
        return body
    return None


def _words(text: str) -> list[str]:
    return [m.group() for m in TOKEN.finditer(text)]


def _read_institution(body: str, evidence: Evidence) -> tuple[tuple[str, ...], Strength, bool] | None:
    body = TITLED.sub("", body)
    words = _words(body)
    heads = [w for w in words if is_capitalised(w) and fold(w).strip(".…") in INSTITUTIONS | DOCUMENTS]
    if not heads or len(words) > 22 or any(is_initials(w) for w in words):
        return None
    if not is_capitalised(words[0]):
        first = fold(words[0])
        if first in NOT_NAMES or first in CONNECTORS or not is_acronym(words[0], evidence.languages):
            return None
    if sum(1 for w in words if not is_capitalised(w) and fold(w) not in CONNECTORS and w not in ",;&") > 5:
        return None
    if any(w[0].isdigit() and len(w) > 3 for w in words) or RELATIVES.intersection(words):
        return None
    parts = tuple(_split_institutions(body, evidence))
    first = fold(words[0]).strip(".")
    weak = first in INSTRUMENTS or (first in EVENTS and first not in INSTITUTIONS)
    return parts, "weak" if weak else "strong", True


def _split_institutions(body: str, evidence: Evidence) -> Iterator[str]:
    """Yield the institutions of a string: at semicolons, and at `y`, `e`, `and` where a new institution or acronym begins."""
    for piece in re.split(r"\s*;\s*", body):
        begin = 0
        for m in re.finditer(
            r"\s*,?\s+(?:y|e|and|&)\s+(?:(?:la|el|los|las|the)\s+)?|\s*,\s*(?:(?:la|el|los|las|the)\s+)?", piece
        ):
            right = _words(piece[m.end() :])[:2]
            if not right:
                continue
            left = _words(piece[begin : m.start()])
            head = fold(right[0]).strip(".")
            new = head in INSTITUTIONS and is_capitalised(right[0]) and "," not in m.group()
            acronym = len(right[0]) > 1 and right[0].isupper() and not piece.isupper()
            alone = len(left) == 1 and left[0] != left[0].title() and is_acronym(left[0], evidence.languages)
            if (new or acronym or alone) and (m.group().strip()):
                yield (
                    piece[begin : m.start()].strip(" ,.")
                    if not piece[begin:].endswith("...")
                    else piece[begin : m.start()].strip(" ,")
                )
                begin = m.end()
        yield piece[begin:].strip(" ,")


def _read_persons(body: str, evidence: Evidence) -> tuple[tuple[str, ...], Strength, bool] | None:
    names: list[str] = []
    weak: list[str] = []
    strength: Strength = "strong"
    semicolons = ";" in body
    pieces = [p for p in SPLIT.split(TITLED.sub("", body)) if p]
    if len(pieces) > LONGEST or re.match(r"[A-Z]{1,2}/(?:[A-Z]+|\d)", body):
        return None
    for piece in pieces:
        words = _words(piece)
        if names and all(is_initials(w) for w in words):
            continue  # Pérez, J. A.
        if names and semicolons is False and len(pieces) > 1 and _is_given_only(words) and not evidence.knows(piece):
            continue  # Pérez, Juan Antonio
        person = read_person(piece, evidence)
        if person is None:
            return None
        names.append(person[0])
        if person[1] == "weak":
            weak.append(fold_name(person[0]))
    if not names:
        return None
    if weak and (len(weak) == len(names) or any(w not in SURNAME_PLACES for w in weak)):
        strength = "weak"
    return tuple(names), strength, False


def _is_given_only(words: list[str]) -> bool:
    return all(is_initials(w) or (fold(w) in GIVEN_NAMES and fold(w) not in AMBIGUOUS) for w in words)
