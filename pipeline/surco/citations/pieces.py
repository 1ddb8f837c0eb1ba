"""The parts that citation styles share – people, imprint, volume, pages, addresses – as labelled pieces."""

from __future__ import annotations

import random
from collections.abc import Callable

from surco.citations.invented import (
    Vocabulary,
    invent_city,
    invent_family,
    invent_given,
    invent_jurisdiction,
    invent_title,
)

Piece = tuple[str, str]
"""A stretch of an entry and its label; `o` for what is no field."""


def add_translation(rng: random.Random, words: Vocabulary, pieces: list[Piece]) -> list[Piece]:
    """The entry with the edition used in brackets at its end: `(Trad. cast. Título. Ciudad: Editorial, 2002).`"""
    lead = rng.choice(
        ("Trad. cast. ", "Trad. port. ", "Ed. cast.: ", "Trad. esp. ", "Trad. cast. «", "Versión en español: ")
    )
    imprint = f"{invent_city(rng, words)}: {rng.choice(words.publishers)}, {rng.randint(1950, 2022)}"
    text = rng.choice(
        (f" ({lead}{invent_title(rng, words)}. {imprint}).", " (Trad. personal).", f" ({lead}{imprint}).")
    )
    if pieces[-1] == (".", "o"):
        pieces = pieces[:-1]
    return [*pieces, (text, "o")]


def disturb_blanks(rng: random.Random, pieces: list[Piece]) -> list[Piece]:
    """The entry with stray blanks before commas and stops, as mark-up leaves them."""
    return [
        ((" " + text) if text[0] in ",.;:" and rng.random() < 0.4 else text, label) if text else (text, label)
        for text, label in pieces
    ]


def write_year(rng: random.Random, *, suffix: bool = True) -> str:
    if rng.random() < 0.03:
        return rng.choice(("s/f", "en prensa", "s.f.", "in press", "no prelo", "n.d."))
    return str(rng.randint(1935, 2024)) + (rng.choice("abc") if suffix and rng.random() < 0.07 else "")


def write_initials(rng: random.Random, given: str, shape: str) -> str:
    letters = [g[0] for g in given.split()]
    if shape == "tight":
        return "".join(letters)
    if shape == "dots":
        return ".".join(letters) + "."
    if shape == "dashed":
        return "-".join(letters) + rng.choice((".", ""))
    joined = " ".join(f"{x}." for x in letters)
    return joined + rng.choice((" de", " da", " dos")) if rng.random() < 0.03 else joined


def write_institution(rng: random.Random, words: Vocabulary) -> list[Piece]:
    return [(rng.choice(words.institutions), "family")]


def write_people(
    rng: random.Random, words: Vocabulary, *, given: str, order: str = "inverted", upper: bool = False, join: str = ", ", last: str | None = None,
    most: int = 4, label: str = "", after: str = ", ",
) -> list[Piece]:  # fmt: skip
    """Authors (or with label `editor` the editors, which are no authors) in one shape."""
    count = rng.choice((1, 1, 1, 2, 2, 3, rng.randint(1, most)))
    pieces: list[Piece] = []
    for i in range(count):
        family, name = invent_family(rng), invent_given(rng)
        family = family.upper() if upper else family
        shown = (
            name
            if given == "full"
            else write_initials(rng, name, "dashed" if given == "spaced" and rng.random() < 0.04 else given)
        )
        if given == "tight":
            shown += (
                rng.choice(("", "", "", "", "", "", "", "", "", " Jr", " Filho", " No")) if rng.random() < 0.3 else ""
            )
            if rng.random() < 0.04:
                shown = f"{shown[0]}-{shown}"
        if given == "full" and rng.random() < 0.2:
            shown = name.split()[0] + " " + rng.choice("ABCDEFGHLMPR") + "."
        direct = order == "direct" or (order == "first" and i > 0)
        if i:
            pieces.append((last if last is not None and i == count - 1 else join, "o"))
        person: list[Piece] = (
            [(shown, "given"), (" ", "o"), (family, "family")]
            if direct
            else [(family, "family"), (after, "o"), (shown, "given")]
        )
        pieces += [(t, label if label and k != "o" else k) for t, k in person]
    if count > 2 and rng.random() < 0.12 or (count == 1 and rng.random() < 0.05):
        pieces.append((rng.choice((" et al.", ", et al.", " y otros" if words.conjunction == "y" else " et al")), "o"))
    if not label and rng.random() < 0.08:
        pieces.append((" " + rng.choice(words.editors), "o"))
    return pieces


