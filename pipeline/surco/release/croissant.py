"""A release's files → its Croissant 1.1 metadata (https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html)."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from surco.release.tables import ROWS
from surco.settings import ReleaseSettings

VERSION = "http://mlcommons.org/croissant/1.1"
_PARQUET = "application/x-parquet"


def describe_croissant(folder: Path, about: ReleaseSettings, *, published: datetime, languages: list[str]) -> bytes:
    """The JSON-LD of a release whose tables lie in `folder`/parquet; raises ValueError where mlcroissant finds it wrong."""
    import mlcroissant

    context = mlcroissant.Context(conforms_to=VERSION)
    metadata = mlcroissant.Metadata(
        ctx=context,
        name=about.name,
        description=about.description,
        version=about.version,
        license=[about.licence],
        url=about.url or None,
        cite_as=about.cite_as or _cite(about, published),
        creators=[mlcroissant.Person(ctx=context, name=name) for name in about.creators],
        date_published=published,
        in_language=languages,
        keywords=["corpus linguistics", "South-South cooperation", "citations", "annotation"],
        distribution=[_describe_file(folder / "parquet" / f"{name}.parquet", context) for name in ROWS],
        record_sets=[_describe_table(name, context) for name in ROWS],
    )
    issues = metadata.ctx.issues
    if issues.errors:
        raise ValueError("; ".join(sorted(issues.errors)))
    return msgspec.json.format(msgspec.json.encode(_make_plain(metadata.to_json())), indent=1) + b"\n"


def _cite(about: ReleaseSettings, published: datetime) -> str:
    return f"{'; '.join(about.creators) or 'Anonymous'} ({published.year}). {about.name} {about.version} [dataset]."


def _make_plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(name): _make_plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_make_plain(part) for part in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _describe_file(path: Path, context: Any) -> Any:
    import mlcroissant

    return mlcroissant.FileObject(
        ctx=context,
        id=path.name,
        name=path.name,
        content_url=f"parquet/{path.name}",
        content_size=f"{path.stat().st_size} B",
        encoding_formats=[_PARQUET],
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
    )


def _describe_table(name: str, context: Any) -> Any:
    import mlcroissant

    kind = ROWS[name]
    fields = [
        mlcroissant.Field(
            ctx=context,
            id=f"{name}/{field.name}",
            name=field.name,
            description=f"{field.name} of: {kind.__doc__}",
            data_types=[_find_type(field.type)],
            is_array=_is_list(field.type) or None,
            array_shape="-1" if _is_list(field.type) else None,
            source=mlcroissant.Source(
                ctx=context,
                file_object=f"{name}.parquet",
                extract=mlcroissant.Extract(ctx=context, column=field.name),
            ),
        )
        for field in msgspec.structs.fields(kind)
    ]
    return mlcroissant.RecordSet(ctx=context, id=name, name=name, description=kind.__doc__, fields=fields)


def _is_list(kind: Any) -> bool:
    return "tuple" in str(kind)


def _find_type(kind: Any) -> Any:
    import mlcroissant

    types = {"str": "TEXT", "int": "INTEGER", "float": "FLOAT", "bool": "BOOL"}
    [found] = [types[name] for name in types if name in str(kind)]
    return getattr(mlcroissant.DataType, found)
