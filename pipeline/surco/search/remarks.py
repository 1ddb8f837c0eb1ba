"""The part of the corpus that is counted → what must be known of it before its figures are trusted, one line each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from surco.search.query import Clause

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_NAMED = 3
"""So many documents of one article are named before the condition that leaves them out."""


def list_remarks(index: DuckDBPyConnection, part: Clause) -> Iterator[str]:
    """Yield a line where articles are there more than once in a part, and one where articles of several languages are."""
    if copies := _find_copies(index, part):
        yield describe_copies(copies)
    languages = _count_languages(index, part)
    if len(languages) > 1:
        yield describe_languages(languages)


def describe_copies(copies: Sequence[Sequence[str]]) -> str:
    """What a user is told of documents that hold the same article, with the condition that leaves all but the first out.

    >>> describe_copies([("mapas", "mapas-2")])
    "mapas and mapas-2 hold the same article, which counts each time; leave one out, for example: -w 'document!=mapas-2'"
    """
    left = [name for group in copies for name in group[1:]]
    told = tell_copies(copies)
    if len(left) == 1:
        return f"{told}; leave one out, for example: -w 'document!={left[0]}'"
    pattern = "|".join(name.replace(".", "\\.") for name in left)
    return f"{told}; leave all but one out, for example: -w 'document!~^({pattern})$'"


def tell_copies(copies: Sequence[Sequence[str]]) -> str:
    """Which documents hold the same article: the first such group by name, the others by their number.

    >>> tell_copies([("a", "b"), ("c", "d")])
    'a and b hold the same article, which counts each time (and 1 more article is there more than once)'
    """
    more = len(copies) - 1
    others = f" (and {more} more {'article is' if more == 1 else 'articles are'} there more than once)" if more else ""
    return f"{_join(copies[0])} hold the same article, which counts each time{others}"


def describe_languages(languages: dict[str, int]) -> str:
    """What a user is told of a part whose articles are in several languages, with the condition that restricts it.

    >>> describe_languages({"es": 10, "pt": 2})
    'articles in several languages are counted together (es 10, pt 2); restrict them, for example: -w language=es'
    """
    return f"{tell_languages(languages)}; restrict them, for example: -w language={next(iter(languages))}"


def tell_languages(languages: dict[str, int]) -> str:
    """How many articles are in each of several languages."""
    told = ", ".join(f"{language} {many}" for language, many in languages.items())
    return f"articles in several languages are counted together ({told})"


def _join(names: Sequence[str]) -> str:
    """Names as a sentence gives them, the first few.

    >>> _join(["a", "b"]), _join("abcdef")
    ('a and b', 'a, b, c and 3 more')
    """
    shown = [*names[:_NAMED], *([f"{len(names) - _NAMED} more"] if len(names) > _NAMED else [])]
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def _find_copies(index: DuckDBPyConnection, part: Clause) -> list[tuple[str, ...]]:
    """The ids of the documents in a part that hold the same article, those of each article together."""
    sql = f"""select list(distinct d.id order by d.id) as ids from copies c join documents d on d.number = c.document
        join blocks b on b.document = d.number where {part.sql} group by c.article having len(ids) > 1 order by ids"""
    return [tuple(ids) for (ids,) in index.execute(sql, part.values).fetchall()]


def _count_languages(index: DuckDBPyConnection, part: Clause) -> dict[str, int]:
    """How many articles of a part are in each language, the most first; an article's is that of most of its words there."""
    sql = f"""select language, count(*) from (select document, first(language order by words desc, language) as language
        from (select b.document, b.language, sum(b.words) as words from blocks b join documents d on d.number = b.document
        where {part.sql} group by all) group by document) group by all order by 2 desc, 1"""
    return dict(index.execute(sql, part.values).fetchall())
