"""Where a passage stands, and what the status of gold says is to do next."""

from __future__ import annotations

from pathlib import Path

import pytest
from gold_cases import keep_passages, make_small_project, read_passage, write_present

from surco.gold import adjudicate_document, decide_by_majority, follow_annotator, read_versions
from surco.gold.advice import advise, sum_up
from surco.gold.standing import list_standings, name_standing
from surco.gold.status import describe_gold
from surco.records import UNSET, Block, replace
from surco.settings import GOLD_FOLDER, Project

PLAIN, SPAN, PART = "El Foro Sur decide.", "El [Foro Sur|ORG] decide.", "El [Foro|ORG] Sur decide."
ASK = "surco adjudicate --strategy ask"


def version(marked: str, *labels: str, status: str = "done") -> Block:
    return read_passage("a/0001", marked, *labels, status=status)


SPANS_ONLY, LABELS_ONLY = replace(version(SPAN), labels=UNSET), replace(version(PLAIN), entities=UNSET, citations=UNSET)
BY_RULE = replace(version(SPAN), annotated_at=None)

# (what each says), where the passage stands
STANDINGS = [
    ({"ana": version(SPAN)}, "single"),
    # two who did different layers
    ({"ana": SPANS_ONLY, "luis": LABELS_ONLY}, "single"),
    ({"ana": version(SPAN), "luis": version(SPAN)}, "agreed"),
    # nothing, twice, is agreement
    ({"ana": version(PLAIN), "luis": version(PLAIN)}, "agreed"),
    ({"ana": version(SPAN), "luis": version(PLAIN)}, "tied"),
    ({"ana": version(SPAN), "luis": version(SPAN), "eva": version(PLAIN)}, "majority"),
    ({"ana": version(SPAN), "luis": version(PART), "eva": version(PLAIN)}, "tied"),
    # a majority at one place and a tie at another
    ({"ana": version(SPAN, "consenso"), "luis": version(SPAN), "eva": version(SPAN), "teo": version(SPAN, "consenso")}, "tied"),
    # a person decided, whatever others say later
    ({"adjudicated": version(PART), "ana": version(SPAN), "luis": version(PLAIN)}, "decided"),
    ({"adjudicated": version(SPAN)}, "decided"),
    # a merge of what one did, or of what all say, decides nothing
    ({"adjudicated": BY_RULE, "ana": version(SPAN)}, "single"),
    ({"adjudicated": BY_RULE, "ana": version(SPAN), "luis": version(SPAN)}, "agreed"),
    ({"adjudicated": BY_RULE, "ana": version(SPAN), "luis": version(PLAIN)}, "settled"),
    ({"adjudicated": BY_RULE, "ana": version(PART), "luis": version(PLAIN)}, "changed"),
    ({"adjudicated": BY_RULE, "ana": version(PLAIN)}, "changed"),
]


@pytest.mark.parametrize(("done", "standing"), STANDINGS)
def test_where_a_passage_stands(done: dict[str, Block], standing: str) -> None:
    assert name_standing(done) == standing


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = make_small_project(tmp_path / "p")
    write_present(project, version(PLAIN))
    return project


def tell(project: Project, scheme: str = "1.0") -> list[str]:
    found = [describe_gold(versions, scheme) for versions in read_versions(project)]
    return [sum_up(found), *advise(found, scheme)]


def test_each_state_names_what_comes_next(project: Project) -> None:
    folder = project.folder / GOLD_FOLDER
    keep_passages(project, "ana", version(SPAN, status="open"))
    told = "still open: 1 by ana; when they are done, bring them with: surco pull, or surco import --done"
    assert tell(project) == ["no passage is done yet", told]
    keep_passages(project, "ana", version(SPAN))
    alone, second, ready = tell(project)
    assert alone == "1 passage done: 1 by one annotator alone"
    assert "a second person" in second and ready.endswith("surco train labels, surco build")
    keep_passages(project, "luis", version(SPAN))
    assert tell(project)[:2] == ["1 passage done: 1 by several who agree", "how far annotators agree: surco agreement"]
    keep_passages(project, "luis", version(PLAIN))
    assert tell(project)[1].endswith(ASK)
    # what a majority cannot decide stays tied when it is asked to
    [versions] = read_versions(project)
    adjudicate_document(folder, versions, decide_by_majority)
    assert tell(project)[1].endswith(ASK)
    keep_passages(project, "eva", version(PLAIN))
    assert tell(project)[1] == "1 passage on which a majority decides; take what it says with: surco adjudicate"
    [versions] = read_versions(project)
    adjudicate_document(folder, versions, decide_by_majority)
    assert tell(project)[0] == "1 passage done: 1 settled by a rule"
    assert "done under another version of the scheme than 2.0; look at them again" in tell(project, "2.0")[1]
    for name in ("luis", "eva"):
        keep_passages(project, name, version(PART))
    assert tell(project)[1].endswith("as no annotator says now; settle them anew with: surco adjudicate")
    [versions] = read_versions(project)
    adjudicate_document(folder, versions, follow_annotator("ana"), at="2026-05-01T09:00:00+00:00")
    assert tell(project) == ["1 passage done: 1 decided by a person", ready]
    # the text is another: what it was decided for is gone, and the status does not call that an end
    write_present(project, read_passage("a/0001", "Llovió tres semanas."))
    gone = "1 passage not carried, for want of a place in the text as it is now; annotate them anew"
    assert tell(project) == ["no passage is done yet", gone]
    write_present(project, read_passage("a/0001", "En 2010 el Foro Sur decide."))
    [versions] = read_versions(project)
    assert list(list_standings(versions)) == [("a/0001", "decided")]


def test_a_heading_is_a_block_and_no_passage(project: Project) -> None:
    heading = replace(read_passage("a/0002", "Redes"), type="heading", labels=UNSET)
    write_present(project, version(PLAIN), heading)
    for name in ("ana", "luis"):
        keep_passages(project, name, version(SPAN), heading)
    assert tell(project)[0] == "2 blocks done, 1 of them passages: 2 by several who agree"
