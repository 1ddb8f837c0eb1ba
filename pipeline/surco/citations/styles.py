"""Invented fields to bibliography entries in the citation styles of three languages, each piece with its field's label."""

from __future__ import annotations

import random

from surco.citations.humanities import write_chicago, write_iso
from surco.citations.invented import (
    LANGUAGES,
    Vocabulary,
    invent_city,
    invent_journal,
    invent_title,
)  # fmt: skip
from surco.citations.pieces import (
    Piece,
    add_translation,
    disturb_blanks,
    write_authors,
    write_edition,
    write_edition_and_imprint,
    write_ending,
    write_imprint,
    write_pages,
    write_pages_in,
    write_people,
    write_quoted,
    write_volume,
    write_within,
    write_year,
)

KINDS = tuple("article article article book book chapter chapter thesis report web congress news".split())


def write_entry(rng: random.Random) -> list[Piece]:
    """One invented entry as labelled pieces.

    >>> pieces = write_entry(random.Random(3))
    >>> any(label == "title" for _, label in pieces) and any(label == "family" for _, label in pieces)
    True
    """
    words = rng.choice(LANGUAGES)
    style = rng.choice(
        (
            _write_apa,
            _write_apa,
            _write_abnt,
            _write_abnt,
            _write_vancouver,
            _write_comma,
            _write_comma,
            write_chicago,
            write_iso,
        )
    )
    kind = rng.choice(KINDS)
    pieces = style(rng, words, kind)
    if rng.random() < 0.05:
        pieces = add_translation(rng, words, pieces)
    if rng.random() < 0.1:
        pieces = disturb_blanks(rng, pieces)
    if rng.random() < (0.6 if style is _write_vancouver else 0.06):
        pieces = [(rng.choice(("{}. ", "{} ", "[{}] ", ". ")).format(rng.randint(1, 90)), "o"), *pieces]
    if rng.random() < 0.1 and pieces[-1][0] == ".":
        pieces.pop()
    return [(text, label) for text, label in pieces if text]


def _write_apa(rng: random.Random, words: Vocabulary, kind: str) -> list[Piece]:
    last = rng.choice((f" {words.conjunction} ", f", {words.conjunction} ", ", & ", " & "))
    shape = rng.choice(("spaced", "spaced", "dots", "full"))
    pieces = write_authors(
        rng, words, lambda: write_people(rng, words, given=shape, last=last, upper=rng.random() < 0.05), kind
    )
    opening, closing = rng.choice((("(", ")"), ("(", ")"), ("(", ")"), ("[", "]")))
    month = f", {rng.randint(1, 28)} de {rng.choice(words.months)}" if kind == "news" else ""
    pieces += [
        (rng.choice((" ", " ", ". ", ", ")) + opening, "o"),
        (write_year(rng), "year"),
        (month + closing + rng.choice((". ", ". ", ", ", ": ", " ")), "o"),
    ]
    pieces += [*write_quoted(rng, invent_title(rng, words), 0.12, False)]
    pieces += _end_apa(rng, words, kind)
    return pieces + write_ending(rng, words, 0.9 if kind in ("web", "news") else 0.3)


def _end_apa(rng: random.Random, words: Vocabulary, kind: str) -> list[Piece]:
    """What follows the title in APA style."""
    pieces: list[Piece] = []
    if kind in ("article", "news"):
        pieces += [
            (". ", "o"),
            (invent_journal(rng, words), "container"),
            *write_volume(rng, words, rng.choice(("apa", "apa", "words", "number"))),
        ]
        pieces += write_pages_in(rng, (", ", ", pp. ", ", p. ", ": ")) + [(".", "o")]
    elif kind in ("chapter", "congress"):
        pieces += [(". ", "o"), *write_within(rng, words, "spaced")]
        pieces += [
            (rng.choice((" (pp. ", ", pp. ", " (págs. ")), "o"),
            (write_pages(rng), "pages"),
            (rng.choice((").", "). ")), "o"),
            (" ", "o"),
            *write_imprint(rng, words),
            (".", "o"),
        ]
    else:
        if kind == "thesis":
            pieces += [
                (" " + rng.choice(words.thesis), "o"),
                (".", "o"),
                (" ", "o"),
                (rng.choice(words.publishers), "publisher"),
            ]
        elif kind == "report" and rng.random() < 0.5:
            pieces += [
                (rng.choice((". ", " ")) + rng.choice(words.reports).format(k=rng.randint(2, 300)), "o"),
                (". ", "o"),
                *write_imprint(rng, words),
            ]
        else:
            pieces += [*write_edition(rng), (". ", "o"), *write_imprint(rng, words)]
        pieces += [(".", "o")]
    return pieces


