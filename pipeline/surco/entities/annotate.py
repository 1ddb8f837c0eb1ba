"""Marks the entities of a document: reads every page once, learns what the document defines, then applies it
everywhere."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from surco.entities.acronyms import Definition, Definitions, Named, find_definitions
from surco.entities.authority import Authority, Form
from surco.entities.damage import find_damaged
from surco.entities.english import find_english
from surco.entities.french import find_french
from surco.entities.instruments import find_instruments, is_doctrine
from surco.entities.names import find_names
from surco.entities.principles import Lexicon, find_principles, read_lexicon
from surco.entities.resolve import SUPPRESSED, Mention, make_id, resolve_mentions
from surco.entities.shortforms import Evidence, choose_form, is_defined_use, names_unit
from surco.entities.tokens import MASKED, Tokens, tokenize, tokenize_block
from surco.entities.vocabulary import APPOSED_HEADS
from surco.records import UNMARKED, Block, replace
from surco.scheme import Scheme


def annotate_entities(blocks: Sequence[Block], authority: Authority, scheme: Scheme) -> tuple[Block, ...]:
    """The blocks of one document with their entities; citations must be marked before, as nothing is marked inside
    them."""
    pages = [None if block.type in UNMARKED else tokenize_block(block) for block in blocks]
    named = [[] if tokens is None else find_named(tokens, authority, authority.acronyms) for tokens in pages]
    definitions = find_definitions(blocks, pages, named, authority)
    learned = definitions.words - authority.acronyms
    for number, tokens in enumerate(pages):
        if tokens is not None and not learned.isdisjoint(tokens.keys):
            named[number] = find_named(tokens, authority, authority.acronyms | learned)
    if learned:
        definitions = find_definitions(blocks, pages, named, authority)
    evidence = gather_evidence(named, definitions)
    lexicon = read_lexicon(scheme)
    marked: list[Block] = []
    for number, (block, tokens) in enumerate(zip(blocks, pages, strict=True)):
        if tokens is None:
            marked.append(block)
            continue
        names = named[number] + definitions.names.get(number, [])
        mentions = list(propose_mentions(tokens, names, authority, definitions, evidence, lexicon))
        taken = [(citation.start, citation.end) for citation in block.citations or ()]
        marked.append(replace(block, entities=resolve_mentions(block.text, mentions, taken)))
    return tuple(marked)


def find_named(tokens: Tokens, authority: Authority, acronyms: frozenset[str]) -> list[Named]:
    """The organisations and instruments that a text names in full, by the authority file and by grammar; `acronyms`
    may end a name."""
    found: list[Named] = []
    for start, end, forms in authority.phrases.find(tokens.plain):
        first, after = tokens.places[start], tokens.places[end - 1] + 1
        full = [form for form in forms if not form.acronym and after - first > 1]
        if full and MASKED not in tokens.keys[first:after] and _is_written_as_name(tokens, first, after, full[0]):
            found.append(Named(first, after, full[0].label, full[0].id))
    taken = frozenset(name.start for name in found)
    found.extend(Named(start, end, form.label, form.id) for start, end, form in find_damaged(tokens, authority, taken))
    found.extend(Named(start, end, "ORG", None) for start, end in find_names(tokens, acronyms))
    found.extend(Named(start, end, label, None) for (start, end), label in find_english(tokens, acronyms))
    found.extend(Named(start, end, "ORG", None) for start, end in find_french(tokens))
    starts = {at: index for index, at in enumerate(tokens.starts)}
    for instrument in find_instruments(tokens, acronyms):
        first = last = starts[instrument.start] if instrument.start in starts else 0
        while last < len(tokens) and tokens.ends[last] < instrument.end:
            last += 1
        if MASKED in tokens.keys[first : last + 1]:
            continue
        known = authority.phrases.get(tuple(tokenize(instrument.name).plain))
        found.append(Named(first, last + 1, "TREATY", known[0].id if known else make_id(instrument.name)))
    return [_with_id(tokens, name, authority) for name in _keep_longest(found)]


def _is_written_as_name(tokens: Tokens, start: int, end: int, form: Form) -> bool:
    """A name in lower case throughout counts where the authority file does not call it ambiguous and it has two words
    or more."""
    if any(tokens.is_capital(index) for index in range(start, end)):
        return not form.ambiguous or tokens.is_capital(start)
    return not form.ambiguous and end - start > 1


def _keep_longest(found: list[Named]) -> list[Named]:
    kept: list[Named] = []
    for name in sorted(found, key=lambda name: (name.start - name.end, name.id is None, name.label)):
        at = bisect_right(kept, name.start, key=lambda other: other.start)
        free = at == len(kept) or name.end <= kept[at].start
        if free and (at == 0 or kept[at - 1].end <= name.start):
            kept.insert(at, name)
    return kept


def _with_id(tokens: Tokens, name: Named, authority: Authority) -> Named:
    if name.id is not None:
        return name
    words = tokens.text[tokens.starts[name.start] : tokens.ends[name.end - 1]]
    keys = tuple(tokenize(words).plain)
    rest = keys[2:] if keys[1:2] == ("de",) else keys[1:]
    for known in (keys, rest if keys[0] in APPOSED_HEADS else ()):
        if forms := [form for form in authority.phrases.get(known) if not form.acronym or form.label == name.label]:
            return name._replace(id=forms[0].id, label=forms[0].label)
    return name._replace(id=make_id(words))


def gather_evidence(named: Sequence[Sequence[Named]], definitions: Definitions) -> Evidence:
    """The ids that the document names in full, and the keys that it defines."""
    ids = frozenset(name.id for names in named for name in names if name.id)
    return Evidence(ids, frozenset(keys for keys, _ in definitions.phrases))


def propose_mentions(
    tokens: Tokens,
    names: Sequence[Named],
    authority: Authority,
    definitions: Definitions,
    evidence: Evidence,
    lexicon: Lexicon,
) -> Iterator[Mention]:
    """Everything in a text that could be marked, overlaps included."""
    for name in names:
        text = tokens.text[tokens.starts[name.start] : tokens.ends[name.end - 1]]
        source = "lexicon" if name.id in authority.by_id else "pattern"
        yield Mention(
            tokens.starts[name.start], tokens.ends[name.end - 1], name.label, source, name.id or make_id(text)
        )
    for index in range(len(tokens)):
        if end := is_doctrine(tokens, index):
            yield Mention(tokens.starts[index], tokens.ends[end - 1], SUPPRESSED, "pattern")
    yield from _propose_short_forms(tokens, authority, definitions, evidence)
    for start, end, principle in find_principles(tokens, lexicon):
        yield Mention(start, end, "PRINCIPLE", "lexicon", principle=principle)


def _propose_short_forms(
    tokens: Tokens, authority: Authority, definitions: Definitions, evidence: Evidence
) -> Iterator[Mention]:
    for start, end, meanings in definitions.phrases.find(tokens.plain):
        first, after = tokens.places[start], tokens.places[end - 1] + 1
        meaning: Definition = meanings[0]
        if is_defined_use(tokens, first, after, meaning):
            yield Mention(
                tokens.starts[first],
                tokens.ends[after - 1],
                meaning.label,
                "acronym",
                (meaning.id or make_id(meaning.name)) if meaning.label else None,
            )
    for start, end, forms in authority.phrases.find(tokens.plain):
        first, after = tokens.places[start], tokens.places[end - 1] + 1
        short = [form for form in forms if form.acronym or after - first == 1]
        form = choose_form(tokens, first, after, short, evidence) if short else None
        if form is not None:
            yield Mention(tokens.starts[first], tokens.ends[after - 1], form.label, "lexicon", form.id)
            if form.label == "ORG" and names_unit(tokens, after):
                yield Mention(tokens.starts[first], tokens.ends[after], "ORG", "pattern")
