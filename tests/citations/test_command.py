"""`surco citations` as a user meets it: a line for each disagreement with its place, exports, exit status."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from surco.citations import annotate_citations
from surco.jsonl import write_document
from surco.records import Block, Document, Head, replace

PIPELINE = Path(__file__).parents[2] / "pipeline"
PASSAGES = (
    "El puerto crece (Anaya, 2007: 4; Roca, 2010). Según Peña (2011), no tanto.",
    "La carga baja (Lira, 2009), y todo vuelve a empezar (ibíd.: 3).",
)
ENTRIES = (
    "Anaya, G. (2007). Puertos & ríos. Lima: Austral.",
    "Lira, P. (2009a). Mares del norte. Revista de Puertos, 3(2), 5-19.",
    "Lira, P. (2009b). Mares del sur. Revista de Puertos, 3(3), 5-19.",
    "Peña, L. (2012). Grúas_de hierro. Quito: Muelle.",
    "Consejo de Ríos y Mares (2001). Informe anual. Lima: Consejo de Ríos y Mares.",
)
REPORT = """\
d/0001, p. 3: cited-not-listed: Roca 2010: “(Anaya, 2007: 4; Roca, 2010)”
d/0001, p. 3: year-mismatch: Peña 2011: “Peña (2011)” (d/r3: 2012)
d/0002, pp. 4-5: ambiguous: Lira 2009: “(Lira, 2009)” (d/r1 d/r2)
d/0002, pp. 4-5: ambiguous: Lira 2009: “(ibíd.: 3)” (d/r1 d/r2)
d/r4, p. 9: listed-not-cited: “Consejo de Ríos y Mares (2001). Informe anual. Lima: Consejo de Ríos y Mares.”
"""


def surco(*words: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "surco", *map(str, words)], cwd=cwd, capture_output=True, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(PIPELINE), "COLUMNS": "120"},
    )  # fmt: skip


def write_article(path: Path, passages: tuple[str, ...] = PASSAGES, entries: tuple[str, ...] = ENTRIES) -> None:
    """An annotated document with that bibliography, on pages."""
    name = path.stem
    pages = ((3,), (4, 5))
    blocks = [Block(id=f"{name}/{i + 1:04}", type="paragraph", text=t, pages=pages[i]) for i, t in enumerate(passages)]
    blocks += [Block(id=f"{name}/r{i}", type="reference", text=t, pages=(9,)) for i, t in enumerate(entries)]
    annotated = (replace(block, entities=()) for block in annotate_citations(blocks))
    write_document(Document(Head(name, title="Puertos <y> ríos"), tuple(annotated)), path)


def test_each_disagreement_has_a_line_with_its_place(tmp_path: Path) -> None:
    write_article(tmp_path / "d.jsonl")
    done = surco("citations", "d.jsonl", cwd=tmp_path)
    assert done.stdout == REPORT
    assert done.stderr == "d: 5 times cited, 5 entries, 5 findings\n"
    assert done.returncode == 0
    assert surco("citations", "d.jsonl", "--check", cwd=tmp_path).returncode == 1


def test_nothing_found_is_status_0(tmp_path: Path) -> None:
    write_article(tmp_path / "d.jsonl", ("El puerto crece (Anaya, 2007: 4).",), ENTRIES[:1])
    done = surco("citations", "d.jsonl", "--check", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "d: 1 times cited, 1 entry, 0 findings\n"


def test_without_a_bibliography_nothing_is_missing_from_it(tmp_path: Path) -> None:
    write_article(tmp_path / "d.jsonl", entries=())
    done = surco("citations", "d.jsonl", "--check", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "d: 5 times cited, no bibliography to check against, 0 findings\n"


def test_what_is_cited_by_way_of_another_need_not_be_listed(tmp_path: Path) -> None:
    write_article(tmp_path / "d.jsonl", ("El puerto crece (Roca, 1990, citado por Anaya, 2007: 4).",), ENTRIES[:1])
    assert surco("citations", "d.jsonl", "--check", cwd=tmp_path).returncode == 0


def test_a_source_is_read_as_it_is(tmp_path: Path) -> None:
    text = f"Puertos\n\nEl puerto crece desde hace años (Roca, 2010).\n\nReferencias\n\n{ENTRIES[0]}\n\n{ENTRIES[3]}\n"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    done = surco("citations", "a.txt", "missing.pdf", "--check", cwd=tmp_path)
    assert [line.split(": ")[1] for line in done.stdout.splitlines()] == ["cited-not-listed"] + 2 * ["listed-not-cited"]
    assert "missing.pdf: no such file; check its name" in done.stderr
    assert done.returncode == 1


def test_a_project_is_read_without_arguments(tmp_path: Path) -> None:
    (tmp_path / "surco.toml").write_text("")
    (tmp_path / "annotations/auto").mkdir(parents=True)
    write_article(tmp_path / "annotations/auto/d.jsonl")
    assert surco("citations", cwd=tmp_path).stdout == REPORT


def test_wrong_use(tmp_path: Path) -> None:
    done = surco("citations", "d.jsonl", "--to", "ris", cwd=tmp_path)
    assert done.returncode == 2
    assert "choose from: csl-json, bibtex, graphml" in " ".join(done.stderr.replace("│", " ").split())


def test_bibtex_is_read_back(tmp_path: Path) -> None:
    bibtexparser = pytest.importorskip("bibtexparser", minversion="2.0")
    write_article(tmp_path / "d.jsonl")
    written = surco("citations", "d.jsonl", "--to", "bibtex", cwd=tmp_path).stdout
    library = bibtexparser.parse_string(written)
    assert library.failed_blocks == []
    assert [entry.key for entry in library.entries] == [
        "anaya2007", "lira2009a", "lira2009b", "pena2012", "consejoderiosymares2001",
    ]  # fmt: skip
    fields = {entry.key: {name: field.value for name, field in entry.fields_dict.items()} for entry in library.entries}
    assert fields["lira2009a"]["journal"] == "Revista de Puertos"
    assert fields["pena2012"]["title"] == r"Grúas\_de hierro"
    assert fields["consejoderiosymares2001"]["author"] == "{Consejo de Ríos y Mares}"


def test_csl_is_read_by_a_processor(tmp_path: Path) -> None:
    json_source = pytest.importorskip("citeproc.source.json")
    write_article(tmp_path / "d.jsonl")
    items = json.loads(surco("citations", "d.jsonl", "--to", "csl-json", cwd=tmp_path).stdout)
    assert [item["id"] for item in items] == [f"d/r{i}" for i in range(5)]
    assert [items[1][name] for name in ("type", "volume", "issue", "page", "year-suffix")] == [
        "article-journal", "3", "2", "5-19", "a",
    ]  # fmt: skip
    read = json_source.CiteProcJSON(items)
    assert [int(read[f"d/r{i}"]["issued"]["year"]) for i in range(5)] == [2007, 2009, 2009, 2012, 2001]
    assert [str(name) for name in read["d/r4"]["author"]]


def test_the_network_joins_documents_by_the_works_they_cite(tmp_path: Path) -> None:
    networkx = pytest.importorskip("networkx")
    write_article(tmp_path / "d.jsonl")
    write_article(tmp_path / "e.jsonl", ("Es así (Anaya, 2007). No lo es (ibíd.: 3).",), ())
    written = surco("citations", "d.jsonl", "e.jsonl", "--to", "graphml", cwd=tmp_path).stdout
    graph = networkx.parse_graphml(written)
    assert graph.nodes["d"] == {"label": "Puertos <y> ríos", "kind": "document"}
    assert graph.nodes["anaya 2007"]["kind"] == "work"
    assert [graph.edges[name, "anaya 2007"]["count"] for name in ("d", "e")] == [1, 2]


def test_help_shows_an_example(tmp_path: Path) -> None:
    shown = re.sub(r"\s+", " ", surco("citations", "--help", cwd=tmp_path).stdout)
    assert "surco citations article.pdf" in shown
