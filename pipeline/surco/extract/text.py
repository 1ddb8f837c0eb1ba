"""Lines of one passage → its clean text: line-end hyphens undone and real ones kept, single blanks, NFC."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from surco.language import detect_language, is_known

_BLANKS = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST = re.compile(r"(?:^|.*[^\w-])([\w-]*\w)-$", re.S)
_FIRST = re.compile(r"(\w+(?:-\w+)*)")

_CLITICS = frozenset(
    "se lo la los las le les me te nos os selo sela selos selas melo noslo lhe lhes o a os as no na nos nas".split()
)
_PREFIXES = frozenset(
    "inter intra sub anti co pre post pos neo multi trans socio extra super ultra micro macro auto contra des re in im semi "
    "uni bi tri poli para pluri mega geo euro ibero afro latino hiper infra sobre entre pseudo tele bio eco agro ex".split()
)


def clean_text(text: str) -> str:
    """NFC text with single blanks, without soft hyphens, control characters and other invisible ones.

    >>> clean_text("la  coo\\u00adpera\\u00adción\\u00a0Sur-Sur ")
    'la cooperación Sur-Sur'
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return _BLANKS.sub(" ", _INVISIBLE.sub("", text)).strip()


class Vocabulary:
    """The words that a document writes inside its lines: the first witness of whether a hyphen belongs to a word."""

    def __init__(self, lines: Iterable[str] = ()) -> None:
        self.words: set[str] = set()
        lines = list(lines)
        self.language = detect_language(" ".join(lines)[2000:])
        for line in lines:
            found = _WORD.findall(line)
            if line.rstrip().endswith("-") and found:
                found = found[:-1]
            self.words.update(word.lower() for word in found[1:] or found)

    def keeps_hyphen(self, before: str, after: str, language: str = "es") -> bool:
        """Whether the hyphen between the end of a line and the next belongs to the word, in a passage of this language.

        >>> Vocabulary().keeps_hyphen("coope", "ración"), Vocabulary().keeps_hyphen("Sur", "Sur")
        (False, True)
        """
        if not before or not after or not before[-1].isalpha() or not after[0].isalpha():
            return True
        head, tail = before.rsplit("-", 1)[-1].lower(), after.split("-", 1)[0].lower()
        if after[0].isupper() and not before.isupper():
            return True
        whole, compound = head + tail, f"{before.lower()}-{after.lower()}"
        if whole in self.words or (before + after).lower() in self.words:
            return False
        if compound in self.words or f"{head}-{tail}" in self.words:
            return True
        if is_known(whole, (language,)) or tail == "mente":
            return False
        if tail in _CLITICS and len(head) > 3:
            return language == "pt" and is_known(head, (language,))  # tornam-se, but Spanish promoverse
        if head in _PREFIXES or len(head) < 3 or len(tail) < (4 if before[0].isupper() else 3):
            return False
        return is_known(head, (language,)) and is_known(tail, (language,))


def join_lines(lines: Sequence[str], vocabulary: Vocabulary) -> tuple[str, list[int]]:
    """The lines as one clean text, and where each line begins in it (code points).

    >>> join_lines(["los actores sub-", "nacionales y la relación Sur-", "Sur"], Vocabulary())
    ('los actores subnacionales y la relación Sur-Sur', [0, 15, 44])
    """
    text = ""
    starts: list[int] = []
    language = detect_language(" ".join(lines), default=vocabulary.language)
    for raw in lines:
        line = clean_text(raw)
        if text and line:
            text = _join_two(text, line, vocabulary, language)
        elif line:
            text = line
        starts.append(len(text) - len(line))
    return text, starts


def _join_two(text: str, line: str, vocabulary: Vocabulary, language: str) -> str:
    if not text.endswith("-"):
        if text.endswith(("\u2013", "\u2014", "/")) and len(text) > 1 and text[-2].isalnum() and line[0].isalnum():
            return text + line
        return text + line if _cuts_address(text, line) else f"{text} {line}"
    last, first = _LAST.match(text[-60:]), _FIRST.match(line)
    if last is None:
        return text + line if first and not text.endswith((" -", " –")) and len(text) > 1 else f"{text} {line}"
    if first is None:
        return text + (line if line[0] in "(" else " " + line)
    if vocabulary.keeps_hyphen(last[1], first[1], language):
        return text + line
    return text[:-1] + line


_ADDRESS = re.compile(r"(?:https?:|https?://|www\.|doi\.org|10\.\d{4,5}/)[^\s<>]*$")


def _cuts_address(text: str, line: str) -> bool:
    """Whether a web address goes on in the next line.

    >>> _cuts_address("Disponible en: http://doi.or", "g/10.5555/77.3"), _cuts_address("www.mi-red.org", "Los socios")
    (True, False)
    """
    address = _ADDRESS.search(text[-200:])
    if not address:
        return False
    token = line.split(" ", 1)[0]
    if re.search(r"(?:[/=?&_%:]|www\.)$", address[0]):
        return bool(re.match(r"[\w/%?=&(-]", token))
    if address[0].endswith("."):
        return bool(re.match(r"(?:[a-z]{2,4}/|[a-z]{2,4}\.[a-z]|[\w-]+/)", token))
    return bool(re.match(r"[a-z0-9/_%?=&.-]+[/=%]", token)) and "//" not in token[:8]
