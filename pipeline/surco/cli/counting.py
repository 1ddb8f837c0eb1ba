"""The commands that search and count: concordance, table, keyness, collocates."""

from __future__ import annotations

import csv
import io
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
import typer
from msgspec import Struct

from surco.cli.outputs import name_outputs
from surco.cli.reporting import report_errors
from surco.cli.tables import align_rows
from surco.console import say
from surco.records import SurcoError
from surco.settings import CACHE_FOLDER, find_project

if TYPE_CHECKING:
    from surco.search.concordance import Line
    from surco.search.index import Index
    from surco.search.query import Clause

Where = Annotated[
    list[str] | None,
    typer.Option("--where", "-w", metavar="COND", help="Only this part: year>=2010, language=es, section~teor, document!~old"),
]
In = Annotated[
    list[Path] | None, typer.Option("--in", metavar="FILE", help="Annotated JSONL files or folders; else this project's.")
]
By = Annotated[Literal["human", "machine"] | None, typer.Option("--by", help="Annotations of people or the machine only.")]
Form = Annotated[
    Literal["text", "csv", "tsv", "json", "markdown", "latex"], typer.Option("--format", "-f", help="What is printed.")
]
Exact = Annotated[bool, typer.Option("--exact", help="Heed capitals and accents.")]
_LINE_WIDTH = 120
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a cell that begins so for a formula."""
_LATEX = {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}",
    ">": r"\textgreater{}", "|": r"\textbar{}", **{sign: f"\\{sign}" for sign in "&%$#_{}"},
}  # fmt: skip


def concordance(
    query: Annotated[str, typer.Argument(metavar="[WORDS]", help="Words; * stands for any letters.")] = "",
    lemma: Annotated[bool, typer.Option("--lemma", help="Every form of the words.")] = False,
    regex: Annotated[bool, typer.Option("--regex", help="Each word is a regular expression, of the whole word.")] = False,
    exact: Exact = False,
    label: Annotated[str | None, typer.Option("--label", help="Passages with it: equidad, equidad:questioned, *")] = None,
    entity: Annotated[str | None, typer.Option("--entity", help="Mentions of it: unasur, ORG, *")] = None,
    within: Annotated[
        str | None, typer.Option("--within", help="Inside a citation, entity, naming or label; label:equidad")
    ] = None,
    by: By = None,
    where: Where = None,
    sort: Annotated[
        str, typer.Option("--sort", "-s", help="corpus, left, right, keyword, document, year or section")
    ] = "corpus",
    many: Annotated[int, typer.Option("-n", min=0, help="So many lines; 0: all.")] = 50,
    context: Annotated[int, typer.Option("--context", "-c", min=1, help="Words on each side.")] = 10,
    form: Annotated[Literal["text", "csv", "tsv", "json"], typer.Option("--format", "-f", help="What is printed.")] = "text",
    files: In = None,
) -> None:
    """Show words or annotations in their context, one line each.

    Examples: `surco concordance "cooperación *" --sort right`, `surco concordance --label equidad:questioned`,
    `surco concordance consenso --lemma --within label:consenso --where "year>=2010" -f csv > consenso.csv`
    """
    from surco.search.concordance import count_hits, find_lines
    from surco.search.query import Query, write_subcorpus

    if lemma and regex:
        raise typer.BadParameter("choose one of --lemma and --regex", param_hint="--lemma")
    match: Literal["word", "lemma", "regex"] = "lemma" if lemma else "regex" if regex else "word"
    with report_errors(), tempfile.TemporaryDirectory(prefix="surco-") as scratch:
        index = _open(files, Path(scratch))
        _warn(index, write_subcorpus(tuple(where or ())))
        asked = Query(query, match, exact, label, entity, within, by, tuple(where or ()))
        lines = [*find_lines(index, asked, sort=sort, context=context, limit=many or None)]
        if form == "text":
            for line in lines:
                print(_align_line(line))
        else:
            _print_rows(lines, form)
        total = count_hits(index, asked) if many and len(lines) == many else len(lines)
        say(f"{total} hits" + (f", {len(lines)} shown; -n 0 shows all" if total > len(lines) else ""))


def table(
    rows: Annotated[str, typer.Argument(metavar="ROWS", help="principle, stance, entity, cited, section, year, …")],
    columns: Annotated[str | None, typer.Argument(metavar="[COLUMNS]", help="Another of them.")] = None,
    of: Annotated[
        Literal["label", "entity", "naming", "citation"], typer.Option("--of", help="Counted where neither names a layer.")
    ] = "label",
    where: Where = None,
    by: Annotated[
        Literal["human", "machine", "any"] | None,
        typer.Option("--by", help="Annotations of people or the machine only, or any: together, each once."),
    ] = None,
    wide: Annotated[
        Literal["count", "rate"] | None, typer.Option("--wide", help="A column for each value, with this in the cells.")
    ] = None,
    form: Form = "text",
    files: In = None,
) -> None:
    """Count annotations, with rates per 1,000 words, 95 % intervals over documents and dispersion (DP).

    Rows and columns: principle, stance, entity, type, naming, citation, cited, annotator, section, document, year, author.
    Two of different layers, such as entity and principle, or twice the same count the passages that have both.

    Without --by, rows of people and of the machine stand apart; --by any gives one figure for both.

    Examples: `surco table principle --by any`, `surco table principle year --wide rate -f latex > table.tex`,
    `surco table year --of citation`
    """
    from surco.search.counts import count_table, spread_cells
    from surco.search.query import write_subcorpus

    with report_errors(), tempfile.TemporaryDirectory(prefix="surco-") as scratch:
        index = _open(files, Path(scratch))
        _warn(index, write_subcorpus(tuple(where or ())))
        cells = count_table(index, rows, columns, where=tuple(where or ()), by=by, of=of)
        if not cells:
            raise SurcoError("nothing to count there; mend --where, or annotate first: surco build")
        if wide is None:
            names = {"row": rows, "column": columns or "", "dispersion": "DP"}
            _print_rows(cells, form, names=names, without=() if columns else ("column",))
        else:
            _print_cells(spread_cells(cells, wide), form)
            if wide == "rate":
                say(_tell_words([cell.words for cell in cells]))


def keyness(
    target: Annotated[list[str], typer.Option("--target", "-t", metavar="COND", help="The part that is described.")],
    reference: Annotated[
        list[str] | None, typer.Option("--reference", "-r", metavar="COND", help="What it is compared with; else the rest.")
    ] = None,
    where: Where = None,
    unit: Annotated[str, typer.Option("--unit", "-u", help="word, lemma, entity, naming or principle")] = "lemma",
    least: Annotated[int, typer.Option("--least", min=1, help="Occurrences in both parts together.")] = 3,
    many: Annotated[int, typer.Option("-n", min=0, help="So many lines; 0: all.")] = 30,
    form: Form = "text",
    files: In = None,
) -> None:
    """Compare two parts of the corpus: log-likelihood (four cells) with corrected p, Log Ratio with interval, DP.

    Examples: `surco keyness -t "year>=2010" -r "year<2010"`, `surco keyness -t section~conclus -u entity -f csv`
    """
    from surco.search.keyness import find_keys, write_parts
    from surco.search.query import join_either

    with report_errors(), tempfile.TemporaryDirectory(prefix="surco-") as scratch:
        index = _open(files, Path(scratch))
        _warn(index, join_either(*write_parts(tuple(target), tuple(reference or ()), tuple(where or ()))))
        keys = find_keys(index, tuple(target), tuple(reference or ()), unit=unit, least=least, where=tuple(where or ()))
        _print_rows(keys[: many or None], form, names={"unit": unit, "probability": "p (BH)", "dispersion": "DP"})


def collocates(
    query: Annotated[str, typer.Argument(metavar="WORDS", help="The node; * stands for any letters.")] = "",
    lemma: Annotated[bool, typer.Option("--lemma", help="Every form of the words.")] = False,
    entity: Annotated[str | None, typer.Option("--entity", help="The mentions of it as node: unasur")] = None,
    exact: Exact = False,
    where: Where = None,
    unit: Annotated[str, typer.Option("--unit", "-u", help="word or lemma")] = "lemma",
    window: Annotated[int, typer.Option("--window", min=1, help="Words on each side, inside the passage.")] = 5,
    least: Annotated[int, typer.Option("--least", min=1, help="Times together.")] = 3,
    many: Annotated[int, typer.Option("-n", min=0, help="So many lines; 0: all.")] = 30,
    form: Form = "text",
    files: In = None,
) -> None:
    """List what stands near a word: logDice, mutual information, t-score, and DP over documents.

    Example: `surco collocates cooperación --window 4 -f csv > cooperacion.csv`
    """
    from surco.search.keyness import find_collocates
    from surco.search.query import Query, write_subcorpus

    with report_errors(), tempfile.TemporaryDirectory(prefix="surco-") as scratch:
        asked = Query(query, "lemma" if lemma else "word", exact, entity=entity, where=tuple(where or ()))
        index = _open(files, Path(scratch))
        _warn(index, write_subcorpus(tuple(where or ())))
        found = find_collocates(index, asked, unit=unit, window=window, least=least)
        _print_rows(found[: many or None], form, names={"unit": unit, "dispersion": "DP"})


def _open(files: list[Path] | None, scratch: Path) -> Index:
    """The index of the files that the user named, or of the project's; the latter's is kept for the next time."""
    from surco.search.index import open_index

    project = find_project(Path.cwd())
    if files is None and project.root is None:
        raise SurcoError(f"{Path.cwd()}: no surco.toml here or above; name annotated files with --in")
    paths = name_outputs(files)
    return open_index(paths, project.folder / CACHE_FOLDER / "index" if files is None else scratch)


def _warn(index: Index, part: Clause) -> None:
    """Say what a reader of figures from a part of the corpus must know: articles that count twice, several languages."""
    from surco.search.remarks import list_remarks

    for line in list_remarks(index, part):
        say(line)


def _tell_words(words: Sequence[int]) -> str:
    """What rates are of: the words of the parts of the corpus that the cells are in.

    >>> _tell_words([8765, 8765]), _tell_words([1200, 800])
    ('rates per 1,000 of the 8,765 words there', 'rates per 1,000 words of each part, which has 800 to 1,200')
    """
    least, most = min(words), max(words)
    if least == most:
        return f"rates per 1,000 of the {most:,} words there"
    return f"rates per 1,000 words of each part, which has {least:,} to {most:,}"


def _align_line(line: Line) -> str:
    """A line with its keyword in the middle."""
    room = (_LINE_WIDTH - 40) // 2
    where = f"{line.document} {line.page or ''}".strip()
    left, right = line.left[-room:].rjust(room), line.right[:room].ljust(room)
    told = f" [{line.annotation}, {line.made_by}]" if line.annotation else ""
    return f"{where[:18]:18}  {left}  {line.keyword[:60]}  {right}{told}".rstrip()


def _print_rows(
    rows: Sequence[Struct], form: str, *, names: dict[str, str] | None = None, without: Iterable[str] = ()
) -> None:
    """Print records as a table whose columns are their fields."""
    if form == "json":
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(rows), indent=1).decode() + "\n")
        return
    if not rows:
        return
    fields = [field for field in rows[0].__struct_fields__ if field not in set(without)]
    head = [(names or {}).get(field, field.replace("_", " ")) for field in fields]
    write = _write_raw if form in ("csv", "tsv") else _write_value
    _print_cells([head, *([write(getattr(row, field)) for field in fields] for row in rows)], form)


def _print_cells(cells: Sequence[Sequence[str]], form: str) -> None:
    if form in ("csv", "tsv"):
        file = io.StringIO()
        csv.writer(file, delimiter="," if form == "csv" else "\t", lineterminator="\n").writerows(cells)
        sys.stdout.write(file.getvalue())
    elif form == "json":
        sys.stdout.write(msgspec.json.encode([dict(zip(cells[0], row, strict=True)) for row in cells[1:]]).decode() + "\n")
    elif form == "markdown":
        print("\n".join(_write_markdown(cells)))
    elif form == "latex":
        print("\n".join(_write_latex(cells)))
    else:
        print("\n".join(align_rows(cells)))


def _write_markdown(cells: Sequence[Sequence[str]]) -> Iterator[str]:
    head, *rows = [" | ".join(re.sub(r"([\\|*_`<])", r"\\\1", cell) for cell in row) for row in cells]
    yield f"| {head} |"
    yield f"|{' --- |' + ' ---: |' * (len(cells[0]) - 1)}"
    yield from (f"| {row} |" for row in rows)


def _write_latex(cells: Sequence[Sequence[str]]) -> Iterator[str]:
    head, *rows = [" & ".join("".join(_LATEX.get(sign, sign) for sign in cell) for cell in row) for row in cells]
    yield rf"\begin{{tabular}}{{l{'r' * (len(cells[0]) - 1)}}}"
    yield rf"\hline {head} \\ \hline"
    yield from (rf"{row} \\" for row in rows)
    yield r"\hline \end{tabular}"


def _write_value(value: object) -> str:
    """A figure with as many places as it is worth; what is not there is a dash."""
    if value is None or value != value:
        return "–"
    if isinstance(value, float):
        return "<0.001" if 0 < value < 0.001 else f"{value:.3f}" if abs(value) < 1 else f"{value:.2f}"
    return str(value)


def _write_raw(value: object) -> str:
    """A figure in full, for other programs; what is not there is empty, and a text that looks like a formula gets an apostrophe."""
    if value is None or value != value:
        return ""
    if isinstance(value, float):
        return repr(value)
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else str(value)
