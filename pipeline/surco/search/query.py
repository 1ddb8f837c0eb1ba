"""What a user asks for → SQL over the index: words, lemmas or annotations, where they stand, in which part of the corpus."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from surco.records import SurcoError
from surco.search.words import fold_word

# "year>=2010", "author = Ruiz", "type!=footnote"
_CONDITION = re.compile(r"\s*(\w+)\s*(>=|<=|!=|=|>|<|~)\s*(.*?)\s*")
_FIELDS = {
    "document": "d.id", "title": "d.title", "author": "d.authors", "year": "d.year",
    "type": "b.type", "language": "b.language", "section": "b.section", "page": "b.page",
}  # fmt: skip
_WITHIN = re.compile(r"(citation|entity|label|naming)(?::(.+))?")

Match = Literal["word", "lemma", "regex"]


class Query(Struct, frozen=True):
    """What is looked for: a sequence of words (`*` stands for any letters, alone for any word), or an annotation.

    `exact` heeds case and accents; `label` and `entity` ask for annotations, alone or around the words; `within` names a
    layer, or `layer:value`, inside which the hit must lie; `by` keeps annotations of people or of the machine; `where` are
    conditions such as `year>=2010`; prose alone is searched unless `all_blocks`.
    """

    words: str = ""
    match: Match = "word"
    exact: bool = False
    label: str | None = None
    entity: str | None = None
    within: str | None = None
    by: Literal["human", "machine"] | None = None
    where: tuple[str, ...] = ()
    all_blocks: bool = False


class Clause(Struct, frozen=True):
    """A condition in SQL and the values of its question marks."""

    sql: str
    values: tuple[object, ...] = ()


def write_hits(query: Query) -> Clause:
    """SQL that gives a row for each hit: block, start and end in its text, first and last word, layer, value, is_human.

    Raises SurcoError where the query asks for nothing or can't be read.
    """
    if query.words.strip():
        return _write_word_hits(query)
    if query.entity or query.label:
        return _write_mention_hits(query)
    raise SurcoError("nothing to look for; give words, --entity or --label")


def write_subcorpus(conditions: tuple[str, ...], *, all_blocks: bool = False) -> Clause:
    """The condition that blocks `b` of documents `d` lie in a part of the corpus; raises SurcoError for an unknown field."""
    clauses = [*map(_read_condition, conditions)]
    if not all_blocks and not any(condition.lstrip().startswith("type") for condition in conditions):
        clauses.append(Clause("b.is_passage"))
    return _join(clauses)


def _write_word_hits(query: Query) -> Clause:
    parts = query.words.split()
    clauses = [_match_word(part, query, f"w{place}") for place, part in enumerate(parts)]
    last = f"w{len(parts) - 1}"
    joins = " ".join(
        f"join words w{place} on w{place}.number = w0.number + {place} and w{place}.block = w0.block"
        for place in range(1, len(parts))
    )
    clauses += [*_require_mentions(query, "w0.start", f"{last}.start + length({last}.form)")]
    clauses.append(write_subcorpus(query.where, all_blocks=query.all_blocks))
    condition = _join(clauses)
    sql = f"""select w0.block, w0.start, {last}.start + length({last}.form) as "end", w0.number as first,
        {last}.number as last, 'word' as layer, '' as value, '' as kind, false as is_human
        from words w0 {joins} join blocks b on b.number = w0.block join documents d on d.number = b.document
        where {condition.sql}"""
    return Clause(sql, condition.values)


def _write_mention_hits(query: Query) -> Clause:
    """Hits that are annotations: an entity's mentions, or the passages that have a label."""
    layer, wanted = ("entity", query.entity or "") if query.entity else ("label", query.label or "")
    clauses = [Clause("m.layer = ?", (layer,)), _match_mention(wanted, "m"), *_require_author(query, "m")]
    if query.entity and query.label:
        clauses.append(_exist("label", query.label, query, "m.start", 'm."end"'))
    if query.within:
        clauses.append(_read_within(query, "m.start", 'm."end"'))
    clauses.append(write_subcorpus(query.where, all_blocks=query.all_blocks))
    condition = _join(clauses)
    inside = 'from words w where w.block = m.block and w.start >= m.start and w.start < m."end"'
    sql = f"""select m.block, m.start, m."end", (select min(w.number) {inside}) as first,
        (select max(w.number) {inside}) as last, m.layer, m.value, m.kind, m.is_human from mentions m join blocks b on b.number = m.block join documents d on d.number = b.document
        where {condition.sql}"""
    return Clause(sql, condition.values)


