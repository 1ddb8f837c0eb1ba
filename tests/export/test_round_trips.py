"""Out and back through each format that can be imported: equality, or exactly the declared loss."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented_documents import CONTEXT, documents

from surco.export.files import File
from surco.export.formats import FORMATS, IMPORTABLE, count_export
from surco.export.loss import count_features, drop_features
from surco.export.selection import Selection
from surco.records import Document, iterate_problems, replace


def join_pieces(files: list[File]) -> list[File]:
    joined: dict[str, bytes] = {}
    for file in files:
        joined[file.name] = joined.get(file.name, b"") + file.data
    return [File(name, data) for name, data in joined.items()]


def go_out_and_back(document: Document, name: str) -> tuple[Document, Counter[str]]:
    """The document as it comes back, and what the loss report says is lost."""
    report, files = count_export([document], name, CONTEXT, Selection())
    read = FORMATS[name].read
    assert read is not None
    found = list(read(join_pieces(list(files)), CONTEXT))
    blocks = {block.id: block for one in found for block in one.document.blocks}
    assert len(blocks) == sum(len(one.document.blocks) for one in found)
    return Document(found[0].document.head, tuple(blocks[one.id] for one in document.blocks)), Counter(report().lost)


def sort_labels(document: Document) -> Document:
    """Labels have no order: doccano's have none at all."""
    return Document(document.head, tuple(
        replace(block, labels=tuple(sorted(block.labels, key=lambda label: label.principle))) if block.labels else block
        for block in document.blocks
    ))  # fmt: skip


@given(documents())
@settings(max_examples=50)
def test_the_invented_documents_keep_the_format(document: Document) -> None:
    assert list(iterate_problems(document)) == []


@pytest.mark.parametrize("name", IMPORTABLE)
@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nothing_is_lost_that_the_report_does_not_name(name: str, data: st.DataObject) -> None:
    document = data.draw(documents(FORMATS[name].types))
    back, lost = go_out_and_back(document, name)
    assert sort_labels(back) == sort_labels(drop_features(document, FORMATS[name].lost))
    assert lost == count_features(document, FORMATS[name].lost)
    if not lost:
        assert sort_labels(back) == sort_labels(document)
