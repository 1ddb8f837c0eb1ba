"""The licences of all pinned distributions, by their own metadata, as a table; fails where Surco could not be MIT with one.

    python benchmarks/licences.py docs/licences.md

Run with the Python of an environment that holds just what constraints.txt names, as `make licences` does.
"""

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
# weak copyleft binds changes to the library itself, not what uses it
FREE = re.compile(
    r"\b(?:MIT|BSD|0BSD|Apache|ISC|PSF|Python Software Foundation|MPL|EPL|Mozilla|W3C|Zlib|Unlicense|HPND|CNRI|CC0|LGPL|Lesser General)",
    re.IGNORECASE,
)
STATED = {"mlcroissant": "Apache-2.0"}
"""Licences that the projects' own pages state, where neither metadata nor a file has one."""
_MIT_TEXT = "Permission is hereby granted, free of charge, to any person"
_ALWAYS = "surco"
_WHERE = {"python_version": "3.11", "python_full_version": "3.11.0", "sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"}
"""Where the pins were made, so that the table is the same wherever it is written."""
_HEAD = """\
# Licences of the dependencies

Written by `make licences` from the packages' own metadata, for the versions in constraints.txt. Surco itself is MIT and
contains none of them: `pip` fetches them from their authors. "For" says what needs a package: `surco` always, the others
are extras (`pip install 'surco[gamma]'`); `dev` is for working on Surco.

"""


class Row(NamedTuple):
    """A pinned package, its version and licence, and what needs it: `surco`, or extras."""

    name: str
    version: str
    licence: str
    needed_for: tuple[str, ...]

    @property
    def is_free(self) -> bool:
        return bool(FREE.search(self.licence))


def read_pins(path: Path) -> dict[str, str]:
    """Versions by name."""
    return {name: version for name, _, version in (line.partition("==") for line in path.read_text("utf-8").split())}


def read_licence(found: Distribution) -> str:
    """A distribution's licence: its SPDX expression, its classifiers, the first line of what it says, or its file."""
    about = found.metadata
    if expression := about.get("License-Expression"):
        return expression
    named = [line.rpartition(" :: ")[2] for line in about.get_all("Classifier") or () if line.startswith("License :: ")]
    named = [name for name in named if name != "OSI Approved"]
    said = "; ".join(named) or (about.get("License") or "").strip().partition("\n")[0]
    return said or STATED.get(about["Name"], "") or _read_file(found)


def _read_file(found: Distribution) -> str:
    texts = (file.read_text() for file in found.files or () if file.name.upper().startswith("LICEN"))
    return "MIT" if any(_MIT_TEXT in " ".join(text.split()) for text in texts) else ""


def list_needs(project: Path) -> dict[str, set[str]]:
    """The packages that Surco (`surco`) and each of its extras need, and those that these need in turn."""
    content = tomllib.loads(project.read_text("utf-8"))["project"]
    asked = {_ALWAYS: content["dependencies"], **content["optional-dependencies"]}
    return {name: set(_follow(wanted, asked)) for name, wanted in asked.items()}


def _follow(wanted: Iterable[str], asked: dict[str, list[str]]) -> Iterator[str]:
    waiting, seen = [Requirement(line) for line in wanted], set()
    while waiting:
        need = waiting.pop()
        name, extras = canonicalize_name(need.name), need.extras or {""}
        if (name, *sorted(extras)) in seen or need.marker and not need.marker.evaluate({**_WHERE, "extra": ""}):
            continue
        seen.add((name, *sorted(extras)))
        if name == _ALWAYS:
            waiting += [Requirement(line) for extra in need.extras for line in asked[extra]]
            continue
        yield name
        for inner in map(Requirement, distribution(name).requires or ()):
            if not inner.marker or any(inner.marker.evaluate({**_WHERE, "extra": extra}) for extra in extras):
                inner.marker = None
                waiting.append(inner)


def list_rows() -> list[Row]:
    """A row for each pin; exits where one is not installed, in another version, or needed by nothing."""
    needs = list_needs(ROOT / "pyproject.toml")
    rows = []
    for name, version in read_pins(ROOT / "constraints.txt").items():
        found = distribution(name)
        if found.version != version:
            sys.exit(f"{name}: {found.version} is installed, constraints.txt has {version}; run make licences")
        by = tuple(need for need, names in needs.items() if canonicalize_name(name) in names)
        if not by:
            sys.exit(f"{name}: nothing needs it; take it out of constraints.txt")
        rows.append(Row(name, version, read_licence(found), by[:1] if by[0] == _ALWAYS else by))
    return rows


def write_table(rows: list[Row]) -> str:
    bound = [row for row in rows if not row.is_free]
    notes = "".join(
        f"`{row.name}` is under {row.licence}, and only `surco[{row.needed_for[0]}]` brings it: that is yours to install and use; who "
        f"hands on an environment that holds it does so under its terms.\n\n"
        for row in bound
    )
    lines = (f"| {row.name} | {row.version} | {row.licence} | {', '.join(row.needed_for)} |\n" for row in rows)
    free = f"{len(rows) - len(bound)} of {len(rows)} packages go with the use and redistribution of MIT software.\n\n"
    return f"{_HEAD}{free}{notes}| package | version | licence | for |\n| --- | --- | --- | --- |\n{''.join(lines)}"


def main() -> None:
    try:
        rows = list_rows()
    except PackageNotFoundError as error:
        sys.exit(f"{error.name}: not installed; run make licences")
    Path(sys.argv[1]).write_text(write_table(rows), encoding="utf-8")
    bad = [row for row in rows if not row.is_free and (not row.licence or row.needed_for[0] in (_ALWAYS, "dev"))]
    if bad:
        said = "; ".join(f"{row.name}: {row.licence or 'states no licence'}" for row in bad)
        sys.exit(f"does not go with MIT, or can't be told; look at it: {said}")


if __name__ == "__main__":
    main()
