"""A new folder → an empty project: settings, the user's own folders, copies of the scheme and the authority files."""

from __future__ import annotations

from pathlib import Path

from surco.jsonl import write_bytes
from surco.records import SurcoError
from surco.settings import CORPUS_FILE, GOLD_FOLDER, SETTINGS_FILE, Project

_COPIED = (
    "annotations/scheme.toml",
    "annotations/guidelines.md",
    "annotations/authority/organisations.csv",
    "annotations/authority/instruments.csv",
)
_FOLDERS = ("corpus/sources", GOLD_FOLDER)

_SETTINGS = """\
# Surco's settings; every line is optional, and what stands here is what holds without it.

[corpus]
# sources = "corpus/sources"
# fetch_from = ""                  # "s3://bucket/articles": a build brings the sources to what stands there
# languages = ["es"]               # documents in others are annotated with a warning

[extract]
# engine = "pdfminer"              # or "pdfium", several times as fast

[limits]                           # of one source
# seconds_per_page = 5             # of processor time
# seconds_per_file = 300
# memory_mib = 768
# source_mib = 100
# output_mib = 64

[annotate]
# scheme = "annotations/scheme.toml"
# organisations = "annotations/authority/organisations.csv"
# instruments = "annotations/authority/instruments.csv"
# model = "principles"
# entities = ""                    # "entities": the layer that `surco train entities` makes, beside the rules
# abstention = 0.0                 # a label this near its threshold is marked "unsure"

[build]
# jobs = 0                         # 0: one process a core
# send_to = ""                     # "s3://bucket/annotated": a build sends a copy of its outputs there

[release]                          # what a published dataset says of itself
# name = "corpus"
# version = "0.1.0"
# description = "An annotated corpus of articles on South-South cooperation."
# creators = []
# licence = "https://creativecommons.org/licenses/by/4.0/"
# url = ""
# cite_as = ""
# published = ""                   # 2026-03-01; else the day on which the release is made
"""
_CORPUS = """\
# What is known of each article; the heading is its file's name in sources/ without the ending. All lines are optional.
#
# [ruiz-2019]
# title = "Redes de ciudades del Sur"
# authors = ["Ana Ruiz Peña", "José Lima"]
# year = 2019
# language = "es"
# licence = "CC-BY-4.0"
# password = "…"                   # of an encrypted PDF
"""
_IGNORED = "annotations/auto/\n.surco/\nreport/\n"


def make_project(folder: Path) -> list[Path]:
    """Make a project in a new or empty folder and return what was written.

    Raises SurcoError where something is in the way.
    """
    if (folder / SETTINGS_FILE).exists():
        raise SurcoError(f"{folder / SETTINGS_FILE}: exists already; name a new folder")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SurcoError(f"{folder}: not an empty folder; name a new one")
    files = {SETTINGS_FILE: _SETTINGS.encode(), CORPUS_FILE: _CORPUS.encode(), ".gitignore": _IGNORED.encode()}
    package = Project()
    files |= {name: package.find_file(name).read_bytes() for name in _COPIED}
    try:
        for name, content in files.items():
            write_bytes(content, folder / name)
        for name in _FOLDERS:
            (folder / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SurcoError(f"{error.filename or folder}: {error.strerror}; check your rights to it") from error
    return [folder / name for name in (*files, *_FOLDERS)]
