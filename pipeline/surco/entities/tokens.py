"""Turns a block's text into tokens that the entity rules match: words without accents and case, masked where nothing
may stand."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from surco.language import detect_language
from surco.records import Block

# «Sur-Sur» is three tokens, «D’Almeida» one, «17/08» three
_TOKEN = re.compile(r"[^\W_][̀-ͯ]*(?:[^\W_]|[̀-ͯ]|['’](?=[^\W_]))*|[^\w\s]|_|[\t\n]")
# <www.ejemplo.org>, https://ejemplo.org/a, red@ejemplo.org
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s>\]»)]+|[^\s@]{1,64}+@[^\s@]{1,255}\.\w+", re.IGNORECASE)

MASKED = "\x00"
"""The key of a token in which no entity may stand: inside a citation or an address."""
DROPPED = frozenset("el la los las lo the - – — ‐ ‑ “ ” \" « » ‘ ’ '".split())
"""Keys that two spellings of one name may differ by."""
_CONTRACTIONS = {
    "del": "de", "do": "de", "da": "de", "dos": "de", "das": "de", "al": "a", "e": "y", "and": "y", "&": "y",
    "na": "en", "nas": "en", "em": "en", "pela": "por", "pelo": "por", "pelas": "por", "pelos": "por",
}  # fmt: skip
_SENTENCE_MARKS = frozenset(". ; : ? ! ¿ ¡ ( ) [ ] …".split()) | {"\t", "\n"}


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one text, in parallel lists; `plain` and `places` are the keys without articles, hyphens and
    quotation marks.

    `open` is the text with what is masked blotted out, for patterns over characters.
    """

    text: str
    open: str
    language: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    keys: list[str]
    plain: list[str]
    places: list[int]

    def __len__(self) -> int:
        return len(self.keys)

    def is_capital(self, index: int) -> bool:
        """Whether a word begins with a capital; never true in a text set all in capitals, where case tells nothing."""
        return index < len(self.words) and self.words[index][0].isupper()

    def is_word(self, index: int) -> bool:
        return 0 <= index < len(self.words) and self.words[index][0].isalpha()

    def touches(self, index: int) -> bool:
        """Whether a token follows the one before it without a blank."""
        return 0 < index < len(self.starts) and self.starts[index] == self.ends[index - 1]

    def opens_sentence(self, index: int) -> bool:
        """Whether a token stands first in its text or after a stop, quotation marks aside."""
        before = index - 1
        while before >= 0 and self.keys[before] in DROPPED and not self.is_word(before):
            before -= 1
        return before < 0 or self.keys[before] in _SENTENCE_MARKS


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """A word without case, accents and ligatures.

    >>> fold("Federación"), fold("oﬁcina"), fold("São")
    ('federacion', 'oficina', 'sao')
    """
    folded = word.casefold()
    if folded.isascii():
        return folded
    return "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c)).casefold()


def tokenize(text: str, language: str = "es", masks: tuple[tuple[int, int], ...] = ()) -> Tokens:
    """The tokens of a text; those inside a mask, a stretch of (start, end), can be part of no entity.

    >>> tokenize("El Foro del mercosur (foco)").keys
    ['el', 'foro', 'del', 'mercosur', '(', 'foco', ')']
    """
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    for match in _TOKEN.finditer(text):
        starts.append(match.start())
        ends.append(match.end())
        words.append(match.group())
    if is_shouted(words):
        words = [word.lower() for word in words]
    keys = [fold(word) for word in words]
    open_text = _blot_out(text, masks)
    if masks:
        for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
            if MASKED in open_text[start:end]:
                keys[index] = words[index] = MASKED
    plain: list[str] = []
    places: list[int] = []
    for index, key in enumerate(keys):
        if key not in DROPPED or (
            key.isalpha() and index and keys[index - 1] == "-" and starts[index] == ends[index - 1]
        ):
            plain.append(_CONTRACTIONS.get(key, key))
            places.append(index)
    return Tokens(text, open_text, language, starts, ends, words, keys, plain, places)


def _blot_out(text: str, masks: tuple[tuple[int, int], ...]) -> str:
    parts: list[str] = []
    position = 0
    for start, end in sorted(masks):
        if end > position:
            start = max(start, position)
            parts += text[position:start], MASKED * (end - start)
            position = end
    return "".join((*parts, text[position:]))


def tokenize_block(block: Block) -> Tokens:
    """The tokens of a block, in its own language or the one its words tell, with its citations and the addresses in
    it masked."""
    masks = [(citation.start, citation.end) for citation in block.citations or ()]
    masks.extend(match.span() for match in _ADDRESS.finditer(block.text))
    return tokenize(block.text, block.language or detect_language(block.text), tuple(masks))


def is_shouted(words: list[str]) -> bool:
    """Whether a text is set all in capitals.

    >>> is_shouted("LA COOPERACIÓN ENTRE CIUDADES".split()), is_shouted(["UNASUR"])
    (True, False)
    """
    if len(words) > 60:
        words = words[:60]
    letters = [word for word in words if len(word) > 1 and word[0].isalpha()]
    return len(letters) >= 3 and sum(word.isupper() for word in letters) > 0.7 * len(letters)


def reduce_keys(name: str) -> tuple[str, ...]:
    """A name as the keys it is looked up by.

    >>> reduce_keys("Comisión Económica para América Latina y el Caribe")
    ('comision', 'economica', 'para', 'america', 'latina', 'y', 'caribe')
    """
    return tuple(tokenize(name.lower()).plain)
