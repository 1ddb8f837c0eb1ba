"""The arguments and options that several commands share, each with its help."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Sources = Annotated[
    list[Path], typer.Argument(metavar="SOURCE…", help="PDF, .txt or JATS .xml files, folders of them, or `-`.")
]
Folder = Annotated[Path | None, typer.Option("--output", "-o", metavar="DIR", help="Where the .jsonl files go.")]
Id = Annotated[str | None, typer.Option("--id", help="The document's id, for a single source; needed for `-`.")]
Jobs = Annotated[
    int, typer.Option("--jobs", "-j", min=0, help="How many processes; 0: as surco.toml says, else one a core.")
]
Password = Annotated[str | None, typer.Option("--password", help="For encrypted PDFs.")]
Engine = Annotated[str | None, typer.Option("--engine", help="What reads PDFs: pdfminer or pdfium (faster).")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but what went wrong.")]
Corpus = Annotated[
    list[Path] | None,
    typer.Argument(metavar="FILE…", help="Annotated JSONL files or folders of them; else this project's."),
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON in place of a table.")]
