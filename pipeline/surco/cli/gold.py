"""The commands around human annotation: gold status, agreement, adjudicate, migrate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
import typer

from surco.cli.options import AsJson
from surco.cli.reporting import FAILED, count_things, report_errors
from surco.cli.sources import require_project
from surco.cli.tables import align_rows
from surco.console import say
from surco.records import SurcoError
from surco.settings import AUTO_FOLDER, GOLD_FOLDER, Project

if TYPE_CHECKING:
    from surco.agreement import Agreement
    from surco.gold import Question, Versions
    from surco.gold.adjudicate import Outcome
    from surco.gold.migrate import Migration
    from surco.gold.status import Status
    from surco.gold.vote import Answer, Decide

Documents = Annotated[
    list[str] | None, typer.Argument(metavar="DOC…", help="Ids of documents, such as ruiz-2019; else all.")
]
Strategy = Literal["unanimous", "majority", "one", "ask"]


def status(documents: Documents = None, as_json: AsJson = False) -> None:
    """Tell how far each annotator is, where the passages stand, and which command comes next.

    `moved` are passages whose text changed since, and which the annotation followed; `conflicts` have no place in the text as
    it is now: both texts are shown.

    Examples: `surco gold status`, `surco gold status ruiz-2019 --json`
    """
    from surco.gold.queue import QUEUE_FILE, list_waiting, read_queue
    from surco.gold.status import describe_gold
    from surco.scheme import read_scheme

    with report_errors():
        project = require_project()
        scheme = read_scheme(project.find_file(project.settings.annotate.scheme)).version
        read = _read_versions(project, documents)
        found = [describe_gold(versions, scheme) for versions in read]
        queue = read_queue(project.folder / QUEUE_FILE)
        waiting = len({review.id for review in list_waiting(queue, read, scheme)})
    for line in _encode(found) if as_json else _format_status(found, scheme):
        print(line)
    if waiting and not as_json and not documents:
        told = f"{count_things(waiting, 'passage')} to look at again since a migration"
        print(f"{told}: {QUEUE_FILE}; send them with: surco push --list {QUEUE_FILE}")


def _format_status(found: list[Status], scheme: str) -> Iterator[str]:
    from surco.gold.advice import advise, sum_up
    from surco.gold.status import format_conflicts

    rows = [one for status in found for one in status.progress]
    cells = [(one.document, one.annotator, *map(str, (one.done, one.open, one.moved, one.conflicts))) for one in rows]
    yield from align_rows([("document", "annotator", "done", "open", "moved", "conflicts"), *cells], left=(0, 1))
    for status in found:
        if status.misplaced:
            yield ""
            yield from format_conflicts(status.misplaced)
    unbuilt = [status.document for status in found if not status.is_built]
    if unbuilt:
        yield ""
        yield f"not built, so that their texts are those the annotators saw: {', '.join(unbuilt)}; run: surco build"
    yield ""
    yield sum_up(found)
    yield from advise(found, scheme)


def agreement(
    documents: Documents = None,
    annotator: Annotated[
        list[str] | None, typer.Option("--annotator", "-a", help="Only these annotators; may be repeated.")
    ] = None,
    gamma: Annotated[bool, typer.Option("--gamma", help="Also γ for spans; slow, and needs surco[gamma].")] = False,
    disagreements: Annotated[
        bool, typer.Option("--disagreements", "-d", help="List each disagreement with its passage instead.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Measure how far annotators agree, for each layer and label, with 95 % bootstrap intervals over documents.

    Passages that one annotator did not do are missing, not empty. JSON has the disagreements too.

    Examples: `surco agreement`, `surco agreement -a ana -a luis --json > agreement.json`
    """
    from surco.agreement import RESAMPLES, measure_agreement

    with report_errors():
        project = require_project()
        versions = _read_versions(project, documents)
        _check_annotators(annotator or [], versions)
        say(f"{count_things(len(versions), 'annotated document')} read; measuring, with {RESAMPLES} resamples")
        measured = measure_agreement(versions, annotators=annotator or (), gamma=gamma)
    for line in _encode([measured]) if as_json else _format_agreement(measured, disagreements=disagreements):
        print(line)


