"""The words of the report's pages, in Spanish and English, and the script that holds both for the switch."""

from __future__ import annotations

import json
from typing import NamedTuple


class Word(NamedTuple):
    """One expression of the interface in both languages."""

    es: str
    en: str


WORDS: dict[str, Word] = {
    # the frame of every page
    "report": Word("Informe del corpus", "Corpus report"),
    "skip": Word("Saltar al texto", "Skip to the text"),
    "language": Word("English", "Español"),
    "language.switch": Word("Switch the interface to English", "Cambiar la interfaz al español"),
    "theme": Word("Claro u oscuro", "Light or dark"),
    "keys": Word("Teclas", "Keys"),
    "close": Word("Cerrar", "Close"),
    "noscript": Word(
        "Sin JavaScript se lee todo, pero no hay filtros ni búsqueda.",
        "Without JavaScript all can be read, but there are no filters and no search.",
    ),
    # search
    "search": Word("Buscar en el corpus", "Search the corpus"),
    "search.hint": Word("palabra, frase exacta o comienzo*", "word, exact phrase or beginning*"),
    "search.go": Word("Buscar", "Search"),
    "search.none": Word("No aparece en ningún artículo.", "It stands in no article."),
    "search.found": Word("{shown} de {total} apariciones, en {documents} artículos", "{shown} of {total} hits, in {documents} articles"),
    "search.scanned": Word(
        "{shown} apariciones en {read} de {documents} artículos con estas palabras",
        "{shown} hits in {read} of {documents} articles that hold these words",
    ),
    "search.more": Word("Más apariciones", "More hits"),
    "search.order": Word("Orden", "Order"),
    "search.by-document": Word("artículo", "article"),
    "search.by-left": Word("contexto izquierdo", "left context"),
    "search.by-right": Word("contexto derecho", "right context"),
    "search.broken": Word(
        "Falta una parte del índice; rehaga el informe con: surco report",
        "A part of the index is missing; make the report anew with: surco report",
    ),
    # what is counted
    "articles": Word("Artículos", "Articles"),
    "article": Word("Artículo", "Article"),
    "pages": Word("Páginas", "Pages"),
    "words": Word("Palabras", "Words"),
    "passages": Word("Pasajes", "Passages"),
    "labels": Word("Etiquetas", "Labels"),
    "mentions": Word("Menciones", "Mentions"),
    "citations": Word("Citas", "Citations"),
    "by-people": Word("Hecho por personas", "Made by people"),
    "year": Word("Año", "Year"),
    "filter.rows": Word("Filtrar las filas", "Filter the rows"),
    # the start page
    "principles": Word("Principios", "Principles"),
    "principles.about": Word(
        "Pasajes que hablan de cada principio. Lo rayado lo cuestiona.",
        "Passages that speak of each principle. What is hatched questions it.",
    ),
    "heat": Word("Artículos y principios", "Articles and principles"),
    "heat.about": Word(
        "Pasajes con cada etiqueta; el color compara su parte de los pasajes de cada artículo. Un número abre el artículo "
        "con solo esos pasajes.",
        "Passages with each label; the colour compares their share of each article’s passages. A number opens the article "
        "with those passages only.",
    ),
    "together": Word("Principios que van juntos", "Principles that go together"),
    "together.about": Word("Pasajes que llevan las dos etiquetas.", "Passages that carry both labels."),
    "place": Word("En qué parte del artículo", "Where in the article"),
    "place.about": Word(
        "Pasajes con cada etiqueta, del comienzo (1) al final (10) de los artículos.",
        "Passages with each label, from the beginning (1) to the end (10) of the articles.",
    ),
    "tenth": Word("Décimo", "Tenth"),
    "sections": Word("Por sección", "By section"),
    "sections.about": Word(
        "Encabezados de primer nivel, los que más etiquetas reúnen primero.",
        "Headings of the first level, those with most labels first.",
    ),
    "section": Word("Sección", "Section"),
    "years": Word("Por año", "By year"),
    "years.about": Word(
        "Pasajes con cada etiqueta; el color compara su parte de los pasajes de cada año.",
        "Passages with each label; the colour compares their share of each year’s passages.",
    ),
    "named": Word("Organizaciones e instrumentos por principio", "Organisations and instruments by principle"),
    "named.about": Word(
        "Menciones, y cuántas están en pasajes con cada etiqueta.",
        "Mentions, and how many of them stand in passages with each label.",
    ),
    "name": Word("Nombre", "Name"),
    "works": Word("Obras citadas", "Cited works"),
    "works.about": Word("Las más citadas en el texto.", "Those cited most in the text."),
    "work": Word("Obra", "Work"),
    "in-articles": Word("En artículos", "In articles"),
    "made": Word("Qué lo hizo", "What made it"),
    "made.about": Word(
        "Quién o qué puso cada anotación, y con qué versiones.",
        "Who or what made each annotation, and with which versions.",
    ),
    "maker": Word("Origen", "Origin"),
    "count": Word("Cuántas", "How many"),
    "input": Word("Hecho con", "Made with"),
    "digest": Word("Huella", "Digest"),
    "no-labels": Word("Ningún pasaje lleva etiquetas.", "No passage carries a label."),
    # the article page
    "contents": Word("Contenido", "Contents"),
    "previous": Word("Artículo anterior", "Previous article"),
    "next": Word("Artículo siguiente", "Next article"),
    "all-articles": Word("Todos los artículos", "All articles"),
    "source": Word("Fuente", "Source"),
    "warnings": Word("Avisos de la lectura", "Warnings of the reading"),
    "filters": Word("Filtros", "Filters"),
    "show-marks": Word("Marcas en el texto", "Marks in the text"),
    "show-labels": Word("Solo pasajes con", "Only passages with"),
    "stance": Word("Postura", "Stance"),
    "made-by": Word("Hecho por", "Made by"),
    "people": Word("personas", "people"),
    "machine": Word("el programa", "the program"),
    "show-blocks": Word("Partes del texto", "Parts of the text"),
    "reset": Word("Quitar filtros", "Clear filters"),
    "shown": Word("pasajes a la vista", "passages in view"),
    "page": Word("p.", "p."),
    "page.drawn": Word("Ver la página impresa con sus bloques", "See the printed page with its blocks"),
    "note.back": Word("Volver a la llamada", "Back to the call"),
    "cited-at": Word("Citada en el texto", "Cited in the text"),
    "never-cited": Word("No se cita en el texto", "Not cited in the text"),
    "link.here": Word("Enlace a este pasaje", "Link to this passage"),
    "labels.of": Word("Etiquetas del pasaje", "Labels of the passage"),
    # annotations
    "ORG": Word("Organización", "Organisation"),
    "TREATY": Word("Instrumento", "Instrument"),
    "PRINCIPLE": Word("Principio", "Principle"),
    "ORG.many": Word("Organizaciones", "Organisations"),
    "TREATY.many": Word("Instrumentos", "Instruments"),
    "PRINCIPLE.many": Word("Principios nombrados", "Principles named"),
    "CITATION.many": Word("Citas", "Citations"),
    "affirmed": Word("afirmado", "affirmed"),
    "questioned": Word("cuestionado", "questioned"),
    "questioned.many": Word("cuestionados", "questioned"),
    "unsure": Word("dudoso", "unsure"),
    "probability": Word("probabilidad", "probability"),
    "why": Word("Por qué", "Why"),
    "why.not": Word(
        "El modelo que la puso no está en este proyecto.", "The model that gave it is not in this project."
    ),
    "why.weight": Word("peso", "weight"),
    "found-by": Word("Lo halló", "Found by"),
    "id": Word("Ficha", "Entry"),
    "parenthetical": Word("Cita parentética", "Parenthetical citation"),
    "narrative": Word("Cita narrativa", "Narrative citation"),
    "year_only": Word("Cita con solo el año", "Year-only citation"),
    "numeric": Word("Cita numérica", "Numeric citation"),
    "back_reference": Word("Remisión", "Back reference"),
    "unresolved": Word("Sin resolver", "Not resolved"),
    "not-listed": Word("No está en la bibliografía", "Not in the bibliography"),
    "several": Word("Varias entradas posibles", "Several possible entries"),
    "quoted-in": Word("citado por", "quoted in"),
    "et-al": Word("y otros", "et al."),
    "original-year": Word("año original", "original year"),
    # what made it
    "made.lexicon": Word("léxico", "lexicon"),
    "made.acronym": Word("sigla definida en el texto", "acronym defined in the text"),
    "made.pattern": Word("patrón de nombres", "name pattern"),
    "made.rule": Word("regla", "rule"),
    "made.model": Word("modelo", "model"),
    "made.human": Word("persona", "person"),
    "made.authored": Word("escrito como material", "authored material"),
    "made.unknown": Word("sin indicar", "not stated"),
    # block types
    "paragraph": Word("párrafos", "paragraphs"),
    "abstract": Word("resúmenes", "abstracts"),
    "list_item": Word("listas", "lists"),
    "quote": Word("citas textuales", "quotations"),
    "footnote": Word("notas", "notes"),
    "table": Word("cuadros", "tables"),
    "reference": Word("bibliografía", "bibliography"),
    "furniture": Word("cabeceras y folios", "running heads and folios"),
    # why a label was given
    "why.named": Word("el principio se nombra", "the principle is named"),
    "why.named often": Word("se nombra varias veces", "named several times"),
    "why.named, denied": Word("se nombra, pero negado", "named, but denied"),
    "why.others named": Word("se nombran otros principios", "other principles are named"),
    "why.how many": Word("cuántos principios se nombran", "how many principles are named"),
    "why.no word of the field": Word("ninguna palabra de la cooperación", "no word of cooperation"),
    "why.one word of the field": Word("una sola palabra de la cooperación", "only one word of cooperation"),
    "why.three words of the field": Word("tres palabras de la cooperación o más", "three words of cooperation or more"),
    "why.words of the field": Word("palabras de la cooperación", "words of cooperation"),
    "why.share of words of the field": Word("proporción de palabras de la cooperación", "share of words of cooperation"),
    "why.all words together": Word("el sentido de todo el pasaje", "the sense of the whole passage"),
    "why.strong": Word("indicio fuerte", "strong cue"),
    "why.strong often": Word("varios indicios fuertes", "several strong cues"),
    "why.affirm": Word("indicio a favor", "affirming cue"),
    "why.affirm often": Word("varios indicios a favor", "several affirming cues"),
    "why.opposite": Word("palabra de lo contrario", "word for the opposite"),
    "why.opposite often": Word("varias palabras de lo contrario", "several words for the opposite"),
    "why.deny": Word("indicio de negación", "denying cue"),
    "why.deny often": Word("varios indicios de negación", "several denying cues"),
    "kind.name": Word("nombre", "name"),
    "kind.cue": Word("indicio", "cue"),
    "kind.word": Word("palabra", "word"),
    "kind.context": Word("contexto", "context"),
    "kind.meaning": Word("sentido", "meaning"),
    # keys
    "keys.about": Word("Teclas del informe", "Keys of the report"),
    "keys.on": Word("Usar estas teclas", "Use these keys"),
    "keys.mark": Word("marca siguiente o anterior", "next or previous mark"),
    "keys.passage": Word("etiquetas del pasaje siguiente o anterior", "labels of the next or previous passage"),
    "keys.article": Word("artículo siguiente o anterior", "next or previous article"),
    "keys.open": Word("abrir la explicación de la marca", "open the mark’s explanation"),
    "keys.close": Word("cerrar", "close"),
    "keys.language": Word("español o inglés", "Spanish or English"),
    "keys.theme": Word("claro u oscuro", "light or dark"),
}  # fmt: skip


def write_script() -> str:
    """The script that gives the pages both languages.

    >>> write_script()[:40], write_script()[-4:]
    ('"use strict";\\nconst SURCO_WORDS = {"repo', ']};\\n')
    """
    table = {key: [word.es, word.en] for key, word in WORDS.items()}
    return f'"use strict";\nconst SURCO_WORDS = {write_json(table)};\n'


def write_json(value: object) -> str:
    """JSON that may stand in any script: no `<`, `>`, `&` and no separator that ends a line of code.

    >>> write_json(["</script>", "a & b"])
    '["\\\\u003c/script\\\\u003e","a \\\\u0026 b"]'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text
