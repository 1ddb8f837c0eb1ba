"""The report in a real browser, opened from disk: explanations, filters, keys, search, both languages, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from report_cases import make_document, write_documents

from surco.report import write_report
from surco.settings import Project

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
]  # fmt: skip
LEAST = 4.5
"""The contrast that text needs, by WCAG 2.2 AA."""

# Each visible text's contrast with what lies behind it, colours taken from a canvas; returns those below the bound.
CONTRAST = """(least) => {
  const pencil = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const paint = (colours) => {
    pencil.clearRect(0, 0, 1, 1);
    for (const colour of colours) { pencil.fillStyle = colour; pencil.fillRect(0, 0, 1, 1); }
    return [...pencil.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (rgb) => rgb.map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, k) => sum + v * [0.2126, 0.7152, 0.0722][k], 0);
  const poor = [];
  for (const one of document.querySelectorAll("body *")) {
    const own = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!own || !one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || one.closest(".hidden, .skip, svg")) continue;
    const behind = [];
    for (let part = one; part; part = part.parentElement) behind.unshift(getComputedStyle(part).backgroundColor);
    const ground = light(paint(["white", ...behind]));
    const ink = light(paint(["white", ...behind, getComputedStyle(one).color]));
    const ratio = (Math.max(ground, ink) + 0.05) / (Math.min(ground, ink) + 0.05);
    if (ratio < least) poor.push(`${one.tagName}.${one.className} ${ratio.toFixed(2)} ${one.textContent.trim().slice(0, 30)}`);
  }
  return poor;
}"""
# Whether each control has a name that a screen reader can say.
NAMELESS = """() => [...document.querySelectorAll("button, a[href], input, select, summary")].filter((one) =>
  !(one.textContent.trim() || one.getAttribute("aria-label") || (one.labels && [...one.labels].some((label) => label.textContent.trim())))
).map((one) => one.outerHTML)"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    (folder / "in").mkdir()
    *_, _ = write_report(write_documents(folder / "in"), Project(), folder / "site")
    return folder / "site"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One Chromium for all; none where it is not installed."""
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not there; install it with: make browser")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(params=["light"])
def page(browser: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A page in a fresh profile; a message on its console, an error or a dialog fails the test."""
    context = browser.new_context(locale="es-ES", color_scheme=request.param, viewport={"width": 1300, "height": 800})
    page, said = context.new_page(), list[str]()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(f"dialog: {dialog.message}"))
    page.on("request", lambda asked: said.append(asked.url) if not asked.url.startswith(("file:", "data:")) else None)
    page.set_default_timeout(10_000)
    yield page
    context.close()
    assert said == []


def open_page(page: Any, site: Path, name: str) -> None:
    where, sign, rest = name.partition("?") if "?" in name else name.partition("#")
    page.goto((site / where).as_uri() + sign + rest)


def list_shown(page: Any) -> list[str]:
    return page.eval_on_selector_all("article .row", "rows => rows.filter(row => row.checkVisibility()).map(row => row.id)")  # type: ignore[no-any-return]


def test_a_mark_is_explained_on_hover_and_on_focus(page: Any, site: Path) -> None:
    open_page(page, site, "articles/delta.html")
    tip = page.locator("[data-tip]")
    assert not tip.is_visible()
    page.hover("#b0004-e0")
    tip.wait_for(state="visible")
    assert "red-delta" in tip.inner_text() and "patrón de nombres" in tip.inner_text()
    page.mouse.move(5, 5)
    tip.wait_for(state="hidden")
    page.focus("#b0004-e2")
    assert "Solidaridad" in tip.inner_text()
    page.hover("#b0004-n0")
    page.wait_for_function("() => document.querySelector('[data-tip]').innerText.includes('crece cada año')")


def test_enter_goes_into_the_explanation_and_escape_out(page: Any, site: Path) -> None:
    open_page(page, site, "articles/delta.html")
    page.focus("#b0004-e0")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement === document.querySelector('[data-tip]')")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "b0004-e0"
    assert not page.locator("[data-tip]").is_visible()


def test_links_lead_to_note_and_entry_and_back(page: Any, site: Path) -> None:
    open_page(page, site, "articles/delta.html")
    for clicked, target in (("#b0004-n0", "b0005"), ("#b0005 .back", "b0004-n0"), ("#b0004-c0", "b0010"), ("#b0010 .cited a", "b0004-c0")):
        page.click(clicked)
        assert page.evaluate("location.hash") == f"#{target}"
        assert page.locator(f"#{target}").is_visible()