def _write_abnt(rng: random.Random, words: Vocabulary, kind: str) -> list[Piece]:
    shape = rng.choice(("spaced", "spaced", "full", "dots"))
    pieces = write_authors(
        rng, words, lambda: write_people(rng, words, given=shape, join="; ", upper=rng.random() < 0.6), kind
    )
    pieces += [("" if pieces[-1][0].endswith(".") else ".", "o"), (" ", "o"), (invent_title(rng, words), "title")]
    year = (write_year(rng), "year")
    pieces += _end_abnt(rng, words, kind, year)
    return pieces + write_ending(rng, words, 0.95 if kind in ("web", "news") else 0.35)


def _end_abnt(rng: random.Random, words: Vocabulary, kind: str, year: Piece) -> list[Piece]:
    """What follows the title in ABNT style."""
    pieces: list[Piece] = []
    if kind in ("article", "news"):
        pieces += [(". ", "o"), (invent_journal(rng, words), "container")]
        if rng.random() < 0.3:
            pieces += [(", ", "o"), (invent_city(rng, words), "place")]
        pieces += [*write_volume(rng, words, "abnt"), *write_pages_in(rng, (", p. ", ", p.", ", p. "))]
        pieces += [(rng.choice((", ", ", ", f", {rng.choice(words.months)} ")), "o"), year, (".", "o")]
    elif kind in ("chapter", "congress"):
        if kind == "congress":
            pieces += [
                (". In: ", "o"),
                (rng.choice(words.congress), "container"),
                (f", {rng.randint(2, 30)}., {rng.randint(1980, 2023)}, {invent_city(rng, words)}. Anais [...]. ", "o"),
            ]
        else:
            upper = rng.random() < 0.4
            editors = write_people(rng, words, given="spaced", join="; ", upper=upper, label="editor")
            pieces += [
                (". In: ", "o"),
                *editors,
                (rng.choice((f" {rng.choice(words.editors)}. ", ". ")), "o"),
                (invent_title(rng, words), "container"),
                (". ", "o"),
            ]
        pieces += [
            *write_imprint(rng, words),
            (", ", "o"),
            year,
            (". p. ", "o"),
            (write_pages(rng), "pages"),
            (".", "o"),
        ]
    else:
        pieces += _end_abnt_book(rng, words, kind, year)
    return pieces


def _end_abnt_book(rng: random.Random, words: Vocabulary, kind: str, year: Piece) -> list[Piece]:
    """What follows the title of a thesis, a report or a book in ABNT style."""
    pieces: list[Piece] = []
    if kind == "thesis":
        pieces += [
            (". ", "o"),
            *([year, (". ", "o")] if rng.random() < 0.5 else [(f"{rng.randint(90, 400)} f. ", "o")]),
        ]
        pieces += [
            (rng.choice(words.thesis), "o"),
            (rng.choice((" – ", ". ", ", ")), "o"),
            (rng.choice(words.publishers), "publisher"),
            (", ", "o"),
            (invent_city(rng, words), "place"),
            (", ", "o"),
            year,
            (".", "o"),
        ]
    else:
        pieces += [
            *write_edition_and_imprint(rng, words),
            year,
            (".", "o"),
        ]
        if kind == "report":
            pieces += [(" " + rng.choice(words.reports).format(k=rng.randint(2, 300)) + ".", "o")]
        elif rng.random() < 0.08:
            pieces += [(f" {rng.randint(80, 500)} p.", "o")]
    return pieces


def _write_vancouver(rng: random.Random, words: Vocabulary, kind: str) -> list[Piece]:
    pieces = write_authors(
        rng, words, lambda: write_people(rng, words, given="tight", join=", ", after=" ", most=7), kind
    )
    if kind in ("book", "chapter") and rng.random() < 0.2:
        pieces += [(rng.choice((", editors", ", editores", ", eds")), "o")]
    pieces += [("" if pieces[-1][0].endswith(".") else ".", "o"), (" ", "o"), (invent_title(rng, words), "title")]
    year = (write_year(rng, suffix=False), "year")
    pieces += _end_vancouver(rng, words, kind, year)
    return pieces + write_ending(rng, words, 0.9 if kind == "web" else 0.4)


