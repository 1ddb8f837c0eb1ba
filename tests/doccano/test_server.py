"""Push and pull against the real server: equal in, equal out, each passage once, whatever breaks."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from passages import PRINCIPLES, make_corpus, make_document
from real_server import ADMIN, PASSWORD, Person, Proxy, make_person

from surco.doccano.connection import Server, ServerError, connect_server
from surco.doccano.examples import Mark, to_example, to_utf16
from surco.doccano.layout import PROJECT_TYPES, OpenProject, add_member, list_projects, open_project, plan_projects
from surco.doccano.ledger import find_ledger, open_ledger
from surco.doccano.lines import decode_export, encode_line
from surco.doccano.listing import list_examples, name_labels, read_labels
from surco.doccano.pull import Pulled, pull_passages
from surco.doccano.push import Pushed, push_passages
from surco.records import Block, Citation, Document, Entity, Label, replace
from surco.scheme import Principle, Scheme
from surco.settings import Project

pytestmark = pytest.mark.doccano
SCHEME = Scheme("1.0", tuple(Principle(name, name) for name in PRINCIPLES))


class Desk:
    """A project folder whose corpus is called after it, and the server it is annotated on."""

    def __init__(self, server: Server, folder: Path, *, scheme: Scheme = SCHEME) -> None:
        self.server = server
        self.project = Project(str(folder))
        self.scheme = scheme

    def open(self, annotator: str | None = None) -> list[OpenProject]:
        plans = plan_projects(self.project.folder.name, self.scheme, annotator)
        return [open_project(self.server, plan, self.scheme, "# Guía") for plan in plans]

    def push(self, blocks: Sequence[Block], annotator: str | None = None, server: Server | None = None) -> list[Pushed]:
        pushed = []
        for opened in self.open(annotator):
            with open_ledger(find_ledger(self.project, opened.key)) as ledger:
                pushed += push_passages(server or self.server, opened, blocks, ledger)
        return pushed

    def pull(self, annotator: str | None = None, known: Sequence[tuple[str, str]] = ()) -> list[Pulled]:
        [opened] = self.open(annotator)
        with open_ledger(find_ledger(self.project, opened.key)) as ledger:
            return [*pull_passages(self.server, opened, ledger, lambda name: None, PRINCIPLES, known)]

    def read(self, opened: OpenProject) -> dict[str, list[Mark]]:
        """The marks and categories that stand on the server, by passage; every example counts."""
        found = {}
        for name, here in list_examples(self.server, opened.id).items():
            [(listed, _)] = here
            labels = read_labels(self.server, opened.id, listed.id, opened.plan.part)
            marks, categories = name_labels(labels, opened.spans, opened.categories)
            assert len(marks) + len(categories) == len(labels.spans) + len(labels.categories)
            found[name] = [*sorted(marks), *sorted(categories)]  # type: ignore[list-item]
        return found


@pytest.fixture
def desk(server: Server, tmp_path: Path, request: pytest.FixtureRequest) -> Desk:
    """A desk whose corpus is called after the test."""
    folder = tmp_path / request.node.name.removeprefix("test_")[:60].replace("[", "-").replace("]", "")
    folder.mkdir()
    return Desk(server, folder)


def make_block(name: str, text: str, **layers: object) -> Block:
    return Block(name, "paragraph", text, **layers)  # type: ignore[arg-type]


# "[" and "]" stand around the span
SPANS = [
    "Cafe\u0301 👩‍👩‍👧 [Zoë] y 😀 Bob fin",
    "Cafe\u0301 👩‍👩‍👧 Zoë y 😀 [Bob] fin",
    "[𝒜𝓃𝒶 Ruiz] y la red",
    "La red 🇺🇾 [Cafe\u0301 del Sur]",
    " [Red] de puertos",
    "\u3000\u00a0La [Red 😀 Sur]  ",
]


def test_offsets_are_exact_for_every_letter(desk: Desk) -> None:
    blocks, wanted = [], {}
    for number, shown in enumerate(SPANS):
        text, start, end = shown.replace("[", "").replace("]", ""), shown.index("["), shown.index("]") - 1
        block = make_block(f"d/{number:04}", text, entities=(Entity(start, end, "ORG", text[start:end], id="x"),))
        blocks.append(block)
        kept = text.strip()
        wanted[block.id] = [
            Mark(
                to_utf16(kept, kept.index(text[start:end])),
                to_utf16(kept, kept.index(text[start:end]) + end - start),
                "ORG",
            )
        ]
    assert [one.outcome for one in desk.push(blocks)] == ["sent"] * len(SPANS)
    [opened] = desk.open()
    assert desk.read(opened) == wanted
    person = Person(desk.server)
    for example in person.list_examples(opened.id).values():
        person.tick(opened.id, example["id"])
    pulled = {one.id: one.block for one in desk.pull()}
    for block in blocks:
        back = pulled[block.id]
        assert back is not None and back.entities
        assert (back.text, back.entities[0].text, back.entities[0].id) == (block.text, block.entities[0].text, "x")  # type: ignore[index]


def test_what_is_ticked_comes_back_as_it_was_sent_and_what_is_not_stays_away(desk: Desk) -> None:
    document = make_document(12)
    desk.push(document.blocks)
    [opened] = desk.open()
    person = Person(desk.server)
    for name, example in person.list_examples(opened.id).items():
        if name < "puertos/0006":
            person.tick(opened.id, example["id"])
    pulled = desk.pull()
    assert [one.id for one in pulled] == [block.id for block in document.blocks[:6]]
    for one, sent in zip(pulled, document.blocks, strict=False):
        assert one.block is not None and one.block.status == "done" and one.annotator == ADMIN
        assert to_example(one.block) == to_example(sent)
        assert {
            made.source for layer in (one.block.entities, one.block.citations, one.block.labels) for made in layer or ()
        } <= {f"human:{ADMIN}"}
        assert [citation.works for citation in one.block.citations or ()] == [
            citation.works for citation in sent.citations or ()
        ]


def test_twice_pushed_is_pushed_once_even_without_the_ledger(desk: Desk) -> None:
    document = make_document(8)
    assert {one.outcome for one in desk.push(document.blocks)} == {"sent"}
    [opened] = desk.open()
    before = desk.read(opened)
    assert {one.outcome for one in desk.push(document.blocks)} == {"there"}
    find_ledger(desk.project, opened.key).unlink()
    assert {one.outcome for one in desk.push(document.blocks)} == {"there"}
    assert desk.read(opened) == before and len(before) == 8


def test_two_people_in_one_project_are_told_apart(desk: Desk) -> None:
    desk.push(make_document(4).blocks)
    [opened] = desk.open()
    for name in ("berta", "carlos"):
        person = make_person(desk.server, name)
        assert add_member(desk.server, opened.id, name)
        examples = person.list_examples(opened.id)
        first, second = ("puertos/0000", "puertos/0001") if name == "berta" else ("puertos/0002", "puertos/0003")
        person.tick(opened.id, examples[first]["id"])
        # changed, not ticked
        body = {"label": opened.categories["autonomia (cuestionado)"], "prob": 0}
        person.call("POST", f"projects/{opened.id}/examples/{examples[second]['id']}/categories", **body)
    found = {one.id: (one.annotator, one.block and one.block.status) for one in desk.pull()}
    assert found == {
        "puertos/0000": ("berta", "done"), "puertos/0001": ("berta", "open"),
        "puertos/0002": ("carlos", "done"), "puertos/0003": ("carlos", "open"),
    }  # fmt: skip
    assert not add_member(desk.server, opened.id, "nobody")


def test_what_is_opened_again_is_told_where_it_was_pulled_before(desk: Desk) -> None:
    desk.push(make_document(2).blocks)
    [opened] = desk.open()
    assert desk.pull() == []
    assert [(one.id, one.block and one.block.status) for one in desk.pull("ana")] == []
    desk.push(make_document(2).blocks, "ana")
    told = desk.pull("ana", [("ana", "puertos/0001")])
    assert [(one.id, one.block and one.block.status) for one in told] == [("puertos/0001", "open")]


def test_a_label_of_ones_own_and_a_changed_text_are_errors_and_the_rest_is_pulled(desk: Desk) -> None:
    desk.push(make_document(3).blocks, "ana")
    [opened] = desk.open("ana")
    person = Person(desk.server)
    examples = person.list_examples(opened.id)
    made = person.call("POST", f"projects/{opened.id}/category-types", text="Lugar", background_color="#112233")
    assert isinstance(made, dict)
    path = f"projects/{opened.id}/examples"
    person.call("POST", f"{path}/{examples['puertos/0000']['id']}/categories", label=made["id"], prob=0)
    person.call("PATCH", f"{path}/{examples['puertos/0001']['id']}", text="Otro texto")
    for example in examples.values():
        person.tick(opened.id, example["id"])
    first, second, third = desk.pull("ana")
    assert (
        first.error
        == "puertos/0000: label 'Lugar' of doccano is not in the scheme; rename it there or add it to scheme.toml"
    )
    assert second.error.startswith("puertos/0001: its text in doccano is not the text that was sent")
    assert third.block is not None and third.block.status == "done"


def test_a_new_text_replaces_an_untouched_one_and_never_somebodys_work(desk: Desk) -> None:
    old = [
        make_block(f"d/{number}", "La red acor- dó.", labels=(Label("consenso", "affirmed"),)) for number in range(3)
    ]
    new = [replace(block, text="La red acordó.") for block in old]
    desk.push(old)
    [opened] = desk.open()
    person = Person(desk.server)
    examples = person.list_examples(opened.id)
    person.tick(opened.id, examples["d/1"]["id"])
    body = {"label": opened.categories["equidad"], "prob": 0}
    person.call("POST", f"projects/{opened.id}/examples/{examples['d/2']['id']}/categories", **body)
    first, second, third = desk.push(new)
    assert (first.outcome, second.outcome, third.outcome) == ("sent", "failed", "failed")
    assert "stands in doccano with an older text, and somebody has worked on it" in second.error
    texts = {name: example["text"] for name, example in person.list_examples(opened.id).items()}
    assert texts == {"d/0": "La red acordó.", "d/1": "La red acor- dó.", "d/2": "La red acor- dó."}


def test_a_half_sent_passage_whose_text_changed_is_sent_anew(desk: Desk) -> None:
    old = make_block("d/1", "La red acor- dó.", labels=(Label("consenso", "affirmed"), Label("equidad", "affirmed")))
    [opened] = desk.open()
    with open_ledger(find_ledger(desk.project, opened.key)) as ledger:
        ledger.begin(old)
    example = to_example(old)
    person = Person(desk.server)
    meta = msgspec.to_builtins(example.meta)
    made = person.call("POST", f"projects/{opened.id}/examples", text=example.text, meta=meta)
    assert isinstance(made, dict)
    body = {"label": opened.categories["equidad"], "prob": 1.0}
    person.call("POST", f"projects/{opened.id}/examples/{made['id']}/categories", **body)
    new = replace(old, text="La red acordó.")
    assert [one.outcome for one in desk.push([new])] == ["sent"]
    assert desk.read(opened) == {"d/1": ["consenso", "equidad"]}


def test_a_principle_that_the_scheme_lost_is_an_error_of_its_passage(desk: Desk) -> None:
    blocks = [make_block(f"d/{one}", "La red.", labels=(Label(one, "affirmed"),)) for one in ("consenso", "hermandad")]
    first, second = desk.push(blocks)
    assert (first.outcome, second.error) == (
        "sent",
        "d/hermandad: 'hermandad' is not in the scheme; build the corpus again: surco build",
    )


def test_overlaps_need_two_projects(desk: Desk) -> None:
    text = "La Red de Puertos."
    spans = (Entity(3, 17, "ORG", "Red de Puertos", id="x"),)
    block = make_block(
        "d/1", text, entities=spans, citations=(Citation(10, 17, "narrative", "Puertos", "rule"),),
        labels=(Label("equidad", "affirmed"),),
    )  # fmt: skip
    [failed] = desk.push([block])
    assert failed.outcome == "failed" and "write overlaps = true in scheme.toml" in failed.error
    desk.scheme = Scheme("1.0", SCHEME.principles, overlaps=True)
    assert [one.outcome for one in desk.push([block], "ana")] == ["sent", "sent"]
    spans_project, labels_project = desk.open("ana")
    assert desk.read(spans_project) == {"d/1": [Mark(3, 17, "ORG"), Mark(10, 17, "narrative")]}
    assert desk.read(labels_project) == {"d/1": ["equidad"]}


def test_the_lines_of_a_file_are_what_doccano_imports(desk: Desk) -> None:
    blocks = make_document(20).blocks
    desk.scheme = Scheme("1.0", SCHEME.principles, overlaps=True)
    [opened, *parted] = [*Desk(desk.server, desk.project.folder).open(), *desk.open()]
    person = Person(desk.server)
    for project in (opened, *parted):
        part = project.plan.part
        lines = b"".join(encode_line(to_example(block, part), part) for block in blocks)
        person.import_lines(project.id, lines, PROJECT_TYPES[part][0])
        exported = [example for _, example in decode_export(desk.server.export_project(project.id), part)]
        assert sorted(exported, key=lambda one: one.meta.id) == [to_example(block, part) for block in blocks]


def test_copies_that_nobody_worked_on_are_taken_away(desk: Desk) -> None:
    document = make_document(3)
    desk.push(document.blocks)
    [opened] = desk.open()
    before = desk.read(opened)
    person = Person(desk.server)
    example = person.list_examples(opened.id)["puertos/0001"]
    person.call("POST", f"projects/{opened.id}/examples", text=example["text"], meta=example["meta"])
    assert [one.error for one in desk.pull()] == [
        "puertos/0001: stands twice in doccano; run surco push again, which mends that"
    ]
    assert {one.outcome for one in desk.push(document.blocks)} == {"there"}
    assert desk.read(opened) == before


def test_errors_are_one_line_with_the_remedy(server: Server) -> None:
    with pytest.raises(ServerError, match="refuses the login of surco; check name and password"):
        connect_server(server.url, ADMIN, "wrong")
    with pytest.raises(ServerError, match="no doccano server answers there; check the address"):
        connect_server(server.url + "/docs", ADMIN, PASSWORD)
    with pytest.raises(ServerError, match="answers with a web page, not with data"):
        server.read("nothing", dict)
    dora = make_person(server, "dora")
    with pytest.raises(ServerError, match="this login may not do that; ask for the role of project administrator"):
        open_project(dora.server, plan_projects("dora", SCHEME)[0], SCHEME, "")


def test_the_project_fits_the_scheme(desk: Desk) -> None:
    scheme = Scheme(
        "1.0", (Principle("equidad", "Equidad", "", "#0B7A70", "e"), Principle("consenso", "C", "", "#7A3E9D", "e"))
    )
    desk.scheme = scheme
    [opened] = desk.open()
    person = Person(desk.server)
    project = person.call("GET", f"projects/{opened.id}")
    assert isinstance(project, dict)
    assert project["project_type"] == "IntentDetectionAndSlotFilling" and project["guideline"] == "# Guía"
    spans, categories = (
        person.call("GET", f"projects/{opened.id}/{kind}") for kind in ("span-types", "category-types")
    )
    assert isinstance(spans, list) and isinstance(categories, list)
    assert [one["text"] for one in spans] == [
        "ORG", "TREATY", "equidad", "consenso", "parenthetical", "narrative", "year_only", "numeric", "back_reference",
    ]  # fmt: skip
    assert [(one["text"], one["prefix_key"], one["suffix_key"]) for one in categories] == [
        ("equidad", None, "e"), ("equidad (cuestionado)", None, None), ("consenso", None, None), ("consenso (cuestionado)", None, None),
    ]  # fmt: skip
    assert spans[2]["background_color"] == "#0B7A70"
    # a principle that the scheme gains later
    desk.scheme = Scheme("1.1", (*scheme.principles, Principle("autonomia", "A")))
    assert "autonomia (cuestionado)" in desk.open()[0].categories


BREAKS = 24
PASSAGES = 500
LISTING = 700
"""Bytes of an example in the server's list."""


