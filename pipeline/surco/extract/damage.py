"""Glyphs and lines of a page → warnings of what is lost there: letters without Unicode, pages that are images, OCR debris, accents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter

from surco.extract.pdf.glyphs import UNKNOWN, GlyphPage
from surco.extract.pdf.lines import Line
from surco.language import is_known
from surco.records import Warn

OCR_REMEDY = "run OCR first, for example: ocrmypdf FILE.pdf FILE-ocr.pdf"
REDO_REMEDY = "run OCR anew, for example: ocrmypdf --force-ocr FILE.pdf FILE-ocr.pdf"
TURNED = 200
"""So many letters turned by a quarter are more than a running title in the margin."""

_COVERED, _BEHIND_TEXT, _FEW = 0.3, 0.8, 60
"""The share of a page without text that makes it an image; the same of one with so few letters that they are a stamp on a scan."""
_MIN_WORDS = 40
_MAX_DEBRIS = 0.17
"""The share of unknown words and stray signs from which a page is debris.

On 137 clean pages of articles and samples it is .025 in the middle and .12 at most (a page of tables); with 1, 2, 3 and 5 wrong
letters in 100 made at random, .10, .19, .27 and .37 in the middle.
"""
_MIN_FUNCTION_WORDS = 0.2
"""Below this share of the commonest words of one of the languages, a page is in another language, or in none."""
_MIN_BARE = 3
"""So many words without the accent they need, or with a sign in its place, are no slips."""

_FUNCTION_WORDS = (
    frozenset("de la que el en y a los del las por con para una su se un al".split()),
    frozenset("de a que e o do da em os as um para com uma no na por se dos".split()),
    frozenset("the of and to in is that for it as was with on by are this an be".split()),
)
_ADDRESS = re.compile(r"[/@_]|www\.|\.\w{2,}")
_EDGES = ".,;:()\"“”«»¿?¡![]…’‘'"
# "coop3ración", "|a", "~", "c0"
_STRAY = re.compile(
    r"""[^\W\d_][\d|~^\\¬{}<>=#¢§¦¥£€•■*+][^\W\d_]    # a sign or digit inside a word
      | ^[|~^\\¬{}<>=#¢§¦¥£■]+$                        # nothing but signs
      | [^\W\d_][|~^\\¬{}¢¦■]
      | [a-záéíóúñãõç]\d+$""",
    re.VERBOSE,
)
# "cooperacion", "cooperacao" beside "cooperación", "cooperação": no such word is right without its accent
_BARE = re.compile(r"\w{2,}(?:cion|cao|coes)\b")
_ACCENTED = re.compile(r"\w{2,}(?:ción|ção|ções)\b")
# "cooperaci?n", "cooperaci´on", "cooperaciÃ³n"
_RESIDUE = re.compile(r"[^\W\d_]+(?:\?|[´`¨˜]|Ã[\u0080-\u00bf])[^\W\d_]+")


def find_damage(pages: Sequence[GlyphPage], repaired: Mapping[int, int], lines: Sequence[Sequence[Line]]) -> list[Warn]:
    """What a reader must know of each page's damage; `repaired` counts by page the glyphs whose letters were found again."""
    warnings: list[Warn] = []
    for page, own in zip(pages, lines, strict=True):
        warnings.extend(_judge_glyphs(page, repaired.get(page.number, 0)))
        warnings.extend(judge_text("\n".join(line.text for line in own), page.number))
    return warnings


def _judge_glyphs(page: GlyphPage, repaired: int) -> Iterator[Warn]:
    texts = Counter(map(itemgetter(0), page.glyphs))
    total = sum(count for text, count in texts.items() if text.strip())
    unknown = sum(count for text, count in texts.items() if UNKNOWN in text)
    if repaired:
        detail = f"{_share(repaired, total)} characters had no Unicode; their codes make words when shifted, so their letters are read"
        yield Warn("repaired-encoding", page.number, detail)
    if unknown:
        yield Warn("undecodable-glyphs", page.number, f"{_share(unknown, total)} characters have no Unicode; {REDO_REMEDY}")
    turned = min(map(itemgetter(4), page.glyphs), default=0) < 0 and _count_turned(page)
    if turned > TURNED:
        detail = f"{_share(turned, total)} characters stand turned by a quarter; they are kept as furniture"
        yield Warn("turned-text", page.number, detail)
    if not total and page.image_share > _COVERED:
        yield Warn("page-is-image", page.number, f"no text layer; {OCR_REMEDY}")
    elif total < _FEW and page.image_share > _BEHIND_TEXT:
        yield Warn("page-is-image", page.number, f"only {total} characters of text on an image; {REDO_REMEDY}")


def _count_turned(page: GlyphPage) -> int:
    return sum(glyph.size < 0 and bool(glyph.text.strip()) for glyph in page.glyphs)


def judge_text(text: str, page: int | None = None) -> Iterator[Warn]:
    """Yield the warnings that lines of text deserve: `ocr-debris`, `lost-accents`.

    >>> [warn.code for warn in judge_text("La cooperacion y la negociacion son una funcion de la red.")]
    ['lost-accents']
    """
    words, stray, common = _part_words(text)
    unknown = {word for word in words if not is_known(word)}
    debris, total = sum(word in unknown for word in words) + stray, len(words) + stray
    bare = [word for word in _BARE.findall(text) if word.islower()]
    lost = len(bare) if len(bare) > len(_ACCENTED.findall(text)) else 0
    if _RESIDUE.search(text):
        lost += sum(not _ADDRESS.search(token) and bool(_RESIDUE.search(token)) for token in text.split())
    if lost >= _MIN_BARE and common:
        yield Warn("lost-accents", page, f"{_share(lost, len(text.split()))} words lack an accent; if it was scanned, {REDO_REMEDY}")
    elif total >= _MIN_WORDS and debris > _MAX_DEBRIS * total and common:
        detail = f"{_share(debris, total)} words are unknown or hold stray signs, as after poor OCR; if it was scanned, {REDO_REMEDY}"
        yield Warn("ocr-debris", page, detail)


def _share(part: int, whole: int) -> str:
    """`12 of 2,310 (0.5 %)`"""
    return f"{part:,} of {whole:,} ({100 * part / max(1, whole):.1f} %)"


def _part_words(text: str) -> tuple[list[str], int, bool]:
    """The words in small letters, how many tokens hold stray signs, and whether the text's commonest words are a language's."""
    words: list[str] = []
    short: Counter[str] = Counter()
    stray = 0
    for token in _whole_tokens(text):
        word = token if token.isalpha() else token.strip(_EDGES)
        if word.isalpha():
            if word.islower():
                short[word] += 1
                if len(word) >= 4:
                    words.append(word)
        elif _STRAY.search(word):
            stray += 1
    total = short.total()
    common = max(sum(short[word] for word in own) for own in _FUNCTION_WORDS)
    return words, stray, common >= _MIN_FUNCTION_WORDS * total > 0


def _whole_tokens(text: str) -> Iterator[str]:
    """The tokens that no line end cuts and that are no web address."""
    cut = False
    for line in text.split("\n"):
        tokens = line.split()
        for token in tokens[1 if cut else 0 : -1 if line.rstrip().endswith("-") else None]:
            if token.isalpha() or not _ADDRESS.search(token):
                yield token
        cut = bool(tokens) and tokens[-1].endswith("-")
