"""Takes the pictures of the report in this folder, of the project's own invented articles, with Chromium.

    python docs/pictures/take.py

Run `make` and `make browser` first. One passage is shown as labelled by a person, to tell it from what the model said.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from msgspec import structs
from PIL import Image
from playwright.sync_api import sync_playwright

from surco.classify import Model, load_model, predict_labels
from surco.jsonl import read_document, write_document
from surco.records import Document, Label, replace
from surco.report import write_report
from surco.settings import AUTO_FOLDER, find_project

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]
SHOWN, PASSAGE, LABELLED = "redes-cuencas", "0031", "0036"


def label_document(document: Document, model: Model) -> Document:
    """The document with the labels of the present model, and one passage labelled by a person."""
    label = Label("consenso", "affirmed", source="human:ana")
    blocks = (
        replace(block, labels=(label,)) if block.id == f"{SHOWN}/{LABELLED}" else block
        for block in predict_labels(document.blocks, model)
    )
    return structs.replace(document, blocks=tuple(blocks))


def take(page: Any, name: str) -> None:
    """A picture of what the page shows, in 256 colours."""
    path = FOLDER / f"{name}.png"
    page.screenshot(path=path)
    few = Image.open(path).convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE, kmeans=4, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1000:.0f} kB")


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as tool:
        paths, model = [], load_model(find_project(ROOT).model)
        for path in sorted((ROOT / AUTO_FOLDER).glob("*.jsonl")):
            paths.append(Path(scratch) / "in" / path.name)
            write_document(label_document(read_document(path), model), paths[-1])
        *_, _ = write_report(paths, find_project(ROOT), Path(scratch) / "site")
        site = (Path(scratch) / "site").as_uri()
        browser = tool.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        for locale, suffix in (("en-GB", ""), ("es-ES", ".es")):
            context = browser.new_context(locale=locale, viewport={"width": 1280, "height": 800}, color_scheme="light")
            page = context.new_page()
            page.goto(f"{site}/articles/{SHOWN}.html")
            page.evaluate(f"document.getElementById('b{PASSAGE}').previousElementSibling.scrollIntoView({{behavior: 'instant'}})")
            page.click(f"#b{PASSAGE} .label summary")
            page.hover(f"#b{PASSAGE} .m.CITATION >> nth=0")
            page.wait_for_selector("[data-tip]:visible")
            take(page, f"article{suffix}")
            page.goto(f"{site}/index.html")
            take(page, f"start{suffix}")
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
