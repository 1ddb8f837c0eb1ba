"""The document stage: authors of lone years, back references, links, numbers, names known from elsewhere."""

from __future__ import annotations

import pytest
from case_tables import show_spans, show_work, show_works

from surco.citations import annotate_citations
from surco.records import Block, BlockType, NoteRef

BIBLIOGRAPHY = (
    "Anaya, G. (2007). Puertos del sur. Lima: Austral.",
    "Anaya, G. (2010a). Ríos del norte. Lima: Austral.",
    "Anaya, G. (2010b). Ríos del sur. Lima: Austral.",
    "Comisión de Puertos del Litoral (copul) (2012). Anuario de puertos. Quito: copul.",
    "Frías-Anaya, J. y Peña Roca, L. (2011). Barcos y grúas. Revista de Puertos, 3(2), 5-19.",
    "PRADO, M.; LOBO, R.; SERRA, T. Rios e cidades. São Paulo: Sul, 2013.",
    "Vidal, Gloria, [1890] 2004, Memorias de un muelle, México, Andén.",
    "Zárate, P. (en prensa). Mareas. Madrid: Icono.",
    "La carga portuaria en cifras (2016). Rosario: Bolsa de Fletes.",
)


def make_blocks(*texts: str, references: tuple[str, ...] = (), kind: BlockType = "paragraph") -> list[Block]:
    """Blocks of one document: passages, then bibliography entries."""
    blocks = [Block(id=f"d/{i:04}", type=kind, text=t) for i, t in enumerate(texts)]
    return blocks + [Block(id=f"d/r{i}", type="reference", text=t) for i, t in enumerate(references)]


def annotate(*texts: str, references: tuple[str, ...] = ()) -> list[Block]:
    """The annotated passages."""
    return [b for b in annotate_citations(make_blocks(*texts, references=references)) if b.type != "reference"]


# the passages, and the works of the last one
RESOLVED = [
    # from the sentence
    (("Anaya plantea que “el agua es de todos” (2007: 82).",), "Anaya 2007 @82"),
    (("Según Anaya, “el agua es de todos” (2007: 82).",), "Anaya 2007 @82"),
    (("Anaya y Peña Roca definen el puerto como “boca del río” (1998: 3).",), "Anaya & Peña Roca 1998 @3"),
    (("Para Gloria Lira, los puertos son “bocas” (1999: 5).",), "Lira 1999 @5"),
    (("Como advierten Anaya e Iriarte, el puerto “nunca duerme” (1999: 5).",), "Anaya & Iriarte 1999 @5"),
    (("As Anaya argues, “the harbour never sleeps” (1999, p. 5).",), "Anaya 1999 @5"),
    # a quotation of several sentences does not part the author from the year
    (("Anaya sostiene que “el agua es de todos. Nadie la vende” (2007: 82).",), "Anaya 2007 @82"),
    # from the passage: the work of that year, then the author cited last
    (("Anaya (2007) abrió el debate. El puerto “nunca duerme” (2007: 9).",), "Anaya 2007 | Anaya 2007 @9"),
    (
        ("Peña (2001) calla. Anaya (2007) abrió el debate. Luego agrega que “no” (2009: 9).",),
        "Peña 2001 | Anaya 2007 | Anaya 2009 @9",
    ),
    # from the passage before
    (("Anaya (2007) abrió el debate.", "El puerto “nunca duerme” (2007: 9)."), "Anaya 2007 @9"),
    # the one known with that year wins over the nearer name
    (("Anaya (2007) lo vio.", "Anaya, que discute con Peña, dice que “no” (2007: 9)."), "Anaya 2007 @9"),
    # what can't be resolved says so
    (("El puerto “nunca duerme” (2007: 9).",), "_ 2007 @9"),
    # ibíd. and op. cit.
    (("Es así (Anaya, 2007: 3). No lo es (ibíd.: 45).",), "Anaya 2007 @3 | Anaya 2007 @45"),
    (("Es así (Anaya, 2007: 3).", "No lo es (ibíd.: 45)."), "Anaya 2007 @45"),
    (("Es así (Anaya, 2007; Peña, 2008). No lo es (ibídem).",), "Anaya 2007 | Peña 2008 | Peña 2008"),
    (
        ("Es así (Anaya, 2007). Peña (2008) duda. Anaya (op. cit.: 45) insiste.",),
        "Anaya 2007 | Peña 2008 | Anaya 2007 @45",
    ),
    (("Es así (Anaya, 2007).", "Ibíd., p. 23."), "Anaya 2007 @23"),
    (("No lo es (ibíd.: 45).",), "_ _ @45"),
    # ibíd. with a year of its own is another work of the same authors
    (("Es así (Anaya y Peña, 2007).", "Ibíd. (2013: 90)."), "Anaya & Peña 2013 @90"),
    (("Es así (Anaya et al., 2007). No lo es (ibíd., 2013).",), "Anaya etal 2007 | Anaya etal 2013"),
    (("Ibíd. (2013: 90).",), "_ 2013 @90"),
    # a known name in lower case takes the capitalised word before it along
    (("Es así (unasur, 2008).", "Según flac e Vocación unasur (2010), no."), "flac & Vocación unasur 2010"),
    (("Es así (unasur, 2008).", "Según la unasur (2010), no."), "unasur 2010"),
    # a given name whose surname stands alone elsewhere
    (("Zulmira Orbe (2007) lo dice.", "Es así (Orbe, 2007)."), "Orbe 2007"),
]


