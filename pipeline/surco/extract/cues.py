"""What words at a block's start say of its type: labels of abstracts, captions, bibliographies, list and note markers."""

from __future__ import annotations

import re

ABSTRACT = {
    "es": re.compile(r"(?:resumen|síntesis)\b", re.I),
    "pt": re.compile(r"resumo\b", re.I),
    "en": re.compile(r"(?:abstract|summary)\b", re.I),
    "fr": re.compile(r"(?:résumé|sommaire)\b", re.I),
}
KEYWORDS = {
    "es": re.compile(r"(?:palabras?[\s-]+claves?|descriptores)\b", re.I),
    "pt": re.compile(r"(?:palavras?[\s-]+chaves?|descritores)\b", re.I),
    "en": re.compile(r"(?:key\s?-?words?|descriptors)\b", re.I),
    "fr": re.compile(r"mots?[\s-]+cl(?:és?|efs?)\b", re.I),
}
REFERENCES = re.compile(
    r"(?:\d{1,2}[.\s]+|[IVX]+[.\s]+)?(?:referencias?(?: bibliogr[áa]ficas?)?|bibliograf[íi]a(?: citada| consultada| general)?|"
    r"referências?(?: bibliográficas?)?|bibliografia|references?(?: cited)?|bibliography|works cited|obras citadas|"
    r"fuentes(?: consultadas| y bibliograf[íi]a)?|literatura citada)\s*[.:]?",
    re.I,
)
ENDNOTES = re.compile(r"(?:notas?(?: finales| al final)?|endnotes|notes)\s*[.:]?", re.I)
AFTER_REFERENCES = re.compile(
    r"(?:anexos?|ap[ée]ndices?|appendix|agradecimientos|acknowledge?ments?|agradecimentos|colaboradores|contribu(?:tors|idores)|"
    r"sobre (?:el|la|los|las|o|os|as) autor\w*|about the authors?|recibido|received|recebido)\b",
    re.I,
)
_TABLE = r"(?i:tabla|cuadro|table|quadro|tabela|matriz)"
_FIGURE = r"(?i:gr[áa]fic[oa]|figura|mapa|figure|fig\.|ilustraci[óo]n|esquema|diagrama|imagen|chart)"
_NUMBER = r"\s+(?i:n[.°ºo]*\s*)?(?:\d{1,3}|(?i:[IVX]{1,5}))\b(?=\s*(?:[.:–—-]|$|[A-ZÁÉÍÓÚÑ¿“\"]))"
CAPTION = re.compile(f"(?:{_TABLE}|{_FIGURE}){_NUMBER}")
"""`Cuadro 1. Aportes`, `Gráfico IV Aportes`; not `Cuadro 1 muestra`."""
TABLE_TITLE = re.compile(_TABLE + _NUMBER)
SOURCE_LINE = re.compile(r"(?:fuentes?|source|fonte|elaboraci[óo]n propia)\s*(?::|$|\b(?=.{0,80}elabora))", re.I)
TABLE_NOTE = re.compile(r"(?:notas?|legenda|leyenda|notes?|legend|obs(?:ervaci[óo]n)?\.?)\s*:|[*†‡#]", re.I)
BULLET = re.compile(r"([•·▪◦●○■□◆►‣⁃∙*–—-])\s+(?=\S)")
ENUMERATED = re.compile(
    r"(?![A-ZÁÉÍÓÚ]\.\s+(?:[A-ZÁÉÍÓÚ][.’'-]|de\b))(\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,5}|[IVX]{1,5})(?:\)|\.-|\.[)ªº]?|\.?°))\s*[–-]?\s+(?=\S)"
)
"""`1.`, `a)`, `(iv)`, `2.-` before a blank."""
AFFILIATION = re.compile(
    r"universidad|university|universidade|facultad|faculty|faculdade|departamento|department|instituto|institute|escuela|"
    r"@|orcid|centro de|investigador|profesor|doctor|doutor|docente|conicet|conacyt|correo|e-?mail|adscri|licenciad|magíster|maestr",
    re.I,
)
SLUG = re.compile(
    r"(?:recib|receb|received|acept|aceit|accept|aprob|aprovad|fecha de|date|how to cite|cómo citar|como citar|citar como|issn|doi\b|https?://|"
    r"vol(?:umen|\.)|n[úu]m(?:ero|\.)|revista\b|artículo original|original article|artigo original|dossier|editorial$|licen[cs])",
    re.I,
)
LICENCE = re.compile(r"creative commons|\bCC[ -]BY\b|(?:acceso abierto|acesso aberto|open[ -]access).{0,60}(?:licen[cs])", re.I)
"""What the small print of a first page says of the terms of use."""


def match_by_language(patterns: dict[str, re.Pattern[str]], text: str) -> tuple[str, re.Match[str]] | None:
    """The language whose pattern the text begins with, and the match."""
    for language, pattern in patterns.items():
        match = pattern.match(text)
        if match:
            return language, match
    return None


def read_list_marker(text: str) -> tuple[str, str] | None:
    """A list item's own marker and the text behind it, or None.

    >>> read_list_marker("a) Horizontalidad."), read_list_marker("A pesar de")
    (('a)', 'Horizontalidad.'), None)
    """
    match = BULLET.match(text) or ENUMERATED.match(text)
    return (match[1], text[match.end() :]) if match else None
