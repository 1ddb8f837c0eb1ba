"""The parsed bibliographies of documents as CSL-JSON and BibTeX, and who cites what as GraphML."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from surco.citations.words import fold
from surco.records import Block, Document, Person, Reference

CSL_FIELDS = {
    "title": "title", "container": "container-title", "volume": "volume", "issue": "issue", "publisher": "publisher",
    "place": "publisher-place", "pages": "page", "doi": "DOI", "url": "URL",
}  # fmt: skip
BIBTEX_FIELDS = {
    "title": "title", "volume": "volume", "issue": "number", "publisher": "publisher", "place": "address", "pages": "pages", "doi": "doi",
    "url": "url", "year": "year", "accessed": "note",
}  # fmt: skip
SPECIAL = str.maketrans(
    {c: "\\" + c for c in "&%$#_"}
    | {"{": r"{\textbraceleft}", "}": r"{\textbraceright}", "\\": r"{\textbackslash}"}
    | {"~": r"{\textasciitilde}", "^": r"{\textasciicircum}"}
)
IN_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})


def to_csl(blocks: Iterable[Block]) -> str:
    """The parsed references as CSL-JSON, the block's id as `id`, the entry as it stands in `note`.

    >>> entry = Block(id="d/1", type="reference", text="Paz, M. (2001). Ríos.", parsed=Reference(year="2001", title="Ríos"))
    >>> json.loads(to_csl([entry]))[0]["issued"]
    {'date-parts': [[2001]]}
    """
    items = [_to_item(block.id, block.text, block.parsed) for block in blocks if block.parsed is not None]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def _to_item(id: str, text: str, parsed: Reference) -> dict[str, object]:
    item: dict[str, object] = {"id": id, "type": _kind(parsed)}
    if parsed.authors:
        item["author"] = [
            {"family": p.family, "given": p.given} if p.given else {"literal": p.family} for p in parsed.authors
        ]
    if parsed.year:
        digits = re.match(r"\d{4}", parsed.year)
        item["issued"] = {"date-parts": [[int(digits.group())]]} if digits else {"literal": parsed.year}
        if digits and parsed.year[4:].isalpha():
            item["year-suffix"] = parsed.year[4:]
    if parsed.accessed:
        item["accessed"] = {"literal": parsed.accessed}
    item |= {csl: value for name, csl in CSL_FIELDS.items() if (value := getattr(parsed, name))}
    return item | {"note": text}


def _kind(parsed: Reference) -> str:
    if parsed.container and (parsed.volume or parsed.issue):
        return "article-journal"
    if parsed.container:
        return "chapter" if parsed.publisher or parsed.place else "article-journal"
    return "book" if parsed.publisher or parsed.place else "document"


def to_bibtex(blocks: Iterable[Block]) -> str:
    """The parsed references as BibTeX; keys from author and year, with a letter where two would be the same.

    >>> entry = Block(id="d/1", type="reference", text="…", parsed=Reference(year="2001", title="Ríos & mares"))
    >>> print(to_bibtex([entry]), end="")
    @misc{anon2001,
      title = {Ríos \\& mares},
      year = {2001},
    }
    """
    used: Counter[str] = Counter()
    return "\n".join(_to_entry(block.parsed, used) for block in blocks if block.parsed is not None)


def _to_entry(parsed: Reference, used: Counter[str]) -> str:
    kinds = {"article-journal": "article", "chapter": "incollection", "book": "book", "document": "misc"}
    kind = _kind(parsed)
    first = re.sub(r"[^a-z]", "", fold(parsed.authors[0].family.split(",")[0]))[:24] if parsed.authors else "anon"
    key = f"{first}{re.sub(r'[^0-9a-z]', '', parsed.year or '')}"
    used[key] += 1
    key += f"-{used[key]}" if used[key] > 1 else ""
    lines = [f"@{kinds[kind]}{{{key},"]
    if parsed.authors:
        lines.append(f"  author = {{{' and '.join(map(_write_person, parsed.authors))}}},")
    if parsed.container:
        lines.append(
            f"  {'journal' if kind == 'article-journal' else 'booktitle'} = {{{parsed.container.translate(SPECIAL)}}},"
        )
    for name, field in BIBTEX_FIELDS.items():
        value = getattr(parsed, name)
        if value:
            lines.append(f"  {field} = {{{value.translate(IN_ADDRESS if name in ('url', 'doi') else SPECIAL)}}},")
    return "\n".join([*lines, "}"]) + "\n"


def _write_person(person: Person) -> str:
    """A name as BibTeX sorts it; an institution in braces, so that nobody looks for its surname."""
    family = person.family.translate(SPECIAL)
    return f"{family}, {person.given.translate(SPECIAL)}" if person.given else f"{{{family}}}"


def to_graphml(documents: Sequence[Document]) -> str:
    """Who cites what: a node a document and a cited work, an edge with the number of citations.

    A work is one node for all documents that cite it: its authors and year make the id, those of the bibliography entry where there is one.
    """
    nodes: dict[str, tuple[str, str]] = {}
    edges: Counter[tuple[str, str]] = Counter()
    for document in documents:
        nodes[document.head.id] = (document.head.title or document.head.id, "document")
        for key, label in _iterate_cited(document):
            nodes.setdefault(key, (label, "work"))
            edges[document.head.id, key] += 1
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
        '<key id="label" for="node" attr.name="label" attr.type="string"/>', '<key id="kind" for="node" attr.name="kind" attr.type="string"/>',
        '<key id="count" for="edge" attr.name="count" attr.type="int"/>', '<graph edgedefault="directed">',
    ]  # fmt: skip
    lines += [
        f'<node id={quoteattr(n)}><data key="label">{escape(label)}</data><data key="kind">{kind}</data></node>'
        for n, (label, kind) in nodes.items()
    ]
    lines += [
        f'<edge source={quoteattr(a)} target={quoteattr(b)}><data key="count">{c}</data></edge>'
        for (a, b), c in edges.items()
    ]
    return "\n".join([*lines, "</graph>", "</graphml>"]) + "\n"


def _iterate_cited(document: Document) -> Iterator[tuple[str, str]]:
    """Yield a key that is the same in every document, and a label, for each cited work with author and year."""
    listed = {block.id: block.parsed for block in document.blocks if block.parsed is not None}
    for block in document.blocks:
        for citation in block.citations or ():
            for work in citation.works:
                entry = listed.get(work.reference or "")
                names = tuple(p.family for p in entry.authors) if entry and entry.authors else work.authors
                year = (entry.year if entry else None) or work.year
                if names and year:
                    yield f"{' & '.join(fold(n) for n in names[:3])} {year}", f"{', '.join(names[:3])} {year}"


def _gather_blocks(documents: Sequence[Document]) -> list[Block]:
    return [block for document in documents for block in document.blocks]


EXPORTS: dict[str, Callable[[Sequence[Document]], str]] = {
    "csl-json": lambda documents: to_csl(_gather_blocks(documents)),
    "bibtex": lambda documents: to_bibtex(_gather_blocks(documents)),
    "graphml": to_graphml,
}
"""What documents' citations can be written as."""
