"""The commands around the label model: train labels, evaluate labels, explain, suggest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
import typer

from surco.cli.options import AsJson, Corpus
from surco.cli.reporting import DONE, FAILED, count_things, report_errors
from surco.cli.sources import name_annotated, read_annotated, require_project, tell_ties
from surco.console import follow_steps, say
from surco.records import Block, SurcoError
from surco.settings import AUTO_FOLDER, Project, find_project

if TYPE_CHECKING:
    from surco.classify import Model
    from surco.classify.scores import Report
    from surco.train import FreshData


def train_labels(
    name: Annotated[
        str | None, typer.Option("--name", help="Another model than that of surco.toml; its folder in models/.")
    ] = None,
    encoder: Annotated[
        Literal["none", "words", "use", "e5"] | None,
        typer.Option("--encoder", help="What adds meaning to words: nothing, word vectors, or a sentence encoder."),
    ] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Don't measure the model: no card and no metrics until the next training.")
    ] = False,
) -> None:
    """Train the label model on the training passages and on human annotation, into models/, with its card.

    Measuring, by cross-validation, takes four times as long as training. Settings are those of the model before; the
    encoders `use` and `e5` are packages of their own.

    Examples: `surco train labels`, `surco train labels --name mine --encoder use`
    """
    from surco.train import count_passages, document_training, gather_data, train_model

    with report_errors():
        project = require_project()
        data = gather_data(project, name=name, encoder=encoder)
        for left in data.left_out:
            say(f"annotations/training/{left}.jsonl is left out: the scheme has other labels than its passages")
        tell_ties(project, "labels")
        passages, human = count_passages(data)
        say(f"training on {count_things(passages, 'passage')}, {human} of them annotated by people")
        model = train_model(project, data)
        say(f"models/{model.name} is trained: {model.source}")
        if project.settings.annotate.model != model.name:
            say(f'to use it, write under [annotate] in surco.toml: model = "{model.name}"')
        if quick:
            return
        try:
            report = document_training(project, model, data, follow=_follow_parts)
        except SurcoError as error:
            say(f"models/{model.name} has no card: {error}")
            return
    score = report.micro
    say(f"F1 {score.f1:.3f} ({score.low:.3f}–{score.high:.3f}) on documents held out; see models/{model.name}/card.md")


def evaluate_labels(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILE…",
            help="Human annotation (or folders of it) that the model was not trained on; else all data, cross-validated.",
        ),
    ] = None,
    curve: Annotated[
        bool, typer.Option("--curve", help="The learning curve instead: the scores by passages trained on.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Measure the label model on documents that it did not see: each label with its interval, beside two baselines.

    Without FILE, it is trained anew for each fold; with FILE, the present model is measured on the passages marked
    as done there, but those that it was trained on.

    Examples: `surco evaluate labels`, `surco evaluate labels annotations/gold/ana --json > metrics.json`
    """
    if curve and files:
        raise typer.BadParameter("the learning curve is drawn without FILE", param_hint="--curve")
    with report_errors():
        if curve:
            _show_curve(as_json=as_json)
        else:
            _show_report(_measure_files(files) if files else _measure_folds(), as_json=as_json)


def _measure_folds() -> Report:
    from surco.train import evaluate_training, gather_data

    project = require_project()
    data = gather_data(project)
    tell_ties(project, "labels")
    say(f"{count_things(len(data.blocks), 'passage')} read; training on parts of them")
    return evaluate_training(project, data, follow=_follow_parts)


def _follow_parts(parts: Sequence[list[int]]) -> Iterator[list[int]]:
    say(f"measuring: trained anew {len(parts)} times, each time without the documents that it is measured on")
    return follow_steps(parts, len(parts), "measuring", quiet=False)


def _measure_files(paths: list[Path]) -> Report:
    from surco.classify import load_model
    from surco.evaluate import evaluate_model
    from surco.train import gather_fresh, name_cache

    project = find_project(Path.cwd())
    model = load_model(project.model)
    cache = name_cache(project) if project.root else None
    data = gather_fresh(project, name_annotated(paths))
    _tell_left_out(data, project.model.name)
    return evaluate_model(data.blocks, model, cache=cache)


def _tell_left_out(data: FreshData, model: str) -> None:
    if data.undecided:
        say(f"{count_things(data.undecided, 'undecided passage')} left out")
    if data.tied:
        tied = f"annotators are tied on {data.tied} of them"
        say(f"{tied}; decide with: surco adjudicate --strategy ask")
    if data.trained:
        say(f"{count_things(data.trained, 'passage')} left out, on which models/{model} was trained")
    if data.trained is None:
        say(f"models/{model} does not tell what it was trained on, so some of it may be here; train it again to be sure")