@pytest.mark.parametrize(("texts", "works"), RESOLVED)
def test_context_resolves(texts: tuple[str, ...], works: str) -> None:
    assert show_works(annotate(*texts)[-1].citations or ()) == works


def test_given_name_learned_from_another_citation() -> None:
    first = annotate("Zulmira Orbe (2007) lo dice.", "Es así (Orbe, 2007).")[0]
    assert show_works(first.citations or ()) == "Orbe 2007"


# (passage, reference or candidates of each work)
LINKED = [
    ("Es así (Anaya, 2007).", ["d/r0"]),
    ("Es así (Anaya, 2010a; Anaya, 2010b).", ["d/r1", "d/r2"]),
    # ambiguous: both entries are candidates
    ("Es así (Anaya, 2010).", ["d/r1 d/r2"]),
    # none
    ("Es así (Anaya, 1999).", [""]),
    ("Es así (Roca, 2007).", [""]),
    ("Es así (Anaya y Serra, 2011).", [""]),
    # institutions by acronym in any case, and by name
    ("Es así (copul, 2012).", ["d/r3"]),
    ("Es así (COPUL, 2012: 4).", ["d/r3"]),
    ("Es así (Comisión de Puertos del Litoral, 2012).", ["d/r3"]),
    # compound names in part, accents and hyphens aside
    ("Es así (Frías-Anaya y Peña Roca, 2011).", ["d/r4"]),
    ("Es así (Frias Anaya y Peña, 2011).", ["d/r4"]),
    ("Es así (Frías-Anaya et al., 2011).", ["d/r4"]),
    ("É assim (PRADO; LOBO; SERRA, 2013, p. 4).", ["d/r5"]),
    ("É assim (Prado et al., 2013).", ["d/r5"]),
    # slips
    ("É assim (PRADOS et al., 2013).", ["d/r5"]),
    ("Es así (Vidal, [1890] 2004: 15).", ["d/r6"]),
    ("Es así (Vidal, 1890).", ["d/r6"]),
    ("Es así (Zárate, en prensa).", ["d/r7"]),
    # a truncated title
    ("Es así (La carga portuaria..., 2016).", ["d/r8"]),
    ("Anaya sostiene que “no” (2007: 4).", ["d/r0"]),
    ("Es así (Anaya, 2007). Y así (ibíd.: 4).", ["d/r0", "d/r0"]),
]