def test_filters(page: Any, site: Path) -> None:
    open_page(page, site, "articles/delta.html")
    everything = list_shown(page)
    assert "b0004" in everything and "b0012" not in everything  # running heads are off at first
    page.check("input[name=stance][value=questioned]")
    assert list_shown(page) == ["b0001", "b0003", "b0008"]
    assert page.inner_text("[data-shown]") == "1"
    page.click("button[type=reset]")
    page.wait_for_function("() => document.querySelector('[data-shown]').textContent === '5'")
    page.uncheck("input[name=type][value=footnote]")
    page.check("input[name=type][value=furniture]")
    assert set(everything) ^ set(list_shown(page)) == {"b0005", "b0012"}
    page.uncheck("input[name=maker][value=machine]")
    assert page.locator("#b0004 .label:visible").count() == 1
    assert page.eval_on_selector("#b0004-e0", "one => getComputedStyle(one).textDecorationLine") == "none"
    assert page.eval_on_selector("#b0009-e0", "one => getComputedStyle(one).textDecorationLine") == "underline"


def test_a_cell_of_the_heat_map_opens_its_passages(page: Any, site: Path) -> None:
    open_page(page, site, "index.html")
    page.click("#articles tr:has-text('Remar juntos') td a >> nth=0")
    page.wait_for_url("**/articles/delta.html?label=*")
    assert page.locator("input[name=principle]:checked").count() == 1
    assert list_shown(page) == ["b0001", "b0003", "b0004"]


def test_keys_step_through_what_is_shown(page: Any, site: Path) -> None:
    open_page(page, site, "articles/delta.html")
    steps = []
    for key in ("j", "j", "ArrowRight", "k", "j", "j"):
        page.keyboard.press(key)
        steps.append(page.evaluate("document.activeElement.id"))
    assert steps == ["b0004-e0", "b0004-e1", "b0004-e2", "b0004-e1", "b0004-e2", "b0004-c0"]
    assert page.locator("[data-tip]").is_visible()
    for row in ("b0004", "b0008", "b0004"):
        page.keyboard.press("n")
        assert page.evaluate("document.activeElement.closest('.row').id") == row
    page.keyboard.press("?")
    assert page.locator("[data-keys]").is_visible()
    page.uncheck("[data-keys-on]")
    page.keyboard.press("Escape")
    page.keyboard.press("]")
    assert page.url.endswith("delta.html")
    page.evaluate("localStorage.clear()")
    page.reload()
    page.keyboard.press("]")
    page.wait_for_url("**/estero.html")


def test_search_finds_words_phrases_and_beginnings_without_diacritics(page: Any, site: Path) -> None:
    open_page(page, site, "index.html")
    found = {}
    for query in ("CANADON", "cada año", "orill*", "solidaridad dice", "nadamas", "juncal", "nandub*"):
        page.evaluate("closeHits()")
        page.fill("#query", query)
        page.press("#query", "Enter")
        page.wait_for_function("query => search && search.query === query && !document.querySelector('[data-hits]').hidden", arg=query)
        found[query] = page.locator(".kwic .hit").all_inner_texts()
    assert found == {
        "CANADON": ["cañadón"] * 2, "cada año": ["cada año"] * 2, "orill*": ["orilla"] * 2, "solidaridad dice": ["solidaridad, dice"] * 2,
        "nadamas": [], "juncal": ["Juncal"] * 4, "nandub*": ["Ñandubay"] * 2,
    }  # fmt: skip
    assert page.evaluate("[...document.scripts].every(one => !one.src.includes('search/words'))")


def test_a_hit_leads_to_its_passage_where_it_is_painted(page: Any, site: Path) -> None:
    open_page(page, site, "index.html")
    page.fill("#query", "nandubay")
    page.press("#query", "Enter")
    page.wait_for_selector(".kwic")
    assert page.inner_text(".bar p") == "2 de 2 apariciones, en 2 artículos"
    page.fill("#query", "orilla nandubay")
    page.press("#query", "Enter")
    page.wait_for_function("() => document.querySelector('.kwic').innerText.includes('orilla 🌾 Ñandubay')")
    page.click(".kwic tr:nth-child(2) .hit a")
    page.wait_for_url("**/estero.html?q=*#b0007")
    assert page.evaluate("[...CSS.highlights.get('searched')].map(String)") == ["orilla 🌾 Ñandubay"]
    assert page.input_value("#query") == "orilla nandubay"


