"""Finds acronyms that nobody defines but that say or do what only an organisation does: `la KTU denunció`."""

from __future__ import annotations

from collections.abc import Iterator

from surco.entities.tokens import Tokens
from surco.language import is_known, lemmatize

_ARTICLES = frozenset("el la los las o a os as the".split())
_VERBS = frozenset(
    """acordar acusar administrar admitir adoptar advertir afiliar afirmar agrupar alegar anunciar apelar aportar apoyar aprobar auspiciar
    calcular comunicar condenar contratar convocar coordinar crear criticar decidir declarar denunciar desmentir dirigir donar elegir enviar
    estimar exhortar exigir exponer financiar firmar fundar gestionar impartir inaugurar informar instalar lanzar negociar nombrar objetar
    ofrecer opinar organizar participar patrocinar pedir presentar proclamar prometer proponer protestar publicar ratificar rechazar recibir
    reclamar recomendar reiterar replicar responder reunir señalar solicitar sostener subrayar suscribir votar
    aprovar assinar concordar defender divulgar propor adopt announce argue declare propose publish recommend reject say sign""".split()
)
_CONCEPTS = frozenset(
    """adn aod apd arn avc cepd cop css ctpd dih dpi eia eua eeuu gei ghg gps ide idh ied iva moe oda ods odm ong ongs osc pbi pib pma pmd
    pnb pyme pymes rsc sida tec tic tics tlc uci usd vih zee zlc gdp hiv sdg sdgs mdg mdgs ngo ngos ssc""".split()
)
"""Acronyms of ideas, measures and illnesses, which stand with such verbs as well."""
# XVIII, IV
_ROMAN = frozenset("ivxlcdm")


def find_speakers(tokens: Tokens) -> Iterator[int]:
    """Yield each token that is an unknown acronym with an article before it and a verb of saying or doing after it;
    in small letters it may as well be a damaged word.

    >>> from surco.entities.tokens import tokenize
    >>> tokens = tokenize("La KTU denunció el reparto, la urdm calló y el PIB creció.")
    >>> [tokens.words[index] for index in find_speakers(tokens)]
    ['KTU']
    """
    for index in range(1, len(tokens) - 1):
        if tokens.keys[index - 1] in _ARTICLES or tokens.keys[index - 1] == "segun":
            if _is_acronym(tokens, index) and _is_followed(tokens, index):
                yield index


def _is_acronym(tokens: Tokens, index: int) -> bool:
    key, word = tokens.keys[index], tokens.words[index]
    if not key.isalpha() or key in _CONCEPTS or not 3 <= len(key) <= 10 or _ROMAN.issuperset(key):
        return False
    return word.isupper() or (sum(letter.isupper() for letter in word) > 1 and not is_known(key))


def _is_followed(tokens: Tokens, index: int) -> bool:
    verb = tokens.words[index + 1]
    lemma = lemmatize(verb, tokens.language)
    return verb.islower() and verb != lemma and lemma in _VERBS