@pytest.mark.parametrize(("text", "expected"), LINKED)
def test_works_are_linked(text: str, expected: list[str]) -> None:
    (block,) = annotate(text, references=BIBLIOGRAPHY)
    works = [w for c in block.citations or () for w in c.works]
    assert [w.reference or " ".join(w.candidates) for w in works] == expected


# evidence of the bibliography decides what the text alone leaves open
DECIDED = [
    ("Hubo un pacto (Cuba, 2009).", ("Cuba, J. (2009). Muelles. Lima: Austral.",), "Hubo un pacto ⟦(Cuba, 2009)⟧."),
    ("Hubo un pacto (Cuba, 2009).", ("Anaya, J. (2009). Muelles. Lima: Austral.",), "Hubo un pacto (Cuba, 2009)."),
    ("La copul (2012) creció.", BIBLIOGRAPHY, "La ⟦copul (2012)⟧ creció."),
    (
        "La Ley de Puertos (1992) rige.",
        ("Ley de Puertos (1992). Boletín Oficial.",),
        "La ⟦Ley de Puertos (1992)⟧ rige.",
    ),
    (
        "Con Chile, Anaya y Peña Roca (2011) cierran.",
        ("Anaya, G. y Peña Roca, L. (2011). Grúas. Lima: Austral.",),
        "Con Chile, ⟦Anaya y Peña Roca (2011)⟧ cierran.",
    ),
    (
        "Tras Keynes, Anaya y Peña (2011) cierran.",
        ("Anaya, G. y Peña, L. (2011). Grúas. Lima: Austral.",),
        "Tras Keynes, ⟦Anaya y Peña (2011)⟧ cierran.",
    ),
    # where and when a congress met, though nobody knows the place; not so where the bibliography lists the name
    (
        "Se leyó en el VI Congreso Latinoamericano de estudios portuarios (Andalgalá, 2014).",
        BIBLIOGRAPHY,
        "Se leyó en el VI Congreso Latinoamericano de estudios portuarios (Andalgalá, 2014).",
    ),
    (
        "Así lo vio el Congreso de Puertos (Anaya, 2014).",
        BIBLIOGRAPHY,
        "Así lo vio el Congreso de Puertos ⟦(Anaya, 2014)⟧.",
    ),
    # a title in lower case that is an entry
    (
        "El Almanaque de las mareas (2014) las cuenta.",
        ("Almanaque de las mareas (2014), Rosario, Muelle.",),
        "El ⟦Almanaque de las mareas (2014)⟧ las cuenta.",
    ),
    # `DE` between capitals is no acronym that a citation could begin with
    (
        "Es heredero de Zutano (2010: 4).",
        ("LUZ DE LIMA. Discursos. Lima: Austral, 1988.",),
        "Es heredero de ⟦Zutano (2010: 4)⟧.",
    ),
    # a newspaper or title with a day that is an entry, and one that is none
    (
        "Los Isleños (18/10/06) lo niega.",
        ("Los Isleños (18 de octubre de 2006). Sorteo de muelles, p. 2.",),
        "⟦Los Isleños (18/10/06)⟧ lo niega.",
    ),
    ("Los Isleños (18/10/06) lo niega.", BIBLIOGRAPHY, "Los Isleños (18/10/06) lo niega."),
    # a title before the year, its author after it
    ("Der Mut zum Hafen (1953) de Zutano.", BIBLIOGRAPHY, "Der Mut zum Hafen (1953) de Zutano."),
]


@pytest.mark.parametrize(("text", "references", "shown"), DECIDED)
def test_bibliography_decides(text: str, references: tuple[str, ...], shown: str) -> None:
    (block,) = annotate(text, references=references)
    assert show_spans(text, block.citations or ()) == shown


def test_ibid_in_a_note_means_the_note_before() -> None:
    blocks = [
        Block(id="d/1", type="footnote", text="Véase Anaya (2007)."),
        Block(id="d/2", type="paragraph", text="El puerto crece (Peña, 2001)."),
        Block(id="d/3", type="footnote", text="Ibíd., p. 4."),
    ]
    assert show_works(annotate_citations(blocks)[-1].citations or ()) == "Anaya 2007 @4"