def start_push(folder: Path, url: str) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "SURCO_DOCCANO_USER": ADMIN,
        "SURCO_DOCCANO_PASSWORD": PASSWORD,
        "SURCO_DOCCANO_URL": url,
    }
    command = [sys.executable, "-m", "surco", "push", "--quiet"]
    return subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.PIPE)


def kill_push(folder: Path, url: str, allowed: int) -> bool:
    """Start `surco push`, and kill it after so many bytes; whether it came so far."""
    process: list[subprocess.Popen[bytes]] = []
    with Proxy(url, allowed, lambda: process[0].send_signal(signal.SIGKILL)) as proxy:
        process.append(start_push(folder, proxy.url))
        said = process[0].communicate(timeout=120)[1].decode()
    assert "Traceback" not in said and process[0].returncode in (-signal.SIGKILL, 1), said
    return proxy.is_spent


def cut_push(folder: Path, url: str, allowed: int) -> bool:
    """Push, and cut the connection after so many bytes; whether it came so far."""
    with Proxy(url, allowed) as proxy:
        with pytest.raises(ServerError, match="then run the same command again: it goes on where it stopped"):
            desk = Desk(connect_server(proxy.url, ADMIN, PASSWORD), folder)
            desk.push(make_document(PASSAGES).blocks)
    return proxy.is_spent


