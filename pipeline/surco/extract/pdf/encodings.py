"""Glyphs whose codes have lost their letters → letters, where a shift of the codes gives words that the language knows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from surco.extract.pdf.glyphs import UNDECODABLE, UNKNOWN, Glyph, GlyphPage
from surco.language import is_known

_VOWELS = frozenset("aeiouáéíóúâêôãõàüAEIOUÁÉÍÓÚÂÊÔÃÕÀÜ")
_MIN_VOWELS = 0.2
"""Spanish, Portuguese and English write 38 to 48 vowels in 100 letters; a shifted alphabet, at most a dozen."""
_MIN_LETTERS = 100
_MIN_WORDS = 8
_MIN_KNOWN = 0.7
"""So many different words must come out, and this share of them be known, before a shift is believed."""
_MIN_SOLVED = 0.6
_SAMPLE = 400
"""So many lines of a font are enough to judge it by."""
_SHIFTS = range(-600, 600)
_MIN_BLANKS = 0.06
"""Text has a blank in every five to seven characters; tables have fewer."""
_MAC_SHIFT = 29
"""In the glyph order of most TrueType fonts the blank is the third glyph."""
_MAC_LETTERS = bytes(range(0x80, 0x100)).decode("mac_roman")
_LETTERS = (*"abcdefghijklmnopqrstuvwxyz", *"áéíóúñüãõçâêôà", "fi", "fl", "ff", "ffi")
_PLACEHOLDER = 0x100000
_UNSOLVED = "[\U00100000-\U0010fffd]"
_CUT_WORD = re.compile(r"(\w+).\n\s*(\w+)")
_TOKEN = re.compile(r"[^\s.,;:()\"“”«»¿?¡!]+")


class _Font(NamedTuple):
    """A font in doubt: a private character for each of its glyphs' texts, and the code behind it."""

    codes: dict[str, int]
    counts: Counter[str]


def repair_encodings(pages: Sequence[GlyphPage]) -> tuple[list[GlyphPage], Counter[int]]:
    """The pages with letters for codes where a shift explains them, `UNKNOWN` for the others, and the repaired glyphs by page."""
    doubtful = _find_doubtful(pages)
    if not doubtful:
        return list(pages), Counter()
    names = _name_glyphs(pages, doubtful)
    touched = [any(glyph.font in doubtful for glyph in page.glyphs) for page in pages]
    told = [page for k, page in enumerate(pages) if touched[k] or (k and touched[k - 1])]  # a word goes on overleaf
    sheet = "\n".join(_write_sheet(page, names) for page in told)
    solved: dict[str, str] = {}
    for font in sorted(doubtful):
        codes = {char: _read_code(text) for (name, text), char in names.items() if name == font}
        sample = _sample_lines(sheet, codes)
        solved |= _solve_font(_Font(codes, Counter(char for char in sample if char in codes)), sample)
    letters = {key: solved.get(char) or _give_up(key[1]) for key, char in names.items()}
    mended = {key for key, text in letters.items() if text not in (key[1], UNKNOWN) and text != " "}
    counts = Counter(
        {page.number: sum((glyph.font, glyph.text) in mended for glyph in page.glyphs) for page in pages}
    )
    mending = zip(pages, touched, strict=True)
    return [_rewrite_page(page, letters) if doubted else page for page, doubted in mending], +counts


def _sample_lines(sheet: str, codes: dict[str, int]) -> str:
    """The first lines in which the font stands, each with the one after it."""
    lines = sheet.split("\n")
    found = [k for k, line in enumerate(lines) if not codes.keys().isdisjoint(line)][:_SAMPLE]
    return "\n".join(lines[k] for k in sorted({*found, *(k + 1 for k in found if k + 1 < len(lines))}))


def _rewrite_page(page: GlyphPage, letters: dict[tuple[str, str], str]) -> GlyphPage:
    return page._replace(glyphs=[_rewrite(glyph, letters) for glyph in page.glyphs])


def _rewrite(glyph: Glyph, letters: dict[tuple[str, str], str]) -> Glyph:
    text = letters.get((glyph.font, glyph.text))
    return glyph if text is None else glyph._replace(text=text)


def _give_up(text: str) -> str:
    return UNKNOWN if text[0] >= chr(UNDECODABLE) else text


def _read_code(text: str) -> int:
    return ord(text[0]) - UNDECODABLE if text[0] >= chr(UNDECODABLE) else ord(text[0])


