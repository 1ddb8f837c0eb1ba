"""A passage → its sentences, by rules for Spanish, Portuguese and English scholarly prose."""

import re
from collections.abc import Iterator

# What an abbreviation says of the full stop after it. Where a lower-case word follows, none of them ends a sentence.
NAME_FOLLOWS = "name follows"  # "Dra. Paz": never ends a sentence
NUMBER_FOLLOWS = "number follows"  # "art. 5", "cap. IV": ends one unless a number follows
STARTER_ENDS = "starter ends"  # "et al. En cambio": ends one only before a word that often begins sentences
INITIAL = "initial"  # "R. De la Torre": as the one before, but a particle opens a surname
CAPITAL_ENDS = "capital ends"  # "etc. Chile": ends one before any capital

# In lower case; a form with a capital counts as written only ("Sen." is a title, "sen." is not). "a. C." is "a.c".
_ABBREVIATION_LISTS = {
    NAME_FOLLOWS: """
        sr sra srta sres sras dr dra dres dras prof profa profs lic lcda lcdo licda ing arq gral Cnel Tte Alte Brig
        Cmdte mons pbro rvdo mtro mtra exmo exma excmo excma ilmo ilma dña Sta Sto Fr Hno Hna Vda St Ste Mr Mrs Ms
        Messrs eng enga pres Gen Gov Sen Rep Rev Hon Capt Cap Lt Sgt Sgto Col Cpt Min Dep av avda Bvd Blvd Bulev
        Ctra Pza Pje Dpto Depto depto dpto Prov Fund Inst Fac Univ univ Bo Des Soc Nac Sec Subsec Dir Asoc Coop Fed
        Conf Comis Com Dept Bros Mt Ft Alm Gob Intend ed eds edit trad trads coord coords comp comps dir dirs org
        orgs cf cfr vid vide v.gr p.ej p.e i.e e.g vs viz apud ref refs tel Op ob loc aprox internac secr subsecr
        sub pte vicepte cte subgte gte Bs Adm Admin Urb Edif Esq Cód Const Introd Pról Prol Int Intern Pol Econ Hist
        Est Lat Mex Arg Amer Bras Cient Téc Tec Púb Priv Parl Cons Org Asamb Emb Prot Conv
    """,
    NUMBER_FOLLOWS: """
        no núm núms num nums nro nros nr art arts pp pág págs pag pags vol vols tt cap caps inc incs fig figs párr
        párrs parr par secc sec lám láms tab gráf cuad fol fols ff nn col cols apdo apart dec decr res resol exp
        expte lib parág disp ord ch chap eq eqs séc sécs sig sigs ca circa ene feb febr mar abr may jun jul ago agos
        sep sept set oct nov dic jan fev mai out dez aug apr fasc doc docs vers supl tít tit acdo cód reg obs dto
        leg para paras km kms kg cm cms mm mts ha hs hrs circ
    """,
    STARTER_ENDS: """
        al ibíd ibid ib íd id op.cit ob.cit loc.cit art.cit cit s.a s.l s.r.l ltd co corp cía cia bros jr Jr ph.d
        s.f s.d s.n s.e vv.aa aa.vv n.del.t n.t pássim mill hab máx mín min ej exa pts ptas bs.as hnos
    """,
    CAPITAL_ENDS: """
        etc etcétera a.c d.c a.m p.m a.e.c d.e.c e.c ee.uu eeuu ss ltda uds vds ud vd
    """,
}
ABBREVIATIONS = {form: kind for kind, forms in _ABBREVIATION_LISTS.items() for form in forms.split()}

