"""Maps and tables of the page: readable as they open, sorted, and where one was after a reload."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from vsm_cli.api import analyse, analyse_texts
from vsm_cli.api.html_page import page as page_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SAMPLES = Path(__file__).parents[2] / "samples"
LONG = "\n".join(
    f"      s{n}: {{name: Step {n}, owner: t{n % 3}, wait: {n + 1}h, process: {n}m}}"
    for n in range(30)
)
WIDE = f"""
vsm: 1
teams: {{t0: {{}}, t1: {{}}, t2: {{}}}}
streams:
  long:
    layer: core
    steps:
{LONG}
  short: {{steps: {{a: {{wait: 1h}}}}}}
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    pages = {
        "defects": page_of(analyse([SAMPLES / "bank-defects"])).html,
        "zh": page_of(analyse([SAMPLES / "bank-zh"])).html,
        "wide": page_of(analyse_texts({"vsm.yaml": WIDE})).html,
    }
    for name, text in pages.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in pages}


@pytest.fixture
def opened(chromium: "Browser", files: dict[str, Path]) -> "Iterator[Any]":
    context = chromium.new_context(viewport={"width": 1440, "height": 900})

    def go(name: str) -> "Page":
        page = context.new_page()
        page.goto(files[name].as_uri())
        return page

    yield go
    context.close()


@pytest.mark.parametrize("name", ["defects", "zh", "wide"])
def test_letters_of_opened_maps_are_readable_without_zooming(opened: Any, name: str) -> None:
    page = opened(name)
    smallest = page.evaluate(
        """() => Math.min(...[...document.querySelectorAll(".canvas svg")].flatMap((svg) => {
            const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
            return [...svg.querySelectorAll("text")].map(
                (text) => Number.parseFloat(getComputedStyle(text).fontSize) * scale);
        }))"""
    )
    assert smallest >= 9


def test_a_map_opens_around_the_bottleneck_and_shows_itself_whole(opened: Any) -> None:
    page = opened("wide")
    canvas = page.locator("details.stream .canvas").first
    inside = """(canvas) => {
        const [outer, inner] = [canvas, canvas.querySelector(".bottleneck")].map(
            (each) => each.getBoundingClientRect());
        return outer.left <= inner.left && inner.right <= outer.right &&
            outer.top <= inner.top && inner.bottom <= outer.bottom;
    }"""
    assert canvas.evaluate("canvas => canvas.scrollWidth > canvas.clientWidth")
    assert canvas.evaluate(inside)
    page.locator("details.stream [data-zoom=whole]").first.click()
    assert canvas.evaluate(
        "c => c.scrollWidth <= c.clientWidth + 1 && c.scrollHeight <= c.clientHeight + 1"
    )
    page.locator("details.stream [data-zoom=readable]").first.click()
    assert canvas.evaluate(inside)


def column(page: "Page", table: str, place: int) -> list[str]:
    return [
        row.locator("th, td").nth(place).inner_text()
        for row in page.locator(f"{table} tbody tr").all()
    ]


def test_tables_sort_by_their_headings_with_keys(opened: Any) -> None:
    page = opened("defects")
    table = 'details[id="streams.fault-repair"] table.wide'
    headings = page.locator(f"{table} thead th")
    place = [each.inner_text().strip() for each in headings.all()].index("Wait")
    before = column(page, table, 0)
    waits = column(page, table, place)
    assert len(set(waits)) > 3
    headings.nth(place).locator("button").focus()
    page.keyboard.press("Enter")
    assert headings.nth(place).get_attribute("aria-sort") == "ascending"

    def minutes(text: str) -> float:
        known = {"m": 1.0, "h": 60.0, "d": 60.0 * 24}
        found = text.replace("≈", "").split()
        return sum(float(each.rstrip("mhds")) * known.get(each[-1], 1.0) for each in found)

    told = [each for each in column(page, table, place) if each != "–"]
    assert told == sorted(told, key=minutes)
    assert told != [each for each in waits if each != "–"]
    page.keyboard.press("Enter")
    assert headings.nth(place).get_attribute("aria-sort") == "descending"
    page.keyboard.press("Enter")
    assert headings.nth(place).get_attribute("aria-sort") is None
    assert column(page, table, 0) == before


def test_search_dims_what_does_not_match_on_maps_and_in_the_contents(opened: Any) -> None:
    page = opened("defects")
    entries = page.locator("nav ul ul li:visible")
    all_of_them = entries.count()
    page.fill("#filter-text", "Review the incident")
    dimmed = page.locator('details[id="streams.fault-repair"] svg g.step.dim').count()
    lit = page.locator('details[id="streams.fault-repair"] svg g.step:not(.dim)')
    assert dimmed > 3
    assert lit.count() == 1
    assert 0 < entries.count() < all_of_them


def test_a_reload_keeps_what_was_open_sorted_and_where(opened: Any) -> None:
    page = opened("wide")
    page.locator('details[id="streams.short"] summary').click()
    page.locator("#glossary ~ details summary").click()
    canvas = page.locator("details.stream .canvas").first
    page.locator("details.stream [data-zoom=in]").first.click()
    canvas.evaluate("each => each.scrollTo(77, 33)")
    heading = page.locator('details[id="streams.long"] th:has(button:text("Wait"))').first
    heading.locator("button").click()
    page.evaluate("window.scrollTo({top: 1234, behavior: 'instant'})")
    width = canvas.evaluate("each => each.firstElementChild.style.width")
    page.reload()
    assert not page.locator('details[id="streams.short"]').evaluate("each => each.open")
    assert page.locator("#glossary ~ details").evaluate("each => each.open")
    assert canvas.evaluate("each => [each.scrollLeft, each.scrollTop]") == [77, 33]
    assert canvas.evaluate("each => each.firstElementChild.style.width") == width
    assert heading.get_attribute("aria-sort") == "ascending"
    assert page.evaluate("window.scrollY") == 1234


def test_every_shape_is_reached_and_told_with_keys(opened: Any) -> None:
    page = opened("defects")
    figure = page.locator('details[id="streams.fault-repair"] figure')
    said = figure.locator(".shape")
    shapes = figure.locator("svg g:has(> title)").count()
    figure.locator(".canvas").focus()
    told = set()
    for _ in range(shapes):
        page.keyboard.press("n")
        told.add(said.inner_text())
        assert page.evaluate("document.activeElement.closest('svg') !== null")
    titles = figure.locator("svg g > title").all_text_contents()
    assert {" ".join(each.split()) for each in told} == {" ".join(each.split()) for each in titles}
    page.keyboard.press("p")
    assert said.inner_text().split() == titles[-2].split()


def test_a_map_has_a_sheet_for_itself(opened: Any) -> None:
    page = opened("wide")
    page.emulate_media(media="print")
    assert page.locator("figure.across").count() > 0
    sheets = page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")
    assert sheets >= page.locator("figure.map").count()
