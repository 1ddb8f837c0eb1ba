class Group(NamedTuple):
    """The lines of one block, with what they tell of it."""

    type: BlockType
    lines: tuple[DumpLine, ...]
    marker: str | None = None
    level: int | None = None
    language: str | None = None

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


class Body:
    """Lines with what the lines around them tell: usual widths, headings, list items."""

    def __init__(self, lines: Sequence[DumpLine]) -> None:
        self.lines = lines
        self.spaced = sum(line.gap > 0 for line in lines) > len(lines) / 40
        self.usual = _measure_widths(lines)
        self.parted = self._parts_by_gaps()
        self.limit = self._find_limit()
        self.margin = _find_margin(lines)
        self.indented = self._parts_by_indents()
        self.headings = dict(_find_headings(self))
        self.items = dict(_find_items(self))

    def _parts_by_gaps(self) -> bool:
        """Whether an empty line stands below nearly every short line that ends a sentence."""
        ends = [
            self.lines[k + 1].gap > 0
            for k in range(len(self.lines) - 1)
            if self.lines[k + 1].page == self.lines[k].page and self.lines[k].width < 0.7 * self.usual[k]
            and ends_sentence(self.lines[k].text) and not read_list_marker(self.lines[k + 1].text)
        ]  # fmt: skip
        return len(ends) > 3 and sum(ends) >= 0.95 * len(ends)

    def _find_limit(self) -> int | None:
        """The width at which lines were wrapped, where all full lines come near it: a word then breaks as late as it can."""
        widths = [line.indent + line.width for line in self.lines]
        longest = max(widths, default=0)
        full = [width for width in widths if width > 0.8 * longest]
        close = len(full) > 20 and len(full) > 0.5 * len(widths) and median(full) >= 0.96 * longest
        return longest if close else None

    def _parts_by_indents(self) -> bool:
        """Whether paragraphs begin with an indent."""
        firsts = [
            after.indent <= line.indent - 2 and line.indent <= self.margin + 12
            for line, after in pairwise(self.lines)
            if line.indent >= self.margin + 2
        ]
        return len(firsts) > max(2, len(self.lines) / 60) and sum(firsts) > 0.5 * len(firsts)

    def has_room(self, k: int) -> bool | None:
        """Whether the word that begins the next line would have stood on line k; None where lines have no common limit."""
        if self.limit is None or k + 1 >= len(self.lines):
            return None
        word = self.lines[k + 1].text.split(maxsplit=1)[0]
        return self.lines[k].indent + self.lines[k].width + 1 + len(word) <= self.limit

    def is_apart(self, k: int) -> bool:
        """Whether line k is the first of the body or of a page, or stands below an empty line."""
        return k == 0 or self.lines[k].gap > 0 or self.lines[k].page != self.lines[k - 1].page

    def is_short(self, k: int, share: float = 0.8) -> bool:
        """Whether line k leaves so much room that the next word would have stood on it."""
        if self.lines[k].width >= share * self.usual[k]:
            return False
        following = self.lines[k + 1].text.split(maxsplit=1)[0] if k + 1 < len(self.lines) else ""
        return self.lines[k].width + 1 + len(following) <= 0.96 * self.usual[k]


def _measure_widths(lines: Sequence[DumpLine]) -> list[float]:
    """For each line the usual width of full lines around it."""
    widths = [line.width for line in lines]
    return [_high(widths[max(0, k - 10) : k + 11]) for k in range(len(lines))]


def _high(widths: Sequence[int]) -> float:
    ordered = sorted(widths)
    return float(ordered[int(0.75 * (len(ordered) - 1))]) if ordered else 0.0


def _find_margin(lines: Sequence[DumpLine]) -> int:
    indents = sorted(line.indent for line in lines)
    return indents[len(indents) // 4] if indents else 0