def write_authors(rng: random.Random, words: Vocabulary, people: Callable[[], list[Piece]], kind: str) -> list[Piece]:
    roll = rng.random()
    if roll < (0.4 if kind in ("report", "web") else 0.06):
        if rng.random() < 0.25:
            state, body = invent_jurisdiction(rng)
            below = f"{body}. {invent_jurisdiction(rng)[1]}" if rng.random() < 0.3 else body
            return [(state, "family"), (". ", "o"), (below, "o")]
        return write_institution(rng, words)
    if roll > 0.985:
        return [("———", "o")]
    return people()


def write_pages(rng: random.Random) -> str:
    low = rng.randint(1, 900)
    high = low + rng.randint(3, 40)
    shown = str(high)[-2:] if rng.random() < 0.2 and high // 100 == low // 100 else str(high)
    return rng.choice((f"{low}-{shown}", f"{low}-{shown}", f"{low}–{high}", f"e{low}{high}"))


def write_ending(rng: random.Random, words: Vocabulary, chance: float = 0.3) -> list[Piece]:
    """An address, a DOI and an access date, or nothing."""
    if rng.random() > chance:
        return []
    pieces: list[Piece] = []
    if rng.random() < 0.5:
        doi = f"10.{rng.randint(1000, 9999)}/{rng.choice('abcrsx')}{rng.randint(100, 99999)}.{rng.randint(1990, 2023)}.{rng.randint(1, 999)}"
        lead = rng.choice(("Doi: ", "DOI:", "doi: ", "https://doi.org/", "http://dx.doi.org/", "Doi: https://doi.org/"))
        cut = lead.find("http")
        pieces = [
            (" " + (lead[:cut] if cut >= 0 else lead), "o"),
            ((lead[cut:] if cut >= 0 else "") + doi, "doi"),
            (rng.choice((".", "", ".")), "o"),
        ]
        return pieces
    address = f"{rng.choice(('https://', 'http://', 'www.'))}{rng.choice(('redsur', 'portal.costa', 'revistas.uni', 'archivo'))}.{rng.choice(('org', 'edu.ar', 'com', 'br/index.php'))}/{rng.choice(('documentos', 'article/view', 'pdf'))}/{rng.randint(10, 9999)}"
    shown = f"<{address}>" if rng.random() < 0.15 else address
    access = rng.choice(words.access)
    pieces = [(" " + access + rng.choice((" ", ": ")), "o"), (shown, "url"), (rng.choice((".", " .", "")), "o")]
    if rng.random() < 0.7:
        text = rng.choice(words.accessed).format(
            d=rng.randint(1, 28), m=rng.choice(words.months), n=rng.randint(1, 12), y=rng.randint(2004, 2024)
        )
        when = [(" ", "o"), (text, "accessed"), (rng.choice((".", "")), "o")]
        pieces = [*when, *pieces] if rng.random() < 0.25 else [*pieces, *when]
    return pieces


def write_imprint(rng: random.Random, words: Vocabulary) -> list[Piece]:
    """Place and publisher in either order."""
    house = rng.choice(words.publishers)
    if rng.random() < 0.12:
        house += rng.choice(("; ", "/", " y ", "-", ", ")) + rng.choice(words.publishers)
    place, publisher = (invent_city(rng, words), "place"), (house, "publisher")
    roll = rng.random()
    if roll < 0.6:
        return [place, (": ", "o"), publisher]
    if roll < 0.75:
        return [place, (", ", "o"), publisher]
    if roll < 0.9:
        return [publisher]
    return [publisher, (rng.choice((": ", ", ")), "o"), place]