# Words that begin sentences far more often than they begin the second part of a name.
_STARTER_LIST = """
    el la los las lo un una unos unas este esta estos estas esto ese esa esos esas eso aquel aquella aquellos
    aquellas su sus al del de en con sin por para según sobre tras ante bajo desde hasta entre durante mediante
    contra hacia y e o u ni pero mas sino aunque si como cuando donde mientras porque pues que quien quienes cuyo no
    sí nadie ninguno ninguna nada algo alguien algunos algunas todo toda todos todas cada otro otra otros otras
    muchos muchas pocos pocas varios varias ambos ambas así también tampoco además asimismo entonces luego después
    antes ahora hoy ayer ya aún todavía siempre nunca nuestro nuestra se le les nos ello ella ellos ellas él yo
    nosotros cabe hay hubo había existe existen es son fue fueron era eran sería ha han puede pueden conviene véase
    véanse vale finalmente posteriormente actualmente igualmente incluso dicho dicha dichos dichas tal tales tanto
    tan más menos mucho cual cuáles qué quién cómo cuándo dónde cuánto
    a à ao aos as os o um uma uns umas em no na nos nas num numa do da dos das com sem para por pelo pela pelos
    pelas seu sua seus suas esse essa esses essas isso isto aquele aquela ele ela eles elas não também além já ainda
    mas porém contudo assim depois então quando onde segundo conforme são foi foram há houve cada outro outra outros
    outras
    the a an this that these those it its he she they we you i there here in on at by for from with without of to as
    if when while although though but and or nor however moreover furthermore thus therefore hence then after before
    since because what who where why how no not all some many most several each both other another such his her
    their our my
"""
STARTERS = frozenset(_STARTER_LIST.split())
# After an initial these open a surname: "R. De la Torre", "A. La Rosa", "L. Dos Santos".
_PARTICLES = frozenset({"de", "del", "da", "do", "das", "dos", "la", "las", "los", "le", "al", "san", "e"})
# A single letter after these is no initial: "el plan B. Chile", "Carlos V. En" is left to the starters.
_LETTERED_LIST = """
    plan planes grupo anexo opción tipo clase serie fase etapa categoría vitamina nivel punto apartado inciso letra
    literal país caso siglo tomo capítulo sección parte tabla cuadro escenario modelo zona opção século group option
    annex type class phase category part section table
"""
_LETTERED = frozenset(_LETTERED_LIST.split())

_TOKEN_REACH = 40  # characters looked back at for the words before a mark
_BRACKET_REACH = 400  # characters looked at on both sides for the brackets around a mark
_MARKER_LENGTH, _HEAD_LENGTH = 16, 30