def _format_agreement(measured: Agreement, *, disagreements: bool) -> Iterator[str]:
    from surco.agreement import table

    if disagreements:
        for one in measured.disagreements:
            yield from table.format_disagreement(one)
        return
    who = ", ".join(measured.annotators)
    where = count_things(measured.documents, "document")
    alone = measured.passages - measured.shared
    left = f"; {alone} done by one alone {'is' if alone == 1 else 'are'} left out" if alone else ""
    others = f", and {measured.others} headings and other blocks" if measured.others else ""
    yield f"{measured.shared} of {measured.passages} passages{others} done by two or more of {who}, in {where}{left}"
    yield ""
    yield from align_rows(list(table.list_rows(measured)), left=(0, 1))
    yield from table.list_distances(measured)
    yield ""
    yield from table.explain_figures(measured)
    yield from table.warn_few(measured)
    yield ""
    yield from align_rows(list(table.list_coverage(measured)), left=(0, 1))
    if measured.disagreements:
        yield ""
        yield f"{len(measured.disagreements)} disagreements; list them with: surco agreement --disagreements"


def adjudicate(
    documents: Documents = None,
    strategy: Annotated[
        Strategy,
        typer.Option("--strategy", "-s", help="Who decides where annotators disagree: nobody, most, one of them, or you."),
    ] = "majority",
    annotator: Annotated[
        str | None, typer.Option("--annotator", "-a", help="Whom the strategy 'one' follows.")
    ] = None,
) -> None:
    """Merge the annotators' versions into annotations/gold/adjudicated; what a person decided before stays.

    What one annotator alone did is taken over under that name. What the strategy can't decide, as a tie of two, is left
    open. `ask` shows each disagreement and takes your answer.

    Examples: `surco adjudicate`, `surco adjudicate ruiz-2019 --strategy ask`, `surco adjudicate -s one -a ana`
    """
    from surco.gold import adjudicate_document

    if (strategy == "one") != (annotator is not None):
        raise typer.BadParameter("name one annotator with --strategy one, and only there", param_hint="--annotator")
    every: Counter[Outcome] = Counter()
    with report_errors():
        project = require_project()
        decide = _choose_strategy(strategy, annotator)
        at = datetime.now(UTC).isoformat(timespec="seconds") if strategy == "ask" else None
        versions = _read_versions(project, documents)
        _check_annotators([annotator] if annotator else [], versions)
        for one in versions:
            try:
                counts = adjudicate_document(project.folder / GOLD_FOLDER, one, decide, at=at)
            except EOFError:
                say("stopped; what you decided is kept, and the next run goes on from there")
                raise typer.Exit(FAILED) from None
            every += counts
            say(f"{one.id}: {_tell_outcomes(counts, strategy, annotator)}")
    if len(versions) > 1:
        say(f"{count_things(len(versions), 'document')}: {_tell_outcomes(every, strategy, annotator)}")
    if every["undecided"]:
        say(f"{count_things(every['undecided'], 'passage')} left open; decide by hand with: surco adjudicate --strategy ask")


def _check_annotators(names: list[str], versions: list[Versions]) -> None:
    known = sorted({name for one in versions for name in one.annotators})
    for name in names:
        if name not in known:
            raise SurcoError(f"--annotator {name}: has annotated nothing there; choose from: {', '.join(known)}")


def _tell_outcomes(counts: Counter[Outcome], strategy: Strategy, annotator: str | None) -> str:
    """What became of how many passages, in one line."""
    by = {"majority": "by majority", "one": f"as {annotator} says", "ask": "as you say"}.get(strategy, "")
    told: dict[Outcome, str] = {
        "single": "done by one annotator alone", "agreed": "agreed by all of several", "merged": f"decided {by}",
        "undecided": "undecided", "kept": "decided by a person before",
    }  # fmt: skip
    return ", ".join(f"{counts[each]} {words}" for each, words in told.items() if counts[each]) or "no passage is done"


def _choose_strategy(strategy: Strategy, annotator: str | None) -> Decide:
    from surco.gold import decide_by_majority, decide_unanimously, follow_annotator

    if annotator is not None:
        return follow_annotator(annotator)
    return {"unanimous": decide_unanimously, "majority": decide_by_majority, "ask": _ask}[strategy]