# the passage that calls the last note, the place of its call, the note before and where that is called; what the last note means
CALLED = [
    # the work cited last before the call, though a note before cites another
    ("El puerto crece (Peña et al., 2001, p. 58). Y cae.", 49, None, "Peña etal 2001 @4"),
    # a note called in between
    ("El puerto crece (Peña, 2001). Y cae.", 35, 30, "Anaya en prensa @4"),
    # a work cited after the call
    ("El puerto crece. Y cae (Peña, 2001).", 16, None, "Anaya en prensa @4"),
    # no work in the passage
    ("El puerto crece. Y cae.", 23, None, "Anaya en prensa @4"),
]


@pytest.mark.parametrize(("text", "at", "between", "works"), CALLED)
def test_ibid_in_a_note_means_the_work_before_its_call(text: str, at: int, between: int | None, works: str) -> None:
    first = NoteRef(between or 8, "1", note="d/n1")
    blocks = [
        Block(id="d/1", type="paragraph", text="La mar sube.", note_refs=() if between else (first,)),
        Block(id="d/n1", type="footnote", text="Véase Anaya (en prensa)."),
        Block(
            id="d/2",
            type="paragraph",
            text=text,
            note_refs=(*((first,) if between else ()), NoteRef(at, "2", note="d/n2")),
        ),
        Block(id="d/n2", type="footnote", text="Ibíd., p. 4."),
    ]
    assert show_works(annotate_citations(blocks)[-1].citations or ()) == works


def test_an_entry_dated_by_day_is_linked() -> None:
    entry = "La Voz del Muelle (18 de octubre de 2006). Sorteo de muelles, p. 2."
    (block,) = annotate("La Voz del Muelle (18/10/06) lo niega.", references=(entry,))
    assert (block.citations or ())[0].works[0].reference == "d/r0"


def test_op_cit_in_a_note_means_any_work_before() -> None:
    blocks = [
        Block(id="d/1", type="paragraph", text="El puerto crece (Anaya, 2007)."),
        Block(id="d/2", type="footnote", text="Véase Peña (2001)."),
        Block(id="d/3", type="footnote", text="Anaya, op. cit., p. 4."),
    ]
    assert show_works(annotate_citations(blocks)[-1].citations or ()) == "Anaya 2007 @4"


def test_cells_of_a_table_are_read_apart() -> None:
    (block,) = annotate_citations([Block(id="d/1", type="table", text="Lira\tAnaya (2007)\nPuerto\t(Peña, 2010)")])
    assert show_works(block.citations or ()) == "Anaya 2007 | Peña 2010"


def test_the_author_known_for_the_year_wins_over_a_name_before_the_bracket() -> None:
    (block,) = annotate("La crónica que hace Anaya de su amigo Zutano (2007: 4).", references=BIBLIOGRAPHY)
    assert show_spans(block.text, block.citations or ()) == "La crónica que hace Anaya de su amigo Zutano ⟦(2007: 4)⟧."
    assert [w.reference for c in block.citations or () for w in c.works] == ["d/r0"]


NUMBERED = tuple(
    f"{n}. {family} G. Puertos del sur. Rev Puertos. 200{n};3(2):5-9."
    for n, family in enumerate(("Anaya", "Peña", "Roca", "Lira", "Vidal"), start=1)
)


def test_numbers_cite_where_the_bibliography_is_numbered() -> None:
    text = "Se ha visto [1] y medido [2-4, 5], pero no [17]."
    (block,) = annotate(text, references=NUMBERED)
    assert show_spans(text, block.citations or ()) == "Se ha visto ⟦[1]⟧ y medido ⟦[2-4, 5]⟧, pero no [17]."
    assert [w.reference for c in block.citations or () for w in c.works] == ["d/r0", "d/r1", "d/r2", "d/r3", "d/r4"]


