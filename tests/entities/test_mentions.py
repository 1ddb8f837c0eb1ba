"""What `surco entities` lists: counts by document, variants of one id, and what the authority file lacks."""

from entity_cases import annotate, authority

from surco.entities.mentions import list_mentions, propose_acronyms, propose_entries
from surco.records import Document, Head


def make_document(id_: str, *texts: str) -> Document:
    return Document(Head(id=id_), annotate(*texts))


DOCUMENTS = [
    make_document(
        "uno", "La Red de Puertos del Sur (repusur) y la repusur.", "La ONU y las Naciones Unidas, con solidaridad."
    ),
    make_document("dos", "La ONU y el Consejo de Itapé de Puertos."),
]


def test_counts_and_variants() -> None:
    listed = {item.id: item for item in list_mentions(DOCUMENTS, authority())}
    assert listed["red-puertos-sur"].variants == (("repusur", 2), ("Red de Puertos del Sur", 1))
    assert listed["red-puertos-sur"].documents == (("uno", 3),)
    assert listed["onu"].documents == (("dos", 1), ("uno", 2))
    assert listed["onu"].known and not listed["red-puertos-sur"].known
    assert listed["solidaridad"].label == "PRINCIPLE"


def test_the_most_frequent_comes_first() -> None:
    counts = [item.count for item in list_mentions(DOCUMENTS, authority()) if item.label == "ORG"]
    assert counts == sorted(counts, reverse=True)


def test_proposals_are_what_the_authority_file_lacks() -> None:
    proposed = propose_entries(list_mentions(DOCUMENTS, authority()))
    assert [item.id for item in proposed] == ["red-puertos-sur", "consejo-itape-puertos"]


def test_acronyms_that_nobody_defines() -> None:
    documents = [
        make_document("a", "La fuml votó.", "La fuml pagó y volvió a reunirse, y la FUMX, no.", "Según el núm. 4 del siglo xix, xix."),
        # one document defines the word, another does not
        make_document("b", "Un índice de riesgo costero (ikrc) y el ikrc; la deuda (en adelante dxt) y la dxt.", "Los siglos XVIII y XVIII."),
        make_document("c", "La fuml calló. El ikrc sube; el ikrc baja."),
    ]
    found = [(proposal.word, proposal.documents) for proposal in propose_acronyms(documents)]
    assert found == [("fuml", (("a", 2), ("c", 1))), ("ikrc", (("c", 2),))]
    assert [proposal.word for proposal in propose_acronyms(documents[:1], least=1)] == ["fuml", "fumx"]


def test_a_context_has_whole_words() -> None:
    text = "Los vecinos de la ribera que firmaron el acta de ayer con la fuml y con los pescadores del otro lado de la costa larga."
    (proposal,) = propose_acronyms([make_document("a", text, "La fuml.")])
    assert proposal.context == "que firmaron el acta de ayer con la fuml y con los pescadores del otro lado de"
