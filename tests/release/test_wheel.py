"""The wheel: two builds of the same tree give the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
_BUILD = "import sys, hatchling.build as builder; print(builder.build_wheel(sys.argv[1]))"


@pytest.mark.slow
def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    wheels = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        command = [sys.executable, "-c", _BUILD, str(folder)]
        env = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000", "PYTHONHASHSEED": str(len(wheels))}
        subprocess.run(command, cwd=CHECKOUT, env=env, check=True, capture_output=True)
        (wheel,) = folder.glob("*.whl")
        wheels.append(wheel.read_bytes())
    assert wheels[0] == wheels[1]