def test_five_hundred_passages_arrive_once_whatever_breaks(server: Server, tmp_path: Path) -> None:
    """The connection is cut, or the process killed, after a random number of bytes, 24 times."""
    document = make_document(PASSAGES)
    folder = make_corpus(tmp_path / "roto", document)
    chance = random.Random(3)
    sizes = []
    for number in range(BREAKS):
        # a push first lists what is there; most breaks come after that, some in it
        listed = 0 if number % 6 == 5 or not sizes else LISTING * sizes[-1]
        assert (kill_push if number % 2 else cut_push)(folder, server.url, listed + chance.randint(0, 100_000))
        projects = list_projects(server, "roto")
        sizes.append(len(list_examples(server, projects[0][0].id)) if projects else 0)
    print(sizes)
    assert sizes == sorted(sizes) and sizes[-1] < PASSAGES, sizes
    last = start_push(folder, server.url)
    assert (last.communicate(timeout=240)[1], last.returncode) == (b"", 0)
    compare_all(server, document)


def compare_all(server: Server, document: Document) -> None:
    [(found, _)] = list_projects(server, "roto")
    listed = Person(server).call("GET", f"projects/{found.id}/examples?limit=100000")
    assert isinstance(listed, dict)
    assert len(listed["results"]) == PASSAGES
    exported = [example for _, example in decode_export(server.export_project(found.id))]
    wanted = [to_example(block) for block in document.blocks]
    assert sorted(exported, key=lambda one: one.meta.id) == wanted
