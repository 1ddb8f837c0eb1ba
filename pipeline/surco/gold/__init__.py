"""Human annotation: kept, anchored again when the text changes, merged, adjudicated, migrated."""

from surco.gold.adjudicate import adjudicate_document, follow_annotator
from surco.gold.anchor import Anchored, Conflict, anchor_blocks
from surco.gold.carry import merge_gold
from surco.gold.disagreements import list_disagreements, list_open_questions
from surco.gold.store import (
    ADJUDICATED,
    digest_text,
    keep_annotation,
    keep_earlier,
    list_annotated,
    read_earlier,
)
from surco.gold.versions import Versions, read_versions
from surco.gold.vote import Question, decide_by_majority, decide_unanimously, list_ties, merge_annotators

__all__ = [
    "ADJUDICATED", "Anchored", "Conflict", "Question", "Versions", "adjudicate_document", "anchor_blocks",
    "decide_by_majority", "decide_unanimously", "digest_text", "follow_annotator", "keep_annotation", "keep_earlier",
    "list_annotated", "list_disagreements", "list_open_questions", "list_ties", "merge_annotators", "merge_gold",
    "read_earlier", "read_versions",
]  # fmt: skip
