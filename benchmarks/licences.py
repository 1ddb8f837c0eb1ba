"""The licences of all installed distributions, by their own metadata, as a table; fails where one does not go with MIT use.

    python benchmarks/licences.py docs/licences.md
"""

import re
import sys
from importlib.metadata import Distribution, distributions
from pathlib import Path

# weak copyleft binds changes to the library itself, not what uses it
FREE = re.compile(
    r"\b(?:MIT|BSD|0BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|W3C|Zlib|Unlicense|HPND|CNRI|CC0|LGPL|Lesser General)",
    re.IGNORECASE,
)
STATED = {"mlcroissant": "Apache-2.0"}
"""Licences that the projects' own pages state, where the metadata has none."""
TOOLS = frozenset({"surco", "pip", "setuptools", "wheel"})


def read_licence(found: Distribution) -> str:
    """A distribution's licence: its SPDX expression, its classifiers, or the first line of its text."""
    about = found.metadata
    if expression := about.get("License-Expression"):
        return expression
    named = [line.rpartition(" :: ")[2] for line in about.get_all("Classifier") or () if line.startswith("License :: ")]
    named = [name for name in named if name != "OSI Approved"]
    return "; ".join(named) or (about.get("License") or "").strip().partition("\n")[0] or STATED.get(about["Name"], "")


def main() -> None:
    rows = {found.metadata["Name"].lower(): (found.version, read_licence(found)) for found in distributions()}
    rows = {name: row for name, row in sorted(rows.items()) if name not in TOOLS}
    table = "".join(f"| {name} | {version} | {licence} |\n" for name, (version, licence) in rows.items())
    text = "# Licences of the dependencies\n\nWritten by `make licences` from the packages' own metadata; extras and development tools included.\n\n"
    Path(sys.argv[1]).write_text(f"{text}| package | version | licence |\n| --- | --- | --- |\n{table}", encoding="utf-8")
    bad = [f"{name}: {licence or 'states no licence'}" for name, (_, licence) in rows.items() if not FREE.search(licence)]
    if bad:
        sys.exit("does not go with MIT use, or can't be told; look at it: " + "; ".join(bad))


if __name__ == "__main__":
    main()
