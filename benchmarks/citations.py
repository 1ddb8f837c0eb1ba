"""Speed of the citation reader and, where the measuring data is at hand, bibliography fields: `python benchmarks/citations.py [XML …]`."""

from __future__ import annotations

import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from surco.citations import annotate_citations, find_citations
from surco.citations.invented import invent_family
from surco.citations.parse import parse_reference
from surco.citations.words import fold
from surco.records import Block

PASSAGE = (
    "Según Gloria {} ({}: 25), los puertos crecen, aunque no todos ni al mismo paso, y la carga se reparte entre pocos muelles del río. "
    "{} y {} (2011) lo niegan. El tráfico de la cuenca subió en 2009, tras dos años de bajas aguas y de fletes caros (cepal, {}). "
    "Otros estudios hallan lo contrario ({}, 2001: 4; {} et al., 2003), y el balance sigue abierto: los datos de las aduanas, que se publican "
    "con retraso y sin las notas que hacen falta, no bastan para decidirlo. Nada se sabe del resto (véase el cuadro 1). "
)


def measure_speed(passages: int = 2000) -> dict[str, int]:
    """Characters a second on one core, for one passage at a time and for a whole document."""
    rng = random.Random(1)
    texts = [
        PASSAGE.format(*(rng.randint(1990, 2020) if i in (1, 4) else invent_family(rng) for i in range(7)))
        for _ in range(passages)
    ]
    blocks = [Block(id=f"b/{i:05}", type="paragraph", text=text) for i, text in enumerate(texts)]
    find_citations(texts[0])
    start = time.process_time()
    for block in blocks:
        find_citations(block.text)
    found = time.process_time() - start
    start = time.process_time()
    annotate_citations(blocks)
    annotated = time.process_time() - start
    size = sum(map(len, texts))
    return {"find_citations": round(size / found), "annotate_citations": round(size / annotated)}


def iterate_entries(path: Path) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Yield each entry of a JATS file as (text, its tagged families, year and title)."""
    from lxml import etree

    def text_of(element: Any) -> str:
        return " ".join("".join(element.itertext()).split()) if element is not None else ""

    for ref in etree.parse(str(path)).iter("ref"):
        tagged, mixed = ref.find("element-citation"), ref.find("mixed-citation")
        if tagged is None or mixed is None:
            continue
        groups = [g for g in tagged.findall("person-group") if g.get("person-group-type") in ("author", None)]
        people = [n for g in groups or tagged.findall("person-group")[:1] or [tagged] for n in g]
        families = [text_of(n.find("surname") if n.tag == "name" else n) for n in people if n.tag in ("name", "collab")]
        titles = [text_of(tagged.find(t)) for t in ("article-title", "chapter-title", "source")]
        yield (
            text_of(mixed),
            {"family": families, "year": [text_of(tagged.find("year"))], "title": [next(filter(None, titles), "")]},
        )


def score_fields(paths: list[Path]) -> dict[str, float]:
    """F1 of families, year and title against the tags of JATS files, letters and digits only."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for path in paths:
        for text, gold in iterate_entries(path):
            parsed = parse_reference(text)
            read = {
                "family": [p.family for p in parsed.authors],
                "year": [parsed.year or ""],
                "title": [parsed.title or ""],
            }
            for name, values in gold.items():
                want, have = (
                    Counter(filter(None, (re.sub(r"\W", "", fold(v)) for v in x))) for x in (values, read[name])
                )
                right[name] += 2 * sum((want & have).values())
                total[name] += sum(want.values()) + sum(have.values())
    return {name: round(right[name] / total[name], 4) for name in total}


if __name__ == "__main__":
    print(measure_speed())
    if sys.argv[1:]:
        print(score_fields([Path(p) for p in sys.argv[1:]]))