_OPEN = "([{«“‘„\"'¿¡"
_CLOSE = r"\)\]}»”’\"'"
# Never fails after its first character and never gives back: linear on any text.
_STOP = re.compile(
    rf"""
    (?P<mark> (?: \.[ \u00a0]\.[ \u00a0]\. | [.!?…] )++ )        # ". . .", "?!", "..."
    (?P<close> (?: [{_CLOSE}] | [ \u00a0][»”\)\]] )*+ )          # "fin.”)", "fin. »"
    (?P<note> (?: \[\d{{1,3}}\]                                  # "pactos.[10]", "pactos.10,11", "pactos.¹²"
                | \d{{1,3}} (?: [,-]\d{{1,3}} )?+ (?= \s|\Z )
                | [⁰¹²³⁴-⁹]++ )?+ )
    """,
    re.VERBOSE,
)
# What comes after the gap: "[…] ¿Quién", "• Impulsar", "—dijo".
_NEXT = re.compile(
    rf"""
    (?P<open> (?: [{re.escape(_OPEN)}•·▪*_–—-] | … | \.\.\. | [\])]\  | (?<=[•·▪–—-])\  ){{0,12}}+ )
    (?P<word> [^\W_][\w’-]*+ )?
    """,
    re.VERBOSE,
)
# "… alianza.” (Sanabria, 2007: 76)": a citation belongs to the sentence before it.
_CITATION = re.compile(
    r"""
    \s \( (?: [^()]{2,120}? [,\s] (?:1[5-9]|20)\d\d [a-z]? \b [^()]{0,60}    # Sanabria, 2007: 76
            | (?: 1[5-9]|20)\d\d [a-z]? : [^()]{1,30}                          # 2007: 76
            | (?: [Ii]b[íi]d | [Oo]p\.\ ?cit | pp?\. | págs?\. ) [^()]{0,60}     # ibíd.: 34
          ) (?<![.!?]) \)
    """,
    re.VERBOSE,
)
_NUMERAL = re.compile(r"\d|[IVXLC]+\b|[ivxl]+\b")
_DOUBLED = re.compile(r"([A-ZÑ])\1\Z")  # EE. UU., CC. AA., DD. HH.
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}\Z")  # O.N.U, U.S, Ph.D
# "1", "2.1", "iv", "b" at the start of a sentence, "Artículo 1", "Cuadro 3"
_MARKER = re.compile(
    r"""
    (?: (?: art[íi]culo | art\. | cap[íi]tulo | cuadro | tabla | gr[áa]fic[oa] | figura | mapa
          | tabela | quadro | table | figure ) \s )?
    (?: \d{1,3} (?: \.\d{1,2} )* [°ºª]? | [ivxl]{1,5} | [a-z] ) \Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
_RUN_IN_HEAD = re.compile(r"[^.\d]*+\d[^.]*+\. [-–] ")  # "12 de julio. - El foro"
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d\Z")
# No clipped word: "bloque", "región", "ppdx" (small capitals), "BRICS", "2009"; not "Inst", "Fac", "internac".
_WHOLE_WORD = re.compile(
    r"""
    [^\W_]* (?i: [^\W_][aeiouáéíóúàâêôã] | [aeiouáéíóúãõ][nsrldzmy] ) \Z
    | (?: [b-df-hj-np-tv-zñ]{3,} | [A-ZÁÉÍÓÚÑ]{3,} | (?:1[5-9]|20)\d\d ) \Z
    """,
    re.VERBOSE,
)
# An abbreviation in no list: "Secr. Técnica", "Mvd. Oeste"; no word or surname ends so.
_CLIPPED = re.compile(r"[A-ZÑ](?:[^\W\d_]*[bcdfgkptv][rl]|[b-df-hj-np-tv-xzñ]+)\Z")


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Give the [start, end) of each sentence of a passage, in order; what lies between them is white space.

    >>> text = "Lo fija el art. 5 del tratado. Véase Soto et al. (2002: 7). cilac coincide."
    >>> [text[start:end] for start, end in split_sentences(text)]
    ['Lo fija el art. 5 del tratado.', 'Véase Soto et al. (2002: 7).', 'cilac coincide.']
    """
    return list(_iterate_sentences(text))


def _iterate_sentences(text: str) -> Iterator[tuple[int, int]]:
    start = _skip_space(text, 0)
    for stop in _STOP.finditer(text):
        end = stop.end()
        if stop.start() < start or not text[end : end + 1].isspace():
            continue
        if citation := _CITATION.match(text, end):
            end = citation.end()
        after = _skip_space(text, end)
        if after > end and after < len(text) and _ends_sentence(text, start, stop, after):
            yield start, end
            start = after
    if start < len(text):
        yield start, len(text.rstrip())


def _skip_space(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def _ends_sentence(text: str, start: int, stop: re.Match[str], after: int) -> bool:
    """Whether the sentence begun at `start` ends with `stop`, where the text goes on at `after`."""
    following = _NEXT.match(text, after)
    assert following is not None
    if text[following.end() : following.end() + 1] in tuple(",;:.") and not following["word"]:  # “¡Ni un paso! ”, dijo
        return False
    if stop["note"] and not _calls_note(text, stop):
        return False
    if text[stop.start() - 1 : stop.start()] != "[" and _inside_brackets(text, start, stop.start(), stop["close"]):
        return False
    if stop["mark"] == ".":
        return _full_stop_ends(text, start, stop, following)
    before, word = text[max(start, stop.start() - _TOKEN_REACH) : stop.start()], following["word"] or "A"
    if before.endswith(("(", "[")):  # "(!)", "nació tarde […] y mal", "nació tarde […] Después"
        said = before[:-1].rstrip()
        return "[" in before[-1:] and said[-1:].isalnum() and word[0].isupper() and word.lower() in STARTERS
    if "…" in stop["mark"] or "..." in stop["mark"].replace(" ", ""):
        return word[0].isupper() and bool(before)
    return not word[0].islower()


def _calls_note(text: str, stop: re.Match[str]) -> bool:
    """Whether digits glued to the mark call a note ("pactos.10 Sin") or go on a number ("versión 2.0 Los")."""
    before = text[max(0, stop.start() - 4) : stop.start()]
    return not before[-1:].isdigit() or bool(stop["close"]) or bool(_YEAR.match(before))


def _inside_brackets(text: str, start: int, position: int, close: str) -> bool:
    """Whether the mark stands in brackets opened in mid-sentence: "El foro (¡cien ciudades!) Bolívar"."""
    low = max(start, position - _BRACKET_REACH)
    for opening, closing in ("()", "[]"):
        opened = text.rfind(opening, low, position)
        if opened > start and text.rfind(closing, opened, position) < 0:
            return closing in close or text.find(closing, position, position + _BRACKET_REACH) >= 0
    return False


def _full_stop_ends(text: str, start: int, stop: re.Match[str], following: re.Match[str]) -> bool:
    """Whether a single full stop ends the sentence, judged by the words on its two sides."""
    position, word = stop.start(), following["word"] or ""
    tokens = text[max(start, position - _TOKEN_REACH) : position].split()
    if not tokens or (text[position - 1].isspace() and len(tokens) < 2):
        return False
    last, previous = tokens[-1].lstrip(_OPEN + "—–-•"), tokens[-2] if len(tokens) > 1 else ""
    if not last or last[-1] in ")]}»”’\"'":
        return True
    if _is_marker(text, start, position, tokens):
        return False
    kind = _find_kind(last, previous, word)
    if kind and stop["note"] and not stop["close"]:  # "cap.3", "km.12"
        return kind in (STARTER_ENDS, CAPITAL_ENDS) and word[:1].isupper()
    if word[:1].islower():
        return kind is None and bool(_WHOLE_WORD.match(last))
    if kind is None:
        return word.lower() in STARTERS or not _CLIPPED.match(last)
    return _abbreviation_ends(kind, following)


def _is_marker(text: str, start: int, position: int, tokens: list[str]) -> bool:
    """Whether the full stop belongs to a list number: "1. Promover", "fines: i. promover; ii. apoyar"."""
    if position - start < _MARKER_LENGTH and _MARKER.match(text[start:position].lstrip("•–—- ")):
        return True
    if position - start < _HEAD_LENGTH and _RUN_IN_HEAD.match(text, start, position + 4):
        return True
    before = [token for token in tokens[-3:-1] if token not in ("y", "e", "and")]
    return bool(before) and before[-1][-1] in ":;" and bool(_MARKER.match(tokens[-1].lstrip(_OPEN)))


def _find_kind(last: str, previous: str, word: str) -> str | None:
    """The kind of abbreviation that `last` is, or nothing where it is a word."""
    if previous.endswith("."):
        pair = previous.lstrip(_OPEN) + last
        if kind := ABBREVIATIONS.get(pair.lower()):
            return kind
        if _DOUBLED.match(last) and _DOUBLED.match(previous.lstrip(_OPEN)[:-1]):
            return CAPITAL_ENDS
    if kind := ABBREVIATIONS.get(last) or ABBREVIATIONS.get(last.lower()):
        return kind
    if len(last) == 1 and last.isalpha():
        return CAPITAL_ENDS if previous.lower() in _LETTERED else INITIAL if last.isupper() else STARTER_ENDS
    if _DOUBLED.match(last) and _DOUBLED.match(word):
        return NAME_FOLLOWS
    return STARTER_ENDS if _DOTTED.match(last) else None


def _abbreviation_ends(kind: str, following: re.Match[str]) -> bool:
    word = following["word"] or ""
    if kind == CAPITAL_ENDS:
        return True
    letter = len(word) == 1 and following.string.startswith(".", following.end())  # "S. A. perdió"
    if kind == NAME_FOLLOWS or letter:
        return False
    if kind == NUMBER_FOLLOWS:
        return bool(word) and not _NUMERAL.match(word)
    return word.lower() in STARTERS and not (kind == INITIAL and word.lower() in _PARTICLES)
