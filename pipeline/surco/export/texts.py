"""Blocks ⇄ one text with their places in it, for formats that hold a document as one text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable

from msgspec import UNSET, Struct

from surco.records import Block, Document, replace

# all that XML 1.0 cannot hold
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Joined(Struct, frozen=True):
    """The texts of blocks joined by newlines, and where each begins."""

    text: str
    starts: tuple[int, ...]


def join_blocks(blocks: Iterable[Block]) -> Joined:
    """The blocks as one text.

    >>> join_blocks([Block(id="a/1", type="title", text="Ríos"), Block(id="a/2", type="paragraph", text="Dos.")])
    Joined(text='Ríos\\nDos.', starts=(0, 5))
    """
    texts, starts, at = [], [], 0
    for block in blocks:
        texts.append(block.text)
        starts.append(at)
        at += len(block.text) + 1
    return Joined("\n".join(texts), tuple(starts))


def replace_forbidden(text: str) -> str:
    """The text with each character that XML forbids replaced by U+FFFD, so that no offset moves.

    >>> replace_forbidden("a\\x0bb").encode("ascii", "backslashreplace")
    b'a\\\\ufffdb'
    """
    return _FORBIDDEN.sub("\ufffd", text)


def count_forbidden(document: Document) -> Counter[str]:
    """How many characters of a document XML forbids."""
    return +Counter({"text.forbidden": sum(len(_FORBIDDEN.findall(block.text)) for block in document.blocks)})


def count_edges(document: Document) -> Counter[str]:
    """How many blocks begin or end with a blank."""
    return +Counter({"text.edges": sum(block.text != block.text.strip() for block in document.blocks)})


def list_units(block: Block) -> list[tuple[int, int]]:
    """The parts of a block that a format for sentences holds: its sentences, else its lines, none of them blank.

    >>> list_units(Block(id="a/1", type="table", text="a\\tb\\n\\nc"))
    [(0, 3), (5, 6)]
    """
    if block.sentences:
        return [(start, end) for start, end in block.sentences if block.text[start:end].strip()]
    return [match.span() for match in re.finditer(r"[^\n]+", block.text) if match.group().strip()]


def frame_block(block: Block) -> Block:
    """The block without text and annotations: what a format carries beside them, computed and absent told apart."""
    layers = {name: () if getattr(block, name) is not UNSET else UNSET for name in ("entities", "citations", "labels")}
    return replace(block, text="", **layers)


class Units:
    """Code points ⇄ UTF-16 units of one text."""

    def __init__(self, text: str) -> None:
        self._astral = [match.start() for match in _ASTRAL.finditer(text)]
        self._units = [at + number for number, at in enumerate(self._astral)]

    def to_utf16(self, at: int) -> int:
        """The UTF-16 units before a code point.

        >>> Units("y 😀 Bob").to_utf16(4), Units("y 😀 Bob").to_utf16(2)
        (5, 2)
        """
        return at + bisect_right(self._astral, at - 1) if self._astral else at

    def from_utf16(self, units: int) -> int:
        """The code points before a UTF-16 unit; in the middle of a character, after it.

        >>> Units("y 😀 Bob").from_utf16(5), Units("y 😀 Bob").from_utf16(3)
        (4, 3)
        """
        return units - bisect_right(self._units, units - 2)
