"""The commands: what a user types → what the other rooms do; only here something is printed and the exit status set."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Annotated

import typer

from surco import __version__
from surco.cli.counting import collocates, concordance, keyness, table
from surco.cli.doccano import pull, push
from surco.cli.entity_training import evaluate_entities, train_entities
from surco.cli.exporting import export, import_
from surco.cli.gold import adjudicate, agreement, migrate, status
from surco.cli.making import annotate, build, extract, init, show, why
from surco.cli.methods import methods
from surco.cli.reading import citations, entities, validate
from surco.cli.releasing import release
from surco.cli.report import report
from surco.cli.sources import is_dashed_file
from surco.cli.training import evaluate_labels, explain, suggest, train_labels

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)  # fmt: skip
COMMANDS: dict[str, tuple[Callable[..., None], ...]] = {
    "Make": (init, build, why, annotate, extract, show, validate),
    "Read": (report, concordance, entities, citations),
    "Count": (table, keyness, collocates, methods),
    "Correct": (suggest, push, pull, agreement, adjudicate, migrate, explain),
    "Pass on": (export, import_, release),
}
"""The commands by what a linguist is doing, each named as its function."""
GROUPS: dict[str, dict[str, Callable[..., None]]] = {
    "train": {"labels": train_labels, "entities": train_entities},
    "evaluate": {"labels": evaluate_labels, "entities": evaluate_entities},
    "gold": {"status": status},
}
_GROUP_HELP = {
    "train": "Train a model anew. Example: `surco train labels`",
    "evaluate": "Measure a model. Example: `surco evaluate labels`",
    "gold": "Human annotation. Example: `surco gold status`",
}

for _panel, _commands in COMMANDS.items():
    for _command in _commands:
        app.command(_command.__name__.rstrip("_"), rich_help_panel=_panel)(_command)
for _name, _members in GROUPS.items():
    _group = typer.Typer(no_args_is_help=True, help=_GROUP_HELP[_name])
    _group.callback()(lambda: None)  # else Typer takes a lone command for the whole group
    for _member, _work in _members.items():
        _group.command(_member)(_work)
    app.add_typer(_group, name=_name, rich_help_panel="Correct")


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
