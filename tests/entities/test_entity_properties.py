"""Laws of entities, whatever the text: slices are mentions, nothing overlaps, nothing stands in a citation."""

from entity_cases import authority, scheme
from hypothesis import given, settings
from hypothesis import strategies as st

from surco.entities import annotate_entities
from surco.records import Block, BlockType, Citation, Work

PIECES = st.sampled_from(
    "la Red de Puertos|(repu)|del mercosur|unasur|ﬁn|Federación|coope\u0301racio\u0301n|😀|Consejo|y|,|“|”|(|)|-|/|leyes N° 21.306 y 24.059|"
    "Decisión núm. 17/08|horizontal|beneficio mutuo|en adelante|Foro|ALBA|alba-tcp|Carta de|Itapé|.|\u00a0|Ñandú|Universidad|of the|"
    "Network|entre|III|“Manos|Consenso de Washington|autónomas|12|%|www.a.org|\t".split("|")
)
TEXTS = st.one_of(
    st.lists(PIECES, max_size=25).map(" ".join), st.lists(PIECES, max_size=12).map("".join), st.text(max_size=60)
)


@settings(max_examples=150, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=3), st.data())
def test_slices_order_and_citations(texts: list[str], data: st.DataObject) -> None:
    blocks = []
    for number, text in enumerate(texts, start=1):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        cited = (
            (Citation(start, end, "parenthetical", text[start:end], works=(Work(("repu",), "2004"),)),)
            if start < end
            else ()
        )
        blocks.append(Block(id=f"a/{number}", type="paragraph", text=text, language="es", citations=cited))
    for block in annotate_entities(blocks, authority(), scheme()):
        before = 0
        for entity in block.entities or ():
            assert block.text[entity.start : entity.end] == entity.text and entity.text.strip() == entity.text != ""
            assert entity.start >= before
            before = entity.end
            assert (entity.principle is not None) == (entity.label == "PRINCIPLE") and (entity.id is None) == (
                entity.label == "PRINCIPLE"
            )
            assert all(
                entity.end <= citation.start or citation.end <= entity.start for citation in block.citations or ()
            )


def test_same_in_same_out() -> None:
    blocks = [
        Block(
            id="a/1",
            type="paragraph",
            text="La Red de Puertos (repu) y la unasur cooperan con horizontalidad.",
            language="es",
        )
    ]
    assert annotate_entities(blocks, authority(), scheme()) == annotate_entities(blocks, authority(), scheme())


def test_what_is_not_marked_stays_as_it_was() -> None:
    kinds: list[BlockType] = ["author", "affiliation", "reference", "furniture"]
    blocks = tuple(
        Block(id=f"a/{kind}", type=kind, text="Universidad de Buenos Aires", language="es") for kind in kinds
    )
    assert annotate_entities(blocks, authority(), scheme()) == blocks


def test_computed_and_empty_is_an_empty_tuple() -> None:
    (block,) = annotate_entities([Block(id="a/1", type="paragraph", text="Nada.")], authority(), scheme())
    assert block.entities == ()


def test_tokens_under_masks_that_overlap_stay_blotted_out() -> None:
    from surco.entities.tokens import MASKED, tokenize

    tokens = tokenize("La Red de Paz cita a Orte", masks=((14, 20), (3, 10), (7, 13)))
    assert tokens.open == "La " + MASKED * 10 + " " + MASKED * 6 + " Orte"
    assert tokens.keys == ["la", *[MASKED] * 5, "orte"]
