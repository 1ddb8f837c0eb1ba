"""Ids from file names, names in outputs, metadata, and two sources with one id."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from surco.corpus import (
    Metadata,
    SourceFile,
    identify_sources,
    list_files,
    make_id,
    name_source,
    read_metadata,
    sort_by_size,
    walk_folder,
)
from surco.records import FormatError
from surco.settings import Project

IDS = [
    ("ruiz-2015.pdf", "ruiz-2015"),
    # only the last ending goes
    ("ruiz.2015.v2.txt", "ruiz.2015.v2"),
    # blanks and brackets, as one run
    ("Actas (final) 2.pdf", "Actas-final-2"),
    ("Cooperación Sur–Sur.pdf", "Cooperación-Sur-Sur"),
    # as macOS stores it: decomposed
    (unicodedata.normalize("NFD", "acción.pdf"), "acción"),
    ("-guion_bajo.xml", "-guion_bajo"),
    ("no/en/el/id/carta.txt", "carta"),
    ("文章.pdf", "文章"),
    ("a\nb.pdf", "a-b"),
]


@pytest.mark.parametrize(("name", "expected"), IDS)
def test_ids(name: str, expected: str) -> None:
    assert make_id(Path(name)) == expected


def make_project(folder: Path, **sources: str) -> Project:
    (folder / "surco.toml").write_text("")
    (folder / "corpus" / "sources").mkdir(parents=True)
    for name, text in sources.items():
        (folder / "corpus" / "sources" / name.replace("__", ".")).write_text(text)
    return Project(str(folder))


def test_two_sources_with_one_id_are_named_and_neither_is_kept(tmp_path: Path) -> None:
    project = make_project(tmp_path, a__pdf="x", a__txt="y", b__txt="z")
    sources, errors = identify_sources(list_files(project.sources), project)
    assert [source.id for source in sources] == ["b"]
    [error] = errors
    assert "a.pdf and " in str(error)
    assert "a.txt: both have the id 'a'; rename one of them" in str(error)


def test_hidden_files_are_no_sources_and_order_is_by_name(tmp_path: Path) -> None:
    project = make_project(tmp_path, c__txt="", a__txt="", b__txt="", __DS_Store="")
    assert [path.name for path in list_files(project.sources)] == ["a.txt", "b.txt", "c.txt"]


def test_a_folder_is_walked_in_order_and_tells_of_what_is_no_file(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "b-a.txt", "a.txt", "c/.git/x.txt", ".d/y.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    (tmp_path / "c/lost.txt").symlink_to("nowhere.txt")
    (tmp_path / "d").symlink_to("b")
    walked = [Path(entry.path).relative_to(tmp_path).as_posix() for entry in walk_folder(tmp_path)]
    assert walked == ["a.txt", "b/1.txt", "b/2.txt", "b-a.txt", "c/lost.txt", "d"]
    assert [path.name for path in list_files(tmp_path)] == ["a.txt", "1.txt", "2.txt", "b-a.txt"]
    assert list_files(tmp_path / "missing") == []


def test_the_biggest_source_comes_first(tmp_path: Path) -> None:
    sources = [SourceFile(name, str(tmp_path / name), name) for name in ("lost", "small", "big", "as-small")]
    for name, size in (("small", 3), ("big", 9), ("as-small", 3)):
        (tmp_path / name).write_bytes(b"x" * size)
    assert [source.id for source in sort_by_size(sources)] == ["big", "small", "as-small", "lost"]


def test_names_are_relative_inside_the_project_and_bare_outside(tmp_path: Path) -> None:
    inside = tmp_path / "project"
    inside.mkdir()
    project = make_project(inside, a__txt="")
    assert name_source(inside / "corpus/sources/a.txt", project) == "corpus/sources/a.txt"
    assert name_source(tmp_path / "elsewhere" / "b.txt", project) == "b.txt"
    assert name_source(tmp_path / "b.txt", Project()) == "b.txt"


def test_metadata(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    assert read_metadata(project) == {}
    path = tmp_path / "corpus" / "corpus.toml"
    path.write_text('[a-1]\ntitle = "Ríos"\nauthors = ["Ana Ruiz"]\nyear = 2019\n')
    assert read_metadata(project) == {"a-1": Metadata(title="Ríos", authors=("Ana Ruiz",), year=2019)}
    path.write_text('[a-1]\ntitel = "Ríos"\n')
    with pytest.raises(FormatError, match=r"unknown key 'titel' in \[a-1\]; did you mean 'title'\?"):
        read_metadata(project)
    path.write_text('[a-1]\nyear = "2019"\n')
    with pytest.raises(FormatError, match="Expected 'int"):
        read_metadata(project)
