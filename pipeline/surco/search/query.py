"""What a user asks for → SQL over the index: words, lemmas or annotations, where they stand, in which part of the corpus."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from surco.language import lemmatize
from surco.records import BlockType, SurcoError
from surco.search.words import fold_word, strip_accents

# "year>=2010", "author = Ruiz", "type!=footnote"
_CONDITION = re.compile(r"\s*(\w+)\s*(>=|<=|!=|!~|=|>|<|~)\s*(.*?)\s*")
_FIELDS = {
    "document": "d.id", "title": "d.title", "author": "d.authors", "year": "d.year",
    "type": "b.type", "language": "b.language", "section": "b.section", "page": "b.page",
}  # fmt: skip
_NUMBERS = ("year", "page")
_WITHIN = re.compile(r"(citation|entity|label|naming)(?::(.+))?")
# "cooper*", "Sur-Sur", "*"
_ASKED = re.compile(r"[\w\u0300-\u036f*]+(?:[-'’‐‑][\w\u0300-\u036f*]+)*")
# "\w", "\.", "[^", "]", "a"
_SIGN = re.compile(r"\\.|\[\^?|.", re.S)

Match = Literal["word", "lemma", "regex"]


class Query(Struct, frozen=True):
    """What is looked for: a sequence of words (`*` stands for any letters, alone for any word), or an annotation.

    `exact` heeds case and accents; `label` and `entity` ask for annotations, alone or around the words; `within` names a
    layer, or `layer:value`, inside which the hit must lie; `by` keeps annotations of people or of the machine; `where` are
    conditions such as `year>=2010`; prose alone is searched unless `all_blocks`, or a condition names a type of block.
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
    if not query.words.strip():
        if not query.entity and not query.label:
            raise SurcoError("nothing to look for; give words, --entity or --label")
        return _write_mention_hits(query)
    if query.by and not (query.entity or query.label or query.within):
        raise SurcoError("--by chooses among annotations; name one with --label, --entity or --within")
    return _write_word_hits(query)


def write_subcorpus(conditions: tuple[str, ...], *, all_blocks: bool = False) -> Clause:
    """The condition that blocks `b` of documents `d` lie in a part of the corpus; raises SurcoError for an unknown field."""
    clauses = [*map(_read_condition, conditions)]
    if not all_blocks and not any(condition.lstrip().startswith("type") for condition in conditions):
        clauses.append(Clause("b.is_passage"))
    return join_clauses(clauses)


def join_clauses(clauses: list[Clause]) -> Clause:
    """The condition that all of these hold."""
    return Clause(
        " and ".join(clause.sql for clause in clauses) or "true",
        tuple(value for clause in clauses for value in clause.values),
    )


def join_either(one: Clause, other: Clause) -> Clause:
    """The condition that one of the two holds."""
    return Clause(f"(({one.sql}) or ({other.sql}))", (*one.values, *other.values))


def _write_word_hits(query: Query) -> Clause:
    parts = query.words.split() if query.match == "regex" else _ASKED.findall(query.words)
    if not parts:
        raise SurcoError(f"{query.words!r}: no word in it; give letters, or * for any word")
    clauses = [_match_word(part, query, f"w{place}") for place, part in enumerate(parts)]
    last = f"w{len(parts) - 1}"
    joins = " ".join(
        f"join words w{place} on w{place}.number = w0.number + {place} and w{place}.block = w0.block"
        for place, part in enumerate(parts)
        if place and (part != "*" or place == len(parts) - 1)  # any word in the middle needs no look
    )
    clauses += _require_mentions(query, "w0.start", f"{last}.start + length({last}.form)")
    clauses.append(write_subcorpus(query.where, all_blocks=query.all_blocks))
    condition = join_clauses(clauses)
    sql = f"""select w0.block, w0.start, {last}.start + length({last}.form) as "end", w0.number as first,
        {last}.number as last, 'word' as layer, '' as value, '' as kind, false as is_human
        from words w0 {joins} join blocks b on b.number = w0.block join documents d on d.number = b.document
        where {condition.sql}"""
    return Clause(sql, condition.values)


def _write_mention_hits(query: Query) -> Clause:
    """Hits that are annotations: an entity's mentions, or the passages that have a label."""
    layer, wanted = ("entity", query.entity) if query.entity else ("label", query.label or "")
    clauses = [Clause("m.layer = ?", (layer,)), _match_mention(wanted, "m"), *_require_author(query, "m")]
    if query.entity and query.label:
        clauses.append(_exist("label", query.label, query, "m.start", 'm."end"'))
    if query.within:
        clauses.append(_read_within(query, "m.start", 'm."end"'))
    clauses.append(write_subcorpus(query.where, all_blocks=query.all_blocks))
    condition = join_clauses(clauses)
    sql = f"""select m.block, m.start, m."end", m.first, m.last, m.layer, m.value, m.kind, m.is_human from mentions m
        join blocks b on b.number = m.block join documents d on d.number = b.document where {condition.sql}"""
    return Clause(sql, condition.values)