def _match_word(part: str, query: Query, table: str) -> Clause:
    column = f"{table}.lemma" if query.match == "lemma" else f"{table}.form" if query.exact else f"{table}.folded"
    if query.match == "regex":
        _check_pattern(part)
        return Clause(f"regexp_full_match({table}.form, ?, ?)", (part, "c" if query.exact else "i"))
    wanted = part if query.exact and query.match == "word" else fold_word(part)
    if wanted == "*":
        return Clause("true")
    if "*" in wanted:
        sign = wanted.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_").replace("*", "%")
        return Clause(f"{column} like ? escape '\\'", (sign,))
    return Clause(f"{column} = ?", (wanted,))


def _check_pattern(pattern: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise SurcoError(f"{pattern!r}: {error}; mend this regular expression") from error


def _require_mentions(query: Query, start: str, end: str) -> Iterator[Clause]:
    if query.label:
        yield _exist("label", query.label, query, start, end)
    if query.entity:
        yield _exist("entity", query.entity, query, start, end)
    if query.within:
        yield _read_within(query, start, end)


def _read_within(query: Query, start: str, end: str) -> Clause:
    found = _WITHIN.fullmatch(query.within or "")
    if found is None:
        raise SurcoError(f"--within {query.within!r}: give citation, entity, naming or label, or entity:unasur, label:equidad")
    return _exist(found[1], found[2], query, start, end)


def _exist(layer: str, value: str | None, query: Query, start: str, end: str) -> Clause:
    """The condition that an annotation covers the hit."""
    clauses = [
        Clause(f'x.block = b.number and x.start <= {start} and x."end" >= {end} and x.layer = ?', (layer,)),
        *([_match_mention(value, "x")] if value else []),
        *_require_author(query, "x"),
    ]
    inside = _join(clauses)
    return Clause(f"exists (select 1 from mentions x where {inside.sql})", inside.values)


def _match_mention(wanted: str, table: str) -> Clause:
    """The condition that an annotation bears a value: an id, a principle, ORG, affirmed, or `*`; `equidad:questioned` both."""
    value, _, kind = wanted.partition(":")
    clauses = []
    if value != "*":
        clauses.append(Clause(f"(lower({table}.value) = ? or lower({table}.kind) = ?)", (value.lower(),) * 2))
    if kind:
        clauses.append(Clause(f"lower({table}.kind) = ?", (kind.lower(),)))
    return _join(clauses)


def _require_author(query: Query, table: str) -> Iterator[Clause]:
    if query.by:
        yield Clause(f"{table}.is_human" if query.by == "human" else f"not {table}.is_human")


def _read_condition(condition: str) -> Clause:
    found = _CONDITION.fullmatch(condition)
    if found is None or found[1] not in _FIELDS:
        raise SurcoError(f"{condition!r}: no condition; write for example year>=2010; fields: {', '.join(_FIELDS)}")
    field, sign, value = found.groups()
    column = _FIELDS[field]
    if field in ("year", "page"):
        if sign == "~" or not value.isdecimal():
            raise SurcoError(f"{condition!r}: {field} is compared with a number, for example {field}>=10")
        return Clause(f"{column} {sign} ?", (int(value),))
    if field == "author":
        sql = "len(list_filter(d.authors, lambda name: contains(lower(name), ?))) > 0"
        return Clause(f"not ({sql})" if sign == "!=" else sql, (value.lower(),))
    if sign == "~":
        _check_pattern(value)
        return Clause(f"regexp_matches(coalesce({column}, ''), ?, 'i')", (value,))
    return Clause(f"lower(coalesce({column}, '')) {sign} ?", (value.lower(),))


def _join(clauses: list[Clause]) -> Clause:
    return Clause(
        " and ".join(clause.sql for clause in clauses) or "true",
        tuple(value for clause in clauses for value in clause.values),
    )
