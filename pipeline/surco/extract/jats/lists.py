"""A list or glossary → its items with the markers that its type gives them."""

from __future__ import annotations

from collections.abc import Callable

from surco.extract.jats.inline import Run
from surco.extract.jats.printed import join_label, pop_text
from surco.extract.jats.reader import Reader
from surco.extract.jats.tree import Element

LIST_TYPES: dict[str, Callable[[int], str]] = {
    "order": lambda n: f"{n}.",
    "alpha-lower": lambda n: f"{_to_letters(n)})",
    "alpha-upper": lambda n: f"{_to_letters(n).upper()})",
    "roman-lower": lambda n: f"{_to_roman(n)})",
    "roman-upper": lambda n: f"{_to_roman(n).upper()})",
    "bullet": lambda n: "•",
}
ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def read_list(reader: Reader, element: Element) -> None:
    """The items, counted on from the list that this one continues."""
    _read_title(reader, element)
    before = reader.notes.by_id.get(element.get("continued-from") or "")
    first = 1 + (len(before.findall("list-item")) if before is not None else 0)
    make_marker = LIST_TYPES.get(element.get("list-type") or "")
    prefix = element.get("prefix-word") or ""
    for number, item in enumerate(element.iterfind("list-item"), start=first):
        marker = join_label(prefix, make_marker(number) if make_marker else "")
        reader.read_run(Run("list_item", item, pop_text(item, "label") or marker or None))


def read_definitions(reader: Reader, element: Element) -> None:
    """Each term with its definitions, as one item."""
    _read_title(reader, element)
    for item in element.iterfind("def-item"):
        run = Run("list_item", item, pop_text(item, "label") or None)
        term = item.find("term")
        if term is not None:
            reader.walk(term, run)
            run.add(" " if run.raw.rstrip().endswith((":", ".", "—", "–", "-")) else ": ")
        for definition in item.iterfind("def"):
            reader.walk(definition, run)
            run.add(" ")
        reader.finish_run(run)
    reader.read_blocks(element.iterfind("def-list"))


def _read_title(reader: Reader, element: Element) -> None:
    title = join_label(pop_text(element, "label"), pop_text(element, "title"))
    reader.add_piece("heading", element, title, level=reader.level + 1)


def _to_letters(number: int) -> str:
    """The letters that number a list's item.

    >>> [_to_letters(number) for number in (1, 26, 27)]
    ['a', 'z', 'aa']
    """
    return chr(96 + number) if number <= 26 else _to_letters((number - 1) // 26) + _to_letters((number - 1) % 26 + 1)


def _to_roman(number: int) -> str:
    """A number in small Roman figures.

    >>> [_to_roman(number) for number in (4, 9, 48)]
    ['iv', 'ix', 'xlviii']
    """
    text = ""
    for value, sign in ROMAN:
        text += sign * (number // value)
        number %= value
    return text