def _show_report(report: Report, *, as_json: bool) -> None:
    from surco.cli.tables import format_report

    _print_lines([msgspec.json.encode(report).decode()] if as_json else format_report(report))


def _show_curve(*, as_json: bool) -> None:
    from surco.cli.tables import format_curve
    from surco.train import draw_curve, gather_data

    project = require_project()
    tell_ties(project, "labels")
    points = draw_curve(project, gather_data(project))
    _print_lines((msgspec.json.encode(point).decode() for point in points) if as_json else format_curve(points))


def explain(
    passage: Annotated[str, typer.Argument(metavar="PASSAGE", help="The passage's id, such as ruiz-2019/0024.")],
    files: Corpus = None,
    every: Annotated[bool, typer.Option("--all", "-a", help="Every label, not only those given or nearest.")] = False,
    as_json: AsJson = False,
) -> None:
    """Tell why a passage has its labels: which names, cues and words spoke for each (+) or against it (-).

    Examples: `surco explain ruiz-2019/0024`, `surco explain ruiz-2019/0024 out/ruiz-2019.jsonl --all`
    """
    from surco.cli.tables import format_explanations

    with report_errors():
        project = find_project(Path.cwd())
        block = _find_passage(passage, files)
        from surco.classify import load_model
        from surco.classify.explanation import explain_passage

        found = explain_passage(block, load_model(project.model))
    ordered = sorted(found, key=lambda one: -one.score)
    shown = ordered if every else [one for one in ordered if one.score >= one.threshold] or ordered[:1]
    if as_json:
        _print_lines(msgspec.json.encode(one).decode() for one in shown)
    else:
        _print_lines([block.text, "", *format_explanations(shown)])


def _find_passage(name: str, files: list[Path] | None) -> Block:
    paths = files or [require_project().folder / AUTO_FOLDER / f"{name.rpartition('/')[0]}.jsonl"]
    if not files and not paths[0].is_file():
        raise SurcoError(f"{name}: no such article in {AUTO_FOLDER}; check the id, or run: surco build")
    documents, _ = read_annotated(name_annotated(paths))
    blocks = [block for document in documents for block in document.blocks if block.id == name]
    if not blocks:
        raise SurcoError(f"{name}: no such passage in {', '.join(map(str, paths))}; ids look like ruiz-2019/0024")
    if not blocks[0].is_passage:
        raise SurcoError(f"{name}: of type {blocks[0].type}, and only running text has labels; name a paragraph")
    return blocks[0]


def suggest(
    files: Corpus = None,
    count: Annotated[int, typer.Option("--count", "-n", min=1, help="How many passages.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List the passages to annotate next: those on which the model wavers, no two alike, and every fifth at random.

    What a person has done already is left out. The random ones keep an evaluation unbiased; JSON has a line for each.
    The last line tells on how many of the passages left the model wavers: the fewer, the less there is to learn.

    Examples: `surco suggest -n 50`, `surco suggest out -n 20 --json > next.jsonl`
    """
    from surco.cli.tables import format_suggestions

    with report_errors():
        project = find_project(Path.cwd())
        documents, failed = read_annotated(name_annotated(files or [require_project().folder / AUTO_FOLDER]))
        blocks = _leave_out_done(project, (block for document in documents for block in document.blocks))
        from surco.classify import load_model
        from surco.classify.suggestion import suggest_passages

        model = load_model(project.model)
        from surco.train import name_cache

        cache = name_cache(project) if project.root else None
        found = suggest_passages(blocks, model, count=count, cache=cache)
    if as_json:
        _print_lines(msgspec.json.encode(one).decode() for one in found)
    elif found:
        _print_lines(format_suggestions(found, {block.id: block.text for block in blocks}))
    if found:
        say(_tell_doubt(blocks, model, cache))
    elif not failed:
        say(f"{count_things(len(documents), 'document')} read; no passage is left to annotate")
    raise typer.Exit(FAILED if failed else DONE)


def _tell_doubt(blocks: list[Block], model: Model, cache: Path | None) -> str:
    from surco.classify.suggestion import ENOUGH, count_wavering

    wavering, passages = count_wavering(blocks, model, cache=cache)
    told = f"the model wavers on {wavering} of the {count_things(passages, 'passage')} left ({wavering / passages:.0%})"
    if wavering < ENOUGH * passages:
        return f"{told}: more annotation will change it little; see what it is worth: surco evaluate labels"
    return f"{told}; under {ENOUGH:.0%}, more annotation will change it little"


def _leave_out_done(project: Project, blocks: Iterable[Block]) -> list[Block]:
    from surco.gold import digest_text
    from surco.train import list_human

    human = (block for document in list_human(project) for block in document.blocks) if project.root else ()
    done = {block.text_sha256 or digest_text(block.text) for block in human}
    return [block for block in blocks if block.is_passage and digest_text(block.text) not in done]


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        print(line, flush=True)