def _ask(question: Question) -> Answer | None:
    """The answer that the user chooses; None where the passage is left open. Raises EOFError at the end of the input."""
    from surco.gold.vote import name_answer

    answers = {name_answer(answer): answer for _, answer in question.answers}
    say("")
    say(f"{question.block.id}: {question.layer}, {question.what}")
    say(_show_place(question))
    for number, name in enumerate(answers, start=1):
        who = ", ".join(one for one, answer in question.answers if name_answer(answer) == name)
        say(f"  {number}  {name}  ({who})")
    while True:
        say(f"1–{len(answers)}, s to leave the passage open, q to stop:")
        word = input().strip().lower()
        if word == "q":
            raise EOFError
        if word == "s":
            return None
        if word.isdecimal() and 1 <= int(word) <= len(answers):
            return list(answers.values())[int(word) - 1]


def _show_place(question: Question) -> str:
    text = question.block.text
    if question.start is None or question.end is None:
        return text
    return f"{text[: question.start]}[{text[question.start : question.end]}]{text[question.end :]}"


def migrate(
    add: Annotated[list[str] | None, typer.Option("--add", metavar="LABEL", help="A new label.")] = None,
    rename: Annotated[list[str] | None, typer.Option("--rename", metavar="OLD=NEW", help="Another name.")] = None,
    merge: Annotated[list[str] | None, typer.Option("--merge", metavar="OLD,OLD=NEW", help="Several become one.")] = None,
    split: Annotated[
        list[str] | None, typer.Option("--split", metavar="OLD=NEW,NEW", help="One becomes several, by hand.")
    ] = None,
    to_version: Annotated[
        str | None, typer.Option("--to-version", metavar="VERSION", help="The scheme's version then; else the next.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", "-n", help="Tell what would change; write nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Change labels in the scheme, in human annotation, training passages and cues; older versions are kept.

    Passages to look at again – those with a label that was split; all, for a new label – go to annotations/queue.jsonl.

    Examples: `surco migrate --rename equidad=justicia --dry-run`, `surco migrate --split autonomia=soberania,autonomia`
    """
    from surco.gold.changes import parse_change
    from surco.gold.migrate import apply_migration, plan_migration

    with report_errors():
        project = require_project()
        options = (("add", add), ("rename", rename), ("merge", merge), ("split", split))
        changes = [parse_change(kind, words) for kind, given in options for words in given or ()]  # type: ignore[arg-type]
        migration = plan_migration(project, changes, to_version)
        if not dry_run:
            apply_migration(project, migration)
    for line in _encode(migration.queue) if as_json else _format_migration(project, migration, dry_run=dry_run):
        print(line)


def _format_migration(project: Project, migration: Migration, *, dry_run: bool) -> Iterator[str]:
    from surco.gold.queue import QUEUE_FILE

    would = "would be " if dry_run else ""
    for path in migration.texts:
        yield f"{_name(path, project)}: {would}rewritten"
    for file in migration.files:
        opened = f", {file.opened} of them open again" if file.opened else ""
        yield f"{_name(file.path, project)}: {count_things(len(file.before), 'block')} {would}changed{opened}"
    if migration.queue:
        yield f"{QUEUE_FILE}: {count_things(len(migration.queue), 'passage')} to look at again"
    yield f"the scheme's version {'would be' if dry_run else 'is'} {migration.version}"
    if not dry_run:
        yield "mend annotations/guidelines.md by hand, and train anew: surco train labels"


def _name(path: Path, project: Project) -> str:
    return path.relative_to(project.folder).as_posix()


def _read_versions(project: Project, documents: list[str] | None) -> list[Versions]:
    from surco.gold import list_annotated, read_versions

    known = list_annotated(project)
    for name in documents or ():
        if name not in known:
            raise SurcoError(f"{name}: no annotation in {GOLD_FOLDER}; choose from: {', '.join(known) or 'nothing yet'}")
    if not known:
        raise SurcoError(f"{GOLD_FOLDER}: {_explain_lack(project)}")
    return list(read_versions(project, documents or ()))


def _explain_lack(project: Project) -> str:
    """What there is to do where nobody has annotated anything."""
    if not any((project.folder / AUTO_FOLDER).glob("*.jsonl")):
        return "no human annotation yet, and nothing to annotate; put articles into corpus/sources and run: surco build"
    return (
        "no human annotation yet; send passages with surco push and fetch them with surco pull, or, without a doccano "
        "server: surco export, then surco import"
    )


def _encode(records: object) -> Iterator[str]:
    for record in records:  # type: ignore[attr-defined]
        yield msgspec.json.encode(record).decode()