def test_glued_numbers_cite_where_the_document_does_so_throughout() -> None:
    texts = (
        "El puerto crece1.",
        "El barco llega2,3 tarde.",
        "La grúa falla4.",
        "El muelle cede3-5.",
        "La marea sube5.",
    )
    blocks = annotate(*texts, references=NUMBERED)
    assert show_spans(texts[1], blocks[1].citations or ()) == "El barco llega⟦2,3⟧ tarde."
    assert [w.reference for c in blocks[3].citations or () for w in c.works] == ["d/r2", "d/r3", "d/r4"]


# (passages, the last one with its citations), numbers of the style that the document uses throughout
NUMBERED_STYLES = [
    # round brackets
    (
        ("El puerto crece (1).", "El barco llega (2,3).", "La grúa falla (4).", "El muelle cede (5)."),
        "La marea (alta) sube (1-3).",
        "La marea (alta) sube ⟦(1-3)⟧.",
    ),
    # no list of points, and no number that the bibliography lacks
    (
        ("El puerto crece (1).", "El barco llega (2,3).", "La grúa falla (4).", "El muelle cede (5)."),
        "Hay dos vías: (1) el río, (2) el mar; y siete (17) muelles.",
        "Hay dos vías: (1) el río, (2) el mar; y siete (17) muelles.",
    ),
    # behind the stop, after a bracket, lists after an acronym
    (
        ("El puerto crece.1 Y más.2", "El barco llega2,3 tarde.", "La grúa falla4."),
        "La Red (RDP)5 lo niega,1 la RDP2,3 también.",
        "La Red (RDP)⟦5⟧ lo niega,⟦1⟧ la RDP⟦2,3⟧ también.",
    ),
    # a line of authors with the numbers of their affiliations; a name with a number
    (
        ("El puerto crece1.", "El barco llega2,3 tarde.", "La grúa falla4.", "El muelle cede5."),
        "Gloria Anaya1, Luis Peña Roca2",
        "Gloria Anaya1, Luis Peña Roca2",
    ),
    (
        ("El puerto crece1.", "El barco llega2,3 tarde.", "La grúa falla4.", "El muelle cede5."),
        "El motor MAREA3 y el G5 fallan en 2014.",
        "El motor MAREA3 y el G5 fallan en 2014.",
    ),
    # a document that cites by author and year, whatever is numbered in it
    (
        ("Es así (Anaya, 2001). Y así (Peña, 2002).", "El puerto (1) crece (2), cae (3), y (4) calla (5)."),
        "La marea sube (1).",
        "La marea sube (1).",
    ),
]


@pytest.mark.parametrize(("texts", "text", "shown"), NUMBERED_STYLES)
def test_numbers_cite_as_the_document_does_throughout(texts: tuple[str, ...], text: str, shown: str) -> None:
    last = annotate(*texts, text, references=NUMBERED)[-1]
    assert show_spans(text, last.citations or ()) == shown


def test_no_numbers_without_a_numbered_bibliography() -> None:
    (block,) = annotate("Se ha visto [1] y medido [2-4].", references=BIBLIOGRAPHY)
    assert block.citations == ()


def test_every_marked_block_is_read_and_no_other() -> None:
    blocks = [
        Block(id=f"d/{t}", type=t, text="Puertos (Anaya, 2007)")
        for t in ("heading", "caption", "title", "author", "furniture", "footnote")
    ]
    read = {b.type: bool(b.citations) for b in annotate_citations(blocks)}
    assert read == {
        "heading": True,
        "caption": True,
        "title": True,
        "author": False,
        "furniture": False,
        "footnote": True,
    }


def test_same_author_dashes_are_resolved() -> None:
    references = ("Anaya, G. (2007). Puertos. Lima: Austral.", "——— (2009). Muelles. Lima: Austral.")
    (block,) = annotate("Es así (Anaya, 2009).", references=references)
    assert show_work((block.citations or ())[0].works[0]) == "Anaya 2009"
    assert (block.citations or ())[0].works[0].reference == "d/r1"
