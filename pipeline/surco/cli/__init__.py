"""The commands: what a user types → what the other rooms do; only here something is printed and the exit status set."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from surco import __version__
from surco.cli.making import annotate, build, extract, init, show, why
from surco.cli.reading import citations, entities, validate
from surco.cli.sources import is_dashed_file
from surco.cli.training import evaluate_labels, explain, suggest, train_labels

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)  # fmt: skip
for _command in (build, why, annotate, extract, show, validate, entities, citations, explain, suggest, init):
    app.command()(_command)

train = typer.Typer(no_args_is_help=True, help="Train a model anew. Example: `surco train labels`")
evaluate = typer.Typer(no_args_is_help=True, help="Measure a model. Example: `surco evaluate labels`")
for _group, _name, _work in ((train, "train", train_labels), (evaluate, "evaluate", evaluate_labels)):
    _group.command("labels")(_work)
    _group.callback()(lambda: None)  # else Typer takes a lone command for the whole group
    app.add_typer(_group, name=_name)


def main() -> None:
    """Run the command in `sys.argv`; a source whose name begins with a dash is told from an option by being there."""
    words = sys.argv[1:]
    end = words.index("--") if "--" in words else len(words)
    words[:end] = [f"./{word}" if is_dashed_file(word) else word for word in words[:end]]
    app(args=words, prog_name="surco")


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"surco {__version__}")
        raise typer.Exit


@app.callback()
def _surco(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Turn scholarly articles on South-South cooperation into an annotated corpus.

    Example: `surco annotate article.pdf -o out`
    """