def test_hits_are_sorted_by_context(page: Any, site: Path) -> None:
    open_page(page, site, "index.html")
    page.fill("#query", "juncal")
    page.press("#query", "Enter")
    page.select_option(".bar select", "left")
    lefts = page.locator(".kwic .left").all_inner_texts()
    assert ["Canoas" in left for left in lefts] == [True, True, False, False]


def test_both_languages_and_the_choice_is_kept(page: Any, site: Path) -> None:
    open_page(page, site, "index.html")
    assert page.inner_text("h1") == "Informe del corpus"
    page.keyboard.press("l")
    assert page.inner_text("h1") == "Corpus report"
    assert page.evaluate("document.documentElement.lang") == "en"
    page.click("#articles a")
    page.wait_for_url("**/articles/*")
    assert page.inner_text(".fold summary >> nth=0") == "Filters"
    page.evaluate("localStorage.clear()")  # a browser that keeps nothing for files
    page.click("a[rel=next]")
    page.wait_for_url("**/estero.html?language=en")
    assert page.get_attribute("#query", "placeholder").startswith("word")


@pytest.mark.parametrize("page", ["light", "dark"], indirect=True)
@pytest.mark.parametrize("name", ["index.html", "articles/delta.html"])
def test_contrast_and_names(page: Any, site: Path, name: str) -> None:
    open_page(page, site, name)
    page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
    if "delta" in name:
        page.hover("#b0004-e0")
    assert page.evaluate(CONTRAST, LEAST) == []
    assert page.evaluate(NAMELESS) == []


def test_the_switch_of_colours_is_kept(page: Any, site: Path) -> None:
    open_page(page, site, "index.html")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.click("[data-switch=theme]")
    dark = page.evaluate(ground)
    open_page(page, site, "articles/delta.html")
    assert page.evaluate(ground) == dark != light


def test_tables_are_sorted_and_filtered(page: Any, site: Path) -> None:
    open_page(page, site, "index.html")
    page.click("#articles thead th:nth-child(3) button")
    assert page.get_attribute("#articles thead th:nth-child(3)", "aria-sort") == "descending"
    words = [int(cell) for cell in page.locator("#articles tbody td:nth-child(3)").all_inner_texts()]
    assert words == sorted(words, reverse=True)
    page.fill("[data-rows]", "olga remár")
    assert page.locator("#articles tbody tr:visible").count() == 2


def test_a_long_table_is_shown_as_far_as_it_is_scrolled(page: Any, site: Path) -> None:
    open_page(page, site, "index.html")
    count = "table => [...table.tBodies[0].rows].filter(row => row.checkVisibility()).length"
    grow = "table => { for (let k = 0; k < 300; k += 1) table.tBodies[0].append(table.tBodies[0].rows[0].cloneNode(true)); }"
    page.eval_on_selector("#articles", grow)
    page.click("#articles thead th:nth-child(3) button")
    assert page.eval_on_selector("#articles", count) == 150
    page.eval_on_selector(".tall", "part => { part.scrollTop = part.scrollHeight; }")
    page.wait_for_function(f"() => ({count})(document.getElementById('articles')) === 300")


def test_hostile_text_stays_text(page: Any, site: Path) -> None:
    """Every field of the hostile article is looked at; a script of it that ran would speak on the console or in a dialog."""
    [name] = [path.name for path in (site / "articles").glob("malo*")]
    open_page(page, site, f"articles/{name}")
    for mark in page.locator(".m[id]").all():
        mark.focus()
    page.locator(".label summary").first.click()
    page.fill("#query", "alert*")
    page.press("#query", "Enter")
    page.locator(".kwic .hit").first.wait_for()
    page.keyboard.press("l")
    assert page.evaluate("document.querySelectorAll('img, script:not([src])').length") == 0


def test_print_shows_text_and_labels_only(page: Any, site: Path) -> None:
    open_page(page, site, "articles/delta.html")
    page.emulate_media(media="print")
    assert page.locator("#b0004 .label").first.is_visible()
    assert not page.locator(".panel").is_visible() and not page.locator(".top").is_visible()


def test_a_narrow_screen_needs_no_sideways_scrolling(page: Any, site: Path) -> None:
    page.set_viewport_size({"width": 400, "height": 800})
    for name in ("index.html", "articles/delta.html"):
        open_page(page, site, name)
        assert page.evaluate("document.documentElement.scrollWidth") <= 400


def test_the_documents_of_these_tests_are_good() -> None:
    from surco.records import iterate_problems

    assert list(iterate_problems(make_document())) == []