def _find_doubtful(pages: Sequence[GlyphPage]) -> set[str]:
    """The fonts with glyphs that have no Unicode, and those whose letters are too seldom vowels."""
    drawn: Counter[tuple[str, str]] = Counter()
    for page in pages:
        drawn.update(map(itemgetter(5, 0), page.glyphs))
    doubtful: set[str] = set()
    letters: Counter[str] = Counter()
    vowels: Counter[str] = Counter()
    for (font, text), count in drawn.items():
        if text >= chr(UNDECODABLE):
            doubtful.add(font)
        if text.isalpha():
            letters[font] += count
            vowels[font] += count * (text in _VOWELS)
    doubtful.update(font for font, n in letters.items() if n >= _MIN_LETTERS and vowels[font] < _MIN_VOWELS * n)
    return doubtful


def _name_glyphs(pages: Iterable[GlyphPage], fonts: set[str]) -> dict[tuple[str, str], str]:
    """A private character of its own for each text that a doubtful font draws; where only some have no Unicode, for those."""
    drawn = sorted({(glyph.font, glyph.text) for page in pages for glyph in page.glyphs if glyph.font in fonts and glyph.text.strip()})
    broken = {font for font, text in drawn if text >= chr(UNDECODABLE)}
    doubtful = [key for key in drawn if key[0] not in broken or key[1] >= chr(UNDECODABLE)]
    return {key: chr(_PLACEHOLDER + k) for k, key in enumerate(doubtful[:0xFFFD])}


def _write_sheet(page: GlyphPage, names: dict[tuple[str, str], str]) -> str:
    """The page's text as drawn, a private character for each doubtful glyph, blanks at gaps and an end at each line."""
    out: list[str] = []
    last: Glyph | None = None
    for glyph in page.glyphs:
        if last is not None and (abs(glyph.base - last.base) > 0.5 * last.size or glyph.x0 < last.x0 - last.size):
            out.append("\n")
        elif last is not None and glyph.x0 - last.x1 > 0.2 * glyph.size:
            out.append(" ")
        out.append(names.get((glyph.font, glyph.text), glyph.text))
        last = glyph
    return "".join(out)


def _solve_font(font: _Font, sheet: str) -> dict[str, str]:
    """Private character → letters; empty where no shift makes words of the font's codes."""
    if _keeps_blanks(font):
        return {char: chr(code) for char, code in font.codes.items() if chr(code).isprintable()}
    best: dict[str, str] = {}
    most = 0
    for table in _iterate_shifts(font):
        known, total = _count_known(sheet, table)
        if total >= _MIN_WORDS and known >= _MIN_KNOWN * total and known > most:
            best, most = table, known
    if not best:
        return {}
    taken = set(best.values())
    for solve in (_solve_letters, _solve_capitals, _solve_letters, _solve_ends, _solve_letters):
        best = solve(font, sheet, best, taken)
    return best


def _keeps_blanks(font: _Font) -> bool:
    """Whether the codes are Unicode themselves, though the file does not say so: as many are blanks and vowels as in any text."""
    letters = sum(count for char, count in font.counts.items() if chr(font.codes[char]).isalpha())
    vowels = sum(count for char, count in font.counts.items() if chr(font.codes[char]) in _VOWELS)
    blanks = sum(count for char, count in font.counts.items() if font.codes[char] == 0x20)
    return blanks >= _MIN_BLANKS * font.counts.total() > 0 and vowels >= _MIN_VOWELS * letters > 0


def _iterate_shifts(font: _Font) -> Iterator[dict[str, str]]:
    """The letters that each likely shift gives: all of ASCII where the blank is found too, else the small letters and a blank."""
    total = font.counts.total()
    mac = {char: letter for char, code in font.codes.items() if (letter := _read_mac(code))}
    if sum(font.counts[char] for char in mac) > 0.5 * total:
        yield mac
    for shift in _SHIFTS:
        small = {char: chr(code + shift) for char, code in font.codes.items() if 97 <= code + shift <= 122}
        if sum(font.counts[char] for char in small) < 0.5 * total:
            continue
        blanks = sum(font.counts[char] for char, code in font.codes.items() if code + shift == 32)
        if blanks >= _MIN_BLANKS * total:
            yield {char: chr(code + shift) for char, code in font.codes.items() if 32 <= code + shift <= 126}
            continue
        yield small
        others = Counter({char: count for char, count in font.counts.items() if char not in small})
        for char, count in others.most_common(2):
            if count >= _MIN_BLANKS * total:
                yield {**small, char: " "}


