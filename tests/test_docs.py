"""The pages in docs/: their commands run, or at least exist, and both languages show the same."""

from __future__ import annotations

import doctest
import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest
from sessions import CHECKOUT, copy_project, list_commands, run_session
from typer.main import get_command

from surco.cli import app

PAGES = sorted(path.relative_to(CHECKOUT).as_posix() for path in (CHECKOUT / "docs").glob("*.md"))
ALL_PAGES = [*PAGES, *sorted(path.relative_to(CHECKOUT).as_posix() for path in (CHECKOUT / "docs/es").glob("*.md"))]
NEEDS_SERVER = {"docs/annotating.md"}
# a cluster; a model that is not installed; a minute
NOT_RUN = re.compile(r"--scheduler|--cluster|--model es_core_news|surco train\b|surco evaluate \w+$")
PREPARED = {
    "docs/formats.md": (
        "surco export --to brat -o ana -q && python3 -m zipfile -c ana.zip ana",
        "surco export --to label-studio -o tasks -q && cp tasks/label-studio.json tasks.json",
        "surco export --to cas -o curated -q",
    ),
    "docs/publishing.md": ("surco export --to brat -o ana -q && surco import ana --from brat --annotator ana --done",),
}
"""What stands for the files that a page's reader has."""
TRANSLATION = re.compile(r"\*\[Esta página en español\]\((\S+)\)\*")
LINK = re.compile(r"\]\(([^)\s#]+)[^)]*\)")
SESSION = re.compile(r"```pycon\n(.*?)```", re.S)


def list_surco_commands(name: str) -> list[str]:
    return [command for command in list_commands(name) if command.startswith("surco ")]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built copy of the project, without the article that is there in three formats but as PDF."""
    copy = copy_project(tmp_path_factory.mktemp("built"))
    for source in (copy / "corpus" / "sources").glob("cuencas-*"):
        source.unlink()
    run_session(["surco build -q"], copy)
    return copy.parent


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in PAGES if name not in NEEDS_SERVER and list_surco_commands(name)])
def test_every_command_runs(name: str, built: Path, tmp_path: Path) -> None:
    shutil.copytree(built, tmp_path / "copy")
    commands = [command for command in list_surco_commands(name) if not NOT_RUN.search(command)]
    run_session([*PREPARED.get(name, ()), *commands], tmp_path / "copy" / "surco")


@pytest.mark.parametrize("name", PAGES)
def test_every_command_and_its_options_exist(name: str) -> None:
    for line in list_surco_commands(name):
        words = re.split(r"\s[|>]\s", line)[0]
        command: Any = get_command(app)
        rest = shlex.split(words, comments=True)[1:]
        while hasattr(command, "commands"):
            assert rest and rest[0] in command.commands, line
            command = command.commands[rest.pop(0)]
        known = {option for parameter in command.params for option in parameter.opts}
        asked = {word.partition("=")[0] for word in rest if word.startswith("-") and word != "-"}
        assert asked <= known, line


@pytest.mark.parametrize("name", PAGES)
def test_both_languages_show_the_same(name: str) -> None:
    text = (CHECKOUT / name).read_text("utf-8")
    other = TRANSLATION.search(text)
    if other is None:
        pytest.skip("in one language")
    spanish = f"docs/{other[1]}"
    english_commands, spanish_commands = (
        [command.partition(" # ")[0].rstrip().replace("--language es", "--language en") for command in list_commands(page)]
        for page in (name, spanish)
    )
    assert spanish_commands == english_commands
    assert SESSION.findall((CHECKOUT / spanish).read_text("utf-8")) == SESSION.findall(text)


@pytest.mark.parametrize("name", ALL_PAGES)
def test_links_lead_somewhere(name: str) -> None:
    page = CHECKOUT / name
    links = [link for link in LINK.findall(page.read_text("utf-8")) if not link.startswith(("http", "mailto"))]
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in PAGES if SESSION.search((CHECKOUT / name).read_text("utf-8"))])
def test_python_sessions_say_what_they_show(name: str) -> None:
    session = "\n".join(SESSION.findall((CHECKOUT / name).read_text("utf-8")))
    examples = doctest.DocTestParser().get_doctest(session, {}, name, name, 0)
    said: list[str] = []
    doctest.DocTestRunner(verbose=False).run(examples, out=said.append)
    assert not said, "".join(said)
