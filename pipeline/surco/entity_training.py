"""Human annotation → the trained layer of entities of a project, measured on documents that it was not trained on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import UNSET

from surco.citations import annotate_citations
from surco.entities import Authority, read_authority
from surco.entities.card import CARD_FILE, METRICS_FILE, Report, save_card
from surco.entities.model import EntityModel, load_entity_model, name_text, save_model
from surco.entities.resolve import make_id
from surco.entities.scores import LEAST_DOCUMENTS, Score, Trial, score_entities
from surco.entities.trained import LEAST, count_sentences, is_corrected, mark_entities, train_entities
from surco.gold import digest_text, merge_annotators
from surco.jsonl import read_document
from surco.records import Block, Document, SurcoError, replace
from surco.scheme import Scheme, read_scheme
from surco.settings import AUTO_FOLDER, Project
from surco.train import group_versions, list_human

NAME = "entities"
"""The model's folder in models/ where surco.toml names none."""
FOLDS = 5
RULES, BOTH = "rules", "rules and model"


def gather_gold(project: Project, more: Iterable[Path] = ()) -> list[Document]:
    """What people have done in a project and in these files; the rest of each document stands around it as context.

    Only blocks that are done have entities; every block has its citations.
    """
    return [_add_context(document, project) for document in (*list_human(project), *map(read_document, more))]


def read_gold(project: Project, files: Iterable[Path]) -> list[Document]:
    """The same for these files alone; raises SurcoError where nothing in them is done."""
    paths = list(files)
    merged = [one[0] if len(one) == 1 else merge_annotators(one) for one in group_versions(paths)]
    gold = [_add_context(document, project) for document in merged]
    if not _list_corrected(gold):
        raise SurcoError(f"{', '.join(map(str, paths))}: no block has the status 'done'; correct some first")
    return gold


def _add_context(human: Document, project: Project) -> Document:
    done = {digest_text(block.text): block for block in human.blocks if block.status == "done"}
    path = project.folder / AUTO_FOLDER / f"{human.head.id}.jsonl"
    whole = read_document(path) if project.root is not None and path.is_file() else human
    blocks: list[Block] = []
    for block in whole.blocks:
        own = done.pop(digest_text(block.text), None)
        blocks.append(_carry_entities(block, own) if own is not None else replace(block, entities=UNSET))
    return Document(human.head, _fill_citations((*blocks, *done.values())))


def _carry_entities(block: Block, human: Block) -> Block:
    citations = block.citations if human.citations is UNSET else human.citations
    return replace(block, entities=human.entities, citations=citations)


def _fill_citations(blocks: Sequence[Block]) -> tuple[Block, ...]:
    if all(block.citations is not UNSET for block in blocks):
        return tuple(blocks)
    cited = annotate_citations(tuple(blocks))
    return tuple(
        own if own.citations is not UNSET else replace(own, citations=other.citations)
        for own, other in zip(blocks, cited, strict=True)
    )


def train_model(project: Project, gold: Sequence[Document]) -> EntityModel:
    """Train the project's layer of entities anew and save it; raises SurcoError where there is too little gold.

    Card and metrics of the model before are removed: they tell nothing of this one.
    """
    if project.root is None:
        raise SurcoError(f"{Path.cwd()}: no surco.toml here or above; start a project with: surco init DIR")
    model = _train(project, gold, name_model(project))
    folder = project.folder / "models" / model.name
    for name in (CARD_FILE, METRICS_FILE):
        (folder / name).unlink(missing_ok=True)
    save_model(model, folder)
    return model


def document_training(project: Project, model: EntityModel, gold: Sequence[Document]) -> Report:
    """Measure the way in which a model was trained, and write its card and metrics beside it."""
    report = evaluate_training(project, gold)
    save_card(model, report, project.folder / "models" / model.name)
    return report


def name_model(project: Project) -> str:
    """The model that surco.toml names, or the usual one."""
    return project.settings.annotate.entities or NAME


