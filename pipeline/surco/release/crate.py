"""A release's folder → its RO-Crate 1.3 metadata (https://w3id.org/ro/crate/1.3)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from surco import __version__
from surco.settings import ReleaseSettings

_FORMATS = {
    ".parquet": "application/vnd.apache.parquet",
    ".jsonl": "application/jsonl",
    ".json": "application/json",
    ".md": "text/markdown",
    ".toml": "application/toml",
    ".csv": "text/csv",
}


def write_crate(folder: Path, about: ReleaseSettings, *, published: datetime) -> None:
    """Write ro-crate-metadata.json into a release's folder, every file of it described."""
    from rocrate.model import ContextEntity, Person
    from rocrate.rocrate import ROCrate

    crate = ROCrate(version="1.3")
    crate.name, crate.description, crate.license = about.name, about.description, about.licence
    crate.datePublished = published
    root = crate.root_dataset
    root["version"] = about.version
    if about.url:
        root["url"] = about.url
    people = [Person(crate, f"#creator-{place}", {"name": name}) for place, name in enumerate(about.creators, start=1)]
    if people:
        root["creator"] = [crate.add(person) for person in people]
    tool = {"@type": "CreativeWork", "name": f"Surco {__version__}", "version": __version__}
    root["instrument"] = crate.add(ContextEntity(crate, "#surco", properties=tool))
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        kind = _FORMATS.get(path.suffix, "application/octet-stream")
        about_file = {"name": name, "encodingFormat": kind, "contentSize": str(path.stat().st_size)}
        crate.add_file(path, dest_path=name, properties=about_file)
    crate.metadata.write(folder)