def _match_word(part: str, query: Query, table: str) -> Clause:
    if part == "*" and query.match != "regex":
        return Clause("true")
    if query.match == "regex":
        column, case = ("form", "c") if query.exact else ("folded", "i")
        pattern = _check_pattern(_spell_pattern(part if query.exact else strip_accents(part)))
        return Clause(f"regexp_full_match({table}.{column}, ?, ?)", (pattern, case))
    if query.match == "lemma" and "*" not in part:
        return Clause(f"{table}.lemma in (?, ?)", (fold_word(part), fold_word(lemmatize(part))))
    column = "lemma" if query.match == "lemma" else "form" if query.exact else "folded"
    wanted = part if column == "form" else fold_word(part)
    if "*" not in wanted:
        return Clause(f"{table}.{column} = ?", (wanted,))
    sign = wanted.replace("_", "\\_").replace("*", "%")
    return Clause(f"{table}.{column} like ? escape '\\'", (sign,))


def _spell_pattern(pattern: str) -> str:
    r"""The pattern as RE2 reads it, whose own `\w` knows no ñ.

    >>> _spell_pattern(r"\w+[\w-]")
    '[\\pL\\pN_]+[\\pL\\pN_-]'
    """
    inside, signs = False, []
    for sign in _SIGN.findall(pattern):
        inside = sign.startswith("[") or (inside and sign != "]")
        signs.append((r"\pL\pN_" if inside else r"[\pL\pN_]") if sign == r"\w" else sign)
    return "".join(signs)


def _check_pattern(pattern: str) -> str:
    """The pattern itself; raises SurcoError where DuckDB's RE2 can't read it."""
    import duckdb

    try:
        duckdb.connect().execute("select regexp_matches('', ?)", (pattern,))
    except duckdb.Error as error:
        why = str(error).removeprefix("Invalid Input Error: ")
        raise SurcoError(f"{pattern!r}: {why}; mend this regular expression (RE2: no look-ahead)") from error
    return pattern


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
        kinds = "citation, entity, naming or label, or entity:unasur, label:equidad"
        raise SurcoError(f"--within {query.within!r}: give {kinds}")
    return _exist(found[1], found[2], query, start, end)


def _exist(layer: str, value: str | None, query: Query, start: str, end: str) -> Clause:
    """The condition that an annotation covers the hit."""
    inside = join_clauses([
        Clause(f'x.block = b.number and x.start <= {start} and x."end" >= {end} and x.layer = ?', (layer,)),
        *([_match_mention(value, "x")] if value else []),
        *_require_author(query, "x"),
    ])  # fmt: skip
    return Clause(f"exists (select 1 from mentions x where {inside.sql})", inside.values)


def _match_mention(wanted: str, table: str) -> Clause:
    """The condition that an annotation bears a value: an id, a principle, ORG, affirmed, or `*`; `equidad:questioned` both."""
    value, _, kind = wanted.partition(":")
    clauses = []
    if value != "*":
        sql = f"(lower({table}.value) = lower(?) or lower({table}.kind) = lower(?))"
        clauses.append(Clause(sql, (value, value)))
    if kind:
        clauses.append(Clause(f"lower({table}.kind) = lower(?)", (kind,)))
    return join_clauses(clauses)


def _require_author(query: Query, table: str) -> Iterator[Clause]:
    if query.by:
        yield Clause(f"{table}.is_human" if query.by == "human" else f"not {table}.is_human")


def _read_condition(condition: str) -> Clause:
    found = _CONDITION.fullmatch(condition)
    if found is None or found[1] not in _FIELDS or not found[3]:
        raise SurcoError(f"{condition!r}: no condition; write for example year>=2010; fields: {', '.join(_FIELDS)}")
    field, sign, value = found.groups()
    if field in _NUMBERS:
        if "~" in sign or not value.isdecimal():
            raise SurcoError(f"{condition!r}: {field} is compared with a number, for example {field}>=10")
        return Clause(f"{_FIELDS[field]} {sign} ?", (int(value),))
    if sign not in ("=", "!=", "~", "!~"):
        raise SurcoError(f"{condition!r}: {field} is no number; write {field}=…, {field}!=… or {field}~pattern")
    types = typing.get_args(BlockType)
    if field == "type" and "~" not in sign and value not in types:
        raise SurcoError(f"{condition!r}: no such type of block; choose from: {', '.join(types)}")
    return _compare_text(field, sign, value)


def _compare_text(field: str, sign: str, value: str) -> Clause:
    """The condition on a field of text, without heed to case and accents; an author may be named by a part of the name."""
    plain = "strip_accents(lower({}))".format
    if "~" in sign:
        value = _check_pattern(value)
        test = "regexp_matches(strip_accents({}), strip_accents(?), 'i')"
    elif field == "author":
        test = f"contains({plain('{}')}, {plain('?')})"
    else:
        test = f"{plain('{}')} = {plain('?')}"
    found = test.format(f"coalesce({_FIELDS[field]}, '')")
    if field == "author":
        found = f"len(list_filter(d.authors, lambda name: {test.format('name')})) > 0"
    return Clause(f"not ({found})" if sign.startswith("!") else found, (value,))
