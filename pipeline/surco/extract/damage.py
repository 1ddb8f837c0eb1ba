"""Lines of text → warnings of what is lost in them: OCR debris, accents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from surco.language import is_known
from surco.records import Warn

REDO_REMEDY = "run OCR anew, for example: ocrmypdf --force-ocr FILE.pdf FILE-ocr.pdf"
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
_BARE = re.compile(r"\b\w{2,}(?:cion|cao|coes)\b")
_ACCENTED = re.compile(r"\b\w{2,}(?:ción|ção|ções)\b")
# "cooperaci?n", "cooperaci´on", "cooperaciÃ³n"
_RESIDUE = re.compile(r"[^\W\d_](?:\?|[´`¨˜]|Ã[\u0080-\u00bf])[^\W\d_]")


def judge_text(text: str, page: int | None = None) -> Iterator[Warn]:
    """Yield the warnings that lines of text deserve: `ocr-debris`, `lost-accents`.

    >>> [warn.code for warn in judge_text("La cooperacion y la negociacion son una funcion de la red.")]
    ['lost-accents']
    """
    words, stray, common = _part_words(text)
    total = len(words) + stray
    debris = stray + sum(not is_known(word, ("es",)) for word in words)
    if debris > _MAX_DEBRIS * total:  # only then are the other languages' dictionaries worth loading
        debris = stray + sum(not is_known(word) for word in words)
    bare = [word for word in _BARE.findall(text) if word.islower()]
    lost = len(bare) if len(bare) > len(_ACCENTED.findall(text)) else 0
    if _RESIDUE.search(text):
        lost += sum(not _ADDRESS.search(token) and bool(_RESIDUE.search(token)) for token in text.split())
    if lost >= _MIN_BARE and common:
        yield Warn("lost-accents", page, f"{write_share(lost, len(text.split()))} words lack an accent; if it was scanned, {REDO_REMEDY}")
    elif total >= _MIN_WORDS and debris > _MAX_DEBRIS * total and common:
        detail = f"{write_share(debris, total)} words are unknown or hold stray signs, as after poor OCR; if it was scanned, {REDO_REMEDY}"
        yield Warn("ocr-debris", page, detail)


def write_share(part: int, whole: int) -> str:
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
