"""The first pages of a PDF: where the article begins behind a cover, how large its title is, and what is the journal's own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from surco.extract.assemble import Piece
from surco.extract.cues import ABSTRACT, LICENCE, SLUG, match_by_language
from surco.extract.pdf.lines import Line

Group = list[Line]


def find_front(groups: Sequence[Group], size: float) -> int:
    """The page on which the article begins: the second where the first is a cover without text that names its title."""
    cover = [group for group in groups if group[0].page == 1]
    if any(len(group) > 3 and reads_as_prose(" ".join(line.text for line in group)) for group in cover):
        return 1
    named = _letters(" ".join(line.text for group in cover for line in group))
    titles = [group for group in groups if group[0].page == 2 and group[0].size >= 1.1 * size]
    texts = (_letters(" ".join(line.text for line in group)) for group in titles)
    return 2 if any(len(text) > 20 and text in named for text in texts) else 1


def find_title_size(groups: Sequence[Group], front: int, size: float) -> float:
    """The size of the title: the largest print of the front page above its abstract and its text."""
    largest = 1.05 * size
    for group in groups:
        text = " ".join(line.text for line in group)
        if group[0].page < front:
            continue
        if group[0].page > front or match_by_language(ABSTRACT, text) or len(text) > 150 and reads_as_prose(text) and not is_slug(text):
            break
        if len(text) > 12 and not is_slug(text):
            largest = max(largest, group[0].size)
    return largest


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text.casefold())


def retype_foot(pieces: list[Piece], groups: Sequence[Group], size: float) -> list[Piece]:
    """The pieces, paragraphs in small print at the foot of the first page as notes without number: funding, conflicts."""
    retyped = list(pieces)
    last = max((k for k, group in enumerate(groups) if group[0].page == 1), default=-1)
    for k in range(last, -1, -1):
        if groups[k][0].page > 1 or groups[k][-1].page > 1 or groups[k][0].size > 0.85 * size:
            break
        if pieces[k].type == "paragraph":
            retyped[k] = replace(pieces[k], type="furniture" if is_slug(pieces[k].text) else "footnote")
    return retyped


def is_slug(text: str) -> bool:
    """Whether a text of the first page is the journal's own: dates, licence, how to cite, volume and number."""
    return bool(SLUG.match(text) or LICENCE.search(text)) and len(text) < 400


def reads_as_prose(text: str) -> bool:
    """Whether a small-set text of the first page is sentences, not an address: long, few capitals, no mail address."""
    words = re.findall(r"[^\W\d_]{2,}", text)
    capitals = sum(word[0].isupper() for word in words)
    return len(words) > 10 and capitals < 0.2 * len(words) and "@" not in text and text.endswith((".", "”", "»"))


_NAME = re.compile(r"(?:[^\W\d_a-z][\w’'.-]*+|de|del|da|do|dos|das|la|los|las|y|e|and|von|van|&|·|;|,|\*|\s)+")


def looks_like_names(text: str) -> bool:
    """Whether a text is names alone: capitals, particles, commas, note numbers and ORCIDs."""
    return len(text.split()) > 1 and len(text) < 250 and bool(_NAME.fullmatch(re.sub(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]|[\d*†‡]", "", text).strip(" ,.;")))
