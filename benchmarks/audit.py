"""pip-audit on constraints.txt, said in a few lines: every pin looked up, or the one thing that kept it from that.

    python benchmarks/audit.py .venv-supply/bin/pip-audit constraints.txt

The exit status is 0 where every pin was looked up and none has a known weakness.
"""

import json
import subprocess
import sys

OPTIONS = ("--no-deps", "--disable-pip", "--progress-spinner", "off", "--format", "json")
REMEDY = "run make audit where https://pypi.org/pypi/NAME/VERSION/json can be fetched, for example in CI"


def audit(tool: str, pins: str) -> tuple[list[str], bool]:
    """What to say, and whether all is well."""
    done = subprocess.run([tool, "--requirement", pins, *OPTIONS], capture_output=True, text=True)
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        cause = (done.stderr.strip().splitlines() or ["it said nothing"])[-1][:120]
        return [f"{pins}: could not be looked up among known weaknesses ({cause}); {REMEDY}"], False
    skipped = [f"{one['name']} {one.get('version', '')}".strip() for one in packages if "skip_reason" in one]
    weak = [
        f"{one['name']} {one['version']}: {weakness['id']}; mended in {', '.join(weakness['fix_versions']) or 'no version yet'}"
        for one in packages
        for weakness in one.get("vulns", ())
    ]
    if skipped:
        weak.append(f"{pins}: {len(skipped)} of {len(packages)} packages could not be looked up, {skipped[0]} first; {REMEDY}")
    return weak or [f"{len(packages)} packages, none with a known weakness"], not weak


def main() -> None:
    lines, well = audit(*sys.argv[1:3])
    print("\n".join(lines), file=sys.stdout if well else sys.stderr)
    sys.exit(not well)


if __name__ == "__main__":
    main()
