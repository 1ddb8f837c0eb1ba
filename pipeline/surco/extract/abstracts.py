"""Structured abstracts → their sections: each run-in label a heading, as where the source sets it apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec.structs import replace

from surco.extract.assemble import Piece
from surco.extract.cues import ABSTRACT, match_by_language

ENOUGH = 3
"""So many labels make an abstract a structured one."""

# Objetivo: Describir …   Materiales y métodos. Se …   CONCLUSIONES – Las redes …
_LABEL = re.compile(
    r"""(?:(?<=^)|(?<=[.!?:;…)]\ ))
    (?P<label>(?i:
        introducci[óo]n | introdução | introduction | antecedentes | background | contexto? | context | justificaci[óo]n | justificativa
        | fundament(?:o|os|aci[óo]n) | marco\ te[óo]rico
        | (?:objeti(?:v|)o|prop[óo]sito|finalidade?)s?(?:\ (?:general|geral))? | objectives? | aims? | purpose
        | (?:(?:materia(?:l(?:es)?|is)|pacientes|sujetos|materials?|patients)\ (?:y|e|and)\ )?(?:m[ée]todos?|methods?)
        | metodolog[íi]a | methodology | diseño(?:/metodolog[íi]a)? | design | enfoque | approach
        | result(?:ado)?s(?:\ (?:y|e)\ discusi?[óãs]+[on]+)? | hallazgos | findings
        | discusi[óo]n | discussão | discussion | (?:conclusi[óo]n(?:es)?|conclus(?:ão|ões)|conclusions?)
        | considera(?:ciones|ções)\ fina(?:les|is) | limitaciones | originalidad(?:/valor)? | valor | implicaciones
    ))
    \s?[:.–—]-?\s+(?=[^\W_a-zà-ÿ]|\d|[“"«¿])""",
    re.VERBOSE,
)


class Section(NamedTuple):
    """A label of a structured abstract, and where the text behind it begins and ends (code points)."""

    label: str
    start: int
    end: int


def split_abstracts(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the pieces, each structured abstract as a heading and an abstract a section."""
    for piece in pieces:
        sections = find_sections(piece.text) if piece.type == "abstract" else []
        yield from _split(piece, sections) if sections else (piece,)


def find_sections(text: str) -> list[Section]:
    """The sections of an abstract that has at least three labels, the first at its start or behind its own; none of any other.

    >>> text = "Objetivo: Ver redes. Método: Se leyeron. Resultados: Crecen."
    >>> [(label, text[start:end]) for label, start, end in find_sections(text)]
    [('Objetivo', 'Ver redes.'), ('Método', 'Se leyeron.'), ('Resultados', 'Crecen.')]
    """
    found = list(_LABEL.finditer(text))
    if len(found) < ENOUGH or not _opens(text[: found[0].start()]):
        return []
    ends = [len(text[: match.start()].rstrip()) for match in found[1:]] + [len(text)]
    return [Section(match["label"], match.end(), end) for match, end in zip(found, ends, strict=True)]


def _opens(before: str) -> bool:
    """Whether nothing stands before the first label but the abstract's own: `Resumen.`"""
    own = match_by_language(ABSTRACT, before)
    return not before or own is not None and not before[own[1].end() :].strip(" .:–—-")


def _split(piece: Piece, sections: list[Section]) -> Iterator[Piece]:
    own = re.match(r"\w+", piece.text)
    if own and own[0] != sections[0].label.split()[0]:
        yield Piece(type="heading", text=own[0], level=1, language=piece.language, boxes=piece.boxes)
    for label, start, end in sections:
        yield Piece(type="heading", text=label, level=2, language=piece.language, boxes=piece.boxes)
        calls = tuple((at - start, marker) for at, marker in piece.calls if start < at <= end)
        yield replace(piece, text=piece.text[start:end], calls=calls)