def _read_mac(code: int) -> str:
    """The letter of a glyph number in the standard order of TrueType fonts, accents included.

    >>> _read_mac(3), _read_mac(68), _read_mac(121)
    (' ', 'a', 'ó')
    """
    if 3 <= code <= 97:
        return chr(code + _MAC_SHIFT)
    return _MAC_LETTERS[code - 98] if 98 <= code < 98 + 0x4A else ""


def _count_known(sheet: str, table: dict[str, str]) -> tuple[int, int]:
    """How many of the different words that the table makes whole are known, and how many there are."""
    words = {word for word in _make_words(sheet, table) if word.isalpha() and len(word) >= 4}
    return sum(is_known(word) for word in words), len(words)


def _make_words(sheet: str, table: dict[str, str]) -> Iterator[str]:
    """The words in which a letter of the table stands, translated."""
    marks = str.maketrans({char: letter for char, letter in table.items() if letter == " "})
    letters = str.maketrans({char: letter for char, letter in table.items() if letter != " "})
    for token in _TOKEN.findall(sheet.translate(marks)):
        word = token.translate(letters)
        if word != token:
            yield from _TOKEN.findall(word)


def _solve_capitals(font: _Font, sheet: str, table: dict[str, str], taken: set[str]) -> dict[str, str]:
    """The table with capitals, where one shift of the codes left makes known words of those that begin with one."""
    left = {char: code for char, code in font.codes.items() if char not in table}
    if not left or any(letter.isupper() for letter in taken):
        return table
    begun = {word for word in _make_words(sheet, table) if word[0] in left and word[1:].isalpha() and len(word) >= 4}
    best, most = table, 1
    for shift in _SHIFTS:
        capitals = {char: chr(code + shift) for char, code in left.items() if 65 <= code + shift <= 90}
        hit = [capitals[word[0]] + word[1:] for word in begun if word[0] in capitals]
        known = sum(map(is_known, hit))
        if known > most and known >= _MIN_SOLVED * len(hit):
            best, most = {**table, **capitals}, known
    return best


def _solve_letters(font: _Font, sheet: str, table: dict[str, str], taken: set[str]) -> dict[str, str]:
    """The table with each code left over that one letter, accented letter or ligature makes known words of."""
    solved = dict(table)
    while True:
        words: dict[str, set[str]] = {}
        for word in _make_words(sheet, solved):
            unsolved = set(re.findall(_UNSOLVED, word))
            char = next(iter(unsolved), "")
            if len(unsolved) == 1 and char in font.codes and len(word) >= 4 and word.replace(char, "").isalpha():
                words.setdefault(char, set()).add(word)
        found = {char: letter for char, own in words.items() if (letter := _guess_letter(char, own, taken))}
        if not found:
            return solved
        solved |= found


def _guess_letter(char: str, words: set[str], taken: set[str]) -> str:
    """The letter, of those that the shift gave to no code, that makes most words known; nothing where two do, or too few are known."""
    inside = {word for word in words if not word.endswith(char)} or words
    inside = {word for word in inside if word[0].islower()} or inside
    scores = sorted((sum(is_known(word.replace(char, new)) for word in inside), new) for new in _LETTERS if new not in taken)
    (second, _), (most, letter) = scores[-2:]
    enough = len(inside) > 1 or len(next(iter(inside))) >= 6
    return letter if enough and most > second and most >= _MIN_SOLVED * len(inside) else ""


def _solve_ends(font: _Font, sheet: str, table: dict[str, str], taken: set[str]) -> dict[str, str]:
    """The table with the marks that only stand behind whole words: hyphens at line ends, full stops before capitals, commas."""
    solved = dict(table)
    text = sheet.translate({ord(char): letter for char, letter in solved.items()})
    for char in sorted(font.codes.keys() - solved.keys()):
        places = [match.start() for match in re.finditer(re.escape(char), text)]
        if len(places) < 2 or not all(_ends_word(text, at) for at in places):
            continue
        if 2 * sum(_goes_on(text, at) for at in places) >= len(places):
            solved[char] = "-"
            continue
        begun = sum(not text[at + 1 :].lstrip()[:1].islower() for at in places)
        solved[char] = "." if 2 * begun > len(places) else ","
    return solved


def _ends_word(text: str, at: int) -> bool:
    return text[at - 1 : at].isalnum() and (text[at + 1 : at + 2].isspace() or at + 1 == len(text))


def _goes_on(text: str, at: int) -> bool:
    """Whether a word cut at a line's end is whole with what the next line begins with."""
    cut = _CUT_WORD.search(text, max(0, at - 30), at + 32)
    return cut is not None and is_known(cut[1] + cut[2])
