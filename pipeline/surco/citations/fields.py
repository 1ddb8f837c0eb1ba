"""A bibliography entry as a token sequence with features: what the labeller sees of it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from surco.citations.entries import Entry, clean_year
from surco.citations.given_names import GIVEN_NAMES
from surco.citations.words import INSTITUTIONS, MONTHS, PLACES, fold

# https://a.b/c   10.1590/S01-2.3   re-edición   M.   2010a   “   (
TOKEN = re.compile(
    r"(?:https?://|www\.)[^\s<>]+|\b10\.\d{4,9}/[^\s<>]+|[^\W\d_]+(?:[-‐'’´][^\W\d_]+)*|\d+[a-z]?\b|\d+|\S"
)
PUBLISHING = frozenset(
    """editorial ediciones editora editores press publishers publishing publicaciones edicoes editions books libros universidad universidade
    university verlag siglo fondo paidos routledge sage springer elsevier colegio""".split()
)
JOURNAL = frozenset(
    """revista journal cuadernos cadernos anales anais boletin boletim review studies estudios estudos papers anuario international
    annals quarterly bulletin perspectivas rev j int cad am clin letters""".split()
)
MARKERS = frozenset(
    "in en em v vol n no num nº p pp pag pags ed eds org orgs coord coords comp comps doi disponible disponivel available".split()
)
ADDRESSING = frozenset("disponible disponivel available recuperado retrieved doi acesso".split())
"""Words after which the address of an entry stands."""
PAUSES = frozenset({",", ".", "”"})
Token = tuple[int, int, str]


def tokenise(text: str) -> list[Token]:
    """The tokens of an entry with their offsets; an address is one token.

    >>> [t for _, _, t in tokenise("Paz, M. (2010a). https://a.b/c")]
    ['Paz', ',', 'M', '.', '(', '2010a', ')', '.', 'https://a.b/c']
    """
    return [(m.start(), m.end(), m.group()) for m in TOKEN.finditer(text)]


@functools.lru_cache(maxsize=20000)
def _shape(token: str) -> str:
    if token[0].isdigit():
        year = re.fullmatch(r"(?:1[5-9]|20)\d\d[a-z]?", token)
        return "year" if year else f"d{min(len(token), 5)}"
    if not token[0].isalpha():
        return token
    if len(token) == 1:
        return "X" if token.isupper() else "x"
    if token.isupper():
        return "XX" if len(token) < 4 else "XXX"
    return "Xx" if token[0].isupper() else "xx"


def describe_tokens(text: str, tokens: Sequence[Token], entry: Entry) -> list[list[str]]:
    """The features of each token: its form, its neighbours, and where in the entry's grammar it stands."""
    shapes = [_shape(t) for _, _, t in tokens]
    folded = [fold(t) for _, _, t in tokens]
    kinds = [_kind(f, s) for f, s in zip(folded, shapes, strict=True)]
    places = list(_positions(tokens, folded, shapes, entry))
    years = {i: rank for rank, i in enumerate(i for i, s in enumerate(shapes) if s == "year")}
    segments = _describe_segments(tokens, folded, shapes)
    described: list[list[str]] = []
    for i, (start, _, token) in enumerate(tokens):
        features = ["b", f"s={shapes[i]}", f"k={kinds[i]}", f"l={min(len(token), 6)}", *places[i], *segments[i]]
        if folded[i] in MARKERS or not token[0].isalnum():
            features.append(f"w={folded[i]}")
        for d in (-3, -2, -1, 1, 2, 3):
            j = i + d
            inside = 0 <= j < len(tokens)
            features.append(f"s{d}={shapes[j] if inside else '∅'}")
            if abs(d) < 3:
                features.append(f"k{d}={kinds[j] if inside else '∅'}")
                if inside and (folded[j] in MARKERS or not tokens[j][2][0].isalnum()):
                    features.append(f"w{d}={folded[j]}")
        features.append(
            f"s-1|s|s1={shapes[i - 1] if i else '∅'}|{shapes[i]}|{shapes[i + 1] if i + 1 < len(tokens) else '∅'}"
        )
        if shapes[i] == "year":
            features += [
                f"year={min(years[i], 2)}",
                f"lastyear={years[i] == len(years) - 1}",
                f"ruleyear={clean_year(token) == entry.year}",
            ]
        if start and text[start - 1] != " ":
            features.append("glued")
        features.append(f"end={min(3, (len(tokens) - 1 - i) // 4)}")
        described.append(features)
    return described


