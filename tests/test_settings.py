"""surco.toml: defaults, errors with a suggestion, and where files are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from surco.records import FormatError
from surco.settings import Project, Settings, find_project, read_settings

BROKEN = [
    ("[limit]\n", "unknown key 'limit'; did you mean 'limits'?"),
    (
        "[limits]\nseconds_per_pages = 3\n",
        "unknown key 'seconds_per_pages' in [limits]; did you mean 'seconds_per_page'?",
    ),
    ("[build]\nprocs = 2\n", "unknown key 'procs' in [build]; choose from: jobs"),
    ('[build]\njobs = "two"\n', "Expected 'int', got 'str' - at '$.build.jobs'; mend this value"),
    ('[extract]\nengine = "poppler"\n', "Invalid enum value 'poppler' - at '$.extract.engine'; mend this value"),
    ("[build\n", "mend this line"),
    ("limits = 3\n", "mend this value"),
]


@pytest.mark.parametrize(("text", "expected"), BROKEN)
def test_broken_settings_name_file_key_and_remedy(tmp_path: Path, text: str, expected: str) -> None:
    path = tmp_path / "surco.toml"
    path.write_text(text)
    with pytest.raises(FormatError) as caught:
        read_settings(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert expected in str(caught.value)
    assert "\n" not in str(caught.value)


def test_settings_that_are_no_utf_8_or_not_there(tmp_path: Path) -> None:
    (tmp_path / "surco.toml").write_bytes("# año".encode("cp1252"))
    with pytest.raises(FormatError, match="not UTF-8 at byte 3"):
        read_settings(tmp_path / "surco.toml")
    with pytest.raises(FormatError, match="No such file"):
        read_settings(tmp_path / "other.toml")


def test_what_is_not_set_keeps_its_default(tmp_path: Path) -> None:
    path = tmp_path / "surco.toml"
    path.write_text("[build]\njobs = 3\n")
    settings = read_settings(path)
    assert settings.build.jobs == 3
    assert settings.limits == Settings().limits


def test_project_is_found_from_below(tmp_path: Path) -> None:
    (tmp_path / "surco.toml").write_text("")
    below = tmp_path / "corpus" / "sources"
    below.mkdir(parents=True)
    assert find_project(below).root == str(tmp_path)


def test_own_files_win_and_the_packages_stand_in(tmp_path: Path) -> None:
    name = "annotations/scheme.toml"
    project = Project(str(tmp_path))
    assert project.find_file(name) == Project().find_file(name)
    (tmp_path / "annotations").mkdir()
    (tmp_path / name).write_text("")
    assert project.find_file(name) == tmp_path / name
    with pytest.raises(FormatError, match="no such file in the project or the package"):
        project.find_file("annotations/other.toml")
