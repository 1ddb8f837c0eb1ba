"""Imports flow one way, and heavy libraries stay in their rooms and are loaded late."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import surco

PACKAGE = Path(surco.__file__).parent
CHECKOUT = PACKAGE.parents[1]

# a room may import from those above it
ROOMS = [
    "records", "jsonl", "settings", "corpus", "dictionaries", "language", "scheme", "sequence", "forks", "extract", "segment",
    "citations", "entities", "classify", "annotate", "evaluate", "gold", "agreement", "train", "entity_training",
    "doccano", "export", "search", "methods", "report", "release", "digest", "source_digests", "processes", "plan", "freshness", "remote", "cluster", "worker",
    "build", "initialise", "components", "console", "cli",
    "__init__", "__main__",
]  # fmt: skip

HEAVY = {
    "simplemma": {"language"},
    "pdfminer": {"extract"},
    "pypdfium2": {"extract"},
    "lxml": {"extract", "export"},
    "pycrfsuite": {"sequence", "citations", "entities"},
    "numpy": {"agreement", "classify", "evaluate", "search"},
    "scipy": {"classify", "evaluate", "search"},
    "sklearn": {"classify", "evaluate"},
    "skops": {"classify"},
    "pandas": {"agreement", "evaluate", "export", "search"},
    "duckdb": {"export", "search"},
    "spacy": {"__init__", "components", "entities", "export"},
    "jinja2": {"report"},
    "nltk": {"agreement"},
    "pyarrow": {"export", "release", "search"},
    "cassis": {"export"},
    "conllu": {"export"},
    "tomlkit": {"gold"},
    "doccano_client": {"doccano"},
    "dask": {"cluster"},
    "fsspec": {"remote"},
    "mlcroissant": {"release"},
    "rocrate": {"release"},
    "distributed": {"build", "cluster", "cli"},
    "typer": {"cli"},
    "rich": {"console", "cli"},
    "pickle": set(),
}

# loaded only when a command needs them
LATE = {
    "cassis", "conllu", "dask", "distributed", "doccano_client", "duckdb", "jinja2", "lxml", "nltk", "numpy", "pandas", "pdfminer",
    "pyarrow", "pycrfsuite", "pypdfium2", "scipy", "simplemma", "sklearn", "spacy", "tomlkit",
}  # fmt: skip


def iterate_imports() -> Iterator[tuple[str, str, int, str]]:
    """Yield (room, file, line, imported module) for every import in the package, lazy ones included."""
    for path in sorted(PACKAGE.rglob("*.py")):
        inside = path.relative_to(PACKAGE)
        room = inside.parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [name.name for name in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module == "surco":
                names = [f"surco.{name.name}" for name in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                names = [node.module]
            for name in names:
                yield room, str(inside), node.lineno, name


def test_every_room_is_listed() -> None:
    rooms = {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in PACKAGE.rglob("*.py")}
    assert rooms <= set(ROOMS)


def test_imports_flow_one_way() -> None:
    wrong = []
    for room, file, line, name in iterate_imports():
        if not name.startswith("surco."):
            continue
        other = name.split(".")[1]
        if other in ROOMS and other != room and ROOMS.index(other) > ROOMS.index(room):
            wrong.append(f"{file}:{line} imports {name}")
    assert wrong == []


def test_heavy_libraries_stay_in_their_rooms() -> None:
    wrong = []
    for room, file, line, name in iterate_imports():
        allowed = HEAVY.get(name.split(".")[0])
        if allowed is not None and room not in allowed:
            wrong.append(f"{file}:{line} imports {name}")
    assert wrong == []


def list_loaded(code: str, *, folder: Path) -> set[str]:
    """The late libraries that are loaded after `code` ran in a process of its own."""
    code = f"{code}\nimport sys; print('LOADED', *sorted({LATE!r} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=folder, check=True,
        env={**os.environ, "PYTHONPATH": str(PACKAGE.parent)},
    )  # fmt: skip
    [line] = [line for line in done.stdout.splitlines() if line.startswith("LOADED")]
    return set(line.split()[1:])


def run_command(*words: str) -> str:
    return f"import sys, surco.cli\nsys.argv = ['surco', *{words!r}]\ntry: surco.cli.main()\nexcept SystemExit: pass"


@pytest.mark.parametrize("words", [("--help",), ("annotate", "--help"), ("validate", "missing.jsonl"), ("build",)])
def test_light_commands_load_nothing_heavy(tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "surco.toml").write_text("")
    (tmp_path / "corpus" / "sources").mkdir(parents=True)
    assert list_loaded(run_command(*words), folder=tmp_path) == set()


def test_extraction_loads_neither_spacy_nor_scikit_learn(tmp_path: Path) -> None:
    shutil.copy(CHECKOUT / "tests/data/samples/universidades-report.pdf", tmp_path / "a.pdf")
    code = (
        "import surco.worker\n"
        "from surco.corpus import SourceFile\nfrom surco.settings import Settings\n"
        "surco.worker.extract_source(SourceFile('a', 'a.pdf', 'a.pdf'), Settings())"
    )
    assert list_loaded(code, folder=tmp_path) <= {"pdfminer", "simplemma"}


def test_each_module_may_be_imported_first() -> None:
    """A dump once could not be read because its first import met a circle that PDFs never did."""
    script = """
import importlib, sys
for name in sys.argv[1:]:
    for loaded in [module for module in sys.modules if module.split(".")[0] == "surco"]:
        del sys.modules[loaded]
    importlib.import_module(name)
"""
    names = [
        ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.name != "__main__.py"
    ]
    done = subprocess.run([sys.executable, "-c", script, *names], capture_output=True, text=True, cwd=PACKAGE.parent)
    assert done.returncode == 0, done.stderr