def _describe_segments(tokens: Sequence[Token], folded: Sequence[str], shapes: Sequence[str]) -> list[list[str]]:
    """Per token: how long and how capitalised its stretch between stops is, what ends it, and the same of the next stretch."""
    bounds: list[tuple[int, int]] = []
    begin = 0
    for i, (_, _, token) in enumerate(tokens):
        if token in '.,:;?!“”«»"()[]' or i == len(tokens) - 1:
            bounds.append((begin, i))
            begin = i + 1
    facts = [_sum_up(tokens, folded, shapes, a, b) for a, b in bounds]
    described: list[list[str]] = []
    for n, (a, b) in enumerate(bounds):
        following = facts[n + 1] if n + 1 < len(facts) else "∅"
        third = facts[n + 2] if n + 2 < len(facts) else "∅"
        before = facts[n - 1] if n else "∅"
        for i in range(a, b + 1):
            at = "end" if i == b else "in"
            described.append(
                [
                    f"g={at}{facts[n]}",
                    f"g1={at}{following}",
                    f"g2={at}{third}",
                    f"g-1={at}{before}",
                    f"g12={at}{following}|{third}",
                ]
            )
    return described


def _sum_up(tokens: Sequence[Token], folded: Sequence[str], shapes: Sequence[str], a: int, b: int) -> str:
    inner = range(a, b)
    lower = sum(1 for i in inner if shapes[i] in {"xx", "x"} and len(folded[i]) > 3)
    upper = sum(1 for i in inner if shapes[i] in {"Xx", "XX", "XXX"})
    known = {_kind(folded[i], shapes[i]) for i in inner} & {
        "place",
        "publishing",
        "journal",
        "url",
        "doi",
        "month",
        "marker",
    }
    digits = any(shapes[i][0] == "d" or shapes[i] == "year" for i in inner)
    return f"{min(b - a, 5)}{'l' if lower else ''}{'U' if upper and not lower else ''}{'d' if digits else ''}{'+'.join(sorted(known))}{tokens[b][2] if not tokens[b][2].isalnum() else 'w'}"


@functools.lru_cache(maxsize=20000)
def _kind(folded: str, shape: str) -> str:
    if folded.startswith(("http", "www")):
        return "url"
    if folded.startswith("10.") and "/" in folded:
        return "doi"
    tables = (
        (MARKERS, "marker"), (MONTHS, "month"), (JOURNAL, "journal"), (PUBLISHING, "publishing"), (INSTITUTIONS, "institution"),
        (PLACES, "place"), (GIVEN_NAMES, "given"),
    )  # fmt: skip
    for table, name in tables:
        if folded in table:
            return name
    return "-"


def _positions(
    tokens: Sequence[Token], folded: Sequence[str], shapes: Sequence[str], entry: Entry
) -> Iterator[list[str]]:
    """Yield per token: sentences so far, inside quotation marks or brackets, after `In:`, after a year, inside the rules' author part."""
    sentences = 0
    brackets = 0
    quoted = within = dated = addressed = closed = False
    for i, (start, _, token) in enumerate(tokens):
        author = start < entry.end_of_authors
        state = f"{'a' if author else '-'}{'q' if quoted else '-'}{'i' if within else '-'}{'y' if dated else '-'}{'u' if addressed else '-'}"
        yield [
            f"n={min(sentences, 4)}",
            f"st={state}",
            f"st|n={state}|{min(sentences, 3)}",
            f"br={min(brackets, 1)}",
            f"qd={closed}",
            f"st|s={state}|{shapes[i]}",
        ]
        if token in "“«":
            quoted = True
        elif token in "”»":
            quoted, closed = False, True
        elif token in '"':
            closed = closed or quoted
            quoted = not quoted
        brackets = max(0, brackets + (token in "([") - (token in ")]"))
        after = tokens[i + 1][2] if i + 1 < len(tokens) else ""
        before = tokens[i - 1][2] if i else ""
        if folded[i] in {"in", "en", "em"} and not author and (token[0].isupper() or after == ":" or before in PAUSES):
            within = True
        dated = dated or shapes[i] == "year"
        addressed = addressed or folded[i] in ADDRESSING or folded[i].startswith("http")
        sentences += token in ".?!" and not author and brackets == 0 and not _is_abbreviation(folded, shapes, i)


def _is_abbreviation(folded: Sequence[str], shapes: Sequence[str], i: int) -> bool:
    """Whether the stop at token i follows an initial or a marker such as `vol`."""
    return bool(i and shapes[i - 1] in {"X", "XX"}) or folded[i - 1 if i else 0] in MARKERS
