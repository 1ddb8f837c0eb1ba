"""Elements in reading order → pieces, with the sections they stand in and the links between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec.structs import replace

from surco.extract.assemble import Piece
from surco.extract.jats.inline import Run, walk_text
from surco.extract.jats.notes import NoteIndex
from surco.extract.jats.printed import UNPRINTED, read_text
from surco.extract.jats.tree import Element, get_language
from surco.extract.text import clean_text
from surco.records import UNMARKED, BlockType

MIN_STRAY = 3
"""Words that make prose of a text outside every paragraph; less is debris."""
FRONT: frozenset[BlockType] = frozenset({"title", "abstract", "keywords"})
"""Types that are in the article's language where they do not name theirs."""


class Reader:
    """What has been read of an article, and where the reading stands: depth of headings, type that prose has here."""

    def __init__(self, article: Element, blocks: Mapping[str, ReadBlock]) -> None:
        self.article = article
        self.blocks = blocks
        self.notes = NoteIndex(article)
        self.level = 0
        self.prose: BlockType = "paragraph"
        self.pieces: list[Piece] = []
        self.authors: list[str] = []
        self.pictures: Counter[str] = Counter()

    def finish_links(self) -> Iterator[Piece]:
        """Yield the pieces, each with the links whose references are there."""
        present = {key for piece in self.pieces for key in piece.keys}
        for piece in self.pieces:
            links = ((start, end, tuple(rid for rid in rids if rid in present)) for start, end, rids in piece.links)
            yield replace(piece, links=tuple(link for link in links if link[2])) if piece.links else piece

    def read_blocks(self, elements: Iterable[Element]) -> None:
        for element in elements:
            self.read_block(element)

    def read_block(self, element: Element) -> None:
        """Read an element by its tag; one that nobody foresaw as a section or, where it holds no block, as prose."""
        if element.tag in UNPRINTED:
            return
        read = self.blocks.get(element.tag)
        if read is not None:
            read(self, element)
        elif any(inside.tag in self.blocks for inside in element.iterdescendants()):
            self.read_section(element)
        else:
            self.read_prose(element)

    def read_section(self, element: Element, *, prose: BlockType | None = None) -> None:
        """A heading, where there is one, and what stands under it."""
        outer = self.level, self.prose
        self.prose = prose or self.prose
        caption = element.find("caption")
        holder = caption if element.tag == "boxed-text" and caption is not None else element
        label, title, subtitle = element.find("label"), holder.find("title"), holder.find("subtitle")
        if title is not None or read_text(label):
            self.level += 1
            heading = Run("heading", element, level=self.level)
            self.read_run(heading, label, title, subtitle, mark=" ")
        self._read_stray(element.text, element)
        for child in element:
            if child is holder:
                self.read_blocks(part for part in child if part is not title and part is not subtitle)
            elif child is not label and child is not title and child is not subtitle:
                self.read_block(child)
            self._read_stray(child.tail, element)
        self.level, self.prose = outer

    def _read_stray(self, text: str | None, element: Element) -> None:
        """Text that a damaged file left outside its paragraphs."""
        words = (text or "").split()
        if words:
            self.add_piece(self.prose if len(words) >= MIN_STRAY else "furniture", element, text or "")

    def read_prose(self, element: Element) -> None:
        self.read_run(Run(self.prose, element))

    def read_run(self, run: Run, *parts: Element | None, mark: str = "") -> None:
        """Read the run's element, or only these parts of it with the mark before each; then what is anchored there."""
        for part in parts or (run.element,):
            if part is not None:
                run.add(mark)
                self.walk(part, run)
        self.finish_run(run)

    def walk(self, element: Element, run: Run) -> None:
        """Add an element's text to the run, reading the blocks that part it where they stand."""
        for block in walk_text(element, run, self.notes):
            self._emit(run)
            self.read_block(block)

    def finish_run(self, run: Run) -> None:
        """Make a piece of the run, and read what is anchored in it."""
        self._emit(run)
        outer, self.prose = self.prose, "paragraph"
        self.read_blocks(run.floats)
        self.prose = outer

    def _emit(self, run: Run) -> None:
        """Make a piece of what the run has read so far, and empty the run."""
        text = clean_text(run.raw)
        if text:
            links = () if run.kind in UNMARKED or run.kind == "table" else tuple(run.find_links(text))
            self.pieces.append(Piece(
                run.kind, text, run.marker, run.level, language=self.find_language(run.kind, run.element),
                calls=run.find_calls(), endnote=run.endnote, links=links, keys=run.keys,
            ))  # fmt: skip
            run.marker, run.keys = None, ()
        run.clear()

    def add_piece(
        self, kind: BlockType, element: Element, text: str, *,
        marker: str | None = None, level: int | None = None, keys: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        """A piece of the element with this text, without calls and links; none where the text is blank."""
        self._emit(Run(kind, element, marker, level, raw=text, keys=keys))

    def find_language(self, kind: BlockType, element: Element) -> str | None:
        """The language named nearest to the element; None for the article's own in its body."""
        inside = next(filter(None, map(get_language, (element, *element.iterancestors()))), None)
        return None if kind not in FRONT and inside == get_language(self.article) else inside


ReadBlock = Callable[[Reader, Element], None]
"""Reads an element of one kind, adding its pieces to the reader's."""
