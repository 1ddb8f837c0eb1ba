"""Sets a sample article (`NAME.src`) as PDF in three layouts and writes its truth, a JATS twin and a text dump beside it.

`NAME.truth.jsonl` has each note after the block that calls it, `NAME-report.truth.jsonl` has the endnotes where the report prints
them. Run as `PYTHONPATH=pipeline python tests/data/samples/typeset.py redes-cuencas`; the same source gives the same bytes.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import typst
from dump import dump_text
from jats import make_jats
from markup import Printed, Run, read_printed
from truth import ISSUE_YEAR, make_truth, place_endnotes, place_printed

from surco.jsonl import write_bytes, write_document
from surco.records import SurcoError

FOLDER = Path(__file__).parent
TEMPLATE = FOLDER / "layouts.typ"
LAYOUTS = ("journal", "columns", "report")
# words that begin a surname's second half: `Inés Olaverri Montt` -> `Olaverri Montt`
GIVEN_NAMES = 1


def typeset_article(blocks: Sequence[Printed], layout: str) -> bytes:
    """The PDF of an article; its only fonts are those that the typst package brings."""
    pdf = typst.compile(
        TEMPLATE,
        root=FOLDER,
        ignore_system_fonts=True,
        sys_inputs={"layout": layout, "article": json.dumps(_make_inputs(blocks), ensure_ascii=False)},
        timestamp=0,
        pdf_tags=False,
    )
    assert isinstance(pdf, bytes)
    return pdf


def _make_inputs(blocks: Iterable[Printed]) -> dict[str, object]:
    """What `layouts.typ` reads: the blocks with their runs, the notes by number, and what the running heads name."""
    blocks = list(blocks)
    authors = [printed.block.text for printed in blocks if printed.word == "author"]
    return {
        "title": next(printed.block.text for printed in blocks if printed.word == "title"),
        "authors": authors,
        "surnames": [author.split(maxsplit=GIVEN_NAMES)[-1] for author in authors],
        "year": str(ISSUE_YEAR),
        "notes": {printed.block.marker: _list_runs(printed.runs) for printed in blocks if printed.word == "note"},
        "blocks": [_list_block(printed) for printed in blocks],
    }


def _list_block(printed: Printed) -> dict[str, object]:
    block = printed.block
    return {
        "word": printed.word,
        "marker": block.marker or "",
        "level": block.level or 0,
        "language": block.language or "es",
        "runs": _list_runs(printed.runs),
        "cells": [[_list_runs(cell) for cell in row] for row in printed.cells],
    }


def _list_runs(runs: Iterable[Run]) -> list[dict[str, str]]:
    return [{"text": run.text, "style": run.style} for run in runs]


def write_sample(name: str, folder: Path = FOLDER) -> list[Path]:
    """Write everything that is made from `NAME.src`, beside it; return the paths."""
    blocks = list(read_printed(folder / f"{name}.src"))
    placed, endnotes = place_printed(blocks, name), place_printed(place_endnotes(blocks), name)
    truths = {f"{name}.truth.jsonl": make_truth(placed, name), f"{name}-report.truth.jsonl": make_truth(endnotes, name)}
    pdfs = {layout: typeset_article(endnotes if layout == "report" else placed, layout) for layout in LAYOUTS}
    files = {f"{name}-{layout}.pdf": pdf for layout, pdf in pdfs.items()}
    files[f"{name}-dump.txt"] = dump_text(pdfs["journal"]).encode()
    files[f"{name}-jats.xml"] = make_jats(placed)
    for file, document in truths.items():
        write_document(document, folder / file)
    for file, data in files.items():
        write_bytes(data, folder / file)
    return [folder / file for file in (*truths, *files)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the samples that are named; 0 when all went well, 1 when a source is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0], epilog="example: typeset.py redes-cuencas")
    parser.add_argument("names", nargs="+", metavar="NAME", help="a source in this folder, without .src")
    try:
        for name in parser.parse_args(arguments).names:
            for path in write_sample(name):
                print(path.name)
    except (SurcoError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