def _end_vancouver(rng: random.Random, words: Vocabulary, kind: str, year: Piece) -> list[Piece]:
    """What follows the title in Vancouver style."""
    pieces: list[Piece] = []
    if kind in ("article", "news"):
        month = rng.choice(("", "", "", " abr", " set", " May 12"))
        pieces += [
            (". ", "o"),
            (invent_journal(rng, words), "container"),
            (". ", "o"),
            year,
            (month + ";", "o"),
            (str(rng.randint(1, 90)), "volume"),
        ]
        if rng.random() < 0.85:
            pieces += [("(", "o"), (rng.choice((str(rng.randint(1, 12)), "Suppl. 2", "Supl. 1")), "issue"), (")", "o")]
        pieces += [(":", "o"), (write_pages(rng), "pages"), (".", "o")]
    else:
        if kind in ("chapter", "congress"):
            editors = write_people(rng, words, given="tight", join=", ", after=" ", label="editor")
            pieces += [
                (rng.choice((". In: ", ". En: ")), "o"),
                *editors,
                (rng.choice((", editors. ", ", editores. ", ", eds. ")), "o"),
                (invent_title(rng, words), "container"),
            ]
        elif kind in ("web", "report") and rng.random() < 0.6:
            pieces += [(" [Internet]", "o")]
        elif kind == "thesis":
            pieces += [(". " + rng.choice(words.thesis), "o")]
        if kind == "book" and rng.random() < 0.15:
            pieces += [(rng.choice((". No.{}", ". Vol. {}", ". v. {}")).format(rng.randint(1, 200)), "o")]
        pieces += [
            (".", "o"),
            *write_edition(rng),
            (" ", "o"),
            (invent_city(rng, words), "place"),
            (": ", "o"),
            (rng.choice(words.publishers), "publisher"),
            ("; ", "o"),
            year,
        ]
        if kind in ("chapter", "congress"):
            pieces += [(". p. ", "o"), (write_pages(rng), "pages")]
        pieces += [(rng.choice((".", ". 302 p.", ".")), "o")]
    return pieces


def _write_comma(rng: random.Random, words: Vocabulary, kind: str) -> list[Piece]:
    """Styles of Spanish social science: `Apellido, Nombre (2009), “Título”, en Revista, vol. 3, núm. 2, pp. 5-9.`"""
    join = rng.choice((", ", "; ", ", "))
    last = rng.choice((f" {words.conjunction} ", f", {words.conjunction} ", "; "))
    order = rng.choice(("first", "inverted", "inverted"))
    upper = rng.random() < 0.15
    pieces = write_authors(
        rng,
        words,
        lambda: write_people(
            rng, words, given=rng.choice(("full", "full", "spaced")), order=order, join=join, last=last, upper=upper
        ),
        kind,
    )
    year = (write_year(rng), "year")
    early = rng.random() < 0.75
    bracket = rng.random() < 0.8
    if early:
        pieces += [
            (" (" if bracket else ", ", "o"),
            year,
            (rng.choice((")", "),", "):", ").")) if bracket else rng.choice((",", ".", ":")), "o"),
            (" ", "o"),
        ]
    else:
        pieces += [(", ", "o")]
    pieces += write_quoted(
        rng, invent_title(rng, words), 0.85 if kind in ("article", "chapter", "congress", "news") else 0.1, True
    )
    pieces += [(rng.choice((", ", ", ", ". ")), "o")]
    pieces += _end_comma(rng, words, kind, year, early)
    return [*pieces, (".", "o"), *write_ending(rng, words, 0.85 if kind in ("web", "news") else 0.2)]


def _end_comma(rng: random.Random, words: Vocabulary, kind: str, year: Piece, early: bool) -> list[Piece]:
    """What follows the title in the comma style."""
    pieces: list[Piece] = []
    if kind in ("article", "news"):
        pieces += [
            (rng.choice(("en ", "", "en: ", "")) if words.conjunction != "and" else "", "o"),
            (invent_journal(rng, words), "container"),
        ]
        pieces += [
            *write_volume(rng, words, rng.choice(("words", "words", "number"))),
            *([] if early else [(", ", "o"), year]),
            *write_pages_in(rng, (", pp. ", ", p. ", ": ")),
        ]
    elif kind in ("chapter", "congress"):
        pieces += [
            *write_within(rng, words, "full"),
            (", ", "o"),
            *write_imprint(rng, words),
            *([] if early else [(", ", "o"), year]),
            *write_pages_in(rng, (", pp. ", ": ", ", págs. ")),
        ]
    else:
        if kind == "thesis":
            pieces += [(rng.choice(words.thesis) + ", ", "o")]
        elif kind == "report":
            pieces += [(rng.choice(words.reports).format(k=rng.randint(2, 300)) + ", ", "o")]
        pieces += [*write_imprint(rng, words), *([] if early else [(", ", "o"), year])]
    return pieces