def write_edition(rng: random.Random, before: str = " ") -> list[Piece]:
    if rng.random() > 0.12:
        return []
    return [
        (
            before
            + rng.choice(
                (
                    "2. ed.",
                    "3ª ed.",
                    "2.ª edición.",
                    "(2.ª ed.)",
                    "3rd ed.",
                    "(4th ed.)",
                    "2da. ed.",
                    "(3ª ed.).",
                    "5a ed.",
                )
            ),
            "o",
        )
    ]


def write_edition_and_imprint(rng: random.Random, words: Vocabulary) -> list[Piece]:
    """What stands between a book's title and its year where the year ends the entry."""
    return [(".", "o"), *write_edition(rng), (" ", "o"), *write_imprint(rng, words), (", ", "o")]


def write_quoted(rng: random.Random, title: str, chance: float, comma: bool) -> list[Piece]:
    if rng.random() > chance:
        return [(title, "title")]
    opening, closing = rng.choice((("“", "”"), ("“", "”"), ('"', '"'), ("«", "»"), ("‘", "’")))
    inside = comma and rng.random() < 0.3
    return [(opening, "o"), (title, "title"), ("," + closing if inside else closing, "o")]


def write_volume(rng: random.Random, words: Vocabulary, shape: str) -> list[Piece]:
    volume, issue = (
        str(rng.randint(1, 90)),
        rng.choice((str(rng.randint(1, 12)), f"{rng.randint(1, 5)}-{rng.randint(6, 9)}", "Supl. 1")),
    )
    if rng.random() < 0.1:
        volume = rng.choice(("XII", "LX", "XLIV", "IV"))
    shapes: dict[str, list[Piece]] = {
        "apa": [(", ", "o"), (volume, "volume"), ("(", "o"), (issue, "issue"), (")", "o")],
        "abnt": [(", v. ", "o"), (volume, "volume"), (", n. ", "o"), (issue, "issue")],
        "words": [
            (rng.choice((", vol. ", ", Vol. ", ", año ", ", t. ")), "o"),
            (volume, "volume"),
            (rng.choice((", núm. ", ", n.º ", ", no. ", ", Nº ", ", núm. ")), "o"),
            (issue, "issue"),
        ],
        "number": [(rng.choice((", núm. ", ", N° ", ", no. ", " ", ", (")), "o"), (issue, "issue")],
        "chicago": [(" ", "o"), (volume, "volume"), (rng.choice((" (", ", no. ")), "o"), (issue, "issue")],
    }
    pieces = shapes[shape]
    opened = sum(t.count("(") - t.count(")") for t, _ in pieces)
    return [*pieces, (")", "o")] if opened > 0 else pieces


def write_pages_in(rng: random.Random, lead: tuple[str, ...]) -> list[Piece]:
    return [(rng.choice(lead), "o"), (write_pages(rng), "pages")]


def write_within(rng: random.Random, words: Vocabulary, given: str) -> list[Piece]:
    """`En A. Editor (ed.), Libro` or `In: Editor, A. (org.). Libro`."""
    lead = rng.choice((words.within, "En", "In")) + rng.choice((" ", ": ", " "))
    if rng.random() < 0.15:
        return [(lead, "o"), (invent_title(rng, words), "container")]
    order = rng.choice(("direct", "inverted"))
    editors = write_people(
        rng, words, given=given, order=order, join=", ", last=f" {words.conjunction} ", label="editor"
    )
    return [
        (lead, "o"),
        *editors,
        (" " + rng.choice(words.editors) + rng.choice((", ", ". ", " ")), "o"),
        (invent_title(rng, words), "container"),
    ]
