"""JATS articles: which element becomes which piece, what the source links, and what hostile or damaged files do."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surco.extract.assemble import assemble_blocks
from surco.extract.jats import JatsDocument, read_jats
from surco.jsonl import read_document
from surco.records import Document, Head, SourceError, iterate_problems

HEAD = '<article xmlns:xlink="http://www.w3.org/1999/xlink" xml:lang="es">'
SAMPLES = Path(__file__).parents[1] / "data" / "samples"


def read(body: str = "", *, meta: str = "", back: str = "", prolog: str = "", after: str = "") -> JatsDocument:
    front = f"<front><article-meta>{meta}</article-meta></front>" if meta else ""
    xml = f"{prolog}{HEAD}{front}<body>{body}</body><back>{back}</back>{after}</article>"
    return read_jats(xml.encode())


def show(document: JatsDocument) -> list[str]:
    """Pieces as `type marker: text`, calls as `⟨1⟩` where they stand, linked spans in brackets."""
    shown = []
    for piece in document.pieces:
        marks = [(at, f"⟨{marker}⟩") for at, marker in piece.calls]
        for start, end, _ in piece.links:
            marks += [(start, "["), (end, "]")]
        text = piece.text
        for at, mark in sorted(marks, reverse=True):
            text = text[:at] + mark + text[at:]
        level = str(piece.level) if piece.level else ""
        shown.append(f"{piece.type}{level}{' ' + piece.marker if piece.marker else ''}: {text}")
    return shown


BODY = [
    # headings by nesting, with their labels
    ("<sec><label>1.</label><title>Ríos</title><p>Uno.</p><sec><title>Cauces</title><p>Dos.</p></sec></sec>",
     ["heading1: 1. Ríos", "paragraph: Uno.", "heading2: Cauces", "paragraph: Dos."]),
    # a box's subtitle stands with its title, once
    ("<p>Uno.</p><boxed-text><caption><title>Ríos</title><subtitle>una nota</subtitle><p>Dos.</p></caption></boxed-text>",
     ["paragraph: Uno.", "heading1: Ríos una nota", "paragraph: Dos."]),
    # a section without a title adds no level
    ("<sec><sec><title>Ríos</title><p>Uno.</p></sec></sec>", ["heading1: Ríos", "paragraph: Uno."]),
    # inline elements give their text and no blanks
    ("<p>el <italic>agua</italic> a 38<sup>o</sup>C, CO<sub>2</sub> y <bold>más</bold></p>",
     ["paragraph: el agua a 38oC, CO2 y más"]),
    ("<p>uno<break/>dos</p>", ["paragraph: uno dos"]),
    # a paragraph is parted around quotations, lists and formulas, in order
    ("<p>Dijo: <disp-quote><p>Nada sobra.</p></disp-quote> y calló.</p>",
     ["paragraph: Dijo:", "quote: Nada sobra.", "paragraph: y calló."]),
    ("<p>Hay:<list list-type='bullet'><list-item><p>sal</p></list-item></list>Fin.</p>",
     ["paragraph: Hay:", "list_item •: sal", "paragraph: Fin."]),
    ("<p>Sea <disp-formula><label>(1)</label><math><mi>a</mi></math></disp-formula> donde</p>",
     ["paragraph: Sea", "furniture: a (1)", "paragraph: donde"]),
    # but a table or figure only hangs on it
    ("<p>Sigue <fig><label>Figura 1</label><caption><title>El puerto</title></caption></fig> igual.</p>",
     ["paragraph: Sigue igual.", "caption: Figura 1. El puerto"]),
    # the source of a quotation belongs to it
    ("<disp-quote><p>Uno.</p><p>Nada sobra.</p><attrib>Paz (2001)</attrib></disp-quote>",
     ["quote: Uno.", "quote: Nada sobra. Paz (2001)"]),
    ("<verse-group><verse-line>Agua clara</verse-line><verse-line>del monte</verse-line></verse-group>",
     ["quote: Agua clara del monte"]),
    # lists: markers by type, by label, nested, continued
    (("<list list-type='alpha-lower'><list-item><p>sal</p></list-item>"
      "<list-item><p>pan</p><p>y más</p></list-item></list>"),
     ["list_item a): sal", "list_item b): pan y más"]),
    (("<list list-type='order'><list-item><p>sal</p>"
      "<list list-type='roman-lower'><list-item><p>gris</p></list-item></list>"
     "<p>fina</p></list-item><list-item><p>pan</p></list-item></list>"),
     ["list_item 1.: sal", "list_item i): gris", "list_item: fina", "list_item 2.: pan"]),
    (("<list id='a' list-type='order'><list-item><p>sal</p></list-item></list><p>Y:</p>"
     "<list list-type='order' continued-from='a'><list-item><p>pan</p></list-item></list>"),
     ["list_item 1.: sal", "paragraph: Y:", "list_item 2.: pan"]),
    ("<list list-type='simple'><list-item><label>–</label><p>sal</p></list-item></list>", ["list_item –: sal"]),
    ("<def-list><title>Voces</title><def-item><term>cauce</term><def><p>lecho del río</p></def></def-item></def-list>",
     ["heading1: Voces", "list_item: cauce: lecho del río"]),
    # boxes, statements, speech
    ("<boxed-text><caption><title>Aparte</title></caption><p>Uno.</p></boxed-text>",
     ["heading1: Aparte", "paragraph: Uno."]),
    ("<statement><label>Tesis 1</label><p>Uno.</p></statement>", ["heading1: Tesis 1", "paragraph: Uno."]),
    ("<speech><speaker>Juana:</speaker><p>No.</p></speech>", ["paragraph: Juana: No."]),
    # tables: spans are empty cells, notes and sources are captions
    (("<table-wrap><label>Tabla 1</label><caption><title>Socios</title></caption>"
      "<table><thead><tr><th colspan='2'>País</th><th>Año</th></tr></thead>"
      "<tbody><tr><td rowspan='2'>A</td><td>x</td><td>1999</td></tr><tr><td>y</td><td>2000</td></tr></tbody></table>"
      "<table-wrap-foot><fn><label>*</label><p>Provisional.</p></fn><p>Fuente: propia.</p></table-wrap-foot>"
      "</table-wrap>"),
     ["caption: Tabla 1. Socios", "table: País\t\tAño\nA\tx\t1999\n\ty\t2000", "caption *: Provisional.",
      "caption: Fuente: propia."]),
    ("<p>Va:</p><table-wrap><table><tr><td colspan='999999'>A</td></tr></table></table-wrap>",
     ["paragraph: Va:", "table: A" + "\t" * 99]),
    # elements that nobody foresaw, and text outside every paragraph, are not lost
    ("<sec><title>Ríos</title>Texto que quedó suelto.<inventado>Uno.</inventado></sec>",
     ["heading1: Ríos", "paragraph: Texto que quedó suelto.", "paragraph: Uno."]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), BODY)
def test_body(body: str, expected: list[str]) -> None:
    assert show(read(body)) == expected


NOTE = "<fn-group><fn id='n1'><label>1</label><p>Al margen.</p></fn></fn-group>"
NOTES = [
    # the number goes out of the words, raised or not, inside <sup> or around it
    ("<p>región,<xref ref-type='fn' rid='n1'><sup>1</sup></xref> dice</p>", "región,⟨1⟩ dice"),
    ("<p>región<sup><xref ref-type='fn' rid='n1'>1</xref></sup>, dice</p>", "región⟨1⟩, dice"),
    ("<p>región <xref ref-type='fn' rid='n1'>1</xref>, dice</p>", "región⟨1⟩, dice"),
    ("<p>región <xref ref-type='fn' rid='n1'>[1]</xref> dice</p>", "región⟨1⟩ dice"),
    ("<p>región (<xref ref-type='fn' rid='n1'>1</xref>) dice</p>", "región⟨1⟩ dice"),
    # the note's own label counts, and so do two calls in a row
    ("<p>región<xref ref-type='fn' rid='n1'/> dice</p>", "región⟨1⟩ dice"),
    (("<p>región<xref ref-type='fn' rid='n1'><sup>1</sup></xref><sup>,</sup>"
      "<xref ref-type='fn' rid='n2'><sup>2</sup></xref></p>"),
     "región⟨1⟩⟨2⟩"),
    # blanks and decomposed accents before the call
    ("<p>  la\n  regio\u0301n<xref ref-type='fn' rid='n1'>1</xref>  dice</p>", "la región⟨1⟩ dice"),
    # words of the sentence stay
    ("<p>véase la nota <xref ref-type='fn' rid='n1'>1</xref> arriba</p>", "véase la nota 1 arriba"),
    ("<p>véase <xref ref-type='fn' rid='n1'>nota 1</xref> arriba</p>", "véase nota 1 arriba"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), NOTES)
def test_note_calls(body: str, expected: str) -> None:
    assert show(read(body, back=NOTE)) == [f"paragraph: {expected}", "footnote 1: Al margen."]


FOOTNOTES = [
    # a note without a label gets the number by which it is called
    ("<p>río<xref ref-type='fn' rid='n'><sup>3</sup></xref></p>",
     "<fn-group><fn id='n'><p>Al margen.</p></fn></fn-group>"),
    # or that at its beginning, raised or plain
    ("<p>río<xref ref-type='fn' rid='n'>3</xref></p>",
     "<fn-group><fn id='n'><p><sup>3</sup> Al margen.</p></fn></fn-group>"),
    ("<p>río<xref ref-type='fn' rid='n'>3</xref></p>", "<fn-group><fn id='n'><p>3. Al margen.</p></fn></fn-group>"),
    # inline notes, called by an xref or by their own place
    ("<p>río<xref ref-type='fn' rid='n'>3</xref><fn id='n'><label>3</label><p>Al margen.</p></fn></p>", ""),
    ("<p>río<fn id='n'><label>3</label><p>Al <bold>margen</bold>.</p></fn></p>", ""),
    # a note of two paragraphs is one
    ("<p>río<fn><label>(3)</label><p>Al</p><p>margen.</p></fn></p>", ""),
]  # fmt: skip


@pytest.mark.parametrize(("body", "back"), FOOTNOTES)
def test_footnotes(body: str, back: str) -> None:
    assert show(read(body, back=back)) == ["paragraph: río⟨3⟩", "footnote 3: Al margen."]


def test_note_number_that_begins_a_note_is_only_cut_where_it_is_expected() -> None:
    document = read("<p>a<fn><label>2</label><p>12 países firmaron.</p></fn></p>")
    assert show(document) == ["paragraph: a⟨2⟩", "footnote 2: 12 países firmaron."]


def test_notes_under_a_title_are_endnotes() -> None:
    back = "<fn-group><title>Notas</title><fn id='n'><label>1</label><p>Al margen.</p></fn></fn-group>"
    document = read("<p>río<xref ref-type='fn' rid='n'>1</xref></p>", back=back)
    assert [(piece.type, piece.endnote) for piece in document.pieces[1:]] == [("heading", False), ("footnote", True)]


REFERENCES = """<ref-list><title>Referencias</title>
<ref id="B1"><mixed-citation>Paz, A. (2001). <italic>Ríos</italic>. Lima: Orilla.</mixed-citation>
<element-citation><year>2001</year></element-citation></ref>
<ref id="B2"><label>2</label><element-citation publication-type="journal"><person-group person-group-type="author">
<name><surname>Soto</surname><given-names>B.</given-names></name><collab>Red Azul</collab><etal/></person-group>
<article-title>Cauces</article-title><source>Orillas</source><volume>3</volume><issue>1</issue><fpage>4</fpage>
<lpage>9</lpage><year>2004</year><pub-id pub-id-type="doi">10.1/x</pub-id>
<comment>En prensa</comment></element-citation></ref>
</ref-list>"""


def test_references() -> None:
    assert show(read("<p>Uno.</p>", back=REFERENCES))[1:] == [
        "heading1: Referencias",
        "reference: Paz, A. (2001). Ríos. Lima: Orilla.",
        "reference 2: Soto, B.; Red Azul; et al. (2004). Cauces. Orillas, 3(1), 4-9. doi: 10.1/x. En prensa.",
    ]


LINKS = [
    ("según <xref ref-type='bibr' rid='B1'>Paz (2001</xref>, p. 3)", "según [Paz (2001], p. 3)", [("B1",)]),
    ("los ríos <xref ref-type='bibr' rid='B1 B2'> (Paz, 2001; Soto, 2004) </xref> bajan",
     "los ríos [(Paz, 2001; Soto, 2004)] bajan", [("B1", "B2")]),
    ("bajan<xref ref-type='bibr' rid='B2'><sup>2</sup></xref>.", "bajan[2].", [("B2",)]),
    # the line breaks of a program that laid the XML out
    ("bajan.<xref ref-type='bibr' rid='B2'>\n\t<sup>2</sup>\n</xref> Luego", "bajan.[2] Luego", [("B2",)]),
    # an entry that is not there
    ("según <xref ref-type='bibr' rid='B9'>Paz (2001)</xref>", "según Paz (2001)", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "entries"), LINKS)
def test_links(text: str, expected: str, entries: list[tuple[str, ...]]) -> None:
    document = read(f"<p>{text}</p>", back=REFERENCES)
    assert show(document)[0] == f"paragraph: {expected}"
    assert [keys for *_, keys in document.pieces[0].links] == entries


META = """<title-group><article-title>Ríos</article-title><subtitle>una historia</subtitle>
<trans-title-group xml:lang="en"><trans-title>Rivers</trans-title></trans-title-group></title-group>
<contrib-group><contrib contrib-type="author"><name><surname>Ruiz Peña</surname><given-names>Ana</given-names></name>
<xref ref-type="aff" rid="a1"><sup>1</sup></xref></contrib><contrib><collab>Red Azul</collab></contrib>
<contrib contrib-type="editor"><name><surname>Sol</surname><given-names>Eva</given-names></name></contrib>
</contrib-group>
<aff id="a1"><label>1</label>
<institution>Universidad del Río</institution><addr-line><city>Puno</city></addr-line></aff>
<author-notes><corresp>Correo: ana@rio.example</corresp><fn><p>Sin conflictos.</p></fn></author-notes>
<pub-date pub-type="epub"><year>2011</year></pub-date><pub-date pub-type="collection"><year>2010</year></pub-date>
<abstract><title>Resumen</title><sec><title>Fines</title><p>Uno.</p></sec></abstract>
<trans-abstract xml:lang="en"><title>Abstract</title><p>One.</p></trans-abstract>
<kwd-group xml:lang="es"><title>Palabras clave</title><kwd>agua</kwd><kwd>ríos;</kwd></kwd-group>
<kwd-group xml:lang="en"><title>Keywords:</title><kwd>water</kwd></kwd-group>"""


def test_front_matter() -> None:
    document = read("<p>Hola.</p>", meta=META)
    assert show(document) == [
        "title: Ríos: una historia", "title: Rivers", "author: Ana Ruiz Peña", "author: Red Azul", "furniture: Eva Sol",
        "affiliation 1: Universidad del Río, Puno", "affiliation: Correo: ana@rio.example", "footnote: Sin conflictos.",
        "heading1: Resumen", "heading2: Fines", "abstract: Uno.", "heading1: Abstract", "abstract: One.",
        "keywords: Palabras clave: agua; ríos", "keywords: Keywords: water", "paragraph: Hola.",
    ]  # fmt: skip
    assert (document.title, document.authors, document.year, document.language) == (
        "Ríos: una historia", ("Ana Ruiz Peña", "Red Azul"), 2010, "es",
    )  # fmt: skip
    languages = {piece.text: piece.language for piece in document.pieces}
    expected = {"Rivers": "en", "Uno.": "es", "One.": "en", "Keywords: water": "en", "Hola.": None}
    assert {text: languages[text] for text in expected} == expected


TRANSLATION = """<sub-article article-type="translation" xml:lang="{}"><front-stub>
<title-group><article-title>Otro</article-title></title-group></front-stub><body><p>Versión.</p></body></sub-article>"""


def test_a_translation_gives_its_title_and_a_warning() -> None:
    document = read("<p>Hola.</p>", after=TRANSLATION.format("en"))
    assert show(document) == ["title: Otro", "paragraph: Hola."]
    assert [warning.code for warning in document.warnings] == ["translation-left-out"]


def test_a_spanish_translation_is_read_instead_of_the_original() -> None:
    xml = f"<article xml:lang='pt'><body><p>Olá.</p></body>{TRANSLATION.format('es')}</article>"
    document = read_jats(xml.encode())
    assert show(document) == ["title: Otro", "paragraph: Versión."]
    assert document.language == "es"


def test_back_matter() -> None:
    back = (
        "<ack><title>Gracias</title><p>A todos.</p></ack>"
        "<app-group><app><title>Anexo</title><p>Uno.</p></app></app-group>"
        "<glossary><def-list><def-item><term>río</term><def><p>agua</p></def></def-item></def-list></glossary>"
        "<notes><p>Dos.</p></notes>"
    )
    assert show(read(back=back)) == [
        "heading1: Gracias", "paragraph: A todos.", "heading1: Anexo", "paragraph: Uno.", "list_item: río: agua",
        "paragraph: Dos.",
    ]  # fmt: skip


def test_text_in_pictures_is_said() -> None:
    document = read("<p>Sea <disp-formula><graphic/></disp-formula> donde</p><table-wrap><graphic/></table-wrap>")
    assert show(document) == ["paragraph: Sea", "paragraph: donde"]
    details = [warning.detail.split(";")[0] for warning in document.warnings]
    assert details == ["1 formulas are pictures", "1 tables are pictures"]


ENTITIES = [
    ("regi&oacute;n&nbsp;sur &ndash; norte", "región sur – norte"),
    ("regi&#243;n, regi&#xf3;n", "región, región"),
    ("regi&amp;oacute;n, &amp;#243;", "región, ó"),  # escaped twice
    ("regi&oacuten", "región"),  # without its semicolon
    ("I&D y R &amp; D", "I&D y R & D"),
    ("p < 0,05 &lt; 1", "p < 0,05 < 1"),
    ("<![CDATA[a < b & c]]>", "a < b & c"),
    ("uno<!-- no -->dos<?no?>", "unodos"),
    ("&#150; y &#0;nada\x07", "– y �nada"),
    ("co\u00adopera\u200bción", "cooperación"),
]


@pytest.mark.parametrize(("text", "expected"), ENTITIES)
def test_entities(text: str, expected: str) -> None:
    assert show(read(f"<p>{text}</p>")) == [f"paragraph: {expected}"]


def test_unknown_entity_is_left_with_a_warning() -> None:
    document = read("<p>a &foo; b</p>")
    assert show(document) == ["paragraph: a &foo; b"]
    assert [warning.code for warning in document.warnings] == ["unknown-entity"]


def test_own_entities_are_expanded() -> None:
    prolog = '<!DOCTYPE article [<!ENTITY uno "el &dos;"><!ENTITY dos "r&#237;o">]>'
    assert show(read("<p>&uno;</p>", prolog=prolog)) == ["paragraph: el río"]


@pytest.mark.parametrize("kind", ["SYSTEM", 'PUBLIC "x"'])
def test_external_entities_and_dtds_are_never_read(tmp_path: Path, kind: str) -> None:
    secret = tmp_path / "secreto.txt"
    secret.write_text("contraseña")
    dtd = tmp_path / "a.dtd"
    dtd.write_text('<!ENTITY b "contraseña">')
    prolog = f'<!DOCTYPE article SYSTEM "{dtd.as_uri()}" [<!ENTITY a {kind} "{secret.as_uri()}"> %c; ]>'
    document = read("<p>a &a; &b;</p>", prolog=prolog)
    assert show(document) == ["paragraph: a &a; &b;"]


def test_billion_laughs() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    with pytest.raises(SourceError, match="grows without end; .*remove"):
        read("<p>&l9;</p>", prolog=f'<!DOCTYPE article [<!ENTITY l0 "ja">{laughs}]>')


def test_an_entity_inside_itself() -> None:
    with pytest.raises(SourceError, match="grows without end"):
        read("<p>&a;</p>", prolog='<!DOCTYPE article [<!ENTITY a "&b;"><!ENTITY b "&a;">]>')


DAMAGED = [
    # cut off, a tag never closed, tags that cross, a comment without end
    (f"{HEAD}<body><p>Uno.</p><p>Dos", ["paragraph: Uno.", "paragraph: Dos"]),
    (f"{HEAD}<body><p>Uno <italic>y dos.</p></body></article>", ["paragraph: Uno y dos."]),
    (f"{HEAD}<body><p><b>Uno <i>y</b> dos</i>.</p></body></article>", ["paragraph: Uno y dos."]),
    (f"{HEAD}<body><p>Uno.</p><!-- sin fin</body></article>", ["paragraph: Uno."]),
]


@pytest.mark.parametrize(("xml", "expected"), DAMAGED)
def test_damage_is_mended_and_said(xml: str, expected: list[str]) -> None:
    document = read_jats(xml.encode())
    assert show(document) == expected
    assert "damaged-xml" in [warning.code for warning in document.warnings]


@pytest.mark.parametrize(
    ("encode", "codes"),
    [
        (lambda xml: xml.encode("utf-8-sig"), []),
        (lambda xml: xml.encode("utf-16"), []),
        (lambda xml: ("\n" + xml).encode(), []),
        (lambda xml: xml.replace("utf-8", "iso-8859-1").encode("latin-1"), []),
        (lambda xml: xml.replace("utf-8", "iso-8859-1").encode(), []),  # says Latin-1, is UTF-8
        (lambda xml: xml.encode("cp1252"), ["undeclared-encoding"]),
    ],
)
def test_encodings(encode: Callable[[str], bytes], codes: list[str]) -> None:
    xml = f"<?xml version='1.0' encoding='utf-8'?>{HEAD}<body><p>región año</p></body></article>"
    document = read_jats(encode(xml))
    assert show(document) == ["paragraph: región año"]
    assert [warning.code for warning in document.warnings] == codes


@pytest.mark.parametrize(
    "data",
    [
        b"", b"%PDF-1.7", b"\x00\x01\x02", b"texto llano", b"<html><body><p>no</p></body></html>", b"<article/>",
        b"<article xmlns='http://docbook.org/ns/docbook'><info/><section><para>no</para></section></article>",
        b"<article><front><article-meta/></front><body/></article>", ("<article><body>" + "<sec>" * 300).encode(),
    ],
)  # fmt: skip
def test_no_article_is_refused_with_a_remedy(data: bytes) -> None:
    with pytest.raises(SourceError, match="; "):
        read_jats(data)


def test_namespaces_do_not_matter() -> None:
    xml = "<j:article xmlns:j='http://jats.nlm.nih.gov'><j:body><j:p>Uno.</j:p></j:body></j:article>"
    assert show(read_jats(xml.encode())) == ["paragraph: Uno."]
    assert show(read("<p>a <mml:math><mml:mi>x</mml:mi></mml:math></p>")) == ["paragraph: a x"]


WHOLE = (
    f"<!DOCTYPE article [<!ENTITY a 'b'>]>{HEAD}<front><article-meta>{META}</article-meta></front>"
    f"<body>{''.join(body for body, _ in BODY)}{''.join(body for body, _ in NOTES)}<p>&a;&eacute;<xref ref-type='bibr' "
    f"rid='B1 B2'>Paz</xref></p></body><back>{NOTE}{REFERENCES}</back></article>"
).encode()


DAMAGES = st.tuples(st.integers(0, len(WHOLE)), st.integers(0, 30), st.binary(max_size=6))
PARTS = st.sampled_from(["región", " ", "\n", "e\u0301", "\u00ad", "🌊", "ﬁn", "\u00a0", ","])


@given(st.lists(DAMAGES, min_size=1, max_size=8))
@settings(max_examples=150, deadline=None)
def test_damage_raises_nothing_but_source_errors(damages: list[tuple[int, int, bytes]]) -> None:
    data = WHOLE
    for at, length, new in damages:
        data = data[:at] + new + data[at + length :]
    try:
        document = read_jats(data)
    except SourceError:
        return
    blocks = assemble_blocks(document.pieces, "a", paged=False)
    assert list(iterate_problems(Document(Head(id="a"), blocks))) == []
    keys = {key for piece in document.pieces if piece.type == "reference" for key in piece.keys}
    for piece in document.pieces:
        for start, end, led in piece.links:
            assert piece.text[start:end].strip()
            assert keys.issuperset(led)


@given(st.binary(max_size=200))
def test_random_bytes_raise_source_errors(data: bytes) -> None:
    with pytest.raises(SourceError):
        read_jats(data)


@given(st.lists(PARTS, max_size=8), st.data())
def test_links_and_calls_keep_their_place(parts: list[str], data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(parts)))
    before, behind = "".join(parts[:cut]), "".join(parts[cut:])
    call = "<xref ref-type='fn' rid='n1'>1</xref>"
    link = "<xref ref-type='bibr' rid='B1'>Paz</xref>"
    document = read(f"<p>a{before}{link} b{call}{behind}</p>", back=NOTE + REFERENCES)
    piece = document.pieces[0]
    start, end, _ = piece.links[0]
    assert piece.text[start:end] == "Paz"
    assert piece.text[: piece.calls[0][0]].endswith("Paz b")


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*-jats.xml")), ids=lambda path: path.stem)
def test_samples(path: Path) -> None:
    """The samples' blocks are those of the truth, but for the commas that JATS keywords do not carry."""
    truth = read_document(path.with_name(path.name.replace("-jats.xml", ".truth.jsonl")))
    blocks = assemble_blocks(read_jats(path.read_bytes()).pieces, truth.head.id, paged=False)
    assert sorted((block.type, block.text) for block in blocks if block.type != "keywords") == sorted(
        (block.type, block.text) for block in truth.blocks if block.type != "keywords"
    )
    notes = {block.text: [(ref.at, ref.marker) for ref in block.note_refs or ()] for block in truth.blocks}
    assert all([(ref.at, ref.marker) for ref in block.note_refs or ()] == notes.get(block.text, []) for block in blocks)
