"""The report on disk: what is in its pages, that nothing breaks out of them, and that only what changed is written."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

import pytest
from lxml import html
from msgspec import structs
from places import SAMPLES
from report_cases import EVIL, TEXT, make_document, write_documents

from surco.classify.features import NAMED, OWN
from surco.jsonl import write_document
from surco.records import Block, Document, Head, SurcoError, replace
from surco.report import Outcome, Unread, write_report
from surco.report.folder import Folder, name_page
from surco.report.pages import ASSETS, TEMPLATES
from surco.report.words import WORDS
from surco.settings import Project

EVENTS = re.compile(r"on[a-z]+")


def make(paths: list[Path], folder: Path, **options: object) -> tuple[Outcome, list[str]]:
    """The outcome, and the errors on the way."""
    *made, outcome = write_report(paths, Project(), folder, **options)  # type: ignore[arg-type]
    assert isinstance(outcome, Outcome)
    return outcome, [one.error for one in made if isinstance(one, Unread)]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    (folder / "in").mkdir()
    outcome, errors = make(write_documents(folder / "in"), folder / "site")
    assert (outcome.articles, errors) == (3, [])
    return folder / "site"


def read(path: Path) -> html.HtmlElement:
    return html.document_fromstring(path.read_text("utf-8"))


def test_the_text_of_a_passage_is_whole(site: Path) -> None:
    page = read(site / "articles" / "delta.html")
    [text] = page.xpath("//*[@id='b0004']//div[@class='text']")
    assert text.text_content() == TEXT + "1"


def test_marks_are_explained(site: Path) -> None:
    page = read(site / "articles" / "delta.html")
    cards = {card.get("id"): " ".join(card.text_content().split()) for card in page.xpath("//div[@hidden]/div[@id]")}
    marks = page.xpath("//*[contains(@class, 'm ') and @aria-describedby]")
    shown = {mark.text_content(): cards[mark.get("aria-describedby")] for mark in marks[:4]}
    assert list(shown) == ["Red del Delta", "redel", "solidaridad", "Ibarra Luz (2009: 12)"]
    assert "red-delta" in shown["Red del Delta"] and "patrón de nombres" in shown["Red del Delta"]
    assert "Solidaridad" in shown["solidaridad"] and "léxico" in shown["solidaridad"]
    assert "Ibarra Luz, Eva (2009). Remos." in shown["Ibarra Luz (2009: 12)"]
    assert all(mark.get("tabindex") == "0" or mark.get("href") for mark in marks)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("b0004-c0", "b0010"),  # a citation leads to its entry …
        ("b0010", "b0004-c0"),  # … and the entry back
        ("b0004-n0", "b0005"),  # a note call leads to its note …
        ("b0005", "b0004-n0"),  # … and the note back
    ],
)
def test_links_go_both_ways(site: Path, source: str, target: str) -> None:
    page = read(site / "articles" / "delta.html")
    assert page.xpath(f"//*[@id='{source}']/descendant-or-self::a[@href='#{target}']")
    assert len(page.xpath(f"//*[@id='{target}']")) == 1


def test_every_anchor_is_there(site: Path) -> None:
    for path in (site / "articles").iterdir():
        page = read(path)
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))
        assert {link[1:] for link in page.xpath("//@href") if link.startswith("#")} <= set(ids)
        assert set(page.xpath("//@aria-describedby")) <= set(ids)
    for link in read(site / "index.html").xpath("//main//a/@href"):
        page_name, _, anchor = link.partition("#")
        assert (site / page_name.partition("?")[0]).is_file()
        assert not anchor or f'id="{anchor}"' in (site / page_name).read_text("utf-8")


def test_people_and_program_are_told_apart(site: Path) -> None:
    page = read(site / "articles" / "delta.html")
    labels = page.xpath("//*[@id='b0004']//details")
    assert [label.get("class").split()[-1] for label in labels] == ["machine", "human"]
    assert "ana" in labels[1].text_content() and "97 %" in labels[0].text_content()
    [human] = page.xpath("//table[contains(@class, 'cells')]//mark")
    assert "human" in human.get("class")


def test_numbers_of_the_start_page(site: Path) -> None:
    start = read(site / "index.html")
    [tiles] = start.xpath("//dl[@class='tiles']")
    pairs = zip(tiles.xpath("./div/dt"), tiles.xpath("./div/dd"), strict=True)
    numbers = {name.text_content(): value.text_content() for name, value in pairs}
    assert numbers["Artículos"] == "3" and numbers["Etiquetas"] == "7" and numbers["Hecho por personas"] == "6"
    rows = {row.xpath("string(./th/a)"): row for row in start.xpath("//table[@id='articles']/tbody/tr")}
    cells = rows["Remar juntos: redes del delta"].xpath("./td//text()")
    assert cells[:6] == ["2014", "32", "5", "3", "1", "3"]  # words as `surco table` counts them
    [named, *_] = start.xpath("//section[@aria-labelledby='s-named']//tbody/tr")
    assert named.text_content().startswith("Red del Delta")


def test_nothing_breaks_out_of_its_place(site: Path) -> None:
    """The same elements, classes and attributes as in plain pages, and no address that runs."""
    plain = [read(site / name) for name in ("articles/delta.html", "index.html")]
    elements = {one.tag for page in plain for one in page.iter() if isinstance(one.tag, str)} | {"h6"}
    for path in (*(site / "articles").iterdir(), site / "index.html"):
        page = read(path)
        assert not (page.xpath("//img | //comment() | //iframe | //object | //style | //base"))
        assert all(script.get("src") and not script.text for script in page.xpath("//script"))
        for one in page.iter():
            assert isinstance(one.tag, str)
            assert one.tag in elements
            assert not any(EVENTS.fullmatch(name) or name == "style" for name in one.attrib)
        for address in page.xpath("//@href | //@src"):
            assert re.match(r"(#|\?|\.\./|[a-z]+/|[^:/]+\.html|index\.html|data:,$)", address), address
            assert "javascript" not in address and "<" not in address
    assert EVIL in read(next((site / "articles").glob("malo*"))).text_content()


def test_scripts_hold_no_markup(site: Path) -> None:
    for path in (site / "search").rglob("*.js"):
        assert "<" not in path.read_text("utf-8") and "\u2028" not in path.read_text("utf-8")


def test_every_page_has_the_policy_and_names_no_place_of_the_machine(site: Path, tmp_path: Path) -> None:
    for path in site.rglob("*"):
        if path.is_file():
            content = path.read_text("utf-8")
            assert str(site.parents[0]) not in content
            if path.suffix == ".html":
                assert "script-src &#39;self&#39;" in content and "unsafe" not in content


def test_the_same_bytes_by_several_processes(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("surco.report.site._FEW", 0)
    (tmp_path / "elsewhere").mkdir()
    make(write_documents(tmp_path / "elsewhere"), tmp_path / "again", processes=2)
    files = [path.relative_to(site) for path in site.rglob("*") if path.is_file()]
    assert files and all((site / name).read_bytes() == (tmp_path / "again" / name).read_bytes() for name in files)


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    paths = write_documents(tmp_path / "in")
    make(paths, tmp_path / "site")
    assert make(paths, tmp_path / "site")[0].written == 0
    pages = {path: path.stat().st_mtime_ns for path in (tmp_path / "site" / "articles").iterdir()}
    document = make_document()
    changed = replace(document.blocks[5], text="primer estero")
    write_document(Document(document.head, (*document.blocks[:5], changed, *document.blocks[6:])), paths[0])
    make(paths, tmp_path / "site")
    touched = [path.stem for path, before in pages.items() if path.stat().st_mtime_ns != before]
    assert touched == ["delta"]


def test_what_is_gone_is_removed(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    paths = write_documents(tmp_path / "in")
    make(paths, tmp_path / "site")
    (tmp_path / "site" / "notes.txt").write_text("mine")
    outcome, _ = make(paths[:1], tmp_path / "site")
    assert [path.stem for path in (tmp_path / "site" / "articles").iterdir()] == ["delta"]
    assert outcome.removed == 4 and (tmp_path / "site" / "notes.txt").exists()


def test_a_document_without_text_or_annotation_has_its_page(tmp_path: Path) -> None:
    write_document(Document(Head("vacio")), tmp_path / "vacio.jsonl")
    bare = Block(id="solo/1", type="paragraph", text="Sin anotar.")
    write_document(Document(Head("solo"), (bare,)), tmp_path / "solo.jsonl")
    outcome, errors = make([tmp_path / "vacio.jsonl", tmp_path / "solo.jsonl"], tmp_path / "site")
    assert (outcome.articles, errors) == (2, [])
    assert "Sin anotar." in (tmp_path / "site" / "articles" / "solo.html").read_text("utf-8")


def test_a_broken_file_costs_one_line(tmp_path: Path) -> None:
    paths = write_documents(tmp_path)
    (tmp_path / "roto.jsonl").write_text('{"record":"document"}\n')
    outcome, errors = make([*paths, tmp_path / "roto.jsonl", tmp_path / "nada.jsonl"], tmp_path / "site")
    assert outcome.articles == 3
    assert len(errors) == 2 and "roto.jsonl:1: " in errors[0] and "nada.jsonl: No such file" in errors[1]
    [last] = (tmp_path / "site" / "articles").glob("malo*")
    assert 'rel="next"' not in last.read_text("utf-8")


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    paths = write_documents(tmp_path)
    with pytest.raises(SurcoError, match="holds something else than a report"):
        make(paths, tmp_path)
    with pytest.raises(SurcoError, match="both are article 'delta'"):
        (tmp_path / "b").mkdir()
        shutil.copy(paths[0], tmp_path / "b")
        make([*paths, tmp_path / "b" / "delta.jsonl"], tmp_path / "site")


@pytest.mark.slow
def test_drawn_pages_are_linked_where_the_source_is_the_same(tmp_path: Path) -> None:
    project = Project(str(tmp_path))
    source = tmp_path / "corpus" / "sources" / "delta.pdf"
    source.parent.mkdir(parents=True)
    shutil.copy(SAMPLES / "universidades-columns.pdf", source)
    plain = make_document()
    assert plain.head.source is not None
    for digest, drawn in ((hashlib.sha256(source.read_bytes()).hexdigest(), True), ("0" * 64, False)):
        about = structs.replace(plain.head.source, sha256=digest, pages=1)
        write_document(structs.replace(plain, head=structs.replace(plain.head, source=about)), tmp_path / "delta.jsonl")
        *_, outcome = write_report([tmp_path / "delta.jsonl"], project, tmp_path / "site", drawn=True)
        links = read(tmp_path / "site" / "articles" / "delta.html").xpath("//a[@class='page']/@href")
        assert ("../pages/delta/1.svg" in links) == drawn
        assert (tmp_path / "site" / "pages" / "delta" / "1.svg").is_file() == drawn
        *_, again = write_report([tmp_path / "delta.jsonl"], project, tmp_path / "site", drawn=True)
        assert isinstance(again, Outcome) and again.written == 0


@pytest.mark.parametrize("name", ["../../etc/passwd", "..", "a/b", "<script>", "con espacio", ".oculto", "-x"])
def test_page_names_stay_in_their_folder(name: str) -> None:
    assert re.fullmatch(r"\w[\w.\-]*", name_page(name)) and name_page(name) != name


def test_folder_counts_what_it_writes(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "x")
    assert [folder.write("assets/a.js", "1"), folder.write("assets/a.js", "1"), folder.write("assets/a.js", "2")] == [True, False, True]
    assert folder.written == 2


def test_every_word_of_the_pages_is_in_both_languages() -> None:
    sources = "".join(path.read_text("utf-8") for path in (*TEMPLATES.iterdir(), *ASSETS.glob("*.js")))
    asked = set(re.findall(r"""(?:\bt|word|say)\(\s*["'`]([\w.\-]+)["'`]\s*\)|data-t(?:-\w+)?="([\w.\-]+)\"""", sources))
    keys = {one or other for one, other in asked}
    assert len(keys) > 60 and keys <= WORDS.keys()
    assert all(word.es and word.en for word in WORDS.values())


def test_every_reason_of_the_model_has_words_in_both_languages() -> None:
    """What is no cue and no word of the text once stood there as the code names it: “share of topic”."""
    assert {f"why.{what}" for what in (*OWN, *NAMED, "named", "all words together")} <= WORDS.keys()
