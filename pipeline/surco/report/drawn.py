"""A document's PDF → its pages drawn as SVG with their blocks framed, as `surco show` draws them."""

from __future__ import annotations

import hashlib
from pathlib import Path

from surco.corpus import read_metadata
from surco.records import Document, SourceError
from surco.report.folder import Folder
from surco.settings import Project

_DRAWER = Path(__file__).parents[1] / "extract" / "show.py"


def draw_pages(document: Document, project: Project, report: Folder, page: str) -> tuple[str, ...]:
    """Draw every page of a document whose PDF is still the one it was made from; returns the files' names.

    Nothing is drawn where there is no such PDF, or where it can't be drawn.
    """
    source = document.head.source
    if source is None or source.format != "pdf" or project.root is None:
        return ()
    path = (project.folder / source.path).resolve()
    if not path.is_file() or not path.is_relative_to(project.folder.resolve()):
        return ()
    if hashlib.sha256(path.read_bytes()).hexdigest() != source.sha256:
        return ()
    about = read_metadata(project).get(document.head.id)
    digest = _digest_drawing(document, source.sha256)
    names = [f"pages/{page}/{number}.svg" for number in range(1, (source.pages or 0) + 1)]
    try:
        for number, name in enumerate(names, start=1):
            _draw_page(document, path, number, (about.password if about else None) or "", report, name, digest)
    except SourceError:
        return ()
    return tuple(names)


def _digest_drawing(document: Document, source: str) -> str:
    """Of all that a drawing shows, and of the code that draws it."""
    shown = [(block.id, block.type, block.level, block.marker, block.text, block.boxes) for block in document.blocks]
    return hashlib.sha256(_DRAWER.read_bytes() + repr((source, document.head.id, shown)).encode()).hexdigest()[:16]


def _draw_page(
    document: Document, path: Path, number: int, password: str, report: Folder, name: str, digest: str
) -> None:
    from surco.extract.show import draw_page, render_apart

    end = f"<!-- made from {digest} -->\n"
    target = report.keep(name)
    if target.is_file() and target.read_bytes().endswith(end.encode()):
        return
    picture = render_apart(path, number, password=password)
    report.write(name, draw_page(document, number, picture) + end)