def evaluate_training(project: Project, gold: Sequence[Document], *, folds: int = FOLDS) -> Report:
    """Rules, and rules with a model trained on the other documents, on each document; raises SurcoError on too little.

    Seen are the names in the authority files and, for the model, in its training part.
    """
    gold = [document for document in gold if _list_corrected([document])]
    parts = _split_documents(gold, max(1, min(folds, len(gold))))
    _refuse_little(gold, parts)
    ruled, both = _try_model(project, gold, None), list[Trial]()
    for part in parts:
        rest = [document for other in parts if other is not part for document in other]
        model = _train(project, rest, "held-out")
        both += _try_model(project, part, model)
    return _make_report(gold, {RULES: score_entities(ruled), BOTH: score_entities(both)}, folds=len(parts))


def evaluate_present(project: Project, gold: Sequence[Document]) -> Report:
    """The rules and, where surco.toml names one, the model as it is, on documents that it was not trained on.

    Raises SurcoError where it was trained on some of them.
    """
    model = load_entity_model(project.entity_model)
    if model is not None:
        _refuse_trained_on(model, _list_corrected(gold))
    scores = {RULES: score_entities(_try_model(project, gold, None))}
    if model is not None:
        scores[BOTH] = score_entities(_try_model(project, gold, model))
    return _make_report(gold, scores, folds=0)


def _refuse_trained_on(model: EntityModel, blocks: Sequence[Block]) -> None:
    seen = sum(name_text(block) in model.texts for block in blocks)
    if seen:
        raise SurcoError(
            f"models/{model.name} was trained on {seen} of these {len(blocks)} blocks, so its figures would flatter it; "
            "name others, or cross-validate with: surco evaluate entities"
        )


def _refuse_little(gold: Sequence[Document], parts: Sequence[Sequence[Document]]) -> None:
    sentences = count_sentences(_list_corrected(gold))
    if len(gold) < LEAST_DOCUMENTS:
        found = f"{sentences} corrected sentences in {len(gold)} documents"
        raise SurcoError(f"{found} are too few to measure on; correct some in at least {LEAST_DOCUMENTS} documents")
    tested = max(count_sentences(_list_corrected(part)) for part in parts)
    if sentences - tested < LEAST:
        raise SurcoError(
            f"of {sentences} corrected sentences {tested} are tested on at once, which leaves {sentences - tested} to "
            f"train on; correct at least {LEAST + tested - sentences} more in the other documents"
        )


def _split_documents(gold: Sequence[Document], folds: int) -> list[list[Document]]:
    """Parts of about as many corrected blocks each, the same for the same documents."""
    parts: list[list[Document]] = [[] for _ in range(folds)]
    for document in sorted(gold, key=lambda one: (-len(_list_corrected([one])), one.head.id)):
        min(parts, key=lambda part: len(_list_corrected(part))).append(document)
    return parts


def _list_corrected(gold: Iterable[Document]) -> list[Block]:
    return [block for document in gold for block in document.blocks if is_corrected(block)]


def _read_tools(project: Project) -> tuple[Authority, Scheme]:
    named = project.settings.annotate
    authority = read_authority(project.find_file(named.organisations), project.find_file(named.instruments))
    return authority, read_scheme(project.find_file(named.scheme))


def _train(project: Project, gold: Sequence[Document], name: str) -> EntityModel:
    return train_entities([document.blocks for document in gold], *_read_tools(project), name=name)


def _try_model(project: Project, gold: Sequence[Document], model: EntityModel | None) -> list[Trial]:
    authority, scheme = _read_tools(project)
    seen = _list_known(authority) | frozenset(model.head.names if model else ())
    found = [mark_entities(document.blocks, authority, scheme, model) for document in gold]
    return [
        Trial(document, Document(document.head, blocks), seen) for document, blocks in zip(gold, found, strict=True)
    ]


def _list_known(authority: Authority) -> frozenset[str]:
    return frozenset(make_id(form.text) for entry in authority.entries for form in entry.forms)


def _make_report(gold: Sequence[Document], scores: dict[str, tuple[Score, ...]], *, folds: int) -> Report:
    blocks = _list_corrected(gold)
    return Report(len(gold), len(blocks), count_sentences(blocks), folds, scores)
