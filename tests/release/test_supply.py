"""Supply: the table of licences keeps step with the pins, and an audit that could not be made says so in one line."""

from __future__ import annotations

import json
import re
import stat
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

CHECKOUT = Path(__file__).parents[2]
PINS = (CHECKOUT / "constraints.txt").read_text("utf-8").split()
ROWS = re.findall(r"^\| (\S+) \| (\d\S*) \| (.*?) \| (.+) \|$", (CHECKOUT / "docs/licences.md").read_text("utf-8"), re.M)


def load_benchmark(name: str) -> ModuleType:
    spec = spec_from_file_location(f"benchmarks_{name}", CHECKOUT / f"benchmarks/{name}.py")
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_table_of_licences_is_that_of_the_pins() -> None:
    assert [f"{name}=={version}" for name, version, _, _ in ROWS] == PINS, "run make licences"


def test_only_an_extra_brings_what_is_not_free() -> None:
    licences = load_benchmark("licences")
    bound = [(name, needed) for name, _, licence, needed in ROWS if not licences.FREE.search(licence)]
    assert bound == [("cvxopt", "gamma")]


def test_licences_are_those_that_the_packages_state() -> None:
    licences = load_benchmark("licences")
    compared = 0
    for name, version, licence, _ in ROWS:
        try:
            found = distribution(name)
        except PackageNotFoundError:
            continue
        if found.version == version:
            compared += 1
            assert licences.read_licence(found) == licence, name
    assert compared > 50


WELL = {"dependencies": [{"name": "a", "version": "1", "vulns": []}]}
WEAK = {"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"]}]}]}
SKIPPED = {"dependencies": [*WELL["dependencies"], {"name": "b", "skip_reason": "not found"}]}
ANSWERS = [
    (json.dumps(WELL), "", 0, "1 packages, none with a known weakness"),
    (json.dumps(WEAK), "", 1, "a 1: PYSEC-1; mended in 1.1"),
    # a mirror that knows no weaknesses is no clean bill
    (json.dumps(SKIPPED), "", 1, "pins.txt: 1 of 2 packages could not be looked up, b first; run make audit where"),
    ("", "Traceback\n  …\nConnectionError: no route", 1, "pins.txt: could not be looked up among known weaknesses (ConnectionError: no route); run"),
    ("", "", 1, "pins.txt: could not be looked up among known weaknesses (it said nothing); run make audit where"),
]  # fmt: skip


@pytest.mark.parametrize(("told", "moaned", "status", "expected"), ANSWERS, ids=range(len(ANSWERS)))
def test_an_audit_ends_in_one_line(told: str, moaned: str, status: int, expected: str, tmp_path: Path) -> None:
    tool = tmp_path / "pip-audit"
    tool.write_text(f"#!{sys.executable}\nimport sys\nprint({told!r})\nprint({moaned!r}, file=sys.stderr)\nsys.exit({status})\n")
    tool.chmod(tool.stat().st_mode | stat.S_IXUSR)
    command = [sys.executable, str(CHECKOUT / "benchmarks/audit.py"), str(tool), "pins.txt"]
    done = subprocess.run(command, capture_output=True, text=True)
    [line] = (done.stdout + done.stderr).splitlines()
    assert line.startswith(expected)
    assert (done.returncode, bool(done.stderr)) == (status, bool(status))
