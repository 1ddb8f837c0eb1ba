"""Invented fields to bibliography entries as history and the humanities write them: Chicago with full names, and ISO 690."""

from __future__ import annotations

import random

from surco.citations.invented import Vocabulary, invent_journal, invent_title
from surco.citations.pieces import (
    Piece,
    write_authors,
    write_edition_and_imprint,
    write_ending,
    write_imprint,
    write_pages_in,
    write_people,
    write_quoted,
    write_volume,
    write_within,
    write_year,
)


def write_chicago(rng: random.Random, words: Vocabulary, kind: str) -> list[Piece]:
    last = rng.choice((f" {words.conjunction} ", f", {words.conjunction} "))
    pieces = write_authors(rng, words, lambda: write_people(rng, words, given="full", order="first", last=last), kind)
    pieces += [("" if pieces[-1][0].endswith(".") else ".", "o"), (" ", "o")]
    year = (write_year(rng), "year")
    early = rng.random() < 0.7
    pieces += [year, (". ", "o")] if early else []
    pieces += write_quoted(
        rng,
        invent_title(rng, words),
        0.95 if kind in ("article", "chapter", "congress", "thesis", "news") else 0.0,
        False,
    )
    pieces += [(rng.choice((". ", ". ", " ")) if pieces[-1][1] == "o" else ". ", "o")]
    if kind in ("article", "news"):
        pieces += [(invent_journal(rng, words), "container"), *write_volume(rng, words, "chicago")]
        pieces += [*([] if early else [(" (", "o"), year, (")", "o")]), *write_pages_in(rng, (": ", ": "))]
    elif kind in ("chapter", "congress"):
        lead = "In " if words.conjunction == "and" else "En "
        editors = write_people(rng, words, given="full", order="direct", last=last, label="editor")
        credit = rng.choice((", edited by ", ", editado por ", ", ed. "))
        pieces += [
            (lead, "o"),
            (invent_title(rng, words), "container"),
            (credit, "o"),
            *editors,
            *write_pages_in(rng, (", ",)),
            (". ", "o"),
            *write_imprint(rng, words),
            *([] if early else [(", ", "o"), year]),
        ]
    else:
        pieces += [*write_imprint(rng, words), *([] if early else [(", ", "o"), year])]
    return [*pieces, (".", "o"), *write_ending(rng, words, 0.3)]


def write_iso(rng: random.Random, words: Vocabulary, kind: str) -> list[Piece]:
    """ISO 690 and notes: `APELLIDO, Nombre. Título. Ciudad: Editorial, 2009, 345 pp. ISBN …`"""
    pieces = write_authors(
        rng,
        words,
        lambda: write_people(
            rng,
            words,
            given=rng.choice(("full", "spaced")),
            upper=True,
            join=rng.choice(("; ", ", ")),
            last=rng.choice((f" {words.conjunction} ", "; ")),
        ),
        kind,
    )
    pieces += [("" if pieces[-1][0].endswith(".") else rng.choice((".", ":", ".")), "o"), (" ", "o")]
    year = (write_year(rng), "year")
    pieces += write_quoted(rng, invent_title(rng, words), 0.25, False)
    pieces += _end_iso(rng, words, kind, year)
    if rng.random() < 0.08:
        pieces += [
            (
                rng.choice(
                    (" (Trad. cast.)", " (Trad. de L. Soler).", " Trad. Luis Soler.", " (Colección Textos, 4).")
                ),
                "o",
            )
        ]
    return pieces + write_ending(rng, words, 0.3)


def _end_iso(rng: random.Random, words: Vocabulary, kind: str, year: Piece) -> list[Piece]:
    """What follows the title in ISO 690."""
    pieces: list[Piece] = []
    if kind in ("article", "news"):
        pieces += [
            (". ", "o"),
            (rng.choice(("En: ", "", "")), "o"),
            (invent_journal(rng, words), "container"),
            (rng.choice((". ", ", ")), "o"),
            year,
            *write_volume(rng, words, rng.choice(("words", "abnt"))),
            *write_pages_in(rng, (", pp. ", ", p. ")),
            (".", "o"),
        ]
    elif kind in ("chapter", "congress"):
        pieces += [
            (". ", "o"),
            *write_within(rng, words, "full"),
            (". ", "o"),
            *write_imprint(rng, words),
            (", ", "o"),
            year,
            *write_pages_in(rng, (", pp. ", ", p. ")),
            (".", "o"),
        ]
    else:
        pieces += [
            *write_edition_and_imprint(rng, words),
            year,
            (rng.choice((".", ", 345 pp.", ". 210 p.", ". ISBN 978-0-00-000000-0.")), "o"),
        ]
    return pieces
