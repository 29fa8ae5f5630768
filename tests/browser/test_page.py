"""The report as a page in a real browser: it runs, follows its policy, and serves everybody."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.hostile import hostile_texts
from vsm_cli.api import analyse, analyse_texts
from vsm_cli.api.html_page import page as page_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SAMPLES = Path(__file__).parents[2] / "samples"


class Shown:
    """A page in the browser, with everything that it complained about."""

    def __init__(self, browser: "Browser", file: Path, *, width: int = 1440) -> None:
        context = browser.new_context(viewport={"width": width, "height": 900})
        self.page: Page = context.new_page()
        self.said: list[str] = []
        self.page.on("console", lambda each: self.said.append(f"{each.type}: {each.text}"))
        self.page.on("pageerror", lambda each: self.said.append(f"error: {each}"))
        self.page.on("dialog", lambda each: self.said.append(f"dialog: {each.message}"))
        self.page.on("request", self._note_request)
        self.page.goto(file.as_uri())

    def _note_request(self, request: object) -> None:
        url = str(getattr(request, "url", ""))
        if not url.startswith("file:"):
            self.said.append(f"request: {url}")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    pages = {name: page_of(analyse([SAMPLES / name])).html for name in ("bank-defects", "bank-zh")}
    pages["hostile"] = page_of(analyse_texts(hostile_texts())).html
    for name, text in pages.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in pages}


@pytest.fixture
def shown(chromium: "Browser", files: dict[str, Path]) -> "Iterator[Shown]":
    found = Shown(chromium, files["bank-defects"])
    yield found
    assert found.said == []
    found.page.context.close()


def test_a_step_on_the_map_leads_to_all_that_is_known_of_it(shown: Shown) -> None:
    page = shown.page
    assert page.locator("#panel").is_hidden()
    step = page.locator('figure svg g.step a[href*="fault-repair.steps.review"]').first
    step.focus()
    page.keyboard.press("Enter")
    panel = page.locator("#panel")
    assert panel.is_visible()
    assert page.locator("#panel-name").inner_text() == "Review the incident"
    told = panel.inner_text()
    assert "VSM102" in told
    assert "streams/fault-repair.yaml" in told
    assert "Incident management" in told
    page.keyboard.press("Escape")
    assert panel.is_hidden()
    assert page.evaluate("document.activeElement.getAttribute('href')") == step.get_attribute(
        "href"
    )


def test_a_step_in_a_table_lights_up_on_its_map(shown: Shown) -> None:
    page = shown.page
    row = page.locator('tr[data-about$="fault-repair.steps.review"]').first
    row.scroll_into_view_if_needed()
    row.hover()
    assert page.locator("svg g.step.lit").count() == 1


def test_a_filter_hides_what_does_not_fit_and_stays_in_the_address(shown: Shown) -> None:
    page = shown.page
    streams = page.locator("details.stream:visible")
    assert streams.count() == 7
    page.select_option("#filter select[name=team]", label="Identity and access team")
    assert streams.count() == 1
    assert "1 of 7 streams" in page.locator("#filter-count").inner_text()
    assert "team=" in page.url
    page.reload()
    assert page.locator("details.stream:visible").count() == 1
    page.click("#filter-clear")
    assert page.locator("details.stream:visible").count() == 7
    page.select_option("#filter select[name=level]", label="error")
    assert page.locator("li.problem.warning:visible").count() == 0
    assert page.locator("li.problem.error:visible").count() > 0
    page.fill("#filter input[name=text]", "no such words at all")
    assert page.locator("details.stream:visible").count() == 0


def test_an_address_that_was_shared_opens_the_step_and_the_filter(
    chromium: "Browser", files: dict[str, Path]
) -> None:
    found = Shown(chromium, files["bank-defects"])
    page, home = found.page, files["bank-defects"].as_uri()
    step = "streams.fault-repair.steps.review"
    page.goto(f"{home}#{step}?system=itsm")
    page.reload()
    assert page.locator("#panel-name").inner_text() == "Review the incident"
    assert page.locator("#filter select[name=system]").input_value() == "itsm"
    shape = page.locator(f'.canvas [data-about="{step}"].chosen').first
    assert shape.is_visible()
    # Cut off in the middle of a character, or about what is gone.
    page.goto(f"{home}#streams.%E4%BF?team=gone&level=%")
    page.reload()
    assert page.locator("details.stream:visible").count() == 7
    assert found.said == []
    page.context.close()


def test_zoom_by_button_key_and_wheel(shown: Shown) -> None:
    page = shown.page
    figure = page.locator("figure.map").first
    svg = figure.locator("svg").first
    before = svg.bounding_box()
    figure.locator("[data-zoom=in]").click()
    closer = svg.bounding_box()
    assert before
    assert closer
    assert closer["width"] > before["width"] * 1.2
    figure.locator(".canvas").focus()
    page.keyboard.press("-")
    back = svg.bounding_box()
    assert back
    assert abs(back["width"] - before["width"]) < 2


def test_every_link_inside_leads_somewhere(shown: Shown) -> None:
    lost = shown.page.evaluate(
        """() => [...document.querySelectorAll('a[href^="#"]')]
            .map(link => decodeURIComponent(link.getAttribute("href").slice(1)))
            .filter(id => id && !document.getElementById(id))"""
    )
    assert lost == []


def test_paper_shows_everything_and_no_filter(shown: Shown) -> None:
    page = shown.page
    page.emulate_media(media="print")
    assert page.locator("#filter").is_hidden()
    assert page.locator("#panel").is_hidden()
    assert page.pdf().startswith(b"%PDF")


@pytest.mark.parametrize("width", [400, 800])
@pytest.mark.parametrize("name", ["bank-defects", "bank-zh"])
def test_a_narrow_page_scrolls_down_only(
    chromium: "Browser", files: dict[str, Path], name: str, width: int
) -> None:
    found = Shown(chromium, files[name], width=width)
    wide = found.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width
    assert found.said == []
    found.page.context.close()


def test_names_that_would_be_more_than_text(chromium: "Browser", files: dict[str, Path]) -> None:
    found = Shown(chromium, files["hostile"])
    page = found.page
    assert page.evaluate("window.hacked") is None
    assert page.locator("img, iframe, object, embed").count() == 0
    for link in page.locator("svg g.step a").all()[:5]:
        link.focus()
        page.keyboard.press("Enter")
    assert page.evaluate("window.hacked") is None
    assert found.said == []
    page.context.close()


@pytest.mark.parametrize("width", [420, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["bank-defects", "bank-zh"])
def test_nothing_at_all_for_axe(
    chromium: "Browser", files: dict[str, Path], name: str, scheme: str, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    # The rules of axe are run from outside: the policy of the page lets nothing in.
    context = chromium.new_context(
        bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 900}
    )
    page = context.new_page()
    page.goto(files[name].as_uri())
    page.locator("svg g.step a").first.focus()
    page.keyboard.press("Enter")
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert [
        (each["id"], [node["target"] for node in each["nodes"]][:3])
        for each in found.response["violations"]
    ] == []
    context.close()
